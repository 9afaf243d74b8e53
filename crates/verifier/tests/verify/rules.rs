//! Each rule of the ledger, broken once. All hashes and signatures are right: only the records give it away.

use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::*;
use verifier::catalogue::Code;

use crate::world::*;

/// The first finding of a ledger: its code, position and field.
fn first(world: &World) -> (Code, Option<u64>, String) {
    let found = findings(&world.export(&[]).verify());
    let first = found.first().expect("something is wrong");
    (first.text.code, first.place.position, first.place.field.clone().unwrap_or_default())
}

/// Breaks a rule in a new ledger's next record, position 3, and asserts what is found there.
#[track_caller]
fn assert_found(code: Code, field: &str, break_it: impl FnOnce(&mut World)) {
    let mut world = World::new();
    break_it(&mut world);
    let last = world.last();
    assert_eq!(first(&world), (code, Some(last), field.to_owned()));
}

/// The same for an event that posted facts.
#[track_caller]
fn assert_refuted(code: Code, field: &str, facts: Vec<FactKind>) {
    assert_found(code, &format!("outcome.posted.facts{field}"), |world| {
        world.posted(facts);
    });
}

fn with_entry(change: impl FnOnce(&mut Entry)) -> Vec<FactKind> {
    let mut changed = entry(&[("1", 5), ("4", -5)]);
    change(&mut changed);
    vec![FactKind::EntryPosted(changed)]
}

#[test]
fn positions_count_up_and_time_never_runs_backwards() {
    assert_found(Code::PositionWrong, "position", |world| {
        world.posted(vec![post(&[("1", 5), ("4", -5)])]).position = 9;
    });
    assert_found(Code::TimeBackwards, "recorded_at", |world| {
        world.posted(vec![post(&[("1", 5), ("4", -5)])]).recorded_at = START;
    });
}

#[test]
fn the_first_record_and_no_other_opens_the_book_that_the_log_is_named_after() {
    let mut world = World::default();
    world.posted(vec![open("1", Side::Debit)]);
    assert_eq!(first(&world), (Code::BookNotOpened, Some(1), "outcome".to_owned()));
    let opened = World::new().records[0].outcome.clone().unwrap();
    assert_found(Code::BookOpenedTwice, "outcome", |world| {
        world.internal(opened);
    });
    let mut world = World::new();
    let Some(Stored::BookOpened(opened)) = &mut world.records[0].outcome else { unreachable!() };
    opened.name = "lain".to_owned();
    assert_eq!(first(&world).0, Code::BookName);
}

#[test]
fn entries_balance_and_their_lines_are_sound() {
    assert_refuted(Code::EntryUnbalanced, "[0].entry_posted.lines", vec![post(&[("1", 5), ("4", -4)])]);
    assert_refuted(Code::TooFewLines, "[0].entry_posted.lines", vec![post(&[("1", 5)])]);
    assert_refuted(
        Code::LineZero,
        "[0].entry_posted.lines[1].amount",
        vec![post(&[("1", 5), ("5", 0), ("4", -5)])],
    );
    assert_refuted(
        Code::AccountUnknown,
        "[0].entry_posted.lines[0].code",
        vec![post(&[("9", 5), ("4", -5)])],
    );
    assert_refuted(Code::ValueUnknown, "[0].entry_posted.kind", with_entry(|entry| entry.kind = 0));
    assert_refuted(Code::ValueUnknown, "[0].entry_posted.kind", with_entry(|entry| entry.kind = 99));
    assert_refuted(
        Code::DateDiffers,
        "[0].entry_posted.effective_date",
        with_entry(|entry| entry.effective_date += 1),
    );
    let named = |entry: &mut Entry| entry.lines[1].entity = "1.01".to_owned();
    assert_refuted(Code::EntityRepeated, "[0].entry_posted.lines[1].entity", with_entry(named));
}

#[test]
fn entries_balance_within_currency_and_book_side() {
    let dollars = AccountOpened { currency: "USD".to_owned(), ..opened("7", Side::Credit) };
    let facts = vec![FactKind::AccountOpened(dollars), post(&[("1", 5), ("7", -5)])];
    assert_refuted(Code::EntryUnbalanced, "[1].entry_posted.lines", facts);
    let budget = AccountOpened { book_side: BookSide::Budget.into(), ..opened("7", Side::Credit) };
    let facts = vec![FactKind::AccountOpened(budget), post(&[("1", 5), ("7", -5)])];
    assert_refuted(Code::EntryUnbalanced, "[1].entry_posted.lines", facts);
}

#[test]
fn entries_balance_within_entities_where_the_book_asks_for_it() {
    let facts = || {
        let other = AccountOpened { entity: "2.02".to_owned(), ..opened("4", Side::Credit) };
        let mut across = entry(&[("1", 5), ("4", -5)]);
        across.lines[1].entity = "2.02".to_owned();
        vec![FactKind::AccountOpened(other), FactKind::EntryPosted(across)]
    };
    let mut world = World::new();
    world.posted(facts());
    assert_eq!(world.codes(), []);
    let Some(Stored::BookOpened(opened)) = &mut world.records[0].outcome else { unreachable!() };
    opened.balance_per_entity = true;
    assert_eq!(
        first(&world),
        (Code::EntityUnbalanced, Some(3), "outcome.posted.facts[1].entry_posted.lines".to_owned())
    );
}

#[test]
fn accounts_are_opened_once_in_known_terms_and_take_nothing_when_closed() {
    assert_refuted(Code::AccountOpenedTwice, "[0].account_opened.code", vec![open("1", Side::Debit)]);
    for (field, code, change) in [
        ("entity", Code::NotAName, (|opened| opened.entity = "a b".to_owned()) as fn(&mut AccountOpened)),
        ("entity", Code::NotAName, |opened| opened.entity = "a~b".to_owned()),
        ("code", Code::NotAName, |opened| opened.code = "5.1~".to_owned()),
        ("code", Code::NotAName, |opened| opened.code = "5.1~a~b".to_owned()),
        ("currency", Code::ValueUnknown, |opened| opened.currency = "rp".to_owned()),
        ("normal_side", Code::ValueUnknown, |opened| opened.normal_side = 7),
        ("book_side", Code::ValueUnknown, |opened| opened.book_side = 0),
        ("ceiling", Code::AmountNegative, |opened| opened.ceiling = Some(-1)),
    ] {
        let mut opened = opened("9", Side::Debit);
        change(&mut opened);
        assert_refuted(code, &format!("[0].account_opened.{field}"), vec![FactKind::AccountOpened(opened)]);
    }
    let mut world = World::new();
    world.posted(vec![open("5.1.02~5.02.01", Side::Debit)]);
    assert_eq!(world.codes(), [], "a sub-account is an account");
    let close = || FactKind::AccountClosed(account("1"));
    let facts = vec![close(), post(&[("1", 5), ("4", -5)])];
    assert_refuted(Code::AccountClosed, "[1].entry_posted.lines[0].code", facts);
    assert_refuted(Code::AccountClosed, "[1].account_closed", vec![close(), close()]);
    assert_refuted(
        Code::AccountNotClosed,
        "[0].account_reopened",
        vec![FactKind::AccountReopened(account("1"))],
    );
    assert_refuted(Code::AccountUnknown, "[0].account_closed", vec![FactKind::AccountClosed(account("9"))]);
}

#[test]
fn limits_are_never_broken() {
    let debits = AccountOpened { debits_must_not_exceed_credits: true, ..opened("7", Side::Credit) };
    let credits = AccountOpened { credits_must_not_exceed_debits: true, ..opened("7", Side::Debit) };
    let capped = AccountOpened { ceiling: Some(10), ..opened("7", Side::Debit) };
    let after = |opened: &AccountOpened, facts: Vec<FactKind>| {
        let mut all = vec![FactKind::AccountOpened(opened.clone())];
        all.extend(facts);
        all
    };
    let field = "[1].entry_posted.lines[0].amount";
    assert_refuted(Code::ExceedsCredits, field, after(&debits, vec![post(&[("7", 1), ("1", -1)])]));
    assert_refuted(Code::ExceedsDebits, field, after(&credits, vec![post(&[("7", -1), ("1", 1)])]));
    assert_refuted(Code::ExceedsCeiling, field, after(&capped, vec![post(&[("7", 11), ("1", -11)])]));
    // What is held counts as if it were posted.
    let held = vec![hold("a", &[("7", 6), ("1", -6)], 0), post(&[("7", 5), ("1", -5)])];
    assert_refuted(Code::ExceedsCeiling, "[2].entry_posted.lines[0].amount", after(&capped, held));
    let posted = vec![post(&[("7", -9), ("1", 9)])];
    let held = [posted, vec![hold("a", &[("7", 5), ("1", -5)], 0), post(&[("7", 5), ("1", -5)])]].concat();
    assert_refuted(Code::ExceedsCredits, "[3].entry_posted.lines[0].amount", after(&debits, held));
    let posted = vec![post(&[("7", 9), ("1", -9)])];
    let held = [posted, vec![hold("a", &[("7", -5), ("1", 5)], 0), post(&[("7", -5), ("1", 5)])]].concat();
    assert_refuted(Code::ExceedsDebits, "[3].entry_posted.lines[0].amount", after(&credits, held));
    // A limit that is broken is found where it grew, and not again where it is relieved.
    let mut world = World::new();
    world.posted(after(&capped, vec![post(&[("7", 15), ("1", -15)]), post(&[("7", -1), ("1", 1)])]));
    assert_eq!(world.codes(), [Code::ExceedsCeiling]);
    // Up to the limit is within it, and relief is never refused.
    let mut world = World::new();
    world.posted(after(&capped, vec![post(&[("7", 10), ("1", -10)]), post(&[("7", -3), ("1", 3)])]));
    assert_eq!(world.codes(), []);
    let set = FactKind::CeilingSet(CeilingSet { account: Some(account("7")), ceiling: Some(9) });
    let facts = after(&capped, vec![post(&[("7", 10), ("1", -10)]), set]);
    assert_refuted(Code::CeilingBelow, "[2].ceiling_set.ceiling", facts);
    let budget = FactKind::BudgetSet(BudgetSet { account: Some(account("1")), amount: -1, enforced: false });
    assert_refuted(Code::AmountNegative, "[0].budget_set.amount", vec![budget]);
}

#[test]
fn sums_stay_within_64_bits() {
    let most = [("1", i64::MAX), ("4", -i64::MAX)];
    assert_refuted(
        Code::SumBeyond,
        "[1].entry_posted.lines[0].amount",
        vec![post(&most), post(&[("1", 1), ("4", -1)])],
    );
    assert_refuted(
        Code::SumBeyond,
        "[0].entry_posted.lines[0].amount",
        vec![post(&[("1", i64::MIN), ("4", i64::MAX), ("5", 1)])],
    );
}

#[test]
fn holds_are_placed_once_and_captured_within_what_they_hold() {
    let lines = [("5", 10), ("1", -10)];
    assert_refuted(Code::HoldUnknown, "[0].hold_captured.hold", vec![capture("a", &lines, false)]);
    assert_refuted(Code::HoldUnknown, "[0].hold_released.hold", vec![release("a")]);
    assert_refuted(Code::HoldExists, "[1].hold_placed.id", vec![hold("a", &lines, 0), hold("a", &lines, 0)]);
    let beyond = vec![hold("a", &lines, 0), capture("a", &[("5", 11), ("1", -11)], false)];
    assert_refuted(Code::CaptureBeyond, "[1].hold_captured.entry.lines[0].amount", beyond);
    let other_side = vec![hold("a", &lines, 0), capture("a", &[("5", -1), ("1", 1)], false)];
    assert_refuted(Code::CaptureBeyond, "[1].hold_captured.entry.lines[0].amount", other_side);
    let twice = vec![hold("a", &lines, 0), capture("a", &lines, true), capture("a", &lines, true)];
    assert_refuted(Code::HoldUnknown, "[2].hold_captured.hold", twice);
    let rest = vec![hold("a", &lines, 0), capture("a", &[("5", 4), ("1", -4)], false), release("a")];
    assert_refuted(Code::HoldUnknown, "[2].hold_released.hold", rest);
    assert_refuted(
        Code::EntryUnbalanced,
        "[0].hold_placed.lines",
        vec![hold("a", &[("5", 10), ("1", -9)], 0)],
    );
    assert_refuted(Code::FieldMissing, "[0].hold_placed.id", vec![hold("", &lines, 0)]);
}

#[test]
fn the_name_of_a_settled_hold_is_never_used_again() {
    let lines = [("5", 10), ("1", -10)];
    assert_found(Code::HoldExists, "outcome.posted", |world| {
        world.posted(vec![hold("a", &lines, 0), release("a"), hold("a", &lines, 0)]);
    });
    assert_found(Code::HoldExists, "outcome.posted", |world| {
        world.posted(vec![hold("a", &lines, 0), release("a")]);
        world.posted(vec![hold("b", &lines, 0), hold("a", &lines, 0)]);
    });
}

#[test]
fn holds_let_go_at_their_time_and_not_before() {
    let lines = [("5", 10), ("1", -10)];
    assert_refuted(Code::HoldOverdue, "[0].hold_placed.expires_at", vec![hold("a", &lines, START)]);
    let placed = |world: &mut World, expires_at| {
        world.posted(vec![hold("a", &lines, expires_at)]);
    };
    let field = "outcome.holds_expired.holds[0]";
    assert_found(Code::HoldExpiredEarly, &format!("{field}.hold"), |world| {
        placed(world, START + 5 * SECOND);
        world.internal(expired("a"));
    });
    assert_found(Code::HoldExpiredEarly, &format!("{field}.hold"), |world| {
        placed(world, 0);
        world.internal(expired("a"));
    });
    assert_found(Code::HoldOverdue, "outcome.posted.facts[0].hold_captured.hold", |world| {
        placed(world, START + 4 * SECOND);
        world.posted(vec![capture("a", &lines, false)]);
    });
    assert_found(Code::HoldOverdue, "outcome.posted.facts[0].hold_released.hold", |world| {
        placed(world, START + 4 * SECOND);
        world.posted(vec![release("a")]);
    });
    assert_found(Code::HoldReason, &format!("{field}.reason"), |world| {
        placed(world, START + 4 * SECOND);
        let released = HoldReleased { hold: "a".to_owned(), reason: "released".to_owned() };
        world.internal(Stored::HoldsExpired(HoldsExpired { holds: vec![released] }));
    });
}

#[test]
fn a_reversal_is_the_exact_opposite_of_an_earlier_posting_and_comes_once() {
    let lines = [("1", 5), ("4", -5)];
    let marked = "outcome.posted.facts[1].reversed";
    let reversed_by = |code: Code, facts: Vec<FactKind>| {
        assert_found(code, marked, |world| {
            world.posted(vec![post(&lines)]);
            world.posted(facts);
        });
    };
    reversed_by(Code::ReversesLater, reverse(4, &lines));
    reversed_by(Code::ReversesLater, reverse(9, &lines));
    reversed_by(Code::ReversalDiffers, reverse(3, &[("1", 4), ("4", -4)]));
    reversed_by(Code::ReversalDiffers, reverse(3, &[("4", -5), ("1", 5)]));
    reversed_by(Code::ReversesNothing, reverse(1, &lines));
    reversed_by(Code::ReversesNothing, reverse(2, &lines));
    let mut other_day = reverse(3, &lines);
    if let FactKind::EntryPosted(entry) = &mut other_day[0] {
        entry.effective_date += 1;
    }
    reversed_by(Code::ReversalDiffers, other_day);
    assert_found(Code::ReversedTwice, marked, |world| {
        world.posted(vec![post(&lines)]);
        world.posted(reverse(3, &lines));
        world.posted(reverse(3, &lines));
    });
    assert_found(Code::ReversesNothing, marked, |world| {
        world.posted(vec![post(&lines), hold("a", &lines, 0)]);
        world.posted(reverse(3, &lines));
    });
    assert_found(Code::ReversalUnmarked, "outcome.posted.facts[0].entry_posted.reverses", |world| {
        world.posted(vec![post(&lines)]);
        world.posted(reverse(3, &lines)[..1].to_vec());
    });
    assert_found(Code::KindWrong, "outcome.posted.facts[0].entry_posted.kind", |world| {
        world.posted(vec![post(&lines)]);
        let mut facts = reverse(3, &lines);
        if let FactKind::EntryPosted(entry) = &mut facts[0] {
            entry.kind = EntryKind::General.into();
        }
        world.posted(facts);
    });
}

#[test]
fn a_capture_and_a_reversal_can_be_reversed() {
    let lines = [("5", 10), ("1", -10)];
    let mut world = World::new();
    world.posted(vec![hold("a", &lines, 0)]);
    world.posted(vec![capture("a", &lines, false)]);
    world.posted(reverse(4, &lines));
    world.posted(reverse(5, &[("5", -10), ("1", 10)]));
    assert_eq!(world.codes(), []);
}

#[test]
fn an_identity_has_one_outcome_besides_refused_conflicts() {
    let same = |world: &mut World, outcome: Stored| world.event(outcome).id = "setoran-2".to_owned();
    assert_found(Code::IdentityTwice, "id", |world| same(world, refused("no_rule")));
    assert_found(Code::IdentityTwice, "id", |world| same(world, quarantined()));
    let mut world = World::new();
    same(&mut world, refused("identity_conflict"));
    same(&mut world, refused("identity_conflict"));
    // Another source's event of the same id is another event; without both halves there is no identity.
    let other = world.event(refused("no_rule"));
    (other.source, other.id) = ("//lain".to_owned(), "setoran-2".to_owned());
    for _ in 0..2 {
        let half = world.event(refused("no_rule"));
        (half.source, half.id) = (String::new(), "setoran-2".to_owned());
    }
    assert_eq!(world.codes(), []);
}

#[test]
fn charts_and_rulebooks_have_their_digests_and_their_versions_count_up() {
    assert_found(Code::ChartVersion, "outcome.chart_published.version", |world| {
        world.internal(chart(2));
    });
    assert_found(Code::ChartVersion, "outcome.chart_published.version", |world| {
        world.internal(chart(1));
        world.internal(chart(1));
    });
    assert_found(Code::RulebookVersion, "outcome.rulebook_published.version", |world| {
        world.internal(rulebook(5));
        world.internal(rulebook(5));
    });
    assert_found(Code::DigestDiffers, "outcome.chart_published.sha256", |world| {
        let Stored::ChartPublished(mut published) = chart(1) else { unreachable!() };
        published.csv = b"code,name\n1,Kas\n".as_slice().into();
        world.internal(Stored::ChartPublished(published));
    });
    let by_rule = |rule: &str, version| {
        let facts = vec![fact(post(&[("1", 5), ("4", -5)]))];
        Stored::Posted(Posted { rule: rule.to_owned(), rulebook_version: version, facts })
    };
    for (rule, version) in [("setoran", 2), ("setoran", 0), ("", 5)] {
        assert_found(Code::RuleVersionWrong, "outcome.posted.rulebook_version", |world| {
            world.internal(rulebook(5));
            world.event(by_rule(rule, version));
        });
    }
}

#[test]
fn a_record_has_what_its_outcome_asks_for_and_nothing_else() {
    assert_found(Code::OutcomeMissing, "outcome", |world| world.event(refused("x")).outcome = None);
    assert_found(Code::FieldMissing, "outcome.posted.facts", |world| {
        world.posted(vec![]);
    });
    assert_found(Code::FieldMissing, "outcome.posted.facts[0]", |world| {
        let facts = vec![Fact { fact: None }];
        world.event(Stored::Posted(Posted { facts, ..Posted::default() }));
    });
    assert_found(Code::FieldMissing, "outcome.refused.code", |world| {
        world.event(refused(""));
    });
    assert_found(Code::FieldForbidden, "source", |world| world.internal(chart(1)).source = "//x".to_owned());
    assert_found(Code::FieldForbidden, "bus", |world| {
        world.internal(chart(1)).bus = Some(BusCoordinates { stream: 1, sequence: 1 });
    });
    assert_found(Code::FieldForbidden, "raw_content_type", |world| {
        world.event(refused("x")).raw_content_type = "text/plain".to_owned();
    });
}

/// The ledger with a bus, a repeat and a statement over both; `change` changes the statement.
fn stated(change: impl FnOnce(&mut World, &mut CompletenessStated)) -> World {
    let mut world = World::new();
    world.bus_event(refused("no_rule"));
    let repeat = world.repeat(3);
    world.bus_event(quarantined());
    let repeats = vec![Repeat { recorded_at: START + 4 * SECOND, ..repeat }];
    let range = BusRange {
        stream: 1,
        name: "PAYMENTS".to_owned(),
        created_at: "2026".to_owned(),
        first: 1,
        last: 3,
        refused: 1,
        quarantined: 1,
        repeated: 1,
        last_digest: vec![1; 32].into(),
        ..BusRange::default()
    };
    let mut stated = CompletenessStated { ranges: vec![range], first_repeat: 1, repeats };
    change(&mut world, &mut stated);
    world.internal(Stored::CompletenessStated(stated));
    world
}

#[track_caller]
fn assert_stated(code: Code, field: &str, change: impl FnOnce(&mut World, &mut CompletenessStated)) {
    let world = stated(change);
    let field = format!("outcome.completeness_stated.{field}");
    assert_eq!(first(&world), (code, Some(world.last()), field));
}

#[test]
fn a_statement_accounts_for_every_number_of_its_range() {
    assert_eq!(stated(|_, _| {}).codes(), []);
    assert_stated(Code::SequenceMissing, "ranges[0]", |_, stated| stated.ranges[0].last = 4);
    assert_stated(Code::SequenceMissing, "ranges[0]", |_, stated| {
        stated.repeats.clear();
        stated.ranges[0].repeated = 0;
    });
    assert_stated(Code::SequenceUnstated, "ranges", |_, stated| stated.ranges[0].last = 2);
    assert_stated(Code::SequenceUnstated, "ranges", |_, stated| stated.ranges[0].first = 2);
    assert_stated(Code::SequenceUnstated, "ranges", |_, stated| stated.ranges.clear());
    assert_stated(Code::SequenceUnstated, "repeats[0].bus", |_, stated| {
        stated.repeats[0].bus = Some(BusCoordinates { stream: 1, sequence: 4 });
    });
    assert_stated(Code::SequenceMissing, "ranges[0]", |_, stated| {
        stated.repeats[0].bus = Some(BusCoordinates { stream: 1, sequence: 1 });
    });
    assert_stated(Code::RangeEmpty, "ranges[0].last", |_, stated| stated.ranges[0].last = 0);
    let digest = |stated: &mut CompletenessStated| stated.ranges[0].last_digest = vec![1].into();
    assert_stated(Code::ValueUnknown, "ranges[0].last_digest", |_, stated| digest(stated));
    for (field, change) in [
        ("posted", (|range| range.posted += 1) as fn(&mut BusRange)),
        ("refused", |range| range.refused += 1),
        ("quarantined", |range| range.quarantined = 0),
        ("repeated", |range| range.repeated = 0),
    ] {
        assert_stated(Code::CountWrong, &format!("ranges[0].{field}"), |_, stated| {
            change(&mut stated.ranges[0])
        });
    }
}

#[test]
fn a_batch_message_has_several_outcomes_of_one_number() {
    let world = stated(|world, stated| {
        let third = Some(BusCoordinates { stream: 1, sequence: 3 });
        world.event(refused("no_rule")).bus = third;
        world.event(refused("no_rule")).bus = third;
        let at = world.records.last().unwrap().recorded_at;
        stated.repeats.push(Repeat { of_position: 3, recorded_at: at, bus: third });
        (stated.ranges[0].refused, stated.ranges[0].repeated) = (3, 2);
    });
    assert_eq!(world.codes(), []);
}

#[test]
fn many_repeats_are_listed_by_the_statements_right_behind() {
    let mut world = World::new();
    world.bus_event(refused("no_rule"));
    let repeats: Vec<Repeat> = (0..3).map(|_| world.repeat(3)).collect();
    let range = BusRange { stream: 1, first: 1, last: 4, refused: 1, repeated: 3, ..BusRange::default() };
    let state = |world: &mut World, ranges: Vec<BusRange>, number: usize| {
        let (first_repeat, repeats) = (number as u64 + 1, vec![repeats[number]]);
        world.internal(Stored::CompletenessStated(CompletenessStated { ranges, first_repeat, repeats }));
    };
    state(&mut world, vec![range], 0);
    state(&mut world, vec![], 1);
    // A log may end before the last of them: that is to be known, and not wrong.
    let outcome = world.export(&[]).verify();
    assert_eq!(codes(&outcome), []);
    assert!(outcome.notes.iter().any(|note| note.code == Code::NoteStatementOpen), "{:?}", outcome.notes);
    let mut broken = world.clone();
    state(&mut world, vec![], 2);
    assert_eq!(world.codes(), []);
    // Anything else in between ends the list.
    broken.event(refused("no_rule"));
    assert_eq!(
        first(&broken),
        (Code::SequenceMissing, Some(4), "outcome.completeness_stated.ranges[0]".to_owned())
    );
}

#[test]
fn repeats_are_numbered_without_gaps_and_point_back() {
    assert_stated(Code::RepeatNumber, "first_repeat", |_, stated| stated.first_repeat = 2);
    assert_stated(Code::RepeatLater, "repeats[0].of_position", |_, stated| stated.repeats[0].of_position = 0);
    assert_stated(Code::RepeatLater, "repeats[0].of_position", |_, stated| stated.repeats[0].of_position = 5);
    assert_stated(Code::RepeatTime, "repeats[0].recorded_at", |_, stated| {
        stated.repeats[0].recorded_at += SECOND * 60
    });
}

/// A second statement over one more message of stream 1, sequence 4.
fn stated_again(change: impl FnOnce(&mut World, &mut BusRange)) -> World {
    let mut world = stated(|_, _| {});
    world.bus_event(refused("no_rule"));
    let Some(Stored::CompletenessStated(before)) = &world.records[4].outcome else { unreachable!() };
    let mut range =
        BusRange { first: 4, last: 4, refused: 1, quarantined: 0, repeated: 0, ..before.ranges[0].clone() };
    change(&mut world, &mut range);
    world.internal(Stored::CompletenessStated(CompletenessStated {
        ranges: vec![range],
        ..CompletenessStated::default()
    }));
    world
}

#[test]
fn statements_follow_each_other_and_jumps_and_repeats_are_named() {
    assert_eq!(stated_again(|_, _| {}).codes(), []);
    let gap = stated_again(|world, range| {
        world.records[5].bus = Some(BusCoordinates { stream: 1, sequence: 5 });
        (range.first, range.last) = (5, 5);
    });
    assert_eq!(first(&gap).0, Code::RangeGap);
    let again =
        stated_again(|world, _| world.records[5].bus = Some(BusCoordinates { stream: 1, sequence: 3 }));
    assert_eq!(first(&again), (Code::SequenceStated, Some(6), "bus.sequence".to_owned()));
    let renamed = stated_again(|_, range| range.created_at = "2027".to_owned());
    assert_eq!(first(&renamed).0, Code::StreamRenamed);
    let mut backwards = stated(|_, _| {});
    backwards.bus_event(refused("no_rule")).bus = Some(BusCoordinates { stream: 1, sequence: 9 });
    backwards.bus_event(refused("no_rule")).bus = Some(BusCoordinates { stream: 1, sequence: 8 });
    assert_eq!(first(&backwards), (Code::SequenceBackwards, Some(7), "bus.sequence".to_owned()));
}

#[test]
fn a_stream_that_was_made_anew_and_what_is_not_stated_yet_are_told() {
    let world = stated_again(|world, range| {
        world.records[5].bus = Some(BusCoordinates { stream: 2, sequence: 7 });
        (range.stream, range.created_at) = (2, "2027".to_owned());
        (range.first, range.last) = (7, 7);
    });
    let outcome = world.export(&[]).verify();
    assert_eq!(codes(&outcome), []);
    let notes = sentences(&outcome.notes);
    for said in [
        "stream 2 (\"PAYMENTS\") begins at sequence 7",
        "stream 2 is \"PAYMENTS\" made anew on 2027; from position 7 on the log reads this one",
    ] {
        assert!(notes.iter().any(|note| note.contains(said)), "{notes:?}");
    }
    let mut world = stated(|_, _| {});
    world.bus_event(refused("no_rule")).bus = Some(BusCoordinates { stream: 1, sequence: 5 });
    let outcome = world.export(&[]).verify();
    assert_eq!(codes(&outcome), []);
    let notes = sentences(&outcome.notes);
    assert!(notes.iter().any(|note| note.contains("1 messages, sequences 5 to 5")), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("sequence 4 is not a record")), "{notes:?}");
}
