//! `neraca bench`: how fast this machine is, by the same pipeline that payments go through. Each kind of measurement has a
//! file: `ingest` from a message to its outcome, `curve` over batch limits, `growth` over the size of the log, `suite` all
//! of them with a report. `load` makes the events, `driving` hands them over, `usage` and `latency` watch.

pub mod curve;
pub mod driving;
pub mod growth;
pub mod ingest;
pub mod latency;
pub mod load;
pub mod machine;
pub mod picture;
pub mod place;
pub mod suite;
pub mod usage;

use clap::Subcommand;

use crate::commands::Context;
use crate::exit::Ending;

/// Measure this machine.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// From message to durable outcome: one load, one store, one way in
    Ingest(ingest::Ingest),
    /// Throughput against latency, over limits of the batch
    Curve(curve::Curve),
    /// What a log costs as it grows: appends, start, memory, questions, proofs
    Growth(growth::Growth),
    /// Everything, into a folder with tables, JSON and pictures
    Suite(suite::Suite),
}

impl Bench {
    /// Runs the measurement.
    ///
    /// # Errors
    /// When store or bus can't be used.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Ingest(ingest) => ingest.run(context).await,
            Self::Curve(curve) => curve.run(context).await,
            Self::Growth(growth) => growth.run(context).await,
            Self::Suite(suite) => suite.run(context).await,
        }
    }
}
