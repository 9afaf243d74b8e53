//! A running book: the command handler with the projection builder and the signer of checkpoints behind it, from open to
//! caught up to stopped.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use checkpointer::{Rhythm, SignerError};
use command_handler::{BookProfile, Handle, Handler, HandlerOptions};
use ledger::Digest;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::configuration::Configuration;
use crate::readmodels::{self, Following};
use crate::signing;
use crate::site::Site;

/// A book that takes events. [`Pipeline::stop`] ends it with its read models caught up.
pub struct Pipeline {
    handler: Handler,
    following: Following,
    signing: JoinHandle<Result<(), SignerError>>,
    stop_signing: oneshot::Sender<()>,
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
    /// Leads the book and starts folding and signing what it records.
    ///
    /// # Errors
    /// When the log is not the one that was signed, another process leads the folder, the log is damaged, or the profile
    /// is refused.
    pub async fn start(
        site: &Site,
        configuration: &Configuration,
        profile: &BookProfile,
    ) -> anyhow::Result<Self> {
        Self::start_with(site, configuration, profile, site.handler_options()).await
    }

    /// The same with a handler that works otherwise than by default.
    ///
    /// # Errors
    /// Those of [`Pipeline::start`].
    pub async fn start_with(
        site: &Site,
        configuration: &Configuration,
        profile: &BookProfile,
        options: HandlerOptions,
    ) -> anyhow::Result<Self> {
        let book = &profile.settings.name;
        // Before anything is written: a log that lost signed events must not go on.
        let signer = signing::signer(site, configuration, book).await?;
        let handler = Handler::start(Arc::clone(&site.store), profile, options).await?;
        // A new book has a name from its first record on.
        let signer = match signer {
            Some(signer) => Some(signer),
            None => signing::signer(site, configuration, book).await?,
        };
        let signer = signer.context("the book is led and still empty")?;
        let following = readmodels::follow(site, book).await?;
        let (stop_signing, stopped) = oneshot::channel::<()>();
        let shutdown = async move { drop(stopped.await) };
        let signing = tokio::spawn(checkpointer::run(signer, Rhythm::default(), shutdown));
        Ok(Self { handler, following, signing, stop_signing })
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

    /// Waits until handler or builder ends by itself, which is a failure. A signer that ends has said why; the ledger goes on
    /// without checkpoints, so that no witness can stop payments, and a stop tells it again.
    ///
    /// # Errors
    /// Always, with the reason.
    pub async fn failed(&mut self) -> anyhow::Result<()> {
        tokio::select! {
            ended = self.handler.failed() => Ok(ended?),
            ended = self.following.failed() => ended,
        }
    }

    /// Finishes what is in hand, lets the read models catch up, signs the last checkpoint and stops.
    ///
    /// # Errors
    /// What the handler or the builder failed with.
    pub async fn stop(self) -> anyhow::Result<()> {
        let progress = self.handler.handle().progress();
        self.handler.stop().await?;
        let _ = self.stop_signing.send(());
        let position = progress.borrow().position;
        // A builder that is behind by millions is not waited for: it goes on where it is at the next start.
        let _ = tokio::time::timeout(CATCH_UP_MOST, self.following.reach(position)).await;
        self.following.stop().await?;
        Ok(self.signing.await??)
    }
}

/// Longest that a stop waits for read models.
const CATCH_UP_MOST: Duration = Duration::from_secs(30);
