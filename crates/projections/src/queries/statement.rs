//! An account's statement: its lines in the order they were recorded, with the balance after each.

use std::collections::HashMap;

use ledger::{AccountName, Date, EntryKind, Timestamp};

use super::accounts::AccountRow;
use super::journal::EntryView;
use super::movements::kind_of;
use super::{KnownAt, MovementFilter, Page, Period, ReadModels};
use crate::error::ProjectionError;
use crate::value::Value;

/// Which lines are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatementQuery {
    /// First effective date.
    pub from: Option<Date>,
    /// Last effective date.
    pub to: Option<Date>,
    /// Whose knowledge is asked for.
    pub known_at: Option<KnownAt>,
}

/// One line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// Position of its record.
    pub position: u64,
    /// Its place among all lines of the record, from 0.
    pub line_no: u32,
    /// The day it counts for.
    pub effective_date: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Why the entry was made.
    pub kind: EntryKind,
    /// Minor units: positive is a debit, negative a credit.
    pub amount: i64,
    /// Debits less credits after this line.
    pub balance: i64,
    /// Free text of the entry.
    pub description: String,
    /// Who made the event.
    pub source: String,
    /// The event's id.
    pub id: String,
    /// The event's type.
    pub event_type: String,
}

/// A page of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The account.
    pub account: AccountRow,
    /// Debits less credits before the first line of the page.
    pub opening: i64,
    /// The lines.
    pub page: Page<StatementLine>,
}

impl ReadModels {
    /// A page of an account's statement. The balance runs on from page to page; the cursor carries it.
    ///
    /// # Errors
    /// [`ProjectionError::NoAccount`], [`ProjectionError::BadCursor`], and those of log and database.
    pub async fn statement(
        &self,
        book: &str,
        name: AccountName<'_>,
        query: StatementQuery,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Statement, ProjectionError> {
        let account = self.balance(book, name).await?.account;
        let last_known = self.limit(book, query.known_at).await?;
        let (position, line_no, opening) = match cursor {
            Some(text) => parse(text).ok_or_else(|| ProjectionError::BadCursor(text.to_owned()))?,
            None => (0, -1, self.opening(book, &account, query).await?),
        };
        let sql = "select position, line_no, effective_date, kind, amount from line
            where account = $1 and (position, line_no) > ($2, $3) and position <= $4
              and effective_date >= $5 and effective_date <= $6 order by position, line_no limit $7";
        let values = [
            Value::Int(account.no),
            position.into(),
            line_no.into(),
            Value::Int(last_known.map_or(i64::MAX, |limit| limit as i64)),
            query.from.map_or(i32::MIN, |date| date.0).into(),
            query.to.map_or(i32::MAX, |date| date.0).into(),
            Value::Int(limit as i64 + 1),
        ];
        let mut rows = self.database.query(sql, &values).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let positions: Vec<u64> = rows.iter().map(|row| row.int(0) as u64).collect();
        let entries = self.entries_by_line(book, &positions).await?;
        let mut balance = opening;
        let mut items = Vec::with_capacity(rows.len());
        for row in &rows {
            let (position, line_no, amount) = (row.int(0) as u64, row.int(1) as u32, row.int(4));
            balance = balance.checked_add(amount).ok_or(ProjectionError::TooLarge)?;
            let entry = entries.get(&(position, line_no));
            let text =
                |get: fn(&EntryView) -> &String| entry.map(|entry| get(entry).clone()).unwrap_or_default();
            items.push(StatementLine {
                position,
                line_no,
                effective_date: Date(row.int(2) as i32),
                recorded_at: entry.map_or(Timestamp(0), |entry| entry.recorded_at),
                // As the entry says, where the tables count a reversal as what it takes back.
                kind: entry.map_or_else(|| kind_of(row.int(3)), |entry| entry.kind),
                amount,
                balance,
                description: text(|entry| &entry.description),
                source: text(|entry| &entry.source),
                id: text(|entry| &entry.id),
                event_type: text(|entry| &entry.event_type),
            });
        }
        let next = items.last().filter(|_| more);
        let next = next.map(|last| format!("{}.{}.{}", last.position, last.line_no, last.balance));
        Ok(Statement { account, opening, page: Page { items, next } })
    }

    /// Debits less credits before the first day, as known at the position.
    async fn opening(
        &self,
        book: &str,
        account: &AccountRow,
        query: StatementQuery,
    ) -> Result<i64, ProjectionError> {
        let Some(from) = query.from else { return Ok(0) };
        let period = Period { from: Some(from), to: query.to, known_at: query.known_at };
        let filter = MovementFilter { account: Some(account.no), ..MovementFilter::default() };
        let (movements, _) = self.movements(book, period, &filter).await?;
        Ok(movements.first().map_or(0, |movement| movement.opening_debit - movement.opening_credit))
    }

    /// The entries that lines belong to, by position and the line's place in the record.
    async fn entries_by_line(
        &self,
        book: &str,
        positions: &[u64],
    ) -> Result<HashMap<(u64, u32), EntryView>, ProjectionError> {
        let mut by_line = HashMap::new();
        for entry in self.entries_at(book, positions).await? {
            for line in &entry.lines {
                by_line.insert((entry.position, line.line_no), entry.clone());
            }
        }
        Ok(by_line)
    }
}

/// `position.line_no.balance`
fn parse(cursor: &str) -> Option<(i64, i64, i64)> {
    let mut parts = cursor.split('.').map(|part| part.parse::<i64>().ok());
    let (position, line_no, balance) = (parts.next()??, parts.next()??, parts.next()??);
    let in_range = parts.next().is_none() && position >= 0 && i32::try_from(line_no).is_ok();
    in_range.then_some((position, line_no, balance))
}
