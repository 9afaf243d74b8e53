//! The writer's state and how it is rebuilt: from the newest snapshot and the log's tail, by folding facts. Folding never
//! evaluates a rule; the chart and rulebook in force are compiled once, at the end. A fact that no book can take is a
//! damaged log, and named with its position (`recovery/checked.rs`).

pub(crate) mod checked;

use std::sync::Arc;

use event_store::{Batch, EventStore, Leadership, Outcome, Record};
use ledger::chart::Chart;
use ledger::command::PublicationKind;
use ledger::{Book, Rulebook, Timestamp};
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as StoredOutcome;
use wire::record::Stored;
use wire::snapshot::Snapshot;

use crate::error::HandlerError;
use crate::profile::BookProfile;
use crate::publication::Due;

/// A book with what stands around it: how far the log is, and which publications are in force.
#[derive(Debug)]
pub struct State {
    /// The book.
    pub book: Book,
    /// Position of the last record.
    pub position: u64,
    /// Command time of the last record.
    pub at: Timestamp,
    /// The chart in force.
    pub chart: Option<Publication>,
    /// The rulebook in force.
    pub rulebook: Option<Publication>,
    /// Where completeness was last stated.
    pub statement_position: Option<u64>,
    /// What two people put in force and has no record yet; only while a message is decided.
    pub(crate) due: Option<Due>,
}

/// A chart or rulebook in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Where it stands.
    pub position: u64,
    /// Its name.
    pub name: String,
    /// Counts publications of its kind in this book, from one.
    pub version: u32,
    /// The file as it was loaded.
    pub content: Vec<u8>,
}

/// A book that is led and rebuilt.
pub(crate) struct Recovered {
    pub(crate) leadership: Leadership,
    pub(crate) state: State,
}

/// Records read at once while folding: enough to make a round trip cheap, little enough to stay small.
const CHUNK: usize = 8_192;

/// Leads a book, rebuilds its state, opens it if it is new, and publishes what the profile changed.
pub(crate) async fn lead(store: &dyn EventStore, profile: &BookProfile) -> Result<Recovered, HandlerError> {
    let name = &profile.settings.name;
    let mut leadership = store.lead(name).await?;
    let mut state = None;
    if let Some(snapshot) = leadership.snapshot.take() {
        state = restore(store, name, &snapshot).await?;
    }
    let folded = fold_from(store, name, state, u64::MAX).await?;
    let mut state = match folded {
        Some(state) => state,
        None => open_book(&mut leadership, profile).await?,
    };
    check_settings(&state, profile)?;
    publish_changes(&mut leadership, &mut state, profile).await?;
    Ok(Recovered { leadership, state })
}

/// Folds a book's log from the beginning up to a position; `None` when the book is empty.
///
/// # Errors
/// When the store fails; [`HandlerError::DamagedLog`] when a record can't be read or breaks an invariant.
pub async fn fold(store: &dyn EventStore, book: &str, up_to: u64) -> Result<Option<State>, HandlerError> {
    fold_from(store, book, None, up_to).await
}

async fn fold_from(
    store: &dyn EventStore,
    book: &str,
    mut state: Option<State>,
    up_to: u64,
) -> Result<Option<State>, HandlerError> {
    let mut after = state.as_ref().map_or(0, |state| state.position);
    let read = async |after: u64| {
        let left = usize::try_from(up_to - after.min(up_to)).unwrap_or(usize::MAX).min(CHUNK);
        if left == 0 { Ok(Vec::new()) } else { store.read(book, after, left).await }
    };
    let mut records = read(after).await?;
    while let Some(last) = records.last() {
        after = last.position;
        // On a thread of its own: the next ones are read here meanwhile, and made of what the database sends.
        let folding = tokio::task::spawn_blocking(move || fold_chunk(state, &records));
        let (next, folded) = tokio::join!(read(after), folding);
        state = folded.map_err(|_| HandlerError::Stopped)??;
        records = next?;
    }
    if let Some(state) = &mut state {
        state.put_in_force(book)?;
    }
    Ok(state)
}

fn fold_chunk(mut state: Option<State>, records: &[Record]) -> Result<Option<State>, HandlerError> {
    for record in records {
        match &mut state {
            Some(state) => apply(state, record)?,
            None => state = Some(opened(record)?),
        }
    }
    Ok(state)
}

/// What a record holds, when it is the one after this position.
fn decode(record: &Record, after: u64) -> Result<pb::Record, HandlerError> {
    let damaged = |problem: String| HandlerError::DamagedLog { position: record.position, problem };
    let stored = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
        .map_err(|error| damaged(error.to_string()))?;
    if record.position != after + 1 {
        return Err(damaged(format!("it follows position {after}")));
    }
    Ok(stored)
}

/// The state after a book's first record.
fn opened(record: &Record) -> Result<State, HandlerError> {
    let damaged = |problem: String| HandlerError::DamagedLog { position: record.position, problem };
    let Some(StoredOutcome::BookOpened(opened)) = decode(record, 0)?.outcome else {
        return Err(damaged("the log does not begin with the opening of the book".to_owned()));
    };
    let settings = wire::record::settings(&opened).map_err(|error| damaged(error.to_string()))?;
    let mut state = State::new(Book::new(settings));
    (state.position, state.at) = (record.position, Timestamp(record.recorded_at));
    Ok(state)
}

/// Applies one record to the state before it.
fn apply(state: &mut State, record: &Record) -> Result<(), HandlerError> {
    let damaged = |problem: String| HandlerError::DamagedLog { position: record.position, problem };
    // Refused and quarantined records move nothing: no need to decode them.
    if matches!(record.outcome, Outcome::Refused | Outcome::Quarantined)
        && record.position == state.position + 1
    {
        (state.position, state.at) = (record.position, Timestamp(record.recorded_at));
        return Ok(());
    }
    let stored = decode(record, state.position)?;
    match &stored.outcome {
        Some(StoredOutcome::ChartPublished(chart)) => {
            state.chart = Some(Publication {
                position: record.position,
                name: chart.name.clone(),
                version: chart.version,
                content: chart.csv.to_vec(),
            });
        }
        Some(StoredOutcome::RulebookPublished(rulebook)) => {
            state.rulebook = Some(Publication {
                position: record.position,
                name: rulebook.name.clone(),
                version: rulebook.version,
                content: rulebook.yaml.to_vec(),
            });
        }
        Some(StoredOutcome::CompletenessStated(_)) => state.statement_position = Some(record.position),
        Some(_) => {
            checked::apply(&mut state.book, &stored).map_err(damaged)?;
        }
        None => return Err(damaged("it has no outcome this version knows".to_owned())),
    }
    (state.position, state.at) = (record.position, Timestamp(record.recorded_at));
    Ok(())
}

impl State {
    pub(crate) fn new(book: Book) -> Self {
        Self {
            book,
            position: 0,
            at: Timestamp(0),
            chart: None,
            rulebook: None,
            statement_position: None,
            due: None,
        }
    }

    /// The state as bytes, in the format of [`wire::snapshot::FORMAT`].
    pub(crate) fn snapshot(&self) -> Vec<u8> {
        wire::snapshot::encode(&Snapshot {
            position: self.position,
            at: self.at,
            chart_position: self.chart.as_ref().map(|publication| publication.position),
            rulebook_position: self.rulebook.as_ref().map(|publication| publication.position),
            statement_position: self.statement_position,
            book: &self.book,
        })
    }

    /// Compiles the chart and rulebook in force. A rulebook that an older version accepted and this one refuses leaves
    /// none in force, which stops a writer but not whoever only folds.
    fn put_in_force(&mut self, book: &str) -> Result<(), HandlerError> {
        let fault = |problem: String| HandlerError::Profile { book: book.to_owned(), problem };
        if let Some(publication) = &self.chart {
            let chart = Chart::from_csv(&publication.content).map_err(|error| fault(error.to_string()))?;
            self.book.publish_chart(Arc::new(chart));
        }
        if let (Some(publication), Some(chart)) = (&self.rulebook, self.book.chart().cloned()) {
            match Rulebook::load(&publication.name, &publication.content, &chart) {
                Ok(rulebook) => self.book.publish_rulebook(Arc::new(rulebook)),
                Err(error) => tracing::warn!(book, %error, "the published rulebook is not in force"),
            }
        }
        Ok(())
    }
}

/// The state in a snapshot, or `None` when it is of another format or damaged: the log then is folded from its beginning.
async fn restore(
    store: &dyn EventStore,
    book: &str,
    snapshot: &event_store::Snapshot,
) -> Result<Option<State>, HandlerError> {
    let restored =
        (snapshot.format == wire::snapshot::FORMAT).then(|| wire::snapshot::decode(&snapshot.state));
    let Some(Ok(restored)) = restored else {
        tracing::warn!(book, position = snapshot.position, "snapshot not usable; folding the whole log");
        return Ok(None);
    };
    let mut state = State::new(restored.book);
    (state.position, state.at) = (restored.position, restored.at);
    state.statement_position = restored.statement_position;
    let positions: Vec<u64> =
        [restored.chart_position, restored.rulebook_position].into_iter().flatten().collect();
    for record in store.read_at(book, &positions).await? {
        // Applying a publication moves only itself; the position is put back after it.
        let (position, at) = (state.position, state.at);
        state.position = record.position - 1;
        apply(&mut state, &record)?;
        (state.position, state.at) = (position, at);
    }
    Ok(Some(state))
}

/// Opens a new book: its settings are the log's first record.
async fn open_book(leadership: &mut Leadership, profile: &BookProfile) -> Result<State, HandlerError> {
    let mut state = State::new(Book::new(profile.settings.clone()));
    state.at = now();
    let record = state.record_internal(Stored::BookOpened(profile.settings.clone()));
    append(leadership, record).await?;
    Ok(state)
}

/// What a book was opened with does not change.
fn check_settings(state: &State, profile: &BookProfile) -> Result<(), HandlerError> {
    let (is, wanted) = (state.book.settings(), &profile.settings);
    if is == wanted {
        return Ok(());
    }
    Err(HandlerError::OtherSettings {
        book: is.name.clone(),
        problem: format!("it has {is:?}, the configuration asks for {wanted:?}"),
    })
}

/// Publishes the profile's chart and rulebook where they differ from those in force.
///
/// What is to be in force is compiled before anything is written, the rulebook against the chart that it will stand
/// beside: so a refused profile leaves the log as it was, and a new chart never leaves the rulebook compiled for the old.
async fn publish_changes(
    leadership: &mut Leadership,
    state: &mut State,
    profile: &BookProfile,
) -> Result<(), HandlerError> {
    state.at = state.at.max(now());
    let differs = |in_force: &Option<Publication>, content: &[u8]| {
        in_force.as_ref().is_none_or(|in_force| in_force.content != content)
    };
    let chart = profile.chart.as_ref().map(|(name, chart)| (name, chart, chart.to_csv()));
    let chart = chart.filter(|(_, _, csv)| differs(&state.chart, csv));
    let rules = profile.rulebook.as_ref().filter(|(_, yaml)| differs(&state.rulebook, yaml));
    for (publishes, kind) in
        [(chart.is_some(), PublicationKind::Chart), (rules.is_some(), PublicationKind::Rulebook)]
    {
        if publishes {
            check_policy(state, kind)?;
        }
    }
    if let Some((_, chart, _)) = &chart {
        let refused = |problem: ledger::chart::NotAdmitted| HandlerError::Profile {
            book: profile.settings.name.clone(),
            problem: problem.to_string(),
        };
        state.book.admits(chart).map_err(refused)?;
    }
    if chart.is_some() || rules.is_some() {
        let chart_in_force = match &chart {
            Some((_, chart, _)) => Arc::new((*chart).clone()),
            None => state.book.chart().cloned().unwrap_or_default(),
        };
        let in_force = state.rulebook.as_ref().map(|rules| (&rules.name, &rules.content));
        let compiled = match rules.map(|(name, yaml)| (name, yaml)).or(in_force) {
            Some((name, yaml)) => Some(Rulebook::load(name, yaml, &chart_in_force).map_err(|error| {
                HandlerError::Profile { book: profile.settings.name.clone(), problem: error.to_string() }
            })?),
            None => None,
        };
        if let (Some(_), Some(rulebook), Some(in_force)) = (rules, &compiled, &state.rulebook)
            && rulebook.version() <= in_force.version
        {
            let problem = format!(
                "rulebook \"{}\" says version {}, and version {} is in force with other content: raise the version",
                rules.map_or("", |(name, _)| name),
                rulebook.version(),
                in_force.version
            );
            return Err(HandlerError::Profile { book: profile.settings.name.clone(), problem });
        }
        if let Some((name, _, csv)) = chart {
            let version = state.chart.as_ref().map_or(1, |earlier| earlier.version + 1);
            let record = state.record_internal(Stored::ChartPublished {
                name: name.clone(),
                version,
                csv: csv.clone(),
            });
            state.chart =
                Some(Publication { position: record.position, name: name.clone(), version, content: csv });
            append(leadership, record).await?;
        }
        if let (Some((name, yaml)), Some(rulebook)) = (rules, &compiled) {
            let version = rulebook.version();
            let record = state.record_internal(Stored::RulebookPublished {
                name: name.clone(),
                version,
                yaml: yaml.clone(),
            });
            let content = yaml.clone();
            state.rulebook =
                Some(Publication { position: record.position, name: name.clone(), version, content });
            append(leadership, record).await?;
        }
        state.book.publish_chart(chart_in_force);
        if let Some(rulebook) = compiled {
            state.book.publish_rulebook(Arc::new(rulebook));
        }
    }
    if state.rulebook.is_some() && state.book.rulebook().is_none() {
        let problem =
            "this version refuses the published rulebook (see the log); publish one that it accepts";
        return Err(HandlerError::Profile {
            book: profile.settings.name.clone(),
            problem: problem.to_owned(),
        });
    }
    Ok(())
}

/// A book whose rulebook wants two people for it takes no chart or rulebook from a configuration.
fn check_policy(state: &State, kind: PublicationKind) -> Result<(), HandlerError> {
    let event = kind.event_name();
    if state.book.rulebook().is_none_or(|rulebook| !rulebook.needs_approval(event)) {
        return Ok(());
    }
    let (what, command) = match kind {
        PublicationKind::Chart => ("chart", "chart import"),
        PublicationKind::Rulebook => ("rulebook", "rules publish"),
    };
    let problem = format!(
        "the {what} that is configured is not the one in force, and the rulebook in force wants {event} proposed by one \
         person and approved by another: `neraca {command} FILE --maker NAME` proposes it; until it is \
         approved, configure the one in force or none"
    );
    Err(HandlerError::Profile { book: state.book.settings().name.clone(), problem })
}

async fn append(leadership: &mut Leadership, record: Record) -> Result<(), HandlerError> {
    let batch = Batch { records: vec![record], repeats: Vec::new(), bus: leadership.head.bus };
    leadership.head = leadership.writer.append(&batch).await?;
    Ok(())
}

/// The wall clock, which only the handler reads.
pub(crate) fn now() -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(now.as_micros()).unwrap_or(i64::MAX))
}
