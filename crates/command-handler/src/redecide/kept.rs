//! From a stored record back to what it was decided from.

use bytes::Bytes;
use event_store::{Outcome, Record};
use prost::Message as _;
use wire::cloudevents::{self, Envelope};
use wire::error::NOT_SIGNED;
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as Stored;
use wire::message::Message;

use crate::error::HandlerError;
use crate::incoming::{BusMessage, Content, Decoded, decode};

/// A record with what it was decided from.
pub(super) struct Kept {
    pub(super) record: Record,
    pub(super) cause: Cause,
}

/// What a record was decided from.
#[expect(clippy::large_enum_variant, reason = "nearly every record is a message")]
pub(super) enum Cause {
    /// A message, as it came.
    Message(Decoded),
    /// Nothing that came, or what can't be said any more: the record itself.
    Itself(Box<pb::Record>),
}

/// The fields of a stored record that came from outside. What it came to is passed over: that is decided anew, and its bytes
/// are compared.
#[derive(Clone, PartialEq, prost::Message)]
struct Asked {
    #[prost(string, tag = "4")]
    source: String,
    #[prost(string, tag = "5")]
    id: String,
    #[prost(string, tag = "6")]
    event_type: String,
    #[prost(string, tag = "7")]
    time: String,
    #[prost(bytes = "bytes", tag = "9")]
    data: Bytes,
    #[prost(string, tag = "10")]
    raw_content_type: String,
}

impl Kept {
    /// Makes a message of a record again.
    ///
    /// # Errors
    /// When its bytes are no record, or hold no message where there must be one.
    pub(super) fn read(record: Record) -> Result<Self, HandlerError> {
        if let Some(message) = asked(&record) {
            return Ok(Self { record, cause: Cause::Message(message) });
        }
        let stored = decoded(&record)?;
        let damaged = |problem| HandlerError::DamagedLog { position: record.position, problem };
        let cause = match message(&record, &stored).map_err(damaged)? {
            Some(message) => Cause::Message(message),
            None => Cause::Itself(Box::new(stored)),
        };
        Ok(Self { record, cause })
    }

    pub(super) fn message(&self) -> Option<&Decoded> {
        match &self.cause {
            Cause::Message(message) => Some(message),
            Cause::Itself(_) => None,
        }
    }
}

/// The whole record.
pub(super) fn decoded(record: &Record) -> Result<pb::Record, HandlerError> {
    wire::record::decode_record(&record.bytes, record.attachment.as_ref())
        .map_err(|error| HandlerError::DamagedLog { position: record.position, problem: error.to_string() })
}

/// The short way for almost every record; `None` for the others, and for what is damaged.
fn asked(record: &Record) -> Option<Decoded> {
    if !matches!(record.outcome, Outcome::Posted | Outcome::Refused) || record.attachment.is_some() {
        return None;
    }
    let Asked { source, id, event_type, time, data, raw_content_type } =
        Asked::decode(record.bytes.clone()).ok()?;
    let message = Message::decode(&event_type, "application/protobuf", &data).ok()?;
    let envelope = Envelope { id, source, event_type, time, content_type: raw_content_type };
    let content = Content::Message { data, message: Box::new(message) };
    Some(Decoded { bus: bus(record), envelope, content })
}

fn bus(record: &Record) -> Option<BusMessage> {
    record.bus.map(|bus| BusMessage { stream: bus.stream, sequence: bus.sequence })
}

/// The message as it came, or `None` where that can't be said any more or there was none.
fn message(record: &Record, stored: &pb::Record) -> Result<Option<Decoded>, String> {
    let bus = bus(record);
    let envelope = Envelope {
        id: stored.id.clone(),
        source: stored.source.clone(),
        event_type: stored.r#type.clone(),
        time: stored.time.clone(),
        content_type: stored.raw_content_type.clone(),
    };
    match &stored.outcome {
        Some(Stored::Posted(_) | Stored::Refused(_)) => {
            let message = Message::decode(&envelope.event_type, "application/protobuf", &stored.data);
            let message = Box::new(message.map_err(|error| error.to_string())?);
            let content = Content::Message { data: stored.data.clone(), message };
            Ok(Some(Decoded { bus, envelope, content }))
        }
        // That it was not signed depends on where it came from, which the record does not have.
        Some(Stored::Quarantined(kept)) if kept.code == NOT_SIGNED => Ok(None),
        Some(Stored::Quarantined(kept)) => {
            let headers: Vec<(String, String)> =
                kept.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
            let envelope = match envelope.id.is_empty() {
                false => Ok(envelope),
                true => {
                    let named = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                    let wrong =
                        [Envelope::from_headers(named).err(), cloudevents::from_json(&stored.data).err()];
                    let same = |error: &wire::DecodeError| error.to_string() == kept.detail;
                    match wrong.into_iter().flatten().find(same) {
                        Some(error) => Err(error),
                        None => return Ok(None),
                    }
                }
            };
            Ok(Some(decode(envelope, stored.data.clone(), bus, || headers)))
        }
        _ => Ok(None),
    }
}
