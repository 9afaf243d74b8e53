//! How fast messages become durable outcomes: `cargo bench -p command-handler --bench ingest -- [EVENTS] [only=TEXT]`.
//!
//! Two-line journal entries between 10,000 accounts, protobuf, from a seed; handed in directly or read from a backlog on a
//! real nats-server; into SQLite and a Postgres with the durable defaults of production. The last column is the median of
//! lone events, one at a time. Each run folds the log again at the end and compares digests.

#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_nats::HeaderMap;
use command_handler::jetstream::{self, SourceOptions};
use command_handler::{BookProfile, Handle, Handler, HandlerOptions, Incoming, recovery};
use event_store::{EmbeddedStore, EventStore, PostgresStore};
use ledger::Currency;
use testkit::SplitMix64;
use tokio::sync::watch;
use wire::cloudevents::Envelope;
use wire::message::Message;
use wire::payment_v1 as pb;

const ACCOUNTS: u64 = 10_000;
const SOURCE: &str = "urn:bench";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let events: usize =
        arguments.iter().filter_map(|argument| argument.parse().ok()).next().unwrap_or(200_000);
    let only = arguments.iter().find_map(|argument| argument.strip_prefix("only=")).unwrap_or("");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    println!("{events} events, {ACCOUNTS} accounts; events a second, median of lone events");
    runtime.block_on(async {
        for place in ["embedded", "postgres"] {
            for via in ["direct", "direct, hot account", "nats"] {
                let title = format!("{place}, {via}");
                if title.contains(only) {
                    run(&title, place, via, events).await;
                }
            }
        }
    });
}

async fn run(title: &str, place: &str, via: &str, events: usize) {
    let folder = testkit::temp_dir();
    let cluster = (place == "postgres").then(testkit::own_postgres);
    let store: Arc<dyn EventStore> = match &cluster {
        Some(cluster) => Arc::new(PostgresStore::connect(&cluster.database()).await.unwrap()),
        None => Arc::new(EmbeddedStore::open(folder.path()).unwrap()),
    };
    let profile = BookProfile::plain("bench", Currency::IDR);
    let options = HandlerOptions { snapshot_every: u64::MAX, ..HandlerOptions::default() };
    let handler = Handler::start(store.clone(), &profile, options).await.unwrap();
    let handle = handler.handle();
    handle
        .submit((0..ACCOUNTS).map(|n| incoming(&format!("open-{n}"), &opening(n))).collect())
        .await
        .unwrap();
    let messages = transfers(events, via.contains("hot"));
    let rate =
        if via == "nats" { over_nats(&handle, &messages).await } else { directly(&handle, messages).await };
    let lone = lone(&handle).await;
    let digest = handle.digest().await.unwrap();
    handler.stop().await.unwrap();
    let folding = Instant::now();
    let folded = recovery::fold(&*store, "bench", u64::MAX).await.unwrap().unwrap();
    let fold_rate = folded.position as f64 / folding.elapsed().as_secs_f64();
    assert_eq!(folded.book.digest(), digest, "the log folds to the state that was decided");
    println!("{title:<32}{rate:>12.0}{:>10.2} ms   fold {fold_rate:>10.0}", lone.as_secs_f64() * 1e3);
}

fn amount(minor: u64) -> Option<pb::Amount> {
    Some(pb::Amount { value: format!("{}.{:02}", minor / 100, minor % 100), currency: "IDR".to_owned() })
}

fn opening(n: u64) -> Message {
    Message::AccountOpened(pb::AccountOpened {
        date: "2026-01-01".to_owned(),
        account: format!("bank:acct-{n}"),
        normal_side: "debit".to_owned(),
        ..Default::default()
    })
}

fn transfer(debit: u64, credit: u64, minor: u64) -> Message {
    let line = |n: u64| pb::JournalLine { account: format!("bank:acct-{n}"), ..Default::default() };
    Message::JournalPosted(pb::JournalPosted {
        date: "2026-01-02".to_owned(),
        lines: vec![
            pb::JournalLine { debit: amount(minor), ..line(debit) },
            pb::JournalLine { credit: amount(minor), ..line(credit) },
        ],
        ..Default::default()
    })
}

fn transfers(events: usize, hot: bool) -> Vec<Incoming> {
    let mut random = SplitMix64::new(1);
    let messages = (0..events).map(|n| {
        let debit = if hot { 0 } else { random.next_u64() % ACCOUNTS };
        let credit = (debit + 1 + random.next_u64() % (ACCOUNTS - 1)) % ACCOUNTS;
        incoming(
            &format!("{:016x}-{n}", random.next_u64()),
            &transfer(debit, credit, 1 + random.next_u64() % 100_000),
        )
    });
    messages.collect()
}

fn incoming(id: &str, message: &Message) -> Incoming {
    let envelope = Envelope {
        id: id.to_owned(),
        source: SOURCE.to_owned(),
        event_type: message.event_type().to_owned(),
        time: String::new(),
        content_type: "application/protobuf".to_owned(),
    };
    Incoming { envelope: Ok(envelope), headers: Vec::new(), body: message.encode(), bus: None }
}

async fn directly(handle: &Handle, messages: Vec<Incoming>) -> f64 {
    let count = messages.len() as f64;
    let mut chunks: Vec<Vec<Incoming>> = Vec::new();
    let mut messages = messages.into_iter().peekable();
    while messages.peek().is_some() {
        chunks.push(messages.by_ref().take(1_000).collect());
    }
    let started = Instant::now();
    let mut last = None;
    for chunk in chunks {
        last = Some(handle.enqueue(chunk).await.unwrap());
    }
    last.unwrap().await.unwrap();
    count / started.elapsed().as_secs_f64()
}

async fn over_nats(handle: &Handle, messages: &[Incoming]) -> f64 {
    let nats = testkit::nats();
    let client = async_nats::connect(&nats.url).await.unwrap();
    let context = async_nats::jetstream::new(client.clone());
    context
        .create_stream(async_nats::jetstream::stream::Config {
            name: "NERACA_PAYMENTS".to_owned(),
            subjects: vec!["neraca.bench.payments.>".to_owned()],
            discard: async_nats::jetstream::stream::DiscardPolicy::New,
            allow_direct: true,
            ..Default::default()
        })
        .await
        .unwrap();
    for chunk in messages.chunks(2_000) {
        let mut acks = Vec::new();
        for message in chunk {
            let envelope = message.envelope.as_ref().unwrap();
            let mut headers = HeaderMap::new();
            headers.insert("ce-specversion", "1.0");
            headers.insert("ce-id", envelope.id.as_str());
            headers.insert("ce-source", SOURCE);
            headers.insert("ce-type", envelope.event_type.as_str());
            headers.insert("content-type", "application/protobuf");
            let subject = "neraca.bench.payments.load";
            acks.push(context.publish_with_headers(subject, headers, message.body.clone()).await.unwrap());
        }
        for ack in acks {
            ack.await.unwrap();
        }
    }
    let (stop, shutdown) = watch::channel(false);
    let started = Instant::now();
    let source =
        tokio::spawn(jetstream::run(client, SourceOptions::of_book("bench"), handle.clone(), shutdown));
    let mut progress = handle.progress();
    progress.wait_for(|p| p.bus_sequence.unwrap_or(0) >= messages.len() as u64).await.unwrap();
    let rate = messages.len() as f64 / started.elapsed().as_secs_f64();
    stop.send_replace(true);
    source.await.unwrap().unwrap();
    rate
}

async fn lone(handle: &Handle) -> Duration {
    let mut times = Vec::new();
    for n in 0..200 {
        let message = incoming(&format!("lone-{n}"), &transfer(1, 2, 5));
        let started = Instant::now();
        handle.submit(vec![message]).await.unwrap();
        times.push(started.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}
