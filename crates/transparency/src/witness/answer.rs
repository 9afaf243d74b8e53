//! What a log makes of a witness's answer: take the cosignature, send another proof, come back later, or call for help.

use super::SIZE_CONTENT_TYPE;
use super::request::Request;
use crate::checkpoint::parse_decimal;
use crate::cosignature;
use crate::note::{KeyId, Signature, SignatureError, VerifierKey, read_lines};

/// The longest answer that is read, in bytes.
pub const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// What a witness said, and with it what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Answer {
    /// It cosigned. Add these to the checkpoint; each is verified.
    Cosigned(Vec<Signature>),
    /// It has cosigned a smaller or equal tree of another size than the request thought. Send the checkpoint again with
    /// this as its old size and the proof from there.
    SendFrom {
        /// The size that the witness has.
        size: u64,
    },
    /// It has cosigned a larger tree. When a later checkpoint was sent meanwhile, there is nothing to do. Otherwise the
    /// log has lost entries that it had already published, as after a restore of an old backup: stop and find out.
    Ahead {
        /// The size that the witness has.
        size: u64,
    },
    /// It will not cosign this checkpoint; sending it again is no use.
    Rejected(Rejection),
    /// It did not work this time; send the same again later.
    Unavailable {
        /// The HTTP status code.
        status: u16,
    },
}

/// Why a witness does not cosign a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 400.
    #[error("the witness can't read the request; one of the two programs is wrong")]
    Malformed,
    /// 403.
    #[error("the witness does not know the key that signed the checkpoint; tell its operator the log's key")]
    UnknownKey,
    /// 404.
    #[error("the witness does not know the log; ask its operator to add it")]
    UnknownLog,
    /// 409 without a size: another root at the same size.
    #[error(
        "the witness has cosigned another tree of the same size; the log has shown two histories, stop it"
    )]
    OtherRoot,
    /// 422.
    #[error(
        "the witness finds that the checkpoint does not extend the last one; the log has been changed, stop it"
    )]
    Inconsistent,
}

/// Why an answer can't be used. The witness is at fault: try again later, and tell its operator if it stays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// More bytes than are read.
    #[error("the witness's answer has {bytes} bytes, more than the {MAX_ANSWER_BYTES} that are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not text.
    #[error("the witness's answer is not UTF-8")]
    NotUtf8,
    /// Not the lines of a cosignature.
    #[error("the witness's answer: {0}")]
    Signature(#[from] SignatureError),
    /// A cosignature that does not hold.
    #[error("the cosignature of {name}+{id} does not match the checkpoint")]
    InvalidCosignature {
        /// The key's name.
        name: String,
        /// The key's id.
        id: KeyId,
    },
    /// No cosignature of the keys that are known.
    #[error("the witness's answer has no cosignature of a known key; was its key changed?")]
    NoKnownKey,
    /// What should be a size is not.
    #[error("the witness's answer has the type {SIZE_CONTENT_TYPE}, but is not a size with a newline")]
    Size,
    /// It refuses the very size that it says it has.
    #[error("the witness refuses the old size {size}, and says that {size} is what it has")]
    Contradiction {
        /// The size.
        size: u64,
    },
}

/// Reads a witness's answer to a request; `keys` are the keys that the witness is known to have.
///
/// # Errors
/// When the answer is none of the protocol, or has no cosignature that holds.
pub fn read_answer(
    request: &Request,
    keys: &[VerifierKey],
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<Answer, AnswerError> {
    match status {
        200 | 409 if body.len() > MAX_ANSWER_BYTES => Err(AnswerError::TooLong { bytes: body.len() }),
        200 => cosigned(request, keys, body),
        409 if content_type == Some(SIZE_CONTENT_TYPE) => conflict(request, body),
        400 => Ok(Answer::Rejected(Rejection::Malformed)),
        403 => Ok(Answer::Rejected(Rejection::UnknownKey)),
        404 => Ok(Answer::Rejected(Rejection::UnknownLog)),
        409 => Ok(Answer::Rejected(Rejection::OtherRoot)),
        422 => Ok(Answer::Rejected(Rejection::Inconsistent)),
        status => Ok(Answer::Unavailable { status }),
    }
}

fn cosigned(request: &Request, keys: &[VerifierKey], body: &[u8]) -> Result<Answer, AnswerError> {
    let lines = std::str::from_utf8(body).map_err(|_| AnswerError::NotUtf8)?;
    let text = request.checkpoint.note().text();
    let mut cosignatures: Vec<Signature> = Vec::new();
    for signature in read_lines(lines)? {
        let (name, id) = (signature.name(), signature.key_id());
        let Some(key) = keys.iter().find(|key| key.name() == name && key.id() == id) else { continue };
        // Without a time it would not say that this is the largest tree.
        let states_a_time = cosignature::timestamp(&signature).is_some_and(|timestamp| timestamp > 0);
        if !states_a_time || !key.verify(text, signature.bytes()) {
            return Err(AnswerError::InvalidCosignature { name: name.to_owned(), id });
        }
        if !cosignatures.iter().any(|other| other.is_of_same_key(&signature)) {
            cosignatures.push(signature);
        }
    }
    if cosignatures.is_empty() { Err(AnswerError::NoKnownKey) } else { Ok(Answer::Cosigned(cosignatures)) }
}

fn conflict(request: &Request, body: &[u8]) -> Result<Answer, AnswerError> {
    let line = std::str::from_utf8(body).ok().and_then(|body| body.strip_suffix('\n'));
    let size = line.and_then(parse_decimal).ok_or(AnswerError::Size)?;
    if size == request.old_size {
        return Err(AnswerError::Contradiction { size });
    }
    let ahead = size > request.checkpoint.checkpoint().size();
    Ok(if ahead { Answer::Ahead { size } } else { Answer::SendFrom { size } })
}
