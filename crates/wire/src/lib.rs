//! Bytes on the outside, types on the inside: CloudEvents, the messages of `proto/`, and the stored record.
//!
//! A message's way through this crate: [`cloudevents`] reads the envelope, [`message`] the body, [`command`] makes a
//! request for the core of it, and [`record`] writes what was decided. [`snapshot`] keeps a whole book. Nothing here
//! does IO, and no bytes from outside can make it panic.

pub mod cloudevents;
pub mod command;
pub mod document;
mod encoding;
pub mod error;
mod form;
pub mod message;
mod payment;
mod reconciliation;
pub mod record;
pub mod snapshot;
mod stored;
pub mod versions;

pub use error::DecodeError;

pub use schema::{ledger_v1, payment_v1};
