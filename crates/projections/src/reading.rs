//! Reading ahead: the log of a book in batches, decoded and checked for gaps, while the batch before is being folded.

use std::sync::Arc;

use event_store::EventStore;
use tokio::sync::mpsc;

use crate::error::ProjectionError;
use crate::fold::Decoded;

/// Records in a batch at most. Large ones touch each balance row less often; this many are about 10 MiB in memory.
const BATCH_RECORDS: usize = 16_384;

/// Batches being read ahead. The reading ends when this is dropped.
pub(crate) struct Batches {
    records: mpsc::Receiver<Result<Vec<Decoded>, ProjectionError>>,
}

impl Batches {
    /// The next batch; `None` after the last.
    pub(crate) async fn next(&mut self) -> Option<Result<Vec<Decoded>, ProjectionError>> {
        self.records.recv().await
    }
}

/// Reads and decodes records after `after` up to `until`, one batch ahead.
pub(crate) fn read_ahead(store: Arc<dyn EventStore>, book: String, after: u64, until: u64) -> Batches {
    let (sender, records) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut after = after;
        while after < until {
            let limit = BATCH_RECORDS.min((until - after) as usize);
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
) -> Result<Vec<Decoded>, ProjectionError> {
    let records = store.read(book, after, limit).await?;
    if records.is_empty() {
        let gap = ProjectionError::Gap { book: book.to_owned(), expected: after + 1, found: 0 };
        return Err(gap);
    }
    let mut batch = Vec::with_capacity(records.len());
    for (expected, stored) in (after + 1..).zip(records) {
        let decoded = wire::record::decode_record(&stored.bytes, stored.attachment.as_ref());
        let decoded = decoded.map_err(|error| ProjectionError::UnknownRecord {
            book: book.to_owned(),
            position: stored.position,
            what: format!("is not a record ({error})"),
        })?;
        if stored.position != expected || decoded.position != expected {
            let found = if stored.position == expected { decoded.position } else { stored.position };
            return Err(ProjectionError::Gap { book: book.to_owned(), expected, found });
        }
        batch.push(Decoded { outcome: stored.outcome, code: stored.code, record: decoded });
    }
    Ok(batch)
}
