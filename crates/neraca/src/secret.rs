//! The secret that pseudonyms of payees are made with: a file that the user names, or one of the data folder's own.

use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use adapters::PseudonymKey;
use anyhow::Context;

use crate::configuration::{Configuration, Store};

/// The folder's own key. Losing it loses the link between pseudonyms, and nothing of the ledger.
const FILE: &str = "pseudonym.key";

/// The key for this run: the one that is named here, or the one that the configuration names, or the folder's own. None when
/// the books are on a server and no key is named, for a key that is not kept would give the same payee another name at the
/// next import.
///
/// # Errors
/// When the file can't be read or made, or is too short to be a secret.
pub fn pseudonym_key(
    configuration: &Configuration,
    named: Option<&Path>,
) -> anyhow::Result<Option<PseudonymKey>> {
    let named = named.or(configuration.pseudonym_key.as_deref());
    let secret = match (named, &configuration.store) {
        (Some(path), _) => read(path)?,
        (None, Store::Postgres(_)) => return Ok(None),
        (None, Store::Embedded | Store::Managed) => {
            let path = configuration.data.join(FILE);
            if !path.exists() {
                make(&configuration.data, &path)
                    .with_context(|| format!("make the pseudonym key \"{}\"", path.display()))?;
            }
            read(&path)?
        }
    };
    Ok(Some(PseudonymKey::new(secret.trim_ascii())?))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("pseudonym key \"{}\"", path.display()))
}

fn make(folder: &Path, path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut random = [0; 32];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut random)?;
    let text: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}
