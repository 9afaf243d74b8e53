//! The first stage: a message as it came, and what decoding makes of it. Runs on the caller's task, so that many sources
//! decode at once and the one decider never parses.

use bytes::Bytes;
use wire::cloudevents::Envelope;
use wire::message::{BATCH, DecodeError, Message, expand_batch};

/// A message as it came from any source.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// CloudEvents attributes, or what is wrong with them.
    pub envelope: Result<Envelope, DecodeError>,
    /// Headers to keep when the message is quarantined.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
    /// Where it stood on the bus; `None` for HTTP and files.
    pub bus: Option<BusMessage>,
}

/// A message's place on the bus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BusMessage {
    /// Number of the stream's incarnation.
    pub stream: u32,
    /// Stream sequence.
    pub sequence: u64,
}

/// A decoded message, ready to be decided.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) bus: Option<BusMessage>,
    pub(crate) envelope: Envelope,
    pub(crate) content: Content,
}

/// What a message holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// A message we understand, with its canonical bytes.
    Message { message: Box<Message>, data: Bytes },
    /// Something else: its raw bytes are kept.
    Unreadable { error: DecodeError, headers: Vec<(String, String)>, raw: Bytes },
}

impl Content {
    /// The bytes that are stored, and that tell a repeat from a conflict.
    pub(crate) fn data(&self) -> &Bytes {
        match self {
            Self::Message { data, .. } => data,
            Self::Unreadable { raw, .. } => raw,
        }
    }
}

impl Incoming {
    /// Decodes. Never fails: what can't be read becomes [`Content::Unreadable`].
    pub(crate) fn decode_all(self) -> Vec<Decoded> {
        let Self { envelope, headers, body, bus } = self;
        decode_all(envelope, body, bus, || headers)
    }
}

/// Decodes a message. A batch becomes the events in it, each with its own identity and outcome; anything else stays one.
/// `headers` are asked for only when the message is to be quarantined.
pub(crate) fn decode_all(
    envelope: Result<Envelope, DecodeError>,
    body: Bytes,
    bus: Option<BusMessage>,
    headers: impl FnOnce() -> Vec<(String, String)>,
) -> Vec<Decoded> {
    if let Ok(batch) = &envelope
        && batch.event_type == BATCH
        && let Ok(events) = expand_batch(&batch.content_type, &body)
        && !events.is_empty()
    {
        return events.into_iter().map(|(envelope, body)| decode(envelope, body, bus, Vec::new)).collect();
    }
    vec![decode(envelope, body, bus, headers)]
}

/// Decodes what is one event.
pub(crate) fn decode(
    envelope: Result<Envelope, DecodeError>,
    body: Bytes,
    bus: Option<BusMessage>,
    headers: impl FnOnce() -> Vec<(String, String)>,
) -> Decoded {
    let envelope = match envelope.and_then(|envelope| envelope.check_lengths().map(|()| envelope)) {
        Ok(envelope) => envelope,
        Err(error) => {
            // Without a sound envelope there is no identity; the content type is kept beside the raw bytes.
            let headers = headers();
            let is_content_type = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
            let content_type =
                headers.iter().find(is_content_type).map_or_else(String::new, |(_, v)| v.clone());
            let envelope = Envelope { content_type, ..Envelope::default() };
            return Decoded { bus, envelope, content: Content::Unreadable { error, headers, raw: body } };
        }
    };
    let content = match Message::decode(&envelope.event_type, &envelope.content_type, &body) {
        Ok(message) => Content::Message { data: message.encode(), message: Box::new(message) },
        Err(error) => Content::Unreadable { error, headers: headers(), raw: body },
    };
    Decoded { bus, envelope, content }
}
