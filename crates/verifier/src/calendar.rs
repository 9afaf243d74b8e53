//! Days and moments as people write them. The log keeps whole numbers.

/// Days in an era of 400 years; the Gregorian calendar repeats after it.
const DAYS_PER_ERA: i64 = 146_097;
/// Days from 0000-03-01, where an era begins, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;
const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Year, month and day of a number of days since 1970-01-01.
#[must_use]
pub fn civil(days: i32) -> (i64, i64, i64) {
    let shifted = i64::from(days) + DAYS_TO_EPOCH;
    let (era, day) = (shifted.div_euclid(DAYS_PER_ERA), shifted.rem_euclid(DAYS_PER_ERA));
    // Of the era's days, leap days taken out: one each 4 years but not each 100, and the era's last.
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    // Months of March to February have a pattern of 153 days in five.
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + carry, month, day_of_month)
}

/// `2026-08-10`.
#[must_use]
pub fn date(days: i32) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2026-08-10 02:35:27.000000 UTC`, from microseconds since 1970-01-01 UTC.
#[must_use]
pub fn moment(micros: i64) -> String {
    let days = micros.div_euclid(MICROS_PER_DAY);
    let of_day = micros.rem_euclid(MICROS_PER_DAY);
    let (seconds, fraction) = (of_day / 1_000_000, of_day % 1_000_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match i32::try_from(days) {
        Ok(days) => format!("{} {hour:02}:{minute:02}:{second:02}.{fraction:06} UTC", date(days)),
        Err(_) => format!("{micros} us"),
    }
}

/// Days since 1970-01-01 of `YYYY-MM-DD`; `None` when there is no such day.
#[must_use]
pub fn parse_date(text: &str) -> Option<i32> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    if parts.next().is_some() {
        return None;
    }
    days(year, month, day).filter(|days| civil(*days) == (year, month, day))
}

/// Days since 1970-01-01 of a year, month and day that are in the calendar.
#[must_use]
pub fn days(year: i64, month: i64, day: i64) -> Option<i32> {
    if !(1..=12).contains(&month) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    let in_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    i32::try_from(era * DAYS_PER_ERA + in_era - DAYS_TO_EPOCH).ok()
}

/// Days since 1970-01-01 of a moment in microseconds since then, both in UTC.
#[must_use]
pub fn day_of(micros: i64) -> i32 {
    i32::try_from(micros.div_euclid(MICROS_PER_DAY)).unwrap_or(i32::MAX)
}

/// Microseconds since 1970-01-01 UTC of a moment as RFC 3339 writes it, `2026-08-10T09:35:27+07:00`; fractions beyond
/// microseconds are cut. `None` of anything else.
#[must_use]
pub fn parse_moment(text: &str) -> Option<i64> {
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let clock = rest.get(1..9).filter(|_| rest.starts_with(['T', 't']))?;
    let mut parts = clock.split(':');
    let mut part = |most| digits(parts.next()?, 2).filter(|number| *number <= most);
    // A leap second is the first of the next minute.
    let (hour, minute, second) = (part(23)?, part(59)?, part(60)?);
    let (fraction, zone) = fraction(rest.get(9..)?)?;
    let seconds = i64::from(parse_date(date)?) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some((seconds - seconds_east(zone)?) * 1_000_000 + fraction)
}

/// Microseconds of a fraction such as `.25`, if one stands there, and what follows it.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix('.') else { return Some((0, text)) };
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = rest.split_at_checked(length).filter(|_| length > 0)?;
    let micros: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
    Some((micros.parse().ok()?, zone))
}

/// Of `Z` or `+07:00`.
fn seconds_east(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, offset) =
        zone.strip_prefix('+').map(|rest| (1, rest)).or_else(|| Some((-1, zone.strip_prefix('-')?)))?;
    let (hours, minutes) = offset.split_once(':')?;
    let hours = digits(hours, 2).filter(|hours| *hours < 24)?;
    let minutes = digits(minutes, 2).filter(|minutes| *minutes < 60)?;
    Some(sign * (hours * 3_600 + minutes * 60))
}

fn digits(text: &str, width: usize) -> Option<i64> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_dates_of_the_calendar() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_675, "2026-08-10"),
        ] {
            assert_eq!(date(days), text);
            assert_eq!(parse_date(text), Some(days), "{text}");
        }
        for wrong in [
            "2025-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "2026-01-32",
            "x",
            "2026-01-01-",
        ] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
        assert!((-800_000..800_000).all(|days| {
            let (year, month, day) = civil(days);
            super::days(year, month, day) == Some(days)
        }));
    }

    #[test]
    fn moments_are_read_with_their_offset_and_fraction() {
        for (text, micros) in [
            ("1970-01-01T00:00:01Z", 1_000_000),
            ("1970-01-02t07:00:00.5+07:00", 86_400_500_000),
            ("1970-01-01T00:00:00.0000019z", 1),
            ("1969-12-31T23:00:60-00:59", 0),
        ] {
            assert_eq!(parse_moment(text), Some(micros), "{text}");
        }
        for wrong in [
            "",
            "1970-01-01",
            "1970-01-01T00:00:00",
            "1970-01-01 00:00:00Z",
            "1970-01-01T24:00:00Z",
            "1970-01-01T00:00:00.Z",
            "1970-01-01T00:00:00+7:00",
            "1970-01-01T00:00:00+07:00 ",
            "1970-01-01T0:000:00Z",
            "1970-02-30T00:00:00Z",
        ] {
            assert_eq!(parse_moment(wrong), None, "{wrong}");
        }
        assert_eq!([day_of(-1), day_of(0), day_of(86_400_000_000)], [-1, 0, 1]);
    }

    #[test]
    fn moments_are_told_to_the_microsecond() {
        assert_eq!(moment(1_786_325_727_000_001), "2026-08-10 01:35:27.000001 UTC");
        assert_eq!(moment(-1), "1969-12-31 23:59:59.999999 UTC");
    }
}
