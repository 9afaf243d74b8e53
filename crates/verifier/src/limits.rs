//! Limits: what an account's terms let its sums be. As the ledger has it, only the side that an amount lands on is asked:
//! a limit that was set below the balance of its day stops growth, never relief. What a fiscal year allows is in
//! [`crate::appropriations`].

use schema::ledger_v1::Side;

use crate::accounts::Account;
use crate::catalogue::{Code, Text};
use crate::text;

/// The limit that an account breaks after an amount landed on it (above zero: on its debit side).
#[must_use]
pub fn broken(account: &Account, amount: i128) -> Option<Text> {
    let is_debit = amount > 0;
    let (debit, credit) = (account.balance.debit, account.balance.credit);
    if is_debit && account.debits_within_credits && debit.posted + debit.held > credit.posted {
        let (over, within) = (account.money(debit.posted + debit.held), account.money(credit.posted));
        return Some(text!(Code::ExceedsCredits, &account.name, over, within));
    }
    if !is_debit && account.credits_within_debits && credit.posted + credit.held > debit.posted {
        let (over, within) = (account.money(credit.posted + credit.held), account.money(debit.posted));
        return Some(text!(Code::ExceedsDebits, &account.name, over, within));
    }
    let grows = is_debit == (account.normal_side == Side::Debit);
    let ceiling = account.ceiling.filter(|ceiling| grows && account.committed() > i128::from(*ceiling))?;
    let (committed, ceiling) = (account.money(account.committed()), account.money(ceiling.into()));
    Some(text!(Code::ExceedsCeiling, &account.name, committed, ceiling))
}

/// A ceiling that is set below what is posted and held already.
#[must_use]
pub fn ceiling_below(account: &Account, ceiling: i64) -> Option<Text> {
    let committed = account.committed();
    (committed > i128::from(ceiling)).then(|| {
        let (committed, ceiling) = (account.money(committed), account.money(ceiling.into()));
        text!(Code::CeilingBelow, &account.name, committed, ceiling)
    })
}
