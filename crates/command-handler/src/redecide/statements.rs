//! Statements of completeness derived again: the ranges from the records that came over the bus since the statement before,
//! the repeats from their table. When a statement is made depends on the hour; what it says does not.
//!
//! Where there are many repeats, a statement with ranges goes on in those right behind it. They are compared together, as
//! soon as another record shows that no more of them follow.

use event_store::{BusStream, EventStore, Outcome, Record};
use wire::ledger_v1 as pb;

use super::Difference;
use crate::error::HandlerError;

/// Sequence numbers of a stream that follow each other, and how they ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    stream: u32,
    first: u64,
    last: u64,
    /// Posted, refused, quarantined, repeated.
    ended: [u64; 4],
}

/// A statement that may go on in the next record.
struct Open {
    recorded: Box<pb::Record>,
    stated: Vec<Run>,
    derived: Vec<Run>,
}

/// What was stated up to now, and what is to be stated next.
#[derive(Default)]
pub(super) struct Statements {
    /// How many there were.
    pub(super) number: u64,
    /// Read at the first statement.
    streams: Option<Vec<BusStream>>,
    runs: Vec<Run>,
    /// Repeats that are stated.
    repeats: u64,
    open: Option<Open>,
}

impl Statements {
    /// A record that is no statement. Gives the difference of the statement that ends with it.
    pub(super) fn saw(&mut self, record: &Record) -> Option<Difference> {
        let difference = self.close();
        let place = match record.outcome {
            Outcome::Posted => Some(0),
            Outcome::Refused => Some(1),
            Outcome::Quarantined => Some(2),
            Outcome::Internal => None,
        };
        if let (Some(bus), Some(place)) = (record.bus, place) {
            add(&mut self.runs, Run::of(bus.stream, bus.sequence, place));
        }
        difference
    }

    /// A statement. Gives what is wrong with it, or with the one that ends where it begins.
    pub(super) async fn state(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        recorded: &pb::Record,
        stated: &pb::CompletenessStated,
    ) -> Result<Vec<Difference>, HandlerError> {
        self.number += 1;
        let mut found: Vec<Difference> = Vec::new();
        if !stated.ranges.is_empty() {
            found.extend(self.close());
        }
        let mut wrong = self.names(store, book, stated).await?;
        let repeated = self.repeats(store, book, recorded.position, stated, &mut wrong).await?;
        if stated.ranges.is_empty() && stated.repeats.is_empty() {
            wrong.get_or_insert_with(|| "it states nothing".to_owned());
        }
        if self.open.is_none() && !(stated.ranges.is_empty() && self.runs.is_empty() && repeated.is_empty()) {
            let stated = stated.ranges.iter().map(Run::stated).collect();
            let derived = std::mem::take(&mut self.runs);
            self.open = Some(Open { recorded: Box::new(recorded.clone()), stated, derived });
        }
        if let Some(open) = &mut self.open {
            repeated.into_iter().for_each(|run| add(&mut open.derived, run));
        }
        found.extend(wrong.map(|what| difference(recorded.clone(), what)));
        Ok(found)
    }

    /// No more of the open statement can follow: what it states is compared with what was derived.
    pub(super) fn close(&mut self) -> Option<Difference> {
        let Open { recorded, stated, derived } = self.open.take()?;
        let (stated, derived) = (joined(stated), joined(derived));
        if stated == derived {
            return None;
        }
        let differs = stated.iter().find(|run| !derived.contains(run));
        let missing = derived.iter().find(|run| !stated.contains(run));
        let what = match (differs, missing) {
            (Some(stated), Some(derived)) => format!("it states {stated}, and the log has {derived}"),
            (Some(stated), None) => format!("it states {stated}, which the log has not"),
            (None, Some(derived)) => format!("it does not state {derived}"),
            (None, None) => "it states a range twice".to_owned(),
        };
        Some(difference(*recorded, what))
    }

    /// Streams are named as the store knows them.
    async fn names(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        stated: &pb::CompletenessStated,
    ) -> Result<Option<String>, HandlerError> {
        if self.streams.is_none() && !stated.ranges.is_empty() {
            self.streams = Some(store.bus_streams(book).await?);
        }
        let streams = self.streams.as_deref().unwrap_or_default();
        let is_named = |range: &&pb::BusRange| {
            streams.iter().any(|stream| {
                (stream.number, &stream.name, &stream.created_at)
                    == (range.stream, &range.name, &range.created_at)
            })
        };
        let unknown = stated.ranges.iter().find(|range| !is_named(range));
        Ok(unknown.map(|range| {
            format!("stream {} was not \"{}\" of {}", range.stream, range.name, range.created_at)
        }))
    }

    /// Repeats go on where the statement before ended, and are those of their table. Gives those of the bus.
    async fn repeats(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        position: u64,
        stated: &pb::CompletenessStated,
        wrong: &mut Option<String>,
    ) -> Result<Vec<Run>, HandlerError> {
        let next = self.repeats + 1;
        if stated.first_repeat != next {
            let what = || format!("its repeats begin with number {}, not {next}", stated.first_repeat);
            wrong.get_or_insert_with(what);
        }
        let before = stated.first_repeat.saturating_sub(1);
        let rows = match stated.repeats.len() {
            0 => Vec::new(),
            count => store.repeats(book, before, count).await?,
        };
        let mut rows = rows.iter();
        let mut runs = Vec::new();
        for (number, stated) in (stated.first_repeat..).zip(&stated.repeats) {
            let row = rows.next().map(|row| {
                let bus = row.repeat.bus.map(|bus| (bus.stream, bus.sequence));
                (row.number, row.repeat.of_position, row.repeat.recorded_at, bus)
            });
            let bus = stated.bus.as_ref().map(|bus| (bus.stream, bus.sequence));
            if row != Some((number, stated.of_position, stated.recorded_at, bus))
                || stated.of_position >= position
            {
                wrong.get_or_insert_with(|| format!("repeat {number} is not as it is stated"));
            }
            if let Some((stream, sequence)) = bus {
                add(&mut runs, Run::of(stream, sequence, 3));
            }
        }
        self.repeats = before.saturating_add(stated.repeats.len() as u64);
        Ok(runs)
    }
}

impl Run {
    fn of(stream: u32, sequence: u64, place: usize) -> Self {
        let mut ended = [0; 4];
        ended[place] = 1;
        Self { stream, first: sequence, last: sequence, ended }
    }

    fn stated(range: &pb::BusRange) -> Self {
        let pb::BusRange { stream, first, last, posted, refused, quarantined, repeated, .. } = *range;
        Self { stream, first, last, ended: [posted, refused, quarantined, repeated] }
    }

    /// Takes what goes on where this one ends, or lies within it.
    fn join(&mut self, next: Self) -> bool {
        let goes_on =
            next.stream == self.stream && (self.first..=self.last.saturating_add(1)).contains(&next.first);
        if goes_on {
            self.last = self.last.max(next.last);
            for (sum, more) in self.ended.iter_mut().zip(next.ended) {
                *sum = sum.saturating_add(more);
            }
        }
        goes_on
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { stream, first, last, ended: [posted, refused, quarantined, repeated] } = self;
        write!(
            f,
            "{first} to {last} of stream {stream} ({posted} posted, {refused} refused, {quarantined} quarantined, \
             {repeated} repeated)"
        )
    }
}

/// Adds a run; most go on with the last one.
fn add(runs: &mut Vec<Run>, run: Run) {
    if !runs.last_mut().is_some_and(|last| last.join(run)) {
        runs.push(run);
    }
}

/// In the order of their numbers, however records and repeats alternated.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by_key(|run| (run.stream, run.first));
    let mut joined = Vec::with_capacity(runs.len());
    runs.into_iter().for_each(|run| add(&mut joined, run));
    joined
}

fn difference(recorded: pb::Record, what: String) -> Difference {
    Difference { position: recorded.position, recorded, decided: None, what }
}
