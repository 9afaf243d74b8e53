//! What a command would change, laid over the book without touching it, so that linked instructions see one another and
//! a refusal leaves nothing behind.

use std::collections::BTreeMap;

use crate::account::{AccountId, Balance, BookSide, Terms};
use crate::book::{Appropriation, Book, Hold};
use crate::date::Date;
use crate::entry::OpenItem;
use crate::fact::Fact;
use crate::name::AccountName;
use crate::period::{LateItems, Period};

/// A book with changes not yet made.
pub(crate) struct Draft<'b> {
    pub(crate) book: &'b Book,
    /// The facts so far, in order.
    pub(crate) facts: Vec<Fact>,
    accounts: Touched,
    opened: Vec<(Box<str>, Box<str>)>,
    holds: BTreeMap<Box<str>, Hold>,
    budgets: BTreeMap<(AccountId, i32), Appropriation>,
    /// The day of the command and its fiscal year; nearly everything it moves counts for that.
    date: Date,
    year: i32,
    /// Sums of other fiscal years, of accounts on the budget side that this draft moved.
    other_years: BTreeMap<(AccountId, i32), Balance>,
    /// What would be open of the items that this draft moved, debits positive.
    open_items: BTreeMap<(AccountId, Box<str>), i64>,
    /// Periods that this draft closed or reopened.
    periods: BTreeMap<Period, Option<LateItems>>,
}

/// An account as the draft sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drafted {
    pub(crate) terms: Terms,
    pub(crate) balance: Balance,
    /// Sums of the command's fiscal year; zero on the financial side.
    annual: Balance,
    pub(crate) closed: bool,
}

/// Accounts that the draft looked at. Nearly every event touches a handful, for which a short list beats a map; a payroll
/// with thousands of lines moves over to one.
#[derive(Default)]
struct Touched {
    list: Vec<(AccountId, Drafted)>,
    places: BTreeMap<AccountId, usize>,
}

/// From here on a list is searched through a map.
const LIST_SEARCH_MAX: usize = 16;

impl Touched {
    fn place(&self, id: AccountId) -> Option<usize> {
        if self.list.len() <= LIST_SEARCH_MAX {
            self.list.iter().position(|(touched, _)| *touched == id)
        } else {
            self.places.get(&id).copied()
        }
    }

    fn push(&mut self, id: AccountId, account: Drafted) -> usize {
        let place = self.list.len();
        self.list.push((id, account));
        if self.list.len() == LIST_SEARCH_MAX + 1 {
            self.places = self.list.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        } else if self.list.len() > LIST_SEARCH_MAX {
            self.places.insert(id, place);
        }
        place
    }
}

impl<'b> Draft<'b> {
    /// An empty draft for a command of a day.
    pub(crate) fn new(book: &'b Book, date: Date) -> Self {
        Self {
            book,
            facts: Vec::new(),
            accounts: Touched::default(),
            opened: Vec::new(),
            holds: BTreeMap::new(),
            budgets: BTreeMap::new(),
            date,
            year: date.year(),
            other_years: BTreeMap::new(),
            open_items: BTreeMap::new(),
            periods: BTreeMap::new(),
        }
    }

    /// The fiscal year of a day, which for the command's own is known.
    pub(crate) fn year_of(&self, date: Date) -> i32 {
        if date == self.date { self.year } else { date.year() }
    }

    /// The number of an account that is open in the book or in this draft.
    pub(crate) fn find(&self, name: AccountName<'_>) -> Option<AccountId> {
        self.book.account_id(name).or_else(|| {
            let opened =
                |(entity, code): &(Box<str>, Box<str>)| **code == *name.code && **entity == *name.entity;
            let place = self.opened.iter().position(opened)?;
            Some(AccountId((self.book.accounts().len() + place) as u32))
        })
    }

    /// Opens an account in the draft.
    pub(crate) fn open(&mut self, name: AccountName<'_>, terms: Terms) -> AccountId {
        let id = AccountId((self.book.accounts().len() + self.opened.len()) as u32);
        self.opened.push((name.entity.into(), name.code.into()));
        self.accounts.push(
            id,
            Drafted { terms, balance: Balance::default(), annual: Balance::default(), closed: false },
        );
        self.facts.push(Fact::AccountOpened { entity: name.entity.into(), code: name.code.into(), terms });
        id
    }

    /// The account as it would be.
    pub(crate) fn account(&mut self, id: AccountId) -> &mut Drafted {
        let place = self.accounts.place(id).unwrap_or_else(|| {
            let account = self.book.account(id);
            let annual = match account.terms.book_side {
                BookSide::Budget => self.book.annual(id, self.year),
                BookSide::Financial => Balance::default(),
            };
            let (terms, balance, closed) = (account.terms, account.balance, account.closed);
            self.accounts.push(id, Drafted { terms, balance, annual, closed })
        });
        &mut self.accounts.list[place].1
    }

    /// The entity and code of an account of the book or the draft.
    pub(crate) fn name(&self, id: AccountId) -> AccountName<'_> {
        match (id.0 as usize).checked_sub(self.book.accounts().len()) {
            None => {
                let account = self.book.account(id);
                AccountName { entity: &account.entity, code: &account.code }
            }
            Some(place) => AccountName { entity: &self.opened[place].0, code: &self.opened[place].1 },
        }
    }

    /// The hold as it would be.
    pub(crate) fn hold(&self, id: &str) -> Option<&Hold> {
        self.holds.get(id).or_else(|| self.book.holds().get(id))
    }

    /// Sets the hold as it would be.
    pub(crate) fn set_hold(&mut self, id: &str, hold: Hold) {
        self.holds.insert(id.into(), hold);
    }

    /// The appropriation of a fiscal year as it would be.
    pub(crate) fn budget(&self, id: AccountId, year: i32) -> Option<Appropriation> {
        let key = (id, year);
        self.budgets.get(&key).or_else(|| self.book.budgets().get(&key)).copied()
    }

    /// Whether any account of the entity of `id` would have an enforced appropriation for a fiscal year.
    pub(crate) fn is_budgeted(&self, id: AccountId, year: i32) -> bool {
        let entity = self.name(id).entity;
        let drafted = |((account, of), appropriation): (&(AccountId, i32), &Appropriation)| {
            appropriation.enforced && *of == year && self.name(*account).entity == entity
        };
        self.book.is_budgeted(entity, year) || self.budgets.iter().any(drafted)
    }

    /// Sets the appropriation of a fiscal year as it would be.
    pub(crate) fn set_budget(&mut self, id: AccountId, year: i32, appropriation: Appropriation) {
        self.budgets.insert((id, year), appropriation);
    }

    /// The sums of a fiscal year as they would be; zero on the financial side.
    pub(crate) fn annual(&mut self, id: AccountId, year: i32) -> Balance {
        if year == self.year {
            return self.account(id).annual;
        }
        self.other_years.get(&(id, year)).copied().unwrap_or_else(|| self.book.annual(id, year))
    }

    /// Changes an account's sums, and on the budget side those of the fiscal year. `None` when `change` gives none.
    pub(crate) fn change(
        &mut self,
        id: AccountId,
        year: i32,
        change: impl Fn(Balance) -> Option<Balance>,
    ) -> Option<()> {
        let commands_year = year == self.year;
        let account = self.account(id);
        account.balance = change(account.balance)?;
        if account.terms.book_side == BookSide::Financial {
            return Some(());
        }
        if commands_year {
            account.annual = change(account.annual)?;
        } else {
            let annual = change(self.annual(id, year))?;
            self.other_years.insert((id, year), annual);
        }
        Some(())
    }

    /// What would be open of an item, debits positive.
    pub(crate) fn open_item(&self, item: &OpenItem) -> i64 {
        let key = (item.account, item.name.clone());
        let open = self.open_items.get(&key).or_else(|| self.book.open_items().get(&key));
        open.copied().unwrap_or(0)
    }

    /// Sets what would be open of an item.
    pub(crate) fn set_open_item(&mut self, item: &OpenItem, open: i64) {
        self.open_items.insert((item.account, item.name.clone()), open);
    }

    /// The closed period that a day would be in.
    pub(crate) fn closed_period(&self, date: Date) -> Option<(Period, LateItems)> {
        if self.periods.is_empty() {
            return self.book.closed_period(date);
        }
        [Period::year_of(date), Period::month_of(date)]
            .into_iter()
            .find_map(|period| self.late_items(period).map(|late_items| (period, late_items)))
    }

    /// Whether exactly this period would be closed.
    pub(crate) fn late_items(&self, period: Period) -> Option<LateItems> {
        match self.periods.get(&period) {
            Some(drafted) => *drafted,
            None => self.book.closed_periods().get(&period).copied(),
        }
    }

    /// Closes a period in the draft, or with `None` reopens it.
    pub(crate) fn set_period(&mut self, period: Period, late_items: Option<LateItems>) {
        self.periods.insert(period, late_items);
    }
}
