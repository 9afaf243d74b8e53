//! How a handler works: the few things that can be set.

use std::sync::Arc;

use crate::screen::Screen;

/// How the handler works.
#[derive(Clone, Debug)]
pub struct HandlerOptions {
    /// Most messages in one transaction. Whatever has arrived is a batch, up to this; a thousand costs little against
    /// more and keeps a lone message's wait short.
    pub batch_max: usize,
    /// Save a snapshot of the state after so many positions.
    pub snapshot_every: u64,
    /// Sees every message before it is decided.
    pub screen: Option<Arc<dyn Screen>>,
}

impl Default for HandlerOptions {
    fn default() -> Self {
        Self { batch_max: 2_048, snapshot_every: 250_000, screen: None }
    }
}
