//! The journal: entries with their lines. They come from the log itself, which keeps them in order of position.

use std::collections::HashMap;
use std::sync::Arc;

use event_store::{Outcome, Record};
use ledger::{BookSide, Currency, Date, EntryKind, Timestamp};
use wire::ledger_v1 as pb;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

use super::accounts::{AccountRow, Index};
use super::movements::kind_of;
use super::{Page, ReadModels};
use crate::error::ProjectionError;
use crate::value::Value;

/// Records read at once while looking for posted ones.
const READ_RECORDS: usize = 4_096;

/// A line of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Its place among all lines of the record, from 0.
    pub line_no: u32,
    /// Accounting entity.
    pub entity: String,
    /// Code within the entity.
    pub code: String,
    /// Minor units of the account's currency: positive is a debit, negative a credit.
    pub amount: i64,
    /// The account's currency.
    pub currency: Currency,
    /// The set of books that the account belongs to.
    pub book_side: BookSide,
}

/// An entry with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView {
    /// Position of its record.
    pub position: u64,
    /// Its place among the entries of the record, from 0.
    pub entry_no: u32,
    /// The day it counts for.
    pub effective_date: Date,
    /// The day of a closed period that it was meant for, when it came too late.
    pub late_for: Option<Date>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Why it was made.
    pub kind: EntryKind,
    /// Free text.
    pub description: String,
    /// Position of the record that it takes back.
    pub reverses: Option<u64>,
    /// Position of the record that takes it back, if the read models include one.
    pub reversed_by: Option<u64>,
    /// Who made the event.
    pub source: String,
    /// The event's id.
    pub id: String,
    /// Number of the document that the event states; its id when it states none.
    pub reference: String,
    /// The event's type.
    pub event_type: String,
    /// The rule that made it; empty for instructions.
    pub rule: String,
    /// Version of the rulebook in force; zero for instructions.
    pub rulebook_version: u32,
    /// Its lines.
    pub lines: Vec<EntryLine>,
}

/// Reads a whole journal, in order, a chunk at a time.
pub struct Journal {
    models: ReadModels,
    book: String,
    after: u64,
    until: u64,
}

impl Journal {
    /// The next entries; `None` at the end. Never empty.
    ///
    /// # Errors
    /// Those of log and database.
    pub async fn next(&mut self) -> Result<Option<Vec<EntryView>>, ProjectionError> {
        while self.after < self.until {
            let limit = READ_RECORDS.min((self.until - self.after) as usize);
            let records = self.models.store.read(&self.book, self.after, limit).await?;
            let Some(last) = records.last() else { return Ok(None) };
            self.after = last.position;
            let entries = self.models.entries_of(&self.book, &records).await?;
            if !entries.is_empty() {
                return Ok(Some(entries));
            }
        }
        Ok(None)
    }
}

impl ReadModels {
    /// The journal of everything up to a position; the read models must include it.
    #[must_use]
    pub fn journal(&self, book: &str, until: u64) -> Journal {
        Journal { models: self.clone(), book: book.to_owned(), after: 0, until }
    }

    /// A page of entries after a cursor, which is the position of the last record read. `limit` counts records that posted
    /// something; all entries of a record stand on one page.
    ///
    /// # Errors
    /// [`ProjectionError::BadCursor`], and those of log and database.
    pub async fn entries(
        &self,
        book: &str,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<EntryView>, ProjectionError> {
        let bad = |text: &str| ProjectionError::BadCursor(text.to_owned());
        let mut after = match cursor {
            Some(text) => text.parse::<u64>().map_err(|_| bad(text))?,
            None => 0,
        };
        let until = self.position(book).await?;
        let (mut items, mut taken) = (Vec::new(), 0);
        while after < until {
            // Nearly every record posts an entry, so a little more than what is missing is enough.
            let count = (limit - taken + 16).min((until - after) as usize);
            let mut records = self.store.read(book, after, count).await?;
            let mut kept = records.len();
            for (i, record) in records.iter().enumerate() {
                if taken == limit {
                    kept = i;
                    break;
                }
                taken += usize::from(record.outcome == Outcome::Posted);
                after = record.position;
            }
            records.truncate(kept);
            if records.is_empty() {
                break;
            }
            items.extend(self.entries_of(book, &records).await?);
            if taken == limit {
                break;
            }
        }
        Ok(Page { items, next: (after < until).then(|| after.to_string()) })
    }

    /// The entries of the records at these positions.
    ///
    /// # Errors
    /// Those of log and database.
    pub async fn entries_at(&self, book: &str, positions: &[u64]) -> Result<Vec<EntryView>, ProjectionError> {
        if positions.is_empty() {
            return Ok(Vec::new());
        }
        let mut positions = positions.to_vec();
        positions.sort_unstable();
        positions.dedup();
        let records = self.store.read_at(book, &positions).await?;
        self.entries_of(book, &records).await
    }

    async fn entries_of(&self, book: &str, records: &[Record]) -> Result<Vec<EntryView>, ProjectionError> {
        let mut index = self.index(book).await?;
        let mut refreshed = false;
        let mut entries = Vec::new();
        for record in records.iter().filter(|record| record.outcome == Outcome::Posted) {
            let unfit = |what: String| ProjectionError::UnknownRecord {
                book: book.to_owned(),
                position: record.position,
                what,
            };
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
                .map_err(|error| unfit(error.to_string()))?;
            if !refreshed && !all_known(&decoded, &index) {
                index = self.refreshed_index(book).await?;
                refreshed = true;
            }
            views(&decoded, &index, &mut entries).map_err(unfit)?;
        }
        let reversals = self.reversals(book, records).await?;
        for entry in &mut entries {
            entry.reversed_by = reversals.get(&entry.position).copied();
        }
        Ok(entries)
    }

    /// Which of these records, given in order, were taken back, and by which position.
    async fn reversals(&self, book: &str, records: &[Record]) -> Result<HashMap<u64, u64>, ProjectionError> {
        let (Some(first), Some(last)) = (records.first(), records.last()) else { return Ok(HashMap::new()) };
        let mut sql = "select r.position, r.reversed_by from book b join reversal r on r.book = b.no
            where b.name = $1 and r.position between $2 and $3"
            .to_owned();
        let mut values = vec![book.into(), (first.position as i64).into(), (last.position as i64).into()];
        // A few records from all over the log: the reversals between them may be millions.
        if last.position - first.position >= records.len() as u64 {
            let places: Vec<String> = (4..records.len() + 4).map(|n| format!("${n}")).collect();
            sql.push_str(&format!(" and r.position in ({})", places.join(", ")));
            values.extend(records.iter().map(|record| Value::Int(record.position as i64)));
        }
        let rows = self.database.query(&sql, &values).await?;
        Ok(rows.iter().map(|row| (row.int(0) as u64, row.int(1) as u64)).collect())
    }
}

/// The entries that a record posted, in order.
fn posted(record: &pb::Record) -> impl Iterator<Item = &pb::Entry> {
    let facts = match &record.outcome {
        Some(Stored::Posted(posted)) => posted.facts.as_slice(),
        _ => &[],
    };
    facts.iter().filter_map(|fact| match &fact.fact {
        Some(Fact::EntryPosted(entry)) => Some(entry),
        Some(Fact::HoldCaptured(captured)) => captured.entry.as_ref(),
        _ => None,
    })
}

fn account<'i>(index: &'i Arc<Index>, entry: &pb::Entry, line: &pb::Line) -> Option<&'i AccountRow> {
    let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
    index.get(&(entity.clone(), line.code.clone()))
}

fn all_known(record: &pb::Record, index: &Arc<Index>) -> bool {
    posted(record).all(|entry| entry.lines.iter().all(|line| account(index, entry, line).is_some()))
}

fn views(record: &pb::Record, index: &Arc<Index>, views: &mut Vec<EntryView>) -> Result<(), String> {
    let (rule, rulebook_version) = match &record.outcome {
        Some(Stored::Posted(posted)) => (posted.rule.as_str(), posted.rulebook_version),
        _ => ("", 0),
    };
    let mut line_no = 0;
    let reference = wire::document::number(record).unwrap_or_else(|| record.id.clone());
    for (entry_no, entry) in (0..).zip(posted(record)) {
        let mut lines = Vec::with_capacity(entry.lines.len());
        for line in &entry.lines {
            let account = account(index, entry, line).ok_or_else(|| {
                format!("names account '{}:{}', which was never opened", entry.entity, line.code)
            })?;
            lines.push(EntryLine {
                line_no,
                entity: account.entity.clone(),
                code: account.code.clone(),
                amount: line.amount,
                currency: account.currency,
                book_side: account.book_side,
            });
            line_no += 1;
        }
        views.push(EntryView {
            position: record.position,
            entry_no,
            effective_date: Date(entry.effective_date),
            late_for: entry.late_for.map(Date),
            recorded_at: Timestamp(record.recorded_at),
            kind: kind_of(i64::from(entry.kind)),
            description: entry.description.clone(),
            reverses: (entry.reverses != 0).then_some(entry.reverses),
            reversed_by: None,
            source: record.source.clone(),
            id: record.id.clone(),
            reference: reference.clone(),
            event_type: record.r#type.clone(),
            rule: rule.to_owned(),
            rulebook_version,
            lines,
        });
    }
    Ok(())
}
