//! Feeding a running handler from something that is read faster than it is committed: messages in large submissions, a
//! few of them in flight, answers counted in order.

use std::collections::{BTreeMap, VecDeque};

use command_handler::{Answer, Handle, Incoming, Verdict};
use serde::Serialize;
use tokio::sync::oneshot;

use crate::progress::Progress;
use crate::shutdown::Shutdown;

/// Messages handed over together: enough to make a commit cheap, few enough to show progress.
const TOGETHER: usize = 4_096;
/// Submissions handed over and not yet answered: one commits, one waits, one is decided, one is decoded.
const IN_FLIGHT: usize = 4;

/// How messages ended. Each message counts once, so the four add up to their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// Stand in the ledger because of this run.
    pub posted: u64,
    /// Had their outcome before; nothing changed.
    pub repeated: u64,
    /// Broke a rule; nothing moved.
    pub refused: u64,
    /// Could not be read; their bytes are kept.
    pub quarantined: u64,
}

/// What came of a run.
#[derive(Clone, Debug, Default)]
pub struct Fed {
    /// How the messages ended.
    pub outcomes: Outcomes,
    /// How many were refused or quarantined for which reason.
    pub reasons: BTreeMap<String, u64>,
    /// The first messages that did not post, by position and reason, for people.
    pub first: Vec<(u64, String)>,
    /// Told to stop before the input ended.
    pub interrupted: bool,
}

/// Messages that did not post are shown one by one up to this many.
const SHOWN: usize = 10;

impl Outcomes {
    /// All messages.
    pub fn total(&self) -> u64 {
        self.posted + self.repeated + self.refused + self.quarantined
    }
}

impl Fed {
    /// Counts an answer.
    pub fn count(&mut self, answer: &Answer) {
        let reason = match &answer.verdict {
            Verdict::Posted => None,
            Verdict::Refused(refusal) => Some((refusal.code.as_str().to_owned(), refusal.to_string())),
            Verdict::Quarantined { code, detail } => Some((code.clone(), format!("{code}: {detail}"))),
        };
        let outcomes = &mut self.outcomes;
        match (&answer.verdict, answer.repeated) {
            (_, true) => outcomes.repeated += 1,
            (Verdict::Posted, _) => outcomes.posted += 1,
            (Verdict::Refused(_), _) => outcomes.refused += 1,
            (Verdict::Quarantined { .. }, _) => outcomes.quarantined += 1,
        }
        if let Some((code, text)) = reason.filter(|_| !answer.repeated) {
            *self.reasons.entry(code).or_default() += 1;
            if self.first.len() < SHOWN {
                self.first.push((answer.position, text));
            }
        }
    }
}

/// Hands every message over and waits for every answer. `seen` is told each message's place in the input and its answer.
///
/// # Errors
/// When the input can't be read on, or the handler stopped. What was handed over before is durable or will be
/// recognised as a repeat.
pub async fn feed(
    handle: &Handle,
    messages: impl Iterator<Item = anyhow::Result<Incoming>>,
    progress: &mut Progress,
    shutdown: &Shutdown,
    mut seen: impl FnMut(u64, &Answer),
) -> anyhow::Result<Fed> {
    let (mut fed, mut in_flight, mut place) = (Fed::default(), VecDeque::new(), 0);
    let mut take = |answers: Vec<Answer>, fed: &mut Fed, progress: &mut Progress| {
        for answer in &answers {
            fed.count(answer);
            seen(place, answer);
            place += 1;
        }
        progress.add(answers.len() as u64);
    };
    let mut messages = messages.fuse();
    loop {
        fed.interrupted |= shutdown.is_told();
        let chunk: Vec<Incoming> = if fed.interrupted {
            Vec::new()
        } else {
            messages.by_ref().take(TOGETHER).collect::<anyhow::Result<_>>()?
        };
        let ended = chunk.is_empty();
        if !ended {
            in_flight.push_back(handle.enqueue(chunk).await?);
        }
        while in_flight.len() >= IN_FLIGHT || (ended && !in_flight.is_empty()) {
            if let Some(waiting) = in_flight.pop_front() {
                take(answered(waiting).await?, &mut fed, progress);
            }
        }
        if ended {
            return Ok(fed);
        }
    }
}

async fn answered(waiting: oneshot::Receiver<Vec<Answer>>) -> anyhow::Result<Vec<Answer>> {
    waiting.await.map_err(|_| command_handler::HandlerError::Stopped.into())
}
