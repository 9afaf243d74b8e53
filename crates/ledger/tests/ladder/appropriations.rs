//! Appropriations: what a fiscal year allows, counted for that year alone, held amounts among it.

use ledger::RefusalCode::*;

use crate::world::*;

/// 100 appropriated for `x:5.1` in 2026.
fn appropriated() -> World {
    let mut world = World::charted_in(ledger::ChartMode::Open);
    world.posts(open("x:contra", ledger::Terms { book_side: ledger::BookSide::Budget, ..terms() }));
    world.posts(budget("x:5.1", None, 100, true));
    world
}

#[test]
fn spending_up_to_the_appropriation_is_taken_and_beyond_it_refused() {
    let mut world = appropriated();
    world.posts(transfer("x:5.1", "x:contra", 60));
    world.posts(hold("order", [dr("x:5.1", 40), cr("x:contra", 40)]));
    world.refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
    world.refuses(hold("other", [dr("x:5.1", 1), cr("x:contra", 1)]), ExceedsAppropriation);
    world.posts(release("order"));
    world.posts(transfer("x:5.1", "x:contra", 40));
}

#[test]
fn spending_that_came_back_can_be_spent_again() {
    let mut world = appropriated();
    world.posts(transfer("x:5.1", "x:contra", 100));
    world.posts(transfer("x:contra", "x:5.1", 30));
    world.posts(transfer("x:5.1", "x:contra", 30));
    world.refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
}

#[test]
fn a_year_is_counted_alone_and_begins_without_an_appropriation() {
    let mut world = appropriated();
    world.posts(transfer("x:5.1", "x:contra", 100));
    world.on("2027-01-04");
    world.posts(budget("x:5.1", None, 50, true));
    world.posts(transfer("x:5.1", "x:contra", 50));
    world.refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
    world.refuses(budget("x:5.1", Some(50), 49, true), CeilingBelowCommitted);
    world.on("2026-12-31").refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
}

#[test]
fn a_hold_counts_for_the_year_in_which_it_was_placed_until_it_is_captured_in_another() {
    let mut world = appropriated();
    world.posts(hold("order", [dr("x:5.1", 100), cr("x:contra", 100)]));
    world.on("2027-01-04");
    world.posts(budget("x:5.1", None, 70, true));
    world.refuses(capture_part("order", 80), ExceedsAppropriation);
    world.posts(capture_part("order", 70));
    world.refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
    world.on("2026-12-31").posts(transfer("x:5.1", "x:contra", 100));
}

#[test]
fn a_target_that_is_not_enforced_stops_nothing() {
    let mut world = appropriated();
    world.posts(budget("x:5.1", Some(100), 10, false));
    world.posts(transfer("x:5.1", "x:contra", 500));
}

#[test]
fn what_was_spent_before_the_appropriation_in_the_same_event_counts() {
    let mut world = World::charted_in(ledger::ChartMode::Open);
    world.posts(open("x:contra", ledger::Terms { book_side: ledger::BookSide::Budget, ..terms() }));
    let event = vec![
        transfer("x:5.1", "x:contra", 60),
        budget("x:5.1", None, 100, true),
        transfer("x:5.1", "x:contra", 41),
    ];
    refuses_item(&world, event, 2, ExceedsAppropriation);
}

#[test]
fn a_sub_account_has_an_appropriation_of_its_own() {
    let mut world = appropriated();
    world.posts(budget("x:5.1~activity-1", None, 20, true));
    world.posts(transfer("x:5.1~activity-1", "x:contra", 20));
    world.refuses(transfer("x:5.1~activity-1", "x:contra", 1), ExceedsAppropriation);
    world.posts(transfer("x:5.1", "x:contra", 100));
    world.refuses(transfer("x:5.9~activity-1", "x:contra", 1), AccountUnknown);
}

/// As [`appropriated`], under a rulebook that wants appropriations for all spending.
fn ruled_and_appropriated() -> World {
    let mut world = World::charted_in(ledger::ChartMode::Open);
    put_in_force(&mut world, "appropriated: ['5']");
    world.posts(open("x:contra", ledger::Terms { book_side: ledger::BookSide::Budget, ..terms() }));
    world
}

#[test]
fn spending_without_any_appropriation_is_refused_once_its_entity_has_a_budget() {
    let mut world = ruled_and_appropriated();
    world.posts(transfer("x:5.1~old", "x:contra", 5));
    world.posts(budget("x:5.1", None, 100, true));
    world.refuses(transfer("x:5.1~new", "x:contra", 1), ExceedsAppropriation);
    world.refuses(hold("order", [dr("x:5.1~new", 1), cr("x:contra", 1)]), ExceedsAppropriation);
    world.posts(transfer("x:contra", "x:5.1~old", 5));
    world.posts(transfer("y:5.1", "x:contra", 7));
    world.on("2027-01-04").posts(transfer("x:5.1~new", "x:contra", 1));
}

#[test]
fn an_account_of_an_unenforced_budget_has_one_and_stops_nothing() {
    let mut world = ruled_and_appropriated();
    world.posts(budget("x:5.1", None, 100, true));
    world.posts(budget("x:5.1~plan", None, 10, false));
    world.posts(transfer("x:5.1~plan", "x:contra", 500));
}

#[test]
fn a_budget_of_the_same_event_counts_and_one_of_another_entity_does_not() {
    let mut world = ruled_and_appropriated();
    world.posts(budget("y:5.1", None, 100, true));
    world.posts(transfer("x:5.1", "x:contra", 5));
    let event = vec![budget("x:5.1~a", None, 100, true), transfer("x:5.1~b", "x:contra", 1)];
    refuses_item(&world, event, 1, ExceedsAppropriation);
}

#[test]
fn an_appropriation_that_is_raised_grows_by_the_amount_within_its_year() {
    let raise =
        |amount| ledger::Instruction::RaiseBudget { account: account("x:5.1"), amount, enforce: true };
    let mut world = appropriated();
    world.posts(raise(20));
    world.posts(transfer("x:5.1", "x:contra", 120));
    world.refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
    world.refuses(raise(i64::MAX), BalanceOverflow);
    world.on("2027-01-04").posts(raise(7));
    world.posts(transfer("x:5.1", "x:contra", 7));
    world.refuses(transfer("x:5.1", "x:contra", 1), ExceedsAppropriation);
}
