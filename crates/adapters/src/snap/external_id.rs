//! `X-EXTERNAL-ID`: a number of at most 36 digits that a partner uses once a day. Whoever receives requests keeps an
//! [`ExternalIds`], asks it before anything is recorded, and fills it again from its own records after a start.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Date;

/// Digits that the standard allows.
const DIGITS_MAX: usize = 36;
/// Days that are kept: today and yesterday, for requests around midnight.
const DAYS_KEPT: usize = 2;

/// What was used, by day.
#[derive(Clone, Debug, Default)]
pub struct ExternalIds {
    days: BTreeMap<Date, BTreeSet<(String, String)>>,
}

/// Whether a request may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// The number was not used today; now it is.
    New,
    /// The partner used it today: the request is answered with 409.
    Used,
}

/// A number that cannot be one, or a day that is over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExternalIdError {
    /// Not 1 to 36 digits.
    #[error("X-EXTERNAL-ID {0:?} is not a number of 1 to {DIGITS_MAX} digits")]
    NotANumber(String),
    /// The day lies before those that are kept, so nobody can tell any more.
    #[error("X-TIMESTAMP is of {0}, a day that is over; send the request again with the time of now")]
    DayOver(Date),
}

impl ExternalIds {
    /// None used yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses a partner's number on a day, the one of `X-TIMESTAMP` as its sender writes it.
    ///
    /// # Errors
    /// When it is no number or the day is over.
    pub fn admit(
        &mut self,
        partner: &str,
        external_id: &str,
        day: Date,
    ) -> Result<Admission, ExternalIdError> {
        let is_number = (1..=DIGITS_MAX).contains(&external_id.len())
            && external_id.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number {
            return Err(ExternalIdError::NotANumber(external_id.to_owned()));
        }
        let oldest = self.days.first_key_value().map(|(day, _)| *day);
        if self.days.len() == DAYS_KEPT && oldest.is_some_and(|oldest| day < oldest) {
            return Err(ExternalIdError::DayOver(day));
        }
        let is_new = self.days.entry(day).or_default().insert((partner.to_owned(), external_id.to_owned()));
        while self.days.len() > DAYS_KEPT {
            self.days.pop_first();
        }
        Ok(if is_new { Admission::New } else { Admission::Used })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_used_once_a_day_by_each_partner() {
        let mut ids = ExternalIds::new();
        let (one, two, three) = (Date(20_000), Date(20_001), Date(20_002));
        assert_eq!(ids.admit("bpd", "1", one), Ok(Admission::New));
        assert_eq!(ids.admit("bpd", "1", one), Ok(Admission::Used));
        assert_eq!(ids.admit("bpd", "01", one), Ok(Admission::New), "another text is another number");
        assert_eq!(ids.admit("other", "1", one), Ok(Admission::New));
        assert_eq!(ids.admit("bpd", "1", two), Ok(Admission::New));
        assert_eq!(ids.admit("bpd", "1", one), Ok(Admission::Used), "yesterday is kept");
        assert_eq!(ids.admit("bpd", "1", three), Ok(Admission::New));
        assert_eq!(ids.admit("bpd", "2", one), Err(ExternalIdError::DayOver(one)));
        assert_eq!(ids.days.len(), DAYS_KEPT);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let mut ids = ExternalIds::new();
        for text in ["", "12a", "-1", " 1", &"1".repeat(37), "١"] {
            assert_eq!(ids.admit("bpd", text, Date(1)), Err(ExternalIdError::NotANumber(text.to_owned())));
        }
        assert!(ids.days.is_empty());
    }
}
