//! What goes in comes out, for anything that can go in; and no bytes at all make a decoder panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod samples;

use bytes::Bytes;
use ledger::{
    AccountId, Book, BookSettings, BookSide, ChartMode, Currency, Date, Entry, EntryKind, Fact, Line,
    ReleaseReason, Side, Terms, Timestamp,
};
use proptest::prelude::*;
use samples::{SAMPLES, full_type, sample};
use serde_json::Value;
use wire::cloudevents::Envelope;
use wire::message::Message;
use wire::record::{RecordDraft, Stored};
use wire::snapshot::Snapshot;

fn settings() -> BookSettings {
    BookSettings {
        name: "main".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Open,
        balance_per_entity: false,
    }
}

/// A sample whose texts are replaced and whose fields are dropped, as `choices` say.
fn vary(value: &mut Value, choices: &mut impl Iterator<Item = (u8, String)>) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, _| choices.next().is_none_or(|(choice, _)| choice % 4 != 0));
            fields.values_mut().for_each(|field| vary(field, choices));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| vary(item, choices)),
        Value::String(text) => {
            if let Some((choice, other)) = choices.next()
                && choice % 2 == 0
            {
                *text = other;
            }
        }
        _ => {}
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "\\PC{0,6}", "[0-9]{1,20}(\\.[0-9]{1,4})?", "[a-c]:[0-9.]{1,4}"]
}

fn envelope() -> Envelope {
    Envelope { time: "2026-01-01T00:00:00Z".to_owned(), ..Envelope::default() }
}

/// Walks everything that takes a decoded message.
fn walk(message: &Message) {
    let _ = wire::command::request(message, &envelope(), &settings());
    assert!(message.to_json().is_ok());
}

proptest! {
    #[test]
    fn a_message_survives_json_to_protobuf_to_json(
        index in 0..SAMPLES.len(),
        choices in proptest::collection::vec((any::<u8>(), text()), 0..60),
    ) {
        let (name, json) = SAMPLES[index];
        let mut value: Value = serde_json::from_str(json).unwrap();
        vary(&mut value, &mut choices.into_iter());
        let event_type = full_type(name);
        let first = Message::decode(&event_type, "application/json; charset=utf-8", value.to_string().as_bytes()).unwrap();
        let canonical = first.encode();
        let second = Message::decode(&event_type, "application/x-protobuf", &canonical).unwrap();
        prop_assert_eq!(&second, &first);
        let again = Message::decode(&event_type, "application/json", second.to_json().unwrap().as_bytes()).unwrap();
        prop_assert_eq!(again.encode(), canonical);
        walk(&second);
    }

    #[test]
    fn what_a_book_went_through_survives_records_and_snapshots(actions in proptest::collection::vec(action(), 1..40)) {
        let mut book = Book::new(settings());
        let mut folded = Book::new(settings());
        for (index, action) in actions.iter().enumerate() {
            let before = book.clone();
            let facts = facts_of(action, &before, index as u64 + 1);
            facts.iter().for_each(|fact| book.evolve(fact));
            let envelope = envelope();
            let draft = RecordDraft {
                position: index as u64 + 1,
                recorded_at: index as i64,
                bus: None,
                envelope: &envelope,
                effective_date: Date(20_000),
                data: Bytes::new(),
                raw_content_type: "",
            };
            let bytes = wire::record::encode(&draft, &Stored::Posted { rule: None, facts: facts.clone() }, &book).bytes;
            let record = wire::record::decode_record(&bytes, None).unwrap();
            prop_assert_eq!(&prost::Message::encode_to_vec(&record), &bytes);
            let read = wire::record::facts(&record, &folded).unwrap();
            prop_assert_eq!(&read, &facts);
            prop_assert_eq!(wire::record::facts(&record, &book).unwrap(), facts);
            read.iter().for_each(|fact| folded.evolve(fact));
            prop_assert!(wire::record::original(&record, &book).is_ok());
        }
        prop_assert_eq!(folded.digest(), book.digest());
        let snapshot = wire::snapshot::encode(&Snapshot {
            position: 9, at: Timestamp(8), chart_position: None, rulebook_position: Some(7), statement_position: Some(5), book: &book,
        });
        let restored = wire::snapshot::decode(&snapshot).unwrap();
        prop_assert_eq!(restored.book.digest(), book.digest());
        prop_assert_eq!(restored.book.due(Timestamp(i64::MAX)), book.due(Timestamp(i64::MAX)));
        prop_assert_eq!((restored.position, restored.at, restored.rulebook_position), (9, Timestamp(8), Some(7)));
    }

    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read_everything(&bytes);
    }

    #[test]
    fn nor_do_bytes_that_are_nearly_right(
        index in 0..SAMPLES.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let message = sample(SAMPLES[index].0);
        let mut book = Book::new(settings());
        let facts = facts_of(&Action::Post { left: 0, right: 1, amount: 5, open: true }, &book, 1);
        facts.iter().for_each(|fact| book.evolve(fact));
        let envelope = envelope();
        let draft = RecordDraft {
            position: 1, recorded_at: 2, bus: Some((1, 2)), envelope: &envelope, effective_date: Date(3),
            data: message.encode(), raw_content_type: "",
        };
        let record = wire::record::encode(&draft, &Stored::Posted { rule: None, facts }, &book).bytes;
        let snapshot = wire::snapshot::encode(&Snapshot {
            position: 1, at: Timestamp(2), chart_position: None, rulebook_position: None, statement_position: None, book: &book,
        });
        let json = wire::cloudevents::to_json(&envelope, &record).unwrap();
        for good in [message.encode().to_vec(), record.to_vec(), snapshot, json.into_bytes()] {
            let mut bad = good;
            for (place, byte) in &changes {
                let place = place.index(bad.len());
                bad[place] = *byte;
            }
            read_everything(&bad);
        }
    }
}

fn read_everything(bytes: &[u8]) {
    for event_type in
        Message::TYPES.iter().copied().chain([wire::message::BATCH, "neraca.payment.v0.Other", ""])
    {
        for content_type in ["application/protobuf", "application/json", "text/plain"] {
            if let Ok(message) = Message::decode(event_type, content_type, bytes) {
                walk(&message);
                let again = Message::decode(event_type, "application/protobuf", &message.encode());
                assert_eq!(again.as_ref(), Ok(&message));
            }
        }
    }
    let _ = wire::message::expand_batch("application/protobuf", bytes);
    let _ = wire::cloudevents::from_json(bytes);
    let _ = wire::cloudevents::batch_from_json(bytes);
    let header = String::from_utf8_lossy(bytes);
    let _ = Envelope::from_headers([(&*header, "1"), ("ce-id", &*header), ("ce-specversion", "1.0")]);
    let book = Book::new(settings());
    if let Ok(record) = wire::record::decode_record(&Bytes::copy_from_slice(bytes), None) {
        let _ = wire::record::facts(&record, &book);
        let _ = wire::record::original(&record, &book);
    }
    if let Ok(restored) = wire::snapshot::decode(bytes) {
        let _ = restored.book.digest();
    }
}

/// Something a book can go through; accounts are counted within those that exist.
#[derive(Clone, Debug)]
enum Action {
    Open { ceiling: Option<i64>, usd: bool },
    Post { left: usize, right: usize, amount: i64, open: bool },
    Hold { left: usize, right: usize, amount: i64, expires_at: Option<i64> },
    Capture { amount: i64, keep_remainder: bool },
    Release { expired: bool },
    Terms { account: usize, ceiling: Option<i64>, close: bool },
    Budget { account: usize, amount: i64 },
    Reverse,
}

fn action() -> impl Strategy<Value = Action> {
    let place = || 0..50_usize;
    let amount = || 1..i64::MAX / 1000;
    prop_oneof![
        (any::<Option<i64>>(), any::<bool>()).prop_map(|(ceiling, usd)| Action::Open { ceiling, usd }),
        (place(), place(), amount(), any::<bool>()).prop_map(|(left, right, amount, open)| Action::Post {
            left,
            right,
            amount,
            open
        }),
        (place(), place(), amount(), proptest::option::of(1..i64::MAX))
            .prop_map(|(left, right, amount, expires_at)| Action::Hold { left, right, amount, expires_at }),
        (amount(), any::<bool>())
            .prop_map(|(amount, keep_remainder)| Action::Capture { amount, keep_remainder }),
        any::<bool>().prop_map(|expired| Action::Release { expired }),
        (place(), any::<Option<i64>>(), any::<bool>()).prop_map(|(account, ceiling, close)| Action::Terms {
            account,
            ceiling,
            close
        }),
        (place(), any::<i64>()).prop_map(|(account, amount)| Action::Budget { account, amount }),
        Just(Action::Reverse),
    ]
}

/// An account named after the position that opens it; two of one position are of one currency and book side.
fn open(position: u64, second: bool, ceiling: Option<i64>, usd: bool) -> Fact {
    let terms = Terms {
        normal_side: if second { Side::Debit } else { Side::Credit },
        currency: if usd { Currency::parse("USD").unwrap() } else { Currency::IDR },
        book_side: if position.is_multiple_of(3) { BookSide::Budget } else { BookSide::Financial },
        debits_must_not_exceed_credits: position.is_multiple_of(5),
        credits_must_not_exceed_debits: position.is_multiple_of(7),
        ceiling,
    };
    let entity = if second { "e.2" } else { "e.1" };
    Fact::AccountOpened { entity: entity.into(), code: format!("c.{position}").into(), terms }
}

/// Two lines on one account and back where the two are not alike: balanced whatever the accounts are.
fn lines(book: &Book, left: usize, right: usize, amount: i64) -> Vec<Line> {
    let count = book.accounts().len();
    let (mut left, mut right) = (AccountId((left % count) as u32), AccountId((right % count) as u32));
    let key = |id: AccountId| (book.account(id).terms.currency, book.account(id).terms.book_side);
    if key(left) != key(right) {
        (left, right) = (left, left);
    }
    vec![
        Line { account: left, side: Side::Debit, amount },
        Line { account: right, side: Side::Credit, amount },
    ]
}

fn entry(lines: Vec<Line>, kind: EntryKind, reverses: Option<u64>) -> Entry {
    Entry {
        kind,
        effective_date: Date(-3),
        lines,
        description: "d".into(),
        reverses,
        late_for: None,
        open_item: None,
    }
}

fn facts_of(action: &Action, book: &Book, position: u64) -> Vec<Fact> {
    if book.accounts().is_empty() && !matches!(action, Action::Post { .. }) {
        return vec![open(position, false, None, false)];
    }
    let pending = book.holds().iter().find(|(_, hold)| !hold.lines.is_empty());
    match *action {
        Action::Open { ceiling, usd } => vec![open(position, false, ceiling, usd)],
        Action::Post { amount, open: true, .. } => {
            let (first, second) = (open(position, false, None, false), open(position, true, Some(1), false));
            let number = book.accounts().len() as u32;
            let lines = vec![
                Line { account: AccountId(number + 1), side: Side::Debit, amount },
                Line { account: AccountId(number), side: Side::Credit, amount },
            ];
            vec![first, second, Fact::EntryPosted(entry(lines, EntryKind::General, None))]
        }
        Action::Post { .. } if book.accounts().is_empty() => Vec::new(),
        Action::Post { left, right, amount, .. } => {
            vec![Fact::EntryPosted(entry(lines(book, left, right, amount), EntryKind::Opening, None))]
        }
        Action::Hold { left, right, amount, expires_at } => vec![Fact::HoldPlaced {
            id: format!("h{position}").into(),
            year: 2024,
            lines: lines(book, left, right, amount),
            expires_at: expires_at.map(Timestamp),
            description: "".into(),
        }],
        Action::Capture { amount, keep_remainder } => pending.map_or(Vec::new(), |(id, hold)| {
            let part = amount.min(hold.lines[0].amount);
            let lines = hold.lines.iter().map(|line| Line { amount: part, ..*line }).collect();
            vec![Fact::HoldCaptured {
                hold: id.clone(),
                entry: entry(lines, EntryKind::General, None),
                keep_remainder,
            }]
        }),
        Action::Release { expired } => pending.map_or(Vec::new(), |(id, _)| {
            let reason = if expired { ReleaseReason::Expired } else { ReleaseReason::Released };
            vec![Fact::HoldReleased { hold: id.clone(), reason }]
        }),
        Action::Terms { account, ceiling, close } => {
            let account = AccountId((account % book.accounts().len()) as u32);
            let close = if close { Fact::AccountClosed(account) } else { Fact::AccountReopened(account) };
            vec![Fact::CeilingSet { account, ceiling }, close]
        }
        Action::Budget { account, amount } => {
            let account = AccountId((account % book.accounts().len()) as u32);
            vec![Fact::BudgetSet { account, year: 2024, amount, enforced: amount % 2 == 0 }]
        }
        Action::Reverse => vec![
            Fact::EntryPosted(entry(lines(book, 0, 0, 1), EntryKind::Reversal, Some(position))),
            Fact::Reversed(position),
        ],
    }
}
