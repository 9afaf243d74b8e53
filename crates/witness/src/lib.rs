//! An independent witness: it remembers, of each log that it knows, the largest checkpoint it ever cosigned, and cosigns
//! only what extends it. Whoever requires its cosignature can't be shown another history than everybody else.
//!
//! - [`logs`]: which logs it knows, from a file or a folder of public keys.
//! - [`state`]: what it last cosigned, one file a log, durable before any cosignature leaves.
//! - [`service`]: one request to one answer, over HTTP ([`serve`]) or by carried files ([`Service::sign_file`]).
//!
//! The rules are those of `transparency::witness`; here is their IO. Of ours it uses `transparency` alone, so that a
//! witness shares no code with the ledger that it watches.

mod error;
pub mod logs;
mod server;
pub mod service;
pub mod state;

pub use error::WitnessError;
pub use server::{router, serve};
pub use service::{Options, Service};
