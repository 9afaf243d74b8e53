//! The bus as a source: a JetStream stream read as a log, by sequence, acknowledging nothing. The sequence reached is
//! committed with the events, so after a crash reading goes on at the next one; there is no acknowledgement that could
//! disagree with a commit. See DESIGN decision 1 in ARCHITECTURE.md.

use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::header::{HeaderName, HeaderValue};
use async_nats::jetstream::consumer::{DeliverPolicy, pull};
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType, Stream};
use async_nats::jetstream::{self, Message as BusDelivery};
use event_store::BusCursor;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tokio::sync::{oneshot, watch};
use wire::cloudevents::Envelope;

use crate::bus_signers::BusSigners;
use crate::decider::{Submission, Task};
use crate::error::HandlerError;
use crate::handler::Handle;
use crate::incoming::{self, BusMessage, Content, Decoded};

/// Which stream is read, and how strictly its settings are taken.
#[derive(Clone, Debug)]
pub struct SourceOptions {
    /// Stream name.
    pub stream: String,
    /// Subjects it collects.
    pub subjects: Vec<String>,
    /// Refuse a stream whose settings can lose messages instead of warning.
    pub strict: bool,
    /// Replicas when the stream is created here.
    pub replicas: usize,
    /// Who may propose events and answer proposals here.
    pub signers: BusSigners,
}

impl SourceOptions {
    /// The stream of a book's payment events. It collects that book's subjects and no others: an event for another book
    /// must never be posted into this one.
    pub fn of_book(book: &str) -> Self {
        Self {
            stream: "NERACA_PAYMENTS".to_owned(),
            subjects: vec![format!("neraca.{}.payments.>", crate::relay::token(book))],
            strict: false,
            replicas: 1,
            signers: BusSigners::default(),
        }
    }
}

/// Deliveries taken together, and events after which they are handed over: one prefetch and at most one commit each.
const CHUNK: usize = 1_000;
/// First wait after the bus was lost; doubled up to [`RETRY_MOST`].
const RETRY_FIRST: Duration = Duration::from_millis(50);
const RETRY_MOST: Duration = Duration::from_secs(5);

/// Reads the bus into a handler until told to stop.
///
/// # Errors
/// When the stream's settings are not as they must be, or its content is not what was read before. A lost connection is
/// no error: it is waited for.
pub async fn run(
    client: async_nats::Client,
    options: SourceOptions,
    handle: Handle,
    mut shutdown: watch::Receiver<bool>,
) -> Result<(), HandlerError> {
    let context = jetstream::new(client);
    let mut wait = RETRY_FIRST;
    loop {
        let round = tokio::select! {
            round = read_on(&context, &options, &handle) => round,
            _ = shutdown.wait_for(|stop| *stop) => return Ok(()),
        };
        match round {
            Err(Interrupted::Fatal(error)) => return Err(error),
            Err(Interrupted::Bus(error)) => {
                tracing::warn!(stream = options.stream, error, "the bus is not reachable; trying again");
                tokio::select! {
                    () = tokio::time::sleep(wait) => wait = (wait * 2).min(RETRY_MOST),
                    _ = shutdown.wait_for(|stop| *stop) => return Ok(()),
                }
            }
            Ok(()) => wait = RETRY_FIRST,
        }
    }
}

/// Why reading was interrupted.
enum Interrupted {
    /// The bus: try again.
    Bus(String),
    /// Something that trying again does not mend.
    Fatal(HandlerError),
}

fn bus(error: impl std::fmt::Display) -> Interrupted {
    Interrupted::Bus(error.to_string())
}

/// One life of a consumer: from the committed sequence until the connection or the consumer is lost.
async fn read_on(
    context: &jetstream::Context,
    options: &SourceOptions,
    handle: &Handle,
) -> Result<(), Interrupted> {
    let stream = open_stream(context, options).await?;
    let number = stream_number(&stream, options, handle).await?;
    let next = next_sequence(&stream, number, options, handle).await?;
    let config = pull::OrderedConfig {
        deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: next },
        ..Default::default()
    };
    let consumer = stream.create_consumer(config).await.map_err(bus)?;
    // The ordered consumer checks that consumer sequences are contiguous and starts anew where they are not.
    let mut deliveries = consumer.messages().await.map_err(bus)?.ready_chunks(CHUNK);
    let mut expected = next;
    tracing::info!(stream = options.stream, next, "reading the bus");
    while let Some(chunk) = deliveries.next().await {
        let mut taken = Taken {
            stream: number,
            signers: &options.signers,
            messages: Vec::with_capacity(chunk.len()),
            last: None,
        };
        let mut lost = None;
        for delivery in chunk {
            match delivery {
                Ok(delivery) => {
                    let sequence = delivery.info().map_err(bus)?.stream_sequence;
                    if sequence < expected {
                        continue;
                    }
                    if sequence > expected {
                        tracing::warn!(
                            expected,
                            sequence,
                            "the stream no longer has these messages: it jumped"
                        );
                    }
                    expected = sequence + 1;
                    taken.take(sequence, delivery);
                    if taken.messages.len() >= CHUNK {
                        taken.hand_over(handle).await?;
                    }
                }
                Err(error) => {
                    lost = Some(bus(error));
                    break;
                }
            }
        }
        taken.hand_over(handle).await?;
        if let Some(lost) = lost {
            return finish(handle, expected - 1, lost).await;
        }
    }
    finish(handle, expected - 1, bus("the consumer ended")).await
}

/// What was taken from the bus and not handed over yet.
struct Taken<'a> {
    stream: u32,
    signers: &'a BusSigners,
    messages: Vec<Decoded>,
    /// The last of them, as it came: it tells the stream apart from one that was made anew.
    last: Option<(u64, BusDelivery)>,
}

impl Taken<'_> {
    fn take(&mut self, sequence: u64, delivery: BusDelivery) {
        let mut decoded = decode(&delivery, BusMessage { stream: self.stream, sequence });
        decoded.iter_mut().for_each(|one| keep_unsigned(one, &delivery.subject, self.signers));
        self.messages.extend(decoded);
        self.last = Some((sequence, delivery));
    }

    /// Hands it over, whole messages at a time: what a batch message carries is committed together.
    async fn hand_over(&mut self, handle: &Handle) -> Result<(), Interrupted> {
        let Some((sequence, last)) = self.last.take() else { return Ok(()) };
        let mut messages = std::mem::take(&mut self.messages);
        handle.screen(&mut messages).await.map_err(Interrupted::Fatal)?;
        let cursor = Some(BusCursor { stream: self.stream, sequence, digest: digest(&last) });
        let task = Task::Decide(Submission { messages, cursor, reply: None });
        handle.send(task).await.map_err(Interrupted::Fatal)
    }
}

/// Waits until what was handed over is durable, so that reading goes on after it and not before.
async fn finish(handle: &Handle, handed_over: u64, why: Interrupted) -> Result<(), Interrupted> {
    let mut progress = handle.progress();
    let reached = progress
        .wait_for(|progress| progress.stopped.is_some() || progress.bus_sequence.unwrap_or(0) >= handed_over)
        .await;
    match reached {
        Ok(progress) if progress.stopped.is_none() => Err(why),
        _ => Err(Interrupted::Fatal(HandlerError::Stopped)),
    }
}

/// The stream, created when it does not exist, and its settings checked.
async fn open_stream(context: &jetstream::Context, options: &SourceOptions) -> Result<Stream, Interrupted> {
    let config = Config {
        name: options.stream.clone(),
        subjects: options.subjects.clone(),
        retention: RetentionPolicy::Limits,
        // A full stream pushes back on publishers; it never drops what was accepted.
        discard: DiscardPolicy::New,
        storage: StorageType::File,
        num_replicas: options.replicas,
        allow_direct: true,
        ..Default::default()
    };
    let stream = context.get_or_create_stream(config).await.map_err(bus)?;
    let found = &stream.cached_info().config;
    if found.subjects != options.subjects {
        return Err(Interrupted::Fatal(HandlerError::Bus(format!(
            "stream \"{}\" collects {}, but this book reads {}; set the stream's subjects, or name another stream",
            options.stream,
            found.subjects.join(", "),
            options.subjects.join(", ")
        ))));
    }
    let mut faults = Vec::new();
    if found.retention != RetentionPolicy::Limits {
        faults.push("its retention is not \"limits\", so reading could delete messages");
    }
    if found.discard != DiscardPolicy::New {
        faults.push("it discards old messages when full; set discard to \"new\"");
    }
    if found.storage != StorageType::File {
        faults.push("it is kept in memory; set storage to \"file\"");
    }
    if !faults.is_empty() {
        let problem = format!("stream \"{}\": {}", options.stream, faults.join("; "));
        if options.strict {
            return Err(Interrupted::Fatal(HandlerError::Bus(problem)));
        }
        tracing::warn!("{problem}");
    }
    Ok(stream)
}

/// The number of this incarnation of the stream: name and creation time make it.
async fn stream_number(
    stream: &Stream,
    options: &SourceOptions,
    handle: &Handle,
) -> Result<u32, Interrupted> {
    let created_at = stream.cached_info().created.to_string();
    let (reply, number) = oneshot::channel();
    let task = Task::BusStream { name: options.stream.clone(), created_at, reply };
    handle.send(task).await.map_err(Interrupted::Fatal)?;
    number.await.map_err(|_| Interrupted::Fatal(HandlerError::Stopped))
}

/// Where reading goes on. A stream that was created anew is read from its beginning: what was recorded from the old one
/// is recognised by identity, and nothing is skipped because a number looks familiar.
async fn next_sequence(
    stream: &Stream,
    number: u32,
    options: &SourceOptions,
    handle: &Handle,
) -> Result<u64, Interrupted> {
    let head = handle.store.head(&handle.book).await.map_err(|error| Interrupted::Bus(error.to_string()))?;
    let Some(cursor) = head.bus else { return Ok(1) };
    if cursor.stream != number {
        tracing::warn!(
            stream = options.stream,
            old = cursor.stream,
            new = number,
            "the stream was created anew; reading it from its beginning"
        );
        return Ok(1);
    }
    let fatal = |problem: String| Interrupted::Fatal(HandlerError::Bus(problem));
    let state = &stream.cached_info().state;
    if state.last_sequence < cursor.sequence {
        return Err(fatal(format!(
            "stream \"{}\" ends at {}, but {} was read from it: it lost messages; restore it, or delete it so that it is created anew",
            options.stream, state.last_sequence, cursor.sequence
        )));
    }
    // Limits may have removed the message since; then there is nothing to compare.
    if let Ok(message) = stream.get_raw_message(cursor.sequence).await
        && digest_of(message.subject.as_str(), &message.headers, &message.payload) != cursor.digest
    {
        return Err(fatal(format!(
            "stream \"{}\" holds another message at {} than was read from it: it is not the stream this book was reading",
            options.stream, cursor.sequence
        )));
    }
    Ok(cursor.sequence + 1)
}

fn decode(delivery: &BusDelivery, place: BusMessage) -> Vec<Decoded> {
    let headers = || delivery.headers.iter().flat_map(HeaderMap::iter);
    let named = headers().flat_map(|(name, values)| values.iter().map(move |v| (name.as_ref(), v.as_str())));
    let envelope = Envelope::from_headers(named);
    incoming::decode_all(envelope, delivery.payload.clone(), Some(place), || pairs(headers()))
}

/// An event that nobody signed is kept in quarantine, in its canonical bytes.
fn keep_unsigned(decoded: &mut Decoded, subject: &str, signers: &BusSigners) {
    let Content::Message { message, data } = &decoded.content else { return };
    if let Some(error) = signers.fault(subject, message) {
        decoded.content = Content::Unreadable { error, headers: Vec::new(), raw: data.clone() };
        decoded.envelope.content_type = "application/protobuf".to_owned();
    }
}

fn pairs<'h>(headers: impl Iterator<Item = (&'h HeaderName, &'h Vec<HeaderValue>)>) -> Vec<(String, String)> {
    headers
        .flat_map(|(name, values)| {
            values.iter().map(move |value| (name.to_string(), value.as_str().to_owned()))
        })
        .collect()
}

fn digest(delivery: &BusDelivery) -> [u8; 32] {
    let empty = HeaderMap::new();
    digest_of(delivery.subject.as_str(), delivery.headers.as_ref().unwrap_or(&empty), &delivery.payload)
}

/// Identifies a message by subject, id headers and body, so that another stream's message is told apart.
fn digest_of(subject: &str, headers: &HeaderMap, payload: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [
        subject,
        headers.get("ce-source").map_or("", |v| v.as_str()),
        headers.get("ce-id").map_or("", |v| v.as_str()),
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(payload);
    hash.finalize().into()
}
