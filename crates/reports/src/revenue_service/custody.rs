//! Cash with receiving treasurers, first in first out: what was deposited too late and what is still held after its last day.

use std::collections::{BTreeMap, VecDeque};

use ledger::Date;
use projections::queries::{Custodian, Custody};

use crate::revenue_terms::RevenueTerms;

/// One agency's custody, minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Taken within the period.
    pub(super) taken: i128,
    /// Passed on within the period.
    pub(super) deposited: i128,
    /// Of what was passed on within the period: after its last day.
    pub(super) late: i128,
    /// Held at the end of the period.
    pub(super) held: i128,
    /// Of what is held: its last day is over.
    pub(super) overdue: i128,
    /// The most days that any of it was held, up to the end of the period where it still is.
    pub(super) days_max: u64,
}

/// Money in custody in the order in which it came.
#[derive(Debug, Default)]
struct Queue {
    /// Day and amount.
    taken: VecDeque<(Date, i128)>,
    /// Deposited before it was taken, as far as is known.
    ahead: i128,
    held: Held,
}

/// Custody of each agency at the end of a period whose first day is `from`. `moved` is in order of day, all of it until then.
pub(super) fn by_agency(
    moved: &[Custody],
    custodian: Custodian,
    (from, to): (Date, Date),
    terms: &RevenueTerms,
) -> BTreeMap<String, Held> {
    let mut queues: BTreeMap<&str, Queue> = BTreeMap::new();
    for row in moved.iter().filter(|row| row.custodian == custodian) {
        let queue = queues.entry(&row.entity).or_default();
        let (amount, is_within) = (i128::from(row.amount), row.day >= from);
        if row.is_payment {
            queue.held.taken += if is_within { amount } else { 0 };
            queue.take(row.day, amount);
        } else {
            queue.held.deposited += if is_within { amount } else { 0 };
            queue.deposit((row.day, is_within), amount, terms);
        }
    }
    queues.into_iter().map(|(entity, queue)| (entity.to_owned(), queue.at(to, terms))).collect()
}

impl Queue {
    fn take(&mut self, day: Date, amount: i128) {
        if amount < 0 {
            return self.take_back(-amount);
        }
        let known = self.ahead.min(amount);
        self.ahead -= known;
        if amount > known {
            self.taken.push_back((day, amount - known));
        }
    }

    /// A payment was taken back: of the youngest, as mistakes are found soon.
    fn take_back(&mut self, mut amount: i128) {
        while amount > 0 {
            let Some((_, youngest)) = self.taken.back_mut() else {
                self.ahead += amount;
                return;
            };
            let part = amount.min(*youngest);
            (*youngest, amount) = (*youngest - part, amount - part);
            if *youngest == 0 {
                self.taken.pop_back();
            }
        }
    }

    fn deposit(&mut self, (day, counts): (Date, bool), mut amount: i128, terms: &RevenueTerms) {
        if amount < 0 {
            // A deposit was taken back: it is in custody again, since that day.
            return self.take(day, -amount);
        }
        while amount > 0 {
            let Some((taken_on, oldest)) = self.taken.front_mut() else {
                self.ahead += amount;
                return;
            };
            let part = amount.min(*oldest);
            if counts {
                let is_late = terms.on(*taken_on).deposit_by(*taken_on).is_some_and(|last| last < day);
                self.held.late += if is_late { part } else { 0 };
                self.held.days_max = self.held.days_max.max(days(*taken_on, day));
            }
            (*oldest, amount) = (*oldest - part, amount - part);
            if *oldest == 0 {
                self.taken.pop_front();
            }
        }
    }

    fn at(mut self, day: Date, terms: &RevenueTerms) -> Held {
        self.held.held = -self.ahead;
        for (taken_on, amount) in &self.taken {
            self.held.held += amount;
            let is_over = terms.on(*taken_on).deposit_by(*taken_on).is_some_and(|last| last < day);
            self.held.overdue += if is_over { *amount } else { 0 };
            self.held.days_max = self.held.days_max.max(days(*taken_on, day));
        }
        self.held
    }
}

fn days(from: Date, to: Date) -> u64 {
    u64::try_from(i64::from(to.0) - i64::from(from.0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use ledger::Currency;

    use super::*;

    /// Days of June 2026, which begins with a Monday; `rupiah` of a payment, or below zero of a deposit.
    fn held(moved: &[(u32, i64)], from: u32, to: u32) -> Held {
        let day = |day: u32| Date::new(2026, 6, day).expect("a day of June");
        let row = |(of, amount): &(u32, i64)| Custody {
            entity: "5.02".to_owned(),
            currency: Currency::IDR,
            day: day(*of),
            custodian: Custodian::Treasurer,
            is_payment: *amount > 0,
            amount: amount.abs(),
        };
        let moved: Vec<Custody> = moved.iter().map(row).collect();
        let held = by_agency(&moved, Custodian::Treasurer, (day(from), day(to)), &RevenueTerms::shipped());
        held["5.02"].clone()
    }

    #[test]
    fn what_came_first_goes_first_and_a_weekend_is_no_delay() {
        // Friday's 100 is deposited on Monday, Monday's 40 on Wednesday, of which 10 are left on Friday.
        let found = held(&[(5, 100), (8, -100), (8, 40), (10, -30)], 1, 12);
        let expected = Held { taken: 140, deposited: 130, late: 30, held: 10, overdue: 10, days_max: 4 };
        assert_eq!(found, expected);
        assert_eq!(held(&[(5, 100), (8, -100), (8, 40), (10, -30)], 1, 10).overdue, 10);
        assert_eq!(held(&[(5, 100)], 1, 8).overdue, 0, "due on Monday");
    }

    #[test]
    fn what_was_before_the_period_is_held_and_counts_for_no_other_figure() {
        let found = held(&[(1, 50), (3, -20), (9, 5)], 8, 9);
        assert_eq!(found, Held { taken: 5, held: 35, overdue: 30, days_max: 8, ..Held::default() });
        let ahead = held(&[(1, -20), (2, 5)], 1, 2);
        assert_eq!((ahead.held, ahead.overdue), (-15, 0), "more was deposited than is known to be taken");
    }
}
