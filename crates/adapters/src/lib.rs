//! Foreign formats to payment events. One file per format; each reads its input as it comes and yields events for
//! [`wire`], or faults that say where and why, so that nothing is lost silently.
//!
//! Nothing here posts anything, and no event leaves this crate with a payer or payee in clear: see [`pseudonym`]. Who they
//! are goes beside the events, as [`person`], for a vault; [`clear`] finds them in events that others made.

pub mod bank_statement;
pub mod clear;
pub mod events_ndjson;
pub mod person;
pub mod pseudonym;
pub mod qris;
pub mod sipd;
mod slug;
pub mod snap;
mod snap_json;
pub mod spending_csv;

pub use bank_statement::{BankEntry, BankStatement, StatementFault};
pub use events_ndjson::EventLines;
pub use person::{Part, Person};
pub use pseudonym::PseudonymKey;
pub use spending_csv::{SpendingFile, SpendingMapping};
/// An event as it goes on to the command handler.
pub use wire::cloudevents::Event;

use bytes::Bytes;
use wire::cloudevents::Envelope;
use wire::message::Message;

/// An event around a message, in canonical protobuf.
fn event(source: &str, id: String, time: String, message: &Message) -> Event {
    let envelope = Envelope {
        id,
        source: source.to_owned(),
        event_type: message.event_type().to_owned(),
        time,
        content_type: "application/protobuf".to_owned(),
    };
    let body: Bytes = message.encode();
    Event { envelope, body }
}
