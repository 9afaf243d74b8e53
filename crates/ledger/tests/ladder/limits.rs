//! Limits: what counts against them, and when.

use ledger::{RefusalCode::*, Side, Terms};

use crate::world::*;

/// A wallet whose debits stay within its credits, with 100 on it.
fn wallet() -> World {
    let mut world = World::plain();
    let limited = Terms { normal_side: Side::Credit, debits_must_not_exceed_credits: true, ..terms() };
    world.posts(open("x:wallet", limited));
    world.posts(transfer("x:a", "x:wallet", 100));
    world
}

#[test]
fn a_wallet_can_be_emptied_and_not_overdrawn() {
    let mut world = wallet();
    world.refuses(transfer("x:wallet", "x:b", 101), ExceedsCredits);
    world.posts(transfer("x:wallet", "x:b", 100));
    world.refuses(transfer("x:wallet", "x:b", 1), ExceedsCredits);
}

#[test]
fn held_debits_count_against_the_wallet() {
    let mut world = wallet();
    world.posts(hold("h", [dr("x:wallet", 70), cr("x:b", 70)]));
    world.refuses(transfer("x:wallet", "x:b", 31), ExceedsCredits);
    world.refuses(hold("g", [dr("x:wallet", 31), cr("x:b", 31)]), ExceedsCredits);
    world.posts(transfer("x:wallet", "x:b", 30));
    world.posts(release("h"));
    world.posts(transfer("x:wallet", "x:b", 70));
}

#[test]
fn held_credits_free_nothing_until_captured() {
    let mut world = wallet();
    world.posts(hold("h", [dr("x:a", 50), cr("x:wallet", 50)]));
    world.refuses(transfer("x:wallet", "x:b", 101), ExceedsCredits);
    world.posts(capture("h"));
    world.posts(transfer("x:wallet", "x:b", 150));
}

#[test]
fn a_capture_needs_no_room_beyond_its_hold() {
    let mut world = wallet();
    world.posts(hold("h", [dr("x:wallet", 100), cr("x:b", 100)]));
    world.refuses(transfer("x:wallet", "x:b", 1), ExceedsCredits);
    world.posts(capture("h"));
    assert_eq!(world.sums("x:wallet"), (100, 100, 0, 0));
}

#[test]
fn the_other_side_is_limited_alike() {
    let mut world = World::plain();
    world.posts(open("x:till", Terms { credits_must_not_exceed_debits: true, ..terms() }));
    world.posts(transfer("x:till", "x:b", 100));
    world.posts(hold("out", [dr("x:c", 60), cr("x:till", 60)]));
    world.posts(hold("in", [dr("x:till", 60), cr("x:b", 60)]));
    world.refuses(transfer("x:c", "x:till", 41), ExceedsDebits);
    world.posts(transfer("x:c", "x:till", 40));
}

#[test]
fn one_entry_is_judged_by_what_it_leaves() {
    let mut world = wallet();
    world.posts(post([dr("x:wallet", 150), cr("x:b", 150), cr("x:wallet", 50), dr("x:a", 50)]));
    assert_eq!(world.sums("x:wallet"), (150, 150, 0, 0));
}

#[test]
fn a_ceiling_counts_what_is_posted_and_held_less_what_was_taken_back() {
    let mut world = World::plain();
    world.posts(ceiling("x:a", 100));
    world.posts(transfer("x:a", "x:b", 60));
    world.posts(hold("h", [dr("x:a", 30), cr("x:b", 30)]));
    world.refuses(transfer("x:a", "x:b", 11), ExceedsCeiling);
    world.posts(transfer("x:a", "x:b", 10));
    world.posts(transfer("x:c", "x:a", 20));
    world.posts(transfer("x:a", "x:b", 20));
    world.refuses(transfer("x:a", "x:b", 1), ExceedsCeiling);
}

#[test]
fn a_credit_on_hold_makes_no_room_under_a_ceiling() {
    let mut world = World::plain();
    world.posts(ceiling("x:a", 100));
    world.posts(transfer("x:a", "x:b", 100));
    world.posts(hold("h", [dr("x:b", 40), cr("x:a", 40)]));
    world.refuses(transfer("x:a", "x:b", 1), ExceedsCeiling);
    world.posts(capture("h"));
    world.posts(transfer("x:a", "x:b", 40));
}

#[test]
fn a_ceiling_can_be_lifted_and_lowered_to_what_is_used() {
    let mut world = World::plain();
    world.posts(ceiling("x:a", 100));
    world.posts(transfer("x:a", "x:b", 60));
    world.posts(ceiling("x:a", 60));
    world.refuses(ceiling("x:a", 59), CeilingBelowCommitted);
    world.refuses(transfer("x:a", "x:b", 1), ExceedsCeiling);
    world.posts(ledger::Instruction::SetCeiling { account: account("x:a"), ceiling: None });
    world.posts(transfer("x:a", "x:b", 1_000));
}

#[test]
fn a_ceiling_is_never_negative() {
    let mut world = World::plain();
    world.refuses(open("x:d", Terms { ceiling: Some(-1), ..terms() }), AmountNotPositive);
    world.posts(transfer("x:b", "x:a", 10));
    world.refuses(ceiling("x:a", -5), AmountNotPositive);
    world.posts(ceiling("x:a", 0));
}

#[test]
fn an_appropriation_is_refused_on_the_financial_side_and_below_what_is_committed() {
    let mut world = World::charted_in(ledger::ChartMode::Open);
    world.posts(open("x:contra", Terms { book_side: ledger::BookSide::Budget, ..terms() }));
    world.refuses(budget("x:1.1", None, 100, true), AccountTermsConflict);
    world.posts(budget("x:5.1", None, 100, true));
    world.posts(transfer("x:5.1", "x:contra", 80));
    world.refuses(budget("x:5.1", Some(100), 79, true), CeilingBelowCommitted);
    world.refuses(budget("x:5.1", None, 200, true), BudgetPreviousMismatch);
    world.posts(budget("x:5.1", Some(100), 200, true));
    world.posts(transfer("x:5.1", "x:contra", 120));
}

#[test]
fn a_budget_that_is_not_enforced_stops_nothing() {
    let mut world = World::charted();
    world.posts(budget("x:1.1", None, 100, false));
    world.posts(transfer("x:1.1", "x:2.1", 101));
    world.posts(budget("x:1.1", Some(100), 50, false));
}

#[test]
fn sums_with_what_is_held_stay_within_64_bits() {
    let mut world = World::plain();
    world.posts(transfer("x:a", "x:b", i64::MAX - 10));
    world.posts(hold("h", [dr("x:a", 10), cr("x:c", 10)]));
    world.refuses(transfer("x:a", "x:c", 1), BalanceOverflow);
    world.posts(capture("h"));
    assert_eq!(world.sums("x:a"), (i64::MAX, 0, 0, 0));
}
