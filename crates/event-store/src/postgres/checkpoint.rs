//! Keeping a signed checkpoint, beside whoever appends: a session of its own, since checkpoints are rare.

use tokio_postgres::error::SqlState;

use super::session::{Role, Session};
use super::{Shared, failed, read};
use crate::columns::{saturated, unsigned};
use crate::error::StoreError;
use crate::sql;
use crate::tree;

const SAVING: &str = "saving a checkpoint";

/// Another signer may take the same number at the same moment; the next try sees it.
const TRIES: usize = 5;

pub(super) async fn save(shared: &Shared, book: &str, size: u64, note: &str) -> Result<u64, StoreError> {
    let session = Session::open(&shared.address, Role::Writer).await?;
    for _ in 0..TRIES {
        match session.client.query_opt(sql::SAVE_CHECKPOINT, &[&saturated(size), &note, &book]).await {
            Ok(Some(row)) => return unsigned(book, "number", row.get(0)),
            Ok(None) => {
                let newest = read::checkpoint(&session, book).await?;
                let head = read::head(&session, book).await?.position;
                return Err(tree::not_taken(size, head, newest.as_ref()));
            }
            Err(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {}
            Err(error) => return Err(failed(SAVING)(error)),
        }
    }
    let crowded = "other signers save checkpoints at the same moment".into();
    Err(StoreError::Unavailable { doing: SAVING, source: crowded })
}
