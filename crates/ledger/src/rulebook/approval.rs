//! Which events take effect only after a second person agreed: a list of event types in the rulebook. What an approval
//! is, and who may give it, is decided elsewhere; here a name that no event has is refused.

use std::collections::BTreeSet;

use super::error::Faults;
use crate::payment::PaymentKind;

/// Events that no rule takes, because they say themselves what they do. `wire`'s tests hold this list against its
/// registry of messages.
pub const INSTRUCTIONS: &[&str] = &[
    "PaymentReversed",
    "JournalPosted",
    "HoldPlaced",
    "HoldCaptured",
    "HoldReleased",
    "AccountOpened",
    "AccountClosed",
    "AccountReopened",
    "CeilingSet",
    "Linked",
    "PeriodClosed",
    "PeriodReopened",
    "RulebookPublished",
    "ChartPublished",
];

/// The events of a file's list; unknown and repeated names leave faults.
pub(super) fn compile(names: &[String], faults: &mut Faults) -> BTreeSet<Box<str>> {
    let mut events = BTreeSet::new();
    for (place, name) in names.iter().enumerate() {
        let path = format!("approval[{place}]");
        if PaymentKind::parse(name).is_none() && !INSTRUCTIONS.contains(&name.as_str()) {
            let payments = PaymentKind::ALL.iter().map(|kind| kind.name());
            let known: Vec<&str> = payments.chain(INSTRUCTIONS.iter().copied()).collect();
            faults.note::<()>(path, format!("\"{name}\" is not an event; they are {}", known.join(", ")));
        } else if !events.insert(Box::from(name.as_str())) {
            faults.note::<()>(path, format!("\"{name}\" is listed twice"));
        }
    }
    events
}
