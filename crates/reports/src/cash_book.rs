//! Buku kas umum (BKU): what came into and went out of an agency's cash accounts, with the cash in hand after each.

use ledger::BookSide;
use projections::ReadModels;
use projections::queries::{AccountFilter, CASH, EntryView, LedgerLine, MovementFilter, Period};

use crate::error::ReportError;
use crate::format::{date_long, money};
use crate::names::{Names, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind};
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

/// The cash book of one entity, or of all together. Totals: `opening`, `receipts`, `payments`, `closing_balance`.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let period = parameters.period()?;
    let code = parameters.code.clone().unwrap_or_else(|| CASH.to_owned());
    let accounts = AccountFilter { entity: parameters.entity.clone(), code: Some(code) };
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

    let amount = |minor| Cell::Amount(minor, currency);
    let (mut balance, mut receipts, mut payments) = (opening, 0_i128, 0_i128);
    let mut rows = vec![titled(RowKind::Balance, "Saldo awal", [Cell::Empty, Cell::Empty, amount(opening)])];
    for (number, line) in (1..).zip(&lines) {
        let minor = i128::from(line.amount);
        balance += minor;
        receipts += minor.max(0);
        payments += (-minor).max(0);
        let on = |minor: i128| if minor > 0 { amount(minor) } else { Cell::Empty };
        let cells = vec![
            Cell::Number(number),
            Cell::Date(line.effective_date),
            Cell::Text(line.entry.id.clone()),
            Cell::Text(against(&line.entry, line).to_owned()),
            Cell::Text(line.entry.description.clone()),
            on(minor),
            on(-minor),
            amount(balance),
        ];
        rows.push(Row { kind: RowKind::Detail, level: 0, cells, entry: Some(line.entry.position) });
    }
    rows.push(titled(RowKind::Total, "JUMLAH", [amount(receipts), amount(payments), amount(balance)]));
    let day = period.to.or(lines.last().map(|line| line.effective_date));
    let on_day = day.map_or_else(String::new, |day| format!(" tanggal {}", date_long(day)));
    let closing = format!(
        "Pada hari ini{on_day} Buku Kas Umum ditutup dengan saldo kas sebesar {} (Terbilang: {}).",
        money(balance, currency),
        terbilang::amount(balance, currency)
    );
    Ok(Report {
        name: ReportName::CashBook.as_str(),
        title: "BUKU KAS UMUM",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals: vec![
            ("opening".to_owned(), amount(opening)),
            ("receipts".to_owned(), amount(receipts)),
            ("payments".to_owned(), amount(payments)),
            ("closing_balance".to_owned(), amount(balance)),
        ],
        closing: vec![closing],
        tie_outs: Vec::new(),
        provenance: names.provenance(parameters, period, position),
    })
}

fn titled(kind: RowKind, title: &str, amounts: [Cell; 3]) -> Row {
    let mut cells = vec![Cell::Empty; 4];
    cells.push(Cell::Text(title.to_owned()));
    cells.extend(amounts);
    Row { kind, level: 0, cells, entry: None }
}

/// The code that the cash moved against: the budget account (revenue, expenditure, financing) where the entry has one, else
/// the first other account.
fn against<'e>(entry: &'e EntryView, line: &LedgerLine) -> &'e str {
    let budget = |code: &str| matches!(code.split('.').next(), Some("4" | "5" | "6"));
    let named = entry.lines.iter().find(|other| other.book_side == BookSide::Budget && budget(&other.code));
    let other = || entry.lines.iter().find(|other| (other.amount > 0) != (line.amount > 0));
    named.or_else(other).map_or("", |other| other.code.as_str())
}
