//! The rules of money, proved from outside: every rung of the ladder, the order of the rungs, and what the words two-phase,
//! limit, linked, closed and reversal mean here. They mean what TigerBeetle's documentation says of them, except where
//! `docs/refusals.md` says otherwise.
//!
//! `world` has the builders; each other file proves one thing.

#[path = "ladder/appropriations.rs"]
mod appropriations;
#[path = "ladder/holds.rs"]
mod holds;
#[path = "ladder/invariants.rs"]
mod invariants;
#[path = "ladder/limits.rs"]
mod limits;
#[path = "ladder/linked.rs"]
mod linked;
#[path = "ladder/open_items.rs"]
mod open_items;
#[path = "ladder/order.rs"]
mod order;
#[path = "ladder/periods.rs"]
mod periods;
#[path = "ladder/proposals.rs"]
mod proposals;
#[path = "ladder/reversal.rs"]
mod reversal;
#[path = "ladder/rungs.rs"]
mod rungs;
#[path = "ladder/world.rs"]
mod world;
