//! `neraca bench ingest`: from messages to durable outcomes: speed, latency, what it cost, and whether it was right.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::bail;
use clap::{Args, ValueEnum};
use command_handler::{Handle, HandlerOptions};
use serde::Serialize;

use super::driving::{Bus, Driven, Driving, Gate, Served, Via};
use super::latency::Percentiles;
use super::load::Load;
use super::machine::Machine;
use super::place::{Backend, Place, Running};
use super::usage::{self, Used};
use crate::checks;
use crate::commands::Context;
use crate::exit::{Ending, Usage};
use crate::feeding::Outcomes;
use crate::output;

/// One load, one store, one way in
///
/// By default each event is one journal entry of two lines between ten thousand accounts. The speed counts from the first
/// message handed over to the last one durable; then the read models catch up, lone events are timed, and everything is
/// verified: outcomes against those that the load must have, every entry, sum and hash of the log, and the read models.
#[derive(Args, Clone, Debug, Serialize)]
pub struct Ingest {
    /// Where the log is kept
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    pub store: Backend,
    /// How many events
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub events: u64,
    /// Events handed over before the clock starts
    #[arg(long, value_name = "EVENTS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=10_000_000))]
    pub warm_up: u64,
    /// Most messages in one transaction of the log
    #[arg(long, value_name = "MESSAGES", default_value_t = BATCH_LIMIT, value_parser = clap::value_parser!(u32).range(1..=8_192))]
    pub batch_limit: u32,
    /// Measure the log alone: read models are built afterwards, and timed
    #[arg(long)]
    pub log_only: bool,
    /// What events.
    #[command(flatten)]
    pub load: Load,
    /// How they are handed over.
    #[command(flatten)]
    pub driving: Driving,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Measured {
    machine: Machine,
    store: Backend,
    accounts: super::load::Spread,
    via: Via,
    settings: Ingest,
    events: u64,
    /// From the first message handed over to the last one durable.
    pub events_per_second: u64,
    /// From a message's handing over, or the moment it was due, to its durable outcome; absent for a backlog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_us: Option<Percentiles>,
    /// From the last event durable to the last event in the read models.
    pub read_models_behind_ms: u64,
    /// With `log_only`: events a second into fresh read models.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_models_per_second: Option<u64>,
    /// One event handed over alone until it is durable and answered: median and 99th percentile, in microseconds.
    lone_event_p50_us: u64,
    lone_event_p99_us: u64,
    lone_event_us: Percentiles,
    /// While the load ran: seconds of processor time and bytes written by each program.
    used: BTreeMap<String, Used>,
    /// Whole cores that each program kept busy.
    cores: BTreeMap<String, f64>,
    written_bytes_per_event: u64,
    /// What the log's tables and indexes take.
    stored_bytes_per_event: u64,
    peak_memory_bytes: u64,
    outcomes: Outcomes,
    digest: String,
    /// The outcomes are those of the load, and everything is as it must be.
    pub verified: bool,
}

/// Lone events timed: enough for a 99th percentile that means something.
const LONE: u64 = 300;

/// Most messages in one transaction, by default.
const BATCH_LIMIT: u32 = 2_048;

impl Default for Ingest {
    fn default() -> Self {
        Self {
            store: Backend::Embedded,
            events: 200_000,
            warm_up: 0,
            batch_limit: BATCH_LIMIT,
            log_only: false,
            load: Load::default(),
            driving: Driving::default(),
        }
    }
}

impl Ingest {
    /// Measures and prints.
    ///
    /// # Errors
    /// When store, bus or server can't be used.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let measured = self.measure(context).await?;
        if context.json {
            output::json(&measured)?;
        } else {
            measured.print()?;
        }
        Ok(if measured.verified { Ending::Done } else { Ending::NotVerified })
    }

    /// Measures.
    ///
    /// # Errors
    /// When store, bus or server can't be used.
    pub async fn measure(&self, context: &Context) -> anyhow::Result<Measured> {
        let place = Place::make(context, self.store, self.driving.via == Via::Nats).await?;
        let measured = self.measure_in(&place, context).await;
        place.clear();
        measured
    }

    async fn measure_in(&self, place: &Place, context: &Context) -> anyhow::Result<Measured> {
        let options = HandlerOptions { batch_max: self.batch_limit as usize, ..place.options() };
        let running = Running::start(place, options.clone(), self.log_only).await?;
        let handle = running.handle();
        let way = Way::open(self.driving.via, place, &running).await?;
        let drive = async |driving: Driving, numbers| {
            driving.drive(self.load, numbers, way.gate(&handle, place), context).await
        };
        let opening = self.load.opening();
        let opened = opening.len() as u64;
        handle.submit(opening).await?;
        let stored_before = place.site.store.stored_bytes().await?;
        if self.warm_up > 0 {
            drive(self.driving, 0..self.warm_up).await?;
        }
        let (all, before) = (self.warm_up + self.events, usage::Usage::now());
        let Driven { took, latencies } = drive(self.driving, self.warm_up..all).await?;
        let used = usage::Usage::now().since(&before);
        let (peak_memory_bytes, _) = usage::memory();
        let ended = Instant::now();
        // The digest is that of the load alone, so that it is the same however many lone events follow.
        let digest = running.settled().await?.to_string();
        let behind = ended.elapsed();
        let stored = place.site.store.stored_bytes().await?.saturating_sub(stored_before);
        let lone = drive(self.driving.one_by_one(), all..all + LONE).await?.latencies.percentiles();
        way.close().await?;
        running.stop().await?;
        let read_models_per_second = self.build_read_models(place, options).await?;
        let outcomes = self.load.outcomes(all + LONE);
        let verified = verify(place, &outcomes, opened).await?;
        Ok(Measured {
            machine: Machine::this(),
            store: self.store,
            accounts: self.load.accounts,
            via: self.driving.via,
            settings: self.clone(),
            events: self.events,
            events_per_second: rate(self.events, took),
            latency_us: Some(latencies.percentiles()).filter(|percentiles| percentiles.max > 0),
            read_models_behind_ms: u64::try_from(behind.as_millis()).unwrap_or(u64::MAX),
            read_models_per_second,
            lone_event_p50_us: lone.p50,
            lone_event_p99_us: lone.p99,
            lone_event_us: lone,
            cores: used.iter().map(|(name, used)| (name.clone(), cores(used, took))).collect(),
            written_bytes_per_event: used.values().map(|used| used.written_bytes).sum::<u64>() / self.events,
            used,
            stored_bytes_per_event: stored / all,
            peak_memory_bytes,
            outcomes,
            digest,
            verified,
        })
    }

    /// After the log alone was measured: how fast read models are built from it.
    async fn build_read_models(&self, place: &Place, options: HandlerOptions) -> anyhow::Result<Option<u64>> {
        if !self.log_only {
            return Ok(None);
        }
        let head = place.site.store.head(place.book()).await?.position;
        let started = Instant::now();
        let pipeline = place.pipeline(options).await?;
        pipeline.caught_up().await?;
        let rate = rate(head, started.elapsed());
        pipeline.stop().await?;
        Ok(Some(rate))
    }
}

/// The way in, with what it needs beside the handler.
enum Way {
    Direct,
    Http(Served),
    Bus(Bus),
    File,
}

impl Way {
    async fn open(via: Via, place: &Place, running: &Running) -> anyhow::Result<Self> {
        Ok(match (via, running) {
            (Via::Direct, _) => Self::Direct,
            (Via::File, _) => Self::File,
            (Via::Nats, running) => {
                let url = place.site.nats.as_deref().unwrap_or_default();
                Self::Bus(Bus::connect(url, &running.handle()).await?)
            }
            (Via::Http, Running::Whole(pipeline)) => Self::Http(Served::start(&place.site, pipeline).await?),
            (Via::Http, Running::Log(_)) => bail!(Usage(
                "--via http serves from read models; leave out --log-only, or choose another way in"
                    .to_owned()
            )),
        })
    }

    fn gate<'a>(&'a self, handle: &'a Handle, place: &'a Place) -> Gate<'a> {
        match self {
            Self::Direct => Gate::Handle(handle),
            Self::Http(served) => Gate::Http(served),
            Self::Bus(bus) => Gate::Bus(bus),
            Self::File => Gate::File(handle, &place.folder),
        }
    }

    async fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Http(served) => served.stop().await,
            Self::Direct | Self::Bus(_) | Self::File => Ok(()),
        }
    }
}

/// Whether the log holds what the load must have come to, and all else is as it must be.
async fn verify(place: &Place, expected: &Outcomes, opened: u64) -> anyhow::Result<bool> {
    let (store, book) = (&place.site.store, place.book());
    let (counts, head) = (store.outcome_counts(book).await?, store.head(book).await?);
    let found = Outcomes {
        posted: counts.posted.saturating_sub(opened),
        repeated: head.repeats,
        refused: counts.refused,
        quarantined: counts.quarantined,
    };
    if found != *expected {
        tracing::error!(?found, ?expected, "the outcomes are not those of the load");
    }
    let verification = checks::verify(&place.site, book).await?;
    for check in verification.checks.iter().filter(|check| !check.ok) {
        tracing::error!(check = check.name, detail = check.detail, "not verified");
    }
    Ok(found == *expected && verification.ok)
}

/// Whole events a second.
pub fn rate(events: u64, took: Duration) -> u64 {
    u64::try_from(u128::from(events) * 1_000_000 / took.as_micros().max(1)).unwrap_or(u64::MAX)
}

fn cores(used: &Used, took: Duration) -> f64 {
    (used.cpu_seconds / took.as_secs_f64().max(0.001) * 100.0).round() / 100.0
}

impl Measured {
    /// A row of a table of many.
    pub fn row(&self) -> Vec<String> {
        let latency = |of: fn(&Percentiles) -> u64| {
            self.latency_us.as_ref().map_or_else(|| "-".to_owned(), |latency| of(latency).to_string())
        };
        let grouped = |value: u64| output::thousands(&value.to_string(), ' ');
        let read_models = match self.read_models_per_second {
            Some(rate) => format!("{}/s", grouped(rate)),
            None => format!("{} ms behind", self.read_models_behind_ms),
        };
        let cores = |program| self.cores.get(program).map_or_else(|| "-".to_owned(), f64::to_string);
        vec![
            grouped(self.events_per_second),
            latency(|latency| latency.p50),
            latency(|latency| latency.p99),
            format!("{} / {}", self.lone_event_us.p50, self.lone_event_us.p99),
            read_models,
            ["neraca", "postgres", "nats-server"].map(cores).join(", "),
            self.stored_bytes_per_event.to_string(),
            (self.peak_memory_bytes >> 20).to_string(),
            if self.verified { "verified".to_owned() } else { "NOT VERIFIED".to_owned() },
        ]
    }

    /// What is shown to people.
    fn print(&self) -> anyhow::Result<()> {
        let Self { store, accounts, via, events, .. } = self;
        let store = name(*store);
        output::line(self.machine.line())?;
        output::line(format!("{events} events, {} accounts, {}, into {store}", name(*accounts), name(*via)))?;
        figure(self.events_per_second, "durable events a second")?;
        if let Some(latency) = &self.latency_us {
            figure(latency.p50, format!("µs until durable at the median; {}", tail(latency)))?;
        }
        match self.read_models_per_second {
            Some(rate) => figure(rate, "events a second into fresh read models")?,
            None => figure(self.read_models_behind_ms, "ms until the read models had all of them")?,
        }
        let lone = &self.lone_event_us;
        figure(lone.p50, format!("µs for a lone event at the median; {}", tail(lone)))?;
        for (program, cores) in &self.cores {
            output::line(format!("  {cores:>9.2} cores kept busy by {program}"))?;
        }
        figure(self.written_bytes_per_event, "bytes written to disk an event")?;
        figure(self.stored_bytes_per_event, "bytes an event in the log's tables and indexes")?;
        figure(self.peak_memory_bytes >> 20, "MiB of memory at the peak")?;
        let verdict = if self.verified { "verified" } else { "NOT VERIFIED" };
        output::line(format!("  digest {}, {verdict}", self.digest))
    }
}

fn figure(value: u64, what: impl std::fmt::Display) -> anyhow::Result<()> {
    output::line(format!("  {:>9} {what}", output::thousands(&value.to_string(), ' ')))
}

fn tail(percentiles: &Percentiles) -> String {
    let Percentiles { p99, p999, max, .. } = percentiles;
    format!("p99 {p99}, p99.9 {p999}, longest {max}")
}

/// An option as it is written on the command line.
pub fn name(value: impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
