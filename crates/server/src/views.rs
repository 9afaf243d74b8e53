//! What goes out as JSON. Amounts are decimal strings with the currency beside them, dates `YYYY-MM-DD`, moments RFC 3339
//! in UTC.

use command_handler::{Answer, Verdict};
use ledger::{AccountName, BookSide, Currency, EntryKind, HoldState, Side};
use projections::queries::{self, BalanceRow};
use serde::Serialize;
use utoipa::ToSchema;

/// What came of an event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OutcomeView {
    /// Position of the record that holds the outcome.
    pub(crate) position: u64,
    /// `posted`, `refused` or `quarantined`.
    #[schema(example = "posted")]
    pub(crate) outcome: &'static str,
    /// The event was here before; this is the outcome it had then.
    pub(crate) repeated: bool,
    /// Why it was refused or quarantined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// What was met, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<String>,
    /// Which linked item was refused, counted from zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<u32>,
    /// CloudEvents source; empty when the event had none that could be read.
    pub(crate) source: String,
    /// CloudEvents id; empty when the event had none that could be read.
    pub(crate) id: String,
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

/// An account with its terms and its sums now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// The entity.
    entity: String,
    /// The code within the entity.
    code: String,
    /// `financial` or `budget`.
    book_side: &'static str,
    /// It takes no more entries.
    closed: bool,
    /// An event is refused that would take its debits, posted and held, above its posted credits.
    debits_must_not_exceed_credits: bool,
    /// An event is refused that would take its credits, posted and held, above its posted debits.
    credits_must_not_exceed_debits: bool,
    /// The most it may hold on its normal side, posted and held; absent when there is no ceiling.
    #[serde(skip_serializing_if = "Option::is_none")]
    ceiling: Option<String>,
    /// Its appropriation or target; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<String>,
    #[serde(flatten)]
    sums: BalanceView,
}

impl AccountView {
    pub(crate) fn new(row: &BalanceRow) -> Self {
        let account = &row.account;
        let money = |minor: i64| account.currency.decimal(minor.into());
        Self {
            entity: account.entity.clone(),
            code: account.code.clone(),
            book_side: match account.book_side {
                BookSide::Financial => "financial",
                BookSide::Budget => "budget",
            },
            closed: account.closed,
            debits_must_not_exceed_credits: account.debits_must_not_exceed_credits,
            credits_must_not_exceed_debits: account.credits_must_not_exceed_debits,
            ceiling: row.ceiling.map(money),
            budget: row.budget.map(money),
            sums: BalanceView::new(row),
        }
    }
}

/// The sums of an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BalanceView {
    /// Full name, `entity:code`.
    #[schema(example = "5.02.0.00.0.00.01.0000:1.1.01.01.01.0001")]
    account: String,
    /// ISO 4217 code of the one currency it holds.
    #[schema(example = "IDR")]
    currency: String,
    /// `debit` or `credit`: the side on which it grows and `balance` is counted.
    normal_side: &'static str,
    /// Sum of posted debits.
    #[schema(example = "1250000.50")]
    debits_posted: String,
    /// Sum of posted credits.
    credits_posted: String,
    /// Sum of held debits now; zero when another day or position is asked for.
    debits_pending: String,
    /// Sum of held credits now; zero when another day or position is asked for.
    credits_pending: String,
    /// Posted balance on the normal side; negative when the other side is the larger.
    balance: String,
    /// The last position that is counted in.
    position: u64,
}

impl BalanceView {
    pub(crate) fn new(row: &BalanceRow) -> Self {
        let (account, sums) = (&row.account, &row.balance);
        let money = |minor: i64| account.currency.decimal(minor.into());
        Self {
            account: account.name().to_string(),
            currency: account.currency.code().to_owned(),
            normal_side: side_name(account.normal_side),
            debits_posted: money(sums.debit),
            credits_posted: money(sums.credit),
            debits_pending: money(sums.pending_debit),
            credits_pending: money(sums.pending_credit),
            balance: account.currency.decimal(sums.posted(account.normal_side)),
            position: row.position,
        }
    }
}

/// One line of an entry or a hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LineView {
    /// Full name of the account.
    account: String,
    /// `debit` or `credit`.
    side: &'static str,
    /// Above zero.
    amount: String,
    /// ISO 4217 code.
    currency: String,
}

impl LineView {
    /// `amount` is positive for a debit and negative for a credit, in minor units.
    fn new(account: AccountName<'_>, amount: i64, currency: Currency) -> Self {
        Self {
            account: account.to_string(),
            side: side_name(if amount < 0 { Side::Credit } else { Side::Debit }),
            amount: currency.decimal(i128::from(amount).abs()),
            currency: currency.code().to_owned(),
        }
    }
}

/// A posted entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EntryView {
    /// Position of its record.
    position: u64,
    /// Its place among the record's entries, from 0.
    index: u32,
    /// The day it counts for.
    #[schema(example = "2026-12-31")]
    effective_date: String,
    /// The day of a closed period that it was meant for, when it came too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    late_for: Option<String>,
    /// When it was recorded.
    recorded_at: String,
    /// `general`, `adjustment`, `correction`, `reversal`, `closing`, `opening` or `elimination`.
    kind: &'static str,
    /// Free text.
    description: String,
    /// CloudEvents source of the event that made it.
    source: String,
    /// CloudEvents id of the event that made it.
    id: String,
    /// Type of the event that made it.
    #[serde(rename = "type")]
    event_type: String,
    /// The rule that made it; absent when the event gave exact instructions.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// Version of the rulebook that the rule is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    rulebook_version: Option<u32>,
    /// Position of the record it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    reverses: Option<u64>,
    /// Position of the record that takes it back; absent when nothing has.
    #[serde(skip_serializing_if = "Option::is_none")]
    reversed_by: Option<u64>,
    /// Two or more lines, debits equal to credits.
    lines: Vec<LineView>,
}

impl EntryView {
    pub(crate) fn new(entry: queries::EntryView) -> Self {
        let line = |line: &queries::EntryLine| {
            let name = AccountName { entity: &line.entity, code: &line.code };
            LineView::new(name, line.amount, line.currency)
        };
        let by_rule = !entry.rule.is_empty();
        Self {
            position: entry.position,
            index: entry.entry_no,
            effective_date: entry.effective_date.to_string(),
            late_for: entry.late_for.map(|day| day.to_string()),
            recorded_at: entry.recorded_at.to_string(),
            kind: kind_name(entry.kind),
            lines: entry.lines.iter().map(line).collect(),
            description: entry.description,
            source: entry.source,
            id: entry.id,
            event_type: entry.event_type,
            rule: by_rule.then_some(entry.rule),
            rulebook_version: by_rule.then_some(entry.rulebook_version),
            reverses: entry.reverses,
            reversed_by: entry.reversed_by,
        }
    }
}

/// One line of an account's statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatementLine {
    /// Position of the entry's record.
    position: u64,
    /// Its place among all lines of the record, from 0.
    line: u32,
    /// The day it counts for.
    effective_date: String,
    /// When it was recorded.
    recorded_at: String,
    /// Kind of the entry.
    kind: &'static str,
    /// Free text.
    description: String,
    /// CloudEvents source of the event that made it.
    source: String,
    /// CloudEvents id of the event that made it.
    id: String,
    /// Debited amount; `0.00` for a credit.
    debit: String,
    /// Credited amount; `0.00` for a debit.
    credit: String,
    /// Balance on the normal side after this line.
    balance: String,
}

/// A page of an account's statement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatementView {
    /// Full name of the account.
    account: String,
    /// ISO 4217 code.
    currency: String,
    /// `debit` or `credit`.
    normal_side: &'static str,
    /// Balance on the normal side before the first line of the page.
    opening_balance: String,
    /// In the order of the log.
    items: Vec<StatementLine>,
    /// Balance on the normal side after the last line of the page.
    closing_balance: String,
    /// The next page's cursor; absent when this is the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl StatementView {
    pub(crate) fn new(statement: queries::Statement) -> Self {
        let queries::Statement { account, opening, page } = statement;
        let currency = account.currency;
        let on_normal_side = |debits_less_credits: i64| {
            let amount = i128::from(debits_less_credits);
            currency.decimal(if account.normal_side == Side::Debit { amount } else { -amount })
        };
        let closing = page.items.last().map_or(opening, |last| last.balance);
        let line = |line: queries::StatementLine| StatementLine {
            position: line.position,
            line: line.line_no,
            effective_date: line.effective_date.to_string(),
            recorded_at: line.recorded_at.to_string(),
            kind: kind_name(line.kind),
            description: line.description,
            source: line.source,
            id: line.id,
            debit: currency.decimal(i128::from(line.amount).max(0)),
            credit: currency.decimal((-i128::from(line.amount)).max(0)),
            balance: on_normal_side(line.balance),
        };
        Self {
            account: account.name().to_string(),
            currency: currency.code().to_owned(),
            normal_side: side_name(account.normal_side),
            opening_balance: on_normal_side(opening),
            closing_balance: on_normal_side(closing),
            items: page.items.into_iter().map(line).collect(),
            next: page.next,
        }
    }
}

/// A hold and what is left of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HoldView {
    /// Its name.
    hold: String,
    /// `pending`, `captured`, `released` or `expired`.
    state: &'static str,
    /// When it lets go by itself; absent for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    /// What is still held.
    lines: Vec<LineView>,
    /// The last position that is counted in.
    position: u64,
}

impl HoldView {
    pub(crate) fn new(hold: String, row: &queries::HoldRow) -> Self {
        let line = |(account, amount): &(queries::AccountRow, i64)| {
            LineView::new(account.name(), *amount, account.currency)
        };
        Self {
            hold,
            state: match row.state {
                HoldState::Pending => "pending",
                HoldState::Captured => "captured",
                HoldState::Released => "released",
                HoldState::Expired => "expired",
            },
            expires_at: row.expires_at.map(|at| at.to_string()),
            lines: row.lines.iter().map(line).collect(),
            position: row.position,
        }
    }
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::Debit => "debit",
        Side::Credit => "credit",
    }
}

fn kind_name(kind: EntryKind) -> &'static str {
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
