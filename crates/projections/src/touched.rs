//! What a batch touched, and the change of the tables that it comes to: each touched row once. `fold.rs` collects it.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use crate::control::Control;
use crate::database::{OnConflict, Step};
use crate::schema;
use crate::state::{State, account_no, write_lines};
use crate::value::Value;

/// States of a hold in the tables.
pub(crate) const PENDING: i64 = 1;
pub(crate) const CAPTURED: i64 = 2;
pub(crate) const RELEASED: i64 = 3;
pub(crate) const EXPIRED: i64 = 4;

/// A line of an entry.
#[derive(Clone, Copy)]
pub(crate) struct LineRow {
    pub(crate) account: u32,
    pub(crate) position: i64,
    pub(crate) line_no: i32,
    pub(crate) effective_date: i32,
    pub(crate) kind: i32,
    pub(crate) amount: i64,
}

/// What a batch touched.
#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) sums: Vec<u32>,
    pub(crate) accounts: BTreeSet<u32>,
    pub(crate) days: HashMap<(u32, i32, i32), (i64, i64), foldhash::fast::FixedState>,
    pub(crate) lines: Vec<LineRow>,
    pub(crate) outcomes: BTreeMap<(i16, String), i64>,
    pub(crate) budgets: BTreeMap<(u32, u64), (i64, i32)>,
    pub(crate) settled: BTreeMap<String, (i64, Option<i64>)>,
    pub(crate) pending: BTreeSet<String>,
    pub(crate) publications: Vec<Value>,
    pub(crate) reversals: Vec<Value>,
    pub(crate) closing_entries: Vec<Value>,
    pub(crate) reconciliations: Vec<Value>,
    pub(crate) revenue: Vec<Value>,
    pub(crate) spending: Vec<Value>,
    pub(crate) control: Control,
    pub(crate) currency: Option<String>,
}

impl Touched {
    /// Takes what no later record changes out of what a whole log touches: the rows of most records are this alone. What is
    /// left grows with accounts, days and pending holds.
    pub(crate) fn take_final(&mut self) -> Self {
        Self {
            lines: std::mem::take(&mut self.lines),
            budgets: std::mem::take(&mut self.budgets),
            settled: std::mem::take(&mut self.settled),
            publications: std::mem::take(&mut self.publications),
            reversals: std::mem::take(&mut self.reversals),
            closing_entries: std::mem::take(&mut self.closing_entries),
            reconciliations: std::mem::take(&mut self.reconciliations),
            revenue: std::mem::take(&mut self.revenue),
            spending: std::mem::take(&mut self.spending),
            ..Self::default()
        }
    }

    /// Takes the sums to which every batch adds, once there are more than `max`.
    pub(crate) fn take_sums_beyond(&mut self, max: usize) -> Option<Self> {
        (self.days.len() > max).then(|| Self {
            days: std::mem::take(&mut self.days),
            outcomes: std::mem::take(&mut self.outcomes),
            ..Self::default()
        })
    }

    /// The change of the tables, from the position before the batch to the state's. Each touched row is in it once.
    pub(crate) fn steps(mut self, state: &mut State, before: u64, prefix: &str) -> Vec<Step> {
        let book = i64::from(state.book_no);
        let moved = format!("update {prefix}book set position = $1 where no = $2 and position = $3");
        let mut steps = vec![Step::One(
            moved,
            vec![Value::Int(state.position as i64), book.into(), Value::Int(before as i64)],
        )];
        if let Some(currency) = self.currency.take() {
            let sql = format!("update {prefix}book set currency = $1 where no = $2");
            steps.push(Step::Run(sql, vec![Value::Text(currency), book.into()]));
        }
        use OnConflict::{Add, Replace};
        steps.push(Step::Upsert(&schema::PUBLICATION, Replace, std::mem::take(&mut self.publications)));
        steps.push(Step::Upsert(&schema::ACCOUNT, Replace, self.account_rows(state)));
        steps.push(Step::Upsert(&schema::BALANCE, Replace, self.balance_rows(state)));
        steps.push(Step::Upsert(&schema::BALANCE_DAY, Add, self.day_rows(state.book_no)));
        steps.push(Step::Insert(&schema::LINE, self.line_rows(state.book_no)));
        steps.push(Step::Upsert(&schema::OUTCOME_COUNT, Add, self.outcome_rows(book)));
        steps.push(Step::Upsert(&schema::BUDGET_CHANGE, Replace, self.budget_rows(state.book_no)));
        steps.push(Step::Upsert(&schema::HOLD, Replace, self.hold_rows(state)));
        steps.push(Step::Insert(&schema::REVERSAL, std::mem::take(&mut self.reversals)));
        steps.push(Step::Insert(&schema::CLOSING_ENTRY, std::mem::take(&mut self.closing_entries)));
        let reconciliations = std::mem::take(&mut self.reconciliations);
        steps.push(Step::Insert(&schema::RECONCILIATION, reconciliations));
        steps.push(Step::Insert(&schema::REVENUE_EVENT, std::mem::take(&mut self.revenue)));
        steps.push(Step::Insert(&schema::SPENDING_EVENT, std::mem::take(&mut self.spending)));
        steps.extend(std::mem::take(&mut self.control).steps(state.book_no));
        steps.retain(
            |step| !matches!(step, Step::Insert(_, rows) | Step::Upsert(_, _, rows) if rows.is_empty()),
        );
        steps
    }

    fn account_rows(&self, state: &State) -> Vec<Value> {
        let mut rows = Vec::with_capacity(self.accounts.len() * 10);
        for index in &self.accounts {
            let account = &state.accounts[*index as usize];
            rows.extend([
                Value::Int(account_no(state.book_no, *index)),
                Value::Int(i64::from(state.book_no)),
                Value::Int(i64::from(account.normal_side)),
                Value::Int(i64::from(account.book_side)),
                Value::Int(i64::from(account.closed)),
                Value::Int(i64::from(account.debits_must_not_exceed_credits)),
                Value::Int(i64::from(account.credits_must_not_exceed_debits)),
                Value::Text(account.currency.to_string()),
                Value::Text(account.entity.to_string()),
                Value::Text(account.code.to_string()),
            ]);
        }
        rows
    }

    fn balance_rows(&mut self, state: &mut State) -> Vec<Value> {
        self.sums.sort_unstable();
        let mut rows = Vec::with_capacity(self.sums.len() * 8);
        for index in &self.sums {
            let account = &mut state.accounts[*index as usize];
            account.touched = false;
            rows.extend([
                Value::Int(account_no(state.book_no, *index)),
                Value::Int(account.debit),
                Value::Int(account.credit),
                Value::Int(account.pending_debit),
                Value::Int(account.pending_credit),
                Value::opt(account.ceiling),
                Value::opt(account.budget.map(|(amount, _)| amount)),
                Value::opt(account.budget.map(|(_, year)| i64::from(year))),
            ]);
        }
        rows
    }

    /// In order of the key, which saves the database's tree most of its way.
    fn day_rows(&mut self, book_no: i32) -> Vec<Value> {
        let mut days: Vec<_> = self.days.drain().collect();
        days.sort_unstable_by_key(|(key, _)| *key);
        let row = |((account, date, kind), (debit, credit)): ((u32, i32, i32), (i64, i64))| {
            [
                Value::Int(account_no(book_no, account)),
                Value::Int(debit),
                Value::Int(credit),
                Value::from(date),
                Value::from(kind),
            ]
        };
        days.into_iter().flat_map(row).collect()
    }

    fn line_rows(&mut self, book_no: i32) -> Vec<Value> {
        // Stable: lines of an account stay in the order of the log.
        self.lines.sort_by_key(|line| line.account);
        let mut rows = Vec::with_capacity(self.lines.len() * 6);
        for line in &self.lines {
            rows.extend([
                Value::Int(account_no(book_no, line.account)),
                Value::Int(line.position),
                Value::Int(line.amount),
                Value::from(line.line_no),
                Value::from(line.effective_date),
                Value::from(line.kind),
            ]);
        }
        rows
    }

    fn outcome_rows(&mut self, book: i64) -> Vec<Value> {
        let outcomes = std::mem::take(&mut self.outcomes).into_iter();
        let row = |((outcome, code), number): ((i16, String), i64)| {
            [Value::Int(number), Value::Int(book), Value::Int(i64::from(outcome)), Value::Text(code)]
        };
        outcomes.flat_map(row).collect()
    }

    fn budget_rows(&self, book_no: i32) -> Vec<Value> {
        let row = |((account, position), (amount, date)): (&(u32, u64), &(i64, i32))| {
            [
                Value::Int(account_no(book_no, *account)),
                Value::Int(*position as i64),
                Value::Int(*amount),
                Value::from(*date),
            ]
        };
        self.budgets.iter().flat_map(row).collect()
    }

    fn hold_rows(&mut self, state: &State) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut push = |id: &str, state_no: i64, expires_at: Option<i64>, lines: &[(u32, i64)]| {
            let remaining = lines.iter().map(|(_, amount)| (*amount).max(0)).fold(0, i64::saturating_add);
            rows.extend([
                Value::Int(remaining),
                Value::opt(expires_at),
                Value::Int(i64::from(state.book_no)),
                Value::Int(state_no),
                Value::from(id),
                Value::Text(write_lines(lines)),
            ]);
        };
        for id in &self.pending {
            if let Some(hold) = state.holds.get(id) {
                push(id, PENDING, hold.expires_at, &hold.lines);
            }
        }
        for (id, (state_no, expires_at)) in &self.settled {
            push(id, *state_no, *expires_at, &[]);
        }
        rows
    }
}
