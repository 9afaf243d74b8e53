//! One small face over the embedded database and Postgres, so that SQL is written once.
//!
//! Statements use `$1` placeholders. A change of the read models is a list of [`Step`]s applied in one transaction; a
//! question is a list of queries answered from one snapshot. `embedded` and `postgres` do the rest.

mod copy;
mod embedded;
mod postgres;

use std::path::Path;
use std::sync::Arc;

use crate::error::ProjectionError;
use crate::schema::{TABLES, Table, VERSION};
use crate::value::{Row, Value};

/// What happens to rows whose key is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// The new values take their place.
    Replace,
    /// The columns outside the key are added up.
    Add,
}

/// One part of a change.
#[derive(Debug, Clone)]
pub enum Step {
    /// A statement that must touch exactly one row; another number undoes the whole change.
    One(String, Vec<Value>),
    /// Any statement.
    Run(String, Vec<Value>),
    /// The table, empty, unless it is there.
    Create(&'static Table),
    /// Rows of a table, new by construction, one after the other in `values`.
    Insert(&'static Table, Vec<Value>),
    /// Rows of a table, laid over those with the same key. No key may be twice among them.
    Upsert(&'static Table, OnConflict, Vec<Value>),
}

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is committed.
    Committed,
    /// A [`Step::One`] touched no row or several; nothing was changed.
    Undone,
}

/// The database of the read models. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Database {
    backend: Backend,
}

#[derive(Clone)]
enum Backend {
    Embedded(Arc<embedded::Embedded>),
    Postgres(Arc<postgres::Postgres>),
}

impl Database {
    /// Read models in `read.sqlite` in this folder, made when missing.
    ///
    /// # Errors
    /// When the folder or file can't be used.
    pub async fn embedded(folder: impl AsRef<Path>) -> Result<Self, ProjectionError> {
        let folder = folder.as_ref().to_owned();
        let embedded = embedded::blocking(move || embedded::Embedded::open(&folder)).await?;
        Self { backend: Backend::Embedded(Arc::new(embedded)) }.prepared().await
    }

    /// Read models in the schema `neraca_read` of this database, made when missing; worked on as `neraca_projector`. Open
    /// the log there first: its migrations make the roles.
    ///
    /// # Errors
    /// When the server can't be reached, or the user may not do this.
    pub async fn postgres(url: &str) -> Result<Self, ProjectionError> {
        let postgres = postgres::Postgres::connect(url).await?;
        Self { backend: Backend::Postgres(Arc::new(postgres)) }.prepared().await
    }

    /// Runs a query on its own.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, ProjectionError> {
        let mut answers = self.snapshot(vec![(sql.to_owned(), values.to_vec())]).await?;
        Ok(answers.pop().unwrap_or_default())
    }

    /// Runs queries that all see the same moment.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn snapshot(
        &self,
        queries: Vec<(String, Vec<Value>)>,
    ) -> Result<Vec<Vec<Row>>, ProjectionError> {
        match &self.backend {
            Backend::Embedded(embedded) => {
                let embedded = Arc::clone(embedded);
                embedded::blocking(move || embedded.snapshot(&queries)).await
            }
            Backend::Postgres(postgres) => postgres.snapshot(&queries).await,
        }
    }

    /// Applies a change in one transaction. `prefix` stands before the name of each table of the rows.
    ///
    /// # Errors
    /// Those of the database; nothing is changed then.
    pub async fn apply(&self, prefix: &'static str, steps: Vec<Step>) -> Result<Applied, ProjectionError> {
        match &self.backend {
            Backend::Embedded(embedded) => {
                let embedded = Arc::clone(embedded);
                embedded::blocking(move || embedded.apply(prefix, &steps)).await
            }
            Backend::Postgres(postgres) => postgres.apply(prefix, &steps).await,
        }
    }

    /// How many indexes a table has.
    pub(crate) async fn index_count(&self, table: &str) -> Result<i64, ProjectionError> {
        let sql = match &self.backend {
            Backend::Embedded(_) => "select count(*) from pragma_index_list($1)",
            Backend::Postgres(_) => {
                "select count(*) from pg_indexes where schemaname = 'neraca_read' and tablename = $1"
            }
        };
        let rows = self.query(sql, &[table.into()]).await?;
        Ok(rows.first().map_or(0, |row| row.int(0)))
    }

    /// The generation of the tables now in use.
    pub(crate) async fn generation(&self) -> Result<i64, ProjectionError> {
        let rows = self.query("select number from generation", &[]).await?;
        Ok(rows.first().map_or(1, |row| row.int(0)))
    }

    /// Tells the planner what was loaded. Embedded databases need none.
    pub(crate) async fn analyze(&self) -> Result<(), ProjectionError> {
        let steps = TABLES.iter().map(|table| Step::Run(format!("analyze {}", table.name), Vec::new()));
        self.apply("", steps.collect()).await.map(|_| ())
    }

    /// Makes the tables that are missing. Those of another version go: they are made anew from the log.
    async fn prepared(self) -> Result<Self, ProjectionError> {
        let create =
            "create table if not exists generation (number bigint not null, version bigint not null)";
        self.apply("", vec![Step::Run(create.to_owned(), Vec::new())]).await?;
        let found = self.query("select number, version from generation", &[]).await?;
        let found = found.first().map(|row| (row.int(0), row.int(1)));
        let mut steps = Vec::new();
        if let Some((_, version)) = found
            && version != VERSION
        {
            steps.extend(
                TABLES.iter().map(|t| Step::Run(format!("drop table if exists {}", t.name), Vec::new())),
            );
            steps.push(Step::Run("update generation set version = $1".to_owned(), vec![VERSION.into()]));
        }
        let generation = found.map_or(1, |(number, _)| number);
        if found.is_none() {
            let insert = "insert into generation (number, version)
                select 1, CAST($1 as bigint) where not exists (select 1 from generation)";
            steps.push(Step::Run(insert.to_owned(), vec![VERSION.into()]));
        }
        steps.extend(create_steps(generation));
        self.apply("", steps).await?;
        Ok(self)
    }
}

/// Makes empty tables with the indexes that are wanted while following.
fn create_steps(generation: i64) -> Vec<Step> {
    let mut steps = Vec::new();
    for table in TABLES {
        steps.push(Step::Create(table));
        if !table.key_after_load {
            steps.push(Step::Run(table.create_key("", generation), Vec::new()));
        }
        if let Some(index) = table.create_index("", generation) {
            steps.push(Step::Run(index, Vec::new()));
        }
    }
    steps
}

/// `insert … on conflict …` without the part that gives the rows.
fn upsert_sql(table: &Table, prefix: &str, rule: OnConflict, rows: &str) -> String {
    let name = table.name;
    let set: Vec<String> = table
        .columns
        .iter()
        .map(|(column, _)| *column)
        .filter(|column| !table.key.contains(column))
        .map(|column| match rule {
            OnConflict::Replace => format!("{column} = excluded.{column}"),
            OnConflict::Add => format!("{column} = {prefix}{name}.{column} + excluded.{column}"),
        })
        .collect();
    format!(
        "insert into {prefix}{name} ({}) {rows} on conflict ({}) do update set {}",
        table.names(),
        table.key.join(", "),
        set.join(", ")
    )
}
