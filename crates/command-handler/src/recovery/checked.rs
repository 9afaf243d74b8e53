//! The facts of a stored record, applied one by one and each asked first whether a book can take it. [`Book::evolve`] asserts
//! what is asked here, since it applies what was just decided; a log may have been written by somebody else, and what is
//! wrong with it is to be told and not to be a panic.

use ledger::{AccountId, AccountName, Balance, Book, Fact, HoldState, Line, ProposalState};
use wire::ledger_v1 as pb;

/// Applies what a record says.
///
/// # Errors
/// The first fact that no book takes, in words; those before it were applied.
pub(crate) fn apply(book: &mut Book, stored: &pb::Record) -> Result<(), String> {
    for fact in wire::record::facts(stored, book).map_err(|error| error.to_string())? {
        check(book, &fact)?;
        book.evolve(&fact);
    }
    Ok(())
}

/// Whether the book takes a fact without breaking an invariant. Accounts that it names were opened: without them there is no
/// fact.
fn check(book: &Book, fact: &Fact) -> Result<(), String> {
    match fact {
        Fact::AccountOpened { entity, code, .. } => {
            let name = AccountName { entity, code };
            let is_new = book.account_id(name).is_none();
            is_new.then_some(()).ok_or_else(|| format!("account \"{name}\" is opened a second time"))
        }
        Fact::EntryPosted(entry) => fits(book, &entry.lines, Balance::post),
        Fact::HoldPlaced { id, .. } if book.holds().contains_key(id) => {
            Err(format!("hold \"{id}\" is placed a second time"))
        }
        Fact::HoldPlaced { id, lines, .. } => {
            let place = |line: &Line| (line.account, line.side);
            // Captures take each line from the one of its account and side.
            let twice =
                |(n, line): (usize, &Line)| lines[..n].iter().any(|other| place(other) == place(line));
            if lines.iter().enumerate().any(twice) {
                return Err(format!("hold \"{id}\" has two lines on one side of an account"));
            }
            fits(book, lines, Balance::hold)
        }
        Fact::HoldCaptured { hold, entry, .. } => {
            let held = pending(book, hold)?;
            let is_held = |line: &Line| {
                let same = |held: &&Line| (held.account, held.side) == (line.account, line.side);
                let sum: i128 = entry.lines.iter().filter(same).map(|line| i128::from(line.amount)).sum();
                held.iter().find(same).is_some_and(|held| i128::from(held.amount) >= sum)
            };
            if !entry.lines.iter().all(is_held) {
                return Err(format!("hold \"{hold}\" is captured for more than it holds"));
            }
            // What is posted was held on the same side until now.
            fits(book, &entry.lines, |sums, side, amount| sums.release(side, amount).post(side, amount))
        }
        Fact::HoldReleased { hold, .. } => pending(book, hold).map(drop),
        Fact::Reversed(position) if book.reversed().contains(position) => {
            Err(format!("position {position} is reversed a second time"))
        }
        Fact::ProposalMade { proposal, .. } if book.proposals().contains_key(proposal) => {
            Err(format!("proposal \"{proposal}\" is made a second time"))
        }
        Fact::ProposalSettled { proposal, .. } => match book.proposals().get(proposal) {
            Some(found) if found.state == ProposalState::Pending => Ok(()),
            _ => Err(format!("proposal \"{proposal}\" is settled and not pending")),
        },
        _ => Ok(()),
    }
}

/// What is still held; nothing may be done to a hold that was never placed, or is settled.
fn pending<'a>(book: &'a Book, name: &str) -> Result<&'a [Line], String> {
    match book.holds().get(name) {
        Some(hold) if hold.state == HoldState::Pending => Ok(&hold.lines),
        _ => Err(format!("hold \"{name}\" is captured or released and not pending")),
    }
}

/// Whether lines balance within each currency and book side, and every sum stays within 64 bits.
fn fits(
    book: &Book,
    lines: &[Line],
    land: impl Fn(Balance, ledger::Side, i64) -> Option<Balance>,
) -> Result<(), String> {
    let mut balances = Vec::<(AccountId, Balance)>::with_capacity(lines.len());
    // Nearly always one or two.
    let mut sums = Vec::with_capacity(2);
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
        *balance = land(*balance, line.side, line.amount).ok_or_else(|| {
            format!("a sum of account \"{}:{}\" leaves 64 bits", account.entity, account.code)
        })?;
    }
    if lines.len() < 2 || sums.iter().any(|(_, sum)| *sum != 0) {
        return Err("an entry's debits are not equal to its credits".to_owned());
    }
    Ok(())
}
