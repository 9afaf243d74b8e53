//! Becoming a book's writer: the next epoch, the identities and the newest snapshot.

use std::pin::pin;
use std::sync::Arc;

use bytes::BytesMut;
use futures_util::TryStreamExt;
use tokio_postgres::types::ToSql;

use super::read::head_of;
use super::session::{Role, Session};
use super::writer::PostgresWriter;
use super::{Shared, failed, schema};
use crate::columns::{damaged, unsigned};
use crate::error::StoreError;
use crate::loading::IdentityLoad;
use crate::record::{Head, Snapshot};
use crate::sql;
use crate::store::Leadership;
use crate::writing::{WriterState, draw_leader};

const LEADING: &str = "taking the lead of a book";

pub(super) async fn lead(shared: &Arc<Shared>, book: &str) -> Result<Leadership, StoreError> {
    let session = writing_session(shared).await?;
    let leader = draw_leader();
    let (head, book_no) = take_epoch(&session, book, leader).await?;
    let mut load = IdentityLoad::new(book, head.position);
    load_segments(&session, book_no, &mut load).await?;
    load_tail(&session, book_no, &mut load).await?;
    let (identities, uncovered) = load.finish()?;
    let snapshot = newest_snapshot(&session, book, book_no).await?;

    let state = WriterState::new(book.to_owned(), book_no, leader, head, uncovered);
    let writer = Box::new(PostgresWriter::new(Arc::clone(shared), session, state));
    Ok(Leadership { writer, identities, snapshot, head })
}

/// A session that may append, or an error that says which right is missing.
async fn writing_session(shared: &Shared) -> Result<Session, StoreError> {
    match Session::open(&shared.address, Role::Writer).await {
        Err(StoreError::Database { .. }) => {
            let client = shared.address.connect().await?;
            let row = client.query_one("select current_user::text", &[]).await.map_err(failed(LEADING))?;
            if schema::is_member(&client, Role::Writer).await? {
                return Session::open(&shared.address, Role::Writer).await;
            }
            Err(StoreError::RightsMissing { user: row.get(0), role: Role::Writer.name() })
        }
        answer => answer,
    }
}

/// Creating a book can meet another program that creates one at the same moment and takes the same number: then the
/// second try sees it.
async fn take_epoch(session: &Session, book: &str, leader: i64) -> Result<(Head, i32), StoreError> {
    let failed = failed(LEADING);
    for _ in 0..10 {
        let known = session.client.query_opt(sql::LEAD, &[&leader, &book]).await.map_err(&failed)?;
        if let Some(row) = known {
            return Ok((head_of(&row, book)?, row.get(6)));
        }
        session.client.execute(sql::CREATE_BOOK, &[&book]).await.map_err(&failed)?;
        session.client.execute(sql::CREATE_HEAD, &[&book]).await.map_err(&failed)?;
    }
    let crowded = "other programs create books at the same moment".into();
    Err(StoreError::Unavailable { doing: LEADING, source: crowded })
}

async fn load_segments(session: &Session, book_no: i32, load: &mut IdentityLoad) -> Result<(), StoreError> {
    let failed = failed(LEADING);
    let params: [&(dyn ToSql + Sync); 1] = [&book_no];
    let rows = session.client.query_raw(sql::SEGMENTS, params).await.map_err(&failed)?;
    let mut rows = pin!(rows);
    while let Some(row) = rows.try_next().await.map_err(&failed)? {
        load.segment(row.get(0), row.get(1))?;
    }
    Ok(())
}

async fn load_tail(session: &Session, book_no: i32, load: &mut IdentityLoad) -> Result<(), StoreError> {
    let failed = failed(LEADING);
    let covered = load.covered();
    let params: [&(dyn ToSql + Sync); 2] = [&book_no, &covered];
    let rows = session.client.query_raw(sql::TAIL_IDENTITIES, params).await.map_err(&failed)?;
    let mut rows = pin!(rows);
    while let Some(row) = rows.try_next().await.map_err(&failed)? {
        load.record(row.get(0), row.get(1), row.get(2))?;
    }
    Ok(())
}

async fn newest_snapshot(
    session: &Session,
    book: &str,
    book_no: i32,
) -> Result<Option<Snapshot>, StoreError> {
    let failed = failed(LEADING);
    let params: [&(dyn ToSql + Sync); 1] = [&book_no];
    let rows = session.client.query_raw(sql::NEWEST_SNAPSHOT, params).await.map_err(&failed)?;
    let mut rows = pin!(rows);
    let mut key: Option<(i64, i32)> = None;
    let mut state = BytesMut::new();
    while let Some(row) = rows.try_next().await.map_err(&failed)? {
        key = Some((row.get(0), row.get(1)));
        state.extend_from_slice(row.get(2));
    }
    let Some((position, format)) = key else { return Ok(None) };
    Ok(Some(Snapshot {
        position: unsigned(book, "position", position)?,
        format: u32::try_from(format).map_err(|_| damaged(book, "format", i64::from(format)))?,
        state: state.freeze(),
    }))
}
