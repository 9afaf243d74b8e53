//! Amounts and dates as Indonesian readers write them: `Rp 1.234.567,00`, negatives in parentheses, `31 Desember 2024`.

use ledger::{Currency, Date};

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// `1.234.567,00`; a negative one as `(1.234.567,00)`. `minor` is minor units.
#[must_use]
pub fn number(minor: i128, currency: Currency) -> String {
    let plain = currency.decimal(minor);
    let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut text = String::with_capacity(plain.len() * 2);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    if minor < 0 { format!("({text})") } else { text }
}

/// [`number`] with its currency: `Rp 1.234.567,00`, `USD 12,00`.
#[must_use]
pub fn money(minor: i128, currency: Currency) -> String {
    let symbol = if currency == Currency::IDR { "Rp" } else { currency.code() };
    format!("{symbol} {}", number(minor, currency))
}

/// Hundredths of a percent as `98,12`.
#[must_use]
pub fn percent(hundredths: i128) -> String {
    let size = hundredths.unsigned_abs();
    let text = format!("{},{:02}", size / 100, size % 100);
    if hundredths < 0 { format!("({text})") } else { text }
}

/// `31 Desember 2024`.
#[must_use]
pub fn date_long(date: Date) -> String {
    let (year, month, day) = date.civil();
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// `31-12-2024`.
#[must_use]
pub fn date_short(date: Date) -> String {
    let (year, month, day) = date.civil();
    format!("{day:02}-{month:02}-{year:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_dates_read_as_indonesians_write_them() {
        for (minor, text) in [
            (123_456_700, "1.234.567,00"),
            (0, "0,00"),
            (-5, "(0,05)"),
            (-123_456_789, "(1.234.567,89)"),
            (99_999, "999,99"),
        ] {
            assert_eq!(number(minor, Currency::IDR), text);
        }
        assert_eq!(money(100, Currency::IDR), "Rp 1,00");
        assert_eq!(money(1_234, Currency::parse("JPY").expect("a currency")), "JPY 1.234");
        assert_eq!((percent(9_812).as_str(), percent(-5).as_str()), ("98,12", "(0,05)"));
        let date = Date::new(2024, 12, 31).expect("a date");
        assert_eq!((date_long(date).as_str(), date_short(date).as_str()), ("31 Desember 2024", "31-12-2024"));
    }
}
