//! The deciding stage: the one task that knows the book's state. It makes a batch of whatever has arrived, recognises
//! repeats, asks the core for a decision on each message, applies it, and hands the batch on to be made durable while
//! the next one is decided.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use event_store::{Batch, BusCursor, BusStream, EventStore, IdentityIndex, Record, Repeat};
use ledger::Digest;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{MissedTickBehavior, interval};
use wire::record::Stored;

use crate::answer::{Answer, Verdict};
use crate::appender::{Decided, RETRY_FIRST, TakenSnapshot, Work, pause};
use crate::completeness::Completeness;
use crate::error::HandlerError;
use crate::incoming::{BusMessage, Decoded};
use crate::options::HandlerOptions;
use crate::prefetch::{LookBack, Prefetched};
use crate::progress::Progress;
use crate::recent::Recent;
use crate::recovery::State;
use crate::repeat::{self, Known};

/// What the decider is asked to do.
pub(crate) enum Task {
    /// Decide messages.
    Decide(Submission),
    /// Tell the digest of the state.
    Digest(oneshot::Sender<Digest>),
    /// Tell the positions that may hold an identity.
    Candidates { source: String, id: String, reply: oneshot::Sender<Vec<u64>> },
    /// Record something that is no message.
    Record { internal: Vec<Stored>, reply: oneshot::Sender<Vec<Answer>> },
    /// Get a bus stream's number from the store.
    BusStream { name: String, created_at: String, reply: oneshot::Sender<u32> },
    /// Finish what is in hand and end.
    Stop,
}

/// Messages that come together and are committed together.
pub(crate) struct Submission {
    pub(crate) messages: Vec<Decoded>,
    /// How far the bus is read once these are durable.
    pub(crate) cursor: Option<BusCursor>,
    /// Who waits for the answers; nobody for the bus.
    pub(crate) reply: Option<oneshot::Sender<Vec<Answer>>>,
}

/// Owns the state.
pub(crate) struct Decider {
    store: Arc<dyn EventStore>,
    pub(crate) state: State,
    pub(crate) identities: IdentityIndex,
    recent: Recent,
    completeness: Completeness,
    batch_max: usize,
    snapshot_every: u64,
    last_snapshot: u64,
    progress: watch::Receiver<Progress>,
}

/// A batch being made.
#[derive(Default)]
pub(crate) struct Making {
    pub(crate) batch: Batch,
    answers: Vec<(oneshot::Sender<Vec<Answer>>, Vec<Answer>)>,
    internal: Option<(Vec<Stored>, oneshot::Sender<Vec<Answer>>)>,
}

/// How often holds are looked at when nothing arrives.
const EXPIRY_TICK: Duration = Duration::from_secs(1);

impl Decider {
    pub(crate) fn new(
        store: Arc<dyn EventStore>,
        state: State,
        identities: IdentityIndex,
        completeness: Completeness,
        options: &HandlerOptions,
        progress: watch::Receiver<Progress>,
    ) -> Self {
        let HandlerOptions { batch_max, snapshot_every, .. } = *options;
        let last_snapshot = state.position;
        let recent = Recent::default();
        Self {
            store,
            state,
            identities,
            recent,
            completeness,
            batch_max,
            snapshot_every,
            last_snapshot,
            progress,
        }
    }

    /// Runs until told to stop, or until the appender is gone.
    ///
    /// # Errors
    /// When the log can't be asked or is damaged. Dropping the queue and the appender's channel then answers everybody
    /// with "stopped".
    pub(crate) async fn run(
        mut self,
        mut queue: mpsc::Receiver<Task>,
        appender: mpsc::Sender<Work>,
    ) -> Result<(), HandlerError> {
        let mut tick = interval(EXPIRY_TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let (submissions, task) = tokio::select! {
                biased;
                () = appender.closed() => return Ok(()),
                task = queue.recv() => self.gather(task.unwrap_or(Task::Stop), &mut queue),
                _ = tick.tick() => (Vec::new(), None),
            };
            let (stopping, mut making) = (matches!(task, Some(Task::Stop)), Making::default());
            let task = match task {
                Some(Task::Record { internal, reply }) => {
                    making.internal = Some((internal, reply));
                    None
                }
                task => task,
            };
            if submissions
                .iter()
                .flat_map(|submission| &submission.messages)
                .any(|message| message.bus.is_some())
            {
                while let Some(decided) = self.state_waiting_repeats().await? {
                    if appender.send(Work::Append(decided)).await.is_err() {
                        return Ok(());
                    }
                }
            }
            // A closed channel means that the appender failed, and says so itself.
            if let Some(decided) = self.decide(submissions, making, stopping).await?
                && appender.send(Work::Append(decided)).await.is_err()
            {
                return Ok(());
            }
            match task {
                None | Some(Task::Decide(_) | Task::Record { .. }) => {}
                Some(Task::Stop) => return Ok(()),
                // Whoever asked may have gone.
                Some(Task::Digest(reply)) => drop(reply.send(self.state.book.digest())),
                Some(Task::Candidates { source, id, reply }) => {
                    drop(reply.send(self.identities.candidates(&source, &id).collect()));
                }
                Some(Task::BusStream { name, created_at, reply }) => {
                    if appender.send(Work::BusStream { name, created_at, reply }).await.is_err() {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Takes what has arrived, up to a batch, and the first task of another kind, which comes after it.
    fn gather(&self, first: Task, queue: &mut mpsc::Receiver<Task>) -> (Vec<Submission>, Option<Task>) {
        let (mut submissions, mut messages) = (Vec::new(), 0);
        let mut next = Some(first);
        while let Some(task) = next {
            let Task::Decide(submission) = task else { return (submissions, Some(task)) };
            messages += submission.messages.len();
            submissions.push(submission);
            next = if messages < self.batch_max { queue.try_recv().ok() } else { None };
        }
        (submissions, None)
    }

    async fn decide(
        &mut self,
        submissions: Vec<Submission>,
        mut making: Making,
        stopping: bool,
    ) -> Result<Option<Decided>, HandlerError> {
        self.recent.forget_up_to(self.progress.borrow().position);
        self.completeness.shed();
        self.advance_clock();
        self.expire_holds(&mut making)?;
        for submission in submissions {
            self.decide_submission(submission, &mut making).await?;
        }
        self.record_internal(&mut making);
        self.state_completeness(&mut making, stopping).await?;
        let Making { batch, answers, .. } = making;
        if batch.is_empty() && answers.is_empty() {
            return Ok(None);
        }
        let batch = Arc::new(batch);
        self.recent.push(batch.clone());
        Ok(Some(Decided { batch, answers, snapshot: self.snapshot_when_due() }))
    }

    async fn decide_submission(
        &mut self,
        submission: Submission,
        making: &mut Making,
    ) -> Result<(), HandlerError> {
        let Submission { messages, cursor, reply } = submission;
        let prefetched = self.prefetch(&messages).await?;
        let mut answers = Vec::with_capacity(if reply.is_some() { messages.len() } else { 0 });
        for message in messages {
            let answer = self.decide_message(message, &prefetched, &mut making.batch)?;
            if reply.is_some() {
                answers.push(answer);
            }
        }
        if let Some(cursor) = cursor {
            making.batch.bus = Some(cursor);
            self.completeness.read_up_to(cursor);
        }
        making.answers.extend(reply.map(|reply| (reply, answers)));
        Ok(())
    }

    /// Asks the store for what the messages refer to, for as long as it takes: without it nothing can be decided.
    async fn prefetch(&self, messages: &[Decoded]) -> Result<Prefetched, HandlerError> {
        let mut wait = RETRY_FIRST;
        loop {
            let (book, recent) = (&self.state.book, &self.recent);
            let (name, state) = (&book.settings().name, Some(book));
            match Prefetched::read(&*self.store, name, &self.identities, recent, state, messages).await {
                Err(error) if error.is_retryable() => pause(&mut wait, &error).await,
                result => return Ok(result?),
            }
        }
    }

    /// One message: a repeat, or a new record.
    fn decide_message(
        &mut self,
        message: Decoded,
        prefetched: &Prefetched,
        batch: &mut Batch,
    ) -> Result<Answer, HandlerError> {
        let look_back = LookBack { prefetched, recent: &self.recent, batch: &batch.records };
        let earlier = look_back.find(&self.identities, &message.envelope.source, &message.envelope.id);
        let conflict_with = match repeat::recognise(&message, &earlier)? {
            Known::Repeat(answer) => {
                let bus = message.bus.map(coordinates);
                let repeat = Repeat { of_position: answer.position, recorded_at: self.state.at.0, bus };
                self.completeness.repeated(&repeat);
                batch.repeats.push(repeat);
                return Ok(answer);
            }
            Known::New => None,
            Known::Conflict { first } => Some(first),
        };
        let (record, answer) =
            self.state.record_message(message, conflict_with, &look_back, &self.identities)?;
        self.completeness.recorded(&record);
        self.keep(record, batch);
        batch.records.extend(self.state.record_due());
        Ok(answer)
    }

    /// Adds a record to the batch and its identity to the index.
    fn keep(&mut self, record: Record, batch: &mut Batch) {
        if record.has_identity() {
            self.identities.insert(&record.source, &record.id, record.position);
        }
        batch.records.push(record);
    }

    fn expire_holds(&mut self, making: &mut Making) -> Result<(), HandlerError> {
        if let Some(record) = self.state.record_expired_holds()? {
            making.batch.records.push(record);
        }
        Ok(())
    }

    /// What is no message gets its records too.
    fn record_internal(&mut self, making: &mut Making) {
        let Some((internal, reply)) = making.internal.take() else { return };
        let mut answers = Vec::with_capacity(internal.len());
        for stored in internal {
            let record = self.state.record_internal(stored);
            answers.push(Answer { position: record.position, repeated: false, verdict: Verdict::Posted });
            making.batch.records.push(record);
        }
        making.answers.push((reply, answers));
    }

    /// Accounts for the bus in the log when it is time, behind all that it accounts for.
    async fn state_completeness(&mut self, making: &mut Making, stopping: bool) -> Result<(), HandlerError> {
        let moved = !making.batch.records.is_empty();
        if !self.completeness.is_due(self.state.at, moved, stopping) {
            return Ok(());
        }
        if self.completeness.needs_names() {
            let streams = self.streams().await?;
            self.completeness.learn(streams);
        }
        self.record_statements(&mut making.batch).await
    }

    async fn record_statements(&mut self, batch: &mut Batch) -> Result<(), HandlerError> {
        let from_table = self.repeats(self.completeness.in_table()).await?;
        for stated in self.completeness.state(from_table) {
            let record = self.state.record_internal(Stored::CompletenessStated(stated));
            self.state.statement_position = Some(record.position);
            batch.records.push(record);
        }
        Ok(())
    }

    /// A batch with the next of the repeats that must be stated before bus messages are; `None` when they are.
    async fn state_waiting_repeats(&mut self) -> Result<Option<Decided>, HandlerError> {
        self.recent.forget_up_to(self.progress.borrow().position);
        self.completeness.shed();
        if !self.completeness.is_behind() {
            return Ok(None);
        }
        self.advance_clock();
        let mut batch = Batch::default();
        self.record_statements(&mut batch).await?;
        let batch = Arc::new(batch);
        self.recent.push(batch.clone());
        Ok(Some(Decided { batch, answers: Vec::new(), snapshot: self.snapshot_when_due() }))
    }

    /// Repeats by number, which were handed to the appender before: waits until it has written them.
    async fn repeats(&self, numbers: Range<u64>) -> Result<Vec<Repeat>, HandlerError> {
        let mut progress = self.progress.clone();
        let (mut repeats, mut wait) = (Vec::new(), RETRY_FIRST);
        loop {
            if progress.borrow_and_update().stopped.is_some() {
                return Err(HandlerError::Stopped);
            }
            let after = numbers.start - 1 + repeats.len() as u64;
            let left = usize::try_from(numbers.end.saturating_sub(after + 1)).unwrap_or(usize::MAX);
            if left == 0 {
                return Ok(repeats);
            }
            let book = &self.state.book.settings().name;
            match self.store.repeats(book, after, left).await {
                Ok(rows) if rows.is_empty() => {
                    progress.changed().await.map_err(|_| HandlerError::Stopped)?;
                }
                Ok(rows) => repeats.extend(rows.into_iter().map(|row| row.repeat)),
                Err(error) if error.is_retryable() => pause(&mut wait, &error).await,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The names of the streams, for as long as it takes to get them.
    async fn streams(&self) -> Result<Vec<BusStream>, HandlerError> {
        let mut wait = RETRY_FIRST;
        loop {
            match self.store.bus_streams(&self.state.book.settings().name).await {
                Err(error) if error.is_retryable() => pause(&mut wait, &error).await,
                result => return Ok(result?),
            }
        }
    }

    /// Command time is the wall clock, and never runs backwards.
    fn advance_clock(&mut self) {
        self.state.at = self.state.at.max(crate::recovery::now());
    }

    fn snapshot_when_due(&mut self) -> Option<TakenSnapshot> {
        if self.state.position - self.last_snapshot < self.snapshot_every {
            return None;
        }
        self.last_snapshot = self.state.position;
        Some(TakenSnapshot { position: self.state.position, state: self.state.snapshot() })
    }
}

/// Bus coordinates as the store keeps them.
pub(crate) fn coordinates(bus: BusMessage) -> event_store::BusCoordinates {
    event_store::BusCoordinates { stream: bus.stream, sequence: bus.sequence }
}
