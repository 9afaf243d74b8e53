//! SPJ fungsional of paying treasurers: spending by account and way of paying against the budget, and the cash that came and
//! went for it.

use std::collections::BTreeMap;

use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use super::spj::{Months, month, year_begin};
use super::{IMPREST_CASH, Source, detail, total, words};
use crate::budget_lines::counted;
use crate::error::ReportError;
use crate::events::Event;
use crate::names::{base, is_below};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind};

const COLUMNS: [Column; 14] = [
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "name", title: "Uraian" },
    Column { key: "budget", title: "Jumlah Anggaran" },
    Column { key: "salary_before", title: "LS Gaji s.d. Bulan Lalu" },
    Column { key: "salary_within", title: "LS Gaji Bulan Ini" },
    Column { key: "salary", title: "LS Gaji s.d. Bulan Ini" },
    Column { key: "goods_before", title: "LS Barang/ Jasa s.d. Bulan Lalu" },
    Column { key: "goods_within", title: "LS Barang/ Jasa Bulan Ini" },
    Column { key: "goods", title: "LS Barang/ Jasa s.d. Bulan Ini" },
    Column { key: "imprest_before", title: "UP/GU/TU s.d. Bulan Lalu" },
    Column { key: "imprest_within", title: "UP/GU/TU Bulan Ini" },
    Column { key: "imprest", title: "UP/GU/TU s.d. Bulan Ini" },
    Column { key: "reported", title: "Jumlah SPJ s.d. Bulan Ini" },
    Column { key: "remaining", title: "Sisa Pagu Anggaran" },
];

const WANTED: [&str; 7] = [
    "DisbursementPaid",
    "SpendingReported",
    "SpendingReturned",
    "FeeAuthorized",
    "ImprestIssued",
    "ImprestReturned",
    "TaxRemitted",
];

/// Ways of paying, in the order of the columns.
const SALARY: usize = 0;
const GOODS: usize = 1;
const IMPREST: usize = 2;
/// Expenditure on personnel: a direct payment that does not say its kind is of salaries when it is for one of these.
const PERSONNEL: &str = "5.1.01";
/// Expenditure.
const EXPENDITURE: &str = "5";

/// What is compared.
const CASH_ACCOUNT: (&str, &str) = (
    "treasurer-cash",
    "saldo kas SPJ = Kas di Bendahara Pengeluaran / cash of the report = balance of the paying treasurers' cash",
);
const REALIZATION: (&str, &str) = (
    "budget-realization",
    "jumlah SPJ dan realisasi belanja LRA / spending accounted for and LRA realisation",
);

/// Figures by way of paying.
type Ways = [Months; 3];

/// What came and went, beside what the treasurer began with.
#[derive(Default)]
struct Cash {
    spent: Ways,
    /// Disbursements.
    paid_out: Ways,
    /// Fees that a bank kept back, of which a document made expenditure.
    fees: Ways,
    /// By account, withheld for others and passed on.
    withheld: BTreeMap<String, Ways>,
    remitted: BTreeMap<String, Ways>,
    /// Spending that came back and went straight into the treasury.
    spending_back: Ways,
    imprest_back: Ways,
}

/// Totals: `budget`, `reported`, `remaining`, and `opening`, `received`, `paid` and `cash` until the end of the month.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = month(models, parameters).await?;
    let source = Source::of(models, parameters, period, &WANTED).await?;
    let Budgets { mut codes, realized } = budgets(models, parameters, &source).await?;
    let first = year_begin(period);
    let of_treasurer = |code: &str| is_below(code, IMPREST_CASH);
    let entity = parameters.entity.as_deref();
    let (opening, closing) = source.balances(models, entity, first, of_treasurer).await?;
    let by_treasurers = source.moved(models, IMPREST_CASH, |event| event.name == "TaxRemitted").await?;
    let mut cash = Cash::default();
    let mut payments = Payments::default();
    let root = parameters.code.as_deref().unwrap_or(EXPENDITURE);
    for event in &source.events {
        let way = payments.way(event);
        if first.is_some_and(|first| event.day < first) {
            continue;
        }
        let (is_within, minor) = (source.is_within(event), event.amount("amount"));
        if let Some(spent) = spending(event, minor) {
            cash.spent[way].add(is_within, spent);
            let code = base(event.text("account"));
            if is_below(code, root) {
                codes.entry(code.to_owned()).or_default().1[way].add(is_within, spent);
            }
        }
        match event.name.as_str() {
            "DisbursementPaid" | "ImprestIssued" => {
                cash.paid_out[way].add(is_within, minor);
                // The treasury keeps it back: it comes and goes on paper.
                add(&mut cash.withheld, event, way, is_within);
                add(&mut cash.remitted, event, way, is_within);
            }
            "FeeAuthorized" => cash.fees[way].add(is_within, minor),
            // What came back into the imprest is spent no more, and still there.
            "SpendingReturned" if event.text("into") == "treasurer" => {}
            "SpendingReturned" => cash.spending_back[way].add(is_within, minor),
            "ImprestReturned" => cash.imprest_back[way].add(is_within, minor),
            // What the treasury remits is no cash of a paying treasurer.
            "TaxRemitted" if by_treasurers.contains_key(&event.position) => {
                add(&mut cash.remitted, event, way, is_within);
            }
            _ => {}
        }
    }
    let mut rows = Vec::with_capacity(codes.len() + 16);
    let (mut budget, mut ways) = (0, Ways::default());
    for (code, (of_code, spent)) in &codes {
        budget += of_code;
        ways = plus(&ways, spent);
        let mut cells = vec![Cell::Text(code.clone()), Cell::Text(source.names.name(code))];
        cells.extend(figures(&source, *of_code, spent));
        rows.push(detail(None, cells));
    }
    let sums = figures(&source, budget, &ways).into_iter().enumerate().map(|(at, cell)| (at + 2, cell));
    rows.push(total(COLUMNS.len(), (1, "JUMLAH"), sums.collect()));
    let reported = all(&ways);
    let (received, paid) = cash.rows(&source, opening, &mut rows);
    let left = opening + received - paid;
    let totals = vec![
        ("budget", budget),
        ("reported", reported),
        ("remaining", budget - reported),
        ("opening", opening),
        ("received", received),
        ("paid", paid),
        ("cash", left),
    ];
    let mut tie_outs = vec![source.tie_out(CASH_ACCOUNT, left, closing)];
    tie_outs.push(source.tie_out(REALIZATION, reported, realized));
    let title = "LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN (SPJ FUNGSIONAL)";
    Ok(source.report(parameters, (ReportName::SpjPaying, title), &COLUMNS, rows, totals, tie_outs))
}

/// What an event adds to spending; `None` where it is none.
fn spending(event: &Event, minor: i128) -> Option<i128> {
    match event.name.as_str() {
        "DisbursementPaid" | "SpendingReported" | "FeeAuthorized" => Some(minor),
        "SpendingReturned" => Some(-minor),
        _ => None,
    }
}

/// Adds the deductions of an event, by account.
fn add(sums: &mut BTreeMap<String, Ways>, event: &Event, way: usize, is_within: bool) {
    for part in event.parts("deductions") {
        sums.entry(part.code).or_default()[way].add(is_within, part.minor);
    }
}

/// How spending was paid so far: what comes back belongs where it went out.
#[derive(Default)]
struct Payments {
    /// By agency and number of the document.
    documents: BTreeMap<(String, String), usize>,
    /// By agency and account.
    accounts: BTreeMap<(String, String), [i128; 3]>,
}

impl Payments {
    /// The way of an event, which is remembered.
    fn way(&mut self, event: &Event) -> usize {
        let minor = event.amount("amount");
        let of_account = (event.entity.clone(), event.text("account").to_owned());
        let (way, documents) = match event.name.as_str() {
            "DisbursementPaid" => (direct(event), &["disbursement", "order"][..]),
            "SpendingReported" => (IMPREST, &["report"][..]),
            "SpendingReturned" => return self.of_return(event, &of_account),
            "FeeAuthorized" => return GOODS,
            _ => return IMPREST,
        };
        for text in documents.iter().map(|key| event.text(key)).filter(|text| !text.is_empty()) {
            self.documents.insert((event.entity.clone(), text.to_owned()), way);
        }
        self.accounts.entry(of_account).or_default()[way] += minor;
        way
    }

    /// That of the payment whose document it names; else that in which most of its account was spent.
    fn of_return(&self, event: &Event, of_account: &(String, String)) -> usize {
        let named = self.documents.get(&(event.entity.clone(), event.text("reference").to_owned()));
        let most = || {
            let spent = self.accounts.get(of_account)?;
            [SALARY, GOODS, IMPREST].into_iter().max_by_key(|way| spent[*way])
        };
        named.copied().or_else(most).unwrap_or(IMPREST)
    }
}

/// A direct payment is of salaries or of goods, as it says, else as its account does. What pays the issuer of cards replenishes
/// the imprest (GU KKPD).
fn direct(event: &Event) -> usize {
    match event.text("kind") {
        _ if event.text("basis") == "card" => IMPREST,
        "salary" => SALARY,
        "goods" => GOODS,
        _ if event.text("account").starts_with(PERSONNEL) => SALARY,
        _ => GOODS,
    }
}

/// Appropriations of expenditure in force on the last day, by code, for spending to be added to; and what the LRA has of it.
struct Budgets {
    codes: BTreeMap<String, (i128, Ways)>,
    realized: i128,
}

async fn budgets(
    models: &ReadModels,
    parameters: &Parameters,
    source: &Source,
) -> Result<Budgets, ReportError> {
    let code = Some(parameters.code.clone().unwrap_or_else(|| EXPENDITURE.to_owned()));
    let accounts = AccountFilter { entity: parameters.entity.clone(), code };
    let known_at = Some(projections::KnownAt::Position(source.position));
    let year = Period { from: year_begin(source.period), known_at, ..source.period };
    let mut budgets = Budgets { codes: BTreeMap::new(), realized: 0 };
    for row in models.budget_realization(&parameters.book, year, &accounts).await?.0 {
        budgets.realized += counted(&row).map_or(0, |(_, realized)| realized);
        if row.budget != 0 {
            budgets.codes.entry(base(&row.account.code).to_owned()).or_default().0 += i128::from(row.budget);
        }
    }
    Ok(budgets)
}

/// Budget, three ways three times, all of them, and what is left.
fn figures(source: &Source, budget: i128, ways: &Ways) -> Vec<Cell> {
    let mut cells = vec![source.amount(budget)];
    for months in ways {
        cells.extend([months.before, months.within, months.all()].map(|minor| source.amount(minor)));
    }
    let reported = all(ways);
    cells.extend([source.amount(reported), source.amount(budget - reported)]);
    cells
}

impl Cash {
    /// What the year began with, and the blocks of receipts and payments below the accounts; both sums until the end of the
    /// month. Direct payments pass the treasurer on paper alone: they come in and go out with the same sum.
    fn rows(&self, source: &Source, opening: i128, rows: &mut Vec<Row>) -> (i128, i128) {
        let line = |title: &str, ways: &Ways| (String::new(), title.to_owned(), *ways);
        let of_kinds = |title: &str, kinds: &BTreeMap<String, Ways>| -> Vec<Line> {
            let named = |code: &String| format!("{title}: {}", source.names.name(code));
            kinds.iter().map(|(code, ways)| (code.clone(), named(code), *ways)).collect()
        };
        let mut received = vec![line("SP2D", &self.paid_out)];
        received.extend(of_kinds("Potongan", &self.withheld));
        received.push(line("Lain-lain: biaya bank yang disahkan", &self.fees));
        let mut paid = vec![line("SPJ (LS + UP/GU/TU)", &self.spent)];
        paid.extend(of_kinds("Penyetoran", &self.remitted));
        paid.push(line("Pengembalian belanja ke kas daerah (contra pos)", &self.spending_back));
        paid.push(line("Pengembalian sisa UP/TU", &self.imprest_back));
        let sum = |block: &[Line]| block.iter().fold(Ways::default(), |sum, (.., ways)| plus(&sum, ways));
        let (in_all, out_all) = (sum(&received), sum(&paid));
        let mut began = Ways::default();
        began[IMPREST].before = opening;
        let held = plus(&began, &in_all);
        let left = [SALARY, GOODS, IMPREST].map(|way| held[way].less(out_all[way]));

        let mut push = |kind: RowKind, (code, title): (&str, &str), ways: Option<&Ways>| {
            let mut row = total(COLUMNS.len(), (1, title), Vec::new());
            (row.kind, row.cells[0]) = (kind, words(code));
            if let Some(ways) = ways {
                // Budget and what is left of it are of accounts alone.
                for (place, cell) in figures(source, 0, ways).into_iter().enumerate().skip(1).take(10) {
                    row.cells[place + 2] = cell;
                }
            }
            rows.push(row);
        };
        push(RowKind::Balance, ("", "SALDO KAS AWAL TAHUN"), Some(&began));
        for (title, lines, sum_title, sum) in [
            ("PENERIMAAN", &received, "JUMLAH PENERIMAAN", &in_all),
            ("PENGELUARAN", &paid, "JUMLAH PENGELUARAN", &out_all),
        ] {
            push(RowKind::Group, ("", title), None);
            for (code, title, ways) in lines {
                push(RowKind::Detail, (code, title), Some(ways));
            }
            push(RowKind::Total, ("", sum_title), Some(sum));
        }
        push(RowKind::Total, ("", "SALDO KAS"), Some(&left));
        (all(&in_all), all(&out_all))
    }
}

/// Code, title and figures of a receipt or payment.
type Line = (String, String, Ways);

fn plus(ways: &Ways, other: &Ways) -> Ways {
    [SALARY, GOODS, IMPREST].map(|way| ways[way].plus(other[way]))
}

fn all(ways: &Ways) -> i128 {
    ways.iter().map(|months| months.all()).sum()
}
