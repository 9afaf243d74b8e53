//! The one trait of the log and what leading a book gives. `embedded` and `postgres` implement it; `conformance` says
//! what every implementation must do.

use std::time::Duration;

use async_trait::async_trait;
use transparency::Hash;
use transparency::tile::TileId;

use crate::durability::Durability;
use crate::error::StoreError;
use crate::identity::IdentityIndex;
use crate::proofs;
use crate::record::{Batch, BusStream, Head, Outcome, OutcomeCounts, Record, Snapshot, StoredRepeat};
use crate::tree::{StoredCheckpoint, TreeHead};

/// An append-only log of many books. Cheap to share; every method may run at the same time as any other.
#[async_trait]
pub trait EventStore: Send + Sync {
    /// Makes the caller the book's only writer: creates the book when it is new, takes the next epoch (which fences every
    /// older writer), then loads what a writer needs to go on. Loading reads 8 bytes for every record of the book.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process writes this folder; [`StoreError::ReadOnly`] for a store opened so;
    /// [`StoreError::RightsMissing`] when the database user may not write; [`StoreError::Damaged`] when the newest records
    /// and tiles are not those of the root in the head.
    async fn lead(&self, book: &str) -> Result<Leadership, StoreError>;

    /// The book's durable head; all zero for a book that does not exist.
    async fn head(&self, book: &str) -> Result<Head, StoreError>;

    /// The names of all books, in the order they were created.
    async fn books(&self) -> Result<Vec<String>, StoreError>;

    /// Up to `limit` records after a position, in order of position.
    async fn read(&self, book: &str, after_position: u64, limit: usize) -> Result<Vec<Record>, StoreError>;

    /// The records at these positions, in order of position, in one round trip. Positions that do not exist are left out.
    async fn read_at(&self, book: &str, positions: &[u64]) -> Result<Vec<Record>, StoreError>;

    /// Up to `limit` records of one outcome after a position, in order. Indexes serve all but posted ones, which are
    /// found by reading on.
    async fn read_by_outcome(
        &self,
        book: &str,
        outcome: Outcome,
        after_position: u64,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError>;

    /// All positions that hold exactly this identity, in order, without a writer's index. Reads 8 bytes for every record
    /// inside the database: for the odd question, not for every message.
    async fn find(&self, book: &str, source: &str, id: &str) -> Result<Vec<u64>, StoreError>;

    /// Waits until the head is beyond `position` or the time is over, and returns the head as it then is. Appends of
    /// this process wake at once, those of other processes within about 20 ms.
    async fn wait_beyond(&self, book: &str, position: u64, timeout: Duration) -> Result<Head, StoreError>;

    /// Up to `limit` repeats after a number, in order.
    async fn repeats(
        &self,
        book: &str,
        after_number: u64,
        limit: usize,
    ) -> Result<Vec<StoredRepeat>, StoreError>;

    /// The end of the book's tree.
    async fn tree_head(&self, book: &str) -> Result<TreeHead, StoreError>;

    /// The hashes of a full tile; `None` when it is not full yet.
    async fn full_tile(&self, book: &str, level: u8, number: u64) -> Result<Option<Vec<Hash>>, StoreError>;

    /// The first hashes of a tile that need not be full, worked out from what lies under it: the records at level 0, the
    /// roots of full tiles above. As many as there are, up to `width`.
    async fn partial_tile(
        &self,
        book: &str,
        level: u8,
        number: u64,
        width: u16,
    ) -> Result<Vec<Hash>, StoreError>;

    /// A tile's hashes, full or partial, as wide as is asked for; `None` when the log does not reach it.
    async fn tile(&self, book: &str, id: TileId) -> Result<Option<Vec<Hash>>, StoreError> {
        proofs::tile(self, book, id).await
    }

    /// The newest checkpoint.
    async fn checkpoint(&self, book: &str) -> Result<Option<StoredCheckpoint>, StoreError>;

    /// Up to `limit` checkpoints after a number, in order.
    async fn checkpoints(
        &self,
        book: &str,
        after_number: u64,
        limit: usize,
    ) -> Result<Vec<StoredCheckpoint>, StoreError>;

    /// Keeps a signed checkpoint and returns its number. Whoever may write may do it, also beside the book's writer.
    ///
    /// # Errors
    /// [`StoreError::CheckpointBeyondHead`] and [`StoreError::CheckpointBehind`] when it is not one of this log, now.
    async fn save_checkpoint(&self, book: &str, size: u64, note: &str) -> Result<u64, StoreError>;

    /// The bus streams the book has read from, in the order of their numbers.
    async fn bus_streams(&self, book: &str) -> Result<Vec<BusStream>, StoreError>;

    /// Counts what the tables hold. Scans the book's whole log.
    async fn outcome_counts(&self, book: &str) -> Result<OutcomeCounts, StoreError>;

    /// What the database says about its durability. A caller in strict mode refuses to start unless
    /// [`Durability::is_durable`].
    async fn durability(&self) -> Result<Durability, StoreError>;

    /// Bytes that the log's tables and indexes take in the database, of all books; what waits in a write-ahead log is not
    /// counted.
    async fn stored_bytes(&self) -> Result<u64, StoreError>;
}

/// What [`EventStore::lead`] gives.
pub struct Leadership {
    /// The book's only writer, until another one leads.
    pub writer: Box<dyn Writer>,
    /// Every identity up to the head. The caller adds what it appends.
    pub identities: IdentityIndex,
    /// The newest snapshot, if one was saved.
    pub snapshot: Option<Snapshot>,
    /// The head that the writer starts from.
    pub head: Head,
}

/// The one writer of a book.
///
/// Any method may return a retryable error, after which it is not known whether the transaction landed. The writer
/// remembers what it had in hand: offering the same batch again to [`Writer::append`] answers with the new head if it
/// had landed and writes it otherwise, so that "append until it is not retryable" never writes twice.
#[async_trait]
pub trait Writer: Send {
    /// The head after the last append that is known to be durable.
    fn head(&self) -> &Head;

    /// Writes a batch in one transaction and returns once it is durable. An empty batch costs nothing.
    ///
    /// # Errors
    /// Before any IO: [`StoreError::WrongPosition`] when the positions do not follow the head,
    /// [`StoreError::UnstorableText`], [`StoreError::OtherBatch`] when an unresolved batch was another one. Then
    /// [`StoreError::Fenced`] when a newer writer leads: drop this writer. See [`StoreError::is_retryable`].
    async fn append(&mut self, batch: &Batch) -> Result<Head, StoreError>;

    /// Finds out what is durable after an error or a dropped future, reconnecting if need be, and returns that head. To be
    /// certain that nothing of an unresolved transaction lands later, it takes the next epoch for itself.
    ///
    /// # Errors
    /// [`StoreError::Fenced`] when another writer leads by now.
    async fn recover(&mut self) -> Result<Head, StoreError>;

    /// The number of the bus stream with this name and creation time, given on first sight.
    async fn bus_stream(&mut self, name: &str, created_at: &str) -> Result<u32, StoreError>;

    /// Keeps the writer's state as of `position`, which must not be beyond the head. The newest two are kept.
    async fn save_snapshot(&mut self, position: u64, format: u32, state: &[u8]) -> Result<(), StoreError>;
}
