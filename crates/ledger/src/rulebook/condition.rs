//! What a rule asks of an event's fields, and when two rules can't both take the same event.

use std::collections::BTreeMap;

use super::amount::known_field;
use super::error::Faults;
use super::mirror::is_in;
use super::source;
use crate::chart::Chart;
use crate::name::{base_code, is_name};
use crate::payment::{Field, FieldSpec, FieldType, Payment, PaymentKind};

/// One test of one field.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Present and one of these.
    OneOf(Box<[Box<str>]>),
    /// Present and one of these codes or below it.
    Below(Box<[Box<str>]>),
    /// Present or absent.
    Present(bool),
    /// Zero (or absent) or not.
    Zero(bool),
}

/// All tests of a rule, by field.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions(Box<[(Field, Test)]>);

impl Conditions {
    /// The first field whose test the event fails.
    pub(super) fn failed<'a>(&'a self, payment: &Payment<'_>) -> Option<(Field, &'a Test)> {
        self.0.iter().find(|(field, test)| !test.holds(*field, payment)).map(|(field, test)| (*field, test))
    }

    /// Whether every event that passes has the field.
    pub(super) fn guarantee(&self, field: Field) -> bool {
        self.get(field).is_some_and(|test| {
            matches!(test, Test::OneOf(_) | Test::Below(_) | Test::Present(true) | Test::Zero(false))
        })
    }

    /// Whether no event can pass both.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.0.iter().any(|(field, test)| other.get(*field).is_some_and(|theirs| test.excludes(theirs)))
    }

    /// The codes at or below which a field's code must stand, when the rule says.
    pub(super) fn codes(&self, field: Field) -> Option<&[Box<str>]> {
        match self.get(field) {
            Some(Test::OneOf(codes) | Test::Below(codes)) => Some(codes),
            _ => None,
        }
    }

    fn get(&self, field: Field) -> Option<&Test> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, test)| test)
    }

    /// Checks the conditions of a rule against the vocabulary of its kind.
    pub(super) fn compile(
        when: &BTreeMap<String, source::Condition>,
        kind: PaymentKind,
        chart: &Chart,
        faults: &mut Faults,
    ) -> Self {
        let tests = when.iter().filter_map(|(name, condition)| {
            let path = format!("when.{name}");
            let test = known_field(name, kind).and_then(|field| {
                let spec = kind.field(field).expect("a known field is a field of its kind");
                compile_test(condition, spec, chart).map(|test| (field, test))
            });
            test.map_or_else(|problem| faults.note(path, problem), Some)
        });
        Self(tests.collect())
    }
}

/// Whether a code is the other or stands below it.
pub(super) fn is_below(code: &str, top: &str) -> bool {
    code.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What a test looks at: a word, or a code without its sub-account.
fn text_of<'a>(field: Field, payment: &Payment<'a>) -> Option<&'a str> {
    let text = payment.text(field)?;
    Some(if field.is_account() { base_code(text) } else { text })
}

impl Test {
    fn holds(&self, field: Field, payment: &Payment<'_>) -> bool {
        match self {
            Self::OneOf(words) => {
                text_of(field, payment).is_some_and(|text| words.iter().any(|word| &**word == text))
            }
            Self::Below(tops) => {
                text_of(field, payment).is_some_and(|code| tops.iter().any(|top| is_below(code, top)))
            }
            Self::Present(wanted) => payment.value(field).is_some() == *wanted,
            Self::Zero(wanted) => (payment.amount(field) == 0) == *wanted,
        }
    }

    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::OneOf(a), Self::OneOf(b)) => !a.iter().any(|word| b.contains(word)),
            (Self::OneOf(words), Self::Below(tops)) | (Self::Below(tops), Self::OneOf(words)) => {
                !words.iter().any(|word| tops.iter().any(|top| is_below(word, top)))
            }
            (Self::Below(a), Self::Below(b)) => {
                !a.iter().any(|x| b.iter().any(|y| is_below(x, y) || is_below(y, x)))
            }
            (Self::Present(a), Self::Present(b)) | (Self::Zero(a), Self::Zero(b)) => a != b,
            (Self::Present(false), Self::OneOf(_) | Self::Below(_))
            | (Self::OneOf(_) | Self::Below(_), Self::Present(false)) => true,
            _ => false,
        }
    }

    /// What it asks, for people.
    pub(super) fn wish(&self) -> String {
        let quoted = |words: &[Box<str>]| {
            words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" or ")
        };
        match self {
            Self::OneOf(words) => quoted(words),
            Self::Below(tops) => format!("{} or below", quoted(tops)),
            Self::Present(true) => "present".into(),
            Self::Present(false) => "absent".into(),
            Self::Zero(true) => "zero".into(),
            Self::Zero(false) => "other than zero".into(),
        }
    }
}

fn compile_test(condition: &source::Condition, spec: &FieldSpec, chart: &Chart) -> Result<Test, String> {
    match condition {
        source::Condition::Words(words) => compile_words(words, spec, chart),
        source::Condition::Test(test) => match (&test.present, &test.prefix, &test.zero) {
            (Some(wanted), None, None) => compile_present(*wanted, spec),
            (None, Some(tops), None) => compile_prefix(&tops.0, spec, chart),
            (None, None, Some(wanted)) if spec.field_type == FieldType::Amount => Ok(Test::Zero(*wanted)),
            (None, None, Some(_)) => Err("zero tests amounts alone".into()),
            _ => Err("takes exactly one of present, prefix and zero".into()),
        },
    }
}

fn compile_words(words: &[String], spec: &FieldSpec, chart: &Chart) -> Result<Test, String> {
    if words.is_empty() {
        return Err("lists no word, so no event could pass".into());
    }
    for word in words {
        match spec.field_type {
            FieldType::Word(known) if !known.contains(&word.as_str()) => {
                return Err(format!("\"{word}\" is not one of {}", known.join(", ")));
            }
            FieldType::Name if !is_name(word) => {
                return Err(format!("\"{word}\" is not an entity or account code"));
            }
            FieldType::Name if spec.field.is_account() && !is_in(chart, word) => {
                return Err(format!("\"{word}\" is not in the chart"));
            }
            FieldType::Amount | FieldType::Items => {
                return Err(
                    "an amount is tested with {zero: true|false}, a list with {present: true|false}".into()
                );
            }
            _ => {}
        }
    }
    Ok(Test::OneOf(words.iter().map(|word| word.as_str().into()).collect()))
}

fn compile_present(wanted: bool, spec: &FieldSpec) -> Result<Test, String> {
    if spec.field_type == FieldType::Amount {
        return Err("an absent amount counts as zero; test {zero: true|false}".into());
    }
    if spec.required {
        return Err("is required, so it is always present; leave the test out".into());
    }
    Ok(Test::Present(wanted))
}

fn compile_prefix(tops: &[String], spec: &FieldSpec, chart: &Chart) -> Result<Test, String> {
    if spec.field_type != FieldType::Name {
        return Err("prefix tests codes alone".into());
    }
    if tops.is_empty() {
        return Err("lists no code, so no event could pass".into());
    }
    for top in tops {
        if spec.field.is_account() && !is_in(chart, top) {
            return Err(format!("\"{top}\" is not in the chart"));
        }
    }
    Ok(Test::Below(tops.iter().map(|top| top.as_str().into()).collect()))
}
