//! Events as their publishers send them, for the tests of what reports say of messages.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "test support")]

use ledger::command::{Original, OriginalEntry};
use ledger::{Date, Fact, Request};
use serde_json::{Value, json};
use wire::cloudevents::Envelope;
use wire::command::RequestParts;
use wire::message::Message;

use crate::regency::Regency;

/// An event as its publisher sends it; whether it was posted.
pub fn offer(regency: &mut Regency, name: &str, body: &Value) -> bool {
    let event_type = format!("neraca.payment.v1.{name}");
    let message = Message::decode(&event_type, "application/json", body.to_string().as_bytes()).unwrap();
    let envelope = Envelope {
        id: "unused".to_owned(),
        source: "unused".to_owned(),
        event_type: event_type.clone(),
        time: String::new(),
        content_type: String::new(),
    };
    let settings = regency.world.book.settings().clone();
    let (date, parts) = wire::command::request(&message, &envelope, &settings).unwrap();
    let RequestParts::Ready(request) = parts else { panic!("{name} is no plain event") };
    regency.world.request(request, date, &event_type, message.encode())
}

/// The same; it must be posted. Gives its position.
pub fn tell(regency: &mut Regency, name: &str, body: Value) -> u64 {
    assert!(offer(regency, name, &body), "{name}: {body}");
    regency.world.records.len() as u64
}

pub fn idr(rupiah: i64) -> Value {
    json!({ "value": rupiah.to_string(), "currency": "IDR" })
}

/// Takes a record back on a day.
pub fn take_back(regency: &mut Regency, position: u64, day: Date) {
    let bytes = &regency.world.records[position as usize - 1].bytes;
    let record = wire::record::decode_record(bytes, None).unwrap();
    let facts = wire::record::facts(&record, &regency.world.book).unwrap();
    let entries = facts.iter().filter_map(|fact| match fact {
        Fact::EntryPosted(entry) => Some(OriginalEntry {
            effective_date: entry.effective_date,
            lines: entry.lines.clone(),
            open_item: entry.open_item.clone(),
        }),
        _ => None,
    });
    let original = Some(Original { position, entries: Some(entries.collect()), has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: false, reason: "salah" };
    assert!(regency.world.request(reversal, day, "neraca.payment.v1.PaymentReversed", bytes::Bytes::new()));
}
