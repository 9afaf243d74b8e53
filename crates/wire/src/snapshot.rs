//! A whole book as bytes, so that a restart folds only the tail of the log. A snapshot is a cache: whoever cannot read
//! one folds the log from its beginning.

use std::collections::{BTreeMap, BTreeSet};

use ledger::book::Hold;
use ledger::{Account, AccountId, AccountName, Balance, Book, HoldState, Line, Timestamp};
use prost::Message as _;

use crate::encoding::Writer;
use crate::ledger_v1 as pb;
use crate::record::{account_opened, book_opened};
use crate::stored::{RecordError, settings, signed_line, terms};

/// Number of this encoding. Raised by every change that an older version would misread.
pub const FORMAT: u32 = 2;

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
    for (account, amount) in book.budgets() {
        writer.nested(9, |writer| {
            writer.uint(1, u64::from(account.0));
            writer.int(2, *amount);
        });
    }
    writer.uint(10, book.entries());
    if let Some(position) = snapshot.statement_position {
        writer.present_uint(11, position);
    }
    writer.finish()
}

fn write_account(writer: &mut Writer, account: &Account) {
    let name = AccountName { entity: &account.entity, code: &account.code };
    writer.nested(1, |writer| account_opened(writer, name, &account.terms));
    writer.int(2, account.balance.debit);
    writer.int(3, account.balance.credit);
    writer.int(4, account.balance.pending_debit);
    writer.int(5, account.balance.pending_credit);
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
    let budget = |budget: &pb::SnapshotBudget| Ok((number(budget.account)?, budget.amount));
    let budgets = stored.budgets.iter().map(budget).collect::<Result<BTreeMap<_, _>, SnapshotError>>()?;
    book.restore_rest(stored.reversed.iter().copied().collect::<BTreeSet<_>>(), budgets, stored.entries);
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
    let balance = Balance {
        debit: account.debit,
        credit: account.credit,
        pending_debit: account.pending_debit,
        pending_credit: account.pending_credit,
    };
    let sums = [balance.debit, balance.credit, balance.pending_debit, balance.pending_credit];
    if sums.iter().any(|sum| *sum < 0) {
        return Err(SnapshotError::Inconsistent("a sum is negative"));
    }
    Ok(Account {
        entity: opened.entity.as_str().into(),
        code: opened.code.as_str().into(),
        terms: terms(opened)?,
        balance,
        closed: account.closed,
    })
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
    Ok((hold.id.as_str().into(), Hold { state, lines, expires_at: hold.expires_at.map(Timestamp) }))
}
