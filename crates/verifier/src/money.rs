//! Amounts as text. Everywhere else an amount is a whole number of minor units.

/// Currencies whose minor unit has no decimal places (ISO 4217).
const NO_PLACES: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
/// Currencies whose minor unit has three.
const THREE_PLACES: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Decimal places of a currency's minor unit.
#[must_use]
pub fn places(currency: &str) -> usize {
    match currency {
        none if NO_PLACES.contains(&none) => 0,
        three if THREE_PLACES.contains(&three) => 3,
        _ => 2,
    }
}

/// Minor units as decimal text with every place, such as `-1250000.50`.
#[must_use]
pub fn decimal(minor: i128, currency: &str) -> String {
    let places = places(currency);
    let digits = format!("{:0width$}", minor.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if minor < 0 { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Minor units of plain decimal text such as `-1250000.5`; `None` when it is none, says less than a minor unit, or leaves 64
/// bits.
#[must_use]
pub fn minor(text: &str, currency: &str) -> Option<i128> {
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let places = places(currency);
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places {
        return None;
    }
    let minor: i128 = format!("{whole}{fraction:0<places$}").parse().ok()?;
    let minor = if is_negative { -minor } else { minor };
    i64::try_from(minor).ok().map(i128::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_places_of_their_currency() {
        for (minor, currency, text) in [
            (0, "IDR", "0.00"),
            (-5, "IDR", "-0.05"),
            (125_000_050, "IDR", "1250000.50"),
            (1_200, "JPY", "1200"),
            (-1, "KWD", "-0.001"),
            (i128::MIN, "JPY", "-170141183460469231731687303715884105728"),
        ] {
            assert_eq!(decimal(minor, currency), text);
        }
    }

    #[test]
    fn decimal_text_is_as_many_minor_units() {
        for (text, currency, minor_units) in [
            ("1250000.5", "IDR", Some(125_000_050)),
            ("-0.05", "IDR", Some(-5)),
            ("7.100", "IDR", Some(710)),
            ("1200", "JPY", Some(1_200)),
            ("1200.0", "JPY", Some(1_200)),
            ("0.001", "KWD", Some(1)),
            ("0.001", "IDR", None),
            ("92233720368547758.08", "IDR", None),
            ("1,5", "IDR", None),
            ("", "IDR", None),
            (".5", "IDR", None),
            ("1.", "IDR", None),
            ("+1", "IDR", None),
        ] {
            assert_eq!(minor(text, currency), minor_units, "{text} {currency}");
        }
    }
}
