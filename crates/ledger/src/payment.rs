//! Payment events as the rulebook sees them: a kind, and values of named fields. The vocabulary and the schema of each
//! kind stand here, so that a rule that names an unknown field or value is refused when it is loaded, and an event that
//! lacks one when it arrives. The wire fills these from its messages; field names are the same in both.

use crate::money::Currency;
use crate::name::{is_code, is_name};

/// What a payment event reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described where its message is defined, in proto/neraca/payment/v1")]
pub enum PaymentKind {
    AssessmentIssued,
    PaymentReceived,
    SettlementReceived,
    DepositMade,
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
}

/// A field of a payment event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described where its message is defined, in proto/neraca/payment/v1")]
pub enum Field {
    Agency,
    Account,
    Amount,
    Penalty,
    PenaltyAccount,
    Overpayment,
    Fee,
    Basis,
    Into,
    From,
    Kind,
    Channel,
    Order,
    Request,
    FundRelease,
    Disbursement,
    Transfer,
    Document,
    Description,
    Reason,
    Side,
    CorrectionAccount,
    Deductions,
    Revenue,
    Expenditure,
    FinancingIn,
    FinancingOut,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Entity or account code.
    Name,
    /// Minor units of the event's currency.
    Amount,
    /// Accounts with amounts.
    Items,
}

/// A field as one kind of payment uses it.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Which field.
    pub field: Field,
    /// What it holds.
    pub field_type: FieldType,
    /// An event without it is refused.
    pub required: bool,
}

/// One account with an amount, in a field of type [`FieldType::Items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Code within the event's agency.
    pub account: &'a str,
    /// Minor units.
    pub amount: i64,
    /// In a budget revision: the amount until now.
    pub previous: Option<i64>,
}

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, a word or a name.
    Text(&'a str),
    /// Minor units.
    Amount(i64),
    /// Accounts with amounts.
    Items(Vec<Item<'a>>),
}

/// A payment event. Absent fields have no value; an absent amount counts as zero in rules.
#[derive(Clone, Debug)]
pub struct Payment<'a> {
    /// What it reports.
    pub kind: PaymentKind,
    /// Currency of every amount in it.
    pub currency: Currency,
    values: Vec<(Field, Value<'a>)>,
}

impl<'a> Payment<'a> {
    /// A payment without values yet.
    pub fn new(kind: PaymentKind, currency: Currency) -> Self {
        Self { kind, currency, values: Vec::with_capacity(12) }
    }

    /// Sets text unless it is empty, which means absent on the wire.
    pub fn set_text(&mut self, field: Field, text: &'a str) {
        if !text.is_empty() {
            self.values.push((field, Value::Text(text)));
        }
    }

    /// Sets an amount.
    pub fn set_amount(&mut self, field: Field, minor: i64) {
        self.values.push((field, Value::Amount(minor)));
    }

    /// Sets items unless there are none.
    pub fn set_items(&mut self, field: Field, items: Vec<Item<'a>>) {
        if !items.is_empty() {
            self.values.push((field, Value::Items(items)));
        }
    }

    /// The field's value, if the event has one.
    pub fn value(&self, field: Field) -> Option<&Value<'a>> {
        self.values.iter().find(|(name, _)| *name == field).map(|(_, value)| value)
    }

    /// Text of a field.
    pub fn text(&self, field: Field) -> Option<&'a str> {
        match self.value(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Minor units of a field; zero when absent.
    pub fn amount(&self, field: Field) -> i64 {
        match self.value(field) {
            Some(Value::Amount(minor)) => *minor,
            _ => 0,
        }
    }

    /// Items of a field; none when absent.
    pub fn items(&self, field: Field) -> &[Item<'a>] {
        match self.value(field) {
            Some(Value::Items(items)) => items,
            _ => &[],
        }
    }

    /// The first way in which the event breaks the schema of its kind.
    pub fn fault(&self) -> Option<Fault> {
        self.kind.fields().iter().find_map(|spec| {
            let problem = match (self.value(spec.field), spec.field_type) {
                (None, _) if spec.required => Problem::Missing,
                (Some(Value::Text(text)), FieldType::Word(words)) if !words.contains(text) => {
                    Problem::NotOneOf(words)
                }
                (Some(Value::Text(text)), FieldType::Name) if !named(spec.field, text) => Problem::NotAName,
                (Some(Value::Items(items)), _) if items.iter().any(|item| !is_code(item.account)) => {
                    Problem::NotAName
                }
                _ => return None,
            };
            Some(Fault { field: spec.field, problem })
        })
    }
}

/// Whether text is an account code where the field is one, and an entity otherwise.
fn named(field: Field, text: &str) -> bool {
    if field.is_account() { is_code(text) } else { is_name(text) }
}

/// Why an event breaks its kind's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is required and absent.
    Missing,
    /// It is none of these words.
    NotOneOf(&'static [&'static str]),
    /// It is not an entity or account code.
    NotAName,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.field.name();
        match self.problem {
            Problem::Missing => write!(f, "field \"{name}\" is missing"),
            Problem::NotOneOf(words) => write!(f, "field \"{name}\" is not one of {}", words.join(", ")),
            Problem::NotAName => write!(f, "field \"{name}\" is not an entity or account code"),
        }
    }
}

/// Channels a payment can come by, from teller to card. Classes (cash, semi-digital, digital) are configuration.
pub const CHANNELS: &[&str] = &[
    "cash",
    "teller",
    "atm",
    "edc",
    "internet-banking",
    "mobile-banking",
    "sms-banking",
    "agent-bank",
    "retail-outlet",
    "e-commerce",
    "qris",
    "e-money-reader",
    "virtual-account",
    "cms",
    "sp2d-online",
    "kkpd",
    "other",
];

/// What an imprest is issued for: UP, GU, TU.
const IMPREST_KINDS: &[&str] = &["initial", "replenishment", "additional"];

/// What a payment is requested for: those of an imprest, and LS.
const REQUEST_KINDS: &[&str] = &["initial", "replenishment", "additional", "direct"];

const fn required(field: Field, field_type: FieldType) -> FieldSpec {
    FieldSpec { field, field_type, required: true }
}

const fn optional(field: Field, field_type: FieldType) -> FieldSpec {
    FieldSpec { field, field_type, required: false }
}

const AGENCY: FieldSpec = required(Field::Agency, FieldType::Name);
const ACCOUNT: FieldSpec = required(Field::Account, FieldType::Name);
const AMOUNT: FieldSpec = required(Field::Amount, FieldType::Amount);
const CHANNEL: FieldSpec = optional(Field::Channel, FieldType::Word(CHANNELS));
const DOCUMENT: FieldSpec = required(Field::Document, FieldType::Text);
const BASIS: FieldSpec = required(Field::Basis, FieldType::Word(&["assessed", "self-assessed"]));
const PENALTY: FieldSpec = optional(Field::Penalty, FieldType::Amount);
const PENALTY_ACCOUNT: FieldSpec = optional(Field::PenaltyAccount, FieldType::Name);
const OVERPAYMENT: FieldSpec = optional(Field::Overpayment, FieldType::Amount);
const FUND_RELEASE: FieldSpec = optional(Field::FundRelease, FieldType::Text);
const DEDUCTIONS: FieldSpec = optional(Field::Deductions, FieldType::Items);
const TRANSFER: FieldSpec = optional(Field::Transfer, FieldType::Amount);
const DIRECT_KIND: FieldSpec = optional(Field::Kind, FieldType::Word(&["salary", "goods"]));
const BUDGET: &[FieldSpec] = &[
    AGENCY,
    DOCUMENT,
    optional(Field::Revenue, FieldType::Items),
    optional(Field::Expenditure, FieldType::Items),
    optional(Field::FinancingIn, FieldType::Items),
    optional(Field::FinancingOut, FieldType::Items),
];

impl PaymentKind {
    /// Every kind, in the order of a fiscal year's reading.
    pub const ALL: &[Self] = &[
        Self::AssessmentIssued,
        Self::PaymentReceived,
        Self::SettlementReceived,
        Self::DepositMade,
        Self::RefundPaid,
        Self::UnidentifiedReceived,
        Self::ReceiptIdentified,
        Self::InterestReceived,
        Self::FeeAuthorized,
        Self::AllowanceRecognized,
        Self::ReceivableWrittenOff,
        Self::PriorYearCorrected,
        Self::BudgetApproved,
        Self::BudgetRevised,
        Self::FundReleased,
        Self::PaymentRequested,
        Self::DeliveryAccepted,
        Self::DisbursementOrdered,
        Self::DisbursementPaid,
        Self::DisbursementFailed,
        Self::SpendingReported,
        Self::SpendingReturned,
        Self::CardPurchase,
        Self::TaxRemitted,
        Self::ImprestIssued,
        Self::ImprestReturned,
    ];

    /// The kind's name, as in the CloudEvents type and in rulebooks, such as `PaymentReceived`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AssessmentIssued => "AssessmentIssued",
            Self::PaymentReceived => "PaymentReceived",
            Self::SettlementReceived => "SettlementReceived",
            Self::DepositMade => "DepositMade",
            Self::RefundPaid => "RefundPaid",
            Self::UnidentifiedReceived => "UnidentifiedReceived",
            Self::ReceiptIdentified => "ReceiptIdentified",
            Self::InterestReceived => "InterestReceived",
            Self::FeeAuthorized => "FeeAuthorized",
            Self::AllowanceRecognized => "AllowanceRecognized",
            Self::ReceivableWrittenOff => "ReceivableWrittenOff",
            Self::PriorYearCorrected => "PriorYearCorrected",
            Self::BudgetApproved => "BudgetApproved",
            Self::BudgetRevised => "BudgetRevised",
            Self::FundReleased => "FundReleased",
            Self::PaymentRequested => "PaymentRequested",
            Self::DeliveryAccepted => "DeliveryAccepted",
            Self::DisbursementOrdered => "DisbursementOrdered",
            Self::DisbursementPaid => "DisbursementPaid",
            Self::DisbursementFailed => "DisbursementFailed",
            Self::SpendingReported => "SpendingReported",
            Self::SpendingReturned => "SpendingReturned",
            Self::CardPurchase => "CardPurchase",
            Self::TaxRemitted => "TaxRemitted",
            Self::ImprestIssued => "ImprestIssued",
            Self::ImprestReturned => "ImprestReturned",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The fields its events have.
    pub fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::AssessmentIssued => &[AGENCY, ACCOUNT, AMOUNT],
            Self::PaymentReceived => {
                const {
                    &[
                        AGENCY,
                        ACCOUNT,
                        AMOUNT,
                        PENALTY,
                        PENALTY_ACCOUNT,
                        OVERPAYMENT,
                        BASIS,
                        required(Field::Into, FieldType::Word(&["treasury", "treasurer", "acquirer"])),
                        CHANNEL,
                    ]
                }
            }
            Self::SettlementReceived => {
                const { &[AGENCY, ACCOUNT, AMOUNT, optional(Field::Fee, FieldType::Amount), CHANNEL] }
            }
            Self::DepositMade => &[AGENCY, ACCOUNT, AMOUNT, CHANNEL],
            Self::RefundPaid => {
                const {
                    &[
                        AGENCY,
                        ACCOUNT,
                        AMOUNT,
                        required(Field::From, FieldType::Word(&["overpayment", "revenue"])),
                        CHANNEL,
                    ]
                }
            }
            Self::UnidentifiedReceived => &[AMOUNT, CHANNEL],
            Self::ReceiptIdentified => {
                const { &[AGENCY, ACCOUNT, AMOUNT, PENALTY, PENALTY_ACCOUNT, OVERPAYMENT, BASIS] }
            }
            Self::InterestReceived => &[ACCOUNT, AMOUNT, CHANNEL],
            Self::FeeAuthorized | Self::AllowanceRecognized => &[AGENCY, ACCOUNT, AMOUNT, DOCUMENT],
            Self::ReceivableWrittenOff => {
                const { &[AGENCY, ACCOUNT, AMOUNT, DOCUMENT, optional(Field::Reason, FieldType::Text)] }
            }
            Self::PriorYearCorrected => {
                const {
                    &[
                        AGENCY,
                        ACCOUNT,
                        required(Field::Side, FieldType::Word(&["debit", "credit"])),
                        AMOUNT,
                        optional(Field::CorrectionAccount, FieldType::Name),
                        DOCUMENT,
                        required(Field::Reason, FieldType::Text),
                    ]
                }
            }
            Self::BudgetApproved | Self::BudgetRevised => BUDGET,
            Self::FundReleased => {
                const { &[AGENCY, AMOUNT, DOCUMENT, optional(Field::Description, FieldType::Text)] }
            }
            Self::PaymentRequested => {
                const {
                    &[
                        AGENCY,
                        optional(Field::Account, FieldType::Name),
                        AMOUNT,
                        required(Field::Request, FieldType::Text),
                        FUND_RELEASE,
                        required(Field::Kind, FieldType::Word(REQUEST_KINDS)),
                        optional(Field::Description, FieldType::Text),
                    ]
                }
            }
            Self::DeliveryAccepted | Self::CardPurchase => &[AGENCY, ACCOUNT, AMOUNT],
            Self::DisbursementOrdered => {
                const {
                    &[
                        AGENCY,
                        ACCOUNT,
                        AMOUNT,
                        required(Field::Order, FieldType::Text),
                        optional(Field::Request, FieldType::Text),
                        FUND_RELEASE,
                        DEDUCTIONS,
                        TRANSFER,
                        DIRECT_KIND,
                    ]
                }
            }
            Self::DisbursementPaid => {
                const {
                    &[
                        AGENCY,
                        ACCOUNT,
                        AMOUNT,
                        optional(Field::Order, FieldType::Text),
                        required(Field::Basis, FieldType::Word(&["payable", "expense", "card"])),
                        DEDUCTIONS,
                        optional(Field::Disbursement, FieldType::Text),
                        TRANSFER,
                        DIRECT_KIND,
                        CHANNEL,
                    ]
                }
            }
            Self::DisbursementFailed => const { &[AGENCY, required(Field::Order, FieldType::Text)] },
            Self::SpendingReported | Self::SpendingReturned => {
                const { &[AGENCY, ACCOUNT, AMOUNT, optional(Field::Description, FieldType::Text), CHANNEL] }
            }
            Self::TaxRemitted => const { &[AGENCY, required(Field::Deductions, FieldType::Items), CHANNEL] },
            Self::ImprestIssued => {
                const { &[AGENCY, AMOUNT, required(Field::Kind, FieldType::Word(IMPREST_KINDS)), CHANNEL] }
            }
            Self::ImprestReturned => &[AGENCY, AMOUNT, CHANNEL],
        }
    }

    /// The kind's use of a field.
    pub fn field(self, field: Field) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|spec| spec.field == field)
    }
}

impl Field {
    /// Every field with its name on the wire and in rulebooks.
    const NAMES: &[(Self, &'static str)] = &[
        (Self::Agency, "agency"),
        (Self::Account, "account"),
        (Self::Amount, "amount"),
        (Self::Penalty, "penalty"),
        (Self::PenaltyAccount, "penalty_account"),
        (Self::Overpayment, "overpayment"),
        (Self::Fee, "fee"),
        (Self::Basis, "basis"),
        (Self::Into, "into"),
        (Self::From, "from"),
        (Self::Kind, "kind"),
        (Self::Channel, "channel"),
        (Self::Order, "order"),
        (Self::Request, "request"),
        (Self::FundRelease, "fund_release"),
        (Self::Disbursement, "disbursement"),
        (Self::Transfer, "transfer"),
        (Self::Document, "document"),
        (Self::Description, "description"),
        (Self::Reason, "reason"),
        (Self::Side, "side"),
        (Self::CorrectionAccount, "correction_account"),
        (Self::Deductions, "deductions"),
        (Self::Revenue, "revenue"),
        (Self::Expenditure, "expenditure"),
        (Self::FinancingIn, "financing_in"),
        (Self::FinancingOut, "financing_out"),
    ];

    /// Whether it names an account, not an entity or a text.
    pub fn is_account(self) -> bool {
        matches!(self, Self::Account | Self::PenaltyAccount | Self::CorrectionAccount)
    }

    /// The field's name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }

    /// The field of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, text)| *text == name).map(|(field, _)| *field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_kind_is_found_by_its_name() {
        for kind in PaymentKind::ALL {
            assert_eq!(PaymentKind::parse(kind.name()), Some(*kind));
            for spec in kind.fields() {
                assert_eq!(Field::parse(spec.field.name()), Some(spec.field), "{:?}", spec.field);
            }
        }
    }

    #[test]
    fn an_event_that_breaks_its_schema_names_the_field() {
        let mut payment = Payment::new(PaymentKind::RefundPaid, Currency::IDR);
        payment.set_text(Field::Agency, "1.02");
        payment.set_text(Field::Account, "4.1 01");
        assert_eq!(payment.fault(), Some(Fault { field: Field::Account, problem: Problem::NotAName }));

        let mut payment = Payment::new(PaymentKind::RefundPaid, Currency::IDR);
        payment.set_text(Field::Agency, "1.02");
        payment.set_text(Field::Account, "4.1.01");
        payment.set_amount(Field::Amount, 5);
        assert_eq!(payment.fault(), Some(Fault { field: Field::From, problem: Problem::Missing }));
        payment.set_text(Field::From, "pocket");
        assert_eq!(payment.fault().unwrap().to_string(), "field \"from\" is not one of overpayment, revenue");
    }
}
