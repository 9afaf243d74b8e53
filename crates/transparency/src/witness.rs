//! The witness protocol (`tlog-witness` v1.0.0) without its IO: what a witness decides about a checkpoint that is
//! submitted to it, and what it must have stored before it answers. The request is in `request`, what a log makes of
//! the answer in `answer`.
//!
//! A witness may never cosign a smaller tree after a larger one, even when two requests read the same state. So a
//! cosignature is not to be had before the caller says how its compare-and-set of the state went: see [`Persist`].

mod answer;
mod request;

pub use answer::{Answer, AnswerError, MAX_ANSWER_BYTES, Rejection, read_answer};
pub use request::{MAX_PROOF_LINES, MAX_REQUEST_BYTES, Request, RequestError};

use crate::checkpoint::SignedCheckpoint;
use crate::cosignature::{self, CosignatureError};
use crate::hash::{Hash, empty_root};
use crate::note::{NoteError, Signature, SignatureType, SignerKey, VerifierKey};
use crate::proof::{ProofError, verify_consistency};

/// Where a checkpoint is posted to, below the witness's submission prefix.
pub const ADD_CHECKPOINT_PATH: &str = "/add-checkpoint";

/// The content type of the answer that names the size which the witness has.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// The content type of all other answers.
const TEXT_CONTENT_TYPE: &str = "text/plain; charset=utf-8";

/// A witness: its key and the logs it knows. What it has seen of them is the caller's to store.
#[derive(Clone, Debug)]
pub struct Witness {
    key: SignerKey,
    logs: Vec<KnownLog>,
}

/// A log that a witness cosigns for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLog {
    /// The first line of its checkpoints.
    pub origin: String,
    /// The keys that may sign them; more than one while a key is rotated.
    pub keys: Vec<VerifierKey>,
}

/// Why a witness can't be set up so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// The key is for something else.
    #[error("the key {0} is not a witness's: it must be of type cosignature/v1 (0x04)")]
    NotAWitnessKey(String),
    /// A log's key is for something else.
    #[error("the key {0} is not a log's: it must be of type Ed25519 (0x01)")]
    NotALogKey(String),
    /// Witness and log are one.
    #[error(
        "the log \"{0}\" has the witness's own key; a witness must be independent, give it a key of its own"
    )]
    SharedKey(String),
    /// A log is there twice.
    #[error("the log \"{0}\" is there twice; name its keys in one place")]
    DuplicateLog(String),
}

/// What a witness has last cosigned of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Leaves of the tree.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub enum Decision {
    /// Store the new state, then answer.
    Persist(Persist),
    /// Answer with [`Refusal::response`], and store nothing.
    Refuse(Refusal),
}

/// A checkpoint that will be cosigned once its state is stored.
///
/// In one atomic step that is durable when it returns, the caller compares the stored state of [`Persist::origin`] with
/// [`Persist::expected`] and replaces it by [`Persist::next`]; also when the two are equal, because another request may
/// have moved the state in between. [`Persist::answer`] takes how that went.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct Persist {
    checkpoint: SignedCheckpoint,
    expected: Option<State>,
    cosignature: Signature,
}

/// How the compare-and-set of a state went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareAndSet {
    /// The stored state was the expected one, and the next one is durable.
    Done,
    /// The stored state was another one, and is unchanged.
    Lost,
}

/// Another request moved the state first: read it again and decide again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("another request moved the state of the log first; decide again on the state as it is now")]
pub struct LostRace;

/// What a witness answers over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The content type.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

/// Why a witness does not cosign, in the order in which it looks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The body is no request. 400.
    #[error(transparent)]
    Malformed(#[from] RequestError),
    /// Not a log of this witness. 404.
    #[error("this witness does not know the log \"{origin}\"")]
    UnknownLog {
        /// The origin in the checkpoint.
        origin: String,
    },
    /// The log did not sign, or a signature in its name is forged. 403.
    #[error("the checkpoint is not signed by the log: {0}")]
    NotSigned(NoteError),
    /// The old size is above the new one. 400.
    #[error("the old size {old} is larger than the checkpoint's size {new}")]
    OldSizeTooLarge {
        /// Old size in the request.
        old: u64,
        /// Size of the checkpoint.
        new: u64,
    },
    /// The old size is not that of the last cosigned checkpoint. 409 with the size.
    #[error("the last checkpoint that this witness cosigned has size {size}")]
    Stale {
        /// The size that it has.
        size: u64,
    },
    /// An empty tree with leaves. 422.
    #[error("a tree without leaves has the root {}, not {found}", empty_root())]
    NotEmpty {
        /// The root in the checkpoint.
        found: Hash,
    },
    /// Two trees of one size. 409.
    #[error("this witness cosigned another root at size {size}: {root}")]
    OtherRoot {
        /// The size of both.
        size: u64,
        /// The root that it cosigned.
        root: Hash,
    },
    /// The new tree is not shown to extend the old one. 422.
    #[error("the checkpoint is not shown to extend the last one: {0}")]
    Inconsistent(ProofError),
}

impl Witness {
    /// A witness with its key and its logs.
    ///
    /// # Errors
    /// When a key is of the wrong type, or a log is there twice or has the witness's key.
    pub fn new(key: SignerKey, logs: Vec<KnownLog>) -> Result<Self, SetupError> {
        if key.signature_type() != SignatureType::CosignatureV1 {
            return Err(SetupError::NotAWitnessKey(key.name().to_owned()));
        }
        for (at, log) in logs.iter().enumerate() {
            if logs[..at].iter().any(|earlier| earlier.origin == log.origin) {
                return Err(SetupError::DuplicateLog(log.origin.clone()));
            }
            if let Some(other) = log.keys.iter().find(|key| key.signature_type() != SignatureType::Ed25519) {
                return Err(SetupError::NotALogKey(other.name().to_owned()));
            }
            if log.keys.iter().any(|other| other.public() == key.verifier().public()) {
                return Err(SetupError::SharedKey(log.origin.clone()));
            }
        }
        Ok(Self { key, logs })
    }

    /// The key to hand out.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        self.key.verifier()
    }

    /// Decides about a request, given the stored state of its origin (`None` when nothing of it was ever cosigned) and
    /// the time in seconds since 1970. The state is that of [`Request::origin`], read after the request came.
    ///
    /// # Errors
    /// When the time is none that can be stated: the clock is wrong.
    pub fn decide(
        &self,
        stored: Option<State>,
        request: &Request,
        now: u64,
    ) -> Result<Decision, CosignatureError> {
        if let Err(refusal) = self.check(stored, request) {
            return Ok(Decision::Refuse(refusal));
        }
        let cosignature = cosignature::sign(&request.checkpoint, &self.key, now)?;
        Ok(Decision::Persist(Persist {
            checkpoint: request.checkpoint.clone(),
            expected: stored,
            cosignature,
        }))
    }

    /// The rules of the protocol, in its order.
    fn check(&self, stored: Option<State>, request: &Request) -> Result<(), Refusal> {
        let head = request.checkpoint.checkpoint();
        let (old, new) = (request.old_size, State { size: head.size(), root: head.root() });
        let last = stored.unwrap_or(State { size: 0, root: empty_root() });

        let known = self.logs.iter().find(|log| log.origin == head.origin());
        let log = known.ok_or_else(|| Refusal::UnknownLog { origin: head.origin().to_owned() })?;
        request.checkpoint.note().verify(&log.keys).map_err(Refusal::NotSigned)?;
        if old > new.size {
            return Err(Refusal::OldSizeTooLarge { old, new: new.size });
        }
        if old != last.size {
            return Err(Refusal::Stale { size: last.size });
        }
        if new.size == 0 && new.root != empty_root() {
            return Err(Refusal::NotEmpty { found: new.root });
        }
        if old == new.size && last.root != new.root {
            return Err(Refusal::OtherRoot { size: old, root: last.root });
        }
        verify_consistency(last.size, last.root, new.size, new.root, &request.proof)
            .map_err(Refusal::Inconsistent)
    }
}

impl Persist {
    /// The log whose state it is.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.checkpoint.checkpoint().origin()
    }

    /// The state that must still be stored; `None` for no state at all.
    #[must_use]
    pub fn expected(&self) -> Option<State> {
        self.expected
    }

    /// The state to store in its place.
    #[must_use]
    pub fn next(&self) -> State {
        let head = self.checkpoint.checkpoint();
        State { size: head.size(), root: head.root() }
    }

    /// The checkpoint as it was submitted, for whoever keeps it beside the state.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// The answer with the cosignature, after the state was stored.
    ///
    /// # Errors
    /// When it was not stored because the state had moved.
    pub fn answer(self, outcome: CompareAndSet) -> Result<Response, LostRace> {
        match outcome {
            CompareAndSet::Done => Ok(Response {
                status: 200,
                content_type: TEXT_CONTENT_TYPE,
                body: self.cosignature.to_string(),
            }),
            CompareAndSet::Lost => Err(LostRace),
        }
    }
}

impl Refusal {
    /// Whether the log itself signed what can't be true. Such a request is worth keeping: it may prove that the log
    /// shows different trees to different people.
    #[must_use]
    pub fn speaks_against_the_log(&self) -> bool {
        matches!(self, Self::NotEmpty { .. } | Self::OtherRoot { .. } | Self::Inconsistent(_))
    }

    /// The answer over HTTP.
    #[must_use]
    pub fn response(&self) -> Response {
        let status = match self {
            Self::Stale { size } => {
                return Response { status: 409, content_type: SIZE_CONTENT_TYPE, body: format!("{size}\n") };
            }
            Self::Malformed(_) | Self::OldSizeTooLarge { .. } => 400,
            Self::NotSigned(_) => 403,
            Self::UnknownLog { .. } => 404,
            Self::OtherRoot { .. } => 409,
            Self::NotEmpty { .. } | Self::Inconsistent(_) => 422,
        };
        Response { status, content_type: TEXT_CONTENT_TYPE, body: format!("{self}\n") }
    }
}
