//! Filling empty tables that nobody reads yet with a whole book. What later records change stays in memory, so that no row is
//! written twice and no key is needed meanwhile: [`crate::rebuild()`] makes the keys when all is in.

use std::sync::Arc;

use event_store::EventStore;
use tokio::task::JoinHandle;

use crate::builder::fold_batch;
use crate::database::{Applied, Database, Step};
use crate::error::ProjectionError;
use crate::reading::read_ahead;
use crate::schema::BOOK;
use crate::state::State;
use crate::touched::Touched;
use crate::value::Value;

/// Records in a batch at most. No row is written twice here, so there is nothing to gain by large ones, and what is made of
/// small ones is still in the processor's cache when it is written.
const BATCH_RECORDS: usize = 4_096;

/// Records after which the number of sums is looked at.
const PART_RECORDS: usize = 256;

/// Fills the tables with this prefix up to the head as it is now. Beyond `sums_max` sums of days in memory, their
/// parts are written; the answer is whether there are any, so that a key may be in a table several times.
///
/// # Errors
/// Those of log and database. The tables are worth nothing then.
pub(crate) async fn fill(
    store: Arc<dyn EventStore>,
    database: &Database,
    prefix: &'static str,
    (book_no, book): (i32, &str),
    sums_max: usize,
) -> Result<bool, ProjectionError> {
    let until = store.head(book).await?.position;
    let mut batches = read_ahead(store, book.to_owned(), 0, until, BATCH_RECORDS);
    let (mut state, mut touched) = (State::new(book_no), Touched::default());
    let mut writer = Writer { database: database.clone(), prefix, book: book.to_owned(), task: None };
    let mut in_parts = false;
    while let Some(batch) = batches.next().await {
        let mut steps = Vec::new();
        for part in batch?.chunks(PART_RECORDS) {
            touched = fold_batch(book, &mut state, touched, part)?;
            if let Some(sums) = touched.take_sums_beyond(sums_max) {
                steps.extend(inserts(sums, &mut state, prefix));
                in_parts = true;
            }
        }
        steps.extend(inserts(touched.take_final(), &mut state, prefix));
        writer.write(steps).await?;
    }
    let rest = touched.steps(&mut state, 0, prefix);
    let place = Step::Insert(&BOOK, vec![Value::Int(0), book_no.into(), book.into(), "".into()]);
    writer.write([place].into_iter().chain(rest.into_iter().map(insert)).collect()).await?;
    writer.finish().await?;
    Ok(in_parts)
}

/// The rows alone: the position moves with the last of them.
fn inserts(touched: Touched, state: &mut State, prefix: &str) -> impl Iterator<Item = Step> {
    let steps = touched.steps(state, 0, prefix).into_iter().map(insert);
    steps.filter(|step| matches!(step, Step::Insert(..)))
}

/// Nothing is there for rows to be laid over.
fn insert(step: Step) -> Step {
    match step {
        Step::Upsert(table, _, rows) => Step::Insert(table, rows),
        other => other,
    }
}

/// Writes a change while the next is made.
struct Writer {
    database: Database,
    prefix: &'static str,
    book: String,
    task: Option<JoinHandle<Result<Applied, ProjectionError>>>,
}

impl Writer {
    /// Begins as soon as the change before is in.
    async fn write(&mut self, steps: Vec<Step>) -> Result<(), ProjectionError> {
        self.finish().await?;
        let (database, prefix) = (self.database.clone(), self.prefix);
        self.task = Some(tokio::spawn(async move { database.apply(prefix, steps).await }));
        Ok(())
    }

    async fn finish(&mut self) -> Result<(), ProjectionError> {
        let Some(task) = self.task.take() else { return Ok(()) };
        let failed = |error: tokio::task::JoinError| ProjectionError::Unavailable {
            doing: "writing a batch",
            source: error.into(),
        };
        match task.await.map_err(failed)?? {
            Applied::Committed => Ok(()),
            Applied::Undone => Err(ProjectionError::Moved { book: self.book.clone() }),
        }
    }
}
