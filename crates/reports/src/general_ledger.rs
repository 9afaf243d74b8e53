//! Buku besar: each account's lines in order of day, with the balance after each.

use std::collections::BTreeMap;

use ledger::{EntryKind, Side};
use projections::ReadModels;
use projections::queries::{AccountRow, MovementFilter};

use crate::error::ReportError;
use crate::late_items::described;
use crate::names::Names;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};

const COLUMNS: [Column; 11] = [
    Column { key: "date", title: "Tanggal" },
    Column { key: "entity", title: "SKPD" },
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "name", title: "Nama Akun" },
    Column { key: "reference", title: "No. Bukti" },
    Column { key: "journal", title: "Jenis Jurnal" },
    Column { key: "description", title: "Uraian" },
    Column { key: "position", title: "Ref" },
    Column { key: "debit", title: "Debit" },
    Column { key: "credit", title: "Kredit" },
    Column { key: "balance", title: "Saldo" },
];

/// What is compared.
const DEBITS: (&str, &str) =
    ("debits", "debit baris dan mutasi debit akun / debits of the lines and of the accounts");
const CREDITS: (&str, &str) =
    ("credits", "kredit baris dan mutasi kredit akun / credits of the lines and of the accounts");

/// The name of a kind of entry in ledgers.
pub(crate) fn journal(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::General => "Jurnal Umum",
        EntryKind::Adjustment => "Jurnal Penyesuaian",
        EntryKind::Correction => "Jurnal Koreksi",
        EntryKind::Reversal => "Jurnal Balik",
        EntryKind::Closing => "Jurnal Penutup",
        EntryKind::Opening => "Saldo Awal",
        EntryKind::Elimination => "Jurnal Eliminasi",
    }
}

/// One account's running balance, on its normal side.
struct Running<'a> {
    account: &'a AccountRow,
    name: String,
    balance: i128,
}

impl Running<'_> {
    fn row(&self, kind: RowKind, cells: [Cell; 6], debit: Cell, credit: Cell) -> Row {
        let [date, reference, journal, description, position, balance] = cells;
        let account = self.account;
        let (entity, code) = (Cell::Text(account.entity.clone()), Cell::Text(account.code.clone()));
        let name = Cell::Text(self.name.clone());
        let cells =
            vec![date, entity, code, name, reference, journal, description, position, debit, credit, balance];
        Row { kind, level: 0, cells, entry: None }
    }

    fn balance_row(&self, title: &str) -> Row {
        let balance = Cell::Amount(self.balance, self.account.currency);
        let cells =
            [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Text(title.to_owned()), Cell::Empty, balance];
        self.row(RowKind::Balance, cells, Cell::Empty, Cell::Empty)
    }
}

/// Every account with a balance or a line, from its opening to its closing balance. Totals: `total_debit` and
/// `total_credit` of the lines in the book's currency.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let period = parameters.period()?;
    let filter = MovementFilter { accounts: parameters.accounts(), ..MovementFilter::default() };
    let (movements, position) = models.movements(&parameters.book, period, &filter).await?;
    let known = projections::KnownAt::Position(position);
    let lines_period = projections::queries::Period { known_at: Some(known), ..period };
    let lines = models.ledger_lines(&parameters.book, lines_period, &parameters.accounts()).await?;
    let mut by_account: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for line in &lines {
        by_account.entry(line.account.no).or_default().push(line);
    }
    let mut rows = Vec::new();
    let (mut total_debit, mut total_credit) = (0_i128, 0_i128);
    let own = movements.iter().filter(|movement| movement.account.currency == names.currency());
    let moved = own.fold((0_i128, 0_i128), |(debit, credit), movement| {
        (debit + i128::from(movement.debit), credit + i128::from(movement.credit))
    });
    for movement in &movements {
        let account = &movement.account;
        let sign = if account.normal_side == Side::Debit { 1 } else { -1 };
        let opening = i128::from(movement.opening_debit) - i128::from(movement.opening_credit);
        let lines = by_account.remove(&account.no).unwrap_or_default();
        if lines.is_empty() && opening == 0 {
            continue;
        }
        let mut running = Running { account, name: names.name(&account.code), balance: sign * opening };
        rows.push(running.balance_row("Saldo awal"));
        for line in lines {
            running.balance += sign * i128::from(line.amount);
            let amount = i128::from(line.amount);
            if account.currency == names.currency() {
                total_debit += amount.max(0);
                total_credit += (-amount).max(0);
            }
            let on = |amount: i128| {
                if amount > 0 { Cell::Amount(amount, account.currency) } else { Cell::Empty }
            };
            let cells = [
                Cell::Date(line.effective_date),
                Cell::Text(line.entry.reference.clone()),
                Cell::Text(journal(line.entry.kind).to_owned()),
                Cell::Text(described(&line.entry)),
                Cell::Number(line.entry.position),
                Cell::Amount(running.balance, account.currency),
            ];
            let row = running.row(RowKind::Detail, cells, on(amount), on(-amount));
            rows.push(Row { entry: Some(line.entry.position), ..row });
        }
        rows.push(running.balance_row("Saldo akhir"));
    }
    let amount = |minor| Cell::Amount(minor, names.currency());
    let tie_out =
        |(name, title), left, right| TieOut { name, title, left, right, currency: names.currency() };
    let tie_outs = vec![tie_out(DEBITS, total_debit, moved.0), tie_out(CREDITS, total_credit, moved.1)];
    Ok(Report {
        name: ReportName::GeneralLedger.as_str(),
        title: "BUKU BESAR",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals: vec![
            ("total_debit".to_owned(), amount(total_debit)),
            ("total_credit".to_owned(), amount(total_credit)),
        ],
        closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
        tie_outs,
        provenance: names.provenance(parameters, period, position),
    })
}
