//! Becoming a book's writer: the folder's lock, the next epoch, the identities and the newest snapshot.

use std::sync::{Arc, PoisonError};

use bytes::BytesMut;
use rusqlite::{Connection, TransactionBehavior, params};

use super::lock::FolderLock;
use super::read::{head_row, prepared};
use super::writer::EmbeddedWriter;
use super::{Shared, failed, files};
use crate::columns::unsigned;
use crate::error::StoreError;
use crate::loading::IdentityLoad;
use crate::record::{Head, Snapshot};
use crate::sql;
use crate::store::Leadership;
use crate::writing::{WriterState, draw_leader};

const LEADING: &str = "taking the lead of a book";

pub(super) fn lead(shared: &Arc<Shared>, book: &str) -> Result<Leadership, StoreError> {
    if shared.read_only {
        return Err(StoreError::ReadOnly);
    }
    let mut writing = shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
    if writing.lock.is_none() {
        writing.lock = Some(FolderLock::take(&shared.folder)?);
    }
    let connection = match writing.connection.take() {
        Some(connection) => connection,
        None => files::writer(&shared.folder)?,
    };
    let connection = writing.connection.insert(connection);

    let leader = draw_leader();
    let (head, book_no) = take_epoch(connection, book, leader)?;
    let mut load = IdentityLoad::new(book, head.position);
    load_segments(connection, book_no, &mut load)?;
    load_tail(connection, book_no, &mut load)?;
    let (identities, uncovered) = load.finish()?;
    let snapshot = newest_snapshot(connection, book, book_no)?;

    let state = WriterState::new(book.to_owned(), book_no, leader, head, uncovered);
    let writer = Box::new(EmbeddedWriter::new(Arc::clone(shared), state));
    Ok(Leadership { writer, identities, snapshot, head })
}

fn take_epoch(connection: &mut Connection, book: &str, leader: i64) -> Result<(Head, i32), StoreError> {
    let failed = failed(LEADING);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    transaction.execute(sql::CREATE_BOOK, [book]).map_err(&failed)?;
    transaction.execute(sql::CREATE_HEAD, [book]).map_err(&failed)?;
    let (row, book_no) = transaction
        .query_row(sql::LEAD, params![leader, book], |row| Ok((head_row(row)?, row.get::<_, i32>(6)?)))
        .map_err(&failed)?;
    let head = row.into_head(book)?;
    transaction.commit().map_err(&failed)?;
    Ok((head, book_no))
}

fn load_segments(connection: &Connection, book_no: i32, load: &mut IdentityLoad) -> Result<(), StoreError> {
    let failed = failed(LEADING);
    let mut statement = prepared(connection, sql::SEGMENTS)?;
    let mut rows = statement.query([book_no]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        let first: i64 = row.get(0).map_err(&failed)?;
        let fingerprints = row.get_ref(1).map_err(&failed)?;
        load.segment(first, fingerprints.as_blob().unwrap_or_default())?;
    }
    Ok(())
}

fn load_tail(connection: &Connection, book_no: i32, load: &mut IdentityLoad) -> Result<(), StoreError> {
    let failed = failed(LEADING);
    let mut statement = prepared(connection, sql::TAIL_IDENTITIES)?;
    let mut rows = statement.query(params![book_no, load.covered()]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        let position: i64 = row.get(0).map_err(&failed)?;
        let text = |column| row.get_ref(column).map(|value| value.as_str().unwrap_or_default());
        load.record(position, text(1).map_err(&failed)?, text(2).map_err(&failed)?)?;
    }
    Ok(())
}

fn newest_snapshot(
    connection: &Connection,
    book: &str,
    book_no: i32,
) -> Result<Option<Snapshot>, StoreError> {
    let failed = failed(LEADING);
    let mut statement = prepared(connection, sql::NEWEST_SNAPSHOT)?;
    let mut rows = statement.query([book_no]).map_err(&failed)?;
    let mut key = None;
    let mut state = BytesMut::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        key = Some((row.get::<_, i64>(0).map_err(&failed)?, row.get::<_, u32>(1).map_err(&failed)?));
        let part = row.get_ref(2).map_err(&failed)?;
        state.extend_from_slice(part.as_blob().unwrap_or_default());
    }
    key.map(|(position, format)| {
        Ok(Snapshot { position: unsigned(book, "position", position)?, format, state: state.freeze() })
    })
    .transpose()
}
