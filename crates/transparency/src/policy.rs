//! Quorum policies (`tlog-policy`): which logs and witnesses somebody trusts, and how many witnesses must have cosigned a
//! checkpoint. The syntax of the file is in `policy/parse.rs`.

mod parse;

use std::fmt;

pub use parse::{MAX_POLICY_BYTES, PolicyError, Problem};

use crate::checkpoint::SignedCheckpoint;
use crate::cosignature;
use crate::note::{NoteError, VerifierKey};

/// Whom to trust. Read with [`Policy::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Quorum,
}

/// A name or a URL as the policy file has it: octets, which need not be UTF-8.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word(Vec<u8>);

/// A log whose checkpoints are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, named like the log's origin.
    pub key: VerifierKey,
    /// Where it is found.
    pub url: Option<Word>,
}

/// A witness whose cosignatures count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it.
    pub name: Word,
    /// Its key.
    pub key: VerifierKey,
    /// Where checkpoints are submitted to it.
    pub url: Option<Word>,
}

/// Witnesses and groups of which some must have cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    name: Word,
    threshold: usize,
    members: Vec<Member>,
}

/// A witness or a group, by its place among them. A group has only members that were there before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quorum {
    None,
    Of(Member),
}

/// What a policy says of a checkpoint that one of its logs signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The log that signed it.
    pub log: String,
    /// The witnesses that cosigned it, in the policy's order.
    pub cosigned: Vec<Cosigned>,
    /// Whether they are enough.
    pub quorum_met: bool,
    /// How many signatures are of keys that the policy does not know. They say nothing.
    pub unknown: usize,
}

/// A witness that cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// What the policy calls it.
    pub witness: Word,
    /// When, in seconds since 1970.
    pub timestamp: u64,
}

/// Why a policy does not accept a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another log's checkpoint.
    #[error("the policy names no log \"{origin}\"")]
    UnknownLog {
        /// The origin in the checkpoint.
        origin: String,
    },
    /// Only others signed.
    #[error("no key that the policy names for the log \"{origin}\" signed the checkpoint")]
    NotSignedByLog {
        /// The origin in the checkpoint.
        origin: String,
    },
    /// A signature of a known key does not hold.
    #[error(transparent)]
    Note(NoteError),
    /// Too few witnesses.
    #[error(
        "the quorum \"{quorum}\" is not met: {cosigned} of the {witnesses} known witnesses cosigned the checkpoint"
    )]
    QuorumNotMet {
        /// The witness or group that must have cosigned.
        quorum: Word,
        /// Known witnesses that did.
        cosigned: usize,
        /// All known witnesses.
        witnesses: usize,
    },
}

impl Policy {
    /// The logs.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// Who signed a checkpoint, and whether that is enough.
    ///
    /// # Errors
    /// When no log of the policy signed it, or any signature of a known key does not hold.
    pub fn evaluate(&self, signed: &SignedCheckpoint) -> Result<Evaluation, Refusal> {
        let origin = signed.checkpoint().origin();
        let logs: Vec<&VerifierKey> =
            self.logs.iter().map(|log| &log.key).filter(|key| key.name() == origin).collect();
        if logs.is_empty() {
            return Err(Refusal::UnknownLog { origin: origin.to_owned() });
        }
        let keys: Vec<VerifierKey> =
            logs.iter().copied().chain(self.witnesses.iter().map(|witness| &witness.key)).cloned().collect();
        let verified = match signed.note().verify(&keys) {
            Err(NoteError::NoKnownSignature { .. }) => {
                Err(Refusal::NotSignedByLog { origin: origin.to_owned() })
            }
            other => other.map_err(Refusal::Note),
        }?;
        if !verified.known.iter().any(|(key, _)| logs.contains(key)) {
            return Err(Refusal::NotSignedByLog { origin: origin.to_owned() });
        }
        let times: Vec<Option<u64>> = self
            .witnesses
            .iter()
            .map(|witness| verified.known.iter().find(|(key, _)| **key == witness.key))
            .map(|found| found.and_then(|(_, signature)| cosignature::timestamp(signature)))
            .collect();
        let cosigned = self.witnesses.iter().zip(&times).filter_map(|(witness, time)| {
            time.map(|timestamp| Cosigned { witness: witness.name.clone(), timestamp })
        });
        Ok(Evaluation {
            log: origin.to_owned(),
            cosigned: cosigned.collect(),
            quorum_met: self.is_met(&times.iter().map(Option::is_some).collect::<Vec<_>>()),
            unknown: verified.unknown.len(),
        })
    }

    /// The same, where a quorum that is not met is an error too.
    ///
    /// # Errors
    /// When the checkpoint is not to be believed under this policy.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Evaluation, Refusal> {
        let evaluation = self.evaluate(signed)?;
        match self.quorum {
            Quorum::Of(member) if !evaluation.quorum_met => Err(Refusal::QuorumNotMet {
                quorum: self.name(member).clone(),
                cosigned: evaluation.cosigned.len(),
                witnesses: self.witnesses.len(),
            }),
            _ => Ok(evaluation),
        }
    }

    /// Whether the quorum is met by the witnesses that cosigned, one flag per witness.
    fn is_met(&self, cosigned: &[bool]) -> bool {
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let count = group.members.iter().filter(|member| holds(**member, cosigned, &groups)).count();
            groups.push(count >= group.threshold);
        }
        match self.quorum {
            Quorum::None => true,
            Quorum::Of(member) => holds(member, cosigned, &groups),
        }
    }

    fn name(&self, member: Member) -> &Word {
        match member {
            Member::Witness(at) => &self.witnesses[at].name,
            Member::Group(at) => &self.groups[at].name,
        }
    }

    /// The policy as a file: logs, witnesses, groups, quorum; without the comments that it may have had.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut lines: Vec<Vec<Word>> = Vec::new();
        for log in &self.logs {
            lines.push([Word::from("log"), Word::of(&log.key)].into_iter().chain(log.url.clone()).collect());
        }
        for Witness { name, key, url } in &self.witnesses {
            lines.push(
                [Word::from("witness"), name.clone(), Word::of(key)].into_iter().chain(url.clone()).collect(),
            );
        }
        for Group { name, threshold, members } in &self.groups {
            let members = members.iter().map(|member| self.name(*member).clone());
            lines.push(
                [Word::from("group"), name.clone(), Word::of(threshold)].into_iter().chain(members).collect(),
            );
        }
        let quorum = match self.quorum {
            Quorum::None => Word::from(parse::NONE),
            Quorum::Of(member) => self.name(member).clone(),
        };
        lines.push(vec![Word::from("quorum"), quorum]);
        let lines =
            lines.iter().map(|words| words.iter().map(|word| &word.0[..]).collect::<Vec<_>>().join(&b' '));
        lines.flat_map(|line| [line, b"\n".to_vec()].concat()).collect()
    }
}

/// Whether a member counts. Groups refer only to earlier ones, so both places are there.
fn holds(member: Member, cosigned: &[bool], groups: &[bool]) -> bool {
    match member {
        Member::Witness(at) => cosigned[at],
        Member::Group(at) => groups[at],
    }
}

impl Word {
    fn of(value: impl fmt::Display) -> Self {
        Self(value.to_string().into_bytes())
    }

    /// Its octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its text, when it is UTF-8.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
