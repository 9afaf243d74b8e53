//! Exit codes, and how an error is told to people. The codes are listed in `docs/command-line.md`.

use std::process::ExitCode;

/// How a command ended when nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All is well: 0.
    Done,
    /// `--strict` was asked for and some messages were refused or quarantined: 3.
    NotAllPosted,
    /// A verification found something wrong: 4.
    NotVerified,
}

/// The command line makes sense to the parser and not to the command: 2, as the parser's own errors.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Anything that failed.
const FAILED: u8 = 1;
/// The command line is wrong.
const USAGE: u8 = 2;
/// Refused or quarantined messages under `--strict`.
const NOT_ALL_POSTED: u8 = 3;
/// A verification failed.
const NOT_VERIFIED: u8 = 4;

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Done => Self::SUCCESS,
            Ending::NotAllPosted => Self::from(NOT_ALL_POSTED),
            Ending::NotVerified => Self::from(NOT_VERIFIED),
        }
    }
}

/// Tells an error on standard error, with its causes, and gives its exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    // An error's text never repeats its cause, so the chain reads as one sentence.
    eprintln!("error: {error:#}");
    if error.is::<Usage>() {
        eprintln!("\nFor more information, try '--help'.");
        return ExitCode::from(USAGE);
    }
    ExitCode::from(FAILED)
}
