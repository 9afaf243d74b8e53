//! CSV: a row for each line, amounts as plain decimals.

use std::io::Write;

use projections::queries::EntryView;

use super::{kind_word, side_word};
use crate::error::ReportError;
use crate::spreadsheet;

const COLUMNS: [&str; 21] = [
    "position",
    "entry",
    "line",
    "date",
    "late_for",
    "recorded_at",
    "kind",
    "source",
    "id",
    "type",
    "rule",
    "rulebook_version",
    "reverses",
    "entity",
    "code",
    "book_side",
    "debit",
    "credit",
    "amount",
    "currency",
    "description",
];

pub(super) fn head(out: &mut (dyn Write + Send)) -> Result<(), ReportError> {
    writeln!(out, "{}", COLUMNS.join(","))?;
    Ok(())
}

pub(super) fn entry(entry: &EntryView, out: &mut Vec<u8>) -> Result<(), ReportError> {
    let mut writer = csv::Writer::from_writer(out);
    for line in &entry.lines {
        let amount = i128::from(line.amount);
        let on = |amount: i128| if amount > 0 { line.currency.decimal(amount) } else { String::new() };
        writer.write_record([
            entry.position.to_string().as_str(),
            &entry.entry_no.to_string(),
            &line.line_no.to_string(),
            &entry.effective_date.to_string(),
            &entry.late_for.map_or_else(String::new, |day| day.to_string()),
            &entry.recorded_at.to_string(),
            kind_word(entry.kind),
            &entry.source,
            &spreadsheet::safe(entry.id.clone()),
            &entry.event_type,
            &entry.rule,
            &entry.rulebook_version.to_string(),
            &entry.reverses.map_or_else(String::new, |position| position.to_string()),
            &line.entity,
            &line.code,
            side_word(line.book_side),
            &on(amount),
            &on(-amount),
            &line.currency.decimal(amount),
            line.currency.code(),
            &spreadsheet::safe(entry.description.clone()),
        ])?;
    }
    writer.flush()?;
    Ok(())
}
