//! Opening `log.sqlite`: settings, schema and what they say about durability.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::failed;
use crate::durability::{Durability, DurabilitySetting};
use crate::error::StoreError;
use crate::migrations::{self, Applied};

const FILE: &str = "log.sqlite";

/// How long a statement waits for another connection's transaction. Only migrations and leaders of several processes ever meet.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// `WAL` lets readers go on during a commit; `FULL` syncs it before the commit returns, which is what durable means here
/// (`NORMAL` would sync only at checkpoints).
const SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = full;";

/// The WAL is copied into the file every 16 MiB instead of every 4: a page that is written often is copied once, and the
/// sync that goes with it is rarer.
const WRITER_SETTINGS: &str = "pragma wal_autocheckpoint = 4096; pragma cache_size = -16384;";

/// Statements kept compiled on one connection; more than the crate has.
const STATEMENTS_KEPT: usize = 64;

/// Makes folder, file and schema where they are missing.
pub(super) fn create(folder: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| StoreError::Folder { path: folder.to_owned(), source })?;
    migrate(&mut open(folder, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?)
}

/// Checks that there is a log of this program's schema.
pub(super) fn check_readable(folder: &Path) -> Result<(), StoreError> {
    if !folder.join(FILE).is_file() {
        return Err(StoreError::NoLog { folder: folder.to_owned() });
    }
    let connection = reader(folder)?;
    migrations::pending(migrations::SQLITE, &applied(&connection)?).map(drop)
}

/// A connection that can't change anything.
pub(super) fn reader(folder: &Path) -> Result<Connection, StoreError> {
    let connection = open(folder, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "query_only", true).map_err(failed("opening the log"))?;
    Ok(connection)
}

/// The connection that appends.
pub(super) fn writer(folder: &Path) -> Result<Connection, StoreError> {
    let connection = open(folder, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch(WRITER_SETTINGS).map_err(failed("opening the log"))?;
    Ok(connection)
}

fn open(folder: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let failed = failed("opening the log");
    let connection = Connection::open_with_flags(folder.join(FILE), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(&failed)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(&failed)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
        connection.execute_batch(SETTINGS).map_err(&failed)?;
    }
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let failed = failed("creating the log's tables");
    // The transaction is the lock: a second process waits here and then finds nothing to do.
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
    transaction.execute_batch(migrations::SCHEMA_MIGRATION).map_err(&failed)?;
    for migration in migrations::pending(migrations::SQLITE, &applied(&transaction)?)? {
        transaction.execute_batch(migration.sql).map_err(&failed)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
        transaction
            .execute(
                migrations::NOTE_APPLIED,
                params![migration.version, migration.name, migration.sha256(), now as i64],
            )
            .map_err(&failed)?;
    }
    transaction.commit().map_err(&failed)
}

fn applied(connection: &Connection) -> Result<Vec<Applied>, StoreError> {
    let failed = failed("reading the log's schema version");
    let mut statement = connection.prepare(migrations::APPLIED).map_err(&failed)?;
    let rows = statement
        .query_map([], |row| Ok(Applied { version: row.get(0)?, name: row.get(1)?, sha256: row.get(2)? }))
        .map_err(&failed)?;
    rows.collect::<Result<_, _>>().map_err(&failed)
}

/// What SQLite says. The journal mode belongs to the file, `synchronous` to the connection.
pub(super) fn durability(connection: &Connection) -> Result<Durability, StoreError> {
    let failed = failed("reading the durability settings");
    let journal: String =
        connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).map_err(&failed)?;
    let synchronous: i64 =
        connection.pragma_query_value(None, "synchronous", |row| row.get(0)).map_err(&failed)?;
    let journal_is_safe = ["wal", "delete", "truncate", "persist"].contains(&journal.as_str());
    Ok(Durability {
        settings: vec![
            DurabilitySetting { name: "journal_mode", value: journal, durable: journal_is_safe },
            // 2 is FULL, 3 is EXTRA.
            DurabilitySetting {
                name: "synchronous",
                value: synchronous.to_string(),
                durable: synchronous >= 2,
            },
        ],
    })
}
