//! Payment events as they were recorded, for registers: what a document says that no line of an entry keeps (its number, its
//! kind, what was withheld). They are read from the log itself, from its beginning, so a register takes as long as the log
//! is.

use std::collections::BTreeSet;

use event_store::Outcome;
use ledger::{Currency, Date};
use projections::{ProjectionError, ReadModels};
use serde_json::{Map, Value};
use wire::ledger_v1::Record;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;
use wire::message::Message;

use crate::error::ReportError;
use crate::parameters::Parameters;

/// Records read at once.
const READ_RECORDS: usize = 4_096;
/// The type of events that take others back.
const REVERSED: &str = "PaymentReversed";

/// An event that was posted.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Position of its record.
    pub(crate) position: u64,
    /// The day it counts for.
    pub(crate) day: Date,
    /// The name of its message, such as `DepositMade`.
    pub(crate) name: String,
    /// Its id at its source.
    pub(crate) id: String,
    /// Whether a later event took it back.
    pub(crate) is_reversed: bool,
    body: Map<String, Value>,
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

    /// A sum of the event in minor units; zero when it states none.
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
        value.map_or(0, i128::from)
    }
}

/// The posted events of these names up to a position, in order of day and position, of the report's entity if it has one.
///
/// # Errors
/// [`ReportError::MixedCurrencies`] when one is not in the book's currency, and those of the log.
pub(crate) async fn read(
    models: &ReadModels,
    parameters: &Parameters,
    (position, currency): (u64, Currency),
    names: &[&str],
) -> Result<Vec<Event>, ReportError> {
    let (mut events, mut reversed) = (Vec::new(), BTreeSet::new());
    let mut after = 0;
    while after < position {
        let limit = READ_RECORDS.min(usize::try_from(position - after).unwrap_or(READ_RECORDS));
        let records =
            models.store().read(&parameters.book, after, limit).await.map_err(ProjectionError::from)?;
        let Some(last) = records.last() else { break };
        after = last.position;
        for record in records.iter().filter(|record| record.outcome == Outcome::Posted) {
            let name = record.event_type.rsplit('.').next().unwrap_or_default();
            if name != REVERSED && !names.contains(&name) {
                continue;
            }
            let unfit = |what: String| ProjectionError::UnknownRecord {
                book: parameters.book.clone(),
                position: record.position,
                what,
            };
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
                .map_err(|error| unfit(error.to_string()))?;
            if name == REVERSED {
                reversed.extend(taken_back(&decoded));
                continue;
            }
            let body = body(&decoded).map_err(unfit)?;
            let of_entity =
                parameters.entity.as_deref().is_none_or(|entity| body["agency"].as_str() == Some(entity));
            if let (true, Value::Object(body)) = (of_entity, body) {
                in_currency(&body, currency)?;
                events.push(Event {
                    position: record.position,
                    day: Date(record.effective_date),
                    name: name.to_owned(),
                    id: record.id.clone(),
                    is_reversed: false,
                    body,
                    currency,
                });
            }
        }
    }
    for event in &mut events {
        event.is_reversed = reversed.contains(&event.position);
    }
    events.sort_by_key(|event| (event.day, event.position));
    Ok(events)
}

fn taken_back(record: &Record) -> Vec<u64> {
    let facts = match &record.outcome {
        Some(Stored::Posted(posted)) => posted.facts.as_slice(),
        _ => &[],
    };
    let reversed = facts.iter().filter_map(|fact| match &fact.fact {
        Some(Fact::Reversed(reversed)) => Some(reversed.position),
        _ => None,
    });
    reversed.collect()
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
