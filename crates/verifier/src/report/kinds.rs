//! What every account held before a report's days and what happened to it within them, business, opening and closing entries
//! apart: the sums that financial statements are made of.

use std::collections::{BTreeMap, HashMap};

use schema::ledger_v1::{BookSide, Entry, EntryKind};

use super::base;
use crate::accounts::Accounts;
use crate::entries::Posting;

/// Which entries count, each a bit: those before the days and those within them, by class.
pub(super) type Window = u8;

/// Business before the days: all that is neither opening nor closing entry.
pub(super) const BUSINESS_BEFORE: Window = 1;
/// Opening entries before them.
pub(super) const OPENING_BEFORE: Window = 2;
/// Closing entries before them.
pub(super) const CLOSING_BEFORE: Window = 4;
/// Business within the days.
pub(super) const BUSINESS_WITHIN: Window = 8;
/// Opening entries within them.
pub(super) const OPENING_WITHIN: Window = 16;
/// Closing entries within them.
pub(super) const CLOSING_WITHIN: Window = 32;

/// How many classes of entries there are before the days, and within them.
const CLASSES: usize = 3;

/// Debits and credits in minor units. A log has fewer lines than 2^64 of 2^63 each: 128 bits hold their sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) debit: i128,
    pub(super) credit: i128,
}

/// Sides by bit of the window.
pub(super) type Sums = [Sides; 2 * CLASSES];

/// First and last day; open where it is `None`.
pub(super) type Days = (Option<i32>, Option<i32>);

#[derive(Clone, Debug)]
struct Account {
    entity: String,
    code: String,
    currency: String,
    book_side: BookSide,
    now: Sums,
    /// The same for the same days of the year before.
    year_before: Sums,
}

/// The sums of every account, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    days: Days,
    days_before: Days,
    accounts: HashMap<u32, Account>,
}

/// The sums of one entity, or of all together, by code.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    pub(super) codes: BTreeMap<String, Sums>,
    /// All debits and credits of the financial books, and of the budget books.
    pub(super) books: [Sides; 2],
}

impl Sides {
    fn add(&mut self, other: Self) {
        self.debit += other.debit;
        self.credit += other.credit;
    }
}

/// The sides that a window counts, added up.
pub(super) fn counted(sums: &Sums, window: Window) -> Sides {
    let mut sides = Sides::default();
    for (bit, part) in sums.iter().enumerate() {
        if window & (1 << bit) != 0 {
            sides.add(*part);
        }
    }
    sides
}

impl Kinds {
    /// Nothing yet, of these days and the same of the year before.
    pub(super) fn new(days: Days, days_before: Days) -> Self {
        Self { days, days_before, accounts: HashMap::new() }
    }

    /// Adds an entry; one that takes a closing entry back is closing too.
    pub(super) fn entry(
        &mut self,
        entry: &Entry,
        is_closing: bool,
        postings: &[Posting],
        accounts: &Accounts,
    ) {
        let class = match entry.kind() {
            _ if is_closing => 2,
            EntryKind::Opening => 1,
            _ => 0,
        };
        let (now, before) =
            [self.days, self.days_before].map(|days| place(entry.effective_date, days, class)).into();
        for posting in postings {
            let account = self.accounts.entry(posting.account).or_insert_with(|| {
                let account = accounts.get(posting.account);
                let (entity, code) = account.name.split_once(':').unwrap_or_default();
                Account {
                    entity: entity.to_owned(),
                    code: base(code).to_owned(),
                    currency: account.currency.to_string(),
                    book_side: account.book_side,
                    now: Sums::default(),
                    year_before: Sums::default(),
                }
            });
            let sides = Sides { debit: posting.amount.max(0), credit: (-posting.amount).max(0) };
            if let Some(place) = now {
                account.now[place].add(sides);
            }
            if let Some(place) = before {
                account.year_before[place].add(sides);
            }
        }
    }

    /// The one currency of the accounts of an entity, or of all, that moved until the last day; `fallback` where none did,
    /// `None` where they are of several.
    pub(super) fn currency(&self, entity: Option<&str>, fallback: &str) -> Option<String> {
        let mut found: Option<&str> = None;
        for account in self.accounts.values().filter(|account| account.now != Sums::default()) {
            if entity.is_some_and(|entity| entity != account.entity) {
                continue;
            }
            match found {
                Some(first) if first != account.currency => return None,
                _ => found = Some(&account.currency),
            }
        }
        Some(found.unwrap_or(fallback).to_owned())
    }

    /// The sums of the days.
    pub(super) fn now(&self, entity: Option<&str>, currency: &str) -> View {
        self.view(entity, currency, |account| &account.now)
    }

    /// The sums of the same days of the year before.
    pub(super) fn year_before(&self, entity: Option<&str>, currency: &str) -> View {
        self.view(entity, currency, |account| &account.year_before)
    }

    fn view(&self, entity: Option<&str>, currency: &str, sums: impl Fn(&Account) -> &Sums) -> View {
        let mut view = View::default();
        for account in self.accounts.values() {
            if account.currency != currency || entity.is_some_and(|entity| entity != account.entity) {
                continue;
            }
            let of_code = view.codes.entry(account.code.clone()).or_default();
            let of_books = &mut view.books[usize::from(account.book_side == BookSide::Budget)];
            for (sum, part) in of_code.iter_mut().zip(sums(account)) {
                sum.add(*part);
                of_books.add(*part);
            }
        }
        view
    }
}

impl View {
    /// Debits less credits of the codes that count: at the beginning, opening entries within the days included, and at the end.
    pub(super) fn balances(&self, counts: impl Fn(&str) -> bool) -> (i128, i128) {
        let net = |sides: Sides| sides.debit - sides.credit;
        let at_opening = BUSINESS_BEFORE | OPENING_BEFORE | CLOSING_BEFORE | OPENING_WITHIN;
        let all = at_opening | BUSINESS_WITHIN | CLOSING_WITHIN;
        let counted_codes = self.codes.iter().filter(|(code, _)| counts(code));
        counted_codes.fold((0, 0), |(opening, closing), (_, sums)| {
            (opening + net(counted(sums, at_opening)), closing + net(counted(sums, all)))
        })
    }
}

/// The bit of a day and class; `None` after the last day.
fn place(day: i32, (from, to): Days, class: usize) -> Option<usize> {
    if to.is_some_and(|to| day > to) {
        return None;
    }
    let is_before = from.is_some_and(|from| day < from);
    Some(if is_before { class } else { CLASSES + class })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_of_a_window_are_the_places_of_their_sums() {
        let days = (Some(10), Some(20));
        for (day, class, bit) in [
            (9, 0, BUSINESS_BEFORE),
            (9, 1, OPENING_BEFORE),
            (9, 2, CLOSING_BEFORE),
            (10, 0, BUSINESS_WITHIN),
            (20, 1, OPENING_WITHIN),
            (15, 2, CLOSING_WITHIN),
        ] {
            let mut sums = Sums::default();
            sums[place(day, days, class).expect("a day until the last")].debit = 7;
            assert_eq!(counted(&sums, bit).debit, 7);
            assert_eq!(counted(&sums, 63 - bit).debit, 0);
        }
        assert_eq!(place(21, days, 0), None);
    }
}
