//! The whole history decided again, from what the log keeps of each message: with the charts and rulebooks that were in
//! force it must come out the same to the byte; with another rulebook it shows what would have been different.
//!
//! Messages are decided by the same code as the first time ([`crate::recovery::State`]), at the command time that was
//! recorded. Nothing is written. Records are read on one task (`kept` makes messages of them again) and decided on another
//! (`again`). `publications` puts charts and rulebooks in force, `statements` derives what was stated of the bus,
//! `otherwise` keeps what came out otherwise on disk. From a record that can't have been made it goes on as recovery would,
//! as far as a book can take it.

mod again;
mod kept;
mod otherwise;
mod publications;
mod statements;

use std::sync::Arc;

use event_store::{EventStore, OutcomeCounts, StoreError};
use ledger::Book;
use tokio::sync::mpsc;
use wire::ledger_v1 as pb;

use crate::error::HandlerError;
use again::Again;
use kept::Kept;

/// By which rules the history is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rules {
    /// By those in force at the time: everything must come out as it is recorded.
    Recorded,
    /// By one other rulebook, from the first position on at which it fits the chart: the opening of the book when it names no
    /// code of a chart, else the first chart that has its codes. A later chart that it does not fit is a difference, and what
    /// was in force before stays.
    Other {
        /// Its file name, for messages.
        name: String,
        /// The file.
        yaml: Vec<u8>,
    },
}

/// A record that came out differently.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The record's position.
    pub position: u64,
    /// What is recorded.
    pub recorded: pb::Record,
    /// What came out; `None` when what is recorded can't stand there at all.
    pub decided: Option<pb::Record>,
    /// What differs, in words.
    pub what: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Redecided {
    /// Records that were looked at, up to this position.
    pub position: u64,
    /// How they ended, as decided now.
    pub outcomes: OutcomeCounts,
    /// Records in quarantine that were taken as they are: what was wrong with them was not in what is kept.
    pub taken: u64,
    /// Statements of completeness that were derived again.
    pub statements: u64,
    /// Records that came out differently.
    pub differences: u64,
    /// The book at the end.
    pub book: Book,
}

/// Records read and decoded at once, ahead of deciding.
const CHUNK: usize = 4_096;
/// Chunks that wait between two stages.
const AHEAD: usize = 1;

/// Decides the history of a book again, up to a position at which a batch ended. Each difference is told, in the order of
/// the log, and not kept.
///
/// After a record that can't stand where it does, deciding goes on from what it records, so that only the first difference is
/// told and not all that follow from it. After one that came out otherwise it goes on from what was decided.
///
/// # Errors
/// When the store fails, the log's records can't be read, or the other rulebook is refused.
pub async fn redecide(
    store: &Arc<dyn EventStore>,
    book: &str,
    up_to: u64,
    rules: &Rules,
    mut tell: impl FnMut(Difference),
) -> Result<Redecided, HandlerError> {
    let mut again = Again::new(store, book, rules);
    let (records, to_decode) = mpsc::channel(AHEAD);
    let (decoded, mut to_decide) = mpsc::channel(AHEAD);
    // Both end when whoever takes from them is gone.
    tokio::spawn(read(Arc::clone(store), book.to_owned(), up_to, records));
    tokio::task::spawn_blocking(move || decode(to_decode, &decoded));
    while let Some(chunk) = to_decide.recv().await {
        again.chunk(chunk?, &mut tell).await?;
    }
    again.finish(&mut tell)
}

type Chunk<T> = Result<Vec<T>, HandlerError>;

async fn read(
    store: Arc<dyn EventStore>,
    book: String,
    up_to: u64,
    records: mpsc::Sender<Result<Vec<event_store::Record>, StoreError>>,
) {
    let mut position = 0;
    while position < up_to {
        let left = usize::try_from(up_to - position).unwrap_or(CHUNK).min(CHUNK);
        let chunk = store.read(&book, position, left).await;
        match chunk.as_ref().map(|chunk| chunk.last().map(|last| last.position)) {
            Ok(None) => return,
            Ok(Some(last)) => position = last,
            Err(_) => position = up_to,
        }
        if records.send(chunk).await.is_err() {
            return;
        }
    }
}

fn decode(
    mut records: mpsc::Receiver<Result<Vec<event_store::Record>, StoreError>>,
    decoded: &mpsc::Sender<Chunk<Kept>>,
) {
    while let Some(chunk) = records.blocking_recv() {
        let chunk = chunk.map_err(HandlerError::from);
        let chunk = chunk.and_then(|chunk| chunk.into_iter().map(Kept::read).collect());
        if decoded.blocking_send(chunk).is_err() {
            return;
        }
    }
}
