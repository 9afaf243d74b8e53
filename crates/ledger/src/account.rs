//! Accounts: their terms, their balances, and what their limits allow.

use crate::entry::Side;
use crate::money::Currency;

/// An account's number within its book, in the order of opening. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub u32);

/// Which set of books an account belongs to: each entry balances within each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookSide {
    /// Accrual: assets, liabilities, equity, LO revenue, expense.
    #[default]
    Financial,
    /// Cash: LRA revenue, expenditure, financing and their contra.
    Budget,
}

/// What an account was opened with. Only the ceiling changes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The side on which the account grows.
    pub normal_side: Side,
    /// The one currency it holds.
    pub currency: Currency,
    /// The set of books it belongs to.
    pub book_side: BookSide,
    /// Debits, posted and held, stay within posted credits.
    pub debits_must_not_exceed_credits: bool,
    /// Credits, posted and held, stay within posted debits.
    pub credits_must_not_exceed_debits: bool,
    /// The normal-side balance, posted and held, stays at or below this many minor units.
    pub ceiling: Option<i64>,
}

/// Sums of an account in minor units. All four only grow, but for pending ones that are captured or released.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Posted debits.
    pub debit: i64,
    /// Posted credits.
    pub credit: i64,
    /// Held debits.
    pub pending_debit: i64,
    /// Held credits.
    pub pending_credit: i64,
}

/// One account of a book.
#[derive(Clone, Debug)]
pub struct Account {
    /// The accounting entity it belongs to.
    pub entity: Box<str>,
    /// Its code within the entity.
    pub code: Box<str>,
    /// What it was opened with.
    pub terms: Terms,
    /// Its sums.
    pub balance: Balance,
    /// A closed account takes no more entries.
    pub closed: bool,
}

impl Balance {
    /// Posted balance on a side: positive when that side is the larger.
    pub fn posted(&self, side: Side) -> i128 {
        signed(side, self.debit, self.credit)
    }

    /// Posted sum of one side.
    pub fn posted_sum(&self, side: Side) -> i64 {
        match side {
            Side::Debit => self.debit,
            Side::Credit => self.credit,
        }
    }

    /// Held sum of one side.
    pub fn pending_sum(&self, side: Side) -> i64 {
        match side {
            Side::Debit => self.pending_debit,
            Side::Credit => self.pending_credit,
        }
    }

    /// Posts an amount; `None` when the sum, with what is held, leaves `i64`.
    #[must_use]
    pub fn post(mut self, side: Side, amount: i64) -> Option<Self> {
        let (posted, pending) = self.sums_mut(side);
        *posted = posted.checked_add(amount)?;
        posted.checked_add(*pending)?;
        Some(self)
    }

    /// Holds an amount; `None` when the sum, with what is posted, leaves `i64`.
    #[must_use]
    pub fn hold(mut self, side: Side, amount: i64) -> Option<Self> {
        let (posted, pending) = self.sums_mut(side);
        *pending = pending.checked_add(amount)?;
        pending.checked_add(*posted)?;
        Some(self)
    }

    /// Lets go of a held amount.
    ///
    /// # Panics
    /// When more is released than is held: the book's own invariant, asserted in release builds too.
    #[must_use]
    pub fn release(mut self, side: Side, amount: i64) -> Self {
        let (_, pending) = self.sums_mut(side);
        assert!(*pending >= amount, "a hold releases no more than it holds");
        *pending -= amount;
        self
    }

    fn sums_mut(&mut self, side: Side) -> (&mut i64, &mut i64) {
        match side {
            Side::Debit => (&mut self.debit, &mut self.pending_debit),
            Side::Credit => (&mut self.credit, &mut self.pending_credit),
        }
    }
}

/// `side` less the other side.
fn signed(side: Side, debit: i64, credit: i64) -> i128 {
    match side {
        Side::Debit => i128::from(debit) - i128::from(credit),
        Side::Credit => i128::from(credit) - i128::from(debit),
    }
}

/// Which limit a balance breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitBroken {
    /// Debits, posted and held, exceed posted credits.
    DebitsExceedCredits,
    /// Credits, posted and held, exceed posted debits.
    CreditsExceedDebits,
    /// The normal-side balance, posted and held, exceeds the ceiling.
    Ceiling,
}

impl Terms {
    /// The limit that an amount landing on `side` leaves broken, checked in the order of [`LimitBroken`].
    ///
    /// Only the side that grew is checked: a limit set below the present balance stops further growth, never relief.
    pub fn broken_by(&self, side: Side, after: &Balance) -> Option<LimitBroken> {
        let debits = i128::from(after.debit) + i128::from(after.pending_debit);
        let credits = i128::from(after.credit) + i128::from(after.pending_credit);
        match side {
            Side::Debit if self.debits_must_not_exceed_credits && debits > i128::from(after.credit) => {
                Some(LimitBroken::DebitsExceedCredits)
            }
            Side::Credit if self.credits_must_not_exceed_debits && credits > i128::from(after.debit) => {
                Some(LimitBroken::CreditsExceedDebits)
            }
            _ => self.ceiling.filter(|_| side == self.normal_side).and_then(|ceiling| {
                (self.committed(after) > i128::from(ceiling)).then_some(LimitBroken::Ceiling)
            }),
        }
    }

    /// What counts against the ceiling: posted on the normal side with what is held there, less what is posted on the
    /// other. A credit still on hold frees nothing yet.
    pub fn committed(&self, balance: &Balance) -> i128 {
        balance.posted(self.normal_side) + i128::from(balance.pending_sum(self.normal_side))
    }
}
