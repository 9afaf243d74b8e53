//! Buku pembantu: the lines of one account, agency by agency, with the balance after each. All accounts are in
//! `general_ledger`.

use ledger::{Currency, Side};
use projections::queries::{LedgerLine, Movement, MovementFilter, Period};
use projections::{KnownAt, ReadModels};

use crate::error::ReportError;
use crate::general_ledger::journal;
use crate::late_items::described;
use crate::names::{Names, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};

const COLUMNS: [Column; 9] = [
    Column { key: "date", title: "Tanggal" },
    Column { key: "entity", title: "SKPD" },
    Column { key: "reference", title: "No. Bukti" },
    Column { key: "journal", title: "Jenis Jurnal" },
    Column { key: "description", title: "Uraian" },
    Column { key: "position", title: "Ref" },
    Column { key: "debit", title: "Debit" },
    Column { key: "credit", title: "Kredit" },
    Column { key: "balance", title: "Saldo" },
];

/// Needs a code; that of a group shows each account below it. Balances stand on the side that the first account grows on.
/// Totals: `opening`, `debit`, `credit` and `closing_balance` over the entities.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let name = ReportName::SubsidiaryLedger.as_str();
    let code = parameters.code.as_deref().ok_or(ReportError::NeedsCode { report: name })?;
    let names = Names::of(models, parameters).await?;
    let period = parameters.period()?;
    let filter = MovementFilter { accounts: parameters.accounts(), ..MovementFilter::default() };
    let (movements, position) = models.movements(&parameters.book, period, &filter).await?;
    let known = Period { known_at: Some(KnownAt::Position(position)), ..period };
    let lines = models.ledger_lines(&parameters.book, known, &parameters.accounts()).await?;
    let currency =
        one_currency(movements.iter().map(|movement| movement.account.currency), names.currency())?;
    let amount = |minor| Cell::Amount(minor, currency);
    let credit_side = movements.first().is_some_and(|first| first.account.normal_side == Side::Credit);
    let sign = if credit_side { -1 } else { 1 };
    let (mut rows, mut sums) = (Vec::new(), [0_i128; 4]);
    let mut lines = lines.iter().peekable();
    for movement in &movements {
        let mut own = Vec::new();
        while let Some(line) = lines.next_if(|line| line.account.no == movement.account.no) {
            own.push(line);
        }
        let added = account(&mut rows, movement, &own, sign);
        sums.iter_mut().zip(added).for_each(|(sum, part)| *sum += part);
    }
    let [opening, debit, credit, closing] = sums;
    let mut total = vec![Cell::Empty; 4];
    total.extend([
        Cell::Text("JUMLAH".to_owned()),
        Cell::Empty,
        amount(debit),
        amount(credit),
        amount(closing),
    ]);
    rows.push(Row { kind: RowKind::Total, level: 0, cells: total, entry: None });
    let balance: i128 = movements.iter().map(|movement| sign * closing_balance(movement)).sum();
    let (name_of, title) =
        ("account-balance", "saldo akhir dan saldo akun / closing balance and balance of the accounts");
    let tie_outs = vec![TieOut { name: name_of, title, left: closing, right: balance, currency }];
    let mut head = names.head(parameters, period);
    head.push(format!("Rekening: {code} {}", names.name(code)));
    Ok(Report {
        name,
        title: "BUKU BESAR PEMBANTU / SUBSIDIARY LEDGER",
        head,
        columns: COLUMNS.to_vec(),
        rows,
        totals: vec![
            ("opening".to_owned(), amount(opening)),
            ("debit".to_owned(), amount(debit)),
            ("credit".to_owned(), amount(credit)),
            ("closing_balance".to_owned(), amount(closing)),
        ],
        closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
        tie_outs,
        provenance: names.provenance(parameters, period, position),
    })
}

/// Debits less credits at the end.
fn closing_balance(movement: &Movement) -> i128 {
    let opening = i128::from(movement.opening_debit) - i128::from(movement.opening_credit);
    opening + i128::from(movement.debit) - i128::from(movement.credit)
}

/// The rows of one account, from its opening to its closing balance; gives opening, debits, credits and closing. An account
/// without balance or line has none.
fn account(rows: &mut Vec<Row>, movement: &Movement, lines: &[&LedgerLine], sign: i128) -> [i128; 4] {
    let currency = movement.account.currency;
    let opening = sign * (i128::from(movement.opening_debit) - i128::from(movement.opening_credit));
    if lines.is_empty() && opening == 0 {
        return [0; 4];
    }
    let entity = &movement.account.entity;
    let (mut balance, mut debit, mut credit) = (opening, 0, 0);
    rows.push(balance_row(entity, "Saldo awal", balance, currency));
    for line in lines {
        let minor = i128::from(line.amount);
        balance += sign * minor;
        debit += minor.max(0);
        credit += (-minor).max(0);
        let on = |minor: i128| if minor > 0 { Cell::Amount(minor, currency) } else { Cell::Empty };
        let cells = vec![
            Cell::Date(line.effective_date),
            Cell::Text(entity.clone()),
            Cell::Text(line.entry.reference.clone()),
            Cell::Text(journal(line.entry.kind).to_owned()),
            Cell::Text(described(&line.entry)),
            Cell::Number(line.entry.position),
            on(minor),
            on(-minor),
            Cell::Amount(balance, currency),
        ];
        rows.push(Row { kind: RowKind::Detail, level: 0, cells, entry: Some(line.entry.position) });
    }
    rows.push(balance_row(entity, "Saldo akhir", balance, currency));
    [opening, debit, credit, balance]
}

fn balance_row(entity: &str, title: &str, balance: i128, currency: Currency) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut cells = vec![Cell::Empty, text(entity), Cell::Empty, Cell::Empty, text(title)];
    cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Amount(balance, currency)]);
    Row { kind: RowKind::Balance, level: 0, cells, entry: None }
}
