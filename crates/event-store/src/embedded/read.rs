//! The queries of the trait, each on a connection that can't write.

use bytes::Bytes;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row, params};

use transparency::Hash;
use transparency::hash::leaf_hash;

use super::failed;
use crate::columns::{HeadRow, RecordRow, coordinates, damaged, saturated, unsigned};
use crate::error::StoreError;
use crate::identity::{fingerprint, positions_in_segment};
use crate::record::{BusStream, Head, Outcome, OutcomeCounts, Record, Repeat, StoredRepeat};
use crate::sql::{self, book_no, record_columns};
use crate::tree::{self, StoredCheckpoint, TreeHead};

/// SQLite takes no array, so the positions come as a JSON list.
const READ_AT: &str = concat!(
    "select ",
    record_columns!(),
    " from record where book = ",
    book_no!(),
    " and position in (select value from json_each($2)) order by position"
);

/// The segments that contain a fingerprint's bytes anywhere; whether at a multiple of 8 is looked at afterwards.
const FIND_SEGMENTS: &str = concat!(
    "select first_position, fingerprints from identity_segment where book = ",
    book_no!(),
    " and instr(fingerprints, $2) > 0 order by first_position"
);

const READING: &str = "reading the log";

pub(super) fn prepared<'a>(connection: &'a Connection, sql: &str) -> Result<CachedStatement<'a>, StoreError> {
    connection.prepare_cached(sql).map_err(failed(READING))
}

pub(super) fn head_row(row: &Row<'_>) -> rusqlite::Result<HeadRow> {
    Ok(HeadRow {
        epoch: row.get(0)?,
        position: row.get(1)?,
        repeats: row.get(2)?,
        bus_stream: row.get(3)?,
        bus_sequence: row.get(4)?,
        bus_digest: row.get(5)?,
    })
}

pub(super) fn head(connection: &Connection, book: &str) -> Result<Head, StoreError> {
    let row =
        prepared(connection, sql::HEAD)?.query_row([book], head_row).optional().map_err(failed(READING))?;
    row.map_or(Ok(Head::default()), |row| row.into_head(book))
}

pub(super) fn stored_bytes(connection: &Connection) -> Result<u64, StoreError> {
    const SQL: &str = "select page_count * page_size from pragma_page_count, pragma_page_size";
    let bytes: i64 = prepared(connection, SQL)?.query_row([], |row| row.get(0)).map_err(failed(READING))?;
    Ok(bytes.unsigned_abs())
}

pub(super) fn books(connection: &Connection) -> Result<Vec<String>, StoreError> {
    collect(connection, sql::BOOKS, [], |row| row.get(0))
}

pub(super) fn records(
    connection: &Connection,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<Record>, StoreError> {
    collect_records(connection, book, sql::READ, params![book, saturated(after), saturated(limit as u64)])
}

pub(super) fn records_at(
    connection: &Connection,
    book: &str,
    positions: &[u64],
) -> Result<Vec<Record>, StoreError> {
    // The digits of a list of numbers are already JSON.
    let list = format!("{:?}", positions.iter().map(|p| saturated(*p)).collect::<Vec<_>>());
    collect_records(connection, book, READ_AT, params![book, list])
}

pub(super) fn records_by_outcome(
    connection: &Connection,
    book: &str,
    outcome: Outcome,
    after: u64,
    limit: usize,
) -> Result<Vec<Record>, StoreError> {
    let (after, limit) = (saturated(after), saturated(limit as u64));
    match outcome {
        Outcome::Refused | Outcome::Quarantined => {
            let params = params![book, outcome.number(), after, limit];
            collect_records(connection, book, sql::READ_INDEXED_OUTCOME, params)
        }
        Outcome::Posted => collect_records(connection, book, sql::READ_POSTED, params![book, after, limit]),
        Outcome::Internal => {
            collect_records(connection, book, sql::READ_INTERNAL, params![book, after, limit])
        }
    }
}

pub(super) fn find(
    connection: &Connection,
    book: &str,
    source: &str,
    id: &str,
) -> Result<Vec<u64>, StoreError> {
    let wanted = fingerprint(source, id);
    // Read first: a segment that is added meanwhile covers what the tail below then also finds.
    let covered: i64 =
        prepared(connection, sql::COVERED)?.query_row([book], |row| row.get(0)).map_err(failed(READING))?;
    let segments: Vec<(i64, Vec<u8>)> =
        collect(connection, FIND_SEGMENTS, params![book, wanted.to_le_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let mut candidates = Vec::new();
    for (first, fingerprints) in &segments {
        let first = unsigned(book, "first_position", *first)?;
        candidates.extend(positions_in_segment(first, fingerprints, wanted));
    }
    let same = |record: &Record| record.source == source && record.id == id;
    let records = records_at(connection, book, &candidates)?;
    let mut found: Vec<u64> =
        records.iter().filter(|record| same(record)).map(|record| record.position).collect();
    let tail: Vec<i64> =
        collect(connection, sql::FIND_IN_TAIL, params![book, covered, source, id], |row| row.get(0))?;
    for position in tail {
        found.push(unsigned(book, "position", position)?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

pub(super) fn repeats(
    connection: &Connection,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<StoredRepeat>, StoreError> {
    type Columns = (i64, i64, i64, Option<i32>, Option<i64>);
    let params = params![book, saturated(after), saturated(limit as u64)];
    let rows: Vec<Columns> = collect(connection, sql::REPEATS, params, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    rows.into_iter()
        .map(|(number, of_position, recorded_at, stream, sequence)| {
            Ok(StoredRepeat {
                number: unsigned(book, "number", number)?,
                repeat: Repeat {
                    of_position: unsigned(book, "of_position", of_position)?,
                    recorded_at,
                    bus: coordinates(book, stream, sequence)?,
                },
            })
        })
        .collect()
}

pub(super) fn bus_streams(connection: &Connection, book: &str) -> Result<Vec<BusStream>, StoreError> {
    collect(connection, sql::BUS_STREAMS, [book], |row| {
        Ok(BusStream { number: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? })
    })
}

pub(super) fn outcome_counts(connection: &Connection, book: &str) -> Result<OutcomeCounts, StoreError> {
    let rows: Vec<(i16, i64)> =
        collect(connection, sql::COUNT_OUTCOMES, [book], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut counts = OutcomeCounts::default();
    for (number, count) in rows {
        let outcome =
            Outcome::from_number(number).ok_or_else(|| damaged(book, "outcome", i64::from(number)))?;
        counts.add(outcome, unsigned(book, "count", count)?);
    }
    let repeats = prepared(connection, sql::COUNT_REPEATS)?
        .query_row([book], |row| row.get(0))
        .map_err(failed(READING))?;
    counts.repeats = unsigned(book, "count", repeats)?;
    Ok(counts)
}

fn collect<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = prepared(connection, sql)?;
    let rows = statement.query_map(params, row).map_err(failed(READING))?;
    rows.collect::<Result<_, _>>().map_err(failed(READING))
}

fn collect_records(
    connection: &Connection,
    book: &str,
    sql: &str,
    params: impl Params,
) -> Result<Vec<Record>, StoreError> {
    let rows = collect(connection, sql, params, record_row)?;
    rows.into_iter().map(|row| row.into_record(book)).collect()
}

fn record_row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        position: row.get(0)?,
        outcome: row.get(1)?,
        code: row.get(2)?,
        source: row.get(3)?,
        id: row.get(4)?,
        event_type: row.get(5)?,
        recorded_at: row.get(6)?,
        effective_date: row.get(7)?,
        bus_stream: row.get(8)?,
        bus_sequence: row.get(9)?,
        bytes: match row.get_ref(10)? {
            ValueRef::Blob(bytes) => Bytes::copy_from_slice(bytes),
            other => {
                return Err(rusqlite::Error::InvalidColumnType(10, "bytes".to_owned(), other.data_type()));
            }
        },
        attachment: row.get::<_, Option<Vec<u8>>>(11)?.map(Bytes::from),
    })
}

pub(super) fn tree_head(connection: &Connection, book: &str) -> Result<TreeHead, StoreError> {
    let row: Option<(i64, Option<Vec<u8>>)> = prepared(connection, sql::TREE_HEAD)?
        .query_row([book], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .map_err(failed(READING))?;
    tree::head_of(book, row)
}

pub(super) fn full_tile(
    connection: &Connection,
    book: &str,
    level: u8,
    number: u64,
) -> Result<Option<Vec<Hash>>, StoreError> {
    let hashes: Option<Vec<u8>> = prepared(connection, sql::FULL_TILE)?
        .query_row(params![book, i32::from(level), saturated(number)], |row| row.get(0))
        .optional()
        .map_err(failed(READING))?;
    hashes.map(|hashes| tree::hashes_of(book, &hashes)).transpose()
}

pub(super) fn partial_tile(
    connection: &Connection,
    book: &str,
    level: u8,
    number: u64,
    width: u16,
) -> Result<Vec<Hash>, StoreError> {
    let first = saturated(tree::first_hash(number));
    let Some(below) = level.checked_sub(1) else {
        return collect(connection, sql::LEAVES, params![book, first, width], leaf_row);
    };
    let params = params![book, i32::from(below), first, width];
    let roots: Vec<Vec<u8>> = collect(connection, sql::TILE_ROOTS, params, |row| row.get(0))?;
    roots.iter().map(|root| tree::hash_of(book, "root", root)).collect()
}

/// The leaf hash of the record whose bytes are the first column.
pub(super) fn leaf_row(row: &Row<'_>) -> rusqlite::Result<Hash> {
    Ok(leaf_hash(row.get_ref(0)?.as_blob()?))
}

pub(super) fn checkpoints(
    connection: &Connection,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<StoredCheckpoint>, StoreError> {
    let params = params![book, saturated(after), saturated(limit as u64)];
    let rows = collect(connection, sql::CHECKPOINTS, params, checkpoint_row)?;
    rows.into_iter().map(|row| tree::checkpoint_of(book, row)).collect()
}

pub(super) fn checkpoint(
    connection: &Connection,
    book: &str,
) -> Result<Option<StoredCheckpoint>, StoreError> {
    let mut rows = collect(connection, sql::NEWEST_CHECKPOINT, [book], checkpoint_row)?;
    rows.pop().map(|row| tree::checkpoint_of(book, row)).transpose()
}

fn checkpoint_row(row: &Row<'_>) -> rusqlite::Result<(i64, i64, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}
