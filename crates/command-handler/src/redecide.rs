//! The whole history decided again, from what the log keeps of each message: with the charts and rulebooks that were in
//! force it must come out the same to the byte; with another rulebook it shows what would have been different.
//!
//! Messages are decided by the same code as the first time ([`crate::recovery::State`]), at the command time that was
//! recorded. Nothing is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use event_store::{EventStore, IdentityIndex, Outcome, OutcomeCounts, Record};
use ledger::chart::Chart;
use ledger::{Book, Rulebook, Timestamp};
use wire::cloudevents::{self, Envelope};
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as Stored;
use wire::message::Message;

use crate::error::HandlerError;
use crate::incoming::{BusMessage, Content, Decoded, decode};
use crate::prefetch::{LookBack, Prefetched};
use crate::recent::Recent;
use crate::recovery::State;
use crate::repeat::{self, Known};

/// By which rules the history is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rules {
    /// By those in force at the time: everything must come out as it is recorded.
    Recorded,
    /// By one other rulebook from the beginning.
    Other {
        /// Its file name, for messages.
        name: String,
        /// The file.
        yaml: Vec<u8>,
    },
}

/// A record that came out differently.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The record's position.
    pub position: u64,
    /// What is recorded.
    pub recorded: pb::Record,
    /// What came out; `None` when nothing can have been recorded there.
    pub decided: Option<pb::Record>,
    /// What differs, in words.
    pub what: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Redecided {
    /// Records that were looked at, up to this position.
    pub position: u64,
    /// How they ended, as decided now.
    pub outcomes: OutcomeCounts,
    /// Records in quarantine that were taken as they are: what was wrong with them was not in what is kept.
    pub taken: u64,
    /// Records that came out differently.
    pub differences: u64,
    /// The book at the end.
    pub book: Book,
}

/// Records read and decoded at once, ahead of deciding.
const CHUNK: usize = 4_096;

/// Decides the history of a book again, up to a position. Each record that comes out differently is told, in order.
///
/// # Errors
/// When the store fails, the log's records can't be read, or the other rulebook is refused.
pub async fn redecide(
    store: &Arc<dyn EventStore>,
    book: &str,
    up_to: u64,
    rules: &Rules,
    mut tell: impl FnMut(Difference),
) -> Result<Redecided, HandlerError> {
    let mut again = Again::new(rules);
    let mut ahead = tokio::spawn(read(Arc::clone(store), book.to_owned(), 0, up_to));
    loop {
        let chunk = ahead.await.map_err(|_| HandlerError::Stopped)??;
        let Some(last) = chunk.last().map(|kept| kept.record.position) else { break };
        ahead = tokio::spawn(read(Arc::clone(store), book.to_owned(), last, up_to));
        again.chunk(&**store, book, chunk, &mut tell).await?;
    }
    again.finish(book)
}

/// A record with what it was decided from.
struct Kept {
    record: Record,
    stored: pb::Record,
    message: Option<Decoded>,
}

/// The decision under way.
struct Again<'a> {
    rules: &'a Rules,
    state: Option<State>,
    identities: IdentityIndex,
    outcomes: OutcomeCounts,
    taken: u64,
    differences: u64,
    /// Records that came out otherwise, for reversals of them.
    otherwise: BTreeMap<u64, Record>,
}

async fn read(
    store: Arc<dyn EventStore>,
    book: String,
    after: u64,
    up_to: u64,
) -> Result<Vec<Kept>, HandlerError> {
    let left = usize::try_from(up_to.saturating_sub(after)).unwrap_or(CHUNK).min(CHUNK);
    let records = if left == 0 { Vec::new() } else { store.read(&book, after, left).await? };
    records.into_iter().map(Kept::read).collect()
}

impl Kept {
    fn read(record: Record) -> Result<Self, HandlerError> {
        let position = record.position;
        let damaged = |problem: String| HandlerError::DamagedLog { position, problem };
        let stored = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
            .map_err(|error| damaged(error.to_string()))?;
        let message = message(&record, &stored).map_err(damaged)?;
        Ok(Self { record, stored, message })
    }
}

/// The message as it came, or `None` where that can't be said any more or there was none.
fn message(record: &Record, stored: &pb::Record) -> Result<Option<Decoded>, String> {
    let bus = record.bus.map(|bus| BusMessage { stream: bus.stream, sequence: bus.sequence });
    let envelope = Envelope {
        id: stored.id.clone(),
        source: stored.source.clone(),
        event_type: stored.r#type.clone(),
        time: stored.time.clone(),
        content_type: stored.raw_content_type.clone(),
    };
    match &stored.outcome {
        Some(Stored::Posted(_) | Stored::Refused(_)) => {
            let message = Message::decode(&envelope.event_type, "application/protobuf", &stored.data);
            let message = Box::new(message.map_err(|error| error.to_string())?);
            let content = Content::Message { data: stored.data.clone(), message };
            Ok(Some(Decoded { bus, envelope, content }))
        }
        Some(Stored::Quarantined(kept)) => {
            let headers: Vec<(String, String)> =
                kept.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
            let envelope = match envelope.id.is_empty() {
                false => Ok(envelope),
                true => {
                    let named = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                    let wrong =
                        [Envelope::from_headers(named).err(), cloudevents::from_json(&stored.data).err()];
                    let same = |error: &wire::DecodeError| error.to_string() == kept.detail;
                    match wrong.into_iter().flatten().find(same) {
                        Some(error) => Err(error),
                        None => return Ok(None),
                    }
                }
            };
            Ok(Some(decode(envelope, stored.data.clone(), bus, || headers)))
        }
        _ => Ok(None),
    }
}

impl<'a> Again<'a> {
    fn new(rules: &'a Rules) -> Self {
        Self {
            rules,
            state: None,
            identities: IdentityIndex::new(),
            outcomes: OutcomeCounts::default(),
            taken: 0,
            differences: 0,
            otherwise: BTreeMap::new(),
        }
    }

    async fn chunk(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        chunk: Vec<Kept>,
        tell: &mut impl FnMut(Difference),
    ) -> Result<(), HandlerError> {
        let recent = Recent::default();
        let messages = chunk.iter().filter_map(|kept| kept.message.as_ref());
        let mut prefetched = Prefetched::read(store, book, &self.identities, &recent, messages).await?;
        prefetched.replace(&self.otherwise);
        let mut decided = Vec::with_capacity(chunk.len());
        for Kept { record, stored, message } in chunk {
            let look_back = LookBack { prefetched: &prefetched, recent: &recent, batch: &decided };
            let came_out = self.record(&record, &stored, message, &look_back)?;
            if record.has_identity() {
                self.identities.insert(&record.source, &record.id, record.position);
            }
            let came_out = match came_out {
                Ok(came_out) => self.compare(record, stored, came_out, tell)?,
                Err(what) => {
                    self.differences += 1;
                    tell(Difference { position: record.position, recorded: stored, decided: None, what });
                    record
                }
            };
            self.count(came_out.outcome);
            decided.push(came_out);
        }
        Ok(())
    }

    /// Decides one record again. `Err` says why nothing can have been recorded there.
    fn record(
        &mut self,
        record: &Record,
        stored: &pb::Record,
        message: Option<Decoded>,
        look_back: &LookBack<'_>,
    ) -> Result<Result<Record, String>, HandlerError> {
        let position = record.position;
        let damaged = |problem: String| HandlerError::DamagedLog { position, problem };
        if let Some(Stored::BookOpened(opened)) = &stored.outcome {
            let settings = wire::record::settings(opened).map_err(|error| damaged(error.to_string()))?;
            let mut state = State::new(Book::new(settings.clone()));
            state.at = Timestamp(record.recorded_at);
            let came_out = state.record_internal(wire::record::Stored::BookOpened(settings));
            self.state = Some(state);
            return Ok(Ok(came_out));
        }
        let Some(state) = &mut self.state else {
            return Err(damaged("the log does not begin with the opening of the book".to_owned()));
        };
        // Publications come at a start, in front of the first look at holds.
        let before_expiry = matches!(
            stored.outcome,
            Some(Stored::HoldsExpired(_) | Stored::ChartPublished(_) | Stored::RulebookPublished(_))
        );
        let was = std::mem::replace(&mut state.at, Timestamp(record.recorded_at));
        if was != state.at && !(before_expiry && *self.rules == Rules::Recorded) {
            let due = state.book.due(state.at);
            due.iter().for_each(|fact| state.book.evolve(fact));
            if !due.is_empty() && *self.rules == Rules::Recorded {
                state.position = position;
                return Ok(Err(format!("{} holds were due before it and did not expire", due.len())));
            }
        }
        match (&stored.outcome, message) {
            (Some(Stored::ChartPublished(chart)), _) => state.chart_again(chart, self.rules).map(Ok),
            (Some(Stored::RulebookPublished(rules)), _) => state.rulebook_again(rules, self.rules).map(Ok),
            (Some(Stored::HoldsExpired(_)), _) if *self.rules == Rules::Recorded => {
                let nothing = || "no hold was due when these expired".to_owned();
                Ok(state.record_expired_holds()?.ok_or_else(nothing))
            }
            (_, Some(message)) => {
                let earlier =
                    look_back.find(&self.identities, &message.envelope.source, &message.envelope.id);
                let conflict_with = match repeat::recognise(&message, &earlier)? {
                    Known::New => None,
                    Known::Conflict { first } => Some(first),
                    Known::Repeat(answer) => {
                        state.position = position;
                        return Ok(Err(format!("it repeats position {}", answer.position)));
                    }
                };
                let came_out = state.record_message(message, conflict_with, look_back, &self.identities)?;
                Ok(Ok(came_out.0))
            }
            (outcome, None) => {
                // Statements, accesses, and what can't be read again: taken as they are.
                self.taken += u64::from(matches!(outcome, Some(Stored::Quarantined(_))));
                state.position = position;
                Ok(Ok(record.clone()))
            }
        }
    }

    /// Tells when a record came out otherwise, and gives what counts from here on.
    fn compare(
        &mut self,
        record: Record,
        recorded: pb::Record,
        came_out: Record,
        tell: &mut impl FnMut(Difference),
    ) -> Result<Record, HandlerError> {
        if record == came_out {
            return Ok(came_out);
        }
        let position = record.position;
        let decided = wire::record::decode_record(&came_out.bytes, came_out.attachment.as_ref())
            .map_err(|error| HandlerError::DamagedLog { position, problem: error.to_string() })?;
        let what = match self.rules {
            Rules::Recorded => difference(&record, &recorded, &came_out, &decided),
            // The version of the rulebook is another one everywhere.
            Rules::Other { .. } => match (&recorded.outcome, &decided.outcome) {
                (Some(Stored::Posted(was)), Some(Stored::Posted(is))) if was.facts == is.facts => {
                    return Ok(came_out);
                }
                _ => difference(&record, &recorded, &came_out, &decided),
            },
        };
        self.differences += 1;
        self.otherwise.insert(position, came_out.clone());
        tell(Difference { position, recorded, decided: Some(decided), what });
        Ok(came_out)
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Posted => self.outcomes.posted += 1,
            Outcome::Refused => self.outcomes.refused += 1,
            Outcome::Quarantined => self.outcomes.quarantined += 1,
            Outcome::Internal => self.outcomes.internal += 1,
        }
    }

    fn finish(self, book: &str) -> Result<Redecided, HandlerError> {
        let Some(state) = self.state else {
            let problem = "its log is empty".to_owned();
            return Err(HandlerError::Profile { book: book.to_owned(), problem });
        };
        Ok(Redecided {
            position: state.position,
            outcomes: self.outcomes,
            taken: self.taken,
            differences: self.differences,
            book: state.book,
        })
    }
}

/// The first thing that differs, in words.
fn difference(record: &Record, recorded: &pb::Record, came_out: &Record, decided: &pb::Record) -> String {
    if (record.outcome, &record.code) != (came_out.outcome, &came_out.code) {
        let ending =
            |record: &Record| format!("{:?} {}", record.outcome, record.code).trim_end().to_lowercase();
        return format!("recorded {}, decided {}", ending(record), ending(came_out));
    }
    match (&recorded.outcome, &decided.outcome) {
        (Some(Stored::Posted(was)), Some(Stored::Posted(is))) if was.facts != is.facts => {
            "other entries".to_owned()
        }
        (Some(Stored::Posted(was)), Some(Stored::Posted(is))) if was != is => "another rule".to_owned(),
        (was, is) if was != is => "another outcome".to_owned(),
        _ if recorded != decided => "another date, time or name".to_owned(),
        _ => "other columns beside the same bytes, or bytes that are not canonical".to_owned(),
    }
}

impl State {
    /// A chart comes into force; the rulebook is compiled against it anew.
    fn chart_again(&mut self, published: &pb::ChartPublished, rules: &Rules) -> Result<Record, HandlerError> {
        let fault = |problem: String| HandlerError::Profile { book: published.name.clone(), problem };
        let chart = Chart::from_csv(&published.csv).map_err(|error| fault(error.to_string()))?;
        self.book.publish_chart(Arc::new(chart));
        if let Rules::Other { name, yaml } = rules {
            self.put_rulebook(name, yaml)?;
        } else if let Some(rules) = &self.rulebook {
            let (name, yaml) = (rules.name.clone(), rules.content.clone());
            // A rulebook that the new chart refuses is followed by its successor.
            if let Err(error) = self.put_rulebook(&name, &yaml) {
                tracing::warn!(%error, "the rulebook in force does not fit the new chart");
            }
        }
        Ok(self.record_internal(wire::record::Stored::ChartPublished {
            name: published.name.clone(),
            version: published.version,
            csv: published.csv.to_vec(),
        }))
    }

    /// A rulebook comes into force, unless another one is asked for.
    fn rulebook_again(
        &mut self,
        published: &pb::RulebookPublished,
        rules: &Rules,
    ) -> Result<Record, HandlerError> {
        match rules {
            Rules::Recorded => self.put_rulebook(&published.name, &published.yaml)?,
            Rules::Other { name, yaml } => self.put_rulebook(name, yaml)?,
        }
        let record = self.record_internal(wire::record::Stored::RulebookPublished {
            name: published.name.clone(),
            version: published.version,
            yaml: published.yaml.to_vec(),
        });
        self.rulebook = Some(crate::recovery::Publication {
            position: record.position,
            name: published.name.clone(),
            version: published.version,
            content: published.yaml.to_vec(),
        });
        Ok(record)
    }

    fn put_rulebook(&mut self, name: &str, yaml: &[u8]) -> Result<(), HandlerError> {
        let chart = self.book.chart().cloned().unwrap_or_default();
        let rulebook = Rulebook::load(name, yaml, &chart).map_err(|error| HandlerError::Profile {
            book: self.book.settings().name.clone(),
            problem: error.to_string(),
        })?;
        self.book.publish_rulebook(Arc::new(rulebook));
        Ok(())
    }
}
