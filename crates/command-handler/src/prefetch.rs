//! What a batch needs from the log before it is decided: the records that may be repeated or reversed by it. Asked for in
//! one round trip, so that deciding itself never waits.

use std::collections::BTreeMap;

use event_store::{EventStore, IdentityIndex, Record, StoreError};

use ledger::Book;
use wire::message::Message;

use crate::incoming::{Content, Decoded};
use crate::recent::{Recent, at};

/// Durable records that a batch refers to, by position.
#[derive(Default)]
pub(crate) struct Prefetched {
    records: BTreeMap<u64, Record>,
}

impl Prefetched {
    /// Reads what `messages` refer to and [`Recent`] does not have. `state` knows the proposals that they approve.
    pub(crate) async fn read<'m>(
        store: &dyn EventStore,
        book: &str,
        identities: &IdentityIndex,
        recent: &Recent,
        state: Option<&Book>,
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
            let Content::Message { message, .. } = &message.content else { continue };
            if let Some((source, id)) = reversed(message.current(), &envelope.source, state) {
                want(&source, &id);
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

/// Source and id of the event that a message would take back, within a proposal or when it is approved too.
fn reversed(message: &Message, source: &str, book: Option<&Book>) -> Option<(String, String)> {
    match message {
        Message::PaymentReversed(reversed) => {
            let original = &reversed.original_source;
            let source = if original.is_empty() { source } else { original };
            Some((source.to_owned(), reversed.original_id.clone()))
        }
        Message::ProposalMade(made) => reversed(&Message::proposed(made)?, source, book),
        Message::ProposalApproved(approved) => {
            let pending = book?.proposals().get(approved.proposal.as_str())?;
            // What can't be read is named when it is decided; a settled proposal keeps nothing to read.
            reversed(&wire::command::proposed(pending).ok()?, source, book)
        }
        _ => None,
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
