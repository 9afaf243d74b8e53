//! The state digest: one SHA-256 over all that a book holds, which any replay must reproduce.
//!
//! It covers accounts (name, terms, sums, closed), appropriations, holds, closed periods, proposals and the number of
//! entries and reversals, in order of name, so that it depends on what was posted and neither on how nor on when: embedded or Postgres, file or
//! bus, once or redelivered.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::account::{Account, BookSide};
use crate::book::{Book, HoldState};
use crate::entry::Side;
use crate::period::LateItems;
use crate::proposal::ProposalState;

/// A state digest, written as 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Begins every digest, so that a later layout can't be mistaken for this one.
const LAYOUT: &[u8] = b"neraca state digest v2\n";

impl Book {
    /// The digest of the present state. Sorts the accounts: for the ends of runs, not for each event.
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new();
        hash.update(LAYOUT);
        text(&mut hash, &self.settings().name);
        text(&mut hash, self.settings().currency.code());

        let mut order: Vec<usize> = (0..self.accounts().len()).collect();
        let name = |place: &usize| (&*self.accounts()[*place].entity, &*self.accounts()[*place].code);
        order.sort_unstable_by(|a, b| name(a).cmp(&name(b)));
        number(&mut hash, order.len() as i64);
        for place in order {
            account(&mut hash, &self.accounts()[place]);
            let id = crate::AccountId(place as u32);
            let budgets = self.budgets().range((id, i32::MIN)..=(id, i32::MAX));
            number(&mut hash, budgets.clone().count() as i64);
            for ((_, year), appropriation) in budgets {
                number(&mut hash, i64::from(*year));
                number(&mut hash, appropriation.amount);
                hash.update([u8::from(appropriation.enforced)]);
            }
        }

        number(&mut hash, self.holds().len() as i64);
        for (id, hold) in self.holds() {
            text(&mut hash, id);
            hash.update([match hold.state {
                HoldState::Pending => 1,
                HoldState::Captured => 2,
                HoldState::Released => 3,
                HoldState::Expired => 4,
            }]);
            let mut lines: Vec<_> =
                hold.lines.iter().map(|line| (self.account(line.account), line.signed())).collect();
            lines.sort_unstable_by_key(|(account, amount)| (&*account.entity, &*account.code, *amount));
            number(&mut hash, lines.len() as i64);
            for (account, amount) in lines {
                text(&mut hash, &account.entity);
                text(&mut hash, &account.code);
                number(&mut hash, amount);
            }
        }

        number(&mut hash, self.closed_periods().len() as i64);
        for (period, late_items) in self.closed_periods() {
            text(&mut hash, &period.to_string());
            hash.update([u8::from(*late_items == LateItems::NextOpenPeriod)]);
        }
        number(&mut hash, self.proposals().len() as i64);
        for (name, proposal) in self.proposals() {
            text(&mut hash, name);
            text(&mut hash, &proposal.maker);
            hash.update([match proposal.state {
                ProposalState::Pending => 1,
                ProposalState::Approved => 2,
                ProposalState::Declined => 3,
            }]);
        }

        number(&mut hash, self.entries() as i64);
        number(&mut hash, self.reversed().len() as i64);
        Digest(hash.finalize().into())
    }
}

fn account(hash: &mut Sha256, account: &Account) {
    text(hash, &account.entity);
    text(hash, &account.code);
    text(hash, account.terms.currency.code());
    hash.update([
        u8::from(account.terms.normal_side == Side::Credit),
        u8::from(account.terms.book_side == BookSide::Budget),
        u8::from(account.terms.debits_must_not_exceed_credits),
        u8::from(account.terms.credits_must_not_exceed_debits),
        u8::from(account.closed),
    ]);
    optional(hash, account.terms.ceiling);
    let balance = &account.balance;
    for sum in [balance.debit, balance.credit, balance.pending_debit, balance.pending_credit] {
        number(hash, sum);
    }
}

/// Length first, so that no two sequences of texts run together.
fn text(hash: &mut Sha256, text: &str) {
    number(hash, text.len() as i64);
    hash.update(text.as_bytes());
}

fn number(hash: &mut Sha256, number: i64) {
    hash.update(number.to_be_bytes());
}

fn optional(hash: &mut Sha256, value: Option<i64>) {
    hash.update([u8::from(value.is_some())]);
    number(hash, value.unwrap_or(0));
}
