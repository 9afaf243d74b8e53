//! Completeness statements against the tables: the ranges of each stream go on without a gap under the stream's own name, and
//! every repeat that is stated stands in its table as it was stated. That each sequence number has its record is
//! `neraca-verify`'s part, which reads the whole log for it.

use std::collections::BTreeMap;

use event_store::{BusStream, EventStore, Outcome, Record, StoreError};
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as Stored;

/// Faults that are told one by one.
const TOLD: usize = 5;
/// Internal records read at once.
const CHUNK: usize = 1_000;

/// Compares the statements up to a position with the tables: faults, and what is well.
///
/// # Errors
/// When the store can't be read.
pub(super) async fn check(
    store: &dyn EventStore,
    book: &str,
    up_to: u64,
) -> Result<(Vec<String>, String), StoreError> {
    let mut statements = Statements { streams: store.bus_streams(book).await?, ..Statements::default() };
    let mut after = 0;
    loop {
        let records = store.read_by_outcome(book, Outcome::Internal, after, CHUNK).await?;
        let Some(last) = records.last() else { break };
        after = last.position;
        for record in records.iter().filter(|record| record.position <= up_to) {
            if let Some(stated) = stated(record) {
                statements.ranges(record.position, &stated.ranges);
                statements.repeats(store, book, record.position, &stated).await?;
            }
        }
    }
    let Statements { number, messages, repeats, faults, .. } = statements;
    Ok((faults, format!("{number} statements account for {messages} bus messages and {repeats} repeats")))
}

/// What a record states; a record that can't be read is another check's finding.
fn stated(record: &Record) -> Option<pb::CompletenessStated> {
    let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref()).ok()?;
    match decoded.outcome {
        Some(Stored::CompletenessStated(stated)) => Some(stated),
        _ => None,
    }
}

#[derive(Default)]
struct Statements {
    streams: Vec<BusStream>,
    /// The sequence number that comes next, by stream.
    next: BTreeMap<u32, u64>,
    number: u64,
    messages: u64,
    repeats: u64,
    faults: Vec<String>,
}

impl Statements {
    fn ranges(&mut self, position: u64, ranges: &[pb::BusRange]) {
        self.number += 1;
        for range in ranges {
            let (stream, first, last) = (range.stream, range.first, range.last);
            self.messages += (last + 1).saturating_sub(first);
            if let Some(expected) = self.next.insert(stream, last + 1).filter(|next| *next != first) {
                self.tell(format!(
                    "position {position}: stream {stream} goes on at {first}, not at {expected}"
                ));
            }
            let known = |known: &&BusStream| known.number == stream;
            let named = self.streams.iter().find(known);
            if named.is_none_or(|named| (&named.name, &named.created_at) != (&range.name, &range.created_at))
            {
                self.tell(format!("position {position}: stream {stream} is \"{}\" there", range.name));
            }
        }
    }

    async fn repeats(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        position: u64,
        stated: &pb::CompletenessStated,
    ) -> Result<(), StoreError> {
        if stated.repeats.is_empty() {
            return Ok(());
        }
        if stated.first_repeat != self.repeats + 1 {
            let fault = format!(
                "position {position}: its repeats begin with number {}, not {}",
                stated.first_repeat,
                self.repeats + 1
            );
            self.tell(fault);
        }
        let rows = store.repeats(book, stated.first_repeat.saturating_sub(1), stated.repeats.len()).await?;
        let mut rows = rows.iter();
        for (number, stated) in (stated.first_repeat..).zip(&stated.repeats) {
            let row = rows.next().map(|row| {
                let bus = row.repeat.bus.map(|bus| (bus.stream, bus.sequence));
                (row.number, row.repeat.of_position, row.repeat.recorded_at, bus)
            });
            let bus = stated.bus.as_ref().map(|bus| (bus.stream, bus.sequence));
            if row != Some((number, stated.of_position, stated.recorded_at, bus)) {
                self.tell(format!("repeat {number} is not as position {position} states it"));
            }
        }
        self.repeats = stated.first_repeat.saturating_sub(1) + stated.repeats.len() as u64;
        Ok(())
    }

    fn tell(&mut self, fault: String) {
        if self.faults.len() < TOLD {
            self.faults.push(fault);
        }
    }
}
