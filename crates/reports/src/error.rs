//! Why a report or an export can't be made.

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The read models can't answer.
    #[error("the read models can't answer")]
    ReadModels(#[from] projections::ProjectionError),
    /// The report has no such name.
    #[error("there is no report '{0}'; there are {names}", names = crate::ReportName::list())]
    UnknownReport(String),
    /// Documents of no such kind have numbers.
    #[error("there are no numbers of '{0}'; there are those of 'spd', 'spp', 'spm', 'sp2d' and 'sts'")]
    UnknownDocument(String),
    /// The export has no such format.
    #[error("there is no export format '{0}'; there are 'hledger', 'beancount', 'csv', 'ndjson' and 'lkpd'")]
    UnknownFormat(String),
    /// It says no time that something was known at.
    #[error(
        "'{0}' is neither a position, a day such as 2026-01-15 nor a moment such as 2026-01-15T23:59:59+07:00"
    )]
    KnownAt(String),
    /// The first day is after the last.
    #[error("the period begins on {from} and ends on {to}: give a last day that is not before the first")]
    EmptyPeriod {
        /// First day.
        from: ledger::Date,
        /// Last day.
        to: ledger::Date,
    },
    /// A report of one account, and none was named.
    #[error("report '{report}' is of one account: name its code")]
    NeedsCode {
        /// The report.
        report: &'static str,
    },
    /// A statement of a part of the chart.
    #[error(
        "report '{report}' is of the whole chart and can't be made of code '{code}' alone: leave the code away, or choose an entity"
    )]
    WholeChart {
        /// The report.
        report: &'static str,
        /// The code.
        code: String,
    },
    /// A level outside the chart.
    #[error("level {0} is outside 1 to 6")]
    Level(u8),
    /// The report adds up amounts, and the accounts hold several currencies.
    #[error(
        "the accounts of this report hold {first} and {second}, which can't be added up: choose an entity or a code"
    )]
    MixedCurrencies {
        /// One of them.
        first: ledger::Currency,
        /// Another.
        second: ledger::Currency,
    },
    /// The view to compare with is the later one.
    #[error(
        "the views to compare stand at positions {earlier} and {later}: name the earlier one to compare with"
    )]
    ViewsReversed {
        /// The position to compare with.
        earlier: u64,
        /// The report's own position.
        later: u64,
    },
    /// What was recorded between two views does not add up to their difference.
    #[error(
        "the {figure} of account '{account}' changed by {difference} and what was recorded explains {explained}: run 'neraca verify'"
    )]
    Unexplained {
        /// What of it: `balance`, `realized`, `previous` or `budget`.
        figure: &'static str,
        /// The account.
        account: String,
        /// How it differs, in minor units.
        difference: i128,
        /// What the entries in between add up to.
        explained: i128,
    },
    /// The export can't be written.
    #[error("the export can't be written")]
    Write(#[from] std::io::Error),
    /// The table can't be written as CSV.
    #[error("the CSV can't be written")]
    Csv(#[from] csv::Error),
}

impl ReportError {
    /// Whether the same call can succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::ReadModels(error) if error.is_retryable())
    }
}
