//! The sums of the digitalization report: payments by code, channel, agency, month and half-year, each by class of channel.

use std::collections::BTreeMap;

use crate::report::terms::revenue::{Class, InForce};
use crate::report::{cut, level_of, share};

/// Amount in minor units and number of payments of each class, in the order of [`Class`]. What was taken back counts the other
/// way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums(pub(super) [(i128, i128); 4]);

/// A channel: its place in the terms, and its name. Those that no term classes come last.
pub(super) type Channel = (usize, String);

/// What went by one channel.
#[derive(Clone, Debug, Default)]
pub(super) struct ByChannel {
    pub(super) amount: i128,
    pub(super) number: i128,
    /// The amount of each kind.
    kinds: BTreeMap<String, i128>,
}

/// What is added up.
pub(super) struct Item<'a> {
    pub(super) code: &'a str,
    pub(super) entity: &'a str,
    pub(super) channel: &'a str,
    /// Year and month.
    pub(super) month: (i64, i64),
    pub(super) amount: i128,
    pub(super) number: i128,
}

/// Levels of the chart: of the root, of the deepest code shown, of a kind.
#[derive(Clone, Copy)]
pub(super) struct Levels {
    pub(super) top: usize,
    pub(super) deepest: usize,
    pub(super) kind: usize,
}

/// All sums of one side of the budget.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Rolled up.
    pub(super) codes: BTreeMap<String, Sums>,
    pub(super) channels: BTreeMap<Channel, ByChannel>,
    /// By kind, and within it by channel.
    pub(super) kind_channels: BTreeMap<String, BTreeMap<Channel, ByChannel>>,
    pub(super) agencies: BTreeMap<String, Sums>,
    /// Such as `2026-03`.
    pub(super) months: BTreeMap<String, Sums>,
    /// Such as `2026-1`.
    pub(super) half_years: BTreeMap<String, Sums>,
    kinds: BTreeMap<String, Sums>,
    pub(super) all: Sums,
}

impl Sums {
    fn add(&mut self, class: Class, item: &Item<'_>) {
        let (amount, number) = &mut self.0[class as usize];
        *amount += item.amount;
        *number += item.number;
    }

    pub(super) fn amount(&self) -> i128 {
        self.0.iter().map(|(amount, _)| amount).sum()
    }

    pub(super) fn number(&self) -> i128 {
        self.0.iter().map(|(_, number)| number).sum()
    }

    /// Digital shares of amount and number, in hundredths of a percent.
    pub(super) fn digital(&self) -> Option<[i128; 2]> {
        self.shares(&[Class::Digital])
    }

    /// The same of all that is known not to be cash.
    pub(super) fn non_cash(&self) -> Option<[i128; 2]> {
        self.shares(&[Class::Digital, Class::SemiDigital])
    }

    fn shares(&self, classes: &[Class]) -> Option<[i128; 2]> {
        let of = classes.iter().map(|class| self.0[*class as usize]);
        let (amount, number) = of.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        Some([share(amount, self.amount())?, share(number, self.number())?])
    }

    fn has_non_cash(&self) -> bool {
        self.0[Class::Digital as usize].0 + self.0[Class::SemiDigital as usize].0 > 0
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
    pub(super) fn kinds(&self) -> usize {
        self.kinds.values().filter(|amount| **amount > 0).count()
    }
}

impl Figures {
    pub(super) fn of<'a>(items: impl Iterator<Item = Item<'a>>, levels: Levels, terms: &InForce) -> Self {
        let mut figures = Self::default();
        items.for_each(|item| figures.add(&item, levels, terms));
        figures
    }

    fn add(&mut self, item: &Item<'_>, levels: Levels, terms: &InForce) {
        let class = terms.class(item.channel);
        for depth in levels.top..=levels.deepest.min(level_of(item.code)).max(levels.top) {
            self.codes.entry(cut(item.code, depth).to_owned()).or_default().add(class, item);
        }
        let kind = cut(item.code, levels.kind);
        let (year, month) = item.month;
        let half = if month <= 6 { 1 } else { 2 };
        for (sums, key) in [
            (&mut self.kinds, kind.to_owned()),
            (&mut self.agencies, item.entity.to_owned()),
            (&mut self.months, format!("{year:04}-{month:02}")),
            (&mut self.half_years, format!("{year:04}-{half}")),
        ] {
            sums.entry(key).or_default().add(class, item);
        }
        self.all.add(class, item);
        let channel = (terms.place(item.channel).unwrap_or(usize::MAX), item.channel.to_owned());
        let of_kind = self.kind_channels.entry(kind.to_owned()).or_default();
        of_kind.entry(channel.clone()).or_default().add(item, kind);
        self.channels.entry(channel).or_default().add(item, kind);
    }

    /// How many kinds had any.
    pub(super) fn kinds(&self) -> usize {
        self.kinds.values().filter(|sums| sums.is_some()).count()
    }

    /// How many of them were paid without cash at least once.
    pub(super) fn non_cash_kinds(&self) -> usize {
        self.kinds.values().filter(|sums| sums.has_non_cash()).count()
    }

    /// Their share, in hundredths of a percent.
    pub(super) fn implementation(&self) -> Option<i128> {
        share(self.non_cash_kinds() as i128, self.kinds() as i128)
    }

    /// Both aspects that a ledger knows, weighted by percent, in hundredths of a percent; the third adds nothing.
    pub(super) fn index_estimate(&self, weights: [i128; 3]) -> Option<i128> {
        let ([of_implementation, of_realization, _], [realization, _]) = (weights, self.all.non_cash()?);
        // A full score is 100 percent of 10,000 hundredths.
        share(of_implementation * self.implementation()? + of_realization * realization, 1_000_000)
    }
}
