//! The closing entries of a fiscal year (journal J24), worked out from the balances on its last day. They are proposed, not
//! posted: whoever closes the year reads them and sends them in like any other journal.
//!
//! Per entity, in this order: operating revenue and expense into the operating surplus, that into equity; budgetary revenue,
//! expenditure and financing into the budget surplus; the opening of the budget reversed; and what the contra of all budget
//! entries is left with into the budget surplus, which ends at zero. What an entity's accounts are left with afterwards is
//! its balance sheet, which the next year begins with.

use std::collections::BTreeMap;

use ledger::name::base_code;
use ledger::{Currency, Date, Side};
use projections::ProjectionError;
use projections::queries::{KnownAt, MovementFilter, Period, ReadModels};

use crate::error::ReportError;

/// Most accounts that one entry closes; an event of the largest agency stays well within what one may carry.
const ACCOUNTS_MAX: usize = 1_000;

/// One closing entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingEntry {
    /// The entity it is for.
    pub entity: String,
    /// Its number among those of the entity, from 1.
    pub number: usize,
    /// What it does, Indonesian first.
    pub description: &'static str,
    /// Account code, side and minor units above zero.
    pub lines: Vec<(String, Side, i64)>,
}

/// The closing entries of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// In order of entity and number; none when everything is closed.
    pub entries: Vec<ClosingEntry>,
    /// Their currency.
    pub currency: Currency,
    /// Their day, the last of the year.
    pub date: Date,
    /// The last position of the log that they know of.
    pub position: u64,
}

/// One step: balances of these codes go into another account.
struct Step {
    prefixes: &'static [&'static str],
    into: &'static str,
    description: &'static str,
}

/// The steps of an entity, each seeing what those before it did.
const STEPS: &[Step] = &[
    Step {
        prefixes: &["7", "8"],
        into: "3.1.01.02.01.0001",
        description: "Penutupan pendapatan-LO dan beban / Operating revenue and expense closed",
    },
    Step {
        prefixes: &["3.1.01.02.01.0001"],
        into: "3.1.01.01.01.0001",
        description: "Surplus/defisit-LO ke ekuitas / Operating surplus into equity",
    },
    Step {
        prefixes: &["4", "5", "6"],
        into: "3.1.02.06.01.0001",
        description: "Penutupan pendapatan, belanja dan pembiayaan / Budgetary revenue, expenditure and financing closed",
    },
    Step {
        prefixes: &["3.1.02.01", "3.1.02.02", "3.1.02.03", "3.1.02.04"],
        into: "3.1.02.05.01.0001",
        description: "Pembalikan jurnal pembukaan anggaran / Opening of the budget reversed",
    },
    Step {
        prefixes: &["3.1.02.05"],
        into: "3.1.02.06.01.0001",
        description: "Penutupan estimasi perubahan SAL / Contra of the budget entries closed",
    },
    Step {
        prefixes: &["3.1.02.98"],
        into: "3.1.02.99.01.0001",
        description: "Penutupan pemakaian SPD / Use of fund releases closed",
    },
];

/// The closing entries of a fiscal year as known at a position.
///
/// # Errors
/// Those of the database; when a balance leaves 64 bits, or accounts to close are in several currencies.
pub async fn closing(
    models: &ReadModels,
    book: &str,
    year: ledger::Period,
    known_at: Option<KnownAt>,
) -> Result<Closing, ReportError> {
    let date = year.last_day();
    let period = Period { from: None, to: Some(date), known_at };
    let (movements, position) = models.movements(book, period, &MovementFilter::default()).await?;
    let mut entities: BTreeMap<String, BTreeMap<String, i128>> = BTreeMap::new();
    let mut currency = None;
    for movement in movements {
        let net = i128::from(movement.debit) - i128::from(movement.credit);
        let is_closed = STEPS.iter().any(|step| step.takes(&movement.account.code));
        if net == 0 || !is_closed {
            continue;
        }
        let own = movement.account.currency;
        let first = *currency.get_or_insert(own);
        if first != own {
            return Err(ReportError::MixedCurrencies { first, second: own });
        }
        entities.entry(movement.account.entity).or_default().insert(movement.account.code, net);
    }
    let mut entries = Vec::new();
    for (entity, mut balances) in entities {
        let before = entries.len();
        for step in STEPS {
            step.close(&entity, &mut balances, before, &mut entries)?;
        }
    }
    let currency = currency.unwrap_or(Currency::IDR);
    Ok(Closing { entries, currency, date, position })
}

impl Step {
    /// Whether accounts of this code are closed by it.
    fn takes(&self, code: &str) -> bool {
        let code = base_code(code);
        let within = |prefix: &&str| {
            code.strip_prefix(*prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.prefixes.iter().any(within)
    }

    /// Adds the entries of one entity, and moves its balances as they will.
    fn close(
        &self,
        entity: &str,
        balances: &mut BTreeMap<String, i128>,
        before: usize,
        entries: &mut Vec<ClosingEntry>,
    ) -> Result<(), ReportError> {
        let open = balances.iter().filter(|(code, net)| **net != 0 && self.takes(code));
        let open: Vec<(String, i128)> = open.map(|(code, net)| (code.clone(), *net)).collect();
        for part in open.chunks(ACCOUNTS_MAX) {
            let mut lines = Vec::with_capacity(part.len() + 1);
            let total: i128 = part.iter().map(|(_, net)| *net).sum();
            for (code, net) in part {
                lines.push(line(code, -net)?);
                balances.remove(code);
            }
            if total != 0 {
                lines.push(line(self.into, total)?);
                *balances.entry(self.into.to_owned()).or_default() += total;
            }
            let (entity, number) = (entity.to_owned(), entries.len() - before + 1);
            entries.push(ClosingEntry { entity, number, description: self.description, lines });
        }
        Ok(())
    }
}

/// A line of a net amount: above zero is a debit.
fn line(code: &str, net: i128) -> Result<(String, Side, i64), ReportError> {
    let side = if net > 0 { Side::Debit } else { Side::Credit };
    let amount = i64::try_from(net.unsigned_abs()).map_err(|_| ProjectionError::TooLarge)?;
    Ok((code.to_owned(), side, amount))
}
