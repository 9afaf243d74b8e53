//! Building the identity index when a book is led: first its segments, then the records that none covers. Both backends feed
//! it rows in order; it checks that they leave no gap up to the head.

use crate::columns::saturated;
use crate::error::StoreError;
use crate::identity::{IdentityIndex, NO_IDENTITY, SEGMENT_POSITIONS, fingerprint};

/// An index under way.
pub(crate) struct IdentityLoad {
    book: String,
    head_position: u64,
    /// Positions 1 to this one have been fed.
    reached: u64,
    index: IdentityIndex,
    uncovered: Vec<u64>,
}

impl IdentityLoad {
    /// Room is made for every position at once, so that the table never holds two sizes while it grows.
    pub(crate) fn new(book: &str, head_position: u64) -> Self {
        let identities = usize::try_from(head_position).unwrap_or(usize::MAX);
        IdentityLoad {
            book: book.to_owned(),
            head_position,
            reached: 0,
            index: IdentityIndex::with_capacity(identities),
            uncovered: Vec::new(),
        }
    }

    /// The last position that a segment covered, as the database takes it.
    pub(crate) fn covered(&self) -> i64 {
        saturated(self.reached - self.uncovered.len() as u64)
    }

    pub(crate) fn segment(&mut self, first_position: i64, fingerprints: &[u8]) -> Result<(), StoreError> {
        self.expect("identity segment", first_position)?;
        if fingerprints.len() != SEGMENT_POSITIONS * 8 {
            return Err(self.damaged(format!(
                "the identity segment at {first_position} has {} bytes",
                fingerprints.len()
            )));
        }
        self.index.insert_segment(self.reached + 1, fingerprints);
        self.reached += SEGMENT_POSITIONS as u64;
        Ok(())
    }

    pub(crate) fn record(&mut self, position: i64, source: &str, id: &str) -> Result<(), StoreError> {
        self.expect("record", position)?;
        let identity = source.is_empty() && id.is_empty();
        let fingerprint = if identity { NO_IDENTITY } else { fingerprint(source, id) };
        self.reached += 1;
        self.index.insert_fingerprint(fingerprint, self.reached);
        self.uncovered.push(fingerprint);
        Ok(())
    }

    /// The index, and the fingerprints that no segment covers.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the rows did not reach the head.
    pub(crate) fn finish(self) -> Result<(IdentityIndex, Vec<u64>), StoreError> {
        if self.reached != self.head_position {
            let what =
                format!("its head stands at {} and its records end at {}", self.head_position, self.reached);
            return Err(self.damaged(what));
        }
        Ok((self.index, self.uncovered))
    }

    fn expect(&self, what: &str, position: i64) -> Result<(), StoreError> {
        let expected = self.reached + 1;
        if position == saturated(expected) {
            return Ok(());
        }
        Err(self.damaged(format!("a {what} stands at {position} where {expected} comes next")))
    }

    fn damaged(&self, what: String) -> StoreError {
        StoreError::Damaged { book: self.book.clone(), what }
    }
}
