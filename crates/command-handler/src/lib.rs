//! The command handler: messages come in from the bus, HTTP and files, and end in exactly one durable outcome each.
//!
//! The stages, in a payment's order: [`incoming`] (decode, on the caller's task), `screen` (nothing
//! personal goes on), `decider` (repeats recognised, rules
//! applied, batches made), `appender` (one durable transaction a batch, answers given after it), with the next batch
//! decided while the last one commits. `completeness` accounts for what came over the bus. [`jetstream`] reads the bus, [`relay`] publishes what was recorded. [`recovery`]
//! rebuilds the writer's state at start, [`redecide`] decides the whole history again.

mod answer;
mod appender;
pub mod bus;
mod bus_signers;
mod completeness;
mod decider;
mod error;
mod handler;
pub mod incoming;
pub mod jetstream;
mod options;
mod prefetch;
mod profile;
mod progress;
mod publication;
mod recent;
mod recording;
pub mod recovery;
pub mod redecide;
pub mod relay;
mod repeat;
mod screen;

pub use answer::{Answer, Verdict};
pub use bus_signers::{BusSigner, BusSignerError, BusSigners};
pub use error::HandlerError;
pub use handler::{Handle, Handler};
pub use incoming::{BusMessage, Incoming};
pub use options::HandlerOptions;
pub use profile::BookProfile;
pub use progress::Progress;
pub use screen::{Screen, ScreenFailed, Screened};
