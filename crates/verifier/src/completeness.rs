//! Completeness against the bus: the log's statements account for every sequence number of each stream, from the first that
//! was read, as exactly one record or one repeat. A stream that was made anew has a number of its own.
//!
//! Between two statements only runs of sequence numbers are kept, so that memory does not grow with the log.

use std::collections::BTreeMap;

use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{BusRange, CompletenessStated, Record};

use crate::calendar;
use crate::catalogue::{Code, Text};
use crate::finding::{At, Findings};
use crate::text;

/// Bytes of a SHA-256.
const DIGEST_BYTES: usize = 32;

/// Records of one stream with sequence numbers that follow each other, not stated yet.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: u64,
    last: u64,
    counts: Counts,
}

/// How messages ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    posted: u64,
    refused: u64,
    quarantined: u64,
    repeated: u64,
}

/// One incarnation of a stream.
#[derive(Debug, Default)]
struct Stream {
    /// Name and time of creation, once a statement told them.
    named: Option<(String, String)>,
    /// The last sequence that a statement accounts for.
    stated: Option<u64>,
    /// The last sequence of a record.
    seen: u64,
    runs: Vec<Run>,
}

/// What the log's statements account for.
#[derive(Debug, Default)]
pub struct Completeness {
    streams: BTreeMap<u32, Stream>,
    /// Statements read.
    pub statements: u64,
    /// Bus messages that they account for.
    pub messages: u64,
    /// Repeats that they list.
    pub repeats: u64,
    repeated_at: i64,
    /// What should be known of streams.
    pub notes: Vec<Text>,
}

impl Completeness {
    /// A record that came over the bus.
    pub fn record(&mut self, record: &Record, at: At<'_>, findings: &mut Findings) {
        let Some(bus) = &record.bus else { return };
        let stream = self.streams.entry(bus.stream).or_default();
        let sequence = bus.sequence;
        let place = || at.field("bus.sequence");
        if let Some(stated) = stream.stated.filter(|stated| sequence <= *stated) {
            findings.add(place(), text!(Code::SequenceStated, bus.stream, sequence, stated));
            return;
        }
        if sequence <= stream.seen {
            findings.add(place(), text!(Code::SequenceBackwards, bus.stream, sequence, stream.seen));
            return;
        }
        stream.seen = sequence;
        let counts = Counts::of(record.outcome.as_ref());
        match stream.runs.last_mut().filter(|run| run.last.checked_add(1) == Some(sequence)) {
            Some(run) => {
                run.last = sequence;
                run.counts.add(counts);
            }
            None => stream.runs.push(Run { first: sequence, last: sequence, counts }),
        }
    }

    /// A statement accounts for everything that came since the one before.
    pub fn state(
        &mut self,
        stated: &CompletenessStated,
        recorded_at: i64,
        at: At<'_>,
        findings: &mut Findings,
    ) {
        self.statements += 1;
        self.check_repeats(stated, recorded_at, at, findings);
        // Sequence numbers of repeats, by stream.
        let mut repeats: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        for bus in stated.repeats.iter().filter_map(|repeat| repeat.bus.as_ref()) {
            repeats.entry(bus.stream).or_default().push(bus.sequence);
        }
        for (index, range) in stated.ranges.iter().enumerate() {
            let sequences = repeats.remove(&range.stream).unwrap_or_default();
            self.range(
                range,
                sequences,
                at,
                &format!("outcome.completeness_stated.ranges[{index}]"),
                findings,
            );
        }
        let field = "outcome.completeness_stated.ranges";
        let left = repeats.iter().filter_map(|(stream, sequences)| Some((*stream, *sequences.first()?)));
        let waiting = self.streams.iter_mut().filter_map(|(number, stream)| {
            let first = stream.runs.first().map(|run| run.first);
            stream.runs.clear();
            Some((*number, first?))
        });
        for (stream, sequence) in left.chain(waiting) {
            findings.add(at.field(field), text!(Code::SequenceUnstated, stream, sequence));
        }
    }

    /// Repeats are numbered without gaps, point back, and are listed in the order of their time.
    fn check_repeats(&mut self, stated: &CompletenessStated, now: i64, at: At<'_>, findings: &mut Findings) {
        let field = "outcome.completeness_stated";
        let next = self.repeats + 1;
        if stated.first_repeat != next && !(stated.repeats.is_empty() && stated.first_repeat == 0) {
            let text = text!(Code::RepeatNumber, stated.first_repeat, next);
            findings.add(at.field(format!("{field}.first_repeat")), text);
        }
        for (index, repeat) in stated.repeats.iter().enumerate() {
            let place = |part: &str| at.field(format!("{field}.repeats[{index}].{part}"));
            if repeat.of_position == 0 || repeat.of_position >= at.position {
                findings.add(place("of_position"), text!(Code::RepeatLater, repeat.of_position));
            }
            if repeat.recorded_at < self.repeated_at || repeat.recorded_at > now {
                let seen = calendar::moment(repeat.recorded_at);
                findings.add(place("recorded_at"), text!(Code::RepeatTime, seen));
            }
            self.repeated_at = self.repeated_at.max(repeat.recorded_at);
        }
        self.repeats += stated.repeats.len() as u64;
    }

    /// One range: it follows the one before, and every number in it is one record or one repeat.
    fn range(
        &mut self,
        range: &BusRange,
        mut repeats: Vec<u64>,
        at: At<'_>,
        field: &str,
        findings: &mut Findings,
    ) {
        if range.last < range.first || range.first == 0 {
            let text = text!(Code::RangeEmpty, range.stream, range.first, range.last);
            findings.add(at.field(format!("{field}.last")), text);
            return;
        }
        if range.last_digest.len() != DIGEST_BYTES {
            findings.add(at.field(format!("{field}.last_digest")), text!(Code::FieldMissing));
        }
        self.messages = self.messages.saturating_add(range.last - range.first).saturating_add(1);
        self.name(range, at, field, findings);
        let stream = self.streams.entry(range.stream).or_default();
        if let Some(stated) = stream.stated.filter(|stated| stated.checked_add(1) != Some(range.first)) {
            let text = text!(Code::RangeGap, range.stream, range.first, stated);
            findings.add(at.field(format!("{field}.first")), text);
        }
        stream.stated = Some(range.last);
        let runs = std::mem::take(&mut stream.runs);
        repeats.sort_unstable();
        let mut counts = Counts { repeated: repeats.len() as u64, ..Counts::default() };
        runs.iter().for_each(|run| counts.add(run.counts));
        let mut parts: Vec<(u64, u64)> = runs.iter().map(|run| (run.first, run.last)).collect();
        parts.extend(repeats.into_iter().map(|sequence| (sequence, sequence)));
        parts.sort_unstable();
        if let Some(text) = uncovered(range, &parts) {
            findings.add(at.field(field), text);
        }
        counts.check(range, at, field, findings);
    }

    /// A number stands for one incarnation for ever; a name that comes again under another number was made anew.
    fn name(&mut self, range: &BusRange, at: At<'_>, field: &str, findings: &mut Findings) {
        let named = (range.name.clone(), range.created_at.clone());
        let stream = self.streams.entry(range.stream).or_default();
        match &stream.named {
            Some(known) if *known != named => {
                let text = text!(Code::StreamRenamed, range.stream, &range.name, &range.created_at);
                findings.add(at.field(format!("{field}.name")), text);
            }
            Some(_) => {}
            None => {
                stream.named = Some(named);
                if range.first > 1 {
                    let note = text!(Code::NoteStreamBegins, range.stream, &range.name, range.first);
                    self.notes.push(note);
                }
                if range.stream > 1 {
                    let created = &range.created_at;
                    let note = text!(Code::NoteStreamAnew, range.stream, &range.name, created, at.position);
                    self.notes.push(note);
                }
            }
        }
    }

    /// What no statement accounts for yet, as notes.
    pub fn finish(&mut self) {
        for (number, stream) in &self.streams {
            let (Some(first), Some(last)) = (stream.runs.first(), stream.runs.last()) else { continue };
            let messages: u64 = stream.runs.iter().map(|run| run.last - run.first + 1).sum();
            self.notes.push(text!(Code::NoteUnstated, *number, messages, first.first, last.last));
            let mut next = stream.stated.map_or(first.first, |stated| stated.saturating_add(1));
            for run in &stream.runs {
                if run.first > next {
                    self.notes.push(text!(Code::NoteUnstatedGap, *number, next));
                    break;
                }
                next = run.last.saturating_add(1);
            }
        }
    }
}

/// The first number of a range that is in no part, in two, or in one that leaves the range. `parts` are in order.
fn uncovered(range: &BusRange, parts: &[(u64, u64)]) -> Option<Text> {
    let mut next = range.first;
    for (first, last) in parts {
        if *first < next {
            return Some(text!(Code::SequenceDouble, range.stream, *first));
        }
        if *first > range.last || *last > range.last {
            let beyond = (*first).max(range.last.saturating_add(1));
            if next <= range.last && *first > next {
                return Some(text!(Code::SequenceMissing, range.stream, next));
            }
            return Some(text!(Code::SequenceUnstated, range.stream, beyond));
        }
        if *first > next {
            return Some(text!(Code::SequenceMissing, range.stream, next));
        }
        next = last.saturating_add(1);
    }
    (next <= range.last).then(|| text!(Code::SequenceMissing, range.stream, next))
}

impl Counts {
    fn of(outcome: Option<&Outcome>) -> Self {
        let mut counts = Self::default();
        match outcome {
            Some(Outcome::Refused(_)) => counts.refused = 1,
            Some(Outcome::Quarantined(_)) => counts.quarantined = 1,
            _ => counts.posted = 1,
        }
        counts
    }

    fn add(&mut self, other: Self) {
        self.posted += other.posted;
        self.refused += other.refused;
        self.quarantined += other.quarantined;
        self.repeated += other.repeated;
    }

    fn check(self, range: &BusRange, at: At<'_>, field: &str, findings: &mut Findings) {
        for (part, word, stated, found) in [
            ("posted", Code::WordPosted, range.posted, self.posted),
            ("refused", Code::WordRefused, range.refused, self.refused),
            ("quarantined", Code::WordQuarantined, range.quarantined, self.quarantined),
            ("repeated", Code::WordRepeated, range.repeated, self.repeated),
        ] {
            if stated != found {
                let text = text!(Code::CountWrong, range.stream, word, stated, found);
                findings.add(at.field(format!("{field}.{part}")), text);
            }
        }
    }
}
