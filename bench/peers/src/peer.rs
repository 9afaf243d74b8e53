//! What a ledger must be able to do to be measured here, and how it is checked afterwards. The ledgers are in `peers/`, one
//! file each; `trial.rs` drives them.

use anyhow::Result;
use async_trait::async_trait;

use crate::load::{Load, Transfer};

/// A ledger, or what is used as one, that keeps its books in Postgres. Only its clients move between threads.
#[async_trait(?Send)]
pub(crate) trait Peer: Send + Sync {
    /// Its name on the command line and in tables.
    fn name(&self) -> &'static str;

    /// What it is and how it is used here, in a line.
    fn about(&self) -> &'static str;

    /// Transfers in one transaction that are worth a try; 1 is one at a time.
    fn batches(&self) -> &'static [usize];

    /// Makes schema and accounts in an empty database. Happens once: every trial starts from a copy.
    async fn prepare(&self, url: &str) -> Result<()>;

    /// Opens so many clients, each with a connection of its own from the first transfer on.
    async fn connect(&self, url: &str, clients: usize) -> Result<Vec<Box<dyn Client>>>;

    /// Reads what the database holds after a trial.
    async fn found(&self, url: &str) -> Result<Found>;
}

/// One user of a ledger, who waits for each answer.
#[async_trait]
pub(crate) trait Client: Send {
    /// Posts transfers in one transaction; returns when it is durable, or gave way to another client.
    async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted>;
}

/// How a transaction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Posted {
    /// Committed.
    Durable,
    /// Nothing was written, because another client was quicker; the same again may succeed.
    Conflict,
}

/// What a database holds.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Transfers, or events that each stand for one.
    pub(crate) transfers: u64,
    /// Accounts and their balances, debits less credits in whole rupiah: as the ledger keeps them, or summed over its
    /// events where it keeps none. One that never was touched may be missing.
    pub(crate) balances: Vec<(u32, i64)>,
}

/// Whether a database holds exactly the first so many transfers of a load.
///
/// # Errors
/// The first thing that is wrong.
pub(crate) fn check(load: Load, transfers: u64, found: &Found) -> Result<()> {
    anyhow::ensure!(
        found.transfers == transfers,
        "it holds {} transfers and {transfers} were acknowledged",
        found.transfers
    );
    let sum: i128 = found.balances.iter().map(|(_, balance)| i128::from(*balance)).sum();
    anyhow::ensure!(sum == 0, "its balances sum to {sum} and not to zero");
    let mut left = load.balances(transfers);
    for (account, balance) in &found.balances {
        let left = left.get_mut(*account as usize);
        let left = left.ok_or_else(|| anyhow::anyhow!("it has an account {account} that was never made"))?;
        *left -= balance;
    }
    let wrong = left.iter().enumerate().find(|(_, left)| **left != 0);
    match wrong {
        None => Ok(()),
        Some((account, left)) => anyhow::bail!("the balance of account {account} is {left} short"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::load::Spread;
    use crate::trial::{Limits, Trial, drive};

    /// Posts transfers through two clients, one at a time and in batches where the peer does both, and finds them right; then
    /// changes the books behind the ledger's back by `tamper` and wants to hear `complaint`.
    pub(crate) async fn a_wrong_balance_is_found(
        peer: &dyn Peer,
        tamper: &str,
        complaint: &str,
    ) -> Result<()> {
        let load = Load { spread: Spread::Hot, seed: 3 };
        for batch in peer.batches().iter().take(2).map(|batch| (*batch).min(20)) {
            let database = testkit::postgres();
            peer.prepare(&database.url).await?;
            let clients = peer.connect(&database.url, 2).await?;
            let limits = Limits { events: 90, seconds: 60 };
            let driven = drive(clients, load, Trial { clients: 2, batch }, limits).await?;
            assert_eq!(driven.transfers, 90);
            check(load, 90, &peer.found(&database.url).await?)?;

            database.cluster().execute(&database.name, tamper)?;
            let wrong = check(load, 90, &peer.found(&database.url).await?);
            let wrong = wrong.expect_err("a changed balance was not noticed").to_string();
            assert!(wrong.contains(complaint), "{wrong}");
        }
        Ok(())
    }

    #[test]
    fn a_missing_transfer_and_money_on_another_account_are_found() {
        let load = Load { spread: Spread::Uniform, seed: 1 };
        let balances = || (0..).zip(load.balances(100)).collect::<Vec<(u32, i64)>>();
        let complaint = |found| check(load, 100, &found).expect_err("it was not noticed").to_string();

        assert!(check(load, 100, &Found { transfers: 100, balances: balances() }).is_ok());
        let missing = complaint(Found { transfers: 99, balances: balances() });
        assert!(missing.contains("99 transfers and 100"), "{missing}");
        let mut moved = balances();
        moved[5].1 -= 3;
        moved[9].1 += 3;
        let moved = complaint(Found { transfers: 100, balances: moved });
        assert!(moved.contains("account 5 is 3 short"), "{moved}");
        let mut strange = balances();
        strange.push((crate::load::ACCOUNTS, 0));
        let strange = complaint(Found { transfers: 100, balances: strange });
        assert!(strange.contains("never made"), "{strange}");
    }
}
