//! The Postgres writer. An append takes two round trips: BEGIN, the compare-and-set, repeats, segments and COPY are sent
//! together; when their answers are there, the rows and COMMIT.

use std::pin::pin;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::SinkExt;
use futures_util::future::{join, join_all, join3, join4};
use tokio_postgres::types::ToSql;
use tokio_postgres::{CopyInSink, Statement};
use transparency::Hash;
use transparency::tree::FullTile;

use super::copy::{COPY, Encoder};
use super::read::head_of;
use super::session::{Role, Session};
use super::{Shared, failed};
use crate::columns::saturated;
use crate::error::StoreError;
use crate::record::{Batch, Head, Repeat};
use crate::sql;
use crate::store::Writer;
use crate::writing::{Beside, Resolved, Segment, Step, WriterState};

const APPENDING: &str = "appending to the log";

/// The compare-and-set waits for a lock and must then see what the other transaction left, which only this level does.
const BEGIN: &str = "begin isolation level read committed";

/// [`sql::ADVANCE`] with the root, which is known here before the rows are sent.
const ADVANCE: &str = "update head
    set position = $1, repeats = $2, bus_stream = $3, bus_sequence = $4, bus_digest = $5, tree_root = $6
    where book = $7 and epoch = $8 and position = $9 and repeats = $10";

const INSERT_REPEATS: &str =
    "insert into repeat (book, number, of_position, recorded_at, bus_stream, bus_sequence)
    select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::integer[], $6::bigint[])";

/// Tiles as arrays: a large batch fills dozens, and one statement is cheaper than dozens.
pub(super) const INSERT_TILES: &str = "insert into tile (book, level, number, root, hashes)
    select $1, * from unnest($2::integer[], $3::bigint[], $4::bytea[], $5::bytea[])";

/// The writer of one book on a server.
pub(super) struct PostgresWriter {
    shared: Arc<Shared>,
    /// Dropped when a transaction's end was not seen, so that nothing of it can meet the next one.
    session: Option<Session>,
    state: WriterState,
}

/// The statements of an append, prepared on the session.
struct Statements {
    advance: Statement,
    copy: Statement,
    repeats: Statement,
    segment: Statement,
    tiles: Statement,
}

/// One append under way.
struct Append<'a> {
    session: &'a Session,
    statements: Statements,
    book_no: i32,
    batch: &'a Batch,
    step: Step,
    beside: &'a Beside,
}

impl PostgresWriter {
    pub(super) fn new(shared: Arc<Shared>, session: Session, state: WriterState) -> Self {
        PostgresWriter { shared, session: Some(session), state }
    }

    /// Takes the session out: it comes back only when its transaction was seen to end.
    async fn take_session(&mut self) -> Result<Session, StoreError> {
        match self.session.take() {
            Some(session) if !session.client.is_closed() => Ok(session),
            _ => Session::open(&self.shared.address, Role::Writer).await,
        }
    }

    async fn prepare(&mut self) -> Result<(Session, Statements), StoreError> {
        let session = self.take_session().await?;
        let statements = Statements::prepare(&session).await.map_err(failed(APPENDING))?;
        Ok((session, statements))
    }

    /// Takes the next epoch if this writer still leads, and compares the batch in hand with the head. The update waits for
    /// a lost transaction that still holds the row, and fences one that has not begun.
    async fn resolve(&mut self) -> Result<Resolved, StoreError> {
        let session = self.take_session().await?;
        let row = session
            .client
            .query_opt(sql::RECOVER, &[&self.state.book_no, &self.state.leader])
            .await
            .map_err(failed("finding out what was written"))?;
        self.session = Some(session);
        match row {
            Some(row) => {
                let durable = head_of(&row, &self.state.book)?;
                self.state.resolve(durable)
            }
            None => Err(self.state.fenced()),
        }
    }

    /// Work under the head row, which it does not move. `None` when the writer is fenced.
    async fn held<T>(
        &mut self,
        work: impl AsyncFnOnce(&Session) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, StoreError> {
        let failed = failed("writing beside the log");
        let session = self.take_session().await?;
        let (book_no, epoch) = (self.state.book_no, saturated(self.state.head().epoch));
        session.client.batch_execute(BEGIN).await.map_err(&failed)?;
        let held = session.client.execute(sql::HOLD, &[&book_no, &epoch]).await.map_err(&failed)?;
        if held == 0 {
            session.client.batch_execute("rollback").await.map_err(&failed)?;
            self.session = Some(session);
            return Err(self.state.fenced());
        }
        let answer = work(&session).await.map_err(&failed)?;
        session.client.batch_execute("commit").await.map_err(&failed)?;
        self.session = Some(session);
        Ok(answer)
    }
}

#[async_trait]
impl Writer for PostgresWriter {
    fn head(&self) -> &Head {
        self.state.head()
    }

    async fn append(&mut self, batch: &Batch) -> Result<Head, StoreError> {
        if self.state.is_unresolved() {
            self.session = None;
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
        // Before the transaction: hashing behind the rows needs a second UPDATE of the head and was slower at batches of 1,000.
        let beside = self.state.take(batch, step);
        let (session, statements) = match self.prepare().await {
            Ok(ready) => ready,
            Err(error) => {
                self.state.abandon();
                return Err(error);
            }
        };
        let book_no = self.state.book_no;
        let append = Append { session: &session, statements, book_no, batch, step, beside: &beside };
        match append.run().await {
            Ok(true) => {}
            Ok(false) => {
                self.session = Some(session);
                self.state.abandon();
                return Err(self.state.fenced());
            }
            Err(error) => {
                // The session is dropped and the server rolls back what was open; what may have been committed stays
                // in hand.
                if !error.is_retryable() {
                    self.state.abandon();
                }
                return Err(error);
            }
        }
        self.session = Some(session);
        let head = self.state.landed();
        self.shared.followers.wake(&self.state.book, head.position);
        Ok(head)
    }

    async fn recover(&mut self) -> Result<Head, StoreError> {
        self.session = None;
        self.resolve().await?;
        Ok(*self.state.head())
    }

    async fn bus_stream(&mut self, name: &str, created_at: &str) -> Result<u32, StoreError> {
        let book_no = self.state.book_no;
        let number: i32 = self
            .held(async |session| {
                let known =
                    session.client.query_opt(sql::BUS_STREAM, &[&book_no, &name, &created_at]).await?;
                if let Some(row) = known {
                    return Ok(row.get(0));
                }
                session.client.execute(sql::CREATE_BUS_STREAM, &[&book_no, &name, &created_at]).await?;
                let row = session.client.query_one(sql::BUS_STREAM, &[&book_no, &name, &created_at]).await?;
                Ok(row.get(0))
            })
            .await?;
        Ok(number.unsigned_abs())
    }

    async fn save_snapshot(&mut self, position: u64, format: u32, state: &[u8]) -> Result<(), StoreError> {
        let (position, format) = self.state.check_snapshot(position, format)?;
        let book_no = self.state.book_no;
        self.held(async |session| {
            session.client.execute(sql::CLEAR_SNAPSHOT, &[&book_no, &position]).await?;
            let insert = session.prepared(sql::INSERT_SNAPSHOT).await?;
            for (part, bytes) in (0_i32..).zip(sql::snapshot_parts(state)) {
                session.client.execute(&insert, &[&book_no, &position, &part, &format, &bytes]).await?;
            }
            session.client.execute(sql::PRUNE_SNAPSHOTS, &[&book_no]).await?;
            Ok(())
        })
        .await
    }
}

impl Statements {
    async fn prepare(session: &Session) -> Result<Self, tokio_postgres::Error> {
        Ok(Statements {
            advance: session.prepared(ADVANCE).await?,
            copy: session.prepared(COPY).await?,
            repeats: session.prepared(INSERT_REPEATS).await?,
            segment: session.prepared(sql::INSERT_SEGMENT).await?,
            tiles: session.prepared(INSERT_TILES).await?,
        })
    }
}

impl Append<'_> {
    /// False, and nothing written, when the writer is fenced.
    async fn run(self) -> Result<bool, StoreError> {
        let failed = failed(APPENDING);
        let client = &self.session.client;
        // The driver sends a request when its future is first polled, and this polls them in order: so all four are on
        // their way before the first answer, and the head's row is locked before anything else happens.
        let (begun, advanced, beside, copying) =
            join4(client.batch_execute(BEGIN), self.advance(), self.beside(), self.copy()).await;
        begun.map_err(&failed)?;
        if advanced.map_err(&failed)? == 0 {
            // An open COPY is ended by dropping it.
            drop(copying);
            client.batch_execute("rollback").await.map_err(&failed)?;
            return Ok(false);
        }
        beside.map_err(&failed)?;
        match copying.map_err(&failed)? {
            Some(sink) => self.send_and_commit(sink).await?,
            None => client.batch_execute("commit").await.map_err(&failed)?,
        }
        Ok(true)
    }

    async fn advance(&self) -> Result<u64, tokio_postgres::Error> {
        let Step { before, after } = &self.step;
        let stream = after.bus.map(|bus| bus.stream as i32);
        let sequence = after.bus.map(|bus| saturated(bus.sequence));
        let digest = after.bus.as_ref().map(|bus| bus.digest.as_slice());
        self.session
            .client
            .execute(
                &self.statements.advance,
                &[
                    &saturated(after.position),
                    &saturated(after.repeats),
                    &stream,
                    &sequence,
                    &digest,
                    &self.beside.root.as_bytes().as_slice(),
                    &self.book_no,
                    &saturated(before.epoch),
                    &saturated(before.position),
                    &saturated(before.repeats),
                ],
            )
            .await
    }

    /// Repeats, and segments and tiles that are complete, all rare. All are sent at the first poll: one that waited for another's answer would
    /// queue behind the COPY, which in turn waits for it.
    async fn beside(&self) -> Result<(), tokio_postgres::Error> {
        let segments = self.beside.segments.iter().map(|segment| self.segment(segment));
        let tiles = insert_tiles(self.session, &self.statements.tiles, self.book_no, &self.beside.tiles);
        let (repeats, segments, tiles) = join3(self.repeats(), join_all(segments), tiles).await;
        repeats?;
        segments.into_iter().collect::<Result<(), _>>()?;
        tiles
    }

    async fn segment(&self, segment: &Segment) -> Result<(), tokio_postgres::Error> {
        let first = saturated(segment.first_position);
        let row: [&(dyn ToSql + Sync); 3] = [&self.book_no, &first, &segment.fingerprints];
        self.session.client.execute(&self.statements.segment, &row).await.map(drop)
    }

    async fn repeats(&self) -> Result<(), tokio_postgres::Error> {
        let repeats = &self.batch.repeats;
        if repeats.is_empty() {
            return Ok(());
        }
        let numbers: Vec<i64> =
            (self.step.before.repeats + 1..=self.step.after.repeats).map(saturated).collect();
        let column = |of: fn(&Repeat) -> i64| repeats.iter().map(of).collect::<Vec<i64>>();
        let positions = column(|repeat| saturated(repeat.of_position));
        let times = column(|repeat| repeat.recorded_at);
        let streams: Vec<Option<i32>> =
            repeats.iter().map(|repeat| repeat.bus.map(|bus| bus.stream as i32)).collect();
        let sequences: Vec<Option<i64>> =
            repeats.iter().map(|repeat| repeat.bus.map(|bus| saturated(bus.sequence))).collect();
        let rows: [&(dyn ToSql + Sync); 6] =
            [&self.book_no, &numbers, &positions, &times, &streams, &sequences];
        self.session.client.execute(&self.statements.repeats, &rows).await.map(drop)
    }

    async fn copy(&self) -> Result<Option<CopyInSink<Bytes>>, tokio_postgres::Error> {
        if self.batch.records.is_empty() {
            return Ok(None);
        }
        self.session.client.copy_in(&self.statements.copy).await.map(Some)
    }

    async fn send_and_commit(&self, sink: CopyInSink<Bytes>) -> Result<(), StoreError> {
        let failed = failed(APPENDING);
        let mut sink = pin!(sink);
        let mut encoder = Encoder::new(self.book_no);
        for record in &self.batch.records {
            if let Some(chunk) = encoder.push(record) {
                sink.feed(chunk).await.map_err(&failed)?;
            }
        }
        sink.feed(encoder.finish()).await.map_err(&failed)?;
        // COMMIT is queued behind the end of the COPY. If that fails, the server answers COMMIT with a rollback.
        let (copied, committed) = join(sink.finish(), self.session.client.batch_execute("commit")).await;
        let copied = copied.map_err(&failed)?;
        committed.map_err(&failed)?;
        assert_eq!(copied, self.batch.records.len() as u64, "the database counted other rows than were sent");
        Ok(())
    }
}

/// Writes full tiles in one statement.
pub(super) async fn insert_tiles(
    session: &Session,
    statement: &Statement,
    book_no: i32,
    tiles: &[FullTile],
) -> Result<(), tokio_postgres::Error> {
    if tiles.is_empty() {
        return Ok(());
    }
    let levels: Vec<i32> = tiles.iter().map(|tile| i32::from(tile.level)).collect();
    let numbers: Vec<i64> = tiles.iter().map(|tile| saturated(tile.number)).collect();
    let roots: Vec<&[u8]> = tiles.iter().map(|tile| tile.root.as_bytes().as_slice()).collect();
    let hashes: Vec<Vec<u8>> = tiles.iter().map(|tile| Hash::join(&tile.hashes)).collect();
    let rows: [&(dyn ToSql + Sync); 5] = [&book_no, &levels, &numbers, &roots, &hashes];
    session.client.execute(statement, &rows).await.map(drop)
}
