//! Limits: what an account allows in all, and what its appropriation allows in a fiscal year.

use crate::account::{AccountId, BookSide, LimitBroken};
use crate::draft::Draft;
use crate::entry::Side;
use crate::refusal::{Refusal, RefusalCode};

/// The limits of an account on which an amount landed on `side`, in the order of the ladder.
pub(super) fn check(draft: &mut Draft<'_>, id: AccountId, side: Side, year: i32) -> Result<(), Refusal> {
    let account = *draft.account(id);
    if let Some(broken) = account.terms.broken_by(side, &account.balance) {
        return Err(limit_refused(draft, id, broken));
    }
    match account.terms.book_side {
        BookSide::Financial => Ok(()),
        BookSide::Budget => check_appropriation(draft, id, side, year),
    }
}

/// The appropriation alone, which counts only the fiscal year. Only growth is stopped: spending that came back is always
/// taken.
pub(super) fn check_appropriation(
    draft: &mut Draft<'_>,
    id: AccountId,
    side: Side,
    year: i32,
) -> Result<(), Refusal> {
    let terms = draft.account(id).terms;
    if side != terms.normal_side {
        return Ok(());
    }
    let appropriated = match draft.budget(id, year) {
        Some(appropriation) if appropriation.enforced => appropriation.amount,
        None if needs_appropriation(draft, id, year) => 0,
        _ => return Ok(()),
    };
    let committed = terms.committed(&draft.annual(id, year));
    if committed <= i128::from(appropriated) {
        return Ok(());
    }
    let money = |minor| terms.currency.decimal(minor);
    let (committed, appropriated) = (money(committed), money(appropriated.into()));
    let name = draft.name(id);
    let detail =
        format!("account \"{name}\": {committed} posted and held in {year}, {appropriated} appropriated");
    Err(Refusal::new(RefusalCode::ExceedsAppropriation, detail))
}

/// Whether the rulebook takes nothing on this account without an appropriation. Before its entity's budget is approved
/// nobody is asked: a book may begin within a year, or do without budgets.
fn needs_appropriation(draft: &Draft<'_>, id: AccountId, year: i32) -> bool {
    let Some(rulebook) = draft.book.rulebook() else { return false };
    rulebook.needs_appropriation(draft.name(id).code) && draft.is_budgeted(id, year)
}

fn limit_refused(draft: &mut Draft<'_>, id: AccountId, broken: LimitBroken) -> Refusal {
    let account = *draft.account(id);
    let currency = account.terms.currency;
    let (balance, money) = (account.balance, |minor: i128| currency.decimal(minor));
    let (debits, credits) = (
        i128::from(balance.debit) + i128::from(balance.pending_debit),
        i128::from(balance.credit) + i128::from(balance.pending_credit),
    );
    let name = draft.name(id);
    match broken {
        LimitBroken::DebitsExceedCredits => {
            let (debits, credits) = (money(debits), money(balance.credit.into()));
            let detail = format!("account \"{name}\": debits {debits} over posted credits {credits}");
            Refusal::new(RefusalCode::ExceedsCredits, detail)
        }
        LimitBroken::CreditsExceedDebits => {
            let (credits, debits) = (money(credits), money(balance.debit.into()));
            let detail = format!("account \"{name}\": credits {credits} over posted debits {debits}");
            Refusal::new(RefusalCode::ExceedsDebits, detail)
        }
        LimitBroken::Ceiling => {
            let committed = money(account.terms.committed(&balance));
            let ceiling = money(account.terms.ceiling.unwrap_or_default().into());
            let detail =
                format!("account \"{name}\": {committed} posted and held over the ceiling {ceiling}");
            Refusal::new(RefusalCode::ExceedsCeiling, detail)
        }
    }
}
