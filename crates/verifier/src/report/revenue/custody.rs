//! Money on its way to the treasury, with receiving treasurers and with acquirers: what came first goes first, agency by agency.

use std::collections::{BTreeMap, VecDeque};

use super::Scope;
use super::row::{Row, Stage};
use crate::report::terms::revenue::Terms;

/// Who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Custodian {
    Treasurer,
    Acquirer,
}

/// What moved in a day, in the order in which it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    day: i32,
    stage: Stage,
    entity: String,
    custodian: Custodian,
    currency: String,
}

/// Everything until the last day, in minor units.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Custody(BTreeMap<Key, i128>);

/// What one agency took and passed on, in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Held {
    /// Taken within the days.
    pub(in crate::report) taken: i128,
    /// Passed on within them.
    pub(in crate::report) deposited: i128,
    /// Of which after its last day.
    pub(in crate::report) late: i128,
    /// Held on the last day.
    pub(in crate::report) held: i128,
    /// Of which its last day is over.
    pub(in crate::report) overdue: i128,
    /// The most days that any of it was held.
    pub(in crate::report) days_max: u64,
}

impl Held {
    /// Both together.
    pub(in crate::report) fn plus(self, other: &Self) -> Self {
        Self {
            taken: self.taken + other.taken,
            deposited: self.deposited + other.deposited,
            late: self.late + other.late,
            held: self.held + other.held,
            overdue: self.overdue + other.overdue,
            days_max: self.days_max.max(other.days_max),
        }
    }
}

/// What one agency holds, the oldest first.
#[derive(Default)]
struct Queue {
    /// Day and amount.
    taken: VecDeque<(i32, i128)>,
    /// Passed on before it was taken, as far as is known.
    ahead: i128,
    held: Held,
}

impl Custody {
    /// Adds a row on a day, or with a sign below zero takes it back.
    pub(super) fn add(&mut self, row: &Row, day: i32, sign: i128, scope: &Scope) {
        let custodian = match (row.stage, row.words.into.as_str()) {
            (Stage::Settled, _) | (Stage::Received, "acquirer") => Custodian::Acquirer,
            (Stage::Deposited, _) | (Stage::Received, "treasurer") => Custodian::Treasurer,
            _ => return,
        };
        if !scope.is_of_entity(&row.entity) || !scope.is_until(day) {
            return;
        }
        let (entity, currency) = (row.entity.clone(), row.currency.clone());
        let key = Key { day, stage: row.stage, entity, custodian, currency };
        *self.0.entry(key).or_default() += sign * row.amount;
    }

    /// The currencies of what moved.
    pub(in crate::report) fn currencies(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|key| key.currency.as_str())
    }

    /// What each agency held on the last of these days.
    pub(in crate::report) fn by_agency(
        &self,
        custodian: Custodian,
        (from, to): (i32, i32),
        terms: &Terms,
    ) -> BTreeMap<&str, Held> {
        let mut queues: BTreeMap<&str, Queue> = BTreeMap::new();
        for (key, amount) in self.0.iter().filter(|(key, _)| key.custodian == custodian) {
            let queue = queues.entry(&key.entity).or_default();
            let is_within = key.day >= from;
            let counted = if is_within { *amount } else { 0 };
            if key.stage == Stage::Received {
                queue.held.taken += counted;
                queue.take(key.day, *amount);
            } else {
                queue.held.deposited += counted;
                queue.deposit((key.day, is_within), *amount, terms);
            }
        }
        queues.into_iter().map(|(entity, queue)| (entity, queue.at(to, terms))).collect()
    }
}

impl Queue {
    fn take(&mut self, day: i32, amount: i128) {
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
        while let Some((_, youngest)) = self.taken.back_mut().filter(|_| amount > 0) {
            let part = amount.min(*youngest);
            (*youngest, amount) = (*youngest - part, amount - part);
            if *youngest == 0 {
                self.taken.pop_back();
            }
        }
        self.ahead += amount;
    }

    fn deposit(&mut self, (day, counts): (i32, bool), mut amount: i128, terms: &Terms) {
        if amount < 0 {
            // A deposit was taken back: its money is in custody again, since that day.
            return self.take(day, -amount);
        }
        while let Some((taken_on, oldest)) = self.taken.front_mut().filter(|_| amount > 0) {
            let part = amount.min(*oldest);
            if counts {
                let is_late = is_over(*taken_on, day, terms);
                self.held.late += if is_late { part } else { 0 };
                self.held.days_max = self.held.days_max.max(days(*taken_on, day));
            }
            (*oldest, amount) = (*oldest - part, amount - part);
            if *oldest == 0 {
                self.taken.pop_front();
            }
        }
        self.ahead += amount;
    }

    fn at(mut self, day: i32, terms: &Terms) -> Held {
        self.held.held = -self.ahead;
        for (taken_on, amount) in &self.taken {
            self.held.held += amount;
            self.held.overdue += if is_over(*taken_on, day, terms) { *amount } else { 0 };
            self.held.days_max = self.held.days_max.max(days(*taken_on, day));
        }
        self.held
    }
}

/// Whether the last day to deposit what was taken on a day is before another.
fn is_over(taken_on: i32, day: i32, terms: &Terms) -> bool {
    terms.deposit_by(taken_on).is_some_and(|last| last < day)
}

fn days(from: i32, to: i32) -> u64 {
    u64::try_from(i64::from(to) - i64::from(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of June 2026, which begins with a Monday, and units taken, or below zero deposited; one working day's time.
    fn held(moved: &[(i32, i128)], from: i32, to: i32) -> Held {
        let terms = "key,name,value,valid_from,valid_to,source,note\ndeposit_within_days,,1,,,K,\n";
        let terms = Terms::read(terms).expect("terms");
        let first = crate::calendar::days(2026, 6, 1).expect("a day") - 1;
        let row = |(day, amount): &(i32, i128)| {
            let stage = if *amount < 0 { Stage::Deposited } else { Stage::Received };
            let (entity, custodian) = ("5.02".to_owned(), Custodian::Treasurer);
            let key = Key { day: first + day, stage, entity, custodian, currency: "IDR".to_owned() };
            (key, amount.abs())
        };
        let custody = Custody(moved.iter().map(row).collect());
        custody.by_agency(Custodian::Treasurer, (first + from, first + to), &terms)["5.02"].clone()
    }

    #[test]
    fn what_came_first_goes_first_and_a_weekend_is_no_delay() {
        let moved = [(5, 100), (8, -100), (8, 40), (10, -30)];
        let expected = Held { taken: 140, deposited: 130, late: 30, held: 10, overdue: 10, days_max: 4 };
        assert_eq!(held(&moved, 1, 12), expected);
        assert_eq!(held(&[(5, 100)], 1, 8).overdue, 0, "due on Monday");
        let before = Held { taken: 5, held: 35, overdue: 30, days_max: 8, ..Held::default() };
        assert_eq!(held(&[(1, 50), (3, -20), (9, 5)], 8, 9), before);
        let ahead = held(&[(1, -20), (2, 5)], 1, 2);
        assert_eq!((ahead.held, ahead.overdue), (-15, 0), "more was deposited than is known to be taken");
    }
}
