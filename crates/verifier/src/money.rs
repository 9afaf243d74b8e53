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
}
