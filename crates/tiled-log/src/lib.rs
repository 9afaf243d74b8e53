//! A book's log as everyone may read it: the files of a tiled transparency log, receipts, and a folder of both.
//!
//! - [`file`](mod@file): one file of the log by its path (`checkpoint`, `tile/…`, `attachment/…`), from either store.
//! - [`folder`]: all of them as a folder that any web server can serve and `neraca-verify` checks.
//! - [`receipt`]: the proof of one record in a small file, and as a QR code.
//!
//! What the files mean is in `transparency`; where the bytes lie is in `event-store`; who serves them is `server`.

pub mod error;
pub mod file;
pub mod folder;
pub mod receipt;

pub use error::LogError;
pub use file::LogFile;
pub use receipt::Receipt;
