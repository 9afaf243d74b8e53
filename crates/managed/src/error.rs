//! What can go wrong while a private server is found, prepared, started or asked.

use std::path::{Path, PathBuf};

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure around a private server. The text says what, where, and what to do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A server program is not installed, or not where we look.
    #[error("{program} not found (looked at {searched}); {advice}")]
    ProgramMissing {
        /// The program's file name.
        program: &'static str,
        /// The places that were looked at, for a human.
        searched: String,
        /// What to install or set.
        advice: &'static str,
    },
    /// A server program is there but too old for what we rely on.
    #[error("\"{path}\" is version {found}, but {needed} or newer is needed because {reason}; {advice}", path = .path.display())]
    TooOld {
        /// The program that was asked.
        path: PathBuf,
        /// The version it reported.
        found: String,
        /// The oldest version that works.
        needed: &'static str,
        /// Why older ones do not.
        reason: &'static str,
        /// What to install or set.
        advice: &'static str,
    },
    /// A data directory belongs to another major version than the installed programs.
    #[error(
        "the data directory \"{path}\" was made by Postgres {made_by}, but the programs found in \"{programs}\" are \
         version {found}; install postgresql-{made_by} or point NERACA_PG_BIN at its programs (docs/operations/upgrade.md \
         tells how to move the data)",
        path = .path.display(),
        programs = .programs.display()
    )]
    OtherMajorVersion {
        /// The data directory.
        path: PathBuf,
        /// The major version in its PG_VERSION.
        made_by: String,
        /// The folder of the programs.
        programs: PathBuf,
        /// Their major version.
        found: String,
    },
    /// The unprivileged account may not enter a folder on the way to where its files must be.
    #[error(
        "account \"{account}\" cannot enter \"{blocked}\" on the way to \"{path}\" (servers never run as root); \
         choose a folder that others may enter, allow it with `chmod o+x`, or run as an ordinary user",
        blocked = .blocked.display(),
        path = .path.display()
    )]
    Unreachable {
        /// The account the server would run as.
        account: String,
        /// The first folder it may not enter.
        blocked: PathBuf,
        /// The path it needs.
        path: PathBuf,
    },
    /// We are root and there is no unprivileged account to run a server as.
    #[error(
        "running as root, and none of the accounts {tried} exists to run {program} as; run as an ordinary user"
    )]
    NoAccount {
        /// The server program.
        program: &'static str,
        /// The account names that were looked up.
        tried: String,
    },
    /// A program ran and ended with a failure.
    #[error("{what} failed: {detail}")]
    Failed {
        /// What was being done, with the place.
        what: String,
        /// The program's last words.
        detail: String,
    },
    /// A server did not become ready in time.
    #[error("{what} was not ready after {seconds} s; its log \"{log}\" ends with: {detail}", log = .log.display())]
    NotReady {
        /// Which server.
        what: &'static str,
        /// How long we waited.
        seconds: u64,
        /// Where its log is.
        log: PathBuf,
        /// The last lines of the log.
        detail: String,
    },
    /// The server refused an SQL statement.
    #[error("postgres refused \"{statement}\": {detail}")]
    Refused {
        /// The statement that was sent.
        statement: String,
        /// The server's message with its SQLSTATE.
        detail: String,
    },
    /// The operating system said no.
    #[error("could not {what} \"{path}\"", path = .path.display())]
    Io {
        /// What was being done, as a verb phrase.
        what: &'static str,
        /// To which path.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    /// Whether the same call may succeed later without anyone changing anything.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::NotReady { .. })
    }

    /// Wraps a system error; made for `map_err`.
    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { what, path, source }
    }
}
