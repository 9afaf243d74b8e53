//! Open items: what one entry put on an account others clear, up to its amount and under its name.

use ledger::RefusalCode::*;
use ledger::command::NamedItem;
use ledger::{EntryKind, Instruction, Request};

use crate::world::*;

/// Money into suspense on the credit-normal `x:s` under a name, or with a negative amount out of it.
fn suspense<'a>(name: &'a str, amount: i64) -> Instruction<'a> {
    let lines = if amount > 0 {
        vec![dr("x:a", amount), cr("x:s", amount)]
    } else {
        vec![dr("x:s", -amount), cr("x:b", -amount)]
    };
    let open_item = Some(NamedItem { account: account("x:s"), name });
    Instruction::Post { kind: EntryKind::General, lines, description: "", open_item }
}

fn world() -> World {
    let mut world = World::plain();
    world.posts(open("x:s", ledger::Terms { normal_side: ledger::Side::Credit, ..terms() }));
    world
}

/// What is open by name, credits positive.
fn open_items(world: &World) -> Vec<(String, i64)> {
    world.book.open_items().iter().map(|((_, name), open)| (name.to_string(), -open)).collect()
}

#[test]
fn an_item_is_cleared_in_parts_and_never_beyond_its_amount() {
    let mut world = world();
    world.posts(suspense("one", 10));
    world.posts(suspense("two", 50));
    world.posts(suspense("one", -4));
    assert_eq!(open_items(&world), [("one".to_owned(), 6), ("two".to_owned(), 50)]);
    let refusal = refused_as(world.tries(suspense("one", -7)), ExceedsOpenItem);
    assert_eq!(refusal.detail, "account \"x:s\", item \"one\": 0.07 to be cleared, 0.06 open");
    world.posts(suspense("one", -6));
    assert_eq!(open_items(&world), [("two".to_owned(), 50)], "a cleared item is gone");
    world.refuses(suspense("never", -1), ExceedsOpenItem);
    world.posts(suspense("one", 3));
}

#[test]
fn linked_entries_see_what_those_before_them_cleared() {
    let mut world = world();
    world.posts(suspense("one", 10));
    let event = vec![suspense("one", -6), suspense("one", -5)];
    refuses_item(&world, event, 1, ExceedsOpenItem);
    world.posts_linked(vec![suspense("two", 5), suspense("two", -5)]);
    assert_eq!(open_items(&world), [("one".to_owned(), 10)]);
}

#[test]
fn a_reversal_opens_an_item_again_and_takes_none_back_that_was_cleared() {
    let mut world = world();
    let made = world.posts(suspense("one", 10));
    let cleared = world.posts(suspense("one", -10));
    refused_as(world.decide(world.reversal_of(made)), ExceedsOpenItem);
    world.reverses(cleared);
    assert_eq!(open_items(&world), [("one".to_owned(), 10)]);
    world.reverses(made);
    assert_eq!(open_items(&world), []);
}

#[test]
fn limits_come_before_the_item_and_the_length_of_its_name_before_all() {
    let mut world = world();
    let limited = ledger::Terms { debits_must_not_exceed_credits: true, ..terms() };
    world.posts(open("x:l", limited));
    let lines = vec![dr("x:l", 5), cr("x:s", 5)];
    let open_item = Some(NamedItem { account: account("x:l"), name: "one" });
    assert!(ExceedsCredits < ExceedsOpenItem);
    world.refuses(
        Instruction::Post { kind: EntryKind::General, lines, description: "", open_item },
        ExceedsCredits,
    );
    let long = "x".repeat(129);
    refused_as(world.decide(Request::Instructions(vec![suspense(&long, -1)])), FieldInvalid);
}

#[test]
fn an_entry_without_a_name_moves_the_account_and_no_item() {
    let mut world = world();
    world.posts(suspense("one", 10));
    world.posts(transfer("x:s", "x:b", 9));
    world.posts(suspense("one", -10));
    assert_eq!(open_items(&world), []);
}
