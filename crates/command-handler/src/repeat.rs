//! Repeats and conflicts: identity is `(source, id)`, for ever. The same content under it is a repeat and gets the answer
//! it got the first time; other content is a conflict, which is refused and recorded.

use event_store::Record;

use crate::answer::Answer;
use crate::error::HandlerError;
use crate::incoming::Decoded;
use crate::recent::answer_of;

/// What the log knows of a message's identity.
pub(crate) enum Known {
    /// Nothing.
    New,
    /// It was here with the same content.
    Repeat(Answer),
    /// It was here, never with this content.
    Conflict {
        /// Position of the first.
        first: u64,
    },
}

/// Compares a message with the records that hold its identity, oldest first. A conflict that comes again is a repeat of
/// the conflict.
pub(crate) fn recognise(message: &Decoded, earlier: &[&Record]) -> Result<Known, HandlerError> {
    let Some(first) = earlier.first() else { return Ok(Known::New) };
    for record in earlier {
        let stored =
            wire::record::decode_record(&record.bytes, record.attachment.as_ref()).map_err(|error| {
                HandlerError::DamagedLog { position: record.position, problem: error.to_string() }
            })?;
        if stored.r#type == message.envelope.event_type && stored.data == *message.content.data() {
            return answer_of(record, true).map(Known::Repeat);
        }
    }
    Ok(Known::Conflict { first: first.position })
}
