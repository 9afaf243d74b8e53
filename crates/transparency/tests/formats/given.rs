//! Builders: keys from small numbers, a log of small entries.

use transparency::Hash;
use transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use transparency::hash::{leaf_hash, node_hash};
use transparency::note::{SignatureType, SignerKey};
use transparency::proof::{self, Nodes};

/// The origin of [`Entries`].
pub(crate) const LOG: &str = "pemda.example/buku";

/// A log's key; the same number gives the same key.
pub(crate) fn log_key(name: &str, number: u8) -> SignerKey {
    SignerKey::from_seed(name, SignatureType::Ed25519, &[number; 32]).expect("a sound name")
}

/// A witness's key; the same number gives the same key.
pub(crate) fn witness_key(name: &str, number: u8) -> SignerKey {
    SignerKey::from_seed(name, SignatureType::CosignatureV1, &[number; 32]).expect("a sound name")
}

/// A log in which entry N is the number N; another fork has other entries.
pub(crate) struct Entries {
    pub(crate) fork: u8,
}

impl Entries {
    pub(crate) fn leaf(&self, index: u64) -> Hash {
        leaf_hash(&[&[self.fork], &index.to_be_bytes()[..]].concat())
    }

    pub(crate) fn head(&self, size: u64) -> Checkpoint {
        let root = proof::root(size, self).expect("all entries are there");
        Checkpoint::new(LOG, size, root).expect("a sound origin")
    }

    /// The head, signed with key 1 of the log.
    pub(crate) fn signed(&self, size: u64) -> SignedCheckpoint {
        self.head(size).sign(&log_key(LOG, 1)).expect("the log's key")
    }
}

impl Nodes for Entries {
    fn node(&self, height: u8, index: u64) -> Option<Hash> {
        match height {
            0 => Some(self.leaf(index)),
            _ => Some(node_hash(self.node(height - 1, 2 * index)?, self.node(height - 1, 2 * index + 1)?)),
        }
    }
}
