//! Amounts of rules: integer multiples of an event's amounts, added and subtracted, and nothing else. Being linear, two
//! of them are equal for every event exactly if their coefficients are: that is what lets balance be proved at load.

use std::collections::BTreeMap;
use std::fmt;

use crate::payment::{Field, FieldType, Item, Payment, PaymentKind};

/// Largest multiple a rule may take: enough for any split, and small enough that no sum of them can leave `i128`.
const MULTIPLE_MAX: i64 = 1_000_000;

/// What can be multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    /// An amount of the event; zero when absent.
    Field(Field),
    /// The sum of one part of a list's items.
    Sum(Field, Part),
    /// One part of the item at hand.
    Item(Part),
}

/// An amount of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Amount,
    /// Zero when absent.
    Previous,
}

impl Part {
    fn of(self, item: &Item<'_>) -> i128 {
        i128::from(match self {
            Self::Amount => item.amount,
            Self::Previous => item.previous.unwrap_or(0),
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Previous => "previous",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Amount, Self::Previous].into_iter().find(|part| part.name() == name)
    }
}

/// A sum of multiples. Atoms whose multiples cancel are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linear(BTreeMap<Atom, i64>);

impl Linear {
    /// Reads an expression for events of a kind; `list` is the list that the line at hand walks.
    pub(super) fn parse(text: &str, kind: PaymentKind, list: Option<Field>) -> Result<Self, String> {
        let mut sum = Self::default();
        for (sign, term) in terms(text)? {
            let (multiple, name) = match term.split_once('*') {
                Some((multiple, name)) => (parse_multiple(multiple.trim())?, name.trim()),
                None => (1, term),
            };
            sum.add(parse_atom(name, kind, list)?, sign * multiple);
        }
        Ok(sum)
    }

    fn add(&mut self, atom: Atom, multiple: i64) {
        let total = self.0.remove(&atom).unwrap_or(0) + multiple;
        if total != 0 {
            self.0.insert(atom, total);
        }
    }

    /// Adds all of another, `sign` times.
    pub(super) fn add_all(&mut self, other: &Self, sign: i64) {
        for (atom, multiple) in &other.0 {
            self.add(*atom, sign * multiple);
        }
    }

    /// What it comes to when a line repeats it for every item of a list.
    pub(super) fn over(&self, list: Field) -> Self {
        let mut sum = Self::default();
        for (atom, multiple) in &self.0 {
            let atom = match atom {
                Atom::Item(part) => Atom::Sum(list, *part),
                other => *other,
            };
            sum.add(atom, *multiple);
        }
        sum
    }

    /// Whether it is zero for every event.
    pub(super) fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it names anything that is the same for every item of a list.
    pub(super) fn leaves_item(&self) -> bool {
        self.0.keys().any(|atom| !matches!(atom, Atom::Item(_)))
    }

    /// "debits exceed credits by …", for a difference of debits less credits.
    pub(super) fn difference(&self) -> String {
        if self.0.values().all(|multiple| *multiple > 0) {
            return format!("debits exceed credits by {self}");
        }
        if self.0.values().all(|multiple| *multiple < 0) {
            let mut excess = Self::default();
            excess.add_all(self, -1);
            return format!("credits exceed debits by {excess}");
        }
        format!("debits less credits come to {self}, not to zero")
    }

    /// The form in which it is evaluated.
    pub(super) fn compile(&self) -> Amount {
        Amount(self.0.iter().map(|(atom, multiple)| (*atom, i128::from(*multiple))).collect())
    }
}

/// A compiled amount.
#[derive(Clone, Debug)]
pub(super) struct Amount(Box<[(Atom, i128)]>);

impl Amount {
    /// Its exact value for an event: at most a few thousand items of 64 bits times a million, far inside `i128`.
    pub(super) fn value(&self, payment: &Payment<'_>, item: Option<&Item<'_>>) -> i128 {
        self.0
            .iter()
            .map(|(atom, multiple)| {
                multiple
                    * match atom {
                        Atom::Field(field) => i128::from(payment.amount(*field)),
                        Atom::Sum(list, part) => payment.items(*list).iter().map(|item| part.of(item)).sum(),
                        Atom::Item(part) => item.map_or(0, |item| part.of(item)),
                    }
            })
            .sum()
    }
}

/// Splits at `+` and `-`; a leading sign is allowed.
fn terms(text: &str) -> Result<Vec<(i64, &str)>, String> {
    let text = text.trim();
    let mut terms = Vec::new();
    let (mut sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let term = rest[..end].trim();
        if term.is_empty() {
            return Err(format!("\"{text}\" lacks an amount beside a sign; write such as amount - penalty"));
        }
        terms.push((sign, term));
        match rest.as_bytes().get(end) {
            None => return Ok(terms),
            Some(byte) => sign = if *byte == b'-' { -1 } else { 1 },
        }
        rest = &rest[end + 1..];
    }
}

fn parse_multiple(text: &str) -> Result<i64, String> {
    text.parse().ok().filter(|multiple| (1..=MULTIPLE_MAX).contains(multiple)).ok_or_else(|| {
        format!(
            "multiple \"{text}\" is not a whole number from 1 to {MULTIPLE_MAX}; it stands before the amount"
        )
    })
}

fn parse_atom(name: &str, kind: PaymentKind, list: Option<Field>) -> Result<Atom, String> {
    if let Some(part) = name.strip_prefix("item.") {
        if list.is_none() {
            return Err(format!("\"{name}\" has an item only in a line with for"));
        }
        let part = Part::parse(part);
        return part.map(Atom::Item).ok_or_else(|| format!("\"{name}\" is not item.amount or item.previous"));
    }
    if let Some(inside) = name.strip_prefix("sum(").and_then(|rest| rest.strip_suffix(')')) {
        let (list, part) = inside.trim().split_once('.').unwrap_or((inside.trim(), ""));
        let part = Part::parse(part)
            .ok_or_else(|| format!("\"{name}\" does not end in .amount or .previous within the brackets"))?;
        return list_field(list, kind).map(|list| Atom::Sum(list, part));
    }
    let field = known_field(name, kind)?;
    match kind.field(field).map(|spec| spec.field_type) {
        Some(FieldType::Amount) => Ok(Atom::Field(field)),
        Some(FieldType::Items) => Err(format!("\"{name}\" is a list; write sum({name}.amount)")),
        _ => Err(format!("\"{name}\" is not an amount")),
    }
}

/// The list field of that name.
pub(super) fn list_field(name: &str, kind: PaymentKind) -> Result<Field, String> {
    let field = known_field(name, kind)?;
    match kind.field(field).map(|spec| spec.field_type) {
        Some(FieldType::Items) => Ok(field),
        _ => Err(format!("\"{name}\" is not a list of accounts with amounts")),
    }
}

/// The field of that name, if events of the kind have it.
pub(super) fn known_field(name: &str, kind: PaymentKind) -> Result<Field, String> {
    Field::parse(name).filter(|field| kind.field(*field).is_some()).ok_or_else(|| {
        let known: Vec<&str> = kind.fields().iter().map(|spec| spec.field.name()).collect();
        format!("\"{name}\" is not a field of {}; it has {}", kind.name(), known.join(", "))
    })
}

impl fmt::Display for Linear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (atom, multiple)) in self.0.iter().enumerate() {
            match (place, *multiple < 0) {
                (0, false) => {}
                (0, true) => f.write_str("-")?,
                (_, negative) => f.write_str(if negative { " - " } else { " + " })?,
            }
            if multiple.abs() != 1 {
                write!(f, "{} * ", multiple.abs())?;
            }
            match atom {
                Atom::Field(field) => f.write_str(field.name())?,
                Atom::Sum(list, part) => write!(f, "sum({}.{})", list.name(), part.name())?,
                Atom::Item(part) => write!(f, "item.{}", part.name())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        Linear::parse(text, PaymentKind::DisbursementPaid, None).map(|linear| linear.to_string())
    }

    #[test]
    fn expressions_are_read_and_written_back_in_one_form() {
        assert_eq!(read("amount-sum( deductions.amount )").unwrap(), "amount - sum(deductions.amount)");
        assert_eq!(read("- amount + 3 * amount").unwrap(), "2 * amount");
        assert_eq!(read("amount - amount").unwrap(), "");
    }

    #[test]
    fn what_is_not_linear_or_not_known_is_refused() {
        for (text, problem) in [
            ("", "lacks an amount"),
            ("amount +", "lacks an amount"),
            ("amount * 2", "multiple \"amount\""),
            ("0 * amount", "multiple \"0\""),
            ("1.5 * amount", "multiple \"1.5\""),
            ("fee", "not a field of DisbursementPaid"),
            ("agency", "not an amount"),
            ("deductions", "write sum(deductions.amount)"),
            ("sum(amount.amount)", "not a list"),
            ("sum(deductions)", "within the brackets"),
            ("item.amount", "only in a line with for"),
            ("5", "not a field"),
        ] {
            let refused = read(text).unwrap_err();
            assert!(refused.contains(problem), "{text}: {refused}");
        }
    }
}
