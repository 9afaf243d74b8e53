//! Fields of MT940: balances (`:60F:`, `:62F:` and their like) and statement lines (`:61:`).

use ledger::{Currency, Date};

use super::{Balance, NOT_IN_USE, StatementFault, reference};

/// Years of two digits from here on belong to the last century: the format is of 1980.
const CENTURY_TURNS_AT: i32 = 80;

/// A balance with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatedBalance {
    pub(super) balance: Balance,
    pub(super) currency: Currency,
}

/// A statement line before its text is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StatementLine {
    pub(super) value_date: Date,
    pub(super) booking_date: Date,
    pub(super) amount: i64,
    pub(super) reversal: bool,
    /// Type with its leading letter, such as `NTRF`.
    pub(super) kind: String,
    pub(super) own: String,
    pub(super) bank: String,
    /// The value date was written as 30 February.
    pub(super) thirtieth: bool,
}

/// Reads a field from its left, a part at a time.
struct Field<'a> {
    line: u64,
    tag: &'a str,
    whole: &'a str,
    rest: &'a str,
}

impl<'a> Field<'a> {
    fn fault(&self, problem: impl std::fmt::Display) -> StatementFault {
        StatementFault::new(self.line, format!(":{}:", self.tag), format!("{:?}: {problem}", self.whole))
    }

    /// The next `count` characters, if all of them are digits.
    fn digits(&mut self, count: usize) -> Option<&'a str> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| {
            self.rest = rest;
            digits
        })
    }

    fn take(&mut self, prefix: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(prefix) else { return false };
        self.rest = rest;
        true
    }

    /// Digits with one comma, as minor units.
    fn amount(&mut self, currency: Currency) -> Result<i64, StatementFault> {
        let is_part = |character: char| character.is_ascii_digit() || character == ',';
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let (written, rest) = self.rest.split_at(end);
        let plain = match written.split_once(',') {
            Some((whole, fraction)) if !whole.is_empty() && !fraction.contains(',') => {
                if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
            }
            _ => return Err(self.fault(format!("{written:?} is not an amount such as \"1234,56\""))),
        };
        self.rest = rest;
        currency.minor_units(&plain).map_err(|error| self.fault(format!("{written:?} {error}")))
    }
}

/// `YYMMDD` as year, month and day.
fn year_month_day(digits: &str) -> Option<(i32, u32, u32)> {
    let (year, month_day) = digits.split_at_checked(2)?;
    let (month, day) = month_day.split_at_checked(2)?;
    let year: i32 = year.parse().ok()?;
    let century = if year < CENTURY_TURNS_AT { 2000 } else { 1900 };
    Some((century + year, month.parse().ok()?, day.parse().ok()?))
}

/// The last day of February, which a bank that counts months of 30 days calls the 30th.
fn last_of_february(year: i32) -> Option<Date> {
    Date::new(year, 2, 29).or_else(|| Date::new(year, 2, 28))
}

/// A balance: `C` or `D`, date, currency, amount.
pub(super) fn balance(tag: &str, text: &str, line: u64) -> Result<StatedBalance, StatementFault> {
    let mut field = Field { line, tag, whole: text, rest: text };
    let credit = match (field.take("C"), field.take("D")) {
        (true, _) => true,
        (false, true) => false,
        _ => return Err(field.fault("a balance begins with C or D")),
    };
    let digits = field.digits(6).ok_or_else(|| field.fault("six digits of a date (YYMMDD) are missing"))?;
    // Some banks date the balance of a new account with zeros.
    let date = if digits == "000000" {
        None
    } else {
        let date = year_month_day(digits).and_then(|(year, month, day)| Date::new(year, month, day));
        Some(date.ok_or_else(|| field.fault(format!("{digits} is no date (YYMMDD) that exists")))?)
    };
    let code = field.rest.get(..3).unwrap_or_default();
    let currency = Currency::parse(code)
        .ok_or_else(|| field.fault(format!("currency {code:?} behind the date {NOT_IN_USE}")))?;
    field.rest = &field.rest[3..];
    let minor = field.amount(currency)?;
    if !field.rest.trim().is_empty() {
        return Err(field.fault(format!("{:?} follows the amount", field.rest)));
    }
    let amount = if credit { minor } else { -minor };
    Ok(StatedBalance { balance: Balance { date, amount }, currency })
}

/// A statement line: value date, perhaps a booking date, mark, amount, type, references.
pub(super) fn statement_line(
    text: &str,
    currency: Currency,
    line: u64,
) -> Result<StatementLine, StatementFault> {
    let mut field = Field { line, tag: "61", whole: text, rest: text };
    let digits = field.digits(6).ok_or_else(|| field.fault("six digits of a date (YYMMDD) are missing"))?;
    let (year, month, day) =
        year_month_day(digits).ok_or_else(|| field.fault(format!("{digits} is no date (YYMMDD)")))?;
    let thirtieth = (month, day) == (2, 30);
    let value_date = if thirtieth { last_of_february(year) } else { Date::new(year, month, day) };
    let value_date =
        value_date.ok_or_else(|| field.fault(format!("{digits} is no date (YYMMDD) that exists")))?;
    let booking_date = match field.digits(4) {
        None => value_date,
        Some(digits) => {
            let near = nearest(digits, year, value_date);
            near.ok_or_else(|| field.fault(format!("{digits} is no day (MMDD) that exists")))?
        }
    };
    let reversal = field.take("R");
    let credit = match (field.take("C"), field.take("D")) {
        (true, _) => true,
        (false, true) => false,
        _ => return Err(field.fault("C, D, RC or RD is missing behind the dates")),
    };
    // The third letter of the currency may stand in front of the amount.
    if field.rest.starts_with(|character: char| character.is_ascii_alphabetic()) {
        field.rest = &field.rest[1..];
    }
    let minor = field.amount(currency)?;
    let (kind, references) = field
        .rest
        .split_at_checked(4)
        .filter(|(kind, _)| kind.starts_with(['N', 'F', 'S']) && kind.is_ascii())
        .ok_or_else(|| field.fault("the type behind the amount is missing, such as NTRF"))?;
    let (own, bank) = references.split_once("//").unwrap_or((references, ""));
    Ok(StatementLine {
        value_date,
        booking_date,
        // What is taken back moves the other way.
        amount: if credit == reversal { -minor } else { minor },
        reversal,
        kind: kind.to_owned(),
        own: reference(own),
        bank: reference(bank),
        thirtieth,
    })
}

/// The day `MMDD` of the year in which it is nearest to the value date: bookings of January may bear December's value.
fn nearest(digits: &str, year: i32, value_date: Date) -> Option<Date> {
    let (month, day) = digits.split_at_checked(2)?;
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let on =
        |year| if (month, day) == (2, 30) { last_of_february(year) } else { Date::new(year, month, day) };
    (year - 1..=year + 1).filter_map(on).min_by_key(|date| (date.0 - value_date.0).abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_funds_codes_and_reversals_give_the_direction() {
        let amount = |text: &str| statement_line(text, Currency::IDR, 1).unwrap().amount;
        for (text, minor) in [
            ("2601310131C12,50NTRFREF", 1250),
            ("260131D12,NTRFREF", -1200),
            ("260131RC12,NTRFREF", -1200),
            ("260131RDR0,5NTRFREF", 50),
            ("260131CR000000000012,5S051", 1250),
        ] {
            assert_eq!(amount(text), minor, "{text}");
        }
    }

    #[test]
    fn a_booking_belongs_to_the_year_nearest_to_its_value_date() {
        let dates = |text: &str| {
            let line = statement_line(text, Currency::IDR, 1).unwrap();
            (line.value_date.to_string(), line.booking_date.to_string())
        };
        assert_eq!(dates("2512310102D1,NTRF"), ("2025-12-31".to_owned(), "2026-01-02".to_owned()));
        assert_eq!(dates("2601021231D1,NTRF"), ("2026-01-02".to_owned(), "2025-12-31".to_owned()));
        assert_eq!(dates("1602300301D1,NTRF"), ("2016-02-29".to_owned(), "2016-03-01".to_owned()));
        assert_eq!(dates("990131D1,NTRF").0, "1999-01-31");
    }

    #[test]
    fn what_is_wrong_in_a_field_is_told() {
        let problem = |text: &str| statement_line(text, Currency::IDR, 7).unwrap_err().to_string();
        for (text, wanted) in [
            ("2602310131C1,NTRF", "260231 is no date (YYMMDD) that exists"),
            ("26013X", "six digits of a date"),
            ("260131X1,NTRF", "C, D, RC or RD is missing"),
            ("260131C1NTRF", "\"1\" is not an amount"),
            ("260131C1,001NTRF", "fraction below the minor unit"),
            ("260131C1,00", "the type behind the amount is missing"),
            ("260131C1,00äöü", "the type behind the amount is missing"),
            ("260131C99999999999999999999,NTRF", "larger than the ledger can hold"),
        ] {
            let told = problem(text);
            assert!(told.starts_with("line 7, :61:: ") && told.contains(wanted), "{told}");
        }
        let problem = |text: &str| balance("60F", text, 1).unwrap_err().to_string();
        for (text, wanted) in [
            ("X260131IDR1,", "begins with C or D"),
            ("C260131DEM1,", "\"DEM\" behind the date is not one in use"),
            ("C26013", "six digits"),
            ("C260132IDR1,", "260132 is no date"),
            ("C260131IDR1.5", "not an amount"),
            ("C260131IDR1,5 X", "follows the amount"),
            ("C260131ää", "behind the date"),
        ] {
            assert!(problem(text).contains(wanted), "{}", problem(text));
        }
        assert_eq!(balance("60F", "C000000IDR0,", 1).unwrap().balance.date, None);
    }
}
