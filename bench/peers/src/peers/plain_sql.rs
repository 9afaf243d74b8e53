//! Plain SQL as most teams begin, and written well: one transaction a transfer, prepared statements, the two balance rows
//! updated in the order of their keys so that no two transfers wait for each other in a circle.

use anyhow::Result;
use async_trait::async_trait;
use tokio_postgres::{NoTls, Statement};

use crate::load::{ACCOUNTS, Transfer};
use crate::peer::{Client, Found, Peer, Posted};

/// The peer.
pub(crate) struct PlainSql;

/// Room on each page of balances keeps an update from touching the index; an identity of 64 bits that grows is the cheapest
/// one that still refuses the same transfer twice.
const TABLES: &str = "
    CREATE TABLE account (
        id      int    PRIMARY KEY,
        balance bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 50);
    CREATE TABLE transfer (
        id        bigint      PRIMARY KEY,
        debit     int         NOT NULL,
        credit    int         NOT NULL,
        amount    bigint      NOT NULL CHECK (amount > 0),
        posted_at timestamptz NOT NULL DEFAULT now(),
        CHECK (debit <> credit)
    );";

const INSERT: &str = "INSERT INTO transfer (id, debit, credit, amount) VALUES ($1, $2, $3, $4)";
const UPDATE: &str = "UPDATE account SET balance = balance + $2 WHERE id = $1";

#[async_trait(?Send)]
impl Peer for PlainSql {
    fn name(&self) -> &'static str {
        "plain-sql"
    }

    fn about(&self) -> &'static str {
        "insert the transfer, update two balance rows, one transaction each"
    }

    fn batches(&self) -> &'static [usize] {
        &[1]
    }

    async fn prepare(&self, url: &str) -> Result<()> {
        prepare(url).await
    }

    async fn connect(&self, url: &str, clients: usize) -> Result<Vec<Box<dyn Client>>> {
        let mut connected: Vec<Box<dyn Client>> = Vec::new();
        for _ in 0..clients {
            let connection = connect(url).await?;
            let (insert, update) = (connection.prepare(INSERT).await?, connection.prepare(UPDATE).await?);
            connected.push(Box::new(Connected { connection, insert, update }));
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
    update: Statement,
}

#[async_trait]
impl Client for Connected {
    async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted> {
        let transaction = self.connection.transaction().await?;
        for Transfer { number, debit, credit, amount } in transfers {
            let (number, debit, credit) =
                (i64::try_from(*number)?, i32::try_from(*debit)?, i32::try_from(*credit)?);
            transaction.execute(&self.insert, &[&number, &debit, &credit, amount]).await?;
            let mut changes = [(debit, *amount), (credit, -amount)];
            // The hot account has the lowest number: downwards, its row is locked last and for the shortest time.
            changes.sort_unstable_by_key(|(account, _)| std::cmp::Reverse(*account));
            for (account, change) in changes {
                let changed = transaction.execute(&self.update, &[&account, &change]).await?;
                anyhow::ensure!(changed == 1, "there is no account {account}");
            }
        }
        transaction.commit().await?;
        Ok(Posted::Durable)
    }
}

/// Makes tables and accounts.
pub(super) async fn prepare(url: &str) -> Result<()> {
    let connection = connect(url).await?;
    connection.batch_execute(TABLES).await?;
    let accounts = format!("INSERT INTO account (id) SELECT generate_series(0, {ACCOUNTS} - 1)");
    connection.batch_execute(&accounts).await?;
    Ok(())
}

/// A connection with its task.
pub(super) async fn connect(url: &str) -> Result<tokio_postgres::Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    // It ends with the client; what goes wrong there comes back through the client.
    tokio::spawn(connection);
    Ok(client)
}

/// Reads the tables.
pub(super) async fn found(url: &str) -> Result<Found> {
    found_by(url, "SELECT count(*) FROM transfer", "SELECT id, balance FROM account").await
}

/// What a database holds: one statement for the number of transfers, one for accounts as `int` with balances as `bigint`.
pub(super) async fn found_by(url: &str, transfers: &str, balances: &str) -> Result<Found> {
    let connection = connect(url).await?;
    let transfers: i64 = connection.query_one(transfers, &[]).await?.try_get(0)?;
    let mut found = Found { transfers: u64::try_from(transfers)?, balances: Vec::new() };
    for row in connection.query(balances, &[]).await? {
        found.balances.push((u32::try_from(row.try_get::<_, i32>(0)?)?, row.try_get(1)?));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_changed_balance_is_found() -> Result<()> {
        let tamper = "UPDATE account SET balance = balance + 1 WHERE id = 0";
        crate::peer::tests::a_wrong_balance_is_found(&PlainSql, tamper, "sum to 1 ").await
    }
}
