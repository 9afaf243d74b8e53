//! Calendar dates and moments as whole numbers, so that they order, hash and store exactly.

use std::fmt;

/// A calendar date: days since 1970-01-01 in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub i32);

/// A moment: microseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// Days in an era of 400 years; the Gregorian calendar repeats after it.
const DAYS_PER_ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_SHIFT: i64 = 719_468;

impl Date {
    /// The date of a year (1 to 9999), month (1 to 12) and day, or `None` when there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
        {
            return None;
        }
        // Years start in March here, so that the leap day is the last of its year.
        let (y, m) = if month > 2 { (i64::from(year), month - 3) } else { (i64::from(year) - 1, month + 9) };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let day_of_year = i64::from((153 * m + 2) / 5 + day - 1);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        i32::try_from(era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT).ok().map(Self)
    }

    /// Reads exactly `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Self::new(digits(&bytes[..4])? as i32, digits(&bytes[5..7])?, digits(&bytes[8..])?)
    }

    /// Year, month (1 to 12) and day of month.
    pub fn civil(self) -> (i32, u32, u32) {
        let z = i64::from(self.0) + EPOCH_SHIFT;
        let era = z.div_euclid(DAYS_PER_ERA);
        let day_of_era = z.rem_euclid(DAYS_PER_ERA);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let m = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * m + 2) / 5 + 1) as u32;
        let month = if m < 10 { m + 3 } else { m - 9 } as u32;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i32, month, day)
    }

    /// The year, such as 2026.
    pub fn year(self) -> i32 {
        self.civil().0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A moment written as RFC 3339, with the date as its writer saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment itself.
    pub at: Timestamp,
    /// The date in the offset it was written in.
    pub local_date: Date,
}

impl Timestamp {
    /// Reads RFC 3339 such as `2026-08-10T09:35:27+07:00`; fractions beyond microseconds are cut.
    pub fn parse(text: &str) -> Option<Moment> {
        let local_date = Date::parse(text.get(..10)?)?;
        let bytes = text.as_bytes();
        if bytes.len() < 20 || !matches!(bytes[10], b'T' | b't') || bytes[13] != b':' || bytes[16] != b':' {
            return None;
        }
        let (hour, minute, second) =
            (digits(&bytes[11..13])?, digits(&bytes[14..16])?, digits(&bytes[17..19])?);
        // 60 is a leap second; it is counted as the first moment of the next minute.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (micros, zone) = fraction(&bytes[19..])?;
        let offset = offset_seconds(zone)?;
        let seconds =
            i64::from(local_date.0) * 86_400 + i64::from(hour * 3600 + minute * 60 + second) - offset;
        Some(Moment { at: Self(seconds * 1_000_000 + micros), local_date })
    }

    /// The date in UTC.
    pub fn date(self) -> Date {
        Date(self.0.div_euclid(86_400_000_000) as i32)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros_of_day = self.0.rem_euclid(86_400_000_000);
        let (seconds, micros) = (micros_of_day / 1_000_000, micros_of_day % 1_000_000);
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{h:02}:{m:02}:{s:02}.{micros:06}Z", self.date())
    }
}

/// Microseconds of an optional `.fraction`, and what follows it.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', rest)) = bytes.split_first() else { return Some((0, bytes)) };
    let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if count == 0 {
        return None;
    }
    let micros =
        (0..6).fold(0_i64, |sum, i| sum * 10 + if i < count { i64::from(rest[i] - b'0') } else { 0 });
    Some((micros, &rest[count..]))
}

/// Seconds east of UTC of `Z` or `±HH:MM`.
fn offset_seconds(zone: &[u8]) -> Option<i64> {
    match zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
            let seconds = i64::from(hours * 3600 + minutes * 60);
            (hours < 24 && minutes < 60).then_some(if *sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
}

fn days_in_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_survives_the_round_trip() {
        let mut expected = Date::new(1899, 12, 31).unwrap();
        for year in 1900..=2300 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    expected.0 += 1;
                    let date = Date::new(year, month, day).unwrap();
                    assert_eq!(date, expected);
                    assert_eq!(date.civil(), (year, month, day));
                    assert_eq!(Date::parse(&date.to_string()), Some(date));
                }
            }
        }
        assert_eq!(Date::new(1970, 1, 1), Some(Date(0)));
    }

    #[test]
    fn days_that_do_not_exist_are_not_dates() {
        for text in
            ["2025-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-01", "2026-01-0x"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2024-02-29").is_some());
    }

    #[test]
    fn a_moment_keeps_the_date_its_writer_saw() {
        let moment = Timestamp::parse("2026-01-01T00:30:00.25+07:00").unwrap();
        assert_eq!(moment.local_date, Date::new(2026, 1, 1).unwrap());
        assert_eq!(moment.at.to_string(), "2025-12-31T17:30:00.250000Z");
        for text in ["2026-01-01", "2026-01-01T00:30:00", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00.Z"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
