//! Handing over within the process.

use std::collections::VecDeque;

use command_handler::{Answer, Handle, Incoming};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::{Chunks, Driven, Driving, IN_FLIGHT};
use crate::commands::bench::latency::Latencies;
use crate::commands::bench::load::{Load, incoming};

pub(super) async fn drive(
    driving: &Driving,
    load: Load,
    numbers: std::ops::Range<u64>,
    handle: &Handle,
) -> anyhow::Result<Driven> {
    let mut made = Vec::new();
    for publisher in 0..driving.publishers.into() {
        let form = |events: Vec<_>| Ok(events.into_iter().map(incoming).collect::<Vec<Incoming>>());
        made.push(driving.chunks(load, numbers.clone(), publisher, form).await?);
    }
    let started = Instant::now();
    let mut publishers = JoinSet::new();
    for chunks in made {
        publishers.spawn(publish(*driving, chunks, handle.clone(), started));
    }
    let mut latencies = Latencies::default();
    while let Some(ended) = publishers.join_next().await {
        latencies.append(&ended??);
    }
    Ok(Driven { took: started.elapsed(), latencies })
}

/// Chunks that were handed over and not yet answered.
type Waiting = (Instant, usize, oneshot::Receiver<Vec<Answer>>);

async fn publish(
    driving: Driving,
    mut chunks: Chunks<Vec<Incoming>>,
    handle: Handle,
    started: Instant,
) -> anyhow::Result<Latencies> {
    let mut latencies = Latencies::default();
    let mut in_flight: VecDeque<Waiting> = VecDeque::new();
    let mut open_loop = JoinSet::new();
    while let Some(chunk) = chunks.next().await? {
        if let Some(due) = driving.due(started, chunk.first) {
            // However slow the answers are: what is due is handed over, and waits from the moment it was due.
            sleep_until(due).await;
            let answers = handle.enqueue(chunk.content).await?;
            open_loop.spawn(async move { answers.await.map(|_| (due.elapsed(), chunk.events)) });
        } else {
            let since = Instant::now();
            in_flight.push_back((since, chunk.events, handle.enqueue(chunk.content).await?));
            if in_flight.len() >= if driving.alone { 1 } else { IN_FLIGHT }
                && let Some(first) = in_flight.pop_front()
            {
                answered(first, &mut latencies).await?;
            }
        }
    }
    for waiting in in_flight {
        answered(waiting, &mut latencies).await?;
    }
    while let Some(ended) = open_loop.join_next().await {
        let (took, events) = ended?.map_err(|_| command_handler::HandlerError::Stopped)?;
        latencies.add(took, events);
    }
    Ok(latencies)
}

async fn answered((since, events, answers): Waiting, latencies: &mut Latencies) -> anyhow::Result<()> {
    answers.await.map_err(|_| command_handler::HandlerError::Stopped)?;
    latencies.add(since.elapsed(), events);
    Ok(())
}
