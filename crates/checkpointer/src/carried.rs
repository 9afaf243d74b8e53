//! Cosignatures without a network: a request is written to a file and carried to the witness, whose answer is carried
//! back.

use event_store::{EventStore, StoreError, proofs};
use transparency::checkpoint::SignedCheckpoint;
use transparency::note::VerifierKey;
use transparency::witness::{Answer, Request, read_answer};

use crate::error::{Evidence, SignerError};
use crate::history::check_extends;

/// How many checkpoints are read at once when looking back.
const PAGE: u64 = 1_000;

/// A checkpoint with the cosignatures that were brought.
#[derive(Debug)]
pub struct Cosigned {
    /// Its number in the database; `None` when a larger checkpoint was saved meanwhile. Then it is good for the events
    /// under it, and should be kept as a file.
    pub number: Option<u64>,
    /// The checkpoint.
    pub checkpoint: SignedCheckpoint,
}

/// The size of the newest checkpoint of a book that a witness is known to have cosigned; 0 for none. Looks back through
/// all checkpoints until it finds one.
///
/// # Errors
/// When the store fails.
pub async fn last_cosigned(
    store: &dyn EventStore,
    book: &str,
    witness: &[VerifierKey],
) -> Result<u64, SignerError> {
    let mut before = store.checkpoint(book).await?.map_or(0, |newest| newest.number + 1);
    while before > 1 {
        let after = before.saturating_sub(PAGE + 1);
        let page = store.checkpoints(book, after, (before - after - 1) as usize).await?;
        for row in page.iter().rev() {
            let signed = SignedCheckpoint::parse(row.note.as_bytes());
            if signed.is_ok_and(|signed| signed.note().verify(witness).is_ok()) {
                return Ok(row.size);
            }
        }
        before = after + 1;
    }
    Ok(0)
}

/// The newest checkpoint of a book with the proof that it extends the one of `old_size` that the witness has cosigned
/// last, as the text to carry. `None` when nothing was signed yet.
///
/// # Errors
/// When `old_size` is larger than the newest checkpoint, or the store fails.
pub async fn request_file(
    store: &dyn EventStore,
    book: &str,
    old_size: u64,
) -> Result<Option<String>, SignerError> {
    let Some(newest) = store.checkpoint(book).await? else { return Ok(None) };
    let checkpoint = SignedCheckpoint::parse(newest.note.as_bytes()).map_err(|error| {
        SignerError::StoredCheckpoint { book: book.to_owned(), number: newest.number, error }
    })?;
    let proof = proofs::consistency_proof(store, book, old_size, newest.size).await?;
    Ok(Some(Request { old_size, proof, checkpoint }.to_string()))
}

/// Adds what the witness gave for a request, both as carried text. `witness` are the witness's public keys.
///
/// # Errors
/// When the request is not one of this log, or the cosignature does not hold for it.
pub async fn add_cosignature(
    store: &dyn EventStore,
    book: &str,
    request: &str,
    cosignature: &str,
    witness: &[VerifierKey],
) -> Result<Cosigned, SignerError> {
    let unusable = |error: &dyn std::fmt::Display| SignerError::Cosignature(error.to_string());
    let request = Request::parse(request.as_bytes()).map_err(|error| unusable(&error))?;
    let answer = read_answer(&request, witness, 200, None, cosignature.as_bytes());
    let Answer::Cosigned(cosignatures) = answer.map_err(|error| unusable(&error))? else {
        return Err(SignerError::Cosignature("the file is no cosignature".to_owned()));
    };
    let newest = store.checkpoint(book).await?;
    let head = store.tree_head(book).await?;
    check_extends(store, book, head, request.checkpoint.checkpoint(), Evidence::Carried).await?;
    // With the cosignatures that other witnesses gave meanwhile.
    let newest = newest.and_then(|newest| SignedCheckpoint::parse(newest.note.as_bytes()).ok());
    let same = newest.filter(|newest| newest.note().text() == request.checkpoint.note().text());
    let mut checkpoint = same.unwrap_or(request.checkpoint);
    cosignatures.into_iter().try_for_each(|cosignature| checkpoint.add(cosignature))?;
    let size = checkpoint.checkpoint().size();
    let number = match store.save_checkpoint(book, size, &checkpoint.to_string()).await {
        Ok(number) => Some(number),
        Err(StoreError::CheckpointBehind { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Cosigned { number, checkpoint })
}
