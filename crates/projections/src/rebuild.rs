//! Rebuilding: new tables are filled from the log beside those in use, get their keys, then take their names in one
//! transaction. Readers see the old ones until then and the new ones from then on.

use std::sync::Arc;

use event_store::EventStore;

use crate::database::{Database, Step};
use crate::error::ProjectionError;
use crate::fill::fill;
use crate::schema::{BALANCE_DAY, OUTCOME_COUNT, TABLES, Table};

/// Stands before the names of tables being built.
const PREFIX: &str = "new_";

/// Stands before the names of tables whose sums are still in parts.
const PARTS: &str = "part_";

/// Sums of days kept in memory at most, about 200 MiB while they are written.
const SUMS_MAX: usize = 500_000;

/// Tables whose columns outside the key are sums to which every batch adds.
const SUMS: [&Table; 2] = [&BALANCE_DAY, &OUTCOME_COUNT];

/// Builds the read models of every book anew and swaps them in. Builders at work go on from where the new tables stand.
///
/// # Errors
/// Those of log and database; the tables in use stay as they are then.
pub async fn rebuild(store: Arc<dyn EventStore>, database: &Database) -> Result<(), ProjectionError> {
    rebuild_within(store, database, SUMS_MAX).await
}

/// The same with another limit to the sums of days that are kept in memory; of more, parts are written, which the
/// database adds up at the end.
///
/// # Errors
/// As [`rebuild`].
pub async fn rebuild_within(
    store: Arc<dyn EventStore>,
    database: &Database,
    sums_max: usize,
) -> Result<(), ProjectionError> {
    let generation = database.generation().await? + 1;
    // Left over by a rebuild that was killed.
    let mut steps: Vec<Step> = drop_steps(PREFIX).collect();
    steps.extend(TABLES.iter().map(|table| Step::Create(table)));
    database.apply(PREFIX, steps).await?;
    let mut in_parts = false;
    for (book_no, book) in (1..).zip(store.books().await?) {
        in_parts |= fill(Arc::clone(&store), database, PREFIX, (book_no, &book), sums_max).await?;
    }
    if in_parts {
        database.apply(PREFIX, SUMS.into_iter().flat_map(merge_steps).collect()).await?;
    }
    let mut swap = key_steps(generation);
    swap.extend(drop_steps(""));
    let rename = |name: &str| run(format!("alter table {PREFIX}{name} rename to {name}"));
    swap.extend(TABLES.iter().map(|table| rename(table.name)));
    swap.push(Step::One(
        "update generation set number = $1 where number = $2".to_owned(),
        vec![generation.into(), (generation - 1).into()],
    ));
    database.apply("", swap).await?;
    database.analyze().await
}

fn run(sql: String) -> Step {
    Step::Run(sql, Vec::new())
}

fn drop_steps(prefix: &str) -> impl Iterator<Item = Step> {
    TABLES.iter().map(move |table| run(format!("drop table if exists {prefix}{}", table.name)))
}

/// Adds up the parts of sums.
fn merge_steps(table: &'static Table) -> [Step; 4] {
    let name = table.name;
    [
        run(format!("alter table {PREFIX}{name} rename to {PARTS}{name}")),
        Step::Create(table),
        run(merge(table)),
        run(format!("drop table {PARTS}{name}")),
    ]
}

/// Rows of the same key become one.
fn merge(table: &Table) -> String {
    let summed = |(column, _): &(&str, _)| match table.key.contains(column) {
        true => (*column).to_owned(),
        // Postgres adds whole numbers up to a decimal.
        false => format!("cast(sum({column}) as bigint)"),
    };
    let columns: Vec<String> = table.columns.iter().map(summed).collect();
    let (name, columns, key) = (table.name, columns.join(", "), table.key.join(", "));
    format!(
        "insert into {PREFIX}{name} ({}) select {columns} from {PARTS}{name} group by {key}",
        table.names()
    )
}

/// Every key and index, each made at once from all rows: filling a tree in random order costs more than all the rest.
fn key_steps(generation: i64) -> Vec<Step> {
    let mut steps = Vec::new();
    for table in TABLES {
        steps.push(run(table.create_key(PREFIX, generation)));
        steps.extend(table.create_index(PREFIX, generation).map(run));
    }
    steps
}
