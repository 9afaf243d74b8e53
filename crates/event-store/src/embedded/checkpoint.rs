//! Keeping a signed checkpoint, beside whoever appends.

use rusqlite::{OptionalExtension, params};

use super::{Shared, failed, read};
use crate::columns::{saturated, unsigned};
use crate::error::StoreError;
use crate::sql;
use crate::tree;

const SAVING: &str = "saving a checkpoint";

pub(super) fn save(shared: &Shared, book: &str, size: u64, note: &str) -> Result<u64, StoreError> {
    shared.write(|connection| {
        let number: Option<i64> = connection
            .query_row(sql::SAVE_CHECKPOINT, params![saturated(size), note, book], |row| row.get(0))
            .optional()
            .map_err(failed(SAVING))?;
        match number {
            Some(number) => unsigned(book, "number", number),
            None => {
                let newest = read::checkpoint(connection, book)?;
                Err(tree::not_taken(size, read::head(connection, book)?.position, newest.as_ref()))
            }
        }
    })
}
