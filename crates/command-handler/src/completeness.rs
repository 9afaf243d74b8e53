//! Accounting for the bus: which sequence numbers of which stream have their outcomes in the log, and which messages were
//! repeats. From time to time the decider writes what was accounted since the last time into the log, as a statement that
//! can be proved like every other record.
//!
//! Repeats stand in their table at once. A statement also puts them under the log's hash, but repeats alone never make the log
//! grow, so those of files and HTTP may wait long for one: only the newest are kept in memory, and the others are read from
//! the table when they are stated.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use event_store::{BusCoordinates, BusCursor, BusStream, EventStore, Head, Outcome, Record, Repeat};
use ledger::Timestamp;
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as Stored;

use crate::error::HandlerError;

/// Messages of the bus under one statement. Bounds what a start reads again.
const MESSAGES_MAX: u64 = 65_536;
/// Repeats in one statement: about 22 bytes each, so that a statement fits an entry of the log.
const REPEATS_MAX: usize = 2_048;
/// Repeats that are stated at once, where there is a choice: 1.4 MB of a batch.
const REPEATS_AT_ONCE: u64 = 32 * REPEATS_MAX as u64;
/// Repeats that stay in memory from batch to batch. Statements of a log that goes on then seldom read the table.
const KEPT_MAX: usize = 4 * REPEATS_MAX;
/// Longest that a message of the bus waits for its statement, and a repeat while the log grows, in microseconds.
const WAIT_MAX: i64 = 60_000_000;
/// Records and repeats read at once at a start.
const CHUNK: usize = 8_192;

/// What is accounted for and not yet stated.
#[derive(Debug, Default)]
pub(crate) struct Completeness {
    /// Without gaps each; a new one begins where the numbers do not go on.
    ranges: Vec<pb::BusRange>,
    messages: u64,
    /// Command time of the first message.
    since: Option<Timestamp>,
    /// Number of the first repeat that is not stated.
    first_repeat: u64,
    /// How many are not stated.
    unstated: u64,
    /// Command time of the first of them that came since the start.
    repeated_since: Option<Timestamp>,
    /// The newest of them.
    repeats: VecDeque<pb::Repeat>,
    /// How far the bus is read, with the digest of the message there.
    cursor: Option<BusCursor>,
    /// Name and creation time of streams, by number.
    streams: BTreeMap<u32, (String, String)>,
}

impl Completeness {
    /// What is not stated in a log whose last statement stands at that position.
    pub(crate) async fn of_log(
        store: &dyn EventStore,
        book: &str,
        statement_position: Option<u64>,
        head: &Head,
    ) -> Result<Self, HandlerError> {
        let stated = match statement_position {
            Some(position) => statement(store, book, position).await?,
            None => pb::CompletenessStated::default(),
        };
        let first_repeat = stated.first_repeat.max(1) + stated.repeats.len() as u64;
        let mut unstated = Self { first_repeat, cursor: head.bus, ..Self::default() };
        unstated.unstated = (head.repeats + 1).saturating_sub(first_repeat);
        let mut seen = Vec::new();
        if head.bus.is_some_and(|bus| !ends_at(&stated, bus)) {
            seen = repeats(store, book, first_repeat, head).await?;
            seen.extend(records(store, book, statement_position.unwrap_or(0), head).await?);
        }
        // As they came: records and repeats of the bus stand in two tables.
        seen.sort_by_key(|seen| (seen.0.stream, seen.0.sequence));
        for (bus, ending, at) in seen {
            unstated.saw(Some(bus), ending, at);
        }
        Ok(unstated)
    }

    /// A message has its record.
    pub(crate) fn recorded(&mut self, record: &Record) {
        self.saw(record.bus, Ending::of(record.outcome), Timestamp(record.recorded_at));
    }

    /// A message was recognised as a repeat.
    pub(crate) fn repeated(&mut self, repeat: &Repeat) {
        self.repeats.push_back(stored(repeat));
        self.unstated += 1;
        self.repeated_since.get_or_insert(Timestamp(repeat.recorded_at));
        self.saw(repeat.bus, Some(Ending::Repeated), Timestamp(repeat.recorded_at));
    }

    /// The bus was read up to there.
    pub(crate) fn read_up_to(&mut self, cursor: BusCursor) {
        self.cursor = Some(cursor);
    }

    /// Everything up to here is on its way to the table: old repeats need not stay in memory.
    pub(crate) fn shed(&mut self) {
        let old = self.repeats.len().saturating_sub(KEPT_MAX);
        self.repeats.drain(..old);
    }

    /// Whether it is time for a statement. `moved` says that the log grows anyway: repeats alone never make it grow, so
    /// that importing a file again leaves the log as it was.
    pub(crate) fn is_due(&self, now: Timestamp, moved: bool, stopping: bool) -> bool {
        let waited =
            |since: Option<Timestamp>| since.is_some_and(|since| now.0.saturating_sub(since.0) >= WAIT_MAX);
        self.messages >= MESSAGES_MAX
            || waited(self.since)
            || (stopping && self.messages > 0)
            || ((self.is_many() || waited(self.repeated_since)) && (moved || self.messages > 0))
    }

    /// Whether more repeats wait than should stand in one statement with the bus messages that come now. They are stated in
    /// front of them, since a statement with ranges of the bus lists all that came before it.
    pub(crate) fn is_behind(&self) -> bool {
        self.ranges.is_empty() && self.is_many()
    }

    fn is_many(&self) -> bool {
        self.unstated >= REPEATS_MAX as u64
    }

    /// The numbers of the repeats that [`Completeness::state`] needs from the table.
    pub(crate) fn in_table(&self) -> Range<u64> {
        let first_kept = self.first_repeat + self.unstated - self.repeats.len() as u64;
        self.first_repeat..first_kept.min(self.first_repeat + self.at_once())
    }

    /// How many repeats the next statements list.
    fn at_once(&self) -> u64 {
        if self.ranges.is_empty() { self.unstated.min(REPEATS_AT_ONCE) } else { self.unstated }
    }

    /// Whether a stream is to be stated whose name is not known.
    pub(crate) fn needs_names(&self) -> bool {
        self.ranges.iter().any(|range| !self.streams.contains_key(&range.stream))
    }

    /// Learns the names of streams.
    pub(crate) fn learn(&mut self, streams: Vec<BusStream>) {
        self.streams =
            streams.into_iter().map(|stream| (stream.number, (stream.name, stream.created_at))).collect();
    }

    /// The statements of everything up to now; the first has the ranges, and more follow where there are many repeats.
    /// Without ranges only the first of very many repeats. `from_table` are the repeats of [`Completeness::in_table`].
    pub(crate) fn state(&mut self, from_table: Vec<Repeat>) -> Vec<pb::CompletenessStated> {
        let count = self.at_once();
        let kept = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(from_table.len());
        let mut repeats: Vec<pb::Repeat> = from_table.iter().map(stored).collect();
        repeats.extend(self.repeats.drain(..kept.min(self.repeats.len())));
        self.unstated -= count;
        if self.unstated == 0 {
            self.repeated_since = None;
        }
        let mut ranges = std::mem::take(&mut self.ranges);
        for range in &mut ranges {
            if let Some((name, created_at)) = self.streams.get(&range.stream) {
                (range.name, range.created_at) = (name.clone(), created_at.clone());
            }
            if let Some(cursor) = &self.cursor
                && (cursor.stream, cursor.sequence) == (range.stream, range.last)
            {
                range.last_digest = bytes::Bytes::copy_from_slice(&cursor.digest);
            }
        }
        (self.messages, self.since) = (0, None);
        let mut statements = Vec::new();
        let mut chunks = repeats.chunks(REPEATS_MAX);
        loop {
            let repeats = chunks.next().unwrap_or_default().to_vec();
            if repeats.is_empty() && ranges.is_empty() {
                return statements;
            }
            let first_repeat = self.first_repeat;
            self.first_repeat += repeats.len() as u64;
            let ranges = std::mem::take(&mut ranges);
            statements.push(pb::CompletenessStated { ranges, first_repeat, repeats });
        }
    }

    fn saw(&mut self, bus: Option<BusCoordinates>, ending: Option<Ending>, at: Timestamp) {
        let (Some(bus), Some(ending)) = (bus, ending) else { return };
        self.since.get_or_insert(at);
        let goes_on = |range: &&mut pb::BusRange| {
            range.stream == bus.stream && (bus.sequence == range.last || bus.sequence == range.last + 1)
        };
        let range = match self.ranges.last_mut().filter(goes_on) {
            Some(range) => range,
            None => {
                let (stream, first) = (bus.stream, bus.sequence);
                self.ranges.push(pb::BusRange { stream, first, last: first, ..Default::default() });
                self.messages += 1;
                self.ranges.last_mut().expect("a range was just added")
            }
        };
        if bus.sequence > range.last {
            range.last = bus.sequence;
            self.messages += 1;
        }
        let count = match ending {
            Ending::Posted => &mut range.posted,
            Ending::Refused => &mut range.refused,
            Ending::Quarantined => &mut range.quarantined,
            Ending::Repeated => &mut range.repeated,
        };
        *count += 1;
    }
}

/// How a message ended.
#[derive(Clone, Copy, Debug)]
enum Ending {
    Posted,
    Refused,
    Quarantined,
    Repeated,
}

impl Ending {
    /// `None` for what no message was.
    fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Posted => Some(Self::Posted),
            Outcome::Refused => Some(Self::Refused),
            Outcome::Quarantined => Some(Self::Quarantined),
            Outcome::Internal => None,
        }
    }
}

type Seen = (BusCoordinates, Option<Ending>, Timestamp);

fn stored(repeat: &Repeat) -> pb::Repeat {
    let bus = repeat.bus.map(|bus| pb::BusCoordinates { stream: bus.stream, sequence: bus.sequence });
    pb::Repeat { of_position: repeat.of_position, recorded_at: repeat.recorded_at, bus }
}

fn ends_at(stated: &pb::CompletenessStated, bus: BusCursor) -> bool {
    stated.ranges.last().is_some_and(|range| (range.stream, range.last) == (bus.stream, bus.sequence))
}

/// The statement at a position.
async fn statement(
    store: &dyn EventStore,
    book: &str,
    position: u64,
) -> Result<pb::CompletenessStated, HandlerError> {
    let damaged = |problem: String| HandlerError::DamagedLog { position, problem };
    let record = store.read_at(book, &[position]).await?.pop();
    let record = record.ok_or_else(|| damaged("it is missing".to_owned()))?;
    let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref());
    match decoded.map_err(|error| damaged(error.to_string()))?.outcome {
        Some(Stored::CompletenessStated(stated)) => Ok(stated),
        _ => Err(damaged("it states no completeness, and the snapshot says that it does".to_owned())),
    }
}

/// The repeats of the bus from a number on.
async fn repeats(
    store: &dyn EventStore,
    book: &str,
    first: u64,
    head: &Head,
) -> Result<Vec<Seen>, HandlerError> {
    let mut seen = Vec::new();
    let mut number = first - 1;
    while number < head.repeats {
        let chunk = store.repeats(book, number, CHUNK).await?;
        let Some(last) = chunk.last() else { break };
        number = last.number;
        for repeat in chunk.iter().map(|stored| &stored.repeat) {
            let at = Timestamp(repeat.recorded_at);
            seen.extend(repeat.bus.map(|bus| (bus, Some(Ending::Repeated), at)));
        }
    }
    Ok(seen)
}

/// What came from the bus among the records after a position.
async fn records(
    store: &dyn EventStore,
    book: &str,
    after: u64,
    head: &Head,
) -> Result<Vec<Seen>, HandlerError> {
    let mut seen = Vec::new();
    let mut position = after;
    while position < head.position {
        let chunk = store.read(book, position, CHUNK).await?;
        let Some(last) = chunk.last() else { break };
        position = last.position;
        for record in &chunk {
            let at = Timestamp(record.recorded_at);
            seen.extend(record.bus.map(|bus| (bus, Ending::of(record.outcome), at)));
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(stream: u32, sequence: u64, ending: Ending) -> Seen {
        (BusCoordinates { stream, sequence }, Some(ending), Timestamp(sequence as i64))
    }

    fn after(seen: impl IntoIterator<Item = Seen>) -> Completeness {
        let mut completeness = Completeness { first_repeat: 1, ..Completeness::default() };
        for (bus, ending, at) in seen {
            completeness.saw(Some(bus), ending, at);
        }
        completeness
    }

    #[test]
    fn consecutive_numbers_are_one_range_and_a_jump_begins_another() {
        use Ending::{Posted, Quarantined, Refused, Repeated};
        let seen = [(1, Posted), (2, Refused), (3, Quarantined), (4, Repeated), (6, Posted), (6, Posted)];
        let mut completeness = after(seen.map(|(sequence, ending)| message(1, sequence, ending)));
        completeness.saw(Some(BusCoordinates { stream: 2, sequence: 7 }), Some(Posted), Timestamp(9));
        let stated = completeness.state(Vec::new());
        let ranges: Vec<_> = stated[0].ranges.iter().map(|r| (r.stream, r.first, r.last, r.posted)).collect();
        assert_eq!(
            ranges,
            [(1, 1, 4, 1), (1, 6, 6, 2), (2, 7, 7, 1)],
            "a batch has many outcomes of one number"
        );
        assert!(completeness.state(Vec::new()).is_empty(), "nothing is stated twice");
    }

    #[test]
    fn many_repeats_are_stated_in_turn_and_numbered_on() {
        let mut completeness = after([]);
        for _ in 0..REPEATS_MAX * 2 + 5 {
            completeness.repeated(&Repeat { of_position: 1, recorded_at: 1, bus: None });
        }
        assert!(!completeness.is_due(Timestamp(i64::MAX), false, true), "repeats alone do not move the log");
        assert!(completeness.is_due(Timestamp(1), true, false));
        let stated = completeness.state(Vec::new());
        let numbers: Vec<_> =
            stated.iter().map(|stated| (stated.first_repeat, stated.repeats.len())).collect();
        assert_eq!(numbers, [(1, 2_048), (2_049, 2_048), (4_097, 5)]);
    }

    #[test]
    fn a_stream_that_does_not_begin_at_one_is_stated_from_its_first_message_on() {
        let mut completeness = after((41..=43).map(|sequence| message(3, sequence, Ending::Posted)));
        let stated = completeness.state(Vec::new());
        let ranges: Vec<_> = stated[0].ranges.iter().map(|r| (r.stream, r.first, r.last, r.posted)).collect();
        assert_eq!(ranges, [(3, 41, 43, 3)]);
    }

    #[test]
    fn repeats_without_end_stay_bounded_in_memory_and_are_stated_in_turn() {
        let repeat = |number: u64| Repeat { of_position: number, recorded_at: 1, bus: None };
        let mut completeness = after([]);
        let total = REPEATS_AT_ONCE + 20_000;
        for number in 1..=total {
            completeness.repeated(&repeat(number));
            if number % 1_000 == 0 {
                completeness.shed();
                assert!(completeness.repeats.len() <= KEPT_MAX);
            }
        }
        assert!(completeness.is_behind());
        let (mut next, mut turns) = (1, 0);
        while next <= total {
            let in_table = completeness.in_table();
            let stated = completeness.state(in_table.map(repeat).collect());
            for stated in stated {
                assert_eq!(stated.first_repeat, next);
                assert!(stated.repeats.len() <= REPEATS_MAX);
                for repeat in stated.repeats {
                    assert_eq!(repeat.of_position, next);
                    next += 1;
                }
            }
            turns += 1;
        }
        assert_eq!((turns, completeness.is_behind()), (2, false));
    }

    #[test]
    fn a_few_repeats_are_stated_once_the_log_grows_after_a_minute() {
        let mut completeness = after([]);
        completeness.repeated(&Repeat { of_position: 1, recorded_at: 5, bus: None });
        assert!(!completeness.is_due(Timestamp(4 + WAIT_MAX), true, false));
        assert!(completeness.is_due(Timestamp(5 + WAIT_MAX), true, false));
        assert!(!completeness.is_due(Timestamp(5 + WAIT_MAX), false, true), "alone they move nothing");
        assert_eq!(completeness.state(Vec::new()).len(), 1);
        assert!(!completeness.is_due(Timestamp(i64::MAX), true, false));
    }

    #[test]
    fn a_statement_is_due_by_number_by_time_and_at_a_stop() {
        let one = after([message(1, 1, Ending::Posted)]);
        assert!(!one.is_due(Timestamp(WAIT_MAX), true, false));
        assert!(one.is_due(Timestamp(1 + WAIT_MAX), false, false));
        assert!(one.is_due(Timestamp(1), false, true));
        assert!(!after([]).is_due(Timestamp(i64::MAX), true, true));
        let many = after((1..=MESSAGES_MAX).map(|sequence| message(1, sequence, Ending::Posted)));
        assert!(many.is_due(Timestamp(1), false, false));
    }
}
