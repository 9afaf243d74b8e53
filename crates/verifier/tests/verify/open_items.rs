//! Open items: never cleared for more than is open, and taken back with the entry that moved them.

use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::*;
use verifier::catalogue::Code;

use crate::world::*;

/// An entry that moves an item of account `4`, which grows by credits.
fn of_item(name: &str, amount: i64) -> FactKind {
    let item = OpenItem { entity: String::new(), code: "4".to_owned(), name: name.to_owned() };
    FactKind::EntryPosted(Entry { open_item: Some(item), ..entry(&[("1", amount), ("4", -amount)]) })
}

fn found(world: &World) -> Vec<(Code, String)> {
    let found = findings(&world.export(&[]).verify()).into_iter();
    found.map(|finding| (finding.text.code, finding.place.field.unwrap())).collect()
}

#[test]
fn an_item_is_cleared_for_no_more_than_is_open_and_may_grow_again() {
    let mut world = World::new();
    world.posted(vec![of_item("RF-1", 10), of_item("RF-2", 3), of_item("RF-1", -4)]);
    world.posted(vec![of_item("RF-1", -6)]);
    world.posted(vec![of_item("RF-1", 5), of_item("RF-1", -5)]);
    assert_eq!(world.codes(), []);
    let mut over = world.clone();
    over.posted(vec![of_item("RF-2", -4)]);
    assert_eq!(
        found(&over),
        [(Code::ExceedsOpenItem, "outcome.posted.facts[0].entry_posted.open_item".to_owned())]
    );
    over = world.clone();
    over.posted(vec![of_item("RF-1", -1)]);
    assert_eq!(over.codes(), [Code::ExceedsOpenItem], "a cleared item is not there any more");
}

#[test]
fn an_item_has_a_name_and_an_account_and_no_hold_makes_one() {
    let field = |name: &str| format!("outcome.posted.facts[0].{name}");
    let mut world = World::new();
    world.posted(vec![of_item("", 10)]);
    assert_eq!(found(&world), [(Code::FieldMissing, field("entry_posted.open_item.name"))]);
    let mut world = World::new();
    let FactKind::EntryPosted(mut unknown) = of_item("RF-1", 10) else { unreachable!() };
    unknown.open_item.as_mut().unwrap().code = "9".to_owned();
    world.posted(vec![FactKind::EntryPosted(unknown)]);
    assert_eq!(found(&world), [(Code::AccountUnknown, field("entry_posted.open_item"))]);
    let mut world = World::new();
    world.posted(vec![hold("a", &[("1", 5), ("4", -5)], 0)]);
    let FactKind::HoldCaptured(mut captured) = capture("a", &[("1", 5), ("4", -5)], false) else {
        unreachable!()
    };
    let FactKind::EntryPosted(with_item) = of_item("RF-1", 5) else { unreachable!() };
    captured.entry.as_mut().unwrap().open_item = with_item.open_item;
    world.posted(vec![FactKind::HoldCaptured(captured)]);
    assert_eq!(found(&world), [(Code::FieldForbidden, field("hold_captured.entry.open_item"))]);
}

#[test]
fn a_reversal_takes_back_the_item_too() {
    let reversal = |with_item: bool| {
        let mut world = World::new();
        world.posted(vec![of_item("RF-1", 10)]);
        let mut facts = reverse(world.last(), &[("1", 10), ("4", -10)]);
        let (FactKind::EntryPosted(back), FactKind::EntryPosted(original)) =
            (&mut facts[0], of_item("RF-1", 10))
        else {
            unreachable!()
        };
        back.open_item = original.open_item.filter(|_| with_item);
        world.posted(facts);
        world.codes()
    };
    assert_eq!(reversal(true), []);
    assert_eq!(reversal(false), [Code::ReversalDiffers]);
}
