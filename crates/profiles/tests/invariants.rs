//! What holds in a regency's books after any events, by random sequences of every kind of event through `decide` and
//! `evolve`: entries, books, reciprocal accounts, cash and bank, budget reports, surplus, equity, replay and ceilings.
//!
//! `events` tells what events mean without the rulebook, `world` has the book; this file has the invariants, by number.

#[path = "invariants/events.rs"]
mod events;
#[path = "invariants/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};

use events::{AGENCIES, CEILING, Event, SPENDING, any_event};
use ledger::name::base_code;
use ledger::{BookSide, RefusalCode, Side};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use world::{World, empty_book, entries};

/// Why an event of an ordinary year may be refused: a number used twice, an order that never was, money that is not there.
const ORDINARY: &[RefusalCode] = &[
    RefusalCode::HoldExists,
    RefusalCode::HoldNotFound,
    RefusalCode::HoldAlreadyCaptured,
    RefusalCode::HoldAlreadyReleased,
    RefusalCode::CaptureExceedsHold,
    RefusalCode::ExceedsAppropriation,
];

/// 1 and 2: entries balance within each book and entity, on leaves, above zero; a book's entries keep to its groups.
fn entries_are_sound(world: &World) -> TestCaseResult {
    let chart = world.book.chart().expect("a chart is in force");
    for entry in world.log.last().into_iter().flat_map(|facts| entries(facts)) {
        let mut sums: BTreeMap<(&str, BookSide), i128> = BTreeMap::new();
        for line in &entry.lines {
            let account = world.book.account(line.account);
            let code = base_code(&account.code);
            prop_assert!(line.amount > 0 && chart.node(code).is_some_and(|node| node.leaf), "{code}");
            *sums.entry((&account.entity, account.terms.book_side)).or_default() += i128::from(line.signed());
            let groups: &[&str] = match account.terms.book_side {
                BookSide::Financial => &["1.", "2.", "3.1.01.", "3.1.03.", "3.1.04.", "7.", "8."],
                BookSide::Budget => &["3.1.02.", "4.", "5.", "6."],
            };
            prop_assert!(groups.iter().any(|group| code.starts_with(group)), "{code}");
        }
        prop_assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
    }
    Ok(())
}

/// 3: what agencies owe the treasury is what the treasury claims.
fn reciprocal_accounts_agree(world: &World) -> TestCaseResult {
    let debt = world.net_of("3.1.03.01.01.0001", |entity| entity != "ppkd");
    let claim = world.net_of("1.1.13.01.01.0001", |entity| entity == "ppkd");
    prop_assert_eq!(debt, -claim);
    prop_assert_eq!((world.net("3.1.03"), world.net("1.1.13")), (debt, claim));
    Ok(())
}

/// 4: the books have what the bank's statement has and what is listed as in transit.
fn cash_is_reconciled(world: &World) -> TestCaseResult {
    let in_transit: i128 = world.in_transit.iter().map(|amount| i128::from(*amount)).sum();
    prop_assert_eq!(world.net("1.1.01.01.01.0001"), world.statement + in_transit);
    Ok(())
}

/// 5: realised revenue is what events tell, leaf by leaf, and every heading is the sum of what is right below it.
fn realisation_adds_up(world: &World) -> TestCaseResult {
    let chart = world.book.chart().expect("a chart is in force");
    let revenue = world.book.accounts().iter().filter(|account| account.code.starts_with('4'));
    let used: BTreeSet<&str> = revenue
        .flat_map(|account| {
            let ends = account.code.match_indices('.').map(|(end, _)| end).chain([account.code.len()]);
            ends.map(|end| &account.code[..end])
        })
        .chain(world.revenue.keys().map(String::as_str))
        .collect();
    for code in used {
        let realised = -world.net(code);
        if chart.node(code).is_some_and(|node| node.leaf) {
            prop_assert_eq!(realised, world.revenue.get(code).copied().unwrap_or(0), "{}", code);
            continue;
        }
        let level = code.matches('.').count() + 1;
        let children = chart.below(code).filter(|(child, _)| child.matches('.').count() == level);
        prop_assert_eq!(realised, children.map(|(child, _)| -world.net(child)).sum::<i128>(), "{}", code);
    }
    Ok(())
}

/// 6: the budget's surplus, of this year and as corrected of earlier ones, is the cash at hand less what is held for others,
/// and the contra of all budget entries says so.
fn surplus_is_cash(world: &World) -> TestCaseResult {
    let surplus = -world.net("4") - world.net("5") - world.net("6") - world.net("3.1.02.06");
    let custody = if world.on_receipt { world.net("1.1.01.02") } else { 0 };
    let cash = world.net("1.1.01.01") + world.net("1.1.01.03") + custody;
    let held_for_others = -(world.net("2.1.01") + world.net("2.1.05") + world.net("2.1.07"));
    prop_assert_eq!(surplus, cash - held_for_others + world.fees_pending);
    let opened =
        world.net("3.1.02.01") + world.net("3.1.02.02") + world.net("3.1.02.03") + world.net("3.1.02.04");
    prop_assert_eq!(world.net("3.1.02.05"), surplus - opened);
    Ok(())
}

/// 7: net assets changed by the year's result and by corrections, and by nothing else.
fn equity_changes_by_result_and_corrections(world: &World) -> TestCaseResult {
    let net_assets = world.net("1") - world.net("1.1.13") + world.net("2");
    let result = -world.net("7") - world.net("8");
    prop_assert_eq!(net_assets, result - world.net("3.1.01") - world.net("3.1.04"));
    Ok(())
}

/// 9: what is spent and ordered stays within the appropriation of its sub-activity.
fn spending_stays_within_its_ceiling(world: &World) -> TestCaseResult {
    for account in world.book.accounts().iter().filter(|account| *account.entity == *AGENCIES[0]) {
        if *account.code == *SPENDING[0] {
            let committed = account.balance.posted(Side::Debit) + i128::from(account.balance.pending_debit);
            prop_assert!(committed <= i128::from(CEILING), "{committed}");
        }
    }
    Ok(())
}

fn all_hold(world: &World) -> TestCaseResult {
    entries_are_sound(world)?;
    reciprocal_accounts_agree(world)?;
    cash_is_reconciled(world)?;
    realisation_adds_up(world)?;
    surplus_is_cash(world)?;
    equity_changes_by_result_and_corrections(world)?;
    spending_stays_within_its_ceiling(world)
}

/// Plays events; every invariant is asked at every position.
fn play(on_receipt: bool, events: &[Event]) -> Result<World, TestCaseError> {
    let mut world = World::new(on_receipt);
    for event in events {
        if let Err(code) = world.happens(event) {
            prop_assert!(ORDINARY.contains(&code), "{event:?}: {}", code.as_str());
        }
        all_hold(&world)?;
    }
    Ok(world)
}

/// Debits less credits of every account.
fn balances(world: &World) -> Vec<i128> {
    world.book.accounts().iter().map(|account| account.balance.posted(Side::Debit)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn the_invariants_hold_at_every_position(
        on_receipt in any::<bool>(),
        events in prop::collection::vec(any_event(), 1..48),
    ) {
        play(on_receipt, &events)?;
    }

    /// 8, first half: the log played from nothing gives the same state.
    #[test]
    fn replay_gives_the_same_state(events in prop::collection::vec(any_event(), 1..48)) {
        let world = play(false, &events)?;
        let mut replayed = empty_book(false);
        world.log.iter().flatten().for_each(|fact| replayed.evolve(fact));
        prop_assert_eq!(replayed.digest(), world.book.digest());
    }

    /// 8, second half: what is taken back and taken back again is as it was, whatever it was.
    #[test]
    fn a_reversal_of_a_reversal_restores_balances(events in prop::collection::vec(any_event(), 1..24)) {
        let mut world = play(false, &events)?;
        let mut reversed = 0;
        for place in 0..world.log.len() {
            let before = balances(&world);
            if world.reverses(place) {
                entries_are_sound(&world)?;
                reciprocal_accounts_agree(&world)?;
                equity_changes_by_result_and_corrections(&world)?;
                prop_assert_ne!(&balances(&world), &before);
                if world.reverses(world.log.len() - 1) {
                    prop_assert_eq!(balances(&world), before);
                    reversed += 1;
                }
            }
        }
        prop_assume!(reversed > 0);
    }
}

/// The sequences are worth their name: each kind of event is taken, and some are refused for want of money.
#[test]
fn random_sequences_reach_every_kind_of_event_and_the_ceiling() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut taken, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for on_receipt in [false, true] {
        let mut world = World::new(on_receipt);
        for _ in 0..1_000 {
            let event = any_event().new_tree(&mut runner).expect("the strategy has values").current();
            match world.happens(&event) {
                Ok(()) => taken.insert(event.kind.name()),
                Err(code) => refused.insert(code.as_str()),
            };
        }
    }
    assert_eq!(taken.len(), ledger::PaymentKind::ALL.len() - 2, "all but the two of budgets: {taken:?}");
    assert!(refused.contains("exceeds_appropriation") && refused.contains("hold_not_found"), "{refused:?}");
}
