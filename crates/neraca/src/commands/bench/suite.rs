//! `neraca bench suite`: every scenario one after another, into a folder: tables for people, JSON for programs, pictures for
//! documents.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use super::curve::{self, Point};
use super::driving::{Driving, Via};
use super::growth;
use super::ingest::{Ingest, Measured, name};
use super::load::{Load, Spread};
use super::machine::Machine;
use super::place::Backend;
use crate::commands::Context;
use crate::exit::Ending;
use crate::output;

/// Everything, into a folder with tables, JSON and pictures
///
/// Each scenario is one run of `bench ingest`; then `bench curve` and `bench growth` on each store. Takes about half an hour
/// with the default number of events.
#[derive(Args, Debug)]
pub struct Suite {
    /// Events of each scenario
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    events: u64,
    /// Events at the end of the growing log
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(5_000..=200_000_000))]
    growth_events: u64,
    /// Only scenarios whose title contains this text
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Stores to measure, by commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "embedded,postgres")]
    stores: Vec<Backend>,
    /// The folder that gets the results
    #[arg(long, value_name = "FOLDER", default_value = "bench-results")]
    out: PathBuf,
}

/// A scenario and what came of it.
#[derive(Debug, Serialize)]
struct Ran {
    title: String,
    measured: Measured,
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
struct Results {
    machine: Machine,
    scenarios: Vec<Ran>,
    curves: Vec<(String, Vec<Point>)>,
    growth: Vec<growth::Measured>,
    verified: bool,
}

/// Batches whose latency is shown.
const LIMITS: [u32; 6] = [1, 8, 64, 512, 2_048, 8_192];
const STAGES: u64 = 5;
/// A rate that two cores hold on the bus, at which latency says something.
const LIVE_RATE: u32 = 20_000;

impl Suite {
    /// Measures, writes the results and prints the table.
    ///
    /// # Errors
    /// When a store, server or bus can't be used, or the folder can't be written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        std::fs::create_dir_all(&self.out).with_context(|| format!("\"{}\"", self.out.display()))?;
        let mut scenarios = Vec::new();
        for (title, ingest) in self.scenarios() {
            tracing::info!(title, "measuring");
            let measured = ingest.measure(context).await.with_context(|| format!("scenario \"{title}\""))?;
            scenarios.push(Ran { title, measured });
        }
        let (mut curves, mut growth) = (Vec::new(), Vec::new());
        for store in self.stores.iter().copied() {
            if self.wants("curve") {
                let points = curve::measure(context, store, Load::default(), self.events, &LIMITS).await?;
                curves.push((name(store), points));
            }
            if self.wants("growth") {
                let load = Load::default();
                growth.push(growth::measure(context, store, load, self.growth_events, STAGES).await?);
            }
        }
        let verified = scenarios.iter().all(|ran| ran.measured.verified)
            && curves.iter().all(|(_, points)| curve::verified(points))
            && growth.iter().all(|measured| measured.verified);
        let results = Results { machine: Machine::this(), scenarios, curves, growth, verified };
        self.write(&results)?;
        if context.json {
            output::json(&results)?;
        } else {
            results.print()?;
            output::line(format!("written to \"{}\"", self.out.display()))?;
        }
        Ok(if verified { Ending::Done } else { Ending::NotVerified })
    }

    fn wants(&self, title: &str) -> bool {
        self.only.as_ref().is_none_or(|only| title.contains(only.as_str()))
    }

    fn write(&self, results: &Results) -> anyhow::Result<()> {
        let write = |file: &str, bytes: &[u8]| {
            let path = self.out.join(file);
            std::fs::write(&path, bytes).with_context(|| format!("\"{}\"", path.display()))
        };
        write("results.json", &output::json_bytes(results)?)?;
        write("scenarios.txt", format!("{}\n{}\n", results.machine.line(), results.table()).as_bytes())?;
        if !results.curves.is_empty() {
            write("throughput-latency.svg", curve::picture(&results.curves)?.as_bytes())?;
        }
        for grown in &results.growth {
            let file = format!("cost-by-size-{}.svg", name(grown.store));
            write(&file, growth::picture(&grown.stages)?.as_bytes())?;
        }
        Ok(())
    }

    fn scenarios(&self) -> Vec<(String, Ingest)> {
        let mut all = Vec::new();
        for store in &self.stores {
            for (title, load, driving, log_only) in scenarios() {
                let title = format!("{}, {title}", name(*store));
                if self.wants(&title) {
                    // What is slow by design is not made to last.
                    let events = if driving.is_slow() { self.events / 10 } else { self.events };
                    // A tenth more, unmeasured, so that caches and pools are as they are in service.
                    let warm_up = events / 10;
                    let ingest = Ingest {
                        store: *store,
                        events,
                        warm_up,
                        log_only,
                        load,
                        driving,
                        ..Ingest::default()
                    };
                    all.push((title, ingest));
                }
            }
        }
        all
    }
}

/// Loads and ways in. The log alone is measured where read models would hide it.
fn scenarios() -> Vec<(&'static str, Load, Driving, bool)> {
    let (load, direct) = (Load::default(), Driving::default());
    let with = |accounts| Load { accounts, ..load };
    let bus = Driving { via: Via::Nats, ..direct };
    let live = Driving { live: true, ..bus };
    let http =
        |publishers, together| Driving { via: Via::Http, publishers, together: Some(together), ..direct };
    vec![
        ("log alone, uniform accounts", load, direct, true),
        ("log alone, one hot account", with(Spread::Hot), direct, true),
        ("log alone, a million accounts", with(Spread::Million), direct, true),
        ("log alone, ten lines", Load { lines: 10, ..load }, direct, true),
        ("log alone, two-phase", Load { two_phase: true, ..load }, direct, true),
        ("log alone, 1 % repeats", Load { repeats: 1, ..load }, direct, true),
        ("log alone, 20 % repeats", Load { repeats: 20, ..load }, direct, true),
        ("log alone, 10 % refusals", Load { refusals: 10, ..load }, direct, true),
        ("log alone, JetStream backlog", load, bus, true),
        ("log alone, JetStream backlog, 100 a message", load, Driving { packed: 100, ..bus }, true),
        ("log alone, publisher on the same cores", load, live, true),
        ("log alone, publisher at 20 000 a second", load, Driving { rate: Some(LIVE_RATE), ..live }, true),
        ("with read models", load, direct, false),
        ("with read models, one hot account", with(Spread::Hot), direct, false),
        ("with read models, from a file", load, Driving { via: Via::File, ..direct }, false),
        ("with read models, JetStream backlog", load, bus, false),
        ("with read models, publisher on the same cores", load, live, false),
        ("HTTP, one publisher, 1,000 a request", load, http(1, 1_000), false),
        ("HTTP, 8 publishers, 100 a request", load, http(8, 100), false),
        ("HTTP, 64 publishers, one a request", load, http(64, 1), false),
    ]
}

impl Results {
    fn table(&self) -> comfy_table::Table {
        let header = [
            "scenario",
            "events/s",
            "p50 µs",
            "p99 µs",
            "lone p50 / p99 µs",
            "read models",
            "cores: neraca, postgres, nats",
            "bytes/event",
            "MiB",
            "",
        ];
        let mut table = output::table(&header, 1);
        for Ran { title, measured } in &self.scenarios {
            table.add_row([vec![title.clone()], measured.row()].concat());
        }
        table
    }

    fn print(&self) -> anyhow::Result<()> {
        output::line(self.machine.line())?;
        output::line(self.table())?;
        for (store, points) in &self.curves {
            output::line(format!("Throughput against latency, {store}"))?;
            output::line(curve::table(points))?;
        }
        for grown in &self.growth {
            output::line(format!("As the log grows, {}", name(grown.store)))?;
            grown.print()?;
        }
        Ok(())
    }
}
