//! Older versions of messages. The log keeps an event in the version it came in, for ever; this is where it is read.
//!
//! How the next version is added. A new field of a message is no new version: old bodies read as if it were empty. A
//! change that old bodies cannot be read with (a field that changes its meaning, a message that splits) is a new package
//! beside the old one, `proto/neraca/payment/v2`. Then:
//! 1. `cargo xtask codegen` writes the new package; [`crate::message`] registers its messages and `PACKAGE` names it.
//! 2. Each message of v1 gets a line in `OLDER` with a function from the v1 message to today's [`Message`]. The v1
//!    `.proto` files stay, and so do their golden bytes.
//! 3. Nothing else changes: [`Message::decode`] comes here for a type it has not, the record keeps type and bytes of
//!    v1, and a repeat of a v1 event is recognised by those bytes.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::error::DecodeError;
use crate::message::{Format, Message, Older, read_body};

/// Reads one older type: its canonical bytes in its own version, and what it means today.
type Upcast = fn(Format, &[u8]) -> Result<(Bytes, Message), DecodeError>;

/// An older type and how it is read.
pub(crate) type OlderType = (&'static str, Upcast);

/// Every older type. None yet: version 1 is the first.
pub(crate) const OLDER: &[OlderType] = &[];

/// Reads a message of an older version.
pub(crate) fn read(
    older: &[OlderType],
    event_type: &str,
    format: Format,
    body: &[u8],
) -> Result<Message, DecodeError> {
    let found = older.iter().find(|(name, _)| *name == event_type);
    let (event_type, upcast) = found.ok_or_else(|| DecodeError::UnknownType(event_type.to_owned()))?;
    let (data, current) = upcast(format, body)?;
    Ok(Message::Older(Box::new(Older { event_type, data, current })))
}

/// Reads an older message and translates it. An older type that is read as today's is one call of this.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "used from the second version on; the test keeps it working")
)]
pub(crate) fn upcast<M>(
    event_type: &'static str,
    format: Format,
    body: &[u8],
    translate: impl FnOnce(M) -> Message,
) -> Result<(Bytes, Message), DecodeError>
where
    M: prost::Message + Default + DeserializeOwned + serde::Serialize,
{
    let message: M = read_body(event_type, format, body)?;
    Ok((message.encode_to_vec().into(), translate(message)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payment_v1::{Amount, RefundPaid};

    /// What version 0 might have been: the same wire form as an amount, with another meaning.
    const OLD: &str = "neraca.payment.v0.Refund";

    fn refund_v0(format: Format, body: &[u8]) -> Result<(Bytes, Message), DecodeError> {
        upcast(OLD, format, body, |amount: Amount| {
            Message::RefundPaid(RefundPaid {
                amount: Some(amount),
                from: "revenue".to_owned(),
                ..RefundPaid::default()
            })
        })
    }

    #[test]
    fn an_older_type_is_read_as_today_s_and_keeps_its_own_bytes() {
        let older: &[OlderType] = &[(OLD, refund_v0)];
        let message = read(older, OLD, Format::Json, br#"{"value":"5"}"#).unwrap();
        assert_eq!(message.event_type(), OLD);
        assert_eq!(&message.encode()[..], b"\x0a\x015", "the bytes of version 0 are what is stored");
        let again = read(older, OLD, Format::Protobuf, &message.encode()).unwrap();
        assert_eq!(again, message);
        let Message::RefundPaid(refund) = message.current() else { panic!("today's message") };
        assert_eq!(refund.from, "revenue");
        let error = read(older, OLD, Format::Json, br#"{"valeu":"5"}"#).unwrap_err();
        assert_eq!(error.code(), "unknown_fields");
        let unknown = read(older, "neraca.payment.v0.Other", Format::Json, b"{}").unwrap_err();
        assert_eq!(unknown.code(), "unknown_type");
    }
}
