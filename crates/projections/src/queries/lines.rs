//! Lines of accounts with the entries they belong to, in order of account and day: what ledgers and cash books list.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use ledger::{AccountName, Date};

use super::accounts::{AccountRow, COLUMNS, WIDTH};
use super::journal::EntryView;
use super::{AccountFilter, KnownAt, Period, ReadModels};
use crate::error::ProjectionError;
use crate::value::{Row, Value};

/// Records whose entries are read at once.
const READ_RECORDS: usize = 2_000;

/// A line with its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// The account.
    pub account: AccountRow,
    /// Minor units: positive is a debit, negative a credit.
    pub amount: i64,
    /// The day it counts for.
    pub effective_date: Date,
    /// Its place among all lines of the record, from 0.
    pub line_no: u32,
    /// Its entry.
    pub entry: Arc<EntryView>,
}

impl ReadModels {
    /// The lines within a period, in order of entity, code, day, position and line.
    ///
    /// # Errors
    /// Those of log and database.
    pub async fn ledger_lines(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<Vec<LedgerLine>, ProjectionError> {
        let limit = self.limit(book, period.known_at).await?;
        let mut values = vec![
            Value::from(book),
            period.from.map_or(i32::MIN, |date| date.0).into(),
            period.to.map_or(i32::MAX, |date| date.0).into(),
            Value::Int(limit.map_or(i64::MAX, |limit| limit as i64)),
        ];
        let mut sql = format!(
            "select {COLUMNS}, l.position, l.line_no, l.amount, l.effective_date
             from book b join account a on a.book = b.no join line l on l.account = a.no
             where b.name = $1 and l.effective_date >= $2 and l.effective_date <= $3 and l.position <= $4"
        );
        accounts.conditions(&mut sql, &mut values);
        sql.push_str(" order by a.entity, a.code, l.effective_date, l.position, l.line_no");
        let rows = self.database.query(&sql, &values).await?;
        self.with_entries(book, &rows).await
    }

    /// The lines of one account that counted for days before `before`, in the order of the log: those at `positions`, and all
    /// that were recorded behind `behind`.
    ///
    /// # Errors
    /// Those of log and database.
    pub async fn earlier_lines(
        &self,
        book: &str,
        name: AccountName<'_>,
        positions: &[u64],
        (behind, before): (u64, Date),
    ) -> Result<Vec<LedgerLine>, ProjectionError> {
        let sql = format!(
            "select {COLUMNS}, l.position, l.line_no, l.amount, l.effective_date
             from book b join account a on a.book = b.no join line l on l.account = a.no
             where b.name = $1 and a.entity = $2 and a.code = $3 and l.effective_date < $4"
        );
        let of =
            vec![Value::from(book), Value::from(name.entity), Value::from(name.code), Value::from(before.0)];
        let behind = i64::try_from(behind).unwrap_or(i64::MAX);
        let later = [of.clone(), vec![Value::Int(behind)]].concat();
        let mut rows = self.database.query(&format!("{sql} and l.position > $5"), &later).await?;
        let known: BTreeSet<u64> = positions.iter().copied().filter(|at| *at <= behind as u64).collect();
        for chunk in known.into_iter().collect::<Vec<_>>().chunks(READ_RECORDS) {
            // Numbers, which need no placeholders.
            let list = chunk.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            rows.extend(self.database.query(&format!("{sql} and l.position in ({list})"), &of).await?);
        }
        rows.sort_by_key(|row| (row.int(WIDTH), row.int(WIDTH + 1)));
        self.with_entries(book, &rows).await
    }

    /// What the records at some positions moved on accounts, by position: debits less credits, in minor units. Records that have no
    /// line there are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn moved_at(
        &self,
        book: &str,
        positions: &BTreeSet<u64>,
        accounts: &AccountFilter,
    ) -> Result<BTreeMap<u64, i128>, ProjectionError> {
        let mut moved = BTreeMap::new();
        for chunk in positions.iter().collect::<Vec<_>>().chunks(READ_RECORDS) {
            // Numbers, which need no placeholders.
            let list = chunk.iter().map(|position| position.to_string()).collect::<Vec<_>>().join(", ");
            let mut values = vec![Value::from(book)];
            let mut sql = format!(
                "select l.position, l.amount from book b join account a on a.book = b.no join line l on l.account = a.no
                 where b.name = $1 and l.position in ({list})"
            );
            accounts.conditions(&mut sql, &mut values);
            for row in self.database.query(&sql, &values).await? {
                *moved.entry(row.int(0) as u64).or_insert(0) += i128::from(row.int(1));
            }
        }
        Ok(moved)
    }

    /// Lines, in the order of their rows: the columns of an account, then position, line, amount and day.
    async fn with_entries(&self, book: &str, rows: &[Row]) -> Result<Vec<LedgerLine>, ProjectionError> {
        let positions: BTreeSet<u64> = rows.iter().map(|row| row.int(WIDTH) as u64).collect();
        let entries = self.shared_entries(book, positions).await?;
        let line = |row: &Row| {
            let (position, line_no) = (row.int(WIDTH) as u64, row.int(WIDTH + 1) as u32);
            let entry =
                entries.get(&(position, line_no)).cloned().ok_or_else(|| ProjectionError::Contradiction {
                    book: book.to_owned(),
                    position,
                    what: format!("line {line_no} is in the read models and not in the log"),
                })?;
            Ok(LedgerLine {
                account: AccountRow::read(row),
                amount: row.int(WIDTH + 2),
                effective_date: Date(row.int(WIDTH + 3) as i32),
                line_no,
                entry,
            })
        };
        rows.iter().map(line).collect()
    }

    /// The entries at these positions, by position and line.
    async fn shared_entries(
        &self,
        book: &str,
        positions: BTreeSet<u64>,
    ) -> Result<HashMap<(u64, u32), Arc<EntryView>>, ProjectionError> {
        let positions: Vec<u64> = positions.into_iter().collect();
        let mut entries = HashMap::new();
        for chunk in positions.chunks(READ_RECORDS) {
            for entry in self.entries_at(book, chunk).await? {
                let entry = Arc::new(entry);
                for line in &entry.lines {
                    entries.insert((entry.position, line.line_no), Arc::clone(&entry));
                }
            }
        }
        Ok(entries)
    }

    /// The last effective date that the book has an entry on, as far as it was known; `None` when it has none.
    ///
    /// # Errors
    /// Those of log and database.
    pub async fn last_day(
        &self,
        book: &str,
        known_at: Option<KnownAt>,
    ) -> Result<Option<Date>, ProjectionError> {
        let limit = self.limit(book, known_at).await?.unwrap_or(u64::MAX);
        // The sums of days include everything. A day counts when something is left of one of its sums after the lines beyond the
        // position are taken off, of which each account has few or none; looking at all other lines would read the whole ledger.
        let sql = "select max(d.effective_date) from book b join account a on a.book = b.no
            join balance_day d on d.account = a.no
            left join (select l.account, l.effective_date, l.kind,
                    sum(case when l.amount > 0 then l.amount else 0 end) as debit,
                    sum(case when l.amount < 0 then -l.amount else 0 end) as credit
                from book b join account a on a.book = b.no join line l on l.account = a.no
                where b.name = $1 and l.position > $2 group by l.account, l.effective_date, l.kind) beyond
              on beyond.account = d.account and beyond.effective_date = d.effective_date and beyond.kind = d.kind
            where b.name = $1
              and (d.debit <> coalesce(beyond.debit, 0) or d.credit <> coalesce(beyond.credit, 0))";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.database.query(sql, &[book.into(), limit.into()]).await?;
        Ok(rows.first().and_then(|row| row.opt_int(0)).map(|day| Date(day as i32)))
    }
}
