//! Commands: what an event asks of a book, borrowed from the decoded message.

use crate::account::Terms;
use crate::date::{Date, Timestamp};
use crate::entry::{EntryKind, Line, OpenItem, Side};
use crate::name::AccountName;
use crate::payment::Payment;
use crate::period::{LateItems, Period};

/// One event's wish.
#[derive(Clone, Debug)]
pub struct Command<'a> {
    /// When it is decided: never before the last command's time. The core has no other clock.
    pub at: Timestamp,
    /// The day it counts for.
    pub effective_date: Date,
    /// The CloudEvents id; the name of anything the event creates without naming it.
    pub id: &'a str,
    /// What it asks.
    pub request: Request<'a>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub enum Request<'a> {
    /// A payment event: the rulebook says what it means.
    Payment(Payment<'a>),
    /// Exact instructions that stand or fall together.
    Instructions(Vec<Instruction<'a>>),
    /// All entries of an earlier record are taken back.
    Reversal {
        /// The original, looked up by who calls; `None` when there is no such event.
        original: Option<Original>,
        /// Stand at the original's effective dates instead of the command's.
        at_original_date: bool,
        /// Free text.
        reason: &'a str,
    },
    /// An event is put up for approval.
    Proposal {
        /// Name of the proposal.
        proposal: &'a str,
        /// Who proposes.
        maker: &'a str,
        /// Type of the proposed event.
        event_type: &'a str,
        /// Its canonical bytes.
        data: &'a [u8],
    },
    /// A chart or rulebook is to be put in force.
    Publication(Publication<'a>),
    /// A proposed event is approved and done.
    Approval {
        /// Name of the proposal.
        proposal: &'a str,
        /// Who approves.
        checker: &'a str,
        /// Free text.
        note: &'a str,
        /// What was proposed, read by who calls; `None` when there is no pending proposal of that name.
        proposed: Option<Box<Request<'a>>>,
    },
    /// A proposal is declined, or withdrawn by its maker.
    Decline {
        /// Name of the proposal.
        proposal: &'a str,
        /// Who declines.
        checker: &'a str,
        /// Free text.
        note: &'a str,
    },
}

/// A file that is to be put in force. What it says is compiled by who calls, beside the other one that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication<'a> {
    /// What it is.
    pub kind: PublicationKind,
    /// Name under which it is published.
    pub name: &'a str,
    /// The file.
    pub content: &'a [u8],
}

/// What can be put in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationKind {
    /// A chart of accounts.
    Chart,
    /// A rulebook.
    Rulebook,
}

impl PublicationKind {
    /// The event that proposes it, as rulebooks name it where they ask for approval.
    pub fn event_name(self) -> &'static str {
        match self {
            Self::Chart => "ChartPublished",
            Self::Rulebook => "RulebookPublished",
        }
    }
}

/// An earlier record that is to be reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its position.
    pub position: u64,
    /// The entries it posted, captured ones among them; `None` when it was refused or quarantined.
    pub entries: Option<Vec<OriginalEntry>>,
    /// It did something else too (opened an account, placed a hold) that can't be taken back this way.
    pub has_other_facts: bool,
}

/// What a reversal needs of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalEntry {
    /// The day it counted for.
    pub effective_date: Date,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The open item that it made or cleared.
    pub open_item: Option<Box<OpenItem>>,
}

/// An open item of a named account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedItem<'a> {
    /// The account.
    pub account: AccountName<'a>,
    /// Its name within the account.
    pub name: &'a str,
}

/// An amount on a named account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedLine<'a> {
    /// The account.
    pub account: AccountName<'a>,
    /// The side.
    pub side: Side,
    /// Minor units as they came; a refusal when not above zero.
    pub amount: i64,
    /// The currency the amount was stated in.
    pub currency: crate::Currency,
}

/// One exact instruction.
#[derive(Clone, Debug)]
pub enum Instruction<'a> {
    /// Open an account.
    OpenAccount {
        /// Its name.
        account: AccountName<'a>,
        /// Its terms.
        terms: Terms,
    },
    /// Close an account.
    CloseAccount(AccountName<'a>),
    /// Reopen a closed account.
    ReopenAccount(AccountName<'a>),
    /// Set or lift a ceiling.
    SetCeiling {
        /// The account.
        account: AccountName<'a>,
        /// Minor units and currency; `None` lifts it.
        ceiling: Option<(i64, crate::Currency)>,
    },
    /// Set an appropriation or target.
    SetBudget {
        /// The budget account.
        account: AccountName<'a>,
        /// The whole of it from now on, in minor units.
        amount: i64,
        /// What it must have been until now; `None` in a first budget, which must not meet an earlier one.
        previous: Option<i64>,
        /// The amount is a ceiling too.
        enforce: bool,
    },
    /// Add to an appropriation or target.
    RaiseBudget {
        /// The budget account.
        account: AccountName<'a>,
        /// What is added, in minor units.
        amount: i64,
        /// The whole is a ceiling too.
        enforce: bool,
    },
    /// Post an entry.
    Post {
        /// Why it is made.
        kind: EntryKind,
        /// Its lines.
        lines: Vec<NamedLine<'a>>,
        /// Free text.
        description: &'a str,
        /// The open item that its lines on one account make or clear.
        open_item: Option<NamedItem<'a>>,
    },
    /// Set an entry aside.
    PlaceHold {
        /// Name of the hold.
        hold: &'a str,
        /// Its lines.
        lines: Vec<NamedLine<'a>>,
        /// When it lets go by itself.
        expires_at: Option<Timestamp>,
        /// Free text.
        description: &'a str,
    },
    /// Turn a hold into an entry.
    CaptureHold {
        /// Name of the hold.
        hold: &'a str,
        /// How much of it.
        part: CapturePart<'a>,
        /// Keep what is left on hold.
        keep_remainder: bool,
        /// Free text.
        description: &'a str,
    },
    /// Let a hold go.
    ReleaseHold {
        /// Name of the hold.
        hold: &'a str,
    },
    /// Close a period.
    ClosePeriod {
        /// Which.
        period: Period,
        /// What becomes of entries that come too late.
        late_items: LateItems,
    },
    /// Reopen a period.
    ReopenPeriod(Period),
}

/// How much of a hold is captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CapturePart<'a> {
    /// All that is left.
    All,
    /// This many minor units on each side; only for holds with one line on each.
    Amount(i64, crate::Currency),
    /// These lines.
    Lines(Vec<NamedLine<'a>>),
}

impl Instruction<'_> {
    /// The event that gives this instruction by itself, as rulebooks name it where they ask for approval.
    pub(crate) fn event_name(&self) -> &'static str {
        match self {
            Self::OpenAccount { .. } => "AccountOpened",
            Self::CloseAccount(_) => "AccountClosed",
            Self::ReopenAccount(_) => "AccountReopened",
            Self::SetCeiling { .. } => "CeilingSet",
            Self::SetBudget { .. } | Self::RaiseBudget { .. } => "BudgetRevised",
            Self::Post { .. } => "JournalPosted",
            Self::PlaceHold { .. } => "HoldPlaced",
            Self::CaptureHold { .. } => "HoldCaptured",
            Self::ReleaseHold { .. } => "HoldReleased",
            Self::ClosePeriod { .. } => "PeriodClosed",
            Self::ReopenPeriod(_) => "PeriodReopened",
        }
    }

    /// How many entry lines it carries.
    pub(crate) fn line_count(&self) -> usize {
        match self {
            Self::Post { lines, .. }
            | Self::PlaceHold { lines, .. }
            | Self::CaptureHold { part: CapturePart::Lines(lines), .. } => lines.len(),
            _ => 0,
        }
    }
}
