//! What should be done before a period is closed: the months before it, and for a year the year before it, are closed, and
//! nothing of the year is left on accounts that its closing entries empty. Whoever closes is told, and the certificate of the
//! closing says what was not done.

use ledger::Date;
use projections::KnownAt;
use projections::queries::{MovementFilter, Period, ReadModels};

use crate::closing::closing;
use crate::error::ReportError;

/// What is not done yet. Empty when the period is ready to be closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BeforeClosing {
    /// Earlier periods that have entries and are open, in their order.
    pub open_periods: Vec<ledger::Period>,
    /// How many closing entries of the year are missing; zero for a month.
    pub closing_entries: usize,
}

impl BeforeClosing {
    /// Whether everything is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.open_periods.is_empty() && self.closing_entries == 0
    }
}

/// What is to be done before a period is closed, as known at a position.
///
/// # Errors
/// Those of the read models, and of working out the closing entries.
pub async fn before_closing(
    models: &ReadModels,
    book: &str,
    period: ledger::Period,
    position: u64,
) -> Result<BeforeClosing, ReportError> {
    let known_at = Some(KnownAt::Position(position));
    let closed: Vec<_> =
        models.closed_periods(book, position).await?.into_iter().map(|change| change.period).collect();
    let mut open_periods = Vec::new();
    for earlier in earlier(period) {
        if !closed.contains(&earlier) && has_entries(models, book, earlier, known_at).await? {
            open_periods.push(earlier);
        }
    }
    let closing_entries = match period.is_year() {
        true => closing(models, book, period, known_at).await?.entries.len(),
        false => 0,
    };
    Ok(BeforeClosing { open_periods, closing_entries })
}

/// The year before a year, and the months of the same year that end before the period does.
fn earlier(period: ledger::Period) -> Vec<ledger::Period> {
    let (year, last) = (ledger::Period::year_of(period.first_day()), period.last_day());
    let before = period.is_year().then(|| ledger::Period::year_of(Date(year.first_day().0 - 1)));
    let mut months = Vec::new();
    let mut month = ledger::Period::month_of(year.first_day());
    while month.last_day() < last {
        months.push(month);
        month = ledger::Period::month_of(Date(month.last_day().0 + 1));
    }
    before.into_iter().chain(months).collect()
}

async fn has_entries(
    models: &ReadModels,
    book: &str,
    period: ledger::Period,
    known_at: Option<KnownAt>,
) -> Result<bool, ReportError> {
    let days = Period { from: Some(period.first_day()), to: Some(period.last_day()), known_at };
    let (movements, _) = models.movements(book, days, &MovementFilter::default()).await?;
    Ok(movements.iter().any(|movement| (movement.debit, movement.credit) != (0, 0)))
}
