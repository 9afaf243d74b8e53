//! The configuration file of a private nats-server.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::Options;
use crate::error::{Error, Result};

/// The one user of a private server.
pub(super) const USER: &str = "neraca";

/// Bytes of randomness in the password: as many as a key that nobody guesses needs.
const PASSWORD_BYTES: usize = 16;

/// A new password in hexadecimal digits, from the system's random source.
pub(super) fn password() -> Result<String> {
    let source = Path::new("/dev/urandom");
    let mut bytes = [0; PASSWORD_BYTES];
    let read = File::open(source).and_then(|mut file| file.read_exact(&mut bytes));
    read.map_err(Error::io("read randomness from", source))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The text of the file.
pub(super) fn text(store: &Path, password: Option<&str>, options: &Options) -> Result<String> {
    let store = store.display().to_string();
    if store.contains(['"', '\\', '\n']) {
        let what = format!("writing the configuration of nats-server for {store:?}");
        return Err(Error::Failed {
            what,
            detail: "quotes and backslashes cannot be in its path".to_owned(),
        });
    }
    let mut text = String::from("# Written at each start of this private server; changes here are lost.\n");
    text.push_str(&format!("jetstream {{\n  store_dir: \"{store}\"\n"));
    if let Some(interval) = &options.sync_interval {
        text.push_str(&format!("  sync_interval: {interval}\n"));
    }
    text.push_str("}\n");
    if let Some(password) = password {
        text.push_str(&format!("authorization {{ user: {USER}, password: \"{password}\" }}\n"));
    }
    text.push_str(&options.configuration);
    text.push('\n');
    Ok(text)
}

/// Writes a file that only its owner may read, whatever was there before.
pub(super) fn write_private(path: &Path, text: &str) -> Result<()> {
    let unfinished = path.with_extension("unfinished");
    let _ = fs::remove_file(&unfinished);
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.and_then(|()| fs::rename(&unfinished, path)).map_err(Error::io("write", path))
}
