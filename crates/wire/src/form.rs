//! Reading the form of a message: what its fields say, before the core looks at any state.

use ledger::command::NamedLine;
use ledger::money::AmountError;
use ledger::{AccountName, Currency, Date, Period, Refusal, RefusalCode, Side};

use crate::payment_v1 as pb;

pub(crate) fn invalid_date(field: &str, text: &str, wanted: &str) -> Refusal {
    Refusal::new(RefusalCode::DateInvalid, format!("\"{field}\" is {}, not {wanted}", quoted(text)))
}

/// Text from outside as it may stand in a detail: escaped, and cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const SHOWN_CHARACTERS_MAX: usize = 64;
    match text.char_indices().nth(SHOWN_CHARACTERS_MAX) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

pub(crate) fn missing(field: &str) -> Refusal {
    Refusal::new(RefusalCode::FieldMissing, format!("field \"{field}\" is missing"))
}

pub(crate) fn invalid(field: &str, problem: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalCode::FieldInvalid, format!("field \"{field}\" {problem}"))
}

/// Reads the amounts of one event or instruction and remembers the lowest rung that was broken, so that the answer does
/// not depend on the order of fields.
pub(crate) struct Reader {
    pub(crate) book_currency: Currency,
    broken: Option<Refusal>,
}

impl Reader {
    pub(crate) fn new(book_currency: Currency) -> Self {
        Self { book_currency, broken: None }
    }

    pub(crate) fn fail(&mut self, refusal: Refusal) {
        if self.broken.as_ref().is_none_or(|broken| refusal.code < broken.code) {
            self.broken = Some(refusal);
        }
    }

    pub(crate) fn finish<T>(self, value: T) -> Result<T, Refusal> {
        self.broken.map_or(Ok(value), Err)
    }

    /// Reads `code`; empty means `default`.
    pub(crate) fn currency(&mut self, code: &str, default: Currency) -> Currency {
        if code.is_empty() {
            return default;
        }
        Currency::parse(code).unwrap_or_else(|| {
            let detail = format!("{} is not a currency in use", quoted(code));
            self.fail(Refusal::new(RefusalCode::CurrencyUnknown, detail));
            default
        })
    }

    /// Reads an amount whose currency, where none is stated, is `default`.
    pub(crate) fn amount_in(
        &mut self,
        field: &str,
        amount: &pb::Amount,
        default: Currency,
    ) -> (i64, Currency) {
        let currency = self.currency(&amount.currency, default);
        let minor = currency.minor_units(&amount.value).unwrap_or_else(|error| {
            let code = match error {
                AmountError::NotDecimal => RefusalCode::AmountInvalid,
                AmountError::BelowMinorUnit => RefusalCode::AmountBelowMinorUnit,
                AmountError::TooLarge => RefusalCode::AmountTooLarge,
            };
            self.fail(Refusal::new(code, format!("\"{field}\" of {} {error}", quoted(&amount.value))));
            0
        });
        (minor, currency)
    }

    pub(crate) fn amount(&mut self, field: &str, amount: &pb::Amount) -> (i64, Currency) {
        self.amount_in(field, amount, self.book_currency)
    }

    pub(crate) fn account<'a>(&mut self, text: &'a str) -> AccountName<'a> {
        AccountName::parse(text).unwrap_or_else(|| {
            self.fail(if text.is_empty() {
                missing("account")
            } else {
                invalid("account", format_args!("is {}, not such as \"entity:code\"", quoted(text)))
            });
            AccountName { entity: "", code: "" }
        })
    }

    pub(crate) fn period(&mut self, text: &str) -> Period {
        Period::parse(text).unwrap_or_else(|| {
            self.fail(if text.is_empty() {
                missing("period")
            } else {
                invalid_date("period", text, "YYYY-MM or YYYY")
            });
            Period::year_of(Date::default())
        })
    }

    pub(crate) fn hold<'a>(&mut self, hold: &'a str) -> &'a str {
        if hold.is_empty() {
            self.fail(missing("hold"));
        }
        hold
    }

    pub(crate) fn lines<'a>(&mut self, lines: &'a [pb::JournalLine]) -> Vec<NamedLine<'a>> {
        lines.iter().map(|line| self.line(line)).collect()
    }

    pub(crate) fn line<'a>(&mut self, line: &'a pb::JournalLine) -> NamedLine<'a> {
        let account = self.account(&line.account);
        let (side, amount) = match (&line.debit, &line.credit) {
            (Some(debit), None) => (Side::Debit, Some(debit)),
            (None, Some(credit)) => (Side::Credit, Some(credit)),
            (None, None) => {
                self.fail(missing("debit"));
                (Side::Debit, None)
            }
            (Some(_), Some(_)) => {
                self.fail(invalid("credit", "stands beside \"debit\"; a line has one of them"));
                (Side::Debit, None)
            }
        };
        let name = if side == Side::Debit { "debit" } else { "credit" };
        let (amount, currency) = amount.map_or((0, self.book_currency), |amount| self.amount(name, amount));
        NamedLine { account, side, amount, currency }
    }

    pub(crate) fn word<T: Copy>(
        &mut self,
        field: &str,
        text: &str,
        words: &[(&str, T)],
        default: Option<T>,
    ) -> Option<T> {
        if text.is_empty() && default.is_some() {
            return default;
        }
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.fail(if text.is_empty() {
                missing(field)
            } else {
                invalid(field, format_args!("is {}, not one of {}", quoted(text), known.join(", ")))
            });
        }
        found
    }
}
