//! Why a checkpoint is not signed or not given out.

use std::path::PathBuf;

use event_store::StoreError;
use transparency::Hash;
use transparency::checkpoint::CheckpointError;
use transparency::proof::ProofError;
use transparency::witness::Rejection;

use crate::latest::LatestError;

/// An error of the signer. But for those that pass, nothing is signed until a person has looked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The log lost events that were already signed.
    #[error(
        "the log of book '{book}' has LOST {lost} events that were already signed: {evidence} says {signed} events, \
         and the log ends at {head}{until}. Nothing is signed. Stop, and restore a backup that has them. If they are \
         lost for good, the log must not go on under its name: set another `log_name`, and tell everybody who holds \
         receipts or checkpoints of \"{origin}\"{refused}",
        until = recorded(.last_recorded.as_deref()),
        refused = .evidence.if_refused()
    )]
    EventsLost {
        /// The book.
        book: String,
        /// The origin whose checkpoint it is.
        origin: String,
        /// Where the checkpoint was found.
        evidence: Evidence,
        /// Events under the checkpoint.
        signed: u64,
        /// Events in the log.
        head: u64,
        /// Events that are missing.
        lost: u64,
        /// When the last event that is left was recorded.
        last_recorded: Option<String>,
    },
    /// The log has other events than were signed.
    #[error(
        "the log of book '{book}' is NOT the one that was signed: {evidence} says that its first {size} events have \
         the root {signed}, and the log has {found}. Nothing is signed. It was changed, or it is a backup to which \
         other events were added since. Stop, keep both, and restore the log that was signed; if it is lost for \
         good, set another `log_name`{refused}",
        refused = .evidence.if_refused()
    )]
    OtherHistory {
        /// The book.
        book: String,
        /// Where the checkpoint was found.
        evidence: Evidence,
        /// Events under the checkpoint.
        size: u64,
        /// Its root.
        signed: Hash,
        /// The log's root over as many events.
        found: Hash,
    },
    /// The tree does not hold together.
    #[error(
        "the tree of book '{book}' is damaged: its first {size} events are as signed, but it does not prove that \
         its head extends them ({error}). Nothing is signed; `neraca verify` finds the place"
    )]
    TreeDamaged {
        /// The book.
        book: String,
        /// Events under the earlier checkpoint.
        size: u64,
        /// What failed.
        error: ProofError,
    },
    /// A witness has cosigned more than the log has.
    #[error(
        "the witness \"{witness}\" has cosigned {size} events of \"{origin}\", and the log ends at {head}: {lost} \
         events are LOST, and so are the checkpoints over them. The checkpoint is not given out. Stop, and restore \
         newer backups of the database and of the key folder; if they are lost for good, set another `log_name`. \
         Only if you are certain that the witness is wrong, remove it from the configuration",
        lost = size.saturating_sub(*head)
    )]
    WitnessAhead {
        /// The witness.
        witness: String,
        /// The log.
        origin: String,
        /// Events that it cosigned.
        size: u64,
        /// Events in the log.
        head: u64,
    },
    /// A witness has seen another history.
    #[error(
        "the witness \"{witness}\" refuses the checkpoint of \"{origin}\": {rejection}. The checkpoint is not given \
         out. Compare the log with its backups and restore the one that the witness has cosigned; then move \
         \"{latest}\" away, which holds what was refused, and start again. Only if you are certain that the witness \
         is wrong, remove it from the configuration",
        latest = latest.display()
    )]
    WitnessContradicts {
        /// The witness.
        witness: String,
        /// The log.
        origin: String,
        /// What it said.
        rejection: Rejection,
        /// The file with the checkpoint that it refused.
        latest: PathBuf,
    },
    /// A row of the database is no checkpoint.
    #[error(
        "checkpoint {number} of book '{book}' in the database can't be read: {error}; the row was changed"
    )]
    StoredCheckpoint {
        /// The book.
        book: String,
        /// Its number.
        number: u64,
        /// What is wrong.
        error: CheckpointError,
    },
    /// The keys are those of another log.
    #[error(
        "the key is named \"{found}\", and the log's origin is \"{origin}\": make a key with the origin's name"
    )]
    OtherKey {
        /// The origin.
        origin: String,
        /// The key's name.
        found: String,
    },
    /// The keys can't sign it.
    #[error("the checkpoint can't be signed: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The latest checkpoint is not known or not kept.
    #[error(transparent)]
    Latest(#[from] LatestError),
    /// The log's database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A cosignature that was carried here can't be used.
    #[error("the cosignature can't be used: {0}")]
    Cosignature(String),
    /// A file beside the key can't be used.
    #[error("can't use \"{path}\": {source}", path = path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Where a checkpoint was found that the log must extend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The file beside the key.
    File(PathBuf),
    /// The database, by number.
    Database(u64),
    /// What was just signed.
    Signed,
    /// A file that was brought.
    Carried,
}

impl SignerError {
    /// Whether the same can succeed later without anybody's help.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Store(error) => error.is_retryable(),
            // A full disk, a file system that is away.
            Self::Latest(LatestError::File { .. }) => true,
            _ => false,
        }
    }
}

impl Evidence {
    /// What a witness refused stays beside the key, and speaks against the right log once that is restored.
    fn if_refused(&self) -> String {
        match self {
            Self::File(path) => format!(
                ". If a witness refused that checkpoint as a fork, and this is the log that the witness knows, move \
                 \"{}\" away and start again",
                path.display()
            ),
            _ => String::new(),
        }
    }
}

impl std::fmt::Display for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "the latest checkpoint in \"{}\"", path.display()),
            Self::Database(number) => write!(f, "checkpoint {number} in the database"),
            Self::Signed => f.write_str("the checkpoint signed just now"),
            Self::Carried => f.write_str("the checkpoint in the file"),
        }
    }
}

fn recorded(last: Option<&str>) -> String {
    last.map(|last| format!(", recorded at {last}; what came after is gone")).unwrap_or_default()
}
