//! The ladder: every reason for which a command is refused, in the order in which they are checked.
//!
//! The first rung that is broken is the answer, so a command that breaks two rules is always refused for the same one.
//! Codes are stable for ever; each has a page in `docs/refusals.md` and a test in `tests/ladder.rs`.

use std::borrow::Cow;

/// A refused command: the rung it broke and the figures for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rung.
    pub code: RefusalCode,
    /// Which of several linked instructions broke it, counted from zero.
    pub item: Option<u32>,
    /// What was met, with values in quotes.
    pub detail: Cow<'static, str>,
}

impl Refusal {
    /// A refusal of the whole command.
    pub fn new(code: RefusalCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code, item: None, detail: detail.into() }
    }
}

macro_rules! ladder {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal,)+) => {
        /// A rung of the ladder. Declared in the order of checking; the order is part of the contract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RefusalCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl RefusalCode {
            /// Every rung, first checked first.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What it means, for people.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

ladder! {
    // Identity: checked against the log before anything else is looked at.
    /// The same source and id came before with other content.
    IdentityConflict = "identity_conflict",

    // Form: what the message says, before any state is asked.
    /// The source or id is longer than 256 bytes.
    IdentityTooLong = "identity_too_long",
    /// No effective date: neither a date in the body nor a time on the event.
    DateMissing = "date_missing",
    /// A date or moment is not in the calendar or not written as required.
    DateInvalid = "date_invalid",
    /// A required field is absent.
    FieldMissing = "field_missing",
    /// A field's value is not one it can have.
    FieldInvalid = "field_invalid",
    /// An amount is not a decimal number.
    AmountInvalid = "amount_invalid",
    /// An amount has a fraction below the minor unit.
    AmountBelowMinorUnit = "amount_below_minor_unit",
    /// An amount is larger than the ledger can hold.
    AmountTooLarge = "amount_too_large",
    /// The currency is not an ISO 4217 code in use.
    CurrencyUnknown = "currency_unknown",
    /// One payment event states amounts in different currencies.
    CurrenciesMixed = "currencies_mixed",
    /// The event has more lines or linked items than one event may have.
    TooManyLines = "too_many_lines",

    // Approval: events that need a second pair of eyes.
    /// The rulebook wants this event proposed by one person and approved by another.
    ApprovalRequired = "approval_required",
    /// A proposal of that name exists or existed.
    ProposalExists = "proposal_exists",
    /// There is no proposal of that name.
    ProposalNotFound = "proposal_not_found",
    /// The proposal was approved or declined before.
    ProposalAlreadySettled = "proposal_already_settled",
    /// Who approves a proposal is who made it.
    CheckerIsMaker = "checker_is_maker",
    /// The chart or rulebook proposed can't be put in force.
    PublicationFaulty = "publication_faulty",

    // Rules: what the rulebook makes of a payment event.
    /// No rule of the rulebook in force takes this event.
    NoRule = "no_rule",
    /// Amounts of the event that a rule wants equal differ.
    RequirementFailed = "requirement_failed",
    /// A rule's mirror names no target for the event's account code.
    MirrorMissing = "mirror_missing",
    /// A rule's amount comes out negative for this event.
    RuleAmountNegative = "rule_amount_negative",
    /// Every line of the rule comes out as zero.
    NothingToPost = "nothing_to_post",

    // Reversal: what is to be taken back.
    /// There is no event with the original's source and id.
    OriginalNotFound = "original_not_found",
    /// The original was refused or quarantined: it posted nothing.
    OriginalNotPosted = "original_not_posted",
    /// The original did something that a reversal cannot take back, such as opening an account or placing a hold.
    NotReversible = "not_reversible",
    /// The original was reversed before.
    AlreadyReversed = "already_reversed",
    /// The reversal would count in another fiscal year than the original, which is closed or has lines of the budget.
    ReversalInAnotherYear = "reversal_in_another_year",

    // Holds: which hold is meant.
    /// A hold of that name exists or existed.
    HoldExists = "hold_exists",
    /// The hold would expire before it is placed.
    HoldExpiryPast = "hold_expiry_past",
    /// There is no hold of that name.
    HoldNotFound = "hold_not_found",
    /// The hold was captured before and nothing is left.
    HoldAlreadyCaptured = "hold_already_captured",
    /// The hold was released before.
    HoldAlreadyReleased = "hold_already_released",
    /// The hold's time had come.
    HoldExpired = "hold_expired",
    /// A capture by amount needs a hold with one debit and one credit line.
    CaptureNeedsLines = "capture_needs_lines",
    /// More is to be captured than is left on hold.
    CaptureExceedsHold = "capture_exceeds_hold",

    // Accounts: what is said of the account itself.
    /// The account is open already.
    AccountExists = "account_exists",
    /// The terms differ from what the chart says of this code.
    AccountTermsConflict = "account_terms_conflict",
    /// The account is closed already.
    AccountAlreadyClosed = "account_already_closed",
    /// The account is not closed.
    AccountNotClosed = "account_not_closed",
    /// The ceiling or appropriation is below what is already posted and held.
    CeilingBelowCommitted = "ceiling_below_committed",
    /// The appropriation before a revision is not what the event says it was.
    BudgetPreviousMismatch = "budget_previous_mismatch",

    // Periods: whether a day still takes entries.
    /// The period is closed already, by itself or with its year.
    PeriodAlreadyClosed = "period_already_closed",
    /// The period is not closed.
    PeriodNotClosed = "period_not_closed",
    /// The day is in a closed period.
    PeriodClosed = "period_closed",

    // Entry: its lines one by one, then the whole.
    /// An entry or hold has fewer than two lines.
    TooFewLines = "too_few_lines",
    /// An amount is zero or negative.
    AmountNotPositive = "amount_not_positive",
    /// The account is not open and the chart does not know its code.
    AccountUnknown = "account_unknown",
    /// The code is a heading of the chart; entries go to leaves.
    AccountNotLeaf = "account_not_leaf",
    /// The code is not valid on the effective date.
    AccountNotValid = "account_not_valid",
    /// The account is closed.
    AccountClosed = "account_closed",
    /// The amount's currency is not the account's.
    CurrencyMismatch = "currency_mismatch",
    /// Debits and credits differ within a currency and book side.
    EntryUnbalanced = "entry_unbalanced",
    /// Debits and credits differ within an entity, where the book asks for that.
    EntityUnbalanced = "entity_unbalanced",
    /// The event would leave two reciprocal accounts of the rulebook unequal.
    ReciprocalUnequal = "reciprocal_unequal",

    // Limits: what the balances allow, line by line, after the whole entry is known to be sound.
    /// A sum would leave the range of 64 bits.
    BalanceOverflow = "balance_overflow",
    /// Debits, posted and held, would exceed posted credits.
    ExceedsCredits = "exceeds_credits",
    /// Credits, posted and held, would exceed posted debits.
    ExceedsDebits = "exceeds_debits",
    /// The balance, posted and held, would exceed the ceiling.
    ExceedsCeiling = "exceeds_ceiling",
    /// The year's sum, posted and held, would exceed the appropriation, or there is none where the rulebook wants one.
    ExceedsAppropriation = "exceeds_appropriation",
    /// More would be cleared than is open of this item on the account.
    ExceedsOpenItem = "exceeds_open_item",
}

impl RefusalCode {
    /// The rung with that code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rung| rung.as_str() == code)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)?;
        self.item.map_or(Ok(()), |item| write!(f, " (linked item {item})"))
    }
}
