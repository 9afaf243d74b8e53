//! Which logs a witness knows: text with one public key a line, as the log's operator hands it out.
//!
//! ```text
//! # the origin is the key's name; two lines of one origin while a key is rotated
//! ledger.example.go.id/main+e5b7c0ad+AQ…
//! ```

use std::fs;
use std::path::Path;

use transparency::note::VerifierKey;
use transparency::witness::KnownLog;

use crate::error::WitnessError;

/// Reads the logs from a file, or from all files of a folder that end with `.vkey`. Lines that are empty or begin with
/// `#` are left out.
///
/// # Errors
/// When a line is no public key, or there is no log at all.
pub fn read(path: &Path) -> Result<Vec<KnownLog>, WitnessError> {
    let mut files = Vec::new();
    if path.is_dir() {
        for file in fs::read_dir(path).map_err(WitnessError::file(path))? {
            let file = file.map_err(WitnessError::file(path))?.path();
            if file.extension().is_some_and(|extension| extension == "vkey") {
                files.push(file);
            }
        }
        files.sort();
    } else {
        files.push(path.to_owned());
    }
    let mut logs = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(WitnessError::file(&file))?;
        for (line, text) in (1..).zip(text.lines().map(str::trim)) {
            if !text.is_empty() && !text.starts_with('#') {
                let key = text.parse().map_err(|error| {
                    let path = file.clone();
                    WitnessError::LogLine { path, line, error }
                })?;
                add(&mut logs, key);
            }
        }
    }
    if logs.is_empty() { Err(WitnessError::NoLogs(path.to_owned())) } else { Ok(logs) }
}

fn add(logs: &mut Vec<KnownLog>, key: VerifierKey) {
    match logs.iter_mut().find(|log| log.origin == key.name()) {
        Some(log) if log.keys.contains(&key) => {}
        Some(log) => log.keys.push(key),
        None => logs.push(KnownLog { origin: key.name().to_owned(), keys: vec![key] }),
    }
}

#[cfg(test)]
mod tests {
    use transparency::note::{SignatureType, SignerKey};

    use super::*;

    fn key(name: &str, seed: u8) -> VerifierKey {
        SignerKey::from_seed(name, SignatureType::Ed25519, &[seed; 32]).unwrap().verifier().clone()
    }

    #[test]
    fn keys_of_one_origin_are_one_log_wherever_they_stand() {
        let folder = testkit::temp_dir();
        let (old, new, other) = (key("log/a", 1), key("log/a", 2), key("log/b", 3));
        fs::write(folder.path().join("a.vkey"), format!("# ours\n\n{old}\n")).unwrap();
        fs::write(folder.path().join("b.vkey"), format!("{other}\n{new}\n{new}\n")).unwrap();
        fs::write(folder.path().join("notes.txt"), "not a key\n").unwrap();
        let logs = read(folder.path()).unwrap();
        assert_eq!(logs.len(), 2);
        assert_eq!((logs[0].origin.as_str(), &logs[0].keys[..]), ("log/a", &[old, new][..]));
        assert_eq!((logs[1].origin.as_str(), &logs[1].keys[..]), ("log/b", &[other][..]));
    }

    #[test]
    fn what_is_no_public_key_is_named_with_its_line() {
        let folder = testkit::temp_dir();
        let file = folder.path().join("logs");
        let secret = SignerKey::from_seed("log", SignatureType::Ed25519, &[1; 32]).unwrap().to_secret_text();
        fs::write(&file, format!("{}\n{secret}\n", key("log/a", 1))).unwrap();
        let error = read(&file).unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("private key"), "{error}");
        assert!(!error.contains(&secret), "{error}");
        fs::write(&file, "# nothing yet\n").unwrap();
        assert!(matches!(read(&file), Err(WitnessError::NoLogs(_))));
    }
}
