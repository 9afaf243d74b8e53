//! Linked instructions stand or fall together; closed accounts take nothing but releases.

use ledger::{AccountName, Decision, HoldState, RefusalCode::*, Terms};

use crate::world::*;

#[test]
fn all_items_land_together() {
    let mut world = World::plain();
    world.posts_linked(vec![transfer("x:a", "x:b", 5), transfer("x:c", "x:a", 5)]);
    assert_eq!(world.sums("x:a"), (5, 5, 0, 0));
    assert_eq!(world.sums("x:c"), (5, 0, 0, 0));
}

#[test]
fn one_bad_item_leaves_nothing_behind_and_is_named() {
    let mut world = World::plain();
    world.posts(ceiling("x:c", 4));
    let before = world.book.digest();
    let items = vec![transfer("x:a", "x:b", 5), open("x:new", terms()), transfer("x:c", "x:a", 5)];
    refuses_item(&world, items, 2, ExceedsCeiling);
    assert_eq!(world.book.digest(), before);
    let new = AccountName { entity: "x", code: "new" };
    assert_eq!(world.book.account_id(new), None);
}

#[test]
fn the_first_bad_item_is_the_answer() {
    let world = World::plain();
    let items = vec![transfer("x:a", "x:b", 5), reopen("x:a"), transfer("x:nobody", "x:b", 5)];
    refuses_item(&world, items, 1, AccountNotClosed);
}

#[test]
fn a_single_instruction_names_no_item() {
    let refusal = refused_as(World::plain().tries(reopen("x:a")), AccountNotClosed);
    assert_eq!(refusal.item, None);
}

#[test]
fn later_items_see_what_earlier_ones_did() {
    let mut world = World::plain();
    let limited = Terms { debits_must_not_exceed_credits: true, ..terms() };
    world.posts_linked(vec![
        open("x:wallet", limited),
        transfer("x:a", "x:wallet", 10),
        hold("h", [dr("x:wallet", 10), cr("x:b", 10)]),
        capture_part("h", 4),
        transfer("x:wallet", "x:b", 6),
        close("x:wallet"),
    ]);
    assert_eq!(world.sums("x:wallet"), (10, 10, 0, 0));
    refuses_item(&world, vec![reopen("x:wallet"), transfer("x:wallet", "x:b", 1)], 1, ExceedsCredits);
    refuses_item(&world, vec![close("x:b"), transfer("x:b", "x:a", 1)], 1, AccountClosed);
    refuses_item(&world, vec![open("x:n", terms()), open("x:n", terms())], 1, AccountExists);
    let twice = || hold("g", [dr("x:a", 1), cr("x:b", 1)]);
    refuses_item(&world, vec![twice(), twice()], 1, HoldExists);
    refuses_item(&world, vec![twice(), release("g"), capture("g")], 2, HoldAlreadyReleased);
}

#[test]
fn an_earlier_item_does_not_borrow_from_a_later_one() {
    let mut world = World::plain();
    world.posts(open("x:wallet", Terms { debits_must_not_exceed_credits: true, ..terms() }));
    let (out, back) = (|| transfer("x:wallet", "x:b", 5), || transfer("x:a", "x:wallet", 5));
    refuses_item(&world, vec![out(), back()], 0, ExceedsCredits);
    world.posts_linked(vec![back(), out()]);
}

#[test]
fn budgets_in_one_link_see_one_another() {
    let mut world = World::charted();
    world.posts_linked(vec![budget("x:5.1", None, 100, true), budget("x:5.1", Some(100), 150, true)]);
    let id = world.book.account_id(account("x:5.1")).expect("opened by its budget");
    assert_eq!(world.book.budgets()[&(id, 2026)].amount, 150);
}

#[test]
fn a_closed_account_takes_no_entry_no_hold_and_no_capture() {
    let mut world = World::plain();
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    world.posts(close("x:a"));
    world.refuses(transfer("x:a", "x:b", 1), AccountClosed);
    world.refuses(transfer("x:b", "x:a", 1), AccountClosed);
    world.refuses(hold("g", [dr("x:a", 5), cr("x:b", 5)]), AccountClosed);
    world.refuses(capture("h"), AccountClosed);
    world.refuses(ceiling("x:a", 10), AccountClosed);
    world.refuses(open("x:a", terms()), AccountExists);
}

#[test]
fn a_hold_on_a_closed_account_can_be_released() {
    let mut world = World::plain();
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    world.posts(close("x:a"));
    world.posts(release("h"));
    assert_eq!(world.sums("x:a"), (0, 0, 0, 0));
}

#[test]
fn a_hold_on_a_closed_account_still_expires() {
    let mut world = World::plain();
    world.posts(hold_until("h", 10, [dr("x:a", 5), cr("x:b", 5)]));
    world.posts(close("x:a"));
    world.at(10);
    assert_eq!(world.hold_state("h"), HoldState::Expired);
}

#[test]
fn a_reopened_account_takes_entries_again() {
    let mut world = World::plain();
    world.posts(close("x:a"));
    world.posts(reopen("x:a"));
    world.posts(transfer("x:a", "x:b", 1));
}

#[test]
fn an_account_nobody_opened_is_neither_closed_nor_reopened_nor_limited() {
    let world = World::plain();
    for instruction in [close("x:nobody"), reopen("x:nobody"), ceiling("x:nobody", 5)] {
        world.refuses(instruction, AccountUnknown);
    }
}

#[test]
fn deciding_changes_nothing() {
    let world = World::plain();
    let before = world.book.digest();
    let decided = world.tries(transfer("x:a", "x:b", 5));
    assert!(matches!(decided, Decision::Posted(_)));
    assert_eq!(world.book.digest(), before);
    assert_eq!(world.tries(transfer("x:a", "x:b", 5)), decided);
}
