//! The relay: every record of the log is published to a stream of its own, in order, once. The log is the outbox: the
//! position is the message id and the stream's sequence, so after a crash the stream itself says where to go on, and a
//! gap or a repeat is refused by the server.
//!
//! A publisher finds the durable result of its event by asking for the last message on the subject of its source and id.

use std::sync::Arc;
use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::jetstream::context::PublishAckFuture;
use async_nats::jetstream::stream::{Config, RetentionPolicy, StorageType};
use async_nats::jetstream::{self};
use event_store::{EventStore, Outcome, Record};
use futures_util::future::try_join_all;
use tokio::sync::watch;

/// Records published before the oldest of them is known to be stored.
const WINDOW: usize = 500;
/// How long to wait for new records before looking again.
const FOLLOW: Duration = Duration::from_secs(1);
const RETRY: Duration = Duration::from_millis(500);

/// Publishes a book's records until told to stop. Errors of the bus are waited out.
pub async fn run(
    client: async_nats::Client,
    store: Arc<dyn EventStore>,
    book: String,
    mut shutdown: watch::Receiver<bool>,
) {
    let context = jetstream::new(client);
    loop {
        let failed = tokio::select! {
            result = publish_on(&context, &*store, &book) => match result { Err(error) => error },
            _ = shutdown.wait_for(|stop| *stop) => return,
        };
        tracing::warn!(book, error = failed, "the relay is interrupted; going on where the stream ends");
        tokio::select! {
            () = tokio::time::sleep(RETRY) => {}
            _ = shutdown.wait_for(|stop| *stop) => return,
        }
    }
}

/// The stream a book's records are published to.
pub fn stream_name(book: &str) -> String {
    format!("NERACA_LEDGER_{}", book.to_ascii_uppercase().replace('.', "_"))
}

/// The subject of a record: `neraca.{book}.ledger.{outcome}.{source}.{id}`, the last two as [`token`]s, or
/// `neraca.{book}.ledger.internal.{position}` for records that are no message.
pub fn subject(book: &str, record: &Record) -> String {
    let book = token(book);
    let outcome = match record.outcome {
        Outcome::Posted => "posted",
        Outcome::Refused => "refused",
        Outcome::Quarantined => "quarantined",
        Outcome::Internal => "internal",
    };
    if record.has_identity() {
        format!("neraca.{book}.ledger.{outcome}.{}.{}", token(&record.source), token(&record.id))
    } else {
        format!("neraca.{book}.ledger.{outcome}.{}", record.position)
    }
}

/// Text as one token of a subject: letters, digits, `-` and `_` stand for themselves, any other byte is `~` and two hex
/// digits.
pub fn token(text: &str) -> String {
    let mut token = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => token.push(char::from(byte)),
            _ => token.push_str(&format!("~{byte:02x}")),
        }
    }
    token
}

async fn publish_on(
    context: &jetstream::Context,
    store: &dyn EventStore,
    book: &str,
) -> Result<std::convert::Infallible, String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let stream = context
        .get_or_create_stream(Config {
            name: stream_name(book),
            subjects: vec![format!("neraca.{}.ledger.>", token(book))],
            retention: RetentionPolicy::Limits,
            storage: StorageType::File,
            allow_direct: true,
            ..Default::default()
        })
        .await
        .map_err(|error| text(&error))?;
    let mut position = stream.cached_info().state.last_sequence;
    let head = store.head(book).await.map_err(|error| text(&error))?.position;
    if position > head {
        return Err(format!(
            "stream \"{}\" ends at {position} and the log at {head}: the log was restored from an older backup; remove the stream so that it is published anew",
            stream_name(book)
        ));
    }
    loop {
        let records = store.read(book, position, WINDOW).await.map_err(|error| text(&error))?;
        let Some(last) = records.last() else {
            store.wait_beyond(book, position, FOLLOW).await.map_err(|error| text(&error))?;
            continue;
        };
        let last = last.position;
        let mut acks: Vec<PublishAckFuture> = Vec::with_capacity(records.len());
        for record in records {
            let headers = headers(&record);
            let ack = context.publish_with_headers(subject(book, &record), headers, record.bytes).await;
            acks.push(ack.map_err(|error| text(&error))?);
        }
        try_join_all(acks.into_iter().map(std::future::IntoFuture::into_future))
            .await
            .map_err(|error| text(&error))?;
        position = last;
    }
}

fn headers(record: &Record) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Msg-Id", record.position.to_string());
    headers.insert("Nats-Expected-Last-Sequence", (record.position - 1).to_string());
    headers.insert("ce-specversion", "1.0");
    headers.insert("ce-type", "neraca.ledger.v1.Record");
    headers.insert("ce-source", "urn:neraca:ledger");
    headers.insert("ce-id", record.position.to_string());
    headers.insert("content-type", "application/protobuf");
    headers
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn a_token_has_no_character_that_a_subject_reads_otherwise() {
        assert_eq!(token("urn:okut:bapenda/1"), "urn~3aokut~3abapenda~2f1");
        assert_eq!(token("a.b *>~é"), "a~2eb~20~2a~3e~7e~c3~a9");
    }
}
