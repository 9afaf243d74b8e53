//! Who runs when: Neraca before each peer in each round, so that whatever else the machine does meets all of them alike.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::Arguments;
use crate::load::{Load, Spread};
use crate::neraca::{self, Neraca, Way};
use crate::peer::{self, Peer};
use crate::peers;
use crate::place::Place;
use crate::results::{Outside, PeerResults, Results, SpreadResults};
use crate::tigerbeetle;
use crate::trial::{self, Driven, Limits, Trial};

/// The database of Neraca's runs.
const NERACA: &str = "neraca";

/// How long what a peer left running may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Everything that is needed.
pub(crate) struct Contest {
    peers: Vec<Box<dyn Peer>>,
    neraca: Neraca,
    place: Place,
}

impl Contest {
    /// Finds the program, starts the server, and makes each peer's tables and accounts.
    ///
    /// # Errors
    /// When a peer is not known, or one of these steps fails.
    pub(crate) fn prepare(arguments: &Arguments) -> Result<Self> {
        let peers = chosen(&arguments.peers)?;
        let neraca = Neraca::find(arguments.neraca.as_deref())?;
        let place = Place::make(&arguments.folder)?;
        for peer in &peers {
            let prepared = prepared(peer.as_ref());
            let url = place.empty(&prepared)?;
            alone(peer.prepare(&url)).with_context(|| format!("prepare {}", peer.name()))?;
            place.analyze(&prepared)?;
        }
        Ok(Self { peers, neraca, place })
    }

    /// Has everybody run.
    ///
    /// # Errors
    /// When Neraca's own side fails. What goes wrong with a peer is in the results.
    pub(crate) fn hold(self, arguments: &Arguments) -> Result<Results> {
        let load_before = load_average();
        let mut spreads = Vec::new();
        let mut machine = Value::Null;
        for spread in arguments.accounts.iter().copied() {
            let (results, described) = self.spread(spread, arguments)?;
            spreads.push(results);
            machine = described;
        }
        Ok(Results {
            machine,
            postgres: self.place.settings()?,
            load_average_before: load_before,
            load_average_after: load_average(),
            seed: arguments.seed,
            events: arguments.events,
            seconds: arguments.seconds,
            rounds: arguments.rounds,
            right: spreads.iter().all(SpreadResults::is_right),
            spreads,
        })
    }

    fn spread(&self, spread: Spread, arguments: &Arguments) -> Result<(SpreadResults, Value)> {
        let load = Load { spread, seed: arguments.seed };
        let mut results = SpreadResults::of(spread, self.peers.iter().map(Box::as_ref));
        let mut machine = Value::Null;
        let clients = usize::from(arguments.clients.iter().copied().max().unwrap_or(1));
        for round in 1..=arguments.rounds {
            for (peer, of_peer) in self.peers.iter().zip(&mut results.peers) {
                for way in [Way::Batches, Way::OneAtATime { clients }] {
                    let measured = self.measure_neraca(way, load, arguments)?;
                    say(spread, round, "neraca", &way.to_string(), measured.per_second);
                    machine = measured.machine.clone();
                    results.neraca.push(measured);
                }
                let trials = match round {
                    1 => every(peer.as_ref(), &arguments.clients),
                    _ => of_peer.best_trials(),
                };
                for trial in trials {
                    self.measure_peer(peer.as_ref(), trial, load, round, arguments, of_peer);
                }
            }
            if let Some(program) = &arguments.tigerbeetle {
                let rate = tigerbeetle::measure(program, spread, arguments.events, self.place.folder())?;
                say(spread, round, tigerbeetle::NAME, "its own benchmark", rate);
                results.outside.push(Outside { name: tigerbeetle::NAME, per_second: rate });
            }
        }
        Ok((results, machine))
    }

    fn measure_neraca(&self, way: Way, load: Load, arguments: &Arguments) -> Result<neraca::Measured> {
        let database = self.place.empty(NERACA)?;
        let folder = self.place.folder().join(NERACA);
        self.neraca.measure(way, load, arguments.events, &database, &folder)
    }

    fn measure_peer(
        &self,
        peer: &dyn Peer,
        trial: Trial,
        load: Load,
        round: u8,
        arguments: &Arguments,
        results: &mut PeerResults,
    ) {
        let limits = Limits { events: arguments.events, seconds: arguments.seconds };
        match self.try_peer(peer, trial, load, limits) {
            Ok(driven) => {
                say(load.spread, round, peer.name(), &trial.to_string(), driven.per_second);
                results.trials.push(driven);
            }
            Err(error) => {
                let failure = format!("{trial}: {error:#}");
                eprintln!("{}, round {round}: {} FAILED, {failure}", load.spread.name(), peer.name());
                results.failures.push(failure);
            }
        }
    }

    fn try_peer(&self, peer: &dyn Peer, trial: Trial, load: Load, limits: Limits) -> Result<Driven> {
        let url = self.place.copy_of(&prepared(peer))?;
        alone(async {
            let clients = peer.connect(&url, trial.clients).await?;
            let driven = trial::drive(clients, load, trial, limits).await?;
            let found = peer.found(&url).await?;
            peer::check(load, driven.transfers, &found).context("its books are wrong")?;
            Ok(driven)
        })
    }
}

/// Runs something on a runtime that ends with it, and with it whatever a peer left running or connected.
fn alone<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = Runtime::new()?;
    let done = runtime.block_on(work);
    runtime.shutdown_timeout(PATIENCE);
    done
}

/// The peers that were asked for; all that were built when none was.
fn chosen(names: &[String]) -> Result<Vec<Box<dyn Peer>>> {
    let mut all = peers::all();
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|peer| peer.name() == name.as_str())) {
        let known: Vec<&str> = all.iter().map(|peer| peer.name()).collect();
        bail!("there is no peer \"{unknown}\" in this build, only {}", known.join(", "));
    }
    all.retain(|peer| names.is_empty() || names.iter().any(|name| name == peer.name()));
    Ok(all)
}

/// The database with a peer's tables and accounts.
fn prepared(peer: &dyn Peer) -> String {
    format!("prepared_{}", peer.name().replace('-', "_"))
}

/// Every way to use a peer that is worth a try.
fn every(peer: &dyn Peer, clients: &[u8]) -> Vec<Trial> {
    let batches = peer.batches().iter().copied();
    let with = |batch| clients.iter().map(move |clients| Trial { clients: usize::from(*clients), batch });
    batches.flat_map(with).collect()
}

/// Tells whoever waits how far it is.
fn say(spread: Spread, round: u8, who: &str, how: &str, per_second: u64) {
    eprintln!("{}, round {round}: {who}, {how}: {per_second} a second", spread.name());
}

/// Processes that wanted to run in the last minute, five and fifteen minutes, on average: whether others worked meanwhile.
fn load_average() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}
