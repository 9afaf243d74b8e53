//! Where everything is measured: one private Postgres with the durability that it has by default, made for the run and
//! removed after it. Each trial, and each run of Neraca, has a database of its own in it. Everything here blocks.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use managed::postgres::{Cluster, Options};

/// The database that trials use, one after the other.
const TRIAL: &str = "trial";

/// What a reader must know of the server to judge a figure.
const TOLD: [&str; 8] = [
    "server_version",
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "wal_sync_method",
    "shared_buffers",
    "max_wal_size",
    "autovacuum",
];

/// The server and its folder.
pub(crate) struct Place {
    cluster: Cluster,
    // Declared after the cluster, which must be stopped before its folder goes.
    folder: Folder,
}

/// A folder that goes with this value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("could not remove \"{}\": {error}", self.0.display());
        }
    }
}

impl Place {
    /// Makes the folder and starts the server in it.
    ///
    /// # Errors
    /// When the folder is there already, or Postgres is not installed or does not start.
    pub(crate) fn make(folder: &Path) -> Result<Self> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(
                "\"{}\" is there already: remove it if a run that was killed left it, or name another with --folder",
                folder.display()
            ),
            made => made.with_context(|| format!("make the folder \"{}\"", folder.display()))?,
        }
        let folder = Folder(std::path::absolute(folder)?);
        let cluster = Cluster::start(&folder.0.join("postgres"), Options::default())?;
        Ok(Self { cluster, folder })
    }

    /// The folder, on the disk that is measured.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// The URL of a new empty database.
    ///
    /// # Errors
    /// When the server refuses it.
    pub(crate) fn empty(&self, name: &str) -> Result<String> {
        self.drop_database(name)?;
        self.cluster.create_database(name)?;
        self.settle()?;
        Ok(self.cluster.url(name))
    }

    /// Gives the planner its statistics of a database that was prepared, which autovacuum would take a minute for.
    ///
    /// # Errors
    /// When the server refuses it.
    pub(crate) fn analyze(&self, name: &str) -> Result<()> {
        self.cluster.execute(name, "VACUUM (ANALYZE)")?;
        Ok(())
    }

    /// The URL of a database for one trial: a copy of one that was prepared, which nobody may be connected to.
    ///
    /// # Errors
    /// When the server refuses it.
    pub(crate) fn copy_of(&self, prepared: &str) -> Result<String> {
        self.drop_database(TRIAL)?;
        self.cluster.execute("postgres", &format!("CREATE DATABASE {TRIAL} TEMPLATE {prepared}"))?;
        self.settle()?;
        Ok(self.cluster.url(TRIAL))
    }

    /// Version and settings of the server.
    ///
    /// # Errors
    /// When the server refuses it.
    pub(crate) fn settings(&self) -> Result<BTreeMap<&'static str, String>> {
        TOLD.into_iter().map(|name| Ok((name, self.setting(name)?))).collect()
    }

    fn setting(&self, name: &str) -> Result<String> {
        let rows = self.cluster.execute("postgres", &format!("SHOW {name}"))?;
        let value = rows.into_iter().next().and_then(|row| row.into_iter().next()).flatten();
        value.with_context(|| format!("the server does not tell its {name}"))
    }

    fn drop_database(&self, name: &str) -> Result<()> {
        self.cluster.execute("postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
        Ok(())
    }

    /// Writes everything out, so that nobody is measured with what another left to write.
    fn settle(&self) -> Result<()> {
        self.cluster.execute("postgres", "CHECKPOINT")?;
        Ok(())
    }
}
