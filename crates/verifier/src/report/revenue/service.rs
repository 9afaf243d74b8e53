//! How long payments waited until they were posted, and which messages were turned away.

use std::collections::BTreeMap;

use schema::ledger_v1::Record;
use schema::ledger_v1::record::Outcome;

use super::Scope;
use super::row::{Row, Stage};
use crate::calendar;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// Microseconds from the end of a day in Western Indonesia Time to its end in UTC.
const DAY_ENDS_EARLIER: i64 = 7 * 3_600 * MICROS_PER_SECOND;

/// Last seconds of the steps of time; one more step lies beyond.
pub(in crate::report) const SECONDS: [i64; 10] = [1, 5, 15, 60, 300, 3_600, 21_600, 86_400, 259_200, 604_800];

/// Payments within the days by the step within which they were posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Times {
    /// By step, and those beyond the last.
    pub(in crate::report) numbers: [u64; SECONDS.len() + 1],
    /// Those that do not say when they happened.
    pub(in crate::report) unknown: u64,
}

impl Times {
    /// Counts a record whose first row is of a payment.
    pub(super) fn add(&mut self, record: &Record, first: Option<&Row>, scope: &Scope) {
        let counts = |row: &&Row| row.stage == Stage::Received && scope.has(row) && scope.is_within(row.day);
        if first.filter(counts).is_none() {
            return;
        }
        let Some(happened) = calendar::parse_moment(&record.time) else {
            self.unknown += 1;
            return;
        };
        let waited = record.recorded_at.saturating_sub(happened);
        let step = SECONDS.iter().position(|seconds| waited <= seconds * MICROS_PER_SECOND);
        self.numbers[step.unwrap_or(SECONDS.len())] += 1;
    }

    /// Payments that say when they happened.
    pub(in crate::report) fn all(&self) -> u64 {
        self.numbers.iter().sum()
    }

    /// The step within which so many percent of them were posted; `None` beyond the last, and of none.
    pub(in crate::report) fn percentile(&self, percent: u64) -> Option<i64> {
        let (all, mut within) = (self.all(), 0);
        let reached = self.numbers.iter().position(|number| {
            within += number;
            all > 0 && u128::from(within) * 100 >= u128::from(all) * u128::from(percent)
        });
        SECONDS.get(reached?).copied()
    }
}

/// Month, source and reason.
pub(in crate::report) type Reason = (String, String, String);

/// Messages within the days that were turned away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Refusals {
    /// By the month that they were meant for.
    pub(in crate::report) refused: BTreeMap<Reason, u64>,
    /// By the month in which they came.
    pub(in crate::report) unreadable: BTreeMap<Reason, u64>,
}

impl Refusals {
    pub(super) fn add(&mut self, record: &Record, scope: &Scope) {
        let (reasons, code, day) = match &record.outcome {
            Some(Outcome::Refused(refused)) => (&mut self.refused, &refused.code, record.effective_date),
            Some(Outcome::Quarantined(quarantined)) => {
                let day = calendar::day_of(record.recorded_at.saturating_add(DAY_ENDS_EARLIER));
                (&mut self.unreadable, &quarantined.code, day)
            }
            _ => return,
        };
        if scope.is_within(day) {
            let (year, month, _) = calendar::civil(day);
            let reason = (format!("{year:04}-{month:02}"), record.source.clone(), code.clone());
            *reasons.entry(reason).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_first_step_that_reaches_it() {
        let mut times = Times { unknown: 7, ..Times::default() };
        (times.numbers[0], times.numbers[3], times.numbers[10]) = (50, 49, 1);
        assert_eq!([50, 51, 99, 100].map(|of| times.percentile(of)), [Some(1), Some(60), Some(60), None]);
        assert_eq!((Times::default().percentile(50), times.all()), (None, 100));
    }
}
