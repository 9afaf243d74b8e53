//! Rows of revenue: every event between an assessment and money in the treasury, each with what its message says of payer's
//! channel, district and due date, and with what its entry realised of a revenue account. `fold.rs` collects them,
//! `queries/revenue_events.rs` reads them.
//!
//! `amount` is what the message says and `realized` what the lines say: under recognition on deposit a payment realises nothing,
//! and its deposit does. Realised figures add up to the budget realisation report, whatever made the lines. A payer's
//! pseudonym is not kept: nothing here is asked by payer.

use ledger::{Currency, Date, Timestamp};
use wire::ledger_v1 as pb;
use wire::message::{Message, PACKAGE};
use wire::payment_v1::Amount;

use crate::spending_events::Realized;
use crate::state::Account;
use crate::value::Value;

/// The leading segment of revenue codes in the budget books (chart of accounts, level 1).
pub(crate) const REVENUE: &str = "4";

/// Of a payment's basis: the row is its sanction, and no payment of its own.
pub(crate) const PENALTY: &str = "penalty";

/// What an event did, with its number in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A tax or charge was assessed: it is owed.
    Assessed = 1,
    /// A payer paid, into the treasury or to a treasurer or acquirer.
    Received = 2,
    /// An acquirer settled what it had taken.
    Settled = 3,
    /// A receiving treasurer deposited what was in custody.
    Deposited = 4,
    /// Paid back to a payer.
    Refunded = 5,
    /// An unidentified credit was found to be a payment.
    Identified = 6,
    /// Will not be paid.
    WrittenOff = 7,
    /// Interest that the bank credited.
    Interest = 8,
    /// A credit that nobody knows yet; of no account.
    Unidentified = 9,
    /// What a reversal took back of an account.
    TakenBack = 10,
    /// Realised by anything else: a journal, a correction.
    Other = 11,
}

impl Stage {
    const ALL: [Self; 11] = [
        Self::Assessed,
        Self::Received,
        Self::Settled,
        Self::Deposited,
        Self::Refunded,
        Self::Identified,
        Self::WrittenOff,
        Self::Interest,
        Self::Unidentified,
        Self::TakenBack,
        Self::Other,
    ];

    /// Its number in the tables.
    #[must_use]
    pub const fn number(self) -> i64 {
        self as i64
    }

    pub(crate) fn of_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|stage| stage.number() == number).unwrap_or(Self::Other)
    }

    /// Whether somebody paid there: the stages that shares of channels count.
    #[must_use]
    pub const fn is_payment(self) -> bool {
        matches!(self, Self::Received | Self::Identified | Self::Interest)
    }
}

/// A record as far as revenue is concerned.
pub(crate) struct Told<'a> {
    pub(crate) record: &'a pb::Record,
    /// What its lines realised: credits less debits.
    pub(crate) realized: &'a Realized,
    /// The day it counts for; each realised sum has its own.
    pub(crate) day: i32,
    /// Whether it takes another record back.
    pub(crate) takes_back: bool,
    /// The proposed event that it approves.
    pub(crate) approved: Option<&'a pb::ProposalMade>,
}

/// What a message says of revenue.
#[derive(Default)]
struct Says<'m> {
    agency: &'m str,
    code: &'m str,
    amount: Option<&'m Amount>,
    penalty: Option<(&'m str, &'m Amount)>,
    overpayment: Option<&'m Amount>,
    basis: &'m str,
    destination: &'m str,
    channel: &'m str,
    district: &'m str,
    assessment: &'m str,
    document: &'m str,
    due_date: &'m str,
}

/// One row before it is written.
struct Part<'a> {
    stage: Stage,
    entity: &'a str,
    code: &'a str,
    currency: &'a str,
    basis: &'a str,
    day: i32,
    amount: i64,
    realized: i64,
}

/// What was realised of an account on a day.
#[derive(Clone, Copy)]
struct Sum<'a> {
    account: &'a Account,
    day: i32,
    amount: i64,
}

/// Whether messages of this type tell of revenue. Most of a log's do not, and need not be decoded.
pub(crate) fn tells(event_type: &str) -> bool {
    let name = event_type.strip_prefix(PACKAGE).unwrap_or_default();
    matches!(
        name,
        "PaymentReceived"
            | "AssessmentIssued"
            | "SettlementReceived"
            | "DepositMade"
            | "RefundPaid"
            | "UnidentifiedReceived"
            | "ReceiptIdentified"
            | "ReceivableWrittenOff"
            | "InterestReceived"
    )
}

/// Rows of one record, to be added to those of its batch.
pub(crate) fn rows(told: &Told<'_>, accounts: &[Account], book_no: i32) -> Vec<Value> {
    let (event_type, data) = match told.approved {
        Some(made) => (&made.r#type, &made.data),
        None => (&told.record.r#type, &told.record.data),
    };
    let message =
        tells(event_type).then(|| Message::decode(event_type, "application/protobuf", data).ok()).flatten();
    let (stage, says) = match message.as_ref().and_then(|message| says(message.current())) {
        Some((stage, says)) => (Some(stage), says),
        None => (None, Says::default()),
    };
    let sum = |((index, day), amount): (&(u32, i32), &i64)| Sum {
        account: &accounts[*index as usize],
        day: *day,
        amount: *amount,
    };
    let mut realized: Vec<Sum<'_>> = told.realized.iter().map(sum).collect();
    let mut parts = stage.map_or_else(Vec::new, |stage| said((stage, told.day), &says, &mut realized));
    // What no part of the message names: of a journal everything.
    let rest = if told.takes_back { Stage::TakenBack } else { stage.unwrap_or(Stage::Other) };
    parts.extend(realized.into_iter().map(|sum| Part {
        stage: rest,
        entity: &sum.account.entity,
        code: &sum.account.code,
        currency: &sum.account.currency,
        basis: says.basis,
        day: sum.day,
        amount: 0,
        realized: sum.amount,
    }));
    (0..).zip(&parts).flat_map(|(line_no, part)| row(told, book_no, line_no, part, &says)).collect()
}

/// The payment and its sanction, each with what was realised of its account, which is taken out of `realized`.
fn said<'a>((stage, day): (Stage, i32), says: &Says<'a>, realized: &mut Vec<Sum<'a>>) -> Vec<Part<'a>> {
    let Some((stated, amount)) = says.amount.and_then(|stated| Some((stated, minor(stated)?))) else {
        return Vec::new();
    };
    let of = |amount: Option<&Amount>| amount.and_then(minor).unwrap_or(0);
    let penalty = of(says.penalty.map(|(_, amount)| amount));
    let own = amount.saturating_sub(penalty).saturating_sub(of(says.overpayment));
    let mut parts = vec![(says.code, says.basis, own)];
    if let Some((code, _)) = says.penalty.filter(|_| penalty != 0) {
        parts.push((code, PENALTY, penalty));
    }
    let part = move |(code, basis, amount): (&'a str, &'a str, i64)| {
        let is_it = |sum: &Sum<'_>| {
            *sum.account.code == *code && (says.agency.is_empty() || *sum.account.entity == *says.agency)
        };
        let found = realized.iter().position(is_it).map(|place| realized.remove(place));
        Part {
            stage,
            // Interest is of the treasury, which its message does not name.
            entity: found.map_or(says.agency, |sum| &sum.account.entity),
            code,
            currency: &stated.currency,
            basis,
            day: found.map_or(day, |sum| sum.day),
            amount,
            realized: found.map_or(0, |sum| sum.amount),
        }
    };
    parts.into_iter().map(part).collect()
}

fn row(told: &Told<'_>, book_no: i32, line_no: i32, part: &Part<'_>, says: &Says<'_>) -> [Value; 20] {
    let text = |text: &str| Value::Text(text.to_owned());
    let (year, month, _) = Date(part.day).civil();
    [
        Value::Int(told.record.position as i64),
        Value::Int(part.amount),
        Value::Int(part.realized),
        Value::Int(told.record.recorded_at),
        Value::opt(Timestamp::parse(&told.record.time).map(|moment| moment.at.0)),
        Value::opt(Date::parse(says.due_date).map(|date| i64::from(date.0))),
        Value::from(book_no),
        Value::from(line_no),
        Value::from(part.day),
        Value::from(year * 100 + month as i32),
        Value::Int(part.stage.number()),
        text(part.currency),
        text(part.entity),
        text(part.code),
        text(part.basis),
        text(says.destination),
        text(says.channel),
        text(says.district),
        text(says.assessment),
        text(says.document),
    ]
}

fn says(message: &Message) -> Option<(Stage, Says<'_>)> {
    macro_rules! says {
        ($stage:ident, $message:ident { $($field:ident: $value:expr),* }) => {
            (Stage::$stage, Says { code: &$message.account, amount: $message.amount.as_ref(), $($field: $value,)* ..Says::default() })
        };
    }
    Some(match message {
        Message::AssessmentIssued(it) => says!(
            Assessed,
            it {
                agency: &it.agency,
                district: &it.district,
                assessment: &it.assessment,
                due_date: &it.due_date
            }
        ),
        Message::PaymentReceived(it) => says!(
            Received,
            it {
                agency: &it.agency,
                penalty: it.penalty.as_ref().map(|amount| (it.penalty_account.as_str(), amount)),
                overpayment: it.overpayment.as_ref(),
                basis: &it.basis,
                destination: &it.into,
                channel: &it.channel,
                district: &it.district,
                assessment: &it.assessment,
                document: &it.receipt
            }
        ),
        Message::SettlementReceived(it) => {
            says!(Settled, it { agency: &it.agency, channel: &it.channel, document: &it.reference })
        }
        Message::DepositMade(it) => {
            says!(Deposited, it { agency: &it.agency, channel: &it.channel, document: &it.slip })
        }
        Message::RefundPaid(it) => says!(
            Refunded,
            it { agency: &it.agency, basis: &it.from, channel: &it.channel, document: &it.reference }
        ),
        Message::ReceiptIdentified(it) => says!(
            Identified,
            it {
                agency: &it.agency,
                penalty: it.penalty.as_ref().map(|amount| (it.penalty_account.as_str(), amount)),
                overpayment: it.overpayment.as_ref(),
                basis: &it.basis,
                district: &it.district,
                assessment: &it.assessment,
                document: &it.reference
            }
        ),
        Message::ReceivableWrittenOff(it) => {
            says!(WrittenOff, it { agency: &it.agency, assessment: &it.assessment, document: &it.document })
        }
        Message::InterestReceived(it) => {
            says!(Interest, it { channel: &it.channel, document: &it.reference })
        }
        Message::UnidentifiedReceived(it) => (
            Stage::Unidentified,
            Says {
                amount: it.amount.as_ref(),
                channel: &it.channel,
                document: &it.reference,
                ..Says::default()
            },
        ),
        _ => return None,
    })
}

fn minor(amount: &Amount) -> Option<i64> {
    Currency::parse(&amount.currency)?.minor_units(&amount.value).ok()
}
