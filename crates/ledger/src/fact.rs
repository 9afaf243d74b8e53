//! Facts: what an accepted command changed. The log keeps them; [`crate::Book::evolve`] applies them.

use crate::account::{AccountId, Terms};
use crate::date::Timestamp;
use crate::entry::{Entry, Line};
use crate::period::{LateItems, Period};

/// One change of a book. Accounts are named by the number they got when opened; the wire writes their full names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// An account exists from here on, with the next free number.
    AccountOpened {
        /// Accounting entity.
        entity: Box<str>,
        /// Code within the entity.
        code: Box<str>,
        /// What it was opened with.
        terms: Terms,
    },
    /// The account takes no more entries.
    AccountClosed(AccountId),
    /// The account takes entries again.
    AccountReopened(AccountId),
    /// The ceiling changed; `None` lifts it.
    CeilingSet {
        /// The account.
        account: AccountId,
        /// Minor units.
        ceiling: Option<i64>,
    },
    /// An appropriation or revenue target of a year changed.
    BudgetSet {
        /// The budget account.
        account: AccountId,
        /// The fiscal year it is for: that of the record's effective date.
        year: i32,
        /// The whole of it from now on, in minor units.
        amount: i64,
        /// Entries of that year may not go beyond it.
        enforced: bool,
    },
    /// An entry was posted.
    EntryPosted(Entry),
    /// An entry was set aside.
    HoldPlaced {
        /// Name of the hold, unique in the book for ever.
        id: Box<str>,
        /// The fiscal year whose appropriations it counts against: that of the record's effective date.
        year: i32,
        /// Balanced lines.
        lines: Vec<Line>,
        /// When it lets go by itself.
        expires_at: Option<Timestamp>,
        /// Free text.
        description: Box<str>,
    },
    /// A hold became an entry, in full or in part.
    HoldCaptured {
        /// Name of the hold.
        hold: Box<str>,
        /// What was captured, now posted.
        entry: Entry,
        /// What is left stays on hold; otherwise it is released.
        keep_remainder: bool,
    },
    /// A hold let go of all that was left.
    HoldReleased {
        /// Name of the hold.
        hold: Box<str>,
        /// Why.
        reason: ReleaseReason,
    },
    /// The record at this position is taken back by the entries beside this fact.
    Reversed(u64),
    /// The period takes no more entries.
    PeriodClosed {
        /// Which.
        period: Period,
        /// What becomes of entries that come too late.
        late_items: LateItems,
    },
    /// The period takes entries again.
    PeriodReopened(Period),
    /// An event waits for approval.
    ProposalMade {
        /// Name of the proposal, unique in the book for ever.
        proposal: Box<str>,
        /// Who proposes it.
        maker: Box<str>,
        /// Type of the proposed event.
        event_type: Box<str>,
        /// Its canonical bytes.
        data: Box<[u8]>,
    },
    /// A proposal was approved (what it asked for are the facts after this one) or declined.
    ProposalSettled {
        /// Name of the proposal.
        proposal: Box<str>,
        /// Who settled it.
        checker: Box<str>,
        /// Approved, or declined.
        approved: bool,
        /// Free text.
        note: Box<str>,
    },
}

/// Why a hold let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseReason {
    /// Somebody released it.
    Released,
    /// Its time had come.
    Expired,
}
