//! A vault with one citizen, and what a curious or hostile reader of its folder could do.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use vault::{Attributes, PseudonymKey, Request, Vault};

pub(crate) const SECRET: &[u8] = b"0123456789abcdef";
pub(crate) const NIK: &str = "1608010101900001";
pub(crate) const BUDI: &str = "Budi Santoso";
/// A moment in November 2026, in milliseconds.
pub(crate) const AT: i64 = 1_795_000_000_000;

pub(crate) fn open(folder: &Path) -> Vault {
    try_open(folder).unwrap()
}

pub(crate) fn try_open(folder: &Path) -> Result<Vault, vault::VaultError> {
    Vault::open(&folder.join("vault"), PseudonymKey::new(SECRET).unwrap())
}

pub(crate) fn budi() -> Attributes {
    let some = |text: &str| Some(text.to_owned());
    Attributes {
        name: some(BUDI),
        phone: some("081234567890"),
        email: some("budi@example.id"),
        account: some("1460123456789"),
    }
}

pub(crate) fn request(reason: &str) -> Request<'_> {
    Request { who: "siti", reason, at_unix_ms: AT }
}

/// The database, past the vault.
pub(crate) fn tampering(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("vault/vault.sqlite")).unwrap();
    connection.execute_batch("pragma synchronous = off").unwrap();
    connection
}

/// All files of a vault's folder, with their bytes.
pub(crate) struct Files(pub(crate) Vec<(String, Vec<u8>)>);

pub(crate) fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder.join("vault")).unwrap().map(|entry| entry.unwrap());
    let files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    assert!(files.len() >= 3, "a folder without its files proves nothing");
    Files(files)
}

impl Files {
    /// Names of the files that hold these bytes.
    pub(crate) fn find(&self, bytes: &[u8]) -> Vec<String> {
        let holds = |file: &[u8]| file.windows(bytes.len()).any(|window| window == bytes);
        self.0.iter().filter(|(_, file)| holds(file)).map(|(name, _)| name.clone()).collect()
    }

    /// Writes them into another folder: what a crash at this moment would have left.
    pub(crate) fn copy_to(&self, folder: &Path) {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        let vault = folder.join("vault");
        fs::DirBuilder::new().mode(0o700).create(&vault).unwrap();
        for (name, bytes) in &self.0 {
            // SQLite makes the index of its log anew after a crash.
            if name != "vault.sqlite-shm" {
                fs::write(vault.join(name), bytes).unwrap();
                fs::set_permissions(vault.join(name), fs::Permissions::from_mode(0o600)).unwrap();
            }
        }
    }
}
