//! What tests of the other crates stand on: real servers of their own, temporary folders, seeded randomness, waiting.
//!
//! ```no_run
//! let database = testkit::postgres(); // a fresh database in the cluster of this test process
//! let own = testkit::own_postgres();  // a cluster of one's own, to be killed
//! let nats = testkit::nats();         // a nats-server of one's own
//! # let _ = (database.url.as_str(), own.database(), nats.url.as_str());
//! ```
//!
//! Servers come from the `managed` crate: they listen on unix sockets and loopback only and end with the test. Every
//! function panics when the machine cannot do what the test needs; the text says what to install. Nothing that ships
//! depends on this crate.

mod process;
mod random;
mod scratch;
mod servers;
mod skip;

pub use process::{kill9, wait_until};
pub use random::SplitMix64;
pub use scratch::{TempDir, repository, temp_dir};
pub use servers::{
    TestCluster, TestDatabase, TestNats, nats, nats_with, own_postgres, own_postgres_with, postgres,
};
pub use skip::{program, report_skipped, shared_data};

/// The crate that runs the servers, for tests that need its options.
pub use managed;
