//! How long it took from an assessment to its payment: numbers of payments by days, their mean and median.

use std::collections::BTreeMap;

/// Numbers of payments by days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Days(BTreeMap<i64, u64>);

impl Days {
    pub(super) fn add(&mut self, days: i64, number: u64) {
        *self.0.entry(days).or_default() += number;
    }

    /// How many.
    pub(super) fn number(&self) -> u64 {
        self.0.values().sum()
    }

    /// Hundredths of a day, half away from zero; `None` of none.
    pub(super) fn mean(&self) -> Option<i128> {
        let number = i128::from(self.number());
        let sum: i128 = self.0.iter().map(|(days, count)| i128::from(*days) * i128::from(*count)).sum();
        (number > 0).then(|| {
            let rounded = (sum.abs() * 200 + number) / (number * 2);
            if sum < 0 { -rounded } else { rounded }
        })
    }

    /// Hundredths of a day: that of the one in the middle, or the mean of the two there; `None` of none.
    pub(super) fn median(&self) -> Option<i128> {
        let number = self.number();
        let middle = |place: u64| {
            let mut before = 0;
            let found = self.0.iter().find(|(_, count)| {
                before += **count;
                before > place
            });
            found.map(|(days, _)| i128::from(*days))
        };
        Some((middle(number.checked_sub(1)? / 2)? + middle(number / 2)?) * 50)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(all: &[(i64, u64)]) -> Days {
        let mut days = Days::default();
        all.iter().for_each(|(of, number)| days.add(*of, *number));
        days
    }

    #[test]
    fn mean_and_median_are_those_of_single_payments() {
        assert_eq!((days(&[]).mean(), days(&[]).median()), (None, None));
        assert_eq!((days(&[(7, 1)]).mean(), days(&[(7, 1)]).median()), (Some(700), Some(700)));
        // 1, 1, 2, 10.
        let four = days(&[(10, 1), (1, 2), (2, 1)]);
        assert_eq!((four.mean(), four.median()), (Some(350), Some(150)));
        // -1, 1, 2.
        let three = days(&[(-1, 1), (1, 1), (2, 1)]);
        assert_eq!((three.mean(), three.median()), (Some(67), Some(100)));
    }
}
