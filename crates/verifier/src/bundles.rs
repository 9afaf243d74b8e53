//! The bundles of a log in order, read and hashed ahead of whoever puts them into the tree. Hashing the entries is most of
//! the work and needs nothing of what came before, so every core takes a share; [`crate::tree_check`] does the rest.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

use transparency::hash::{Hash, leaf_hash};
use transparency::tile::{self, BundleError, TileId, TilePath};

use crate::folder::Folder;

/// Threads for each core: one hashes while the other waits for its file.
const THREADS_PER_CORE: usize = 2;

/// Bundles that wait on each thread: enough to go on during a slow read, few enough that memory stays small.
const AHEAD: usize = 4;

/// A bundle as it was read.
#[derive(Debug)]
pub struct HashedBundle {
    /// Which one.
    pub id: TileId,
    /// Its path.
    pub path: String,
    /// Its bytes, if they are wanted.
    pub bytes: Vec<u8>,
    /// The hash of each entry, or why the bytes are not entries.
    pub leaves: Result<Vec<Hash>, BundleError>,
    /// The bytes of the tile of these hashes; `None` when it is missing or can't be read.
    pub tile: Option<Vec<u8>>,
}

/// The part of a thread.
struct Share<'a> {
    folder: &'a Folder,
    size: u64,
    first: u64,
    step: usize,
    keep_bytes: bool,
}

/// All bundles of a log of `size` entries, in order, up to the first that is missing or can't be read; with their bytes when
/// `keep_bytes` says so.
pub fn read_ahead<'scope, 'a: 'scope>(
    scope: &'scope Scope<'scope, '_>,
    folder: &'a Folder,
    size: u64,
    keep_bytes: bool,
) -> impl Iterator<Item = HashedBundle> {
    let step = THREADS_PER_CORE * thread::available_parallelism().map_or(1, usize::from);
    let mut turns: Vec<Receiver<HashedBundle>> = Vec::with_capacity(step);
    for first in (0..).take(step) {
        let (sender, receiver) = sync_channel(AHEAD);
        turns.push(receiver);
        let share = Share { folder, size, first, step, keep_bytes };
        scope.spawn(move || share.read(&sender));
    }
    let mut turn = (0..step).cycle();
    // A thread ends after its last bundle, and before one that is not there: then the turn of the others is over too.
    std::iter::from_fn(move || turns[turn.next()?].recv().ok())
}

impl Share<'_> {
    /// Reads and hashes the bundles `first`, `first + step` and so on, until one is missing or nobody wants them any more.
    fn read(&self, sender: &SyncSender<HashedBundle>) {
        // Kept between bundles: memory that is new for each costs as much as reading it.
        let mut bytes = Vec::new();
        let mine = (self.first..).step_by(self.step);
        for id in mine.map_while(|number| TileId::in_tree(0, number, self.size)) {
            let path = TilePath::Entries(id).to_string();
            if !self.folder.read_listed_into(&path, &mut bytes) {
                return;
            }
            let leaves =
                tile::decode_bundle(&bytes).map(|entries| entries.into_iter().map(leaf_hash).collect());
            let tile = self.folder.read_listed(&TilePath::Hashes(id).to_string());
            let kept = if self.keep_bytes { std::mem::take(&mut bytes) } else { Vec::new() };
            if sender.send(HashedBundle { id, path, bytes: kept, leaves, tile }).is_err() {
                return;
            }
        }
    }
}
