//! `neraca-verify report`: the log is checked as a whole, then the report is worked out again from its entries, and the
//! first cell that differs is named.

use serde_json::Value;

use crate::catalogue::{Code, Text};
use crate::consistency_command::Named;
use crate::finding::{Outcome, Place};
use crate::folder::Folder;
use crate::log_command::{self, Checked, Depth, FiguresOf};
use crate::published::InForce;
use crate::report::claim::Claim;
use crate::report::collected::Collected;
use crate::report::{self, Expected};
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
    if !report::is_known(&claim.name) {
        outcome.findings.add(field("report"), text!(Code::ReportUnknown, &claim.name));
        return;
    }
    let mut collected = Collected::new(claim.clone());
    let figures = Some(FiguresOf(&mut collected));
    let depth = Depth { tree_only: false, sizes: vec![claim.position], figures };
    let Some(checked) = log_command::run(folder, trust, depth, outcome) else { return };
    let book = checked.head.origin.rsplit('/').next().unwrap_or("");
    if claim.book != book {
        outcome.findings.add(field("provenance.book"), text!(Code::ReportBook, &claim.book, book));
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
    let expected = report::expected(claim, collected).filter(|_| !collected.overflowed);
    let Some(expected) = expected else {
        outcome.findings.add(field("rows"), text!(Code::ReportSum));
        return;
    };
    let before = outcome.findings.total();
    compare(claim, &expected, field, outcome);
    if outcome.findings.total() == before {
        let figures = expected.rows.iter().map(Vec::len).sum::<usize>() + expected.totals.len();
        let text = text!(Code::CheckedFigures, &claim.name, claim.position, expected.rows.len(), figures);
        outcome.checked.push(text);
        outcome.notes.push(text!(Code::NoteWordsUnchecked));
    }
    if !claim.says_filter {
        outcome.notes.push(text!(Code::NoteFilterAssumed));
    }
}

/// Finds the first cell that differs, and every total that does.
fn compare(claim: &Claim, expected: &Expected, field: &impl Fn(&str) -> Place, outcome: &mut Outcome) {
    let none = Vec::new();
    let rows = claim.json["rows"].as_array().unwrap_or(&none);
    let mut cells = rows.iter().zip(&expected.rows).enumerate().flat_map(|(index, (row, expected))| {
        expected.iter().map(move |(key, value)| (index, *key, &row[*key], value))
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
}

/// Where the report says that it comes from: chart, rulebook and tree, as far as it does.
fn origin(
    claim: &Claim,
    checked: &Checked,
    collected: &Collected,
    field: &impl Fn(&str) -> Place,
    outcome: &mut Outcome,
) {
    let from = &claim.json["provenance"];
    let mut said = Vec::new();
    for (name, published) in [("chart", &collected.charts), ("rulebook", &collected.rulebooks)] {
        if from[name].is_null() {
            continue;
        }
        said.push(name);
        if let Some((part, found, value)) = unpublished(&from[name], published) {
            outcome.findings.add(field(&format!("provenance.{name}.{part}")), differs(&found, &value));
        }
    }
    let root = checked.tree.roots.get(&claim.position).map(|root| Value::from(root.to_string()));
    for (name, value) in [("tree_size", Some(Value::from(claim.position))), ("tree_root", root)] {
        let (found, value) = (&from[name], value.unwrap_or_default());
        if !found.is_null() {
            said.push(name);
            if *found != value {
                outcome.findings.add(field(&format!("provenance.{name}")), differs(found, &value));
            }
        }
    }
    if !said.is_empty() {
        outcome.checked.push(text!(Code::CheckedProvenance, said.join(", ")));
    }
}

/// The part of a chart or rulebook that the log never published so: the part's name, what is said, what was published.
fn unpublished(said: &Value, published: &[InForce]) -> Option<(&'static str, Value, Value)> {
    let version = &said["version"];
    let Some(found) = published.iter().find(|published| version.as_u64() == Some(published.version.into()))
    else {
        let last = published.last().map_or(0, |published| published.version);
        return Some(("version", version.clone(), last.into()));
    };
    let parts = [("name", &found.name), ("sha256", &found.sha256)];
    let parts = parts.into_iter().map(|(part, value)| (part, &said[part], Value::from(value.as_str())));
    let differs = |(_, said, value): &(&str, &Value, Value)| !said.is_null() && *said != value;
    parts.into_iter().find(differs).map(|(part, said, value)| (part, said.clone(), value))
}

fn differs(found: &Value, value: &Value) -> Text {
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text!(Code::CellDiffers, shown(found), shown(value))
}
