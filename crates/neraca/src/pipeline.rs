//! A running book: the command handler with the projection builder behind it, from open to caught up to stopped.

use std::sync::Arc;
use std::time::Duration;

use command_handler::{BookProfile, Handle, Handler, HandlerOptions};
use ledger::Digest;

use crate::readmodels::{self, Following};
use crate::site::Site;

/// A book that takes events. [`Pipeline::stop`] ends it with its read models caught up.
pub struct Pipeline {
    handler: Handler,
    following: Following,
}

/// How a book stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Last durable position.
    pub position: u64,
    /// Digest of the state there.
    pub digest: Digest,
}

impl Pipeline {
    /// Leads the book and starts folding what it records.
    ///
    /// # Errors
    /// When another process leads the folder, the log is damaged, or the profile is refused.
    pub async fn start(site: &Site, profile: &BookProfile) -> anyhow::Result<Self> {
        let handler = Handler::start(Arc::clone(&site.store), profile, HandlerOptions::default()).await?;
        let following = readmodels::follow(site, &profile.settings.name).await?;
        Ok(Self { handler, following })
    }

    /// A way in.
    pub fn handle(&self) -> Handle {
        self.handler.handle()
    }

    /// The read models.
    pub fn read_models(&self) -> &Following {
        &self.following
    }

    /// Waits until all that is durable is in the read models, and tells how the book stands.
    ///
    /// # Errors
    /// When the handler or the builder stopped.
    pub async fn caught_up(&self) -> anyhow::Result<Standing> {
        let handle = self.handle();
        let digest = handle.digest().await?;
        let position = handle.progress().borrow().position;
        self.following.reach(position).await?;
        Ok(Standing { position, digest })
    }

    /// Waits until handler or builder ends by itself, which is a failure.
    ///
    /// # Errors
    /// Always, with the reason.
    pub async fn failed(&mut self) -> anyhow::Result<()> {
        tokio::select! {
            ended = self.handler.failed() => Ok(ended?),
            ended = self.following.failed() => ended,
        }
    }

    /// Finishes what is in hand, lets the read models catch up and stops.
    ///
    /// # Errors
    /// What the handler or the builder failed with.
    pub async fn stop(self) -> anyhow::Result<()> {
        let progress = self.handler.handle().progress();
        self.handler.stop().await?;
        let position = progress.borrow().position;
        // A builder that is behind by millions is not waited for: it goes on where it is at the next start.
        let _ = tokio::time::timeout(CATCH_UP_MOST, self.following.reach(position)).await;
        self.following.stop().await
    }
}

/// Longest that a stop waits for read models.
const CATCH_UP_MOST: Duration = Duration::from_secs(30);
