//! Becoming a book's writer: the next epoch, the identities, the tree and the newest snapshot.

use std::sync::Arc;

use bytes::BytesMut;
use rusqlite::{Connection, TransactionBehavior, params};
use transparency::hash::leaf_hash;
use transparency::tree::Tree;

use super::read::{head_row, prepared};
use super::writer::{EmbeddedWriter, insert_tiles};
use super::{Shared, failed};
use crate::columns::{saturated, unsigned};
use crate::error::StoreError;
use crate::loading::IdentityLoad;
use crate::record::{Head, Snapshot};
use crate::sql;
use crate::store::Leadership;
use crate::tree::{self, TileRange};
use crate::writing::{WriterState, draw_leader};

const LEADING: &str = "taking the lead of a book";

pub(super) fn lead(shared: &Arc<Shared>, book: &str) -> Result<Leadership, StoreError> {
    let (state, identities, snapshot) = shared.write(|connection| {
        let leader = draw_leader();
        let (head, book_no, root) = take_epoch(connection, book, leader)?;
        let mut load = IdentityLoad::new(book, head.position);
        load_segments(connection, book_no, &mut load)?;
        load_tail(connection, book_no, &mut load)?;
        let (identities, uncovered) = load.finish()?;
        let tree = match root {
            Some(root) => load_tree(connection, book, book_no, head.position, &root)?,
            None => build_tree(connection, book_no, &head)?,
        };
        let snapshot = newest_snapshot(connection, book, book_no)?;
        let state = WriterState::new(book.to_owned(), book_no, leader, head, uncovered, tree);
        Ok((state, identities, snapshot))
    })?;
    let head = *state.head();
    let writer = Box::new(EmbeddedWriter::new(Arc::clone(shared), state));
    Ok(Leadership { writer, identities, snapshot, head })
}

/// The tree from its last records and tiles.
fn load_tree(
    connection: &Connection,
    book: &str,
    book_no: i32,
    size: u64,
    root: &[u8],
) -> Result<Tree, StoreError> {
    let failed = failed(LEADING);
    let mut leaves = Vec::new();
    let mut statement = prepared(connection, sql::TAIL_BYTES)?;
    let mut rows = statement.query(params![book_no, saturated(tree::tail_after(size))]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        leaves.push(leaf_hash(row.get_ref(0).map_err(&failed)?.as_blob().unwrap_or_default()));
    }
    let mut partial = vec![leaves];
    for TileRange { level, first, count } in tree::partial_tile_sources(size) {
        let mut statement = prepared(connection, sql::TILE_ROOTS_OF)?;
        let params = params![book_no, i32::from(level), saturated(first), saturated(count as u64)];
        let roots = statement.query_map(params, |row| row.get::<_, Vec<u8>>(0)).map_err(&failed)?;
        let roots = roots.map(|root| tree::hash_of(book, "root", &root.map_err(&failed)?));
        partial.push(roots.collect::<Result<_, _>>()?);
    }
    tree::restore(book, size, partial, tree::hash_of(book, "tree_root", root)?)
}

/// The tree over all records, for a book that was written before there was one.
fn build_tree(connection: &mut Connection, book_no: i32, head: &Head) -> Result<Tree, StoreError> {
    let failed = failed(LEADING);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    let mut tree = Tree::default();
    while tree.size() < head.position {
        let mut full = Vec::new();
        let before = tree.size();
        {
            let mut statement = prepared(&transaction, sql::SOME_BYTES)?;
            let params = params![book_no, saturated(before), BUILT_AT_ONCE];
            let mut rows = statement.query(params).map_err(&failed)?;
            while let Some(row) = rows.next().map_err(&failed)? {
                let bytes = row.get_ref(0).map_err(&failed)?;
                tree.push(leaf_hash(bytes.as_blob().unwrap_or_default()), &mut full);
            }
        }
        insert_tiles(&transaction, book_no, &full).map_err(&failed)?;
        if tree.size() == before {
            break;
        }
    }
    let root = tree.root();
    let set = params![root.as_bytes(), book_no, saturated(head.epoch)];
    transaction.execute(sql::SET_ROOT, set).map_err(&failed)?;
    transaction.commit().map_err(&failed)?;
    Ok(tree)
}

/// Records read at once while a tree is built over an old book.
const BUILT_AT_ONCE: i64 = 8_192;

/// The head as this leadership finds it, the book's number and the root of its tree.
type Taken = (Head, i32, Option<Vec<u8>>);

fn take_epoch(connection: &mut Connection, book: &str, leader: i64) -> Result<Taken, StoreError> {
    let failed = failed(LEADING);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    transaction.execute(sql::CREATE_BOOK, [book]).map_err(&failed)?;
    transaction.execute(sql::CREATE_HEAD, [book]).map_err(&failed)?;
    let (row, book_no, root) = transaction
        .query_row(sql::LEAD, params![leader, book], |row| Ok((head_row(row)?, row.get(6)?, row.get(7)?)))
        .map_err(&failed)?;
    let head = row.into_head(book)?;
    transaction.commit().map_err(&failed)?;
    Ok((head, book_no, root))
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
