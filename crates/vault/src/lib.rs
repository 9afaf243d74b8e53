//! The vault of identities: who is behind a pseudonym of the log, sealed under a key of its own for each subject, so that
//! destroying the key erases the person and touches no hash. A folder with a master key and a database, apart from
//! the log's; `docs/personal-data.md` says what is kept where and what erasing guarantees.
//!
//! Nothing here reads a clock or is async: whoever calls gives the time, and calls from a thread that may wait for the
//! disk. [`Vault`] is `Send`; a server keeps one behind a mutex.
//!
//! `vault.rs` holds the operations, `subject.rs` the rows that they change, `identity.rs` what is sealed, `seal.rs` how, `trail.rs` who did what to whom and
//! why, `master_key.rs` and `database.rs` the two files, `masking.rs` what may be shown without a record.

mod database;
mod error;
mod identity;
mod masking;
mod master_key;
mod pseudonym;
mod seal;
mod subject;
mod trail;
mod vault;

pub use adapters::PseudonymKey;
pub use error::{Altered, VaultError};
pub use identity::{Attributes, Identity, SubjectKind};
pub use masking::Masked;
pub use pseudonym::{Pseudonym, PseudonymError};
pub use trail::{Act, Request, TrailEntry};
pub use vault::{Vault, Verified};
