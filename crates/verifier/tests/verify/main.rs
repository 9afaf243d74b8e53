//! The verifier against logs made by hand: good ones are proved, and whatever is changed in them is named.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod appropriations;
mod bytes;
mod controls;
mod every_report;
mod files;
mod form;
mod open_items;
mod proof;
mod report;
mod reports_on_events;
mod rules;
mod world;
