//! Who may sign on the bus. A message on the bus does not say who sent it; what a bus knows is who may send to which subject.
//! So proposals and answers to them are taken from subjects that are configured for somebody, and in that person's name. From
//! any other subject they are quarantined: else one publisher could be both pairs of eyes.

use std::str::FromStr;

use ledger::proposal::is_same_person;
use wire::message::{DecodeError, Message};

/// What whoever may send to a subject may sign.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    /// This person proposes, and withdraws.
    Maker(String),
    /// This person approves and declines.
    Checker(String),
    /// A service that knows its people itself, and signs for each of them.
    Gateway,
}

/// A subject that somebody signs on, as it is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusSigner {
    subject: String,
    role: Role,
}

/// Everybody who may sign on the bus. Without any, proposals and their answers come by other ways.
#[derive(Clone, Debug, Default)]
pub struct BusSigners(Vec<BusSigner>);

/// A signer that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BusSignerError {
    /// Not of the form.
    #[error(
        "\"{0}\" is no signer of the bus; write \"maker:SUBJECT:NAME\", \"checker:SUBJECT:NAME\" or \"gateway:SUBJECT\""
    )]
    NoForm(String),
    /// A subject that is many.
    #[error("\"{0}\" stands for many subjects; a signer has one, without \"*\" and \">\"")]
    ManySubjects(String),
}

impl FromStr for BusSigner {
    type Err = BusSignerError;

    /// Reads `maker:SUBJECT:NAME`, `checker:SUBJECT:NAME` or `gateway:SUBJECT`.
    fn from_str(text: &str) -> Result<Self, BusSignerError> {
        let mut parts = text.trim().splitn(3, ':');
        let (role, subject, name) = (parts.next(), parts.next(), parts.next());
        let (subject, role) = match (role, subject, name.map(str::trim)) {
            (Some("gateway"), Some(subject), None) => (subject, Role::Gateway),
            (Some("maker"), Some(subject), Some(name)) if !name.is_empty() => {
                (subject, Role::Maker(name.to_owned()))
            }
            (Some("checker"), Some(subject), Some(name)) if !name.is_empty() => {
                (subject, Role::Checker(name.to_owned()))
            }
            _ => return Err(BusSignerError::NoForm(text.to_owned())),
        };
        if subject.is_empty() || subject.contains(['*', '>']) {
            return Err(BusSignerError::ManySubjects(subject.to_owned()));
        }
        Ok(Self { subject: subject.to_owned(), role })
    }
}

impl FromIterator<BusSigner> for BusSigners {
    fn from_iter<I: IntoIterator<Item = BusSigner>>(signers: I) -> Self {
        Self(signers.into_iter().collect())
    }
}

impl BusSigners {
    /// Why a message is not taken from a subject; `None` when it is.
    pub(crate) fn fault(&self, subject: &str, message: &Message) -> Option<DecodeError> {
        let (event_type, person) = match message.current() {
            Message::ProposalMade(made) => ("ProposalMade", &made.maker),
            Message::ProposalApproved(approved) => ("ProposalApproved", &approved.checker),
            Message::ProposalDeclined(declined) => ("ProposalDeclined", &declined.checker),
            _ => return None,
        };
        let signs = |signer: &&BusSigner| match &signer.role {
            Role::Gateway => true,
            Role::Maker(name) => event_type != "ProposalApproved" && is_same_person(name, person),
            Role::Checker(name) => event_type != "ProposalMade" && is_same_person(name, person),
        };
        if self.0.iter().filter(|signer| signer.subject == subject).any(|signer| signs(&signer)) {
            return None;
        }
        let detail = format!(
            "nobody who may send to \"{subject}\" is configured to sign it as \"{person}\"; send it over HTTP with a token, or \
             name the subject in bus_signers"
        );
        Some(DecodeError::NotSigned { event_type: event_type.to_owned(), detail })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signers(texts: &[&str]) -> BusSigners {
        texts.iter().map(|text| text.parse::<BusSigner>().expect("a signer")).collect()
    }

    fn made(maker: &str) -> Message {
        Message::ProposalMade(wire::payment_v1::ProposalMade {
            maker: maker.to_owned(),
            ..Default::default()
        })
    }

    fn approved(checker: &str) -> Message {
        Message::ProposalApproved(wire::payment_v1::ProposalApproved {
            checker: checker.to_owned(),
            ..Default::default()
        })
    }

    #[test]
    fn each_signs_on_their_own_subject_what_their_role_signs() {
        let signers = signers(&["maker:n.a:ani", "checker:n.b:budi", "gateway:n.front"]);
        let takes = |subject: &str, message: &Message| signers.fault(subject, message).is_none();
        assert!(takes("n.a", &made("Ani")) && takes("n.b", &approved("budi")));
        assert!(!takes("n.a", &approved("ani")) && !takes("n.b", &made("budi")));
        assert!(!takes("n.a", &made("budi")) && !takes("n.b", &made("ani")) && !takes("n.c", &made("ani")));
        assert!(takes("n.front", &made("ani")) && takes("n.front", &approved("budi")));
        assert!(takes("n.c", &Message::PaymentReversed(Default::default())));
    }

    #[test]
    fn what_is_no_signer_says_how_one_is_written() {
        for bad in ["", "ani", "maker:n.a", "maker:n.a:", "gateway:n.a:ani", "boss:n.a:ani"] {
            assert_eq!(bad.parse::<BusSigner>(), Err(BusSignerError::NoForm(bad.to_owned())), "{bad}");
        }
        for many in ["n.*", "n.>", ""] {
            let read = format!("maker:{many}:ani").parse::<BusSigner>();
            assert_eq!(read, Err(BusSignerError::ManySubjects(many.to_owned())));
        }
    }
}
