//! A server as a child process: started under its account, ended with us, its last words kept in a log file.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::error::{Error, Result};
use crate::programs::find_on_path;

/// How often a waiting loop looks again; short, because a start takes a few hundred milliseconds at most.
pub(crate) const POLL: Duration = Duration::from_millis(5);

/// How much of a log's end goes into an error message.
const LOG_TAIL_BYTES: usize = 2000;

/// A running server process.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    exited: Option<ExitStatus>,
}

/// How a server is started.
pub(crate) struct Launch<'a> {
    /// The program, resolved.
    pub(crate) program: &'a Path,
    /// Its arguments.
    pub(crate) arguments: Vec<String>,
    /// The account to run as; `None` is ourselves.
    pub(crate) account: Option<&'a Account>,
    /// Where standard output and error are appended.
    pub(crate) log: &'a Path,
    /// The signal the kernel sends the server when we die without stopping it.
    pub(crate) signal_on_our_death: &'static str,
}

impl Launch<'_> {
    /// Starts the process.
    pub(crate) fn start(self) -> Result<Process> {
        let log = OpenOptions::new().create(true).append(true).open(self.log);
        let log = log.map_err(Error::io("open the log", self.log))?;
        let errors = log.try_clone().map_err(Error::io("open the log", self.log))?;
        let program = self.program.to_path_buf();
        let mut command = self.command();
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let child = spawn(command).map_err(Error::io("run", &program))?;
        Ok(Process { child, exited: None })
    }

    /// The command line. `setpriv` asks the kernel for the death signal; where it is missing (not Linux), a server
    /// outlives us if we are killed, and is stopped by an ordinary end.
    fn command(&self) -> Command {
        let mut command = match find_on_path("setpriv") {
            None => Command::new(self.program),
            Some(setpriv) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", self.signal_on_our_death, "--"]).arg(self.program);
                command
            }
        };
        command.args(&self.arguments);
        prepare(&mut command, self.account);
        command
    }
}

/// Gives a command the account and a clean environment. Variables such as PGDATA, PGHOST or a locale of the caller
/// would change what a private server is.
pub(crate) fn prepare(command: &mut Command, account: Option<&Account>) {
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C").current_dir("/");
    if let Some(account) = account {
        // The standard library also drops the supplementary groups when it changes the user.
        command.uid(account.uid).gid(account.gid);
    }
}

impl Process {
    /// The process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the process has ended, and how.
    pub(crate) fn exited(&mut self) -> Option<ExitStatus> {
        if self.exited.is_none() {
            self.exited = self.child.try_wait().ok().flatten();
        }
        self.exited
    }

    /// The process id, unless the process has ended.
    pub(crate) fn running_id(&mut self) -> Option<u32> {
        self.exited().is_none().then(|| self.id())
    }

    /// SIGKILL, and waits until the process is gone.
    pub(crate) fn kill(&mut self) {
        if self.exited().is_none() {
            // Both fail only if the process is gone, which is what is wanted.
            let _ = self.child.kill();
            self.exited = self.child.wait().ok();
        }
    }

    /// Sends `name` and waits up to `patience` for the end; then SIGKILL.
    pub(crate) fn stop(&mut self, name: &str, patience: Duration) {
        if self.exited().is_some() {
            return;
        }
        if signal(self.id(), name).is_ok() {
            let deadline = Instant::now() + patience;
            while Instant::now() < deadline {
                if self.exited().is_some() {
                    return;
                }
                thread::sleep(POLL);
            }
        }
        self.kill();
    }
}

/// Sends a signal, such as "INT" or "KILL", to a process.
///
/// # Errors
/// When there is no such process, or it is not ours.
pub fn signal(pid: u32, name: &str) -> io::Result<()> {
    // The shell's built-in `kill` is everywhere; the program of that name is not in slim containers.
    let script = "kill -s \"$1\" \"$2\"";
    let status = Command::new("/bin/sh")
        .args(["-c", script, "sh", name, &pid.to_string()])
        .stderr(Stdio::null())
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("no process {pid} of ours to send {name} to")))
}

/// A command to spawn, and where its child is to be sent.
type Job = (Command, Sender<io::Result<Child>>);

/// Spawns from one thread that lives as long as this process.
///
/// The kernel's "parent death" is the death of the *thread* that forked: a server started from the thread of a test
/// or from a runtime's blocking pool would be killed when that thread ends.
fn spawn(command: Command) -> io::Result<Child> {
    static KEEPER: OnceLock<Option<Sender<Job>>> = OnceLock::new();
    let keeper = KEEPER.get_or_init(|| {
        let (sender, jobs) = channel::<Job>();
        let work = move || {
            for (mut command, reply) in jobs {
                // The asker waits for the reply, so it is there to take it.
                let _ = reply.send(command.spawn());
            }
        };
        thread::Builder::new().name("managed-keeper".to_owned()).spawn(work).ok().map(|_| sender)
    });
    let gone = || io::Error::other("the thread that starts servers could not be started");
    let (reply, answer) = channel();
    keeper.as_ref().ok_or_else(gone)?.send((command, reply)).map_err(|_| gone())?;
    answer.recv().map_err(|_| gone())?
}

/// Runs a program to its end and returns its standard output; its last words are in the error.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<String> {
    let output = command.stdin(Stdio::null()).output();
    let output =
        output.map_err(|source| Error::Failed { what: what.to_owned(), detail: source.to_string() })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let last_words = String::from_utf8_lossy(&output.stderr);
    Err(Error::Failed { what: what.to_owned(), detail: format!("{}: {}", output.status, last_words.trim()) })
}

/// The end of a log file for an error message, or a word that there is none.
pub(crate) fn log_tail(log: &Path, from: u64) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let new = bytes.get(usize::try_from(from).unwrap_or(0)..).unwrap_or_default();
    let tail = &new[new.len().saturating_sub(LOG_TAIL_BYTES)..];
    match String::from_utf8_lossy(tail).trim() {
        "" => "(nothing)".to_owned(),
        text => text.to_owned(),
    }
}

/// How long the log is now, so that a later [`log_tail`] shows only what came after.
pub(crate) fn log_length(log: &Path) -> u64 {
    File::open(log).and_then(|file| file.metadata()).map_or(0, |metadata| metadata.len())
}

/// Creates a folder if it is missing, with `mode`, and gives it to `account`.
pub(crate) fn own_folder(path: PathBuf, mode: u32, account: Option<&Account>) -> Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(&path).map_err(Error::io("create the folder", &path))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(mode))
        .map_err(Error::io("set the mode of", &path))?;
    give_to(&path, account)?;
    Ok(path)
}

/// Makes `account` the owner of one file or folder.
pub(crate) fn give_to(path: &Path, account: Option<&Account>) -> Result<()> {
    match account {
        None => Ok(()),
        Some(account) => std::os::unix::fs::lchown(path, Some(account.uid), Some(account.gid))
            .map_err(Error::io("change the owner of", path)),
    }
}
