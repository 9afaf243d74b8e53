//! Read models in one SQLite file (bundled): one connection writes, others read beside it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, TransactionBehavior, params_from_iter};

use super::{Applied, Step, upsert_sql};
use crate::error::ProjectionError;
use crate::schema::Table;
use crate::value::{Row, Value};

const FILE: &str = "read.sqlite";

/// `WAL` lets readers go on during a commit. `NORMAL` syncs at checkpoints alone: after a loss of power the last batches
/// may be gone, whole batches with their position, and are folded again. Keys of a rebuild are sorted by two more threads, and
/// the planner is content with a sample of each index.
const SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = file;
    pragma cache_size = -65536; pragma wal_autocheckpoint = 8192; pragma threads = 2;
    pragma analysis_limit = 1000;";

/// Only builders of several processes ever meet.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Idle connections kept for reading.
const READERS_KEPT: usize = 8;

/// Rows in one statement: saves most of the cost of a call per row, and six columns stay far below 32,766 parameters.
const ROWS_PER_STATEMENT: usize = 64;

/// Statements kept compiled on one connection.
const STATEMENTS_KEPT: usize = 64;

/// The file, with its connections.
pub(super) struct Embedded {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

/// Runs what blocks on a thread that may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ProjectionError> + Send + 'static,
) -> Result<T, ProjectionError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(error) => {
            Err(ProjectionError::Unavailable { doing: "working in a thread", source: error.into() })
        }
    }
}

impl Embedded {
    pub(super) fn open(folder: &Path) -> Result<Self, ProjectionError> {
        std::fs::create_dir_all(folder)
            .map_err(|source| ProjectionError::Folder { folder: folder.to_owned(), source })?;
        let path = folder.join(FILE);
        let writer = connect(&path)?;
        Ok(Self { path, writer: Mutex::new(writer), readers: Mutex::default() })
    }

    pub(super) fn snapshot(
        &self,
        queries: &[(String, Vec<Value>)],
    ) -> Result<Vec<Vec<Row>>, ProjectionError> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        let answers = answer(&mut connection, queries).map_err(failed("reading"))?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_KEPT {
            readers.push(connection);
        }
        Ok(answers)
    }

    pub(super) fn apply(&self, prefix: &str, steps: &[Step]) -> Result<Applied, ProjectionError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        apply(&mut writer, prefix, steps).map_err(failed("writing"))
    }
}

fn connect(path: &Path) -> Result<Connection, ProjectionError> {
    let open = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.execute_batch(SETTINGS)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        Ok(connection)
    };
    open().map_err(failed("opening the file"))
}

fn answer(
    connection: &mut Connection,
    queries: &[(String, Vec<Value>)],
) -> Result<Vec<Vec<Row>>, rusqlite::Error> {
    let transaction = connection.transaction()?;
    let mut answers = Vec::with_capacity(queries.len());
    for (sql, values) in queries {
        let mut statement = transaction.prepare_cached(&numbered(sql))?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values))?;
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            let values: Result<Vec<Value>, _> = (0..columns).map(|i| row.get_ref(i).map(read)).collect();
            answer.push(Row(values?));
        }
        answers.push(answer);
    }
    Ok(answers)
}

fn apply(connection: &mut Connection, prefix: &str, steps: &[Step]) -> Result<Applied, rusqlite::Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in steps {
        match step {
            Step::One(sql, values) => {
                let touched =
                    transaction.prepare_cached(&numbered(sql))?.execute(params_from_iter(values))?;
                if touched != 1 {
                    return Ok(Applied::Undone);
                }
            }
            Step::Run(sql, values) => {
                transaction.prepare_cached(&numbered(sql))?.execute(params_from_iter(values))?;
            }
            Step::Create(table) => {
                transaction.execute(&table.create(prefix, "text"), [])?;
            }
            Step::Insert(table, values) => {
                let head = format!("insert into {prefix}{} ({}) ", table.name, table.names());
                insert(&transaction, table, values, |rows| format!("{head}{rows}"))?;
            }
            Step::Upsert(table, rule, values) => {
                insert(&transaction, table, values, |rows| upsert_sql(table, prefix, *rule, rows))?;
            }
        }
    }
    transaction.commit()?;
    Ok(Applied::Committed)
}

fn insert(
    connection: &Connection,
    table: &Table,
    values: &[Value],
    sql: impl Fn(&str) -> String,
) -> Result<(), rusqlite::Error> {
    let columns = table.columns.len();
    let row = format!("({})", vec!["?"; columns].join(", "));
    let rows = |count: usize| sql(&format!("values {}", vec![row.as_str(); count].join(", ")));
    let chunks = values.chunks_exact(columns * ROWS_PER_STATEMENT);
    let rest = chunks.remainder();
    if chunks.len() > 0 {
        let mut many = connection.prepare_cached(&rows(ROWS_PER_STATEMENT))?;
        for chunk in chunks {
            many.execute(params_from_iter(chunk))?;
        }
    }
    if !rest.is_empty() {
        let mut one = connection.prepare_cached(&rows(1))?;
        for row in rest.chunks_exact(columns) {
            one.execute(params_from_iter(row))?;
        }
    }
    Ok(())
}

/// SQLite takes `$1` for a name and gives it the next free number; `?1` is the number itself.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A number with a fraction can't come: no column or expression of ours has one.
fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
    }
}

fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> ProjectionError {
    move |error| match error.sqlite_error_code() {
        Some(
            rusqlite::ErrorCode::DatabaseBusy
            | rusqlite::ErrorCode::DatabaseLocked
            | rusqlite::ErrorCode::DiskFull
            | rusqlite::ErrorCode::SystemIoFailure,
        ) => ProjectionError::Unavailable { doing, source: error.into() },
        _ => ProjectionError::Database { doing, source: error.into() },
    }
}
