//! SNAP BI payment notifications: a virtual account that was paid (service 25), and QRIS payments shown by the merchant
//! (service 52) or by the customer (service 79). Each gives a `PaymentReceived`, or a named answer why not, and the reply
//! that the sender expects.
//!
//! [`signature`] checks who sent a request and when, [`external_id`] what its number may be, and [`answer`] says what the
//! standard answers. Identity is what the standard makes idempotent: the `paymentRequestId` of a virtual account,
//! the `originalReferenceNo` of QRIS. Nothing that differs between a notification and its retry (`flagAdvise`, the time of
//! receipt) goes into the body, so a retry is a repeat.

pub mod answer;
pub mod external_id;
pub mod signature;
mod taken_back;

use std::collections::BTreeMap;

use ledger::Timestamp;
use ledger::money::Currency;
use serde_json::json;
use wire::cloudevents::Event;
use wire::message::Message;
use wire::payment_v1::{Amount, PaymentReceived};

use crate::person::{Part, Person};
use crate::pseudonym::PseudonymKey;
use crate::snap_json::{Fields, moment};

pub use taken_back::TakenBackNotice;

/// A SNAP service that notifies of payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `POST {v}/transfer-va/payment`.
    VirtualAccount,
    /// `POST {v}/qr/qr-mpm-notify`.
    QrisMerchant,
    /// `POST {v}/qr/qr-cpm-notify`.
    QrisCustomer,
}

impl Service {
    /// The service's number in response codes.
    fn number(self) -> u32 {
        match self {
            Self::VirtualAccount => 25,
            Self::QrisMerchant => 52,
            Self::QrisCustomer => 79,
        }
    }

    /// What the sender names a payment by.
    fn id_field(self) -> &'static str {
        match self {
            Self::VirtualAccount => "paymentRequestId",
            Self::QrisMerchant | Self::QrisCustomer => "originalReferenceNo",
        }
    }
}

/// What a payment is for, by who was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The agency whose revenue it is.
    pub agency: String,
    /// Revenue account.
    pub account: String,
    /// `assessed` or `self-assessed`.
    pub basis: String,
    /// `treasury`, `treasurer` or `acquirer`.
    pub into: String,
}

/// One sender's notifications and what they mean.
#[derive(Clone, Debug)]
pub struct SnapMapping {
    /// CloudEvents source, such as `urn:bpd:virtual-account`. One for each sender and service: their identities are
    /// their own.
    pub source: String,
    /// By `partnerServiceId` without padding, or for QRIS by the first of `merchantId`, `externalStoreId`, `merchantPan`
    /// and `destinationNumber` that is found here.
    pub targets: BTreeMap<String, Target>,
    /// For whoever is not among them; `None` refuses the notification.
    pub otherwise: Option<Target>,
    /// What payers become.
    pub key: PseudonymKey,
}

/// What a notification says.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Money was paid.
    Paid(Box<PaidNotice>),
    /// The payment came to nothing or was given back, maybe after it was recorded: a person decides what becomes of it.
    TakenBack(Box<TakenBackNotice>),
    /// The payment is not final: there is no event.
    NotPaid {
        /// `latestTransactionStatus`.
        status: String,
        /// What it means.
        meaning: &'static str,
    },
}

/// A payment as it goes on, and what stays behind.
#[derive(Clone, Debug, PartialEq)]
pub struct PaidNotice {
    /// The event; its payer is a pseudonym.
    pub event: Event,
    /// Who paid, in clear, where the notification says it.
    pub payer: Option<Person>,
    /// What the event says.
    pub payment: PaymentReceived,
}

impl PaidNotice {
    /// The bill that was paid, where it is a single one.
    pub fn bill(&self) -> Option<&str> {
        Some(self.payment.assessment.as_str()).filter(|bill| !bill.is_empty())
    }
}

/// A notification that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapError {
    /// The body is not a JSON object.
    #[error("the body is not a JSON object")]
    NotJson,
    /// A field that must be there is absent, null or blank.
    #[error("field \"{0}\" is missing")]
    MissingField(&'static str),
    /// A field is not what it must be.
    #[error("field \"{field}\" is {value:?}, which is not {wanted}")]
    InvalidField {
        /// The field.
        field: &'static str,
        /// What it holds.
        value: String,
        /// What it should hold.
        wanted: &'static str,
    },
    /// Nobody is configured under any of these names.
    #[error("no target is configured for {0:?}")]
    UnknownTarget(Vec<String>),
}

/// What the sender is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The standard's `responseCode`: status, service and case.
    pub code: String,
    /// JSON body.
    pub body: String,
}

/// Statuses of a transaction, by their two digits.
const STATUSES: &[(&str, &str)] = &[
    ("01", "initiated"),
    ("02", "paying"),
    ("03", "pending"),
    ("04", "refunded"),
    ("05", "cancelled"),
    ("06", "failed"),
    ("07", "not found"),
];

/// The status of a payment that is final.
const PAID: &str = "00";

/// Reads a notification. `received_at` (RFC 3339) is the event's time where the notification has none, as QRIS ones have
/// not.
///
/// # Errors
/// When a field is missing or wrong, or nobody is configured as the one who was paid.
pub fn notice(
    service: Service,
    body: &[u8],
    received_at: &str,
    mapping: &SnapMapping,
) -> Result<Notice, SnapError> {
    let fields = Fields::read(body).ok_or(SnapError::NotJson)?;
    let status = fields.text("latestTransactionStatus");
    match (service, status.as_deref()) {
        // Only paid virtual accounts are notified of; some senders add the status all the same.
        (_, Some(PAID)) | (Service::VirtualAccount, None) => {}
        (_, None) => return Err(SnapError::MissingField("latestTransactionStatus")),
        (_, Some(other)) => {
            let known = STATUSES.iter().find(|(digits, _)| *digits == other);
            let meaning = known.map(|(_, meaning)| *meaning).ok_or_else(|| SnapError::InvalidField {
                field: "latestTransactionStatus",
                value: other.to_owned(),
                wanted: "one of 00 to 07",
            })?;
            if taken_back::STATUSES.contains(&other) {
                let id = required(&fields, service.id_field())?;
                let notice = taken_back::notice(&id, (other, meaning), received_at, mapping);
                return Ok(Notice::TakenBack(Box::new(notice)));
            }
            return Ok(Notice::NotPaid { status: other.to_owned(), meaning });
        }
    }
    let paid = match service {
        Service::VirtualAccount => virtual_account(&fields, mapping)?,
        Service::QrisMerchant | Service::QrisCustomer => qris(&fields, mapping)?,
    };
    let time = match fields.text("trxDateTime") {
        None => received_at.to_owned(),
        Some(written) => moment(&written).ok_or(SnapError::InvalidField {
            field: "trxDateTime",
            value: written,
            wanted: "a moment with its offset",
        })?,
    };
    let message = Message::PaymentReceived(paid.payment.clone());
    let event = crate::event(&mapping.source, paid.id, time, &message);
    Ok(Notice::Paid(Box::new(PaidNotice { event, payer: paid.payer, payment: paid.payment })))
}

/// A payment with the sender's name for it.
struct Paid {
    id: String,
    payment: PaymentReceived,
    payer: Option<Person>,
}

fn virtual_account(fields: &Fields<'_>, mapping: &SnapMapping) -> Result<Paid, SnapError> {
    let id = required(fields, Service::VirtualAccount.id_field())?;
    let target = target(mapping, vec![required(fields, "partnerServiceId")?])?;
    let payer = required(fields, "customerNo")?;
    let bills = fields.objects("billDetails");
    let assessment = match bills.as_slice() {
        [only] => only.text("billNo").unwrap_or_default(),
        // Several bills are paid by one sum: no single one is named.
        _ => String::new(),
    };
    let receipt = fields.text("referenceNo").unwrap_or_default();
    let amount = amount(fields, "paidAmount")?;
    let pseudonym = mapping.key.of(&payer);
    let mut person = Person::new(Part::Payer, payer);
    person.name = fields.text("virtualAccountName");
    person.phone = fields.text("virtualAccountPhone");
    person.email = fields.text("virtualAccountEmail");
    let payment = payment(target, amount, "virtual-account", pseudonym, assessment, receipt);
    Ok(Paid { id, payment, payer: Some(person) })
}

fn qris(fields: &Fields<'_>, mapping: &SnapMapping) -> Result<Paid, SnapError> {
    let id = required(fields, Service::QrisMerchant.id_field())?;
    let more = fields.object("additionalInfo");
    let merchant_pan = more.as_ref().and_then(|more| more.text("merchantPan"));
    let merchant = fields.text("merchantId").or_else(|| fields.text("subMerchantId"));
    let names = [merchant, fields.text("externalStoreId"), merchant_pan, fields.text("destinationNumber")];
    let target = target(mapping, names.into_iter().flatten().collect())?;
    let person = fields.text("customerNumber").map(|number| {
        let told = |name| more.as_ref().and_then(|more| more.text(name));
        let mut person = Person::new(Part::Payer, number);
        (person.name, person.account) = (told("userName"), told("customerPan"));
        person
    });
    let pseudonym = person.as_ref().map(|person| mapping.key.of(&person.value)).unwrap_or_default();
    let receipt = fields.text("originalPartnerReferenceNo").unwrap_or_default();
    let amount = amount(fields, "amount")?;
    Ok(Paid {
        id,
        payment: payment(target, amount, "qris", pseudonym, String::new(), receipt),
        payer: person,
    })
}

fn payment(
    target: &Target,
    amount: Amount,
    channel: &str,
    payer: String,
    assessment: String,
    receipt: String,
) -> PaymentReceived {
    PaymentReceived {
        agency: target.agency.clone(),
        account: target.account.clone(),
        amount: Some(amount),
        basis: target.basis.clone(),
        into: target.into.clone(),
        channel: channel.to_owned(),
        payer,
        assessment,
        receipt,
        ..PaymentReceived::default()
    }
}

fn required(fields: &Fields<'_>, name: &'static str) -> Result<String, SnapError> {
    fields.text(name).ok_or(SnapError::MissingField(name))
}

fn target(mapping: &SnapMapping, names: Vec<String>) -> Result<&Target, SnapError> {
    let found = names.iter().find_map(|name| mapping.targets.get(name));
    found.or(mapping.otherwise.as_ref()).ok_or(SnapError::UnknownTarget(names))
}

/// An amount that the ledger will take as it is written.
fn amount(fields: &Fields<'_>, name: &'static str) -> Result<Amount, SnapError> {
    let amount = fields.object(name).ok_or(SnapError::MissingField(name))?;
    let value = amount.text("value").ok_or(SnapError::MissingField(name))?;
    let code = amount.text("currency").ok_or(SnapError::MissingField(name))?;
    let invalid =
        |value: &str, wanted| SnapError::InvalidField { field: name, value: value.to_owned(), wanted };
    let currency = Currency::parse(&code).ok_or_else(|| invalid(&code, "a currency in use"))?;
    match currency.minor_units(&value) {
        Ok(1..) => Ok(Amount { value, currency: code }),
        _ => Err(invalid(&value, "an amount above zero without a fraction below the minor unit")),
    }
}

/// A moment as the standard writes it, in Western Indonesia Time: a payment counts for the day that it has there.
pub fn moment_in_wib(at: Timestamp) -> String {
    const OFFSET_MICROS: i64 = 7 * 3_600 * 1_000_000;
    let shifted = Timestamp(at.0.saturating_add(OFFSET_MICROS)).to_string();
    // Without the fraction, which the standard has no place for.
    format!("{}+07:00", shifted.split('.').next().unwrap_or_default())
}

/// The reply to a notification that was taken: recorded, known from before, or of a payment that is not final.
pub fn accepted(service: Service, body: &[u8]) -> Reply {
    let code = format!("200{:02}00", service.number());
    let body = match service {
        Service::VirtualAccount => json!({
            "responseCode": code,
            "responseMessage": "Success",
            "virtualAccountData": virtual_account_echo(body),
        }),
        Service::QrisMerchant | Service::QrisCustomer => json!({
            "responseCode": code,
            "responseMessage": "Request has been processed successfully",
        }),
    };
    Reply { status: 200, code, body: body.to_string() }
}

/// The fields that the sender wants to see again, as it wrote them, and the flag that says "paid".
fn virtual_account_echo(body: &[u8]) -> serde_json::Value {
    const ECHOED: &[&str] = &[
        "partnerServiceId",
        "customerNo",
        "virtualAccountNo",
        "virtualAccountName",
        "trxId",
        "paymentRequestId",
        "paidAmount",
        "totalAmount",
        "trxDateTime",
        "referenceNo",
        "flagAdvise",
    ];
    let mut echo = json!({
        "paymentFlagStatus": "00",
        "paymentFlagReason": { "english": "Success", "indonesia": "Sukses" },
    });
    if let (Some(fields), Some(echo)) = (Fields::read(body), echo.as_object_mut()) {
        for name in ECHOED {
            let Some(raw) = fields.raw(name) else { continue };
            // A number beyond 64 bits would lose digits as a JSON number here: the standard's type is text anyway.
            let value = match fields.text(name) {
                Some(text) if !raw.get().starts_with('"') => json!(text),
                _ => serde_json::from_str(raw.get()).unwrap_or_default(),
            };
            echo.insert((*name).to_owned(), value);
        }
    }
    echo
}

/// The reply to a notification that could not be taken; its sender will not succeed by sending it again unchanged.
pub fn rejected(service: Service, error: &SnapError) -> Reply {
    answer::answer(service, answer::Outcome::Rejected(error), b"")
}
