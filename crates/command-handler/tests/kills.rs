//! `kill -9` of the handler, of Postgres and of nats-server in the middle of 50,000 events: each ends with every event in
//! exactly one outcome and the balances of an undisturbed run.

mod common;

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{BOOK, expect, flood, outcome_of};
use event_store::{EventStore, PostgresStore};

const EVENTS: usize = 50_000;

/// The example beside these tests, built with them.
fn handler_program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let target = test.parent().and_then(std::path::Path::parent).expect("tests stand in target/…/deps");
    target.join("examples").join("bus_handler")
}

fn spawn_handler(store: &str, nats: &str) -> Child {
    Command::new(handler_program())
        .args([store, nats])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the example is built with the tests")
}

/// Waits until the bus cursor has come to `sequence`, keeping a handler running and the store reachable.
async fn wait_for_sequence(store: &dyn EventStore, sequence: u64) {
    let started = Instant::now();
    loop {
        // While the store is down it can't be asked; that is what is being tested.
        let reached =
            store.head(BOOK).await.ok().and_then(|head| head.bus).map_or(0, |cursor| cursor.sequence);
        if reached >= sequence {
            return;
        }
        assert!(
            started.elapsed() < Duration::from_secs(240),
            "waited in vain for sequence {sequence}, got to {reached}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn assert_undisturbed(
    store: &dyn EventStore,
    client: &async_nats::Client,
    events: &[common::Event],
) -> u64 {
    let last = last_sequence(client).await;
    wait_for_sequence(store, last).await;
    common::assert_every_sequence_has_one_outcome(store, last).await;
    assert_eq!(outcome_of(store).await, expect(events));
    last
}

/// What was not stated when a handler was killed is stated by the next one, in order and once.
async fn assert_the_next_handler_states_the_rest(store: Arc<dyn EventStore>, last: u64) {
    common::start(store.clone()).await.stop().await.expect("it stops");
    common::assert_completeness_is_stated(&*store, &[last]).await;
}

async fn last_sequence(client: &async_nats::Client) -> u64 {
    let context = async_nats::jetstream::new(client.clone());
    let stream = context.get_stream("NERACA_PAYMENTS").await.expect("the stream is there");
    stream.cached_info().state.last_sequence
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_handler_ten_times_loses_and_doubles_nothing() {
    let (database, nats) = (testkit::postgres(), testkit::nats());
    let store: Arc<dyn EventStore> = Arc::new(PostgresStore::connect(&database.url).await.unwrap());
    let client = async_nats::connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    let events = flood(EVENTS, 21);
    common::publish(&client, &events).await;
    for round in 1..=10 {
        let mut handler = spawn_handler(&database.url, &nats.url);
        wait_for_sequence(&*store, round * 4_000).await;
        handler.kill().unwrap();
        handler.wait().unwrap();
    }
    let mut handler = spawn_handler(&database.url, &nats.url);
    let last = assert_undisturbed(&*store, &client, &events).await;
    handler.kill().unwrap();
    handler.wait().unwrap();
    assert_the_next_handler_states_the_rest(store, last).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_postgres_in_the_middle_loses_and_doubles_nothing() {
    let (cluster, nats) = (testkit::own_postgres(), testkit::nats());
    let url = cluster.database();
    let store: Arc<dyn EventStore> = Arc::new(PostgresStore::connect(&url).await.unwrap());
    let client = async_nats::connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    let events = flood(EVENTS, 22);
    common::publish(&client, &events).await;
    let mut handler = spawn_handler(&url, &nats.url);
    for round in 1..=3 {
        wait_for_sequence(&*store, round * 10_000).await;
        cluster.kill();
        cluster.restart().unwrap();
    }
    let last = assert_undisturbed(&*store, &client, &events).await;
    assert_eq!(handler.try_wait().unwrap(), None, "the handler outlives its database");
    handler.kill().unwrap();
    handler.wait().unwrap();
    assert_the_next_handler_states_the_rest(store, last).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_bus_while_it_is_published_to_and_read_loses_and_doubles_nothing() {
    let (database, nats) = (testkit::postgres(), testkit::nats());
    let store: Arc<dyn EventStore> = Arc::new(PostgresStore::connect(&database.url).await.unwrap());
    let client = async_nats::ConnectOptions::new().max_reconnects(None).connect(&nats.url).await.unwrap();
    common::create_stream(&client).await;
    let events = flood(EVENTS, 23);
    let mut handler = spawn_handler(&database.url, &nats.url);
    let publisher = tokio::spawn({
        let (client, events) = (client.clone(), events.clone());
        async move { common::publish(&client, &events).await }
    });
    for round in 1..=3 {
        wait_for_sequence(&*store, round * 10_000).await;
        nats.kill();
        nats.restart().unwrap();
    }
    publisher.await.unwrap();
    let last = assert_undisturbed(&*store, &client, &events).await;
    handler.kill().unwrap();
    handler.wait().unwrap();
    assert_the_next_handler_states_the_rest(store, last).await;
}
