//! Currencies, and the exact way between decimal text and whole minor units.
//!
//! Inside the core an amount is an `i64` of minor units and a sum an `i128`. A `rust_decimal` stands only at the edge:
//! text is read exactly, a fraction below the minor unit is refused, and nothing is ever rounded.

use std::fmt;

use rust_decimal::Decimal;

/// An ISO 4217 currency. Its minor-unit places are part of what stored amounts mean, so they live here and not in a
/// library whose next version might disagree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies in use, by minor-unit places (ISO 4217).
const TWO_PLACES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS \
KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK \
PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD \
UYU UZS VES WST XCD YER ZAR ZMW ZWG";
const NO_PLACES: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE_PLACES: &str = "BHD IQD JOD KWD LYD OMR TND";

/// Why text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not decimal digits with at most one point.
    #[error("is not a decimal number such as \"1250000.50\"")]
    NotDecimal,
    /// More places than the currency has.
    #[error("has a fraction below the minor unit; amounts are never rounded")]
    BelowMinorUnit,
    /// More than 92 quadrillion major units at two places.
    #[error("is larger than the ledger can hold")]
    TooLarge,
}

impl Currency {
    /// The rupiah.
    pub const IDR: Self = Self(*b"IDR");

    /// Reads an ISO 4217 code in capitals; `None` for codes not in use.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(())?;
        [TWO_PLACES, NO_PLACES, THREE_PLACES].iter().any(|list| list.contains(code)).then_some(Self(bytes))
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII capitals are ever stored")
    }

    /// Decimal places of the minor unit.
    pub fn places(&self) -> u32 {
        match self.code() {
            code if NO_PLACES.contains(code) => 0,
            code if THREE_PLACES.contains(code) => 3,
            _ => 2,
        }
    }

    /// Reads decimal text as minor units. The sign may be `-`; no exponent, no blanks, no separators.
    pub fn minor_units(&self, text: &str) -> Result<i64, AmountError> {
        if !is_plain_decimal(text) {
            return Err(AmountError::NotDecimal);
        }
        let decimal = Decimal::from_str_exact(text).map_err(|_| AmountError::TooLarge)?.normalize();
        let missing = self.places().checked_sub(decimal.scale()).ok_or(AmountError::BelowMinorUnit)?;
        let minor = decimal.mantissa().checked_mul(10_i128.pow(missing)).ok_or(AmountError::TooLarge)?;
        i64::try_from(minor).map_err(|_| AmountError::TooLarge)
    }

    /// Writes minor units as decimal text with all places, such as `-1250000.50`.
    pub fn decimal(&self, minor: i128) -> String {
        let places = self.places() as usize;
        let digits = format!("{:0width$}", minor.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if minor < 0 { "-" } else { "" };
        let point = if places == 0 { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }
}

/// `-?[0-9]+(\.[0-9]+)?`
fn is_plain_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_minor_units_exactly() {
        let idr = Currency::IDR;
        for (text, minor) in
            [("0", 0), ("1", 100), ("-0.5", -50), ("1250000.50", 125_000_050), ("1.500", 150)]
        {
            assert_eq!(idr.minor_units(text), Ok(minor), "{text}");
        }
        assert_eq!(Currency::parse("JPY").unwrap().minor_units("7"), Ok(7));
        assert_eq!(Currency::parse("KWD").unwrap().minor_units("0.125"), Ok(125));
        assert_eq!(idr.minor_units("92233720368547758.07"), Ok(i64::MAX));
    }

    #[test]
    fn what_is_not_exact_is_refused_by_name() {
        let idr = Currency::IDR;
        for text in ["", "-", "1e3", " 1", "1,5", "1.", ".5", "+1", "0x1", "1_000", "NaN", "1.2.3", "١"] {
            assert_eq!(idr.minor_units(text), Err(AmountError::NotDecimal), "{text}");
        }
        assert_eq!(idr.minor_units("0.001"), Err(AmountError::BelowMinorUnit));
        assert_eq!(Currency::parse("JPY").unwrap().minor_units("0.5"), Err(AmountError::BelowMinorUnit));
        for text in
            ["92233720368547758.08", "79228162514264337593543950336", "99999999999999999999999999999999"]
        {
            assert_eq!(idr.minor_units(text), Err(AmountError::TooLarge), "{text}");
        }
    }

    #[test]
    fn minor_units_are_written_with_every_place() {
        assert_eq!(Currency::IDR.decimal(-5), "-0.05");
        assert_eq!(Currency::IDR.decimal(i128::from(i64::MAX) * 2), "184467440737095516.14");
        assert_eq!(Currency::parse("JPY").unwrap().decimal(1200), "1200");
    }

    #[test]
    fn only_currencies_in_use_are_known() {
        for code in ["idr", "ID", "XXX", "R I", "AED AFN"] {
            assert_eq!(Currency::parse(code), None, "{code}");
        }
    }
}
