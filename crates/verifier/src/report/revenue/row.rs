//! What a posted record says and did of revenue, as rows: one for the amount that its message states, one for the sanction
//! within it, and one for whatever else its entries realized of an account of revenue.

use prost::Message as _;
use schema::ledger_v1::{ProposalMade, Record};
use schema::payment_v1 as pb;

use crate::accounts::is_currency;
use crate::calendar;
use crate::money;
use crate::report::posted::{self, Books};

const PACKAGE: &str = "neraca.payment.v1.";

/// The group of revenue in the budget books.
const REVENUE: &str = "4";

/// What an event did, in the order in which a day's events count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Stage {
    /// Owed.
    Assessed,
    /// A payer paid.
    Received,
    /// An acquirer passed on what it had taken.
    Settled,
    /// A treasurer did.
    Deposited,
    Refunded,
    /// A credit that nobody knew was found to be a payment.
    Identified,
    WrittenOff,
    Interest,
    /// A credit that nobody knows.
    Unidentified,
    /// Realized by taking something back.
    TakenBack,
    /// Realized by anything else.
    Other,
}

impl Stage {
    /// Whether somebody paid.
    pub(in crate::report) const fn is_payment(self) -> bool {
        matches!(self, Self::Received | Self::Identified | Self::Interest)
    }
}

/// One row.
#[derive(Clone, Debug)]
pub(in crate::report) struct Row {
    pub(in crate::report) stage: Stage,
    pub(in crate::report) day: i32,
    pub(in crate::report) entity: String,
    pub(in crate::report) code: String,
    pub(in crate::report) currency: String,
    /// Stated, in minor units.
    pub(in crate::report) amount: i128,
    /// Credits less debits of its account.
    pub(in crate::report) realized: i128,
    /// Whether it is a sanction, which is no payment of its own.
    pub(in crate::report) is_sanction: bool,
    /// Whether it settles an assessment.
    pub(in crate::report) is_of_assessed: bool,
    /// What its message says beside.
    pub(in crate::report) words: Words,
}

/// What a message says beside its amounts; empty where it does not.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Words {
    /// Where a payment went: `treasury`, `treasurer`, `acquirer`.
    pub(in crate::report) into: String,
    pub(in crate::report) channel: String,
    pub(in crate::report) district: String,
    pub(in crate::report) assessment: String,
    pub(in crate::report) due: Option<i32>,
    /// The reference that an unidentified credit and what is found of it have in common.
    pub(in crate::report) credit: String,
}

/// A message, as far as it tells of revenue.
#[derive(Default)]
struct Message {
    agency: String,
    account: String,
    amount: Option<pb::Amount>,
    penalty: Option<pb::Amount>,
    penalty_account: String,
    overpayment: Option<pb::Amount>,
    basis: String,
    words: Words,
}

/// Whether messages of this type tell of revenue.
pub(super) fn tells(event_type: &str) -> bool {
    let names = [
        "AssessmentIssued",
        "PaymentReceived",
        "SettlementReceived",
        "DepositMade",
        "RefundPaid",
        "ReceiptIdentified",
        "ReceivableWrittenOff",
        "InterestReceived",
        "UnidentifiedReceived",
    ];
    event_type.strip_prefix(PACKAGE).is_some_and(|name| names.contains(&name))
}

/// The rows of a record, which approves a proposed event where one is given.
pub(super) fn rows(record: &Record, approved: Option<&ProposalMade>, books: Books<'_>) -> Vec<Row> {
    let accounts = books.accounts;
    let (event_type, data) = match approved {
        Some(made) => (&made.r#type, &made.data),
        None => (&record.r#type, &record.data),
    };
    let name = event_type.strip_prefix(PACKAGE).unwrap_or_default();
    let (stage, message) = match read(name, data) {
        Some((stage, message)) => (Some(stage), message),
        None => (None, Message::default()),
    };
    let mut realized: Vec<Realized<'_>> = posted::realized(record, REVENUE, books)
        .into_iter()
        .map(|((number, day), debits_less_credits)| {
            let account = accounts.get(number);
            let (entity, code) = account.name.split_once(':').unwrap_or_default();
            Realized { entity, code, currency: &account.currency, day, amount: -debits_less_credits }
        })
        .collect();
    let day = posted::day(record);
    let mut rows = stage.map_or_else(Vec::new, |stage| stated((stage, day), &message, &mut realized));
    let takes_back = !posted::taken_back(record).is_empty();
    let rest = if takes_back { Stage::TakenBack } else { stage.unwrap_or(Stage::Other) };
    rows.extend(realized.into_iter().map(|sum| Row {
        stage: rest,
        day: sum.day,
        entity: sum.entity.to_owned(),
        code: sum.code.to_owned(),
        currency: sum.currency.to_owned(),
        amount: 0,
        realized: sum.amount,
        is_sanction: false,
        is_of_assessed: message.basis == "assessed",
        words: message.words.clone(),
    }));
    rows
}

/// What was realized of an account on a day.
struct Realized<'a> {
    entity: &'a str,
    code: &'a str,
    currency: &'a str,
    day: i32,
    amount: i128,
}

/// The payment and its sanction, each with what was realized of its account, which is taken out of `realized`.
fn stated((stage, day): (Stage, i32), message: &Message, realized: &mut Vec<Realized<'_>>) -> Vec<Row> {
    let Some((all, currency)) = message.amount.as_ref().and_then(minor) else { return Vec::new() };
    let part = |amount: &Option<pb::Amount>| amount.as_ref().and_then(minor).map_or(0, |(minor, _)| minor);
    let penalty = part(&message.penalty);
    let own = all - penalty - part(&message.overpayment);
    let mut parts = vec![(&message.account, own, false)];
    if penalty != 0 {
        parts.push((&message.penalty_account, penalty, true));
    }
    let row = |(code, amount, is_sanction): (&String, i128, bool)| {
        let is_it = |sum: &Realized<'_>| {
            sum.code == code && (message.agency.is_empty() || sum.entity == message.agency)
        };
        let found = realized.iter().position(is_it).map(|place| realized.remove(place));
        Row {
            stage,
            day: found.as_ref().map_or(day, |sum| sum.day),
            // Interest is of the treasury, which its message does not name.
            entity: found.as_ref().map_or(message.agency.as_str(), |sum| sum.entity).to_owned(),
            code: code.clone(),
            currency: currency.to_owned(),
            amount,
            realized: found.map_or(0, |sum| sum.amount),
            is_sanction,
            is_of_assessed: !is_sanction && message.basis == "assessed",
            words: message.words.clone(),
        }
    };
    parts.into_iter().map(row).collect()
}

/// Minor units, and their currency.
fn minor(amount: &pb::Amount) -> Option<(i128, &str)> {
    let currency = Some(amount.currency.as_str()).filter(|currency| is_currency(currency))?;
    Some((money::minor(&amount.value, currency)?, currency))
}

fn read(name: &str, data: &[u8]) -> Option<(Stage, Message)> {
    Some(match name {
        "AssessmentIssued" => {
            let m = pb::AssessmentIssued::decode(data).ok()?;
            let due = calendar::parse_date(&m.due_date);
            let (district, assessment) = (m.district, m.assessment);
            let words = Words { district, assessment, due, ..Words::default() };
            let (agency, account, amount) = (m.agency, m.account, m.amount);
            (Stage::Assessed, Message { agency, account, amount, words, ..Message::default() })
        }
        "PaymentReceived" => {
            let m = pb::PaymentReceived::decode(data).ok()?;
            let (into, channel, district, assessment) = (m.into, m.channel, m.district, m.assessment);
            let words = Words { into, channel, district, assessment, ..Words::default() };
            let (penalty, penalty_account, overpayment) = (m.penalty, m.penalty_account, m.overpayment);
            let (agency, account, amount, basis) = (m.agency, m.account, m.amount, m.basis);
            let message =
                Message { agency, account, amount, penalty, penalty_account, overpayment, basis, words };
            (Stage::Received, message)
        }
        "ReceiptIdentified" => {
            let m = pb::ReceiptIdentified::decode(data).ok()?;
            let (district, assessment, credit) = (m.district, m.assessment, m.reference);
            let words = Words { district, assessment, credit, ..Words::default() };
            let (penalty, penalty_account, overpayment) = (m.penalty, m.penalty_account, m.overpayment);
            let (agency, account, amount, basis) = (m.agency, m.account, m.amount, m.basis);
            let message =
                Message { agency, account, amount, penalty, penalty_account, overpayment, basis, words };
            (Stage::Identified, message)
        }
        "SettlementReceived" => {
            let m = pb::SettlementReceived::decode(data).ok()?;
            (Stage::Settled, simple(m.agency, m.account, m.amount, m.channel))
        }
        "DepositMade" => {
            let m = pb::DepositMade::decode(data).ok()?;
            (Stage::Deposited, simple(m.agency, m.account, m.amount, m.channel))
        }
        "RefundPaid" => {
            let m = pb::RefundPaid::decode(data).ok()?;
            (Stage::Refunded, simple(m.agency, m.account, m.amount, m.channel))
        }
        "InterestReceived" => {
            let m = pb::InterestReceived::decode(data).ok()?;
            (Stage::Interest, simple(String::new(), m.account, m.amount, m.channel))
        }
        "ReceivableWrittenOff" => {
            let m = pb::ReceivableWrittenOff::decode(data).ok()?;
            let words = Words { assessment: m.assessment, ..Words::default() };
            let message = simple(m.agency, m.account, m.amount, String::new());
            (Stage::WrittenOff, Message { words, ..message })
        }
        "UnidentifiedReceived" => {
            let m = pb::UnidentifiedReceived::decode(data).ok()?;
            let words = Words { channel: m.channel, credit: m.reference, ..Words::default() };
            (Stage::Unidentified, Message { amount: m.amount, words, ..Message::default() })
        }
        _ => return None,
    })
}

/// A message that says no more than this.
fn simple(agency: String, account: String, amount: Option<pb::Amount>, channel: String) -> Message {
    let words = Words { channel, ..Words::default() };
    Message { agency, account, amount, words, ..Message::default() }
}
