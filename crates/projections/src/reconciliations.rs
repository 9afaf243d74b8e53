//! Rows of confirmed reconciliations: which days of a cash account somebody has reconciled with the bank, and where the
//! message stands that says how. `fold.rs` collects them, `queries/reconciliations.rs` reads them.

use ledger::Date;
use wire::ledger_v1 as pb;
use wire::message::{Message, PACKAGE};

use crate::proposed::Proposed;
use crate::value::Value;

/// Whether messages of this type confirm a reconciliation.
pub(crate) fn tells(event_type: &str) -> bool {
    event_type.strip_prefix(PACKAGE) == Some("ReconciliationConfirmed")
}

/// The row of a posted record, when it confirms a reconciliation or approves one that was proposed.
pub(crate) fn row(record: &pb::Record, approved: Option<&Proposed>, book_no: i32) -> Vec<Value> {
    let (stated_at, event_type, data) = match approved {
        Some(proposed) => (proposed.position, &proposed.made.r#type, &proposed.made.data),
        None => (record.position, &record.r#type, &record.data),
    };
    let message =
        tells(event_type).then(|| Message::decode(event_type, "application/protobuf", data).ok()).flatten();
    let Some(Message::ReconciliationConfirmed(confirmed)) = message.as_ref().map(Message::current) else {
        return Vec::new();
    };
    // Its form was checked before it was posted.
    let days = (Date::parse(&confirmed.period_from), Date::parse(&confirmed.period_to));
    let (Some(from), Some(to)) = days else { return Vec::new() };
    vec![
        Value::Int(record.position as i64),
        Value::Int(stated_at as i64),
        Value::from(book_no),
        Value::from(from.0),
        Value::from(to.0),
        Value::Text(confirmed.agency.clone()),
        Value::Text(confirmed.account.clone()),
    ]
}
