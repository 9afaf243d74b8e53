//! Completeness against the bus: the log's statements account for every sequence number of each stream, from the first that
//! was read, as records or repeats. A batch message has one number and an outcome for each event in it, so a number may have
//! several, one after another; but none comes back later. A stream that was made anew has a number of its own.
//!
//! Between two statements only runs of sequence numbers are kept, so that memory does not grow with the log.

use std::collections::BTreeMap;

use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{BusCoordinates, BusRange, CompletenessStated, Record};

use crate::calendar;
use crate::catalogue::{Code, Text};
use crate::finding::{At, Findings};
use crate::text;

/// Bytes of a SHA-256.
const DIGEST_BYTES: usize = 32;
const FIELD: &str = "outcome.completeness_stated";

/// Records of one stream whose sequence numbers follow each other, not stated yet.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: u64,
    last: u64,
    counts: Counts,
}

/// How events ended.
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

/// A statement whose repeats are not all listed yet: where there are many, the statements right behind it go on with them.
#[derive(Debug)]
struct Open {
    file: String,
    position: u64,
    ranges: Vec<OpenRange>,
}

#[derive(Debug)]
struct OpenRange {
    range: BusRange,
    /// Numbers that are accounted for.
    parts: Vec<(u64, u64)>,
    counts: Counts,
}

/// What the log's statements account for.
#[derive(Debug, Default)]
pub struct Completeness {
    streams: BTreeMap<u32, Stream>,
    open: Option<Open>,
    /// Statements read.
    pub statements: u64,
    /// Sequence numbers that they account for.
    pub messages: u64,
    /// Repeats that they list.
    pub repeats: u64,
    repeated_at: i64,
    /// What should be known of streams.
    pub notes: Vec<Text>,
}

impl Completeness {
    /// The next record: a statement, or one that came over the bus, or neither.
    pub fn record(&mut self, record: &Record, at: At<'_>, findings: &mut Findings) {
        if let Some(Outcome::CompletenessStated(stated)) = &record.outcome {
            return self.state(stated, record.recorded_at, at, findings);
        }
        self.close(findings);
        let Some(bus) = &record.bus else { return };
        let stream = self.streams.entry(bus.stream).or_default();
        let sequence = bus.sequence;
        let text = match stream.stated {
            Some(stated) if sequence <= stated => text!(Code::SequenceStated, bus.stream, sequence, stated),
            _ if sequence < stream.seen => text!(Code::SequenceBackwards, bus.stream, sequence, stream.seen),
            _ => return stream.add(sequence, Counts::of(record.outcome.as_ref())),
        };
        findings.add(at.field("bus.sequence"), text);
    }

    /// A statement accounts for everything that came since the one before, or goes on listing its repeats.
    fn state(&mut self, stated: &CompletenessStated, now: i64, at: At<'_>, findings: &mut Findings) {
        self.statements += 1;
        self.check_repeats(stated, now, at, findings);
        if !stated.ranges.is_empty() {
            self.close(findings);
            let ranges = stated.ranges.iter().enumerate();
            let ranges = ranges.filter_map(|(index, range)| {
                let field = format!("{FIELD}.ranges[{index}]");
                self.range(range, at, &field, findings)
            });
            let ranges = ranges.collect();
            self.open = Some(Open { file: at.file.to_owned(), position: at.position, ranges });
        }
        for (number, stream) in &mut self.streams {
            if let Some(run) = stream.runs.first() {
                let text = text!(Code::SequenceUnstated, *number, run.first);
                findings.add(at.field(format!("{FIELD}.ranges")), text);
            }
            stream.runs.clear();
        }
        for (index, repeat) in stated.repeats.iter().enumerate() {
            let Some(bus) = &repeat.bus else { continue };
            if !self.open.as_mut().is_some_and(|open| open.take(bus)) {
                let place = at.field(format!("{FIELD}.repeats[{index}].bus"));
                findings.add(place, text!(Code::SequenceUnstated, bus.stream, bus.sequence));
            }
        }
        if self.open.as_ref().is_some_and(|open| open.is_listed()) {
            self.close(findings);
        }
    }

    /// Repeats are numbered without gaps, point back, and are listed in the order of their time.
    fn check_repeats(&mut self, stated: &CompletenessStated, now: i64, at: At<'_>, findings: &mut Findings) {
        let next = self.repeats + 1;
        if stated.first_repeat != next && !(stated.repeats.is_empty() && stated.first_repeat == 0) {
            let text = text!(Code::RepeatNumber, stated.first_repeat, next);
            findings.add(at.field(format!("{FIELD}.first_repeat")), text);
        }
        for (index, repeat) in stated.repeats.iter().enumerate() {
            let place = |part: &str| at.field(format!("{FIELD}.repeats[{index}].{part}"));
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

    /// A range follows the one before. Takes the records within it.
    fn range(
        &mut self,
        range: &BusRange,
        at: At<'_>,
        field: &str,
        findings: &mut Findings,
    ) -> Option<OpenRange> {
        if range.last < range.first || range.first == 0 {
            let text = text!(Code::RangeEmpty, range.stream, range.first, range.last);
            findings.add(at.field(format!("{field}.last")), text);
            return None;
        }
        // Of several ranges only the one where reading stands has a digest.
        if ![0, DIGEST_BYTES].contains(&range.last_digest.len()) {
            findings.add(
                at.field(format!("{field}.last_digest")),
                text!(Code::ValueUnknown, range.last_digest.len()),
            );
        }
        self.messages = self.messages.saturating_add(range.last - range.first).saturating_add(1);
        self.name(range, at, field, findings);
        let stream = self.streams.entry(range.stream).or_default();
        if let Some(stated) = stream.stated.filter(|stated| stated.checked_add(1) != Some(range.first)) {
            let text = text!(Code::RangeGap, range.stream, range.first, stated);
            findings.add(at.field(format!("{field}.first")), text);
        }
        stream.stated = Some(range.last);
        let is_within = |run: &mut Run| (range.first..=range.last).contains(&run.first);
        let runs: Vec<Run> = stream.runs.extract_if(.., is_within).collect();
        let mut counts = Counts::default();
        runs.iter().for_each(|run| counts.add(run.counts));
        let parts = runs.iter().map(|run| (run.first, run.last)).collect();
        Some(OpenRange { range: range.clone(), parts, counts })
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

    /// Asks the open statement, when no more of its repeats can come.
    fn close(&mut self, findings: &mut Findings) {
        let Some(open) = self.open.take() else { return };
        let at = At { file: &open.file, position: open.position };
        for (index, range) in open.ranges.into_iter().enumerate() {
            range.check(at, &format!("{FIELD}.ranges[{index}]"), findings);
        }
    }

    /// What no statement accounts for yet, as notes.
    pub fn finish(&mut self) {
        if let Some(open) = &self.open {
            self.notes.push(text!(Code::NoteStatementOpen, open.position));
        }
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

impl Stream {
    /// A record of a number that is not below the last one.
    fn add(&mut self, sequence: u64, counts: Counts) {
        self.seen = sequence;
        let goes_on = |run: &&mut Run| run.last == sequence || run.last.checked_add(1) == Some(sequence);
        match self.runs.last_mut().filter(goes_on) {
            Some(run) => {
                run.last = sequence;
                run.counts.add(counts);
            }
            None => self.runs.push(Run { first: sequence, last: sequence, counts }),
        }
    }
}

impl Open {
    /// Takes a repeat into the range that has its number; false when none has.
    fn take(&mut self, bus: &BusCoordinates) -> bool {
        let is_within = |open: &&mut OpenRange| {
            open.range.stream == bus.stream && (open.range.first..=open.range.last).contains(&bus.sequence)
        };
        let found = self.ranges.iter_mut().find(is_within);
        found.is_some_and(|open| {
            open.counts.repeated += 1;
            open.parts.push((bus.sequence, bus.sequence));
            true
        })
    }

    /// Whether as many repeats are listed as the ranges count.
    fn is_listed(&self) -> bool {
        self.ranges.iter().all(|open| open.counts.repeated >= open.range.repeated)
    }
}

impl OpenRange {
    /// Every number has a record or a repeat, no record goes beyond, and the counts are right.
    fn check(mut self, at: At<'_>, field: &str, findings: &mut Findings) {
        let range = &self.range;
        self.parts.sort_unstable();
        let mut next = range.first;
        for (first, last) in self.parts {
            if first > next {
                break;
            }
            next = next.max(last.saturating_add(1));
        }
        if next <= range.last {
            findings.add(at.field(field), text!(Code::SequenceMissing, range.stream, next));
        } else if next > range.last.saturating_add(1) {
            let beyond = range.last.saturating_add(1);
            findings.add(at.field(field), text!(Code::SequenceUnstated, range.stream, beyond));
        }
        for (part, word, stated, found) in [
            ("posted", Code::WordPosted, range.posted, self.counts.posted),
            ("refused", Code::WordRefused, range.refused, self.counts.refused),
            ("quarantined", Code::WordQuarantined, range.quarantined, self.counts.quarantined),
            ("repeated", Code::WordRepeated, range.repeated, self.counts.repeated),
        ] {
            if stated != found {
                let text = text!(Code::CountWrong, range.stream, word, stated, found);
                findings.add(at.field(format!("{field}.{part}")), text);
            }
        }
    }
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
}
