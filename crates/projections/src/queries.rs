//! Questions to the read models, one family a file. Every answer of several figures is taken from one moment.
//!
//! Time is kept twice: an [`AsOf`] may name the last effective date that counts, and the position (or moment) whose knowledge
//! is asked for. "31 December as known on 15 January" is both.

mod accounts;
mod budget;
mod cash;
mod control;
mod holds;
mod journal;
mod kinds;
mod lines;
mod log;
mod movements;
mod outcomes;
mod reconciliations;
mod revenue_events;
mod spending_events;
mod statement;

use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use event_store::EventStore;
use ledger::{Chart, Date, Timestamp};
use tokio::time::Instant;

use crate::database::Database;
use crate::error::ProjectionError;
use crate::value::Value;

pub use crate::revenue_events::Stage as RevenueStage;
pub use crate::spending_events::Stage as SpendingStage;
pub use accounts::{AccountFilter, AccountRow, BalanceRow};
pub use budget::BudgetRow;
pub use cash::{CASH, CashRow};
pub use control::{LateEntry, PeriodChange, ProposalRow, Settlement};
pub use holds::HoldRow;
pub use journal::{EntryLine, EntryView, Journal};
pub use kinds::KindMovement;
pub use lines::LedgerLine;
pub use log::{LogState, Published, PublishedFile};
pub use movements::{Movement, MovementFilter, Period};
pub use outcomes::{OutcomeCount, OutcomeView};
pub use reconciliations::ReconciledDays;
pub use revenue_events::{Collected, Custodian, Custody, Owed, RevenueSum};
pub use spending_events::{PurchaseFacts, SpendingEvent};
pub use statement::{Statement, StatementLine, StatementQuery};

/// How often the position is looked at while a reader waits for it. A batch takes a few milliseconds to appear.
const POLL: Duration = Duration::from_millis(5);

/// Whose knowledge is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAt {
    /// Everything up to this position.
    Position(u64),
    /// Everything recorded up to this moment.
    Moment(Timestamp),
}

/// Which figures count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AsOf {
    /// The last effective date that counts; all when absent.
    pub effective: Option<Date>,
    /// Whose knowledge is asked for; all when absent.
    pub known_at: Option<KnownAt>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; absent on the last one. Opaque to readers.
    pub next: Option<String>,
}

/// What is known of a book beside its accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookInfo {
    /// Its number in the tables.
    pub no: i32,
    /// Its name.
    pub name: String,
    /// Currency of accounts that name none.
    pub currency: String,
    /// The position that the read models include.
    pub position: u64,
    /// Name and version of the chart in force; absent before the first one.
    pub chart: Option<(String, u32)>,
    /// Name and version of the rulebook in force; absent before the first one.
    pub rulebook: Option<(String, u32)>,
    chart_position: Option<u64>,
}

/// Answers questions. Cheap to clone.
#[derive(Clone)]
pub struct ReadModels {
    store: Arc<dyn EventStore>,
    database: Database,
    cache: Arc<Cache>,
}

/// What never changes once it is there.
#[derive(Default)]
struct Cache {
    /// Charts by book and position.
    charts: RwLock<HashMap<(String, u64), Arc<Chart>>>,
    accounts: RwLock<HashMap<String, Arc<accounts::Index>>>,
    /// What rulebooks chose, by book, position of the rulebook and name of the policy.
    policies: RwLock<HashMap<(String, u64, String), Option<String>>>,
}

impl ReadModels {
    /// Read models in this database, of the log in this store.
    pub fn new(store: Arc<dyn EventStore>, database: Database) -> Self {
        Self { store, database, cache: Arc::default() }
    }

    /// The log behind them.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn EventStore> {
        &self.store
    }

    /// Where they are kept.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// What is known of a book.
    ///
    /// # Errors
    /// [`ProjectionError::NoBook`] when the read models have none of this name.
    pub async fn book(&self, book: &str) -> Result<BookInfo, ProjectionError> {
        let name = vec![Value::from(book)];
        let books = "select no, position, currency from book where name = $1";
        // At most a few dozen rows a book: one for each chart and rulebook that ever came into force.
        let published =
            "select p.what, p.version, p.name, p.position from publication p join book b on b.no = p.book
            where b.name = $1 order by p.position";
        let answers = self
            .database
            .snapshot(vec![(books.to_owned(), name.clone()), (published.to_owned(), name)])
            .await?;
        let row = answers.first().and_then(|rows| rows.first());
        let row = row.ok_or_else(|| ProjectionError::NoBook(book.to_owned()))?;
        let mut info = BookInfo {
            no: row.int(0) as i32,
            name: book.to_owned(),
            currency: row.text(2).to_owned(),
            position: row.int(1) as u64,
            chart: None,
            rulebook: None,
            chart_position: None,
        };
        for row in answers.get(1).into_iter().flatten() {
            let named = Some((row.text(2).to_owned(), row.int(1) as u32));
            if row.int(0) == 1 {
                info.chart = named;
                info.chart_position = Some(row.int(3) as u64);
            } else {
                info.rulebook = named;
            }
        }
        Ok(info)
    }

    /// The position that the read models of a book include; zero when they have none of it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn position(&self, book: &str) -> Result<u64, ProjectionError> {
        let rows = self.database.query("select position from book where name = $1", &[book.into()]).await?;
        Ok(rows.first().map_or(0, |row| row.int(0)) as u64)
    }

    /// Waits until the read models include a position, so that one reads one's own writes; gives the position they have.
    ///
    /// # Errors
    /// [`ProjectionError::Behind`] when they do not get there in time.
    pub async fn wait_for(
        &self,
        book: &str,
        min_position: u64,
        timeout: Duration,
    ) -> Result<u64, ProjectionError> {
        let deadline = Instant::now() + timeout;
        loop {
            let at = self.position(book).await?;
            if at >= min_position {
                return Ok(at);
            }
            if Instant::now() >= deadline {
                return Err(ProjectionError::Behind { at, wanted: min_position });
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The chart in force, as it was published into the log; `None` before the first one.
    ///
    /// # Errors
    /// [`ProjectionError::UnknownRecord`] when it can't be read any more.
    pub async fn chart(&self, book: &BookInfo) -> Result<Option<Arc<Chart>>, ProjectionError> {
        let Some(position) = book.chart_position else { return Ok(None) };
        let key = (book.name.clone(), position);
        let poisoned = std::sync::PoisonError::into_inner;
        if let Some(chart) = self.cache.charts.read().unwrap_or_else(poisoned).get(&key) {
            return Ok(Some(Arc::clone(chart)));
        }
        let unfit = |what: String| ProjectionError::UnknownRecord { book: book.name.clone(), position, what };
        let records = self.store.read_at(&book.name, &[position]).await?;
        let record = records.first().ok_or_else(|| unfit("is missing".to_owned()))?;
        let record = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
            .map_err(|error| unfit(error.to_string()))?;
        let Some(wire::ledger_v1::record::Outcome::ChartPublished(published)) = record.outcome else {
            return Err(unfit("holds no chart".to_owned()));
        };
        let chart = Chart::from_csv(&published.csv).map_err(|error| unfit(error.to_string()))?;
        let chart = Arc::new(chart);
        let mut charts = self.cache.charts.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        charts.insert(key, Arc::clone(&chart));
        Ok(Some(chart))
    }

    /// The chart that was in force as known then, so that a later one does not change what an earlier view calls things.
    ///
    /// # Errors
    /// As [`Self::chart`].
    pub async fn chart_known_at(
        &self,
        book: &BookInfo,
        known_at: Option<KnownAt>,
    ) -> Result<Option<Arc<Chart>>, ProjectionError> {
        let Some(limit) = self.limit(&book.name, known_at).await? else { return self.chart(book).await };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "select position from publication where book = $1 and what = 1 and position <= $2
            order by position desc limit 1";
        let rows = self.database.query(sql, &[Value::Int(i64::from(book.no)), limit.into()]).await?;
        let chart_position = rows.first().map(|row| row.int(0) as u64);
        self.chart(&BookInfo { chart_position, ..book.clone() }).await
    }

    /// The last position that counts for who asks with [`KnownAt`]. A moment that has not passed yet stands at the end of the
    /// log as it is now.
    ///
    /// # Errors
    /// [`ProjectionError::NotInLog`] for a position beyond the end: what will be known there is not known. Those of the log.
    pub async fn known_position(&self, book: &str, known_at: KnownAt) -> Result<u64, ProjectionError> {
        let end = self.store.head(book).await?.position;
        let moment = match known_at {
            KnownAt::Position(position) if position > end => {
                return Err(ProjectionError::NotInLog { book: book.to_owned(), position, end });
            }
            KnownAt::Position(position) => return Ok(position),
            KnownAt::Moment(moment) => moment,
        };
        // Moments never go back along the log, so the place is found by halving.
        let (mut known, mut unknown) = (0, end + 1);
        while unknown - known > 1 {
            let middle = known + (unknown - known) / 2;
            let records = self.store.read_at(book, &[middle]).await?;
            match records.first() {
                Some(record) if record.recorded_at <= moment.0 => known = middle,
                _ => unknown = middle,
            }
        }
        Ok(known)
    }

    /// The position that a view stands at: the one that is asked for, or the last one that the read models include. Whoever asks
    /// several questions asks all of them at this one, so that the answers fit together.
    ///
    /// # Errors
    /// As [`Self::known_position`]; [`ProjectionError::Behind`] when the read models do not include it yet.
    pub async fn view_position(&self, book: &str, known_at: Option<KnownAt>) -> Result<u64, ProjectionError> {
        match self.limit(book, known_at).await? {
            Some(limit) => Ok(limit),
            None => self.position(book).await,
        }
    }

    /// The last position that counts, if not all do. Figures that lack something known there would be wrong, so read models
    /// that are not there yet give none.
    async fn limit(&self, book: &str, known_at: Option<KnownAt>) -> Result<Option<u64>, ProjectionError> {
        let Some(known_at) = known_at else { return Ok(None) };
        let wanted = self.known_position(book, known_at).await?;
        let at = self.position(book).await?;
        if at < wanted { Err(ProjectionError::Behind { at, wanted }) } else { Ok(Some(wanted)) }
    }
}
