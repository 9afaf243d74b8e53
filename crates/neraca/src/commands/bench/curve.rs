//! `neraca bench curve`: throughput against latency. With a larger batch more events share a commit and each waits longer;
//! the curve shows what is paid for what.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use super::driving::Driving;
use super::ingest::{Ingest, name};
use super::latency::Percentiles;
use super::load::Load;
use super::machine::Machine;
use super::picture::{Axis, Line, draw};
use super::place::Backend;
use crate::commands::Context;
use crate::exit::Ending;
use crate::output;

/// Throughput against latency
///
/// Runs `bench ingest` once for each limit of the batch; four batches of that size are under way at any time.
#[derive(Args, Debug)]
pub struct Curve {
    /// Where the log is kept
    #[arg(long, value_enum, default_value_t = Backend::Embedded)]
    store: Backend,
    /// How many events at each point; fewer where batches are small
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(100..=100_000_000))]
    events: u64,
    /// Limits of the batch, by commas
    #[arg(long, value_name = "MESSAGES", value_delimiter = ',', default_value = "1,8,64,512,2048,8192",
        value_parser = clap::value_parser!(u32).range(1..=8_192))]
    limits: Vec<u32>,
    /// Draw it into this SVG file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    load: Load,
}

/// A point of the curve.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    batch_limit: u32,
    events_per_second: u64,
    latency_us: Percentiles,
    verified: bool,
}

#[derive(Debug, Serialize)]
struct Measured {
    machine: Machine,
    store: Backend,
    points: Vec<Point>,
}

/// Of small batches this many are enough.
const BATCHES: u64 = 2_000;

impl Curve {
    /// Measures and prints.
    ///
    /// # Errors
    /// When the store can't be used, or the picture can't be written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let points = measure(context, self.store, self.load, self.events, &self.limits).await?;
        if let Some(path) = &self.svg {
            let picture = picture(&[(name(self.store), points.clone())])?;
            std::fs::write(path, picture).with_context(|| format!("\"{}\"", path.display()))?;
        }
        let verified = verified(&points);
        if context.json {
            output::json(&Measured { machine: Machine::this(), store: self.store, points })?;
        } else {
            output::line(Machine::this().line())?;
            output::line(table(&points))?;
        }
        Ok(if verified { Ending::Done } else { Ending::NotVerified })
    }
}

/// A run at each limit.
///
/// # Errors
/// When the store can't be used.
pub async fn measure(
    context: &Context,
    store: Backend,
    load: Load,
    events: u64,
    limits: &[u32],
) -> anyhow::Result<Vec<Point>> {
    let mut points = Vec::new();
    for limit in limits {
        let ingest = Ingest {
            store,
            events: events.min(u64::from(*limit) * BATCHES),
            batch_limit: *limit,
            log_only: true,
            load,
            driving: Driving { together: Some(*limit), ..Driving::default() },
            ..Ingest::default()
        };
        let measured = ingest.measure(context).await?;
        points.push(Point {
            batch_limit: *limit,
            events_per_second: measured.events_per_second,
            latency_us: measured.latency_us.unwrap_or_default(),
            verified: measured.verified,
        });
    }
    Ok(points)
}

/// Whether every run was right.
pub fn verified(points: &[Point]) -> bool {
    points.iter().all(|point| point.verified)
}

/// The curves of several stores.
///
/// # Errors
/// When it can't be drawn.
pub fn picture(curves: &[(String, Vec<Point>)]) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    for (store, points) in curves {
        for (which, of) in [("p50", (|l| l.p50) as fn(&Percentiles) -> u64), ("p99", |l| l.p99)] {
            let point =
                |point: &Point| (of(&point.latency_us) as f64 / 1_000.0, point.events_per_second as f64);
            lines
                .push(Line { name: format!("{store}, {which}"), points: points.iter().map(point).collect() });
        }
    }
    draw(
        "Throughput against latency",
        &Axis { title: "milliseconds until durable", logarithmic: true },
        &Axis { title: "events a second", logarithmic: false },
        &lines,
    )
}

/// The points for people.
pub fn table(points: &[Point]) -> comfy_table::Table {
    let mut table =
        output::table(&["batch limit", "events a second", "p50 µs", "p99 µs", "p99.9 µs", "longest µs"], 0);
    for point in points {
        let latency = &point.latency_us;
        table.add_row([
            point.batch_limit.to_string(),
            output::thousands(&point.events_per_second.to_string(), ' '),
            latency.p50.to_string(),
            latency.p99.to_string(),
            latency.p999.to_string(),
            latency.max.to_string(),
        ]);
    }
    table
}
