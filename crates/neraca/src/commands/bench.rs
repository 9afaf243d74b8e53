//! `neraca bench`: how fast this machine is, by the same pipeline that payments go through.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand, ValueEnum};
use command_handler::{BookProfile, Handle, Incoming};
use ledger::Currency;
use serde::Serialize;
use wire::cloudevents::{Envelope, Event};
use wire::payment_v1::linked_item::Item;
use wire::payment_v1::{AccountOpened, Amount, JournalLine, JournalPosted, Linked, LinkedItem};

use crate::checks;
use crate::commands::replay::per_second;
use crate::commands::{Context, publish};
use crate::configuration::Store;
use crate::demo::Random;
use crate::exit::Ending;
use crate::feeding;
use crate::output;
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::scratch;
use crate::site::{self, Access, Site};

/// Measure this machine.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Transfers between ten thousand accounts, from message to durable and folded into read models
    Ingest(Ingest),
}

/// Transfers between ten thousand accounts
///
/// Each event is one journal entry of two lines. The speed counts from the first message handed over to the last one
/// durable; then the read models catch up, lone events are timed, and everything is verified.
#[derive(Args, Debug)]
pub struct Ingest {
    /// Where the log is kept; postgres without --database starts a private one
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    store: Backend,
    /// Which accounts the transfers touch
    #[arg(long, value_enum, default_value_t = Spread::Uniform)]
    accounts: Spread,
    /// How many transfers
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    events: u64,
    /// How messages come in; nats without --nats starts a private server
    #[arg(long, value_enum, default_value_t = Via::Direct)]
    via: Via,
    /// Seed of the transfers
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Where the log is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Backend {
    /// SQLite in a folder
    Embedded,
    /// Postgres
    Postgres,
}

/// Which accounts are touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Spread {
    /// All alike
    Uniform,
    /// Every transfer touches one of them
    Hot,
}

/// How messages come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Via {
    /// Handed over within the process
    Direct,
    /// Read from JetStream, where they were published before
    Nats,
}

/// What was measured.
#[derive(Debug, Serialize)]
struct Measured {
    store: String,
    accounts: String,
    via: String,
    events: u64,
    events_per_second: u64,
    /// From the last event durable to the last event in the read models.
    read_models_behind_ms: u64,
    /// One event handed over alone until it is durable: median and 99th percentile, in microseconds.
    lone_event_p50_us: u64,
    lone_event_p99_us: u64,
    digest: String,
    verified: bool,
}

/// As many as in the measurements of other ledgers.
const ACCOUNTS: u64 = 10_000;
/// Accounts opened by one event.
const OPENED_TOGETHER: u64 = 1_000;
/// Lone events timed: enough for a 99th percentile that means something.
const LONE: usize = 300;
/// Transfers kept in memory, about 400 bytes each, so that making them is not measured; of a longer run the rest is.
const MADE_AHEAD: usize = 1_000_000;
const SOURCE: &str = "urn:neraca:bench";

impl Bench {
    /// Runs the measurement.
    ///
    /// # Errors
    /// When store or bus can't be used.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Ingest(ingest) => ingest.run(context).await,
        }
    }
}

impl Ingest {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let folder = if context.configuration.data_is_named {
            context.configuration.data.join("bench")
        } else {
            PathBuf::from("./neraca-bench")
        };
        scratch::make_anew(&folder)?;
        let measured = self.measure(context, &folder).await;
        scratch::remove(&folder);
        let measured = measured?;
        if context.json {
            output::json(&measured)?;
        } else {
            print(&measured)?;
        }
        Ok(if measured.verified { Ending::Done } else { Ending::NotVerified })
    }

    async fn measure(&self, context: &Context, folder: &std::path::Path) -> anyhow::Result<Measured> {
        let mut configuration = context.configuration.clone();
        configuration.data = folder.to_owned();
        configuration.keys = None;
        configuration.store = match (self.store, configuration.store) {
            (Backend::Embedded, _) => Store::Embedded,
            (Backend::Postgres, Store::Postgres(url)) => Store::Postgres(url),
            (Backend::Postgres, _) => Store::Managed,
        };
        let mut site = Site::open(&configuration, Access::Write).await?;
        if self.via == Via::Nats && site.nats.is_none() {
            site.start_nats(folder).await?;
        }
        let book = self.book(&site, &context.configuration.book);
        let pipeline =
            Pipeline::start(&site, &configuration, &BookProfile::plain(&book, Currency::IDR)).await?;
        let handle = pipeline.handle();
        handle.submit(opening()).await?;
        let took = match self.via {
            Via::Direct => self.direct(&handle, context).await?,
            Via::Nats => self.over_the_bus(&handle, &site, &book).await?,
        };
        let ended = Instant::now();
        let standing = pipeline.caught_up().await?;
        let behind = ended.elapsed();
        // The digest is that of the transfers alone, so that it is the same however many lone events follow.
        let mut lone = self.lone(&handle).await?;
        lone.sort_unstable();
        pipeline.stop().await?;
        let verified = checks::verify(&site, &book).await?.ok;
        Ok(Measured {
            store: name(self.store),
            accounts: name(self.accounts),
            via: name(self.via),
            events: self.events,
            events_per_second: rate(self.events, took),
            read_models_behind_ms: u64::try_from(behind.as_millis()).unwrap_or(u64::MAX),
            lone_event_p50_us: micros(lone[LONE / 2]),
            lone_event_p99_us: micros(lone[LONE * 99 / 100]),
            digest: standing.digest.to_string(),
            verified,
        })
    }

    /// The book: a new one on a server that somebody else's books may be on. Its name is part of the digest.
    fn book(&self, site: &Site, configured: &str) -> String {
        match &site.place {
            site::Place::Postgres(_) if self.store == Backend::Postgres && configured != "main" => {
                configured.to_owned()
            }
            _ => "bench".to_owned(),
        }
    }

    async fn direct(&self, handle: &Handle, context: &Context) -> anyhow::Result<Duration> {
        let ahead = usize::try_from(self.events).unwrap_or(MADE_AHEAD).min(MADE_AHEAD);
        let (sender, receiver) = std::sync::mpsc::sync_channel(ahead);
        let transfers = Transfers::new(self.seed, self.accounts);
        let events = self.events;
        // Made on a thread of its own, as publishers are processes of their own, and before the clock starts.
        let making = tokio::task::spawn_blocking(move || {
            for number in 0..events {
                if sender.send(incoming(transfers.event(number))).is_err() {
                    return;
                }
            }
        });
        let mut making = Some(making);
        if self.events <= MADE_AHEAD as u64
            && let Some(making) = making.take()
        {
            making.await?;
        }
        let mut progress = Progress::begin("transfers", Some(self.events));
        let started = Instant::now();
        let messages = receiver.into_iter().map(Ok);
        feeding::feed(handle, messages, &mut progress, &context.shutdown, |_, _| {}).await?;
        let took = started.elapsed();
        progress.end();
        if let Some(making) = making {
            making.await?;
        }
        Ok(took)
    }

    /// Publishes everything first, then reads it: what is measured is the handler, not the publisher.
    async fn over_the_bus(&self, handle: &Handle, site: &Site, book: &str) -> anyhow::Result<Duration> {
        use command_handler::jetstream::{self, SourceOptions};
        let client = site::connect_nats(site.nats.as_deref().unwrap_or_default()).await?;
        let context = async_nats::jetstream::new(client.clone());
        let options = SourceOptions::of_book(handle.book());
        context
            .get_or_create_stream(async_nats::jetstream::stream::Config {
                name: options.stream.clone(),
                subjects: options.subjects.clone(),
                discard: async_nats::jetstream::stream::DiscardPolicy::New,
                ..Default::default()
            })
            .await?;
        let subject = format!("neraca.{book}.payments.events");
        let transfers = Transfers::new(self.seed, self.accounts);
        let mut progress = Progress::begin("publishing", Some(self.events));
        for first in (0..self.events).step_by(1_000) {
            let events: Vec<Event> =
                (first..(first + 1_000).min(self.events)).map(|number| transfers.event(number)).collect();
            publish::send(&context, &subject, &events).await?;
            progress.add(events.len() as u64);
        }
        progress.end();
        let (stop, shutdown) = tokio::sync::watch::channel(false);
        let started = Instant::now();
        let reading = tokio::spawn(jetstream::run(client, options, handle.clone(), shutdown));
        let mut progress = handle.progress();
        let all = |progress: &command_handler::Progress| {
            progress.stopped.is_some() || progress.bus_sequence.unwrap_or(0) >= self.events
        };
        progress.wait_for(all).await?;
        let took = started.elapsed();
        stop.send_replace(true);
        reading.await??;
        Ok(took)
    }

    /// Hands over one event after another, each when the one before is durable.
    async fn lone(&self, handle: &Handle) -> anyhow::Result<Vec<Duration>> {
        let transfers = Transfers::new(self.seed, self.accounts);
        let mut took = Vec::with_capacity(LONE);
        for number in 0..LONE as u64 {
            let message = incoming(transfers.event(self.events + number));
            let started = Instant::now();
            handle.submit(vec![message]).await?;
            took.push(started.elapsed());
        }
        Ok(took)
    }
}

/// Makes transfers: the n-th of a seed is always the same.
struct Transfers {
    seed: u64,
    spread: Spread,
    names: Vec<String>,
}

impl Transfers {
    fn new(seed: u64, spread: Spread) -> Self {
        Self { seed, spread, names: (0..ACCOUNTS).map(account).collect() }
    }

    fn event(&self, number: u64) -> Event {
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let debit = random.below(ACCOUNTS);
        let credit = match self.spread {
            Spread::Hot if debit == 0 => 1,
            Spread::Hot => 0,
            Spread::Uniform => (debit + 1 + random.below(ACCOUNTS - 1)) % ACCOUNTS,
        };
        let amount =
            Some(Amount { value: random.between(1, 1_000_000).to_string(), currency: "IDR".to_owned() });
        let message = JournalPosted {
            date: "2026-01-02".to_owned(),
            lines: vec![
                JournalLine {
                    account: self.names[debit as usize].clone(),
                    debit: amount.clone(),
                    credit: None,
                },
                JournalLine { account: self.names[credit as usize].clone(), debit: None, credit: amount },
            ],
            ..Default::default()
        };
        event(format!("{number:08}"), "JournalPosted", &message)
    }
}

fn account(number: u64) -> String {
    format!("bench:a.{number:05}")
}

fn event(id: String, kind: &str, message: &impl prost::Message) -> Event {
    let envelope = Envelope {
        id,
        source: SOURCE.to_owned(),
        event_type: format!("{}{kind}", wire::message::PACKAGE),
        time: String::new(),
        content_type: "application/protobuf".to_owned(),
    };
    Event { envelope, body: message.encode_to_vec().into() }
}

fn incoming(Event { envelope, body }: Event) -> Incoming {
    Incoming { envelope: Ok(envelope), headers: Vec::new(), body, bus: None }
}

/// The accounts, opened many at a time.
fn opening() -> Vec<Incoming> {
    let open = |number: u64| LinkedItem {
        item: Some(Item::AccountOpened(AccountOpened {
            account: account(number),
            normal_side: "debit".to_owned(),
            ..Default::default()
        })),
    };
    let event_of = |first: u64| {
        let items = (first..first + OPENED_TOGETHER).map(open).collect();
        let linked = Linked { date: "2026-01-01".to_owned(), items };
        incoming(event(format!("open-{first}"), "Linked", &linked))
    };
    (0..ACCOUNTS / OPENED_TOGETHER).map(|part| event_of(part * OPENED_TOGETHER)).collect()
}

fn name(value: impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn rate(events: u64, took: Duration) -> u64 {
    per_second(events, Instant::now().checked_sub(took).unwrap_or_else(Instant::now))
}

fn micros(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

fn print(measured: &Measured) -> anyhow::Result<()> {
    let Measured { store, accounts, via, events, .. } = measured;
    output::line(format!("{events} transfers, {accounts} accounts, {via}, into {store}"))?;
    output::line(format!(
        "  {:>9} durable events a second",
        output::thousands(&measured.events_per_second.to_string(), ' ')
    ))?;
    output::line(format!(
        "  {:>9} ms until the read models had all of them",
        measured.read_models_behind_ms
    ))?;
    output::line(format!(
        "  {:>9} µs for a lone event at the median, {} µs at the 99th percentile",
        measured.lone_event_p50_us, measured.lone_event_p99_us
    ))?;
    let verdict = if measured.verified { "verified" } else { "NOT VERIFIED" };
    output::line(format!("  digest {}, {verdict}", measured.digest))
}
