//! Becoming a book's writer: the next epoch, the identities, the tree and the newest snapshot.

use std::sync::Arc;

use bytes::BytesMut;
use rusqlite::{Connection, Row, TransactionBehavior, params};
use transparency::Hash;
use transparency::tree::Tree;

use super::read::{head_row, leaf_row, prepared};
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
            None => build_tree(connection, book, book_no, &head)?,
        };
        let snapshot = newest_snapshot(connection, book, book_no)?;
        let state = WriterState::new(book.to_owned(), book_no, leader, head, uncovered, tree);
        Ok((state, identities, snapshot))
    })?;
    let head = *state.head();
    let writer = Box::new(EmbeddedWriter::new(Arc::clone(shared), state));
    Ok(Leadership { writer, identities, snapshot, head })
}

/// The tree from its last records and tiles. Where these are not those of the head, all tiles that they came from are
/// looked into, to say which is wrong.
fn load_tree(
    connection: &Connection,
    book: &str,
    book_no: i32,
    size: u64,
    root: &[u8],
) -> Result<Tree, StoreError> {
    let mut partial = vec![leaves(connection, book_no, tree::tail_after(size), size)?];
    for range in tree::partial_tile_sources(size) {
        let mut roots = Vec::with_capacity(range.count);
        tiles(connection, book_no, sql::TILE_ROOTS_OF, range, |row, _| {
            roots.push(tree::hash_of(book, "root", blob(row, 0)?)?);
            Ok(())
        })?;
        partial.push(roots);
    }
    let restored = tree::restore(book, size, partial, tree::hash_of(book, "tree_root", root)?);
    let doubtful =
        if restored.is_ok() { tree::newest_full_tiles(size) } else { tree::partial_tile_sources(size) };
    for range in doubtful {
        tiles(connection, book_no, sql::TILES_OF, range, |row, number| {
            tree::check_tile(book, range.level, number, blob(row, 0)?, blob(row, 1)?)
        })?;
    }
    restored
}

/// Looks at the rows of tiles, each with its tile's number.
fn tiles(
    connection: &Connection,
    book_no: i32,
    statement: &str,
    range: TileRange,
    mut look: impl FnMut(&Row<'_>, u64) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = prepared(connection, statement)?;
    let (first, count) = (saturated(range.first), saturated(range.count as u64));
    let params = params![book_no, i32::from(range.level), first, count];
    let mut rows = statement.query(params).map_err(failed(LEADING))?;
    let mut numbers = range.first..;
    while let (Some(row), Some(number)) = (rows.next().map_err(failed(LEADING))?, numbers.next()) {
        look(row, number)?;
    }
    Ok(())
}

fn blob<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a [u8], StoreError> {
    let value = row.get_ref(column).map_err(failed(LEADING))?;
    value.as_blob().map_err(|error| StoreError::Database { doing: LEADING, source: error.into() })
}

/// Leaf hashes of the records after a position, up to another.
fn leaves(connection: &Connection, book_no: i32, after: u64, up_to: u64) -> Result<Vec<Hash>, StoreError> {
    let failed = failed(LEADING);
    let mut statement = prepared(connection, sql::LEAVES_OF)?;
    let params = params![book_no, saturated(after), saturated(up_to)];
    let leaves = statement.query_map(params, leaf_row).map_err(&failed)?;
    leaves.collect::<Result<_, _>>().map_err(&failed)
}

/// Records read at once while a tree is built over an old book.
const BUILT_AT_ONCE: u64 = 8_192;

/// The tree over all records, for a book that was written before there was one. Nobody else leads meanwhile: this runs
/// under the folder's lock.
fn build_tree(
    connection: &mut Connection,
    book: &str,
    book_no: i32,
    head: &Head,
) -> Result<Tree, StoreError> {
    let failed = failed(LEADING);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    let mut tree = Tree::default();
    while tree.size() < head.position {
        let up_to = head.position.min(tree.size() + BUILT_AT_ONCE);
        let leaves = leaves(&transaction, book_no, tree.size(), up_to)?;
        tree::check_count(book, tree.size(), up_to, leaves.len())?;
        let mut full = Vec::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf, &mut full));
        insert_tiles(&transaction, book_no, &full).map_err(&failed)?;
    }
    let root = tree.root();
    let set = params![root.as_bytes(), book_no, saturated(head.epoch)];
    transaction.execute(sql::SET_ROOT, set).map_err(&failed)?;
    transaction.commit().map_err(&failed)?;
    Ok(tree)
}

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
