//! Closed periods and second pairs of eyes, each rule broken once. All hashes and signatures are right.

use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::*;
use verifier::calendar;
use verifier::catalogue::Code;

use crate::world::*;

fn close(period: &str, late_items_move: bool) -> FactKind {
    FactKind::PeriodClosed(PeriodClosed { period: period.to_owned(), late_items_move })
}

fn reopen(period: &str) -> FactKind {
    FactKind::PeriodReopened(PeriodReopened { period: period.to_owned() })
}

fn propose(name: &str, maker: &str) -> FactKind {
    let (proposal, maker) = (name.to_owned(), maker.to_owned());
    FactKind::ProposalMade(ProposalMade { proposal, maker, ..ProposalMade::default() })
}

fn settle(name: &str, checker: &str, approved: bool) -> FactKind {
    let (proposal, checker) = (name.to_owned(), checker.to_owned());
    FactKind::ProposalSettled(ProposalSettled { proposal, checker, approved, note: String::new() })
}

/// What is found in a ledger that posted these facts, each in a record of its own.
fn found(facts: &[FactKind]) -> Vec<Code> {
    let mut world = World::new();
    for fact in facts {
        world.posted(vec![fact.clone()]);
    }
    world.codes()
}

/// The month of every record, and its year.
fn month() -> String {
    calendar::date(DAY)[..7].to_owned()
}

fn year() -> String {
    calendar::date(DAY)[..4].to_owned()
}

fn posting(change: impl FnOnce(&mut Entry)) -> FactKind {
    let mut posting = entry(&[("1", 5), ("4", -5)]);
    change(&mut posting);
    FactKind::EntryPosted(posting)
}

#[test]
fn a_closed_period_takes_no_entry_but_a_closing_one_in_a_month() {
    let kind = |kind: EntryKind| posting(|entry| entry.kind = kind.into());
    assert_eq!(found(&[close(&month(), false), kind(EntryKind::General)]), [Code::DayClosed]);
    assert_eq!(found(&[close(&month(), false), kind(EntryKind::Closing)]), []);
    assert_eq!(found(&[close(&year(), false), kind(EntryKind::Closing)]), [Code::DayClosed]);
    assert_eq!(found(&[close(&month(), false), reopen(&month()), kind(EntryKind::General)]), []);
}

#[test]
fn an_entry_that_says_it_is_late_came_too_late_for_a_period_that_lets_it_move() {
    let late = |days: i32| posting(|entry| (entry.late_for, entry.effective_date) = (Some(DAY), DAY + days));
    assert_eq!(found(&[close(&month(), true), late(31)]), []);
    assert_eq!(found(&[close(&month(), false), late(31)]), [Code::NotLate]);
    assert_eq!(found(&[late(31)]), [Code::NotLate]);
    assert_eq!(found(&[close(&month(), true), late(400)]), [Code::NotLate], "in another year");
    let elsewhere = posting(|entry| (entry.late_for, entry.effective_date) = (Some(DAY + 1), DAY + 40));
    assert_eq!(found(&[close(&month(), true), elsewhere]), [Code::DateDiffers]);
}

#[test]
fn a_period_is_one_that_exists_closed_once_and_reopened_once() {
    assert_eq!(found(&[close("2026-13", false)]), [Code::PeriodUnknown]);
    assert_eq!(found(&[close(&month(), false), close(&month(), true)]), [Code::PeriodTwice]);
    assert_eq!(found(&[close(&year(), false), close(&month(), true)]), [Code::PeriodTwice]);
    assert_eq!(found(&[reopen(&month())]), [Code::PeriodOpen]);
}

#[test]
fn a_proposal_is_made_once_settled_once_and_approved_by_somebody_else() {
    assert_eq!(found(&[propose("p", "ani"), settle("p", "budi", true)]), []);
    assert_eq!(found(&[propose("p", "ani"), settle("p", "ani", false)]), [], "withdrawn");
    assert_eq!(found(&[propose("p", "ani"), settle("p", "ani", true)]), [Code::CheckerIsMaker]);
    assert_eq!(found(&[propose("p", "ani"), propose("p", "budi")]), [Code::ProposalTwice]);
    assert_eq!(found(&[settle("p", "budi", true)]), [Code::ProposalUnknown]);
    let twice = [propose("p", "ani"), settle("p", "budi", false), settle("p", "citra", true)];
    assert_eq!(found(&twice), [Code::ProposalUnknown]);
}

#[test]
fn a_document_on_record_moves_nothing_and_an_instruction_that_moves_nothing_is_named() {
    let recorded = |rule: &str| {
        let mut world = World::new();
        let (rule, rulebook_version) = (rule.to_owned(), u32::from(!rule.is_empty()));
        world.internal(rulebook(1));
        world.event(Stored::Posted(Posted { rule, rulebook_version, facts: Vec::new() }));
        world.codes()
    };
    assert_eq!(recorded("SPD-fund-released"), []);
    assert_eq!(recorded(""), [Code::FieldMissing]);
}
