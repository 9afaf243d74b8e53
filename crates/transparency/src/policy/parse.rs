//! The syntax of a policy file: lines of words, where a name must be defined before it is used.

use std::collections::BTreeMap;

use super::{Group, Log, Member, Policy, Quorum, Witness, Word};
use crate::checkpoint::parse_decimal;
use crate::note::{KeyError, SignatureType, VerifierKey};

/// The longest policy file that is read, in bytes. Hundreds of logs and witnesses fit.
pub const MAX_POLICY_BYTES: usize = 256 * 1024;

/// The quorum that asks for no witness. Nothing else can be named so.
pub(super) const NONE: &str = "none";

/// Why a file is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// More bytes than are read.
    #[error("the policy has {bytes} bytes, more than the {MAX_POLICY_BYTES} that are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A line is wrong.
    #[error("line {line} of the policy: {problem}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong with it.
        problem: Problem,
    },
    /// No line says how many witnesses are needed.
    #[error("the policy has no quorum line; write \"quorum none\" if no witness is needed")]
    NoQuorum,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file may be cut off.
    #[error("it has no newline at its end; is the file complete?")]
    NoFinalNewline,
    /// A control character.
    #[error("it has the byte {0:#04x}; of the control characters only tab and newline are allowed")]
    Octet(u8),
    /// A word that begins no line.
    #[error("\"{0}\" is not one of log, witness, group, quorum")]
    Keyword(Word),
    /// Too few or too many words.
    #[error("it must have the form \"{0}\"")]
    Form(&'static str),
    /// Not a verifier key.
    #[error("not a verifier key: {0}")]
    Key(KeyError),
    /// A key of the wrong type.
    #[error(
        "the key \"{name}\" is of the wrong type: a log's is Ed25519 (0x01), a witness's is cosignature/v1 (0x04)"
    )]
    KeyType {
        /// The key's name.
        name: String,
    },
    /// The same public key again.
    #[error("the public key of \"{name}\" is that of an earlier line")]
    DuplicateKey {
        /// The key's name.
        name: String,
    },
    /// A name that is taken.
    #[error("the name \"{0}\" is taken already")]
    DuplicateName(Word),
    /// A name that nothing has yet.
    #[error("\"{0}\" is no witness or group of a line before this one")]
    Undefined(Word),
    /// A witness or group that would count twice.
    #[error("\"{0}\" is a member of a group already")]
    SecondMembership(Word),
    /// A number that a group can't ask for.
    #[error("\"{threshold}\" is not a threshold: all, any, or a number from 1 to the {members} members")]
    Threshold {
        /// What stands there.
        threshold: Word,
        /// How many members the group has.
        members: usize,
    },
    /// More than one quorum.
    #[error("there is a quorum line already")]
    SecondQuorum,
}

/// What the lines so far have defined.
#[derive(Default)]
struct Parser {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Option<Quorum>,
    /// What a name stands for, and whether it is a member of a group.
    names: BTreeMap<Word, (Member, bool)>,
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// When it is none; the error names the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(PolicyError::TooLong { bytes: bytes.len() });
        }
        let mut parser = Parser::default();
        for (line, text) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            let read =
                text.strip_suffix(b"\n").ok_or(Problem::NoFinalNewline).and_then(|text| parser.line(text));
            read.map_err(|problem| PolicyError::Line { line, problem })?;
        }
        let Parser { logs, witnesses, groups, quorum, .. } = parser;
        Ok(Self { logs, witnesses, groups, quorum: quorum.ok_or(PolicyError::NoQuorum)? })
    }
}

impl Parser {
    fn line(&mut self, line: &[u8]) -> Result<(), Problem> {
        if let Some(byte) = line.iter().find(|byte| byte.is_ascii_control() && **byte != b'\t') {
            return Err(Problem::Octet(*byte));
        }
        let words: Vec<Word> = line
            .split(|byte| matches!(byte, b' ' | b'\t'))
            .filter(|word| !word.is_empty())
            .map(|word| Word(word.to_vec()))
            .collect();
        let Some((keyword, words)) = words.split_first() else { return Ok(()) };
        match keyword.as_bytes() {
            [b'#', ..] => Ok(()),
            b"log" => self.log(words),
            b"witness" => self.witness(words),
            b"group" => self.group(words),
            b"quorum" => self.quorum(words),
            _ => Err(Problem::Keyword(keyword.clone())),
        }
    }

    fn log(&mut self, words: &[Word]) -> Result<(), Problem> {
        let [key, url @ ..] = words else { return Err(Problem::Form("log KEY [URL]")) };
        let url = optional(url, "log KEY [URL]")?;
        let key = parse_key(key, SignatureType::Ed25519, self.logs.iter().map(|log| &log.key))?;
        self.logs.push(Log { key, url });
        Ok(())
    }

    fn witness(&mut self, words: &[Word]) -> Result<(), Problem> {
        let form = "witness NAME KEY [URL]";
        let [name, key, url @ ..] = words else { return Err(Problem::Form(form)) };
        let (name, url) = (name.clone(), optional(url, form)?);
        let known = self.witnesses.iter().map(|witness| &witness.key);
        let key = parse_key(key, SignatureType::CosignatureV1, known)?;
        self.define(&name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(Witness { name, key, url });
        Ok(())
    }

    fn group(&mut self, words: &[Word]) -> Result<(), Problem> {
        let [name, threshold, names @ ..] = words else {
            return Err(Problem::Form("group NAME all|any|K NAME..."));
        };
        if names.is_empty() {
            return Err(Problem::Form("group NAME all|any|K NAME..."));
        }
        let threshold = parse_threshold(threshold, names.len())?;
        let members = names.iter().map(|name| self.enrol(name)).collect::<Result<_, _>>()?;
        self.define(name, Member::Group(self.groups.len()))?;
        self.groups.push(Group { name: name.clone(), threshold, members });
        Ok(())
    }

    fn quorum(&mut self, words: &[Word]) -> Result<(), Problem> {
        let [name] = words else { return Err(Problem::Form("quorum NAME|none")) };
        if self.quorum.is_some() {
            return Err(Problem::SecondQuorum);
        }
        self.quorum = Some(match self.names.get(name) {
            Some((member, _)) => Quorum::Of(*member),
            None if name.as_bytes() == NONE.as_bytes() => Quorum::None,
            None => return Err(Problem::Undefined(name.clone())),
        });
        Ok(())
    }

    /// Gives a name its meaning.
    fn define(&mut self, name: &Word, member: Member) -> Result<(), Problem> {
        let taken = name.as_bytes() == NONE.as_bytes() || self.names.contains_key(name);
        if taken {
            return Err(Problem::DuplicateName(name.clone()));
        }
        self.names.insert(name.clone(), (member, false));
        Ok(())
    }

    /// Makes what has this name a member of a group, once.
    fn enrol(&mut self, name: &Word) -> Result<Member, Problem> {
        let (member, enrolled) = self.names.get_mut(name).ok_or_else(|| Problem::Undefined(name.clone()))?;
        if std::mem::replace(enrolled, true) {
            return Err(Problem::SecondMembership(name.clone()));
        }
        Ok(*member)
    }
}

fn parse_key<'known>(
    word: &Word,
    signature_type: SignatureType,
    mut known: impl Iterator<Item = &'known VerifierKey>,
) -> Result<VerifierKey, Problem> {
    let text = word.as_str().ok_or(Problem::Key(KeyError::VerifierForm))?;
    let key: VerifierKey = text.parse().map_err(Problem::Key)?;
    if key.signature_type() != signature_type {
        return Err(Problem::KeyType { name: key.name().to_owned() });
    }
    if known.any(|other| other.public() == key.public()) {
        return Err(Problem::DuplicateKey { name: key.name().to_owned() });
    }
    Ok(key)
}

fn parse_threshold(word: &Word, members: usize) -> Result<usize, Problem> {
    match word.as_bytes() {
        b"all" => return Ok(members),
        b"any" => return Ok(1),
        _ => {}
    }
    let number = word.as_str().and_then(parse_decimal).and_then(|number| usize::try_from(number).ok());
    number
        .filter(|number| (1..=members).contains(number))
        .ok_or_else(|| Problem::Threshold { threshold: word.clone(), members })
}

/// A last word that may be left out.
fn optional(words: &[Word], form: &'static str) -> Result<Option<Word>, Problem> {
    match words {
        [] => Ok(None),
        [word] => Ok(Some(word.clone())),
        _ => Err(Problem::Form(form)),
    }
}
