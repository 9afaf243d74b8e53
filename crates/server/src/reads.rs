//! What the server reads of a book besides the log: one trait, so that routes do not depend on how read models are kept.

use std::time::Duration;

use async_trait::async_trait;
use ledger::{AccountName, Date};

use crate::views::{AccountView, BalanceView, EntryView, HoldView, StatementView};

/// A failed read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// The question can't be answered as it was asked.
    #[error("{0}")]
    Invalid(String),
    /// The read models can't be reached now. Try again.
    #[error("the read models are not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The read models failed. Trying again gives the same answer.
    #[error("the read models failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// As of when a figure is wanted. `None` everywhere means now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// Entries that count for this day or an earlier one.
    pub effective: Option<Date>,
    /// Entries recorded at this position or an earlier one.
    pub known_at: Option<u64>,
}

/// Which part of a statement.
#[derive(Clone, Debug, Default)]
pub struct StatementQuery {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Entries recorded at this position or an earlier one.
    pub known_at: Option<u64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Most lines.
    pub limit: usize,
}

/// Where an entry stands: the position of its record and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryPlace {
    /// Position of the record.
    pub position: u64,
    /// Place among the record's entries, from 0.
    pub index: u32,
}

/// A report's parameters.
#[derive(Clone, Debug, Default)]
pub struct ReportQuery {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The day as of which it is wanted, for reports that have one.
    pub as_of: Option<Date>,
    /// Entries recorded at this position or an earlier one.
    pub known_at: Option<u64>,
    /// One entity instead of all.
    pub entity: Option<String>,
    /// Depth of the chart down to which rows are shown.
    pub level: Option<u8>,
    /// One account, for reports that show one.
    pub account: Option<String>,
}

/// The reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportName {
    /// Neraca saldo.
    TrialBalance,
    /// Buku besar.
    GeneralLedger,
    /// Buku kas umum.
    CashBook,
    /// Laporan realisasi anggaran.
    BudgetRealization,
}

impl ReportName {
    /// Every report.
    pub const ALL: [Self; 4] =
        [Self::TrialBalance, Self::GeneralLedger, Self::CashBook, Self::BudgetRealization];

    /// The name in paths and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TrialBalance => "trial-balance",
            Self::GeneralLedger => "general-ledger",
            Self::CashBook => "cash-book",
            Self::BudgetRealization => "budget-realization",
        }
    }

    /// The report of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.as_str() == name)
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// One object.
    #[default]
    Json,
    /// Rows for a spreadsheet.
    Csv,
    /// A table for people.
    Text,
}

/// The read models of one book.
#[async_trait]
pub trait Reads: Send + Sync {
    /// The last position they include.
    async fn position(&self) -> Result<u64, ReadError>;

    /// Waits until they include a position or the time is over, and returns the position they then include.
    async fn wait_for(&self, position: u64, timeout: Duration) -> Result<u64, ReadError>;

    /// Up to `limit` accounts whose name comes after `after`, in order of entity and code.
    async fn accounts(
        &self,
        after: Option<AccountName<'_>>,
        limit: usize,
    ) -> Result<Vec<AccountView>, ReadError>;

    /// One account.
    async fn account(&self, name: AccountName<'_>) -> Result<AccountView, ReadError>;

    /// An account's sums.
    async fn balance(&self, name: AccountName<'_>, as_of: AsOf) -> Result<BalanceView, ReadError>;

    /// An account's lines with the running balance.
    async fn statement(
        &self,
        name: AccountName<'_>,
        query: StatementQuery,
    ) -> Result<StatementView, ReadError>;

    /// Up to `limit` entries after a place, in the order of the log.
    async fn entries(&self, after: Option<EntryPlace>, limit: usize) -> Result<Vec<EntryView>, ReadError>;

    /// The entries of one record.
    async fn entries_at(&self, position: u64) -> Result<Vec<EntryView>, ReadError>;

    /// A hold.
    async fn hold(&self, name: &str) -> Result<HoldView, ReadError>;

    /// A report, written.
    async fn report(
        &self,
        name: ReportName,
        query: ReportQuery,
        format: ReportFormat,
    ) -> Result<String, ReadError>;
}
