//! Reversals: once, whole, and themselves reversible.

use ledger::{
    BookSide, ChartMode, Decision, EntryKind, Fact, Instruction, LateItems, Period, RefusalCode::*, Request,
    Terms,
};

use crate::world::*;

fn close_year(year: &str) -> Instruction<'static> {
    let period = Period::parse(year).expect("a year");
    Instruction::ClosePeriod { period, late_items: LateItems::Refuse }
}

#[test]
fn a_reversal_takes_every_entry_back_and_names_its_original() {
    let mut world = World::plain();
    let position = world.posts_linked(vec![transfer("x:a", "x:b", 5), transfer("x:c", "x:b", 7)]);
    let Decision::Posted(posted) = world.decide(world.reversal_of(position)) else { panic!("accepted") };
    for fact in &posted.facts[..2] {
        let Fact::EntryPosted(entry) = fact else { panic!("an entry for each entry: {fact:?}") };
        assert_eq!((entry.kind, entry.reverses), (EntryKind::Reversal, Some(position)));
    }
    assert_eq!(posted.facts[2..], [Fact::Reversed(position)]);
    world.reverses(position);
    assert_eq!(world.sums("x:a"), (5, 5, 0, 0));
    assert_eq!(world.sums("x:b"), (12, 12, 0, 0));
}

#[test]
fn a_reversal_of_a_reversal_restores_the_balances() {
    let mut world = World::plain();
    let first = world.posts(transfer("x:a", "x:b", 5));
    let second = world.reverses(first);
    world.reverses(second);
    let (debit, credit, ..) = world.sums("x:a");
    assert_eq!(debit - credit, 5);
    for position in [first, second] {
        refused_as(world.decide(world.reversal_of(position)), AlreadyReversed);
    }
}

#[test]
fn a_reversal_stands_at_its_own_date_or_at_the_originals() {
    let mut world = World::plain();
    let position = world.posts(transfer("x:a", "x:b", 5));
    let earlier = date("2025-12-31");
    let mut original = world.original(position);
    original.entries.as_mut().expect("it posted")[0].effective_date = earlier;
    for (at_original_date, expected) in [(true, earlier), (false, date(DAY))] {
        let request = Request::Reversal { original: Some(original.clone()), at_original_date, reason: "" };
        let Decision::Posted(posted) = world.decide(request) else { panic!("accepted") };
        let Fact::EntryPosted(entry) = &posted.facts[0] else { panic!("an entry first") };
        assert_eq!(entry.effective_date, expected);
    }
}

#[test]
fn what_a_closed_year_counted_is_not_taken_back_in_another() {
    let mut world = World::plain();
    let position = world.on("2025-12-31").posts(transfer("x:a", "x:b", 5));
    world.posts(close_year("2025"));
    let refusal = {
        let request = world.reversal_of(position);
        refused_as(world.on("2026-01-02").decide(request), ReversalInAnotherYear)
    };
    assert!(refusal.detail.contains("2025, which is closed"), "{refusal}");
    let at_original_date =
        Request::Reversal { original: Some(world.original(position)), at_original_date: true, reason: "" };
    refused_as(world.decide(at_original_date), PeriodClosed);
}

#[test]
fn what_was_spent_of_one_budget_makes_no_room_in_the_next() {
    let mut world = World::charted_in(ChartMode::Open);
    world.posts(open("x:contra", Terms { book_side: BookSide::Budget, ..terms() }));
    world.on("2025-12-31").posts(transfer("x:5.1", "x:contra", 1));
    let position = world.posts(transfer("x:5.1", "x:contra", 50));
    world.on("2026-01-02").posts(budget("x:5.1", None, 10, true));
    refused_as(world.decide(world.reversal_of(position)), ReversalInAnotherYear);
    world.refuses(transfer("x:5.1", "x:contra", 11), ExceedsAppropriation);
    let at_original_date =
        Request::Reversal { original: Some(world.original(position)), at_original_date: true, reason: "" };
    world.accept(at_original_date);
    world.refuses(transfer("x:5.1", "x:contra", 11), ExceedsAppropriation);
}

#[test]
fn a_captured_hold_can_be_taken_back() {
    let mut world = World::plain();
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    let position = world.posts(capture("h"));
    world.reverses(position);
    assert_eq!(world.sums("x:a"), (5, 5, 0, 0));
    world.refuses(capture("h"), HoldAlreadyCaptured);
}

#[test]
fn what_was_spent_since_cannot_be_taken_back() {
    let mut world = World::plain();
    world.posts(open("x:till", Terms { credits_must_not_exceed_debits: true, ..terms() }));
    let position = world.posts(transfer("x:till", "x:b", 10));
    world.posts(transfer("x:c", "x:till", 4));
    refused_as(world.decide(world.reversal_of(position)), ExceedsDebits);
    world.posts(transfer("x:till", "x:b", 4));
    world.reverses(position);
}

#[test]
fn a_hold_is_not_taken_back_but_released() {
    let mut world = World::plain();
    let position = world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    refused_as(world.decide(world.reversal_of(position)), NotReversible);
}

#[test]
fn nothing_is_taken_back_from_a_closed_account() {
    let mut world = World::plain();
    let position = world.posts(transfer("x:a", "x:b", 5));
    world.posts(close("x:b"));
    refused_as(world.decide(world.reversal_of(position)), AccountClosed);
}
