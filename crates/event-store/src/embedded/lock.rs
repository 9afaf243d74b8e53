//! The lock that keeps a second writing process out of a folder. The operating system holds it, so that it ends with the
//! process however that ends; the text in the file only tells people who it is.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::StoreError;

const FILE: &str = "LOCK";

/// Held for as long as it lives.
pub(super) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// # Errors
    /// [`StoreError::Locked`] with the name of the process that has it.
    pub(super) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let unusable = |source| StoreError::Folder { path: path.clone(), source };
        // Not truncated on opening: the text belongs to the one who holds the lock.
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Locked { folder: folder.to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let text = format!("process {} since second {since} of 1970\n", std::process::id());
        file.set_len(0).and_then(|()| file.rewind()).map_err(unusable)?;
        file.write_all(text.as_bytes()).map_err(unusable)?;
        Ok(FolderLock { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => "another process".to_owned(),
    }
}
