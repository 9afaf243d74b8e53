//! What payers owe on the last day, assessment by assessment, with its age, and what else moved on the accounts of what they owe.

use std::collections::{BTreeMap, BTreeSet};

use schema::ledger_v1::Record;

use super::Scope;
use super::row::{Row, Stage};
use crate::accounts::Accounts;
use crate::report::posted;

/// Accounts of what payers owe, and all below them: taxes, charges, sanctions.
pub(in crate::report) const RECEIVABLES: [&str; 3] = ["1.1.03", "1.1.04", "1.1.06.12"];

/// Columns of age: the steps, and what is beyond the last one.
pub(in crate::report) const STEPS: usize = 6;

/// An assessment, or with an empty number all that names none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    entity: String,
    code: String,
    currency: String,
    assessment: String,
}

#[derive(Clone, Debug, Default)]
struct Assessed {
    assessed_on: Option<i32>,
    due: Option<i32>,
    district: String,
    /// Assessed less what was paid of it or written off.
    amount: i128,
}

/// Every assessment until the last day.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Owed(BTreeMap<Key, Assessed>);

/// How old it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Age {
    NotDue,
    /// The place of its step.
    Step(usize),
    /// Nobody said when it is due, or more was paid than assessed.
    Unknown,
}

/// What is owed of one assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Arrear {
    pub(in crate::report) entity: String,
    pub(in crate::report) code: String,
    pub(in crate::report) district: String,
    pub(in crate::report) amount: i128,
    pub(in crate::report) age: Age,
}

/// Sums by age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct ByAge {
    pub(in crate::report) not_due: i128,
    pub(in crate::report) steps: [i128; STEPS],
    pub(in crate::report) unknown: i128,
    /// How many assessments.
    pub(in crate::report) number: u64,
}

impl ByAge {
    pub(in crate::report) fn add(&mut self, arrear: &Arrear) {
        match arrear.age {
            Age::NotDue => self.not_due += arrear.amount,
            Age::Step(place) => self.steps[place.min(STEPS - 1)] += arrear.amount,
            Age::Unknown => self.unknown += arrear.amount,
        }
        self.number += 1;
    }

    pub(in crate::report) fn overdue(&self) -> i128 {
        self.steps.iter().sum()
    }

    pub(in crate::report) fn all(&self) -> i128 {
        self.not_due + self.overdue() + self.unknown
    }
}

impl Owed {
    /// Adds a row on a day, or with a sign below zero takes it back.
    pub(super) fn add(&mut self, row: &Row, day: i32, sign: i128, scope: &Scope) {
        let lessens = match row.stage {
            Stage::Assessed => false,
            Stage::WrittenOff => true,
            Stage::Received | Stage::Identified if row.is_of_assessed => true,
            _ => return,
        };
        if !scope.has(row) || !scope.is_until(day) {
            return;
        }
        let (entity, code, currency) = (row.entity.clone(), row.code.clone(), row.currency.clone());
        let key = Key { entity, code, currency, assessment: row.words.assessment.clone() };
        let owed = self.0.entry(key).or_default();
        if lessens {
            owed.amount -= sign * row.amount;
            return;
        }
        owed.amount += sign * row.amount;
        owed.assessed_on = Some(owed.assessed_on.map_or(day, |first| first.min(day)));
        owed.due = owed.due.max(row.words.due);
        if owed.district < row.words.district {
            owed.district.clone_from(&row.words.district);
        }
    }

    /// The currencies of what is owed.
    pub(in crate::report) fn currencies(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, owed)| owed.amount != 0).map(|(key, _)| key.currency.as_str())
    }

    /// What is owed on a day, with its age by these last days of steps. What names no assessment settles the oldest of its agency
    /// and account first.
    pub(in crate::report) fn arrears(&self, day: i32, steps: &BTreeSet<i64>) -> Vec<Arrear> {
        let mut owed: Vec<(&Key, &Assessed)> = self.0.iter().filter(|(_, owed)| owed.amount != 0).collect();
        // In order of assessment, so that of those due on one day the one that was assessed first is settled first.
        owed.sort_by_key(|(key, owed)| (&key.entity, &key.code, owed.assessed_on, &key.assessment));
        let same = |a: &(&Key, &Assessed), b: &(&Key, &Assessed)| {
            (&a.0.entity, &a.0.code) == (&b.0.entity, &b.0.code)
        };
        owed.chunk_by(same).flat_map(|of_account| of_one_account(of_account, day, steps)).collect()
    }
}

fn of_one_account(owed: &[(&Key, &Assessed)], day: i32, steps: &BTreeSet<i64>) -> Vec<Arrear> {
    let is_unnamed = |(key, owed): &&(&Key, &Assessed)| key.assessment.is_empty() && owed.amount < 0;
    let mut unnamed: i128 = owed.iter().filter(is_unnamed).map(|(_, owed)| -owed.amount).sum();
    let mut named: Vec<_> = owed.iter().filter(|owed| !is_unnamed(owed)).collect();
    named.sort_by_key(|(_, owed)| (owed.due.is_none(), owed.due, owed.assessed_on));
    let arrear = |(key, owed): &(&Key, &Assessed), amount, age| Arrear {
        entity: key.entity.clone(),
        code: key.code.clone(),
        district: owed.district.clone(),
        amount,
        age,
    };
    let mut arrears = Vec::with_capacity(owed.len());
    for item in named {
        // What was paid beyond an assessment settles no other.
        let settled = unnamed.min(item.1.amount.max(0));
        unnamed -= settled;
        let amount = item.1.amount - settled;
        let age = item.1.due.filter(|_| amount > 0).map_or(Age::Unknown, |due| age(day, due, steps));
        arrears.push(arrear(item, amount, age));
    }
    if let (true, Some(first)) = (unnamed > 0, owed.first()) {
        arrears.push(arrear(first, -unnamed, Age::Unknown));
    }
    arrears.retain(|arrear| arrear.amount != 0);
    arrears
}

fn age(day: i32, due: i32, steps: &BTreeSet<i64>) -> Age {
    let late = i64::from(day) - i64::from(due);
    if late <= 0 { Age::NotDue } else { Age::Step(steps.iter().filter(|last| **last < late).count()) }
}

/// What moved on accounts of what payers owe by records that assess, pay or write off nothing: debits less credits.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Others(BTreeMap<(String, String), i128>);

impl Others {
    /// Adds a record with its rows, and those of what it takes back.
    pub(super) fn add<'r>(
        &mut self,
        record: &Record,
        mut rows: impl Iterator<Item = &'r Row>,
        accounts: &Accounts,
        scope: &Scope,
    ) {
        use Stage::{Assessed, Identified, Received, WrittenOff};
        if rows.any(|row| matches!(row.stage, Assessed | Received | Identified | WrittenOff)) {
            return;
        }
        for entry in posted::entries(record).filter(|entry| scope.is_until(entry.effective_date)) {
            for line in &entry.lines {
                let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
                let below =
                    |root: &str| line.code.strip_prefix(root).is_some_and(|rest| rest.starts_with('.'));
                let is_receivable = RECEIVABLES.into_iter().any(below);
                if is_receivable && scope.is_of_entity(entity) && accounts.find(entity, &line.code).is_some()
                {
                    *self.0.entry((entity.clone(), line.code.clone())).or_default() +=
                        i128::from(line.amount);
                }
            }
        }
    }

    /// By agency and account, where anything is left.
    pub(in crate::report) fn all(&self) -> impl Iterator<Item = (&str, &str, i128)> {
        let left = self.0.iter().filter(|(_, amount)| **amount != 0);
        left.map(|((entity, code), amount)| (entity.as_str(), code.as_str(), *amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ages(owed: &[(&str, Option<i32>, i128)]) -> Vec<(i128, Age)> {
        let assessed = owed.iter().map(|(assessment, due, amount)| {
            let (entity, code, currency) = ("5.02".to_owned(), "4.1.01".to_owned(), "IDR".to_owned());
            let key = Key { entity, code, currency, assessment: (*assessment).to_owned() };
            let assessed_on = (!assessment.is_empty()).then_some(0);
            (key, Assessed { assessed_on, due: *due, district: String::new(), amount: *amount })
        });
        let arrears = Owed(assessed.collect()).arrears(100, &BTreeSet::from([30, 90]));
        arrears.into_iter().map(|arrear| (arrear.amount, arrear.age)).collect()
    }

    #[test]
    fn a_step_ends_with_its_last_day() {
        let owed = [("a", 100), ("b", 99), ("c", 70), ("d", 69), ("e", 10), ("f", 9)];
        let found = ages(&owed.map(|(assessment, due)| (assessment, Some(due), 5)));
        let steps = [Age::Step(2), Age::Step(1), Age::Step(1), Age::Step(0), Age::Step(0), Age::NotDue];
        assert_eq!(found, steps.map(|age| (5, age)), "the oldest first");
    }

    #[test]
    fn what_names_no_assessment_settles_the_oldest_and_what_is_left_has_no_age() {
        assert_eq!(ages(&[("", None, -7), ("a", Some(90), 5), ("b", Some(40), 4)]), [(2, Age::Step(0))]);
        assert_eq!(ages(&[("", None, -12), ("a", Some(90), 5)]), [(-7, Age::Unknown)]);
        let beyond = ages(&[("", None, -1), ("a", Some(90), -3), ("b", None, 4)]);
        assert_eq!(beyond, [(-3, Age::Unknown), (3, Age::Unknown)]);
    }
}
