//! What a batch needs from the log before it is decided: the records that may be repeated or reversed by it. Asked for in
//! one round trip, so that deciding itself never waits.

use std::collections::BTreeMap;

use event_store::{EventStore, IdentityIndex, Record, StoreError};

use wire::message::Message;

use crate::incoming::{Content, Decoded};
use crate::recent::{Recent, at};

/// Durable records that a batch refers to, by position.
#[derive(Default)]
pub(crate) struct Prefetched {
    records: BTreeMap<u64, Record>,
}

impl Prefetched {
    /// Reads what `messages` refer to and [`Recent`] does not have.
    pub(crate) async fn read<'m>(
        store: &dyn EventStore,
        book: &str,
        identities: &IdentityIndex,
        recent: &Recent,
        messages: impl IntoIterator<Item = &'m Decoded>,
    ) -> Result<Self, StoreError> {
        let mut wanted = Vec::new();
        let mut want = |source: &str, id: &str| {
            wanted
                .extend(identities.candidates(source, id).filter(|position| recent.get(*position).is_none()));
        };
        for message in messages {
            let envelope = &message.envelope;
            if !envelope.id.is_empty() {
                want(&envelope.source, &envelope.id);
            }
            if let Content::Message { message, .. } = &message.content
                && let Message::PaymentReversed(reversed) = message.current()
            {
                let source = &reversed.original_source;
                want(if source.is_empty() { &envelope.source } else { source }, &reversed.original_id);
            }
        }
        if wanted.is_empty() {
            return Ok(Self::default());
        }
        wanted.sort_unstable();
        wanted.dedup();
        let records = store.read_at(book, &wanted).await?;
        Ok(Self { records: records.into_iter().map(|record| (record.position, record)).collect() })
    }

    /// The records that were read, for whoever decides again what others were decided to.
    pub(crate) fn records_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.records.values_mut()
    }
}

/// Everything a batch under decision can look back on.
pub(crate) struct LookBack<'a> {
    /// Durable records that were asked for.
    pub(crate) prefetched: &'a Prefetched,
    /// Batches on their way.
    pub(crate) recent: &'a Recent,
    /// The batch being made.
    pub(crate) batch: &'a [Record],
}

impl<'a> LookBack<'a> {
    /// Records that hold exactly this identity, oldest first.
    pub(crate) fn find(&self, identities: &IdentityIndex, source: &str, id: &str) -> Vec<&'a Record> {
        let mut positions: Vec<u64> = identities.candidates(source, id).collect();
        positions.sort_unstable();
        let records = positions.into_iter().filter_map(|position| self.get(position));
        records.filter(|record| record.source == source && record.id == id).collect()
    }

    fn get(&self, position: u64) -> Option<&'a Record> {
        at(self.batch, position)
            .or_else(|| self.recent.get(position))
            .or_else(|| self.prefetched.records.get(&position))
    }
}
