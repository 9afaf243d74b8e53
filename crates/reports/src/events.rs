//! Payment events as they were recorded, for registers: what a document says that no line of an entry keeps (its number, its
//! kind, what was withheld). They are read from the log itself, from its beginning, so a register takes as long as the log
//! is.
//!
//! What takes an event back is an event of its own with the opposite sums, on its own day: a register that was signed before
//! stays what it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use event_store::Outcome;
use ledger::{Currency, Date};
use projections::{ProjectionError, ReadModels};
use serde_json::{Map, Value};
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;
use wire::ledger_v1::{Entry, Record};
use wire::message::Message;

use crate::error::ReportError;
use crate::parameters::Parameters;

/// Records read at once.
const READ_RECORDS: usize = 4_096;
/// The events that take others back, at once or when a second person agrees.
const REVERSALS: [&str; 2] = ["PaymentReversed", "ProposalApproved"];

/// An event that was posted, or what took one back.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Position of its record.
    pub(crate) position: u64,
    /// The day it counts for: that of its entries, where it has any.
    pub(crate) day: Date,
    /// The name of its message, such as `DepositMade`.
    pub(crate) name: String,
    /// Its id at its source.
    pub(crate) id: String,
    /// Its agency; that of its first entry where it states none.
    pub(crate) entity: String,
    /// Position of the first event of those that took one another back; its own when it takes none back.
    pub(crate) root: u64,
    /// The day on which a later event took it back.
    pub(crate) taken_back: Option<Date>,
    /// 1, and -1 where it takes back what was posted.
    sign: i128,
    body: Arc<Map<String, Value>>,
    currency: Currency,
}

/// A sum for an account, such as a deduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The account's code.
    pub(crate) code: String,
    /// Minor units.
    pub(crate) minor: i128,
}

impl Event {
    /// A text of the event, by its JSON name; empty when it states none.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.body.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The first of these texts that is stated, else the event's id: the number of its document.
    pub(crate) fn number(&self, keys: &[&str]) -> String {
        let stated = keys.iter().map(|key| self.text(key)).find(|text| !text.is_empty());
        stated.unwrap_or(&self.id).to_owned()
    }

    /// Whether it is no document of its own: it takes one back, or restores one that was taken back.
    pub(crate) fn is_reversal(&self) -> bool {
        self.root != self.position
    }

    /// 1 for what happened, -1 for what took it back: over all events of a root, whether it stands.
    pub(crate) fn sign(&self) -> i128 {
        self.sign
    }

    /// A sum of the event in minor units, below zero where it takes another back; zero when it states none.
    pub(crate) fn amount(&self, key: &str) -> i128 {
        self.body.get(key).map_or(0, |amount| self.minor(amount))
    }

    /// Its list of sums for accounts.
    pub(crate) fn parts(&self, key: &str) -> Vec<Part> {
        let parts = self.body.get(key).and_then(Value::as_array);
        let part = |part: &Value| Part {
            code: part["account"].as_str().unwrap_or_default().to_owned(),
            minor: self.minor(&part["amount"]),
        };
        parts.into_iter().flatten().map(part).collect()
    }

    /// What was posted had a readable amount: it went through the ledger.
    fn minor(&self, amount: &Value) -> i128 {
        let value = amount["value"].as_str().and_then(|value| self.currency.minor_units(value).ok());
        self.sign * value.map_or(0, i128::from)
    }
}

/// The posted events of these names up to a position and what took them back, in order of day and position, of the report's
/// entity if it has one.
///
/// # Errors
/// [`ReportError::MixedCurrencies`] when one is not in the book's currency, and those of the log.
pub(crate) async fn read(
    models: &ReadModels,
    parameters: &Parameters,
    (position, currency): (u64, Currency),
    names: &[&str],
) -> Result<Vec<Event>, ReportError> {
    let mut found = Found::default();
    let mut after = 0;
    while after < position {
        let limit = READ_RECORDS.min(usize::try_from(position - after).unwrap_or(READ_RECORDS));
        let records =
            models.store().read(&parameters.book, after, limit).await.map_err(ProjectionError::from)?;
        let Some(last) = records.last() else { break };
        after = last.position;
        for record in records.iter().filter(|record| record.outcome == Outcome::Posted) {
            let name = record.event_type.rsplit('.').next().unwrap_or_default();
            if !REVERSALS.contains(&name) && !names.contains(&name) {
                continue;
            }
            let unfit = |what: String| ProjectionError::UnknownRecord {
                book: parameters.book.clone(),
                position: record.position,
                what,
            };
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
                .map_err(|error| unfit(error.to_string()))?;
            if REVERSALS.contains(&name) {
                found.take_back(&decoded);
                continue;
            }
            let Value::Object(body) = body(&decoded).map_err(unfit)? else { continue };
            let entity = entity(&decoded, &body);
            if parameters.entity.as_deref().is_none_or(|asked| asked == entity) {
                in_currency(&body, currency)?;
                found.add(Event {
                    position: record.position,
                    day: day(&decoded),
                    name: name.to_owned(),
                    id: record.id.clone(),
                    entity: entity.to_owned(),
                    root: record.position,
                    taken_back: None,
                    sign: 1,
                    body: Arc::new(body),
                    currency,
                });
            }
        }
    }
    let mut events = found.events;
    events.sort_by_key(|event| (event.day, event.position));
    Ok(events)
}

/// Events in the order of the log.
#[derive(Default)]
struct Found {
    events: Vec<Event>,
    /// Where the events of a record are.
    places: BTreeMap<u64, Vec<usize>>,
}

impl Found {
    fn add(&mut self, event: Event) {
        self.places.entry(event.position).or_default().push(self.events.len());
        self.events.push(event);
    }

    /// Adds the opposite of what a record takes back, as far as it is of these events.
    fn take_back(&mut self, record: &Record) {
        let day = day(record);
        for position in taken_back(record) {
            for place in self.places.get(&position).cloned().unwrap_or_default() {
                let event = &mut self.events[place];
                event.taken_back = Some(day);
                let opposite = Event {
                    position: record.position,
                    day,
                    taken_back: None,
                    sign: -event.sign,
                    ..event.clone()
                };
                self.add(opposite);
            }
        }
    }
}

fn facts(record: &Record) -> impl Iterator<Item = &Fact> {
    let facts = match &record.outcome {
        Some(Stored::Posted(posted)) => posted.facts.as_slice(),
        _ => &[],
    };
    facts.iter().filter_map(|fact| fact.fact.as_ref())
}

fn first_entry(record: &Record) -> Option<&Entry> {
    facts(record).find_map(|fact| match fact {
        Fact::EntryPosted(entry) => Some(entry),
        Fact::HoldCaptured(captured) => captured.entry.as_ref(),
        _ => None,
    })
}

/// What came too late for its own day stands where its entries do.
fn day(record: &Record) -> Date {
    Date(first_entry(record).map_or(record.effective_date, |entry| entry.effective_date))
}

fn entity<'r>(record: &'r Record, body: &'r Map<String, Value>) -> &'r str {
    let stated = body.get("agency").and_then(Value::as_str).filter(|agency| !agency.is_empty());
    stated.or_else(|| first_entry(record).map(|entry| entry.entity.as_str())).unwrap_or_default()
}

fn taken_back(record: &Record) -> impl Iterator<Item = u64> {
    facts(record).filter_map(|fact| match fact {
        Fact::Reversed(reversed) => Some(reversed.position),
        _ => None,
    })
}

fn body(record: &Record) -> Result<Value, String> {
    let message = Message::decode(&record.r#type, "application/protobuf", &record.data)
        .map_err(|error| error.to_string())?;
    let json = message.to_json().map_err(|error| error.to_string())?;
    serde_json::from_str(&json).map_err(|error| error.to_string())
}

fn in_currency(body: &Map<String, Value>, currency: Currency) -> Result<(), ReportError> {
    let stated = body.get("amount").and_then(|amount| amount["currency"].as_str()).and_then(Currency::parse);
    match stated {
        Some(other) if other != currency => {
            Err(ReportError::MixedCurrencies { first: currency, second: other })
        }
        _ => Ok(()),
    }
}
