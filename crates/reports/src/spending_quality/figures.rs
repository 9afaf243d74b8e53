//! The sums of the report on the quality of spending, exact: amounts in minor units, percentages in their hundredths, days as
//! they are counted.

use std::collections::BTreeMap;

use projections::queries::{SpendingEvent, SpendingStage};

use super::terms::InForce;
use crate::budget_lines::percent;
use crate::names::{cut, level_of};

/// Level of the chart that the roll-up begins at: kelompok.
const TOP: u8 = 2;

/// What is added up of spending. What is unknown is in none of the parts that a share is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// All of it.
    pub(super) amount: i128,
    /// Payments that stand: nothing that came back, was taken back or takes back.
    pub(super) number: u64,
    /// To vendors whose scale counts towards the target.
    pub(super) met: i128,
    /// To vendors whose scale nobody said.
    pub(super) unknown_scale: i128,
    /// For goods and services of domestic origin.
    pub(super) domestic: i128,
    /// Of which nobody said the origin.
    pub(super) unknown_origin: i128,
    /// The sum of amounts, each times the hundredths of a percent of its local content.
    weighted: i128,
    /// Of which the local content is known.
    pub(super) known_content: i128,
    /// Of which it is at least the threshold.
    pub(super) content_met: i128,
    /// To local vendors.
    pub(super) local: i128,
    /// To vendors whose regency nobody said.
    pub(super) unknown_domicile: i128,
    /// Paid by a digital channel.
    pub(super) digital: i128,
    /// In December.
    pub(super) december: i128,
    /// Days from invoice to payment, of each payment that stands and has an invoice of its day or before.
    days: Vec<i64>,
    /// Payments whose invoice is of a later day.
    pub(super) early: u64,
}

/// All sums of a report. Every map adds up to `all`.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// By code, rolled up.
    pub(super) codes: BTreeMap<String, Sums>,
    /// By agency.
    pub(super) agencies: BTreeMap<String, Sums>,
    /// By month such as `2026-03`.
    pub(super) months: BTreeMap<String, Sums>,
    /// By the vendor's scale; empty where unknown.
    pub(super) scales: BTreeMap<String, Sums>,
    /// By the way of procurement; empty where unknown.
    pub(super) procurement: BTreeMap<String, Sums>,
    /// Everything in scope.
    pub(super) all: Sums,
    /// Bought with the government credit card, by the day of purchase; realised when its issuer is paid, and in no other sum.
    pub(super) card: Sums,
}

impl Sums {
    fn add(&mut self, event: &SpendingEvent, terms: &InForce) {
        let (amount, facts) = (i128::from(event.amount), &event.facts);
        let part = |counts: bool| if counts { amount } else { 0 };
        self.amount += amount;
        self.met += part(terms.is_met(&facts.scale));
        self.unknown_scale += part(facts.scale.is_empty());
        self.domestic += part(facts.origin == "domestic");
        self.unknown_origin += part(facts.origin.is_empty());
        self.local += part(terms.is_local(&facts.domicile));
        self.unknown_domicile += part(facts.domicile.is_empty());
        self.digital += part(terms.digital_channels.contains(&facts.channel));
        self.december += part(event.effective_date.civil().1 == 12);
        if let Some(hundredths) = facts.local_content.map(i128::from) {
            self.known_content += amount;
            self.weighted += amount * hundredths;
            let least = terms.local_content.as_ref().map(|(least, _)| *least);
            self.content_met += part(least.is_some_and(|least| hundredths >= least));
        }
        if event.amount <= 0 || event.is_reversed {
            return;
        }
        self.number += 1;
        let was_paid = matches!(event.stage, SpendingStage::Paid | SpendingStage::Reported);
        if let Some(invoice) = facts.invoice_date.filter(|_| was_paid) {
            let days = i64::from(event.effective_date.0) - i64::from(invoice.0);
            if days < 0 {
                self.early += 1;
            } else {
                self.days.push(days);
            }
        }
    }

    /// Share of the amount, in hundredths of a percent.
    pub(super) fn share(&self, part: i128) -> i128 {
        percent(part, self.amount)
    }

    /// Local content weighted by amount, in hundredths of a percent: of the whole amount, so that unknown content adds nothing.
    pub(super) fn local_content(&self) -> i128 {
        // The weights are hundredths of a percent already, and `percent` gives ten thousand times the share.
        percent(self.weighted, self.amount.saturating_mul(10_000))
    }

    /// The same of the amount whose content is known.
    pub(super) fn local_content_of_known(&self) -> i128 {
        percent(self.weighted, self.known_content.saturating_mul(10_000))
    }

    /// How many payments have days.
    pub(super) fn timed(&self) -> u64 {
        self.days.len() as u64
    }

    /// Hundredths of the middle of the days, and of an even number the middle of the two; `None` without any.
    pub(super) fn median_days(&self) -> Option<i128> {
        let mut days = self.days.clone();
        days.sort_unstable();
        let upper = *days.get(days.len() / 2)?;
        let lower = if days.len().is_multiple_of(2) { days[days.len() / 2 - 1] } else { upper };
        Some((i128::from(lower) + i128::from(upper)) * 50)
    }

    /// Hundredths of the mean of the days, half away from zero; `None` without any.
    pub(super) fn mean_days(&self) -> Option<i128> {
        let (sum, number) =
            (self.days.iter().copied().map(i128::from).sum::<i128>(), self.days.len() as i128);
        (number > 0).then(|| (sum * 200 + number) / (number * 2))
    }

    /// The most days; `None` without any.
    pub(super) fn max_days(&self) -> Option<u64> {
        self.days.iter().max().and_then(|days| u64::try_from(*days).ok())
    }
}

impl Figures {
    /// Adds up what is in scope; codes down to `level`.
    pub(super) fn of<'a>(
        events: impl Iterator<Item = &'a SpendingEvent>,
        terms: &InForce,
        level: u8,
    ) -> Self {
        let mut figures = Self::default();
        for event in events.filter(|event| terms.has(&event.code)) {
            if event.stage == SpendingStage::CardPurchase {
                figures.card.add(event, terms);
            } else if event.stage.is_realized() {
                figures.add(event, terms, level);
            }
        }
        figures
    }

    fn add(&mut self, event: &SpendingEvent, terms: &InForce, level: u8) {
        for depth in TOP..=level.min(level_of(&event.code)).max(TOP) {
            self.codes.entry(cut(&event.code, depth).to_owned()).or_default().add(event, terms);
        }
        let (year, month, _) = event.effective_date.civil();
        let keyed = [
            (&mut self.agencies, event.entity.clone()),
            (&mut self.months, format!("{year:04}-{month:02}")),
            (&mut self.scales, event.facts.scale.clone()),
            (&mut self.procurement, event.facts.procurement_channel.clone()),
        ];
        for (sums, key) in keyed {
            sums.entry(key).or_default().add(event, terms);
        }
        self.all.add(event, terms);
    }
}
