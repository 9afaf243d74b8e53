//! Builders: keys from small numbers.

use transparency::note::{SignatureType, SignerKey};

/// A log's key; the same number gives the same key.
pub(crate) fn log_key(name: &str, number: u8) -> SignerKey {
    SignerKey::from_seed(name, SignatureType::Ed25519, &[number; 32]).expect("a sound name")
}

/// A witness's key; the same number gives the same key.
pub(crate) fn witness_key(name: &str, number: u8) -> SignerKey {
    SignerKey::from_seed(name, SignatureType::CosignatureV1, &[number; 32]).expect("a sound name")
}
