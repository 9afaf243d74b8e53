//! What controls a book beside its money: closed periods, entries that came too late for them, closing entries, and proposals.

use std::collections::BTreeSet;

use ledger::{Date, LateItems, Period};

use super::{Page, ReadModels};
use crate::control::MOVED;
use crate::error::ProjectionError;
use crate::value::Row;

/// A period was closed or reopened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodChange {
    /// Which.
    pub period: Period,
    /// What becomes of late items from then on; `None` when it was reopened.
    pub late_items: Option<LateItems>,
    /// Where it stands in the log.
    pub position: u64,
}

/// An entry that came too late for a closed period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateEntry {
    /// Where its record stands in the log.
    pub position: u64,
    /// Number of its first line in that record.
    pub line_no: i32,
    /// The day it was meant for.
    pub late_for: Date,
    /// The day it counts for.
    pub effective_date: Date,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// Its name.
    pub proposal: String,
    /// Who made it.
    pub maker: String,
    /// Type of the proposed event.
    pub event_type: String,
    /// Where it stands in the log.
    pub position: u64,
    /// How it was settled; `None` while it is pending.
    pub settled: Option<Settlement>,
}

/// How a proposal was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// By whom.
    pub checker: String,
    /// Approved, or declined.
    pub approved: bool,
    /// Why.
    pub note: String,
    /// Where it stands in the log.
    pub position: u64,
}

const PROPOSALS: &str = "select p.proposal, p.maker, p.event_type, p.position,
        s.checker, s.approved, s.note, s.position
    from book b join proposal p on p.book = b.no
    left join settlement s on s.book = p.book and s.proposal = p.proposal
    where b.name = $1";

impl ReadModels {
    /// Every closing and reopening of a period up to a position, in the order of the log.
    ///
    /// # Errors
    /// Those of the database, or a period that this version can't read.
    pub async fn period_changes(&self, book: &str, up_to: u64) -> Result<Vec<PeriodChange>, ProjectionError> {
        let sql = "select c.period, c.closed, c.late_items, c.position
            from book b join period_change c on c.book = b.no
            where b.name = $1 and c.position <= $2 order by c.position, c.period";
        let rows = self.database.query(sql, &[book.into(), i64_of(up_to).into()]).await?;
        rows.iter().map(|row| period_change(book, row)).collect()
    }

    /// The periods that are closed as known at a position, in their order, with where they were closed.
    ///
    /// # Errors
    /// As [`Self::period_changes`].
    pub async fn closed_periods(&self, book: &str, up_to: u64) -> Result<Vec<PeriodChange>, ProjectionError> {
        let mut latest = std::collections::BTreeMap::new();
        for change in self.period_changes(book, up_to).await? {
            latest.insert(change.period, change);
        }
        Ok(latest.into_values().filter(|change| change.late_items.is_some()).collect())
    }

    /// Entries that were meant for a day of `from` to `to` and came too late, in the order of the log.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn late_entries(
        &self,
        book: &str,
        from: Date,
        to: Date,
    ) -> Result<Vec<LateEntry>, ProjectionError> {
        let sql = "select l.position, l.line_no, l.late_for, l.effective_date
            from book b join late_entry l on l.book = b.no
            where b.name = $1 and l.late_for >= $2 and l.late_for <= $3 order by l.position, l.line_no";
        let rows = self.database.query(sql, &[book.into(), from.0.into(), to.0.into()]).await?;
        Ok(rows.iter().map(late_entry).collect())
    }

    /// Entries up to a position that came too late and were meant for a day of `from` to `to`, or count for one of them, in the
    /// order of the log.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn late_entries_touching(
        &self,
        book: &str,
        (from, to): (Date, Date),
        up_to: u64,
    ) -> Result<Vec<LateEntry>, ProjectionError> {
        let sql = "select l.position, l.line_no, l.late_for, l.effective_date
            from book b join late_entry l on l.book = b.no
            where b.name = $1 and l.position <= $4
              and ((l.late_for >= $2 and l.late_for <= $3) or (l.effective_date >= $2 and l.effective_date <= $3))
            order by l.position, l.line_no";
        let values = [book.into(), from.0.into(), to.0.into(), i64_of(up_to).into()];
        let rows = self.database.query(sql, &values).await?;
        Ok(rows.iter().map(late_entry).collect())
    }

    /// The entries recorded after a position up to another that close a year or take such an entry back, by position and place
    /// among the entries of their record.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn closing_entries(
        &self,
        book: &str,
        (after, up_to): (u64, u64),
    ) -> Result<BTreeSet<(u64, u32)>, ProjectionError> {
        let sql = "select c.position, c.entry_no from book b join closing_entry c on c.book = b.no
            where b.name = $1 and c.position > $2 and c.position <= $3";
        let values = [book.into(), i64_of(after).into(), i64_of(up_to).into()];
        let rows = self.database.query(sql, &values).await?;
        Ok(rows.iter().map(|row| (row.int(0) as u64, row.int(1) as u32)).collect())
    }

    /// The proposal of that name.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn proposal(&self, book: &str, name: &str) -> Result<Option<ProposalRow>, ProjectionError> {
        let sql = format!("{PROPOSALS} and p.proposal = $2");
        let rows = self.database.query(&sql, &[book.into(), name.into()]).await?;
        Ok(rows.first().map(proposal))
    }

    /// Proposals by name, pending ones alone where `pending`; a page after `cursor`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn proposals(
        &self,
        book: &str,
        pending: bool,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<ProposalRow>, ProjectionError> {
        let only = if pending { "and s.position is null" } else { "" };
        let sql = format!("{PROPOSALS} and p.proposal > $2 {only} order by p.proposal limit $3");
        let limit = limit.max(1);
        let after = cursor.unwrap_or("");
        let more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let rows = self.database.query(&sql, &[book.into(), after.into(), more.into()]).await?;
        let mut items: Vec<ProposalRow> = rows.iter().map(proposal).collect();
        let next = (items.len() > limit).then(|| items[limit - 1].proposal.clone());
        items.truncate(limit);
        Ok(Page { items, next })
    }
}

fn i64_of(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

fn late_entry(row: &Row) -> LateEntry {
    LateEntry {
        position: row.int(0) as u64,
        line_no: row.int(1) as i32,
        late_for: Date(row.int(2) as i32),
        effective_date: Date(row.int(3) as i32),
    }
}

fn period_change(book: &str, row: &Row) -> Result<PeriodChange, ProjectionError> {
    let (position, text) = (row.int(3) as u64, row.text(0));
    let late_items = if row.int(2) == MOVED { LateItems::NextOpenPeriod } else { LateItems::Refuse };
    let period = Period::parse(text).ok_or_else(|| ProjectionError::UnknownRecord {
        book: book.to_owned(),
        position,
        what: format!("names the period '{text}', which is none"),
    })?;
    let closed = row.int(1) != 0;
    Ok(PeriodChange { period, late_items: closed.then_some(late_items), position })
}

fn proposal(row: &Row) -> ProposalRow {
    let settled = row.opt_int(7).map(|position| Settlement {
        checker: row.text(4).to_owned(),
        approved: row.int(5) != 0,
        note: row.text(6).to_owned(),
        position: position as u64,
    });
    ProposalRow {
        proposal: row.text(0).to_owned(),
        maker: row.text(1).to_owned(),
        event_type: row.text(2).to_owned(),
        position: row.int(3) as u64,
        settled,
    }
}
