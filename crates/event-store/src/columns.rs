//! From the numbers that a database holds back to the types of `record`. What can't be is damage, never a default.

use bytes::Bytes;

use crate::error::StoreError;
use crate::record::{BusCoordinates, BusCursor, Head, Outcome, Record};

/// A row of `record` as either database hands it over.
pub(crate) struct RecordRow {
    pub(crate) position: i64,
    pub(crate) outcome: i16,
    pub(crate) code: String,
    pub(crate) source: String,
    pub(crate) id: String,
    pub(crate) event_type: String,
    pub(crate) recorded_at: i64,
    pub(crate) effective_date: i32,
    pub(crate) bus_stream: Option<i32>,
    pub(crate) bus_sequence: Option<i64>,
    pub(crate) bytes: Bytes,
    pub(crate) attachment: Option<Bytes>,
}

impl RecordRow {
    pub(crate) fn into_record(self, book: &str) -> Result<Record, StoreError> {
        let outcome = Outcome::from_number(self.outcome)
            .ok_or_else(|| damaged(book, "outcome", i64::from(self.outcome)))?;
        Ok(Record {
            position: unsigned(book, "position", self.position)?,
            outcome,
            code: self.code,
            source: self.source,
            id: self.id,
            event_type: self.event_type,
            recorded_at: self.recorded_at,
            effective_date: self.effective_date,
            bus: coordinates(book, self.bus_stream, self.bus_sequence)?,
            bytes: self.bytes,
            attachment: self.attachment,
        })
    }
}

/// A row of `head` as either database hands it over.
pub(crate) struct HeadRow {
    pub(crate) epoch: i64,
    pub(crate) position: i64,
    pub(crate) repeats: i64,
    pub(crate) bus_stream: Option<i32>,
    pub(crate) bus_sequence: Option<i64>,
    pub(crate) bus_digest: Option<Vec<u8>>,
}

impl HeadRow {
    pub(crate) fn into_head(self, book: &str) -> Result<Head, StoreError> {
        let coordinates = coordinates(book, self.bus_stream, self.bus_sequence)?;
        let bus = match (coordinates, self.bus_digest) {
            (None, _) => None,
            (Some(BusCoordinates { stream, sequence }), Some(digest)) => {
                let length = digest.len() as i64;
                let digest = digest.try_into().map_err(|_| damaged(book, "length of bus_digest", length))?;
                Some(BusCursor { stream, sequence, digest })
            }
            (Some(_), None) => return Err(damaged(book, "length of bus_digest", 0)),
        };
        Ok(Head {
            epoch: unsigned(book, "epoch", self.epoch)?,
            position: unsigned(book, "position", self.position)?,
            repeats: unsigned(book, "repeats", self.repeats)?,
            bus,
        })
    }
}

pub(crate) fn coordinates(
    book: &str,
    stream: Option<i32>,
    sequence: Option<i64>,
) -> Result<Option<BusCoordinates>, StoreError> {
    let (Some(stream), Some(sequence)) = (stream, sequence) else { return Ok(None) };
    Ok(Some(BusCoordinates {
        stream: u32::try_from(stream).map_err(|_| damaged(book, "bus_stream", i64::from(stream)))?,
        sequence: unsigned(book, "bus_sequence", sequence)?,
    }))
}

pub(crate) fn unsigned(book: &str, column: &str, value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| damaged(book, column, value))
}

pub(crate) fn damaged(book: &str, column: &str, value: i64) -> StoreError {
    StoreError::Damaged { book: book.to_owned(), what: format!("'{column}' is {value}") }
}

/// A limit or position from a caller; beyond what the database can count, everything is meant.
pub(crate) fn saturated(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
