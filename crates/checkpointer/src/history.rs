//! What is proved before anything is signed: that the log, as it is now, extends a checkpoint.

use event_store::{EventStore, TreeHead, proofs};
use transparency::checkpoint::Checkpoint;
use transparency::proof::verify_consistency;

use crate::clock;
use crate::error::{Evidence, SignerError};

/// Proves from the stored tiles that the log with this head extends an earlier checkpoint. The head must have been read
/// after the checkpoint: a log only grows, so then it can't be shorter.
pub(crate) async fn check_extends(
    store: &dyn EventStore,
    book: &str,
    head: TreeHead,
    earlier: &Checkpoint,
    evidence: Evidence,
) -> Result<(), SignerError> {
    let (size, signed) = (earlier.size(), earlier.root());
    if size > head.size {
        return Err(SignerError::EventsLost {
            book: book.to_owned(),
            origin: earlier.origin().to_owned(),
            evidence,
            signed: size,
            head: head.size,
            lost: size - head.size,
            last_recorded: last_recorded(store, book, head.size).await,
        });
    }
    let found = proofs::root_at(store, book, size).await?;
    if found != signed {
        return Err(SignerError::OtherHistory { book: book.to_owned(), evidence, size, signed, found });
    }
    let proof = proofs::consistency_proof(store, book, size, head.size).await?;
    verify_consistency(size, signed, head.size, head.root, &proof).map_err(|error| SignerError::TreeDamaged {
        book: book.to_owned(),
        size,
        error,
    })
}

/// For the words of an error; a log that can't even be read has other errors.
async fn last_recorded(store: &dyn EventStore, book: &str, position: u64) -> Option<String> {
    let records = store.read_at(book, &[position]).await.ok()?;
    records.first().map(|record| clock::utc(record.recorded_at))
}
