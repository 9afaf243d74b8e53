//! `neraca publish`: sends events from a file to the bus, or to a running server.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use async_nats::jetstream;
use clap::Args;
use command_handler::relay::token;
use futures_util::future::try_join_all;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use wire::cloudevents::{self, Event};

use crate::commands::Context;
use crate::exit::{Ending, Usage};
use crate::http;
use crate::output;
use crate::progress::Progress;
use crate::site;

/// Send events from a file to NATS JetStream (with --nats) or to a running server (with --http)
///
/// The file has one CloudEvent in structured JSON a line. To NATS each becomes a message in binary mode: headers ce-id,
/// ce-source, ce-type, ce-time and content-type, the body alone as payload, and Nats-Msg-Id from source, id and
/// content, so that the server drops what is sent twice in a row, and passes on an id that comes with other content.
/// Sending again is always safe: an event has one outcome for ever.
#[derive(Args, Debug)]
pub struct Publish {
    /// Files with one event a line; - reads standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Send to this server instead, such as http://127.0.0.1:7070
    #[arg(long, value_name = "URL")]
    http: Option<String>,
    /// Bearer token for a server that asks for one; better set as NERACA_TOKEN, since flags can be seen by others
    #[arg(long, env = "NERACA_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// Subject to publish on [default: neraca.BOOK.payments.events]
    #[arg(long)]
    subject: Option<String>,
}

/// What was sent.
#[derive(Debug, Default, Serialize)]
struct Published {
    published: u64,
    /// Known to the bus from just before.
    duplicates: u64,
}

/// Messages sent before their acknowledgements are waited for.
const TOGETHER: usize = 1_000;

impl Publish {
    /// Sends the files.
    ///
    /// # Errors
    /// When a line is no event, or the bus or server does not take them.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let published = match (&self.http, &context.configuration.nats) {
            (Some(url), _) => self.to_server(url, context.book()).await?,
            (None, Some(url)) => self.to_bus(url, context.book()).await?,
            (None, None) => {
                bail!(Usage("where to? name a bus with --nats URL or a server with --http URL".to_owned()))
            }
        };
        if context.json {
            output::json(&published)?;
        } else {
            output::line(format!(
                "published {} events, {} of them known to the bus from just before",
                published.published, published.duplicates
            ))?;
        }
        Ok(Ending::Done)
    }

    async fn to_bus(&self, url: &str, book: &str) -> anyhow::Result<Published> {
        let jetstream = jetstream::new(site::connect_nats(url).await?);
        let default = format!("neraca.{}.payments.events", token(book));
        let subject = self.subject.clone().unwrap_or(default);
        let (mut published, mut progress) = (Published::default(), Progress::begin("publishing", None));
        for chunk in chunks(self.events()) {
            let events = chunk?;
            published.published += events.len() as u64;
            published.duplicates += send(&jetstream, &subject, &events).await?;
            progress.add(events.len() as u64);
        }
        progress.end();
        Ok(published)
    }

    async fn to_server(&self, url: &str, book: &str) -> anyhow::Result<Published> {
        let target = format!("{}/v1/books/{book}/events", url.trim_end_matches('/'));
        let (mut published, mut progress) = (Published::default(), Progress::begin("publishing", None));
        for chunk in chunks(self.events()) {
            let events = chunk?;
            let texts: Result<Vec<String>, _> =
                events.iter().map(|event| cloudevents::to_json(&event.envelope, &event.body)).collect();
            let body = format!("[{}]", texts?.join(","));
            let answer =
                http::post(&target, cloudevents::STRUCTURED_BATCH, self.token.as_deref(), body.into_bytes())
                    .await?;
            if !(200..300).contains(&answer.status) {
                bail!("\"{target}\" answered {}: {}", answer.status, answer.body.trim());
            }
            published.published += events.len() as u64;
            progress.add(events.len() as u64);
        }
        progress.end();
        Ok(published)
    }

    /// The events of all files, in order.
    fn events(&self) -> impl Iterator<Item = anyhow::Result<Event>> {
        self.files.iter().flat_map(|path| -> Box<dyn Iterator<Item = anyhow::Result<Event>>> {
            let name = path.display().to_string();
            let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
                Box::new(BufReader::new(std::io::stdin()))
            } else {
                match std::fs::File::open(path) {
                    Ok(file) => Box::new(BufReader::new(file)),
                    Err(error) => {
                        let error = anyhow::Error::new(error).context(format!("\"{name}\""));
                        return Box::new(std::iter::once(Err(error)));
                    }
                }
            };
            let lines = reader
                .lines()
                .enumerate()
                .filter(|(_, line)| !matches!(line, Ok(line) if line.trim().is_empty()));
            Box::new(lines.map(move |(number, line)| {
                let place = || format!("\"{name}\" line {}", number + 1);
                cloudevents::from_json(line.with_context(place)?.as_bytes()).with_context(place)
            }))
        })
    }
}

/// Publishes events in order and waits until the bus has them; gives how many it knew.
///
/// # Errors
/// When the bus does not take one.
pub async fn send(jetstream: &jetstream::Context, subject: &str, events: &[Event]) -> anyhow::Result<u64> {
    let mut acknowledgements = Vec::with_capacity(events.len());
    for event in events {
        let headers = headers(event);
        let sent = jetstream.publish_with_headers(subject.to_owned(), headers, event.body.clone()).await;
        acknowledgements.push(sent.context("the bus does not take an event; is `neraca serve` reading it?")?);
    }
    let acknowledged = try_join_all(acknowledgements.into_iter().map(std::future::IntoFuture::into_future));
    let acknowledged = acknowledged.await.context("the bus did not keep an event")?;
    Ok(acknowledged.iter().filter(|acknowledgement| acknowledgement.duplicate).count() as u64)
}

/// Headers of a message in binary mode.
fn headers(event: &Event) -> async_nats::HeaderMap {
    let mut headers = async_nats::HeaderMap::new();
    for (name, value) in event.envelope.headers() {
        headers.insert(name, value);
    }
    headers.insert("Nats-Msg-Id", message_id(event));
    headers
}

/// Identifies a message with its content. By identity alone the bus would drop an id that comes again with other
/// content, and the ledger could not record the conflict.
fn message_id(event: &Event) -> String {
    let envelope = &event.envelope;
    let mut hash = Sha256::new();
    for part in [&envelope.source, &envelope.id, &envelope.event_type, &envelope.content_type] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(&event.body);
    // Half of it tells messages apart within the two minutes for which the bus remembers.
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Groups events; the first error ends a group and comes after it.
fn chunks(
    events: impl Iterator<Item = anyhow::Result<Event>>,
) -> impl Iterator<Item = anyhow::Result<Vec<Event>>> {
    let mut events = events.fuse();
    std::iter::from_fn(move || {
        let chunk: anyhow::Result<Vec<Event>> = events.by_ref().take(TOGETHER).collect();
        match chunk {
            Ok(chunk) if chunk.is_empty() => None,
            chunk => Some(chunk),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bus_may_drop_a_repeat_and_never_a_conflict() {
        let event = |id: &str, body: &'static str| Event {
            envelope: cloudevents::Envelope {
                id: id.to_owned(),
                source: "urn:a".to_owned(),
                ..Default::default()
            },
            body: body.into(),
        };
        assert_eq!(message_id(&event("1", "{}")), message_id(&event("1", "{}")));
        assert_ne!(message_id(&event("1", "{}")), message_id(&event("1", "{ }")));
        assert_ne!(message_id(&event("1", "2{}")), message_id(&event("12", "{}")));
    }
}
