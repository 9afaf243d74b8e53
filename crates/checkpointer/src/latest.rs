//! The latest checkpoint that a key signed, in a file beside the key. It is durable before the checkpoint is given to
//! anybody, so that a database restored from an older backup can't make the key sign another history.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use transparency::checkpoint::{CheckpointError, SignedCheckpoint};
use transparency::note::VerifierKey;

use crate::durable;

/// The file.
#[derive(Clone, Debug)]
pub struct Latest {
    path: PathBuf,
}

/// Why the latest checkpoint is not known or not kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LatestError {
    /// The file can't be used.
    #[error("can't use \"{path}\": {source}", path = path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The content can't be believed.
    #[error(
        "the latest checkpoint in \"{path}\" can't be believed: {error}. Put back a copy of this file; when there is \
         none, and witnesses or others who keep checkpoints show none that is newer than the database's newest, \
         remove the file, and the newest checkpoint in the database counts. If the key was exchanged by hand, add \
         the old public key as a line to the key's text",
        path = path.display()
    )]
    Damaged {
        /// The path.
        path: PathBuf,
        /// What is wrong.
        error: CheckpointError,
    },
}

impl Latest {
    /// The file at this path, which need not exist yet.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Reads the checkpoint and verifies that one of the log's keys signed it; `None` when nothing was signed yet.
    ///
    /// # Errors
    /// [`LatestError::Damaged`] when it is no checkpoint of the log of these keys.
    pub async fn load(&self, keys: &[VerifierKey]) -> Result<Option<SignedCheckpoint>, LatestError> {
        let path = self.path.clone();
        let bytes = match self.off_thread(move || fs::read(path)).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|source| self.file_error(source))?,
        };
        let read = || {
            let signed = SignedCheckpoint::parse(&bytes)?;
            let (origin, verified) = (signed.checkpoint().origin(), signed.note().verify(keys)?);
            // Signed by the key, but in the name of another log.
            if let Some((key, _)) = verified.known.iter().find(|(key, _)| key.name() != origin) {
                let (expected, found) = (key.name().to_owned(), origin.to_owned());
                return Err(CheckpointError::OtherOrigin { expected, found });
            }
            Ok(signed)
        };
        read().map(Some).map_err(|error| LatestError::Damaged { path: self.path.clone(), error })
    }

    /// Keeps a checkpoint in place of the one before; durable when it returns. Call it under its lock.
    ///
    /// # Errors
    /// When the disk fails. Then the checkpoint must not be given to anybody.
    pub async fn save(&self, signed: &SignedCheckpoint) -> Result<(), LatestError> {
        let (path, text) = (self.path.clone(), signed.to_string());
        let saved = self.off_thread(move || durable::replace(&path, &text, 0o644)).await;
        saved.map_err(|source| self.file_error(source))
    }

    /// Keeps all other signers over this file waiting until the lock is dropped, in this and in other processes.
    pub(crate) async fn lock(&self) -> Result<File, LatestError> {
        let path = durable::with_suffix(&self.path, ".lock");
        self.off_thread(move || durable::lock(&path)).await.map_err(|source| self.file_error(source))
    }

    /// A disk that syncs slowly, or a folder on another machine, holds up no other task.
    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    fn file_error(&self, source: io::Error) -> LatestError {
        LatestError::File { path: self.path.clone(), source }
    }
}

#[cfg(test)]
mod tests {
    use transparency::checkpoint::Checkpoint;
    use transparency::hash::empty_root;
    use transparency::note::{SignatureType, SignerKey};

    use super::*;

    /// Reading a pipe takes until somebody writes into it: here a task that runs on the same thread.
    #[tokio::test(flavor = "current_thread")]
    async fn a_slow_disk_holds_up_no_other_task() {
        let folder = testkit::temp_dir();
        let latest = Latest::at(folder.path().join("log.latest"));
        let made = std::process::Command::new("mkfifo").arg(latest.path()).status();
        if !made.is_ok_and(|made| made.success()) {
            return testkit::report_skipped("mkfifo is not installed");
        }
        let path = latest.path().to_owned();
        let write = async { tokio::task::spawn_blocking(|| fs::write(path, "no checkpoint")).await };
        let (loaded, written) = tokio::join!(latest.load(&[]), write);
        written.unwrap().unwrap();
        assert!(matches!(loaded, Err(LatestError::Damaged { .. })), "{loaded:?}");
    }

    #[tokio::test]
    async fn no_changed_byte_and_no_cut_is_believed() {
        let folder = testkit::temp_dir();
        let key = SignerKey::from_seed("log", SignatureType::Ed25519, &[1; 32]).unwrap();
        let keys = [key.verifier().clone()];
        let latest = Latest::at(folder.path().join("log.latest"));
        assert_eq!(latest.load(&keys).await.unwrap(), None);
        let signed = Checkpoint::new("log", 12, empty_root()).unwrap().sign(&key).unwrap();
        latest.save(&signed).await.unwrap();
        assert_eq!(latest.load(&keys).await.unwrap(), Some(signed));
        let sound = fs::read(latest.path()).unwrap();
        let changed = (0..sound.len()).flat_map(|at| [1, 0x20, 0x80].map(|flip| (at, flip)));
        let changed = changed.map(|(at, flip)| {
            let mut bytes = sound.clone();
            bytes[at] ^= flip;
            bytes
        });
        for bytes in changed.chain((0..sound.len()).map(|length| sound[..length].to_vec())) {
            fs::write(latest.path(), &bytes).unwrap();
            let error = latest.load(&keys).await.unwrap_err();
            assert!(matches!(error, LatestError::Damaged { .. }), "{error}");
        }
    }
}
