//! What a witness last cosigned of each log: one file a log, replaced whole and durable before the cosignature leaves.
//!
//! A file is a line with a hash of the rest, then the checkpoint as the log signed it. The hash is there to notice a
//! damaged disk: a state that can't be read must never pass for "nothing cosigned yet".

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use transparency::checkpoint::SignedCheckpoint;
use transparency::hash::leaf_hash;
use transparency::witness::{CompareAndSet, Persist, Request, State};

use crate::error::WitnessError;

/// The folder with the states of all logs. Any number of threads and processes may use it at the same time.
#[derive(Clone, Debug)]
pub struct StateFolder {
    path: PathBuf,
}

impl StateFolder {
    /// Opens the folder, and makes it when it is missing.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn open(path: &Path) -> Result<Self, WitnessError> {
        fs::create_dir_all(path).map_err(WitnessError::file(path))?;
        Ok(Self { path: path.to_owned() })
    }

    /// What was last cosigned of a log; `None` when nothing ever was.
    ///
    /// # Errors
    /// When the file can't be read, or can't be believed.
    pub fn load(&self, origin: &str) -> Result<Option<State>, WitnessError> {
        let path = self.file(origin, "state");
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(WitnessError::file(&path))?,
        };
        match read_state(origin, &bytes) {
            Ok(state) => Ok(Some(state)),
            Err(what) => Err(WitnessError::DamagedState { path, what }),
        }
    }

    /// Replaces the state by the next one, when it is still the expected one. Durable when it returns `Done`.
    ///
    /// # Errors
    /// When the disk fails; then the state may be either, and no cosignature may leave.
    pub fn compare_and_set(&self, persist: &Persist) -> Result<CompareAndSet, WitnessError> {
        let origin = persist.origin();
        let _lock = self.lock(origin)?;
        if self.load(origin)? != persist.expected() {
            return Ok(CompareAndSet::Lost);
        }
        // Also when the state stays as it is: an earlier write may have failed before it was durable.
        self.write(origin, &persist.checkpoint().to_string())?;
        Ok(CompareAndSet::Done)
    }

    /// Keeps the first request of a log that proves that it showed two trees, durable when it returns. Later ones add nothing
    /// to the proof; a file that is no request is what a full disk left of one, and is replaced.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn keep_evidence(&self, origin: &str, request: &[u8]) -> Result<PathBuf, WitnessError> {
        let _lock = self.lock(origin)?;
        let path = self.file(origin, "evidence");
        if !fs::read(&path).is_ok_and(|there| Request::parse(&there).is_ok()) {
            self.replace(&path, &self.file(origin, "evidence-next"), request)
                .map_err(WitnessError::file(&path))?;
        }
        Ok(path)
    }

    fn write(&self, origin: &str, note: &str) -> Result<(), WitnessError> {
        let path = self.file(origin, "state");
        let text = format!("{}\n{note}", leaf_hash(note.as_bytes()));
        self.replace(&path, &self.file(origin, "next"), text.as_bytes()).map_err(WitnessError::file(&path))
    }

    /// Whoever reads sees the old or the new content, also after a crash. Call it under the lock.
    fn replace(&self, path: &Path, next: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = File::create(next)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(next, path)?;
        // The new name is in the folder, which is a file of its own.
        File::open(&self.path)?.sync_all()
    }

    /// Held by the open file, so it keeps out other threads and other processes alike, until it is closed.
    fn lock(&self, origin: &str) -> Result<File, WitnessError> {
        let path = self.file(origin, "lock");
        let lock =
            File::options().create(true).append(true).open(&path).map_err(WitnessError::file(&path))?;
        lock.lock().map_err(WitnessError::file(&path))?;
        Ok(lock)
    }

    fn file(&self, origin: &str, kind: &str) -> PathBuf {
        self.path.join(format!("{}.{kind}", file_name(origin)))
    }
}

/// A file name for an origin, different for different origins: all but letters, digits, `-`, `_` and inner `.` as `%XX`.
/// Long ones are cut, and told apart by their hash.
fn file_name(origin: &str) -> String {
    // File systems allow 255 bytes; room for the rest of the name.
    const BYTES_MAX: usize = 200;
    let mut name = String::new();
    for (at, byte) in origin.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || (byte == b'.' && at > 0) {
            name.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    if name.len() <= BYTES_MAX {
        return name;
    }
    name.truncate(BYTES_MAX - 70);
    let _ = write!(name, "%%");
    leaf_hash(origin.as_bytes()).as_bytes().iter().for_each(|byte| {
        let _ = write!(name, "{byte:02x}");
    });
    name
}

fn read_state(origin: &str, bytes: &[u8]) -> Result<State, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not text".to_owned())?;
    let (hash, note) = text.split_once('\n').ok_or("it is cut off")?;
    if hash != leaf_hash(note.as_bytes()).to_string() {
        return Err("its first line does not fit the rest".to_owned());
    }
    let signed = SignedCheckpoint::parse(note.as_bytes()).map_err(|error| error.to_string())?;
    let head = signed.checkpoint();
    if head.origin() != origin {
        return Err(format!("it is the state of \"{}\"", head.origin()));
    }
    Ok(State { size: head.size(), root: head.root() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_origins_have_different_files() {
        assert_eq!(file_name("ledger.example/main"), "ledger.example%2Fmain");
        assert_eq!(file_name("../x"), "%2E.%2Fx");
        assert_eq!(file_name("a%2Fb"), "a%252Fb");
        let long = |end: &str| file_name(&("x".repeat(400) + end));
        assert_ne!(long("a"), long("b"));
        assert!(long("a").len() <= 200);
    }
}
