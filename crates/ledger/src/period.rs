//! Accounting periods: months and years that are closed to entries, and what becomes of those that come too late.

use std::fmt;

use crate::date::Date;

/// A month or a year, written `2025-03` or `2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i32,
    /// 1 to 12; `None` is the whole year.
    month: Option<u32>,
}

/// What becomes of an entry for a closed period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LateItems {
    /// It is refused.
    #[default]
    Refuse,
    /// It counts for the first open day after the period within the same year, and says for which day it came too late.
    NextOpenPeriod,
}

impl Period {
    /// Reads `YYYY-MM` or `YYYY`.
    pub fn parse(text: &str) -> Option<Self> {
        let day = match text.len() {
            4 => Date::parse(&format!("{text}-01-01")),
            7 => Date::parse(&format!("{text}-01")),
            _ => None,
        }?;
        Some(if text.len() == 4 { Self::year_of(day) } else { Self::month_of(day) })
    }

    /// The month of a day.
    pub fn month_of(date: Date) -> Self {
        let (year, month, _) = date.civil();
        Self { year, month: Some(month) }
    }

    /// The year of a day.
    pub fn year_of(date: Date) -> Self {
        Self { year: date.year(), month: None }
    }

    /// Whether it is a whole year.
    pub fn is_year(self) -> bool {
        self.month.is_none()
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), 1).expect("a period is made of a day that exists")
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        let month = self.month.unwrap_or(12);
        let last = (28..=31).rev().find_map(|day| Date::new(self.year, month, day));
        last.expect("a month has a last day")
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_month_or_a_year_and_knows_its_days() {
        let days = |text| {
            let period = Period::parse(text).unwrap();
            (period.first_day().to_string(), period.last_day().to_string(), period.to_string())
        };
        assert_eq!(days("2024-02"), ("2024-02-01".into(), "2024-02-29".into(), "2024-02".into()));
        assert_eq!(days("2025"), ("2025-01-01".into(), "2025-12-31".into(), "2025".into()));
        for bad in ["", "25", "2025-13", "2025-1", "2025-00", "0000", "2025-02-01", "abcd"] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }
}
