//! What goes out as JSON. Amounts are decimal strings with the currency beside them, dates `YYYY-MM-DD`, moments RFC 3339
//! in UTC.

use command_handler::{Answer, Verdict};
use ledger::{AccountName, BookSide, Currency, Date, EntryKind, Side, Terms};
use serde::Serialize;
use utoipa::ToSchema;

/// What came of an event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutcomeView {
    /// Position of the record that holds the outcome.
    pub position: u64,
    /// `posted`, `refused` or `quarantined`.
    #[schema(example = "posted")]
    pub outcome: &'static str,
    /// The event was here before; this is the outcome it had then.
    pub repeated: bool,
    /// Why it was refused or quarantined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What was met, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which linked item was refused, counted from zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// CloudEvents source; empty when the event had none that could be read.
    pub source: String,
    /// CloudEvents id; empty when the event had none that could be read.
    pub id: String,
}

impl OutcomeView {
    /// The answer to the event of that identity.
    pub(crate) fn new(answer: Answer, (source, id): (String, String)) -> Self {
        let outcome = answer.verdict.name();
        let (code, detail, item) = match answer.verdict {
            Verdict::Posted => (None, None, None),
            Verdict::Refused(refusal) => {
                (Some(refusal.code.as_str().to_owned()), Some(refusal.detail.into_owned()), refusal.item)
            }
            Verdict::Quarantined { code, detail } => (Some(code), Some(detail), None),
        };
        Self { position: answer.position, outcome, repeated: answer.repeated, code, detail, item, source, id }
    }
}

/// An account and its terms.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// Full name, `entity:code`.
    #[schema(example = "5.02.0.00.0.00.01.0000:1.1.01.01.01.0001")]
    pub account: String,
    /// The entity.
    pub entity: String,
    /// The code within the entity.
    pub code: String,
    /// ISO 4217 code of the one currency it holds.
    pub currency: String,
    /// `debit` or `credit`: the side on which it grows.
    pub normal_side: &'static str,
    /// `financial` or `budget`.
    pub book_side: &'static str,
    /// Debits, posted and held, stay within posted credits.
    pub debits_must_not_exceed_credits: bool,
    /// Credits, posted and held, stay within posted debits.
    pub credits_must_not_exceed_debits: bool,
    /// The most it may hold on its normal side, posted and held; absent when there is no ceiling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<String>,
    /// It takes no more entries.
    pub closed: bool,
}

impl AccountView {
    /// The view of an account.
    pub fn new(name: AccountName<'_>, terms: &Terms, closed: bool) -> Self {
        Self {
            account: name.to_string(),
            entity: name.entity.to_owned(),
            code: name.code.to_owned(),
            currency: terms.currency.code().to_owned(),
            normal_side: side_name(terms.normal_side),
            book_side: match terms.book_side {
                BookSide::Financial => "financial",
                BookSide::Budget => "budget",
            },
            debits_must_not_exceed_credits: terms.debits_must_not_exceed_credits,
            credits_must_not_exceed_debits: terms.credits_must_not_exceed_debits,
            ceiling: terms.ceiling.map(|minor| terms.currency.decimal(minor.into())),
            closed,
        }
    }
}

/// The sums of an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BalanceView {
    /// Full name, `entity:code`.
    pub account: String,
    /// ISO 4217 code.
    #[schema(example = "IDR")]
    pub currency: String,
    /// `debit` or `credit`: the side that `balance` is counted on.
    pub normal_side: &'static str,
    /// Sum of posted debits.
    #[schema(example = "1250000.50")]
    pub debits_posted: String,
    /// Sum of posted credits.
    pub credits_posted: String,
    /// Sum of held debits.
    pub debits_pending: String,
    /// Sum of held credits.
    pub credits_pending: String,
    /// Posted balance on the normal side; negative when the other side is the larger.
    pub balance: String,
    /// The last position that is counted in.
    pub position: u64,
}

/// Sums in minor units, to be written as a [`BalanceView`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Posted debits.
    pub debits_posted: i128,
    /// Posted credits.
    pub credits_posted: i128,
    /// Held debits.
    pub debits_pending: i128,
    /// Held credits.
    pub credits_pending: i128,
}

impl BalanceView {
    /// The view of these sums as of a position.
    pub fn new(account: &str, normal_side: Side, currency: Currency, sums: Sums, position: u64) -> Self {
        let debits_less_credits = sums.debits_posted - sums.credits_posted;
        let balance = match normal_side {
            Side::Debit => debits_less_credits,
            Side::Credit => -debits_less_credits,
        };
        Self {
            account: account.to_owned(),
            currency: currency.code().to_owned(),
            normal_side: side_name(normal_side),
            debits_posted: currency.decimal(sums.debits_posted),
            credits_posted: currency.decimal(sums.credits_posted),
            debits_pending: currency.decimal(sums.debits_pending),
            credits_pending: currency.decimal(sums.credits_pending),
            balance: currency.decimal(balance),
            position,
        }
    }
}

/// One line of an entry or a hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineView {
    /// Full name of the account.
    pub account: String,
    /// `debit` or `credit`.
    pub side: &'static str,
    /// Above zero.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
}

impl LineView {
    /// The view of a line; `amount` is positive for a debit and negative for a credit, in minor units.
    pub fn new(account: String, amount: i64, currency: Currency) -> Self {
        let side = if amount < 0 { Side::Credit } else { Side::Debit };
        Self {
            account,
            side: side_name(side),
            amount: currency.decimal(i128::from(amount).abs()),
            currency: currency.code().to_owned(),
        }
    }
}

/// A posted entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Position of its record.
    pub position: u64,
    /// Its place among the record's entries, from 0.
    pub index: u32,
    /// The day it counts for.
    #[schema(example = "2026-12-31")]
    pub effective_date: String,
    /// `general`, `adjustment`, `correction`, `reversal`, `closing`, `opening` or `elimination`.
    pub kind: &'static str,
    /// Free text.
    pub description: String,
    /// CloudEvents source of the event that made it.
    pub source: String,
    /// CloudEvents id of the event that made it.
    pub id: String,
    /// Type of the event that made it.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The rule that made it; absent when the event gave exact instructions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Version of the rulebook that the rule is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rulebook_version: Option<u32>,
    /// Position of the record it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reverses: Option<u64>,
    /// Position of the record that takes it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reversed_by: Option<u64>,
    /// Two or more lines, debits equal to credits.
    pub lines: Vec<LineView>,
}

/// One line of an account's statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementLine {
    /// Position of the entry's record.
    pub position: u64,
    /// The entry's place among the record's entries, from 0.
    pub index: u32,
    /// The line's place in the entry, from 0.
    pub line: u32,
    /// The day it counts for.
    pub effective_date: String,
    /// Free text.
    pub description: String,
    /// Debited amount; `0.00` for a credit.
    pub debit: String,
    /// Credited amount; `0.00` for a debit.
    pub credit: String,
    /// Balance on the normal side after this line.
    pub balance: String,
}

/// An account's statement over a period, or a page of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementView {
    /// Full name of the account.
    pub account: String,
    /// ISO 4217 code.
    pub currency: String,
    /// `debit` or `credit`.
    pub normal_side: &'static str,
    /// Balance on the normal side before the first line of the period.
    pub opening_balance: String,
    /// In order of effective date, then of position.
    pub items: Vec<StatementLine>,
    /// Balance on the normal side after the last line shown.
    pub closing_balance: String,
    /// The last position that is counted in.
    pub position: u64,
    /// The next page's cursor; absent when this is the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A hold and what is left of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HoldView {
    /// Its name.
    pub hold: String,
    /// `pending`, `captured`, `released` or `expired`.
    pub state: &'static str,
    /// When it lets go by itself; absent for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// What is still held.
    pub lines: Vec<LineView>,
    /// The last position that is counted in.
    pub position: u64,
}

/// The name of a side.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Debit => "debit",
        Side::Credit => "credit",
    }
}

/// The name of a kind of entry.
pub fn kind_name(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::General => "general",
        EntryKind::Adjustment => "adjustment",
        EntryKind::Correction => "correction",
        EntryKind::Reversal => "reversal",
        EntryKind::Closing => "closing",
        EntryKind::Opening => "opening",
        EntryKind::Elimination => "elimination",
    }
}

/// A stored number of days as a date.
pub fn date_text(days: i32) -> String {
    Date(days).to_string()
}
