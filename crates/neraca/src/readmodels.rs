//! The read models of a site: opened, followed by a builder, brought up to date, rebuilt, compared with the log.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use ledger::Book;
use projections::{Database, ProjectionBuilder, ProjectionError};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::checks::Check;
use crate::site::{Place, Site};

/// A builder at work.
pub struct Following {
    database: Database,
    position: watch::Receiver<u64>,
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), ProjectionError>>,
}

/// The database of a site's read models.
///
/// # Errors
/// When it can't be opened.
pub async fn open(site: &Site) -> anyhow::Result<Database> {
    Ok(match &site.place {
        Place::Folder(folder) => Database::embedded(folder).await?,
        Place::Postgres(url) => Database::postgres(url).await?,
    })
}

/// Starts a builder that follows a book.
///
/// # Errors
/// When there is no such book, or the read models can't be opened.
pub async fn follow(site: &Site, book: &str) -> anyhow::Result<Following> {
    let database = open(site).await?;
    let mut builder = ProjectionBuilder::open(Arc::clone(&site.store), database.clone(), book).await?;
    let position = builder.watch();
    let (stop, shutdown) = watch::channel(false);
    let task = tokio::spawn(async move { builder.follow(shutdown).await });
    Ok(Following { database, position, stop, task })
}

impl Following {
    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Tells how far the read models are.
    pub fn position(&self) -> watch::Receiver<u64> {
        self.position.clone()
    }

    /// Waits until they include a position.
    ///
    /// # Errors
    /// When the builder ended before.
    pub async fn reach(&self, position: u64) -> anyhow::Result<()> {
        let mut reached = self.position.clone();
        let waited = reached.wait_for(|reached| *reached >= position).await;
        waited.map(|_| ()).context("the read models stopped; see the log for the reason")
    }

    /// Waits until the builder ends by itself, which is a failure.
    ///
    /// # Errors
    /// Always, with the reason.
    pub async fn failed(&mut self) -> anyhow::Result<()> {
        (&mut self.task).await?.context("the read models stopped")?;
        bail!("the read models stopped")
    }

    /// Stops after the batch in hand.
    ///
    /// # Errors
    /// What the builder failed with.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        Ok(self.task.await??)
    }
}

/// Longest wait for a builder of another process.
const OTHERS_PATIENCE: Duration = Duration::from_secs(30);
/// How often its position is looked at.
const OTHERS_POLL: Duration = Duration::from_millis(50);

/// Brings the read models of a book up to a position: by folding, or by waiting for the process that does.
///
/// # Errors
/// When the log has no such book, or the read models stand still below the position.
pub async fn catch_up(site: &Site, book: &str, position: u64) -> anyhow::Result<Database> {
    let database = open(site).await?;
    let started = Instant::now();
    loop {
        let mut builder = ProjectionBuilder::open(Arc::clone(&site.store), database.clone(), book).await?;
        match builder.catch_up_to(position).await {
            Ok(_) => return Ok(database),
            // Another process folds the same records: it or the next try gets there.
            Err(ProjectionError::Moved { .. }) if started.elapsed() < OTHERS_PATIENCE => {}
            Err(error) if error.is_retryable() && started.elapsed() < OTHERS_PATIENCE => {}
            Err(error) => return Err(error.into()),
        }
        tokio::time::sleep(OTHERS_POLL).await;
    }
}

/// Throws the read models of all books away and builds them anew.
///
/// # Errors
/// Those of log and database; the old ones stay then.
pub async fn rebuild(site: &Site) -> anyhow::Result<()> {
    Ok(projections::rebuild(Arc::clone(&site.store), &open(site).await?).await?)
}

/// The balances of every account of a book, in the order of opening.
const BALANCES: &str = "select a.entity, a.code, b.debit, b.credit, b.pending_debit, b.pending_credit \
    from book k join account a on a.book = k.no join balance b on b.account = a.no where k.name = $1 order by a.no";

/// Whether the read models stand at a position with the sums of the folded book.
///
/// # Errors
/// When they can't be read; what they say wrongly is a check that fails.
pub async fn check(site: &Site, book: &str, folded: &Book, position: u64) -> anyhow::Result<Check> {
    let database = catch_up(site, book, position).await?;
    let place = vec![("select position from book where name = $1".to_owned(), vec![book.into()])];
    let queries = place.into_iter().chain([(BALANCES.to_owned(), vec![book.into()])]).collect();
    let answers = database.snapshot(queries).await?;
    let at = answers.first().and_then(|rows| rows.first()).map_or(0, |row| row.int(0));
    let rows = answers.get(1).map(Vec::as_slice).unwrap_or_default();
    let name = "read-models";
    if u64::try_from(at).unwrap_or(0) != position {
        // A server goes on writing while we look; its figures are then newer than the fold.
        let ok = u64::try_from(at).unwrap_or(0) > position;
        let detail = format!("they stand at position {at}, the log was folded to {position}");
        return Ok(Check { name, ok, detail });
    }
    let differing = folded.accounts().iter().zip(rows).find(|(account, row)| {
        let balance = &account.balance;
        let sums = [balance.debit, balance.credit, balance.pending_debit, balance.pending_credit];
        row.text(0) != &*account.entity
            || row.text(1) != &*account.code
            || (2..).zip(sums).any(|(column, sum)| row.int(column) != sum)
    });
    let ok = differing.is_none() && rows.len() == folded.accounts().len();
    let detail = match differing {
        Some((account, row)) => {
            format!(
                "account \"{}:{}\" is {:?}, the read models say {row:?}",
                account.entity, account.code, account.balance
            )
        }
        None => format!("{} accounts with the sums of the log at position {position}", rows.len()),
    };
    Ok(Check { name, ok, detail })
}
