//! Messages that were refused or could not be read, by month, source and reason. They are read from the log, whose index finds
//! them without reading the rest.

use std::collections::BTreeMap;

use event_store::Outcome;
use ledger::{Date, Timestamp};
use projections::queries::Period;
use projections::{ProjectionError, ReadModels};

use crate::error::ReportError;
use crate::parameters::day_of;

/// Records read at once.
const READ_RECORDS: usize = 1_024;

/// How many, by month such as `2026-03`, source and reason.
pub(super) type Refusals = BTreeMap<(String, String, String), u64>;

/// Those of one outcome within a period, up to a position. One that was refused counts for the day that it was meant for; one that
/// could not be read for the day that it came on.
///
/// # Errors
/// Those of the log.
pub(super) async fn read(
    models: &ReadModels,
    book: &str,
    period: Period,
    position: u64,
    outcome: Outcome,
) -> Result<Refusals, ReportError> {
    let mut refusals = Refusals::new();
    let mut after = 0;
    loop {
        let records = models
            .store()
            .read_by_outcome(book, outcome, after, READ_RECORDS)
            .await
            .map_err(ProjectionError::from)?;
        let Some(last) = records.last() else { return Ok(refusals) };
        after = last.position;
        for record in records.iter().take_while(|record| record.position <= position) {
            let day = match outcome {
                Outcome::Refused => Date(record.effective_date),
                _ => day_of(Timestamp(record.recorded_at)),
            };
            let is_within =
                period.from.is_none_or(|from| from <= day) && period.to.is_none_or(|to| day <= to);
            if is_within {
                let (year, month, _) = day.civil();
                let key = (format!("{year:04}-{month:02}"), record.source.clone(), record.code.clone());
                *refusals.entry(key).or_default() += 1;
            }
        }
        if after > position {
            return Ok(refusals);
        }
    }
}
