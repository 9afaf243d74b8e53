//! What can go wrong in a witness apart from a request that it refuses.

use std::io;
use std::path::{Path, PathBuf};

use transparency::cosignature::CosignatureError;
use transparency::note::KeyError;
use transparency::witness::SetupError;

/// An error of the witness itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessError {
    /// A file or folder can't be used.
    #[error("can't use \"{path}\": {source}", path = path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line in a list of logs is no key.
    #[error("line {line} of \"{path}\": {error}", path = path.display())]
    LogLine {
        /// The file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        error: KeyError,
    },
    /// No log at all.
    #[error(
        "\"{path}\" names no log: give a file with one public key a line, or a folder with such files named *.vkey",
        path = .0.display()
    )]
    NoLogs(PathBuf),
    /// Keys and logs do not fit together.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The stored state of a log can't be believed. Nothing of this log is cosigned.
    #[error(
        "the state file \"{path}\" is damaged ({what}); nothing more of this log is cosigned. Put back the latest copy \
         of the file only if nothing was cosigned since it was made; otherwise replace this witness's key",
        path = path.display()
    )]
    DamagedState {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The clock shows a time that can't be stated.
    #[error("the clock of this machine is wrong: {0}")]
    Clock(CosignatureError),
    /// A request that was brought as a file is refused.
    #[error("not cosigned (status {status}): {reason}")]
    Refused {
        /// The status that it would have had over HTTP.
        status: u16,
        /// Why, as the log would read it.
        reason: String,
    },
    /// The listener failed.
    #[error("the witness can't serve: {0}")]
    Serve(io::Error),
}

impl WitnessError {
    pub(crate) fn file(path: &Path) -> impl Fn(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path: path.clone(), source }
    }
}
