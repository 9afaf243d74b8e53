//! One file for each command.

pub mod bench;
pub mod chart;
pub mod checkpoint;
pub mod completion;
pub mod demo;
pub mod documents;
pub mod evidence;
pub mod export;
pub mod import;
pub mod import_sipd;
pub mod import_snap;
pub mod keys;
pub mod mirror_gaps;
pub mod period;
pub mod proposal;
pub mod prove;
pub mod publish;
pub mod qris;
pub mod reconcile;
pub mod replay;
mod replay_certificate;
mod replay_reports;
mod replay_rules;
pub mod report;
pub mod rules;
pub mod serve;
pub mod trace;
pub mod vault;
pub mod verify;
pub mod witness;

use crate::arguments::Command;
use crate::configuration::Configuration;
use crate::exit::Ending;
use crate::shutdown::Shutdown;

/// What every command is given.
pub struct Context {
    /// The settings in force.
    pub configuration: Configuration,
    /// Print one JSON object.
    pub json: bool,
    /// Being told to stop.
    pub shutdown: Shutdown,
}

impl Context {
    /// Listens for being told to stop. Within a runtime.
    ///
    /// # Errors
    /// When the system gives no signals.
    pub fn new(configuration: Configuration, json: bool) -> anyhow::Result<Self> {
        Ok(Self { configuration, json, shutdown: Shutdown::listen()? })
    }

    /// The book's name.
    pub fn book(&self) -> &str {
        &self.configuration.book
    }
}

/// Runs a command.
///
/// # Errors
/// What it failed with.
pub async fn run(command: Command, context: &Context) -> anyhow::Result<Ending> {
    match command {
        Command::Demo(demo) => demo.run(context).await,
        Command::Serve(serve) => serve.run(context).await,
        Command::Publish(publish) => publish.run(context).await,
        Command::Import(import) => import.run(context).await,
        Command::Report(report) => report.run(context).await,
        Command::Documents(documents) => documents.run(context).await,
        Command::Period(period) => period.run(context).await,
        Command::Proposal(proposal) => proposal.run(context).await,
        Command::Reconcile(reconcile) => reconcile.run(context).await,
        Command::Qris(qris) => qris.run(context),
        Command::Export(export) => export.run(context).await,
        Command::Replay(replay) => replay.run(context).await,
        Command::Verify(verify) => verify.run(context).await,
        Command::Vault(vault) => vault.run(context).await,
        Command::Trace(trace) => trace.run(context).await,
        Command::Prove(prove) => prove.run(context).await,
        Command::Checkpoint(checkpoint) => checkpoint.run(context).await,
        Command::Keys(keys) => keys.run(context).await,
        Command::Witness(witness) => witness.run(context).await,
        Command::Chart(chart) => chart.run(context).await,
        Command::Rules(rules) => rules.run(context).await,
        Command::Bench(bench) => bench.run(context).await,
        Command::Completion(completion) => completion.run(),
    }
}
