//! Whether an identity has been seen before, for ever, at one cache miss a message. `lead` builds the index, the command
//! handler asks it; the writer persists it as segments in the transaction that appends the records.
//!
//! # What it is
//! A multimap in memory from a 64-bit fingerprint of `(source, id)` to positions. A fingerprint that is not there is
//! proof that the identity is new, and that is the answer for almost every message. A hit is only a candidate: the
//! caller reads the record at that position and compares the two texts, because two identities can share a fingerprint.
//! So the index is exact in both directions without holding a single identity.
//!
//! # Why not another way
//! - *A unique index on `(source, id)`* in the database is the obvious way. Random keys touch a random page for
//!   every event: the pages have to be read, written and, after every database checkpoint, logged whole. `docs/log-schema.md`
//!   has the measurement.
//! - *A time window*, as brokers keep it, forgets: a repeat after the window posts twice.
//! - *A Bloom or cuckoo filter* is smaller (1 to 2 bytes an identity) but can't say at which position a hit is, so that every
//!   false hit costs a search through the whole log, and it must be sized beforehand.
//! - *Sorted runs on disk* (a log-structured merge tree beside the log) bound the memory, at the price of several
//!   cache or page misses a message and a second store to keep consistent. At 13 bytes a slot, 10 million identities are about 220 MB and
//!   100 million 1.7 GB; a book beyond that can still take this way, since the segments are already its sorted input.
//!
//! # How it is kept
//! Whenever 65,536 positions are not covered yet, the append that completes them also writes their fingerprints, 8 bytes each in
//! order of position, as one row of `identity_segment`. Loading reads the segments and scans only the tail of `record` after the
//! last one.
//!
//! The hash is SipHash-2-4. Its key is fixed and published because the fingerprints are stored, and others must be able to
//! recompute them. Someone who floods the book with identities of one fingerprint makes their own messages slow to
//! verify, nothing else: candidates of a fingerprint are always compared exactly.

use std::hash::Hasher;

use hashbrown::HashTable;
use siphasher::sip::SipHasher24;

/// The key of the fingerprint: the bytes of "neraca identity!" as two little-endian numbers. Stored segments depend on it.
const KEY: (u64, u64) = (u64::from_le_bytes(*b"neraca i"), u64::from_le_bytes(*b"dentity!"));

/// In a segment: the record at this position has no identity.
pub const NO_IDENTITY: u64 = 0;

/// Positions that one segment covers. 512 KiB a row: small enough to write within one append, and a tail of this length
/// is scanned in a tenth of a second.
pub const SEGMENT_POSITIONS: usize = 65_536;

/// The fingerprint of an identity: SipHash-2-4 over each text with its length in front, so that ("ab", "c") and
/// ("a", "bc") differ. Never [`NO_IDENTITY`].
#[must_use]
pub fn fingerprint(source: &str, id: &str) -> u64 {
    let mut hasher = SipHasher24::new_with_keys(KEY.0, KEY.1);
    for text in [source, id] {
        hasher.write(&(text.len() as u64).to_le_bytes());
        hasher.write(text.as_bytes());
    }
    match hasher.finish() {
        NO_IDENTITY => 1,
        other => other,
    }
}

/// Fingerprint and position in 12 bytes: 56 bits of the one, 40 of the other. 40 bits are 1.1e12 positions, which at
/// this size would fill 14 TB of memory first.
#[derive(Clone, Copy)]
struct Slot([u32; 3]);

/// The bits of a fingerprint that a slot keeps. The table takes buckets from the low bits and its own tags from the
/// highest seven, so the ones left out lie between.
const KEPT_BITS: u64 = 0xFF00_FFFF_FFFF_FFFF;

/// The highest position a slot can name.
const POSITION_MAX: u64 = (1 << 40) - 1;

impl Slot {
    fn new(fingerprint: u64, position: u64) -> Self {
        let middle = (fingerprint >> 32) as u32 & 0xFFFF;
        let top = (fingerprint >> 56) as u32;
        let position_top = (position >> 32) as u32 & 0xFF;
        Slot([fingerprint as u32, middle | top << 16 | position_top << 24, position as u32])
    }

    fn hash(self) -> u64 {
        let [low, packed, _] = self.0;
        u64::from(low) | u64::from(packed & 0xFFFF) << 32 | u64::from(packed >> 16 & 0xFF) << 56
    }

    fn position(self) -> u64 {
        u64::from(self.0[1] >> 24) << 32 | u64::from(self.0[2])
    }
}

/// Every identity of a book, as fingerprints in memory. 15 to 30 bytes an identity.
#[derive(Default, Clone)]
pub struct IdentityIndex {
    table: HashTable<Slot>,
}

impl IdentityIndex {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An index that takes `identities` without growing.
    #[must_use]
    pub fn with_capacity(identities: usize) -> Self {
        IdentityIndex { table: HashTable::with_capacity(identities) }
    }

    /// Positions that may hold this identity, in no particular order. None means that it is certainly new; any other is to
    /// be compared with the stored record.
    pub fn candidates(&self, source: &str, id: &str) -> impl Iterator<Item = u64> + '_ {
        self.candidates_of(fingerprint(source, id))
    }

    /// The same for a fingerprint that was computed before.
    pub fn candidates_of(&self, fingerprint: u64) -> impl Iterator<Item = u64> + '_ {
        let hash = fingerprint & KEPT_BITS;
        self.table.iter_hash(hash).filter(move |slot| slot.hash() == hash).map(|slot| slot.position())
    }

    /// Adds a position of an identity. The same identity may have several: its message, and refusals of other content
    /// under it.
    pub fn insert(&mut self, source: &str, id: &str, position: u64) {
        self.insert_fingerprint(fingerprint(source, id), position);
    }

    /// The same for a fingerprint that was computed before. [`NO_IDENTITY`] adds nothing.
    ///
    /// # Panics
    /// Beyond 2^40 positions, which no memory holds.
    pub fn insert_fingerprint(&mut self, fingerprint: u64, position: u64) {
        assert!(position <= POSITION_MAX, "the identity index ends at position 2^40");
        if fingerprint != NO_IDENTITY {
            let slot = Slot::new(fingerprint, position);
            self.table.insert_unique(slot.hash(), slot, |slot| slot.hash());
        }
    }

    /// How many identities are held; one that stands at two positions counts twice.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether none is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Bytes of memory in use.
    #[must_use]
    pub fn bytes_used(&self) -> usize {
        self.table.allocation_size()
    }

    /// Adds the fingerprints of a stored segment, which begins at `first_position`.
    pub(crate) fn insert_segment(&mut self, first_position: u64, fingerprints: &[u8]) {
        for (fingerprint, position) in fingerprints_of(fingerprints).zip(first_position..) {
            self.insert_fingerprint(fingerprint, position);
        }
    }
}

/// The fingerprints in a stored segment, in order of position.
fn fingerprints_of(segment: &[u8]) -> impl Iterator<Item = u64> + '_ {
    segment
        .chunks_exact(8)
        .map(|eight| u64::from_le_bytes(eight.try_into().expect("chunks of exactly 8 bytes")))
}

/// The positions in a stored segment that carry this fingerprint.
pub(crate) fn positions_in_segment(
    first_position: u64,
    segment: &[u8],
    fingerprint: u64,
) -> impl Iterator<Item = u64> + '_ {
    let positions = fingerprints_of(segment).zip(first_position..);
    positions.filter(move |(held, _)| *held == fingerprint).map(|(_, position)| position)
}

/// A segment as it is stored.
pub(crate) fn segment_bytes(fingerprints: &[u64]) -> Vec<u8> {
    fingerprints.iter().flat_map(|fingerprint| fingerprint.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_pinned_because_segments_store_them() {
        assert_eq!(fingerprint("", ""), fingerprint("", ""));
        assert_ne!(fingerprint("ab", "c"), fingerprint("a", "bc"));
        assert_eq!(fingerprint("bank-jatim", "INV-1"), 17_222_995_874_265_196_022);
    }

    #[test]
    fn every_position_of_an_identity_is_a_candidate_and_a_new_identity_has_none() {
        let mut index = IdentityIndex::new();
        for position in 1..=10_000 {
            index.insert("source", &position.to_string(), position);
        }
        index.insert("source", "7", POSITION_MAX);
        let mut found: Vec<u64> = index.candidates("source", "7").collect();
        found.sort_unstable();
        assert_eq!(found, [7, POSITION_MAX]);
        assert_eq!(index.candidates("source", "10001").count(), 0);
        assert_eq!(index.len(), 10_001);
        assert!(index.bytes_used() < 10_001 * 30);
    }

    #[test]
    fn a_segment_brings_back_what_was_inserted_and_skips_records_without_identity() {
        let fingerprints = [fingerprint("a", "1"), NO_IDENTITY, fingerprint("a", "3")];
        let mut index = IdentityIndex::new();
        index.insert_segment(65_537, &segment_bytes(&fingerprints));
        assert_eq!(index.candidates("a", "1").collect::<Vec<_>>(), [65_537]);
        assert_eq!(index.candidates("a", "3").collect::<Vec<_>>(), [65_539]);
        assert_eq!(index.len(), 2);
    }

    #[test]
    fn a_slot_keeps_its_position_and_the_bits_it_hashes_with() {
        let slot = Slot::new(0xABCD_1234_5678_9ABC, 0xFE_DCBA_9876);
        assert_eq!(slot.hash(), 0xABCD_1234_5678_9ABC & KEPT_BITS);
        assert_eq!(slot.position(), 0xFE_DCBA_9876);
    }
}
