//! What a writer knows between appends, apart from any database: the head, the fingerprints that no segment holds yet, and
//! the batch that is under way. Both backends' writers keep one and do the IO around it.

use std::hash::{BuildHasher, RandomState};

use crate::error::StoreError;
use crate::identity::{NO_IDENTITY, SEGMENT_POSITIONS, fingerprint, segment_bytes};
use crate::record::{Batch, Head, Record, Repeat};
use transparency::Hash;
use transparency::hash::leaf_hash;
use transparency::tile::ENTRY_BYTES_MAX;
use transparency::tree::{FullTile, Tree};

/// A writer's knowledge of its book.
pub(crate) struct WriterState {
    pub(crate) book: String,
    pub(crate) book_no: i32,
    /// Drawn for this leadership alone; the head row carries it until another one leads.
    pub(crate) leader: i64,
    head: Head,
    /// Fingerprints of the last positions up to the head (and of the batch in hand), which no segment covers yet.
    uncovered: Vec<u64>,
    /// The tree over the records up to the head.
    tree: Tree,
    in_hand: Option<InHand>,
}

/// A batch whose transaction was begun and not yet seen to end.
struct InHand {
    before: Head,
    after: Head,
    records: usize,
    /// The tree with the batch in it.
    tree: Tree,
    /// With the counts, enough to know the batch again without keeping it.
    last_record: Option<Record>,
    last_repeat: Option<Repeat>,
}

/// A segment that the batch in hand completes.
pub(crate) struct Segment {
    pub(crate) first_position: u64,
    pub(crate) fingerprints: Vec<u8>,
}

/// How a batch moves the head.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    /// The head as the compare-and-set expects it.
    pub(crate) before: Head,
    /// The head as it is to become.
    pub(crate) after: Head,
}

/// What is written with a batch beside its rows.
pub(crate) struct Beside {
    /// Segments that it completes.
    pub(crate) segments: Vec<Segment>,
    /// Tiles that it fills.
    pub(crate) tiles: Vec<FullTile>,
    /// Root of the tree with the batch in it.
    pub(crate) root: Hash,
}

/// How an unresolved batch turned out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// Nothing was in hand, or it did not land.
    Open,
    /// It landed.
    Landed,
}

impl WriterState {
    /// `uncovered` are the fingerprints of the positions after the last segment, up to the head; `tree` ends there too.
    pub(crate) fn new(
        book: String,
        book_no: i32,
        leader: i64,
        head: Head,
        uncovered: Vec<u64>,
        tree: Tree,
    ) -> Self {
        WriterState { book, book_no, leader, head, uncovered, tree, in_hand: None }
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Whether the last transaction's end was not seen.
    pub(crate) fn is_unresolved(&self) -> bool {
        self.in_hand.is_some()
    }

    /// Checks a batch; its rows may then be written, but not committed before it is taken in hand.
    pub(crate) fn step(&self, batch: &Batch) -> Result<Step, StoreError> {
        check(&self.head, batch)?;
        let mut after = self.head;
        after.position += batch.records.len() as u64;
        after.repeats += batch.repeats.len() as u64;
        after.bus = batch.bus.or(after.bus);
        Ok(Step { before: self.head, after })
    }

    /// Takes a batch in hand that was checked, and hashes it. Apart from [`Self::step`], since hashing is a tenth of an
    /// append and needs no database: it runs while that one is busy with the rows.
    pub(crate) fn take(&mut self, batch: &Batch, step: Step) -> Beside {
        let (mut tree, mut tiles) = (self.tree.clone(), Vec::new());
        batch.records.iter().for_each(|record| tree.push(leaf_hash(&record.bytes), &mut tiles));
        let root = tree.root();
        self.in_hand = Some(InHand {
            before: step.before,
            after: step.after,
            records: batch.records.len(),
            tree,
            last_record: batch.records.last().cloned(),
            last_repeat: batch.repeats.last().cloned(),
        });
        let covered = self.head.position - self.uncovered.len() as u64;
        self.uncovered.extend(batch.records.iter().map(identity_of));
        let completed = self.uncovered.chunks_exact(SEGMENT_POSITIONS).enumerate();
        let segments = completed.map(|(i, fingerprints)| Segment {
            first_position: covered + 1 + (i * SEGMENT_POSITIONS) as u64,
            fingerprints: segment_bytes(fingerprints),
        });
        Beside { segments: segments.collect(), tiles, root }
    }

    /// The batch in hand is durable.
    pub(crate) fn landed(&mut self) -> Head {
        if let Some(hand) = self.in_hand.take() {
            self.head = hand.after;
            self.tree = hand.tree;
            let covered = self.uncovered.len() - self.uncovered.len() % SEGMENT_POSITIONS;
            self.uncovered.drain(..covered);
        }
        self.head
    }

    /// The batch in hand was certainly not written.
    pub(crate) fn abandon(&mut self) {
        if let Some(hand) = self.in_hand.take() {
            self.uncovered.truncate(self.uncovered.len() - hand.records);
        }
    }

    /// Compares the batch in hand with the head that was read after taking the next epoch.
    ///
    /// # Errors
    /// When the head is neither the one before nor the one after, which only another writer under the same epoch could do.
    pub(crate) fn resolve(&mut self, durable: Head) -> Result<Resolved, StoreError> {
        let (before, after) =
            self.in_hand.as_ref().map_or((self.head, self.head), |hand| (hand.before, hand.after));
        let same =
            |a: &Head| (a.position, a.repeats, a.bus) == (durable.position, durable.repeats, durable.bus);
        let resolved = if self.in_hand.is_some() && same(&after) {
            self.landed();
            Resolved::Landed
        } else if same(&before) {
            self.abandon();
            Resolved::Open
        } else {
            return Err(StoreError::Damaged {
                book: self.book.clone(),
                what: format!(
                    "its head stands at {} where its only writer left it at {} or {}",
                    durable.position, before.position, after.position
                ),
            });
        };
        self.head = durable;
        Ok(resolved)
    }

    /// Whether this is the batch in hand, offered again.
    pub(crate) fn is_in_hand(&self, batch: &Batch) -> bool {
        self.in_hand.as_ref().is_some_and(|hand| {
            hand.records == batch.records.len()
                && hand.after.repeats - hand.before.repeats == batch.repeats.len() as u64
                && hand.after.bus == batch.bus.or(hand.before.bus)
                && hand.last_record.as_ref() == batch.records.last()
                && hand.last_repeat.as_ref() == batch.repeats.last()
        })
    }

    /// What an append has to say after an unresolved batch was looked at: the head when the same batch had landed, nothing
    /// when the offered one is to be written.
    pub(crate) fn answer(
        &self,
        resolved: Resolved,
        offered_again: bool,
        batch: &Batch,
    ) -> Result<Option<Head>, StoreError> {
        let follows = batch.records.first().is_none_or(|first| first.position == self.head.position + 1);
        match resolved {
            Resolved::Landed if offered_again => Ok(Some(self.head)),
            Resolved::Landed if !follows => Err(StoreError::OtherBatch { position: self.head.position }),
            Resolved::Landed | Resolved::Open => Ok(None),
        }
    }

    pub(crate) fn fenced(&self) -> StoreError {
        StoreError::Fenced { book: self.book.clone(), epoch: self.head.epoch }
    }

    /// A snapshot's position and format as the database stores them, if it lies within the log.
    pub(crate) fn check_snapshot(&self, position: u64, format: u32) -> Result<(i64, i32), StoreError> {
        if position > self.head.position {
            return Err(StoreError::SnapshotBeyondHead { position, head: self.head.position });
        }
        let too_large = |_| StoreError::TooLarge { what: "snapshot format", value: u64::from(format) };
        Ok((signed("position", position)?, i32::try_from(format).map_err(too_large)?))
    }
}

/// A number for a new leadership that no other has. The standard library draws its hashers' keys at random.
pub(crate) fn draw_leader() -> i64 {
    RandomState::new().hash_one(std::process::id()) as i64
}

fn identity_of(record: &Record) -> u64 {
    if record.has_identity() { fingerprint(&record.source, &record.id) } else { NO_IDENTITY }
}

/// A field at most: a quarter of what Postgres and SQLite take in one value, so that a whole row fits as well.
const FIELD_BYTES_MAX: usize = 256 << 20;

/// Everything that is wrong with a batch is found before any IO, and the same for every backend.
fn check(head: &Head, batch: &Batch) -> Result<(), StoreError> {
    for (record, expected) in batch.records.iter().zip(head.position + 1..) {
        if record.position != expected {
            return Err(StoreError::WrongPosition { expected, found: record.position });
        }
        let texts = [
            ("code", &record.code),
            ("source", &record.source),
            ("id", &record.id),
            ("event_type", &record.event_type),
        ];
        for (field, text) in texts {
            if text.as_bytes().contains(&0) {
                return Err(StoreError::UnstorableText { position: record.position, field });
            }
        }
        if record.bytes.len() > ENTRY_BYTES_MAX {
            return Err(StoreError::EntryTooLong { position: record.position, bytes: record.bytes.len() });
        }
        let attached = record.attachment.as_ref().map_or(0, bytes::Bytes::len);
        let longest = texts.iter().map(|(_, text)| text.len()).max().unwrap_or(0).max(attached);
        if longest > FIELD_BYTES_MAX {
            return Err(StoreError::TooLarge { what: "length of a field", value: longest as u64 });
        }
        if let Some(bus) = record.bus {
            fits(bus.stream, bus.sequence)?;
        }
    }
    for repeat in &batch.repeats {
        signed("position", repeat.of_position)?;
        if let Some(bus) = repeat.bus {
            fits(bus.stream, bus.sequence)?;
        }
    }
    if let Some(bus) = &batch.bus {
        fits(bus.stream, bus.sequence)?;
    }
    signed("position", head.position + batch.records.len() as u64)?;
    Ok(())
}

fn fits(stream: u32, sequence: u64) -> Result<(), StoreError> {
    signed("bus sequence", sequence)?;
    i32::try_from(stream)
        .map_err(|_| StoreError::TooLarge { what: "bus stream", value: u64::from(stream) })?;
    Ok(())
}

/// A number as the database stores it.
fn signed(what: &'static str, value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| StoreError::TooLarge { what, value })
}
