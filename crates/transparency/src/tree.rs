//! The tree as it grows. In memory are the hashes of the tiles that are not full yet and the peaks of the right edge:
//! about 8 KiB a level, four levels at four thousand million leaves. A leaf costs its own hash and one node's on average.

use crate::hash::{Hash, empty_root, node_hash};
use crate::proof;
use crate::tile::{TILE_HEIGHT, TILE_WIDTH};

/// A growing tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Roots of the perfect subtrees that make up the tree, the largest first.
    peaks: Vec<Hash>,
    /// The hashes of the tile that is not full, at each level from 0.
    partial: Vec<Vec<Hash>>,
}

/// A tile that became full and never changes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullTile {
    /// Its level, from 0.
    pub level: u8,
    /// Its number within the level, from 0.
    pub number: u64,
    /// Its 256 hashes.
    pub hashes: Vec<Hash>,
    /// The hash over all of them, which stands in the tile above.
    pub root: Hash,
}

/// Partial tiles that no tree of this size has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} leaves has {expected} hashes in its partial tile at level {level}, not {found}")]
pub struct WrongPartialTile {
    /// The size that was asked for.
    pub size: u64,
    /// The level that is wrong.
    pub level: u8,
    /// How many hashes the tile must have.
    pub expected: usize,
    /// How many were given.
    pub found: usize,
}

/// How many hashes the partial tile at a level has in a tree of `size` leaves; 0 where the last tile is full.
#[must_use]
pub fn partial_width(size: u64, level: u8) -> usize {
    let hashes = size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT)).unwrap_or(0);
    (hashes % TILE_WIDTH as u64) as usize
}

/// How many levels of tiles a tree of `size` leaves has.
#[must_use]
pub fn levels(size: u64) -> u8 {
    let bits = u64::BITS - size.leading_zeros();
    bits.div_ceil(u32::from(TILE_HEIGHT)) as u8
}

impl Tree {
    /// A tree of `size` leaves from its partial tiles, level 0 first.
    ///
    /// # Errors
    /// When a tile has more or fewer hashes than a tree of this size.
    pub fn restore(size: u64, mut partial: Vec<Vec<Hash>>) -> Result<Self, WrongPartialTile> {
        partial.resize(partial.len().max(usize::from(levels(size))), Vec::new());
        for (level, hashes) in (0u8..).zip(&partial) {
            let (expected, found) = (partial_width(size, level), hashes.len());
            if expected != found {
                return Err(WrongPartialTile { size, level, expected, found });
            }
        }
        let peaks = partial.iter().rev().flat_map(|hashes| peaks_of(hashes)).collect();
        Ok(Self { size, peaks, partial })
    }

    /// Adds a leaf by its hash; tiles that it fills are added to `full`.
    pub fn push(&mut self, leaf: Hash, full: &mut Vec<FullTile>) {
        self.put(0, leaf);
        let mut hash = leaf;
        for height in 1..=self.size.trailing_ones() {
            let left = self.peaks.pop().expect("a peak stands for every bit of the size");
            hash = node_hash(left, hash);
            if height.is_multiple_of(u32::from(TILE_HEIGHT)) {
                let level = (height / u32::from(TILE_HEIGHT)) as usize;
                let hashes = std::mem::replace(&mut self.partial[level - 1], Vec::with_capacity(TILE_WIDTH));
                let number = self.size >> height;
                full.push(FullTile { level: (level - 1) as u8, number, hashes, root: hash });
                self.put(level, hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hash over the whole tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().copied();
        let Some(last) = peaks.next() else { return empty_root() };
        peaks.fold(last, |right, left| node_hash(left, right))
    }

    /// The hashes of the partial tile at a level; empty where the last tile is full.
    #[must_use]
    pub fn partial(&self, level: u8) -> &[Hash] {
        self.partial.get(usize::from(level)).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, level: usize, hash: Hash) {
        if self.partial.len() == level {
            self.partial.push(Vec::with_capacity(TILE_WIDTH));
        }
        self.partial[level].push(hash);
    }
}

/// The peaks over the hashes of a partial tile, the largest first.
fn peaks_of(hashes: &[Hash]) -> Vec<Hash> {
    let mut peaks = Vec::new();
    let mut rest = hashes;
    for height in (0..TILE_HEIGHT).rev() {
        let width = 1 << height;
        if rest.len() & width != 0 {
            let (first, others) = rest.split_at(width);
            peaks.push(proof::perfect_root(first));
            rest = others;
        }
    }
    peaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    fn leaf(index: u64) -> Hash {
        leaf_hash(&index.to_be_bytes())
    }

    /// The definition of RFC 6962 section 2.1, by recursion.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [one] => *one,
            more => {
                let (left, right) = more.split_at((more.len().next_power_of_two()) / 2);
                node_hash(by_definition(left), by_definition(right))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition_at_every_size() {
        let leaves: Vec<Hash> = (0..600).map(leaf).collect();
        let mut tree = Tree::default();
        for size in 0..=leaves.len() {
            assert_eq!(tree.root(), by_definition(&leaves[..size]), "size {size}");
            if let Some(next) = leaves.get(size) {
                tree.push(*next, &mut Vec::new());
            }
        }
    }

    #[test]
    fn a_tree_restored_from_its_partial_tiles_grows_as_the_one_that_was_never_stopped() {
        let mut tree = Tree::default();
        let mut full = Vec::new();
        for index in 0..66_000 {
            if [0, 1, 255, 256, 257, 511, 65_535, 65_536, 65_537].contains(&index) {
                let partial = (0..levels(index)).map(|level| tree.partial(level).to_vec()).collect();
                let restored = Tree::restore(index, partial).expect("the tiles of this size");
                assert_eq!(restored.root(), tree.root(), "size {index}");
                assert_eq!(restored.peaks, tree.peaks, "size {index}");
            }
            tree.push(leaf(index), &mut full);
        }
        assert_eq!(full.iter().filter(|tile| tile.level == 0).count(), 257);
        let upper: Vec<_> = full.iter().filter(|tile| tile.level == 1).collect();
        assert_eq!(upper.len(), 1);
        assert_eq!(upper[0].hashes[3], full[3].root);
    }

    #[test]
    fn partial_tiles_of_another_size_are_refused() {
        let wrong = Tree::restore(257, vec![vec![leaf(0)], vec![]]).expect_err("level 1 has one hash");
        assert_eq!((wrong.level, wrong.expected, wrong.found), (1, 1, 0));
    }

    #[test]
    fn widths_are_those_of_the_specification() {
        assert_eq!([0, 1, 2, 3].map(|level| partial_width(70_000, level)), [112, 17, 1, 0]);
        assert_eq!([0, 1].map(|level| partial_width(256, level)), [0, 1]);
        assert_eq!([0, 1, 255, 256, 65_536].map(levels), [0, 1, 1, 2, 3]);
        assert_eq!(levels(u64::MAX), 8);
    }
}
