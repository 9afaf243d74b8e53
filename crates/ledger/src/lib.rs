//! The rules of money. Pure and deterministic: no IO, no clock, no randomness, no floats, no async.
//!
//! Everything that decides is a function from state and command to facts ([`decide()`]), and everything that remembers
//! is a function from state and fact to state ([`Book::evolve`]). Time comes in with commands. A payment's way through
//! this crate: a [`Command`] carries a [`Payment`] (which the [`Rulebook`] turns into instructions) or the instructions
//! themselves; [`decide()`] walks the ladder of refusals in [`refusal`] and answers with facts or one refusal.

#![deny(clippy::float_arithmetic)]

pub mod account;
pub mod book;
pub mod chart;
pub mod command;
pub mod date;
pub mod decide;
pub mod digest;
mod draft;
pub mod entry;
pub mod fact;
pub mod limits;
pub mod money;
pub mod name;
pub mod payment;
pub mod period;
pub mod proposal;
pub mod refusal;
pub mod rulebook;

pub use account::{Account, AccountId, Balance, BookSide, Terms};
pub use book::{Book, BookSettings, ChartMode, HoldState};
pub use chart::Chart;
pub use command::{Command, Instruction, Request};
pub use date::{Date, Timestamp};
pub use decide::{Decision, decide};
pub use digest::Digest;
pub use entry::{Entry, EntryKind, Line, OpenItem, Side};
pub use fact::{Fact, ReleaseReason};
pub use money::Currency;
pub use name::AccountName;
pub use payment::{Payment, PaymentKind};
pub use period::{LateItems, Period};
pub use proposal::{Proposal, ProposalState};
pub use refusal::{Refusal, RefusalCode};
pub use rulebook::Rulebook;
