//! The log in one folder: SQLite (bundled) in `log.sqlite`, no server. `files` opens the folder, `read` and `lead` serve the
//! trait, `writer` appends, `checkpoint` keeps signed checkpoints, `rows` carries a batch to the thread that writes it, `lock` keeps a second process out.

mod checkpoint;
mod files;
mod lead;
mod lock;
mod read;
mod rows;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rusqlite::Connection;
use tokio::task::JoinHandle;
use transparency::Hash;

use crate::durability::Durability;
use crate::error::StoreError;
use crate::follow::Followers;
use crate::record::{BusStream, Head, Outcome, OutcomeCounts, Record, StoredRepeat};
use crate::store::{EventStore, Leadership};
use crate::tree::{StoredCheckpoint, TreeHead};

/// Idle connections kept for reading. More than this many readers at once open and close their own.
const READERS_KEPT: usize = 8;

/// A log in a folder. One process may write it, any number may read.
#[derive(Clone)]
pub struct EmbeddedStore {
    shared: Arc<Shared>,
}

/// What the store and its writers hold in common.
struct Shared {
    folder: PathBuf,
    read_only: bool,
    /// All writers of this process share one connection, since SQLite commits one transaction at a time anyway.
    writing: Mutex<Writing>,
    readers: Mutex<Vec<Connection>>,
    followers: Followers,
}

/// The write side; filled by the first `lead`, and for as long as anyone holds the store or a writer of it.
#[derive(Default)]
struct Writing {
    connection: Option<Connection>,
    lock: Option<lock::FolderLock>,
}

impl EmbeddedStore {
    /// Opens the log in `folder`, creating both when they are missing. The folder stays free for other writers until the
    /// first [`EventStore::lead`]. Blocks while it opens the file.
    ///
    /// # Errors
    /// [`StoreError::Folder`], and the errors of a schema that belongs to another program version.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        let folder = folder.as_ref();
        files::create(folder)?;
        Ok(Self::over(folder, false))
    }

    /// Opens an existing log for reading only, also while another process writes it.
    ///
    /// # Errors
    /// [`StoreError::NoLog`] when there is none.
    pub fn open_read_only(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        let folder = folder.as_ref();
        files::check_readable(folder)?;
        Ok(Self::over(folder, true))
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.shared.folder
    }

    fn over(folder: &Path, read_only: bool) -> Self {
        EmbeddedStore {
            shared: Arc::new(Shared {
                folder: folder.to_owned(),
                read_only,
                writing: Mutex::default(),
                readers: Mutex::default(),
                followers: Followers::default(),
            }),
        }
    }

    /// Runs a query on a thread that may block, with a connection of its own.
    async fn reading<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let kept = shared.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match kept {
                Some(connection) => connection,
                None => files::reader(&shared.folder)?,
            };
            let answer = query(&connection)?;
            let mut readers = shared.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < READERS_KEPT {
                readers.push(connection);
            }
            Ok(answer)
        })
        .await
    }
}

impl Shared {
    /// Runs work on the one connection that writes, under the folder's lock.
    fn write<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if writing.lock.is_none() {
            writing.lock = Some(lock::FolderLock::take(&self.folder)?);
        }
        let connection = match writing.connection.take() {
            Some(connection) => connection,
            None => files::writer(&self.folder)?,
        };
        work(writing.connection.insert(connection))
    }
}

/// Runs work that waits for a disk where it stops no one else.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    finished(tokio::task::spawn_blocking(work)).await
}

/// What such work came to.
async fn finished<T>(work: JoinHandle<Result<T, StoreError>>) -> Result<T, StoreError> {
    match work.await {
        Ok(result) => result,
        Err(gone) => Err(StoreError::Unavailable { doing: "waiting for the disk", source: gone.into() }),
    }
}

/// Tells an error that passes (a full disk, a busy file) from one that stays.
fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, OperationInterrupted, OutOfMemory,
        SystemIoFailure,
    };
    move |error| match error.sqlite_error_code() {
        Some(
            CannotOpen | DatabaseBusy | DatabaseLocked | DiskFull | OperationInterrupted | OutOfMemory
            | SystemIoFailure,
        ) => StoreError::Unavailable { doing, source: error.into() },
        _ => StoreError::Database { doing, source: error.into() },
    }
}

#[async_trait]
impl EventStore for EmbeddedStore {
    async fn lead(&self, book: &str) -> Result<Leadership, StoreError> {
        let (shared, book) = (Arc::clone(&self.shared), book.to_owned());
        blocking(move || lead::lead(&shared, &book)).await
    }

    async fn head(&self, book: &str) -> Result<Head, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::head(connection, &book)).await
    }

    async fn books(&self) -> Result<Vec<String>, StoreError> {
        self.reading(read::books).await
    }

    async fn read(&self, book: &str, after_position: u64, limit: usize) -> Result<Vec<Record>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::records(connection, &book, after_position, limit)).await
    }

    async fn read_at(&self, book: &str, positions: &[u64]) -> Result<Vec<Record>, StoreError> {
        let (book, positions) = (book.to_owned(), positions.to_owned());
        self.reading(move |connection| read::records_at(connection, &book, &positions)).await
    }

    async fn read_by_outcome(
        &self,
        book: &str,
        outcome: Outcome,
        after_position: u64,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| {
            read::records_by_outcome(connection, &book, outcome, after_position, limit)
        })
        .await
    }

    async fn find(&self, book: &str, source: &str, id: &str) -> Result<Vec<u64>, StoreError> {
        let (book, source, id) = (book.to_owned(), source.to_owned(), id.to_owned());
        self.reading(move |connection| read::find(connection, &book, &source, &id)).await
    }

    async fn wait_beyond(
        &self,
        book: &str,
        position: u64,
        timeout: std::time::Duration,
    ) -> Result<Head, StoreError> {
        self.shared.followers.wait_beyond(book, position, timeout, || self.head(book)).await
    }

    async fn repeats(
        &self,
        book: &str,
        after_number: u64,
        limit: usize,
    ) -> Result<Vec<StoredRepeat>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::repeats(connection, &book, after_number, limit)).await
    }

    async fn tree_head(&self, book: &str) -> Result<TreeHead, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::tree_head(connection, &book)).await
    }

    async fn full_tile(&self, book: &str, level: u8, number: u64) -> Result<Option<Vec<Hash>>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::full_tile(connection, &book, level, number)).await
    }

    async fn partial_tile(
        &self,
        book: &str,
        level: u8,
        number: u64,
        width: u16,
    ) -> Result<Vec<Hash>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::partial_tile(connection, &book, level, number, width)).await
    }

    async fn checkpoint(&self, book: &str) -> Result<Option<StoredCheckpoint>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::checkpoint(connection, &book)).await
    }

    async fn checkpoints(
        &self,
        book: &str,
        after_number: u64,
        limit: usize,
    ) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::checkpoints(connection, &book, after_number, limit)).await
    }

    async fn save_checkpoint(&self, book: &str, size: u64, note: &str) -> Result<u64, StoreError> {
        let (shared, book, note) = (Arc::clone(&self.shared), book.to_owned(), note.to_owned());
        blocking(move || checkpoint::save(&shared, &book, size, &note)).await
    }

    async fn bus_streams(&self, book: &str) -> Result<Vec<BusStream>, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::bus_streams(connection, &book)).await
    }

    async fn outcome_counts(&self, book: &str) -> Result<OutcomeCounts, StoreError> {
        let book = book.to_owned();
        self.reading(move |connection| read::outcome_counts(connection, &book)).await
    }

    async fn stored_bytes(&self) -> Result<u64, StoreError> {
        self.reading(read::stored_bytes).await
    }

    async fn durability(&self) -> Result<Durability, StoreError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let writing = shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
            match &writing.connection {
                Some(connection) => files::durability(connection),
                None if shared.read_only => files::durability(&files::reader(&shared.folder)?),
                None => files::durability(&files::writer(&shared.folder)?),
            }
        })
        .await
    }
}
