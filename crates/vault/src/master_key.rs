//! The file `vault.key`: the master key as 64 hex digits, for its owner alone. It is made once and never replaced.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use zeroize::{Zeroize as _, Zeroizing};

use crate::error::VaultError;
use crate::seal::SecretKey;

/// The folder: only the owner enters.
const FOLDER_MODE: u32 = 0o700;
/// Its files: only the owner reads and writes.
pub(crate) const FILE_MODE: u32 = 0o600;

/// Makes the folder when it is missing, and refuses one that others may enter.
pub(crate) fn private_folder(path: &Path) -> Result<(), VaultError> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(path).map_err(file_error(path))?;
    refuse_others(path, FOLDER_MODE)
}

/// Refuses what anybody but the owner may read or write.
pub(crate) fn refuse_others(path: &Path, wanted: u32) -> Result<(), VaultError> {
    let mode = fs::metadata(path).map_err(file_error(path))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(VaultError::OthersCanRead { path: path.to_owned(), mode, wanted });
    }
    Ok(())
}

/// Reads the key; `None` when there is no file.
pub(crate) fn load(path: &Path) -> Result<Option<SecretKey>, VaultError> {
    match fs::exists(path) {
        Ok(true) => refuse_others(path, FILE_MODE)?,
        Ok(false) => return Ok(None),
        Err(source) => return Err(VaultError::File { path: path.to_owned(), source }),
    }
    let text = Zeroizing::new(fs::read(path).map_err(file_error(path))?);
    let bytes = from_hex(text.trim_ascii());
    let key = bytes.and_then(|bytes| SecretKey::from_bytes(&bytes));
    key.map(Some).ok_or_else(|| VaultError::KeyText(path.to_owned()))
}

/// Makes the key, durable before it is used. The caller holds the folder's lock, so that what is left beside it is a crash's.
pub(crate) fn create(path: &Path) -> Result<SecretKey, VaultError> {
    let key = SecretKey::draw()?;
    let half_made = path.with_extension("key.new");
    write(&half_made, path, &key).map_err(file_error(path))?;
    Ok(key)
}

fn write(half_made: &Path, path: &Path, key: &SecretKey) -> io::Result<()> {
    remove_if_there(half_made)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(half_made)?;
    let mut text = to_hex(key.as_bytes());
    let written = file.write_all(&text).and_then(|()| file.sync_all());
    text.zeroize();
    written?;
    // A link, unlike a rename, never replaces what is there.
    fs::hard_link(half_made, path)?;
    fs::remove_file(half_made)?;
    sync_folder(path)
}

/// Removes what a crash between two steps of [`create`] left.
pub(crate) fn sweep(path: &Path) -> Result<(), VaultError> {
    let half_made = path.with_extension("key.new");
    remove_if_there(&half_made).map_err(file_error(&half_made))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A new name is durable once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// The digits and a line end, in a buffer that never grows, so that no copy is left behind.
fn to_hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Vec::with_capacity(2 * bytes.len() + 1);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text.push(b'\n');
    text
}

fn from_hex(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 2));
    if !text.len().is_multiple_of(2) {
        return None;
    }
    for pair in text.chunks_exact(2) {
        bytes.push(digit(pair[0])? << 4 | digit(pair[1])?);
    }
    Some(bytes)
}

pub(crate) fn file_error(path: &Path) -> impl Fn(io::Error) -> VaultError {
    let path = path.to_owned();
    move |source| VaultError::File { path: path.clone(), source }
}
