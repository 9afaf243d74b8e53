//! Buku kas umum (BKU): what came into and went out of an agency's cash accounts, with the cash in hand after each.

use std::collections::{BTreeMap, BTreeSet};

use ledger::name::base_code;
use ledger::{BookSide, Currency, Date};
use projections::ReadModels;
use projections::queries::{AccountFilter, CASH, EntryView, LedgerLine, Movement, MovementFilter, Period};

use crate::error::ReportError;
use crate::format::{date_long, money};
use crate::late_items::disclosed;
use crate::names::{Names, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};
use crate::terbilang;

const COLUMNS: [Column; 8] = [
    Column { key: "number", title: "No." },
    Column { key: "date", title: "Tanggal" },
    Column { key: "reference", title: "No. Bukti" },
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "description", title: "Uraian" },
    Column { key: "receipt", title: "Penerimaan" },
    Column { key: "payment", title: "Pengeluaran" },
    Column { key: "balance", title: "Saldo" },
];

/// Records whose entries are read at once.
const READ_RECORDS: usize = 2_000;
/// What is counted by hand.
const BLANK: &str = "Rp ..............................";
/// Cash of the treasury, all of which is at the bank.
const TREASURY: &str = "1.1.01.01";
/// Sub-accounts of cash that say where it is. Cash whose account says neither is counted by hand.
const NOTES: &str = "~tunai";
const BANK: &str = "~bank";

/// Whose cash book it is, by the account it is of.
struct Keeper {
    title: &'static str,
    /// As the closing text names the book.
    book: &'static str,
    /// Of a receiving treasurer's book the closing text says the balance of whose cash it is.
    cash_of: Option<&'static str>,
}

/// The books of treasurers by their cash accounts, and what any other is called.
const KEEPERS: [(&str, Keeper); 3] = [
    (
        "1.1.01.01",
        Keeper {
            title: "BUKU KAS UMUM BENDAHARA UMUM DAERAH",
            book: "Buku Kas Umum Bendahara Umum Daerah",
            cash_of: None,
        },
    ),
    (
        "1.1.01.02",
        Keeper {
            title: "BUKU KAS UMUM BENDAHARA PENERIMAAN",
            book: "Buku Kas Umum Bendahara Penerimaan",
            cash_of: Some("Bendahara Penerimaan"),
        },
    ),
    (
        "1.1.01.03",
        Keeper {
            title: "BUKU KAS UMUM BENDAHARA PENGELUARAN",
            book: "Buku Kas Umum Bendahara Pengeluaran",
            cash_of: None,
        },
    ),
];
const ANY_KEEPER: Keeper = Keeper { title: "BUKU KAS UMUM", book: "Buku Kas Umum", cash_of: None };

/// The cash book of one entity, or of all together; of a treasurer when the code is that of their cash. Totals: `opening`, `receipts`, `payments`, `closing_balance`.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let period = parameters.period()?;
    let code = parameters.code.clone().unwrap_or_else(|| CASH.to_owned());
    let below = |root: &str| {
        code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
    };
    let keeper = KEEPERS.iter().find(|(root, _)| below(root)).map_or(&ANY_KEEPER, |(_, keeper)| keeper);
    let accounts = AccountFilter { entity: parameters.entity.clone(), code: Some(code.clone()) };
    let filter = MovementFilter { accounts: accounts.clone(), ..MovementFilter::default() };
    let (movements, position) = models.movements(&parameters.book, period, &filter).await?;
    let currencies = movements.iter().map(|movement| movement.account.currency);
    let currency = one_currency(currencies, names.currency())?;
    let opening: i128 =
        movements.iter().map(|m| i128::from(m.opening_debit) - i128::from(m.opening_credit)).sum();
    let known = Period { known_at: Some(projections::KnownAt::Position(position)), ..period };
    let mut lines = models.ledger_lines(&parameters.book, known, &accounts).await?;
    // Over all cash accounts together, in order of day.
    lines.sort_by_key(|line| (line.effective_date, line.entry.position, line.line_no));

    let budget_codes = budget_codes(models, &parameters.book, &lines).await?;
    let amount = |minor| Cell::Amount(minor, currency);
    let (mut balance, mut receipts, mut payments) = (opening, 0_i128, 0_i128);
    let mut rows = vec![titled(RowKind::Balance, "Saldo awal", [Cell::Empty, Cell::Empty, amount(opening)])];
    for (number, line) in (1..).zip(&lines) {
        let minor = i128::from(line.amount);
        balance += minor;
        receipts += minor.max(0);
        payments += (-minor).max(0);
        let on = |minor: i128| if minor > 0 { amount(minor) } else { Cell::Empty };
        let named = budget_codes.get(&line.entry.position).map(String::as_str);
        let against = named.unwrap_or_else(|| against(&line.entry, line));
        // An entry without words of its own is told by what the cash was for.
        let stated = Some(&line.entry.description).filter(|description| !description.is_empty());
        let words = stated.cloned().unwrap_or_else(|| names.name(against));
        let description = disclosed(&words, &line.entry);
        let cells = vec![
            Cell::Number(number),
            Cell::Date(line.effective_date),
            Cell::Text(line.entry.reference.clone()),
            Cell::Text(against.to_owned()),
            Cell::Text(description),
            on(minor),
            on(-minor),
            amount(balance),
        ];
        rows.push(Row { kind: RowKind::Detail, level: 0, cells, entry: Some(line.entry.position) });
    }
    rows.push(titled(RowKind::Total, "JUMLAH", [amount(receipts), amount(payments), amount(balance)]));
    let day = period.to.or(lines.last().map(|line| line.effective_date));
    let held = movements.iter().map(|movement| i128::from(movement.debit) - i128::from(movement.credit));
    let (name, title) =
        ("cash-accounts", "saldo buku dan saldo rekening kas / balance of the book and of the cash accounts");
    let right = opening + held.sum::<i128>();
    let tie_outs = vec![TieOut { name, title, left: balance, right, currency }];
    let mut closing = closing(keeper, day, (balance, currency), where_it_is(&movements));
    closing.extend(tie_outs.iter().filter_map(TieOut::warning));
    Ok(Report {
        name: ReportName::CashBook.as_str(),
        title: keeper.title,
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals: vec![
            ("opening".to_owned(), amount(opening)),
            ("receipts".to_owned(), amount(receipts)),
            ("payments".to_owned(), amount(payments)),
            ("closing_balance".to_owned(), amount(balance)),
        ],
        closing,
        tie_outs,
        provenance: names.provenance(parameters, period, position),
    })
}

/// Notes and money at the bank; `None` when an account with a balance says neither.
fn where_it_is(movements: &[Movement]) -> Option<(i128, i128)> {
    let (mut notes, mut bank) = (0, 0);
    for movement in movements {
        let opening = i128::from(movement.opening_debit) - i128::from(movement.opening_credit);
        let balance = opening + i128::from(movement.debit) - i128::from(movement.credit);
        let code = &movement.account.code;
        if code.ends_with(NOTES) {
            notes += balance;
        } else if code.ends_with(BANK) || code.starts_with(TREASURY) {
            bank += balance;
        } else if balance != 0 {
            return None;
        }
    }
    Some((notes, bank))
}

/// What stands below the table: the balance in figures and words, and where it is; to be filled in where that is not known.
fn closing(
    keeper: &Keeper,
    day: Option<Date>,
    (balance, currency): (i128, Currency),
    split: Option<(i128, i128)>,
) -> Vec<String> {
    let on_day = day.map_or_else(String::new, |day| format!(" tanggal {}", date_long(day)));
    let (figure, words) = (money(balance, currency), terbilang::sentence(balance, currency));
    let (notes, bank) = match split {
        Some((notes, bank)) => (money(notes, currency), money(bank, currency)),
        None => (BLANK.to_owned(), BLANK.to_owned()),
    };
    let held = match keeper.cash_of {
        Some(treasurer) => format!("Saldo Kas di {treasurer}{on_day} {figure}"),
        None => format!(
            "Pada hari ini{on_day} {} ditutup. Oleh kami didapat di dalam kas sebesar {figure}",
            keeper.book
        ),
    };
    vec![
        held,
        format!("(Terbilang: {words}), terdiri dari:"),
        format!("a. Tunai  {notes}"),
        format!("b. Bank  {bank}"),
    ]
}

fn titled(kind: RowKind, title: &str, amounts: [Cell; 3]) -> Row {
    let mut cells = vec![Cell::Empty; 4];
    cells.push(Cell::Text(title.to_owned()));
    cells.extend(amounts);
    Row { kind, level: 0, cells, entry: None }
}

/// The one budget code (revenue, expenditure, financing) that each record is for, by position: rules post what cash is for in
/// an entry of its own. Records for several codes or none are left out.
async fn budget_codes(
    models: &ReadModels,
    book: &str,
    lines: &[LedgerLine],
) -> Result<BTreeMap<u64, String>, ReportError> {
    let positions: BTreeSet<u64> = lines.iter().map(|line| line.entry.position).collect();
    let positions: Vec<u64> = positions.into_iter().collect();
    let mut found: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
    for some in positions.chunks(READ_RECORDS) {
        for entry in models.entries_at(book, some).await? {
            let codes = entry.lines.iter().map(|line| base_code(&line.code)).filter(|code| is_budget(code));
            found.entry(entry.position).or_default().extend(codes.map(str::to_owned));
        }
    }
    let only = |(position, codes): (u64, BTreeSet<String>)| {
        let mut codes = codes.into_iter();
        codes.next().filter(|_| codes.next().is_none()).map(|code| (position, code))
    };
    Ok(found.into_iter().filter_map(only).collect())
}

fn is_budget(code: &str) -> bool {
    matches!(code.split('.').next(), Some("4" | "5" | "6"))
}

/// The code that the cash moved against: the budget account (revenue, expenditure, financing) where the entry has one, else
/// the first other account.
fn against<'e>(entry: &'e EntryView, line: &LedgerLine) -> &'e str {
    let named =
        entry.lines.iter().find(|other| other.book_side == BookSide::Budget && is_budget(&other.code));
    let other = || entry.lines.iter().find(|other| (other.amount > 0) != (line.amount > 0));
    named.or_else(other).map_or("", |other| other.code.as_str())
}
