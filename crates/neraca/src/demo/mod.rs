//! A fiscal year of a regency much like Ogan Komering Ulu Timur, made up from a seed: agencies, revenue, spending, a
//! budget and the mistakes of every year. The same seed and number of events give the same sequence everywhere; nothing
//! in it reads a clock. Names of agencies are like those of the regency, every figure and every person is invented.

pub mod agencies;
pub mod bank_account;
mod budget;
mod diary;
mod instructions;
mod mistakes;
mod numbers;
pub mod picture;
mod random;
mod revenue;
mod spending;
mod treasury;

pub use diary::{DemoEvent, YEAR};
pub use random::Random;

/// The demo's usual year.
pub const EVENTS: u64 = 120_000;
/// A year of fewer is played with about twice as many: salaries, transfers and deposits do not become fewer.
pub const EVENTS_MIN: u64 = 10_000;
/// The year is made in memory.
pub const EVENTS_MAX: u64 = 5_000_000;

/// What the small payments that fill the year come to, in whole rupiah.
const FILL: i64 = 2_400_000_000;
/// The mean of the few that make it exact, in whole rupiah.
const LAST: i64 = 180_000;

/// The year as `events` events, in the order of their delivery. A year of fewer than about a hundred thousand comes out
/// somewhat longer, for salaries, settlements and deposits do not become fewer.
pub fn year(seed: u64, events: u64) -> Vec<DemoEvent> {
    let mut diary = diary::Diary::new(seed);
    let mut revenue = revenue::write(&mut diary, events);
    let mut spending = spending::write(&mut diary, events);
    instructions::write(&mut diary);
    treasury::write(&mut diary, &mut revenue, &mut spending);
    mistakes::write(&mut diary, events);
    // What is still missing are small payments by teller; the budget knows them and is two events for each agency at most.
    let budget_events = 2 * agencies::AGENCIES.len() as u64;
    let missing = events.saturating_sub(diary.len() as u64 + budget_events);
    if missing > 0 {
        revenue::fill(&mut diary, missing, FILL / missing as i64, &mut revenue);
    }
    budget::write(&mut diary, &revenue, &spending);
    let missing = events.saturating_sub(diary.len() as u64);
    if missing > 0 {
        revenue::fill(&mut diary, missing, LAST, &mut revenue);
    }
    let mut events = diary.close();
    numbers::give(&mut events);
    events
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use wire::message::Message;

    use super::*;

    #[test]
    fn a_seed_means_one_year_of_exactly_so_many_events() {
        let (first, again, other) = (year(1, EVENTS), year(1, EVENTS), year(2, EVENTS));
        assert_eq!(first.len() as u64, EVENTS);
        assert_eq!(other.len() as u64, EVENTS);
        let bytes = |events: &[DemoEvent]| -> Vec<u8> {
            events.iter().flat_map(|event| [event.id.as_bytes(), &event.body].concat()).collect()
        };
        assert!(bytes(&first) == bytes(&again), "the same seed gave another year");
        assert!(bytes(&first) != bytes(&other), "another seed gave the same year");
    }

    #[test]
    fn a_year_has_every_kind_of_event_and_of_mistake() {
        let events = year(7, 20_000);
        let proposed = events.iter().filter_map(|event| {
            let (kind, format) = (&event.event_type, event.content_type);
            match Message::decode(kind, format, &event.body).ok()? {
                Message::ProposalMade(made) => Some(Message::proposed(&made)?.event_type()),
                _ => None,
            }
        });
        let sent = events.iter().map(|event| event.event_type.as_str());
        let types: BTreeSet<&str> =
            sent.chain(proposed).filter_map(|name| name.strip_prefix("neraca.payment.v1.")).collect();
        // A confirmed reconciliation names positions of the log, which no diary knows.
        let confirmed = ledger::PaymentKind::ReconciliationConfirmed;
        for kind in ledger::PaymentKind::ALL.iter().filter(|kind| **kind != confirmed) {
            assert!(types.contains(kind.name()), "no {}", kind.name());
        }
        for kind in [
            "PaymentReversed",
            "JournalPosted",
            "Linked",
            "HoldPlaced",
            "HoldCaptured",
            "HoldReleased",
            "ProposalMade",
            "ProposalApproved",
            "ProposalDeclined",
        ] {
            assert!(types.contains(kind), "no {kind}");
        }
        let identities: BTreeSet<(&str, &str)> =
            events.iter().map(|event| (event.source.as_str(), event.id.as_str())).collect();
        assert!(identities.len() < events.len(), "nothing comes twice");
    }
}
