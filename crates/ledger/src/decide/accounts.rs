//! Accounts: open, close, reopen; ceilings and appropriations.

use super::entries;
use crate::account::{AccountId, Balance, BookSide, Terms};
use crate::book::{Appropriation, ChartMode};
use crate::date::Date;
use crate::draft::Draft;
use crate::fact::Fact;
use crate::money::Currency;
use crate::name::AccountName;
use crate::refusal::{Refusal, RefusalCode};

/// Opens an account.
pub(super) fn open(draft: &mut Draft<'_>, name: AccountName<'_>, terms: Terms) -> Result<(), Refusal> {
    if draft.find(name).is_some() {
        return Err(Refusal::new(RefusalCode::AccountExists, format!("account \"{name}\"")));
    }
    let node = draft.book.chart().and_then(|chart| chart.node(name.code));
    if let Some(node) = node
        && (node.normal_side, node.book_side) != (terms.normal_side, terms.book_side)
    {
        let detail = format!("account \"{name}\": the chart says otherwise of its normal side or book side");
        return Err(Refusal::new(RefusalCode::AccountTermsConflict, detail));
    }
    if terms.ceiling.is_some_and(|ceiling| ceiling < 0) {
        return Err(Refusal::new(
            RefusalCode::AmountNotPositive,
            format!("ceiling of account \"{name}\" is negative"),
        ));
    }
    match node {
        None if draft.book.settings().chart_mode == ChartMode::Strict => Err(Refusal::new(
            RefusalCode::AccountUnknown,
            format!("code \"{}\" is not in the chart", name.code),
        )),
        Some(node) if !node.leaf => {
            Err(Refusal::new(RefusalCode::AccountNotLeaf, format!("code \"{}\" ({})", name.code, node.name)))
        }
        _ => {
            draft.open(name, terms);
            Ok(())
        }
    }
}

/// Closes an account. Holds on it stay and can be released.
pub(super) fn close(draft: &mut Draft<'_>, name: AccountName<'_>) -> Result<(), Refusal> {
    let id = known(draft, name)?;
    if draft.account(id).closed {
        return Err(Refusal::new(RefusalCode::AccountAlreadyClosed, format!("account \"{name}\"")));
    }
    draft.account(id).closed = true;
    draft.facts.push(Fact::AccountClosed(id));
    Ok(())
}

/// Reopens a closed account.
pub(super) fn reopen(draft: &mut Draft<'_>, name: AccountName<'_>) -> Result<(), Refusal> {
    let id = known(draft, name)?;
    if !draft.account(id).closed {
        return Err(Refusal::new(RefusalCode::AccountNotClosed, format!("account \"{name}\"")));
    }
    draft.account(id).closed = false;
    draft.facts.push(Fact::AccountReopened(id));
    Ok(())
}

/// Sets or lifts a ceiling, never below what is posted and held.
pub(super) fn set_ceiling(
    draft: &mut Draft<'_>,
    name: AccountName<'_>,
    ceiling: Option<(i64, Currency)>,
) -> Result<(), Refusal> {
    let id = known(draft, name)?;
    if let Some((amount, currency)) = ceiling {
        let sums = draft.account(id).balance;
        check_committed(draft, id, &sums, amount)?;
        if amount < 0 {
            let detail = format!("ceiling of account \"{name}\" is negative");
            return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
        }
        entries::open_account(draft, id)?;
        entries::check_currency(draft, id, currency)?;
    }
    let ceiling = ceiling.map(|(amount, _)| amount);
    draft.account(id).terms.ceiling = ceiling;
    draft.facts.push(Fact::CeilingSet { account: id, ceiling });
    Ok(())
}

/// Sets an appropriation or target for the fiscal year of `date`. `previous` is what the event believes it was; a first budget believes it was zero.
pub(super) fn set_budget(
    draft: &mut Draft<'_>,
    name: AccountName<'_>,
    date: Date,
    amount: i64,
    previous: Option<i64>,
    enforce: bool,
) -> Result<(), Refusal> {
    let year = draft.year_of(date);
    // An account not opened yet has neither budget nor balance.
    let found = draft.find(name);
    let was = found.and_then(|id| draft.budget(id, year)).map_or(0, |appropriation| appropriation.amount);
    let believed = previous.unwrap_or(0);
    let currency = match found {
        Some(id) => draft.account(id).terms.currency,
        None => draft.book.settings().currency,
    };
    if enforce {
        check_budget_side(draft, found, name)?;
    }
    if let Some(id) = found.filter(|_| enforce) {
        let sums = draft.annual(id, year);
        check_committed(draft, id, &sums, amount)?;
    }
    if was != believed {
        let (was, believed) = (currency.decimal(was.into()), currency.decimal(believed.into()));
        let detail =
            format!("account \"{name}\" in {year}: the event says {believed} until now, the book says {was}");
        return Err(Refusal::new(RefusalCode::BudgetPreviousMismatch, detail));
    }
    if amount < 0 {
        let detail = format!("appropriation of \"{name}\" is {}", currency.decimal(amount.into()));
        return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
    }
    if let Some((period, _)) = draft.closed_period(date).filter(|(period, _)| period.is_year()) {
        let detail = format!("account \"{name}\": {period} is closed");
        return Err(Refusal::new(RefusalCode::PeriodClosed, detail));
    }
    let id = entries::usable_account(draft, name, date)?;
    draft.set_budget(id, year, Appropriation { amount, enforced: enforce });
    draft.facts.push(Fact::BudgetSet { account: id, year, amount, enforced: enforce });
    Ok(())
}

/// Adds to an appropriation or target of the fiscal year of `date`.
pub(super) fn raise_budget(
    draft: &mut Draft<'_>,
    name: AccountName<'_>,
    date: Date,
    amount: i64,
    enforce: bool,
) -> Result<(), Refusal> {
    let year = draft.year_of(date);
    let was = draft.find(name).and_then(|id| draft.budget(id, year)).map_or(0, |budget| budget.amount);
    let Some(whole) = was.checked_add(amount) else {
        return Err(Refusal::new(RefusalCode::BalanceOverflow, format!("appropriation of \"{name}\"")));
    };
    set_budget(draft, name, date, whole, Some(was), enforce)
}

/// Only accounts of the budget side are counted by fiscal year, so only they can have an appropriation.
fn check_budget_side(
    draft: &mut Draft<'_>,
    found: Option<AccountId>,
    name: AccountName<'_>,
) -> Result<(), Refusal> {
    let book_side = match found {
        Some(id) => Some(draft.account(id).terms.book_side),
        None => draft.book.chart().and_then(|chart| chart.node(name.code)).map(|node| node.book_side),
    };
    if book_side == Some(BookSide::Financial) {
        let detail =
            format!("account \"{name}\" is on the financial side; appropriations are for the budget side");
        return Err(Refusal::new(RefusalCode::AccountTermsConflict, detail));
    }
    Ok(())
}

fn known(draft: &Draft<'_>, name: AccountName<'_>) -> Result<AccountId, Refusal> {
    draft.find(name).ok_or_else(|| Refusal::new(RefusalCode::AccountUnknown, format!("account \"{name}\"")))
}

/// A limit is not set below what is posted and held.
fn check_committed(draft: &mut Draft<'_>, id: AccountId, sums: &Balance, limit: i64) -> Result<(), Refusal> {
    let terms = draft.account(id).terms;
    let committed = terms.committed(sums);
    if committed > i128::from(limit) {
        let money = |minor| terms.currency.decimal(minor);
        let (committed, wanted) = (money(committed), money(limit.into()));
        let name = draft.name(id);
        let detail = format!("account \"{name}\": {committed} is posted and held, {wanted} wanted");
        return Err(Refusal::new(RefusalCode::CeilingBelowCommitted, detail));
    }
    Ok(())
}
