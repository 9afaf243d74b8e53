//! What has to hold between an event's amounts before a rule posts anything: sums that are equal, such as an order's value
//! and its deductions plus what is transferred.

use super::amount::{Amount, Linear, known_field};
use super::source;
use crate::payment::{Field, Payment, PaymentKind};
use crate::refusal::{Refusal, RefusalCode};

/// Two amounts that are equal, or the event is refused.
#[derive(Debug)]
pub(super) struct Requirement {
    equal: (Amount, Box<str>),
    to: (Amount, Box<str>),
    /// Asked only of events that have this field.
    when_present: Option<Field>,
}

impl Requirement {
    /// Reads both expressions for events of a kind.
    pub(super) fn compile(source: &source::Requirement, kind: PaymentKind) -> Result<Self, String> {
        let read = |text: &str| Linear::parse(text, kind, None);
        let (equal, to) = (read(&source.equal)?, read(&source.to)?);
        if equal == to {
            return Err("holds for every event".into());
        }
        let when_present = match &source.when_present {
            None => None,
            Some(name) => Some(known_field(name, kind)?),
        };
        Ok(Self {
            equal: (equal.compile(), source.equal.as_str().into()),
            to: (to.compile(), source.to.as_str().into()),
            when_present,
        })
    }

    /// Refuses the event with both figures when they differ.
    pub(super) fn check(&self, rule: &str, payment: &Payment<'_>) -> Result<(), Refusal> {
        if self.when_present.is_some_and(|field| payment.value(field).is_none()) {
            return Ok(());
        }
        let (equal, to) = (self.equal.0.value(payment, None), self.to.0.value(payment, None));
        if equal == to {
            return Ok(());
        }
        let money = |minor: i128| payment.currency.decimal(minor);
        let detail = format!(
            "rule \"{rule}\": \"{}\" is {}, but \"{}\" is {}",
            self.equal.1,
            money(equal),
            self.to.1,
            money(to)
        );
        Err(Refusal::new(RefusalCode::RequirementFailed, detail))
    }
}
