//! One signature line of a note: who signed, and bytes that only the key can make sense of.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::MAX_SIGNATURES;
use super::key::{KeyId, is_key_name};

/// Every signature line begins so.
const PREFIX: &str = "\u{2014} ";

/// A signature, not verified yet. Of any type: those that we don't know are kept as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: String,
    key_id: KeyId,
    bytes: Vec<u8>,
}

/// Why text is no signature line, or no sequence of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The last line is cut off.
    #[error("the last signature line has no newline at its end")]
    NoFinalNewline,
    /// A line of another form.
    #[error("signature {number} is not of the form \"\u{2014} NAME BASE64\"")]
    Form {
        /// Which line, from 1.
        number: usize,
    },
    /// A name that no key has.
    #[error("signature {number} has a key name that is empty or has a space or a plus")]
    Name {
        /// Which line, from 1.
        number: usize,
    },
    /// What should be base64 is not.
    #[error(
        "signature {number} is not in padded standard base64, or has no bytes after the four of the key id"
    )]
    Base64 {
        /// Which line, from 1.
        number: usize,
    },
    /// More lines than are read.
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooMany,
}

impl Signature {
    pub(super) fn new(name: &str, key_id: KeyId, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), key_id, bytes }
    }

    /// Reads one line without its newline; `number` is for the error.
    fn read(line: &str, number: usize) -> Result<Self, SignatureError> {
        let form = SignatureError::Form { number };
        let (name, base64) = line.strip_prefix(PREFIX).and_then(|rest| rest.split_once(' ')).ok_or(form)?;
        if !is_key_name(name) {
            return Err(SignatureError::Name { number });
        }
        let bytes = STANDARD.decode(base64).map_err(|_| SignatureError::Base64 { number })?;
        match bytes.split_first_chunk() {
            Some((id, rest)) if !rest.is_empty() => Ok(Self::new(name, KeyId(*id), rest.to_vec())),
            _ => Err(SignatureError::Base64 { number }),
        }
    }

    /// The name of the key that is said to have made it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of that key.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The bytes after the key id.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn is_of_same_key(&self, other: &Self) -> bool {
        self.key_id == other.key_id && self.name == other.name
    }
}

impl fmt::Display for Signature {
    /// The line with its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id.0[..], &self.bytes].concat();
        writeln!(f, "{PREFIX}{} {}", self.name, STANDARD.encode(bytes))
    }
}

/// Reads one or more signature lines, each with its newline. The caller bounds their length.
pub(crate) fn read_lines(text: &str) -> Result<Vec<Signature>, SignatureError> {
    let lines = text.strip_suffix('\n').ok_or(SignatureError::NoFinalNewline)?;
    if lines.split('\n').nth(MAX_SIGNATURES).is_some() {
        return Err(SignatureError::TooMany);
    }
    lines.split('\n').zip(1..).map(|(line, number)| Signature::read(line, number)).collect()
}
