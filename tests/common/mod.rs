//! Running the real program and reading what it says. Each test file uses some of it.

#![allow(dead_code, reason = "no test file uses all of it")]

pub(crate) mod cash;
pub(crate) mod server;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// The program with these arguments, without any setting from outside.
pub(crate) fn neraca(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_neraca"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("NERACA_") {
            command.env_remove(name);
        }
    }
    // With no folder of its own a book would have its keys in the one that the tests run in.
    if !arguments.contains(&"--data") {
        command.env("NERACA_KEYS", env!("CARGO_TARGET_TMPDIR"));
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// What it did.
pub(crate) fn run(arguments: &[&str]) -> Output {
    neraca(arguments).output().expect("the program starts")
}

/// Its exit code.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// Its one JSON object.
#[track_caller]
pub(crate) fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(code(&output), 0, "{arguments:?}\n{out}\n{err}");
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?} printed no JSON: {error}\n{out}"))
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("test folders have plain names")
}

/// Takes back the closing entries in a file, each at its own day, the last one first; gives what the import says.
pub(crate) fn taken_back(closing: &Path, data: &str) -> Value {
    let written = std::fs::read_to_string(closing).expect("the closing entries were written");
    let reversal = |line: &str| {
        let closing: Value = serde_json::from_str(line).expect("a closing entry is an event");
        let id = closing["id"].as_str().expect("an event has an id");
        let body = json!({
            "date": "2025-12-31", "originalSource": closing["source"], "originalId": id, "atOriginalDate": true,
            "reason": "a bill was found",
        });
        json!({
            "specversion": "1.0", "id": format!("back/{id}"), "source": "urn:test",
            "type": "neraca.payment.v1.PaymentReversed", "data": body,
        })
    };
    let events: Vec<String> = written.lines().rev().map(|line| reversal(line).to_string()).collect();
    let file = closing.with_file_name("taken-back.ndjson");
    std::fs::write(&file, events.join("\n")).expect("the folder takes a file");
    let imported = self::json(&["import", "events", text(&file), "--data", data, "--json"]);
    assert_eq!(imported["posted"], events.len(), "{imported}");
    imported
}

/// The rows of a report without their links, which name the position that the report was made at.
pub(crate) fn rows(report: &Value) -> Vec<Value> {
    let mut rows = report["rows"].as_array().cloned().unwrap_or_default();
    for fields in rows.iter_mut().filter_map(Value::as_object_mut) {
        fields.remove("links");
    }
    rows
}
