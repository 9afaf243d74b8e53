//! Revenue within the days: what events stated and what their entries realized, by everything that reports divide it by.

use std::collections::{BTreeMap, HashMap};

use super::Scope;
use super::row::{Row, Stage};
use crate::calendar;

/// What is added up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) struct Key {
    pub(in crate::report) stage: Stage,
    pub(in crate::report) entity: String,
    pub(in crate::report) code: String,
    pub(in crate::report) currency: String,
    channel: String,
    pub(in crate::report) district: String,
    /// The credit that was identified.
    credit: String,
    pub(in crate::report) year: i64,
    pub(in crate::report) month: i64,
    /// Whether this is what reversals took back.
    pub(in crate::report) is_taken_back: bool,
}

/// Stated and realized in minor units, and how many events; what was taken back below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Sum {
    pub(in crate::report) amount: i128,
    pub(in crate::report) realized: i128,
    pub(in crate::report) number: i128,
}

/// Sums by key.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Sums {
    sums: BTreeMap<Key, Sum>,
    /// The channel of each credit that nobody knew when it came, by its reference.
    channels: HashMap<String, String>,
}

impl Sums {
    pub(super) fn add(&mut self, row: &Row, scope: &Scope) {
        if row.stage == Stage::Unidentified {
            self.channels.insert(row.words.credit.clone(), row.words.channel.clone());
        }
        self.count(row, (row.day, false), scope);
    }

    /// Takes back a row on the day of its reversal. What the reversal's own entries realized are rows of their own.
    pub(super) fn take_back(&mut self, row: &Row, day: i32, scope: &Scope) {
        self.count(row, (day, true), scope);
    }

    fn count(&mut self, row: &Row, (day, is_taken_back): (i32, bool), scope: &Scope) {
        if !scope.has(row) || !scope.is_within(day) {
            return;
        }
        let (year, month, _) = calendar::civil(day);
        let credit = if row.stage == Stage::Identified { row.words.credit.clone() } else { String::new() };
        let key = Key {
            stage: row.stage,
            entity: row.entity.clone(),
            code: row.code.clone(),
            currency: row.currency.clone(),
            channel: row.words.channel.clone(),
            district: row.words.district.clone(),
            credit,
            year,
            month,
            is_taken_back,
        };
        let sum = self.sums.entry(key).or_default();
        let number = i128::from(!row.is_sanction && row.amount != 0);
        if is_taken_back {
            sum.amount -= row.amount;
            sum.number -= number;
        } else {
            sum.amount += row.amount;
            sum.realized += row.realized;
            sum.number += number;
        }
    }

    /// Every sum with its channel: that of a credit that was identified is the one by which it came.
    pub(in crate::report) fn all(&self) -> impl Iterator<Item = (&Key, &str, &Sum)> {
        self.sums.iter().map(|(key, sum)| {
            let channel = match key.stage {
                Stage::Identified => self.channels.get(&key.credit).map_or("", String::as_str),
                _ => key.channel.as_str(),
            };
            (key, channel, sum)
        })
    }
}
