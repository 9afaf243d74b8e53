//! Checkpoints (`tlog-checkpoint`): the head of a log's tree as the text of a signed note. Witnesses add to its
//! signatures, see [`crate::cosignature`].

use std::fmt;

use crate::hash::{Hash, NotAHash};
use crate::note::{Note, NoteError, SignerKey, VerifierKey};

/// The head of a log's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// A note whose text is a checkpoint. Its signatures are not verified by reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// Why text is no checkpoint, or a checkpoint is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Something else is wrong with the note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not the lines of a checkpoint.
    #[error("a checkpoint has at least three lines, each with a newline: origin, size, root")]
    TooFewLines,
    /// An empty line.
    #[error("line {line} of the checkpoint is empty")]
    EmptyLine {
        /// Which line, from 1.
        line: usize,
    },
    /// A line that can't be one.
    #[error("{what} of a checkpoint must be one line, not empty and without control characters")]
    NotALine {
        /// What it should be.
        what: &'static str,
    },
    /// The size is not written as it must be.
    #[error("\"{0}\" is not a tree size: a decimal number without sign or leading zeros, below 2^64")]
    Size(String),
    /// The root is not a hash.
    #[error("the root of the checkpoint: {0}")]
    Root(NotAHash),
    /// The checkpoint is one of another log.
    #[error("the checkpoint is from \"{found}\", not from \"{expected}\"")]
    OtherOrigin {
        /// Origin wanted.
        expected: String,
        /// Origin in the checkpoint.
        found: String,
    },
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    ///
    /// # Errors
    /// When the origin can't be the first line of one.
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        let origin = origin.into();
        check_line("the origin", &origin)?;
        Ok(Self { origin, size, root, extensions: Vec::new() })
    }

    /// The same with extension lines, which are signed but which nobody else can check.
    ///
    /// # Errors
    /// When one is empty or has a control character.
    pub fn with_extensions(mut self, extensions: Vec<String>) -> Result<Self, CheckpointError> {
        extensions.iter().try_for_each(|line| check_line("an extension", line))?;
        self.extensions = extensions;
        Ok(self)
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// When it is not that of a checkpoint.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines: Vec<&str> =
            text.strip_suffix('\n').ok_or(CheckpointError::TooFewLines)?.split('\n').collect();
        if let Some(at) = lines.iter().position(|line| line.is_empty()) {
            return Err(CheckpointError::EmptyLine { line: at + 1 });
        }
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(CheckpointError::TooFewLines);
        };
        let size =
            parse_decimal(size).ok_or_else(|| CheckpointError::Size(size.chars().take(60).collect()))?;
        let root = root.parse().map_err(CheckpointError::Root)?;
        Self::new(*origin, size, root)?
            .with_extensions(extensions.iter().map(|&line| line.to_owned()).collect())
    }

    /// Signs it with the log's key.
    ///
    /// # Errors
    /// When the key is for cosignatures, or is named otherwise than the origin.
    pub fn sign(&self, key: &SignerKey) -> Result<SignedCheckpoint, CheckpointError> {
        self.check_origin(key.name())?;
        let mut note = Note::new(self.to_string())?;
        note.sign(key)?;
        Ok(SignedCheckpoint { checkpoint: self.clone(), note })
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hash over the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The lines after the root.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    fn check_origin(&self, expected: &str) -> Result<(), CheckpointError> {
        if self.origin == expected {
            return Ok(());
        }
        Err(CheckpointError::OtherOrigin { expected: expected.to_owned(), found: self.origin.clone() })
    }
}

impl fmt::Display for Checkpoint {
    /// The text of the note.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl SignedCheckpoint {
    /// Reads a note and the checkpoint in it. Nothing is verified.
    ///
    /// # Errors
    /// When the bytes are no note, or its text no checkpoint.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        Ok(Self { checkpoint: Checkpoint::parse(note.text())?, note })
    }

    /// The head that the note says.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with its signatures.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Adds a signature that was made elsewhere, such as a witness's.
    ///
    /// # Errors
    /// When the note has too many signatures.
    pub fn add(&mut self, signature: crate::note::Signature) -> Result<(), CheckpointError> {
        Ok(self.note.add(signature)?)
    }

    /// Verifies that the log of this key signed it, and that its origin is the key's name.
    ///
    /// # Errors
    /// When not.
    pub fn verify(&self, log: &VerifierKey) -> Result<(), CheckpointError> {
        self.checkpoint.check_origin(log.name())?;
        self.note.verify(std::slice::from_ref(log))?;
        Ok(())
    }
}

impl fmt::Display for SignedCheckpoint {
    /// The note as it is stored and sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.note, f)
    }
}

/// Reads a note and believes the checkpoint in it when the log of this key signed it.
///
/// # Errors
/// When the note is no checkpoint, is from another origin than the key's name, or is not signed by the key.
pub fn open(note: &[u8], log: &VerifierKey) -> Result<Checkpoint, CheckpointError> {
    let signed = SignedCheckpoint::parse(note)?;
    signed.verify(log)?;
    Ok(signed.checkpoint)
}

/// A number as all the formats write it: decimal digits, no sign, no leading zero.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|digit| digit.is_ascii_digit());
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if digits && !leading_zero { text.parse().ok() } else { None }
}

fn check_line(what: &'static str, line: &str) -> Result<(), CheckpointError> {
    if line.is_empty() || line.contains(|character| character < ' ') {
        return Err(CheckpointError::NotALine { what });
    }
    Ok(())
}
