//! The world of the handler's tests: events by the line, a bus to publish them on, and what must have come of them.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;
use std::sync::Arc;

use async_nats::HeaderMap;
use async_nats::jetstream;
use bytes::Bytes;
use command_handler::recovery;
use command_handler::{BookProfile, Handler, HandlerOptions, Incoming};
use event_store::{EmbeddedStore, EventStore, Outcome, PostgresStore};
use futures_util::future::join_all;
use ledger::Currency;
use testkit::SplitMix64;
use wire::cloudevents::Envelope;

/// The book every test uses.
pub const BOOK: &str = "main";
/// The source of every event.
pub const SOURCE: &str = "urn:test:bank";

/// An event as a publisher sends it.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: String,
    pub event_type: &'static str,
    pub body: String,
}

/// An event of the instruction vocabulary.
pub fn event(id: impl Into<String>, name: &'static str, body: serde_json::Value) -> Event {
    Event { id: id.into(), event_type: name, body: body.to_string() }
}

/// Opens an account that grows on `side`.
pub fn open(account: &str, side: &str) -> Event {
    event(
        format!("open-{account}"),
        "neraca.payment.v1.AccountOpened",
        serde_json::json!({"date": "2026-01-01", "account": account, "normalSide": side}),
    )
}

/// Moves `amount` from `credit` to `debit`.
pub fn transfer(id: impl Into<String>, debit: &str, credit: &str, amount: u64) -> Event {
    let money = serde_json::json!({"value": amount.to_string(), "currency": "IDR"});
    event(
        id,
        "neraca.payment.v1.JournalPosted",
        serde_json::json!({"date": "2026-01-02", "lines": [
            {"account": debit, "debit": money}, {"account": credit, "credit": money}]}),
    )
}

impl Event {
    /// As a handler takes it from anywhere but the bus.
    pub fn incoming(&self) -> Incoming {
        let envelope = Envelope {
            id: self.id.clone(),
            source: SOURCE.to_owned(),
            event_type: self.event_type.to_owned(),
            time: String::new(),
            content_type: "application/json".to_owned(),
        };
        Incoming {
            envelope: Ok(envelope),
            headers: Vec::new(),
            body: Bytes::from(self.body.clone()),
            bus: None,
        }
    }

    /// As it is published.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("ce-specversion", "1.0");
        headers.insert("CE-Id", self.id.as_str());
        headers.insert("ce-source", SOURCE);
        headers.insert("ce-type", self.event_type);
        headers.insert("Content-Type", "application/json");
        headers
    }
}

/// A flood from a seed: accounts, then transfers among them, with repeats, conflicts and unreadable ones mixed in.
pub fn flood(count: usize, seed: u64) -> Vec<Event> {
    let mut random = SplitMix64::new(seed);
    let mut draw = |below: u64| random.next_u64() % below;
    let mut events: Vec<Event> = (0..20).map(|n| open(&format!("bank:acct-{n}"), "debit")).collect();
    while events.len() < count {
        let place = events.len();
        events.push(match draw(20) {
            0 => events[draw(place as u64) as usize].clone(),
            1 if place > 40 => {
                let id = events[20 + draw((place - 20) as u64) as usize].id.clone();
                transfer(id, "bank:acct-1", "bank:acct-2", 1_000_000 + draw(1_000))
            }
            2 => Event {
                id: format!("bad-{place}"),
                event_type: "neraca.payment.v1.JournalPosted",
                body: "{".to_owned(),
            },
            _ => {
                let (debit, credit) = (draw(20), draw(19));
                let credit = if credit >= debit { credit + 1 } else { credit };
                transfer(
                    format!("t-{place}"),
                    &format!("bank:acct-{debit}"),
                    &format!("bank:acct-{credit}"),
                    1 + draw(500),
                )
            }
        });
    }
    events
}

/// Publishes events in order, waiting for each to be stored, and trying again over a bus that comes and goes. A try whose
/// answer was lost may have been stored, so the bus may hold an event twice: that is a repeat like any other.
pub async fn publish(client: &async_nats::Client, events: &[Event]) {
    publish_to(client, "neraca.main.payments.bank", events).await;
}

pub async fn publish_to(client: &async_nats::Client, subject: &'static str, events: &[Event]) {
    let context = jetstream::new(client.clone());
    let mut at = 0;
    while at < events.len() {
        let until = (at + 500).min(events.len());
        let mut acks = Vec::new();
        for event in &events[at..until] {
            acks.push(
                context.publish_with_headers(subject, event.headers(), event.body.clone().into()).await,
            );
        }
        // All at once: each acknowledgement that never comes takes its full timeout.
        let answers = join_all(acks.into_iter().map(|ack| async { ack.ok()?.await.ok() })).await;
        let stored = answers.iter().all(Option::is_some);
        if stored {
            at = until;
        } else {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }
}

/// Creates the stream of payment events, as the source would.
pub async fn create_stream(client: &async_nats::Client) {
    jetstream::new(client.clone())
        .get_or_create_stream(jetstream::stream::Config {
            name: "NERACA_PAYMENTS".to_owned(),
            subjects: vec!["neraca.main.payments.>".to_owned()],
            discard: jetstream::stream::DiscardPolicy::New,
            allow_direct: true,
            ..Default::default()
        })
        .await
        .expect("the test's nats-server is up");
}

/// Starts a handler on the plain profile.
pub async fn start(store: Arc<dyn EventStore>) -> Handler {
    let options = HandlerOptions { batch_max: 300, snapshot_every: 1_000, ..HandlerOptions::default() };
    Handler::start(store, &BookProfile::plain(BOOK, Currency::IDR), options)
        .await
        .expect("the handler starts")
}

/// Both backends, each empty, with what keeps them alive.
pub async fn both_stores() -> Vec<(&'static str, Arc<dyn EventStore>, Box<dyn std::any::Any>)> {
    let folder = testkit::temp_dir();
    let embedded = EmbeddedStore::open(folder.path()).expect("a fresh folder opens");
    let database = testkit::postgres();
    let postgres = PostgresStore::connect(&database.url).await.expect("the test database is reachable");
    vec![
        ("embedded", Arc::new(embedded) as Arc<dyn EventStore>, Box::new(folder) as Box<dyn std::any::Any>),
        ("postgres", Arc::new(postgres), Box::new(database)),
    ]
}

/// What an undisturbed run must come to, told by walking the events without any of the code under test.
#[derive(Debug, PartialEq, Eq)]
pub struct Expected {
    pub posted: u64,
    pub refused: u64,
    pub quarantined: u64,
    pub balances: BTreeMap<String, i128>,
}

/// Walks the events the plain way: a map of ids to bodies, and balances by name.
pub fn expect(events: &[Event]) -> Expected {
    let mut seen: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut expected = Expected { posted: 0, refused: 0, quarantined: 0, balances: BTreeMap::new() };
    for event in events {
        let bodies = seen.entry(&event.id).or_default();
        let first = bodies.is_empty();
        if bodies.contains(&event.body.as_str()) {
            continue;
        }
        bodies.push(&event.body);
        let Ok(body) = serde_json::from_str::<serde_json::Value>(&event.body) else {
            expected.quarantined += 1;
            continue;
        };
        if !first {
            expected.refused += 1;
            continue;
        }
        expected.posted += 1;
        if let Some(account) = body["account"].as_str() {
            expected.balances.insert(account.to_owned(), 0);
        }
        for line in body["lines"].as_array().into_iter().flatten() {
            let amount = |side: &str| {
                line[side]["value"].as_str().map_or(0, |v| v.parse::<i128>().expect("whole numbers") * 100)
            };
            let account = line["account"].as_str().expect("lines name accounts").to_owned();
            *expected.balances.entry(account).or_default() += amount("debit") - amount("credit");
        }
    }
    expected
}

/// What the log says, folded from nothing.
pub async fn outcome_of(store: &dyn EventStore) -> Expected {
    let state =
        recovery::fold(store, BOOK, u64::MAX).await.expect("the log folds").expect("the book is there");
    let accounts = state.book.accounts().iter();
    let balance = |b: &ledger::Balance| i128::from(b.debit) - i128::from(b.credit);
    let counts = store.outcome_counts(BOOK).await.expect("the store answers");
    Expected {
        posted: counts.posted,
        refused: counts.refused,
        quarantined: counts.quarantined,
        balances: accounts.map(|a| (format!("{}:{}", a.entity, a.code), balance(&a.balance))).collect(),
    }
}

/// Every bus sequence up to the cursor has exactly one outcome: a record or a repeat.
pub async fn assert_every_sequence_has_one_outcome(store: &dyn EventStore, last: u64) {
    let mut outcomes: BTreeMap<u64, u32> = BTreeMap::new();
    let mut after = 0;
    loop {
        let records = store.read(BOOK, after, 5_000).await.expect("the store answers");
        let Some(end) = records.last() else { break };
        after = end.position;
        for record in records.iter().filter(|record| record.outcome != Outcome::Internal) {
            *outcomes.entry(record.bus.expect("all came by the bus").sequence).or_default() += 1;
        }
    }
    let mut after = 0;
    loop {
        let repeats = store.repeats(BOOK, after, 5_000).await.expect("the store answers");
        let Some(end) = repeats.last() else { break };
        after = end.number;
        for stored in &repeats {
            *outcomes.entry(stored.repeat.bus.expect("all came by the bus").sequence).or_default() += 1;
        }
    }
    assert_eq!(outcomes.len() as u64, last, "outcomes for every sequence up to {last}");
    assert!(outcomes.values().all(|count| *count == 1), "no sequence has two outcomes");
    assert_eq!(outcomes.keys().next_back(), Some(&last));
}

/// Statements account for every sequence of every stream once, in order, and for every repeat. `lasts` are the last
/// sequences of the streams in the order in which they were read.
pub async fn assert_completeness_is_stated(store: &dyn EventStore, lasts: &[u64]) {
    let mut next: BTreeMap<u32, u64> = BTreeMap::new();
    let (mut repeats, mut counts) = (0, [0; 4]);
    for record in store
        .read_by_outcome(BOOK, event_store::Outcome::Internal, 0, usize::MAX)
        .await
        .expect("the log can be read")
    {
        let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
            .expect("the log can be read");
        let Some(wire::ledger_v1::record::Outcome::CompletenessStated(stated)) = decoded.outcome else {
            continue;
        };
        for range in &stated.ranges {
            let expected = next.insert(range.stream, range.last + 1).unwrap_or(1);
            assert_eq!(range.first, expected, "position {}: {range:?}", record.position);
            assert!(!range.name.is_empty() && !range.created_at.is_empty());
            let outcomes = [range.posted, range.refused, range.quarantined, range.repeated];
            assert_eq!(outcomes.iter().sum::<u64>(), range.last - range.first + 1, "{range:?}");
            counts.iter_mut().zip(outcomes).for_each(|(sum, count)| *sum += count);
        }
        assert_eq!(stated.first_repeat, repeats + 1, "position {}", record.position);
        repeats += stated.repeats.len() as u64;
    }
    assert_eq!(next.into_values().map(|next| next - 1).collect::<Vec<_>>(), lasts);
    let stored = store.outcome_counts(BOOK).await.expect("the log can be read");
    assert_eq!(counts, [stored.posted, stored.refused, stored.quarantined, stored.repeats]);
    assert_eq!(repeats, stored.repeats);
}
