//! Cosignatures without a network: a request is written to a file and carried to the witness, whose answer is carried
//! back.
//!
//! A log may grow on the way. Then a larger checkpoint is the newest one in the database, which keeps no smaller one behind it,
//! and the cosigned one is kept as a file beside the key ([`Carried`]): it is good for all under it, and the next request
//! begins where the witness is.

use std::path::{Path, PathBuf};
use std::{fs, io};

use event_store::{EventStore, StoreError, proofs};
use transparency::checkpoint::SignedCheckpoint;
use transparency::note::VerifierKey;
use transparency::witness::{Answer, Request, read_answer};

use crate::durable;
use crate::error::{Evidence, SignerError};
use crate::history::check_extends;

/// How many checkpoints are read at once when looking back.
const PAGE: u64 = 1_000;

/// A checkpoint with the cosignatures that were brought.
#[derive(Debug)]
pub struct Cosigned {
    /// Where it is kept.
    pub kept: Kept,
    /// The checkpoint.
    pub checkpoint: SignedCheckpoint,
}

/// Where a cosigned checkpoint is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the database, by number.
    Database(u64),
    /// In a file, because a larger checkpoint was saved in the database meanwhile.
    File(PathBuf),
}

/// The files with the largest checkpoint of a log that each witness cosigned too late for the database, one a witness.
#[derive(Clone, Debug)]
pub struct Carried {
    path: PathBuf,
    origin: String,
}

impl Carried {
    /// The files of a log at this path, each with the name of a witness's key behind it.
    #[must_use]
    pub fn at(path: PathBuf, origin: &str) -> Self {
        Self { path, origin: origin.to_owned() }
    }

    fn of(&self, witness: &VerifierKey) -> PathBuf {
        durable::with_suffix(&self.path, &format!(".{}", durable::file_stem(witness.name())))
    }

    /// The checkpoint in a witness's file, if the witness cosigned it. What can't be believed is none: the witness then says
    /// itself where it is.
    fn load(&self, witness: &[VerifierKey]) -> Result<Option<SignedCheckpoint>, SignerError> {
        let Some(path) = witness.first().map(|key| self.of(key)) else { return Ok(None) };
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(file_error(&path))?,
        };
        let signed = SignedCheckpoint::parse(&bytes).ok();
        let is_ours = |signed: &SignedCheckpoint| {
            signed.checkpoint().origin() == self.origin && signed.note().verify(witness).is_ok()
        };
        Ok(signed.filter(is_ours))
    }

    /// Keeps a checkpoint when it is larger than the one before.
    fn save(&self, witness: &[VerifierKey], signed: &SignedCheckpoint) -> Result<PathBuf, SignerError> {
        let no_key = || SignerError::Cosignature("no key of the witness is given".to_owned());
        let path = self.of(witness.first().ok_or_else(no_key)?);
        let lock_path = durable::with_suffix(&path, ".lock");
        let _lock = durable::lock(&lock_path).map_err(file_error(&lock_path))?;
        let size = signed.checkpoint().size();
        if self.load(witness)?.is_none_or(|before| before.checkpoint().size() <= size) {
            durable::replace(&path, &signed.to_string(), 0o644).map_err(file_error(&path))?;
        }
        Ok(path)
    }
}

fn file_error(path: &Path) -> impl Fn(io::Error) -> SignerError {
    let path = path.to_owned();
    move |source| SignerError::File { path: path.clone(), source }
}

/// The size of the newest checkpoint of a book that a witness is known to have cosigned; 0 for none. Looks back through
/// all checkpoints until it finds one, and into the witness's file.
///
/// # Errors
/// When the store fails, or the file can't be read.
pub async fn last_cosigned(
    store: &dyn EventStore,
    book: &str,
    witness: &[VerifierKey],
    carried: &Carried,
) -> Result<u64, SignerError> {
    let newest = store.checkpoint(book).await?;
    let newest_size = newest.as_ref().map_or(0, |newest| newest.size);
    // A log that was restored has fewer, and says so elsewhere.
    let filed = carried.load(witness)?.map_or(0, |signed| signed.checkpoint().size());
    let filed = if filed <= newest_size { filed } else { 0 };
    let mut before = newest.map_or(0, |newest| newest.number + 1);
    while before > 1 {
        let after = before.saturating_sub(PAGE + 1);
        let page = store.checkpoints(book, after, (before - after - 1) as usize).await?;
        for row in page.iter().rev() {
            let signed = SignedCheckpoint::parse(row.note.as_bytes());
            if row.size <= filed || signed.is_ok_and(|signed| signed.note().verify(witness).is_ok()) {
                return Ok(row.size.max(filed));
            }
        }
        before = after + 1;
    }
    Ok(filed)
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

/// Adds what the witness gave for a request, both as carried text. `witness` are the witness's public keys. When the log has a
/// larger checkpoint by now, the cosigned one is kept in `carried`.
///
/// # Errors
/// When the request is not one of this log, or the cosignature does not hold for it.
pub async fn add_cosignature(
    store: &dyn EventStore,
    book: &str,
    request: &str,
    cosignature: &str,
    witness: &[VerifierKey],
    carried: &Carried,
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
    let kept = match store.save_checkpoint(book, size, &checkpoint.to_string()).await {
        Ok(number) => Kept::Database(number),
        Err(StoreError::CheckpointBehind { .. }) => Kept::File(carried.save(witness, &checkpoint)?),
        Err(error) => return Err(error.into()),
    };
    Ok(Cosigned { kept, checkpoint })
}
