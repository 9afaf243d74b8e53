//! What a publisher is told: the outcome of a message, after it is durable.

use ledger::Refusal;

/// The durable outcome of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Position of the record that holds the outcome.
    pub position: u64,
    /// The message was here before; this is the outcome it had then.
    pub repeated: bool,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its facts stand in the ledger.
    Posted,
    /// It broke a rule; nothing moved.
    Refused(Refusal),
    /// It could not be read; its bytes are kept.
    Quarantined {
        /// Stable code, such as `undecodable`.
        code: String,
        /// What was met.
        detail: String,
    },
}

impl Verdict {
    /// `posted`, `refused` or `quarantined`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Posted => "posted",
            Self::Refused(_) => "refused",
            Self::Quarantined { .. } => "quarantined",
        }
    }
}
