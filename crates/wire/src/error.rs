//! Why a message cannot be read. Each has a stable code under which the message is quarantined.

/// A message that cannot be read, or not from where it came. Permanent: the same bytes are never read later by the same version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A CloudEvents attribute that every event must have is absent.
    #[error(
        "CloudEvents attribute \"{0}\" is missing; send it as header \"ce-{0}\" or in the structured event"
    )]
    AttributeMissing(&'static str),
    /// A CloudEvents attribute has a value it cannot have.
    #[error("CloudEvents attribute \"{name}\" {problem}")]
    AttributeInvalid {
        /// The attribute.
        name: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// No message has this type.
    #[error("event type \"{0}\" is not known; types are named such as \"neraca.payment.v1.PaymentReceived\"")]
    UnknownType(String),
    /// The body is in a format that is not read.
    #[error("content type \"{0}\" is not known; send \"application/protobuf\" or \"application/json\"")]
    UnknownContentType(String),
    /// The body has fields that its type has not, or is not canonical protobuf: dropping anything would change it.
    #[error("the body holds what \"{event_type}\" has no field for: {detail}")]
    UnknownFields {
        /// Type of the event.
        event_type: String,
        /// What was met.
        detail: String,
    },
    /// The body is not what its type and content type say.
    #[error("the body is not a \"{event_type}\": {detail}")]
    Undecodable {
        /// Type of the event.
        event_type: String,
        /// What was met.
        detail: String,
    },
    /// A person signs the event, and nothing says that it came from that person.
    #[error("a \"{event_type}\" has to be signed: {detail}")]
    NotSigned {
        /// Type of the event.
        event_type: String,
        /// Where it came from, and what to do.
        detail: String,
    },
}

/// The code of what could be read and was not signed: unlike all others it does not follow from the message alone.
pub const NOT_SIGNED: &str = "not_signed";

impl DecodeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AttributeMissing(_) => "headers_missing",
            Self::AttributeInvalid { .. } => "headers_invalid",
            Self::UnknownType(_) => "unknown_type",
            Self::UnknownContentType(_) => "unknown_content_type",
            Self::UnknownFields { .. } => "unknown_fields",
            Self::Undecodable { .. } => "undecodable",
            Self::NotSigned { .. } => NOT_SIGNED,
        }
    }
}
