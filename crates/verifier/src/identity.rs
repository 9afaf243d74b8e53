//! Identity: an event, by its source and id, has one outcome. Nothing of all those texts is kept but 8 bytes each, with
//! the position beside them; where two are the same, the records themselves are compared.
//!
//! The fingerprints are SipHash under a key that is drawn anew for each run, so that nobody can prepare texts that collide.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use schema::ledger_v1::Record;
use schema::ledger_v1::fact::Fact;
use schema::ledger_v1::record::Outcome;

use crate::catalogue::{Code, Text};
use crate::finding::{At, FINDINGS_MAX, Findings};
use crate::folder::{Folder, bundle_of};
use crate::reversals::read_again;
use crate::text;

/// Fingerprints of texts, and the positions where they stand. 16 bytes each.
#[derive(Debug, Default)]
pub struct Fingerprints {
    key: RandomState,
    seen: Vec<(u64, u64)>,
}

impl Fingerprints {
    /// Adds a pair of texts that stand at a position.
    pub fn add(&mut self, first: &str, second: &str, position: u64) {
        self.seen.push((self.key.hash_one((first, second)), position));
    }

    /// How many were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// Positions that have the same fingerprint, each with the first of them, in the order of the later: candidates
    /// for the same text.
    pub fn candidates(mut self) -> Vec<(u64, u64)> {
        self.seen.sort_unstable();
        let mut found = Vec::new();
        for same in self.seen.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let (first, later) = (same[0].1, &same[1..]);
            found.extend(later.iter().map(|(_, later)| (first, *later)));
        }
        found.sort_unstable_by_key(|(_, later)| *later);
        found
    }
}

/// Finds events with two outcomes, by comparing the records whose identities have the same fingerprint.
pub fn same_events(identities: Fingerprints, folder: &Folder, size: u64, findings: &mut Findings) {
    compare(identities, "id", folder, size, findings, |first, later| {
        let is_same = (&first.source, &first.id) == (&later.source, &later.id);
        is_same.then(|| text!(Code::IdentityTwice, &later.source, &later.id, first.position))
    });
}

/// Finds names of holds that were used twice.
pub fn same_holds(names: Fingerprints, folder: &Folder, size: u64, findings: &mut Findings) {
    compare(names, "outcome.posted", folder, size, findings, |first, later| {
        let (before, own) = (holds(first), holds(later));
        let is_twice = |name: &&&str| {
            // Within one record a name stands twice, in two once in each.
            let uses = before.iter().filter(|other| **other == **name).count();
            uses > usize::from(first.position == later.position)
        };
        own.iter().find(is_twice).map(|name| text!(Code::HoldExists, *name))
    });
}

/// Reads the candidates again and asks about each pair.
fn compare(
    fingerprints: Fingerprints,
    field: &str,
    folder: &Folder,
    size: u64,
    findings: &mut Findings,
    ask: impl Fn(&Record, &Record) -> Option<Text>,
) {
    for (first, later) in fingerprints.candidates() {
        let read = |position| read_again(folder, position, size);
        let text = read(first).zip(read(later)).and_then(|(first, later)| ask(&first, &later));
        if let Some(text) = text {
            let file = bundle_of(later, size).unwrap_or_default();
            findings.add(At { file: &file, position: later }.field(field), text);
        }
        if findings.total() > FINDINGS_MAX as u64 {
            return;
        }
    }
}

/// Names of the holds that a record placed.
fn holds(record: &Record) -> Vec<&str> {
    let Some(Outcome::Posted(posted)) = &record.outcome else { return Vec::new() };
    posted
        .facts
        .iter()
        .filter_map(|fact| match &fact.fact {
            Some(Fact::HoldPlaced(hold)) => Some(hold.id.as_str()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_texts_are_found_and_their_halves_are_not_mixed_up() {
        let mut fingerprints = Fingerprints::default();
        for (position, (source, id)) in
            (1..).zip([("a", "bc"), ("ab", "c"), ("x", "1"), ("a", "bc"), ("x", "1")])
        {
            fingerprints.add(source, id, position);
        }
        assert_eq!(fingerprints.len(), 5);
        assert_eq!(fingerprints.candidates(), [(1, 4), (3, 5)]);
    }
}
