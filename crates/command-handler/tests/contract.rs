//! What a publisher can rely on, on both stores and over a real bus: repeats, conflicts, unreadable messages, redelivery,
//! a stream made anew, a second handler.

mod common;

use std::sync::Arc;
use std::time::Duration;

use command_handler::jetstream::{self, SourceOptions};
use command_handler::redecide::{Rules, redecide};
use command_handler::{BusSigner, HandlerError, Verdict, relay};
use common::{BOOK, SOURCE, event, expect, flood, open, outcome_of, transfer};
use event_store::{EmbeddedStore, EventStore, Outcome, StoreError};
use ledger::RefusalCode;
use serde_json::json;
use tokio::sync::watch;

fn refused(verdict: &Verdict) -> Option<RefusalCode> {
    match verdict {
        Verdict::Refused(refusal) => Some(refusal.code),
        _ => None,
    }
}

fn quarantined(verdict: &Verdict) -> Option<&str> {
    match verdict {
        Verdict::Quarantined { code, .. } => Some(code),
        _ => None,
    }
}

#[tokio::test]
async fn every_message_gets_one_outcome_and_repeats_get_it_again() {
    for (name, store, _alive) in common::both_stores().await {
        let handler = common::start(store.clone()).await;
        let handle = handler.handle();
        let first = transfer("t-1", "bank:a", "bank:b", 10);
        let other = transfer("t-1", "bank:a", "bank:b", 11);
        let messages = [
            open("bank:a", "debit"),
            open("bank:b", "credit"),
            first.clone(),
            first.clone(),
            other.clone(),
            event("x-1", "neraca.payment.v1.JournalPosted", json!({"unknown": 1})),
            event("x-2", "neraca.payment.v9.Nothing", json!({})),
            event("x-3", "neraca.payment.v1.JournalPosted", json!({"date": "2026-01-02", "lines": []})),
            common::Event {
                id: "x-4".into(),
                event_type: "neraca.payment.v1.JournalPosted",
                body: "{".into(),
            },
        ];
        let answers = handle.submit(messages.iter().map(common::Event::incoming).collect()).await.unwrap();
        assert_eq!(answers[2].verdict, Verdict::Posted, "{name}");
        assert!(answers[3].repeated && answers[3].position == answers[2].position, "{name}");
        assert_eq!(refused(&answers[4].verdict), Some(RefusalCode::IdentityConflict), "{name}");
        assert_eq!(quarantined(&answers[5].verdict), Some("unknown_fields"), "{name}");
        assert_eq!(quarantined(&answers[6].verdict), Some("unknown_type"), "{name}");
        assert_eq!(refused(&answers[7].verdict), Some(RefusalCode::TooFewLines), "{name}");
        assert_eq!(quarantined(&answers[8].verdict), Some("undecodable"), "{name}");

        // All of it again, in another order and another batch: nothing moves, and each gets what it got.
        let before = (handle.digest().await.unwrap(), store.head(BOOK).await.unwrap().position);
        for (message, answer) in messages.iter().zip(&answers).rev() {
            let again = handle.submit(vec![message.incoming()]).await.unwrap();
            assert!(again[0].repeated && again[0].verdict == answer.verdict, "{name}: {message:?}");
            assert_eq!(again[0].position, answer.position, "{name}");
        }
        assert_eq!(
            (handle.digest().await.unwrap(), store.head(BOOK).await.unwrap().position),
            before,
            "{name}"
        );
        let found = handle.outcome(SOURCE, "t-1").await.unwrap().unwrap();
        assert_eq!((found.position, &found.verdict), (answers[2].position, &answers[2].verdict), "{name}");
        assert_eq!(handle.outcome(SOURCE, "never").await.unwrap(), None, "{name}");
        handler.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_restart_goes_on_with_the_same_state() {
    for (name, store, _alive) in common::both_stores().await {
        let events = flood(3_000, 7);
        let (early, late) = events.split_at(1_700);
        let handler = common::start(store.clone()).await;
        handler.handle().submit(early.iter().map(common::Event::incoming).collect()).await.unwrap();
        let digest = handler.handle().digest().await.unwrap();
        handler.stop().await.unwrap();

        let handler = common::start(store.clone()).await;
        assert_eq!(handler.handle().digest().await.unwrap(), digest, "{name}");
        for chunk in late.chunks(111) {
            handler.handle().submit(chunk.iter().map(common::Event::incoming).collect()).await.unwrap();
        }
        let digest = handler.handle().digest().await.unwrap();
        handler.stop().await.unwrap();
        assert_eq!(outcome_of(&*store).await, expect(&events), "{name}");
        let folded = command_handler::recovery::fold(&*store, BOOK, u64::MAX).await.unwrap().unwrap();
        assert_eq!(folded.book.digest(), digest, "{name}");
    }
}

#[tokio::test]
async fn a_reversal_finds_its_original_in_the_same_batch_and_in_the_log() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let handler = common::start(store.clone()).await;
    let handle = handler.handle();
    let reverse = |id: &str, original: &str| {
        event(
            id,
            "neraca.payment.v1.PaymentReversed",
            json!({"date": "2026-02-01", "originalId": original, "reason": "typo"}),
        )
    };
    let messages = [
        open("bank:a", "debit"),
        open("bank:b", "credit"),
        transfer("t-1", "bank:a", "bank:b", 10),
        reverse("r-1", "t-1"),
        reverse("r-2", "t-1"),
        reverse("r-3", "nothing"),
    ];
    let answers = handle.submit(messages.iter().map(common::Event::incoming).collect()).await.unwrap();
    assert_eq!(answers[3].verdict, Verdict::Posted);
    assert_eq!(refused(&answers[4].verdict), Some(RefusalCode::AlreadyReversed));
    assert_eq!(refused(&answers[5].verdict), Some(RefusalCode::OriginalNotFound));
    let again = handle.submit(vec![reverse("r-4", "r-1").incoming()]).await.unwrap();
    assert_eq!(again[0].verdict, Verdict::Posted);
    let balances = outcome_of(&*store).await.balances;
    assert_eq!(balances["bank:a"], 1_000, "a reversal of a reversal restores the balance");
    handler.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_handler_takes_over_and_the_first_is_fenced() {
    let database = testkit::postgres();
    let store = || async {
        Arc::new(event_store::PostgresStore::connect(&database.url).await.unwrap()) as Arc<dyn EventStore>
    };
    let (first_store, second_store) = (store().await, store().await);
    let mut first = common::start(first_store).await;
    first.handle().submit(vec![open("bank:a", "debit").incoming()]).await.unwrap();
    let second = common::start(second_store.clone()).await;
    let stale = first.handle().submit(vec![open("bank:stale", "debit").incoming()]).await;
    assert!(matches!(stale, Err(HandlerError::Stopped)), "{stale:?}");
    second.handle().submit(vec![open("bank:b", "debit").incoming()]).await.unwrap();
    let names: Vec<String> = outcome_of(&*second_store).await.balances.into_keys().collect();
    assert_eq!(names, ["bank:a", "bank:b"]);
    // It ends by itself, with the reason, and not only when the next message comes.
    let ended = tokio::time::timeout(Duration::from_secs(10), first.failed()).await.unwrap();
    assert!(matches!(ended, Err(HandlerError::Store(error)) if matches!(*error, StoreError::Fenced { .. })));
    second.stop().await.unwrap();
}

/// Reads the bus until `last` is durable, then stops.
async fn read_bus_up_to(store: Arc<dyn EventStore>, url: &str, last: u64) -> Result<(), HandlerError> {
    read_bus(store, url, last, SourceOptions::of_book("main")).await
}

async fn read_bus(
    store: Arc<dyn EventStore>,
    url: &str,
    last: u64,
    options: SourceOptions,
) -> Result<(), HandlerError> {
    let handler = common::start(store).await;
    let client = async_nats::connect(url).await.expect("the test's nats-server is up");
    let (stop, shutdown) = watch::channel(false);
    let source = tokio::spawn(jetstream::run(client, options, handler.handle(), shutdown));
    let mut progress = handler.handle().progress();
    let reached = progress.wait_for(|progress| progress.bus_sequence.unwrap_or(0) >= last);
    let result = tokio::select! {
        _ = tokio::time::timeout(Duration::from_secs(60), reached) => Ok(()),
        result = async { source.await.expect("the source does not panic") } => return result,
    };
    stop.send_replace(true);
    handler.stop().await?;
    result
}

#[tokio::test]
async fn the_bus_and_a_direct_run_come_to_the_same() {
    let events = flood(4_000, 11);
    for (name, store, _alive) in common::both_stores().await {
        let nats = testkit::nats();
        let client = async_nats::connect(&nats.url).await.unwrap();
        common::create_stream(&client).await;
        common::publish(&client, &events[..2_500]).await;
        read_bus_up_to(store.clone(), &nats.url, 2_500).await.unwrap();
        common::publish(&client, &events[2_500..]).await;
        read_bus_up_to(store.clone(), &nats.url, 4_000).await.unwrap();
        common::assert_every_sequence_has_one_outcome(&*store, 4_000).await;
        assert_eq!(outcome_of(&*store).await, expect(&events), "{name}");
    }
}

/// One publisher claims to be two people; two publishers are two.
#[tokio::test]
async fn on_the_bus_nobody_is_two_pairs_of_eyes() {
    let nats = testkit::nats();
    let client = async_nats::connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let events = |name: &str| {
        let line = |account: &str, side: &str| json!({"account": account, side: {"value": "5"}});
        let lines = json!([line("bank:a", "debit"), line("bank:b", "credit")]);
        let made = json!({"date": "2026-02-01", "proposal": name, "maker": "ani", "journalPosted": {"lines": lines}});
        let approved = json!({"date": "2026-02-02", "proposal": name, "checker": "budi"});
        [
            event(format!("made-{name}"), "neraca.payment.v1.ProposalMade", made),
            event(format!("approved-{name}"), "neraca.payment.v1.ProposalApproved", approved),
        ]
    };
    let accounts = [open("bank:a", "debit"), open("bank:b", "credit")];
    common::publish(&client, &accounts).await;
    common::publish(&client, &events("alone")).await;
    let [made, approved] = events("two");
    common::publish_to(&client, "neraca.main.payments.budi", std::slice::from_ref(&made)).await;
    let [made_again, _] = events("three");
    common::publish_to(&client, "neraca.main.payments.ani", &[made_again]).await;
    let [_, approved_three] = events("three");
    common::publish_to(&client, "neraca.main.payments.ani", std::slice::from_ref(&approved)).await;
    common::publish_to(&client, "neraca.main.payments.budi", &[approved_three]).await;
    let signers = ["maker:neraca.main.payments.ani:ani", "checker:neraca.main.payments.budi:budi"];
    let signers = signers.map(|signer| signer.parse::<BusSigner>().unwrap()).into_iter().collect();
    let options = SourceOptions { signers, ..SourceOptions::of_book("main") };
    read_bus(store.clone(), &nats.url, 8, options).await.unwrap();

    let records = store.read(BOOK, 0, 100).await.unwrap();
    let ends = |id: &str| {
        let record = records.iter().find(|record| record.id == id).unwrap();
        (record.outcome, record.code.clone())
    };
    let unsigned = (Outcome::Quarantined, "not_signed".to_owned());
    for id in ["made-alone", "approved-alone", "made-two", "approved-two"] {
        assert_eq!(ends(id), unsigned, "{id}");
    }
    for id in ["made-three", "approved-three"] {
        assert_eq!(ends(id).0, Outcome::Posted, "{id}");
    }
    // The log decided again comes to the same, though it does not know the subjects.
    let again =
        redecide(&store, BOOK, u64::MAX, &Rules::Recorded, |found| panic!("{found:?}")).await.unwrap();
    assert_eq!(again.differences, 0);
}

#[tokio::test]
async fn a_stream_made_anew_is_read_from_its_beginning() {
    let events = flood(1_200, 3);
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let nats = testkit::nats();
    let client = async_nats::connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    common::publish(&client, &events[..800]).await;
    read_bus_up_to(store.clone(), &nats.url, 800).await.unwrap();

    let context = async_nats::jetstream::new(client.clone());
    context.delete_stream("NERACA_PAYMENTS").await.unwrap();
    common::create_stream(&client).await;
    // The new stream's sequences start at one again; half of it is old news.
    common::publish(&client, &events[400..]).await;
    let handler = common::start(store.clone()).await;
    let (stop, shutdown) = watch::channel(false);
    let source = tokio::spawn(jetstream::run(
        client.clone(),
        SourceOptions::of_book("main"),
        handler.handle(),
        shutdown,
    ));
    let expected = expect(&events);
    let mut progress = handler.handle().progress();
    let total = expected.posted + expected.refused + expected.quarantined;
    // One internal record opened the book.
    let reached = progress.wait_for(|progress| progress.position > total);
    tokio::time::timeout(Duration::from_secs(60), reached).await.unwrap().unwrap();
    stop.send_replace(true);
    source.await.unwrap().unwrap();
    handler.stop().await.unwrap();
    assert_eq!(outcome_of(&*store).await, expected);
    assert_eq!(store.bus_streams(BOOK).await.unwrap().len(), 2);
    common::assert_completeness_is_stated(&*store, &[800, 800]).await;
}

#[tokio::test]
async fn a_stream_that_lost_messages_stops_the_source_with_a_reason() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let nats = testkit::nats();
    let client = async_nats::connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    common::publish(&client, &flood(100, 5)).await;
    read_bus_up_to(store.clone(), &nats.url, 100).await.unwrap();
    // The store believes it read further than the stream goes: as after a restore of an older stream.
    let mut leadership = store.lead(BOOK).await.unwrap();
    let cursor = leadership.head.bus.unwrap();
    let ahead = event_store::BusCursor { sequence: 150, ..cursor };
    let batch = event_store::Batch { records: Vec::new(), repeats: Vec::new(), bus: Some(ahead) };
    leadership.writer.append(&batch).await.unwrap();
    drop(leadership);
    let error = read_bus_up_to(store, &nats.url, 151).await.unwrap_err();
    assert!(error.to_string().contains("ends at 100, but 150 was read"), "{error}");
}

#[tokio::test]
async fn the_relay_publishes_every_record_once_and_results_are_found_by_identity() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let nats = testkit::nats();
    let client = async_nats::connect(&nats.url).await.unwrap();
    let handler = common::start(store.clone()).await;
    let events = flood(1_500, 9);
    handler.handle().submit(events.iter().map(common::Event::incoming).collect()).await.unwrap();
    let head = store.head(BOOK).await.unwrap().position;

    let context = async_nats::jetstream::new(client.clone());
    for round in 0..3 {
        // Interrupted at any moment and started again: the stream says where to go on.
        let (stop, shutdown) = watch::channel(false);
        let running = tokio::spawn(relay::run(client.clone(), store.clone(), BOOK.to_owned(), shutdown));
        tokio::time::sleep(Duration::from_millis(5 * round)).await;
        stop.send_replace(true);
        running.await.unwrap();
    }
    let (stop, shutdown) = watch::channel(false);
    let running = tokio::spawn(relay::run(client.clone(), store.clone(), BOOK.to_owned(), shutdown));
    let mut stream = loop {
        if let Ok(mut stream) = context.get_stream(relay::stream_name(BOOK)).await
            && stream.info().await.unwrap().state.last_sequence >= head
        {
            break stream;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    assert_eq!(stream.info().await.unwrap().state.messages, head);
    let records = store.read(BOOK, 0, head as usize).await.unwrap();
    for record in records.iter().step_by(97) {
        let message = stream.get_raw_message(record.position).await.unwrap();
        assert_eq!(
            (message.subject.as_str(), &message.payload),
            (relay::subject(BOOK, record).as_str(), &record.bytes)
        );
        let found = stream.get_last_raw_message_by_subject(&relay::subject(BOOK, record)).await.unwrap();
        assert!(found.sequence >= record.position);
    }
    stop.send_replace(true);
    running.await.unwrap();
    handler.stop().await.unwrap();
}

#[tokio::test]
async fn a_bus_with_a_password_is_reached_by_the_credentials_of_its_address() {
    let options = testkit::managed::nats::Options { authenticate: true, ..Default::default() };
    let nats = testkit::nats_with(options);
    let client = command_handler::bus::connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    let error = command_handler::bus::connect("not an address").await.unwrap_err();
    assert!(error.to_string().contains("nats://host:port"), "{error}");
}

#[tokio::test]
async fn a_stream_that_collects_another_books_events_is_not_read() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let nats = testkit::nats();
    let client = async_nats::connect(&nats.url).await.unwrap();
    async_nats::jetstream::new(client)
        .create_stream(async_nats::jetstream::stream::Config {
            name: "NERACA_PAYMENTS".to_owned(),
            subjects: vec!["neraca.*.payments.>".to_owned()],
            ..Default::default()
        })
        .await
        .unwrap();
    let error = read_bus_up_to(store, &nats.url, 1).await.unwrap_err();
    assert!(error.to_string().contains("collects neraca.*.payments.>"), "{error}");
}

#[tokio::test]
async fn a_name_too_long_for_the_log_and_a_message_too_long_for_an_entry_both_have_their_outcome() {
    for (name, store, _keep) in common::both_stores().await {
        let handler = common::start(store.clone()).await;
        let long_name = transfer("x".repeat(70_000), "bank:a", "bank:b", 1).incoming();
        let mut long_message = transfer("long", "bank:a", "bank:b", 1).incoming();
        long_message.body = bytes::Bytes::from(vec![b'{'; 1 << 20]);
        let answers = handler.handle().submit(vec![long_name, long_message]).await.unwrap();
        assert_eq!(quarantined(&answers[0].verdict), Some("headers_invalid"), "{name}");
        assert_eq!(quarantined(&answers[1].verdict), Some("undecodable"), "{name}");
        let record = store.read_at(BOOK, &[answers[1].position]).await.unwrap().pop().unwrap();
        let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref()).unwrap();
        assert_eq!(decoded.data.len(), 1 << 20, "{name}: its bytes are kept beside the entry");
        handler.stop().await.unwrap();
    }
}
