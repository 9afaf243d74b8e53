//! What came out: everything as JSON, or each ledger's best and how many times as fast Neraca was.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;
use serde_json::Value;

use crate::load::Spread;
use crate::neraca::{Measured, Way};
use crate::peer::Peer;
use crate::trial::{Driven, Trial};

/// Everything that was measured, and on what.
#[derive(Debug, Serialize)]
pub(crate) struct Results {
    /// The machine, as Neraca's own bench describes it.
    pub(crate) machine: Value,
    /// Version and settings of the server.
    pub(crate) postgres: BTreeMap<&'static str, String>,
    /// Load averages of 1, 5 and 15 minutes when it began.
    pub(crate) load_average_before: String,
    /// And when it ended.
    pub(crate) load_average_after: String,
    /// Seed of the transfers.
    pub(crate) seed: u64,
    /// Transfers of a trial at most.
    pub(crate) events: u64,
    /// Seconds of a peer's trial at most.
    pub(crate) seconds: u64,
    /// Rounds.
    pub(crate) rounds: u8,
    /// By accounts.
    pub(crate) spreads: Vec<SpreadResults>,
    /// Nothing failed, and all books were right.
    pub(crate) right: bool,
}

/// What was measured with one spread of accounts.
#[derive(Debug, Serialize)]
pub(crate) struct SpreadResults {
    /// Which accounts.
    pub(crate) accounts: Spread,
    /// Neraca's runs.
    pub(crate) neraca: Vec<Measured>,
    /// The peers' trials.
    pub(crate) peers: Vec<PeerResults>,
    /// Programs that measured themselves.
    pub(crate) outside: Vec<Outside>,
}

/// What was measured of a peer.
#[derive(Debug, Serialize)]
pub(crate) struct PeerResults {
    /// Its name.
    pub(crate) peer: &'static str,
    /// How it was used.
    pub(crate) about: &'static str,
    /// All trials, the repeated ones too.
    pub(crate) trials: Vec<Driven>,
    /// What failed.
    pub(crate) failures: Vec<String>,
}

/// A program that measured itself.
#[derive(Debug, Serialize)]
pub(crate) struct Outside {
    /// Its name.
    pub(crate) name: &'static str,
    /// Transfers a second.
    pub(crate) per_second: u64,
}

impl SpreadResults {
    /// Nothing measured yet.
    pub(crate) fn of<'a>(accounts: Spread, peers: impl Iterator<Item = &'a dyn Peer>) -> Self {
        let empty = |peer: &dyn Peer| PeerResults {
            peer: peer.name(),
            about: peer.about(),
            trials: Vec::new(),
            failures: Vec::new(),
        };
        Self { accounts, neraca: Vec::new(), peers: peers.map(empty).collect(), outside: Vec::new() }
    }

    /// Whether nothing failed.
    pub(crate) fn is_right(&self) -> bool {
        self.peers.iter().all(|peer| peer.failures.is_empty() && !peer.trials.is_empty())
    }

    fn neraca(&self, one_at_a_time: bool) -> Option<&Measured> {
        let runs = self.neraca.iter().filter(|run| (run.way != Way::Batches) == one_at_a_time);
        runs.max_by_key(|run| run.per_second)
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        let header = [
            "ledger",
            "one at a time",
            "clients",
            "p50 ms",
            "neraca is",
            "in batches",
            "clients × batch",
            "p50 ms",
            "neraca is",
        ];
        table.load_style(ASCII_MARKDOWN).set_header(header);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let (single, batched) = (self.neraca(true), self.neraca(false));
        let own = |run: Option<&Measured>| {
            let how = run.map_or_else(nothing, |run| run.way.to_string());
            [rate(run.map(|run| run.per_second)), how, milliseconds(run.map(|run| run.p50_us)), nothing()]
        };
        table.add_row([vec!["neraca".to_owned()], own(single).into(), own(batched).into()].concat());
        for peer in &self.peers {
            let cells = |best: Option<&Driven>, neraca: Option<&Measured>, how: fn(&Trial) -> String| {
                [
                    rate(best.map(|best| best.per_second)),
                    best.map_or_else(nothing, |best| how(&best.trial)),
                    milliseconds(best.map(|best| best.p50_us)),
                    ratio(neraca, best.map(|best| best.per_second)),
                ]
            };
            let single = cells(peer.best(true), single, |trial| trial.clients.to_string());
            let batched =
                cells(peer.best(false), batched, |trial| format!("{} × {}", trial.clients, trial.batch));
            table.add_row([vec![peer.peer.to_owned()], single.into(), batched.into()].concat());
        }
        if let Some(best) = self.outside.iter().max_by_key(|outside| outside.per_second) {
            let rate = rate(Some(best.per_second));
            let own = [rate, "its own".to_owned(), nothing(), ratio(batched, Some(best.per_second))];
            let none = [nothing(), nothing(), nothing(), nothing()];
            table.add_row([vec![best.name.to_owned()], none.into(), own.into()].concat());
        }
        table
    }
}

impl PeerResults {
    /// The best trial with one transfer in a transaction, or with more.
    fn best(&self, one_at_a_time: bool) -> Option<&Driven> {
        let trials = self.trials.iter().filter(|driven| (driven.trial.batch == 1) == one_at_a_time);
        trials.max_by_key(|driven| driven.per_second)
    }

    /// How the peer was at its best, to be tried again.
    pub(crate) fn best_trials(&self) -> Vec<Trial> {
        [true, false].into_iter().filter_map(|single| Some(self.best(single)?.trial)).collect()
    }
}

impl Results {
    /// Prints everything for programs.
    ///
    /// # Errors
    /// When standard output is closed.
    pub(crate) fn print_json(&self) -> Result<()> {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, self)?;
        Ok(writeln!(out)?)
    }

    /// Prints tables for people.
    ///
    /// # Errors
    /// When standard output is closed.
    pub(crate) fn print(&self) -> Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", self.machine_line())?;
        let settings: Vec<String> =
            self.postgres.iter().map(|(name, value)| format!("{name} {value}")).collect();
        writeln!(out, "Postgres: {}", settings.join(", "))?;
        writeln!(
            out,
            "seed {}, {} transfers or {} s a trial, {} rounds, load average {} before and {} after",
            self.seed,
            grouped(self.events),
            self.seconds,
            self.rounds,
            self.load_average_before,
            self.load_average_after
        )?;
        for spread in &self.spreads {
            writeln!(out, "\nTransfers a second, {} accounts\n\n{}", spread.accounts.name(), spread.table())?;
            for peer in &spread.peers {
                for failure in &peer.failures {
                    writeln!(out, "\n{} FAILED, {failure}", peer.peer)?;
                }
                let conflicts: u64 = peer.trials.iter().map(|driven| driven.conflicts).sum();
                if conflicts > 0 {
                    writeln!(
                        out,
                        "\n{}: {} transactions repeated after a conflict",
                        peer.peer,
                        grouped(conflicts)
                    )?;
                }
            }
        }
        Ok(())
    }

    fn machine_line(&self) -> String {
        let text = |name: &str| self.machine.get(name).and_then(Value::as_str).unwrap_or("?");
        let number = |name: &str| self.machine.get(name).and_then(Value::as_u64).unwrap_or(0);
        let optimised = self.machine.get("optimised").and_then(Value::as_bool).unwrap_or(false);
        let build = if optimised && !cfg!(debug_assertions) { "" } else { ", NOT OPTIMISED" };
        format!(
            "{} cores of {}, {} GiB, Linux {}, {}{build}",
            number("cores"),
            text("processor"),
            number("memory_bytes") >> 30,
            text("kernel"),
            text("program")
        )
    }
}

/// Names the peers that were built.
///
/// # Errors
/// When standard output is closed.
pub(crate) fn list(peers: &[Box<dyn Peer>]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for peer in peers {
        writeln!(out, "{:<14} {}", peer.name(), peer.about())?;
    }
    Ok(())
}

fn nothing() -> String {
    String::new()
}

fn rate(per_second: Option<u64>) -> String {
    per_second.map_or_else(nothing, grouped)
}

fn milliseconds(us: Option<u64>) -> String {
    us.map_or_else(nothing, |us| format!("{:.1}", us as f64 / 1_000.0))
}

/// How many times as fast Neraca was.
fn ratio(neraca: Option<&Measured>, peer: Option<u64>) -> String {
    match (neraca, peer) {
        (Some(neraca), Some(peer)) => format!("{:.1} ×", neraca.per_second as f64 / peer.max(1) as f64),
        _ => nothing(),
    }
}

/// A number in groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn driven(clients: usize, batch: usize, per_second: u64) -> Driven {
        let trial = Trial { clients, batch };
        Driven {
            trial,
            transfers: 1_000,
            seconds: 1.0,
            per_second,
            p50_us: 2_500,
            p99_us: 9_000,
            conflicts: 0,
        }
    }

    fn run(way: Way, per_second: u64) -> Measured {
        Measured { way, transfers: 1_000, per_second, p50_us: 100, p99_us: 900, machine: Value::Null }
    }

    #[test]
    fn a_peer_is_shown_at_its_best_beside_neraca_at_its_best() {
        let peer = PeerResults {
            peer: "a-peer",
            about: "",
            trials: vec![
                driven(1, 1, 900),
                driven(8, 1, 2_000),
                driven(8, 100, 10_000),
                driven(2, 100, 4_000),
            ],
            failures: Vec::new(),
        };
        let again = [Trial { clients: 8, batch: 1 }, Trial { clients: 8, batch: 100 }];
        assert_eq!(peer.best_trials(), again);
        let single = Way::OneAtATime { clients: 32 };
        let neraca = vec![run(Way::Batches, 90_000), run(single, 5_000), run(Way::Batches, 123_456)];
        let outside = vec![Outside { name: "other", per_second: 246_912 }];
        let results = SpreadResults { accounts: Spread::Uniform, neraca, peers: vec![peer], outside };
        let table = results.table().to_string();
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|row| row.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect())
            .collect();
        assert_eq!(
            rows[3],
            ["a-peer", "2,000", "8", "2.5", "2.5 ×", "10,000", "8 × 100", "2.5", "12.3 ×"],
            "{table}"
        );
        assert_eq!(rows[4], ["other", "246,912", "its own", "0.5 ×"], "{table}");
    }

    #[test]
    fn a_peer_that_failed_or_never_ran_makes_the_results_wrong() {
        let with = |trials, failures| {
            let peer = PeerResults { peer: "a-peer", about: "", trials, failures };
            let (neraca, outside) = (Vec::new(), Vec::new());
            SpreadResults { accounts: Spread::Hot, neraca, peers: vec![peer], outside }.is_right()
        };
        assert!(with(vec![driven(1, 1, 1)], Vec::new()));
        assert!(!with(vec![driven(1, 1, 1)], vec!["its books are wrong".to_owned()]));
        assert!(!with(Vec::new(), Vec::new()));
    }
}
