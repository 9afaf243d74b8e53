//! Which account a server runs as: ourselves, unless we are root.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};

/// An account of this machine that a server can run as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its login name.
    pub name: String,
    /// Its user id.
    pub uid: u32,
    /// Its primary group id.
    pub gid: u32,
}

impl Account {
    /// `None` when we are an ordinary user and servers simply run as ourselves; as root, the first of `names` that
    /// exists.
    ///
    /// # Errors
    /// [`Error::NoAccount`] when we are root and none of `names` exists.
    pub fn for_server(program: &'static str, names: &[&str]) -> Result<Option<Self>> {
        if effective_uid() != 0 {
            return Ok(None);
        }
        match names.iter().find_map(|name| Self::lookup(name)) {
            Some(account) => Ok(Some(account)),
            None => Err(Error::NoAccount { program, tried: format!("{names:?}") }),
        }
    }

    /// Looks an account up by name: `getent` first, which also knows directory services, then `/etc/passwd`.
    fn lookup(name: &str) -> Option<Self> {
        let asked = Command::new("getent").args(["passwd", name]).output().ok();
        let answer = asked.filter(|output| output.status.success()).map(|output| output.stdout);
        let text = match answer {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            None => fs::read_to_string("/etc/passwd").ok()?,
        };
        text.lines().find_map(|line| Self::from_passwd_line(line, name))
    }

    /// Reads one line of passwd(5) if it is about `name`.
    fn from_passwd_line(line: &str, name: &str) -> Option<Self> {
        let mut fields = line.split(':');
        let found = fields.next()?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (found == name && uid != 0).then(|| Self { name: found.to_owned(), uid, gid })
    }

    /// Checks that this account may enter every folder on the way to `path`.
    ///
    /// # Errors
    /// [`Error::Unreachable`] names the first folder it may not enter.
    pub fn check_can_enter(&self, path: &Path) -> Result<()> {
        match first_blocked(self, path) {
            None => Ok(()),
            Some(blocked) => {
                Err(Error::Unreachable { account: self.name.clone(), blocked, path: path.to_path_buf() })
            }
        }
    }
}

/// Whether `account` (or, with `None`, ourselves) may enter every folder above `path`.
#[must_use]
pub fn can_enter(account: Option<&Account>, path: &Path) -> bool {
    account.is_none_or(|account| first_blocked(account, path).is_none())
}

/// The topmost existing ancestor of `path` that `account` has no search permission on. Supplementary groups count
/// for nothing, because servers are started without them.
fn first_blocked(account: &Account, path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let mut ancestors: Vec<&Path> = absolute.ancestors().skip(1).collect();
    ancestors.reverse();
    ancestors.into_iter().find(|folder| is_blocked(account, folder)).map(Path::to_path_buf)
}

/// Whether the search bit that applies to `account` is missing on an existing `folder`.
fn is_blocked(account: &Account, folder: &Path) -> bool {
    let Ok(metadata) = fs::metadata(folder) else {
        return false;
    };
    let search_bit = if metadata.uid() == account.uid {
        0o100
    } else if metadata.gid() == account.gid {
        0o010
    } else {
        0o001
    };
    metadata.permissions().mode() & search_bit == 0
}

/// Our effective user id. The owner of `/proc/self` would do too, except that a process marked undumpable shows
/// root there; systems without `/proc` are asked by `id`.
fn effective_uid() -> u32 {
    let from_proc = fs::read_to_string("/proc/self/status").ok().and_then(|status| {
        let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
        ids.split_whitespace().nth(1)?.parse().ok()
    });
    let from_id = || {
        let output = Command::new("id").arg("-u").output().ok()?;
        String::from_utf8_lossy(&output.stdout).trim().parse().ok()
    };
    // Unknown counts as root: then a server needs an account to drop to, which fails loudly where there is none.
    from_proc.or_else(from_id).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwd_lines_of_other_accounts_and_of_root_are_not_taken() {
        let line = "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash";
        let account = Account { name: "postgres".to_owned(), uid: 101, gid: 104 };
        assert_eq!(Account::from_passwd_line(line, "postgres"), Some(account));
        assert_eq!(Account::from_passwd_line(line, "nobody"), None);
        assert_eq!(Account::from_passwd_line("nobody:x:0:0::/:/bin/sh", "nobody"), None);
    }

    #[test]
    fn a_folder_closed_to_others_blocks_every_other_account() {
        let closed = std::env::temp_dir().join(format!("managed-closed-{}", std::process::id()));
        fs::create_dir_all(closed.join("inside")).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        let stranger = Account { name: "stranger".to_owned(), uid: 4_000_000, gid: 4_000_000 };
        let target = closed.join("inside").join("data");

        let error = stranger.check_can_enter(&target).unwrap_err();
        assert!(matches!(&error, Error::Unreachable { blocked, .. } if *blocked == closed), "{error}");
        assert!(error.to_string().contains("chmod o+x"), "{error}");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(stranger.check_can_enter(&target).is_ok());

        fs::remove_dir_all(&closed).unwrap();
    }
}
