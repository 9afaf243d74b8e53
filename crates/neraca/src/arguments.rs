//! The command line: one tree of commands. What each does is in `commands/`, what every one of them takes in
//! [`crate::configuration`].

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commands::{
    bench, chart, checkpoint, completion, demo, documents, export, import, keys, period, proposal, prove,
    publish, qris, reconcile, replay, report, rules, serve, trace, vault, verify, witness,
};
use crate::configuration::Settings;

/// An event-sourced treasury ledger: payment events in, auditable double-entry books out.
#[derive(Debug, Parser)]
#[command(name = "neraca", version, propagate_version = true, max_term_width = 100)]
#[command(after_long_help = LEARN)]
pub struct Arguments {
    /// Where the books are.
    #[command(flatten)]
    pub settings: Settings,

    /// Read settings from this TOML file; the environment (NERACA_…) wins over it, and flags over both
    #[arg(long, global = true, value_name = "FILE", help_heading = "Where the books are")]
    pub config: Option<PathBuf>,

    /// Print one JSON object for programs instead of text for people
    #[arg(long, global = true, help_heading = "Output")]
    pub json: bool,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play a fiscal year of a regency through the real pipeline, show what came out, and serve it
    Demo(demo::Demo),
    /// Take events over HTTP (and from NATS with --nats) and serve balances, entries and reports
    Serve(serve::Serve),
    /// Send events from a file to NATS or to a running server
    Publish(publish::Publish),
    /// Bring in files: spending CSV, payment events, SNAP BI notifications, documents as SIPD exports them
    #[command(subcommand)]
    Import(import::Import),
    /// Print a book that people sign: trial balance, general ledger, cash book, budget realisation
    Report(report::Report),
    /// Numbers of treasury documents: which are missing, and which were given out twice
    #[command(subcommand)]
    Documents(documents::Documents),
    /// Months and years: which are closed, what came too late, and the closing entries of a year
    #[command(subcommand)]
    Period(period::PeriodCommand),
    /// Events that wait for a second person: list them, approve, decline
    #[command(subcommand)]
    Proposal(proposal::Proposal),
    /// Bank statements against a cash account: what is the same money, what only one side has, the form between them
    Reconcile(reconcile::Reconcile),
    /// Payment codes: what the text of a QRIS code says
    #[command(subcommand)]
    Qris(qris::Qris),
    /// Write the journal in a form that other programs read, or the log for auditors
    #[command(subcommand)]
    Export(export::Export),
    /// Fold the log from its beginning into a fresh book and compare the digest
    Replay(replay::Replay),
    /// Prove that the log, the balances and the read models agree
    Verify(verify::Verify),
    /// The identities behind pseudonyms: keep, show masked, show in clear with a reason, erase
    #[command(subcommand)]
    Vault(vault::VaultCommand),
    /// Show where an entry comes from: event, publisher, place on the bus, rule, record, leaf of the tree
    Trace(trace::Trace),
    /// Print the receipt of a record, which proves it offline
    Prove(prove::Prove),
    /// Signed tree heads of the log: show, sign now, or carry to a witness that no network reaches
    #[command(subcommand)]
    Checkpoint(checkpoint::Checkpoint),
    /// The keys that sign the log: show the public ones, or make a new one
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// An independent witness: cosigns checkpoints of the logs it knows, and never two that disagree
    Witness(witness::Witness),
    /// The chart of accounts: import, show, check, list
    #[command(subcommand)]
    Chart(chart::Chart),
    /// The posting rules: check, show, publish, or try an event without posting it
    #[command(subcommand)]
    Rules(rules::Rules),
    /// Measure this machine
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Print a completion script for a shell
    Completion(completion::Completion),
}

const LEARN: &str = "\
A first hour:
  neraca demo                                     a year of a regency, then a server on http://127.0.0.1:7070
  neraca report trial-balance --data neraca-demo  a book that people sign
  neraca verify --data neraca-demo                that the log, the balances and the read models agree
  neraca rules dry-run event.json                 the entries an event would make

Settings: a flag wins over the environment (NERACA_DATA, NERACA_DATABASE, …), the environment over --config FILE.
Nothing set: everything is kept in ./neraca-data, in the book \"main\", and no server is needed.

Exit codes: 0 done; 1 failed; 2 the command line is wrong; 3 with --strict, something was refused or quarantined;
4 a verification found something wrong.";
