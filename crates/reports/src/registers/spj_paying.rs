//! SPJ fungsional of paying treasurers: spending by account and way of paying against the budget, and the cash that came and
//! went for it.

use std::collections::BTreeMap;

use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use super::spj::{Months, month, year_begin};
use super::{Source, detail, total};
use crate::error::ReportError;
use crate::events::Event;
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

const WANTED: [&str; 6] = [
    "DisbursementPaid",
    "SpendingReported",
    "SpendingReturned",
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

/// Figures by way of paying.
type Ways = [Months; 3];

/// What came and went beside spending.
#[derive(Default)]
struct Cash {
    direct: [Months; 2],
    issued: Months,
    returned: Months,
    withheld: Months,
    remitted: Months,
}

/// Totals: `budget`, `reported`, `remaining`, and `received`, `paid` and `cash` until the end of the month.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = month(models, parameters).await?;
    let source = Source::of(models, parameters, period, &WANTED).await?;
    let budgets = budgets(models, parameters, &source).await?;
    let mut codes: BTreeMap<String, (i128, Ways)> =
        budgets.into_iter().map(|(code, budget)| (code, (budget, Ways::default()))).collect();
    let mut cash = Cash::default();
    let first = year_begin(period);
    let counted = |event: &&Event| !event.is_reversed && first.is_none_or(|first| event.day >= first);
    for event in source.events.iter().filter(counted) {
        let (is_within, minor) = (source.is_within(event), event.amount("amount"));
        let mut spend = |way: usize, minor: i128| {
            let code = ledger::name::base_code(event.text("account")).to_owned();
            codes.entry(code).or_default().1[way].add(is_within, minor);
        };
        match event.name.as_str() {
            "DisbursementPaid" => {
                let way = direct(event);
                spend(way, minor);
                cash.direct[way].add(is_within, minor);
                let withheld = event.parts("deductions").iter().map(|part| part.minor).sum();
                cash.withheld.add(is_within, withheld);
            }
            "SpendingReported" => spend(IMPREST, minor),
            "SpendingReturned" => spend(IMPREST, -minor),
            "ImprestIssued" => cash.issued.add(is_within, minor),
            "ImprestReturned" => cash.returned.add(is_within, minor),
            _ => cash.remitted.add(is_within, event.parts("deductions").iter().map(|part| part.minor).sum()),
        }
    }
    let mut rows = Vec::with_capacity(codes.len() + 12);
    let (mut budget, mut ways) = (0, Ways::default());
    for (code, (of_code, spent)) in &codes {
        budget += of_code;
        ways.iter_mut().zip(spent).for_each(|(sum, months)| *sum = sum.plus(*months));
        let mut cells = vec![Cell::Text(code.clone()), Cell::Text(source.names.name(code))];
        cells.extend(figures(&source, *of_code, spent));
        rows.push(detail(None, cells));
    }
    let sums = figures(&source, budget, &ways).into_iter().enumerate().map(|(at, cell)| (at + 2, cell));
    rows.push(total(COLUMNS.len(), (1, "JUMLAH"), sums.collect()));
    let reported: i128 = ways.iter().map(|months| months.all()).sum();
    let (received, paid) = cash.rows(&source, &ways, &mut rows);
    let totals = vec![
        ("budget", budget),
        ("reported", reported),
        ("remaining", budget - reported),
        ("received", received),
        ("paid", paid),
        ("cash", received - paid),
    ];
    let title = "LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN (SPJ FUNGSIONAL)";
    Ok(source.report(parameters, (ReportName::SpjPaying, title), &COLUMNS, rows, totals))
}

/// A direct payment is of salaries or of goods, as it says, else as its account does.
fn direct(event: &Event) -> usize {
    match event.text("kind") {
        "salary" => SALARY,
        "goods" => GOODS,
        _ if event.text("account").starts_with(PERSONNEL) => SALARY,
        _ => GOODS,
    }
}

/// Appropriations of expenditure in force on the last day, by code.
async fn budgets(
    models: &ReadModels,
    parameters: &Parameters,
    source: &Source,
) -> Result<BTreeMap<String, i128>, ReportError> {
    let code = Some(parameters.code.clone().unwrap_or_else(|| "5".to_owned()));
    let accounts = AccountFilter { entity: parameters.entity.clone(), code };
    let known_at = Some(projections::KnownAt::Position(source.position));
    let year = Period { from: year_begin(source.period), known_at, ..source.period };
    let mut budgets = BTreeMap::new();
    for row in models.budget_realization(&parameters.book, year, &accounts).await?.0 {
        if row.budget != 0 {
            let code = ledger::name::base_code(&row.account.code).to_owned();
            *budgets.entry(code).or_insert(0) += i128::from(row.budget);
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
    let reported: i128 = ways.iter().map(|months| months.all()).sum();
    cells.extend([source.amount(reported), source.amount(budget - reported)]);
    cells
}

impl Cash {
    /// The blocks of receipts and payments below the accounts; both sums until the end of the month. Direct payments pass the
    /// treasurer on paper alone: they come in and go out with the same sum.
    fn rows(&self, source: &Source, spent: &Ways, rows: &mut Vec<Row>) -> (i128, i128) {
        let [salary, goods] = self.direct;
        let none = Months::default();
        let received = [
            ("SP2D", [salary, goods, self.issued]),
            ("Potongan pajak dan iuran", [none, self.withheld, none]),
        ];
        let paid = [
            ("SPJ (LS + UP/GU/TU)", *spent),
            ("Penyetoran pajak dan iuran", [none, self.remitted, none]),
            ("Pengembalian sisa UP/TU", [none, none, self.returned]),
        ];
        let sum = |block: &[(&str, Ways)]| {
            let mut ways = Ways::default();
            for (_, of_row) in block {
                ways.iter_mut().zip(of_row).for_each(|(sum, months)| *sum = sum.plus(*months));
            }
            ways
        };
        let (in_all, out_all) = (sum(&received), sum(&paid));
        let mut left = Ways::default();
        for (left, (came, went)) in left.iter_mut().zip(in_all.iter().zip(&out_all)) {
            *left = came.less(*went);
        }
        let mut push = |kind: RowKind, title: &str, ways: Option<&Ways>| {
            let mut row = total(COLUMNS.len(), (1, title), Vec::new());
            row.kind = kind;
            if let Some(ways) = ways {
                // Budget and what is left of it are of accounts alone.
                for (place, cell) in figures(source, 0, ways).into_iter().enumerate().skip(1).take(10) {
                    row.cells[place + 2] = cell;
                }
            }
            rows.push(row);
        };
        push(RowKind::Group, "PENERIMAAN", None);
        received.iter().for_each(|(title, ways)| push(RowKind::Detail, title, Some(ways)));
        push(RowKind::Total, "JUMLAH PENERIMAAN", Some(&in_all));
        push(RowKind::Group, "PENGELUARAN", None);
        paid.iter().for_each(|(title, ways)| push(RowKind::Detail, title, Some(ways)));
        push(RowKind::Total, "JUMLAH PENGELUARAN", Some(&out_all));
        push(RowKind::Total, "SALDO KAS", Some(&left));
        let all = |ways: &Ways| ways.iter().map(|months| months.all()).sum();
        (all(&in_all), all(&out_all))
    }
}
