//! Rebuilding: new tables are filled from the log beside those in use, then take their names in one transaction. Readers see
//! the old ones until then and the new ones from then on.

use std::sync::Arc;

use event_store::EventStore;

use crate::builder::ProjectionBuilder;
use crate::database::{Database, Step, create_steps};
use crate::error::ProjectionError;
use crate::schema::TABLES;

/// Stands before the names of tables being built.
const PREFIX: &str = "new_";

/// Builds the read models of every book anew and swaps them in. Builders at work go on from where the new tables stand.
///
/// # Errors
/// Those of log and database; the tables in use stay as they are then.
pub async fn rebuild(store: Arc<dyn EventStore>, database: &Database) -> Result<(), ProjectionError> {
    let generation = database.generation().await? + 1;
    let drop = |prefix: &str| {
        let prefix = prefix.to_owned();
        TABLES.iter().map(move |t| Step::Run(format!("drop table if exists {prefix}{}", t.name), Vec::new()))
    };
    // Left over by a rebuild that was killed.
    let mut steps: Vec<Step> = drop(PREFIX).collect();
    steps.extend(create_steps(PREFIX, generation));
    database.apply(PREFIX, steps).await?;
    for book in store.books().await? {
        let store = Arc::clone(&store);
        let mut builder = ProjectionBuilder::over(store, database.clone(), &book, PREFIX, generation).await?;
        builder.catch_up().await?;
    }
    let mut swap: Vec<Step> = drop("").collect();
    swap.extend(
        TABLES
            .iter()
            .map(|t| Step::Run(format!("alter table {PREFIX}{0} rename to {0}", t.name), Vec::new())),
    );
    swap.push(Step::One(
        "update generation set number = $1 where number = $2".to_owned(),
        vec![generation.into(), (generation - 1).into()],
    ));
    database.apply("", swap).await?;
    database.analyze().await
}
