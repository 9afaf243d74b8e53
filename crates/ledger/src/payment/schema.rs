//! Which fields the events of each kind have, what these hold, and which an event may not lack.

use super::vocabulary::{Field, FieldSpec, FieldType, PaymentKind};

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

/// What an order pays for, where it says.
const DIRECT_KINDS: &[&str] = &["salary", "goods"];

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
const REFERENCE: FieldSpec = optional(Field::Reference, FieldType::Text);
const DOCUMENT: FieldSpec = required(Field::Document, FieldType::Text);
const BASIS: FieldSpec = required(Field::Basis, FieldType::Word(&["assessed", "self-assessed"]));
const PENALTY: FieldSpec = optional(Field::Penalty, FieldType::Amount);
const PENALTY_ACCOUNT: FieldSpec = optional(Field::PenaltyAccount, FieldType::Name);
const OVERPAYMENT: FieldSpec = optional(Field::Overpayment, FieldType::Amount);
const ORDER: FieldSpec = required(Field::Order, FieldType::Text);
const DESCRIPTION: FieldSpec = optional(Field::Description, FieldType::Text);
const FUND_RELEASE: FieldSpec = optional(Field::FundRelease, FieldType::Text);
const DEDUCTIONS: FieldSpec = optional(Field::Deductions, FieldType::Items);
const TRANSFER: FieldSpec = optional(Field::Transfer, FieldType::Amount);
const DIRECT_KIND: FieldSpec = optional(Field::Kind, FieldType::Word(DIRECT_KINDS));
const BUDGET: &[FieldSpec] = &[
    AGENCY,
    DOCUMENT,
    optional(Field::Revenue, FieldType::Items),
    optional(Field::Expenditure, FieldType::Items),
    optional(Field::FinancingIn, FieldType::Items),
    optional(Field::FinancingOut, FieldType::Items),
];

const PAYMENT_RECEIVED: &[FieldSpec] = &[
    AGENCY,
    ACCOUNT,
    AMOUNT,
    PENALTY,
    PENALTY_ACCOUNT,
    OVERPAYMENT,
    BASIS,
    required(Field::Into, FieldType::Word(&["treasury", "treasurer", "acquirer"])),
    CHANNEL,
];

const SETTLEMENT_RECEIVED: &[FieldSpec] =
    &[AGENCY, ACCOUNT, AMOUNT, optional(Field::Fee, FieldType::Amount), CHANNEL];

const REFUND_PAID: &[FieldSpec] = &[
    AGENCY,
    ACCOUNT,
    AMOUNT,
    required(Field::From, FieldType::Word(&["overpayment", "revenue", "prior-year-revenue"])),
    CHANNEL,
];

const RECEIPT_IDENTIFIED: &[FieldSpec] =
    &[AGENCY, ACCOUNT, AMOUNT, PENALTY, PENALTY_ACCOUNT, OVERPAYMENT, BASIS, REFERENCE];

const RECEIVABLE_WRITTEN_OFF: &[FieldSpec] =
    &[AGENCY, ACCOUNT, AMOUNT, DOCUMENT, optional(Field::Reason, FieldType::Text)];

const PRIOR_YEAR_CORRECTED: &[FieldSpec] = &[
    AGENCY,
    ACCOUNT,
    required(Field::Side, FieldType::Word(&["debit", "credit"])),
    AMOUNT,
    optional(Field::CorrectionAccount, FieldType::Name),
    DOCUMENT,
    required(Field::Reason, FieldType::Text),
];

const PAYMENT_REQUESTED: &[FieldSpec] = &[
    AGENCY,
    optional(Field::Account, FieldType::Name),
    AMOUNT,
    required(Field::Request, FieldType::Text),
    FUND_RELEASE,
    required(Field::Kind, FieldType::Word(REQUEST_KINDS)),
    DESCRIPTION,
];

const DISBURSEMENT_ORDERED: &[FieldSpec] = &[
    AGENCY,
    ACCOUNT,
    AMOUNT,
    ORDER,
    optional(Field::Request, FieldType::Text),
    FUND_RELEASE,
    DEDUCTIONS,
    TRANSFER,
    DIRECT_KIND,
];

const DISBURSEMENT_PAID: &[FieldSpec] = &[
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
];

const SPENDING_RETURNED: &[FieldSpec] = &[
    AGENCY,
    ACCOUNT,
    AMOUNT,
    DESCRIPTION,
    CHANNEL,
    optional(Field::Into, FieldType::Word(&["treasury", "treasurer"])),
];

const TAX_REMITTED: &[FieldSpec] = &[AGENCY, required(Field::Deductions, FieldType::Items), CHANNEL];

const IMPREST_ISSUED: &[FieldSpec] = &[
    AGENCY,
    AMOUNT,
    required(Field::Kind, FieldType::Word(IMPREST_KINDS)),
    optional(Field::Order, FieldType::Text),
    optional(Field::Request, FieldType::Text),
    FUND_RELEASE,
    optional(Field::Disbursement, FieldType::Text),
    DEDUCTIONS,
    TRANSFER,
    DESCRIPTION,
    CHANNEL,
];

/// The fields of a kind's events.
pub(super) fn fields(kind: PaymentKind) -> &'static [FieldSpec] {
    use PaymentKind as Kind;
    match kind {
        Kind::AssessmentIssued | Kind::DeliveryAccepted | Kind::CardPurchase => &[AGENCY, ACCOUNT, AMOUNT],
        Kind::PaymentReceived => PAYMENT_RECEIVED,
        Kind::SettlementReceived => SETTLEMENT_RECEIVED,
        Kind::DepositMade => &[AGENCY, ACCOUNT, AMOUNT, CHANNEL],
        Kind::RefundPaid => REFUND_PAID,
        Kind::UnidentifiedReceived => &[AMOUNT, CHANNEL, REFERENCE],
        Kind::ReceiptIdentified => RECEIPT_IDENTIFIED,
        Kind::InterestReceived => &[ACCOUNT, AMOUNT, CHANNEL],
        Kind::FeeAuthorized | Kind::AllowanceRecognized => &[AGENCY, ACCOUNT, AMOUNT, DOCUMENT],
        Kind::ReceivableWrittenOff => RECEIVABLE_WRITTEN_OFF,
        Kind::PriorYearCorrected => PRIOR_YEAR_CORRECTED,
        Kind::BudgetApproved | Kind::BudgetRevised => BUDGET,
        Kind::FundReleased => &[AGENCY, AMOUNT, DOCUMENT, DESCRIPTION],
        Kind::PaymentRequested => PAYMENT_REQUESTED,
        Kind::DisbursementOrdered => DISBURSEMENT_ORDERED,
        Kind::DisbursementPaid => DISBURSEMENT_PAID,
        Kind::DisbursementFailed => &[AGENCY, ORDER],
        Kind::SpendingReported => &[AGENCY, ACCOUNT, AMOUNT, DESCRIPTION, CHANNEL],
        Kind::SpendingReturned => SPENDING_RETURNED,
        Kind::TaxRemitted => TAX_REMITTED,
        Kind::ImprestIssued => IMPREST_ISSUED,
        Kind::ImprestReturned => &[AGENCY, AMOUNT, CHANNEL],
        Kind::ReconciliationConfirmed => &[AGENCY, ACCOUNT, DOCUMENT],
    }
}
