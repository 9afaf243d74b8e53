//! Periods: a closed month or year takes no entries, or moves them to the next open day and says so.

use ledger::{Decision, EntryKind, Fact, Instruction, LateItems, Period, RefusalCode::*, Request};

use crate::world::*;

fn close_period(text: &str, late_items: LateItems) -> Instruction<'static> {
    Instruction::ClosePeriod { period: Period::parse(text).expect("a period"), late_items }
}

fn reopen_period(text: &str) -> Instruction<'static> {
    Instruction::ReopenPeriod(Period::parse(text).expect("a period"))
}

/// The day an entry would count for, and for which it came too late.
fn day(world: &World, instruction: Instruction<'_>) -> (String, Option<String>) {
    match world.tries(instruction) {
        Decision::Posted(posted) => match posted.facts.last() {
            Some(Fact::EntryPosted(entry)) => {
                (entry.effective_date.to_string(), entry.late_for.map(|late| late.to_string()))
            }
            other => panic!("an entry, not {other:?}"),
        },
        Decision::Refused(refusal) => panic!("must be accepted, but: {refusal}"),
    }
}

#[test]
fn a_closed_month_takes_no_entry_no_hold_no_capture_and_no_reversal() {
    let mut world = World::plain();
    let position = world.posts(transfer("x:a", "x:b", 5));
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    world.posts(close_period("2026-03", LateItems::Refuse));
    world.refuses(transfer("x:a", "x:b", 5), PeriodClosed);
    world.refuses(capture("h"), PeriodClosed);
    world.refuses(hold("late", [dr("x:a", 5), cr("x:b", 5)]), PeriodClosed);
    refused_as(world.decide(world.reversal_of(position)), PeriodClosed);
    let at_original_date =
        Request::Reversal { original: Some(world.original(position)), at_original_date: true, reason: "" };
    refused_as(world.on("2026-04-01").decide(at_original_date), PeriodClosed);
    world.posts(capture("h"));
}

#[test]
fn a_reopened_month_takes_entries_again() {
    let mut world = World::plain();
    world.posts(close_period("2026-03", LateItems::Refuse));
    world.posts(reopen_period("2026-03"));
    world.posts(transfer("x:a", "x:b", 5));
}

#[test]
fn a_period_is_closed_once_and_reopened_once() {
    let mut world = World::plain();
    world.refuses(reopen_period("2026-03"), PeriodNotClosed);
    world.posts(close_period("2026-03", LateItems::Refuse));
    world.refuses(close_period("2026-03", LateItems::NextOpenPeriod), PeriodAlreadyClosed);
    world.posts(close_period("2026", LateItems::Refuse));
    world.refuses(close_period("2026-05", LateItems::Refuse), PeriodAlreadyClosed);
    world.posts(reopen_period("2026"));
    world.refuses(transfer("x:a", "x:b", 5), PeriodClosed);
    world.on("2026-05-01").posts(transfer("x:a", "x:b", 5));
}

#[test]
fn closing_entries_pass_a_closed_month_and_no_closed_year() {
    let mut world = World::plain();
    let closing = || match transfer("x:a", "x:b", 5) {
        Instruction::Post { lines, description, open_item, .. } => {
            Instruction::Post { kind: EntryKind::Closing, lines, description, open_item }
        }
        _ => unreachable!(),
    };
    world.posts(close_period("2026-03", LateItems::Refuse));
    world.posts(closing());
    world.posts(close_period("2026", LateItems::Refuse));
    world.refuses(closing(), PeriodClosed);
}

#[test]
fn late_items_move_to_the_next_open_day_of_the_year_and_say_so() {
    let mut world = World::plain();
    world.posts(close_period("2026-03", LateItems::NextOpenPeriod));
    let late = || transfer("x:a", "x:b", 5);
    assert_eq!(day(&world, late()), ("2026-04-01".into(), Some("2026-03-01".into())));
    world.posts(close_period("2026-04", LateItems::Refuse));
    assert_eq!(day(&world, late()), ("2026-05-01".into(), Some("2026-03-01".into())));
    world.on("2026-04-30").refuses(late(), PeriodClosed);
    assert_eq!(day(world.on("2026-05-02"), late()), ("2026-05-02".into(), None));
}

#[test]
fn a_late_hold_is_placed_where_its_period_lets_entries_move() {
    let mut world = World::plain();
    world.posts(close_period("2026-03", LateItems::NextOpenPeriod));
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    world.posts(close_period("2026", LateItems::NextOpenPeriod));
    world.refuses(hold("late", [dr("x:a", 5), cr("x:b", 5)]), PeriodClosed);
}

#[test]
fn late_items_never_move_into_another_year() {
    let mut world = World::plain();
    world.posts(close_period("2026-12", LateItems::NextOpenPeriod));
    world.on("2026-12-31").refuses(transfer("x:a", "x:b", 5), PeriodClosed);
    let mut world = World::plain();
    world.posts(close_period("2026", LateItems::NextOpenPeriod));
    world.refuses(transfer("x:a", "x:b", 5), PeriodClosed);
}

#[test]
fn a_period_closed_in_one_link_is_closed_for_the_next_item() {
    let mut world = World::plain();
    let closing = vec![close_period("2026-03", LateItems::Refuse), transfer("x:a", "x:b", 5)];
    refuses_item(&world, closing, 1, PeriodClosed);
    world.posts(close_period("2026-03", LateItems::Refuse));
    world.posts_linked(vec![
        reopen_period("2026-03"),
        transfer("x:a", "x:b", 5),
        close_period("2026-03", LateItems::Refuse),
    ]);
    world.refuses(transfer("x:a", "x:b", 5), PeriodClosed);
}
