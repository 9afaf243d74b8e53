//! Amounts and dates as people write them in exports.

use ledger::Date;
use ledger::money::Currency;

/// How amounts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmountStyle {
    /// As each amount shows: `1.234.567,00` and `1234567.00` are told apart; `1.234` could be either and is refused.
    #[default]
    Either,
    /// Dots between thousands, a comma before the fraction: `1.234` is one thousand two hundred and thirty-four.
    Indonesian,
    /// A dot before the fraction, nothing between thousands.
    Plain,
}

/// Names of months, long and as they are shortened.
const MONTHS: [(&str, &str); 12] = [
    ("januari", "jan"),
    ("februari", "feb"),
    ("maret", "mar"),
    ("april", "apr"),
    ("mei", "mei"),
    ("juni", "jun"),
    ("juli", "jul"),
    ("agustus", "agu"),
    ("september", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("desember", "des"),
];

/// An amount in minor units, never negative. `Rp` before it does not count.
///
/// # Errors
/// With what is wrong and what is wanted.
pub(super) fn amount(text: &str, style: AmountStyle, currency: Currency) -> Result<i64, String> {
    let bare = text.trim();
    let bare = bare
        .strip_prefix("Rp")
        .or_else(|| bare.strip_prefix("Rp."))
        .unwrap_or(bare)
        .trim_start_matches(['.', ' ']);
    let dots = bare.matches('.').count();
    let looks_indonesian = bare.contains(',') || dots > 1;
    let is_ambiguous = !looks_indonesian && bare.split_once('.').is_some_and(|(_, after)| after.len() == 3);
    let plain = match style {
        AmountStyle::Either if is_ambiguous => {
            return Err(format!(
                "\"{text}\" could be thousands or a fraction: say which with --amounts indonesian or --amounts plain"
            ));
        }
        AmountStyle::Indonesian => indonesian(bare),
        AmountStyle::Either if looks_indonesian => indonesian(bare),
        AmountStyle::Either | AmountStyle::Plain => Some(bare.to_owned()),
    };
    let wrong = || format!("\"{text}\" is not an amount such as 1.234.567,00 or 1234567.00");
    let minor =
        currency.minor_units(&plain.ok_or_else(wrong)?).map_err(|error| format!("\"{text}\" {error}"))?;
    if minor < 0 {
        Err(format!("\"{text}\" is negative, and documents have no negative lines"))
    } else {
        Ok(minor)
    }
}

/// `1.234.567,00` as `1234567.00`; `None` when its dots do not stand between thousands.
fn indonesian(text: &str) -> Option<String> {
    let (whole, fraction) =
        text.split_once(',').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let is_grouped = whole.contains('.');
    let first_fits = !first.is_empty() && (!is_grouped || first.trim_start_matches('-').len() <= 3);
    if !first_fits || groups.any(|group| group.len() != 3) {
        return None;
    }
    let digits = whole.replace('.', "");
    Some(fraction.map_or(digits.clone(), |fraction| format!("{digits}.{fraction}")))
}

/// A date: `2024-09-17`, with a time behind it or without, `17-09-2024`, `17/09/2024`, `17 September 2024`.
///
/// # Errors
/// With what is wanted.
pub(super) fn date(text: &str) -> Result<String, String> {
    let text = text.trim();
    let iso = text.get(..10).and_then(Date::parse).filter(|_| {
        let rest = text.get(10..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(['T', ' '])
    });
    let date = iso.or_else(|| day_first(text));
    date.map(|date| date.to_string()).ok_or_else(|| {
        format!("\"{text}\" is not a date such as 2024-09-17, 17-09-2024, 17/09/2024 or 17 September 2024")
    })
}

fn day_first(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', '/', ' ']).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let named = |text: &str| {
        let text = text.to_lowercase();
        let is = |(long, short): &(&str, &str)| text == *long || text == *short;
        MONTHS.iter().position(is).map(|place| place as u32 + 1)
    };
    let month = number(month).or_else(|| named(month))?;
    let year = number(year).filter(|_| year.len() == 4)?;
    match parts.next() {
        None => Date::new(i32::try_from(year).ok()?, month, number(day)?),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written_and_what_could_be_two_is_refused() {
        let read = |text, style| amount(text, style, Currency::IDR);
        for (text, style, minor) in [
            ("1.234.567,00", AmountStyle::Either, 123_456_700),
            ("Rp 1.234.567,5", AmountStyle::Either, 123_456_750),
            ("Rp. 250.000,00", AmountStyle::Either, 25_000_000),
            ("1234567.00", AmountStyle::Either, 123_456_700),
            ("1234567", AmountStyle::Either, 123_456_700),
            ("1.234.567", AmountStyle::Either, 123_456_700),
            ("1.234", AmountStyle::Indonesian, 123_400),
            ("0", AmountStyle::Plain, 0),
        ] {
            assert_eq!(read(text, style), Ok(minor), "{text}");
        }
        for text in ["1.234", "", "Rp", "12.34.567", "1,234,567.00", "-5", "1.234.56", ",5", "5,001"] {
            assert!(read(text, AmountStyle::Either).is_err(), "{text}");
        }
        assert!(read("1.234,00", AmountStyle::Plain).is_err());
        assert!(read("1.234", AmountStyle::Either).unwrap_err().contains("--amounts"));
    }

    #[test]
    fn dates_are_read_in_four_spellings() {
        for text in [
            "2024-09-17",
            "2024-09-17T08:00:00+07:00",
            "2024-09-17 08:00:00",
            "17-09-2024",
            "17/9/2024",
            "17 September 2024",
            "17 sep 2024",
        ] {
            assert_eq!(date(text).as_deref(), Ok("2024-09-17"), "{text}");
        }
        for text in
            ["", "2024-13-01", "30/02/2024", "17-09-24", "09/17/2024", "17 Sept 2024", "2024-09-17x", "é"]
        {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
