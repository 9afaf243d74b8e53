//! The embedded writer: each append is one SQLite transaction, whose first statement is the compare-and-set on the head. Its
//! rows are written on a thread that may block, while the caller's hashes them: the tree follows them into the transaction.

use std::sync::{Arc, mpsc};

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use transparency::Hash;
use transparency::tree::FullTile;

use super::read::head_row;
use super::rows::Rows;
use super::{Shared, blocking, failed, finished};
use crate::columns::saturated;
use crate::error::StoreError;
use crate::record::{Batch, Head};
use crate::sql;
use crate::store::Writer;
use crate::writing::{Beside, Resolved, Step, WriterState};

/// One row a statement: with a trigger on the table, SQLite first copies the rows of a longer one into a table of their own.
const INSERT_RECORD: &str = "insert into record (position, recorded_at, bus_sequence, book, effective_date,
    bus_stream, outcome, code, source, id, event_type, bytes, attachment)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const INSERT_REPEAT: &str =
    "insert into repeat (of_position, recorded_at, bus_stream, bus_sequence, book, number)
    values ($1, $2, $3, $4, $5, $6)";

const INSERT_TILE: &str = "insert into tile (book, level, number, root, hashes) values ($1, $2, $3, $4, $5)";

/// Batches up to this size are hashed before the thread that writes starts: they take less than 0.1 ms, and on a busy machine
/// that thread would be put aside to wait for them.
const HASHED_FIRST_MAX: usize = 256;

const APPENDING: &str = "appending to the log";

/// The writer of one book in a folder.
pub(super) struct EmbeddedWriter {
    shared: Arc<Shared>,
    state: WriterState,
    /// Comes back from the thread that writes; lost with a dropped future, and then made anew.
    rows: Rows,
}

/// One append on the thread that writes it.
struct Append {
    book_no: i32,
    step: Step,
    rows: Rows,
    /// Gives what is written beside the rows, as soon as they are hashed.
    beside: mpsc::Receiver<Beside>,
}

impl EmbeddedWriter {
    pub(super) fn new(shared: Arc<Shared>, state: WriterState) -> Self {
        EmbeddedWriter { shared, state, rows: Rows::default() }
    }

    /// Runs work on the one connection that writes.
    async fn writing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || shared.write(work)).await
    }

    /// Takes the next epoch if this writer still leads, and compares the batch in hand with the head.
    async fn resolve(&mut self) -> Result<Resolved, StoreError> {
        let (book_no, leader) = (self.state.book_no, self.state.leader);
        let row = self
            .writing(move |connection| {
                connection
                    .query_row(sql::RECOVER, params![book_no, leader], head_row)
                    .optional()
                    .map_err(failed("finding out what was written"))
            })
            .await?;
        match row {
            Some(row) => {
                let durable = row.into_head(&self.state.book)?;
                self.state.resolve(durable)
            }
            None => Err(self.state.fenced()),
        }
    }
}

#[async_trait]
impl Writer for EmbeddedWriter {
    fn head(&self) -> &Head {
        self.state.head()
    }

    async fn append(&mut self, batch: &Batch) -> Result<Head, StoreError> {
        if self.state.is_unresolved() {
            let offered_again = self.state.is_in_hand(batch);
            let resolved = self.resolve().await?;
            if let Some(head) = self.state.answer(resolved, offered_again, batch)? {
                return Ok(head);
            }
        }
        if batch.is_empty() {
            return Ok(*self.state.head());
        }
        let step = self.state.step(batch)?;
        let mut rows = std::mem::take(&mut self.rows);
        rows.fill(batch);
        let (hashed, beside) = mpsc::channel();
        // Without what `take` gives the thread can't commit: what is not in hand is not in the file either.
        let small = (batch.records.len() <= HASHED_FIRST_MAX).then(|| self.state.take(batch, step));
        let append = Append { book_no: self.state.book_no, step, rows, beside };
        let shared = Arc::clone(&self.shared);
        let writing =
            tokio::task::spawn_blocking(move || shared.write(|connection| Ok(append.run(connection))));
        // A thread that has failed does not listen any more; its answer says so.
        let _ = hashed.send(small.unwrap_or_else(|| self.state.take(batch, step)));
        let (rows, written) = finished(writing).await?;
        self.rows = rows;
        match written {
            Ok(true) => {}
            Ok(false) => {
                self.state.abandon();
                return Err(self.state.fenced());
            }
            Err(error) => {
                if !error.is_retryable() {
                    self.state.abandon();
                }
                return Err(error);
            }
        }
        let head = self.state.landed();
        self.shared.followers.wake(&self.state.book, head.position);
        Ok(head)
    }

    async fn recover(&mut self) -> Result<Head, StoreError> {
        self.resolve().await?;
        Ok(*self.state.head())
    }

    async fn bus_stream(&mut self, name: &str, created_at: &str) -> Result<u32, StoreError> {
        let (book_no, epoch) = (self.state.book_no, saturated(self.state.head().epoch));
        let (name, created_at) = (name.to_owned(), created_at.to_owned());
        let number = self
            .writing(move |connection| {
                held(connection, book_no, epoch, |transaction| {
                    let key = params![book_no, name, created_at];
                    let known = transaction.query_row(sql::BUS_STREAM, key, |row| row.get(0)).optional()?;
                    if let Some(number) = known {
                        return Ok(number);
                    }
                    transaction.execute(sql::CREATE_BUS_STREAM, key)?;
                    transaction.query_row(sql::BUS_STREAM, key, |row| row.get(0))
                })
            })
            .await?;
        number.ok_or_else(|| self.state.fenced())
    }

    async fn save_snapshot(&mut self, position: u64, format: u32, state: &[u8]) -> Result<(), StoreError> {
        let (position, format) = self.state.check_snapshot(position, format)?;
        let (book_no, epoch) = (self.state.book_no, saturated(self.state.head().epoch));
        let state = state.to_owned();
        let saved = self
            .writing(move |connection| {
                held(connection, book_no, epoch, |transaction| {
                    transaction.execute(sql::CLEAR_SNAPSHOT, params![book_no, position])?;
                    let mut insert = transaction.prepare_cached(sql::INSERT_SNAPSHOT)?;
                    for (part, bytes) in sql::snapshot_parts(&state).enumerate() {
                        insert.execute(params![book_no, position, part as i64, format, bytes])?;
                    }
                    transaction.execute(sql::PRUNE_SNAPSHOTS, [book_no])?;
                    Ok(())
                })
            })
            .await?;
        saved.ok_or_else(|| self.state.fenced())
    }
}

/// Work under the head row, which it does not move. `None` when the writer is fenced.
fn held<T>(
    connection: &mut Connection,
    book_no: i32,
    epoch: i64,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    let failed = failed("writing beside the log");
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    if transaction.execute(sql::HOLD, params![book_no, epoch]).map_err(&failed)? == 0 {
        return Ok(None);
    }
    let answer = work(&transaction).map_err(&failed)?;
    transaction.commit().map_err(&failed)?;
    Ok(Some(answer))
}

impl Append {
    /// Writes the batch; the rows go back to the writer. False, and nothing written, when the writer is fenced.
    fn run(self, connection: &mut Connection) -> (Rows, Result<bool, StoreError>) {
        let written = self.write(connection);
        (self.rows, written)
    }

    fn write(&self, connection: &mut Connection) -> Result<bool, StoreError> {
        let failed = failed(APPENDING);
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
        if !self.advance(&transaction).map_err(&failed)? {
            return Ok(false);
        }
        insert_rows(&transaction, &self.rows, self.book_no).map_err(&failed)?;
        self.insert_repeats(&transaction).map_err(&failed)?;
        // The writer is gone only when hashing has panicked; the transaction is rolled back.
        let gone =
            |error: mpsc::RecvError| StoreError::Unavailable { doing: APPENDING, source: error.into() };
        let beside = self.beside.recv().map_err(gone)?;
        self.insert_beside(&transaction, &beside).map_err(&failed)?;
        // Whether a commit that failed is in the file is not certain: have it looked at.
        transaction
            .commit()
            .map_err(|error| StoreError::Unavailable { doing: APPENDING, source: error.into() })?;
        Ok(true)
    }

    /// The compare-and-set.
    fn advance(&self, transaction: &Transaction<'_>) -> rusqlite::Result<bool> {
        let Step { before, after } = &self.step;
        let changed = transaction.prepare_cached(sql::ADVANCE)?.execute(params![
            saturated(after.position),
            saturated(after.repeats),
            after.bus.map(|bus| bus.stream),
            after.bus.map(|bus| saturated(bus.sequence)),
            after.bus.map(|bus| bus.digest),
            self.book_no,
            saturated(before.epoch),
            saturated(before.position),
            saturated(before.repeats),
        ])?;
        Ok(changed == 1)
    }

    fn insert_repeats(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        let mut insert = transaction.prepare_cached(INSERT_REPEAT)?;
        for (repeat, number) in self.rows.repeats.iter().zip(self.step.before.repeats + 1..) {
            let [of_position, recorded_at, stream, sequence] = repeat;
            let number = saturated(number);
            insert.execute(params![of_position, recorded_at, stream, sequence, self.book_no, number])?;
        }
        Ok(())
    }

    /// Segments and tiles that are complete, and the root.
    fn insert_beside(&self, transaction: &Transaction<'_>, beside: &Beside) -> rusqlite::Result<()> {
        for segment in &beside.segments {
            let row = params![self.book_no, saturated(segment.first_position), segment.fingerprints];
            transaction.execute(sql::INSERT_SEGMENT, row)?;
        }
        insert_tiles(transaction, self.book_no, &beside.tiles)?;
        let epoch = saturated(self.step.before.epoch);
        let root = params![beside.root.as_bytes(), self.book_no, epoch];
        match transaction.prepare_cached(sql::SET_ROOT)?.execute(root)? {
            1 => Ok(()),
            rows => Err(rusqlite::Error::StatementChangedRows(rows)),
        }
    }
}

/// Tiles that became full.
pub(super) fn insert_tiles(
    transaction: &Transaction<'_>,
    book_no: i32,
    tiles: &[FullTile],
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(INSERT_TILE)?;
    for tile in tiles {
        let (number, hashes) = (saturated(tile.number), Hash::join(&tile.hashes));
        insert.execute(params![book_no, i32::from(tile.level), number, tile.root.as_bytes(), hashes])?;
    }
    Ok(())
}

fn insert_rows(transaction: &Transaction<'_>, rows: &Rows, book_no: i32) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(INSERT_RECORD)?;
    for index in 0..rows.len() {
        rows.bind(&mut insert, index, book_no)?;
        insert.raw_execute()?;
    }
    Ok(())
}
