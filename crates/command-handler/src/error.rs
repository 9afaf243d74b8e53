//! What can go wrong in the handler itself. What is wrong with a message is an outcome, not an error.

use event_store::StoreError;

/// The handler can't go on, or could not start.
#[derive(Clone, Debug, thiserror::Error)]
pub enum HandlerError {
    /// The store failed for good, or another writer took over.
    #[error("the event store failed")]
    Store(#[source] std::sync::Arc<StoreError>),
    /// A record of the log does not decode or does not fit the state before it.
    #[error("record at position {position} is damaged: {problem}; restore the log from a backup")]
    DamagedLog {
        /// Where.
        position: u64,
        /// What was met.
        problem: String,
    },
    /// The book was opened with other settings than the configuration asks for.
    #[error(
        "book \"{book}\" was opened with other settings: {problem}; they are fixed when a book is opened"
    )]
    OtherSettings {
        /// The book.
        book: String,
        /// Which differ.
        problem: String,
    },
    /// The chart or the rulebook of the profile is refused.
    #[error("the profile of book \"{book}\" is refused: {problem}")]
    Profile {
        /// The book.
        book: String,
        /// Why.
        problem: String,
    },
    /// The bus can't be used as configured.
    #[error("the bus: {0}")]
    Bus(String),
    /// The folder for temporary files fails.
    #[error("a temporary file can't be used: {0}; `TMPDIR` names another folder for them")]
    Scratch(String),
    /// What was taken out of messages could not be kept, so none of them was taken.
    #[error("messages could not be taken: {0}; nothing was recorded, so send them again")]
    Screen(crate::screen::ScreenFailed),
    /// The handler has stopped.
    #[error("the command handler has stopped; see its log for the reason")]
    Stopped,
}

impl From<StoreError> for HandlerError {
    fn from(error: StoreError) -> Self {
        Self::Store(std::sync::Arc::new(error))
    }
}
