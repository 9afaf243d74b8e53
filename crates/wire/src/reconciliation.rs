//! The form of a confirmed reconciliation: whoever reads it later finds days, names of lines and amounts that can be read.
//! What it says of the money is not asked here: nothing is posted. `payment.rs` calls it beside reading its fields.

use std::collections::BTreeSet;

use ledger::Date;

use crate::form::{Reader, invalid, invalid_date, missing, quoted};
use crate::payment_v1::{Amount, ReconciliationConfirmed};

/// Remembers in the reader what breaks the form.
pub(crate) fn check(body: &ReconciliationConfirmed, reader: &mut Reader) {
    let from = day(reader, "period_from", &body.period_from);
    let to = day(reader, "period_to", &body.period_to);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        reader.fail(invalid("period_to", format_args!("is {to}, before \"period_from\" {from}")));
    }
    let (mut entries, mut lines) = (BTreeSet::new(), BTreeSet::new());
    for matched in &body.matches {
        for (field, side) in [("entries", &matched.entries), ("lines", &matched.lines)] {
            if side.is_empty() || side.iter().any(String::is_empty) {
                reader.fail(missing(field));
            }
        }
        once(reader, ("entries", "matches"), &matched.entries, &mut entries);
        once(reader, ("lines", "matches"), &matched.lines, &mut lines);
        matched.lines.iter().for_each(|name| line(reader, "lines", name));
    }
    let mut open = BTreeSet::new();
    for entry in &body.open_entries {
        if entry.entry.is_empty() {
            reader.fail(missing("entry"));
        }
        once(reader, ("entry", "open_entries"), [&entry.entry], &mut open);
        day(reader, "date", &entry.date);
        one_side(reader, [("credit", &entry.credit), ("debit", &entry.debit)]);
    }
    for open in &body.open_lines {
        once(reader, ("line", "matches and open_lines"), [&open.line], &mut lines);
        line(reader, "line", &open.line);
        day(reader, "date", &open.date);
        one_side(reader, [("debit", &open.debit), ("credit", &open.credit)]);
    }
    for (field, balance) in
        [("statement_balance", &body.statement_balance), ("book_balance", &body.book_balance)]
    {
        if let Some(balance) = balance {
            reader.amount(field, balance);
        }
    }
}

fn day(reader: &mut Reader, field: &str, text: &str) -> Option<Date> {
    let date = Date::parse(text);
    if date.is_none() {
        reader.fail(if text.is_empty() { missing(field) } else { invalid_date(field, text, "YYYY-MM-DD") });
    }
    date
}

/// A line of the log is named by its position and its place there.
fn line(reader: &mut Reader, field: &str, text: &str) {
    let parts = text.split_once('.').map(|(position, line)| (position.parse::<u64>(), line.parse::<u32>()));
    if !matches!(parts, Some((Ok(_), Ok(_)))) {
        reader.fail(invalid(field, format_args!("is {}, not a line such as \"123.0\"", quoted(text))));
    }
}

fn once<'a>(
    reader: &mut Reader,
    (field, list): (&str, &str),
    names: impl IntoIterator<Item = &'a String>,
    seen: &mut BTreeSet<&'a str>,
) {
    for name in names {
        if !seen.insert(name) {
            reader.fail(invalid(field, format_args!("names {} twice in {list}", quoted(name))));
        }
    }
}

/// Exactly one side has an amount, and the side says which way the money went.
fn one_side(reader: &mut Reader, sides: [(&str, &Option<Amount>); 2]) {
    match sides {
        [(field, Some(amount)), (_, None)] | [(_, None), (field, Some(amount))] => {
            if reader.amount(field, amount).0 < 0 {
                reader.fail(invalid(field, "is below zero; the side says which way the money went"));
            }
        }
        [(field, None), (_, None)] => reader.fail(missing(field)),
        [(other, Some(_)), (field, Some(_))] => {
            reader.fail(invalid(field, format_args!("stands beside \"{other}\"; an item has one of them")));
        }
    }
}
