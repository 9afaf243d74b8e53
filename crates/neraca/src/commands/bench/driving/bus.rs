//! Publishing to JetStream, and reading from it: a backlog that was published before, or live, with publishers on the same
//! machine at the same time.

use std::future::IntoFuture;

use anyhow::Context as _;
use async_nats::jetstream;
use command_handler::jetstream::{SourceOptions, run};
use command_handler::{Handle, HandlerError, Progress as Reached};
use futures_util::future::try_join_all;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};
use wire::cloudevents::Event;

use super::{Chunk, Chunks, Driven, Driving};
use crate::commands::bench::latency::Latencies;
use crate::commands::bench::load::Load;
use crate::progress::Progress;
use crate::site;

/// A bus with the stream of a book.
pub struct Bus {
    url: String,
    handle: Handle,
    subject: String,
    client: async_nats::Client,
}

/// What was published: the last sequence of a chunk, since when it waited, and its events.
type Published = (u64, Instant, usize);

impl Bus {
    /// Connects, and makes the stream of the handler's book.
    ///
    /// # Errors
    /// When the bus can't be used.
    pub async fn connect(url: &str, handle: &Handle) -> anyhow::Result<Self> {
        let client = site::connect_nats(url).await?;
        let options = SourceOptions::of_book(handle.book());
        let stream = jetstream::stream::Config {
            name: options.stream,
            subjects: options.subjects,
            discard: jetstream::stream::DiscardPolicy::New,
            ..Default::default()
        };
        jetstream::new(client.clone()).get_or_create_stream(stream).await?;
        let subject = format!("neraca.{}.payments.events", handle.book());
        Ok(Self { url: url.to_owned(), handle: handle.clone(), subject, client })
    }

    pub(super) async fn drive(
        &self,
        driving: &Driving,
        load: Load,
        numbers: std::ops::Range<u64>,
    ) -> anyhow::Result<Driven> {
        let mut made = Vec::new();
        for publisher in 0..driving.publishers.into() {
            made.push((driving.chunks(load, numbers.clone(), publisher, Ok).await?, self.publisher().await?));
        }
        if driving.live { self.live(driving, made).await } else { self.backlog(driving, made).await }
    }

    /// Publishes everything first, then reads it: what is measured is the handler, not the publisher.
    async fn backlog(&self, driving: &Driving, made: Vec<Made>) -> anyhow::Result<Driven> {
        let mut progress = Progress::begin("publishing", None);
        let published = self.publish_all(driving, made, Instant::now()).await?;
        progress.add(published.iter().map(|(_, _, events)| *events as u64).sum());
        progress.end();
        let started = Instant::now();
        let reading = self.read();
        self.reach(last_of(&published)).await?;
        let took = started.elapsed();
        reading.stop().await?;
        Ok(Driven { took, latencies: Latencies::default() })
    }

    async fn live(&self, driving: &Driving, made: Vec<Made>) -> anyhow::Result<Driven> {
        let reading = self.read();
        let (sender, done) = watch::channel(false);
        let marking = tokio::spawn(marks(self.handle.progress(), done));
        let started = Instant::now();
        let published = self.publish_all(driving, made, started).await?;
        self.reach(last_of(&published)).await?;
        let took = started.elapsed();
        sender.send_replace(true);
        reading.stop().await?;
        Ok(Driven { took, latencies: waited(&published, &marking.await?) })
    }

    async fn publish_all(
        &self,
        driving: &Driving,
        made: Vec<Made>,
        started: Instant,
    ) -> anyhow::Result<Vec<Published>> {
        let mut publishers = JoinSet::new();
        for (chunks, publisher) in made {
            publishers.spawn(publisher.publish_all(*driving, chunks, started));
        }
        let mut all = Vec::new();
        while let Some(published) = publishers.join_next().await {
            all.extend(published??);
        }
        Ok(all)
    }

    fn read(&self) -> Reading {
        let (stop, shutdown) = watch::channel(false);
        let options = SourceOptions::of_book(self.handle.book());
        let task = tokio::spawn(run(self.client.clone(), options, self.handle.clone(), shutdown));
        Reading { stop, task }
    }

    async fn reach(&self, sequence: u64) -> anyhow::Result<()> {
        reach(self.handle.progress(), sequence).await
    }

    /// A connection of its own, as publishers are processes of their own.
    async fn publisher(&self) -> anyhow::Result<Publisher> {
        let context = jetstream::new(site::connect_nats(&self.url).await?);
        Ok(Publisher { context, subject: self.subject.clone(), reached: self.handle.progress() })
    }
}

type Made = (Chunks<Vec<Event>>, Publisher);

/// The source at work.
struct Reading {
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), HandlerError>>,
}

impl Reading {
    async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        Ok(self.task.await??)
    }
}

struct Publisher {
    context: jetstream::Context,
    subject: String,
    reached: watch::Receiver<Reached>,
}

impl Publisher {
    async fn publish_all(
        self,
        driving: Driving,
        mut chunks: Chunks<Vec<Event>>,
        started: Instant,
    ) -> anyhow::Result<Vec<Published>> {
        let mut published = Vec::new();
        while let Some(chunk) = chunks.next().await? {
            let due = driving.due(started, chunk.first);
            if let Some(due) = due {
                sleep_until(due).await;
            }
            let one = self.publish(chunk, due.unwrap_or_else(Instant::now)).await?;
            if driving.alone {
                reach(self.reached.clone(), one.0).await?;
            }
            published.push(one);
        }
        Ok(published)
    }

    /// Publishes a chunk and waits until the bus has it. Without a message id: the ledger knows repeats for ever, so the bus
    /// need not remember them for two minutes.
    async fn publish(&self, chunk: Chunk<Vec<Event>>, since: Instant) -> anyhow::Result<Published> {
        let mut acknowledgements = Vec::with_capacity(chunk.content.len());
        for event in chunk.content {
            let mut headers = async_nats::HeaderMap::new();
            for (name, value) in event.envelope.headers() {
                headers.insert(name, value);
            }
            let sent = self.context.publish_with_headers(self.subject.clone(), headers, event.body);
            acknowledgements.push(sent.await.context("the bus does not take an event")?.into_future());
        }
        let kept = try_join_all(acknowledgements).await.context("the bus did not keep an event")?;
        Ok((kept.iter().map(|kept| kept.sequence).max().unwrap_or(0), since, chunk.events))
    }
}

/// Waits until the outcome of a message is durable.
async fn reach(mut progress: watch::Receiver<Reached>, sequence: u64) -> anyhow::Result<()> {
    let there =
        |progress: &Reached| progress.stopped.is_some() || progress.bus_sequence.unwrap_or(0) >= sequence;
    progress.wait_for(there).await?;
    Ok(())
}

fn last_of(published: &[Published]) -> u64 {
    published.iter().map(|(sequence, ..)| *sequence).max().unwrap_or(0)
}

/// When which sequence was durable, in order.
async fn marks(
    mut progress: watch::Receiver<Reached>,
    mut done: watch::Receiver<bool>,
) -> Vec<(u64, Instant)> {
    let mut marks = Vec::new();
    loop {
        tokio::select! {
            changed = progress.changed() => {
                if changed.is_err() {
                    return marks;
                }
                let reached = progress.borrow_and_update().bus_sequence.unwrap_or(0);
                marks.push((reached, Instant::now()));
            }
            _ = done.wait_for(|done| *done) => {
                // The last change may not have been looked at yet.
                marks.push((progress.borrow().bus_sequence.unwrap_or(0), Instant::now()));
                return marks;
            }
        }
    }
}

/// How long each chunk waited until its last message was durable.
fn waited(published: &[Published], marks: &[(u64, Instant)]) -> Latencies {
    let mut latencies = Latencies::default();
    for (sequence, since, events) in published {
        let place = marks.partition_point(|(reached, _)| reached < sequence);
        if let Some((_, when)) = marks.get(place) {
            latencies.add(when.saturating_duration_since(*since), *events);
        }
    }
    latencies
}
