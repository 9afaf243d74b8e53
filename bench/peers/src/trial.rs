//! One trial of a peer: so many clients, so many transfers in a transaction, until the load is posted or the time is up.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Serialize;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::load::Load;
use crate::peer::{Client, Posted};

/// How a peer is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Trial {
    /// Clients side by side.
    pub(crate) clients: usize,
    /// Transfers in a transaction.
    pub(crate) batch: usize,
}

impl fmt::Display for Trial {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} clients, {} in a transaction", self.clients, self.batch)
    }
}

/// When a trial ends, whichever comes first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Transfers posted.
    pub(crate) events: u64,
    /// Seconds after which no further transaction begins.
    pub(crate) seconds: u64,
}

/// What a trial showed.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Driven {
    /// How.
    #[serde(flatten)]
    pub(crate) trial: Trial,
    /// Transfers durable at its end.
    pub(crate) transfers: u64,
    /// From the first one begun to the last one durable.
    pub(crate) seconds: f64,
    /// Whole transfers a second.
    pub(crate) per_second: u64,
    /// Microseconds from a transaction's begin to its durable end, repetitions after conflicts included: median.
    pub(crate) p50_us: u64,
    /// And 99th percentile.
    pub(crate) p99_us: u64,
    /// Transactions that were begun again because another client was quicker.
    pub(crate) conflicts: u64,
}

/// A transaction that never gets through is a failure, not a slow trial.
const TRIES_MAX: u32 = 1_000;

/// The first pause after a conflict; each further one is longer, up to [`PAUSE_MAX`].
const PAUSE: Duration = Duration::from_micros(200);
const PAUSE_MAX: Duration = Duration::from_millis(20);

/// Posts the load. The transfers that are durable at the end are the first ones of the load, without a gap.
///
/// # Errors
/// When a client fails in another way than by conflict.
pub(crate) async fn drive(
    clients: Vec<Box<dyn Client>>,
    load: Load,
    trial: Trial,
    limits: Limits,
) -> Result<Driven> {
    let shared = Arc::new(Shared { load, trial, limits, next: AtomicU64::new(0) });
    let ready = Arc::new(Barrier::new(clients.len() + 1));
    let mut running = JoinSet::new();
    for client in clients {
        let (shared, ready) = (Arc::clone(&shared), Arc::clone(&ready));
        running.spawn(async move {
            ready.wait().await;
            shared.work(client).await
        });
    }
    ready.wait().await;
    let started = Instant::now();
    let mut all = Worked::default();
    while let Some(ended) = running.join_next().await {
        let worked = ended??;
        all.transfers += worked.transfers;
        all.conflicts += worked.conflicts;
        all.took.extend(worked.took);
    }
    let took = started.elapsed();
    all.took.sort_unstable();
    Ok(Driven {
        trial,
        transfers: all.transfers,
        seconds: took.as_secs_f64(),
        per_second: (all.transfers as f64 / took.as_secs_f64().max(1e-6)) as u64,
        p50_us: all.percentile(50),
        p99_us: all.percentile(99),
        conflicts: all.conflicts,
    })
}

/// What the clients of a trial share.
struct Shared {
    load: Load,
    trial: Trial,
    limits: Limits,
    next: AtomicU64,
}

/// What one client did.
#[derive(Default)]
struct Worked {
    transfers: u64,
    conflicts: u64,
    /// Microseconds of each transaction.
    took: Vec<u64>,
}

impl Shared {
    async fn work(&self, mut client: Box<dyn Client>) -> Result<Worked> {
        let (started, mut worked) = (Instant::now(), Worked::default());
        while started.elapsed().as_secs() < self.limits.seconds {
            let first = self.next.fetch_add(self.trial.batch as u64, Ordering::Relaxed);
            let end = (first + self.trial.batch as u64).min(self.limits.events);
            if first >= end {
                break;
            }
            let transfers = self.load.transfers(first..end);
            let began = Instant::now();
            let mut pause = PAUSE;
            let mut tries = 1;
            while client.post(&transfers).await.with_context(|| format!("transfer {first}"))?
                == Posted::Conflict
            {
                anyhow::ensure!(tries < TRIES_MAX, "transfer {first} conflicted {tries} times");
                worked.conflicts += 1;
                tries += 1;
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(PAUSE_MAX);
            }
            worked.took.push(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
            worked.transfers += end - first;
        }
        Ok(worked)
    }
}

impl Worked {
    /// Of sorted times; zero when there are none.
    fn percentile(&self, hundredths: usize) -> u64 {
        let place = self.took.len() * hundredths / 100;
        self.took.get(place).or(self.took.last()).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use std::sync::Mutex;

    use super::*;
    use crate::load::{Spread, Transfer};

    /// Remembers what it posted, and gives way at every third transaction.
    struct Remembering {
        posted: Arc<Mutex<Vec<u64>>>,
        asked: u64,
    }

    #[async_trait]
    impl Client for Remembering {
        async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted> {
            self.asked += 1;
            if self.asked.is_multiple_of(3) {
                return Ok(Posted::Conflict);
            }
            let mut posted = self.posted.lock().map_err(|_| anyhow::anyhow!("poisoned"))?;
            posted.extend(transfers.iter().map(|transfer| transfer.number));
            Ok(Posted::Durable)
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn every_transfer_is_posted_once_however_many_clients_and_conflicts() -> Result<()> {
        let posted = Arc::new(Mutex::new(Vec::new()));
        let client = || Box::new(Remembering { posted: Arc::clone(&posted), asked: 0 }) as Box<dyn Client>;
        let load = Load { spread: Spread::Uniform, seed: 1 };
        let trial = Trial { clients: 5, batch: 7 };
        let clients = (0..5).map(|_| client()).collect();
        let driven = drive(clients, load, trial, Limits { events: 1_000, seconds: 60 }).await?;
        let mut numbers = posted.lock().map_err(|_| anyhow::anyhow!("poisoned"))?.clone();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..1_000).collect::<Vec<u64>>());
        assert_eq!(driven.transfers, 1_000);
        assert!(driven.conflicts > 0);
        Ok(())
    }
}
