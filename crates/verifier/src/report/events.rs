//! Payment events that were posted, for the registers: what a document says that no line of an entry keeps. An event that was
//! taken back stays in its register and counts for nothing.

use std::collections::BTreeSet;

use prost::Message;
use schema::ledger_v1::Record;
use schema::payment_v1 as pb;

use super::claim::Claim;
use super::posted;
use crate::money;

/// Events of other packages stand in no register.
const PACKAGE: &str = "neraca.payment.v1.";

/// Which events a report is made of; none for reports that are made of entries alone.
fn wanted(report: &str) -> &'static [&'static str] {
    match report {
        "deposit-register" => &["DepositMade", "ImprestReturned"],
        "disbursement-register" => &[
            "PaymentRequested",
            "DisbursementOrdered",
            "DisbursementPaid",
            "DisbursementFailed",
            "ImprestIssued",
        ],
        "deductions-register" => &["DisbursementPaid", "ImprestIssued", "TaxRemitted"],
        "spj-functional" => &[
            "DisbursementPaid",
            "SpendingReported",
            "SpendingReturned",
            "ImprestIssued",
            "ImprestReturned",
            "TaxRemitted",
        ],
        "spj-functional-receiving" => &["PaymentReceived", "DepositMade", "SettlementReceived"],
        _ => &[],
    }
}

/// An event. What its message does not state is empty or zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    /// The day of its record.
    pub(super) day: i32,
    pub(super) position: u64,
    /// The name of its message, such as `DepositMade`.
    pub(super) name: String,
    /// Whether a later event took it back.
    pub(super) is_reversed: bool,
    /// The number of its document; the event's id when it states none.
    pub(super) number: String,
    pub(super) agency: String,
    pub(super) account: String,
    /// Minor units.
    pub(super) amount: i128,
    /// What of the amount is a sanction, and its account.
    pub(super) penalty: i128,
    pub(super) penalty_account: String,
    pub(super) kind: String,
    pub(super) order: String,
    pub(super) description: String,
    pub(super) channel: String,
    /// Who deposited, by office.
    pub(super) depositor: String,
    /// Where a payment went.
    pub(super) into: String,
    pub(super) state_receipt: String,
    /// What was withheld or remitted, by account.
    pub(super) deductions: Vec<(String, i128)>,
}

/// The events of a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Events {
    list: Vec<Event>,
    reversed: BTreeSet<u64>,
    /// An amount of another currency than the book's, which no register adds up.
    pub(super) is_mixed: bool,
}

impl Events {
    /// Takes a posted record, if the report is made of such.
    pub(super) fn record(&mut self, record: &Record, claim: &Claim, currency: &str) {
        let Some(name) = record.r#type.strip_prefix(PACKAGE) else { return };
        let names = wanted(&claim.name);
        if names.is_empty() {
            return;
        }
        if name == "PaymentReversed" {
            self.reversed.extend(posted::taken_back(record));
        }
        if !names.contains(&name) {
            return;
        }
        let Some((message, amounts)) = read(name, record.data.as_ref(), currency) else { return };
        if claim.entity.as_ref().is_some_and(|entity| *entity != message.agency) {
            return;
        }
        self.is_mixed |= amounts.is_some_and(|stated| !stated.is_empty() && stated != currency);
        let number = if message.number.is_empty() { record.id.clone() } else { message.number.clone() };
        let (day, position) = (record.effective_date, record.position);
        self.list.push(Event { day, position, name: name.to_owned(), number, ..message });
    }

    /// In order of day, until the report's last one.
    pub(super) fn until(&self, to: Option<i32>) -> Vec<Event> {
        let mut events: Vec<Event> =
            self.list.iter().filter(|event| to.is_none_or(|to| event.day <= to)).cloned().collect();
        for event in &mut events {
            event.is_reversed = self.reversed.contains(&event.position);
        }
        events.sort_by_key(|event| (event.day, event.position));
        events
    }
}

/// A message as an event, and the currency of its amount.
fn read(name: &str, data: &[u8], currency: &str) -> Option<(Event, Option<String>)> {
    let minor = |amount: &Option<pb::Amount>| {
        amount.as_ref().and_then(|amount| money::minor(&amount.value, currency)).unwrap_or_default()
    };
    let parts = |parts: &[pb::AccountAmount]| -> Vec<(String, i128)> {
        parts.iter().map(|part| (part.account.clone(), minor(&part.amount))).collect()
    };
    let first = |number: String, other: &str| if number.is_empty() { other.to_owned() } else { number };
    let stated = |amount: &Option<pb::Amount>| amount.as_ref().map(|amount| amount.currency.clone());
    macro_rules! event {
        ($message:ident, $($fields:tt)*) => {
            (Event { agency: $message.agency.clone(), $($fields)*, ..Event::default() }, stated(&$message.amount))
        };
    }
    Some(match name {
        "DepositMade" => {
            let m = pb::DepositMade::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), number: m.slip, channel: m.channel,
                depositor: m.depositor, description: m.description)
        }
        "ImprestReturned" => {
            let m = pb::ImprestReturned::decode(data).ok()?;
            event!(m, amount: minor(&m.amount), number: m.slip, channel: m.channel, depositor: m.depositor,
                description: m.description)
        }
        "ImprestIssued" => {
            let m = pb::ImprestIssued::decode(data).ok()?;
            event!(m, amount: minor(&m.amount), number: first(m.disbursement, &m.order), order: m.order,
                kind: m.kind, deductions: parts(&m.deductions), description: m.description)
        }
        "PaymentRequested" => {
            let m = pb::PaymentRequested::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), number: m.request, kind: m.kind,
                description: m.description)
        }
        "DisbursementOrdered" => {
            let m = pb::DisbursementOrdered::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), number: m.order.clone(), order: m.order,
                kind: m.kind, deductions: parts(&m.deductions), description: m.description)
        }
        "DisbursementPaid" => {
            let m = pb::DisbursementPaid::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), number: first(m.disbursement, &m.order),
                order: m.order, kind: m.kind, deductions: parts(&m.deductions), description: m.description)
        }
        "DisbursementFailed" => {
            let m = pb::DisbursementFailed::decode(data).ok()?;
            (Event { agency: m.agency, order: m.order, ..Event::default() }, None)
        }
        "TaxRemitted" => {
            let m = pb::TaxRemitted::decode(data).ok()?;
            let deductions = parts(&m.deductions);
            let (number, state_receipt) = (m.state_receipt.clone(), m.state_receipt);
            (Event { agency: m.agency, number, state_receipt, deductions, ..Event::default() }, None)
        }
        "SpendingReported" => {
            let m = pb::SpendingReported::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount))
        }
        "SpendingReturned" => {
            let m = pb::SpendingReturned::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount))
        }
        "PaymentReceived" => {
            let m = pb::PaymentReceived::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), penalty: minor(&m.penalty),
                penalty_account: m.penalty_account, into: m.into)
        }
        "SettlementReceived" => {
            let m = pb::SettlementReceived::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount))
        }
        _ => return None,
    })
}
