//! What holds whatever is asked: random instructions, good and bad, and the invariants after each.

use ledger::command::CapturePart;
use ledger::{Book, ChartMode, Currency, Decision, Instruction, Request, Terms};
use proptest::prelude::*;

use crate::world::*;

const ACCOUNTS: [&str; 6] = ["x:a", "x:b", "x:c", "y:a", "x:wallet", "x:new"];
const HOLDS: [&str; 4] = ["h", "i", "j", "k"];

/// What may be asked. Indices point into [`ACCOUNTS`] and [`HOLDS`], so that an instruction can be shown and shrunk.
#[derive(Clone, Debug)]
enum Ask {
    Open(usize, bool),
    Close(usize),
    Reopen(usize),
    Ceiling(usize, i64),
    Post(Vec<(usize, bool, i64)>),
    Transfer(usize, usize, i64),
    Hold(usize, usize, usize, i64, Option<i64>),
    Capture(usize, Option<i64>, bool),
    CaptureLines(usize, Vec<(usize, bool, i64)>),
    Release(usize),
    Reverse(usize),
    Wait(i64),
}

fn ask() -> impl Strategy<Value = Ask> {
    let (account, hold) = (0..ACCOUNTS.len(), 0..HOLDS.len());
    let amount = prop_oneof![8 => 0_i64..40, 1 => Just(-1_i64), 1 => Just(i64::MAX), 1 => Just(i64::MAX / 2)];
    let line = (account.clone(), any::<bool>(), 0_i64..9);
    prop_oneof![
        1 => (account.clone(), any::<bool>()).prop_map(|(a, limited)| Ask::Open(a, limited)),
        1 => account.clone().prop_map(Ask::Close),
        2 => account.clone().prop_map(Ask::Reopen),
        1 => (account.clone(), -5_i64..100).prop_map(|(a, n)| Ask::Ceiling(a, n)),
        2 => prop::collection::vec(line.clone(), 0..5).prop_map(Ask::Post),
        6 => (account.clone(), account.clone(), amount.clone()).prop_map(|(d, c, n)| Ask::Transfer(d, c, n)),
        4 => (hold.clone(), account.clone(), account.clone(), amount.clone(), prop::option::of(0_i64..60))
            .prop_map(|(h, d, c, n, at)| Ask::Hold(h, d, c, n, at)),
        4 => (hold.clone(), prop::option::of(amount), any::<bool>())
            .prop_map(|(h, n, keep)| Ask::Capture(h, n, keep)),
        2 => (hold.clone(), prop::collection::vec(line, 0..5)).prop_map(|(h, l)| Ask::CaptureLines(h, l)),
        2 => hold.prop_map(Ask::Release),
        2 => (1_usize..30).prop_map(Ask::Reverse),
        1 => (1_i64..6).prop_map(Ask::Wait),
    ]
}

fn named(lines: &[(usize, bool, i64)]) -> Vec<ledger::command::NamedLine<'static>> {
    let line = |(account, debit, amount): &(usize, bool, i64)| {
        if *debit { dr(ACCOUNTS[*account], *amount) } else { cr(ACCOUNTS[*account], *amount) }
    };
    lines.iter().map(line).collect()
}

impl Ask {
    fn instruction(&self) -> Option<Instruction<'static>> {
        Some(match self {
            Self::Open(a, limited) => {
                open(ACCOUNTS[*a], Terms { debits_must_not_exceed_credits: *limited, ..terms() })
            }
            Self::Close(a) => close(ACCOUNTS[*a]),
            Self::Reopen(a) => reopen(ACCOUNTS[*a]),
            Self::Ceiling(a, amount) => ceiling(ACCOUNTS[*a], *amount),
            Self::Post(lines) => post(named(lines)),
            Self::Transfer(d, c, amount) => transfer(ACCOUNTS[*d], ACCOUNTS[*c], *amount),
            Self::Hold(h, d, c, amount, at) => Instruction::PlaceHold {
                hold: HOLDS[*h],
                lines: vec![
                    dr(ACCOUNTS[*d], *amount),
                    dr(ACCOUNTS[*d], 1),
                    cr(ACCOUNTS[*c], amount.checked_add(1)?),
                ],
                expires_at: at.map(moment),
                description: "",
            },
            Self::Capture(h, None, keep) => capture_as(HOLDS[*h], CapturePart::All, *keep),
            Self::Capture(h, Some(amount), keep) => {
                capture_as(HOLDS[*h], CapturePart::Amount(*amount, Currency::IDR), *keep)
            }
            Self::CaptureLines(h, lines) => capture_as(HOLDS[*h], CapturePart::Lines(named(lines)), true),
            Self::Release(h) => release(HOLDS[*h]),
            Self::Reverse(_) | Self::Wait(_) => return None,
        })
    }
}

/// Plays one ask; a refused one must leave no trace.
fn play(world: &mut World, now: &mut i64, ask: &Ask) {
    match (ask, ask.instruction()) {
        (Ask::Wait(seconds), _) => {
            *now += seconds;
            world.at(*now);
        }
        (Ask::Reverse(position), _) => {
            let known = *position <= world.positions();
            if known && matches!(world.decide(world.reversal_of(*position as u64)), Decision::Posted(_)) {
                world.reverses(*position as u64);
            }
        }
        (_, Some(instruction)) => {
            if let Decision::Posted(_) = world.decide(Request::Instructions(vec![instruction.clone()])) {
                world.posts(instruction);
            }
        }
        (_, None) => {}
    }
}

fn assert_sums_are_zero(book: &Book) {
    let (mut posted, mut pending) = (0_i128, 0_i128);
    for account in book.accounts() {
        let sums = account.balance;
        posted += i128::from(sums.debit) - i128::from(sums.credit);
        pending += i128::from(sums.pending_debit) - i128::from(sums.pending_credit);
        if account.terms.debits_must_not_exceed_credits {
            let debits = i128::from(sums.debit) + i128::from(sums.pending_debit);
            assert!(debits <= i128::from(sums.credit), "{}:{} is overdrawn", account.entity, account.code);
        }
    }
    assert_eq!((posted, pending), (0, 0));
}

/// What is pending on accounts is what pending holds hold.
fn assert_pending_is_what_holds_hold(book: &Book) {
    let held: i128 =
        book.holds().values().flat_map(|hold| &hold.lines).map(|line| i128::from(line.amount)).sum();
    let sums = book.accounts().iter().map(|account| account.balance);
    let pending: i128 = sums.map(|b| i128::from(b.pending_debit) + i128::from(b.pending_credit)).sum();
    assert_eq!(held, pending);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_the_books_balance_and_replay(asks in prop::collection::vec(ask(), 1..60)) {
        let mut world = World::plain();
        let limited = Terms { debits_must_not_exceed_credits: true, ..terms() };
        world.posts(open("x:wallet", limited));
        let mut now = 0;
        for ask in &asks {
            play(&mut world, &mut now, ask);
            assert_sums_are_zero(&world.book);
            assert_pending_is_what_holds_hold(&world.book);
        }
        let mut replayed = Book::new(settings(ChartMode::Open));
        world.facts.iter().for_each(|fact| replayed.evolve(fact));
        prop_assert_eq!(replayed.digest(), world.book.digest());
    }
}
