//! Neraca's own side: the real program, run as a user runs it, on the same server with a database of its own.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::load::Load;

/// The program.
pub(crate) struct Neraca {
    program: PathBuf,
}

/// How transfers come to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Way {
    /// Each client posts one over HTTP and waits until it is durable, as a peer's client does with a transaction of one.
    OneAtATime {
        /// Clients side by side.
        clients: usize,
    },
    /// Handed over within the process, many together.
    Batches,
}

impl fmt::Display for Way {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneAtATime { clients } => write!(out, "{clients} over HTTP"),
            Self::Batches => write!(out, "handed over"),
        }
    }
}

/// What a run showed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Measured {
    /// How transfers came to it.
    pub(crate) way: Way,
    /// Transfers posted.
    pub(crate) transfers: u64,
    /// Durable transfers a second.
    pub(crate) per_second: u64,
    /// Microseconds from handing over to the durable outcome: median.
    pub(crate) p50_us: u64,
    /// And 99th percentile.
    pub(crate) p99_us: u64,
    /// The machine, as the program describes it.
    #[serde(skip)]
    pub(crate) machine: Value,
}

/// What is read of the JSON that `neraca bench ingest` prints.
#[derive(Deserialize)]
struct Printed {
    machine: Value,
    events_per_second: u64,
    latency_us: Latency,
    verified: bool,
}

#[derive(Deserialize)]
struct Latency {
    p50: u64,
    p99: u64,
}

/// One transfer a request takes so much longer that a tenth of the load says as much.
const ONE_AT_A_TIME: u64 = 10;

/// Fewer transfers than this say nothing.
const TRANSFERS_MIN: u64 = 1_000;

/// Variables of this program that a measurement leaves in force; all others would change what is measured.
const KEPT: &str = "NERACA_PG_BIN";

impl Neraca {
    /// The program at a path, or the release build of the checkout that this program or the current folder is in.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn find(named: Option<&Path>) -> Result<Self> {
        let built = || {
            let places = [env::current_exe(), env::current_dir()];
            let folders = places.iter().flatten().flat_map(|place| place.ancestors());
            folders.map(|folder| folder.join("target/release/neraca")).find(|program| program.is_file())
        };
        let program = match named {
            Some(program) => Some(program.to_path_buf()).filter(|program| program.is_file()),
            None => built(),
        };
        let program = program.context(
            "there is no program to compare with; make it with `cargo build --release` in the repository's root, \
             or name one with --neraca",
        )?;
        Ok(Self { program: std::path::absolute(program)? })
    }

    /// Posts a load into an empty database.
    ///
    /// # Errors
    /// When it fails, or finds its own books wrong.
    pub(crate) fn measure(
        &self,
        way: Way,
        load: Load,
        events: u64,
        database: &str,
        folder: &Path,
    ) -> Result<Measured> {
        let events = match way {
            Way::OneAtATime { .. } => (events / ONE_AT_A_TIME).max(TRANSFERS_MIN),
            Way::Batches => events,
        };
        let mut command = self.command(database, folder);
        command.args(["--accounts", load.spread.name(), "--events", &events.to_string()]);
        command.args(["--seed", &load.seed.to_string()]);
        if let Way::OneAtATime { clients } = way {
            command.args(["--via", "http", "--together", "1", "--publishers", &clients.to_string()]);
        }
        let what = || format!("run \"{}\"", self.program.display());
        let output = command.output().with_context(what)?;
        let last_words = String::from_utf8_lossy(&output.stderr);
        let printed: Printed = serde_json::from_slice(&output.stdout)
            .with_context(|| format!("{}: {}: {}", what(), output.status, last_words.trim()))?;
        anyhow::ensure!(printed.verified, "its own books are wrong: {}", last_words.trim());
        Ok(Measured {
            way,
            transfers: events,
            per_second: printed.events_per_second,
            p50_us: printed.latency_us.p50,
            p99_us: printed.latency_us.p99,
            machine: printed.machine,
        })
    }

    fn command(&self, database: &str, folder: &Path) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("NERACA_") && name != KEPT {
                command.env_remove(name);
            }
        }
        command.args(["bench", "ingest", "--json", "--store", "postgres", "--database", database, "--data"]);
        command.arg(folder);
        command
    }
}
