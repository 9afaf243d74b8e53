//! The tree: every bundle of entries against every tile of hashes, level by level up to the root, and the roots of
//! earlier checkpoints on the way.

use std::collections::BTreeMap;

use transparency::hash::Hash;
use transparency::tile::{self, BundleError, TILE_WIDTH, TileId, TilePath};
use transparency::tree::{FullTile, Tree, levels};

use crate::bundles::{self, HashedBundle};
use crate::catalogue::Code;
use crate::finding::{At, Findings, Place};
use crate::folder::{Folder, Kind, Listing};
use crate::text;

/// A bundle whose entries were hashed.
#[derive(Debug)]
pub struct Bundle {
    /// Its path.
    pub path: String,
    /// Position of its first entry.
    pub first: u64,
    /// Its bytes, which are those of whole entries.
    pub bytes: Vec<u8>,
}

/// What the tree came to.
#[derive(Clone, Debug, Default)]
pub struct TreeResult {
    /// Entries that were hashed; less than the size when a bundle was missing or damaged.
    pub hashed: u64,
    /// Bundles read.
    pub bundles: u64,
    /// Tiles of hashes compared.
    pub tiles: u64,
    /// The root over the entries that were hashed.
    pub root: Hash,
    /// Roots at the sizes that were asked for.
    pub roots: BTreeMap<u64, Hash>,
    /// What is wrong.
    pub findings: Findings,
}

/// The walk through the bundles.
struct Walk<'a> {
    folder: &'a Folder,
    size: u64,
    listing: &'a Listing,
    tree: Tree,
    full: Vec<FullTile>,
    /// Sizes whose roots are asked for, the next one last.
    wanted: Vec<u64>,
    result: TreeResult,
}

/// Hashes a log of `size` entries, in order. Each bundle is handed to `take`, if given, as soon as its entries are hashed.
/// `sizes` are those at which the root is wanted.
pub fn check(
    folder: &Folder,
    size: u64,
    listing: &Listing,
    sizes: impl IntoIterator<Item = u64>,
    mut take: Option<&mut dyn FnMut(Bundle)>,
) -> TreeResult {
    let mut wanted: Vec<u64> = sizes.into_iter().collect();
    wanted.sort_unstable_by(|a, b| b.cmp(a));
    let (tree, full, result) = (Tree::default(), Vec::new(), TreeResult::default());
    let mut walk = Walk { folder, size, listing, tree, full, wanted, result };
    walk.note_root();
    std::thread::scope(|scope| {
        for bundle in bundles::read_ahead(scope, folder, size, take.is_some()) {
            let Some(bundle) = walk.bundle(bundle) else { break };
            if let Some(take) = &mut take {
                take(bundle);
            }
        }
    });
    walk.finish()
}

impl Walk<'_> {
    /// Puts the entries of a bundle into the tree; `None` when there is no going on after it.
    fn bundle(&mut self, bundle: HashedBundle) -> Option<Bundle> {
        let HashedBundle { id, path, bytes, leaves, tile } = bundle;
        self.result.bundles += 1;
        let first = id.number * TILE_WIDTH as u64 + 1;
        let hashes = match leaves {
            Ok(hashes) if hashes.len() == usize::from(id.width) => hashes,
            Ok(hashes) => {
                let text = text!(Code::BundleCount, hashes.len(), id.width);
                self.result.findings.add(At { file: &path, position: first }.record(), text);
                return None;
            }
            Err(error) => {
                let whole = match error {
                    BundleError::Truncated(whole) => whole as u64,
                    BundleError::EntryTooLong(_) => 0,
                };
                let place = At { file: &path, position: first + whole }.record();
                self.result.findings.add(place, text!(Code::BundleTruncated));
                return None;
            }
        };
        self.earlier_bundles(id.number, &path);
        self.tile(id, &hashes, tile, Some(&path));
        for hash in hashes {
            self.tree.push(hash, &mut self.full);
            self.note_root();
        }
        for full in std::mem::take(&mut self.full) {
            if full.level > 0 {
                let id = TileId { level: full.level, number: full.number, width: TILE_WIDTH as u16 };
                self.upper_tile(id, &full.hashes);
            }
        }
        Some(Bundle { path, first, bytes })
    }

    /// A tile above level 0.
    fn upper_tile(&mut self, id: TileId, hashes: &[Hash]) {
        let found = self.folder.read_listed(&TilePath::Hashes(id).to_string());
        self.tile(id, hashes, found, None);
    }

    /// Compares a tile's file as it was found, and files of its earlier widths, with the hashes that belong into it. `below`
    /// is the bundle that a tile of level 0 is the hashes of.
    fn tile(&mut self, id: TileId, hashes: &[Hash], found: Option<Vec<u8>>, below: Option<&str>) {
        self.result.tiles += 1;
        let path = TilePath::Hashes(id).to_string();
        let first = place(id, 0);
        if let Some(found) = found {
            let differs = hashes.iter().zip(found.chunks(32)).position(|(hash, found)| hash.0 != *found);
            if let Some(index) = differs {
                let below = below.map_or_else(|| below_path(id, index, self.size), str::to_owned);
                let place = At { file: &path, position: place(id, index) }.record();
                self.result.findings.add(place, text!(Code::TileDiffers, index, &below));
            } else if found.len() != hashes.len() * 32 {
                let text = text!(Code::TileLength, found.len(), hashes.len() * 32);
                self.result.findings.add(At { file: &path, position: first }.record(), text);
            }
        }
        let widths = self.listing.earlier.get(&Kind::Hashes(id.level, id.number));
        for width in widths.into_iter().flatten() {
            let path = TilePath::Hashes(TileId { width: *width, ..id }).to_string();
            let beginning = Hash::join(&hashes[..usize::from(*width)]);
            if self.folder.read_listed(&path).is_none_or(|found| found != beginning) {
                let place = At { file: &path, position: first }.record();
                self.result.findings.add(place, text!(Code::PartialDiffers));
            }
        }
    }

    /// Compares files of this bundle's earlier widths with the beginning of its bytes, which are read again for them.
    fn earlier_bundles(&mut self, number: u64, path: &str) {
        let Some(widths) = self.listing.earlier.get(&Kind::Entries(number)) else { return };
        let bytes = self.folder.read_listed(path).unwrap_or_default();
        for width in widths {
            let path = TilePath::Entries(TileId { level: 0, number, width: *width }).to_string();
            let found = self.folder.read_listed(&path);
            let same = found.is_some_and(|found| {
                let entries = tile::decode_bundle(&found).map(|entries| entries.len());
                bytes.starts_with(&found) && entries == Ok(usize::from(*width))
            });
            if !same {
                let position = number * TILE_WIDTH as u64 + 1;
                self.result.findings.add(At { file: &path, position }.record(), text!(Code::PartialDiffers));
            }
        }
    }

    fn note_root(&mut self) {
        while self.wanted.last() == Some(&self.tree.size()) {
            self.result.roots.insert(self.tree.size(), self.tree.root());
            self.wanted.pop();
        }
    }

    /// The tiles that are not full, above the entries.
    fn finish(mut self) -> TreeResult {
        self.result.hashed = self.tree.size();
        self.result.root = self.tree.root();
        if self.tree.size() < self.size {
            let text = text!(Code::StoppedAt, self.tree.size());
            self.result.findings.add(Place::default(), text);
            return self.result;
        }
        let tree = std::mem::take(&mut self.tree);
        for level in 1..levels(self.size) {
            let hashes = tree.partial(level);
            let number = (self.size >> (8 * u32::from(level))) / TILE_WIDTH as u64;
            if let Some(id) = TileId::in_tree(level, number, self.size) {
                self.upper_tile(id, hashes);
            }
        }
        self.result
    }
}

/// The position of the first entry below a tile's hash.
fn place(id: TileId, index: usize) -> u64 {
    let hash = id.number * TILE_WIDTH as u64 + index as u64;
    (hash << (8 * u32::from(id.level))) + 1
}

/// The tile that a hash is the root of.
fn below_path(id: TileId, index: usize, size: u64) -> String {
    let number = id.number * TILE_WIDTH as u64 + index as u64;
    let below = id.level.checked_sub(1).and_then(|level| TileId::in_tree(level, number, size));
    below.map_or_else(String::new, |below| TilePath::Hashes(below).to_string())
}
