//! Cosignatures (`tlog-cosignature`): a witness's statement that, at a time, a checkpoint was the largest consistent one
//! it had seen of a log. When a witness may make one is decided in [`crate::witness`].

use crate::checkpoint::SignedCheckpoint;
use crate::note::{NoteError, Signature, SignatureType, SignerKey, VerifierKey};

/// The latest time that a cosignature may name.
pub const MAX_TIMESTAMP: u64 = i64::MAX as u64;

/// Bytes of the time in front of the Ed25519 signature.
const TIMESTAMP_BYTES: usize = 8;

/// Why there is no cosignature, or none to believe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CosignatureError {
    /// The key is for something else.
    #[error("the key {name} is not for cosignatures; a witness's key is of type cosignature/v1 (0x04)")]
    NotAWitnessKey {
        /// The key's name.
        name: String,
    },
    /// A time that can't be stated.
    #[error("{0} is not a time for a cosignature: seconds since 1970, from 1 to 2^63-1")]
    Timestamp(u64),
    /// The note has no such cosignature, or a forged one.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Makes a cosignature of a checkpoint at `timestamp`, in seconds since 1970.
///
/// # Errors
/// When the key is not a witness's, or the time is none.
pub fn sign(
    checkpoint: &SignedCheckpoint,
    key: &SignerKey,
    timestamp: u64,
) -> Result<Signature, CosignatureError> {
    check_type(key.verifier())?;
    if !(1..=MAX_TIMESTAMP).contains(&timestamp) {
        return Err(CosignatureError::Timestamp(timestamp));
    }
    let signature = key.sign_bytes(message(timestamp, checkpoint.note().text()).as_bytes());
    Ok(key.signature([&timestamp.to_be_bytes()[..], &signature].concat()))
}

/// Verifies that the witness of this key cosigned a checkpoint, and gives the time in seconds since 1970.
///
/// # Errors
/// When it did not.
pub fn verify(checkpoint: &SignedCheckpoint, witness: &VerifierKey) -> Result<u64, CosignatureError> {
    check_type(witness)?;
    let verified = checkpoint.note().verify(std::slice::from_ref(witness))?;
    let unknown = verified.unknown.len();
    let first = verified.known.first().and_then(|(_, signature)| timestamp(signature));
    first.ok_or_else(|| NoteError::NoKnownSignature { unknown }.into())
}

/// The time that a cosignature names, in seconds since 1970. It is to be believed only when the signature is verified.
#[must_use]
pub fn timestamp(signature: &Signature) -> Option<u64> {
    split(signature.bytes()).map(|(timestamp, _)| timestamp)
}

/// Time and Ed25519 signature; `None` when it can't be a cosignature.
pub(crate) fn split(signature: &[u8]) -> Option<(u64, &[u8])> {
    let (timestamp, rest) = signature.split_first_chunk::<TIMESTAMP_BYTES>()?;
    let timestamp = u64::from_be_bytes(*timestamp);
    (timestamp <= MAX_TIMESTAMP && rest.len() == ed25519_dalek::SIGNATURE_LENGTH).then_some((timestamp, rest))
}

/// What is signed: the first line keeps it from being taken for a note.
pub(crate) fn message(timestamp: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {timestamp}\n{text}")
}

fn check_type(key: &VerifierKey) -> Result<(), CosignatureError> {
    if key.signature_type() == SignatureType::CosignatureV1 {
        return Ok(());
    }
    Err(CosignatureError::NotAWitnessKey { name: key.name().to_owned() })
}
