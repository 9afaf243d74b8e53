//! What a command would change, laid over the book without touching it, so that linked instructions see one another and
//! a refusal leaves nothing behind.

use std::collections::BTreeMap;

use crate::account::{AccountId, Balance, Terms};
use crate::book::{Book, Hold};
use crate::fact::Fact;
use crate::name::AccountName;

/// A book with changes not yet made.
pub(crate) struct Draft<'b> {
    pub(crate) book: &'b Book,
    /// The facts so far, in order.
    pub(crate) facts: Vec<Fact>,
    accounts: Touched,
    opened: Vec<(Box<str>, Box<str>)>,
    holds: BTreeMap<Box<str>, Hold>,
    budgets: BTreeMap<AccountId, i64>,
}

/// An account as the draft sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drafted {
    pub(crate) terms: Terms,
    pub(crate) balance: Balance,
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
    pub(crate) fn new(book: &'b Book) -> Self {
        Self {
            book,
            facts: Vec::new(),
            accounts: Touched::default(),
            opened: Vec::new(),
            holds: BTreeMap::new(),
            budgets: BTreeMap::new(),
        }
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
        self.accounts.push(id, Drafted { terms, balance: Balance::default(), closed: false });
        self.facts.push(Fact::AccountOpened { entity: name.entity.into(), code: name.code.into(), terms });
        id
    }

    /// The account as it would be.
    pub(crate) fn account(&mut self, id: AccountId) -> &mut Drafted {
        let place = self.accounts.place(id).unwrap_or_else(|| {
            let account = self.book.account(id);
            let drafted = Drafted { terms: account.terms, balance: account.balance, closed: account.closed };
            self.accounts.push(id, drafted)
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

    /// The appropriation as it would be; zero when there is none.
    pub(crate) fn budget(&self, id: AccountId) -> i64 {
        self.budgets.get(&id).or_else(|| self.book.budgets().get(&id)).copied().unwrap_or(0)
    }

    /// Sets the appropriation as it would be.
    pub(crate) fn set_budget(&mut self, id: AccountId, amount: i64) {
        self.budgets.insert(id, amount);
    }
}
