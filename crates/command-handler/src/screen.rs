//! What stands between decoding and deciding: a screen sees every message of every source before anything of it is kept, and
//! may change what must not go into the log, such as the identity of a person. What it leaves is what is decided,
//! stored and compared with repeats, so the same message must always come out the same.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use wire::message::{DecodeError, Message};

use crate::error::HandlerError;
use crate::incoming::{Content, Decoded};

/// Changes messages before they are decided.
#[async_trait]
pub trait Screen: Send + Sync + fmt::Debug {
    /// Looks at messages in their order. Returns once whatever it took out of them is kept elsewhere.
    ///
    /// # Errors
    /// When that could not be kept: then none of the messages is taken, and whoever sent them tries again.
    async fn screen(&self, messages: &mut [Screened<'_>]) -> Result<(), ScreenFailed>;
}

/// A message as a screen sees it.
#[derive(Debug)]
pub enum Screened<'a> {
    /// One that was read.
    Read {
        /// The message. One of an older version is left alone: its bytes are its own.
        message: &'a mut Message,
        /// To be set by whoever changes it.
        is_changed: bool,
    },
    /// One that goes into quarantine.
    Unreadable {
        /// Its bytes.
        raw: &'a mut Bytes,
        /// What is said of it, which may quote it.
        detail: Option<&'a mut String>,
    },
}

/// Why a screen could not do its work. The text never repeats what it found.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct ScreenFailed(pub String);

/// Lets a screen look at decoded messages, and encodes again what it changed.
pub(crate) async fn screen(screen: &dyn Screen, messages: &mut [Decoded]) -> Result<(), HandlerError> {
    let mut screened: Vec<Screened<'_>> =
        messages.iter_mut().map(|decoded| seen(&mut decoded.content)).collect();
    screen.screen(&mut screened).await.map_err(HandlerError::Screen)?;
    let changed: Vec<bool> =
        screened.iter().map(|item| matches!(item, Screened::Read { is_changed: true, .. })).collect();
    for (decoded, is_changed) in messages.iter_mut().zip(changed) {
        if let (Content::Message { message, data }, true) = (&mut decoded.content, is_changed) {
            *data = message.encode();
        }
    }
    Ok(())
}

fn seen(content: &mut Content) -> Screened<'_> {
    match content {
        Content::Message { message, .. } => Screened::Read { message, is_changed: false },
        Content::Unreadable { error, raw, .. } => {
            let detail = match error {
                DecodeError::UnknownFields { detail, .. } | DecodeError::Undecodable { detail, .. } => {
                    Some(detail)
                }
                _ => None,
            };
            Screened::Unreadable { raw, detail }
        }
    }
}
