//! The sums of the digitalisation report: by code and class, by channel, and the kinds of revenue that were paid without cash.

use std::collections::{BTreeMap, BTreeSet};

use projections::queries::RevenueRow;

use super::tables::{self, Class, KIND_LEVEL, OWN_SOURCE, WEIGHTS};
use crate::budget_lines::percent;
use crate::names::{cut, level_of};

/// Amount in minor units and number of payments of each class, in the order of [`Class`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums(pub(super) [(i128, u64); 4]);

/// What came by one channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ByChannel {
    pub(super) amount: i128,
    pub(super) number: u64,
    /// The kinds of revenue with a payment by it.
    pub(super) kinds: BTreeSet<String>,
}

/// All sums of a report.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// By code, rolled up to own-source revenue.
    pub(super) codes: BTreeMap<String, Sums>,
    /// By place in the table of channels and by name; those that aren't in the table come last.
    pub(super) channels: BTreeMap<(usize, String), ByChannel>,
    /// By kind of revenue.
    kinds: BTreeMap<String, Sums>,
    /// Everything.
    pub(super) all: Sums,
}

impl Sums {
    fn add(&mut self, class: Class, amount: i128, number: u64) {
        let (sum, count) = &mut self.0[class as usize];
        *sum += amount;
        *count += number;
    }

    fn of(&self, class: Class) -> (i128, u64) {
        self.0[class as usize]
    }

    /// The amount of all classes.
    pub(super) fn amount(&self) -> i128 {
        self.0.iter().map(|(amount, _)| amount).sum()
    }

    /// The number of payments of all classes.
    pub(super) fn number(&self) -> u64 {
        self.0.iter().map(|(_, number)| number).sum()
    }

    /// Share of the amount that is digital, in hundredths of a percent.
    pub(super) fn digital(&self) -> i128 {
        percent(self.of(Class::Digital).0, self.amount())
    }

    /// Share of the amount that is digital or semi-digital, in hundredths of a percent.
    pub(super) fn non_cash(&self) -> i128 {
        percent(self.of(Class::Digital).0 + self.of(Class::SemiDigital).0, self.amount())
    }

    fn has_non_cash(&self) -> bool {
        self.of(Class::Digital).1 + self.of(Class::SemiDigital).1 > 0
    }

    /// Whether there is anything to show.
    pub(super) fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

impl Figures {
    /// Adds up rows, all of them of own-source revenue; codes down to `level`.
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a RevenueRow>, level: u8) -> Self {
        let mut figures = Self::default();
        for row in rows {
            figures.add(row, level);
        }
        figures
    }

    fn add(&mut self, row: &RevenueRow, level: u8) {
        let (code, amount) = (row.account.code.as_str(), i128::from(row.amount));
        let class = tables::class(&row.channel);
        let top = level_of(OWN_SOURCE);
        for depth in top..=level.min(level_of(code)).max(top) {
            self.codes.entry(cut(code, depth).to_owned()).or_default().add(class, amount, row.number);
        }
        let kind = cut(code, KIND_LEVEL);
        self.kinds.entry(kind.to_owned()).or_default().add(class, amount, row.number);
        self.all.add(class, amount, row.number);
        let place = tables::place(&row.channel).unwrap_or(usize::MAX);
        let channel = self.channels.entry((place, row.channel.clone())).or_default();
        channel.amount += amount;
        channel.number += row.number;
        if row.number > 0 {
            channel.kinds.insert(kind.to_owned());
        }
    }

    /// How many kinds of revenue had any.
    pub(super) fn kinds(&self) -> u64 {
        self.kinds.values().filter(|sums| sums.is_some()).count() as u64
    }

    /// How many of them had at least one payment that was not cash.
    pub(super) fn non_cash_kinds(&self) -> u64 {
        self.kinds.values().filter(|sums| sums.has_non_cash()).count() as u64
    }

    /// Kinds with a payment that was not cash, of all kinds with revenue, in hundredths of a percent.
    pub(super) fn implementation(&self) -> i128 {
        percent(self.non_cash_kinds().into(), self.kinds().into())
    }

    /// The weighted sum of the two aspects that a ledger knows, in hundredths of a percent; the third adds nothing.
    pub(super) fn index_estimate(&self) -> i128 {
        let weighted = i128::from(WEIGHTS.implementation) * self.implementation()
            + i128::from(WEIGHTS.realization) * self.all.non_cash();
        // The weights are percent, so a full score is 100 times 10 000 hundredths.
        percent(weighted, 1_000_000)
    }
}
