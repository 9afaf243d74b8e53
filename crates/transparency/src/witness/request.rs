//! The body of a request to a witness: `old N`, a consistency proof, and the new checkpoint.

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint, parse_decimal};
use crate::hash::{Hash, NotAHash};

/// The most hashes that the specification lets a request have.
pub const MAX_PROOF_LINES: usize = 63;

/// The longest request that is read, in bytes: room for 16 post-quantum signatures of 5 kB, as base64, and the rest.
pub const MAX_REQUEST_BYTES: usize = 128 * 1024;

/// A checkpoint for a witness, with the proof that it extends the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The size of the checkpoint that the witness is thought to have cosigned last; 0 for none.
    pub old_size: u64,
    /// The consistency proof from there to the checkpoint.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed by the log.
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// More bytes than are read.
    #[error("the request has {bytes} bytes, more than the {MAX_REQUEST_BYTES} that are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not text.
    #[error("the request is not UTF-8 at byte {at}")]
    NotUtf8 {
        /// The first byte that is not, from 0.
        at: usize,
    },
    /// No empty line, so no checkpoint.
    #[error("the request has no empty line with a checkpoint after it")]
    NoCheckpoint,
    /// The first line is another one.
    #[error("the first line is not of the form \"old NUMBER\", decimal, without leading zeros")]
    OldSize,
    /// A line that is no hash.
    #[error("line {line}: {error}")]
    Hash {
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        error: NotAHash,
    },
    /// More hashes than are allowed.
    #[error("the request has more than {MAX_PROOF_LINES} lines of proof")]
    TooManyHashes,
    /// The checkpoint is none.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl Request {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// When the bytes are none. [`super::Refusal::from`] makes the answer of it.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestError> {
        if bytes.len() > MAX_REQUEST_BYTES {
            return Err(RequestError::TooLong { bytes: bytes.len() });
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| RequestError::NotUtf8 { at: error.valid_up_to() })?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(RequestError::NoCheckpoint)?;
        let mut lines = (1..).zip(head.split('\n'));
        let old = lines.next().and_then(|(_, line)| line.strip_prefix("old "));
        let old_size = old.and_then(parse_decimal).ok_or(RequestError::OldSize)?;
        let mut proof = Vec::new();
        for (line, hash) in lines {
            if proof.len() == MAX_PROOF_LINES {
                return Err(RequestError::TooManyHashes);
            }
            proof.push(hash.parse().map_err(|error| RequestError::Hash { line, error })?);
        }
        Ok(Self { old_size, proof, checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())? })
    }

    /// The log whose checkpoint it is, not verified yet.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.checkpoint.checkpoint().origin()
    }
}

impl fmt::Display for Request {
    /// The body of the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
