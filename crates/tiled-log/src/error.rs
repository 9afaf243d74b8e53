//! What can go wrong when the log is read as files.

use event_store::StoreError;

/// Why a file or a receipt could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing stands at that position.
    #[error("book \"{book}\" has no position {position}; its last is {last}")]
    NoSuchPosition {
        /// The book.
        book: String,
        /// The position asked for.
        position: u64,
        /// The log's last.
        last: u64,
    },
    /// No checkpoint reaches that far yet.
    #[error("position {position} is not under a checkpoint yet; the newest covers {covered} positions")]
    NotCovered {
        /// The position asked for.
        position: u64,
        /// Positions under the newest checkpoint; 0 when there is none.
        covered: u64,
    },
    /// A stored checkpoint is none.
    #[error("checkpoint {number} in the store can't be read: {problem}")]
    DamagedCheckpoint {
        /// Its number.
        number: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// The receipt is more than a QR code holds.
    #[error("the receipt has {bytes} bytes, and a QR code holds {BYTES_MAX}; hand out the file instead", BYTES_MAX = crate::receipt::QR_BYTES_MAX)]
    TooLongForQrCode {
        /// Bytes of the receipt.
        bytes: usize,
    },
    /// A folder can't be written.
    #[error("writing \"{path}\"")]
    Write {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}
