//! Finding a nats-server that is recent enough.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child;
use crate::error::{Error, Result};
use crate::programs::{executable, find_on_path};

/// The first release whose JetStream knows `sync_interval: always`, without which a durable acknowledgement does not
/// exist. Older servers take newer stream settings without a word and ignore them.
const NEEDED: (u32, u32) = (2, 10);
const NEEDED_TEXT: &str = "2.10.0";

const ADVICE: &str = "take a current release of nats-server (in this repository `cargo xtask setup` fetches one; \
                      Debian 12's package is too old) and put it on PATH or set NERACA_NATS_SERVER to the program";

/// A nats-server program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Where it is.
    pub path: PathBuf,
    /// Its version, such as "2.15.1".
    pub version: String,
}

/// Finds nats-server: `$NERACA_NATS_SERVER`, else `.tools/bin` of the repository we run in, else PATH.
///
/// # Errors
/// [`Error::ProgramMissing`] when there is none, [`Error::TooOld`] when the one found is too old.
pub fn find() -> Result<Program> {
    let (path, searched) = match env::var_os("NERACA_NATS_SERVER") {
        Some(path) => {
            (executable(Path::new(&path)), format!("\"{}\" from NERACA_NATS_SERVER", path.to_string_lossy()))
        }
        None => (
            in_repository().or_else(|| find_on_path("nats-server")),
            "the repository's .tools/bin, PATH".to_owned(),
        ),
    };
    inspect(&path.ok_or(Error::ProgramMissing { program: "nats-server", searched, advice: ADVICE })?)
}

/// Asks a program for its version and refuses one that is too old.
pub(super) fn inspect(path: &Path) -> Result<Program> {
    let path = path.to_path_buf();
    let what = format!("asking \"{}\" for its version", path.display());
    let answer = child::run(Command::new(&path).arg("--version"), &what)?;
    let Some((major, minor, version)) = version_in(&answer) else {
        return Err(Error::Failed { what, detail: format!("it answered \"{}\"", answer.trim()) });
    };
    if (major, minor) < NEEDED {
        return Err(Error::TooOld {
            path,
            found: version,
            needed: NEEDED_TEXT,
            reason: "older ones have no \"sync_interval: always\"",
            advice: ADVICE,
        });
    }
    Ok(Program { path, version })
}

/// Copies the program to where the account of a server may enter: a checkout of root's is often closed to others.
pub(super) fn copy_into(folder: &Path, program: &Path) -> Result<PathBuf> {
    let copy = folder.join("nats-server");
    // A program that still runs cannot be written to, but its name can be taken over.
    let unfinished = folder.join("nats-server.unfinished");
    let copied = fs::copy(program, &unfinished)
        .and_then(|_| fs::set_permissions(&unfinished, fs::Permissions::from_mode(0o755)))
        .and_then(|()| fs::rename(&unfinished, &copy));
    copied.map_err(Error::io("copy nats-server to", &copy))?;
    Ok(copy)
}

/// `.tools/bin/nats-server` of the checkout that the running program was built in: beside the `target` folder above
/// the program, so that it makes no difference from which folder it is called. Nothing further up is looked at, for
/// anyone may put a `.tools` into `/tmp`.
fn in_repository() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let target =
        program.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "target"))?;
    executable(&target.parent()?.join(".tools/bin/nats-server"))
}

/// Major, minor and whole version in an answer such as `nats-server: v2.15.1`.
fn version_in(answer: &str) -> Option<(u32, u32, String)> {
    let version = answer.split_whitespace().last()?.trim_start_matches('v');
    let mut numbers = version.split('.').map(str::parse);
    let (major, minor) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    Some((major, minor, version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn versions_are_read_with_and_without_the_letter() {
        assert_eq!(version_in("nats-server: v2.15.1\n"), Some((2, 15, "2.15.1".to_owned())));
        assert_eq!(version_in("nats-server version 2.9.10"), Some((2, 9, "2.9.10".to_owned())));
        assert_eq!(version_in("nats-server: beta"), None);
    }
}
