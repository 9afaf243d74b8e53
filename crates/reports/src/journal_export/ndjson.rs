//! Newline-delimited JSON: an object for each entry, amounts as decimal strings (positive is a debit).

use std::io::Write;

use projections::queries::EntryView;
use serde_json::{Value, json};

use super::{kind_word, side_word};
use crate::error::ReportError;

/// An entry as JSON, with stable field names.
#[must_use]
pub(super) fn object(entry: &EntryView) -> Value {
    let line = |line: &projections::queries::EntryLine| {
        json!({
            "entity": line.entity,
            "code": line.code,
            "book_side": side_word(line.book_side),
            "amount": line.currency.decimal(i128::from(line.amount)),
            "currency": line.currency.code(),
        })
    };
    json!({
        "position": entry.position,
        "entry": entry.entry_no,
        "date": entry.effective_date.to_string(),
        "late_for": entry.late_for.map(|day| day.to_string()),
        "recorded_at": entry.recorded_at.to_string(),
        "kind": kind_word(entry.kind),
        "description": entry.description,
        "reverses": entry.reverses,
        "source": entry.source,
        "id": entry.id,
        "type": entry.event_type,
        "rule": entry.rule,
        "rulebook_version": entry.rulebook_version,
        "lines": entry.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

pub(super) fn entry(entry: &EntryView, out: &mut Vec<u8>) -> Result<(), ReportError> {
    writeln!(out, "{}", object(entry))?;
    Ok(())
}
