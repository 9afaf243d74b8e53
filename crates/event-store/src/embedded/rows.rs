//! A batch on its way to the thread that writes it. The caller only lends its batch, and that thread must own what it
//! works on: all texts and bytes are copied behind each other into one buffer, which costs no allocation a record.

use rusqlite::Statement;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::record::{Batch, Record};

/// The rows of a batch. Kept by the writer and filled again.
#[derive(Default)]
pub(super) struct Rows {
    data: Vec<u8>,
    rows: Vec<RowIndex>,
    pub(super) repeats: Vec<[Option<i64>; 4]>,
}

/// The numbers of a row, and where each of its texts and its bytes end in the buffer; each begins where the one before ends.
struct RowIndex {
    position: i64,
    recorded_at: i64,
    effective_date: i64,
    outcome: i64,
    bus: Option<(i64, i64)>,
    start: usize,
    ends: [usize; 5],
    /// Where the attachment ends, which begins after the bytes.
    attachment: Option<usize>,
}

impl Rows {
    /// Replaces the contents by a batch that was checked.
    pub(super) fn fill(&mut self, batch: &Batch) {
        self.data.clear();
        self.rows.clear();
        self.repeats.clear();
        for record in &batch.records {
            self.push(record);
        }
        for repeat in &batch.repeats {
            self.repeats.push([
                Some(repeat.of_position as i64),
                Some(repeat.recorded_at),
                repeat.bus.map(|bus| i64::from(bus.stream)),
                repeat.bus.map(|bus| bus.sequence as i64),
            ]);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    fn push(&mut self, record: &Record) {
        let start = self.data.len();
        let texts = [&record.code, &record.source, &record.id, &record.event_type];
        let mut ends = [0; 5];
        for (end, part) in
            ends.iter_mut().zip(texts.map(|text| text.as_bytes()).into_iter().chain([&*record.bytes]))
        {
            self.data.extend_from_slice(part);
            *end = self.data.len();
        }
        let attachment = record.attachment.as_ref().map(|attachment| {
            self.data.extend_from_slice(attachment);
            self.data.len()
        });
        self.rows.push(RowIndex {
            // `take` has refused anything that does not fit.
            position: record.position as i64,
            recorded_at: record.recorded_at,
            effective_date: i64::from(record.effective_date),
            outcome: i64::from(record.outcome.number()),
            bus: record.bus.map(|bus| (i64::from(bus.stream), bus.sequence as i64)),
            start,
            ends,
            attachment,
        });
    }

    /// Binds row `index` of the batch to the statement that inserts one.
    pub(super) fn bind(
        &self,
        statement: &mut Statement<'_>,
        index: usize,
        book_no: i32,
    ) -> rusqlite::Result<()> {
        let row = &self.rows[index];
        let [code, source, id, event_type, bytes] = row.ends;
        let part = |from: usize, to: usize| &self.data[from..to];
        let integer = |value: Option<i64>| value.map_or(ValueRef::Null, ValueRef::Integer);
        let values: [ValueRef<'_>; 13] = [
            ValueRef::Integer(row.position),
            ValueRef::Integer(row.recorded_at),
            integer(row.bus.map(|(_, sequence)| sequence)),
            ValueRef::Integer(i64::from(book_no)),
            ValueRef::Integer(row.effective_date),
            integer(row.bus.map(|(stream, _)| stream)),
            ValueRef::Integer(row.outcome),
            ValueRef::Text(part(row.start, code)),
            ValueRef::Text(part(code, source)),
            ValueRef::Text(part(source, id)),
            ValueRef::Text(part(id, event_type)),
            ValueRef::Blob(part(event_type, bytes)),
            row.attachment.map_or(ValueRef::Null, |end| ValueRef::Blob(part(bytes, end))),
        ];
        for (column, value) in values.into_iter().enumerate() {
            statement.raw_bind_parameter(column + 1, ToSqlOutput::Borrowed(value))?;
        }
        Ok(())
    }
}
