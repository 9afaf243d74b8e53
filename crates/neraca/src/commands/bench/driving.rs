//! The ways in: events made ahead and handed over within the process, over HTTP, over the bus, or from a file, as fast as
//! they are taken or at a rate. Each tells how long it took and how long each message waited for its durable outcome.

mod bus;
mod direct;
mod http;

use std::path::Path;
use std::time::Duration;

use clap::{Args, ValueEnum};
use command_handler::Handle;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use wire::cloudevents::{self, Event};

use super::latency::Latencies;
use super::load::{Load, incoming, together};
use crate::commands::Context;
use crate::feeding;
use crate::progress::Progress;

pub use bus::Bus;
pub use http::Served;

/// How messages come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// Handed over within the process
    Direct,
    /// Posted to the HTTP API, as JSON
    Http,
    /// Read from JetStream, where they were published before, or are at the same time with --live
    Nats,
    /// Read from a file with one JSON event a line
    File,
}

/// How events are handed over.
#[derive(Args, Clone, Copy, Debug, Serialize)]
pub struct Driving {
    /// How messages come in; nats without --nats starts a private server
    #[arg(long, value_enum, default_value_t = Via::Direct)]
    pub via: Via,
    /// Publishers at work side by side
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub publishers: u16,
    /// Events a publisher hands over together [default: 4096, or a thousandth of the rate]
    #[arg(long, value_name = "EVENTS", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub together: Option<u32>,
    /// Events in one message of the bus, or handed over directly: each keeps its own identity and outcome
    #[arg(long, value_name = "EVENTS", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub packed: u32,
    /// Events a second, all publishers together, however slow the answers are [default: as many as are taken]
    #[arg(long, value_name = "EVENTS", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub rate: Option<u32>,
    /// With --via nats: publish while the ledger reads, on the same machine
    #[arg(long)]
    pub live: bool,
    /// One event after another, each when the one before is durable.
    #[arg(skip)]
    #[serde(skip)]
    pub alone: bool,
    /// Events kept in memory, so that making them is not measured; of a longer run the rest is made meanwhile.
    #[arg(skip = MADE_AHEAD)]
    #[serde(skip)]
    pub made_ahead: u64,
}

/// What a drive showed.
#[derive(Debug)]
pub struct Driven {
    /// From the first message handed over to the last one durable.
    pub took: Duration,
    /// From a message's handing over, or the moment it was due, to its durable outcome. Empty where messages wait in a
    /// backlog by design.
    pub latencies: Latencies,
}

/// Events handed over together at least this often when there is a rate.
const CHUNKS_PER_SECOND: u32 = 1_000;
/// Without a rate: enough to make a commit cheap.
const TOGETHER: u32 = 4_096;
/// Events made ahead: about 400 bytes each.
const MADE_AHEAD: u64 = 1_000_000;
/// Chunks handed over by one publisher and not yet answered.
const IN_FLIGHT: usize = 4;

impl Default for Driving {
    fn default() -> Self {
        Self {
            via: Via::Direct,
            publishers: 1,
            together: None,
            packed: 1,
            rate: None,
            live: false,
            alone: false,
            made_ahead: MADE_AHEAD,
        }
    }
}

/// Where messages go.
pub enum Gate<'a> {
    /// Into the handler.
    Handle(&'a Handle),
    /// To the HTTP server of the same process.
    Http(&'a Served),
    /// To the bus that the handler reads.
    Bus(&'a Bus),
    /// Into the handler, from a file in this folder.
    File(&'a Handle, &'a Path),
}

impl Driving {
    /// Whether so few events travel together that many of them would take long.
    pub fn is_slow(&self) -> bool {
        self.via == Via::Http && self.together.is_some_and(|together| together < 100)
    }

    /// By the same way, one event after another, each when the one before is durable.
    #[must_use]
    pub fn one_by_one(self) -> Self {
        Self { via: self.via, together: Some(1), live: true, alone: true, ..Self::default() }
    }

    /// Hands over the events of a range of numbers.
    ///
    /// # Errors
    /// When an event is not taken: the handler stopped, or the server or bus refused it.
    pub async fn drive(
        &self,
        load: Load,
        numbers: std::ops::Range<u64>,
        gate: Gate<'_>,
        context: &Context,
    ) -> anyhow::Result<Driven> {
        match gate {
            Gate::File(handle, _) if self.alone => direct::drive(self, load, numbers, handle).await,
            Gate::Handle(handle) => direct::drive(self, load, numbers, handle).await,
            Gate::Http(served) => http::drive(self, load, numbers, served).await,
            Gate::Bus(bus) => bus.drive(self, load, numbers).await,
            Gate::File(handle, folder) => from_file(load, numbers, handle, folder, context).await,
        }
    }

    fn chunk(&self) -> u32 {
        let packed = self.packed.max(1);
        let wanted = self.together.unwrap_or_else(|| match self.rate {
            Some(rate) => (rate / CHUNKS_PER_SECOND).max(1),
            None => TOGETHER,
        });
        // Whole messages, and whole pairs of hold and capture.
        wanted.div_ceil(packed) * packed
    }

    /// When a chunk is due, if there is a rate.
    fn due(&self, started: Instant, first: u64) -> Option<Instant> {
        let rate = f64::from(self.rate?);
        Some(started + Duration::from_secs_f64(first as f64 / rate))
    }

    /// Chunks of one publisher, as `form` makes them, made on a thread of their own as publishers are processes of their
    /// own. Returns when as many as are kept ahead are made.
    async fn chunks<T: Send + 'static>(
        &self,
        load: Load,
        numbers: std::ops::Range<u64>,
        publisher: u64,
        form: impl Fn(Vec<Event>) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<Chunks<T>> {
        let (size, packed) = (u64::from(self.chunk()), self.packed);
        let publishers = u64::from(self.publishers);
        let ahead = (self.made_ahead / publishers / size).max(2) as usize;
        let (sender, chunks) = mpsc::channel(ahead);
        let firsts = numbers.clone().step_by(size as usize).skip(publisher as usize);
        let fits = (numbers.end - numbers.start) / publishers <= self.made_ahead;
        let making = tokio::task::spawn_blocking(move || {
            for first in firsts.step_by(publishers as usize) {
                let events: Vec<Event> =
                    (first..(first + size).min(numbers.end)).map(|number| load.event(number)).collect();
                let number = events.len();
                let content = form(pack(events, packed))?;
                let chunk = Chunk { first: first - numbers.start, events: number, content };
                if sender.blocking_send(chunk).is_err() {
                    break;
                }
            }
            anyhow::Ok(())
        });
        let mut chunks = Chunks { chunks, making: Some(making) };
        if fits {
            chunks.made().await?;
        }
        Ok(chunks)
    }
}

/// Events handed over together.
struct Chunk<T> {
    /// Place of the first in the run.
    first: u64,
    events: usize,
    content: T,
}

/// Chunks as they are made.
struct Chunks<T> {
    chunks: mpsc::Receiver<Chunk<T>>,
    making: Option<JoinHandle<anyhow::Result<()>>>,
}

impl<T> Chunks<T> {
    async fn made(&mut self) -> anyhow::Result<()> {
        match self.making.take() {
            Some(making) => making.await?,
            None => Ok(()),
        }
    }

    async fn next(&mut self) -> anyhow::Result<Option<Chunk<T>>> {
        match self.chunks.recv().await {
            Some(chunk) => Ok(Some(chunk)),
            None => self.made().await.map(|()| None),
        }
    }
}

fn pack(events: Vec<Event>, packed: u32) -> Vec<Event> {
    if packed <= 1 {
        return events;
    }
    let (mut events, mut messages) = (events.into_iter(), Vec::new());
    loop {
        let part: Vec<Event> = events.by_ref().take(packed as usize).collect();
        if part.is_empty() {
            return messages;
        }
        messages.push(together(part));
    }
}

/// Writes the events into a file, and imports it.
async fn from_file(
    load: Load,
    numbers: std::ops::Range<u64>,
    handle: &Handle,
    folder: &Path,
    context: &Context,
) -> anyhow::Result<Driven> {
    let path = folder.join("events.ndjson");
    let (written, total) = (path.clone(), numbers.end - numbers.start);
    let writing = tokio::task::spawn_blocking(move || write(load, numbers, &written));
    writing.await??;
    let mut progress = Progress::begin("events", Some(total));
    let started = Instant::now();
    let lines = adapters::EventLines::new(std::io::BufReader::new(std::fs::File::open(&path)?));
    let messages = lines.map(|line| Ok(incoming(line?)));
    feeding::feed(handle, messages, &mut progress, &context.shutdown, |_, _| {}).await?;
    let took = started.elapsed();
    progress.end();
    Ok(Driven { took, latencies: Latencies::default() })
}

fn write(load: Load, numbers: std::ops::Range<u64>, path: &Path) -> anyhow::Result<()> {
    use std::io::Write;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    for number in numbers {
        let event = load.event(number);
        writeln!(out, "{}", json(&event)?)?;
    }
    Ok(out.flush()?)
}

/// An event in structured JSON, its body as JSON too.
fn json(event: &Event) -> anyhow::Result<String> {
    let envelope = &event.envelope;
    let message = wire::message::Message::decode(&envelope.event_type, &envelope.content_type, &event.body)?;
    let envelope = cloudevents::Envelope { content_type: "application/json".to_owned(), ..envelope.clone() };
    Ok(cloudevents::to_json(&envelope, message.to_json()?.as_bytes())?)
}
