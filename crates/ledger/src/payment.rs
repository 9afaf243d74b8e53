//! Payment events as the rulebook sees them: a kind, and values of named fields. The vocabulary (`vocabulary.rs`) and the
//! schema of each kind (`schema.rs`) are known here, so that a rule that names an unknown field or value is refused when
//! it is loaded, and an event that lacks one when it arrives. The wire fills these from its messages.

mod schema;
mod vocabulary;

use crate::money::Currency;
use crate::name::{is_code, is_name};

pub use schema::CHANNELS;
pub use vocabulary::{Field, FieldSpec, FieldType, PaymentKind};

/// One account with an amount, in a field of type [`FieldType::Items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Code within the event's agency.
    pub account: &'a str,
    /// Minor units.
    pub amount: i64,
    /// In a budget revision: the amount until now.
    pub previous: Option<i64>,
}

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, a word or a name.
    Text(&'a str),
    /// Minor units.
    Amount(i64),
    /// Accounts with amounts.
    Items(Vec<Item<'a>>),
}

/// A payment event. Absent fields have no value; an absent amount counts as zero in rules.
#[derive(Clone, Debug)]
pub struct Payment<'a> {
    /// What it reports.
    pub kind: PaymentKind,
    /// Currency of every amount in it.
    pub currency: Currency,
    values: Vec<(Field, Value<'a>)>,
}

impl<'a> Payment<'a> {
    /// A payment without values yet.
    pub fn new(kind: PaymentKind, currency: Currency) -> Self {
        Self { kind, currency, values: Vec::with_capacity(12) }
    }

    /// Sets text unless it is empty, which means absent on the wire.
    pub fn set_text(&mut self, field: Field, text: &'a str) {
        if !text.is_empty() {
            self.values.push((field, Value::Text(text)));
        }
    }

    /// Sets an amount.
    pub fn set_amount(&mut self, field: Field, minor: i64) {
        self.values.push((field, Value::Amount(minor)));
    }

    /// Sets items unless there are none.
    pub fn set_items(&mut self, field: Field, items: Vec<Item<'a>>) {
        if !items.is_empty() {
            self.values.push((field, Value::Items(items)));
        }
    }

    /// The field's value, if the event has one.
    pub fn value(&self, field: Field) -> Option<&Value<'a>> {
        self.values.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// Text of a field.
    pub fn text(&self, field: Field) -> Option<&'a str> {
        match self.value(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Minor units of a field; zero when absent.
    pub fn amount(&self, field: Field) -> i64 {
        match self.value(field) {
            Some(Value::Amount(minor)) => *minor,
            _ => 0,
        }
    }

    /// Items of a field; none when absent.
    pub fn items(&self, field: Field) -> &[Item<'a>] {
        match self.value(field) {
            Some(Value::Items(items)) => items,
            _ => &[],
        }
    }

    /// The first way in which the event breaks the schema of its kind.
    pub fn fault(&self) -> Option<Fault> {
        self.kind.fields().iter().find_map(|spec| {
            let problem = match (self.value(spec.field), spec.field_type) {
                (None, _) if spec.required => Problem::Missing,
                (Some(Value::Text(text)), FieldType::Word(words)) if !words.contains(text) => {
                    Problem::NotOneOf(words)
                }
                (Some(Value::Text(text)), FieldType::Name) if !named(spec.field, text) => Problem::NotAName,
                (Some(Value::Items(items)), _) if items.iter().any(|item| !is_code(item.account)) => {
                    Problem::NotAName
                }
                _ => return None,
            };
            Some(Fault { field: spec.field, problem })
        })
    }
}

/// Whether text is an account code where the field is one, and an entity otherwise.
fn named(field: Field, text: &str) -> bool {
    if field.is_account() { is_code(text) } else { is_name(text) }
}

/// Why an event breaks its kind's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is required and absent.
    Missing,
    /// It is none of these words.
    NotOneOf(&'static [&'static str]),
    /// It is not an entity or account code.
    NotAName,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.field.name();
        match self.problem {
            Problem::Missing => write!(f, "field \"{name}\" is missing"),
            Problem::NotOneOf(words) => write!(f, "field \"{name}\" is not one of {}", words.join(", ")),
            Problem::NotAName => write!(f, "field \"{name}\" is not an entity or account code"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_kind_is_found_by_its_name() {
        for kind in PaymentKind::ALL {
            assert_eq!(PaymentKind::parse(kind.name()), Some(*kind));
            for spec in kind.fields() {
                assert_eq!(Field::parse(spec.field.name()), Some(spec.field), "{:?}", spec.field);
            }
        }
    }

    #[test]
    fn an_event_that_breaks_its_schema_names_the_field() {
        let mut payment = Payment::new(PaymentKind::RefundPaid, Currency::IDR);
        payment.set_text(Field::Agency, "1.02");
        payment.set_text(Field::Account, "4.1 01");
        assert_eq!(payment.fault(), Some(Fault { field: Field::Account, problem: Problem::NotAName }));

        let mut payment = Payment::new(PaymentKind::RefundPaid, Currency::IDR);
        payment.set_text(Field::Agency, "1.02");
        payment.set_text(Field::Account, "4.1.01");
        payment.set_amount(Field::Amount, 5);
        assert_eq!(payment.fault(), Some(Fault { field: Field::From, problem: Problem::Missing }));
        payment.set_text(Field::From, "pocket");
        assert_eq!(
            payment.fault().unwrap().to_string(),
            "field \"from\" is not one of overpayment, revenue, prior-year-revenue"
        );
    }
}
