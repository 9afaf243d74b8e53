//! The tree as files, after `tlog-tiles`: what tiles are called, which of them a tree or a proof needs, and bundles of
//! entries.

use std::collections::BTreeMap;
use std::fmt;

use crate::hash::Hash;
use crate::proof::{Nodes, perfect_root};
use crate::tree;

/// Levels of the tree that one tile spans.
pub const TILE_HEIGHT: u8 = 8;
/// Hashes in a full tile.
pub const TILE_WIDTH: usize = 1 << TILE_HEIGHT;
/// The longest entry that a bundle can hold: its length is two bytes.
pub const ENTRY_BYTES_MAX: usize = u16::MAX as usize;

/// A file of the log besides its checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TilePath {
    /// Hashes: `tile/<level>/<number>[.p/<width>]`.
    Hashes(TileId),
    /// Entries: `tile/entries/<number>[.p/<width>]`. The level is 0.
    Entries(TileId),
}

/// A tile: which one, and how wide it is in a certain tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// Level, 0 to 63.
    pub level: u8,
    /// Number within the level.
    pub number: u64,
    /// Hashes or entries in it, 1 to 256; less than 256 is a partial tile.
    pub width: u16,
}

/// A bundle that is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The bytes end within an entry or its length.
    #[error("the bundle ends in the middle of its entry {0}, counted from 0")]
    Truncated(usize),
    /// An entry is longer than its two bytes of length can say.
    #[error("an entry of {0} bytes is too long for a bundle, which takes up to 65535")]
    EntryTooLong(usize),
}

impl TileId {
    /// The tile with this number in a tree of `size` leaves; `None` when the tree does not reach it.
    #[must_use]
    pub fn in_tree(level: u8, number: u64, size: u64) -> Option<Self> {
        let hashes = size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT)).unwrap_or(0);
        let before = number.checked_mul(TILE_WIDTH as u64)?;
        let width = hashes.checked_sub(before)?.min(TILE_WIDTH as u64) as u16;
        (width > 0).then_some(Self { level, number, width })
    }

    /// Whether it is full, and so never changes again.
    #[must_use]
    pub fn is_full(self) -> bool {
        usize::from(self.width) == TILE_WIDTH
    }

    /// Every tile of a tree of `size` leaves at one level, in order.
    pub fn of_level(level: u8, size: u64) -> impl Iterator<Item = Self> {
        (0..).map_while(move |number| Self::in_tree(level, number, size))
    }

    /// Every tile of a tree of `size` leaves, level by level.
    pub fn of_tree(size: u64) -> impl Iterator<Item = Self> {
        (0..tree::levels(size)).flat_map(move |level| Self::of_level(level, size))
    }
}

impl TilePath {
    /// Reads a path such as `tile/0/x001/234.p/5`.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, u16::from(decimal::<u8>(width).filter(|width| *width > 0)?)),
            None => (rest, TILE_WIDTH as u16),
        };
        let number = parse_number(number)?;
        if kind == "entries" {
            return Some(Self::Entries(TileId { level: 0, number, width }));
        }
        let level = decimal::<u8>(kind).filter(|level| *level < 64)?;
        Some(Self::Hashes(TileId { level, number, width }))
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = match self {
            Self::Hashes(id) => {
                write!(f, "tile/{}/", id.level)?;
                id
            }
            Self::Entries(id) => {
                f.write_str("tile/entries/")?;
                id
            }
        };
        let digits = id.number.to_string();
        let digits = format!("{digits:0>width$}", width = digits.len().div_ceil(3) * 3);
        let last = digits.len() - 3;
        for start in (0..last).step_by(3) {
            write!(f, "x{}/", &digits[start..start + 3])?;
        }
        f.write_str(&digits[last..])?;
        if id.is_full() { Ok(()) } else { write!(f, ".p/{}", id.width) }
    }
}

/// A number in decimal without leading zeros.
fn decimal<T: std::str::FromStr>(text: &str) -> Option<T> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    canonical.then(|| text.parse().ok()).flatten()
}

/// `x001/x234/067`, where no element but an only one may be "000" in front.
fn parse_number(text: &str) -> Option<u64> {
    let (front, last) = text.rsplit_once('/').map_or((None, text), |(front, last)| (Some(front), last));
    let mut number = 0u64;
    let elements = front.into_iter().flat_map(|front| front.split('/'));
    let elements = elements.map(|element| element.strip_prefix('x')).chain([Some(last)]);
    for (place, element) in elements.enumerate() {
        let element = element?;
        let digits = element.len() == 3 && element.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || (place == 0 && front.is_some() && element == "000") {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(element.parse().ok()?)?;
    }
    Some(number)
}

/// Puts entries into a bundle.
///
/// # Errors
/// When an entry is too long.
pub fn encode_bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BundleError> {
    let mut bundle = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong(entry.len()))?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// The entries of a bundle, in order.
///
/// # Errors
/// When the bytes end within an entry.
pub fn decode_bundle(bundle: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::with_capacity(TILE_WIDTH);
    let mut rest = bundle;
    while !rest.is_empty() {
        let truncated = || BundleError::Truncated(entries.len());
        let (length, after) = rest.split_first_chunk::<2>().ok_or_else(truncated)?;
        let entry = after.get(..usize::from(u16::from_be_bytes(*length))).ok_or_else(truncated)?;
        rest = &after[entry.len()..];
        entries.push(entry);
    }
    Ok(entries)
}

/// Tiles that were read, from which proofs are made.
#[derive(Clone, Debug, Default)]
pub struct TileSet {
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
}

impl TileSet {
    /// Adds a tile's hashes; of two for the same tile the longer is kept.
    pub fn insert(&mut self, level: u8, number: u64, hashes: Vec<Hash>) {
        let kept = self.tiles.entry((level, number)).or_default();
        if hashes.len() > kept.len() {
            *kept = hashes;
        }
    }
}

impl Nodes for TileSet {
    fn node(&self, height: u8, index: u64) -> Option<Hash> {
        let (level, within) = (height / TILE_HEIGHT, height % TILE_HEIGHT);
        let first = index.checked_shl(u32::from(within))?;
        let hashes = self.tiles.get(&(level, first / TILE_WIDTH as u64))?;
        let start = (first % TILE_WIDTH as u64) as usize;
        hashes.get(start..start + (1 << within)).map(perfect_root)
    }
}

/// The tiles that hold these nodes (height above the leaves, index within the height) in a tree of `size` leaves.
#[must_use]
pub fn tiles_of(nodes: &[(u8, u64)], size: u64) -> Vec<TileId> {
    let mut tiles: Vec<TileId> = nodes
        .iter()
        .filter_map(|(height, index)| {
            let (level, within) = (height / TILE_HEIGHT, height % TILE_HEIGHT);
            TileId::in_tree(level, index.checked_shl(u32::from(within))? / TILE_WIDTH as u64, size)
        })
        .collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(level: u8, number: u64, width: u16) -> TileId {
        TileId { level, number, width }
    }

    #[test]
    fn names_are_those_of_the_specification() {
        for (path, tile) in [
            ("tile/0/000", TilePath::Hashes(id(0, 0, 256))),
            ("tile/1/x001/x234/067", TilePath::Hashes(id(1, 1_234_067, 256))),
            ("tile/63/x018/x446/x744/x073/x709/x551/615", TilePath::Hashes(id(63, u64::MAX, 256))),
            ("tile/0/273.p/112", TilePath::Hashes(id(0, 273, 112))),
            ("tile/entries/x001/000.p/1", TilePath::Entries(id(0, 1000, 1))),
        ] {
            assert_eq!(tile.to_string(), path);
            assert_eq!(TilePath::parse(path), Some(tile), "{path}");
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for path in [
            "tile/0/0",
            "tile/0/0000",
            "tile/00/000",
            "tile/64/000",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile//000",
            "tile/0/+01",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/data/000",
            "0/000",
            "tile/0/001/",
        ] {
            assert_eq!(TilePath::parse(path), None, "{path}");
        }
    }

    #[test]
    fn a_tree_of_70000_leaves_has_the_tiles_of_the_example() {
        let tiles: Vec<TileId> = TileId::of_tree(70_000).collect();
        let at = |level| tiles.iter().filter(|tile| tile.level == level).copied().collect::<Vec<_>>();
        assert_eq!(at(0).len(), 274);
        assert_eq!(at(0)[273], id(0, 273, 112));
        assert_eq!(at(1), [id(1, 0, 256), id(1, 1, 17)]);
        assert_eq!(at(2), [id(2, 0, 1)]);
        assert_eq!(TileId::of_tree(256).collect::<Vec<_>>(), [id(0, 0, 256), id(1, 0, 1)]);
        assert_eq!(TileId::of_tree(0).count(), 0);
    }

    #[test]
    fn bundles_go_there_and_back_and_end_where_they_should() {
        let entries: [&[u8]; 3] = [b"one", b"", &[7; 65_535]];
        let bundle = encode_bundle(entries).expect("entries that fit");
        assert_eq!(decode_bundle(&bundle), Ok(entries.to_vec()));
        assert_eq!(decode_bundle(&bundle[..bundle.len() - 1]), Err(BundleError::Truncated(2)));
        assert_eq!(decode_bundle(&bundle[..1]), Err(BundleError::Truncated(0)));
        assert_eq!(encode_bundle([[0; 65_536].as_slice()]), Err(BundleError::EntryTooLong(65_536)));
    }
}
