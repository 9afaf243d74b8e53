//! The connections of peers that are crates on sqlx.

use anyhow::Result;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

/// A pool with a connection for each client, opened beforehand. A pool of one's own size never waits, and asks no connection
/// whether it still lives, which would cost a round trip each time.
pub(super) async fn pool(url: &str, connections: usize) -> Result<PgPool> {
    let connections = u32::try_from(connections)?;
    let options = PgPoolOptions::new().min_connections(connections).max_connections(connections);
    Ok(options.test_before_acquire(false).connect(url).await?)
}
