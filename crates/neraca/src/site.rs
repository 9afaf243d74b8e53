//! The stores and servers that the settings name, opened: the log, and with `--managed` the private servers under it.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use command_handler::{HandlerOptions, Screen};
use event_store::{EmbeddedStore, EventStore, PostgresStore};
use managed::nats::Server;
use managed::postgres::Cluster;

use crate::configuration::{Configuration, Store};
use crate::people::{self, People};

/// What a command works on. Private servers stop when this is dropped.
pub struct Site {
    /// The log.
    pub store: Arc<dyn EventStore>,
    /// Where read models are kept.
    pub place: Place,
    /// URL of the bus, if there is one.
    pub nats: Option<String>,
    /// Keeps identities out of the log, where it is written from outside.
    pub people: Option<Arc<People>>,
    _cluster: Option<Cluster>,
    _server: Option<Server>,
}

/// Where a site's databases are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder with SQLite files.
    Folder(std::path::PathBuf),
    /// A Postgres database.
    Postgres(String),
}

/// What a command does with the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Writes it; the folder is made when it is missing.
    Write,
    /// Reads it, also while another process writes.
    Read,
}

/// Name of the database in a private cluster.
const DATABASE: &str = "neraca";

impl Site {
    /// Opens what the configuration names.
    ///
    /// # Errors
    /// When the log can't be opened or a private server does not start; the text says what to do.
    pub async fn open(configuration: &Configuration, access: Access) -> anyhow::Result<Self> {
        let people = match access {
            Access::Write => Some(Arc::new(People::new(configuration, people::vault(configuration)?))),
            Access::Read => None,
        };
        let mut site = match &configuration.store {
            Store::Embedded => Self::embedded(&configuration.data, access)?,
            Store::Postgres(url) => Self::postgres(url).await?,
            Store::Managed => Self::managed(&configuration.data).await?,
        };
        site.nats.clone_from(&configuration.nats);
        site.people = people;
        Ok(site)
    }

    fn embedded(folder: &Path, access: Access) -> anyhow::Result<Self> {
        let store = match access {
            Access::Write => EmbeddedStore::open(folder)?,
            Access::Read => EmbeddedStore::open_read_only(folder)?,
        };
        Ok(Self::over(Arc::new(store), Place::Folder(folder.to_owned())))
    }

    async fn postgres(url: &str) -> anyhow::Result<Self> {
        let store = PostgresStore::connect(url).await?;
        Ok(Self::over(Arc::new(store), Place::Postgres(url.to_owned())))
    }

    /// A private Postgres in the folder.
    ///
    /// # Errors
    /// When it is not installed or does not start.
    pub async fn managed(folder: &Path) -> anyhow::Result<Self> {
        let folder = folder.join("postgres");
        let (cluster, url) = blocking(move || {
            std::fs::create_dir_all(&folder)?;
            let cluster = Cluster::start(&folder, managed::postgres::Options::default())?;
            if !cluster.has_database(DATABASE)? {
                cluster.create_database(DATABASE)?;
            }
            let url = cluster.url(DATABASE);
            Ok((cluster, url))
        })
        .await
        .context("the private Postgres")?;
        let mut site = Self::postgres(&url).await?;
        site._cluster = Some(cluster);
        Ok(site)
    }

    /// Starts a private nats-server in the folder and makes it the site's bus.
    ///
    /// # Errors
    /// When it is not installed or does not start.
    pub async fn start_nats(&mut self, folder: &Path) -> anyhow::Result<()> {
        let folder = folder.join("nats");
        let server = blocking(move || {
            std::fs::create_dir_all(&folder)?;
            // On loopback only, and clients take no password from a URL.
            let options = managed::nats::Options { authenticate: false, ..Default::default() };
            Ok(Server::start(&folder, options)?)
        })
        .await
        .context("the private nats-server")?;
        self.nats = Some(server.url());
        self._server = Some(server);
        Ok(())
    }

    fn over(store: Arc<dyn EventStore>, place: Place) -> Self {
        Self { store, place, nats: None, people: None, _cluster: None, _server: None }
    }

    /// How a handler on this site works: nothing that it takes goes past the screen of people.
    pub fn handler_options(&self) -> HandlerOptions {
        let screen = self.people.clone().map(|people| people as Arc<dyn Screen>);
        HandlerOptions { screen, ..HandlerOptions::default() }
    }

    /// Refuses a database that may lose what it acknowledged, when that is asked for.
    ///
    /// # Errors
    /// When its settings are weak; the text names them.
    pub async fn check_durability(&self) -> anyhow::Result<()> {
        let durability = self.store.durability().await?;
        anyhow::ensure!(
            durability.is_durable(),
            "the database may lose what it acknowledged and strict_durability is on: {durability}"
        );
        Ok(())
    }
}

/// Runs work that blocks where it holds up nothing else.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    tokio::task::spawn_blocking(work).await?
}

/// Connects to a bus that must be there: for commands that end. A service waits for it instead
/// ([`command_handler::bus::connect`]).
///
/// # Errors
/// When the URL can't be used, or no server there lets us in; the text says why.
pub async fn connect_nats(url: &str) -> anyhow::Result<async_nats::Client> {
    command_handler::bus::connect_now(url).await.with_context(|| {
        let url = without_password(url);
        format!(
            "the bus \"{url}\" can't be used; is nats-server running there, and are user and password right?"
        )
    })
}

/// A URL that may be shown.
pub fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 <= at => format!("{}://…{}", &url[..scheme], &url[at..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_url_is_shown_without_its_password() {
        assert_eq!(without_password("postgres://u:secret@db:5/x"), "postgres://…@db:5/x");
        assert_eq!(without_password("nats://bus:4222"), "nats://bus:4222");
    }
}
