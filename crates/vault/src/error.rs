//! What can go wrong with the vault, and what to do about it. No message repeats a value, a name or a key.

use std::io;
use std::path::PathBuf;

use crate::identity::SubjectKind;
use crate::pseudonym::Pseudonym;

/// Why the vault does not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// A file or folder can't be used.
    #[error("can't use \"{path}\": {source}", path = path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others may enter the folder or read a file of it.
    #[error(
        "\"{path}\" has mode {mode:03o}, so others can read it: run `chmod {wanted:03o} '{path}'`, and if strangers use \
         this machine, take the identities for disclosed",
        path = path.display()
    )]
    OthersCanRead {
        /// The file or folder.
        path: PathBuf,
        /// Its mode.
        mode: u32,
        /// The mode that it must have.
        wanted: u32,
    },
    /// There is a database, and no key to it.
    #[error("the master key \"{path}\" is missing: restore it from its backup; without it nobody can read the vault", path = .0.display())]
    KeyMissing(PathBuf),
    /// There is a key, and no database.
    #[error(
        "there is a master key but no database \"{path}\": restore it from its backup, or move the key away to begin \
         an empty vault",
        path = .0.display()
    )]
    DatabaseMissing(PathBuf),
    /// The key file holds something else.
    #[error("\"{path}\" holds no master key, which is 64 hex digits: restore the file from its backup", path = .0.display())]
    KeyText(PathBuf),
    /// The key is of another vault.
    #[error(
        "the master key \"{path}\" is not the one that this vault was made with: restore the key that was backed up \
         together with \"vault.sqlite\"",
        path = .0.display()
    )]
    WrongKey(PathBuf),
    /// The pseudonyms in the vault are of another key.
    #[error(
        "the pseudonym key is not the one that this vault was filled with, so nobody would be found: name the key that events \
         were imported with"
    )]
    OtherPseudonymKey,
    /// The database was made by a later version.
    #[error("\"{path}\" has layout {found}, and this version knows layout {known}: use the version that wrote it", path = path.display())]
    Layout {
        /// The database.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The layout of this version.
        known: i64,
    },
    /// SQLite refuses.
    #[error("the vault's database: {0}")]
    Database(#[from] rusqlite::Error),
    /// What is stored is not what was written.
    #[error(
        "{0}: somebody or the disk changed it; restore \"vault.sqlite\" from its backup and find out who wrote to it"
    )]
    Altered(Altered),
    /// The operating system gives no randomness.
    #[error("the operating system gives no randomness, so nothing can be sealed: {0}")]
    Random(getrandom::Error),
    /// An identity can't be read as what it is said to be.
    #[error("the {field} {problem}")]
    Malformed {
        /// `number of a citizen`, `name`, …
        field: &'static str,
        /// What is wrong and what is wanted.
        problem: String,
    },
    /// Who asks, or why, is missing or unusable.
    #[error("say {field}: {problem}; nothing was done and nothing recorded")]
    Unaccounted {
        /// `who asks`, `the reason`.
        field: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// Nobody has this pseudonym.
    #[error(
        "the vault knows nobody with the pseudonym {0}: check it, and that events and vault use one pseudonym key"
    )]
    Unknown(Pseudonym),
    /// The person was erased.
    #[error(
        "{pseudonym} was erased at {at_unix_ms} ms since 1970 and can't be read again; the person comes back only by a \
         readmission with its reason"
    )]
    Erased {
        /// Who.
        pseudonym: Pseudonym,
        /// When, in milliseconds since 1970 UTC.
        at_unix_ms: i64,
    },
    /// A readmission of somebody who was not erased.
    #[error("{0} was not erased, so there is nobody to readmit: put the identity as usual")]
    NotErased(Pseudonym),
    /// The same value as another kind of subject.
    #[error("{pseudonym} is in the vault as a {there}: put it as that, or erase it first")]
    KindDiffers {
        /// Who.
        pseudonym: Pseudonym,
        /// What it is.
        there: SubjectKind,
    },
    /// The erasure is done and durable, but old pages may still be in the write-ahead log.
    #[error(
        "{0} is erased, but another process reads the database, so that old bytes still are in \"vault.sqlite-wal\": \
         stop that process and erase again, which finishes it"
    )]
    Lingers(Pseudonym),
}

/// What is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Altered {
    /// The kind of a subject.
    #[error("the kind of subject {0} in the vault is not as it was written")]
    Kind(Pseudonym),
    /// The pseudonym of the row that is this one in the order of the rows, from 1.
    #[error("the pseudonym in row {0} of the vault is none")]
    Pseudonym(i64),
    /// The value of a subject makes another pseudonym.
    #[error("what is sealed for subject {0} in the vault is somebody else's")]
    Person(Pseudonym),
    /// The wrapped key of a subject, or the pseudonym or kind that it is bound to.
    #[error("the key of subject {0} in the vault, or its pseudonym or kind, is not as it was written")]
    Key(Pseudonym),
    /// The sealed identity of a subject.
    #[error("the sealed identity of subject {0} in the vault is not as it was written")]
    Identity(Pseudonym),
    /// An entry of the trail, or the one before it.
    #[error("entry {0} of the vault's trail, or the one before it, is not as it was written or is gone")]
    Trail(i64),
}
