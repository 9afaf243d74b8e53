//! Records that were decided but may not be durable yet, so that a repeat or a reversal of one is recognised before the
//! store can be asked; and what a stored record answers.

use std::collections::VecDeque;
use std::sync::Arc;

use event_store::{Batch, Outcome, Record};
use ledger::{Refusal, RefusalCode};

use crate::answer::{Answer, Verdict};
use crate::error::HandlerError;

/// Batches on their way to the store, oldest first.
#[derive(Default)]
pub(crate) struct Recent {
    batches: VecDeque<Arc<Batch>>,
}

impl Recent {
    /// Keeps a batch until it is durable.
    pub(crate) fn push(&mut self, batch: Arc<Batch>) {
        self.batches.push_back(batch);
    }

    /// Lets go of batches that the store can answer for.
    pub(crate) fn forget_up_to(&mut self, durable: u64) {
        let is_durable =
            |batch: &Arc<Batch>| batch.records.last().is_none_or(|last| last.position <= durable);
        while self.batches.front().is_some_and(is_durable) {
            self.batches.pop_front();
        }
    }

    /// The record at a position, while it is kept.
    pub(crate) fn get(&self, position: u64) -> Option<&Record> {
        self.batches.iter().find_map(|batch| at(&batch.records, position))
    }
}

/// The record at a position among consecutive ones.
pub(crate) fn at(records: &[Record], position: u64) -> Option<&Record> {
    let first = records.first()?.position;
    records.get(usize::try_from(position.checked_sub(first)?).ok()?)
}

/// What a stored record answers to whoever asks for its outcome.
pub(crate) fn answer_of(record: &Record, repeated: bool) -> Result<Answer, HandlerError> {
    let position = record.position;
    let damaged = |problem: &str| HandlerError::DamagedLog { position, problem: problem.to_owned() };
    let verdict = match record.outcome {
        Outcome::Posted | Outcome::Internal => Verdict::Posted,
        outcome => {
            use wire::ledger_v1::record::Outcome as Stored;
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
                .map_err(|error| damaged(&error.to_string()))?;
            match (outcome, decoded.outcome) {
                (Outcome::Refused, Some(Stored::Refused(refused))) => {
                    let code =
                        RefusalCode::parse(&refused.code).ok_or_else(|| damaged("unknown refusal code"))?;
                    Verdict::Refused(Refusal { code, item: refused.item, detail: refused.detail.into() })
                }
                (Outcome::Quarantined, Some(Stored::Quarantined(kept))) => {
                    Verdict::Quarantined { code: kept.code, detail: kept.detail }
                }
                _ => return Err(damaged("its outcome column and its bytes disagree")),
            }
        }
    };
    Ok(Answer { position, repeated, verdict })
}
