//! Periods: close, reopen, and for which day an entry counts.

use crate::date::Date;
use crate::draft::Draft;
use crate::entry::EntryKind;
use crate::fact::Fact;
use crate::period::{LateItems, Period};
use crate::refusal::{Refusal, RefusalCode};

/// The day an entry counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// That day.
    pub(super) date: Date,
    /// The day of a closed period for which it came too late.
    pub(super) late_for: Option<Date>,
}

/// Closes a period.
pub(super) fn close(draft: &mut Draft<'_>, period: Period, late_items: LateItems) -> Result<(), Refusal> {
    let closed = draft.closed_period(period.first_day()).map(|(closed, _)| closed);
    // A month that is closed does not stand in the way of its year.
    if let Some(closed) = closed.filter(|closed| closed.is_year() || *closed == period) {
        let detail = format!("period {period}: {closed} is closed");
        return Err(Refusal::new(RefusalCode::PeriodAlreadyClosed, detail));
    }
    draft.set_period(period, Some(late_items));
    draft.facts.push(Fact::PeriodClosed { period, late_items });
    Ok(())
}

/// Reopens a period. The months of a closed year stay closed with it.
pub(super) fn reopen(draft: &mut Draft<'_>, period: Period) -> Result<(), Refusal> {
    if draft.late_items(period).is_none() {
        return Err(Refusal::new(RefusalCode::PeriodNotClosed, format!("period {period}")));
    }
    draft.set_period(period, None);
    draft.facts.push(Fact::PeriodReopened(period));
    Ok(())
}

/// The day an entry of `date` counts for: itself where it is open, else what the closed period says of late items.
/// Closing entries pass closed months, for the last month of a year is closed before its accounts are; a closed year
/// takes none.
pub(super) fn day_for(draft: &Draft<'_>, date: Date, kind: EntryKind) -> Result<Day, Refusal> {
    let on_time = Ok(Day { date, late_for: None });
    let Some((period, late_items)) = draft.closed_period(date) else { return on_time };
    if kind == EntryKind::Closing && !period.is_year() {
        return on_time;
    }
    let refused = |why: &str| {
        let detail = format!("{date} is in {period}, which is closed{why}");
        Err(Refusal::new(RefusalCode::PeriodClosed, detail))
    };
    match late_items {
        LateItems::Refuse => refused(""),
        LateItems::NextOpenPeriod => match next_open_day(draft, date) {
            Some(open) => Ok(Day { date: open, late_for: Some(date) }),
            None => refused(" with all that follows in its year"),
        },
    }
}

/// The first open day after the closed period of `date`, in the same year.
fn next_open_day(draft: &Draft<'_>, date: Date) -> Option<Date> {
    let mut day = date;
    while let Some((period, _)) = draft.closed_period(day) {
        day = Date(period.last_day().0 + 1);
        if day.year() != date.year() {
            return None;
        }
    }
    Some(day)
}
