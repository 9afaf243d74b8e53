//! A whole book as bytes, so that a restart folds only the tail of the log. A snapshot is a cache: whoever cannot read
//! one folds the log from its beginning.

use ledger::book::{Appropriation, Hold, Rest};
use ledger::{
    Account, AccountId, AccountName, Balance, Book, HoldState, Line, Proposal, ProposalState, Timestamp,
};
use prost::Message as _;

use crate::encoding::Writer;
use crate::ledger_v1 as pb;
use crate::record::{account_opened, book_opened, period_closed};
use crate::stored::{RecordError, closed_period, settings, signed_line, terms};

/// Number of this encoding. Raised by every change that an older version would misread.
pub const FORMAT: u32 = 4;

/// What a snapshot is made of.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// Position of the last record that was applied.
    pub position: u64,
    /// Command time of that record.
    pub at: Timestamp,
    /// Where the chart in force was published.
    pub chart_position: Option<u64>,
    /// Where the rulebook in force was published.
    pub rulebook_position: Option<u64>,
    /// Where completeness was last stated.
    pub statement_position: Option<u64>,
    /// The book.
    pub book: &'a Book,
}

/// What a snapshot gives back. The book has neither chart nor rulebook yet: they are read where they were published.
#[derive(Debug)]
pub struct Restored {
    /// Position of the last record that was applied.
    pub position: u64,
    /// Command time of that record.
    pub at: Timestamp,
    /// Where the chart in force was published.
    pub chart_position: Option<u64>,
    /// Where the rulebook in force was published.
    pub rulebook_position: Option<u64>,
    /// Where completeness was last stated.
    pub statement_position: Option<u64>,
    /// The book.
    pub book: Book,
}

/// A snapshot that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// The bytes are not a snapshot.
    #[error("the bytes are not a snapshot: {0}")]
    NotASnapshot(String),
    /// One of its parts is not what a book may hold.
    #[error("the snapshot does not hold together")]
    Part(#[from] RecordError),
    /// Its parts contradict one another.
    #[error("the snapshot does not hold together: {0}")]
    Inconsistent(&'static str),
}

/// Encodes a snapshot.
pub fn encode(snapshot: &Snapshot<'_>) -> Vec<u8> {
    let book = snapshot.book;
    let mut writer = Writer::with_capacity(256 + book.accounts().len() * 80 + book.holds().len() * 48);
    writer.uint(1, snapshot.position);
    writer.int(2, snapshot.at.0);
    if let Some(position) = snapshot.chart_position {
        writer.present_uint(3, position);
    }
    if let Some(position) = snapshot.rulebook_position {
        writer.present_uint(4, position);
    }
    writer.nested(5, |writer| book_opened(writer, book.settings()));
    for account in book.accounts() {
        writer.nested(6, |writer| write_account(writer, account));
    }
    for (id, hold) in book.holds() {
        writer.nested(7, |writer| write_hold(writer, id, hold));
    }
    if !book.reversed().is_empty() {
        writer.nested(8, |writer| book.reversed().iter().for_each(|position| writer.packed(*position)));
    }
    for ((account, year), appropriation) in book.budgets() {
        writer.nested(9, |writer| {
            writer.uint(1, u64::from(account.0));
            writer.int(2, appropriation.amount);
            writer.int(3, i64::from(*year));
            writer.bool(4, appropriation.enforced);
        });
    }
    writer.uint(10, book.entries());
    if let Some(position) = snapshot.statement_position {
        writer.present_uint(11, position);
    }
    for ((account, year), balance) in book.annual_sums() {
        writer.nested(12, |writer| {
            writer.uint(1, u64::from(account.0));
            writer.int(2, i64::from(year));
            sums(writer, 3, &balance);
        });
    }
    for (period, late_items) in book.closed_periods() {
        writer.nested(13, |writer| period_closed(writer, *period, *late_items));
    }
    for (name, proposal) in book.proposals() {
        writer.nested(14, |writer| write_proposal(writer, name, proposal));
    }
    for ((account, name), open) in book.open_items() {
        writer.nested(15, |writer| {
            writer.uint(1, u64::from(account.0));
            writer.text(2, name);
            writer.sint(3, *open);
        });
    }
    writer.finish()
}

/// Four sums under four tags, from `tag` on.
fn sums(writer: &mut Writer, tag: u32, balance: &Balance) {
    let sums = [balance.debit, balance.credit, balance.pending_debit, balance.pending_credit];
    (tag..).zip(sums).for_each(|(tag, sum)| writer.int(tag, sum));
}

fn write_proposal(writer: &mut Writer, name: &str, proposal: &Proposal) {
    let state = match proposal.state {
        ProposalState::Pending => pb::ProposalState::Pending,
        ProposalState::Approved => pb::ProposalState::Approved,
        ProposalState::Declined => pb::ProposalState::Declined,
    };
    writer.text(1, name);
    writer.text(2, &proposal.maker);
    writer.int(3, state as i64);
    writer.text(4, &proposal.event_type);
    writer.blob(5, &proposal.data);
}

fn write_account(writer: &mut Writer, account: &Account) {
    let name = AccountName { entity: &account.entity, code: &account.code };
    writer.nested(1, |writer| account_opened(writer, name, &account.terms));
    sums(writer, 2, &account.balance);
    writer.bool(6, account.closed);
}

fn write_hold(writer: &mut Writer, id: &str, hold: &Hold) {
    let state = match hold.state {
        HoldState::Pending => pb::HoldState::Pending,
        HoldState::Captured => pb::HoldState::Captured,
        HoldState::Released => pb::HoldState::Released,
        HoldState::Expired => pb::HoldState::Expired,
    };
    writer.text(1, id);
    writer.int(2, state as i64);
    for line in &hold.lines {
        writer.nested(3, |writer| {
            writer.uint(1, u64::from(line.account.0));
            writer.sint(2, line.signed());
        });
    }
    if let Some(expires_at) = hold.expires_at {
        writer.present_uint(4, expires_at.0 as u64);
    }
    writer.int(5, i64::from(hold.year));
}

/// Decodes a snapshot.
///
/// # Errors
/// When the bytes are not one, or its parts do not hold together.
pub fn decode(bytes: &[u8]) -> Result<Restored, SnapshotError> {
    let stored =
        pb::Snapshot::decode(bytes).map_err(|error| SnapshotError::NotASnapshot(error.to_string()))?;
    let opened = stored.settings.as_ref().ok_or(SnapshotError::Inconsistent("it names no book"))?;
    let mut book = Book::new(settings(opened)?);
    for account in &stored.accounts {
        let account = read_account(account)?;
        let name = AccountName { entity: &account.entity, code: &account.code };
        if book.account_id(name).is_some() {
            return Err(SnapshotError::Inconsistent("an account stands in it twice"));
        }
        book.restore_account(account);
    }
    for hold in &stored.holds {
        let (id, hold) = read_hold(hold, book.accounts().len())?;
        book.restore_hold(id, hold);
    }
    let number = |number: u32| known_account(number, book.accounts().len());
    let budget = |budget: &pb::SnapshotBudget| {
        let appropriation = Appropriation { amount: budget.amount, enforced: budget.enforced };
        Ok(((number(budget.account)?, budget.year), appropriation))
    };
    let open_item = |item: &pb::SnapshotOpenItem| match item.amount {
        0 => Err(SnapshotError::Inconsistent("an item that is cleared stands in it")),
        open => Ok(((number(item.account)?, item.name.as_str().into()), open)),
    };
    let rest = Rest {
        reversed: stored.reversed.iter().copied().collect(),
        budgets: stored.budgets.iter().map(budget).collect::<Result<_, SnapshotError>>()?,
        closed_periods: stored.closed_periods.iter().map(closed_period).collect::<Result<_, _>>()?,
        proposals: stored.proposals.iter().map(read_proposal).collect::<Result<_, _>>()?,
        open_items: stored.open_items.iter().map(open_item).collect::<Result<_, SnapshotError>>()?,
        entries: stored.entries,
    };
    book.restore_rest(rest);
    for annual in &stored.annual {
        let sums = [annual.debit, annual.credit, annual.pending_debit, annual.pending_credit];
        let account = known_account(annual.account, book.accounts().len())?;
        book.restore_annual(account, annual.year, read_sums(sums)?);
    }
    Ok(Restored {
        position: stored.position,
        at: Timestamp(stored.at),
        chart_position: stored.chart_position,
        rulebook_position: stored.rulebook_position,
        statement_position: stored.statement_position,
        book,
    })
}

fn known_account(number: u32, accounts: usize) -> Result<AccountId, SnapshotError> {
    let known = usize::try_from(number).is_ok_and(|number| number < accounts);
    known
        .then_some(AccountId(number))
        .ok_or(SnapshotError::Inconsistent("it names an account it does not hold"))
}

fn read_account(account: &pb::SnapshotAccount) -> Result<Account, SnapshotError> {
    let opened = account.terms.as_ref().ok_or(SnapshotError::Inconsistent("an account has no terms"))?;
    let sums = [account.debit, account.credit, account.pending_debit, account.pending_credit];
    Ok(Account {
        entity: opened.entity.as_str().into(),
        code: opened.code.as_str().into(),
        terms: terms(opened)?,
        balance: read_sums(sums)?,
        closed: account.closed,
    })
}

fn read_sums(sums: [i64; 4]) -> Result<Balance, SnapshotError> {
    if sums.iter().any(|sum| *sum < 0) {
        return Err(SnapshotError::Inconsistent("a sum is negative"));
    }
    let [debit, credit, pending_debit, pending_credit] = sums;
    Ok(Balance { debit, credit, pending_debit, pending_credit })
}

fn read_proposal(proposal: &pb::SnapshotProposal) -> Result<(Box<str>, Proposal), RecordError> {
    let state = match proposal.state() {
        pb::ProposalState::Pending => ProposalState::Pending,
        pb::ProposalState::Approved => ProposalState::Approved,
        pb::ProposalState::Declined => ProposalState::Declined,
        pb::ProposalState::Unspecified => return Err(RecordError::Unknown("a proposal's state")),
    };
    let read = Proposal {
        maker: proposal.maker.as_str().into(),
        state,
        event_type: proposal.r#type.as_str().into(),
        data: proposal.data.as_ref().into(),
    };
    Ok((proposal.proposal.as_str().into(), read))
}

fn read_hold(hold: &pb::SnapshotHold, accounts: usize) -> Result<(Box<str>, Hold), SnapshotError> {
    let state = match hold.state() {
        pb::HoldState::Pending => HoldState::Pending,
        pb::HoldState::Captured => HoldState::Captured,
        pb::HoldState::Released => HoldState::Released,
        pb::HoldState::Expired => HoldState::Expired,
        pb::HoldState::Unspecified => return Err(RecordError::Unknown("a hold state").into()),
    };
    let line = |line: &pb::SnapshotLine| -> Result<Line, SnapshotError> {
        Ok(signed_line(known_account(line.account, accounts)?, line.amount)?)
    };
    let lines = hold.lines.iter().map(line).collect::<Result<_, _>>()?;
    Ok((
        hold.id.as_str().into(),
        Hold { state, year: hold.year, lines, expires_at: hold.expires_at.map(Timestamp) },
    ))
}
