//! Appropriations: what an account of the budget side may spend in a fiscal year, and what the entries and holds of that
//! year come to. A year is counted alone. An entry counts for the year of its day, a hold for that of the record that
//! placed it, until it is captured.
//!
//! As the ledger has it, an appropriation is asked when an amount lands on the side that the account grows on, of entries
//! of every kind: closing entries and reversals that give back are taken, as they land on the other side. A capture adds
//! nothing to its hold's year and is asked only in another one. An appropriation is never set below what its year has
//! posted and held. On codes that the rulebook in force names as appropriated nothing is spent without a budget, once the
//! account's entity had an enforced one for the year.

use std::collections::BTreeMap;

use schema::ledger_v1::{BookSide, Side};

use crate::accounts::{Account, Accounts, Balance};
use crate::catalogue::{Code, Text};
use crate::entries::Posting;
use crate::text;

/// One fiscal year of an account.
#[derive(Clone, Debug, Default)]
pub struct Year {
    /// What its entries and holds come to.
    pub balance: Balance,
    /// Its budget, if one was set.
    pub budget: Option<Budget>,
}

/// What may be spent in a year, or a target of which nothing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Minor units.
    pub amount: i64,
    /// An appropriation.
    pub enforced: bool,
}

/// The years of an account that anything was counted or set for. Empty on the financial side.
pub type Years = BTreeMap<i64, Year>;

/// The sums that an amount of a fiscal year counts in; `None` on the financial side, which is not counted by year.
pub fn year_of(account: &mut Account, year: i64) -> Option<&mut Balance> {
    let counted = account.book_side == BookSide::Budget;
    counted.then(|| &mut account.years.entry(year).or_default().balance)
}

/// The appropriation that is exceeded after an amount of a fiscal year landed on an account.
#[must_use]
pub fn exceeded(accounts: &Accounts, posting: Posting, year: i64) -> Option<Text> {
    let account = accounts.get(posting.account);
    let own = account.years.get(&year)?;
    let appropriation = match own.budget {
        Some(budget) if budget.enforced => budget.amount,
        None if accounts.needs_appropriation(account, year) => 0,
        _ => return None,
    };
    let grows = (posting.amount > 0) == (account.normal_side == Side::Debit);
    let committed = own.balance.committed(account.normal_side);
    (grows && committed > i128::from(appropriation)).then(|| {
        let (committed, appropriation) = (account.money(committed), account.money(appropriation.into()));
        text!(Code::ExceedsAppropriation, &account.name, committed, year, appropriation)
    })
}

/// Sets a budget for a fiscal year, and says what forbids it: another side of the books, or what is committed already.
pub fn set(accounts: &mut Accounts, number: u32, year: i64, budget: Budget) -> Option<Text> {
    let Budget { amount, enforced } = budget;
    if enforced {
        accounts.set_budgeted(accounts.get(number).entity, year);
    }
    let account = accounts.get_mut(number);
    if account.book_side != BookSide::Budget {
        // A target that is not enforced limits nothing, whatever it is set for.
        return enforced.then(|| text!(Code::AppropriationSide, &account.name));
    }
    let own = account.years.entry(year).or_default();
    own.budget = Some(budget);
    let committed = own.balance.committed(account.normal_side);
    (enforced && committed > i128::from(amount)).then(|| {
        let (committed, amount) = (account.money(committed), account.money(amount.into()));
        text!(Code::AppropriationBelow, &account.name, amount, year, committed)
    })
}
