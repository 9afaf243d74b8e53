//! Read models in the schema `neraca_read` of a Postgres database: one connection writes, others read beside it.

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Mutex, PoisonError};

use bytes::BytesMut;
use event_store::postgres::Address;
use futures_util::SinkExt;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, IsolationLevel, Statement, Transaction};

use super::{Applied, Step, copy, upsert_sql};
use crate::error::ProjectionError;
use crate::schema::{Kind, Table};
use crate::value::{Row, Value};

/// The schema belongs to the projector; auditors read every table it makes.
const PREPARE: &str = "create schema if not exists neraca_read authorization neraca_projector;
    grant usage on schema neraca_read to neraca_auditor, neraca_projector;
    alter default privileges for role neraca_projector in schema neraca_read grant select on tables to neraca_auditor";

/// The tables can be made again from the log, so a commit need not wait for the disk: after a crash the last batches are gone
/// with their position, and are folded again. `jit` compiles longer than most of these queries run. Statements are kept, but
/// their plans are made for the values that are asked for: a day and all days want different ones.
const SETTINGS: &str = "set role neraca_projector; set search_path = neraca_read; set jit = off;
    set synchronous_commit = off; set plan_cache_mode = force_custom_plan";

/// Names and codes order by their bytes, as they do in the embedded database, whatever the server's language.
const TEXT: &str = "text collate \"C\"";

/// Readers of one process at most, so that a crowd of requests queues here and not in the server's process table.
const READERS_MAX: usize = 8;

/// Statements that a session keeps; questions with filters of every kind are fewer.
const PREPARED_MAX: usize = 256;

/// A server's read models.
pub(super) struct Postgres {
    address: Address,
    writer: tokio::sync::Mutex<Option<Session>>,
    readers: Mutex<Vec<Session>>,
    permits: tokio::sync::Semaphore,
}

/// A connection, and what it has prepared: a statement that is known costs one round trip instead of two.
struct Session {
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl Session {
    fn new(client: Client) -> Self {
        Self { client, prepared: HashMap::new() }
    }
}

/// The statement, prepared on the transaction's session when it is seen first.
async fn statement(
    transaction: &Transaction<'_>,
    prepared: &mut HashMap<String, Statement>,
    sql: &str,
) -> Result<Statement, tokio_postgres::Error> {
    if let Some(statement) = prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = transaction.prepare(sql).await?;
    if prepared.len() >= PREPARED_MAX {
        prepared.clear();
    }
    prepared.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

impl Postgres {
    pub(super) async fn connect(url: &str) -> Result<Self, ProjectionError> {
        let address = Address::parse(url, "neraca read models").map_err(ProjectionError::Connection)?;
        let client = address.connect().await.map_err(ProjectionError::Connection)?;
        let exists = "select to_regnamespace('neraca_read') is not null";
        let row = client.query_one(exists, &[]).await.map_err(failed("looking for the schema"))?;
        if !row.get::<_, bool>(0) {
            client.batch_execute(PREPARE).await.map_err(failed("making the schema"))?;
        }
        client.batch_execute(SETTINGS).await.map_err(failed("taking the role 'neraca_projector'"))?;
        Ok(Self {
            address,
            writer: tokio::sync::Mutex::new(Some(Session::new(client))),
            readers: Mutex::default(),
            permits: tokio::sync::Semaphore::new(READERS_MAX),
        })
    }

    async fn session(&self) -> Result<Session, ProjectionError> {
        let client = self.address.connect().await.map_err(ProjectionError::Connection)?;
        client.batch_execute(SETTINGS).await.map_err(failed("taking the role 'neraca_projector'"))?;
        Ok(Session::new(client))
    }

    pub(super) async fn snapshot(
        &self,
        queries: &[(String, Vec<Value>)],
    ) -> Result<Vec<Vec<Row>>, ProjectionError> {
        let _permit = self.permits.acquire().await.expect("the semaphore is never closed");
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut session = match kept.filter(|session| !session.client.is_closed()) {
            Some(session) => session,
            None => self.session().await?,
        };
        let answers = answer(&mut session, queries).await.map_err(failed("reading"))?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        Ok(answers)
    }

    pub(super) async fn apply(&self, prefix: &str, steps: &[Step]) -> Result<Applied, ProjectionError> {
        let mut writer = self.writer.lock().await;
        // Taken out, so that a connection that failed or whose caller went away is never used again.
        let mut session = match writer.take().filter(|session| !session.client.is_closed()) {
            Some(session) => session,
            None => self.session().await?,
        };
        let applied = apply(&mut session, prefix, steps).await.map_err(failed("writing"))?;
        *writer = Some(session);
        Ok(applied)
    }
}

async fn answer(
    Session { client, prepared }: &mut Session,
    queries: &[(String, Vec<Value>)],
) -> Result<Vec<Vec<Row>>, tokio_postgres::Error> {
    let builder = client.build_transaction().read_only(true).isolation_level(IsolationLevel::RepeatableRead);
    let transaction = builder.start().await?;
    let mut answers = Vec::with_capacity(queries.len());
    for (sql, values) in queries {
        let statement = statement(&transaction, prepared, sql).await?;
        let rows = transaction.query(&statement, &params(values)).await?;
        let row = |row: &tokio_postgres::Row| Row((0..row.len()).map(|i| row.get(i)).collect());
        answers.push(rows.iter().map(row).collect());
    }
    transaction.commit().await?;
    Ok(answers)
}

async fn apply(
    Session { client, prepared }: &mut Session,
    prefix: &str,
    steps: &[Step],
) -> Result<Applied, tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    for step in steps {
        match step {
            Step::One(sql, values) => {
                let statement = statement(&transaction, prepared, sql).await?;
                if transaction.execute(&statement, &params(values)).await? != 1 {
                    transaction.rollback().await?;
                    return Ok(Applied::Undone);
                }
            }
            Step::Run(sql, values) => {
                let statement = statement(&transaction, prepared, sql).await?;
                transaction.execute(&statement, &params(values)).await?;
            }
            Step::Create(table) => transaction.batch_execute(&table.create(prefix, TEXT)).await?,
            Step::Insert(table, values) => insert(&transaction, prepared, table, prefix, values).await?,
            Step::Upsert(table, rule, values) if !values.is_empty() => {
                let arrays: Vec<String> = table
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(i, (_, kind))| format!("${}::{}", i + 1, kind.array()))
                    .collect();
                let rows = format!("select * from unnest({})", arrays.join(", "));
                let columns: Vec<Column> =
                    (0..table.columns.len()).map(|i| Column::of(table, values, i)).collect();
                let params: Vec<&(dyn ToSql + Sync)> = columns.iter().map(Column::param).collect();
                let sql = upsert_sql(table, prefix, *rule, &rows);
                let statement = statement(&transaction, prepared, &sql).await?;
                transaction.execute(&statement, &params).await?;
            }
            Step::Upsert(..) => {}
        }
    }
    transaction.commit().await?;
    Ok(Applied::Committed)
}

async fn insert(
    transaction: &Transaction<'_>,
    prepared: &mut HashMap<String, Statement>,
    table: &'static Table,
    prefix: &str,
    values: &[Value],
) -> Result<(), tokio_postgres::Error> {
    if values.is_empty() {
        return Ok(());
    }
    let sql = format!("copy {prefix}{} ({}) from stdin (format binary)", table.name, table.names());
    let statement = statement(transaction, prepared, &sql).await?;
    let sink = transaction.copy_in(&statement).await?;
    let mut sink = std::pin::pin!(sink);
    for chunk in copy::chunks(table, values) {
        sink.send(chunk).await?;
    }
    sink.finish().await?;
    Ok(())
}

/// One column of rows, as the array that `unnest` takes.
enum Column<'a> {
    Small(Vec<i16>),
    Int(Vec<i32>),
    Big(Vec<Option<i64>>),
    Text(Vec<&'a str>),
}

impl<'a> Column<'a> {
    fn of(table: &Table, values: &'a [Value], column: usize) -> Self {
        let values = values.iter().skip(column).step_by(table.columns.len());
        let int = |value: &Value| match value {
            Value::Int(number) => Some(*number),
            _ => None,
        };
        match table.columns[column].1 {
            Kind::Small => Self::Small(values.map(|value| int(value).unwrap_or(0) as i16).collect()),
            Kind::Int => Self::Int(values.map(|value| int(value).unwrap_or(0) as i32).collect()),
            Kind::Big | Kind::OptionalBig => Self::Big(values.map(int).collect()),
            Kind::Text => Self::Text(
                values
                    .map(|value| match value {
                        Value::Text(text) => text.as_str(),
                        _ => "",
                    })
                    .collect(),
            ),
        }
    }

    fn param(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Small(column) => column,
            Self::Int(column) => column,
            Self::Big(column) => column,
            Self::Text(column) => column,
        }
    }
}

fn params(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
            Self::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Int(number) => number.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8 | Type::TEXT | Type::NAME | Type::BYTEA)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT2 => Self::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::BYTEA => Self::Bytes(raw.to_vec()),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8 | Type::TEXT | Type::BYTEA)
    }
}

/// Without an answer of the server nothing is known, and trying again may help; so may it when the server said that it is
/// starting, stopping, full or in another's way (SQLSTATE classes 08, 40, 53, 55, 57).
pub(super) fn failed(doing: &'static str) -> impl Fn(tokio_postgres::Error) -> ProjectionError {
    move |error| match error.as_db_error().map(|error| error.code().code().to_owned()) {
        Some(code) if !["08", "40", "53", "55", "57"].iter().any(|class| code.starts_with(class)) => {
            ProjectionError::Database { doing, source: error.into() }
        }
        _ => ProjectionError::Unavailable { doing, source: error.into() },
    }
}
