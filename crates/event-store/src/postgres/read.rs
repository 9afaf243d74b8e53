//! The queries of the trait on a reading session.

use bytes::Bytes;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use transparency::Hash;
use transparency::hash::leaf_hash;

use super::failed;
use super::session::Session;
use crate::columns::{HeadRow, RecordRow, coordinates, damaged, saturated, unsigned};
use crate::durability::{Durability, DurabilitySetting};
use crate::error::StoreError;
use crate::identity::{fingerprint, positions_in_segment};
use crate::record::{BusStream, Head, Outcome, OutcomeCounts, Record, Repeat, StoredRepeat};
use crate::sql::{self, book_no, record_columns};
use crate::tree::{self, StoredCheckpoint, TreeHead};

/// In any order: the session's settings keep the planner from sorting, and to get the order from an index it would read the
/// whole log. `offset 0` leaves it no other plan than to look each position up by its key: it prices a page as one of a disk
/// that turns, and would soon rather read everything once.
const READ_AT: &str = concat!(
    "select found.* from unnest($2::bigint[]) wanted (at) cross join lateral (select ",
    record_columns!(),
    " from record where book = ",
    book_no!(),
    " and position = at offset 0) found"
);

/// The segments that contain a fingerprint's bytes anywhere; whether at a multiple of 8 is looked at afterwards.
const FIND_SEGMENTS: &str = concat!(
    "select first_position, fingerprints from identity_segment where book = ",
    book_no!(),
    " and position($2::bytea in fingerprints) > 0 order by first_position"
);

const DURABILITY: &str = "select name, setting from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name";

const STORED_BYTES: &str = "select coalesce(sum(pg_total_relation_size(class.oid)), 0)::bigint
    from pg_class class join pg_namespace namespace on namespace.oid = class.relnamespace
    where namespace.nspname = 'neraca_log' and class.relkind = 'r'";

const READING: &str = "reading the log";

async fn rows(
    session: &Session,
    sql: &'static str,
    params: &[&(dyn ToSql + Sync)],
) -> Result<Vec<Row>, StoreError> {
    let statement = session.prepared(sql).await.map_err(failed(READING))?;
    session.client.query(&statement, params).await.map_err(failed(READING))
}

/// Reads the head's columns, which are the first six of the row.
pub(super) fn head_of(row: &Row, book: &str) -> Result<Head, StoreError> {
    let row = HeadRow {
        epoch: row.get(0),
        position: row.get(1),
        repeats: row.get(2),
        bus_stream: row.get(3),
        bus_sequence: row.get(4),
        bus_digest: row.get(5),
    };
    row.into_head(book)
}

pub(super) async fn head(session: &Session, book: &str) -> Result<Head, StoreError> {
    match rows(session, sql::HEAD, &[&book]).await?.first() {
        Some(row) => head_of(row, book),
        None => Ok(Head::default()),
    }
}

pub(super) async fn books(session: &Session) -> Result<Vec<String>, StoreError> {
    Ok(rows(session, sql::BOOKS, &[]).await?.iter().map(|row| row.get(0)).collect())
}

pub(super) async fn records(
    session: &Session,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<Record>, StoreError> {
    to_records(book, &rows(session, sql::READ, &[&book, &saturated(after), &saturated(limit as u64)]).await?)
}

pub(super) async fn records_at(
    session: &Session,
    book: &str,
    positions: &[u64],
) -> Result<Vec<Record>, StoreError> {
    let positions: Vec<i64> = positions.iter().map(|position| saturated(*position)).collect();
    let mut records = to_records(book, &rows(session, READ_AT, &[&book, &positions]).await?)?;
    records.sort_unstable_by_key(|record| record.position);
    // A position that was asked for twice is one record.
    records.dedup_by_key(|record| record.position);
    Ok(records)
}

pub(super) async fn records_by_outcome(
    session: &Session,
    book: &str,
    outcome: Outcome,
    after: u64,
    limit: usize,
) -> Result<Vec<Record>, StoreError> {
    let (after, limit) = (saturated(after), saturated(limit as u64));
    let found = match outcome {
        Outcome::Refused | Outcome::Quarantined => {
            rows(session, sql::READ_INDEXED_OUTCOME, &[&book, &outcome.number(), &after, &limit]).await?
        }
        Outcome::Posted => rows(session, sql::READ_POSTED, &[&book, &after, &limit]).await?,
        Outcome::Internal => rows(session, sql::READ_INTERNAL, &[&book, &after, &limit]).await?,
    };
    to_records(book, &found)
}

pub(super) async fn find(
    session: &Session,
    book: &str,
    source: &str,
    id: &str,
) -> Result<Vec<u64>, StoreError> {
    let wanted = fingerprint(source, id);
    // Read first: a segment that is added meanwhile covers what the tail below then also finds.
    let covered: i64 = rows(session, sql::COVERED, &[&book]).await?.first().map_or(0, |row| row.get(0));
    let mut candidates = Vec::new();
    for row in rows(session, FIND_SEGMENTS, &[&book, &wanted.to_le_bytes().as_slice()]).await? {
        let first = unsigned(book, "first_position", row.get(0))?;
        candidates.extend(positions_in_segment(first, row.get(1), wanted));
    }
    let same = |record: &Record| record.source == source && record.id == id;
    let records = records_at(session, book, &candidates).await?;
    let mut found: Vec<u64> =
        records.iter().filter(|record| same(record)).map(|record| record.position).collect();
    for row in rows(session, sql::FIND_IN_TAIL, &[&book, &covered, &source, &id]).await? {
        found.push(unsigned(book, "position", row.get(0))?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

pub(super) async fn repeats(
    session: &Session,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<StoredRepeat>, StoreError> {
    let rows = rows(session, sql::REPEATS, &[&book, &saturated(after), &saturated(limit as u64)]).await?;
    rows.iter()
        .map(|row| {
            Ok(StoredRepeat {
                number: unsigned(book, "number", row.get(0))?,
                repeat: Repeat {
                    of_position: unsigned(book, "of_position", row.get(1))?,
                    recorded_at: row.get(2),
                    bus: coordinates(book, row.get(3), row.get(4))?,
                },
            })
        })
        .collect()
}

pub(super) async fn bus_streams(session: &Session, book: &str) -> Result<Vec<BusStream>, StoreError> {
    let rows = rows(session, sql::BUS_STREAMS, &[&book]).await?;
    Ok(rows
        .iter()
        .map(|row| BusStream {
            number: row.get::<_, i32>(0).unsigned_abs(),
            name: row.get(1),
            created_at: row.get(2),
        })
        .collect())
}

pub(super) async fn outcome_counts(session: &Session, book: &str) -> Result<OutcomeCounts, StoreError> {
    let mut counts = OutcomeCounts::default();
    for row in rows(session, sql::COUNT_OUTCOMES, &[&book]).await? {
        let number: i16 = row.get(0);
        let outcome =
            Outcome::from_number(number).ok_or_else(|| damaged(book, "outcome", i64::from(number)))?;
        counts.add(outcome, unsigned(book, "count", row.get(1))?);
    }
    if let Some(row) = rows(session, sql::COUNT_REPEATS, &[&book]).await?.first() {
        counts.repeats = unsigned(book, "count", row.get(0))?;
    }
    Ok(counts)
}

pub(super) async fn tree_head(session: &Session, book: &str) -> Result<TreeHead, StoreError> {
    let rows = rows(session, sql::TREE_HEAD, &[&book]).await?;
    tree::head_of(book, rows.first().map(|row| (row.get(0), row.get(1))))
}

pub(super) async fn full_tile(
    session: &Session,
    book: &str,
    level: u8,
    number: u64,
) -> Result<Option<Vec<Hash>>, StoreError> {
    let rows = rows(session, sql::FULL_TILE, &[&book, &i32::from(level), &saturated(number)]).await?;
    rows.first().map(|row| tree::hashes_of(book, row.get(0))).transpose()
}

pub(super) async fn partial_tile(
    session: &Session,
    book: &str,
    level: u8,
    number: u64,
    width: u16,
) -> Result<Vec<Hash>, StoreError> {
    let (first, width) = (saturated(tree::first_hash(number)), i64::from(width));
    let Some(below) = level.checked_sub(1) else {
        let rows = rows(session, sql::LEAVES, &[&book, &first, &width]).await?;
        return Ok(rows.iter().map(|row| leaf_hash(row.get(0))).collect());
    };
    let rows = rows(session, sql::TILE_ROOTS, &[&book, &i32::from(below), &first, &width]).await?;
    rows.iter().map(|row| tree::hash_of(book, "root", row.get(0))).collect()
}

pub(super) async fn checkpoint(
    session: &Session,
    book: &str,
) -> Result<Option<StoredCheckpoint>, StoreError> {
    let rows = rows(session, sql::NEWEST_CHECKPOINT, &[&book]).await?;
    rows.first().map(|row| tree::checkpoint_of(book, (row.get(0), row.get(1), row.get(2)))).transpose()
}

pub(super) async fn checkpoints(
    session: &Session,
    book: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<StoredCheckpoint>, StoreError> {
    let rows = rows(session, sql::CHECKPOINTS, &[&book, &saturated(after), &saturated(limit as u64)]).await?;
    rows.iter().map(|row| tree::checkpoint_of(book, (row.get(0), row.get(1), row.get(2)))).collect()
}

/// `synchronous_commit` may be anything but off: even `local` waits for this server's own disk.
pub(super) async fn stored_bytes(session: &Session) -> Result<u64, StoreError> {
    let found = rows(session, STORED_BYTES, &[]).await?;
    Ok(found.first().map_or(0, |row| row.get::<_, i64>(0).unsigned_abs()))
}

pub(super) async fn durability(session: &Session) -> Result<Durability, StoreError> {
    let rows = rows(session, DURABILITY, &[]).await?;
    let value_of = |name: &str| {
        rows.iter().find(|row| row.get::<_, &str>(0) == name).map_or(String::new(), |row| row.get(1))
    };
    let settings = ["fsync", "synchronous_commit", "full_page_writes"].map(|name| {
        let value = value_of(name);
        DurabilitySetting { name, durable: !value.is_empty() && value != "off", value }
    });
    Ok(Durability { settings: settings.into() })
}

fn to_records(book: &str, rows: &[Row]) -> Result<Vec<Record>, StoreError> {
    rows.iter()
        .map(|row| {
            let row = RecordRow {
                position: row.get(0),
                outcome: row.get(1),
                code: row.get(2),
                source: row.get(3),
                id: row.get(4),
                event_type: row.get(5),
                recorded_at: row.get(6),
                effective_date: row.get(7),
                bus_stream: row.get(8),
                bus_sequence: row.get(9),
                bytes: Bytes::copy_from_slice(row.get(10)),
                attachment: row.get::<_, Option<&[u8]>>(11).map(Bytes::copy_from_slice),
            };
            row.into_record(book)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::address::Address;
    use super::super::session::Role;
    use super::*;
    use crate::conformance::batch;
    use crate::{EventStore, PostgresStore};

    /// The plan of a statement on a book of 20,000 records that was never analysed.
    async fn plan(session: &Session, sql: &str, params: &[&(dyn ToSql + Sync)]) -> String {
        let rows = session.client.query(&format!("explain {sql}"), params).await.unwrap();
        rows.iter().map(|row| row.get::<_, &str>(0)).collect::<Vec<_>>().join("\n")
    }

    #[tokio::test]
    async fn reads_walk_an_index_in_order_even_on_a_log_that_was_never_analysed() {
        let database = testkit::postgres();
        let store = PostgresStore::connect(&database.url).await.unwrap();
        let mut writer = store.lead("book").await.unwrap().writer;
        writer.append(&batch(1..=20_000)).await.unwrap();
        let address = Address::parse(&database.url, "test").unwrap();
        for role in Role::READING {
            let session = Session::open(&address, role).await.unwrap();
            let (book, after, limit) = ("book", 100_i64, 1_000_i64);
            let plans = [
                ("record_pkey", plan(&session, sql::READ, &[&book, &after, &limit]).await),
                ("repeat_pkey", plan(&session, sql::REPEATS, &[&book, &after, &limit]).await),
                ("record_pkey", plan(&session, sql::READ_POSTED, &[&book, &after, &limit]).await),
                ("record_internal", plan(&session, sql::READ_INTERNAL, &[&book, &after, &limit]).await),
                (
                    "record_by_outcome",
                    plan(&session, sql::READ_INDEXED_OUTCOME, &[&book, &2_i16, &after, &limit]).await,
                ),
                ("record_pkey", plan(&session, sql::LEAVES, &[&book, &after, &limit]).await),
                ("record_pkey", plan(&session, sql::LEAVES_OF, &[&1_i32, &after, &limit]).await),
                ("tile_pkey", plan(&session, sql::TILE_ROOTS, &[&book, &0_i32, &10_i64, &limit]).await),
                ("record_pkey", plan(&session, sql::TAIL_IDENTITIES, &[&1_i32, &after]).await),
                ("record_pkey", plan(&session, sql::FIND_IN_TAIL, &[&book, &after, &"source", &"id"]).await),
            ];
            for (index, plan) in plans {
                assert!(plan.contains(&format!("Index Scan using {index}")), "{role:?}\n{plan}");
                assert!(!plan.contains("Sort"), "{role:?}\n{plan}");
            }
        }
    }
}
