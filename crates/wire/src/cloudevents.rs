//! CloudEvents 1.0: the envelope around a body, in binary mode (headers) and structured mode (JSON).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::DecodeError;

/// What is written in front of an attribute's name to make it a header.
pub const HEADER_PREFIX: &str = "ce-";
/// The content type of one structured event.
pub const STRUCTURED: &str = "application/cloudevents+json";
/// The content type of a JSON array of structured events.
pub const STRUCTURED_BATCH: &str = "application/cloudevents-batch+json";

/// The longest attribute: generous for a name, and small enough that the head of every record fits an entry of the log.
pub const ATTRIBUTE_BYTES_MAX: usize = 1024;

/// The attributes of an event that Neraca keeps. Extensions are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The source's name for the event.
    pub id: String,
    /// Who made it.
    pub source: String,
    /// What it is: the full name of the body's message.
    pub event_type: String,
    /// When it happened, RFC 3339; empty when not told.
    pub time: String,
    /// How the body is encoded; empty when not told.
    pub content_type: String,
}

/// An event with its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its attributes.
    pub envelope: Envelope,
    /// Its body, encoded as the envelope says.
    pub body: Bytes,
}

impl Envelope {
    /// Reads headers of a message in binary mode. Names count without case; values are percent-decoded; of a header
    /// that comes twice the first counts.
    ///
    /// # Errors
    /// When a required attribute is absent, the version is another, or a value holds control characters.
    pub fn from_headers<'a>(
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, DecodeError> {
        let mut version = String::new();
        let mut envelope = Self::default();
        for (name, value) in headers {
            let Some(slot) = envelope.slot(name, &mut version) else { continue };
            if slot.is_empty() {
                *slot = if name.eq_ignore_ascii_case("content-type") {
                    value.to_owned()
                } else {
                    percent_decoded(value)
                };
            }
        }
        envelope.checked(&version)
    }

    /// Where a header's value goes.
    fn slot<'s>(&'s mut self, header: &str, version: &'s mut String) -> Option<&'s mut String> {
        if header.eq_ignore_ascii_case("content-type") {
            return Some(&mut self.content_type);
        }
        let (prefix, name) = header.split_at_checked(HEADER_PREFIX.len())?;
        if !prefix.eq_ignore_ascii_case(HEADER_PREFIX) {
            return None;
        }
        let is = |attribute: &str| name.eq_ignore_ascii_case(attribute);
        Some(match () {
            () if is("id") => &mut self.id,
            () if is("source") => &mut self.source,
            () if is("type") => &mut self.event_type,
            () if is("time") => &mut self.time,
            () if is("specversion") => version,
            () => return None,
        })
    }

    /// The envelope, if it has every required attribute and no control character.
    pub(crate) fn checked(self, version: &str) -> Result<Self, DecodeError> {
        let required = [
            ("specversion", version),
            ("id", &self.id),
            ("source", &self.source),
            ("type", &self.event_type),
        ];
        if let Some((name, _)) = required.iter().find(|(_, value)| value.is_empty()) {
            return Err(DecodeError::AttributeMissing(name));
        }
        if version != "1.0" {
            let problem = format!("is {version:?}; only \"1.0\" is read");
            return Err(DecodeError::AttributeInvalid { name: "specversion", problem });
        }
        let texts = [
            ("id", &self.id),
            ("source", &self.source),
            ("type", &self.event_type),
            ("time", &self.time),
            ("datacontenttype", &self.content_type),
        ];
        self.check_lengths()?;
        match texts.iter().find(|(_, text)| text.chars().any(char::is_control)) {
            Some((name, _)) => {
                let problem = "holds a control character, which CloudEvents forbids".to_owned();
                Err(DecodeError::AttributeInvalid { name, problem })
            }
            None => Ok(self),
        }
    }

    /// Whether every attribute fits the head of a record, for envelopes that were not read but made.
    ///
    /// # Errors
    /// [`DecodeError::AttributeInvalid`] for the first that is longer than [`ATTRIBUTE_BYTES_MAX`].
    pub fn check_lengths(&self) -> Result<(), DecodeError> {
        let texts = [
            ("id", &self.id),
            ("source", &self.source),
            ("type", &self.event_type),
            ("time", &self.time),
            ("datacontenttype", &self.content_type),
        ];
        match texts.into_iter().find(|(_, text)| text.len() > ATTRIBUTE_BYTES_MAX) {
            Some((name, text)) => {
                let problem = format!("has {} bytes, and {ATTRIBUTE_BYTES_MAX} are the most", text.len());
                Err(DecodeError::AttributeInvalid { name, problem })
            }
            None => Ok(()),
        }
    }

    /// Headers that carry the envelope in binary mode.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("ce-specversion", "1.0".to_owned()),
            ("ce-id", percent_encoded(&self.id)),
            ("ce-source", percent_encoded(&self.source)),
            ("ce-type", percent_encoded(&self.event_type)),
        ];
        if !self.time.is_empty() {
            headers.push(("ce-time", percent_encoded(&self.time)));
        }
        if !self.content_type.is_empty() {
            headers.push(("content-type", self.content_type.clone()));
        }
        headers
    }
}

/// A structured event as it stands in JSON.
#[derive(Deserialize)]
struct Structured<'a> {
    #[serde(borrow, default)]
    specversion: Cow<'a, str>,
    #[serde(default)]
    id: String,
    #[serde(default)]
    source: String,
    #[serde(default, rename = "type")]
    event_type: String,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    datacontenttype: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    data_base64: Option<Cow<'a, str>>,
}

/// The same, to be written.
#[derive(Serialize)]
struct Written<'a> {
    specversion: &'static str,
    id: &'a str,
    source: &'a str,
    #[serde(rename = "type")]
    event_type: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    time: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    datacontenttype: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_base64: Option<String>,
}

/// What went wrong while reading JSON that should be an event.
fn not_an_event(error: impl std::fmt::Display) -> DecodeError {
    DecodeError::Undecodable { event_type: STRUCTURED.to_owned(), detail: error.to_string() }
}

/// Reads one structured event.
///
/// # Errors
/// When the text is not one, or a required attribute is absent.
pub fn from_json(json: &[u8]) -> Result<Event, DecodeError> {
    event(serde_json::from_slice(json).map_err(not_an_event)?)
}

/// An event of a JSON array, or what is wrong with it and its raw text.
pub type EventOrFault = Result<Event, (DecodeError, Bytes)>;

/// Reads a JSON array of structured events. Each is read alone: one that is wrong does not spoil its neighbours, and
/// comes with its raw text.
///
/// # Errors
/// When the text is not an array.
pub fn batch_from_json(json: &[u8]) -> Result<Vec<EventOrFault>, DecodeError> {
    let raw: Vec<&RawValue> = serde_json::from_slice(json).map_err(not_an_event)?;
    let one = |raw: &RawValue| {
        let bytes = raw.get().as_bytes();
        from_json(bytes).map_err(|error| (error, Bytes::copy_from_slice(bytes)))
    };
    Ok(raw.into_iter().map(one).collect())
}

fn event(structured: Structured<'_>) -> Result<Event, DecodeError> {
    let body = match (structured.data, structured.data_base64) {
        (Some(_), Some(_)) => return Err(not_an_event("\"data\" and \"data_base64\" stand together")),
        (Some(json), None) => Bytes::copy_from_slice(json.get().as_bytes()),
        (None, Some(text)) => BASE64.decode(text.as_bytes()).map_err(not_an_event)?.into(),
        (None, None) => Bytes::new(),
    };
    let envelope = Envelope {
        id: structured.id,
        source: structured.source,
        event_type: structured.event_type,
        time: structured.time.unwrap_or_default(),
        // Absent means JSON, says the JSON format of CloudEvents.
        content_type: structured.datacontenttype.unwrap_or_else(|| "application/json".to_owned()),
    };
    Ok(Event { envelope: envelope.checked(&structured.specversion)?, body })
}

/// Writes one structured event. A JSON body stands in it as it is, any other in base64.
///
/// # Errors
/// When the envelope says that the body is JSON and it is not.
pub fn to_json(envelope: &Envelope, body: &[u8]) -> Result<String, serde_json::Error> {
    let is_json =
        matches!(crate::message::Format::of(&envelope.content_type), Ok(crate::message::Format::Json));
    let written = Written {
        specversion: "1.0",
        id: &envelope.id,
        source: &envelope.source,
        event_type: &envelope.event_type,
        time: &envelope.time,
        datacontenttype: &envelope.content_type,
        data: if is_json { Some(serde_json::from_slice(body)?) } else { None },
        data_base64: (!is_json).then(|| BASE64.encode(body)),
    };
    serde_json::to_string(&written)
}

/// Undoes percent-encoding as the HTTP and NATS bindings ask for; what is no such sequence stays as it is.
fn percent_decoded(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = || Some(hex(*bytes.get(at + 1)?)? << 4 | hex(*bytes.get(at + 2)?)?);
        match (byte, if *byte == b'%' { pair() } else { None }) {
            (_, Some(encoded)) => {
                decoded.push(encoded);
                at += 3;
            }
            (byte, None) => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    // What does not decode to text was not percent-encoded to begin with.
    String::from_utf8(decoded).unwrap_or_else(|_| value.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// Encodes what the bindings ask for: everything outside printable ASCII, and blank, quote and percent.
fn percent_encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if matches!(byte, 0x21..=0x7E) && !matches!(byte, b'"' | b'%') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
