//! The certificate for people: short lines of `key: value`, then what was open, the trial balance and what is carried
//! forward. Its first line is no log's origin, so that it is never taken for a checkpoint.

use std::fmt::Write as _;

use serde_json::Value;

/// The text. `sha256` is that of the JSON, which has the same fields.
pub(super) fn text(fields: &Value, sha256: &str, origin: &str) -> String {
    let mut text = format!("{origin}/closing-certificate\n");
    let mut line = |key: &str, value: &dyn std::fmt::Display| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{key}: {value}");
    };
    let plain = |name: &str| shown(&fields[name]);
    line("book", &plain("book"));
    line("period", &format_args!("{} ({} to {})", plain("period"), plain("from"), plain("to")));
    line("closed at position", &format_args!("{}, recorded {}", plain("position"), plain("recorded_at")));
    line("late items", &plain("late_items"));
    let before = &fields["not_done_before"];
    let open = items(&before["open_periods"]);
    let open = if open.is_empty() { "none".to_owned() } else { shown(&before["open_periods"]) };
    line("earlier periods left open", &open);
    line("closing entries missing", &shown(&before["closing_entries"]));
    line("late entries", &items(&fields["late_entries"]).len());
    for entry in items(&fields["late_entries"]) {
        line("late entry", &compact(entry));
    }
    let tree = &fields["tree"];
    line("tree", &format_args!("{} positions, root {}", shown(&tree["size"]), shown(&tree["root"])));
    line("state digest", &plain("state_digest"));
    for kind in ["chart", "rulebook"] {
        let published = &fields[kind];
        if published.is_null() {
            line(kind, &"none");
        } else {
            let part = |name: &str| shown(&published[name]);
            let (name, version, position) = (part("name"), part("version"), part("position"));
            let sha256 = part("sha256");
            line(kind, &format_args!("{name} version {version} of position {position}, sha256 {sha256}"));
        }
    }
    line("software", &plain("software"));
    line("certificate as JSON", &format_args!("sha256 {sha256}"));
    let balance = &fields["trial_balance"];
    let count = balance["rows"].as_array().map_or(0, Vec::len);
    line("trial balance", &format_args!("{count} accounts, sha256 {}", shown(&balance["sha256"])));
    for total in items(&balance["totals"]) {
        line("total", &figures(total, "currency"));
    }
    let open = &fields["open_items"];
    for (key, name) in [("pending holds", "holds"), ("open proposals", "proposals"), ("open items", "items")]
    {
        line(key, &items(&open[name]).len());
        for item in items(&open[name]) {
            line(name.trim_end_matches('s'), &compact(item));
        }
    }
    for row in items(&balance["rows"]) {
        line("account", &figures(row, "account"));
    }
    for row in items(&fields["carried_forward"]) {
        line("carried forward", &compact(row));
    }
    text
}

/// The figures of a row behind its name.
fn figures(row: &Value, name: &str) -> String {
    let part = |name: &str| shown(&row[name]);
    let (opening, debit, credit, closing) = (part("opening"), part("debit"), part("credit"), part("closing"));
    format!("{} opening {opening} debit {debit} credit {credit} closing {closing}", part(name))
}

/// An object on one line: its values, with the keys of all but names.
fn compact(item: &Value) -> String {
    let Some(fields) = item.as_object() else { return shown(item) };
    let parts: Vec<String> = fields.iter().map(|(key, value)| format!("{key} {}", shown(value))).collect();
    parts.join(", ")
}

/// A value without quotes. Control characters, which no note may hold, are escaped.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.escape_debug().to_string(),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(compact).collect();
            format!("[{}]", parts.join("; "))
        }
        other => other.to_string(),
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
