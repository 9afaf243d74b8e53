//! The registry of messages: which type stands for which protobuf message, and both their encodings.
//!
//! The type of an event is the full name of its message, such as `neraca.payment.v1.PaymentReceived`. Types of older
//! package versions are read through [`crate::versions`].

use bytes::Bytes;
use prost::Message as _;
use serde::de::DeserializeOwned;

use crate::cloudevents::Envelope;
pub use crate::error::DecodeError;
use crate::payment_v1 as pb;

/// The package of today's messages, with the dot that follows it.
pub const PACKAGE: &str = "neraca.payment.v1.";

/// The type of a message that carries several events.
pub const BATCH: &str = "neraca.payment.v1.Batch";

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `application/protobuf`, which is what is stored.
    Protobuf,
    /// `application/json`, in the protobuf JSON mapping.
    Json,
}

impl Format {
    /// The format of a content type; parameters such as `charset` are passed over.
    ///
    /// # Errors
    /// When no format has that content type.
    pub fn of(content_type: &str) -> Result<Self, DecodeError> {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        let is = |name: &str| essence.eq_ignore_ascii_case(name);
        if is("application/protobuf") || is("application/x-protobuf") {
            Ok(Self::Protobuf)
        } else if is("application/json") {
            Ok(Self::Json)
        } else {
            Err(DecodeError::UnknownContentType(content_type.to_owned()))
        }
    }
}

/// A message of an older version, as it came and as it is understood today.
#[derive(Clone, Debug, PartialEq)]
pub struct Older {
    /// Its type.
    pub event_type: &'static str,
    /// Its canonical bytes, in its own version: they are what is stored and compared, so that a repeat stays a repeat
    /// whatever later versions make of it.
    pub data: Bytes,
    /// What it means today.
    pub current: Message,
}

macro_rules! registry {
    ($($name:ident,)+) => {
        /// A decoded message.
        #[derive(Clone, Debug, PartialEq)]
        #[expect(missing_docs, reason = "each is described where it is defined, in proto/neraca/payment/v1")]
        pub enum Message {
            $($name(pb::$name),)+
            /// A message of an older version.
            Older(Box<Older>),
        }

        impl Message {
            /// Every type that is read today, without older ones and without [`BATCH`].
            pub const TYPES: &[&str] = &[$(concat!("neraca.payment.v1.", stringify!($name)),)+];

            /// Reads the message of this short name; `None` when there is none.
            fn read(name: &str, format: Format, body: &[u8]) -> Option<Result<Self, DecodeError>> {
                match name {
                    $(stringify!($name) => Some(
                        read_body(concat!("neraca.payment.v1.", stringify!($name)), format, body).map(Self::$name)
                    ),)+
                    _ => None,
                }
            }

            /// The CloudEvents type.
            pub fn event_type(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => concat!("neraca.payment.v1.", stringify!($name)),)+
                    Self::Older(older) => older.event_type,
                }
            }

            /// Canonical protobuf: what is stored, and what tells a repeat from a conflict.
            pub fn encode(&self) -> Bytes {
                match self {
                    $(Self::$name(message) => message.encode_to_vec().into(),)+
                    Self::Older(older) => older.data.clone(),
                }
            }

            /// The protobuf JSON mapping, in today's version.
            ///
            /// # Errors
            /// Never for a decoded message; the error is the JSON writer's own.
            pub fn to_json(&self) -> Result<String, serde_json::Error> {
                match self {
                    $(Self::$name(message) => serde_json::to_string(message),)+
                    Self::Older(older) => older.current.to_json(),
                }
            }

            /// The effective date as the message states it; empty when it states none.
            pub fn date(&self) -> &str {
                match self {
                    $(Self::$name(message) => &message.date,)+
                    Self::Older(older) => older.current.date(),
                }
            }
        }
    };
}

registry! {
    AssessmentIssued,
    PaymentReceived,
    SettlementReceived,
    DepositMade,
    PaymentReversed,
    RefundPaid,
    UnidentifiedReceived,
    ReceiptIdentified,
    InterestReceived,
    FeeAuthorized,
    AllowanceRecognized,
    ReceivableWrittenOff,
    PriorYearCorrected,
    BudgetApproved,
    BudgetRevised,
    FundReleased,
    PaymentRequested,
    DeliveryAccepted,
    DisbursementOrdered,
    DisbursementPaid,
    DisbursementFailed,
    SpendingReported,
    SpendingReturned,
    CardPurchase,
    TaxRemitted,
    ImprestIssued,
    ImprestReturned,
    ReconciliationConfirmed,
    JournalPosted,
    HoldPlaced,
    HoldCaptured,
    HoldReleased,
    AccountOpened,
    AccountClosed,
    AccountReopened,
    CeilingSet,
    PeriodClosed,
    PeriodReopened,
    Linked,
    ProposalMade,
    ProposalApproved,
    ProposalDeclined,
    RulebookPublished,
    ChartPublished,
}

macro_rules! proposable {
    ($($variant:ident,)+) => {
        impl Message {
            /// The event within a proposal; `None` when there is none.
            pub fn proposed(made: &pb::ProposalMade) -> Option<Self> {
                use pb::proposal_made::Event;
                Some(match made.event.as_ref()? {
                    $(Event::$variant(message) => Self::$variant(message.clone()),)+
                })
            }
        }
    };
}

proposable! {
    JournalPosted,
    Linked,
    PaymentReversed,
    PeriodClosed,
    PeriodReopened,
    BudgetApproved,
    BudgetRevised,
    AccountClosed,
    AccountReopened,
    CeilingSet,
    RefundPaid,
    ReceivableWrittenOff,
    PriorYearCorrected,
    RulebookPublished,
    ChartPublished,
    ReconciliationConfirmed,
}

impl Message {
    /// Reads a body.
    ///
    /// # Errors
    /// When the type or content type is not known, the body is not what they say, or it holds anything that this
    /// version would drop.
    pub fn decode(event_type: &str, content_type: &str, body: &[u8]) -> Result<Self, DecodeError> {
        let format = Format::of(content_type)?;
        if let Some(name) = event_type.strip_prefix(PACKAGE)
            && let Some(result) = Self::read(name, format, body)
        {
            return result;
        }
        if event_type == BATCH {
            let detail = "a batch stands where one event is expected".to_owned();
            return Err(DecodeError::Undecodable { event_type: event_type.to_owned(), detail });
        }
        crate::versions::read(crate::versions::OLDER, event_type, format, body)
    }

    /// The message in today's version.
    pub fn current(&self) -> &Self {
        match self {
            Self::Older(older) => &older.current,
            current => current,
        }
    }
}

/// An event of a batch: its envelope, or what is wrong with it, and its body.
pub type BatchPart = (Result<Envelope, DecodeError>, Bytes);

/// Takes a batch apart. Each event has its own envelope and is decoded, decided and answered alone.
///
/// # Errors
/// When the body is not a [`BATCH`]. An event in it that lacks an attribute is an error of its own.
pub fn expand_batch(content_type: &str, body: &[u8]) -> Result<Vec<BatchPart>, DecodeError> {
    let batch: pb::Batch = read_body(BATCH, Format::of(content_type)?, body)?;
    let single = |event: pb::BatchedEvent| {
        let envelope = Envelope {
            id: event.id,
            source: event.source,
            event_type: event.r#type,
            time: event.time,
            content_type: "application/protobuf".to_owned(),
        };
        (envelope.checked("1.0"), event.data)
    };
    Ok(batch.events.into_iter().map(single).collect())
}

/// Reads one message and refuses what re-encoding it would lose.
pub(crate) fn read_body<M>(event_type: &'static str, format: Format, body: &[u8]) -> Result<M, DecodeError>
where
    M: prost::Message + Default + DeserializeOwned + serde::Serialize,
{
    let undecodable = |detail: String| DecodeError::Undecodable { event_type: event_type.to_owned(), detail };
    let unknown = |detail: String| DecodeError::UnknownFields { event_type: event_type.to_owned(), detail };
    let message = match format {
        Format::Protobuf => {
            let message = M::decode(body).map_err(|error| undecodable(error.to_string()))?;
            let canonical = message.encoded_len();
            if canonical != body.len() {
                let detail = format!("{} bytes came, {canonical} of them are understood", body.len());
                return Err(unknown(detail));
            }
            message
        }
        Format::Json => serde_json::from_slice::<M>(body).map_err(|error| {
            let detail = error.to_string();
            if detail.starts_with("unknown field") { unknown(detail) } else { undecodable(detail) }
        })?,
    };
    if holds_nul(&message, format, body) {
        return Err(undecodable("a text holds the character NUL, which databases cannot keep".to_owned()));
    }
    Ok(message)
}

/// Whether any text holds NUL. Nearly no body has a zero byte, so the walk through JSON is nearly never made.
fn holds_nul<M: prost::Message + serde::Serialize>(message: &M, format: Format, body: &[u8]) -> bool {
    let suspicious = match format {
        Format::Protobuf => body.contains(&0),
        Format::Json => body.windows(6).any(|text| text == b"\\u0000"),
    };
    suspicious && serde_json::to_string(message).map_or(true, |json| json.contains("\\u0000"))
}
