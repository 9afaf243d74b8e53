//! Read models: what people and programs ask of the log, kept ready in tables.
//!
//! A [`ProjectionBuilder`] follows the log of one book and folds it into the tables of [`schema`], a batch at a time, each
//! touched row written once, its own position moved in the same transaction. [`ReadModels`] answers from the tables (and
//! from the log itself where a question is about entries). The tables are disposable: [`rebuild()`] makes them anew beside
//! the old ones and swaps them in. `docs/read-models.md` describes them for readers with SQL.
//!
//! The same SQL runs in an embedded database and on Postgres; [`Database`] hides the rest of the difference.

pub mod builder;
mod control;
pub mod database;
pub mod error;
mod fill;
mod fold;
mod proposed;
pub mod queries;
mod reading;
pub mod rebuild;
mod reconciliations;
mod revenue_events;
pub mod schema;
mod spending_events;
mod state;
mod touched;
pub mod value;

pub use builder::ProjectionBuilder;
pub use database::Database;
pub use error::ProjectionError;
pub use queries::{AsOf, KnownAt, Page, ReadModels};
pub use rebuild::rebuild;
pub use value::{Row, Value};
