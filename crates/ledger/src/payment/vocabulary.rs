//! The vocabulary of payment events: their kinds and fields by name, and what a field can hold. Names are those of the
//! messages on the wire and those that rulebooks use.

use super::schema;

/// Declares an enum whose variants have names, and the way from a name back to its variant.
macro_rules! named {
    ($(#[$meta:meta])* $type:ident, $all:literal: $($variant:ident = $name:expr,)+) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is described where its message is defined, in proto/neraca/payment/v1")]
        pub enum $type {
            $($variant,)+
        }

        impl $type {
            #[doc = $all]
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its name on the wire and in rulebooks.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The one of that name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.name() == name)
            }
        }
    };
}

named! {
    /// What a payment event reports. Its name is that of the CloudEvents type without the package.
    PaymentKind, "Every kind, in the order of a fiscal year's reading.":
    AssessmentIssued = "AssessmentIssued",
    PaymentReceived = "PaymentReceived",
    SettlementReceived = "SettlementReceived",
    DepositMade = "DepositMade",
    RefundPaid = "RefundPaid",
    UnidentifiedReceived = "UnidentifiedReceived",
    ReceiptIdentified = "ReceiptIdentified",
    InterestReceived = "InterestReceived",
    FeeAuthorized = "FeeAuthorized",
    AllowanceRecognized = "AllowanceRecognized",
    ReceivableWrittenOff = "ReceivableWrittenOff",
    PriorYearCorrected = "PriorYearCorrected",
    BudgetApproved = "BudgetApproved",
    BudgetRevised = "BudgetRevised",
    FundReleased = "FundReleased",
    PaymentRequested = "PaymentRequested",
    DeliveryAccepted = "DeliveryAccepted",
    DisbursementOrdered = "DisbursementOrdered",
    DisbursementPaid = "DisbursementPaid",
    DisbursementFailed = "DisbursementFailed",
    SpendingReported = "SpendingReported",
    SpendingReturned = "SpendingReturned",
    CardPurchase = "CardPurchase",
    TaxRemitted = "TaxRemitted",
    ImprestIssued = "ImprestIssued",
    ImprestReturned = "ImprestReturned",
    ReconciliationConfirmed = "ReconciliationConfirmed",
}

named! {
    /// A field of a payment event.
    Field, "Every field.":
    Agency = "agency",
    Account = "account",
    Amount = "amount",
    Penalty = "penalty",
    PenaltyAccount = "penalty_account",
    Overpayment = "overpayment",
    Fee = "fee",
    Basis = "basis",
    Into = "into",
    From = "from",
    Kind = "kind",
    Channel = "channel",
    Order = "order",
    Request = "request",
    FundRelease = "fund_release",
    Disbursement = "disbursement",
    Transfer = "transfer",
    Document = "document",
    Reference = "reference",
    Description = "description",
    Reason = "reason",
    Side = "side",
    CorrectionAccount = "correction_account",
    Deductions = "deductions",
    Revenue = "revenue",
    Expenditure = "expenditure",
    FinancingIn = "financing_in",
    FinancingOut = "financing_out",
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

impl PaymentKind {
    /// The fields its events have.
    pub fn fields(self) -> &'static [FieldSpec] {
        schema::fields(self)
    }

    /// The kind's use of a field.
    pub fn field(self, field: Field) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|spec| spec.field == field)
    }
}

impl Field {
    /// Whether it names an account, not an entity or a text.
    pub fn is_account(self) -> bool {
        matches!(self, Self::Account | Self::PenaltyAccount | Self::CorrectionAccount)
    }
}
