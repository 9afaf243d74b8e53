//! Journal entries and their lines.

use crate::account::AccountId;
use crate::date::Date;

/// Debit or credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The left side: assets and expenses grow here.
    Debit,
    /// The right side: liabilities, equity and revenue grow here.
    Credit,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Debit => Self::Credit,
            Self::Credit => Self::Debit,
        }
    }
}

/// Why an entry was made; reports leave some kinds out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// Everyday business.
    #[default]
    General,
    /// Accruals and valuations.
    Adjustment,
    /// Mends an earlier mistake.
    Correction,
    /// Takes an earlier entry back, line by line.
    Reversal,
    /// Closes a year; left out of the budget realisation report.
    Closing,
    /// Brings balances in.
    Opening,
    /// Removes what entities owe one another, on consolidation.
    Elimination,
}

/// One line of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The account it lands on.
    pub account: AccountId,
    /// The side it lands on.
    pub side: Side,
    /// Minor units of the account's currency, above zero.
    pub amount: i64,
}

impl Line {
    /// Positive for a debit, negative for a credit.
    pub fn signed(&self) -> i64 {
        match self.side {
            Side::Debit => self.amount,
            Side::Credit => -self.amount,
        }
    }

    /// The line that takes this one back.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { side: self.side.opposite(), ..self }
    }
}

/// A balanced set of lines, posted whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Why it was made.
    pub kind: EntryKind,
    /// The day it counts for.
    pub effective_date: Date,
    /// Two or more lines; debits equal credits within each currency and book side.
    pub lines: Vec<Line>,
    /// Free text.
    pub description: Box<str>,
    /// Position of the record it takes back.
    pub reverses: Option<u64>,
    /// The day of a closed period for which it came too late; it counts for `effective_date` instead.
    pub late_for: Option<Date>,
    /// The open item that its lines on one account make or clear; nearly no entry has one.
    pub open_item: Option<Box<OpenItem>>,
}

impl Entry {
    /// What its lines on an account come to, debits positive.
    pub(crate) fn signed_on(&self, account: AccountId) -> i128 {
        signed_on(&self.lines, account)
    }
}

/// What lines on an account come to, debits positive.
pub(crate) fn signed_on(lines: &[Line], account: AccountId) -> i128 {
    lines.iter().filter(|line| line.account == account).map(|line| i128::from(line.signed())).sum()
}

/// An item of an account that is managed by open items, such as a credit of which nobody knows what it is for: what one
/// entry puts there others clear, up to its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The account.
    pub account: AccountId,
    /// Its name within the account, such as the bank's reference.
    pub name: Box<str>,
}
