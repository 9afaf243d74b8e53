//! Appropriations of fiscal years, each rule broken once. All hashes and signatures are right: only the sums give it away.

use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::*;
use verifier::catalogue::{Code, Language};

use crate::world::*;

/// Days of the year that the book is opened in, 2026.
const YEAR: i32 = 365;

fn budget_side(code: &str, side: Side) -> FactKind {
    FactKind::AccountOpened(AccountOpened { book_side: BookSide::Budget.into(), ..opened(code, side) })
}

/// Expenditure `5.1`, revenue `4.1` and their contra `0.0`, all of the budget books. Position 3.
fn ledger() -> World {
    let mut world = World::new();
    world.posted(vec![
        budget_side("5.1", Side::Debit),
        budget_side("4.1", Side::Credit),
        budget_side("0.0", Side::Credit),
    ]);
    world
}

fn appropriated(amount: i64) -> FactKind {
    set("5.1", amount, true)
}

fn set(code: &str, amount: i64, enforced: bool) -> FactKind {
    FactKind::BudgetSet(BudgetSet { account: Some(account(code)), amount, enforced })
}

fn spent(amount: i64) -> FactKind {
    post(&[("5.1", amount), ("0.0", -amount)])
}

fn held(name: &str, amount: i64) -> FactKind {
    hold(name, &[("5.1", amount), ("0.0", -amount)], 0)
}

fn captured(name: &str, amount: i64, keep_remainder: bool) -> FactKind {
    capture(name, &[("5.1", amount), ("0.0", -amount)], keep_remainder)
}

/// Posts facts on a day of the first year, or of the one after it.
fn on(world: &mut World, years_later: i32, facts: Vec<FactKind>) {
    let day = DAY + years_later * YEAR;
    let dated = facts.into_iter().map(|mut fact| {
        match &mut fact {
            FactKind::EntryPosted(entry) => entry.effective_date = day,
            FactKind::HoldCaptured(captured) => captured.entry.as_mut().unwrap().effective_date = day,
            _ => {}
        }
        fact
    });
    let dated = dated.collect();
    world.posted(dated).effective_date = day;
}

/// What is found where: code, position, field.
fn found(world: &World) -> Vec<(Code, u64, String)> {
    let of = |finding: verifier::finding::Finding| {
        (finding.text.code, finding.place.position.unwrap(), finding.place.field.unwrap())
    };
    findings(&world.export(&[]).verify()).into_iter().map(of).collect()
}

/// A ledger whose last record is the first that is wrong.
#[track_caller]
fn assert_last(code: Code, field: &str, world: &World) {
    assert_eq!(found(world), [(code, world.last(), format!("outcome.posted.facts{field}"))]);
}

#[test]
fn an_overspent_appropriation_is_named_with_account_year_appropriation_and_sum() {
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(10_000), spent(10_000)]);
    assert_eq!(found(&world), []);
    on(&mut world, 0, vec![spent(1)]);
    assert_last(Code::ExceedsAppropriation, "[0].entry_posted.lines[0].amount", &world);
    let said = findings(&world.export(&[]).verify()).remove(0).text;
    assert_eq!(
        said.say(Language::English),
        "account 1.01:5.1: 100.01 posted and held in 2026 is over that year's appropriation 100.00"
    );
    assert_eq!(
        said.say(Language::Indonesian),
        "akun 1.01:5.1: 100.01 yang dibukukan dan ditahan pada 2026 melebihi anggaran tahun itu, 100.00"
    );
}

#[test]
fn a_hold_over_an_appropriation_is_named_and_what_is_held_counts() {
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), held("a", 101)]);
    assert_last(Code::ExceedsAppropriation, "[1].hold_placed.lines[0].amount", &world);
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), held("a", 60), spent(40)]);
    on(&mut world, 0, vec![captured("a", 20, true), release("a"), spent(40)]);
    assert_eq!(found(&world), [], "what was let go can be spent");
    on(&mut world, 0, vec![held("b", 1)]);
    assert_last(Code::ExceedsAppropriation, "[0].hold_placed.lines[0].amount", &world);
}

#[test]
fn each_fiscal_year_is_counted_alone() {
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), spent(100)]);
    on(&mut world, 1, vec![appropriated(50), spent(50)]);
    on(&mut world, 2, vec![spent(7_000)]);
    assert_eq!(found(&world), [], "a year without appropriation limits nothing");
    on(&mut world, 1, vec![spent(1)]);
    assert_last(Code::ExceedsAppropriation, "[0].entry_posted.lines[0].amount", &world);
    // One year's balance on the other side is no room in the next.
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), spent(-500)]);
    on(&mut world, 1, vec![appropriated(100), spent(101)]);
    assert_last(Code::ExceedsAppropriation, "[1].entry_posted.lines[0].amount", &world);
}

#[test]
fn a_hold_counts_for_the_year_that_placed_it_until_it_is_captured() {
    let across = |next: i64, taken: i64| {
        let mut world = ledger();
        on(&mut world, 0, vec![appropriated(100), held("a", 100)]);
        on(&mut world, 1, vec![appropriated(next), captured("a", taken, true)]);
        world
    };
    assert_eq!(found(&across(40, 40)), []);
    let over = across(40, 41);
    assert_last(Code::ExceedsAppropriation, "[1].hold_captured.entry.lines[0].amount", &over);
    // The rest still counts for the first year, where what was captured left room.
    let mut world = across(40, 40);
    on(&mut world, 0, vec![spent(40)]);
    assert_eq!(found(&world), []);
    on(&mut world, 0, vec![spent(1)]);
    assert_last(Code::ExceedsAppropriation, "[0].entry_posted.lines[0].amount", &world);
    // Within its own year a capture is not asked again, also where the limit went down in between.
    let mut world = ledger();
    on(&mut world, 0, vec![held("a", 100)]);
    on(&mut world, 0, vec![appropriated(10)]);
    on(&mut world, 0, vec![captured("a", 100, false)]);
    assert_eq!(found(&world).len(), 1, "the appropriation below it, and not the capture");
}

#[test]
fn only_growth_is_asked_whatever_the_kind_of_entry() {
    let kind = |kind: EntryKind, amount: i64| {
        let mut posted = entry(&[("5.1", amount), ("0.0", -amount)]);
        posted.kind = kind.into();
        FactKind::EntryPosted(posted)
    };
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), spent(100), kind(EntryKind::Closing, -100)]);
    on(&mut world, 0, vec![kind(EntryKind::Adjustment, 100), kind(EntryKind::Correction, -100)]);
    assert_eq!(found(&world), []);
    for grown in [EntryKind::Closing, EntryKind::Adjustment, EntryKind::Correction, EntryKind::Opening] {
        let mut world = ledger();
        on(&mut world, 0, vec![appropriated(100), kind(grown, 101)]);
        assert_last(Code::ExceedsAppropriation, "[1].entry_posted.lines[0].amount", &world);
    }
    // Relief of a year that is over its appropriation is taken; a reversal that gives back is relief.
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), spent(100)]);
    on(&mut world, 0, vec![spent(-40)]);
    let given_back = world.last();
    on(&mut world, 0, vec![spent(40)]);
    on(&mut world, 0, reverse(given_back, &[("5.1", -40), ("0.0", 40)]));
    assert_last(Code::ExceedsAppropriation, "[0].entry_posted.lines[0].amount", &world);
    // A target of revenue that is enforced is asked on its own side.
    let mut world = ledger();
    on(&mut world, 0, vec![set("4.1", 100, true), post(&[("0.0", 101), ("4.1", -101)])]);
    assert_last(Code::ExceedsAppropriation, "[1].entry_posted.lines[1].amount", &world);
}

#[test]
fn an_appropriation_is_not_set_below_what_its_year_has_committed() {
    let mut world = ledger();
    on(&mut world, 0, vec![spent(60), held("a", 40)]);
    on(&mut world, 1, vec![appropriated(0)]);
    on(&mut world, 0, vec![appropriated(100)]);
    assert_eq!(found(&world), []);
    on(&mut world, 0, vec![appropriated(99)]);
    assert_last(Code::AppropriationBelow, "[0].budget_set.amount", &world);
    // What is only a target may stand anywhere, and lifts the appropriation before it.
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100), spent(100), set("5.1", 50, false), spent(9_000)]);
    assert_eq!(found(&world), []);
}

#[test]
fn an_appropriation_is_of_the_budget_side_and_of_a_year_that_is_open() {
    let mut world = ledger();
    on(&mut world, 0, vec![set("5", 100, false)]);
    assert_eq!(found(&world), []);
    on(&mut world, 0, vec![set("5", 100, true)]);
    assert_last(Code::AppropriationSide, "[0].budget_set.amount", &world);
    let closed = |period: &str| {
        let mut world = ledger();
        let closed = PeriodClosed { period: period.to_owned(), late_items_move: false };
        on(&mut world, 0, vec![FactKind::PeriodClosed(closed)]);
        on(&mut world, 0, vec![appropriated(100)]);
        world
    };
    assert_eq!(found(&closed("2026-01")), [], "a month that is closed takes budgets");
    assert_last(Code::BudgetClosed, "[0].budget_set", &closed("2026"));
}

#[test]
fn holds_that_expire_or_are_released_leave_their_room_to_their_own_year() {
    let mut world = ledger();
    on(&mut world, 0, vec![appropriated(100)]);
    let expires_at = START + (world.last() as i64 + 2) * SECOND;
    on(&mut world, 0, vec![hold("a", &[("5.1", 100), ("0.0", -100)], expires_at)]);
    let released = HoldReleased { hold: "a".to_owned(), reason: "expired".to_owned() };
    world.internal(Stored::HoldsExpired(HoldsExpired { holds: vec![released] }));
    on(&mut world, 0, vec![spent(100)]);
    assert_eq!(found(&world), []);
    let checked = sentences(&world.export(&[]).verify().checked);
    assert!(checked.iter().any(|said| said.contains("none of 1 appropriations")), "{checked:?}");
    on(&mut world, 0, vec![spent(1)]);
    assert_last(Code::ExceedsAppropriation, "[0].entry_posted.lines[0].amount", &world);
}

#[test]
fn a_code_that_the_rulebook_names_takes_nothing_without_an_appropriation_once_its_entity_is_budgeted() {
    let ruled = |yaml: &str| {
        let mut world = ledger();
        let Stored::RulebookPublished(published) = rulebook(1) else { unreachable!() };
        let sha256 = <sha2::Sha256 as sha2::Digest>::digest(yaml).to_vec().into();
        let yaml = yaml.as_bytes().to_vec().into();
        world.internal(Stored::RulebookPublished(RulebookPublished { sha256, yaml, ..published }));
        world.posted(vec![budget_side("5.2~1", Side::Debit)]);
        world
    };
    let unappropriated = || post(&[("5.2~1", 5), ("0.0", -5)]);
    let mut world = ruled("name: aturan\nappropriated: [\"5\"]\n");
    on(&mut world, 0, vec![unappropriated(), set("5.1", 100, false), unappropriated()]);
    assert_eq!(found(&world), [], "nobody is asked before the entity has a budget");
    on(&mut world, 0, vec![appropriated(100)]);
    on(&mut world, 1, vec![unappropriated()]);
    on(&mut world, 0, vec![post(&[("5.2~1", -1), ("0.0", 1)]), set("5.2~1", 0, false), unappropriated()]);
    assert_eq!(found(&world), [], "another year; what comes back; a target that is not enforced");
    let mut world = ruled("name: aturan\nappropriated:\n  - 5\n");
    on(&mut world, 0, vec![appropriated(100), unappropriated()]);
    assert_last(Code::ExceedsAppropriation, "[1].entry_posted.lines[0].amount", &world);
    // Only what the rulebook names, and a list that can't be read is told.
    let mut world = ruled("name: aturan\nappropriated: [6]\n");
    on(&mut world, 0, vec![appropriated(100), unappropriated()]);
    assert_eq!(found(&world), []);
    let mut world = ruled("name: aturan\nappropriated: *codes\n");
    on(&mut world, 0, vec![appropriated(100), unappropriated()]);
    let outcome = world.export(&[]).verify();
    assert_eq!(codes(&outcome), []);
    assert!(outcome.notes.iter().any(|note| note.code == Code::NoteAppropriated));
}
