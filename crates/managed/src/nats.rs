//! A private nats-server with JetStream in a folder.
//!
//! The folder holds `jetstream/` (the store), `nats.conf` (mode 0600: it carries the password), `ports/` and
//! `nats-server.log`. The server listens on loopback only; because loopback is open to every user of the machine, it
//! asks for a password that only the [`Server::url`] knows.

mod configuration;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::account::{Account, can_enter};
use crate::child::{self, Launch, POLL, Process};
use crate::error::{Error, Result};

pub use program::{Program, find};

/// The accounts a server is run as when we are root, the best first.
const ACCOUNTS: &[&str] = &["nats", "nobody"];

/// How a server is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether clients need the password that [`Server::url`] carries.
    pub authenticate: bool,
    /// The program to run; `None` finds one ([`find`]).
    pub program: Option<PathBuf>,
    /// The port on 127.0.0.1; `None` lets the system choose one, which restarts keep.
    pub port: Option<u16>,
    /// When the store is synced to disk, as JetStream's `sync_interval` has it: "always" or a duration such as "2m"
    /// (the server's default, under which a loss of power can lose acknowledged messages). A killed process loses
    /// nothing either way.
    pub sync_interval: Option<String>,
    /// Further configuration text, appended to ours.
    pub configuration: String,
    /// How long a start may take, recovery of the store included.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            authenticate: true,
            program: None,
            port: None,
            sync_interval: None,
            configuration: String::new(),
            patience: Duration::from_secs(60),
        }
    }
}

/// A private nats-server. Dropping it stops the server; the store stays.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    program: Program,
    account: Option<Account>,
    options: Options,
    password: Option<String>,
    running: Mutex<Running>,
}

/// The process, and the port that restarts keep.
#[derive(Debug)]
struct Running {
    process: Option<Process>,
    port: Option<u16>,
}

impl Server {
    /// Starts a server on the store in `folder`, making the folder if it is missing.
    ///
    /// # Errors
    /// When nats-server is not installed or too old, the folder cannot be used by the account that runs it, or the
    /// server does not start; the text names what to do.
    pub fn start(folder: &Path, options: Options) -> Result<Self> {
        let folder = std::path::absolute(folder).map_err(Error::io("resolve", folder))?;
        let mut program = options.program.as_deref().map_or_else(find, program::inspect)?;
        let account = Account::for_server("nats-server", ACCOUNTS)?;
        if let Some(account) = &account {
            account.check_can_enter(&folder.join("jetstream"))?;
        }
        fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
        if !can_enter(account.as_ref(), &program.path) {
            program.path = program::copy_into(&folder, &program.path)?;
        }
        let password = if options.authenticate { Some(configuration::password()?) } else { None };
        let running = Mutex::new(Running { process: None, port: options.port });
        let server = Self { folder, program, account, options, password, running };
        server.restart()?;
        Ok(server)
    }

    /// The folder given to [`Server::start`], absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The program this server runs.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The URL to connect to, with the password if one is asked for. It stays the same over restarts.
    #[must_use]
    pub fn url(&self) -> String {
        let port = self.running().port.unwrap_or_default();
        match &self.password {
            None => format!("nats://127.0.0.1:{port}"),
            Some(password) => format!("nats://{}:{password}@127.0.0.1:{port}", configuration::USER),
        }
    }

    /// User name and password, when clients need them. Some clients, async-nats among them, take credentials from
    /// their options and not from the URL.
    #[must_use]
    pub fn credentials(&self) -> Option<(&str, &str)> {
        self.password.as_deref().map(|password| (configuration::USER, password))
    }

    /// The process id, or `None` when it is not running.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        let mut running = self.running();
        running.process.as_mut().and_then(Process::running_id)
    }

    /// SIGKILL, as a crash would end it.
    pub fn kill(&self) {
        if let Some(process) = self.running().process.as_mut() {
            process.kill();
        }
    }

    /// Stops the server and waits for its end. Does nothing when it is not running.
    pub fn stop(&self) {
        if let Some(process) = self.running().process.as_mut() {
            process.stop("TERM", Duration::from_secs(20));
        }
    }

    /// Starts the server again on the same port and store, after [`Server::kill`], [`Server::stop`] or a crash; a
    /// running one is first stopped.
    ///
    /// # Errors
    /// See [`Server::start`]; also when another program took the port in between.
    pub fn restart(&self) -> Result<()> {
        self.stop();
        let mut running = self.running();
        let configuration = self.write_configuration()?;
        let ports = child::own_folder(self.folder.join("ports"), 0o700, self.account.as_ref())?;
        let log = self.folder.join("nats-server.log");
        let log_start = child::log_length(&log);
        let mut process = Launch {
            program: &self.program.path,
            arguments: self.arguments(&configuration, &ports, running.port),
            account: self.account.as_ref(),
            log: &log,
            signal_on_our_death: "TERM",
        }
        .start()?;
        let deadline = Instant::now() + self.options.patience;
        let port = loop {
            if let Some(port) = published_port(&ports, process.id()) {
                break port;
            }
            if let Some(status) = process.exited() {
                let what = format!("starting nats-server in \"{}\"", self.folder.display());
                let detail = format!("{status}: {}", child::log_tail(&log, log_start));
                return Err(Error::Failed { what, detail });
            }
            if Instant::now() >= deadline {
                process.kill();
                let (seconds, detail) = (self.options.patience.as_secs(), child::log_tail(&log, log_start));
                return Err(Error::NotReady { what: "nats-server", seconds, log, detail });
            }
            thread::sleep(POLL);
        };
        *running = Running { process: Some(process), port: Some(port) };
        Ok(())
    }

    /// Writes `nats.conf` for the account that reads it.
    fn write_configuration(&self) -> Result<PathBuf> {
        let store = child::own_folder(self.folder.join("jetstream"), 0o700, self.account.as_ref())?;
        let text = configuration::text(&store, self.password.as_deref(), &self.options)?;
        let path = self.folder.join("nats.conf");
        configuration::write_private(&path, &text)?;
        child::give_to(&path, self.account.as_ref())?;
        Ok(path)
    }

    fn arguments(&self, configuration: &Path, ports: &Path, port: Option<u16>) -> Vec<String> {
        // -1 asks the system for a free port.
        let port = port.map_or_else(|| "-1".to_owned(), |port| port.to_string());
        let pairs = [
            ("-c", configuration.display().to_string()),
            ("-a", "127.0.0.1".to_owned()),
            ("-p", port),
            ("--ports_file_dir", ports.display().to_string()),
        ];
        let mut arguments = vec!["-js".to_owned()];
        arguments.extend(pairs.into_iter().flat_map(|(name, value)| [name.to_owned(), value]));
        arguments
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The port that the server with this pid has written to its ports file, such as
/// `{"nats":["nats://127.0.0.1:41233"]}`, or `tls://` where the configuration asks for TLS. A killed predecessor's file has another pid in its name.
fn published_port(ports: &Path, pid: u32) -> Option<u16> {
    let suffix = format!("_{pid}.ports");
    let mut entries = fs::read_dir(ports).ok()?.flatten();
    let file = entries.find(|entry| entry.file_name().to_string_lossy().ends_with(&suffix))?;
    let text = fs::read_to_string(file.path()).ok()?;
    let (_, after) = text.split_once("://127.0.0.1:")?;
    let (digits, _) = after.split_once('"')?;
    digits.parse().ok()
}
