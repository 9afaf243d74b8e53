//! What can go wrong with the log, and whether trying again can help.

use std::path::PathBuf;

/// An error of the log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A newer writer leads the book. Nothing of the refused append was written; drop the writer.
    #[error("a newer writer has taken over book '{book}': epoch {epoch} no longer leads")]
    Fenced {
        /// The book.
        book: String,
        /// The epoch that was refused.
        epoch: u64,
    },
    /// The batch does not follow the head. Nothing was written.
    #[error("a record carries position {found} where position {expected} comes next")]
    WrongPosition {
        /// The next free position.
        expected: u64,
        /// The position the record carries.
        found: u64,
    },
    /// After an unresolved append another batch was offered in its place. Call `recover` and look at the head first.
    #[error(
        "the unresolved batch up to position {position} has landed, and the batch offered now is another one"
    )]
    OtherBatch {
        /// The last position of the batch that landed.
        position: u64,
    },
    /// A text that not every backend can store. Nothing was written; quarantine the message as bytes instead.
    #[error(
        "'{field}' of the record at position {position} contains the character NUL, which a log can't store as text"
    )]
    UnstorableText {
        /// The position.
        position: u64,
        /// The record's field.
        field: &'static str,
    },
    /// A record that is too long for an entry of the log. Nothing was written; detach what is long into the attachment.
    #[error("the record at position {position} has {bytes} bytes, and an entry of the log holds 65535")]
    EntryTooLong {
        /// The position.
        position: u64,
        /// Its length.
        bytes: usize,
    },
    /// A checkpoint over more than is durable.
    #[error("a checkpoint of {size} positions is beyond the head at {head}")]
    CheckpointBeyondHead {
        /// Positions under the checkpoint.
        size: u64,
        /// The head's position.
        head: u64,
    },
    /// A checkpoint that is older than the newest one.
    #[error("a checkpoint of {size} positions comes after one of {newest}")]
    CheckpointBehind {
        /// Positions under the checkpoint.
        size: u64,
        /// Positions under the newest one.
        newest: u64,
    },
    /// There is no such proof in this log.
    #[error("no such proof")]
    Proof(#[from] transparency::proof::ProofError),
    /// A number that the database's signed 64 bits can't hold. Nothing was written.
    #[error("{what} {value} is too large for the log")]
    TooLarge {
        /// What the number counts.
        what: &'static str,
        /// The number.
        value: u64,
    },
    /// A snapshot claims a position the log has not reached.
    #[error("a snapshot at position {position} is beyond the head at {head}")]
    SnapshotBeyondHead {
        /// The snapshot's position.
        position: u64,
        /// The head's position.
        head: u64,
    },
    /// The embedded folder is written by another process.
    #[error("folder '{folder}' is in use by {holder}: stop that process, or give this one another folder")]
    Locked {
        /// The folder.
        folder: PathBuf,
        /// The process that holds it, as far as it told.
        holder: String,
    },
    /// The store was opened for reading.
    #[error("the store was opened for reading: open it for writing to lead a book")]
    ReadOnly,
    /// The folder or file can't be used.
    #[error("can't use '{path}'")]
    Folder {
        /// The path.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// There is no log in the folder that was to be read.
    #[error("there is no log in folder '{folder}': write to it first, or check the path")]
    NoLog {
        /// The folder.
        folder: PathBuf,
    },
    /// The database's address can't be understood.
    #[error("the database address can't be used: {reason}")]
    Address {
        /// Why, without the address itself, which may hold a password.
        reason: String,
    },
    /// The database's roles are missing and this user may not create them.
    #[error(
        "the database lacks the roles {missing} and user '{user}' may not create them: run 'deploy/postgres/roles.sql' as a superuser once"
    )]
    RolesMissing {
        /// The roles, comma separated.
        missing: String,
        /// The user of the connection.
        user: String,
    },
    /// The database user is no member of a role that the work needs.
    #[error("user '{user}' is no member of role '{role}': run 'grant {role} to \"{user}\"' as a superuser")]
    RightsMissing {
        /// The user of the connection.
        user: String,
        /// The role.
        role: &'static str,
    },
    /// A migration that was already applied reads differently now.
    #[error(
        "migration {version} '{name}' was applied with other contents: this program and the database do not belong together"
    )]
    MigrationChanged {
        /// Its number.
        version: u32,
        /// Its name.
        name: String,
    },
    /// The database was made by a newer program.
    #[error("the log's schema is at version {found} and this program knows {known}: use a newer program")]
    SchemaNewer {
        /// The database's version.
        found: u32,
        /// This program's version.
        known: u32,
    },
    /// The log contradicts itself. Nothing may be written until a person has looked.
    #[error("the log of book '{book}' is damaged: {what}")]
    Damaged {
        /// The book.
        book: String,
        /// What was found.
        what: String,
    },
    /// The database can't be reached or can't work now; whether an append landed is not known. Try again.
    #[error("the log's database is not available while {doing}")]
    Unavailable {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database refused a statement. Trying again gives the same answer.
    #[error("the log's database failed while {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether the same call can succeed later. False means that a person, another batch or another writer is needed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, StoreError::Unavailable { .. })
    }
}
