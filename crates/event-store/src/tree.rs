//! The Merkle tree of a book: what is asked of it, and how a writer takes it up again. It grows in `writing`, with every
//! append; proofs over it are made in [`crate::proofs`].

use transparency::Hash;
use transparency::tile::TILE_WIDTH;
use transparency::tree::{Tree, levels, partial_width};

use crate::columns::unsigned;
use crate::error::StoreError;

/// The end of a book's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// Leaves, which is the position of the last record.
    pub size: u64,
    /// Root over all of them.
    pub root: Hash,
}

/// A signed tree head as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// Its place among the book's checkpoints, from 1, without gaps.
    pub number: u64,
    /// Leaves under it.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

/// Full tiles of one level, by number, from `first` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TileRange {
    pub(crate) level: u8,
    pub(crate) first: u64,
    pub(crate) count: usize,
}

/// The last position under full tiles of level 0 in a tree of `size` leaves: the records after it are the partial tile.
pub(crate) fn tail_after(size: u64) -> u64 {
    size - size % TILE_WIDTH as u64
}

/// The full tiles whose roots are the partial tiles above level 0 in a tree of `size` leaves, the lowest level first.
pub(crate) fn partial_tile_sources(size: u64) -> Vec<TileRange> {
    (1..levels(size))
        .map(|level| {
            let tiles_below = size >> (8 * u32::from(level));
            let count = partial_width(size, level);
            TileRange { level: level - 1, first: tiles_below - count as u64, count }
        })
        .collect()
}

/// The newest full tile of each level in a tree of `size` leaves: what a write that was torn or lost would have hit, and
/// the only full tiles that a leader looks into as long as nothing is wrong.
pub(crate) fn newest_full_tiles(size: u64) -> Vec<TileRange> {
    let number = |level| (size >> (8 * u32::from(level))).checked_sub(1);
    (1..levels(size))
        .filter_map(|above| Some(TileRange { level: above - 1, first: number(above)?, count: 1 }))
        .collect()
}

/// The place of a tile's first hash within its level.
pub(crate) fn first_hash(number: u64) -> u64 {
    number.saturating_mul(TILE_WIDTH as u64)
}

/// Compares a full tile with its root, both as they are stored.
///
/// # Errors
/// [`StoreError::Damaged`] with the tile, when they do not belong together.
pub(crate) fn check_tile(
    book: &str,
    level: u8,
    number: u64,
    root: &[u8],
    hashes: &[u8],
) -> Result<(), StoreError> {
    let (root, hashes) = (hash_of(book, "root", root)?, hashes_of(book, hashes)?);
    let (mut tree, mut full) = (Tree::default(), Vec::new());
    hashes.into_iter().for_each(|hash| tree.push(hash, &mut full));
    if tree.root() == root {
        return Ok(());
    }
    let what = format!("the hashes of tile {number} at level {level} are not those of its root");
    Err(StoreError::Damaged { book: book.to_owned(), what })
}

/// The tree from its partial tiles, compared with the root in the head.
///
/// # Errors
/// [`StoreError::Damaged`] when records, tiles and head do not belong together.
pub(crate) fn restore(
    book: &str,
    size: u64,
    partial: Vec<Vec<Hash>>,
    root: Hash,
) -> Result<Tree, StoreError> {
    let damaged = |what: String| StoreError::Damaged { book: book.to_owned(), what };
    let tree = Tree::restore(size, partial).map_err(|error| damaged(error.to_string()))?;
    if tree.root() != root {
        return Err(damaged(format!(
            "records {} to {size} and the tiles before them have the root {}, but the head says {root}: one of these \
             records, a tile's root or the head was changed",
            tail_after(size) + 1,
            tree.root(),
        )));
    }
    Ok(tree)
}

/// The end of a tree from the head's position and root; a book that nobody has led has an empty tree.
pub(crate) fn head_of(book: &str, row: Option<(i64, Option<Vec<u8>>)>) -> Result<TreeHead, StoreError> {
    let (size, root) = row.unwrap_or_default();
    let size = unsigned(book, "position", size)?;
    let root = match root {
        Some(root) => hash_of(book, "tree_root", &root)?,
        None if size == 0 => transparency::hash::empty_root(),
        None => {
            let what = "its tree is not built yet; lead the book with this version once".to_owned();
            return Err(StoreError::Damaged { book: book.to_owned(), what });
        }
    };
    Ok(TreeHead { size, root })
}

/// A checkpoint from its columns.
pub(crate) fn checkpoint_of(
    book: &str,
    (number, size, note): (i64, i64, String),
) -> Result<StoredCheckpoint, StoreError> {
    Ok(StoredCheckpoint {
        number: unsigned(book, "number", number)?,
        size: unsigned(book, "size", size)?,
        note,
    })
}

/// Why a checkpoint was not taken.
pub(crate) fn not_taken(size: u64, head: u64, newest: Option<&StoredCheckpoint>) -> StoreError {
    match newest {
        Some(newest) if newest.size > size => StoreError::CheckpointBehind { size, newest: newest.size },
        _ => StoreError::CheckpointBeyondHead { size, head },
    }
}

/// Whether all records after a position are there, up to another.
pub(crate) fn check_count(book: &str, after: u64, up_to: u64, found: usize) -> Result<(), StoreError> {
    if found as u64 == up_to - after {
        return Ok(());
    }
    let what = format!("of the records {} to {up_to} only {found} are there", after + 1);
    Err(StoreError::Damaged { book: book.to_owned(), what })
}

/// A hash from a column.
pub(crate) fn hash_of(book: &str, column: &str, bytes: &[u8]) -> Result<Hash, StoreError> {
    let hash = <[u8; 32]>::try_from(bytes).map(Hash);
    hash.map_err(|_| crate::columns::damaged(book, &format!("length of {column}"), bytes.len() as i64))
}

/// The hashes of a full tile from its column.
pub(crate) fn hashes_of(book: &str, bytes: &[u8]) -> Result<Vec<Hash>, StoreError> {
    let hashes = Hash::split(bytes).filter(|hashes| hashes.len() == TILE_WIDTH);
    hashes.ok_or_else(|| crate::columns::damaged(book, "length of hashes", bytes.len() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_tile_comes_from_the_last_tiles_below_it() {
        assert_eq!(partial_tile_sources(255), []);
        assert_eq!(partial_tile_sources(256), [TileRange { level: 0, first: 0, count: 1 }]);
        let range = |level, first, count| TileRange { level, first, count };
        assert_eq!(partial_tile_sources(70_000), [range(0, 256, 17), range(1, 0, 1)]);
        assert_eq!(tail_after(70_000), 69_888);
    }

    #[test]
    fn the_newest_full_tiles_are_one_a_level() {
        assert_eq!(newest_full_tiles(255), []);
        let one = |level, first| TileRange { level, first, count: 1 };
        assert_eq!(newest_full_tiles(256), [one(0, 0)]);
        assert_eq!(newest_full_tiles(70_000), [one(0, 272), one(1, 0)]);
    }
}
