//! Where keys are kept: for each name `NAME.key` (private, mode 0600), `NAME.vkey` (public, one key a line, the current
//! one first) and, for a log, `NAME.latest` and `NAME.carried.WITNESS`. In file names, what is no letter, digit, `-`, `_` or `.` is `%XX`.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use transparency::note::{KeyError, SignatureType, SignerKey};

use crate::carried::Carried;
use crate::clock;
use crate::durable;
use crate::keys::{KeyTextError, Keys};
use crate::latest::Latest;

/// The environment variable that may hold keys instead of a file: the text of a `.key` file.
pub const KEY_VARIABLE: &str = "NERACA_LOG_KEY";

/// Only the owner reads and writes.
const PRIVATE_MODE: u32 = 0o600;
/// Whoever comes by may read.
const PUBLIC_MODE: u32 = 0o644;

/// A folder with keys.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    path: PathBuf,
}

/// Why a key is not to be had or made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// A file or folder can't be used.
    #[error("can't use \"{path}\": {source}", path = path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others may read the private key.
    #[error(
        "the key file \"{path}\" has mode {mode:03o}, so others can read it: run `chmod 600 '{path}'`, and if \
         strangers use this machine, rotate the key",
        path = path.display()
    )]
    OthersCanRead {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// There is a key already.
    #[error("there is a key \"{path}\" already; it is never replaced, rotate it instead", path = .0.display())]
    Exists(PathBuf),
    /// There is no such key.
    #[error("there is no key \"{path}\"; make it first, or check the path", path = .0.display())]
    Missing(PathBuf),
    /// The text holds no keys to sign with.
    #[error("the keys in {place}: {error}")]
    Text {
        /// The file or the variable.
        place: String,
        /// What is wrong.
        error: KeyTextError,
    },
    /// A key can't have this name.
    #[error("\"{name}\" can't be the name of a key: {error}")]
    Name {
        /// The name.
        name: String,
        /// Why.
        error: KeyError,
    },
    /// The operating system gives no randomness.
    #[error("the operating system gives no randomness, so no key can be made: {0}")]
    Random(getrandom::Error),
}

impl KeyFolder {
    /// Opens the folder, and makes it for its owner alone when it is missing. Removes what a crash left half written.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn open(path: &Path) -> Result<Self, KeyFileError> {
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(file_error(path))?;
        durable::sweep(path);
        Ok(Self { path: path.to_owned() })
    }

    /// Makes a key of 32 random bytes, in a file that must not exist yet.
    ///
    /// # Errors
    /// [`KeyFileError::Exists`] when there is one, whoever made it.
    pub fn create(&self, name: &str, signature_type: SignatureType) -> Result<Keys, KeyFileError> {
        let keys = Keys::new(draw(name, signature_type)?);
        let path = self.key_path(name);
        durable::create(&path, &keys.to_secret_text(), PRIVATE_MODE).map_err(|source| {
            match source.kind() {
                io::ErrorKind::AlreadyExists => KeyFileError::Exists(path.clone()),
                _ => KeyFileError::File { path: path.clone(), source },
            }
        })?;
        self.publish(&keys)?;
        Ok(keys)
    }

    /// Reads the keys of a name.
    ///
    /// # Errors
    /// [`KeyFileError::Missing`] when there are none, and when others can read them.
    pub fn load(&self, name: &str) -> Result<Keys, KeyFileError> {
        let keys = read_key_file(&self.key_path(name), name)?;
        // A crash may have come between the private file and the public one.
        self.publish(&keys)?;
        Ok(keys)
    }

    /// Reads the keys of a name, or makes the first one.
    ///
    /// # Errors
    /// See [`KeyFolder::load`].
    pub fn load_or_create(&self, name: &str, signature_type: SignatureType) -> Result<Keys, KeyFileError> {
        match self.load(name) {
            Err(KeyFileError::Missing(_)) => match self.create(name, signature_type) {
                // Another process was faster.
                Err(KeyFileError::Exists(_)) => self.load(name),
                other => other,
            },
            other => other,
        }
    }

    /// Makes a new current key; the one before it signs too for `overlap`. A running server takes it up when it starts
    /// again.
    ///
    /// # Errors
    /// When there is no key yet, or the files can't be written.
    pub fn rotate(&self, name: &str, overlap: Duration) -> Result<Keys, KeyFileError> {
        let path = self.key_path(name);
        let lock_path = durable::with_suffix(&path, ".lock");
        let _lock = durable::lock(&lock_path).map_err(file_error(&lock_path))?;
        let keys = read_key_file(&path, name)?;
        let new = draw(name, keys.signature_type())?;
        let keys = keys.rotated(new, clock::now(), overlap);
        durable::replace(&path, &keys.to_secret_text(), PRIVATE_MODE).map_err(file_error(&path))?;
        self.publish(&keys)?;
        Ok(keys)
    }

    /// The file with the private keys of a name.
    #[must_use]
    pub fn key_path(&self, name: &str) -> PathBuf {
        self.file(name, "key")
    }

    /// The file with the public keys of a name, which may be handed out.
    #[must_use]
    pub fn public_path(&self, name: &str) -> PathBuf {
        self.file(name, "vkey")
    }

    /// Where the latest checkpoint of a log is kept.
    #[must_use]
    pub fn latest(&self, origin: &str) -> Latest {
        Latest::at(self.file(origin, "latest"))
    }

    /// Where cosignatures are kept that came too late for the database.
    #[must_use]
    pub fn carried(&self, origin: &str) -> Carried {
        Carried::at(self.file(origin, "carried"), origin)
    }

    fn publish(&self, keys: &Keys) -> Result<(), KeyFileError> {
        let path = self.public_path(keys.name());
        let text: String = keys.verifiers().iter().map(|key| format!("{key}\n")).collect();
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return Ok(());
        }
        durable::replace(&path, &text, PUBLIC_MODE).map_err(file_error(&path))
    }

    fn file(&self, name: &str, kind: &str) -> PathBuf {
        self.path.join(format!("{}.{kind}", durable::file_stem(name)))
    }
}

/// Reads the keys of a name from a file that only its owner can read.
///
/// # Errors
/// When the file is missing, others can read it, or it holds no current key of this name.
fn read_key_file(path: &Path, name: &str) -> Result<Keys, KeyFileError> {
    let metadata = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => KeyFileError::Missing(path.to_owned()),
        _ => KeyFileError::File { path: path.to_owned(), source },
    })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyFileError::OthersCanRead { path: path.to_owned(), mode });
    }
    let text = fs::read_to_string(path).map_err(file_error(path))?;
    let place = format!("\"{}\"", path.display());
    Keys::parse(&text, name).map_err(|error| KeyFileError::Text { place, error })
}

/// Reads the keys of a name from the environment variable [`KEY_VARIABLE`]; `None` when it is not set.
///
/// # Errors
/// When it holds no current key of this name.
pub fn from_environment(name: &str) -> Result<Option<Keys>, KeyFileError> {
    let place = KEY_VARIABLE.to_owned();
    let Some(text) = std::env::var_os(KEY_VARIABLE) else { return Ok(None) };
    // What is not UTF-8 is no key either, and is never taken for none.
    let text = text.to_string_lossy();
    Keys::parse(&text, name).map(Some).map_err(|error| KeyFileError::Text { place, error })
}

fn draw(name: &str, signature_type: SignatureType) -> Result<SignerKey, KeyFileError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(KeyFileError::Random)?;
    SignerKey::from_seed(name, signature_type, &seed)
        .map_err(|error| KeyFileError::Name { name: name.to_owned(), error })
}

fn file_error(path: &Path) -> impl Fn(io::Error) -> KeyFileError {
    let path = path.to_owned();
    move |source| KeyFileError::File { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "ledger.example/main";

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = testkit::temp_dir();
        let keys = KeyFolder::open(&folder.path().join("keys")).unwrap();
        assert!(matches!(keys.load(NAME), Err(KeyFileError::Missing(_))));
        let made = keys.load_or_create(NAME, SignatureType::Ed25519).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&keys.key_path(NAME)), 0o600);
        assert_eq!(mode(&folder.path().join("keys")), 0o700);
        assert!(matches!(keys.create(NAME, SignatureType::Ed25519), Err(KeyFileError::Exists(_))));
        let again = keys.load_or_create(NAME, SignatureType::Ed25519).unwrap();
        assert_eq!(again.verifiers(), made.verifiers());
        let other = keys.create("ledger.example/other", SignatureType::Ed25519).unwrap();
        assert_ne!(other.current().verifier().public(), made.current().verifier().public());
    }

    #[test]
    fn a_file_that_others_can_read_is_refused_with_what_to_do() {
        let folder = testkit::temp_dir();
        let keys = KeyFolder::open(folder.path()).unwrap();
        keys.create(NAME, SignatureType::Ed25519).unwrap();
        for mode in [0o640, 0o604, 0o660] {
            fs::set_permissions(keys.key_path(NAME), fs::Permissions::from_mode(mode)).unwrap();
            let error = keys.load(NAME).unwrap_err().to_string();
            assert!(error.contains("chmod 600") && error.contains(&format!("{mode:03o}")), "{error}");
        }
    }

    #[test]
    fn a_rotation_keeps_the_old_key_signing_and_publishes_both() {
        let folder = testkit::temp_dir();
        let keys = KeyFolder::open(folder.path()).unwrap();
        let first = keys.create(NAME, SignatureType::Ed25519).unwrap().current().verifier().clone();
        keys.rotate(NAME, Duration::from_secs(3_600)).unwrap();
        // As after a crash between the two files.
        fs::write(keys.public_path(NAME), format!("{first}\n")).unwrap();
        let rotated = keys.load(NAME).unwrap();
        assert_eq!(rotated.signing_at(clock::now()).len(), 2);
        let public = fs::read_to_string(keys.public_path(NAME)).unwrap();
        assert_eq!(public, format!("{}\n{first}\n", rotated.current().verifier()));
        let mode = fs::metadata(keys.key_path(NAME)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }

    #[test]
    fn a_key_that_a_crash_left_half_made_is_removed_and_one_under_way_is_not() {
        let folder = testkit::temp_dir();
        let keys = KeyFolder::open(folder.path()).unwrap();
        let made = keys.create(NAME, SignatureType::Ed25519).unwrap();
        let left = durable::with_suffix(&keys.key_path(NAME), ".4711.0.new");
        let under_way = durable::with_suffix(&keys.key_path(NAME), ".4712.3.new");
        let foreign = folder.path().join("letter.new");
        for path in [&left, &under_way, &foreign] {
            fs::write(path, "PRIVATE+KEY+").unwrap();
        }
        let long_ago = std::time::SystemTime::now() - Duration::from_secs(86_400);
        for path in [&left, &foreign] {
            fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
        }
        let again = KeyFolder::open(folder.path()).unwrap();
        assert_eq!([&left, &under_way, &foreign].map(|path| path.exists()), [false, true, true]);
        assert_eq!(again.load(NAME).unwrap().verifiers(), made.verifiers());
    }

    #[test]
    fn of_many_who_make_the_first_key_at_once_all_get_the_same() {
        let folder = testkit::temp_dir();
        let keys = KeyFolder::open(folder.path()).unwrap();
        let made: Vec<_> = std::thread::scope(|scope| {
            let make =
                || scope.spawn(|| keys.load_or_create(NAME, SignatureType::Ed25519).unwrap().verifiers());
            let running: Vec<_> = (0..8).map(|_| make()).collect();
            running.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(made.iter().all(|keys| keys == &made[0]));
    }
}
