//! Whether a checkpoint is to be believed: signed by the log that the policy names, and cosigned by as many of the
//! policy's witnesses as it asks for.

use std::path::Path;

use transparency::checkpoint::SignedCheckpoint;
use transparency::hash::Hash;
use transparency::note::Signature;
use transparency::policy::{Evaluation, Policy, Refusal};

use crate::catalogue::{Code, Text};
use crate::finding::{Outcome, Place};
use crate::folder::{InputError, read_input};
use crate::text;

/// Whom the auditor trusts.
#[derive(Clone, Debug)]
pub struct Trust {
    policy: Policy,
    /// Signatures of keys that the policy does not know are wrong, not only worth a note.
    strict: bool,
}

/// A checkpoint that the log signed.
#[derive(Clone, Debug)]
pub struct Head {
    /// The log's name.
    pub origin: String,
    /// Its entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Witnesses with a valid cosignature, by their names in the policy.
    pub witnesses: Vec<String>,
    /// Whether they are enough.
    pub quorum_met: bool,
}

impl Trust {
    /// Reads a policy file.
    ///
    /// # Errors
    /// When it can't be read or is not a policy.
    pub fn read(path: &Path, strict: bool) -> Result<Self, InputError> {
        let policy = Policy::parse(&read_input(path)?).map_err(|problem| InputError::Policy {
            path: path.display().to_string(),
            problem: problem.to_string(),
        })?;
        Ok(Self { policy, strict })
    }

    /// Reads a checkpoint and checks the log's signature and every other that the policy knows. `None`, with a finding,
    /// when it is not to be believed at all. A quorum that is not met is left to the caller.
    pub fn signed(&self, bytes: &[u8], place: &Place, outcome: &mut Outcome) -> Option<Head> {
        let Ok(signed) = SignedCheckpoint::parse(bytes) else {
            outcome.findings.add(place.clone(), text!(Code::CheckpointUnreadable));
            return None;
        };
        self.head(&signed, place, outcome)
    }

    /// The same for a checkpoint that was read already.
    pub fn head(&self, signed: &SignedCheckpoint, place: &Place, outcome: &mut Outcome) -> Option<Head> {
        let evaluation = match self.policy.evaluate(signed) {
            Ok(evaluation) => evaluation,
            Err(refusal) => {
                outcome.findings.add(place.clone(), refused(&refusal, signed));
                return None;
            }
        };
        self.unknown_signatures(signed, place, outcome);
        let checkpoint = signed.checkpoint();
        let Evaluation { cosigned, quorum_met, .. } = evaluation;
        Some(Head {
            origin: checkpoint.origin().to_owned(),
            size: checkpoint.size(),
            root: checkpoint.root(),
            witnesses: cosigned.iter().map(|cosigned| cosigned.witness.to_string()).collect(),
            quorum_met,
        })
    }

    /// [`Self::signed`], with a finding too when the quorum is not met. What was checked is told.
    pub fn believe(&self, bytes: &[u8], place: &Place, outcome: &mut Outcome) -> Option<Head> {
        let head = self.signed(bytes, place, outcome)?;
        self.quorum(&head, place, outcome);
        Some(head)
    }

    /// A finding when the quorum is not met; what was checked otherwise.
    pub fn quorum(&self, head: &Head, place: &Place, outcome: &mut Outcome) {
        outcome.checked.push(text!(Code::CheckedSignature, &head.origin, head.size, head.root));
        if !head.quorum_met {
            outcome.findings.add(place.clone(), text!(Code::QuorumNotMet, head.witnesses.len()));
        } else if head.witnesses.is_empty() {
            outcome.notes.push(text!(Code::NoteNoWitness));
        } else {
            outcome.checked.push(text!(Code::CheckedQuorum, head.witnesses.join(", ")));
        }
    }

    /// Signatures by keys that the policy does not know: anybody may add such a line, and it says nothing.
    fn unknown_signatures(&self, signed: &SignedCheckpoint, place: &Place, outcome: &mut Outcome) {
        let logs = self.policy.logs().iter().map(|log| &log.key);
        let keys: Vec<_> = logs.chain(self.policy.witnesses().iter().map(|witness| &witness.key)).collect();
        let is_known = |signature: &&Signature| {
            keys.iter().any(|key| key.name() == signature.name() && key.id() == signature.key_id())
        };
        for signature in signed.note().signatures().iter().filter(|signature| !is_known(signature)) {
            let text = text!(Code::CheckpointUnknownLine, signature.name());
            match self.strict {
                true => outcome.findings.add(place.clone(), text),
                false => outcome.notes.push(text),
            }
        }
    }
}

/// Why a checkpoint is refused, in the words of the catalogue.
fn refused(refusal: &Refusal, signed: &SignedCheckpoint) -> Text {
    let origin = signed.checkpoint().origin();
    match refusal {
        Refusal::UnknownLog { origin } => text!(Code::CheckpointOrigin, origin),
        Refusal::NotSignedByLog { origin } => text!(Code::CheckpointSignature, origin),
        Refusal::Note(transparency::note::NoteError::InvalidSignature { name, .. }) => {
            text!(Code::CheckpointBadSignature, name)
        }
        Refusal::Note(_) | Refusal::QuorumNotMet { .. } => text!(Code::CheckpointSignature, origin),
    }
}
