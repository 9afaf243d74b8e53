//! Reversals: a record names an earlier one that posted entries and nothing that can't be taken back, its own entries are
//! exactly the opposite of those, and no record is reversed twice. One bit a position is kept.

use schema::ledger_v1::fact::Fact;
use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{Entry, Record};

use crate::catalogue::{Code, Text};
use crate::finding::{At, Findings};
use crate::folder::{Folder, attachment_path};
use crate::form;
use crate::text;

/// What was reversed so far.
#[derive(Debug, Default)]
pub struct Reversals {
    /// A bit for each position.
    reversed: Vec<u64>,
    /// How many there were.
    pub count: u64,
}

/// A record's reversals: what it says it reverses, and the entries that do it, each with the number of its fact.
#[derive(Debug, Default)]
pub struct Reversing<'r> {
    /// Positions that the record marks as reversed, by fact.
    pub marked: Vec<(usize, u64)>,
    /// Entries that take back something.
    pub entries: Vec<(usize, &'r Entry)>,
}

impl Reversals {
    /// Checks the reversals of a record, in a log of `size` entries in this folder.
    pub fn check(
        &mut self,
        reversing: &Reversing<'_>,
        record: &Record,
        folder: &Folder,
        size: u64,
        at: At<'_>,
        findings: &mut Findings,
    ) {
        for (fact, position) in &reversing.marked {
            self.count += 1;
            let entries: Vec<&Entry> = reversing.of(*position);
            if let Some(text) = self.fault(*position, &entries, record, folder, size, at) {
                findings.add(at.field(format!("outcome.posted.facts[{fact}].reversed")), text);
            }
        }
        for (fact, entry) in &reversing.entries {
            if !reversing.marked.iter().any(|(_, position)| *position == entry.reverses) {
                let place = at.field(format!("outcome.posted.facts[{fact}].entry_posted.reverses"));
                findings.add(place, text!(Code::ReversalUnmarked, entry.reverses));
            }
        }
    }

    fn fault(
        &mut self,
        position: u64,
        entries: &[&Entry],
        record: &Record,
        folder: &Folder,
        size: u64,
        at: At<'_>,
    ) -> Option<Text> {
        if position == 0 || position >= at.position {
            return Some(text!(Code::ReversesLater, position));
        }
        if self.mark(position) {
            return Some(text!(Code::ReversedTwice, position));
        }
        let Some(originals) = original(folder, position, size) else {
            return Some(text!(Code::ReversesNothing, position));
        };
        let is_opposite = originals.len() == entries.len()
            && originals.iter().zip(entries).all(|(original, entry)| takes_back(entry, original))
            && dates_fit(&originals, entries, record.effective_date);
        (!is_opposite).then(|| text!(Code::ReversalDiffers, position))
    }

    /// Sets a position's bit; whether it was set before.
    fn mark(&mut self, position: u64) -> bool {
        let (word, bit) = ((position / 64) as usize, 1 << (position % 64));
        if self.reversed.len() <= word {
            self.reversed.resize(word + 1, 0);
        }
        let was = self.reversed[word] & bit != 0;
        self.reversed[word] |= bit;
        was
    }
}

impl<'r> Reversing<'r> {
    /// Finds them among a record's facts.
    #[must_use]
    pub fn of_facts(facts: &'r [schema::ledger_v1::Fact]) -> Self {
        let mut reversing = Self::default();
        for (index, fact) in facts.iter().enumerate() {
            match &fact.fact {
                Some(Fact::EntryPosted(entry)) if entry.reverses != 0 => {
                    reversing.entries.push((index, entry))
                }
                Some(Fact::Reversed(reversed)) => reversing.marked.push((index, reversed.position)),
                _ => {}
            }
        }
        reversing
    }

    fn of(&self, position: u64) -> Vec<&'r Entry> {
        self.entries.iter().map(|(_, entry)| *entry).filter(|entry| entry.reverses == position).collect()
    }
}

/// The entries of a record that can be reversed. It was read and checked before; it is read again, not remembered.
fn original(folder: &Folder, position: u64, size: u64) -> Option<Vec<Entry>> {
    let record = read_again(folder, position, size)?;
    let Some(Outcome::Posted(posted)) = record.outcome else { return None };
    let mut entries = Vec::new();
    for fact in posted.facts {
        match fact.fact? {
            Fact::EntryPosted(entry) => entries.push(entry),
            Fact::HoldCaptured(captured) => entries.push(captured.entry?),
            // An account that its first entry opened stays open; what a reversal had marked stays marked.
            Fact::AccountOpened(_) | Fact::Reversed(_) => {}
            _ => return None,
        }
    }
    (!entries.is_empty()).then_some(entries)
}

/// The record at a position that was checked before, put together with its attachment.
#[must_use]
pub fn read_again(folder: &Folder, position: u64, size: u64) -> Option<Record> {
    let at = At { file: "", position };
    let (mut findings, mut scratch) = (Findings::default(), Vec::new());
    let entry = folder.entry(position, size)?;
    let mut record = form::decode(&entry, &at.record(), &mut scratch, &mut findings)?;
    if let Some(detached) = record.detached.take() {
        let attachment = folder.read_listed(&attachment_path(position))?;
        if !form::attach(&mut record, &detached, &attachment, at, &mut scratch, &mut findings) {
            return None;
        }
    }
    Some(record)
}

/// Line for line the opposite, of the same open item.
fn takes_back(entry: &Entry, original: &Entry) -> bool {
    let item = |entry: &Entry| {
        let item = entry.open_item.as_ref()?;
        let entity = if item.entity.is_empty() { &entry.entity } else { &item.entity };
        Some((entity.clone(), item.code.clone(), item.name.clone()))
    };
    let lines = |entry: &Entry, sign: i128| -> Vec<(String, String, i128)> {
        let own = |entity: &str| if entity.is_empty() { entry.entity.clone() } else { entity.to_owned() };
        entry
            .lines
            .iter()
            .map(|line| (own(&line.entity), line.code.clone(), sign * i128::from(line.amount)))
            .collect()
    };
    lines(entry, 1) == lines(original, -1) && item(entry) == item(original)
}

/// All stand at the record's day, or each at that of what it takes back.
fn dates_fit(originals: &[Entry], entries: &[&Entry], day: i32) -> bool {
    entries.iter().all(|entry| entry.effective_date == day)
        || originals
            .iter()
            .zip(entries)
            .all(|(original, entry)| entry.effective_date == original.effective_date)
}
