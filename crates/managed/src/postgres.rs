//! A private Postgres cluster in a folder.
//!
//! The folder holds `data/` (PGDATA, mode 0700), `run/` (the unix socket, mode 0700: it is the access control, since
//! authentication is `trust`) and `postgres.log`. There is no TCP listener.

mod binaries;
mod data_directory;
mod session;

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::child::{self, Launch, POLL, Process};
use crate::error::{Error, Result};

pub use binaries::{Binaries, find};
pub use session::Row;

/// The accounts a server is run as when we are root, the best first.
const ACCOUNTS: &[&str] = &["postgres", "nobody"];

/// The superuser of a private cluster, whatever the account is called that runs it.
const SUPERUSER: &str = "postgres";

/// A unix socket's path has at most 107 bytes on Linux; `/.s.PGSQL.5432` takes 14 and `.lock` beside it 5 more.
const SOCKET_FOLDER_BYTES_MAX: usize = 107 - 14 - 5;

/// How long processes of a killed predecessor may still hold its shared memory before that is an error.
const PREDECESSOR_PATIENCE: Duration = Duration::from_secs(8);

/// A log larger than this is put aside at the next start, so that two such files are the most there ever is.
const LOG_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// How a cluster is made and run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether a commit survives the loss of power: `fsync` and a synced `initdb`. On unless a test wants speed; a
    /// killed process loses nothing either way.
    pub durable: bool,
    /// Further settings, as `postgresql.conf` would have them; they win over ours.
    pub settings: Vec<(String, String)>,
    /// A data directory to copy instead of running `initdb`; nothing may run in it. The copy is not synced.
    pub template: Option<PathBuf>,
    /// How long a start may take, crash recovery included.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { durable: true, settings: Vec::new(), template: None, patience: Duration::from_secs(120) }
    }
}

/// How a cluster is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Clients are disconnected, a checkpoint is written. The next start needs no recovery.
    Fast,
    /// Everything ends at once. The next start recovers from the write-ahead log; nothing committed is lost.
    Immediate,
}

/// Makes the data directory of a cluster in `folder` without starting it, and returns where it is. One that exists
/// stays as it is.
///
/// # Errors
/// See [`Cluster::start`].
pub fn initialize(folder: &Path, options: &Options) -> Result<PathBuf> {
    let folder = std::path::absolute(folder).map_err(Error::io("resolve", folder))?;
    let account = Account::for_server("postgres", ACCOUNTS)?;
    let data = folder.join("data");
    if let Some(account) = &account {
        account.check_can_enter(&data)?;
    }
    let binaries = find(data_directory::major_version(&data).as_deref())?;
    fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
    data_directory::ensure(&data, &binaries, account.as_ref(), options)?;
    Ok(data)
}

/// A private Postgres. Dropping it stops the server ([`Stop::Fast`]); the data stays.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    socket_folder: PathBuf,
    binaries: Binaries,
    account: Option<Account>,
    options: Options,
    process: Mutex<Option<Process>>,
}

impl Cluster {
    /// Starts the cluster in `folder`, making it first if there is none.
    ///
    /// # Errors
    /// When Postgres is not installed, the folder cannot be used by the account that runs it, the data belongs to
    /// another major version, or the server does not start; the text names what to do.
    pub fn start(folder: &Path, options: Options) -> Result<Self> {
        let folder = std::path::absolute(folder).map_err(Error::io("resolve", folder))?;
        let data = initialize(&folder, &options)?;
        let account = Account::for_server("postgres", ACCOUNTS)?;
        let binaries = find(data_directory::major_version(&data).as_deref())?;
        let socket_folder = socket_folder(&folder, account.as_ref())?;
        let cluster = Self { folder, socket_folder, binaries, account, options, process: Mutex::new(None) };
        cluster.restart()?;
        Ok(cluster)
    }

    /// The folder given to [`Cluster::start`], absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The programs this cluster runs.
    #[must_use]
    pub fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    /// A connection URL for `database`, as libpq and tokio-postgres read it.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let host = percent_encoded(&self.socket_folder.to_string_lossy());
        format!("postgres:///{}?host={host}&user={SUPERUSER}", percent_encoded(database))
    }

    /// Creates a database from `template0` in UTF-8 with byte order collation.
    ///
    /// # Errors
    /// [`Error::Refused`] when it exists already; see also [`Cluster::execute`].
    pub fn create_database(&self, name: &str) -> Result<()> {
        self.execute("postgres", &format!("CREATE DATABASE {} TEMPLATE template0", quoted_identifier(name)))?;
        Ok(())
    }

    /// Whether a database of that name exists.
    ///
    /// # Errors
    /// See [`Cluster::execute`].
    pub fn has_database(&self, name: &str) -> Result<bool> {
        let literal = name.replace('\'', "''");
        let rows =
            self.execute("postgres", &format!("SELECT 1 FROM pg_database WHERE datname = '{literal}'"))?;
        Ok(!rows.is_empty())
    }

    /// Runs one or more SQL statements as the superuser and returns the rows of all of them as text. Made for
    /// preparing a cluster; the program itself talks to it through its own client.
    ///
    /// # Errors
    /// [`Error::Refused`] with the server's message, [`Error::Io`] when the server is not there.
    pub fn execute(&self, database: &str, sql: &str) -> Result<Vec<Row>> {
        session::execute(&self.socket_folder, SUPERUSER, database, sql)
    }

    /// The postmaster's process id, or `None` when it is not running.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.process().as_mut().and_then(Process::running_id)
    }

    /// SIGKILL to the postmaster, as a crash would end it; its sessions notice and end too.
    pub fn kill(&self) {
        if let Some(process) = self.process().as_mut() {
            process.kill();
        }
    }

    /// Stops the server and waits for its end. Does nothing when it is not running.
    pub fn stop(&self, how: Stop) {
        let signal = match how {
            Stop::Fast => "INT",
            Stop::Immediate => "QUIT",
        };
        if let Some(process) = self.process().as_mut() {
            process.stop(signal, Duration::from_secs(60));
        }
    }

    /// Starts the server again on the same data and the same URL, after [`Cluster::kill`], [`Cluster::stop`] or a
    /// crash; a running one is first stopped.
    ///
    /// # Errors
    /// See [`Cluster::start`].
    pub fn restart(&self) -> Result<()> {
        self.stop(Stop::Fast);
        let mut process = self.process();
        let tries_until = Instant::now() + PREDECESSOR_PATIENCE;
        loop {
            match self.launch() {
                Err(Error::Failed { detail, .. })
                    if is_predecessor(&detail) && Instant::now() < tries_until =>
                {
                    thread::sleep(POLL * 10);
                }
                Err(error) => return Err(error),
                Ok(started) => {
                    *process = Some(started);
                    return Ok(());
                }
            }
        }
    }

    /// One attempt to start, waiting until the postmaster says it is ready.
    fn launch(&self) -> Result<Process> {
        let log = self.folder.join("postgres.log");
        if child::log_length(&log) > LOG_BYTES_MAX {
            fs::rename(&log, log.with_extension("log.1")).map_err(Error::io("put aside", &log))?;
        }
        let log_start = child::log_length(&log);
        let mut process = Launch {
            program: &self.binaries.folder.join("postgres"),
            arguments: self.arguments(),
            account: self.account.as_ref(),
            log: &log,
            // Quit is an immediate shutdown: as quick as a kill, but the shared memory is given back.
            signal_on_our_death: "QUIT",
        }
        .start()?;
        let deadline = Instant::now() + self.options.patience;
        while !self.is_ready(process.id()) {
            if let Some(status) = process.exited() {
                let what = format!("starting postgres in \"{}\"", self.folder.display());
                return Err(Error::Failed {
                    what,
                    detail: format!("{status}: {}", child::log_tail(&log, log_start)),
                });
            }
            if Instant::now() >= deadline {
                process.stop("QUIT", Duration::from_secs(5));
                let detail = child::log_tail(&log, log_start);
                return Err(Error::NotReady {
                    what: "postgres",
                    seconds: self.options.patience.as_secs(),
                    log,
                    detail,
                });
            }
            thread::sleep(POLL);
        }
        Ok(process)
    }

    /// The postmaster's arguments: where, no TCP, what durability, then the caller's settings.
    fn arguments(&self) -> Vec<String> {
        let data = self.folder.join("data");
        let mut arguments = vec!["-D".to_owned(), data.display().to_string()];
        let on_off = if self.options.durable { "on" } else { "off" };
        let socket_folder = self.socket_folder.display().to_string();
        let ours = [
            ("listen_addresses", ""),
            ("port", "5432"),
            ("unix_socket_directories", &socket_folder),
            ("fsync", on_off),
            ("synchronous_commit", "on"),
            ("logging_collector", "off"),
            ("log_destination", "stderr"),
            // One line every five minutes for ever says nothing that is missed.
            ("log_checkpoints", "off"),
        ];
        let theirs = self.options.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in ours.into_iter().chain(theirs) {
            arguments.extend(["-c".to_owned(), format!("{name}={value}")]);
        }
        arguments
    }

    /// Whether `postmaster.pid` says that this very process accepts connections: line 1 is the pid, line 8 the status.
    fn is_ready(&self, pid: u32) -> bool {
        let text = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        let mut lines = text.lines().map(str::trim);
        lines.next().and_then(|line| line.parse().ok()) == Some(pid) && lines.nth(6) == Some("ready")
    }

    fn process(&self) -> MutexGuard<'_, Option<Process>> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop(Stop::Fast);
        if !self.socket_folder.starts_with(&self.folder) {
            // It holds nothing but the socket; a leftover is only untidy.
            let _ = fs::remove_dir_all(&self.socket_folder);
        }
    }
}

/// Whether a failed start was the fault of processes that a killed predecessor left for a moment.
fn is_predecessor(detail: &str) -> bool {
    ["is still in use", "already exists", "Is another postmaster"].iter().any(|words| detail.contains(words))
}

/// `folder/run` where the path is short and plain enough for a socket address and a URL, else a folder of the
/// temporary folder that nobody else can have made.
fn socket_folder(folder: &Path, account: Option<&Account>) -> Result<PathBuf> {
    let run = folder.join("run");
    let text = run.to_string_lossy();
    // A comma separates hosts in a connection URL and directories in the setting; a quote would end the setting.
    if text.len() <= SOCKET_FOLDER_BYTES_MAX && !text.contains([',', '"', '\u{fffd}']) {
        return child::own_folder(run, 0o700, account);
    }
    let pid = std::process::id();
    for attempt in 0..1000 {
        let candidate = Path::new("/tmp").join(format!("neraca-postgres-{pid}-{attempt}"));
        match fs::DirBuilder::new().mode(0o700).create(&candidate) {
            Ok(()) => return child::own_folder(candidate, 0o700, account),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::io("create the folder", &candidate)(error)),
        }
    }
    Err(Error::Failed {
        what: "making a folder for the socket under \"/tmp\"".to_owned(),
        detail: "a thousand names are taken; remove old \"neraca-postgres-*\" folders".to_owned(),
    })
}

/// An SQL identifier that means exactly `name`.
fn quoted_identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `text` with every byte that means something in a URL escaped; slashes are left, for paths stay readable.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
