//! Accounts: open, close, reopen; ceilings and appropriations.

use super::entries;
use crate::account::{AccountId, Terms};
use crate::book::ChartMode;
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
        check_ceiling(draft, id, amount)?;
        if amount < 0 {
            let detail = format!("ceiling of account \"{name}\" is negative");
            return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
        }
        entries::open_account(draft, id)?;
        entries::check_currency(draft, id, currency)?;
    }
    push_ceiling(draft, id, ceiling.map(|(amount, _)| amount));
    Ok(())
}

/// Sets an appropriation or target. `previous` is what the event believes it was; a first budget believes it was zero.
pub(super) fn set_budget(
    draft: &mut Draft<'_>,
    name: AccountName<'_>,
    date: Date,
    amount: i64,
    previous: Option<i64>,
    enforce: bool,
) -> Result<(), Refusal> {
    // An account not opened yet has neither budget nor balance.
    let found = draft.find(name);
    let (was, believed) = (found.map_or(0, |id| draft.budget(id)), previous.unwrap_or(0));
    let currency = match found {
        Some(id) => draft.account(id).terms.currency,
        None => draft.book.settings().currency,
    };
    if let Some(id) = found.filter(|_| enforce) {
        check_ceiling(draft, id, amount)?;
    }
    if was != believed {
        let (was, believed) = (currency.decimal(was.into()), currency.decimal(believed.into()));
        let detail = format!("account \"{name}\": the event says {believed} until now, the book says {was}");
        return Err(Refusal::new(RefusalCode::BudgetPreviousMismatch, detail));
    }
    if amount < 0 {
        let detail = format!("appropriation of \"{name}\" is {}", currency.decimal(amount.into()));
        return Err(Refusal::new(RefusalCode::AmountNotPositive, detail));
    }
    let id = entries::usable_account(draft, name, date)?;
    draft.set_budget(id, amount);
    draft.facts.push(Fact::BudgetSet { account: id, amount });
    if enforce {
        push_ceiling(draft, id, Some(amount));
    }
    Ok(())
}

fn known(draft: &Draft<'_>, name: AccountName<'_>) -> Result<AccountId, Refusal> {
    draft.find(name).ok_or_else(|| Refusal::new(RefusalCode::AccountUnknown, format!("account \"{name}\"")))
}

fn check_ceiling(draft: &mut Draft<'_>, id: AccountId, ceiling: i64) -> Result<(), Refusal> {
    let account = *draft.account(id);
    let committed = account.terms.committed(&account.balance);
    if committed > i128::from(ceiling) {
        let money = |minor| account.terms.currency.decimal(minor);
        let detail = format!(
            "account \"{}\": {} is posted and held, {} wanted",
            draft.name(id),
            money(committed),
            money(ceiling.into())
        );
        return Err(Refusal::new(RefusalCode::CeilingBelowCommitted, detail));
    }
    Ok(())
}

fn push_ceiling(draft: &mut Draft<'_>, id: AccountId, ceiling: Option<i64>) {
    draft.account(id).terms.ceiling = ceiling;
    draft.facts.push(Fact::CeilingSet { account: id, ceiling });
}
