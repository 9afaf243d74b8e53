//! Keyed pseudonyms: who paid or was paid, without saying who. The same person under the same key is the same
//! pseudonym, so sums per person remain possible; without the key nobody can tell or guess one from the other.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The secret that pseudonyms are made with. It stays with the publisher; the ledger never sees it.
#[derive(Clone)]
pub struct PseudonymKey(Hmac<Sha256>);

/// A key that is too short to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a pseudonym key has at least {KEY_BYTES_MIN} bytes, this one has {0}; make one with \"openssl rand -hex 32\""
)]
pub struct KeyTooShort(usize);

/// Shorter keys can be guessed.
const KEY_BYTES_MIN: usize = 16;
/// Bytes of the code that are kept: 128 bits, so that no two people ever share one.
const KEPT_BYTES: usize = 16;

impl PseudonymKey {
    /// A key from secret bytes.
    ///
    /// # Errors
    /// When they are fewer than 16.
    pub fn new(secret: &[u8]) -> Result<Self, KeyTooShort> {
        if secret.len() < KEY_BYTES_MIN {
            return Err(KeyTooShort(secret.len()));
        }
        Ok(Self(Hmac::new_from_slice(secret).expect("HMAC takes keys of any length")))
    }

    /// The pseudonym of a name or number: 32 hex digits; empty for empty text. Case and blanks do not count, since
    /// files of one office write one name in many ways.
    pub fn of(&self, name: &str) -> String {
        let words: Vec<String> = name.split_whitespace().map(str::to_uppercase).collect();
        if words.is_empty() {
            return String::new();
        }
        let mut mac = self.0.clone();
        mac.update(words.join(" ").as_bytes());
        let code = mac.finalize().into_bytes();
        code.iter().take(KEPT_BYTES).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_depends_on_the_name_and_the_key_and_on_nothing_else() {
        let key = PseudonymKey::new(b"0123456789abcdef").unwrap();
        let other = PseudonymKey::new(b"0123456789abcdeg").unwrap();
        assert_eq!(key.of("06 Care  Ltd "), key.of("06 CARE LTD"));
        assert_ne!(key.of("06 CARE LTD"), key.of("07 CARE LTD"));
        assert_ne!(key.of("06 CARE LTD"), other.of("06 CARE LTD"));
        assert_eq!((key.of("x").len(), key.of(" ")), (32, String::new()));
        assert!(!format!("{key:?}").contains("0123"));
        assert!(PseudonymKey::new(b"short").is_err());
    }

    /// HMAC-SHA-256 as Python's `hmac` computes it: pseudonyms must stay the same for ever.
    #[test]
    fn a_pseudonym_never_changes() {
        let key = PseudonymKey::new(b"0123456789abcdef").unwrap();
        assert_eq!(key.of("SMART STYLE HOLDINGS LTD"), "f3ad3f779449c050c684e835bebeb749");
    }
}
