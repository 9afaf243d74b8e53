//! Inclusion and consistency proofs, after RFC 6962 section 2.1: made from the tree's nodes, and verified from a root
//! alone by the algorithms of RFC 9162 section 2.1.

use std::cell::RefCell;

use crate::hash::{Hash, empty_root, node_hash};
use crate::tile::{TileId, tiles_of};

/// Where a proof's hashes come from.
pub trait Nodes {
    /// The root of the perfect subtree of `2^height` leaves that begins at leaf `index * 2^height`.
    fn node(&self, height: u8, index: u64) -> Option<Hash>;
}

/// Why a proof was not made or does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such leaf.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    NoSuchLeaf {
        /// The leaf asked for, from 0.
        index: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// The older tree is the larger one.
    #[error("a tree of {old} leaves can't be the beginning of one of {new}")]
    Shrunk {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// A node that the proof needs is not there.
    #[error("the node {index} at height {height} is missing")]
    MissingNode {
        /// Its height above the leaves.
        height: u8,
        /// Its place within the height.
        index: u64,
    },
    /// The proof has more or fewer hashes than sizes and place ask for.
    #[error("the proof has {found} hashes, which is not what a tree of this size needs")]
    WrongLength {
        /// Hashes given.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error("the proof leads to {found}, not to {expected}")]
    WrongRoot {
        /// The root that was claimed.
        expected: Hash,
        /// The root that the proof leads to.
        found: Hash,
    },
}

/// The hashes that prove a leaf's place in a tree, the leaf's sibling first.
///
/// # Errors
/// When there is no such leaf or a node is missing.
pub fn inclusion(index: u64, size: u64, nodes: &impl Nodes) -> Result<Vec<Hash>, ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchLeaf { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(range_root(middle, end, nodes)?);
            end = middle;
        } else {
            path.push(range_root(start, middle, nodes)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The hashes that prove that a tree of `old` leaves is the beginning of one of `new` leaves.
///
/// # Errors
/// When the old tree is the larger one or a node is missing.
pub fn consistency(old: u64, new: u64, nodes: &impl Nodes) -> Result<Vec<Hash>, ProofError> {
    if old > new {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    // Down to the subtree where the old tree ends.
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            path.push(range_root(middle, end, nodes)?);
            end = middle;
        } else {
            path.push(range_root(start, middle, nodes)?);
            start = middle;
        }
    }
    // Whoever verifies knows the old tree's root, but not that of a part of it.
    if start != 0 {
        path.push(range_root(start, end, nodes)?);
    }
    path.reverse();
    Ok(path)
}

/// Proves that a leaf stands at `index` in the tree of `size` leaves with this root.
///
/// # Errors
/// When it does not.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchLeaf { index, size });
    }
    let wrong_length = ProofError::WrongLength { found: proof.len() };
    let (mut node, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(wrong_length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(*sibling, hash);
            let up = if node & 1 == 0 { node.trailing_zeros() } else { 0 };
            (node, last) = (node >> up, last >> up);
        } else {
            hash = node_hash(hash, *sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last != 0 {
        return Err(wrong_length);
    }
    same(root, hash)
}

/// Proves that the tree of `old_size` leaves with one root is the beginning of the tree of `new_size` leaves with the
/// other. Every tree extends the empty one.
///
/// # Errors
/// When it is not.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Shrunk { old: old_size, new: new_size });
    }
    let wrong_length = ProofError::WrongLength { found: proof.len() };
    if old_size == 0 || old_size == new_size {
        let root = if old_size == 0 { empty_root() } else { new_root };
        same(old_root, root)?;
        return if proof.is_empty() { Ok(()) } else { Err(wrong_length) };
    }
    // A whole subtree on the left is the old tree itself, and the proof leaves it out.
    let (first, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(wrong_length.clone())?;
        (*first, rest)
    };
    let up = (old_size - 1).trailing_ones();
    let (mut node, mut last) = ((old_size - 1) >> up, (new_size - 1) >> up);
    let (mut old, mut new) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(wrong_length);
        }
        if node & 1 == 1 || node == last {
            old = node_hash(*sibling, old);
            new = node_hash(*sibling, new);
            let up = if node & 1 == 0 { node.trailing_zeros() } else { 0 };
            (node, last) = (node >> up, last >> up);
        } else {
            new = node_hash(new, *sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last != 0 {
        return Err(wrong_length);
    }
    same(old_root, old)?;
    same(new_root, new)
}

/// The tiles that an inclusion proof is made from.
#[must_use]
pub fn inclusion_tiles(index: u64, size: u64) -> Vec<TileId> {
    let asked = Asked::default();
    // A leaf that is not there needs no tiles; making the proof says so.
    let _ = inclusion(index, size, &asked);
    tiles_of(&asked.0.into_inner(), size)
}

/// The tiles that a consistency proof is made from, at the width that they have in the newer tree.
#[must_use]
pub fn consistency_tiles(old: u64, new: u64) -> Vec<TileId> {
    let asked = Asked::default();
    let _ = consistency(old, new, &asked);
    tiles_of(&asked.0.into_inner(), new)
}

/// The tiles that give the root of a tree of `size` leaves.
#[must_use]
pub fn root_tiles(size: u64) -> Vec<TileId> {
    let asked = Asked::default();
    let _ = root(size, &asked);
    tiles_of(&asked.0.into_inner(), size)
}

/// The root of the tree's first `size` leaves.
///
/// # Errors
/// When a node is missing.
pub fn root(size: u64, nodes: &impl Nodes) -> Result<Hash, ProofError> {
    if size == 0 { Ok(empty_root()) } else { range_root(0, size, nodes) }
}

/// The root over hashes that are a perfect subtree: their number is a power of two.
pub(crate) fn perfect_root(hashes: &[Hash]) -> Hash {
    let mut level = hashes.to_vec();
    while level.len() > 1 {
        level = level.chunks_exact(2).map(|pair| node_hash(pair[0], pair[1])).collect();
    }
    level.first().copied().unwrap_or_else(empty_root)
}

/// Remembers which nodes were asked for, and gives any hash.
#[derive(Default)]
struct Asked(RefCell<Vec<(u8, u64)>>);

impl Nodes for Asked {
    fn node(&self, height: u8, index: u64) -> Option<Hash> {
        self.0.borrow_mut().push((height, index));
        Some(Hash::default())
    }
}

/// The largest power of two below `leaves`, which is at least 2.
fn split(leaves: u64) -> u64 {
    1 << (u64::BITS - 1 - (leaves - 1).leading_zeros())
}

/// The root over leaves `start..end`, where `start` is a multiple of the largest power of two in the range.
fn range_root(start: u64, end: u64, nodes: &impl Nodes) -> Result<Hash, ProofError> {
    let mut rest = start;
    let mut peaks = Vec::new();
    while rest < end {
        let height = u64::BITS - 1 - (end - rest).leading_zeros();
        let (height, index) = (height as u8, rest >> height);
        peaks.push(nodes.node(height, index).ok_or(ProofError::MissingNode { height, index })?);
        rest += 1 << height;
    }
    let mut peaks = peaks.into_iter().rev();
    let last = peaks.next().unwrap_or_else(empty_root);
    Ok(peaks.fold(last, |right, left| node_hash(left, right)))
}

fn same(expected: Hash, found: Hash) -> Result<(), ProofError> {
    if expected == found { Ok(()) } else { Err(ProofError::WrongRoot { expected, found }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::tile::TileSet;
    use crate::tree::{Tree, levels};

    /// Trees of every size up to `size`, with their tiles as of the last.
    fn grown(size: u64) -> (Vec<Hash>, TileSet) {
        let (mut tree, mut tiles, mut full) = (Tree::default(), TileSet::default(), Vec::new());
        let mut roots = vec![tree.root()];
        for index in 0..size {
            tree.push(leaf_hash(&index.to_be_bytes()), &mut full);
            roots.push(tree.root());
        }
        for tile in full {
            tiles.insert(tile.level, tile.number, tile.hashes);
        }
        for level in 0..levels(size) {
            let number = (size >> (8 * u32::from(level))) / 256;
            tiles.insert(level, number, tree.partial(level).to_vec());
        }
        (roots, tiles)
    }

    #[test]
    fn every_leaf_of_every_size_is_proved_and_no_other_is() {
        let (roots, tiles) = grown(140);
        for size in 1..=140u64 {
            let root = roots[size as usize];
            for index in 0..size {
                let leaf = leaf_hash(&index.to_be_bytes());
                let proof = inclusion(index, size, &tiles).expect("all nodes are there");
                verify_inclusion(leaf, index, size, &proof, root).expect("a proof that was just made");
                let elsewhere = (index + 1) % size;
                if elsewhere != index {
                    assert!(verify_inclusion(leaf, elsewhere, size, &proof, root).is_err());
                }
                let mut longer = proof.clone();
                longer.push(root);
                assert!(verify_inclusion(leaf, index, size, &longer, root).is_err());
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(verify_inclusion(leaf, index, size, shorter, root).is_err());
                }
                for flipped in 0..proof.len() {
                    let mut other = proof.clone();
                    other[flipped].0[31] ^= 1;
                    assert!(verify_inclusion(leaf, index, size, &other, root).is_err());
                }
            }
        }
    }

    #[test]
    fn every_size_extends_every_smaller_one_and_nothing_else() {
        let (roots, tiles) = grown(100);
        for new in 0..=100u64 {
            for old in 0..=new {
                let (was, is) = (roots[old as usize], roots[new as usize]);
                let proof = consistency(old, new, &tiles).expect("all nodes are there");
                verify_consistency(old, was, new, is, &proof).expect("a proof that was just made");
                let mut other = was;
                other.0[0] ^= 1;
                assert!(verify_consistency(old, other, new, is, &proof).is_err(), "{old} {new}");
                if old != 0 {
                    let mut other = is;
                    other.0[0] ^= 1;
                    assert!(verify_consistency(old, was, new, other, &proof).is_err(), "{old} {new}");
                }
                let mut longer = proof.clone();
                longer.push(is);
                assert!(verify_consistency(old, was, new, is, &longer).is_err());
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(verify_consistency(old, was, new, is, shorter).is_err());
                }
                if old < new {
                    assert!(verify_consistency(new, is, old, was, &proof).is_err());
                }
            }
        }
    }

    #[test]
    fn proofs_across_tiles_need_only_the_tiles_they_name() {
        let (roots, all) = grown(66_000);
        for (index, size) in
            [(0, 66_000), (65_999, 66_000), (255, 257), (256, 257), (300, 65_537), (65_536, 65_537)]
        {
            let mut few = TileSet::default();
            for tile in inclusion_tiles(index, size) {
                let hashes = (0..u64::from(tile.width))
                    .map(|place| all.node(tile.level * 8, tile.number * 256 + place).expect("a full tree"))
                    .collect();
                few.insert(tile.level, tile.number, hashes);
            }
            let proof = inclusion(index, size, &few).expect("the named tiles are enough");
            let leaf = leaf_hash(&index.to_be_bytes());
            verify_inclusion(leaf, index, size, &proof, roots[size as usize]).expect("the proof holds");
        }
        assert_eq!(root(66_000, &all), Ok(roots[66_000]));
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (_, tiles) = grown(3);
        assert_eq!(inclusion(3, 3, &tiles), Err(ProofError::NoSuchLeaf { index: 3, size: 3 }));
        assert_eq!(consistency(3, 2, &tiles), Err(ProofError::Shrunk { old: 3, new: 2 }));
        assert_eq!(inclusion(0, 8, &tiles), Err(ProofError::MissingNode { height: 2, index: 1 }));
    }
}
