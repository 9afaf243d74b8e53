//! Payment events that were posted, for the registers: what a document says that no line of an entry keeps. What takes an event
//! back is an event too, of its own day and with the opposite sums.

use std::collections::HashMap;

use prost::Message;
use schema::ledger_v1::Record;
use schema::payment_v1 as pb;

use super::claim::Claim;
use super::{is_within, posted};
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
            "FeeAuthorized",
            "ImprestIssued",
            "ImprestReturned",
            "TaxRemitted",
        ],
        "spj-functional-receiving" => {
            &["PaymentReceived", "DepositMade", "SettlementReceived", "ReceiptIdentified", "InterestReceived"]
        }
        _ => &[],
    }
}

/// An event. What its message does not state is empty or zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    /// The day that it counts for.
    pub(super) day: i32,
    pub(super) position: u64,
    /// The name of its message, such as `DepositMade`.
    pub(super) name: String,
    /// Of what takes an event back the position of that one, or of the one which that took back; its own of all others.
    pub(super) of: u64,
    /// Of one that takes another back every sum is the opposite.
    pub(super) is_opposite: bool,
    /// The day on which it was taken back.
    pub(super) taken_back: Option<i32>,
    /// The number of its document; the event's id when it states none.
    pub(super) number: String,
    /// Numbers of documents by which what follows may name it.
    pub(super) documents: Vec<String>,
    /// What its record moved, debits less credits: cash of receiving treasurers, of paying ones, and RK-PPKD.
    pub(super) moved: [i128; 3],
    pub(super) agency: String,
    pub(super) account: String,
    /// Minor units.
    pub(super) amount: i128,
    /// What of the amount is a sanction, and its account.
    pub(super) penalty: i128,
    pub(super) penalty_account: String,
    pub(super) kind: String,
    /// What a disbursement is for.
    pub(super) basis: String,
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

/// Accounts of [`Event::moved`].
const MOVED: [&str; 3] = ["1.1.01.02", "1.1.01.03", "3.1.03"];

/// The events of a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Events {
    list: Vec<Event>,
    /// Places in it by position.
    places: HashMap<u64, Vec<usize>>,
    /// An amount of another currency than the book's, which no register adds up.
    pub(super) is_mixed: bool,
}

impl Event {
    /// Whether it is of a record that takes another back.
    pub(super) fn is_reversal(&self) -> bool {
        self.of != self.position
    }

    /// 1, or -1 of one that takes another back.
    pub(super) fn sign(&self) -> i128 {
        if self.is_opposite { -1 } else { 1 }
    }

    /// The same with the opposite sums, of the record that takes it back.
    fn opposite(&self, record: &Record) -> Self {
        let mut opposite = Self {
            day: posted::day(record),
            position: record.position,
            is_opposite: !self.is_opposite,
            taken_back: None,
            moved: moved(record),
            amount: -self.amount,
            penalty: -self.penalty,
            ..self.clone()
        };
        opposite.deductions.iter_mut().for_each(|(_, minor)| *minor = -*minor);
        opposite
    }
}

fn moved(record: &Record) -> [i128; 3] {
    let mut moved = [0; 3];
    for line in posted::entries(record).flat_map(|entry| &entry.lines) {
        if let Some(place) = MOVED.iter().position(|root| is_within(&line.code, root)) {
            moved[place] += i128::from(line.amount);
        }
    }
    moved
}

impl Events {
    /// Takes a posted record, if the report is made of such.
    pub(super) fn record(&mut self, record: &Record, claim: &Claim, currency: &str) {
        let Some(name) = record.r#type.strip_prefix(PACKAGE) else { return };
        let names = wanted(&claim.name);
        if names.is_empty() {
            return;
        }
        if matches!(name, "PaymentReversed" | "ProposalApproved") {
            self.take_back(record);
        }
        if !names.contains(&name) {
            return;
        }
        let Some((mut message, amounts)) = read(name, record.data.as_ref(), currency) else { return };
        if message.agency.is_empty() {
            message.agency =
                posted::entries(record).next().map_or_else(String::new, |first| first.entity.clone());
        }
        if claim.entity.as_ref().is_some_and(|entity| *entity != message.agency) {
            return;
        }
        self.is_mixed |= amounts.is_some_and(|stated| !stated.is_empty() && stated != currency);
        let number = if message.number.is_empty() { record.id.clone() } else { message.number.clone() };
        let (day, position) = (posted::day(record), record.position);
        let (name, moved) = (name.to_owned(), moved(record));
        self.add(Event { day, position, of: position, name, number, moved, ..message });
    }

    fn add(&mut self, event: Event) {
        self.places.entry(event.position).or_default().push(self.list.len());
        self.list.push(event);
    }

    fn take_back(&mut self, record: &Record) {
        for position in posted::taken_back(record) {
            for place in self.places.get(&position).cloned().unwrap_or_default() {
                let event = &mut self.list[place];
                let opposite = event.opposite(record);
                event.taken_back = Some(opposite.day);
                self.add(opposite);
            }
        }
    }

    /// In order of day, until the report's last one; what was taken back later stands.
    pub(super) fn until(&self, to: Option<i32>) -> Vec<Event> {
        let is_until = |day: i32| to.is_none_or(|to| day <= to);
        let mut events: Vec<Event> = self.list.iter().filter(|event| is_until(event.day)).cloned().collect();
        for event in &mut events {
            event.taken_back = event.taken_back.filter(|day| is_until(*day));
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
            let documents = vec![m.disbursement.clone(), m.order.clone()];
            event!(m, account: m.account, amount: minor(&m.amount), number: first(m.disbursement, &m.order),
                order: m.order, kind: m.kind, basis: m.basis, documents,
                deductions: parts(&m.deductions), description: m.description)
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
            event!(m, account: m.account, amount: minor(&m.amount), documents: vec![m.report])
        }
        "SpendingReturned" => {
            let m = pb::SpendingReturned::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), documents: vec![m.reference],
                into: m.into)
        }
        "FeeAuthorized" => {
            let m = pb::FeeAuthorized::decode(data).ok()?;
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
        "ReceiptIdentified" => {
            let m = pb::ReceiptIdentified::decode(data).ok()?;
            event!(m, account: m.account, amount: minor(&m.amount), penalty: minor(&m.penalty),
                penalty_account: m.penalty_account)
        }
        "InterestReceived" => {
            let m = pb::InterestReceived::decode(data).ok()?;
            (Event { account: m.account, amount: minor(&m.amount), ..Event::default() }, stated(&m.amount))
        }
        _ => return None,
    })
}
