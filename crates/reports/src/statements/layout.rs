//! The statements as data: each a table of lines with their words, the codes that they add up and the side that counts. The
//! lines follow the government accounting standards; `docs/reports.md` says which groupings a region should confirm.
//!
//! Codes are those of the national chart: 1 assets, 2 liabilities, 3 equity, 4 revenue, 5 expenditure, 6 financing, 7 accrual
//! revenue, 8 expenses.

mod balance_sheet;
mod cash_flow;
mod equity_changes;
mod operating_statement;
mod surplus_changes;

use super::figures::{Basis, Measure, Term};
use crate::parameters::ReportName;

pub(super) use balance_sheet::BALANCE_SHEET;
pub(super) use cash_flow::CASH_FLOW;
pub(super) use equity_changes::EQUITY_CHANGES;
pub(super) use operating_statement::OPERATING_STATEMENT;
pub(super) use surplus_changes::SURPLUS_CHANGES;

/// A statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) name: ReportName,
    pub(super) title: &'static str,
    /// What the two columns compare.
    pub(super) comparison: Comparison,
    pub(super) lines: &'static [Line],
}

/// What stands beside the figures of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The same days a year before.
    YearBefore,
    /// The same, with the difference and what part of it that is.
    YearBeforeWithChange,
    /// The beginning of the period.
    Opening,
}

/// One line, or the lines of a part of the chart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Name of its figure in totals and sums; unique in the statement.
    pub(super) key: &'static str,
    pub(super) indonesian: &'static str,
    pub(super) english: &'static str,
    pub(super) content: Content,
    pub(super) scope: Scope,
}

/// What a line shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    /// Words alone.
    Heading,
    /// A line for each code that has a figure, rolled up by the chart from the term's codes down to the level asked for.
    Chart(Term),
    /// The sum of terms.
    Terms(&'static [Term]),
    /// The sum of lines above, each with 1 or -1.
    Sum(&'static [(&'static str, i8)]),
}

/// When a line stands in the statement, or a term of it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Always.
    Always,
    /// In the statement of one entity: what consolidation eliminates.
    Entity,
    /// Where budgetary revenue is recognised when it is deposited: money in custody is none before.
    OnDeposit,
}

/// What decides about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// The statement is of one entity.
    pub(super) one_entity: bool,
    /// Budgetary revenue is recognised when a treasurer receives it.
    pub(super) on_receipt: bool,
}

impl Scope {
    /// Whether it stands and counts.
    pub(super) const fn stands(self, setting: Setting) -> bool {
        match self {
            Self::Always => true,
            Self::Entity => setting.one_entity,
            Self::OnDeposit => !setting.on_receipt,
        }
    }
}

/// Cash and cash equivalents.
pub(super) const CASH: &[&str] = &["1.1.01"];
/// What agencies owe the treasury and the treasury the agencies.
pub(super) const RECIPROCAL_ASSET: &[&str] = &["1.1.13"];
/// The agencies' side of the same.
pub(super) const RECIPROCAL_EQUITY: &[&str] = &["3.1.03"];
/// Money withheld for others (PFK).
pub(super) const WITHHELD: &[&str] = &["2.1.01"];
/// Money with receiving treasurers: by policy no budgetary revenue before it is deposited.
pub(super) const CUSTODY: &[&str] = &["1.1.01.02"];
/// Overpayments that were parked: never budgetary revenue.
pub(super) const OVERPAID: &[&str] = &["2.1.05.01", "2.1.07.01"];
/// Fees that banks withheld: an expense, or a debt for it, and no expenditure before a document authorises it.
pub(super) const FEE_EXPENSE: &[&str] = &["8.1.02.02.01.0042"];
pub(super) const FEE_PAYABLE: &[&str] = &["2.1.06.02.02.0042"];
pub(super) const FEE_EXPENDITURE: &[&str] = &["5.1.02.02.01.0042"];
/// Use of the surplus of earlier years: financing without a receipt.
pub(super) const USE_OF_SURPLUS: &[&str] = &["6.1.01"];
/// Corrections of the surplus of earlier years.
pub(super) const SURPLUS_CORRECTION: &[&str] = &["3.1.02.06"];

/// Debits less credits.
pub(super) const fn debit(codes: &'static [&'static str], basis: Basis) -> Term {
    Term { codes, except: &[], basis, measure: Measure::Debit, scope: Scope::Always }
}

/// Credits less debits.
pub(super) const fn credit(codes: &'static [&'static str], basis: Basis) -> Term {
    Term { codes, except: &[], basis, measure: Measure::Credit, scope: Scope::Always }
}

impl Term {
    /// Without these codes.
    pub(super) const fn except(self, except: &'static [&'static str]) -> Self {
        Self { except, ..self }
    }

    /// Only where revenue is recognised when it is deposited.
    pub(super) const fn on_deposit(self) -> Self {
        Self { scope: Scope::OnDeposit, ..self }
    }

    /// Counted another way.
    pub(super) const fn measured(self, measure: Measure) -> Self {
        Self { measure, ..self }
    }
}

pub(super) const fn heading(key: &'static str, indonesian: &'static str, english: &'static str) -> Line {
    Line { key, indonesian, english, content: Content::Heading, scope: Scope::Always }
}

/// The lines of the chart carry their own names.
pub(super) const fn chart(key: &'static str, term: Term) -> Line {
    Line { key, indonesian: "", english: "", content: Content::Chart(term), scope: Scope::Always }
}

pub(super) const fn terms(
    key: &'static str,
    indonesian: &'static str,
    english: &'static str,
    terms: &'static [Term],
) -> Line {
    Line { key, indonesian, english, content: Content::Terms(terms), scope: Scope::Always }
}

pub(super) const fn sum(
    key: &'static str,
    indonesian: &'static str,
    english: &'static str,
    of: &'static [(&'static str, i8)],
) -> Line {
    Line { key, indonesian, english, content: Content::Sum(of), scope: Scope::Always }
}

impl Line {
    pub(super) const fn of_one_entity(self) -> Self {
        Self { scope: Scope::Entity, ..self }
    }

    pub(super) const fn on_deposit(self) -> Self {
        Self { scope: Scope::OnDeposit, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_sums_name_lines_above_them() {
        for layout in [BALANCE_SHEET, CASH_FLOW, EQUITY_CHANGES, OPERATING_STATEMENT, SURPLUS_CHANGES] {
            let mut above = BTreeSet::new();
            for line in layout.lines {
                if let Content::Sum(of) = line.content {
                    for (key, sign) in of {
                        assert!(above.contains(key), "{} of {:?} adds up {key}", line.key, layout.name);
                        assert!(sign.abs() == 1);
                    }
                }
                assert!(above.insert(line.key), "{} of {:?} is there twice", line.key, layout.name);
            }
        }
    }
}
