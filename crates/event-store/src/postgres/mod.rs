//! The log on a Postgres server, in the schema `neraca_log`. `address` reads the URL, `session` connects under a role,
//! `schema` makes roles and tables, `read` and `lead` serve the trait, `writer` appends and `copy` encodes what it sends, `checkpoint` keeps
//! signed checkpoints.

mod address;
mod checkpoint;
mod copy;
mod lead;
mod read;
mod schema;
mod session;
mod writer;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use transparency::Hash;

use crate::durability::Durability;
use crate::error::StoreError;
use crate::follow::Followers;
use crate::record::{BusStream, Head, Outcome, OutcomeCounts, Record, StoredRepeat};
use crate::store::{EventStore, Leadership};
use crate::tree::{StoredCheckpoint, TreeHead};
pub use address::Address;
use session::Readers;

/// A log on a server. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct PostgresStore {
    shared: Arc<Shared>,
}

/// What the store and its writers hold in common.
struct Shared {
    address: Address,
    readers: Readers,
    followers: Followers,
}

impl PostgresStore {
    /// Connects, and creates roles, schema and tables where they are missing and the user may. TLS is used, with the
    /// certificates the system trusts, when the URL says `sslmode=require` or more.
    ///
    /// # Errors
    /// [`StoreError::Address`], [`StoreError::RolesMissing`] and [`StoreError::RightsMissing`] say what to do;
    /// [`StoreError::Unavailable`] when the server is not there yet.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let address = Address::parse(url, "neraca")?;
        let reader = schema::prepare(&address).await?;
        let readers = Readers::new(address.clone(), reader);
        Ok(PostgresStore { shared: Arc::new(Shared { address, readers, followers: Followers::default() }) })
    }
}

#[async_trait]
impl EventStore for PostgresStore {
    async fn lead(&self, book: &str) -> Result<Leadership, StoreError> {
        lead::lead(&self.shared, book).await
    }

    async fn head(&self, book: &str) -> Result<Head, StoreError> {
        self.shared.readers.with(async |session| read::head(session, book).await).await
    }

    async fn books(&self) -> Result<Vec<String>, StoreError> {
        self.shared.readers.with(async |session| read::books(session).await).await
    }

    async fn read(&self, book: &str, after_position: u64, limit: usize) -> Result<Vec<Record>, StoreError> {
        self.shared
            .readers
            .with(async |session| read::records(session, book, after_position, limit).await)
            .await
    }

    async fn read_at(&self, book: &str, positions: &[u64]) -> Result<Vec<Record>, StoreError> {
        self.shared.readers.with(async |session| read::records_at(session, book, positions).await).await
    }

    async fn read_by_outcome(
        &self,
        book: &str,
        outcome: Outcome,
        after_position: u64,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        self.shared
            .readers
            .with(async |session| {
                read::records_by_outcome(session, book, outcome, after_position, limit).await
            })
            .await
    }

    async fn find(&self, book: &str, source: &str, id: &str) -> Result<Vec<u64>, StoreError> {
        self.shared.readers.with(async |session| read::find(session, book, source, id).await).await
    }

    async fn wait_beyond(&self, book: &str, position: u64, timeout: Duration) -> Result<Head, StoreError> {
        self.shared.followers.wait_beyond(book, position, timeout, || self.head(book)).await
    }

    async fn repeats(
        &self,
        book: &str,
        after_number: u64,
        limit: usize,
    ) -> Result<Vec<StoredRepeat>, StoreError> {
        self.shared
            .readers
            .with(async |session| read::repeats(session, book, after_number, limit).await)
            .await
    }

    async fn tree_head(&self, book: &str) -> Result<TreeHead, StoreError> {
        self.shared.readers.with(async |session| read::tree_head(session, book).await).await
    }

    async fn full_tile(&self, book: &str, level: u8, number: u64) -> Result<Option<Vec<Hash>>, StoreError> {
        self.shared.readers.with(async |session| read::full_tile(session, book, level, number).await).await
    }

    async fn partial_tile(
        &self,
        book: &str,
        level: u8,
        number: u64,
        width: u16,
    ) -> Result<Vec<Hash>, StoreError> {
        self.shared
            .readers
            .with(async |session| read::partial_tile(session, book, level, number, width).await)
            .await
    }

    async fn checkpoint(&self, book: &str) -> Result<Option<StoredCheckpoint>, StoreError> {
        self.shared.readers.with(async |session| read::checkpoint(session, book).await).await
    }

    async fn checkpoints(
        &self,
        book: &str,
        after_number: u64,
        limit: usize,
    ) -> Result<Vec<StoredCheckpoint>, StoreError> {
        self.shared
            .readers
            .with(async |session| read::checkpoints(session, book, after_number, limit).await)
            .await
    }

    async fn save_checkpoint(&self, book: &str, size: u64, note: &str) -> Result<u64, StoreError> {
        checkpoint::save(&self.shared, book, size, note).await
    }

    async fn bus_streams(&self, book: &str) -> Result<Vec<BusStream>, StoreError> {
        self.shared.readers.with(async |session| read::bus_streams(session, book).await).await
    }

    async fn outcome_counts(&self, book: &str) -> Result<OutcomeCounts, StoreError> {
        self.shared.readers.with(async |session| read::outcome_counts(session, book).await).await
    }

    async fn stored_bytes(&self) -> Result<u64, StoreError> {
        self.shared.readers.with(async |session| read::stored_bytes(session).await).await
    }

    async fn durability(&self) -> Result<Durability, StoreError> {
        self.shared.readers.with(async |session| read::durability(session).await).await
    }
}

/// Tells an error that passes (connection lost, server starting or out of connections) from one that stays.
fn failed(doing: &'static str) -> impl Fn(tokio_postgres::Error) -> StoreError {
    move |error| {
        if passes(&error) {
            StoreError::Unavailable { doing, source: error.into() }
        } else {
            StoreError::Database { doing, source: error.into() }
        }
    }
}

fn passes(error: &tokio_postgres::Error) -> bool {
    use std::error::Error;
    if let Some(state) = error.code() {
        // Connection, transaction rollback (serialization, deadlock), resources, operator intervention; then "lock not
        // available" and "idle in transaction", the two of their classes that pass.
        let code = state.code();
        return ["08", "40", "53", "57"].iter().any(|class| code.starts_with(class))
            || code == "55P03"
            || code == "25P03";
    }
    error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>())
}
