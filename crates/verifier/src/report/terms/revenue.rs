//! Terms of revenue: the class of each channel, weights and stages of the estimate of the index, steps of age, how long a
//! treasurer may hold cash.

use std::collections::BTreeSet;

use super::{Term, read, text};
use crate::calendar;
use crate::report::claim::Claim;

/// Levels of the chart of accounts.
const LEVELS: u32 = 6;

/// How far a payment is from cash, in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Class {
    Cash,
    SemiDigital,
    Digital,
    Unknown,
}

/// What a row says.
#[derive(Clone, Debug)]
enum Rule {
    Channel(String, Class),
    /// Of implementation, realization, environment, in percent.
    Weight(usize, i128),
    /// A stage of the index, and the percent from which it is reached.
    Stage(String, i128),
    /// The level of the chart that is a kind of revenue.
    KindLevel(usize),
    /// The last day of a step of age.
    AgeStep(i64),
    /// Working days.
    DepositWithin(u32),
    Holiday(i32),
}

/// Terms of all days.
#[derive(Clone, Debug)]
pub(in crate::report) struct Terms {
    rows: Vec<(Rule, Term)>,
    pub(in crate::report) sha256: String,
    holidays: BTreeSet<i32>,
}

/// A channel with its class.
#[derive(Clone, Debug)]
pub(in crate::report) struct Channel {
    pub(in crate::report) key: String,
    /// For people.
    pub(in crate::report) title: String,
    pub(in crate::report) class: Class,
    pub(in crate::report) is_confirmed: bool,
}

/// Terms of one day.
#[derive(Clone, Debug)]
pub(in crate::report) struct InForce {
    pub(in crate::report) channels: Vec<Channel>,
    pub(in crate::report) weights: [i128; 3],
    /// The lowest first.
    pub(in crate::report) stages: Vec<(String, i128)>,
    pub(in crate::report) kind_level: usize,
    pub(in crate::report) age_steps: BTreeSet<i64>,
}

impl Terms {
    /// Those that a report states; `None` when it does not, or they can't be read.
    pub(in crate::report) fn of(claim: &Claim) -> Option<Self> {
        Self::read(text(claim, "revenue")?).ok()
    }

    /// Reads the table; on failure the number of the row.
    pub(in crate::report) fn read(text: &str) -> Result<Self, u64> {
        let rows = read(text, ["key", "name", "value"], |[key, name, value]| rule(key, name, value))?;
        let holidays = rows.iter().filter_map(|(rule, _)| match rule {
            Rule::Holiday(day) => Some(*day),
            _ => None,
        });
        let holidays = holidays.collect();
        Ok(Self { rows, sha256: super::digest(text), holidays })
    }

    /// Those of a day. Of several rows about the same the last one counts.
    pub(in crate::report) fn on(&self, day: i32) -> InForce {
        let mut found = InForce {
            channels: Vec::new(),
            weights: [0; 3],
            stages: Vec::new(),
            kind_level: LEVELS as usize,
            age_steps: BTreeSet::new(),
        };
        for (rule, term) in self.rows.iter().filter(|(_, term)| term.is_valid_on(day)) {
            match rule {
                Rule::Channel(key, class) => {
                    found.channels.retain(|channel| channel.key != *key);
                    let title = if term.note.is_empty() { key.clone() } else { term.note.clone() };
                    let (key, class, is_confirmed) = (key.clone(), *class, term.is_confirmed);
                    found.channels.push(Channel { key, title, class, is_confirmed });
                }
                Rule::Weight(aspect, weight) => found.weights[*aspect] = *weight,
                Rule::Stage(name, from) => {
                    found.stages.retain(|(known, _)| known != name);
                    found.stages.push((name.clone(), *from));
                }
                Rule::KindLevel(level) => found.kind_level = *level,
                Rule::AgeStep(last) => {
                    found.age_steps.insert(*last);
                }
                Rule::DepositWithin(_) | Rule::Holiday(_) => {}
            }
        }
        found.stages.sort_by_key(|(_, from)| *from);
        found
    }

    /// Working days within which cash of a day is deposited; `None` where nothing limits it.
    pub(in crate::report) fn deposit_within(&self, day: i32) -> Option<u32> {
        let valid = self.rows.iter().rev().filter(|(_, term)| term.is_valid_on(day));
        let mut within = valid.filter_map(|(rule, _)| match rule {
            Rule::DepositWithin(days) => Some(*days),
            _ => None,
        });
        within.next()
    }

    /// The last day to deposit what was taken on a day.
    pub(in crate::report) fn deposit_by(&self, taken_on: i32) -> Option<i32> {
        let mut left = self.deposit_within(taken_on)?;
        let mut day = taken_on;
        while left > 0 {
            day = day.checked_add(1)?;
            // Day 0 was a Thursday: Saturdays are 2 after a multiple of seven, Sundays 3.
            let is_working = !matches!(day.rem_euclid(7), 2 | 3) && !self.holidays.contains(&day);
            left -= u32::from(is_working);
        }
        Some(day)
    }
}

impl InForce {
    /// Its place in the table; `None` when it is not there.
    pub(in crate::report) fn place(&self, channel: &str) -> Option<usize> {
        self.channels.iter().position(|known| known.key == channel)
    }

    /// Unknown where nobody classed it.
    pub(in crate::report) fn class(&self, channel: &str) -> Class {
        let known = self.channels.iter().find(|known| known.key == channel);
        known.map_or(Class::Unknown, |known| known.class)
    }
}

fn rule(key: &str, name: &str, value: &str) -> Option<Rule> {
    let number = |most: u32| value.parse::<u32>().ok().filter(|number| *number <= most);
    Some(match key {
        "channel" => {
            let class = match value {
                "cash" => Class::Cash,
                "semi-digital" => Class::SemiDigital,
                "digital" => Class::Digital,
                "unknown" => Class::Unknown,
                _ => return None,
            };
            Rule::Channel(name.to_owned(), class)
        }
        "index_weight" => {
            let aspects = ["implementation", "realization", "environment"];
            let aspect = aspects.iter().position(|aspect| *aspect == name)?;
            Rule::Weight(aspect, number(100)?.into())
        }
        "index_stage" => Rule::Stage(name.to_owned(), number(100)?.into()),
        "kind_level" => Rule::KindLevel(number(LEVELS)?.max(1) as usize),
        "age_bucket_days" => Rule::AgeStep(number(36_500)?.into()),
        "deposit_within_days" => Rule::DepositWithin(number(365)?),
        "holiday" => Rule::Holiday(calendar::parse_date(value)?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "key,name,value,valid_from,valid_to,source,note\n";

    fn day(text: &str) -> i32 {
        calendar::parse_date(text).expect("a day")
    }

    #[test]
    fn of_several_rows_the_last_one_counts_from_its_day_on() {
        let rows = "channel,teller,semi-digital,,,S,Teller\nchannel,qris,digital,,,K,\n\
            channel,teller,digital,2026-07-01,,K,\nindex_stage,B,50,,,K,\nindex_stage,A,0,,,K,\n\
            index_weight,realization,20,,,K,\nage_bucket_days,,90,,,K,\nage_bucket_days,,30,,,K,\n";
        let terms = Terms::read(&format!("{HEADER}{rows}")).expect("terms");
        let (before, after) = (terms.on(day("2026-06-30")), terms.on(day("2026-07-01")));
        assert_eq!([before.class("teller"), after.class("teller")], [Class::SemiDigital, Class::Digital]);
        assert_eq!((before.place("teller"), after.place("teller")), (Some(0), Some(1)));
        assert_eq!((after.channels[1].title.as_str(), before.class("pigeon")), ("teller", Class::Unknown));
        assert_eq!(after.stages, [("A".to_owned(), 0), ("B".to_owned(), 50)]);
        assert_eq!((after.weights, after.kind_level), ([0, 20, 0], 6));
        assert_eq!(after.age_steps, BTreeSet::from([30, 90]));
        assert_eq!(Terms::read(&format!("{HEADER}{rows}channel,teller,magic,,,K,\n")).err(), Some(9));
    }

    #[test]
    fn a_deposit_is_due_after_working_days_alone() {
        let rows = "deposit_within_days,,1,,,K,\nholiday,,2026-06-01,,,S,Pancasila\n";
        let terms = Terms::read(&format!("{HEADER}{rows}")).expect("terms");
        let by = |text| terms.deposit_by(day(text)).map(calendar::date);
        // A Thursday, a Friday before a holiday, a Saturday.
        for (taken_on, last) in
            [("2026-05-28", "2026-05-29"), ("2026-05-29", "2026-06-02"), ("2026-06-06", "2026-06-08")]
        {
            assert_eq!(by(taken_on).as_deref(), Some(last));
        }
        assert_eq!(Terms::read(HEADER).expect("none").deposit_by(0), None);
    }
}
