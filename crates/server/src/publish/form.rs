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
        let content_type =
            headers.get(header::CONTENT_TYPE).map_or("", |value| value.to_str().unwrap_or("?"));
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
            _ => Parsed::from(structured(body, headers)),
        },
    }
}

impl From<Vec<Incoming>> for Parsed {
    fn from(mut messages: Vec<Incoming>) -> Self {
        match (messages.pop(), messages.is_empty()) {
            (Some(only), true) => Self::One(only),
            (last, _) => {
                messages.extend(last);
                Self::Many(messages)
            }
        }
    }
}

fn binary(headers: &HeaderMap, body: Bytes) -> Parsed {
    let pairs: Vec<(&str, &str)> =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
    match Envelope::from_headers(pairs) {
        Ok(envelope) => readable(Event { envelope, body }, headers).into(),
        Err(error) => Parsed::One(unreadable(error, headers, body)),
    }
}

fn batch(headers: &HeaderMap, body: Bytes) -> Parsed {
    match cloudevents::batch_from_json(&body) {
        Ok(events) => Parsed::Many(
            events
                .into_iter()
                .flat_map(|event| match event {
                    Ok(event) => readable(event, headers),
                    Err((error, raw)) => vec![unreadable(error, headers, raw)],
                })
                .collect(),
        ),
        Err(error) => Parsed::One(unreadable(error, headers, body)),
    }
}

/// One structured event; several where it is a batch.
pub(super) fn structured(body: Bytes, headers: &HeaderMap) -> Vec<Incoming> {
    match cloudevents::from_json(&body) {
        Ok(event) => readable(event, headers),
        Err(error) => vec![unreadable(error, headers, body)],
    }
}

/// The message of an event, or those of a protobuf batch: each answer must find its event, so batches are taken apart
/// here and not left to the command handler.
fn readable(event: Event, headers: &HeaderMap) -> Vec<Incoming> {
    let Event { envelope, body } = event;
    if envelope.event_type == BATCH
        && let Ok(events) = expand_batch(&envelope.content_type, &body)
        && !events.is_empty()
    {
        return events.into_iter().map(|(envelope, body)| within_batch(envelope, headers, body)).collect();
    }
    vec![Incoming { envelope: Ok(envelope), headers: kept(headers), body, bus: None }]
}

fn within_batch(envelope: Result<Envelope, DecodeError>, headers: &HeaderMap, body: Bytes) -> Incoming {
    let nested = |envelope: &Envelope| envelope.event_type == BATCH;
    let envelope = match envelope {
        Ok(envelope) if nested(&envelope) => Err(DecodeError::Undecodable {
            event_type: envelope.event_type,
            detail: "a batch stands within a batch".to_owned(),
        }),
        envelope => envelope,
    };
    Incoming { envelope, headers: kept(headers), body, bus: None }
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
