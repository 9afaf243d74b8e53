//! Going on from a record that can't have been made: its facts are applied as they are recorded, as far as a book can take
//! them. Folding asserts what is asked here, since it reads what this program wrote; here somebody else may have written it.

use ledger::{AccountId, AccountName, Balance, Book, Fact, HoldState, Line, ProposalState};
use wire::ledger_v1 as pb;

/// Applies what a record says, fact by fact.
///
/// # Errors
/// The first fact that no book takes, in words; those before it were applied.
pub(super) fn apply(book: &mut Book, stored: &pb::Record) -> Result<(), String> {
    for fact in wire::record::facts(stored, book).map_err(|error| error.to_string())? {
        check(book, &fact)?;
        book.evolve(&fact);
    }
    Ok(())
}

/// Whether the book takes a fact without breaking an invariant.
fn check(book: &Book, fact: &Fact) -> Result<(), String> {
    match fact {
        Fact::AccountOpened { entity, code, .. } => {
            let name = AccountName { entity, code };
            let is_new = book.account_id(name).is_none();
            is_new.then_some(()).ok_or_else(|| format!("account {name} is open already"))
        }
        Fact::EntryPosted(entry) => fits(book, &entry.lines, Balance::post),
        Fact::HoldPlaced { id, .. } if book.holds().contains_key(id) => {
            Err(format!("hold \"{id}\" was placed before"))
        }
        Fact::HoldPlaced { lines, .. } => fits(book, lines, Balance::hold),
        Fact::HoldCaptured { hold, entry, .. } => {
            let held = pending(book, hold)?;
            let is_held = |line: &Line| {
                let same = |held: &&Line| (held.account, held.side) == (line.account, line.side);
                let sum: i128 = entry.lines.iter().filter(same).map(|line| i128::from(line.amount)).sum();
                held.iter().find(same).is_some_and(|held| i128::from(held.amount) >= sum)
            };
            if !entry.lines.iter().all(is_held) {
                return Err(format!("hold \"{hold}\" holds less than is captured"));
            }
            fits(book, &entry.lines, Balance::post)
        }
        Fact::HoldReleased { hold, .. } => pending(book, hold).map(drop),
        Fact::Reversed(position) if book.reversed().contains(position) => {
            Err(format!("position {position} is reversed already"))
        }
        Fact::ProposalMade { proposal, .. } if book.proposals().contains_key(proposal) => {
            Err(format!("proposal \"{proposal}\" was made before"))
        }
        Fact::ProposalSettled { proposal, .. } => match book.proposals().get(proposal) {
            Some(found) if found.state == ProposalState::Pending => Ok(()),
            _ => Err(format!("proposal \"{proposal}\" is not pending")),
        },
        _ => Ok(()),
    }
}

fn pending<'a>(book: &'a Book, name: &str) -> Result<&'a [Line], String> {
    match book.holds().get(name) {
        Some(hold) if hold.state == HoldState::Pending => Ok(&hold.lines),
        _ => Err(format!("hold \"{name}\" is not pending")),
    }
}

/// Whether lines balance, and every sum stays within 64 bits.
fn fits(
    book: &Book,
    lines: &[Line],
    land: impl Fn(Balance, ledger::Side, i64) -> Option<Balance>,
) -> Result<(), String> {
    let (mut balances, mut sums) = (Vec::<(AccountId, Balance)>::new(), Vec::new());
    for line in lines {
        let account = book.account(line.account);
        let kind = (account.terms.currency, account.terms.book_side);
        match sums.iter_mut().find(|(found, _)| *found == kind) {
            Some((_, sum)) => *sum += i128::from(line.signed()),
            None => sums.push((kind, i128::from(line.signed()))),
        }
        let known = balances.iter().position(|(known, _)| *known == line.account);
        let place = known.unwrap_or(balances.len());
        if known.is_none() {
            balances.push((line.account, account.balance));
        }
        let balance = &mut balances[place].1;
        *balance = land(*balance, line.side, line.amount)
            .ok_or_else(|| format!("a sum of {}:{} leaves 64 bits", account.entity, account.code))?;
    }
    if lines.len() < 2 || sums.iter().any(|(_, sum)| *sum != 0) {
        return Err("its debits are not equal to its credits".to_owned());
    }
    Ok(())
}
