//! The five financial statements as data: the lines of each with their words, the codes that they add up, the entries that
//! count and the side that is above zero. They follow the government accounting standards (PSAP 01 and 03) and the national
//! chart: 1 assets, 2 liabilities, 3 equity, 4 revenue, 5 expenditure, 6 financing, 7 accrual revenue, 8 expenses.

mod balance_sheet;
mod cash_flow;
mod equity_changes;
mod operating_statement;
mod surplus_changes;

use super::super::kinds::{
    BUSINESS_BEFORE, BUSINESS_WITHIN, CLOSING_BEFORE, CLOSING_WITHIN, OPENING_BEFORE, OPENING_WITHIN, Window,
};

pub(super) use balance_sheet::BALANCE_SHEET;
pub(super) use cash_flow::CASH_FLOW;
pub(super) use equity_changes::EQUITY_CHANGES;
pub(super) use operating_statement::OPERATING_STATEMENT;
pub(super) use surplus_changes::SURPLUS_CHANGES;

/// A statement.
#[derive(Debug)]
pub(super) struct Layout {
    /// Its name as a report.
    pub(super) name: &'static str,
    /// What stands in the second column.
    pub(super) beside: Beside,
    pub(super) lines: &'static [Line],
}

/// What stands beside the figures of the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Those at the beginning of the days.
    Opening,
    /// Those of the same days a year before.
    YearBefore,
    /// The same, and by how much and what part they changed.
    YearBeforeAndChange,
}

/// One line; a part of the chart is as many lines as it has codes with a figure.
#[derive(Debug)]
pub(super) struct Line {
    /// Its key in the totals; a heading has none.
    pub(super) key: &'static str,
    pub(super) indonesian: &'static str,
    pub(super) english: &'static str,
    pub(super) stands: When,
    pub(super) content: Content,
}

/// What a line shows.
#[derive(Debug)]
pub(super) enum Content {
    Heading,
    Chart(Term),
    Terms(&'static [Term]),
    /// Lines above, added or taken away.
    Sum(&'static [(&'static str, i128)]),
}

/// When a line stands, or a term counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// In the statement of one entity: over all of them it is eliminated.
    OneEntity,
    /// Where money that a treasurer took is no revenue before it is deposited.
    OnDeposit,
}

/// The sum of codes, and all below them, over some of the entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) codes: &'static [&'static str],
    /// But not these, and those below them.
    pub(super) except: &'static [&'static str],
    pub(super) window: Window,
    pub(super) measure: Measure,
    pub(super) counts: When,
}

/// What of the entries is a term's figure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// Debits less credits.
    Debit,
    /// Credits less debits.
    Credit,
    /// Credits alone.
    CreditsIn,
    /// Debits alone, below zero.
    DebitsOut,
}

/// What there was before the days; opening entries within them bring it in too.
pub(super) const AT_OPENING: Window = BEFORE | OPENING_WITHIN;
/// All entries before the days.
pub(super) const BEFORE: Window = BUSINESS_BEFORE | OPENING_BEFORE | CLOSING_BEFORE;
/// All entries until the last day.
pub(super) const AT_END: Window = BEFORE | BUSINESS_WITHIN | OPENING_WITHIN | CLOSING_WITHIN;
/// Business of the days, and what a book that begins within them brings of the year.
pub(super) const OF_YEAR: Window = BUSINESS_WITHIN | OPENING_WITHIN;
/// All that is no closing entry, until the last day.
pub(super) const NEVER_CLOSED: Window = BUSINESS_BEFORE | OPENING_BEFORE | OF_YEAR;
/// Opening entries until the last day.
pub(super) const OPENED: Window = OPENING_BEFORE | OPENING_WITHIN;

/// Cash and cash equivalents.
pub(super) const CASH: &[&str] = &["1.1.01"];
/// RK-SKPD, what the treasury claims of agencies, and RK-PPKD, what they owe it: one is the mirror of the other.
pub(super) const DUE_FROM_AGENCIES: &[&str] = &["1.1.13"];
pub(super) const DUE_TO_TREASURY: &[&str] = &["3.1.03"];
/// PFK: withheld for others.
const WITHHELD: &[&str] = &["2.1.01"];
/// Cash with receiving treasurers.
const CUSTODY: &[&str] = &["1.1.01.02"];
/// What payers paid too much.
const OVERPAID: &[&str] = &["2.1.05.01", "2.1.07.01"];
/// What banks kept: expense or debt at once, expenditure when a document authorises it.
const FEE_EXPENSE: &[&str] = &["8.1.02.02.01.0042"];
const FEE_OWED: &[&str] = &["2.1.06.02.02.0042"];
const FEE_SPENT: &[&str] = &["5.1.02.02.01.0042"];
/// Corrections of earlier years' surplus.
const CORRECTIONS: &[&str] = &["3.1.02.06"];
/// The budget books.
const BUDGETARY: &[&str] = &["4", "5", "6"];
/// The use of earlier years' surplus, which is no receipt.
const SURPLUS_USED: &[&str] = &["6.1.01"];
/// Accrual revenue and expenses.
const OPERATIONS: &[&str] = &["7", "8"];

/// The layout of a report; `None` when it is none of the five.
pub(super) fn of(name: &str) -> Option<&'static Layout> {
    [&BALANCE_SHEET, &OPERATING_STATEMENT, &EQUITY_CHANGES, &SURPLUS_CHANGES, &CASH_FLOW]
        .into_iter()
        .find(|layout| layout.name == name)
}

pub(super) const fn debit(codes: &'static [&'static str], window: Window) -> Term {
    Term { codes, except: &[], window, measure: Measure::Debit, counts: When::Always }
}

pub(super) const fn credit(codes: &'static [&'static str], window: Window) -> Term {
    Term { codes, except: &[], window, measure: Measure::Credit, counts: When::Always }
}

impl Term {
    const fn except(self, except: &'static [&'static str]) -> Self {
        Self { except, ..self }
    }

    const fn on_deposit(self) -> Self {
        Self { counts: When::OnDeposit, ..self }
    }
}

const fn line(
    key: &'static str,
    indonesian: &'static str,
    english: &'static str,
    stands: When,
    content: Content,
) -> Line {
    Line { key, indonesian, english, stands, content }
}

const fn heading(indonesian: &'static str, english: &'static str) -> Line {
    line("", indonesian, english, When::Always, Content::Heading)
}

const fn chart(key: &'static str, term: Term) -> Line {
    line(key, "", "", When::Always, Content::Chart(term))
}

const fn terms(
    key: &'static str,
    indonesian: &'static str,
    english: &'static str,
    terms: &'static [Term],
) -> Line {
    line(key, indonesian, english, When::Always, Content::Terms(terms))
}

const fn sum(
    key: &'static str,
    indonesian: &'static str,
    english: &'static str,
    of: &'static [(&'static str, i128)],
) -> Line {
    line(key, indonesian, english, When::Always, Content::Sum(of))
}

impl Line {
    const fn when(self, stands: When) -> Self {
        Self { stands, ..self }
    }
}
