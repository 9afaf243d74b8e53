//! What is owed by age: assessments that were not paid in full, each with the step of age that it is in.

use std::collections::BTreeSet;

use ledger::{Currency, Date};
use projections::queries::Owed;

use crate::names::one_currency;
use crate::report::Cell;
use crate::{ReportError, format};

/// Accounts of what payers owe, with all below them: taxes, charges, sanctions.
pub(crate) const RECEIVABLES: [&str; 3] = ["1.1.03", "1.1.04", "1.1.06.12"];

/// Steps of age that a table has room for, with the one beyond the last.
pub(crate) const STEPS_MAX: usize = 6;

/// How old something owed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Age {
    /// It is not due yet.
    NotDue,
    /// It was due; the place of its step.
    Step(usize),
    /// Nobody said when it is due, or it is no assessment: more was paid than assessed.
    Unknown,
}

/// What is owed of one assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrear {
    pub(crate) entity: String,
    pub(crate) code: String,
    pub(crate) district: String,
    /// Minor units.
    pub(crate) amount: i128,
    pub(crate) age: Age,
}

/// Sums of an age each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ByAge {
    pub(crate) not_due: i128,
    pub(crate) steps: [i128; STEPS_MAX],
    pub(crate) unknown: i128,
    /// How many assessments.
    pub(crate) number: u64,
}

impl ByAge {
    pub(crate) fn add(&mut self, arrear: &Arrear) {
        let sum = match arrear.age {
            Age::NotDue => &mut self.not_due,
            Age::Step(place) => &mut self.steps[place.min(STEPS_MAX - 1)],
            Age::Unknown => &mut self.unknown,
        };
        *sum += arrear.amount;
        self.number += 1;
    }

    pub(crate) fn overdue(&self) -> i128 {
        self.steps.iter().sum()
    }

    pub(crate) fn all(&self) -> i128 {
        self.not_due + self.overdue() + self.unknown
    }
}

/// Ages on a day. Payments that name no assessment settle the oldest of their agency and account first.
///
/// # Errors
/// [`ReportError::MixedCurrencies`].
pub(crate) fn on(
    day: Date,
    owed: &[Owed],
    steps: &BTreeSet<u32>,
    fallback: Currency,
) -> Result<(Vec<Arrear>, Currency), ReportError> {
    let currency = one_currency(owed.iter().map(|owed| owed.currency), fallback)?;
    let mut arrears = Vec::with_capacity(owed.len());
    for of_account in owed.chunk_by(|one, next| (&one.entity, &one.code) == (&next.entity, &next.code)) {
        let (mut named, mut unnamed) = (Vec::new(), 0);
        for owed in of_account {
            if owed.assessment.is_empty() && owed.amount < 0 {
                unnamed -= i128::from(owed.amount);
            } else {
                named.push((owed, i128::from(owed.amount)));
            }
        }
        // Of what nobody says when it is due, nobody says that it is late.
        named.sort_by_key(|(owed, _)| (owed.due_date.is_none(), owed.due_date, owed.assessed_on));
        for (owed, amount) in &mut named {
            // What was paid beyond an assessment settles no other.
            let settled = unnamed.min((*amount).max(0));
            unnamed -= settled;
            *amount -= settled;
            let age = age(day, owed, steps).filter(|_| *amount > 0).unwrap_or(Age::Unknown);
            arrears.push((*owed, *amount, age));
        }
        if let (true, Some(owed)) = (unnamed > 0, of_account.first()) {
            arrears.push((owed, -unnamed, Age::Unknown));
        }
    }
    let arrear = |(owed, amount, age): (&Owed, i128, Age)| Arrear {
        entity: owed.entity.clone(),
        code: owed.code.clone(),
        district: owed.district.clone(),
        amount,
        age,
    };
    Ok((arrears.into_iter().filter(|(_, amount, _)| *amount != 0).map(arrear).collect(), currency))
}

fn age(day: Date, owed: &Owed, steps: &BTreeSet<u32>) -> Option<Age> {
    let late = i64::from(day.0) - i64::from(owed.due_date?.0);
    if late <= 0 {
        return Some(Age::NotDue);
    }
    Some(Age::Step(steps.iter().filter(|last| i64::from(**last) < late).count()))
}

/// What each step is called, such as `31-90` and `>90`; empty beyond the last.
pub(crate) fn titles(steps: &BTreeSet<u32>) -> [Cell; STEPS_MAX] {
    let mut titles = [const { Cell::Empty }; STEPS_MAX];
    let mut first = 1;
    for (title, last) in titles.iter_mut().zip(steps) {
        *title = Cell::Text(format!("{first}-{last}"));
        first = last + 1;
    }
    if let Some(title) = titles.get_mut(steps.len()) {
        *title = Cell::Text(format!(">{}", first - 1));
    }
    titles
}

/// What the ages are counted from, for the lines below a table.
pub(crate) fn note(day: Date) -> String {
    format!(
        "Umur dihitung dari jatuh tempo sampai {} / age counts from the due date to {day}; pembayaran tanpa nomor ketetapan melunasi \
         yang tertua / payments that name no assessment settle the oldest",
        format::date_long(day)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owed(assessment: &str, due: Option<i32>, amount: i64) -> Owed {
        Owed {
            entity: "5.02".to_owned(),
            code: "4.1.01.15".to_owned(),
            currency: Currency::IDR,
            assessment: assessment.to_owned(),
            assessed_on: (!assessment.is_empty()).then_some(Date(0)),
            due_date: due.map(Date),
            district: String::new(),
            amount,
        }
    }

    fn ages(owed: &[Owed]) -> Vec<(i128, Age)> {
        let steps = BTreeSet::from([30, 90]);
        let (arrears, _) = on(Date(100), owed, &steps, Currency::IDR).expect("one currency");
        arrears.into_iter().map(|arrear| (arrear.amount, arrear.age)).collect()
    }

    #[test]
    fn a_step_ends_with_its_last_day() {
        let due = [100, 99, 70, 69, 10, 9].map(|due| owed("A", Some(due), 5));
        let expected = [Age::Step(2), Age::Step(1), Age::Step(1), Age::Step(0), Age::Step(0), Age::NotDue];
        assert_eq!(ages(&due), expected.map(|age| (5, age)), "in order of age");
        assert_eq!(
            titles(&BTreeSet::from([30, 90]))[..3],
            ["1-30", "31-90", ">90"].map(|t| Cell::Text(t.to_owned()))
        );
    }

    #[test]
    fn what_names_no_assessment_settles_the_oldest_and_what_is_left_over_has_no_age() {
        let two = [owed("", None, -7), owed("A", Some(90), 5), owed("B", Some(40), 4)];
        assert_eq!(ages(&two), [(2, Age::Step(0))], "4 of the older, 3 of the younger");
        let much = [owed("", None, -12), owed("A", Some(90), 5)];
        assert_eq!(ages(&much), [(-7, Age::Unknown)]);
        let beyond = [owed("", None, -1), owed("A", Some(90), -3), owed("B", None, 4)];
        assert_eq!(ages(&beyond), [(-3, Age::Unknown), (3, Age::Unknown)]);
    }
}
