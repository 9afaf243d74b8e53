//! The peers, one file each. A new one is a file here, a line in [`all`], and a row in the guide. Those that are crates share
//! `pool.rs` for their connections, and those that only append events share `events.rs`.

#[cfg(feature = "cala")]
mod cala;
#[cfg(feature = "postgres-es")]
mod events;
mod plain_sql;
#[cfg(any(feature = "cala", feature = "postgres-es", feature = "sqlx-ledger"))]
mod pool;
#[cfg(feature = "postgres-es")]
mod postgres_es;
mod sql_in_sets;
#[cfg(feature = "sqlx-ledger")]
mod sqlx_ledger;

use crate::peer::Peer;

/// Those that were built, in the order of the table.
pub(crate) fn all() -> Vec<Box<dyn Peer>> {
    vec![
        Box::new(plain_sql::PlainSql),
        Box::new(sql_in_sets::SqlInSets),
        #[cfg(feature = "cala")]
        Box::new(cala::Cala),
        #[cfg(feature = "sqlx-ledger")]
        Box::new(sqlx_ledger::SqlxLedger),
        #[cfg(feature = "postgres-es")]
        Box::new(postgres_es::PostgresEs),
    ]
}
