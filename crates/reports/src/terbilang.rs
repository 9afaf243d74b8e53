//! Numbers in Indonesian words, as closing texts of cash books state them.

use ledger::Currency;

const WORDS: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
];

/// From a thousand triliun on the count of triliun is itself spoken in words: Indonesian has no common word beyond.
const SCALES: [(u128, &str); 4] =
    [(1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu")];

/// A whole number in words: 1_250 is `seribu dua ratus lima puluh`.
#[must_use]
pub fn whole(number: u128) -> String {
    match number {
        0..=11 => WORDS[number as usize].to_owned(),
        12..=19 => format!("{} belas", WORDS[number as usize - 10]),
        20..=99 => joined(format!("{} puluh", WORDS[(number / 10) as usize]), number % 10),
        100..=199 => joined("seratus".to_owned(), number - 100),
        200..=999 => joined(format!("{} ratus", WORDS[(number / 100) as usize]), number % 100),
        1_000..=1_999 => joined("seribu".to_owned(), number - 1_000),
        _ => {
            let scale = SCALES.iter().find(|(size, _)| number >= *size);
            let (size, word) = scale.copied().unwrap_or((1_000, "ribu"));
            joined(format!("{} {word}", whole(number / size)), number % size)
        }
    }
}

fn joined(head: String, rest: u128) -> String {
    if rest == 0 { head } else { format!("{head} {}", whole(rest)) }
}

/// An amount in words with its unit: `seribu rupiah lima puluh sen`.
#[must_use]
pub fn amount(minor: i128, currency: Currency) -> String {
    let unit = 10_u128.pow(currency.places());
    let size = minor.unsigned_abs();
    let (major, fraction) = (size / unit, size % unit);
    let name = if currency == Currency::IDR { "rupiah" } else { currency.code() };
    let sign = if minor < 0 { "minus " } else { "" };
    let mut text = format!("{sign}{} {name}", whole(major));
    if fraction > 0 {
        text.push_str(&format!(" {} sen", whole(fraction)));
    }
    text
}

/// [`amount`] as it stands on paper, each word with a capital: `Seribu Rupiah Lima Puluh Sen`.
#[must_use]
pub fn sentence(minor: i128, currency: Currency) -> String {
    let mut begins = true;
    let capital = |letter: char| {
        let shown = if begins { letter.to_ascii_uppercase() } else { letter };
        begins = letter == ' ';
        shown
    };
    amount(minor, currency).chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spoken_as_indonesians_speak_them() {
        for (number, words) in [
            (0, "nol"),
            (11, "sebelas"),
            (15, "lima belas"),
            (20, "dua puluh"),
            (100, "seratus"),
            (111, "seratus sebelas"),
            (999, "sembilan ratus sembilan puluh sembilan"),
            (1_000, "seribu"),
            (1_250, "seribu dua ratus lima puluh"),
            (2_001, "dua ribu satu"),
            (11_000, "sebelas ribu"),
            (100_000, "seratus ribu"),
            (1_000_000, "satu juta"),
            (1_000_000_001, "satu miliar satu"),
            (21_500_000_000_000, "dua puluh satu triliun lima ratus miliar"),
        ] {
            assert_eq!(whole(number), words, "{number}");
        }
        assert_eq!(amount(-150, Currency::IDR), "minus satu rupiah lima puluh sen");
        assert_eq!(sentence(-150, Currency::IDR), "Minus Satu Rupiah Lima Puluh Sen");
        assert_eq!(amount(i128::from(i64::MIN), Currency::IDR).split(' ').next(), Some("minus"));
    }
}
