//! What a posted record did, read from its facts: its entries, the day it counts for, what it takes back, and what it realized of
//! the budget.

use std::collections::BTreeMap;

use schema::ledger_v1::fact::Fact;
use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{BookSide, Entry, Line, Record};

use super::closing_entries::ClosingEntries;
use crate::accounts::Accounts;

/// What is known of the books up to a record.
#[derive(Clone, Copy)]
pub(super) struct Books<'a> {
    pub(super) accounts: &'a Accounts,
    pub(super) closing: &'a ClosingEntries,
}

/// What was realized by account and day: debits less credits, in minor units.
pub(super) type Realized = BTreeMap<(u32, i32), i128>;

/// Its facts; none of a record that was not posted.
pub(super) fn facts(record: &Record) -> impl Iterator<Item = &Fact> {
    let posted = match &record.outcome {
        Some(Outcome::Posted(posted)) => posted.facts.as_slice(),
        _ => &[][..],
    };
    posted.iter().filter_map(|fact| fact.fact.as_ref())
}

/// Its entries, in order.
pub(super) fn entries(record: &Record) -> impl Iterator<Item = &Entry> {
    facts(record).filter_map(|fact| match fact {
        Fact::EntryPosted(entry) => Some(entry),
        Fact::HoldCaptured(captured) => captured.entry.as_ref(),
        _ => None,
    })
}

/// The positions that it takes back, in order.
pub(super) fn taken_back(record: &Record) -> Vec<u64> {
    let reversed = facts(record).filter_map(|fact| match fact {
        Fact::Reversed(reversed) => Some(reversed.position),
        _ => None,
    });
    let mut positions: Vec<u64> = reversed.collect();
    positions.sort_unstable();
    positions
}

/// The day it counts for: what came too late for its own stands elsewhere.
pub(super) fn day(record: &Record) -> i32 {
    entries(record).next().map_or(record.effective_date, |entry| entry.effective_date)
}

/// The account that a line of an entry is on.
pub(super) fn account(entry: &Entry, line: &Line, accounts: &Accounts) -> Option<u32> {
    let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
    accounts.find(entity, &line.code)
}

/// What it realized of a group of the budget books, such as `4`: everything but closing entries.
pub(super) fn realized(record: &Record, group: &str, books: Books<'_>) -> Realized {
    let (mut realized, accounts) = (Realized::new(), books.accounts);
    let numbered = (0..).zip(entries(record));
    for (_, entry) in numbered.filter(|(place, _)| !books.closing.has(record.position, *place)) {
        for line in entry.lines.iter().filter(|line| line.code.split('.').next() == Some(group)) {
            let Some(number) = account(entry, line, accounts) else { continue };
            if accounts.get(number).book_side == BookSide::Budget {
                *realized.entry((number, entry.effective_date)).or_default() += i128::from(line.amount);
            }
        }
    }
    realized
}
