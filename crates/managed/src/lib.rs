//! Private Postgres and nats-server as child processes, for `neraca … --managed` and for the tests.
//!
//! - [`postgres::Cluster`]: a Postgres of one's own in a folder, reached over a unix socket only.
//! - [`nats::Server`]: a nats-server of one's own with JetStream in a folder, reached over loopback only.
//!
//! Both are found where they are installed, run under an unprivileged account when we are root, die with the
//! process that started them, and never touch a cluster or a server that belongs to the system. Everything here
//! blocks: call it before the runtime starts, or from a blocking task.

mod account;
mod child;
mod error;
pub mod nats;
pub mod postgres;
mod programs;

pub use account::{Account, can_enter};
pub use child::signal;
pub use error::{Error, Result};
pub use programs::find_on_path;
