//! Signed notes (`signed-note`): a text, a blank line, and lines with signatures. The keys are in `note/key.rs`; what the text
//! of a checkpoint says is in [`crate::checkpoint`].

mod key;
mod signature;

use std::fmt;

pub use key::{KeyError, KeyId, SignatureType, SignerKey, VerifierKey, is_key_name};
pub(crate) use signature::read_lines;
pub use signature::{Signature, SignatureError};

/// The longest note that is read, in bytes. Room for [`MAX_SIGNATURES`] post-quantum signatures.
pub const MAX_NOTE_BYTES: usize = 1_000_000;

/// The most signatures that a note may carry. The specification asks for 16 at least.
pub const MAX_SIGNATURES: usize = 100;

/// A text and its signatures, none of them verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// The signatures of a note, sorted by whether their key is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<'note, 'keys> {
    /// Those that hold, with the key that made them, one per key and never empty.
    pub known: Vec<(&'keys VerifierKey, &'note Signature)>,
    /// Those of keys that are not known, each line once. They say nothing.
    pub unknown: Vec<&'note Signature>,
}

/// Why bytes are no note, or a note is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More bytes than are read.
    #[error("the note has {bytes} bytes, more than the {MAX_NOTE_BYTES} that are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not text.
    #[error("the note is not UTF-8 at byte {at}")]
    NotUtf8 {
        /// The first byte that is not, from 0.
        at: usize,
    },
    /// A character that could hide what the text says.
    #[error("the note has the control character {character:?} at byte {at}; only newlines are allowed")]
    ControlCharacter {
        /// The character.
        character: char,
        /// Where it is, from 0.
        at: usize,
    },
    /// The text does not end as it must.
    #[error("the text of a note must end with a newline")]
    NoFinalNewline,
    /// No empty line, so no signatures.
    #[error("the note has no empty line between a text and its signatures")]
    NoSignatures,
    /// A line after the last empty line is no signature.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// A signature of a known key does not hold.
    #[error("the signature of {name}+{id} does not match the text; the note is changed or forged")]
    InvalidSignature {
        /// The key's name.
        name: String,
        /// The key's id.
        id: KeyId,
    },
    /// Nobody whom we know has signed.
    #[error("the note has no signature of a known key ({unknown} of unknown ones)")]
    NoKnownSignature {
        /// Signatures of unknown keys.
        unknown: usize,
    },
    /// Two known keys can't be told apart.
    #[error("two different known keys are named {name}+{id}; leave one out")]
    AmbiguousKey {
        /// Their name.
        name: String,
        /// Their id.
        id: KeyId,
    },
    /// The key makes signatures that need a time.
    #[error("the key {name} makes cosignatures; a note is signed with a key of type Ed25519")]
    NotANoteKey {
        /// The key's name.
        name: String,
    },
}

impl Note {
    /// A note without signatures.
    ///
    /// # Errors
    /// When the text does not end with a newline, has another control character, or is too long.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        check_length(text.as_bytes())?;
        check_characters(&text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::NoFinalNewline);
        }
        Ok(Self { text, signatures: Vec::new() })
    }

    /// Reads a note. Its signatures are not verified: see [`Note::verify`].
    ///
    /// # Errors
    /// When the bytes are not a note of at least one signature.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        check_length(bytes)?;
        let whole =
            std::str::from_utf8(bytes).map_err(|error| NoteError::NotUtf8 { at: error.valid_up_to() })?;
        check_characters(whole)?;
        let blank = whole.rfind("\n\n").ok_or(NoteError::NoSignatures)?;
        let (text, signatures) = (&whole[..=blank], &whole[blank + 2..]);
        Ok(Self { text: text.to_owned(), signatures: read_lines(signatures)? })
    }

    /// The text with its final newline. Nothing of it is to be believed before the note is verified.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in their order.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds the signature of a key of type Ed25519, in place of an earlier one of the same key.
    ///
    /// # Errors
    /// When the key is for cosignatures, or the note has too many signatures.
    pub fn sign(&mut self, key: &SignerKey) -> Result<(), NoteError> {
        let signature =
            key.sign(&self.text).ok_or_else(|| NoteError::NotANoteKey { name: key.name().to_owned() })?;
        self.add(signature)
    }

    /// Adds a signature that was made elsewhere, in place of an earlier one of the same key.
    ///
    /// # Errors
    /// When the note has too many signatures.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        self.signatures.retain(|other| !other.is_of_same_key(&signature));
        if self.signatures.len() >= MAX_SIGNATURES {
            return Err(SignatureError::TooMany.into());
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// Verifies every signature that a known key claims to have made. One that does not hold refuses the whole note.
    ///
    /// # Errors
    /// When such a signature does not hold, when there is none, or when two known keys can't be told apart.
    pub fn verify<'note, 'keys>(
        &'note self,
        keys: &'keys [VerifierKey],
    ) -> Result<Verified<'note, 'keys>, NoteError> {
        let mut found = Verified { known: Vec::new(), unknown: Vec::new() };
        for signature in &self.signatures {
            let Some(key) = find(keys, signature)? else {
                if !found.unknown.contains(&signature) {
                    found.unknown.push(signature);
                }
                continue;
            };
            if !key.verify(&self.text, signature.bytes()) {
                return Err(NoteError::InvalidSignature { name: key.name().to_owned(), id: key.id() });
            }
            if !found.known.iter().any(|(_, other)| other.is_of_same_key(signature)) {
                found.known.push((key, signature));
            }
        }
        if found.known.is_empty() {
            return Err(NoteError::NoKnownSignature { unknown: found.unknown.len() });
        }
        Ok(found)
    }
}

impl fmt::Display for Note {
    /// The note as it is stored and sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| fmt::Display::fmt(signature, f))
    }
}

/// The known key that a signature names.
fn find<'keys>(
    keys: &'keys [VerifierKey],
    signature: &Signature,
) -> Result<Option<&'keys VerifierKey>, NoteError> {
    let mut named =
        keys.iter().filter(|key| key.name() == signature.name() && key.id() == signature.key_id());
    let first = named.next();
    if named.any(|other| Some(other) != first) {
        let (name, id) = (signature.name().to_owned(), signature.key_id());
        return Err(NoteError::AmbiguousKey { name, id });
    }
    Ok(first)
}

fn check_length(bytes: &[u8]) -> Result<(), NoteError> {
    if bytes.len() > MAX_NOTE_BYTES { Err(NoteError::TooLong { bytes: bytes.len() }) } else { Ok(()) }
}

fn check_characters(text: &str) -> Result<(), NoteError> {
    match text.char_indices().find(|(_, character)| *character < ' ' && *character != '\n') {
        Some((at, character)) => Err(NoteError::ControlCharacter { character, at }),
        None => Ok(()),
    }
}
