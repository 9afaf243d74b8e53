//! Which entries close a year: those of that kind, and those that take one back. A reversal has the entries of what it reverses in
//! their order, so that place and position say which. They are few for each entity and year.

use std::collections::BTreeSet;

use schema::ledger_v1::{Entry, EntryKind};

/// The closing entries so far, by position and place in their record.
#[derive(Clone, Debug, Default)]
pub(super) struct ClosingEntries {
    found: BTreeSet<(u64, u32)>,
    /// The record that is being read, and the place of its next entry.
    next: (u64, u32),
}

impl ClosingEntries {
    /// Whether the next entry of the log, in the record at this position, is one.
    pub(super) fn takes(&mut self, position: u64, entry: &Entry) -> bool {
        let place = if self.next.0 == position { self.next.1 } else { 0 };
        self.next = (position, place + 1);
        let takes_back = entry.reverses != 0 && self.has(entry.reverses, place);
        let closes = takes_back || entry.kind() == EntryKind::Closing;
        if closes {
            self.found.insert((position, place));
        }
        closes
    }

    /// Whether the entry at this place of the record at this position, which was read before, is one.
    pub(super) fn has(&self, position: u64, place: u32) -> bool {
        self.found.contains(&(position, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: EntryKind, reverses: u64) -> Entry {
        Entry { kind: kind.into(), reverses, ..Entry::default() }
    }

    #[test]
    fn what_takes_a_closing_entry_back_closes_too_and_so_does_what_takes_that_back() {
        let mut closing = ClosingEntries::default();
        let log = [
            (4, EntryKind::General, 0, false),
            (4, EntryKind::Closing, 0, true),
            (5, EntryKind::Reversal, 4, false),
            (5, EntryKind::Reversal, 4, true),
            (6, EntryKind::Reversal, 5, false),
            (6, EntryKind::Reversal, 5, true),
            (7, EntryKind::General, 0, false),
            (8, EntryKind::Reversal, 7, false),
        ];
        for (position, kind, reverses, wanted) in log {
            assert_eq!(closing.takes(position, &entry(kind, reverses)), wanted, "{kind:?} at {position}");
        }
    }
}
