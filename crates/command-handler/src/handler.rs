//! The handler's outside: start it, hand it messages, ask how far it is, stop it.

use std::sync::Arc;

use event_store::EventStore;
use ledger::Digest;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use wire::ledger_v1::AccessRecorded;
use wire::record::Stored;

use crate::answer::Answer;
use crate::appender::Appender;
use crate::completeness::Completeness;
use crate::decider::{Decider, Submission, Task};
use crate::error::HandlerError;
use crate::incoming::{Decoded, Incoming};
use crate::options::HandlerOptions;
use crate::profile::BookProfile;
use crate::progress::Progress;
use crate::recovery;
use crate::screen::{self, Screen};

/// A running handler of one book. Dropping it does not stop it; [`Handler::stop`] does.
pub struct Handler {
    handle: Handle,
    decider: JoinHandle<Result<(), HandlerError>>,
    appender: JoinHandle<Result<(), HandlerError>>,
}

/// A way to a running handler. Cheap to clone.
#[derive(Clone)]
pub struct Handle {
    pub(crate) book: Arc<str>,
    pub(crate) store: Arc<dyn EventStore>,
    pub(crate) tasks: mpsc::Sender<Task>,
    pub(crate) progress: watch::Receiver<Progress>,
    pub(crate) screen: Option<Arc<dyn Screen>>,
}

/// Submissions waiting for the decider. Sources are held back when it is full: the bus keeps what does not fit.
const QUEUE: usize = 64;

impl Handler {
    /// Leads the book, rebuilds its state, publishes chart and rulebook when they changed, and starts the stages.
    ///
    /// # Errors
    /// When the store can't be led, the log is damaged, or the profile is refused.
    pub async fn start(
        store: Arc<dyn EventStore>,
        profile: &BookProfile,
        options: HandlerOptions,
    ) -> Result<Self, HandlerError> {
        let book: Arc<str> = profile.settings.name.as_str().into();
        let recovered = recovery::lead(&*store, profile).await?;
        let (tasks, queue) = mpsc::channel(QUEUE);
        let (progress_sender, progress) = watch::channel(Progress {
            position: recovered.leadership.head.position,
            bus_sequence: recovered.leadership.head.bus.as_ref().map(|cursor| cursor.sequence),
            stopped: None,
        });
        // One batch commits while one waits and the next is decided.
        let (batches, decided) = mpsc::channel(1);
        let recovery::Recovered { leadership, state } = recovered;
        let completeness =
            Completeness::of_log(&*store, &book, state.statement_position, &leadership.head).await?;
        let event_store::Leadership { writer, identities, .. } = leadership;
        let decider =
            Decider::new(store.clone(), state, identities, completeness, &options, progress.clone());
        let appender = Appender::new(writer, progress_sender);
        Ok(Self {
            handle: Handle { book, store, tasks, progress, screen: options.screen },
            decider: tokio::spawn(decider.run(queue, batches)),
            appender: tokio::spawn(appender.run(decided)),
        })
    }

    /// A way in.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Finishes what is in hand and stops. Messages handed in before this are answered.
    ///
    /// # Errors
    /// What the handler failed with, if it did.
    pub async fn stop(mut self) -> Result<(), HandlerError> {
        // A closed handler no longer takes the task, and is stopped all the same.
        let _ = self.handle.tasks.send(Task::Stop).await;
        self.failed().await
    }

    /// Waits until the handler ends by itself, which it does only when it fails.
    ///
    /// # Errors
    /// What it failed with: the first stage that failed, for the other one only followed.
    pub async fn failed(&mut self) -> Result<(), HandlerError> {
        let stopped = |_| HandlerError::Stopped;
        // The appender ends as soon as the decider has, and the decider at its next batch when the appender has.
        let appender = (&mut self.appender).await.map_err(stopped)?;
        let decider = (&mut self.decider).await.map_err(stopped)?;
        appender.and(decider)
    }
}

impl Handle {
    /// The book's name.
    pub fn book(&self) -> &str {
        &self.book
    }

    /// The store the book is kept in.
    pub fn store(&self) -> &Arc<dyn EventStore> {
        &self.store
    }

    /// Hands messages in and waits until each has its durable outcome; answers come in the order of
    /// the messages, one for each event of a batch message.
    ///
    /// # Errors
    /// [`HandlerError::Stopped`] when the handler stopped before they were durable: hand them in again later, what was
    /// recorded is then recognised as a repeat.
    pub async fn submit(&self, messages: Vec<Incoming>) -> Result<Vec<Answer>, HandlerError> {
        self.enqueue(messages).await?.await.map_err(|_| HandlerError::Stopped)
    }

    /// Hands messages in and returns as soon as they are queued; the receiver gives the answers once they are durable.
    ///
    /// # Errors
    /// [`HandlerError::Stopped`] when the handler has stopped, [`HandlerError::Screen`] when the screen could not do its work.
    pub async fn enqueue(
        &self,
        messages: Vec<Incoming>,
    ) -> Result<oneshot::Receiver<Vec<Answer>>, HandlerError> {
        let (reply, answers) = oneshot::channel();
        let mut messages: Vec<Decoded> = messages.into_iter().flat_map(Incoming::decode_all).collect();
        self.screen(&mut messages).await?;
        let submission = Submission { messages, cursor: None, reply: Some(reply) };
        self.send(Task::Decide(submission)).await?;
        Ok(answers)
    }

    /// Lets the screen, if there is one, look at messages.
    pub(crate) async fn screen(&self, messages: &mut [Decoded]) -> Result<(), HandlerError> {
        match &self.screen {
            Some(screen) => screen::screen(&**screen, messages).await,
            None => Ok(()),
        }
    }

    /// Records who asked for what and waits until it is durable; gives the last position.
    ///
    /// # Errors
    /// [`HandlerError::Stopped`] when the handler stopped before.
    pub async fn record_access(&self, accesses: Vec<AccessRecorded>) -> Result<Option<u64>, HandlerError> {
        let internal = accesses.into_iter().map(Stored::AccessRecorded).collect();
        let (reply, answers) = oneshot::channel();
        self.send(Task::Record { internal, reply }).await?;
        let answers = answers.await.map_err(|_| HandlerError::Stopped)?;
        Ok(answers.last().map(|answer| answer.position))
    }

    /// The digest of the state as decided up to now, durable or about to be.
    ///
    /// # Errors
    /// [`HandlerError::Stopped`] when the handler has stopped.
    pub async fn digest(&self) -> Result<Digest, HandlerError> {
        let (reply, digest) = oneshot::channel();
        self.send(Task::Digest(reply)).await?;
        digest.await.map_err(|_| HandlerError::Stopped)
    }

    /// The outcome of an event by its identity, if there is one and it is durable.
    ///
    /// # Errors
    /// When the store fails or the handler has stopped.
    pub async fn outcome(&self, source: &str, id: &str) -> Result<Option<Answer>, HandlerError> {
        let (reply, positions) = oneshot::channel();
        self.send(Task::Candidates { source: source.into(), id: id.into(), reply }).await?;
        let positions = positions.await.map_err(|_| HandlerError::Stopped)?;
        let records = self.store.read_at(&self.book, &positions).await?;
        let found = records.iter().find(|record| record.source == source && record.id == id);
        found.map(|record| crate::recent::answer_of(record, false)).transpose()
    }

    /// Follows how far the handler is.
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.clone()
    }

    pub(crate) async fn send(&self, task: Task) -> Result<(), HandlerError> {
        self.tasks.send(task).await.map_err(|_| HandlerError::Stopped)
    }
}
