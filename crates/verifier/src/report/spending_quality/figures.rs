//! The sums of the report on the quality of spending.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::calendar;
use crate::report::revenue::collection::Days;
use crate::report::spending::row::{Row as Event, Stage};
use crate::report::terms::revenue::Class;
use crate::report::terms::{revenue, spending};
use crate::report::{cut, level_of, percent, share};

/// The level that codes are rolled up to.
const TOP: usize = 2;

/// What spending is judged by.
pub(super) struct Judged {
    pub(super) terms: spending::InForce,
    pub(super) channels: revenue::InForce,
}

/// What is added up, in minor units. What nobody said is in no part of which a share is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) amount: i128,
    /// Payments that stand.
    pub(super) number: u64,
    /// To vendors whose scale counts towards the target.
    pub(super) met: i128,
    pub(super) unknown_scale: i128,
    pub(super) domestic: i128,
    pub(super) unknown_origin: i128,
    /// Amounts, each times the hundredths of a percent of its local content.
    weighted: i128,
    /// Of which the local content is known.
    pub(super) known_content: i128,
    /// Of which it is at least the threshold.
    pub(super) content_met: i128,
    pub(super) local: i128,
    pub(super) unknown_domicile: i128,
    pub(super) digital: i128,
    pub(super) december: i128,
    /// From invoice to payment.
    pub(super) days: Days,
    /// Payments whose invoice is of a later day.
    pub(super) early: u64,
}

/// Every division; each but the card adds up to `all`.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) level: usize,
    /// Rolled up.
    pub(super) codes: BTreeMap<String, Sums>,
    pub(super) agencies: BTreeMap<String, Sums>,
    pub(super) months: BTreeMap<(i64, i64), Sums>,
    /// Empty where nobody said it.
    pub(super) scales: BTreeMap<String, Sums>,
    pub(super) procurement: BTreeMap<String, Sums>,
    pub(super) all: Sums,
    /// Bought by card; realized when its issuer is paid.
    pub(super) card: Sums,
}

impl Sums {
    pub(super) fn add(&mut self, event: &Event, judged: &Judged) {
        let (facts, terms) = (&event.facts, &judged.terms);
        let part = |counts: bool| if counts { event.amount } else { 0 };
        self.amount += event.amount;
        self.met += part(terms.met_scales.contains(&facts.scale));
        self.unknown_scale += part(facts.scale.is_empty());
        self.domestic += part(facts.origin == "domestic");
        self.unknown_origin += part(facts.origin.is_empty());
        let is_own = |own: &String| own.eq_ignore_ascii_case(&facts.domicile);
        self.local += part(terms.local_domiciles.iter().any(is_own));
        self.unknown_domicile += part(facts.domicile.is_empty());
        self.digital += part(judged.channels.class(&facts.channel) == Class::Digital);
        self.december += part(calendar::civil(event.day).1 == 12);
        if let Some(content) = facts.local_content {
            self.known_content += event.amount;
            self.weighted += event.amount * content;
            self.content_met += part(terms.local_content.is_some_and(|(least, _)| content >= least));
        }
        if event.amount > 0 && !event.is_reversed {
            self.count(event);
        }
    }

    /// A payment that stands.
    fn count(&mut self, event: &Event) {
        self.number += 1;
        let was_paid = matches!(event.stage, Stage::Paid | Stage::Reported);
        let Some(invoice) = event.facts.invoice.filter(|_| was_paid) else { return };
        let days = i64::from(event.day) - i64::from(invoice);
        if days < 0 {
            self.early += 1;
        } else {
            self.days.add(days, 1);
        }
    }

    /// Hundredths of a percent of the amount.
    pub(super) fn share(&self, part: i128) -> Option<i128> {
        share(part, self.amount)
    }

    /// The same as a cell.
    pub(super) fn percent(&self, part: i128) -> Option<Value> {
        percent(part, self.amount).map(|percent| json!(percent))
    }

    /// Local content in hundredths of a percent, weighted by amount; what is not known adds nothing.
    pub(super) fn local_content(&self) -> Option<i128> {
        // Weights are hundredths of a percent already: 10,000 of them are the whole.
        share(self.weighted, self.amount.checked_mul(10_000)?)
    }

    /// The same of the amount whose content is known.
    pub(super) fn local_content_of_known(&self) -> Option<i128> {
        share(self.weighted, self.known_content.checked_mul(10_000)?)
    }
}

impl Figures {
    pub(super) fn add(&mut self, event: &Event, judged: &Judged) {
        for depth in TOP..=self.level.min(level_of(&event.code)).max(TOP) {
            self.codes.entry(cut(&event.code, depth).to_owned()).or_default().add(event, judged);
        }
        let (year, month, _) = calendar::civil(event.day);
        self.months.entry((year, month)).or_default().add(event, judged);
        for (sums, key) in [
            (&mut self.agencies, &event.entity),
            (&mut self.scales, &event.facts.scale),
            (&mut self.procurement, &event.facts.procurement),
        ] {
            sums.entry(key.clone()).or_default().add(event, judged);
        }
        self.all.add(event, judged);
    }
}
