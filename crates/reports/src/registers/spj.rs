//! What both functional accounts (SPJ fungsional) share: the month they are for, and figures until the month before, in the
//! month, and until its end.

use ledger::Date;
use projections::ReadModels;
use projections::queries::Period;

use crate::error::ReportError;
use crate::parameters::Parameters;

/// Until the month before and in the month; until its end is both together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Months {
    pub(super) before: i128,
    pub(super) within: i128,
}

impl Months {
    pub(super) fn add(&mut self, is_within: bool, minor: i128) {
        *(if is_within { &mut self.within } else { &mut self.before }) += minor;
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { before: self.before + other.before, within: self.within + other.within }
    }

    pub(super) fn less(self, other: Self) -> Self {
        Self { before: self.before - other.before, within: self.within - other.within }
    }

    /// Until its end.
    pub(super) fn all(self) -> i128 {
        self.before + self.within
    }
}

/// The month of the last day that is asked for, or from the first day that is; the month of the book's last entry when no
/// day is.
pub(super) async fn month(models: &ReadModels, parameters: &Parameters) -> Result<Period, ReportError> {
    let mut period = parameters.period()?;
    if period.to.is_none() {
        period.to = models.last_day(&parameters.book, parameters.known_at).await?.and_then(last_of_month);
    }
    if period.from.is_none() {
        period.from = period.to.and_then(|to| {
            let (year, month, _) = to.civil();
            Date::new(year, month, 1)
        });
    }
    Ok(period)
}

/// First day of the year that a period is in: what treasurers answer for begins anew with it.
pub(super) fn year_begin(period: Period) -> Option<Date> {
    period.from.and_then(|from| Date::new(from.year(), 1, 1))
}

fn last_of_month(date: Date) -> Option<Date> {
    let (year, month, _) = date.civil();
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}
