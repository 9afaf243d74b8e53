//! Files that are there whole and durable, or not at all.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Makes a file that must not exist yet. Two processes may try at once; one of them is told that it exists.
pub(crate) fn create(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let temporary = write_beside(path, text, mode)?;
    // A link, unlike a rename, never replaces what is there.
    let linked = fs::hard_link(&temporary, path);
    fs::remove_file(&temporary)?;
    linked?;
    sync_folder(path)
}

/// Replaces a file, or makes it. Whoever reads sees the old or the new text, also after a crash.
pub(crate) fn replace(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let temporary = write_beside(path, text, mode)?;
    fs::rename(&temporary, path)?;
    sync_folder(path)
}

/// Removes what a crash left beside the files of a folder. Whoever writes takes no hour, so what is older is nobody's. What
/// can't be removed is left: nothing reads it.
pub(crate) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let age = entry.metadata().and_then(|metadata| metadata.modified()).map(|at| at.elapsed());
        let is_old = matches!(age, Ok(Ok(age)) if age > LEFT_AFTER);
        if is_old && is_temporary(&entry.file_name().to_string_lossy()) {
            match fs::remove_file(entry.path()) {
                Ok(()) => tracing::warn!(path = %entry.path().display(), "removed what a crash left"),
                Err(error) => tracing::warn!(path = %entry.path().display(), %error, "a crash left this"),
            }
        }
    }
}

/// Age of a temporary file that nobody writes any more.
const LEFT_AFTER: Duration = Duration::from_secs(3_600);

/// Whether [`write_beside`] gives such a name: `….PROCESS.NUMBER.new`.
fn is_temporary(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let is_number = |part: Option<&str>| {
        part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    parts.next() == Some("new") && is_number(parts.next()) && is_number(parts.next())
}

/// A lock that is held until the file is closed, also between processes. Waits for it.
pub(crate) fn lock(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    file.lock()?;
    Ok(file)
}

/// A path with more at its end: what belongs to a file stands beside it.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A file name for an origin, different for different origins: all but letters, digits, `-`, `_` and inner `.` as `%XX`.
pub(crate) fn file_stem(origin: &str) -> String {
    let mut stem = String::new();
    for (at, byte) in origin.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || (byte == b'.' && at > 0) {
            stem.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(stem, "%{byte:02X}");
        }
    }
    stem
}

fn write_beside(path: &Path, text: &str, mode: u32) -> io::Result<PathBuf> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    // Whoever writes at the same time has a file of its own; what a crash left behind under this name is nobody's.
    let (process, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let temporary = with_suffix(path, &format!(".{process}.{number}.new"));
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&temporary)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(temporary)
}

/// A new name is durable once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_is_not_made_again_and_nothing_is_left_beside_it() {
        let folder = testkit::temp_dir();
        let path = folder.path().join("file");
        create(&path, "first", 0o600).unwrap();
        assert_eq!(create(&path, "second", 0o600).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        replace(&path, "third", 0o600).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "third");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_origin_can_not_lead_out_of_the_folder() {
        assert_eq!(file_stem("ledger.example/main"), "ledger.example%2Fmain");
        assert_eq!(file_stem("../x"), "%2E.%2Fx");
    }
}
