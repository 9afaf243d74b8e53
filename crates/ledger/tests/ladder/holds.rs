//! Two-phase: what holding, capturing, releasing and expiring do to the sums.

use ledger::command::CapturePart;
use ledger::{Currency, HoldState, RefusalCode::*};

use crate::world::*;

/// A hold `h` of 100 from `x:b` to `x:a`, expiring at 10.
fn held() -> World {
    let mut world = World::plain();
    world.posts(hold_until("h", 10, [dr("x:a", 100), cr("x:b", 100)]));
    world
}

fn keep(hold: &str, amount: i64) -> ledger::Instruction<'_> {
    capture_as(hold, CapturePart::Amount(amount, Currency::IDR), true)
}

#[test]
fn a_hold_counts_as_pending_and_posts_nothing() {
    let world = held();
    assert_eq!(world.sums("x:a"), (0, 0, 100, 0));
    assert_eq!(world.sums("x:b"), (0, 0, 0, 100));
    assert_eq!(world.book.entries(), 0);
}

#[test]
fn a_full_capture_posts_what_was_held() {
    let mut world = held();
    world.posts(capture("h"));
    assert_eq!(world.sums("x:a"), (100, 0, 0, 0));
    assert_eq!(world.sums("x:b"), (0, 100, 0, 0));
    assert_eq!((world.hold_state("h"), world.book.entries()), (HoldState::Captured, 1));
}

#[test]
fn a_partial_capture_releases_the_rest() {
    let mut world = held();
    world.posts(capture_part("h", 40));
    assert_eq!(world.sums("x:a"), (40, 0, 0, 0));
    assert_eq!(world.sums("x:b"), (0, 40, 0, 0));
    assert_eq!(world.hold_state("h"), HoldState::Captured);
    world.refuses(capture_part("h", 1), HoldAlreadyCaptured);
    world.refuses(release("h"), HoldAlreadyCaptured);
}

#[test]
fn a_kept_remainder_can_be_captured_until_nothing_is_left() {
    let mut world = held();
    world.posts(keep("h", 40));
    assert_eq!(world.sums("x:a"), (40, 0, 60, 0));
    world.refuses(keep("h", 61), CaptureExceedsHold);
    world.posts(keep("h", 60));
    assert_eq!(world.sums("x:a"), (100, 0, 0, 0));
    assert_eq!(world.hold_state("h"), HoldState::Captured);
    world.refuses(keep("h", 1), HoldAlreadyCaptured);
}

#[test]
fn a_kept_remainder_still_expires() {
    let mut world = held();
    world.posts(keep("h", 40));
    world.at(10);
    assert_eq!(world.sums("x:a"), (40, 0, 0, 0));
    assert_eq!(world.hold_state("h"), HoldState::Expired);
}

#[test]
fn a_release_lets_everything_go() {
    let mut world = held();
    world.posts(release("h"));
    assert_eq!(world.sums("x:a"), (0, 0, 0, 0));
    assert_eq!(world.sums("x:b"), (0, 0, 0, 0));
    world.refuses(release("h"), HoldAlreadyReleased);
    world.refuses(capture("h"), HoldAlreadyReleased);
    world.refuses(hold("h", [dr("x:a", 1), cr("x:b", 1)]), HoldExists);
}

#[test]
fn a_hold_expires_at_its_time_and_not_before() {
    let mut world = held();
    assert!(world.book.due(moment(9)).is_empty());
    assert_eq!(world.book.due(moment(10)).len(), 1);
    world.at(10);
    assert_eq!(world.sums("x:a"), (0, 0, 0, 0));
    world.refuses(capture("h"), HoldExpired);
    world.refuses(release("h"), HoldExpired);
    assert!(world.book.due(moment(99)).is_empty(), "an expired hold is due once");
}

#[test]
fn a_hold_whose_time_has_come_is_not_captured_even_before_it_is_let_go() {
    let mut world = held();
    world.clock(10).refuses(capture("h"), HoldExpired);
    world.clock(9).posts(capture("h"));
    assert!(world.book.due(moment(10)).is_empty(), "a captured hold no longer expires");
}

#[test]
fn holds_fall_due_oldest_first() {
    let mut world = World::plain();
    for (name, at) in [("late", 30), ("early", 10), ("middle", 20)] {
        world.posts(hold_until(name, at, [dr("x:a", 1), cr("x:b", 1)]));
    }
    let due: Vec<String> = world
        .book
        .due(moment(20))
        .iter()
        .map(|fact| match fact {
            ledger::Fact::HoldReleased { hold, .. } => hold.to_string(),
            other => panic!("only releases fall due: {other:?}"),
        })
        .collect();
    assert_eq!(due, ["early", "middle"]);
}

#[test]
fn lines_of_one_account_and_side_are_one_line_of_a_hold() {
    let mut world = World::plain();
    world.posts(hold("h", [dr("x:a", 5), dr("x:a", 5), cr("x:b", 10)]));
    world.posts(keep("h", 7));
    assert_eq!(world.sums("x:a"), (7, 0, 3, 0));
    world.posts(capture("h"));
    assert_eq!(world.sums("x:a"), (10, 0, 0, 0));
    assert_eq!(world.sums("x:b"), (0, 10, 0, 0));
}

#[test]
fn a_line_captured_twice_in_one_capture_counts_twice() {
    let mut world = held();
    world.refuses(capture_lines("h", [dr("x:a", 60), dr("x:a", 60), cr("x:b", 100)]), CaptureExceedsHold);
    world.posts(capture_lines("h", [dr("x:a", 20), dr("x:a", 30), cr("x:b", 50)]));
    assert_eq!(world.sums("x:a"), (50, 0, 0, 0));
}

#[test]
fn a_capture_by_lines_is_an_entry_like_any_other() {
    let mut world = World::plain();
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 2), cr("x:c", 3)]));
    world.refuses(capture_lines("h", []), TooFewLines);
    world.refuses(capture_lines("h", [dr("x:a", 2)]), TooFewLines);
    world.refuses(capture_lines("h", [dr("x:a", 3), cr("x:b", 2)]), EntryUnbalanced);
    world.refuses(capture_lines("h", [cr("x:a", 2), cr("x:b", 2)]), CaptureExceedsHold);
    world.refuses(capture_lines("h", [dr("x:nobody", 2), cr("x:b", 2)]), CaptureExceedsHold);
    world.refuses(capture_part("h", 0), CaptureNeedsLines);
    world.posts(capture_lines("h", [dr("x:a", 2), cr("x:b", 2)]));
    assert_eq!(world.sums("x:a"), (2, 0, 0, 0));
    assert_eq!(world.sums("x:c"), (0, 0, 0, 0));
}

#[test]
fn a_capture_of_nothing_is_no_capture() {
    let world = held();
    world.refuses(capture_part("h", 0), AmountNotPositive);
    world.refuses(capture_part("h", -1), AmountNotPositive);
    let dollars = CapturePart::Amount(5, usd());
    world.refuses(capture_as("h", dollars, false), CurrencyMismatch);
}
