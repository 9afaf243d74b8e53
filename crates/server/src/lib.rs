//! The HTTP API: publish events and get their outcomes, read accounts, balances, entries and reports, watch the server.
//!
//! [`Server`] serves a [`ServerState`]: for each book a command handler's handle, through which everything is written, and
//! read models, from which everything but outcomes is read. `routes` is the list of all routes and of their OpenAPI
//! description; each other module holds the handlers of one resource. Whatever goes wrong answers a `problem`.

mod accounts;
mod auth;
mod books;
mod document_gaps;
mod entries;
mod extract;
mod health;
mod holds;
mod log;
mod outcomes;
mod page;
mod periods;
mod problem;
mod proposals;
mod public;
mod publish;
mod quarantine;
mod report;
mod routes;
mod server;
mod snap;
mod state;
mod telemetry;
mod trail;
mod vault;
mod views;

pub use auth::{Role, Token, TokenError, Tokens, requires_tokens};
pub use periods::certificate::{Certificate, CertificateError, certificate};
pub use public::Public;
pub use routes::openapi;
pub use server::Server;
pub use snap::{MemoryError, Snap, SnapPartner, SnapSignature, SnapTimes};
pub use state::{Limits, ServedBook, ServerState};
pub use trail::{Trail, TrailRecorder, trail};
pub use vault::{SharedVault, SharedVaultError};
