//! What is matched and why, in small worlds; and what holds in every world.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ledger::Date;
use proptest::prelude::*;
use reconciliation::{
    Balances, BankLine, Confidence, Form, Input, InputError, LedgerLine, LineKey, Match, Options, Pairing,
    Part, Reason, Reconciliation, RowKind, joined, only_confirmed, reconcile,
};

fn day(day: u32) -> Date {
    Date::new(2026, 1, day).unwrap()
}

fn bank(key: &str, date: u32, amount: i64, reference: &str) -> BankLine {
    BankLine {
        key: key.to_owned(),
        date: day(date),
        amount,
        references: vec![reference.to_owned()],
        channel: String::new(),
        text: String::new(),
        parts: Vec::new(),
        carried: false,
    }
}

fn line(position: u64, date: u32, amount: i64, reference: &str) -> LedgerLine {
    LedgerLine {
        key: LineKey { position, line_no: 0 },
        date: day(date),
        amount,
        references: vec![reference.to_owned()],
        channel: String::new(),
        text: String::new(),
        carried: false,
    }
}

fn by(channel: &str, mut line: LedgerLine) -> LedgerLine {
    line.channel = channel.to_owned();
    line
}

fn input(bank: Vec<BankLine>, ledger: Vec<LedgerLine>) -> Input {
    Input { bank, ledger, confirmed: Vec::new(), options: Options::new(day(31)) }
}

/// Keys of both sides of each match, with confidence and reason.
fn found(input: &Input) -> Vec<(Vec<String>, Vec<u64>, Confidence, Reason)> {
    let matches = reconcile(input).unwrap().matches.into_iter();
    let positions = |keys: Vec<LineKey>| keys.into_iter().map(|key| key.position).collect();
    matches.map(|one| (one.bank, positions(one.ledger), one.confidence, one.reason)).collect()
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

#[test]
fn references_win_over_nearer_days_and_are_read_without_marks_and_case() {
    let world = input(
        vec![bank("a", 10, 500, "sp2d/0001-LS"), bank("b", 10, 500, "SP2D 0002 LS")],
        vec![line(1, 10, 500, "x"), line(2, 25, 500, "SP2D0001LS"), line(3, 1, 500, "SP2D0002LS")],
    );
    assert_eq!(
        found(&world),
        [
            (keys(&["a"]), vec![2], Confidence::Certain, Reason::Reference("SP2D0001LS".to_owned())),
            (keys(&["b"]), vec![3], Confidence::Certain, Reason::Reference("SP2D0002LS".to_owned())),
        ]
    );
    let rest = reconcile(&world).unwrap();
    assert_eq!((rest.ledger_only[0].key.position, rest.ledger_only[0].age_days), (1, 21));
}

#[test]
fn one_reference_joins_several_lines_or_several_entries() {
    let world = input(
        vec![bank("a", 10, 900, "STS-77"), bank("b", 11, -300, "SP2D-9"), bank("c", 12, -200, "SP2D-9")],
        vec![line(1, 9, 400, "STS-77"), line(2, 9, 500, "STS-77"), line(3, 9, -500, "SP2D-9")],
    );
    let pairs: Vec<_> =
        found(&world).into_iter().map(|(bank, ledger, confidence, _)| (bank, ledger, confidence)).collect();
    assert_eq!(
        pairs,
        [(keys(&["a"]), vec![1, 2], Confidence::Certain), (keys(&["b", "c"]), vec![3], Confidence::Certain)]
    );
}

#[test]
fn a_reference_with_another_amount_is_proposed_as_wrongly_booked_and_not_when_the_direction_differs() {
    let world = input(
        vec![bank("a", 10, 120, "PBB-0001")],
        vec![line(1, 10, 100, "PBB-0001"), line(2, 10, 120, "x")],
    );
    let matches = found(&world);
    assert_eq!(
        matches,
        [(keys(&["a"]), vec![1], Confidence::Possible, Reason::ReferenceOtherAmount("PBB0001".to_owned()))]
    );
    let world = input(vec![bank("a", 10, -100, "PBB-0001")], vec![line(1, 10, 100, "PBB-0001")]);
    assert!(found(&world).is_empty());
}

#[test]
fn equal_amounts_match_within_the_days_nearest_first_and_say_how_many_would_have_fitted() {
    let world = input(
        vec![bank("a", 10, 500, ""), bank("b", 20, 700, ""), bank("c", 21, 700, ""), bank("d", 28, 900, "")],
        vec![line(1, 13, 500, ""), line(2, 21, 700, ""), line(3, 20, 700, ""), line(4, 24, 900, "")],
    );
    assert_eq!(
        found(&world),
        [
            (keys(&["a"]), vec![1], Confidence::Likely, Reason::Amount { days: 3, choices: 1 }),
            (keys(&["b"]), vec![3], Confidence::Possible, Reason::Amount { days: 0, choices: 2 }),
            (keys(&["c"]), vec![2], Confidence::Possible, Reason::Amount { days: 0, choices: 2 }),
        ]
    );
}

#[test]
fn any_number_of_days_may_be_allowed() {
    let mut world = input(vec![bank("a", 1, 500, "")], vec![line(1, 31, 500, "")]);
    world.options.days = u32::MAX;
    assert_eq!(found(&world)[0].3, Reason::Amount { days: 30, choices: 1 });
}

#[test]
fn an_amount_within_the_tolerance_matches_and_shows_in_the_form() {
    let mut world = input(vec![bank("a", 10, 996, "")], vec![line(1, 10, 1000, "")]);
    assert!(found(&world).is_empty());
    world.options.amount = 4;
    let done = reconcile(&world).unwrap();
    assert_eq!((done.matches[0].difference(), done.matches[0].confidence), (-4, Confidence::Possible));
    let form = Form::new(&done, Balances { book_closing: 1000, bank_closing: 996, ..Balances::default() });
    assert!(form.ties());
    let wrong = form.rows.iter().find(|row| row.kind == RowKind::WrongAmounts).unwrap();
    assert_eq!((wrong.amount, wrong.count), (-4, 1));
    world.bank[0].amount = -1;
    world.ledger[0].amount = 1;
    assert!(found(&world).is_empty(), "a receipt is no payment, however near");
}

#[test]
fn a_batch_matches_by_its_payments_or_not_at_all() {
    let part = |amount, reference: &str| Part { amount, references: vec![reference.to_owned()] };
    let batch = |parts| BankLine { parts, ..bank("a", 10, 300, "") };
    let world = input(
        vec![batch(vec![part(100, "PBB-0001"), part(200, "PBB-0002")])],
        vec![line(1, 1, 100, "PBB-0001"), line(2, 2, 200, "PBB-0002")],
    );
    assert_eq!(found(&world), [(keys(&["a"]), vec![1, 2], Confidence::Certain, Reason::PartsByReference)]);
    let world = input(
        vec![batch(vec![part(100, ""), part(200, "")])],
        vec![line(1, 9, 100, ""), line(2, 9, 200, ""), line(3, 10, 100, "")],
    );
    assert_eq!(found(&world), [(keys(&["a"]), vec![2, 3], Confidence::Likely, Reason::PartsByAmount)]);
    let world = input(vec![batch(vec![part(100, ""), part(200, "")])], vec![line(1, 9, 100, "")]);
    assert!(found(&world).is_empty());
}

#[test]
fn a_settlement_matches_the_day_s_sum_of_a_channel_and_else_a_sum_among_it() {
    let lines = vec![
        by("qris", line(1, 9, 100, "")),
        by("qris", line(2, 9, 250, "")),
        by("teller", line(3, 9, 150, "")),
        by("teller", line(4, 9, 60, "")),
        by("teller", line(5, 9, 90, "")),
    ];
    let world = input(vec![bank("a", 10, 350, ""), bank("b", 10, 210, "")], lines);
    let qris = Reason::WholeDay { date: day(9), channel: "qris".to_owned() };
    let teller = Reason::Sum { date: day(9), channel: "teller".to_owned(), only: true };
    assert_eq!(
        found(&world),
        [
            (keys(&["b"]), vec![4, 3], Confidence::Possible, teller),
            (keys(&["a"]), vec![1, 2], Confidence::Likely, qris)
        ]
    );
}

#[test]
fn several_entries_match_one_line_by_their_sum() {
    let world = input(vec![bank("a", 10, -400, ""), bank("b", 10, -600, "")], vec![line(1, 9, -1000, "")]);
    let reason = Reason::WholeDay { date: day(10), channel: String::new() };
    assert_eq!(found(&world), [(keys(&["b", "a"]), vec![1], Confidence::Likely, reason)]);
}

#[test]
fn what_was_confirmed_stands_first_and_contradictions_are_refused() {
    let mut world = input(
        vec![bank("a", 10, 500, ""), bank("b", 10, 500, "")],
        vec![line(1, 10, 500, ""), line(2, 10, 500, "")],
    );
    let pairing = Pairing { bank: keys(&["b"]), ledger: vec![LineKey { position: 1, line_no: 0 }] };
    world.confirmed = vec![pairing.clone()];
    let matches = found(&world);
    assert_eq!(matches[1].0, keys(&["b"]));
    assert_eq!((matches[1].1.as_slice(), matches[1].2), (&[1][..], Confidence::Confirmed));
    assert_eq!(matches[0].1, [2]);
    world.confirmed.push(pairing);
    assert_eq!(reconcile(&world), Err(InputError::BankConfirmedTwice("b".to_owned())));
    world.confirmed = vec![Pairing { bank: keys(&["z"]), ledger: vec![LineKey { position: 1, line_no: 0 }] }];
    assert_eq!(reconcile(&world), Err(InputError::UnknownBank("z".to_owned())));
    world.confirmed = vec![Pairing { bank: keys(&["a"]), ledger: vec![LineKey { position: 1, line_no: 9 }] }];
    assert_eq!(reconcile(&world), Err(InputError::UnknownLine(LineKey { position: 1, line_no: 9 })));
    world.confirmed = vec![Pairing { bank: keys(&["a"]), ledger: Vec::new() }];
    assert_eq!(reconcile(&world), Err(InputError::OneSided));
    world.confirmed.clear();
    world.bank.push(bank("a", 11, 1, ""));
    assert_eq!(reconcile(&world), Err(InputError::BankTwice("a".to_owned())));
}

#[test]
fn the_form_names_what_nothing_explains() {
    let world = input(
        vec![bank("a", 10, 500, ""), bank("b", 11, -7, "")],
        vec![line(1, 12, -300, ""), line(2, 12, 80, "")],
    );
    let balances = Balances { book_opening: 1000, book_closing: 780, bank_opening: 1000, bank_closing: 1493 };
    let form = Form::new(&reconcile(&world).unwrap(), balances);
    let amounts: Vec<i128> = form.rows.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [0, 500, -7, -80, 300, 0, 0]);
    assert!(form.ties());
    let form = Form::new(
        &reconcile(&world).unwrap(),
        Balances { bank_opening: 1001, bank_closing: 1490, ..balances },
    );
    let amounts: Vec<i128> = form.rows.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [1, 500, -7, -80, 300, 0, -4]);
    assert!(!form.ties());
}

#[test]
fn what_an_earlier_time_left_open_is_matched_by_amount_however_long_ago() {
    let old = |one: LedgerLine| LedgerLine { carried: true, ..one };
    let world = input(
        vec![bank("a", 28, -40, ""), bank("b", 29, -70, ""), bank("c", 29, -70, "")],
        vec![old(line(1, 1, -40, "")), old(line(2, 2, -70, "")), line(3, 3, -70, "")],
    );
    let amount = |days, choices| (Confidence::Possible, Reason::Amount { days, choices });
    let wanted = [(keys(&["a"]), vec![1], amount(27, 1)), (keys(&["b"]), vec![2], amount(27, 2))];
    let wanted = wanted.map(|(bank, ledger, (confidence, reason))| (bank, ledger, confidence, reason));
    assert_eq!(found(&world), wanted);
    let rest = reconcile(&world).unwrap();
    assert_eq!((rest.ledger_only[0].key.position, rest.ledger_only[0].carried), (3, false));
    assert_eq!(rest.carried, 110, "the book has paid what the bank has not");
}

#[test]
fn a_person_s_matches_leave_the_rest_open_and_a_wrong_amount_its_difference() {
    let mut world = input(
        vec![bank("a", 10, 500, "STS-0001"), bank("b", 11, 70, "STS-0002"), bank("c", 12, 30, "")],
        vec![line(1, 10, 480, "STS-0001"), line(2, 11, 70, "STS-0002"), line(3, 12, -9, "")],
    );
    world.confirmed = vec![Pairing { bank: keys(&["a"]), ledger: vec![LineKey { position: 1, line_no: 0 }] }];
    let confirmed = only_confirmed(&world).unwrap();
    assert_eq!(confirmed.matches.len(), 1, "what nobody confirmed is not matched: {confirmed:?}");
    let open = confirmed.open_entries(&world).unwrap();
    let open: Vec<(&str, i64, bool)> =
        open.iter().map(|one| (one.key.as_str(), one.amount, one.carried)).collect();
    assert_eq!(open, [("a", 20, true), ("b", 70, true), ("c", 30, true)]);
    let lines: Vec<u64> = confirmed.ledger_only.iter().map(|one| one.key.position).collect();
    assert_eq!(lines, [2, 3]);
}

#[test]
fn matches_of_several_times_that_share_an_entry_are_one() {
    let pair = |bank: &[&str], lines: &[u64]| Pairing {
        bank: keys(bank),
        ledger: lines.iter().map(|position| LineKey { position: *position, line_no: 0 }).collect(),
    };
    let all = [pair(&["a"], &[1]), pair(&["b"], &[2]), pair(&["c", "a"], &[4]), pair(&["d"], &[4, 3])];
    assert_eq!(joined(all), [pair(&["b"], &[2]), pair(&["a", "c", "d"], &[1, 3, 4])]);
}

/// A small world where much is alike, so that every pass has something to do.
fn worlds() -> impl Strategy<Value = Input> {
    let reference = prop::sample::select(vec!["", "REF-0001", "REF-0002", "ref 0003"]);
    let channel = prop::sample::select(vec!["", "qris", "teller"]);
    let carried = prop::bool::weighted(0.2);
    let amount = prop_oneof![-6_i64..=-1, 0..=8_i64, prop::sample::select(vec![i64::MAX, i64::MIN + 1])];
    let part = (1_i64..=4, reference.clone())
        .prop_map(|(amount, reference)| Part { amount, references: vec![reference.to_owned()] });
    let parts = prop::collection::vec(part, 0..3);
    let entry = (1_u32..=9, amount.clone(), reference.clone(), channel.clone(), parts, carried);
    let booked = (1_u32..=9, amount, reference, channel, carried);
    let (entries, lines) = (prop::collection::vec(entry, 0..12), prop::collection::vec(booked, 0..14));
    (entries, lines, 0_u32..4, 0_i64..2, 0_u64..500).prop_map(|(entries, lines, days, tolerance, steps)| {
        let bank = entries.into_iter().enumerate().map(
            |(place, (date, amount, reference, channel, parts, carried))| BankLine {
                channel: channel.to_owned(),
                parts,
                carried,
                ..bank(&format!("e{place}"), date, amount, reference)
            },
        );
        let ledger = (0..).zip(lines).map(|(place, (date, amount, reference, channel, carried))| {
            LedgerLine { carried, ..by(channel, line(place, date, amount, reference)) }
        });
        let mut input = input(bank.collect(), ledger.collect());
        input.options = Options { days, amount: tolerance, sum_steps_max: steps, ..input.options };
        input
    })
}

fn sums(input: &Input, found: &Reconciliation) -> [(i128, i128); 2] {
    let bank = input.bank.iter().map(|one| i128::from(one.amount)).sum();
    let ledger = input.ledger.iter().map(|one| i128::from(one.amount)).sum();
    let of = |matched: fn(&reconciliation::Match) -> i128, rest: i128| -> i128 {
        found.matches.iter().map(matched).sum::<i128>() + rest
    };
    let bank_rest = found.bank_only.iter().map(|one| i128::from(one.amount)).sum();
    let ledger_rest = found.ledger_only.iter().map(|one| i128::from(one.amount)).sum();
    [(bank, of(|one| one.bank_amount, bank_rest)), (ledger, of(|one| one.ledger_amount, ledger_rest))]
}

/// What each side has of an earlier time.
fn carried(input: &Input) -> [i128; 2] {
    let bank = input.bank.iter().filter(|one| one.carried).map(|one| i128::from(one.amount));
    let ledger = input.ledger.iter().filter(|one| one.carried).map(|one| i128::from(one.amount));
    [bank.sum(), ledger.sum()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_is_lost_or_used_twice_and_the_form_ties(world in worlds()) {
        let found = reconcile(&world).unwrap();
        let mut bank: Vec<String> = found.matches.iter().flat_map(|one| one.bank.clone()).collect();
        bank.extend(found.bank_only.iter().map(|one| one.key.clone()));
        let mut ledger: Vec<LineKey> = found.matches.iter().flat_map(|one| one.ledger.clone()).collect();
        ledger.extend(found.ledger_only.iter().map(|one| one.key));
        bank.sort();
        ledger.sort();
        let mut all: Vec<String> = world.bank.iter().map(|one| one.key.clone()).collect();
        all.sort();
        prop_assert_eq!(bank, all);
        prop_assert_eq!(ledger, world.ledger.iter().map(|one| one.key).collect::<Vec<_>>());
        let both = sums(&world, &found);
        for (whole, parts) in both {
            prop_assert_eq!(whole, parts);
        }
        let [bank_carried, book_carried] = carried(&world);
        let balances = Balances {
            book_opening: 9 + book_carried,
            book_closing: 9 + both[1].0,
            bank_opening: 9 + bank_carried,
            bank_closing: 9 + both[0].0,
        };
        let form = Form::new(&found, balances);
        prop_assert!(form.ties(), "{form:?}");
        let rows: i128 = form.rows.iter().map(|row| row.amount).sum();
        prop_assert_eq!(form.book_balance + rows, form.statement_balance);
    }

    #[test]
    fn only_a_shared_reference_joins_amounts_beyond_the_tolerance(world in worlds()) {
        for one in reconcile(&world).unwrap().matches {
            let wrong = matches!(one.reason, Reason::ReferenceOtherAmount(_));
            prop_assert!(wrong || one.difference().abs() <= i128::from(world.options.amount), "{one:?}");
        }
    }

    #[test]
    fn the_input_s_order_does_not_show(world in worlds(), bank in any::<u64>(), ledger in any::<u64>()) {
        let mut other = world.clone();
        shuffle(&mut other.bank, bank);
        shuffle(&mut other.ledger, ledger);
        prop_assert_eq!(reconcile(&world), reconcile(&other));
    }

    #[test]
    fn what_stays_open_is_all_that_lies_between_bank_and_book(mut world in worlds()) {
        let found = reconcile(&world).unwrap();
        let pairing = |one: &Match| Pairing { bank: one.bank.clone(), ledger: one.ledger.clone() };
        world.confirmed = found.matches.iter().map(pairing).collect();
        let confirmed = only_confirmed(&world).unwrap();
        let Ok(open) = confirmed.open_entries(&world) else {
            prop_assert!(confirmed.matches.iter().any(|one| i64::try_from(one.difference()).is_err()));
            return Ok(());
        };
        let open: i128 = open.iter().map(|one| i128::from(one.amount)).sum();
        let lines: i128 = confirmed.ledger_only.iter().map(|one| i128::from(one.amount)).sum();
        let [(bank, _), (book, _)] = sums(&world, &confirmed);
        prop_assert_eq!(open - lines, bank - book, "the next one begins with nothing unexplained");
    }

    #[test]
    fn what_was_found_is_found_again_once_it_is_confirmed(mut world in worlds()) {
        let found = reconcile(&world).unwrap();
        world.confirmed = found.matches.iter().map(|one| Pairing { bank: one.bank.clone(), ledger: one.ledger.clone() }).collect();
        let again = reconcile(&world).unwrap();
        prop_assert_eq!(found.matches.len(), again.matches.iter().filter(|one| one.confidence == Confidence::Confirmed).count());
    }
}

/// Another order of the same items, by a seed.
fn shuffle<T>(items: &mut [T], mut seed: u64) {
    for place in (1..items.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(place, (seed >> 33) as usize % (place + 1));
    }
}
