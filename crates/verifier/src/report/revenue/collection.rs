//! How long it took from an assessment to its payments: those within the days that name their assessment. What was taken back
//! is no case.

use std::collections::BTreeMap;

use super::Scope;
use super::row::{Row, Stage};

/// Agency, account and number of an assessment.
type Key = (String, String, String);

/// How many payments came by a channel, of a district, on a day.
type Paid = BTreeMap<(String, String, i32), i64>;

#[derive(Clone, Debug, Default)]
struct Assessment {
    /// How many assessments of this number stand at each day.
    assessed: BTreeMap<i32, i64>,
    paid: Paid,
}

/// Every assessment that has a number.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Collection(BTreeMap<Key, Assessment>);

/// Payments that settled an assessment after so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Case<'c> {
    pub(in crate::report) entity: &'c str,
    pub(in crate::report) code: &'c str,
    pub(in crate::report) channel: &'c str,
    pub(in crate::report) district: &'c str,
    /// Below zero where they were paid before.
    pub(in crate::report) days: i64,
    pub(in crate::report) number: u64,
}

impl Collection {
    /// Adds a row, or with -1 takes it out.
    pub(super) fn add(&mut self, row: &Row, sign: i64, scope: &Scope) {
        let is_payment = matches!(row.stage, Stage::Received | Stage::Identified) && row.is_of_assessed;
        let counts = row.stage == Stage::Assessed || (is_payment && scope.is_within(row.day));
        if !counts || row.words.assessment.is_empty() || !scope.has(row) {
            return;
        }
        let key = (row.entity.clone(), row.code.clone(), row.words.assessment.clone());
        let assessment = self.0.entry(key).or_default();
        let number = if is_payment {
            let key = (row.words.channel.clone(), row.words.district.clone(), row.day);
            assessment.paid.entry(key).or_default()
        } else {
            assessment.assessed.entry(row.day).or_default()
        };
        *number += sign;
    }

    /// The cases.
    pub(in crate::report) fn cases(&self) -> impl Iterator<Item = Case<'_>> {
        self.0.iter().flat_map(|((entity, code, _), assessment)| {
            let first = assessment.assessed.iter().find(|(_, number)| **number > 0).map(|(day, _)| *day);
            assessment.paid.iter().filter_map(move |((channel, district, day), number)| {
                let number = u64::try_from(*number).ok().filter(|number| *number > 0)?;
                let days = i64::from(*day) - i64::from(first?);
                Some(Case { entity, code, channel, district, days, number })
            })
        })
    }
}

/// Numbers of payments by days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Days(BTreeMap<i64, u64>);

impl Days {
    pub(in crate::report) fn add(&mut self, days: i64, number: u64) {
        *self.0.entry(days).or_default() += number;
    }

    pub(in crate::report) fn number(&self) -> u64 {
        self.0.values().sum()
    }

    /// Hundredths of a day, half away from zero; `None` of none.
    pub(in crate::report) fn mean(&self) -> Option<i128> {
        let number = i128::from(self.number());
        let sum: i128 = self.0.iter().map(|(days, number)| i128::from(*days) * i128::from(*number)).sum();
        let size = (sum.abs() * 200 + number).checked_div(number * 2)?;
        Some(if sum < 0 { -size } else { size })
    }

    /// Hundredths of a day: that of the payment in the middle, or the mean of the two there; `None` of none.
    pub(in crate::report) fn median(&self) -> Option<i128> {
        let number = self.number();
        let at = |place: u64| {
            let mut until = 0;
            let mut days = self.0.iter();
            let found = days.find(|(_, number)| {
                until += **number;
                until > place
            });
            found.map(|(days, _)| i128::from(*days))
        };
        Some((at(number.checked_sub(1)? / 2)? + at(number / 2)?) * 50)
    }

    /// The most; `None` of none.
    pub(in crate::report) fn max(&self) -> Option<i64> {
        self.0.keys().next_back().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_median_are_those_of_single_payments() {
        let of = |all: &[(i64, u64)]| {
            let mut days = Days::default();
            all.iter().for_each(|(of, number)| days.add(*of, *number));
            (days.mean(), days.median(), days.max())
        };
        assert_eq!(of(&[]), (None, None, None));
        assert_eq!(of(&[(7, 1)]), (Some(700), Some(700), Some(7)));
        // 1, 1, 2, 10; then -1, 1, 2.
        assert_eq!(of(&[(10, 1), (1, 2), (2, 1)]), (Some(350), Some(150), Some(10)));
        assert_eq!(of(&[(-1, 1), (1, 1), (2, 1)]), (Some(67), Some(100), Some(2)));
    }
}
