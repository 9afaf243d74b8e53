//! The append-only log: every message's outcome in one gapless order per book, for ever.
//!
//! One trait ([`EventStore`]), two backends ([`EmbeddedStore`] in a folder, [`PostgresStore`] on a server), one
//! conformance suite that both pass (feature `conformance`). The tables are described for readers with SQL in
//! `docs/log-schema.md`.
//!
//! What holds here, whichever backend: positions of a book have no gaps and become visible in order; an append is one
//! transaction and durable when it returns; one writer per book, and a newer one fences every older one; nothing is ever
//! changed or removed, the database itself refuses it; an identity is never forgotten (module [`identity`]).
//!
//! Every record is a leaf of the book's Merkle tree (module [`tree`]), which moves in the same transaction whoever appends.
//!
//! This crate knows nothing of money and nothing of what the stored bytes mean. Of ours it uses `transparency` alone.

mod columns;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod durability;
pub mod embedded;
pub mod error;
mod follow;
pub mod identity;
mod loading;
mod migrations;
pub mod postgres;
pub mod proofs;
pub mod record;
mod sql;
pub mod store;
pub mod tree;
mod writing;

pub use durability::{Durability, DurabilitySetting};
pub use embedded::EmbeddedStore;
pub use error::StoreError;
pub use identity::IdentityIndex;
pub use postgres::PostgresStore;
pub use record::{
    Batch, BusCoordinates, BusCursor, BusStream, Head, Outcome, OutcomeCounts, Record, Repeat, Snapshot,
    StoredRepeat,
};
pub use store::{EventStore, Leadership, Writer};
pub use tree::{StoredCheckpoint, TreeHead};
