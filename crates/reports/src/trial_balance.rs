//! Neraca saldo: each account's opening balance, movement and closing balance, debit and credit apart.

use std::collections::BTreeMap;

use ledger::{BookSide, Currency};
use projections::ReadModels;
use projections::queries::MovementFilter;

use crate::error::ReportError;
use crate::names::{Names, cut, level_of};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};

const COLUMNS: [Column; 8] = [
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "name", title: "Uraian" },
    Column { key: "opening_debit", title: "Saldo Awal D" },
    Column { key: "opening_credit", title: "Saldo Awal K" },
    Column { key: "debit", title: "Mutasi D" },
    Column { key: "credit", title: "Mutasi K" },
    Column { key: "closing_debit", title: "Saldo Akhir D" },
    Column { key: "closing_credit", title: "Saldo Akhir K" },
];

/// What is compared, of every currency. Of a part of the codes nothing need agree.
const COMPARED: [(&str, &str); 3] = [
    ("opening-balances", "saldo awal debit = kredit / opening balances debit = credit"),
    ("movements", "mutasi debit = kredit / movements debit = credit"),
    ("closing-balances", "saldo akhir debit = kredit / closing balances debit = credit"),
];

/// Sums of one row: opening debit and credit, movement, closing.
#[derive(Clone, Copy, Default)]
struct Sums([i128; 6]);

impl Sums {
    /// Balances stand on the side they fall to; movements keep both sides.
    fn of(opening: i128, debit: i128, credit: i128) -> Self {
        let closing = opening + debit - credit;
        Self([opening.max(0), (-opening).max(0), debit, credit, closing.max(0), (-closing).max(0)])
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, part)| *sum += part);
    }

    fn cells(self, currency: Currency) -> impl Iterator<Item = Cell> {
        self.0.into_iter().map(move |minor| Cell::Amount(minor, currency))
    }
}

/// Accounts of the same code are added up over entities unless one is asked for. Totals: `total_debit` and `total_credit`
/// (of the closing balances), and `opening_`, `movement_` ones; for currencies other than the book's with `_usd` and so on.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let names = Names::of(models, parameters).await?;
    let period = parameters.period()?;
    let level = parameters.level(6)?;
    let filter = MovementFilter { accounts: parameters.accounts(), ..MovementFilter::default() };
    let (movements, position) = models.movements(&parameters.book, period, &filter).await?;

    let mut accounts: BTreeMap<(BookSide, Currency, String), (i128, i128, i128)> = BTreeMap::new();
    for movement in &movements {
        let account = &movement.account;
        let code = if parameters.level.is_some() { cut(&account.code, level) } else { account.code.as_str() };
        let sums = accounts.entry((account.book_side, account.currency, code.to_owned())).or_default();
        sums.0 += i128::from(movement.opening_debit) - i128::from(movement.opening_credit);
        sums.1 += i128::from(movement.debit);
        sums.2 += i128::from(movement.credit);
    }
    accounts.retain(|_, sums| *sums != (0, 0, 0));
    let mut rows = Vec::with_capacity(accounts.len() + 1);
    let mut totals: BTreeMap<Currency, Sums> = BTreeMap::from([(names.currency(), Sums::default())]);
    for ((_, currency, code), (opening, debit, credit)) in accounts {
        let sums = Sums::of(opening, debit, credit);
        totals.entry(currency).or_default().add(sums);
        let mut cells = vec![Cell::Text(code.clone()), Cell::Text(names.name(&code))];
        cells.extend(sums.cells(currency));
        rows.push(Row { kind: RowKind::Detail, level: level_of(&code), cells, entry: None });
    }
    let (mut keyed, mut tie_outs) = (Vec::new(), Vec::new());
    // Of a part nobody says that it balances: an entry need not balance within each entity.
    let whole = parameters.code.is_none() && parameters.entity.is_none();
    for (currency, sums) in totals {
        let sides = COMPARED.iter().zip(sums.0.chunks_exact(2)).filter(|_| whole);
        tie_outs.extend(sides.map(|((name, title), sides)| TieOut {
            name,
            title,
            left: sides[0],
            right: sides[1],
            currency,
        }));
        let own = currency == names.currency();
        let title = if own { "JUMLAH".to_owned() } else { format!("JUMLAH {currency}") };
        let mut cells = vec![Cell::Empty, Cell::Text(title)];
        cells.extend(sums.cells(currency));
        rows.push(Row { kind: RowKind::Total, level: 0, cells, entry: None });
        let suffix = if own { String::new() } else { format!("_{}", currency.code().to_lowercase()) };
        let keys = [
            "opening_debit",
            "opening_credit",
            "movement_debit",
            "movement_credit",
            "total_debit",
            "total_credit",
        ];
        for (key, minor) in keys.iter().zip(sums.0) {
            keyed.push((format!("{key}{suffix}"), Cell::Amount(minor, currency)));
        }
    }
    Ok(Report {
        name: ReportName::TrialBalance.as_str(),
        title: "NERACA SALDO",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals: keyed,
        closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
        tie_outs,
        provenance: names.provenance(parameters, period, position),
    })
}
