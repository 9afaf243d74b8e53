//! Reports on paper: a [`reports::Report`] as a spreadsheet (XLSX) and as a document to sign (PDF).
//!
//! What a report says is the report's; what only paper has (the government's name, who signs) is in [`Paper`] and never
//! counts for the report's digest. The same report on the same paper has the same bytes: no clock is read.

pub mod error;
pub mod format;
pub mod paper;
mod pdf;
pub mod signing;
mod table;
mod xlsx;

pub use error::DocumentError;
pub use format::{Format, file_name};
pub use paper::{Paper, Signatory};
pub use pdf::pdf;
pub use signing::Role;
pub use xlsx::xlsx;
