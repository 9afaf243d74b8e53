//! Bytes on the outside, types on the inside: CloudEvents, the messages of `proto/`, and the stored record.
//!
//! A message's way through this crate: [`cloudevents`] reads the envelope, [`message`] the body, [`command`] makes a
//! request for the core of it, and [`record`] writes what was decided. [`snapshot`] keeps a whole book. Nothing here
//! does IO, and no bytes from outside can make it panic.

pub mod cloudevents;
pub mod command;
mod encoding;
pub mod error;
mod form;
pub mod message;
mod payment;
pub mod record;
pub mod snapshot;
mod stored;
pub mod versions;

pub use error::DecodeError;

/// Messages that publishers send, as generated from `proto/neraca/payment/v1`.
#[expect(missing_docs, reason = "generated; the .proto files describe each field")]
#[allow(clippy::all, clippy::pedantic, reason = "generated")]
pub mod payment_v1 {
    include!("generated/neraca.payment.v1.rs");
    include!("generated/neraca.payment.v1.serde.rs");
}

/// What the log stores, as generated from `proto/neraca/ledger/v1`.
#[expect(missing_docs, reason = "generated; the .proto files describe each field")]
#[allow(clippy::all, clippy::pedantic, reason = "generated")]
pub mod ledger_v1 {
    include!("generated/neraca.ledger.v1.rs");
    include!("generated/neraca.ledger.v1.serde.rs");
}
