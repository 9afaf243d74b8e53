//! The sums that statements are made of: what every code held before a period and what happened to it within, opening and
//! closing entries apart. [`Term`]s pick from them.

use std::collections::BTreeMap;

use ledger::{BookSide, Currency, EntryKind};
use projections::queries::KindMovement;

use super::layout::Scope;
use crate::names::base;

/// Which entries a term counts. Opening entries bring in what was there before the book; closing entries empty the accounts
/// of a year and are no business of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// All before the period.
    Before,
    /// All before the period, and the opening entries within it.
    Opening,
    /// All up to the end of the period.
    Closing,
    /// Business within the period.
    Change,
    /// Business within the period, and opening entries too: a book that begins within a year brings that year's figures.
    Flow,
    /// Business before the period.
    Earlier,
    /// Business and opening entries up to the end of the period.
    Cumulative,
    /// Opening entries up to the end of the period.
    OpeningEntries,
    /// Opening entries within the period.
    OpeningWithin,
}

/// What of the entries is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Debits less credits.
    Debit,
    /// Credits less debits.
    Credit,
    /// Debits alone, taken away.
    DebitsOut,
    /// Credits alone.
    CreditsIn,
}

/// A sum over codes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    /// These codes and those below them.
    pub(super) codes: &'static [&'static str],
    /// But not these and those below them.
    pub(super) except: &'static [&'static str],
    pub(super) basis: Basis,
    pub(super) measure: Measure,
    /// When it counts.
    pub(super) scope: Scope,
}

/// Debits and credits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sides {
    debit: i128,
    credit: i128,
}

/// One code: before and within the period, each for business, opening and closing entries.
type Sums = [[Sides; 3]; 2];

const BEFORE: usize = 0;
const WITHIN: usize = 1;
const BUSINESS: usize = 0;
const OPENING: usize = 1;
const CLOSING: usize = 2;

/// The sums of one view of a book: one period, one entity or all.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    codes: BTreeMap<String, Sums>,
    /// All debits and credits of the financial and of the budget books.
    books: [Sides; 2],
}

impl Figures {
    /// The sums of one entity, or of all together, in one currency.
    pub(super) fn of(movements: &[KindMovement], entity: Option<&str>, currency: Currency) -> Self {
        let mut figures = Self::default();
        let counts = |movement: &&KindMovement| {
            movement.account.currency == currency
                && entity.is_none_or(|entity| entity == movement.account.entity)
        };
        for movement in movements.iter().filter(counts) {
            let class = match movement.kind {
                EntryKind::Opening => OPENING,
                EntryKind::Closing => CLOSING,
                _ => BUSINESS,
            };
            let before = (movement.opening_debit, movement.opening_credit);
            let within = (movement.debit, movement.credit);
            let side = usize::from(movement.account.book_side == BookSide::Budget);
            let sums = figures.codes.entry(base(&movement.account.code).to_owned()).or_default();
            for (time, (debit, credit)) in [(BEFORE, before), (WITHIN, within)] {
                sums[time][class].add(debit.into(), credit.into());
                figures.books[side].add(debit.into(), credit.into());
            }
        }
        figures
    }

    /// A term's sum, in minor units.
    pub(super) fn sum(&self, term: &Term) -> i128 {
        self.parts(term).map(|(_, minor)| minor).sum()
    }

    /// A term's sums by code, zeros left out.
    pub(super) fn parts<'f>(&'f self, term: &'f Term) -> impl Iterator<Item = (&'f str, i128)> {
        let under = term.codes.iter().flat_map(|root| {
            // What stands right behind the points of a root is a slash, so this is the root and all below it.
            let below = self.codes.range(format!("{root}.")..format!("{root}/"));
            self.codes.get_key_value(*root).into_iter().chain(below)
        });
        let kept = under.filter(|(code, _)| !term.except.iter().any(|root| is_within(code, root)));
        kept.map(|(code, sums)| (code.as_str(), term.minor(sums))).filter(|(_, minor)| *minor != 0)
    }

    /// All debits and all credits of one set of books.
    pub(super) fn book(&self, side: BookSide) -> (i128, i128) {
        let sides = self.books[usize::from(side == BookSide::Budget)];
        (sides.debit, sides.credit)
    }
}

impl Sides {
    const fn add(&mut self, debit: i128, credit: i128) {
        self.debit += debit;
        self.credit += credit;
    }
}

impl Basis {
    /// Times and classes that count.
    const fn counted(self) -> &'static [(usize, usize)] {
        match self {
            Self::Before => &[(BEFORE, BUSINESS), (BEFORE, OPENING), (BEFORE, CLOSING)],
            Self::Opening => &[(BEFORE, BUSINESS), (BEFORE, OPENING), (BEFORE, CLOSING), (WITHIN, OPENING)],
            Self::Closing => &[
                (BEFORE, BUSINESS),
                (BEFORE, OPENING),
                (BEFORE, CLOSING),
                (WITHIN, BUSINESS),
                (WITHIN, OPENING),
                (WITHIN, CLOSING),
            ],
            Self::Change => &[(WITHIN, BUSINESS)],
            Self::Flow => &[(WITHIN, BUSINESS), (WITHIN, OPENING)],
            Self::Earlier => &[(BEFORE, BUSINESS)],
            Self::Cumulative => {
                &[(BEFORE, BUSINESS), (BEFORE, OPENING), (WITHIN, BUSINESS), (WITHIN, OPENING)]
            }
            Self::OpeningEntries => &[(BEFORE, OPENING), (WITHIN, OPENING)],
            Self::OpeningWithin => &[(WITHIN, OPENING)],
        }
    }
}

impl Term {
    fn minor(&self, sums: &Sums) -> i128 {
        let mut total = Sides::default();
        for &(time, class) in self.basis.counted() {
            let sides = sums[time][class];
            total.add(sides.debit, sides.credit);
        }
        match self.measure {
            Measure::Debit => total.debit - total.credit,
            Measure::Credit => total.credit - total.debit,
            Measure::DebitsOut => -total.debit,
            Measure::CreditsIn => total.credit,
        }
    }

    /// The same term of the days before.
    pub(super) const fn at_opening(self) -> Self {
        Self { basis: Basis::Opening, ..self }
    }
}

/// Whether a code is the root or stands below it.
fn is_within(code: &str, root: &str) -> bool {
    code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
