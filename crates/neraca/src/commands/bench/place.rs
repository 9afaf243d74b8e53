//! Where a measurement happens: a folder made anew, a store in it or on a server, and the book that is filled.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use command_handler::{BookProfile, Handle, Handler, HandlerOptions};
use ledger::Currency;
use serde::Serialize;

use crate::commands::Context;
use crate::configuration::{Configuration, Store};
use crate::pipeline::Pipeline;
use crate::scratch;
use crate::site::{self, Access, Site};

/// Where the log is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Backend {
    /// SQLite in a folder
    Embedded,
    /// Postgres; without --database a private one
    Postgres,
}

/// A place, removed at the end by [`Place::clear`].
pub struct Place {
    /// Its folder.
    pub folder: PathBuf,
    /// Its stores and servers.
    pub site: Site,
    configuration: Configuration,
    profile: BookProfile,
}

/// The part of the service that runs: the whole of it, or the log alone.
pub enum Running {
    /// Handler, read models and checkpoints.
    Whole(Box<Pipeline>),
    /// The handler alone.
    Log(Handler),
}

impl Place {
    /// Makes it. `bus` starts a private nats-server where none is named.
    ///
    /// # Errors
    /// When a folder that is not ours is in the way, or store or server can't be used.
    pub async fn make(context: &Context, backend: Backend, bus: bool) -> anyhow::Result<Self> {
        let folder = if context.configuration.data_is_named {
            context.configuration.data.join("bench")
        } else {
            PathBuf::from("./neraca-bench")
        };
        scratch::make_anew(&folder)?;
        let made = Self::open(context, backend, bus, &folder).await;
        if made.is_err() {
            scratch::remove(&folder);
        }
        made
    }

    async fn open(context: &Context, backend: Backend, bus: bool, folder: &Path) -> anyhow::Result<Self> {
        let mut configuration = context.configuration.clone();
        folder.clone_into(&mut configuration.data);
        configuration.keys = None;
        configuration.store = match (backend, configuration.store) {
            (Backend::Embedded, _) => Store::Embedded,
            (Backend::Postgres, Store::Postgres(url)) => Store::Postgres(url),
            (Backend::Postgres, _) => Store::Managed,
        };
        let mut site = Site::open(&configuration, Access::Write).await?;
        if bus && site.nats.is_none() {
            site.start_nats(folder).await?;
        }
        // A new book on a server that somebody else's books may be on. Its name is part of the digest.
        let name = match (&site.place, context.configuration.book.as_str()) {
            (site::Place::Postgres(_), configured) if configured != "main" => configured,
            _ => "bench",
        };
        let profile = BookProfile::plain(name, Currency::IDR);
        Ok(Self { folder: folder.to_owned(), site, configuration, profile })
    }

    /// The book.
    pub fn book(&self) -> &str {
        &self.profile.settings.name
    }

    /// How its handler works: as in the service.
    pub fn options(&self) -> HandlerOptions {
        self.site.handler_options()
    }

    /// Starts the whole service.
    ///
    /// # Errors
    /// When the book can't be led.
    pub async fn pipeline(&self, options: HandlerOptions) -> anyhow::Result<Pipeline> {
        Pipeline::start_with(&self.site, &self.configuration, &self.profile, options).await
    }

    /// Starts the handler alone.
    ///
    /// # Errors
    /// When the book can't be led.
    pub async fn handler(&self, options: HandlerOptions) -> anyhow::Result<Handler> {
        Ok(Handler::start(self.site.store.clone(), &self.profile, options).await?)
    }

    /// Stops private servers and removes the folder.
    pub fn clear(self) {
        drop(self.site);
        scratch::remove(&self.folder);
    }
}

impl Running {
    /// Starts it.
    ///
    /// # Errors
    /// When the book can't be led.
    pub async fn start(place: &Place, options: HandlerOptions, log_only: bool) -> anyhow::Result<Self> {
        Ok(match log_only {
            true => Self::Log(place.handler(options).await?),
            false => Self::Whole(Box::new(place.pipeline(options).await?)),
        })
    }

    /// Waits until read models, if they are kept, have everything; gives the state's digest.
    ///
    /// # Errors
    /// When a stage stopped.
    pub async fn settled(&self) -> anyhow::Result<ledger::Digest> {
        Ok(match self {
            Self::Whole(pipeline) => pipeline.caught_up().await?.digest,
            Self::Log(handler) => handler.handle().digest().await?,
        })
    }

    /// Stops it.
    ///
    /// # Errors
    /// What a stage failed with.
    pub async fn stop(self) -> anyhow::Result<()> {
        match self {
            Self::Whole(pipeline) => pipeline.stop().await,
            Self::Log(handler) => Ok(handler.stop().await?),
        }
    }

    /// A way in.
    pub fn handle(&self) -> Handle {
        match self {
            Self::Whole(pipeline) => pipeline.handle(),
            Self::Log(handler) => handler.handle(),
        }
    }
}
