//! The forms in which events are sent, told apart by their headers, and the messages in a body.

use axum::http::{HeaderMap, StatusCode, header};
use bytes::Bytes;
use command_handler::Incoming;
use wire::cloudevents::{self, Envelope, Event};
use wire::message::{BATCH, DecodeError, expand_batch};

use crate::problem::Problem;

/// How a request carries events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Attributes in `ce-` headers, the body as their content type says.
    Binary,
    /// One JSON object, or an array of them.
    Structured,
    /// One JSON array.
    StructuredBatch,
    /// One JSON object a line.
    Lines,
}

/// The messages of a request.
pub(super) enum Parsed {
    /// One, which is answered by itself.
    One(Incoming),
    /// Many, which are answered by an array.
    Many(Vec<Incoming>),
}

impl Form {
    /// The form that a request's headers announce.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        if headers.keys().any(|name| name.as_str().starts_with(cloudevents::HEADER_PREFIX)) {
            return Ok(Self::Binary);
        }
        let content_type = headers.get(header::CONTENT_TYPE).map_or("", |value| value.to_str().unwrap_or("?"));
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            cloudevents::STRUCTURED_BATCH => Ok(Self::StructuredBatch),
            cloudevents::STRUCTURED | "application/json" | "" => Ok(Self::Structured),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(Self::Lines),
            _ => {
                let detail = format!(
                    "content type {content_type:?}; send \"application/cloudevents+json\", \
                     \"application/cloudevents-batch+json\", \"application/json\" or \"application/x-ndjson\", or any body \
                     with its CloudEvents attributes in \"ce-\" headers"
                );
                let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
                Err(Problem::new(status, "content_type_unknown", "events have no such form", detail))
            }
        }
    }
}

/// The messages in a body. Whatever can't be read is a message too, to be quarantined.
pub(super) fn parse(form: Form, headers: &HeaderMap, body: Bytes) -> Parsed {
    match form {
        Form::Binary => binary(headers, body),
        Form::StructuredBatch => batch(headers, body),
        Form::Structured | Form::Lines => match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => batch(headers, body),
            _ => Parsed::One(structured(body, headers)),
        },
    }
}

fn binary(headers: &HeaderMap, body: Bytes) -> Parsed {
    let pairs: Vec<(&str, &str)> =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
    match Envelope::from_headers(pairs) {
        Ok(envelope) if envelope.event_type == BATCH => match expand_batch(&envelope.content_type, &body) {
            Ok(events) if !events.is_empty() => Parsed::Many(
                events
                    .into_iter()
                    .map(|(envelope, body)| Incoming { envelope, headers: Vec::new(), body, bus: None })
                    .collect(),
            ),
            _ => Parsed::One(readable(Event { envelope, body })),
        },
        Ok(envelope) => Parsed::One(Incoming { headers: kept(headers), ..readable(Event { envelope, body }) }),
        Err(error) => Parsed::One(unreadable(error, headers, body)),
    }
}

fn batch(headers: &HeaderMap, body: Bytes) -> Parsed {
    match cloudevents::batch_from_json(&body) {
        Ok(events) => Parsed::Many(
            events
                .into_iter()
                .map(|event| event.map_or_else(|(error, raw)| unreadable(error, headers, raw), readable))
                .collect(),
        ),
        Err(error) => Parsed::One(unreadable(error, headers, body)),
    }
}

/// One structured event.
pub(super) fn structured(body: Bytes, headers: &HeaderMap) -> Incoming {
    match cloudevents::from_json(&body) {
        Ok(event) => readable(event),
        Err(error) => unreadable(error, headers, body),
    }
}

fn readable(event: Event) -> Incoming {
    Incoming { envelope: Ok(event.envelope), headers: Vec::new(), body: event.body, bus: None }
}

fn unreadable(error: DecodeError, headers: &HeaderMap, body: Bytes) -> Incoming {
    Incoming { envelope: Err(error), headers: kept(headers), body, bus: None }
}

/// Headers that are kept with a message in quarantine: those that say what the message was meant to be, and none that
/// tell of its sender.
fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    let says_what = |name: &str| name.starts_with(cloudevents::HEADER_PREFIX) || name == "content-type";
    headers
        .iter()
        .filter(|(name, _)| says_what(name.as_str()))
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect()
}
