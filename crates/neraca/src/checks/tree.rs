//! The Merkle tree, built anew from the stored bytes: its root and its tiles must be those that are stored, and every
//! checkpoint that was ever signed must be one of its beginnings.

use std::collections::VecDeque;

use event_store::{EventStore, Record, StoreError, StoredCheckpoint};
use transparency::checkpoint::SignedCheckpoint;
use transparency::hash::leaf_hash;
use transparency::tree::{FullTile, Tree};

/// Faults that are told one by one.
const TOLD: usize = 5;
/// Checkpoints read at once.
const CHUNK: usize = 1_000;

/// The tree as far as the log was read.
#[derive(Default)]
pub struct TreeCheck {
    tree: Tree,
    full: Vec<FullTile>,
    tiles: u64,
    checkpoints: u64,
    /// Checkpoints that are still ahead, in order.
    ahead: VecDeque<StoredCheckpoint>,
    number: u64,
    /// There were no more when they were last asked for; those that come meanwhile lie beyond what is read.
    exhausted: bool,
    faults: Vec<String>,
}

impl TreeCheck {
    /// Reads the next records, which follow those before.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn read(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        records: &[Record],
    ) -> Result<(), StoreError> {
        for record in records {
            self.tree.push(leaf_hash(&record.bytes), &mut self.full);
            while self.next_checkpoint(store, book).await?.is_some_and(|size| size <= self.tree.size()) {
                self.compare_checkpoint();
            }
        }
        for tile in std::mem::take(&mut self.full) {
            self.tiles += 1;
            if store.full_tile(book, tile.level, tile.number).await? != Some(tile.hashes) {
                let fault =
                    format!("tile {} of level {} is not that of the records", tile.number, tile.level);
                self.tell(fault);
            }
        }
        Ok(())
    }

    /// What was found: faults, and what is well.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn finish(
        mut self,
        store: &dyn EventStore,
        book: &str,
    ) -> Result<(Vec<String>, String), StoreError> {
        let (size, root) = (self.tree.size(), self.tree.root());
        let head = store.tree_head(book).await?;
        // A writer may append while we look; then the root at our size has to be ours.
        let stored = match head.size == size {
            true => Ok(head.root),
            false => event_store::proofs::root_at(store, book, size).await,
        };
        match stored {
            Ok(stored) if stored == root => {}
            Ok(stored) => self.tell(format!("the records have the root {root}, the head says {stored}")),
            Err(error) => self.tell(error.to_string()),
        }
        if let Some(beyond) = self.next_checkpoint(store, book).await?.filter(|signed| *signed > head.size) {
            self.tell(format!(
                "a checkpoint of {beyond} positions was signed, and the log ends at {}",
                head.size
            ));
        }
        let (tiles, checkpoints) = (self.tiles, self.checkpoints);
        let well = format!(
            "root {root} over {size} records, {tiles} full tiles, {checkpoints} checkpoints extend each other"
        );
        Ok((self.faults, well))
    }

    /// The size of the next checkpoint.
    async fn next_checkpoint(
        &mut self,
        store: &dyn EventStore,
        book: &str,
    ) -> Result<Option<u64>, StoreError> {
        if self.ahead.is_empty() && !self.exhausted {
            let page = store.checkpoints(book, self.number, CHUNK).await?;
            self.number = page.last().map_or(self.number, |last| last.number);
            self.exhausted = page.is_empty();
            self.ahead.extend(page);
        }
        Ok(self.ahead.front().map(|next| next.size))
    }

    fn compare_checkpoint(&mut self) {
        let Some(StoredCheckpoint { number, size, note }) = self.ahead.pop_front() else { return };
        self.checkpoints += 1;
        let fault = match SignedCheckpoint::parse(note.as_bytes()) {
            Err(error) => error.to_string(),
            Ok(signed) if signed.checkpoint().size() != size => "its size is not that of its row".to_owned(),
            // One of an earlier size came late: it can't be compared any more, and is wrong by that.
            Ok(_) if size != self.tree.size() => "it goes back behind the one before".to_owned(),
            Ok(signed) if signed.checkpoint().root() != self.tree.root() => {
                format!("it signs another root than that of the first {size} records")
            }
            Ok(_) => return,
        };
        self.tell(format!("checkpoint {number}: {fault}"));
    }

    fn tell(&mut self, fault: String) {
        if self.faults.len() < TOLD {
            self.faults.push(fault);
        }
    }
}
