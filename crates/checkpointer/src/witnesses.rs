//! Asking witnesses for cosignatures, all at once. One that is down costs its timeout and nothing else: the checkpoint
//! goes out without it, and it is asked again with the next one, or after a while when none comes.

use std::collections::HashMap;
use std::time::Duration;

use event_store::{EventStore, StoreError, proofs};
use futures_util::future::join_all;
use tokio::time::timeout;
use transparency::checkpoint::SignedCheckpoint;
use transparency::note::{Signature, VerifierKey};
use transparency::witness::{self, ADD_CHECKPOINT_PATH, AnswerError, Rejection, Request};

use crate::http;

/// Longest wait for one witness, with all that it is asked.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How often a witness is asked about one checkpoint: once, again from the size that it has, and once more when another
/// signer of the same log came in between.
const TRIES: usize = 3;

/// A witness that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessEndpoint {
    /// Its submission prefix, such as `https://witness.example/log`.
    pub url: String,
    /// Its public keys; more than one while it rotates.
    pub keys: Vec<VerifierKey>,
}

/// What came of asking a witness.
#[derive(Debug)]
pub enum Outcome {
    /// It cosigned.
    Cosigned(Vec<Signature>),
    /// It has cosigned a larger tree.
    Ahead {
        /// The size of that tree.
        size: u64,
    },
    /// It will not cosign this checkpoint.
    Rejected(Rejection),
    /// It can't be reached, does not answer in time or has a fault.
    Unavailable(String),
    /// It answers what it may not.
    Unusable(AnswerError),
}

/// The witnesses of a log, and what size each was last known to have.
#[derive(Debug, Default)]
pub(crate) struct Witnesses {
    endpoints: Vec<WitnessEndpoint>,
    sizes: HashMap<String, u64>,
}

impl WitnessEndpoint {
    /// The name by which it is known in the log, in metrics and in errors.
    #[must_use]
    pub fn name(&self) -> &str {
        self.keys.first().map_or(&self.url, VerifierKey::name)
    }

    fn has_cosigned(&self, checkpoint: &SignedCheckpoint) -> bool {
        checkpoint.note().verify(&self.keys).is_ok()
    }
}

impl Outcome {
    /// A word for metrics.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Cosigned(_) => "cosigned",
            Self::Ahead { .. } => "ahead",
            Self::Rejected(_) => "rejected",
            Self::Unavailable(_) => "unavailable",
            Self::Unusable(_) => "unusable",
        }
    }
}

impl Witnesses {
    pub(crate) fn new(endpoints: Vec<WitnessEndpoint>) -> Self {
        Self { endpoints, sizes: HashMap::new() }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &VerifierKey> {
        self.endpoints.iter().flat_map(|endpoint| &endpoint.keys)
    }

    /// Asks all those that have not cosigned this checkpoint yet.
    pub(crate) async fn ask(
        &mut self,
        store: &dyn EventStore,
        book: &str,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Vec<(String, Outcome)>, StoreError> {
        let asked = self.endpoints.iter().filter(|endpoint| !endpoint.has_cosigned(checkpoint));
        let asking = asked.map(async |endpoint| {
            let old = self.sizes.get(&endpoint.url).copied().unwrap_or_default();
            let old = old.min(checkpoint.checkpoint().size());
            let outcome = match timeout(PATIENCE, ask_one(store, book, endpoint, old, checkpoint)).await {
                Ok(outcome) => outcome?,
                Err(_) => Outcome::Unavailable(format!("no answer within {PATIENCE:?}")),
            };
            Ok::<_, StoreError>((endpoint, outcome))
        });
        let mut outcomes = Vec::new();
        for asked in join_all(asking).await {
            let (endpoint, outcome) = asked?;
            report(book, endpoint, &outcome);
            outcomes.push((endpoint.url.clone(), endpoint.name().to_owned(), outcome));
        }
        Ok(outcomes
            .into_iter()
            .map(|(url, name, outcome)| {
                let size = match &outcome {
                    Outcome::Cosigned(_) => Some(checkpoint.checkpoint().size()),
                    Outcome::Ahead { size } => Some(*size),
                    _ => None,
                };
                if let Some(size) = size {
                    self.sizes.insert(url, size);
                }
                (name, outcome)
            })
            .collect())
    }
}

async fn ask_one(
    store: &dyn EventStore,
    book: &str,
    endpoint: &WitnessEndpoint,
    mut old_size: u64,
    checkpoint: &SignedCheckpoint,
) -> Result<Outcome, StoreError> {
    let url = format!("{}{ADD_CHECKPOINT_PATH}", endpoint.url.trim_end_matches('/'));
    for _ in 0..TRIES {
        let proof = proofs::consistency_proof(store, book, old_size, checkpoint.checkpoint().size()).await?;
        let request = Request { old_size, proof, checkpoint: checkpoint.clone() };
        let answer = match http::post(&url, request.to_string()).await {
            Ok(answer) => answer,
            Err(error) => return Ok(Outcome::Unavailable(error.to_string())),
        };
        let content_type = answer.content_type.as_deref();
        match witness::read_answer(&request, &endpoint.keys, answer.status, content_type, &answer.body) {
            Ok(witness::Answer::SendFrom { size }) => old_size = size,
            Ok(witness::Answer::Cosigned(cosignatures)) => return Ok(Outcome::Cosigned(cosignatures)),
            Ok(witness::Answer::Ahead { size }) => return Ok(Outcome::Ahead { size }),
            Ok(witness::Answer::Rejected(rejection)) => return Ok(Outcome::Rejected(rejection)),
            Ok(witness::Answer::Unavailable { status }) => {
                return Ok(Outcome::Unavailable(format!("it answered with status {status}")));
            }
            Err(error) => return Ok(Outcome::Unusable(error)),
        }
    }
    Ok(Outcome::Unavailable("its size changed with every answer".to_owned()))
}

fn report(book: &str, endpoint: &WitnessEndpoint, outcome: &Outcome) {
    let (witness, url) = (endpoint.name(), &endpoint.url);
    let labels =
        [("book", book.to_owned()), ("witness", witness.to_owned()), ("answer", outcome.label().to_owned())];
    metrics::counter!("neraca_witness_answers_total", &labels).increment(1);
    match outcome {
        Outcome::Cosigned(_) => tracing::debug!(book, witness, "cosigned"),
        Outcome::Ahead { size } => {
            tracing::warn!(book, witness, size, "409: the witness has cosigned a larger tree");
        }
        Outcome::Rejected(rejection) => {
            let status = status(*rejection);
            tracing::error!(book, witness, url, status, %rejection, "the witness refuses the checkpoint");
        }
        Outcome::Unavailable(why) => {
            tracing::warn!(book, witness, url, why, "the witness is not available; asked again later");
        }
        Outcome::Unusable(error) => {
            tracing::error!(book, witness, url, %error, "the witness answers wrongly")
        }
    }
}

/// The HTTP status behind a rejection, by which the witness's operator finds it.
fn status(rejection: Rejection) -> u16 {
    match rejection {
        Rejection::Malformed => 400,
        Rejection::UnknownKey => 403,
        Rejection::UnknownLog => 404,
        Rejection::OtherRoot => 409,
        Rejection::Inconsistent => 422,
    }
}
