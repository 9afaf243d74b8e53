//! The last stage before an answer: one durable transaction a batch. Only infrastructure errors are retried, and they
//! advance nothing; the store itself knows whether a batch whose end was not seen had landed.

use std::sync::Arc;
use std::time::Duration;

use event_store::{Batch, Writer};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::sleep;

use crate::answer::Answer;
use crate::error::HandlerError;
use crate::progress::Progress;

/// What the decider hands over, in order.
pub(crate) enum Work {
    /// A batch to make durable, with the answers to give after it.
    Append(Decided),
    /// A bus stream asks for its number.
    BusStream { name: String, created_at: String, reply: oneshot::Sender<u32> },
}

/// A decided batch.
pub(crate) struct Decided {
    pub(crate) batch: Arc<Batch>,
    pub(crate) answers: Vec<(oneshot::Sender<Vec<Answer>>, Vec<Answer>)>,
    pub(crate) snapshot: Option<TakenSnapshot>,
}

/// The state as of a batch's last position.
pub(crate) struct TakenSnapshot {
    pub(crate) position: u64,
    pub(crate) state: Vec<u8>,
}

/// Owns the writer.
pub(crate) struct Appender {
    writer: Box<dyn Writer>,
    progress: watch::Sender<Progress>,
}

/// Waits between tries: short at first, for a dropped connection; then long enough for a database to restart.
pub(crate) const RETRY_FIRST: Duration = Duration::from_millis(20);
const RETRY_MOST: Duration = Duration::from_secs(2);

impl Appender {
    pub(crate) fn new(writer: Box<dyn Writer>, progress: watch::Sender<Progress>) -> Self {
        Self { writer, progress }
    }

    /// Runs until the decider is done or the store fails for good.
    pub(crate) async fn run(mut self, mut work: mpsc::Receiver<Work>) -> Result<(), HandlerError> {
        while let Some(work) = work.recv().await {
            if let Err(error) = self.carry_out(work).await {
                tracing::error!(%error, source = std::error::Error::source(&error), "the command handler stops");
                self.progress.send_modify(|progress| progress.stopped = Some(full_text(&error)));
                return Err(error);
            }
        }
        self.progress.send_modify(|progress| progress.stopped = Some("stopped".to_owned()));
        Ok(())
    }

    async fn carry_out(&mut self, work: Work) -> Result<(), HandlerError> {
        match work {
            Work::Append(decided) => self.append(decided).await,
            Work::BusStream { name, created_at, reply } => {
                let mut wait = RETRY_FIRST;
                let number = loop {
                    match self.writer.bus_stream(&name, &created_at).await {
                        Err(error) if error.is_retryable() => pause(&mut wait, &error).await,
                        result => break result?,
                    }
                };
                // Whoever asked may have gone; the number stays for the next one.
                let _ = reply.send(number);
                Ok(())
            }
        }
    }

    async fn append(&mut self, decided: Decided) -> Result<(), HandlerError> {
        let mut wait = RETRY_FIRST;
        let head = loop {
            match self.writer.append(&decided.batch).await {
                Err(error) if error.is_retryable() => pause(&mut wait, &error).await,
                result => break result?,
            }
        };
        self.progress.send_modify(|progress| {
            progress.position = head.position;
            progress.bus_sequence = head.bus.as_ref().map(|cursor| cursor.sequence);
        });
        for (reply, answers) in decided.answers {
            // Whoever asked may have gone; the outcome stays, to be found by identity.
            let _ = reply.send(answers);
        }
        if let Some(TakenSnapshot { position, state }) = decided.snapshot {
            // A snapshot only saves time at the next start; failing to keep one is no reason to stop.
            if let Err(error) = self.writer.save_snapshot(position, wire::snapshot::FORMAT, &state).await {
                tracing::warn!(position, %error, "snapshot not saved");
            }
        }
        Ok(())
    }
}

/// Waits before the next try, longer each time.
pub(crate) async fn pause(wait: &mut Duration, error: &event_store::StoreError) {
    tracing::warn!(%error, retry_in_ms = wait.as_millis() as u64, "the event store is not reachable");
    sleep(*wait).await;
    *wait = (*wait * 2).min(RETRY_MOST);
}

/// An error with its causes, for people.
fn full_text(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
