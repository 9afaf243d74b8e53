//! Reports worked out again: what a report claims ([`claim`]), the log's figures for it ([`collected`]), and for each kind of
//! report the rows that these figures give.

mod budget_lines;
mod budget_realization;
mod cash_book;
pub mod claim;
mod closing_entries;
pub mod collected;
mod digitalization;
mod document;
mod events;
mod general_ledger;
mod head;
mod kinds;
mod links;
mod posted;
mod receivables_age;
mod registers;
mod revenue;
mod revenue_performance;
mod revenue_service;
mod spending;
mod spending_quality;
mod spj;
mod statements;
mod subsidiary_ledger;
pub mod terms;
mod trial_balance;

use serde_json::{Value, json};

use crate::money;
use claim::Claim;
use collected::Collected;

/// What a report must say, as far as it follows from the log.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Its rows, each with the fields that are known.
    pub rows: Vec<Row>,
    /// Its totals.
    pub totals: Vec<(String, Value)>,
    /// What it compares at its end; `None` where a report compares nothing.
    pub tie_outs: Option<Vec<TieOut>>,
    /// Lines above the table; the last one may be only the beginning of what stands there.
    pub head: Vec<String>,
    /// Lines below the table that say more than what does not tie.
    pub notes: Vec<String>,
    /// All lines below the table; `None` where they are words.
    pub closing: Option<Vec<String>>,
}

/// The fields of a row that are known.
pub type Row = Vec<(&'static str, Value)>;

/// Two figures that must be equal, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieOut {
    /// Its stable name.
    pub name: &'static str,
    /// What is compared, as the line below the table says it.
    pub title: &'static str,
    /// One figure.
    pub left: i128,
    /// The other.
    pub right: i128,
    /// Currency of both.
    pub currency: String,
}

impl TieOut {
    /// As reports write it.
    #[must_use]
    pub fn json(&self) -> Value {
        let cell = |minor| amount(minor, &self.currency);
        json!({
            "name": self.name,
            "left": cell(self.left),
            "right": cell(self.right),
            "difference": cell(self.left - self.right),
            "ok": self.left == self.right,
        })
    }
}

/// Works out a report; `None` when there is no such report, a sum leaves the range of this program, or the report claims what
/// none can be made of.
#[must_use]
pub fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let mut expected = figures(claim, collected)?;
    links::complete(claim, &mut expected.rows);
    expected.head = head::above(claim);
    let notes = &expected.notes;
    let closing = |tie_outs: &[TieOut]| head::below(tie_outs).into_iter().chain(notes.clone()).collect();
    // That of a cash book is words.
    let is_words = claim.name == "cash-book";
    expected.closing = expected.tie_outs.as_deref().filter(|_| !is_words).map(closing);
    Some(expected)
}

fn figures(claim: &Claim, collected: &Collected) -> Option<Expected> {
    match claim.name.as_str() {
        "trial-balance" => trial_balance::expected(claim, collected),
        "general-ledger" => general_ledger::expected(collected),
        "cash-book" => cash_book::expected(collected),
        "budget-realization" => budget_realization::expected(claim, collected),
        "budget-realization-monthly" => budget_realization::monthly(claim, collected),
        "subsidiary-ledger" => subsidiary_ledger::expected(claim, collected),
        "deposit-register" | "disbursement-register" | "deductions-register" => {
            registers::expected(claim, collected)
        }
        "digitalization" => digitalization::expected(claim, collected),
        "revenue-performance" => revenue_performance::expected(claim, collected),
        "receivables-age" => receivables_age::expected(claim, collected),
        "revenue-service" => revenue_service::expected(claim, collected),
        "spending-quality" => spending_quality::expected(claim, collected),
        "spj-functional" => spj::paying(claim, collected),
        "spj-functional-receiving" => spj::receiving(claim, collected),
        _ => statements::expected(claim, collected),
    }
}

/// Every report that can be checked here.
pub const KNOWN: [&str; 21] = [
    "trial-balance",
    "general-ledger",
    "subsidiary-ledger",
    "cash-book",
    "budget-realization",
    "budget-realization-monthly",
    "balance-sheet",
    "operating-statement",
    "equity-changes",
    "surplus-changes",
    "cash-flow",
    "deposit-register",
    "disbursement-register",
    "deductions-register",
    "spj-functional",
    "spj-functional-receiving",
    "digitalization",
    "revenue-performance",
    "receivables-age",
    "revenue-service",
    "spending-quality",
];

/// An amount as reports write it.
fn amount(minor: i128, currency: &str) -> Value {
    json!(money::decimal(minor, currency))
}

/// An amount above zero; an empty cell otherwise.
fn amount_above_zero(minor: i128, currency: &str) -> Value {
    if minor > 0 { amount(minor, currency) } else { Value::Null }
}

/// The code that the chart knows an account by: of a sub-account what stands before the `~`.
fn base(code: &str) -> &str {
    code.split_once('~').map_or(code, |(base, _)| base)
}

/// The code cut to a level; the whole of it when it has fewer segments. A sub-account is a part of its code.
fn cut(code: &str, level: usize) -> &str {
    let code = base(code);
    let end = code.match_indices('.').nth(level.saturating_sub(1)).map_or(code.len(), |(place, _)| place);
    &code[..end]
}

/// The level of a code: how many segments it has.
fn level_of(code: &str) -> usize {
    base(code).split('.').count()
}

/// Whether a code is another, stands below it or is a part of it.
fn is_within(code: &str, root: &str) -> bool {
    code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
}

/// Percent with two places, half away from zero; zero of nothing.
fn percent(part: i128, whole: i128) -> Option<String> {
    share(part, whole).map(hundredths)
}

/// The same in hundredths of a percent.
fn share(part: i128, whole: i128) -> Option<i128> {
    if whole == 0 {
        return Some(0);
    }
    let (size, of) = (part.checked_abs()?.checked_mul(20_000)?, whole.checked_abs()?);
    let size = size.checked_add(of)? / of.checked_mul(2)?;
    Some(if (part < 0) == (whole < 0) { size } else { -size })
}

/// Hundredths as reports write them: `-33.33`.
fn hundredths(value: i128) -> String {
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// Hundredths as lines below a table write them: `98,12`, below zero `(98,12)`.
fn with_comma(value: i128) -> String {
    let size = value.unsigned_abs();
    let text = format!("{},{:02}", size / 100, size % 100);
    if value < 0 { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_half_away_from_zero_and_are_zero_of_nothing() {
        for (part, whole, text) in [
            (1, 0, "0.00"),
            (981_249, 1_000_000, "98.12"),
            (98_125, 100_000, "98.13"),
            (-1, 3, "-33.33"),
            (2, 3, "66.67"),
            (-2, -3, "66.67"),
            (0, -3, "0.00"),
        ] {
            assert_eq!(percent(part, whole).as_deref(), Some(text), "{part} of {whole}");
        }
        assert_eq!(percent(i128::MAX, 1), None);
    }

    #[test]
    fn a_sub_account_is_a_part_of_its_code() {
        let code = "5.1.02.01~5.02.01";
        assert_eq!((cut(code, 6), cut(code, 2), level_of(code)), ("5.1.02.01", "5.1", 4));
        assert!(is_within(code, "5.1.02.01") && is_within(code, "5.1") && !is_within("5.10", "5.1"));
    }
}
