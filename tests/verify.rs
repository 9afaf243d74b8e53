//! `verify` finds what is wrong: a tampered read model, and a log whose columns no longer say what its bytes say.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::path::Path;

use common::{code, json, run, text};
use serde_json::Value;

fn books(folder: &Path) {
    let file = folder.join("spending.csv");
    let rows = "Organisational Unit,Payment Date,Amount,Beneficiary Name\nParks,2026-01-05,10.50,A\nParks,2026-01-06,2.00,B\n";
    std::fs::write(&file, rows).unwrap();
    json(&["import", "spending-csv", text(&file), "--data", text(folder), "--json"]);
}

/// The checks that failed, by name.
fn failed(folder: &Path) -> Vec<String> {
    let output = run(&["verify", "--data", text(folder), "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let checks = found["checks"].as_array().unwrap();
    let wrong = checks.iter().filter(|check| check["ok"] == false);
    let wrong: Vec<String> = wrong.map(|check| check["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(code(&output), if wrong.is_empty() { 0 } else { 4 });
    assert_eq!(found["ok"], wrong.is_empty());
    wrong
}

#[test]
fn a_balance_that_was_changed_in_the_read_models_is_found_and_a_rebuild_mends_it() {
    let folder = testkit::temp_dir();
    books(folder.path());
    assert!(failed(folder.path()).is_empty());
    let tables = rusqlite::Connection::open(folder.path().join("read.sqlite")).unwrap();
    let sql = "update balance set debit = debit + 1 where account = (select max(account) from balance)";
    assert_eq!(tables.execute(sql, []).unwrap(), 1);
    drop(tables);
    assert_eq!(failed(folder.path()), ["read-models"]);
    json(&["replay", "--data", text(folder.path()), "--rebuild", "--json"]);
    assert!(failed(folder.path()).is_empty());
}

#[test]
fn a_record_that_was_changed_behind_the_guards_is_found() {
    let folder = testkit::temp_dir();
    books(folder.path());
    let log = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    let sql = "update record set effective_date = effective_date + 1 where position = 4";
    // The guards refuse it; somebody with the file in hand takes them away first.
    assert!(log.execute(sql, []).is_err());
    let triggers: Vec<String> = log
        .prepare("select name from sqlite_master where type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    triggers.iter().for_each(|name| log.execute_batch(&format!("drop trigger \"{name}\"")).unwrap());
    assert_eq!(log.execute(sql, []).unwrap(), 1);
    drop(log);
    assert_eq!(failed(folder.path()), ["bytes"]);
}
