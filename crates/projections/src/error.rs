//! What can go wrong with read models. Those that pass are told apart by [`ProjectionError::is_retryable`].

use std::path::PathBuf;

/// Why read models can't be built or asked.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The log can't be read.
    #[error("the log can't be read")]
    Log(#[from] event_store::StoreError),
    /// A record is not what this version knows. Nothing after it is projected, so that no figure is ever silently wrong.
    #[error(
        "the record at position {position} of book '{book}' {what}: it was written by a newer version or is damaged; use a program at least as new as the one that wrote it"
    )]
    UnknownRecord {
        /// The book.
        book: String,
        /// Where.
        position: u64,
        /// What is wrong.
        what: String,
    },
    /// The log answered with another position than the next.
    #[error("book '{book}' has a gap: position {expected} was wanted and {found} came; run 'neraca verify'")]
    Gap {
        /// The book.
        book: String,
        /// The next position.
        expected: u64,
        /// What came instead.
        found: u64,
    },
    /// A record contradicts those before it.
    #[error("the record at position {position} of book '{book}' contradicts the log before it: {what}")]
    Contradiction {
        /// The book.
        book: String,
        /// Where.
        position: u64,
        /// What.
        what: String,
    },
    /// Another builder moved the same read models.
    #[error(
        "another builder moved the read models of book '{book}' at the same time; this one starts from there again"
    )]
    Moved {
        /// The book.
        book: String,
    },
    /// The log has no such book.
    #[error("there is no book '{0}' in the log")]
    NoBook(String),
    /// The account was never opened.
    #[error("account '{0}' was never opened in this book")]
    NoAccount(String),
    /// A cursor that no page gave out.
    #[error("'{0}' is no cursor of this list: take the one that the page before gave")]
    BadCursor(String),
    /// The read models did not reach a position in time.
    #[error("the read models are at position {at} and did not reach {wanted} in time: ask again")]
    Behind {
        /// Where they are.
        at: u64,
        /// What was asked for.
        wanted: u64,
    },
    /// A view was asked for as known at a position that nothing stands at yet.
    #[error(
        "position {position} is not in the log of book '{book}' yet; it ends at {end}: ask for what was known at {end} or earlier"
    )]
    NotInLog {
        /// The book.
        book: String,
        /// What was asked for.
        position: u64,
        /// The last position of the log.
        end: u64,
    },
    /// The database can't be connected to.
    #[error("the read models' database can't be reached")]
    Connection(#[source] event_store::StoreError),
    /// The folder can't be used.
    #[error("can't use folder '{folder}'")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database can't be reached or can't work now. Try again.
    #[error("the read models' database is not available while {doing}")]
    Unavailable {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database refused a statement. Trying again gives the same answer.
    #[error("the read models' database failed while {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A sum is larger than 64 bits of minor units.
    #[error("a sum is larger than the read models can hold")]
    TooLarge,
}

impl ProjectionError {
    /// Whether the same call can succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Log(error) | Self::Connection(error) => error.is_retryable(),
            Self::Unavailable { .. } | Self::Moved { .. } | Self::Behind { .. } => true,
            _ => false,
        }
    }
}
