//! Reports and exports of a small year through the real program, with programs that others wrote as the judges.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::collections::BTreeMap;
use std::process::Command;

use common::{json, neraca, run, text};

fn year(folder: &std::path::Path) -> String {
    let data = folder.join("demo");
    json(&["demo", "--exit", "--json", "--events", "10000", "--seed", "5", "--data", text(&data)]);
    text(&data).to_owned()
}

#[test]
fn every_report_is_one_json_object_and_the_trial_balance_balances() {
    let folder = testkit::temp_dir();
    let data = year(folder.path());
    let report =
        |arguments: &[&str]| json(&[&["report"][..], arguments, &["--data", &data, "--json"]].concat());
    for name in ["trial-balance", "general-ledger", "cash-book", "budget-realization"] {
        let printed = report(&[name, "--from", "2025-03-01", "--to", "2025-03-31"]);
        assert_eq!(printed["report"], name);
        assert!(printed["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{name}");
        assert!(printed["provenance"]["position"].as_u64() > Some(0), "{name}");
    }
    let whole = report(&["trial-balance"]);
    assert!(whole["total_debit"].is_string(), "{}", whole["totals"]);
    assert_eq!(whole["total_debit"], whole["total_credit"]);
    let early = report(&["trial-balance", "--as-of", "2025-01-31", "--known-at", "500"]);
    assert_ne!(early["total_debit"], whole["total_debit"]);
    let book = report(&["cash-book", "--book", "main"]);
    assert_eq!(book["provenance"]["book"], "main");
}

#[test]
fn hledger_agrees_with_every_balance() {
    let hledger = testkit::skip_without_program!("hledger");
    let folder = testkit::temp_dir();
    let data = year(folder.path());
    let journal = folder.path().join("year.journal");
    let exported = run(&["export", "journal", "--format", "hledger", "--data", &data, "-o", text(&journal)]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let output = Command::new(hledger)
        .args(["-f", text(&journal), "balance", "-O", "csv", "--no-total", "--flat"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: BTreeMap<String, i128> =
        String::from_utf8(output.stdout).unwrap().lines().skip(1).map(row).collect();
    let ours = balances(&data);
    assert!(ours.len() > 300, "{} accounts", ours.len());
    assert_eq!(ours, theirs);
}

/// `"financial:entity:code","1000.00 IDR"` without the side in front.
fn row(line: &str) -> (String, i128) {
    let (account, amount) = line.trim_matches('"').split_once("\",\"").unwrap();
    let account = account.split_once(':').unwrap().1;
    (account.to_owned(), amount.trim_end_matches(" IDR").replace('.', "").parse().unwrap())
}

/// Debits less credits of every account that has a balance, summed up from the exported lines.
fn balances(data: &str) -> BTreeMap<String, i128> {
    let output = neraca(&["export", "journal", "--format", "ndjson", "--data", data]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        for line in entry["lines"].as_array().unwrap() {
            let amount: i128 = line["amount"].as_str().unwrap().replace('.', "").parse().unwrap();
            let account = format!("{}:{}", line["entity"].as_str().unwrap(), line["code"].as_str().unwrap());
            *sums.entry(account).or_default() += amount;
        }
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}
