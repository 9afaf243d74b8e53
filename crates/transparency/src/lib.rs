//! A transparency log in open formats, without IO: the Merkle tree of RFC 6962 over stored bytes, and the C2SP formats
//! around it, so that tools which others wrote can check what we keep, and ours can check theirs.
//!
//! - [`hash`]: what a leaf and a node are.
//! - [`tree`]: the tree as it grows; only its right edge is in memory.
//! - [`proof`]: inclusion and consistency, made and verified.
//! - [`tile`]: the tree as files (`tlog-tiles`): names, hashes, entry bundles.
//! - [`note`], [`checkpoint`], [`cosignature`]: signed notes and what is signed (`signed-note`, `tlog-checkpoint`,
//!   `tlog-cosignature`).
//! - [`witness`]: the witness protocol as a state machine (`tlog-witness`).
//! - [`proof_file`], [`policy`]: what is handed to people, and whom they trust (`tlog-proof`, `tlog-policy`).

pub mod checkpoint;
pub mod cosignature;
pub mod hash;
pub mod note;
pub mod policy;
pub mod proof;
pub mod proof_file;
pub mod tile;
pub mod tree;
pub mod witness;

pub use hash::Hash;
