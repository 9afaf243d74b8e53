//! What an event has to be before a rule posts anything: sums that are equal, such as an order's value and its deductions plus
//! what is transferred, and lists whose accounts stand where they belong, such as deductions among what is owed to others.

use super::amount::{Amount, Linear, known_field};
use super::condition::is_below;
use super::mirror::is_in;
use super::source;
use crate::chart::Chart;
use crate::name::base_code;
use crate::payment::{Field, FieldType, Payment, PaymentKind};
use crate::refusal::{Refusal, RefusalCode};

/// What holds of an event, or it is refused.
#[derive(Debug)]
pub(super) enum Requirement {
    /// Two amounts are equal.
    Equal {
        equal: (Amount, Box<str>),
        to: (Amount, Box<str>),
        /// Asked only of events that have this field.
        when_present: Option<Field>,
    },
    /// Every account of a list is one of these codes or stands below it; an event without the list has none elsewhere.
    Below { list: Field, tops: Box<[Box<str>]> },
}

impl Requirement {
    /// Reads what a rule asks of events of a kind.
    pub(super) fn compile(
        source: &source::Requirement,
        kind: PaymentKind,
        chart: &Chart,
    ) -> Result<Self, String> {
        match (&source.equal, &source.to, &source.each, &source.prefix) {
            (Some(equal), Some(to), None, None) => {
                compile_equal(equal, to, source.when_present.as_deref(), kind)
            }
            (None, None, Some(list), Some(tops)) if source.when_present.is_none() => {
                compile_below(list, &tops.0, kind, chart)
            }
            _ => Err("takes either equal and to, or for and prefix".into()),
        }
    }

    /// Refuses the event with what is not as the rule wants it.
    pub(super) fn check(&self, rule: &str, payment: &Payment<'_>) -> Result<(), Refusal> {
        let problem = match self {
            Self::Equal { when_present: Some(field), .. } if payment.value(*field).is_none() => None,
            Self::Equal { equal, to, .. } => differ(equal, to, payment),
            Self::Below { list, tops } => elsewhere(*list, tops, payment),
        };
        match problem {
            None => Ok(()),
            Some(problem) => {
                Err(Refusal::new(RefusalCode::RequirementFailed, format!("rule \"{rule}\": {problem}")))
            }
        }
    }
}

fn compile_equal(
    equal: &str,
    to: &str,
    when_present: Option<&str>,
    kind: PaymentKind,
) -> Result<Requirement, String> {
    let read = |text: &str| Linear::parse(text, kind, None);
    let (left, right) = (read(equal)?, read(to)?);
    if left == right {
        return Err("holds for every event".into());
    }
    let when_present = when_present.map(|name| known_field(name, kind)).transpose()?;
    Ok(Requirement::Equal {
        equal: (left.compile(), equal.into()),
        to: (right.compile(), to.into()),
        when_present,
    })
}

fn compile_below(
    list: &str,
    tops: &[String],
    kind: PaymentKind,
    chart: &Chart,
) -> Result<Requirement, String> {
    let field = known_field(list, kind)?;
    if kind.field(field).is_none_or(|spec| spec.field_type != FieldType::Items) {
        return Err(format!("\"{list}\" is no list"));
    }
    if tops.is_empty() {
        return Err("lists no code, so no event could pass".into());
    }
    match tops.iter().find(|top| !is_in(chart, top)) {
        Some(absent) => Err(format!("\"{absent}\" is not in the chart")),
        None => {
            Ok(Requirement::Below { list: field, tops: tops.iter().map(|top| top.as_str().into()).collect() })
        }
    }
}

/// Both figures when they are not the same.
fn differ(equal: &(Amount, Box<str>), to: &(Amount, Box<str>), payment: &Payment<'_>) -> Option<String> {
    let (left, right) = (equal.0.value(payment, None), to.0.value(payment, None));
    let money = |minor: i128| payment.currency.decimal(minor);
    (left != right)
        .then(|| format!("\"{}\" is {}, but \"{}\" is {}", equal.1, money(left), to.1, money(right)))
}

/// The first account of a list that stands below none of the codes.
fn elsewhere(list: Field, tops: &[Box<str>], payment: &Payment<'_>) -> Option<String> {
    let is_outside = |code: &str| !tops.iter().any(|top| is_below(base_code(code), top));
    let wrong = payment.items(list).iter().find(|item| is_outside(item.account))?;
    let name = list.name();
    Some(format!("\"{}\" of \"{name}\" is not {} or below", wrong.account, tops.join(" or ")))
}
