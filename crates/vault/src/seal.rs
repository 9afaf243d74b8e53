//! Sealing with XChaCha20-Poly1305: a random nonce of 24 bytes, then the ciphertext with its tag. What a seal is for is
//! bound to it, so that no sealed bytes can stand in for others.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{Key, KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use crate::error::VaultError;

pub(crate) const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// By how much a seal is longer than what it seals: nonce and tag.
pub(crate) const SEAL_BYTES: usize = NONCE_BYTES + 16;

/// A key, of the vault or of one subject. Wiped when dropped, and shown by nothing.
#[derive(ZeroizeOnDrop)]
pub(crate) struct SecretKey([u8; KEY_BYTES]);

/// What a seal is for: two seals with different purposes never open as each other.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// Tells whether a master key is that of a database.
    Check,
    /// A subject's key under the master key.
    SubjectKey,
    /// An identity under its subject's key.
    Identity,
    /// An entry of the trail.
    Trail,
}

impl Purpose {
    /// Part of the format: a text that changes makes what was sealed unreadable.
    fn label(self) -> &'static [u8] {
        match self {
            Self::Check => b"neraca vault 1: check\0",
            Self::SubjectKey => b"neraca vault 1: subject key\0",
            Self::Identity => b"neraca vault 1: identity\0",
            Self::Trail => b"neraca vault 1: trail\0",
        }
    }
}

impl SecretKey {
    /// A fresh key from the operating system.
    pub(crate) fn draw() -> Result<Self, VaultError> {
        let mut key = Self([0; KEY_BYTES]);
        getrandom::fill(&mut key.0).map_err(VaultError::Random)?;
        Ok(key)
    }

    /// A key from its bytes; `None` when they are not 32.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Self([0; KEY_BYTES]);
        if bytes.len() != KEY_BYTES {
            return None;
        }
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    /// The bytes, to wrap or to write them.
    pub(crate) fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Seals `clear` for a purpose, bound to `parts`.
    pub(crate) fn seal(
        &self,
        purpose: Purpose,
        parts: &[&[u8]],
        clear: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE_BYTES];
        // 192 random bits never meet again under one key, whatever is restored from a backup.
        getrandom::fill(&mut nonce).map_err(VaultError::Random)?;
        let bound = bind(purpose, parts);
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: clear, aad: &bound })
            // Only 256 GiB and more can't be sealed, and every field has a limit.
            .expect("a few hundred bytes can be sealed");
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for this purpose and these parts; `None` when a bit of any of them differs. Tags are compared
    /// in constant time.
    pub(crate) fn open(
        &self,
        purpose: Purpose,
        parts: &[&[u8]],
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let bound = bind(purpose, parts);
        let payload = Payload { msg: ciphertext, aad: &bound };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        let mut key = Key::from(self.0);
        let cipher = XChaCha20Poly1305::new(&key);
        key.as_mut_slice().zeroize();
        cipher
    }
}

/// One text for one list of parts: each goes with its length, so that moving a byte to its neighbour shows.
fn bind(purpose: Purpose, parts: &[&[u8]]) -> Vec<u8> {
    let mut bound = purpose.label().to_vec();
    for part in parts {
        bound.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bound.extend_from_slice(part);
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_key_purpose_and_parts_alone() {
        let (key, other) = (SecretKey::draw().unwrap(), SecretKey::draw().unwrap());
        let sealed = key.seal(Purpose::Identity, &[b"ab", b"c"], b"clear").unwrap();
        assert_eq!(key.open(Purpose::Identity, &[b"ab", b"c"], &sealed).unwrap().as_slice(), b"clear");
        assert!(other.open(Purpose::Identity, &[b"ab", b"c"], &sealed).is_none());
        assert!(key.open(Purpose::Trail, &[b"ab", b"c"], &sealed).is_none());
        assert!(key.open(Purpose::Identity, &[b"a", b"bc"], &sealed).is_none());
        for length in 0..sealed.len() {
            assert!(key.open(Purpose::Identity, &[b"ab", b"c"], &sealed[..length]).is_none());
        }
        assert_ne!(sealed, key.seal(Purpose::Identity, &[b"ab", b"c"], b"clear").unwrap());
    }

    #[test]
    fn a_key_of_another_length_is_none() {
        assert!(SecretKey::from_bytes(&[0; 31]).is_none() && SecretKey::from_bytes(&[0; 33]).is_none());
        assert!(SecretKey::from_bytes(&[7; 32]).is_some());
    }
}
