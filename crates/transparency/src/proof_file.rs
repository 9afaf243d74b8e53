//! Proof files (`tlog-proof`): all that proves an entry offline, years later, in one text: where it stands, the hashes up
//! to the root, and a checkpoint with the signatures of log and witnesses. Whom to trust says a [`crate::policy`].

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, parse_decimal};
use crate::hash::{Hash, NotAHash};
use crate::note::MAX_NOTE_BYTES;
use crate::policy::{Evaluation, Policy, Refusal};
use crate::proof::{ProofError, verify_inclusion};

/// The first line.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The most hashes that a proof can need: one for every bit of a tree's size.
pub const MAX_PROOF_HASHES: usize = 64;

/// The longest proof file that is read, in bytes: the longest note, and as much again for the rest.
pub const MAX_PROOF_FILE_BYTES: usize = 2 * MAX_NOTE_BYTES;

/// A proof that an entry stands in a log. Believed only after [`ProofFile::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// What the application puts beside it. Nothing proves it: any byte of it may have been changed.
    pub extra: Option<Vec<u8>>,
    /// The entry's index in the log, from 0.
    pub index: u64,
    /// The hashes from the leaf's sibling up to the root's child.
    pub proof: Vec<Hash>,
    /// The head of the log's tree, signed.
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no proof file, or it does not prove the entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// More bytes than are read.
    #[error("the proof has {bytes} bytes, more than the {MAX_PROOF_FILE_BYTES} that are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Another kind of file.
    #[error("the first line is not \"{HEADER}\"; this is no proof file, or one of a later version")]
    Header,
    /// Not text.
    #[error("the proof is not UTF-8 at byte {at}")]
    NotUtf8 {
        /// The first byte that is not, from 0.
        at: usize,
    },
    /// No empty line, so no checkpoint.
    #[error("the proof has no empty line with a checkpoint after it; is the file complete?")]
    NoCheckpoint,
    /// The extra data are not base64.
    #[error("line 2 is not of the form \"extra BASE64\", in padded standard base64")]
    Extra,
    /// The index is not written as it must be.
    #[error("line {line} is not of the form \"index NUMBER\", decimal, without leading zeros")]
    Index {
        /// Which line, from 1.
        line: usize,
    },
    /// A line that is no hash.
    #[error("line {line}: {error}")]
    Hash {
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        error: NotAHash,
    },
    /// More hashes than any tree needs.
    #[error("the proof has more than {MAX_PROOF_HASHES} hashes, which no tree needs")]
    TooManyHashes,
    /// The checkpoint is none.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint is not to be believed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The entry is not where the proof says.
    #[error("the entry is not at index {index} of the log: {error}")]
    NotIncluded {
        /// The index that was claimed.
        index: u64,
        /// How the proof fails.
        error: ProofError,
    },
}

impl ProofFile {
    /// Reads a proof file. It proves nothing yet: see [`ProofFile::verify`].
    ///
    /// # Errors
    /// When the bytes are not one.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > MAX_PROOF_FILE_BYTES {
            return Err(ProofFileError::TooLong { bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| ProofFileError::NotUtf8 { at: error.valid_up_to() })?;
        let rest = text
            .strip_prefix(HEADER)
            .and_then(|rest| rest.strip_prefix('\n'))
            .ok_or(ProofFileError::Header)?;
        let (head, checkpoint) = rest.split_once("\n\n").ok_or(ProofFileError::NoCheckpoint)?;

        let mut lines = (2..).zip(head.split('\n')).peekable();
        let extra = lines.next_if(|(_, line)| line.starts_with("extra")).map(|(_, line)| parse_extra(line));
        let (line, index) = lines.next().unwrap_or((3, ""));
        let index =
            index.strip_prefix("index ").and_then(parse_decimal).ok_or(ProofFileError::Index { line })?;
        let mut proof = Vec::new();
        for (line, hash) in lines {
            if proof.len() == MAX_PROOF_HASHES {
                return Err(ProofFileError::TooManyHashes);
            }
            proof.push(hash.parse().map_err(|error| ProofFileError::Hash { line, error })?);
        }
        let checkpoint = SignedCheckpoint::parse(checkpoint.as_bytes())?;
        Ok(Self { extra: extra.transpose()?, index, proof, checkpoint })
    }

    /// Proves that the entry with this leaf hash stands in a log that the policy trusts, and says who signed.
    ///
    /// # Errors
    /// When log or witnesses are not enough for the policy, or the entry is not there.
    pub fn verify(&self, entry: Hash, policy: &Policy) -> Result<Evaluation, ProofFileError> {
        let evaluation = policy.check(&self.checkpoint)?;
        self.verify_inclusion(entry)?;
        Ok(evaluation)
    }

    /// The head that the proof leads to.
    #[must_use]
    pub fn head(&self) -> &Checkpoint {
        self.checkpoint.checkpoint()
    }

    fn verify_inclusion(&self, entry: Hash) -> Result<(), ProofFileError> {
        let (index, head) = (self.index, self.head());
        verify_inclusion(entry, index, head.size(), &self.proof, head.root())
            .map_err(|error| ProofFileError::NotIncluded { index, error })
    }
}

impl fmt::Display for ProofFile {
    /// The file's text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

fn parse_extra(line: &str) -> Result<Vec<u8>, ProofFileError> {
    let base64 = line.strip_prefix("extra ").ok_or(ProofFileError::Extra)?;
    STANDARD.decode(base64).map_err(|_| ProofFileError::Extra)
}
