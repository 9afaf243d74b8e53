//! `neraca bench growth`: what a log costs as it grows. It is filled in stages; after each the same things are measured, so
//! that a cost that grows with the log shows as a curve.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use command_handler::recovery;
use ledger::{AccountName, Date};
use projections::ReadModels;
use projections::queries::{AsOf, KnownAt, StatementQuery};
use reports::{Parameters, ReportName};
use serde::Serialize;
use tiled_log::Receipt;

use super::driving::{Driven, Driving, Gate};
use super::ingest::rate;
use super::latency::{Latencies, Percentiles};
use super::load::{Load, incoming};
use super::machine::Machine;
use super::picture::{Axis, Line, draw};
use super::place::{Backend, Place};
use super::usage;
use crate::checks;
use crate::commands::Context;
use crate::demo::Random;
use crate::exit::Ending;
use crate::output;
use crate::readmodels;

/// What a log costs as it grows
///
/// Fills a log in equal stages. After each: the rate of appends, how long a start takes, what memory the writer needs, how
/// fast repeats are recognised, how long questions and proofs take. At the end the log is folded, its read models are
/// built anew, and everything is verified.
#[derive(Args, Debug)]
pub struct Growth {
    /// Where the log is kept
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    store: Backend,
    /// How many events at the end
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..=200_000_000))]
    events: u64,
    /// In how many stages
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=100))]
    stages: u64,
    /// Draw it into this SVG file: each cost as a ratio to that of the first stage
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    load: Load,
}

/// What was measured at a size.
#[derive(Clone, Debug, Serialize)]
pub struct Stage {
    events: u64,
    append_per_second: u64,
    /// From opening the store to a book that takes events: snapshot, tail and identities.
    start_ms: u64,
    /// What the process held then.
    memory_bytes: u64,
    /// Events known before that were handed in again, recognised a second.
    repeats_per_second: u64,
    read_models_per_second: u64,
    stored_bytes_per_event: u64,
    balance_us: Percentiles,
    /// At an effective date, as known at a position.
    balance_as_known_us: Percentiles,
    /// A page of a hundred lines.
    statement_us: Percentiles,
    trial_balance_us: Percentiles,
    /// The receipt of an entry: its bytes, proof and checkpoint.
    proof_us: Percentiles,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Measured {
    machine: Machine,
    /// Where the log was kept.
    pub store: Backend,
    /// After each stage.
    pub stages: Vec<Stage>,
    fold_per_second: u64,
    rebuild_per_second: u64,
    verification_per_second: u64,
    peak_memory_bytes: u64,
    /// Everything is as it must be.
    pub verified: bool,
}

/// Asked of each question: enough for a 99th percentile.
const QUESTIONS: usize = 200;
/// Reports are larger.
const REPORTS: usize = 10;
/// Events handed in again at each stage, in parts.
const REPEATS: u64 = 5_000;
const REPEATS_TOGETHER: usize = 500;
const PAGE: usize = 100;
/// Events made ahead of the appends: few, so that they do not show in the memory.
const MADE_AHEAD: u64 = 20_000;

impl Growth {
    /// Measures and prints.
    ///
    /// # Errors
    /// When the store can't be used, or the picture can't be written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let measured = measure(context, self.store, self.load, self.events, self.stages).await?;
        if let Some(path) = &self.svg {
            std::fs::write(path, picture(&measured.stages)?)
                .with_context(|| format!("\"{}\"", path.display()))?;
        }
        if context.json {
            output::json(&measured)?;
        } else {
            measured.print()?;
        }
        Ok(if measured.verified { Ending::Done } else { Ending::NotVerified })
    }
}

/// Fills a log in stages and measures after each.
///
/// # Errors
/// When the store can't be used.
pub async fn measure(
    context: &Context,
    store: Backend,
    load: Load,
    events: u64,
    stages: u64,
) -> anyhow::Result<Measured> {
    let place = Place::make(context, store, false).await?;
    let measured = Filling { place: &place, load, context }.measure(store, events, stages).await;
    place.clear();
    measured
}

struct Filling<'a> {
    place: &'a Place,
    load: Load,
    context: &'a Context,
}

impl Filling<'_> {
    async fn measure(&self, store: Backend, events: u64, stages: u64) -> anyhow::Result<Measured> {
        let mut measured = Vec::new();
        for stage in 0..stages {
            measured.push(self.stage(events * stage / stages..events * (stage + 1) / stages).await?);
        }
        let (site, book) = (&self.place.site, self.place.book());
        let head = site.store.head(book).await?.position;
        let started = Instant::now();
        recovery::fold(&*site.store, book, head).await?;
        let fold_per_second = rate(head, started.elapsed());
        let started = Instant::now();
        readmodels::rebuild(site).await?;
        let rebuild_per_second = rate(head, started.elapsed());
        let started = Instant::now();
        let verified = checks::verify(site, book).await?.ok;
        Ok(Measured {
            machine: Machine::this(),
            store,
            stages: measured,
            fold_per_second,
            rebuild_per_second,
            verification_per_second: rate(head, started.elapsed()),
            peak_memory_bytes: usage::memory().0,
            verified,
        })
    }

    async fn stage(&self, numbers: std::ops::Range<u64>) -> anyhow::Result<Stage> {
        let events = numbers.end;
        let append_per_second = self.append(numbers).await?;
        let started = Instant::now();
        let handler = self.place.handler(self.place.options()).await?;
        let start_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (_, memory_bytes) = usage::memory();
        let repeats_per_second = self.repeat(&handler.handle(), events).await?;
        handler.stop().await?;
        let store = &self.place.site.store;
        let stored_bytes = store.stored_bytes().await?;
        let read_models_per_second = self.catch_up().await?;
        let asking = Asking::new(self).await?;
        Ok(Stage {
            events,
            append_per_second,
            start_ms,
            memory_bytes,
            repeats_per_second,
            read_models_per_second,
            stored_bytes_per_event: stored_bytes / events,
            balance_us: asking.balances().await?,
            balance_as_known_us: asking.balances_as_known().await?,
            statement_us: asking.statements().await?,
            trial_balance_us: asking.trial_balances().await?,
            proof_us: asking.proofs().await?,
        })
    }

    async fn append(&self, numbers: std::ops::Range<u64>) -> anyhow::Result<u64> {
        let handler = self.place.handler(self.place.options()).await?;
        let handle = handler.handle();
        if numbers.start == 0 {
            handle.submit(self.load.opening()).await?;
        }
        let events = numbers.end - numbers.start;
        let gate = Gate::Handle(&handle);
        let driving = Driving { made_ahead: MADE_AHEAD, ..Driving::default() };
        let Driven { took, .. } = driving.drive(self.load, numbers, gate, self.context).await?;
        handler.stop().await?;
        Ok(rate(events, took))
    }

    /// Hands in events from anywhere in the log again.
    async fn repeat(&self, handle: &command_handler::Handle, events: u64) -> anyhow::Result<u64> {
        let mut random = Random::new(events);
        let again: Vec<_> = (0..REPEATS).map(|_| incoming(self.load.event(random.below(events)))).collect();
        let (number, started) = (again.len() as u64, Instant::now());
        for part in again.chunks(REPEATS_TOGETHER) {
            let answers = handle.submit(part.to_vec()).await?;
            anyhow::ensure!(answers.iter().all(|answer| answer.repeated), "a repeat was not recognised");
        }
        Ok(rate(number, started.elapsed()))
    }

    /// Brings the read models up to the log, and signs it.
    async fn catch_up(&self) -> anyhow::Result<u64> {
        let store = &self.place.site.store;
        let head = store.head(self.place.book()).await?.position;
        let pipeline = self.place.pipeline(self.place.options()).await?;
        let behind = head.saturating_sub(*pipeline.read_models().position().borrow());
        let started = Instant::now();
        pipeline.caught_up().await?;
        let caught_up = rate(behind, started.elapsed());
        pipeline.stop().await?;
        Ok(caught_up)
    }
}

/// Questions to a log that stands still.
struct Asking<'a> {
    filling: &'a Filling<'a>,
    models: ReadModels,
    /// Of the last record.
    position: u64,
}

impl<'a> Asking<'a> {
    async fn new(filling: &'a Filling<'a>) -> anyhow::Result<Self> {
        let site = &filling.place.site;
        let models = ReadModels::new(Arc::clone(&site.store), readmodels::open(site).await?);
        let position = site.store.head(filling.place.book()).await?.position;
        Ok(Self { filling, models, position })
    }

    /// Times answers, after one that is not timed.
    async fn time(
        &self,
        times: usize,
        ask: impl AsyncFn(&mut Random) -> anyhow::Result<()>,
    ) -> anyhow::Result<Percentiles> {
        let mut random = Random::new(self.position);
        ask(&mut random).await?;
        let mut latencies = Latencies::default();
        for _ in 0..times {
            let started = Instant::now();
            ask(&mut random).await?;
            latencies.add(started.elapsed(), 1);
        }
        Ok(latencies.percentiles())
    }

    fn book(&self) -> &str {
        self.filling.place.book()
    }

    async fn balances(&self) -> anyhow::Result<Percentiles> {
        let ask = async |random: &mut Random| {
            let account = self.filling.load.account(random);
            self.models.balance(self.book(), parsed(&account)?).await?;
            Ok(())
        };
        self.time(QUESTIONS, ask).await
    }

    async fn balances_as_known(&self) -> anyhow::Result<Percentiles> {
        let ask = async |random: &mut Random| {
            let account = self.filling.load.account(random);
            let known_at = Some(KnownAt::Position(1 + random.below(self.position)));
            let as_of = AsOf { effective: Date::parse("2026-06-30"), known_at };
            self.models.balance_as_of(self.book(), parsed(&account)?, as_of).await?;
            Ok(())
        };
        self.time(QUESTIONS, ask).await
    }

    async fn statements(&self) -> anyhow::Result<Percentiles> {
        let ask = async |random: &mut Random| {
            let account = self.filling.load.account(random);
            let query = StatementQuery::default();
            self.models.statement(self.book(), parsed(&account)?, query, None, PAGE).await?;
            Ok(())
        };
        self.time(QUESTIONS, ask).await
    }

    async fn trial_balances(&self) -> anyhow::Result<Percentiles> {
        let parameters = Parameters { book: self.book().to_owned(), ..Parameters::default() };
        let ask = async |_: &mut Random| {
            reports::run(&self.models, ReportName::TrialBalance, &parameters).await?;
            Ok(())
        };
        self.time(REPORTS, ask).await
    }

    async fn proofs(&self) -> anyhow::Result<Percentiles> {
        let store = &self.filling.place.site.store;
        let ask = async |random: &mut Random| {
            Receipt::of_position(&**store, self.book(), 1 + random.below(self.position)).await?;
            Ok(())
        };
        self.time(QUESTIONS, ask).await
    }
}

fn parsed(account: &str) -> anyhow::Result<AccountName<'_>> {
    AccountName::parse(account).with_context(|| format!("\"{account}\" is no account"))
}

/// Each cost beside that of the first stage: a flat line does not grow.
///
/// # Errors
/// When it can't be drawn.
pub fn picture(stages: &[Stage]) -> anyhow::Result<String> {
    type Cost = fn(&Stage) -> f64;
    let costs: [(&str, Cost); 6] = [
        ("time an append", |stage| 1.0 / stage.append_per_second.max(1) as f64),
        ("time a repeat", |stage| 1.0 / stage.repeats_per_second.max(1) as f64),
        ("start", |stage| stage.start_ms as f64),
        ("memory", |stage| stage.memory_bytes as f64),
        ("statement, p50", |stage| stage.statement_us.p50 as f64),
        ("proof, p50", |stage| stage.proof_us.p50 as f64),
    ];
    let line = |(name, cost): (&str, Cost)| {
        let first = stages.first().map_or(1.0, cost).max(f64::MIN_POSITIVE);
        let points = stages.iter().map(|stage| (stage.events as f64, cost(stage) / first)).collect();
        Line { name: name.to_owned(), points }
    };
    draw(
        "Cost against the size of the log",
        &Axis { title: "events in the log", logarithmic: false },
        &Axis { title: "times the cost at the first stage", logarithmic: false },
        &costs.map(line),
    )
}

impl Measured {
    /// What is shown to people.
    ///
    /// # Errors
    /// When standard output is closed.
    pub fn print(&self) -> anyhow::Result<()> {
        output::line(self.machine.line())?;
        let header = [
            "events",
            "appends/s",
            "repeats/s",
            "read models/s",
            "start ms",
            "memory MiB",
            "bytes/event",
            "balance µs",
            "as known µs",
            "statement µs",
            "trial balance µs",
            "proof µs",
        ];
        let mut table = output::table(&header, 0);
        for stage in &self.stages {
            let pair = |percentiles: &Percentiles| format!("{} / {}", percentiles.p50, percentiles.p99);
            let grouped = |value: u64| output::thousands(&value.to_string(), ' ');
            table.add_row([
                grouped(stage.events),
                grouped(stage.append_per_second),
                grouped(stage.repeats_per_second),
                grouped(stage.read_models_per_second),
                stage.start_ms.to_string(),
                (stage.memory_bytes >> 20).to_string(),
                stage.stored_bytes_per_event.to_string(),
                pair(&stage.balance_us),
                pair(&stage.balance_as_known_us),
                pair(&stage.statement_us),
                pair(&stage.trial_balance_us),
                pair(&stage.proof_us),
            ]);
        }
        output::line(table)?;
        output::line("Times are the median and the 99th percentile.")?;
        for (rate, what) in [
            (self.fold_per_second, "folded into writer state"),
            (self.rebuild_per_second, "built into fresh read models"),
            (self.verification_per_second, "verified"),
        ] {
            output::line(format!(
                "  {:>9} records a second {what}",
                output::thousands(&rate.to_string(), ' ')
            ))?;
        }
        output::line(format!("  {:>9} MiB of memory at the peak", self.peak_memory_bytes >> 20))?;
        output::line(if self.verified { "verified" } else { "NOT VERIFIED" })
    }
}
