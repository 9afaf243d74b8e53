//! `neraca-verify report`: the log is checked as a whole, then the report is worked out again from its entries, and the
//! first cell that differs is named.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::catalogue::{Code, Text};
use crate::consistency_command::Named;
use crate::finding::{Outcome, Place};
use crate::folder::Folder;
use crate::log_command::{self, Checked, Depth, FiguresOf};
use crate::published::{InForce, hex};
use crate::report::claim::Claim;
use crate::report::collected::Collected;
use crate::report::{self, Expected, TieOut, terms};
use crate::text;
use crate::trust::Trust;

/// Checks a report against a log.
pub fn run(report: &Named, folder: &Folder, trust: &Trust, outcome: &mut Outcome) {
    let field = |field: &str| Place { field: Some(field.to_owned()), ..Place::file(&report.path) };
    let claim = match Claim::parse(&report.bytes) {
        Ok(claim) => claim,
        Err(problem) => {
            outcome.findings.add(Place::file(&report.path), text!(Code::ReportUnreadable, problem));
            return;
        }
    };
    if !report::KNOWN.contains(&claim.name.as_str()) {
        outcome
            .findings
            .add(field("report"), text!(Code::ReportUnknown, &claim.name, report::KNOWN.join(", ")));
        return;
    }
    let mut collected = Collected::new(claim.clone());
    let figures = Some(FiguresOf(&mut collected));
    let depth = Depth { tree_only: false, sizes: vec![claim.position], figures };
    let Some(checked) = log_command::run(folder, trust, depth, outcome) else { return };
    if claim.book != collected.book {
        let text = text!(Code::ReportBook, &claim.book, &collected.book);
        outcome.findings.add(field("provenance.book"), text);
    }
    if claim.position > checked.tree.hashed {
        let text = text!(Code::ReportPosition, claim.position, checked.tree.hashed);
        outcome.findings.add(field("provenance.position"), text);
        return;
    }
    origin(&claim, &checked, &collected, &field, outcome);
    figures_of(&claim, &collected, &field, outcome);
}

fn figures_of(claim: &Claim, collected: &Collected, field: &impl Fn(&str) -> Place, outcome: &mut Outcome) {
    if collected.lacks_policy() {
        outcome.findings.add(field("provenance.rulebook"), text!(Code::ReportPolicy));
        return;
    }
    if !terms_of(claim, field, outcome) {
        return;
    }
    let expected = report::expected(claim, collected).filter(|_| !collected.overflowed);
    let Some(expected) = expected else {
        outcome.findings.add(field("rows"), text!(Code::ReportSum));
        return;
    };
    let before = outcome.findings.total();
    compare(claim, &expected, field, outcome);
    if outcome.findings.total() == before {
        let compared = expected.tie_outs.as_ref().map_or(0, |tie_outs| 3 * tie_outs.len());
        let figures = expected.rows.iter().map(Vec::len).sum::<usize>() + expected.totals.len() + compared;
        let text = text!(Code::CheckedFigures, &claim.name, claim.position, expected.rows.len(), figures);
        outcome.checked.push(text);
        outcome.notes.push(text!(Code::NoteWordsUnchecked));
    }
    if !claim.says_filter {
        outcome.notes.push(text!(Code::NoteFilterAssumed));
    }
}

/// Reads the terms that the report rests on and states; whether it states them all so that they can be read here. The log says
/// nothing of them: what they are is told, for comparison with those that the region decided.
fn terms_of(claim: &Claim, field: &impl Fn(&str) -> Place, outcome: &mut Outcome) -> bool {
    let mut all_read = true;
    for (of, stated) in terms::stated(claim) {
        let place = format!("provenance.terms.{of}");
        let Some(stated) = stated else {
            outcome.findings.add(field(&place), text!(Code::ReportTermsMissing));
            all_read = false;
            continue;
        };
        if let Some(row) = stated.unread {
            outcome.findings.add(field(&format!("{place}.csv")), text!(Code::ReportTerms, row));
            all_read = false;
        }
        let (said, value) = (&claim.json["provenance"]["terms"][of]["sha256"], json!(stated.sha256));
        if *said != value {
            outcome.findings.add(field(&format!("{place}.sha256")), differs(said, &value));
        }
        outcome.notes.push(text!(Code::NoteTerms, place, stated.sha256));
    }
    all_read
}

/// Finds the first cell that differs, and every total and comparison that does. What the log gives no figure for is no part of
/// a report.
fn compare(claim: &Claim, expected: &Expected, field: &impl Fn(&str) -> Place, outcome: &mut Outcome) {
    let none = Vec::new();
    let rows = claim.json["rows"].as_array().unwrap_or(&none);
    let mut cells = rows.iter().zip(&expected.rows).enumerate().flat_map(|(index, (row, expected))| {
        // A report without links leads nowhere, and says nothing wrong.
        let is_said = move |key: &str| key != "links" || row.get(key).is_some();
        let known = expected.iter().filter(move |(key, _)| is_said(key));
        known.map(move |(key, value)| (index, *key, &row[*key], value))
    });
    if let Some((index, key, found, value)) = cells.find(|(_, _, found, value)| found != value) {
        outcome.findings.add(field(&format!("rows[{index}].{key}")), differs(found, value));
    }
    if rows.len() != expected.rows.len() {
        outcome.findings.add(field("rows"), text!(Code::ReportRows, rows.len(), expected.rows.len()));
    }
    for (key, value) in &expected.totals {
        for (place, found) in
            [(format!("totals.{key}"), &claim.json["totals"][key]), (key.clone(), &claim.json[key])]
        {
            if found != value {
                outcome.findings.add(field(&place), differs(found, value));
            }
        }
    }
    let tie_outs = expected.tie_outs.iter().flatten().map(TieOut::json).collect::<Vec<_>>();
    let said = claim.json["tie_outs"].as_array().unwrap_or(&none);
    for (index, value) in tie_outs.iter().enumerate() {
        for (key, value) in value.as_object().into_iter().flatten() {
            let found = said.get(index).map_or(&Value::Null, |said| &said[key]);
            if found != value {
                outcome.findings.add(field(&format!("tie_outs[{index}].{key}")), differs(found, value));
            }
        }
    }
    if said.len() > tie_outs.len() {
        let text = text!(Code::ReportSurplus, said.len() - tie_outs.len());
        outcome.findings.add(field("tie_outs"), text);
    }
    lines(claim, expected, field, outcome);
    surplus(claim, expected, field, outcome);
}

/// Finds the lines above and below the table that differ, where the report has such.
fn lines(claim: &Claim, expected: &Expected, field: &impl Fn(&str) -> Place, outcome: &mut Outcome) {
    let head = Some(&expected.head).map(|lines| ("head", lines));
    let closing = expected.closing.as_ref().map(|lines| ("closing", lines));
    for (name, lines) in head.into_iter().chain(closing) {
        let Some(said) = claim.json[name].as_array() else { continue };
        for index in 0..lines.len().max(said.len()) {
            let (found, line) = (said.get(index).unwrap_or(&Value::Null), lines.get(index));
            let value = json!(line);
            let begins = line.is_some_and(|line| {
                line.ends_with(' ') && found.as_str().is_some_and(|found| found.starts_with(line.as_str()))
            });
            if *found != value && !begins {
                outcome.findings.add(field(&format!("{name}[{index}]")), differs(found, &value));
            }
        }
    }
}

/// Fields of a report that hold no total.
const NO_TOTALS: [&str; 10] =
    ["report", "title", "head", "provenance", "columns", "rows", "totals", "closing", "tie_outs", "digest"];

/// Fields of a row that hold words.
const WORDS: [&str; 3] = ["name", "english", "description"];

/// Figures that the log does not give: one that is added proves nothing, and may deceive.
fn surplus(claim: &Claim, expected: &Expected, field: &impl Fn(&str) -> Place, outcome: &mut Outcome) {
    let is_total = |key: &str| expected.totals.iter().any(|(total, _)| total == key);
    let said = |value: &Value| value.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    let totals = said(&claim.json["totals"]).unwrap_or_default().into_iter();
    let totals = totals.filter(|key| !is_total(key)).map(|key| format!("totals.{key}"));
    let fields = said(&claim.json).unwrap_or_default().into_iter();
    let fields = fields.filter(|key| !is_total(key) && !NO_TOTALS.contains(&key.as_str()));
    let rows = claim.json["rows"].as_array().into_iter().flatten();
    let cells = rows.zip(&expected.rows).enumerate().find_map(|(index, (row, expected))| {
        let is_known =
            |key: &String| WORDS.contains(&key.as_str()) || expected.iter().any(|(known, _)| known == key);
        let key = said(row).unwrap_or_default().into_iter().find(|key| !is_known(key))?;
        Some(format!("rows[{index}].{key}"))
    });
    for place in totals.chain(fields).chain(cells) {
        outcome.findings.add(field(&place), text!(Code::ReportSurplus, 1));
    }
}

/// Where the report says that it comes from: chart, rulebook and tree at its position, and its own digest, as far as it
/// says so.
fn origin(
    claim: &Claim,
    checked: &Checked,
    collected: &Collected,
    field: &impl Fn(&str) -> Place,
    outcome: &mut Outcome,
) {
    let from = &claim.json["provenance"];
    let root = checked.tree.roots.get(&claim.position);
    let mut parts = vec![
        ("provenance.tree_size".to_owned(), from.get("tree_size"), json!(claim.position)),
        ("provenance.tree_root".to_owned(), from.get("tree_root"), json!(root.map(ToString::to_string))),
        ("digest".to_owned(), claim.json.get("digest"), json!(digest(&claim.json))),
    ];
    for (name, in_force) in [("chart", &collected.chart), ("rulebook", &collected.rulebook)] {
        parts.extend(published(from.get(name), name, in_force));
    }
    parts.retain(|(_, said, _)| said.is_some());
    for (place, said, value) in &parts {
        let said = said.unwrap_or(&Value::Null);
        if said != value {
            outcome.findings.add(field(place), differs(said, value));
        }
    }
    if !parts.is_empty() {
        let said: Vec<&str> =
            parts.iter().map(|(place, ..)| place.trim_start_matches("provenance.")).collect();
        outcome.checked.push(text!(Code::CheckedProvenance, said.join(", ")));
    }
}

/// A part of a report: its place, what the report says there, what it must say.
type Part<'a> = (String, Option<&'a Value>, Value);

/// The parts of a chart or rulebook that a report names. One that says there is none is right when none is in force.
fn published<'a>(said: Option<&'a Value>, name: &str, in_force: &InForce) -> Vec<Part<'a>> {
    let Some(said) = said else { return Vec::new() };
    let place = format!("provenance.{name}");
    if in_force.version == 0 || said.is_null() {
        let value = if in_force.version == 0 { Value::Null } else { json!(in_force.version) };
        return vec![(place, Some(said), value)];
    }
    vec![
        (format!("{place}.name"), said.get("name"), json!(in_force.name)),
        (format!("{place}.version"), said.get("version"), json!(in_force.version)),
        (format!("{place}.sha256"), said.get("sha256"), json!(in_force.sha256)),
    ]
}

/// SHA-256, in hexadecimal, of the report's compact JSON without its digest, keys in order.
fn digest(report: &Value) -> String {
    let mut report = report.clone();
    if let Some(fields) = report.as_object_mut() {
        fields.remove("digest");
    }
    hex(&Sha256::digest(sorted(report).to_string()))
}

/// The same value with the keys of its objects in order, whatever order this program's JSON keeps.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<String, Value> = fields.into_iter().collect();
            fields.into_iter().map(|(key, value)| (key, sorted(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}

fn differs(found: &Value, value: &Value) -> Text {
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text!(Code::CellDiffers, shown(found), shown(value))
}
