//! Becoming a book's writer: the next epoch, the identities, the tree and the newest snapshot.

use std::pin::pin;
use std::sync::Arc;

use bytes::BytesMut;
use futures_util::TryStreamExt;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use transparency::Hash;
use transparency::hash::leaf_hash;
use transparency::tree::Tree;

use super::read::head_of;
use super::session::{Role, Session};
use super::writer::{INSERT_TILES, PostgresWriter, insert_tiles};
use super::{Shared, failed, schema};
use crate::columns::{damaged, saturated, unsigned};
use crate::error::StoreError;
use crate::loading::IdentityLoad;
use crate::record::{Head, Snapshot};
use crate::sql;
use crate::store::Leadership;
use crate::tree::{self, TileRange};
use crate::writing::{WriterState, draw_leader};

const LEADING: &str = "taking the lead of a book";

pub(super) async fn lead(shared: &Arc<Shared>, book: &str) -> Result<Leadership, StoreError> {
    let session = writing_session(shared).await?;
    let leader = draw_leader();
    let (head, book_no, root) = take_epoch(&session, book, leader).await?;
    let mut load = IdentityLoad::new(book, head.position);
    load_segments(&session, book_no, &mut load).await?;
    load_tail(&session, book_no, &mut load).await?;
    let (identities, uncovered) = load.finish()?;
    let tree = match root {
        Some(root) => load_tree(&session, book, book_no, head.position, &root).await?,
        None => build_tree(&session, book, book_no, &head).await?,
    };
    let snapshot = newest_snapshot(&session, book, book_no).await?;

    let state = WriterState::new(book.to_owned(), book_no, leader, head, uncovered, tree);
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

/// The head as this leadership finds it, the book's number and the root of its tree.
type Taken = (Head, i32, Option<Vec<u8>>);

/// Creating a book can meet another program that creates one at the same moment and takes the same number: then the
/// second try sees it.
async fn take_epoch(session: &Session, book: &str, leader: i64) -> Result<Taken, StoreError> {
    let failed = failed(LEADING);
    for _ in 0..10 {
        let known = session.client.query_opt(sql::LEAD, &[&leader, &book]).await.map_err(&failed)?;
        if let Some(row) = known {
            return Ok((head_of(&row, book)?, row.get(6), row.get(7)));
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

/// The tree from its last records and tiles. Where these are not those of the head, all tiles that they came from are
/// looked into, to say which is wrong.
async fn load_tree(
    session: &Session,
    book: &str,
    book_no: i32,
    size: u64,
    root: &[u8],
) -> Result<Tree, StoreError> {
    let mut partial = vec![leaves(session, book_no, tree::tail_after(size), size).await?];
    for range in tree::partial_tile_sources(size) {
        let rows = tiles(session, book_no, sql::TILE_ROOTS_OF, range).await?;
        let roots = rows.iter().map(|row| tree::hash_of(book, "root", row.get(0)));
        partial.push(roots.collect::<Result<_, _>>()?);
    }
    let restored = tree::restore(book, size, partial, tree::hash_of(book, "tree_root", root)?);
    let doubtful =
        if restored.is_ok() { tree::newest_full_tiles(size) } else { tree::partial_tile_sources(size) };
    for range in doubtful {
        let rows = tiles(session, book_no, sql::TILES_OF, range).await?;
        for (row, number) in rows.iter().zip(range.first..) {
            tree::check_tile(book, range.level, number, row.get(0), row.get(1))?;
        }
    }
    restored
}

async fn tiles(
    session: &Session,
    book_no: i32,
    statement: &str,
    range: TileRange,
) -> Result<Vec<Row>, StoreError> {
    let (first, count) = (saturated(range.first), saturated(range.count as u64));
    let params: [&(dyn ToSql + Sync); 4] = [&book_no, &i32::from(range.level), &first, &count];
    session.client.query(statement, &params).await.map_err(failed(LEADING))
}

/// Leaf hashes of the records after a position, up to another.
async fn leaves(session: &Session, book_no: i32, after: u64, up_to: u64) -> Result<Vec<Hash>, StoreError> {
    let params: [&(dyn ToSql + Sync); 3] = [&book_no, &saturated(after), &saturated(up_to)];
    let rows = session.client.query(sql::LEAVES_OF, &params).await.map_err(failed(LEADING))?;
    Ok(rows.iter().map(|row| leaf_hash(row.get(0))).collect())
}

/// Records read at once while a tree is built over an old book.
const BUILT_AT_ONCE: u64 = 8_192;

/// The tree over all records, for a book that was written before there was one. In one transaction under the head row.
async fn build_tree(session: &Session, book: &str, book_no: i32, head: &Head) -> Result<Tree, StoreError> {
    let failed = failed(LEADING);
    let client = &session.client;
    client.batch_execute("begin").await.map_err(&failed)?;
    let held = client.execute(sql::HOLD, &[&book_no, &saturated(head.epoch)]).await.map_err(&failed)?;
    if held == 0 {
        return Err(StoreError::Fenced { book: book.to_owned(), epoch: head.epoch });
    }
    let statement = session.prepared(INSERT_TILES).await.map_err(&failed)?;
    let mut tree = Tree::default();
    while tree.size() < head.position {
        let up_to = head.position.min(tree.size() + BUILT_AT_ONCE);
        let leaves = leaves(session, book_no, tree.size(), up_to).await?;
        tree::check_count(book, tree.size(), up_to, leaves.len())?;
        let mut full = Vec::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf, &mut full));
        insert_tiles(session, &statement, book_no, &full).await.map_err(&failed)?;
    }
    let root = tree.root();
    let set: [&(dyn ToSql + Sync); 3] = [&root.as_bytes().as_slice(), &book_no, &saturated(head.epoch)];
    client.execute(sql::SET_ROOT, &set).await.map_err(&failed)?;
    client.batch_execute("commit").await.map_err(&failed)?;
    Ok(tree)
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
