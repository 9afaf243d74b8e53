//! Signs the heads of a book's log, and never two that disagree.
//!
//! - [`keys`]: what signs, and for how long; [`key_folder`]: the files that hold it.
//! - [`latest`]: the latest checkpoint beside the key, so that a restored database can't make the key forget.
//! - [`signer`]: one checkpoint, from the durable head to the saved note; `history`: what is proved before that.
//! - [`run`](mod@run): when a checkpoint is due.
//! - [`witnesses`]: asking for cosignatures over HTTP; [`carried`]: the same by files, for a log without a network.
//!
//! Keys are never in the database, in debug output or in a log.

pub mod carried;
mod clock;
mod durable;
mod error;
mod history;
mod http;
pub mod key_folder;
pub mod keys;
pub mod latest;
pub mod run;
pub mod signer;
pub mod witnesses;

pub use error::SignerError;
pub use key_folder::{KeyFileError, KeyFolder};
pub use keys::{KeyTextError, Keys};
pub use latest::{Latest, LatestError};
pub use run::{Rhythm, run};
pub use signer::{Published, Signer, SignerOptions};
pub use witnesses::{Outcome, WitnessEndpoint};
