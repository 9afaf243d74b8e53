//! What reports on revenue take as given: the class of each channel, weights and cut-offs of the estimate of the index, the steps of
//! age of receivables, how long a treasurer may hold cash. All of it is data with days of validity and a source, in CSV:
//! `revenue_terms/terms.csv` is what ships, and a region may bring its own.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use ledger::Date;

use crate::arrears::STEPS_MAX;
use crate::dated_terms::{self, StatedTerms, TermsError};

/// What ships with the program.
const SHIPPED: &str = include_str!("revenue_terms/terms.csv");

/// Levels of the chart of accounts.
const LEVELS: u8 = 6;

/// What the table is about, as errors say it.
const OF: &str = "revenue";

/// The table's own columns.
const COLUMNS: [&str; 3] = ["key", "name", "value"];

/// How far a payment is from cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Notes and coins to a collector or treasurer.
    Cash,
    /// Through a bank, with a person in between.
    SemiDigital,
    /// Without a person in between.
    Digital,
    /// The channel isn't named, or says nothing; never counted as non-cash.
    Unknown,
}

impl Class {
    const ALL: [(&'static str, Self); 4] = [
        ("cash", Self::Cash),
        ("semi-digital", Self::SemiDigital),
        ("digital", Self::Digital),
        ("unknown", Self::Unknown),
    ];
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    /// The class of a channel.
    Channel(String, Class),
    /// The weight of an aspect of the index, in percent.
    Weight(Aspect, i128),
    /// A stage of the index, with the percent from which it is reached.
    Stage(String, i128),
    /// The level of the chart that is a kind of revenue.
    KindLevel(u8),
    /// Last day of a step of age, counted from the day after the due date.
    AgeBucket(u32),
    /// Working days within which a treasurer deposits.
    DepositWithin(u32),
    /// A day that is no working day.
    Holiday(Date),
}

/// An aspect of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aspect {
    /// Implementasi: kinds of revenue that were paid without cash at least once.
    Implementation,
    /// Realisasi: the share of the amount that was paid without cash.
    Realization,
    /// Lingkungan strategis: regulation, bank, coverage; no fact of a ledger.
    Environment,
}

/// One row; a channel's note is its name for people.
type Term = dated_terms::Term<Rule>;

/// Terms of all days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueTerms {
    terms: Vec<Term>,
    stated: StatedTerms,
}

/// A channel as payments name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Channel {
    /// As in a payment.
    pub(crate) key: String,
    /// For people.
    pub(crate) title: String,
    class: Class,
    is_confirmed: bool,
}

/// The terms of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InForce {
    /// Every channel that is classed, in the order of the table.
    pub(crate) channels: Vec<Channel>,
    /// Weights of implementation, realisation and environment in percent.
    pub(crate) weights: [i128; 3],
    /// Stages of the index with the percent from which each is reached, the lowest first.
    pub(crate) stages: Vec<(String, i128)>,
    /// The level of the chart that is a kind of revenue.
    pub(crate) kind_level: u8,
    /// Last days of the steps of age, in order.
    pub(crate) age_buckets: BTreeSet<u32>,
    /// Working days within which a treasurer deposits; `None` where nothing says.
    pub(crate) deposit_within: Option<u32>,
    holidays: BTreeSet<Date>,
}

impl RevenueTerms {
    /// What ships: a starting point for the region's own accountants.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static TERMS: OnceLock<Arc<RevenueTerms>> = OnceLock::new();
        let read = || Self::parse(SHIPPED).expect("a test reads the file that ships with this program");
        Arc::clone(TERMS.get_or_init(|| Arc::new(read())))
    }

    /// Reads terms.
    ///
    /// # Errors
    /// [`TermsError`] names the row.
    pub fn parse(text: &str) -> Result<Self, TermsError> {
        let terms = dated_terms::read(OF, COLUMNS, text, |[key, name, value]| rule(key, name, value))?;
        steps_fit(&terms)?;
        Ok(Self { terms, stated: StatedTerms::new(OF, text) })
    }

    /// SHA-256 of the text they were read from, in hex: reports name it.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.stated.sha256
    }

    /// As a report states them.
    pub(crate) const fn stated(&self) -> &StatedTerms {
        &self.stated
    }

    /// Those that are valid on a day. Of several rows about the same the last counts, as it was written last.
    pub(crate) fn on(&self, day: Date) -> InForce {
        // An account is a kind of its own where nothing says.
        let mut found = InForce { kind_level: LEVELS, ..InForce::default() };
        for term in self.terms.iter().filter(|term| term.is_valid_on(day)) {
            match &term.rule {
                Rule::Channel(key, class) => {
                    found.channels.retain(|channel| channel.key != *key);
                    let title = if term.note.is_empty() { key } else { &term.note };
                    let (key, title) = (key.clone(), title.clone());
                    let is_confirmed = term.is_confirmed;
                    found.channels.push(Channel { key, title, class: *class, is_confirmed });
                }
                Rule::Weight(aspect, weight) => found.weights[*aspect as usize] = *weight,
                Rule::Stage(name, from) => {
                    found.stages.retain(|(known, _)| known != name);
                    found.stages.push((name.clone(), *from));
                }
                Rule::KindLevel(level) => found.kind_level = *level,
                Rule::AgeBucket(days) => {
                    found.age_buckets.insert(*days);
                }
                Rule::DepositWithin(days) => found.deposit_within = Some(*days),
                Rule::Holiday(_) => {}
            }
        }
        found.stages.sort_by_key(|(_, from)| *from);
        // A holiday is a day of its own, whatever day is asked about.
        found.holidays = self.terms.iter().filter_map(|term| term.rule.holiday()).collect();
        found
    }
}

impl Rule {
    const fn holiday(&self) -> Option<Date> {
        match self {
            Self::Holiday(date) => Some(*date),
            _ => None,
        }
    }
}

impl InForce {
    /// The place of a channel in the table; `None` when it isn't there.
    pub(crate) fn place(&self, key: &str) -> Option<usize> {
        self.channels.iter().position(|channel| channel.key == key)
    }

    /// The class of a channel; of one that nobody classed, unknown.
    pub(crate) fn class(&self, key: &str) -> Class {
        self.place(key).map_or(Class::Unknown, |place| self.channels[place].class)
    }

    /// The keys of the channels that are digital.
    pub(crate) fn digital(&self) -> Vec<String> {
        let digital = self.channels.iter().filter(|channel| channel.class == Class::Digital);
        digital.map(|channel| channel.key.clone()).collect()
    }

    /// The keys of the channels whose class no source confirmed.
    pub(crate) fn unconfirmed(&self) -> Vec<&str> {
        let unconfirmed = self.channels.iter().filter(|channel| !channel.is_confirmed);
        unconfirmed.map(|channel| channel.key.as_str()).collect()
    }

    /// The stage of an index in hundredths of a percent.
    pub(crate) fn stage(&self, index: i128) -> Option<&str> {
        let reached = self.stages.iter().rev().find(|(_, from)| from * 100 <= index);
        reached.map(|(name, _)| name.as_str())
    }

    /// The last day to deposit what was taken on a day: so many working days later; `None` where nothing limits it.
    pub(crate) fn deposit_by(&self, taken_on: Date) -> Option<Date> {
        let mut left = self.deposit_within?;
        let mut day = taken_on;
        while left > 0 {
            day = Date(day.0.saturating_add(1));
            left -= u32::from(self.is_working_day(day));
        }
        Some(day)
    }

    fn is_working_day(&self, day: Date) -> bool {
        // 1970-01-01 was a Thursday, so Saturdays and Sundays are 2 and 3 days after a multiple of seven.
        !matches!(day.0.rem_euclid(7), 2 | 3) && !self.holidays.contains(&day)
    }
}

/// Every day has as many steps of age as a table has columns, with the one beyond the last.
fn steps_fit(terms: &[Term]) -> Result<(), TermsError> {
    let is_step = |term: &&Term| matches!(term.rule, Rule::AgeBucket(_));
    for (row, term) in (1..).zip(terms).filter(|(_, term)| is_step(term)) {
        let day = term.from.unwrap_or(Date(i32::MIN));
        let valid = terms.iter().filter(is_step).filter(|term| term.is_valid_on(day)).count();
        if valid >= STEPS_MAX {
            let what =
                format!("{valid} steps of age are valid on one day; there is room for {}", STEPS_MAX - 1);
            return Err(TermsError::Row { of: OF, row, what });
        }
    }
    Ok(())
}

/// Reads a row's meaning.
fn rule(key: &str, name: &str, value: &str) -> Result<Rule, String> {
    let number = |most: u32| {
        let number = value.parse::<u32>().ok().filter(|number| *number <= most);
        number.ok_or_else(|| format!("{key} '{value}' is no whole number from 0 to {most}"))
    };
    Ok(match key {
        "channel" => {
            let class = Class::ALL.into_iter().find(|(class, _)| *class == value);
            let (_, class) = class.ok_or_else(|| {
                format!("'{value}' is no class; there are cash, semi-digital, digital, unknown")
            })?;
            Rule::Channel(name.to_owned(), class)
        }
        "index_weight" => {
            let aspect = match name {
                "implementation" => Aspect::Implementation,
                "realization" => Aspect::Realization,
                "environment" => Aspect::Environment,
                _ => {
                    return Err(format!(
                        "'{name}' is no aspect; there are implementation, realization, environment"
                    ));
                }
            };
            Rule::Weight(aspect, i128::from(number(100)?))
        }
        "index_stage" => Rule::Stage(name.to_owned(), i128::from(number(100)?)),
        "kind_level" => Rule::KindLevel(number(u32::from(LEVELS))?.max(1) as u8),
        "age_bucket_days" => Rule::AgeBucket(number(36_500)?),
        "deposit_within_days" => Rule::DepositWithin(number(365)?),
        "holiday" => {
            let day = Date::parse(value);
            Rule::Holiday(day.ok_or_else(|| format!("holiday '{value}' is no day such as 2026-01-01"))?)
        }
        _ => {
            return Err(format!(
                "'{key}' is no key; there are channel, index_weight, index_stage, kind_level, age_bucket_days, \
                 deposit_within_days, holiday"
            ));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Date {
        Date::new(year, month, day).expect("a day")
    }

    #[test]
    fn every_channel_that_a_payment_can_name_is_classed_once() {
        let terms = RevenueTerms::shipped().on(day(2026, 6, 30));
        for key in ledger::payment::CHANNELS {
            let found = terms.channels.iter().filter(|channel| channel.key == *key).count();
            assert_eq!(found, 1, "{key}");
        }
        assert_eq!(terms.channels.len(), ledger::payment::CHANNELS.len());
        assert_eq!([terms.class("carrier-pigeon"), terms.class("")], [Class::Unknown; 2]);
        assert_eq!(terms.weights, [75, 20, 5]);
        assert_eq!(terms.stage(7_999), Some("Maju"));
        assert_eq!(terms.stage(8_000), Some("Digital"));
        assert_eq!(RevenueTerms::shipped().on(day(2020, 12, 31)).stages, []);
    }

    #[test]
    fn a_deposit_is_due_after_working_days_alone() {
        let csv = format!("{SHIPPED}holiday,,2026-06-01,,,S,Hari Lahir Pancasila\n");
        let terms = RevenueTerms::parse(&csv).expect("terms").on(day(2026, 1, 1));
        // A Thursday, a Friday before a holiday, a Saturday.
        assert_eq!(terms.deposit_by(day(2026, 5, 28)), Some(day(2026, 5, 29)));
        assert_eq!(terms.deposit_by(day(2026, 5, 29)), Some(day(2026, 6, 2)));
        assert_eq!(terms.deposit_by(day(2026, 6, 6)), Some(day(2026, 6, 8)));
    }

    #[test]
    fn a_later_row_counts_from_its_day_on_and_a_bad_one_is_named() {
        let csv = format!("{SHIPPED}channel,teller,digital,2026-07-01,,K,Teller\n");
        let terms = RevenueTerms::parse(&csv).expect("terms");
        assert_eq!(terms.on(day(2026, 6, 30)).class("teller"), Class::SemiDigital);
        assert_eq!(terms.on(day(2026, 7, 1)).class("teller"), Class::Digital);
        let header = SHIPPED.lines().next().expect("a header");
        for (row, said) in [
            ("channel,teller,magic,,,K,", "'magic' is no class"),
            ("index_weight,implementation,101,,,K,", "no whole number from 0 to 100"),
            ("holiday,,soon,,,K,", "no day such as"),
            ("fee,,1,,,K,", "'fee' is no key"),
            ("kind_level,,4,2026,,K,", "valid_from '2026' is no day"),
            ("kind_level,,4,,,X,", "source 'X' is neither"),
            (
                &(1..=6).map(|days| format!("age_bucket_days,,{days},,,K,\n")).collect::<String>(),
                "room for 5",
            ),
        ] {
            let error = RevenueTerms::parse(&format!("{header}\n{row}\n")).expect_err(row);
            let text = error.to_string();
            assert!(text.starts_with("row 1 of the terms of revenue") && text.contains(said), "{text}");
        }
        assert!(RevenueTerms::parse("key,value\n").is_err());
    }
}
