//! Reading ahead: the log of a book in batches without gaps, while the batch before is being folded. A record is decoded
//! where it is folded and let go there at once: a batch of decoded ones would be ten times as long as the bytes, made on one
//! thread and freed on another.

use std::sync::Arc;

use event_store::{EventStore, Record};
use tokio::sync::mpsc;
use wire::ledger_v1 as pb;

use crate::error::ProjectionError;

/// Batches being read ahead. The reading ends when this is dropped.
pub(crate) struct Batches {
    records: mpsc::Receiver<Result<Vec<Record>, ProjectionError>>,
}

impl Batches {
    /// The next batch; `None` after the last.
    pub(crate) async fn next(&mut self) -> Option<Result<Vec<Record>, ProjectionError>> {
        self.records.recv().await
    }
}

/// Reads records after `after` up to `until`, one batch of at most `batch_records` ahead.
pub(crate) fn read_ahead(
    store: Arc<dyn EventStore>,
    book: String,
    after: u64,
    until: u64,
    batch_records: usize,
) -> Batches {
    let (sender, records) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut after = after;
        while after < until {
            let limit = batch_records.min((until - after) as usize);
            let batch = read(&*store, &book, after, limit).await;
            let failed = batch.is_err();
            after += batch.as_ref().map_or(0, |batch| batch.len() as u64);
            if sender.send(batch).await.is_err() || failed {
                return;
            }
        }
    });
    Batches { records }
}

async fn read(
    store: &dyn EventStore,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<Record>, ProjectionError> {
    let records = store.read(book, after, limit).await?;
    let gap = |expected, found| ProjectionError::Gap { book: book.to_owned(), expected, found };
    if records.is_empty() {
        return Err(gap(after + 1, 0));
    }
    for (expected, record) in (after + 1..).zip(&records) {
        if record.position != expected {
            return Err(gap(expected, record.position));
        }
    }
    Ok(records)
}

/// What a stored record holds.
///
/// # Errors
/// [`ProjectionError::UnknownRecord`] when it can't be read, [`ProjectionError::Gap`] when it is of another position.
pub(crate) fn decode(book: &str, stored: &Record) -> Result<pb::Record, ProjectionError> {
    let decoded = wire::record::decode_record(&stored.bytes, stored.attachment.as_ref());
    let record = decoded.map_err(|error| ProjectionError::UnknownRecord {
        book: book.to_owned(),
        position: stored.position,
        what: format!("is not a record ({error})"),
    })?;
    if record.position != stored.position {
        let (expected, found) = (stored.position, record.position);
        return Err(ProjectionError::Gap { book: book.to_owned(), expected, found });
    }
    Ok(record)
}
