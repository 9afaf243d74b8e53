//! `peers`: the load of `neraca bench ingest` against what a user would pick instead, side by side on this machine. The
//! guide is in `README.md`.
//!
//! - `load.rs` makes the transfers, `place.rs` the server they go to;
//! - `peer.rs` says what a peer must be able to do and checks its books, `peers/` has one file each, `trial.rs` drives one;
//! - `neraca.rs` and `tigerbeetle.rs` run programs that measure themselves;
//! - `contest.rs` has everybody run in turn, `results.rs` shows what came out.

mod contest;
mod load;
mod neraca;
mod peer;
mod peers;
mod place;
mod results;
mod tigerbeetle;
mod trial;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use contest::Contest;
use load::Spread;

/// Neraca beside what else a team would keep its money in, on this machine, with the same transfers
///
/// Each peer is tried with every number of clients and of transfers in a transaction; its best is compared. All are durable,
/// on one private Postgres with its default settings. After each trial the peer's books are checked; one wrong sum makes the
/// run fail.
#[derive(Debug, Parser)]
#[command(name = "peers", version, max_term_width = 100)]
struct Arguments {
    /// Peers to measure, by commas [default: all that were built]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    peers: Vec<String>,
    /// Which accounts the transfers touch, by commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "uniform,hot")]
    accounts: Vec<Spread>,
    /// Transfers of a trial, and of Neraca's runs
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1_000..=100_000_000))]
    events: u64,
    /// A trial of a peer that takes longer than this ends with the transfers it has
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// Numbers of clients to try, by commas
    #[arg(long, value_delimiter = ',', default_value = "1,2,8,32", value_parser = clap::value_parser!(u8).range(1..=64))]
    clients: Vec<u8>,
    /// Rounds; the first tries everything, the others each peer's best again, always in turn with Neraca
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=100))]
    rounds: u8,
    /// Seed of the transfers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The program to compare with [default: the release build of this checkout]
    #[arg(long, value_name = "PROGRAM")]
    neraca: Option<PathBuf>,
    /// TigerBeetle's program, whose own benchmark is then run too
    #[arg(long, value_name = "PROGRAM", env = "TIGERBEETLE")]
    tigerbeetle: Option<PathBuf>,
    /// A folder to make, on the disk to measure, and to remove at the end
    #[arg(long, default_value = "peers-bench")]
    folder: PathBuf,
    /// Print one JSON object with every trial instead of tables
    #[arg(long)]
    json: bool,
    /// Only name the peers that were built
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("peers: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    if arguments.list {
        results::list(&peers::all())?;
        return Ok(ExitCode::SUCCESS);
    }
    let results = Contest::prepare(&arguments)?.hold(&arguments)?;
    if arguments.json {
        results.print_json()?;
    } else {
        results.print()?;
    }
    Ok(if results.right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
