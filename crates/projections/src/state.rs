//! What a builder remembers of a book between batches: its accounts with their sums, and the holds that are pending. Loaded
//! from the read models themselves when a builder starts.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use hashbrown::HashTable;

use crate::database::Database;
use crate::error::ProjectionError;
use crate::proposed::Proposed;
use crate::value::Row;

/// An account's number in the tables: unique over all books and the same after every rebuild.
pub(crate) fn account_no(book_no: i32, index: u32) -> i64 {
    (i64::from(book_no) << 32) | i64::from(index)
}

/// An account with its sums.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) entity: Box<str>,
    pub(crate) code: Box<str>,
    pub(crate) currency: Box<str>,
    pub(crate) normal_side: i32,
    pub(crate) book_side: i32,
    pub(crate) closed: bool,
    pub(crate) debits_must_not_exceed_credits: bool,
    pub(crate) credits_must_not_exceed_debits: bool,
    pub(crate) debit: i64,
    pub(crate) credit: i64,
    pub(crate) pending_debit: i64,
    pub(crate) pending_credit: i64,
    pub(crate) ceiling: Option<i64>,
    /// The appropriation or target of the latest fiscal year that has one, and that year.
    pub(crate) budget: Option<(i64, i32)>,
    /// Its row is to be written with this batch.
    pub(crate) touched: bool,
}

/// A hold that is not settled yet: what it still holds, by account index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pending {
    pub(crate) lines: Vec<(u32, i64)>,
    pub(crate) expires_at: Option<i64>,
}

/// A book as far as it was folded.
pub(crate) struct State {
    pub(crate) book_no: i32,
    pub(crate) position: u64,
    pub(crate) accounts: Vec<Account>,
    by_name: HashTable<u32>,
    hasher: foldhash::fast::FixedState,
    pub(crate) holds: BTreeMap<String, Pending>,
    /// Proposed events that rows are made of and that nobody has settled yet, by name of the proposal.
    pub(crate) proposed: BTreeMap<String, Proposed>,
    /// Closing entries that nothing has taken back, by position and place in their record: a few for each entity and year.
    pub(crate) closing_entries: BTreeSet<(u64, u32)>,
}

impl State {
    pub(crate) fn new(book_no: i32) -> Self {
        Self {
            book_no,
            position: 0,
            accounts: Vec::new(),
            by_name: HashTable::new(),
            hasher: foldhash::fast::FixedState::with_seed(0),
            holds: BTreeMap::new(),
            proposed: BTreeMap::new(),
            closing_entries: BTreeSet::new(),
        }
    }

    /// Reads it back from the tables with this prefix, all from one moment.
    pub(crate) async fn load(
        database: &Database,
        prefix: &str,
        book_no: i32,
    ) -> Result<Self, ProjectionError> {
        let of_book = vec![i64::from(book_no).into()];
        let accounts = format!(
            "select a.entity, a.code, a.currency, a.normal_side, a.book_side, a.closed,
                    a.debits_must_not_exceed_credits, a.credits_must_not_exceed_debits,
                    b.debit, b.credit, b.pending_debit, b.pending_credit, b.ceiling, b.budget,
                    b.budget_year
             from {prefix}account a left join {prefix}balance b on b.account = a.no
             where a.book = $1 order by a.no"
        );
        let holds = format!("select id, lines, expires_at from {prefix}hold where book = $1 and state = 1");
        let closing = format!(
            "select c.position, c.entry_no from {prefix}closing_entry c
             left join {prefix}reversal r on r.book = c.book and r.position = c.position
             where c.book = $1 and r.position is null"
        );
        let position = format!("select position from {prefix}book where no = $1");
        let queries = [position, accounts, holds, closing].map(|sql| (sql, of_book.clone()));
        let answers = database.snapshot(queries.to_vec()).await?;
        let mut state = Self::new(book_no);
        let [position, accounts, holds, closing] = answers.as_slice() else { return Ok(state) };
        state.position = position.first().map_or(0, |row| row.int(0)) as u64;
        for row in accounts {
            state.add(account(row));
        }
        for row in holds {
            let pending = Pending { lines: read_lines(row.text(1)), expires_at: row.opt_int(2) };
            state.holds.insert(row.text(0).to_owned(), pending);
        }
        let entry = |row: &Row| (row.int(0) as u64, row.int(1) as u32);
        state.closing_entries = closing.iter().map(entry).collect();
        Ok(state)
    }

    pub(crate) fn find(&self, entity: &str, code: &str) -> Option<u32> {
        let hash = self.hasher.hash_one((entity, code));
        let matches = |index: &u32| {
            let account = &self.accounts[*index as usize];
            *account.code == *code && *account.entity == *entity
        };
        self.by_name.find(hash, matches).copied()
    }

    /// Sets an appropriation or target; one of an earlier year than is known changes nothing here.
    pub(crate) fn set_budget(&mut self, index: u32, year: i32, amount: i64) {
        let budget = &mut self.accounts[index as usize].budget;
        if budget.is_none_or(|(_, known)| known <= year) {
            *budget = Some((amount, year));
        }
    }

    pub(crate) fn add(&mut self, account: Account) -> u32 {
        let index = self.accounts.len() as u32;
        let hash = self.hasher.hash_one((&*account.entity, &*account.code));
        self.accounts.push(account);
        let (accounts, hasher) = (&self.accounts, &self.hasher);
        self.by_name.insert_unique(hash, index, |index| {
            let account = &accounts[*index as usize];
            hasher.hash_one((&*account.entity, &*account.code))
        });
        index
    }
}

fn account(row: &Row) -> Account {
    Account {
        entity: row.text(0).into(),
        code: row.text(1).into(),
        currency: row.text(2).into(),
        normal_side: row.int(3) as i32,
        book_side: row.int(4) as i32,
        closed: row.int(5) != 0,
        debits_must_not_exceed_credits: row.int(6) != 0,
        credits_must_not_exceed_debits: row.int(7) != 0,
        debit: row.int(8),
        credit: row.int(9),
        pending_debit: row.int(10),
        pending_credit: row.int(11),
        ceiling: row.opt_int(12),
        budget: row.opt_int(13).zip(row.opt_int(14).map(|year| year as i32)),
        touched: false,
    }
}

/// What a hold still holds, as text: few holds have more than two lines, and people can read it.
pub(crate) fn write_lines(lines: &[(u32, i64)]) -> String {
    lines.iter().map(|(account, amount)| format!("{account}:{amount}")).collect::<Vec<_>>().join(",")
}

pub(crate) fn read_lines(text: &str) -> Vec<(u32, i64)> {
    let line = |part: &str| {
        let (account, amount) = part.split_once(':')?;
        Some((account.parse().ok()?, amount.parse().ok()?))
    };
    text.split(',').filter_map(line).collect()
}
