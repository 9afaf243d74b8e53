//! Finding Postgres's server programs.

use std::cmp::Reverse;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child;
use crate::error::{Error, Result};
use crate::programs::{executable, find_on_path};

/// Where server packages put their programs, one folder per major version: Debian, then Red Hat.
const PACKAGED: &[(&str, &str)] = &[("/usr/lib/postgresql", ""), ("/usr", "pgsql-")];

const ADVICE: &str =
    "install the server (Debian: apt-get install postgresql) or set NERACA_PG_BIN to its folder of programs";

/// A folder with `postgres` and `initdb` of one major version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    /// The folder.
    pub folder: PathBuf,
    /// Its major version, such as "15".
    pub major_version: String,
}

/// Finds the server programs: `$NERACA_PG_BIN`, else PATH, else the packaged folders, the newest first. With
/// `major_version`, programs of that version are taken wherever they are among these.
///
/// # Errors
/// [`Error::ProgramMissing`] when there are none, or none where `$NERACA_PG_BIN` points.
pub fn find(major_version: Option<&str>) -> Result<Binaries> {
    if let Some(folder) = env::var_os("NERACA_PG_BIN") {
        let folder = PathBuf::from(folder);
        let searched = format!("\"{}\" from NERACA_PG_BIN", folder.display());
        let found = if is_complete(&folder) { Some(inspect(folder)?) } else { None };
        return found.ok_or(Error::ProgramMissing { program: "postgres", searched, advice: ADVICE });
    }
    let on_path = find_on_path("postgres").and_then(|program| program.parent().map(Path::to_path_buf));
    let folders: Vec<PathBuf> =
        on_path.into_iter().chain(packaged()).filter(|folder| is_complete(folder)).collect();
    let mut found = folders.into_iter().map(inspect).collect::<Result<Vec<_>>>()?;
    let wanted = found.iter().position(|binaries| Some(binaries.major_version.as_str()) == major_version);
    if found.is_empty() {
        let searched = "PATH, /usr/lib/postgresql/*/bin, /usr/pgsql-*/bin".to_owned();
        return Err(Error::ProgramMissing { program: "postgres", searched, advice: ADVICE });
    }
    Ok(found.swap_remove(wanted.unwrap_or(0)))
}

/// The packaged folders of programs that exist, the highest version first.
fn packaged() -> Vec<PathBuf> {
    let mut versions = Vec::new();
    for (parent, prefix) in PACKAGED {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let version =
                name.to_str().and_then(|name| name.strip_prefix(prefix)).and_then(|rest| rest.parse().ok());
            versions.extend(version.map(|version: u32| (version, entry.path().join("bin"))));
        }
    }
    versions.sort_by_key(|(version, _)| Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

fn is_complete(folder: &Path) -> bool {
    ["postgres", "initdb"].iter().all(|program| executable(&folder.join(program)).is_some())
}

/// Asks the programs for their version.
fn inspect(folder: PathBuf) -> Result<Binaries> {
    let program = folder.join("postgres");
    let what = format!("asking \"{}\" for its version", program.display());
    let answer = child::run(Command::new(&program).arg("--version"), &what)?;
    match major_version_in(&answer) {
        Some(major_version) => Ok(Binaries { folder, major_version }),
        None => Err(Error::Failed { what, detail: format!("it answered \"{}\"", answer.trim()) }),
    }
}

/// The major version in an answer such as `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major_version_in(answer: &str) -> Option<String> {
    let version =
        answer.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    Some(version.chars().take_while(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::major_version_in;

    #[test]
    fn the_major_version_is_read_from_releases_and_betas() {
        assert_eq!(major_version_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0)").as_deref(), Some("15"));
        assert_eq!(major_version_in("postgres (PostgreSQL) 19beta2\n").as_deref(), Some("19"));
        assert_eq!(major_version_in("what?"), None);
    }
}
