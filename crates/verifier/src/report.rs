//! Reports worked out again: what a report claims ([`claim`]), the log's figures for it ([`collected`]), and for each kind of
//! report the rows that these figures give.

mod budget_realization;
mod cash_book;
pub mod claim;
pub mod collected;
mod document;
mod general_ledger;
mod trial_balance;

use serde_json::{Value, json};

use crate::money;
use claim::Claim;
use collected::Collected;

/// What a report must say, as far as it follows from the log.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Its rows, each with the fields that are known.
    pub rows: Vec<Vec<(&'static str, Value)>>,
    /// Its totals.
    pub totals: Vec<(String, Value)>,
}

/// Works out a report; `None` when there is no such report, or a sum leaves the range of this program.
#[must_use]
pub fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    match claim.name.as_str() {
        "trial-balance" => trial_balance::expected(claim, collected),
        "general-ledger" => general_ledger::expected(collected),
        "cash-book" => cash_book::expected(collected),
        "budget-realization" => budget_realization::expected(claim, collected),
        _ => None,
    }
}

/// Whether a report of this name can be checked here.
#[must_use]
pub fn is_known(name: &str) -> bool {
    ["trial-balance", "general-ledger", "cash-book", "budget-realization"].contains(&name)
}

/// An amount as reports write it.
fn amount(minor: i128, currency: &str) -> Value {
    json!(money::decimal(minor, currency))
}

/// An amount above zero; an empty cell otherwise.
fn amount_above_zero(minor: i128, currency: &str) -> Value {
    if minor > 0 { amount(minor, currency) } else { Value::Null }
}

/// The code cut to a level; the whole of it when it has fewer segments.
fn cut(code: &str, level: usize) -> &str {
    let end = code.match_indices('.').nth(level.saturating_sub(1)).map_or(code.len(), |(place, _)| place);
    &code[..end]
}

/// The level of a code: how many segments it has.
fn level_of(code: &str) -> usize {
    code.split('.').count()
}

/// Whether a code is another or stands below it.
fn is_within(code: &str, root: &str) -> bool {
    code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
