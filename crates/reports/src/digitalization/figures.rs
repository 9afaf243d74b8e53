//! The sums of the digitalisation report: of payments by code, channel, agency, month and half-year, each by class.

use std::collections::BTreeMap;

use projections::queries::{RevenueSum, SpendingEvent};

use crate::budget_lines::percent;
use crate::names::{cut, level_of};
use crate::revenue_terms::{Class, InForce};

/// Amount in minor units and number of payments of each class, in the order of [`Class`]. What was taken back counts the other way
/// round, on its own day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums(pub(super) [(i128, i64); 4]);

/// What went by one channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ByChannel {
    pub(super) amount: i128,
    pub(super) number: i64,
    /// The amount of each kind.
    kinds: BTreeMap<String, i128>,
}

/// What is added up.
pub(super) struct Item<'a> {
    code: &'a str,
    entity: &'a str,
    channel: &'a str,
    /// Such as 202603.
    month: u32,
    amount: i128,
    number: i64,
}

/// All sums of one side of the budget.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// By code, rolled up.
    pub(super) codes: BTreeMap<String, Sums>,
    /// By place in the table of channels and by name; those that aren't in the table come last.
    pub(super) channels: BTreeMap<(usize, String), ByChannel>,
    /// By kind, and within it as above.
    pub(super) kind_channels: BTreeMap<String, BTreeMap<(usize, String), ByChannel>>,
    /// By agency.
    pub(super) agencies: BTreeMap<String, Sums>,
    /// By month, such as `2026-03`.
    pub(super) months: BTreeMap<String, Sums>,
    /// By half-year, such as `2026-1`.
    pub(super) half_years: BTreeMap<String, Sums>,
    /// By kind.
    kinds: BTreeMap<String, Sums>,
    /// Everything.
    pub(super) all: Sums,
}

/// Which levels of the chart are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    /// Of the root.
    pub(super) top: u8,
    /// The deepest.
    pub(super) deepest: u8,
    /// That of a kind.
    pub(super) kind: u8,
}

impl<'a> Item<'a> {
    /// A payment to the region.
    pub(super) fn of_revenue(row: &'a RevenueSum) -> Self {
        Self {
            code: &row.code,
            entity: &row.entity,
            channel: &row.channel,
            month: row.month,
            amount: row.amount.into(),
            number: row.number,
        }
    }

    /// A payment by the region. What came back lowers the amount, and is no payment.
    pub(super) fn of_spending(row: &'a SpendingEvent) -> Self {
        let (year, month, _) = row.effective_date.civil();
        Self {
            code: &row.code,
            entity: &row.entity,
            channel: &row.facts.channel,
            month: year.unsigned_abs() * 100 + month,
            amount: row.amount.into(),
            number: i64::from(row.amount > 0 && !row.is_reversed),
        }
    }
}

impl Sums {
    fn add(&mut self, class: Class, item: &Item<'_>) {
        let (sum, count) = &mut self.0[class as usize];
        *sum += item.amount;
        *count += item.number;
    }

    fn of(&self, class: Class) -> (i128, i64) {
        self.0[class as usize]
    }

    /// The amount of all classes.
    pub(super) fn amount(&self) -> i128 {
        self.0.iter().map(|(amount, _)| amount).sum()
    }

    /// The number of payments of all classes.
    pub(super) fn number(&self) -> i64 {
        self.0.iter().map(|(_, number)| number).sum()
    }

    /// Shares of amount and of number that are digital, in hundredths of a percent.
    pub(super) fn digital(&self) -> [i128; 2] {
        self.shares(&[Class::Digital])
    }

    /// Shares of amount and of number that are digital or semi-digital, in hundredths of a percent.
    pub(super) fn non_cash(&self) -> [i128; 2] {
        self.shares(&[Class::Digital, Class::SemiDigital])
    }

    fn shares(&self, classes: &[Class]) -> [i128; 2] {
        let amount = classes.iter().map(|class| self.of(*class).0).sum();
        let number: i64 = classes.iter().map(|class| self.of(*class).1).sum();
        [percent(amount, self.amount()), percent(number.into(), self.number().into())]
    }

    fn has_non_cash(&self) -> bool {
        self.of(Class::Digital).0 + self.of(Class::SemiDigital).0 > 0
    }

    /// Whether there is anything to show.
    pub(super) fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

impl ByChannel {
    fn add(&mut self, item: &Item<'_>, kind: &str) {
        self.amount += item.amount;
        self.number += item.number;
        *self.kinds.entry(kind.to_owned()).or_default() += item.amount;
    }

    /// How many kinds it was used for.
    pub(super) fn kinds(&self) -> u64 {
        self.kinds.values().filter(|amount| **amount > 0).count() as u64
    }
}

impl Figures {
    /// Adds up items.
    pub(super) fn of<'a>(items: impl Iterator<Item = Item<'a>>, levels: Levels, terms: &InForce) -> Self {
        let mut figures = Self::default();
        for item in items {
            figures.add(&item, levels, terms);
        }
        figures
    }

    fn add(&mut self, item: &Item<'_>, levels: Levels, terms: &InForce) {
        let class = terms.class(item.channel);
        for depth in levels.top..=levels.deepest.min(level_of(item.code)).max(levels.top) {
            self.codes.entry(cut(item.code, depth).to_owned()).or_default().add(class, item);
        }
        let kind = cut(item.code, levels.kind);
        self.kinds.entry(kind.to_owned()).or_default().add(class, item);
        self.agencies.entry(item.entity.to_owned()).or_default().add(class, item);
        let (year, month) = (item.month / 100, item.month % 100);
        self.months.entry(format!("{year:04}-{month:02}")).or_default().add(class, item);
        self.half_years.entry(half_year(year, month)).or_default().add(class, item);
        self.all.add(class, item);
        let place = (terms.place(item.channel).unwrap_or(usize::MAX), item.channel.to_owned());
        let of_kind = self.kind_channels.entry(kind.to_owned()).or_default();
        of_kind.entry(place.clone()).or_default().add(item, kind);
        self.channels.entry(place).or_default().add(item, kind);
    }

    /// How many kinds had any.
    pub(super) fn kinds(&self) -> u64 {
        self.kinds.values().filter(|sums| sums.is_some()).count() as u64
    }

    /// How many of them had at least one payment that was not cash.
    pub(super) fn non_cash_kinds(&self) -> u64 {
        self.kinds.values().filter(|sums| sums.has_non_cash()).count() as u64
    }

    /// Kinds with a payment that was not cash, of all kinds, in hundredths of a percent.
    pub(super) fn implementation(&self) -> i128 {
        percent(self.non_cash_kinds().into(), self.kinds().into())
    }

    /// The weighted sum of the two aspects that a ledger knows, in hundredths of a percent; the third adds nothing.
    pub(super) fn index_estimate(&self, weights: [i128; 3]) -> i128 {
        let [implementation, realization, _] = weights;
        let weighted = implementation * self.implementation() + realization * self.all.non_cash()[0];
        // The weights are percent, so a full score is 100 times 10 000 hundredths.
        percent(weighted, 1_000_000)
    }
}

/// Such as `2026-1`.
fn half_year(year: u32, month: u32) -> String {
    format!("{year:04}-{}", if month <= 6 { 1 } else { 2 })
}
