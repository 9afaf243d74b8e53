//! The decision under way: one record after the other, decided and compared.

use std::collections::BTreeSet;
use std::sync::Arc;

use event_store::{EventStore, IdentityIndex, Outcome, OutcomeCounts, Record};
use ledger::{Book, Fact, Timestamp};
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as Stored;

use super::kept::{Cause, Kept, decoded};
use super::otherwise::Otherwise;
use super::publications::Other;
use super::statements::Statements;
use super::{Difference, Redecided, Rules};
use crate::error::HandlerError;
use crate::incoming::Decoded;
use crate::prefetch::{LookBack, Prefetched};
use crate::recent::Recent;
use crate::recovery::{State, checked};
use crate::repeat::{self, Known};

/// What deciding a record again gave.
pub(super) enum CameOut {
    /// This record.
    Decided(Record),
    /// Nothing can have been recorded there, and why. What it records is applied all the same.
    Impossible(String),
    /// It is taken as it is.
    Taken,
}

/// The decision under way.
pub(super) struct Again<'a> {
    store: &'a Arc<dyn EventStore>,
    book: &'a str,
    /// `None` for the recorded rules.
    other: Option<Other<'a>>,
    state: Option<State>,
    identities: IdentityIndex,
    statements: Statements,
    outcomes: OutcomeCounts,
    taken: u64,
    differences: u64,
    otherwise: Otherwise,
    /// Holds that were due and of which it was told that they did not expire.
    overdue: BTreeSet<Box<str>>,
    /// A chart that the rulebook in force does not fit: its successor must follow at once.
    misfit: Option<Difference>,
    found: Vec<Difference>,
}

impl<'a> Again<'a> {
    pub(super) fn new(store: &'a Arc<dyn EventStore>, book: &'a str, rules: &'a Rules) -> Self {
        let other = match rules {
            Rules::Recorded => None,
            Rules::Other { name, yaml } => Some(Other { name, yaml, refused: None }),
        };
        Self {
            store,
            book,
            other,
            state: None,
            identities: IdentityIndex::new(),
            statements: Statements::default(),
            outcomes: OutcomeCounts::default(),
            taken: 0,
            differences: 0,
            otherwise: Otherwise::default(),
            overdue: BTreeSet::new(),
            misfit: None,
            found: Vec::new(),
        }
    }

    /// Decides what was read together, and tells what differs.
    pub(super) async fn chunk(
        &mut self,
        chunk: Vec<Kept>,
        tell: &mut impl FnMut(Difference),
    ) -> Result<(), HandlerError> {
        let recent = Recent::default();
        let messages = chunk.iter().filter_map(Kept::message);
        let state = self.state.as_ref().map(|state| &state.book);
        let mut prefetched =
            Prefetched::read(&**self.store, self.book, &self.identities, &recent, state, messages).await?;
        for record in prefetched.records_mut() {
            self.otherwise.replace(record).map_err(|error| scratch(&error))?;
        }
        let mut decided = Vec::with_capacity(chunk.len());
        for Kept { record, cause } in chunk {
            if self.other.is_none() {
                self.before(&record, &cause).await?;
            }
            let look_back = LookBack { prefetched: &prefetched, recent: &recent, batch: &decided };
            let came_out = self.record(&record, cause, &look_back)?;
            if record.has_identity() {
                self.identities.insert(&record.source, &record.id, record.position);
            }
            let came_out = self.settle(record, came_out)?;
            self.count(came_out.outcome);
            decided.push(came_out);
            self.tell(tell);
        }
        Ok(())
    }

    /// What the record shows of those before it.
    async fn before(&mut self, record: &Record, cause: &Cause) -> Result<(), HandlerError> {
        if let Cause::Itself(stored) = cause {
            if let Some(Stored::CompletenessStated(stated)) = &stored.outcome {
                let found = self.statements.state(&**self.store, self.book, stored, stated).await?;
                self.found.extend(found);
            } else {
                self.found.extend(self.statements.saw(record));
            }
            let follows = matches!(stored.outcome, Some(Stored::RulebookPublished(_)));
            self.found.extend(self.misfit.take().filter(|_| !follows));
        } else {
            self.found.extend(self.statements.saw(record));
            self.found.extend(self.misfit.take());
        }
        Ok(())
    }

    /// Decides one record again.
    fn record(
        &mut self,
        record: &Record,
        cause: Cause,
        look_back: &LookBack<'_>,
    ) -> Result<CameOut, HandlerError> {
        if self.state.is_none() {
            return self.open(record, &cause);
        }
        self.advance(record, &cause)?;
        match cause {
            Cause::Message(message) => self.message(record, message, look_back),
            Cause::Itself(stored) => self.itself(record, *stored),
        }
    }

    /// The book's first record.
    fn open(&mut self, record: &Record, cause: &Cause) -> Result<CameOut, HandlerError> {
        let damaged =
            |problem: &str| HandlerError::DamagedLog { position: record.position, problem: problem.into() };
        let Cause::Itself(stored) = cause else {
            return Err(damaged("the log does not begin with the opening of the book"));
        };
        let Some(Stored::BookOpened(opened)) = &stored.outcome else {
            return Err(damaged("the log does not begin with the opening of the book"));
        };
        let settings = wire::record::settings(opened).map_err(|error| damaged(&error.to_string()))?;
        let mut state = State::new(Book::new(settings.clone()));
        state.at = Timestamp(record.recorded_at);
        let came_out = state.record_internal(wire::record::Stored::BookOpened(settings));
        if let Some(other) = &mut self.other {
            // Most rulebooks name codes of a chart, and wait for it.
            let waits = other.put_in_force(&mut state, true).err();
            if let Some(problem) = waits.filter(|_| other.is_unreadable()) {
                return Err(HandlerError::Profile { book: self.book.to_owned(), problem });
            }
        }
        self.state = Some(state);
        Ok(CameOut::Decided(came_out))
    }

    /// Command time goes on to that of the record, and holds whose time has come expire.
    fn advance(&mut self, record: &Record, cause: &Cause) -> Result<(), HandlerError> {
        let state = opened(&mut self.state)?;
        let at = Timestamp(record.recorded_at);
        let was = std::mem::replace(&mut state.at, at);
        if was == at {
            return Ok(());
        }
        let due = state.book.due(at);
        if self.other.is_some() {
            due.iter().for_each(|fact| state.book.evolve(fact));
            return Ok(());
        }
        let mut wrong = Vec::new();
        if at < was {
            wrong.push("its time lies before that of the record before it".to_owned());
        }
        // Publications come at a start, in front of the first look at holds.
        let before_expiry = matches!(cause, Cause::Itself(stored) if matches!(
            stored.outcome,
            Some(Stored::HoldsExpired(_) | Stored::ChartPublished(_) | Stored::RulebookPublished(_))
        ));
        let names = due.into_iter().filter_map(|fact| match fact {
            Fact::HoldReleased { hold, .. } => Some(hold),
            _ => None,
        });
        let told: Vec<Box<str>> =
            names.filter(|hold| !before_expiry && !self.overdue.contains(hold)).collect();
        if !told.is_empty() {
            wrong.push(format!("{} holds were due before it and did not expire", told.len()));
            self.overdue.extend(told);
        }
        for what in wrong {
            let recorded = decoded(record)?;
            self.found.push(Difference { position: record.position, recorded, decided: None, what });
        }
        Ok(())
    }

    fn message(
        &mut self,
        record: &Record,
        message: Decoded,
        look_back: &LookBack<'_>,
    ) -> Result<CameOut, HandlerError> {
        let state = opened(&mut self.state)?;
        let earlier = look_back.find(&self.identities, &message.envelope.source, &message.envelope.id);
        let conflict_with = match repeat::recognise(&message, &earlier)? {
            Known::New => None,
            Known::Conflict { first } => Some(first),
            Known::Repeat(answer) => {
                state.position = record.position;
                return Ok(CameOut::Impossible(format!("it repeats position {}", answer.position)));
            }
        };
        let came_out = state.record_message(message, conflict_with, look_back, &self.identities)?;
        Ok(CameOut::Decided(came_out.0))
    }

    /// What Neraca recorded by itself, and what can't be read again.
    fn itself(&mut self, record: &Record, stored: pb::Record) -> Result<CameOut, HandlerError> {
        if self.other.is_none() && matches!(stored.outcome, Some(Stored::HoldsExpired(_))) {
            return self.expired(record);
        }
        let state = opened(&mut self.state)?;
        Ok(match (stored.outcome, &mut self.other) {
            (Some(Stored::ChartPublished(chart)), None) => {
                let came_out = state.chart_again(record, &chart);
                if let Err(error) = state.recompile() {
                    let what = format!("the rulebook in force does not fit this chart: {error}");
                    let recorded = decoded(record)?;
                    self.misfit =
                        Some(Difference { position: record.position, recorded, decided: None, what });
                }
                came_out
            }
            (Some(Stored::RulebookPublished(rules)), None) => state.rulebook_again(record, &rules),
            (Some(Stored::CompletenessStated(stated)), None) => {
                CameOut::Decided(state.record_internal(wire::record::Stored::CompletenessStated(stated)))
            }
            (Some(Stored::AccessRecorded(access)), None) => {
                CameOut::Decided(state.record_internal(wire::record::Stored::AccessRecorded(access)))
            }
            (Some(Stored::ChartPublished(published)), Some(other)) => {
                state.position = record.position;
                match state.chart_again(record, &published) {
                    CameOut::Impossible(why) => CameOut::Impossible(why),
                    _ => match other.put_in_force(state, other.refused.is_some()) {
                        Ok(()) => CameOut::Taken,
                        Err(why) => CameOut::Impossible(format!("it does not fit this chart: {why}")),
                    },
                }
            }
            (Some(Stored::RulebookPublished(_)), Some(other)) => {
                state.position = record.position;
                if other.refused.is_some() {
                    // It has told why at the chart.
                    let _ = other.put_in_force(state, true);
                }
                CameOut::Taken
            }
            (None, _) => {
                state.position = record.position;
                CameOut::Impossible("it has no outcome that this version knows".to_owned())
            }
            (outcome, _) => {
                self.taken += u64::from(matches!(outcome, Some(Stored::Quarantined(_))));
                state.position = record.position;
                CameOut::Taken
            }
        })
    }

    /// Holds expire when they are due: exactly these, or what is recorded can't be.
    fn expired(&mut self, record: &Record) -> Result<CameOut, HandlerError> {
        let state = opened(&mut self.state)?;
        let due = state.book.due(state.at);
        let number = due.len();
        let again = state.record_internal(wire::record::Stored::HoldsExpired(due.clone()));
        if again != *record {
            state.position = record.position;
            return Ok(CameOut::Impossible(format!("{number} holds were due, and not these expired")));
        }
        due.iter().for_each(|fact| state.book.evolve(fact));
        Ok(CameOut::Decided(again))
    }

    /// Finds what differs, and gives what counts from here on.
    fn settle(&mut self, record: Record, came_out: CameOut) -> Result<Record, HandlerError> {
        let position = record.position;
        match came_out {
            CameOut::Taken => Ok(record),
            CameOut::Decided(came_out) if came_out == record => Ok(came_out),
            CameOut::Decided(came_out) => {
                let (recorded, decided) = (decoded(&record)?, decoded(&came_out)?);
                if self.other.is_some() && is_the_same(&recorded, &decided) {
                    return Ok(came_out);
                }
                let what = difference(&record, &recorded, &came_out, &decided);
                self.otherwise.keep(&came_out).map_err(|error| scratch(&error))?;
                self.found.push(Difference { position, recorded, decided: Some(decided), what });
                Ok(came_out)
            }
            CameOut::Impossible(mut what) => {
                let recorded = decoded(&record)?;
                let state = opened(&mut self.state)?;
                if let Err(problem) = checked::apply(&mut state.book, &recorded) {
                    what = format!("{what}; what it records can't be applied either: {problem}");
                }
                self.found.push(Difference { position, recorded, decided: None, what });
                Ok(record)
            }
        }
    }

    fn tell(&mut self, tell: &mut impl FnMut(Difference)) {
        self.differences += self.found.len() as u64;
        self.found.drain(..).for_each(tell);
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Posted => self.outcomes.posted += 1,
            Outcome::Refused => self.outcomes.refused += 1,
            Outcome::Quarantined => self.outcomes.quarantined += 1,
            Outcome::Internal => self.outcomes.internal += 1,
        }
    }

    /// The end of the history.
    pub(super) fn finish(mut self, tell: &mut impl FnMut(Difference)) -> Result<Redecided, HandlerError> {
        self.found.extend(self.statements.close());
        self.found.extend(self.misfit.take());
        self.tell(tell);
        let fault = |problem: String| HandlerError::Profile { book: self.book.to_owned(), problem };
        if let Some(error) = self.other.and_then(|other| other.refused) {
            return Err(fault(error.to_string()));
        }
        let Some(state) = self.state else { return Err(fault("its log is empty".to_owned())) };
        Ok(Redecided {
            position: state.position,
            outcomes: self.outcomes,
            taken: self.taken,
            statements: self.statements.number,
            differences: self.differences,
            book: state.book,
        })
    }
}

fn opened(state: &mut Option<State>) -> Result<&mut State, HandlerError> {
    state.as_mut().ok_or_else(|| HandlerError::DamagedLog {
        position: 1,
        problem: "the log does not begin with the opening of the book".to_owned(),
    })
}

fn scratch(error: &std::io::Error) -> HandlerError {
    HandlerError::Scratch(error.to_string())
}

/// Whether the other rules made the same of it: the rulebook's version is another one everywhere.
fn is_the_same(recorded: &pb::Record, decided: &pb::Record) -> bool {
    match (&recorded.outcome, &decided.outcome) {
        (Some(Stored::Posted(was)), Some(Stored::Posted(is))) => was.facts == is.facts,
        _ => false,
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
        (Some(Stored::ChartPublished(was)), Some(Stored::ChartPublished(is)))
            if was.version != is.version =>
        {
            format!("chart version {} follows here, not {}", is.version, was.version)
        }
        (Some(Stored::RulebookPublished(was)), Some(Stored::RulebookPublished(is)))
            if was.version != is.version =>
        {
            format!("the rulebook says that it is version {}, not {}", is.version, was.version)
        }
        (was, is) if was != is => "another outcome".to_owned(),
        _ if recorded != decided => "another date, time or name".to_owned(),
        _ => "other columns beside the same bytes, or bytes that are not canonical".to_owned(),
    }
}
