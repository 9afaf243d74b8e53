//! How messages ended: counts by code, and the lists of what a person has to look at.

use event_store::{Outcome, Record};
use ledger::Timestamp;
use wire::ledger_v1::record::Outcome as Stored;

use super::{Page, ReadModels};
use crate::error::ProjectionError;

/// How many records ended so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeCount {
    /// How they ended.
    pub outcome: Outcome,
    /// The refusal's or quarantine's code; empty when posted.
    pub code: String,
    /// How many.
    pub number: u64,
}

/// How one message ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    /// Position of its record.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// How it ended.
    pub outcome: Outcome,
    /// Stable code; empty when posted.
    pub code: String,
    /// The figures, for people; empty when posted.
    pub detail: String,
    /// Which linked item broke the rule, from zero.
    pub item: Option<u32>,
    /// Who made the message.
    pub source: String,
    /// The message's id.
    pub id: String,
    /// The message's type.
    pub event_type: String,
    /// Body as it is kept: canonical, or raw when quarantined.
    pub data: Vec<u8>,
}

impl ReadModels {
    /// Counts by outcome and code. Repeats take no position and are counted by the head of the log.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn outcome_counts(&self, book: &str) -> Result<Vec<OutcomeCount>, ProjectionError> {
        let sql = "select o.outcome, o.code, o.number from book b join outcome_count o on o.book = b.no
            where b.name = $1 order by o.outcome, o.code";
        let rows = self.database.query(sql, &[book.into()]).await?;
        let count = |row: &crate::value::Row| {
            let outcome = Outcome::from_number(row.int(0) as i16)?;
            Some(OutcomeCount { outcome, code: row.text(1).to_owned(), number: row.int(2) as u64 })
        };
        Ok(rows.iter().filter_map(count).collect())
    }

    /// A page of records that ended so, in order of position: quarantined ones keep their raw bytes.
    ///
    /// # Errors
    /// [`ProjectionError::BadCursor`], and those of the log.
    pub async fn ended(
        &self,
        book: &str,
        outcome: Outcome,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<OutcomeView>, ProjectionError> {
        let after = match cursor {
            Some(text) => text.parse().map_err(|_| ProjectionError::BadCursor(text.to_owned()))?,
            None => 0,
        };
        let mut records = self.store.read_by_outcome(book, outcome, after, limit + 1).await?;
        let more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().filter(|_| more).map(|record| record.position.to_string());
        let items: Result<_, _> = records.iter().map(|record| view(book, record)).collect();
        Ok(Page { items: items?, next })
    }

    /// How the messages with this identity ended: the first, and refused ones that reused it with other content.
    ///
    /// # Errors
    /// Those of the log.
    pub async fn outcomes_of(
        &self,
        book: &str,
        source: &str,
        id: &str,
    ) -> Result<Vec<OutcomeView>, ProjectionError> {
        let positions = self.store.find(book, source, id).await?;
        let records = self.store.read_at(book, &positions).await?;
        records.iter().map(|record| view(book, record)).collect()
    }

    /// How the message at a position ended; `None` beyond the head.
    ///
    /// # Errors
    /// Those of the log.
    pub async fn outcome_at(
        &self,
        book: &str,
        position: u64,
    ) -> Result<Option<OutcomeView>, ProjectionError> {
        let records = self.store.read_at(book, &[position]).await?;
        records.first().map(|record| view(book, record)).transpose()
    }
}

fn view(book: &str, stored: &Record) -> Result<OutcomeView, ProjectionError> {
    let record = wire::record::decode_record(&stored.bytes, stored.attachment.as_ref()).map_err(|error| {
        let (book, position) = (book.to_owned(), stored.position);
        ProjectionError::UnknownRecord { book, position, what: error.to_string() }
    })?;
    let (detail, item) = match record.outcome {
        Some(Stored::Refused(refused)) => (refused.detail, refused.item),
        Some(Stored::Quarantined(quarantined)) => (quarantined.detail, None),
        _ => (String::new(), None),
    };
    Ok(OutcomeView {
        position: stored.position,
        recorded_at: Timestamp(stored.recorded_at),
        outcome: stored.outcome,
        code: stored.code.clone(),
        detail,
        item,
        source: stored.source.clone(),
        id: stored.id.clone(),
        event_type: stored.event_type.clone(),
        data: record.data.to_vec(),
    })
}
