//! What the log holds: records, repeats, the head of a book, snapshots. The trait over them is in `store`, the way they
//! lie in a database in `docs/log-schema.md`.

use bytes::Bytes;

/// How a message ended. Stored as a small number, so the numbers never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(i16)]
pub enum Outcome {
    /// The message became an entry, a hold or another change of the book.
    Posted = 1,
    /// A named rule said no; nothing moved.
    Refused = 2,
    /// The bytes could not be understood; they are kept as they came.
    Quarantined = 3,
    /// Not a message: made by Neraca itself (book opened, chart or rulebook published, holds expired).
    Internal = 4,
}

impl Outcome {
    /// Every outcome, in the order of its number.
    pub const ALL: [Outcome; 4] =
        [Outcome::Posted, Outcome::Refused, Outcome::Quarantined, Outcome::Internal];

    /// The number that is stored.
    #[must_use]
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// The outcome with this stored number, if there is one.
    #[must_use]
    pub const fn from_number(number: i16) -> Option<Self> {
        match number {
            1 => Some(Outcome::Posted),
            2 => Some(Outcome::Refused),
            3 => Some(Outcome::Quarantined),
            4 => Some(Outcome::Internal),
            _ => None,
        }
    }
}

/// Where on the bus a message came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BusCoordinates {
    /// The number the store gave this stream, see [`crate::Writer::bus_stream`].
    pub stream: u32,
    /// The stream's own sequence number, from 1.
    pub sequence: u64,
}

/// One position of a book's log.
///
/// Text fields may hold any UTF-8 except the character NUL, which Postgres can't store:
/// [`crate::StoreError::UnstorableText`] refuses it before anything is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Place in the book's log, from 1, without gaps.
    pub position: u64,
    /// How the message ended.
    pub outcome: Outcome,
    /// The refusal's or quarantine's code; empty when posted.
    pub code: String,
    /// Who made the message; empty together with `id` when it has no identity.
    pub source: String,
    /// The source's name for the message, unique within the source for ever.
    pub id: String,
    /// The type of the message or of the internal event.
    pub event_type: String,
    /// When the book recorded it, microseconds since 1970-01-01 UTC.
    pub recorded_at: i64,
    /// The day it counts for in the books, days since 1970-01-01.
    pub effective_date: i32,
    /// Where on the bus it came from, if it came from one.
    pub bus: Option<BusCoordinates>,
    /// The canonical stored record: exactly the bytes that get hashed, up to
    /// [`transparency::tile::ENTRY_BYTES_MAX`]. Opaque here.
    pub bytes: Bytes,
    /// What a longer record has beyond `bytes`, which hold its digest. Opaque here.
    pub attachment: Option<Bytes>,
}

impl Record {
    /// Whether the record carries an identity that later messages are compared with.
    #[must_use]
    pub fn has_identity(&self) -> bool {
        !(self.source.is_empty() && self.id.is_empty())
    }
}

/// A message recognised as a repeat of one that already has its position. It takes none itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// The position of the message it repeats.
    pub of_position: u64,
    /// When the repeat was seen, microseconds since 1970-01-01 UTC.
    pub recorded_at: i64,
    /// Where on the bus the repeat came from, if it came from one.
    pub bus: Option<BusCoordinates>,
}

/// A repeat as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRepeat {
    /// Its place among the book's repeats, from 1, without gaps.
    pub number: u64,
    /// What was recorded.
    pub repeat: Repeat,
}

/// How far a book has read a bus stream. Moved in the same transaction as what came from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BusCursor {
    /// The number the store gave this stream.
    pub stream: u32,
    /// The last sequence number that has its outcome in the log.
    pub sequence: u64,
    /// Digest of the message at that sequence: tells a stream that was made anew under its old name.
    pub digest: [u8; 32],
}

/// A bus stream that a book has read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusStream {
    /// The store's number for it, from 1.
    pub number: u32,
    /// The stream's name on the bus.
    pub name: String,
    /// The stream's creation time as the bus gives it; a stream made anew is another stream.
    pub created_at: String,
}

/// What one append writes, all of it or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Positions follow the head without a gap, in order.
    pub records: Vec<Record>,
    /// Messages recognised as repeats; `of_position` may lie in this batch.
    pub repeats: Vec<Repeat>,
    /// The new bus cursor; `None` leaves the old one.
    pub bus: Option<BusCursor>,
}

impl Batch {
    /// Whether the batch would change nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.repeats.is_empty() && self.bus.is_none()
    }
}

/// The end of a book's log. A book that nobody has led yet has the default head: all zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// Number of the leadership that may write; a higher one fences every lower one.
    pub epoch: u64,
    /// Position of the last record; 0 for an empty log.
    pub position: u64,
    /// How many repeats were recorded.
    pub repeats: u64,
    /// How far the bus has been read; `None` before the first message from one.
    pub bus: Option<BusCursor>,
}

/// A writer's state at a position, so that a restart need not fold the whole log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The last position that the state includes.
    pub position: u64,
    /// The writer's own number for the encoding; a reader that doesn't know it folds the log instead.
    pub format: u32,
    /// The encoded state. Opaque here.
    pub state: Bytes,
}

/// How many records and repeats a book holds, counted in the tables and not taken from the head.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutcomeCounts {
    /// Records with [`Outcome::Posted`].
    pub posted: u64,
    /// Records with [`Outcome::Refused`].
    pub refused: u64,
    /// Records with [`Outcome::Quarantined`].
    pub quarantined: u64,
    /// Records with [`Outcome::Internal`].
    pub internal: u64,
    /// Messages recognised as repeats.
    pub repeats: u64,
}

impl OutcomeCounts {
    /// Records of every outcome together; equals the head's position in a sound log.
    #[must_use]
    pub const fn records(&self) -> u64 {
        self.posted + self.refused + self.quarantined + self.internal
    }

    pub(crate) fn add(&mut self, outcome: Outcome, count: u64) {
        match outcome {
            Outcome::Posted => self.posted += count,
            Outcome::Refused => self.refused += count,
            Outcome::Quarantined => self.quarantined += count,
            Outcome::Internal => self.internal += count,
        }
    }
}
