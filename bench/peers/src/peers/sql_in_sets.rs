//! Plain SQL as the better team would write it: the tables of `plain_sql.rs`, many transfers in one transaction, three
//! statements for all of them, and each balance row updated once however many transfers touch it.

use std::collections::BTreeMap;

use anyhow::Result;
use async_trait::async_trait;
use futures_util::future::try_join3;
use tokio_postgres::Statement;

use super::plain_sql::{connect, found, prepare};
use crate::load::Transfer;
use crate::peer::{Client, Found, Peer, Posted};

/// The peer.
pub(crate) struct SqlInSets;

const INSERT: &str = "
    INSERT INTO transfer (id, debit, credit, amount)
    SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[])";

/// All rows in one order, whatever order an update would come by: so that two batches never wait for each other.
const LOCK: &str = "SELECT FROM account WHERE id = ANY($1) ORDER BY id DESC FOR NO KEY UPDATE";

const UPDATE: &str = "
    UPDATE account SET balance = balance + change
    FROM unnest($1::int[], $2::bigint[]) AS changed (touched, change) WHERE id = touched";

#[async_trait(?Send)]
impl Peer for SqlInSets {
    fn name(&self) -> &'static str {
        "sql-in-sets"
    }

    fn about(&self) -> &'static str {
        "the same tables, many transfers in a transaction by arrays, each balance row updated once"
    }

    fn batches(&self) -> &'static [usize] {
        &[100, 1_000, 4_000]
    }

    async fn prepare(&self, url: &str) -> Result<()> {
        prepare(url).await
    }

    async fn connect(&self, url: &str, clients: usize) -> Result<Vec<Box<dyn Client>>> {
        let mut connected: Vec<Box<dyn Client>> = Vec::new();
        for _ in 0..clients {
            let connection = connect(url).await?;
            let insert = connection.prepare(INSERT).await?;
            let (lock, update) = (connection.prepare(LOCK).await?, connection.prepare(UPDATE).await?);
            connected.push(Box::new(Connected { connection, insert, lock, update }));
        }
        Ok(connected)
    }

    async fn found(&self, url: &str) -> Result<Found> {
        found(url).await
    }
}

struct Connected {
    connection: tokio_postgres::Client,
    insert: Statement,
    lock: Statement,
    update: Statement,
}

#[async_trait]
impl Client for Connected {
    async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted> {
        let Columns { numbers, debits, credits, amounts, accounts, changes } = Columns::of(transfers)?;
        let transaction = self.connection.transaction().await?;
        // One after the other on the server, without a round trip between them.
        let (_, _, changed) = try_join3(
            transaction.execute(&self.insert, &[&numbers, &debits, &credits, &amounts]),
            transaction.execute(&self.lock, &[&accounts]),
            transaction.execute(&self.update, &[&accounts, &changes]),
        )
        .await?;
        anyhow::ensure!(changed == accounts.len() as u64, "some account does not exist");
        transaction.commit().await?;
        Ok(Posted::Durable)
    }
}

/// Transfers as arrays, and what they change in sum.
struct Columns {
    numbers: Vec<i64>,
    debits: Vec<i32>,
    credits: Vec<i32>,
    amounts: Vec<i64>,
    accounts: Vec<i32>,
    changes: Vec<i64>,
}

impl Columns {
    fn of(transfers: &[Transfer]) -> Result<Self> {
        let number = |transfer: &Transfer| i64::try_from(transfer.number);
        let debit = |transfer: &Transfer| i32::try_from(transfer.debit);
        let credit = |transfer: &Transfer| i32::try_from(transfer.credit);
        let (debits, credits) = (
            transfers.iter().map(debit).collect::<Result<Vec<i32>, _>>()?,
            transfers.iter().map(credit).collect::<Result<Vec<i32>, _>>()?,
        );
        let amounts: Vec<i64> = transfers.iter().map(|transfer| transfer.amount).collect();
        let mut changes: BTreeMap<i32, i64> = BTreeMap::new();
        for ((debit, credit), amount) in debits.iter().zip(&credits).zip(&amounts) {
            *changes.entry(*debit).or_default() += amount;
            *changes.entry(*credit).or_default() -= amount;
        }
        let (accounts, changes) = changes.into_iter().unzip();
        let numbers = transfers.iter().map(number).collect::<Result<Vec<i64>, _>>()?;
        Ok(Self { numbers, debits, credits, amounts, accounts, changes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_changed_balance_is_found() -> Result<()> {
        let tamper = "UPDATE account SET balance = balance + 1 WHERE id = 0";
        crate::peer::tests::a_wrong_balance_is_found(&SqlInSets, tamper, "sum to 1 ").await
    }
}
