//! The demo's year, from its first event to its closing, through the real program: the invariants of the books at every
//! position, statements that tie to each other before and after the closing entries, documents without a gap, and a month of the
//! bank that agrees with the book to the rupiah.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

#[path = "year/bank.rs"]
mod bank;
mod common;
#[path = "year/journal.rs"]
mod journal;

use std::path::Path;

use bank::{BankEntry, Month};
use common::{json, rows, taken_back, text};
use journal::{CASH, Entry, Sums, minor};
use serde_json::Value;

const YEAR: &str = "2025";
const STATEMENTS: [&str; 6] = [
    "budget-realization",
    "operating-statement",
    "equity-changes",
    "surplus-changes",
    "balance-sheet",
    "cash-flow",
];

/// A year that is quick to play in a build without optimisation.
fn played(folder: &Path) -> String {
    let data = text(&folder.join("books")).to_owned();
    let played = json(&["demo", "--events", "10000", "--seed", "11", "--exit", "--json", "--data", &data]);
    assert_eq!(played["verification"]["ok"], true, "{}", played["verification"]);
    data
}

/// A statement of the year, every tie-out of which holds.
fn statement(data: &str, name: &str) -> Value {
    let (from, to) = (format!("{YEAR}-01-01"), format!("{YEAR}-12-31"));
    let report =
        json(&["report", name, "--from", &from, "--to", &to, "--level", "6", "--data", data, "--json"]);
    let ties = report["tie_outs"].as_array().unwrap();
    assert!(ties.len() >= 7 && ties.iter().all(|tie| tie["ok"] == true), "{name}: {}", report["tie_outs"]);
    report
}

fn total(report: &Value, key: &str) -> i128 {
    minor(report["totals"][key].as_str().unwrap_or_else(|| panic!("no {key} in {}", report["totals"])))
}

/// Invariant 5: every leaf of the budget realisation is what its entries say, and every level the sum of those below it.
fn realization_is_that_of_the_entries(report: &Value, sums: &Sums) {
    let rows: Vec<(&str, i128)> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| Some((row["code"].as_str()?, minor(row["realized"].as_str()?))))
        .collect();
    assert!(rows.len() > 100, "{}", rows.len());
    for (code, shown) in &rows {
        let side = if code.starts_with('5') || code.starts_with("6.2") { 1 } else { -1 };
        assert_eq!(*shown, side * sums.below(None, &[code]), "{code}");
        let below = rows.iter().filter(|(other, _)| {
            other.strip_prefix(code).is_some_and(|rest| rest.starts_with('.') && !rest[1..].contains('.'))
        });
        let below: Vec<i128> = below.map(|(_, minor)| *minor).collect();
        assert!(below.is_empty() || below.iter().sum::<i128>() == *shown, "{code}: {below:?}");
    }
}

/// Invariant 9: no agency spent more on an account than was appropriated.
fn nobody_spent_more_than_was_appropriated(data: &str, sums: &Sums) {
    let agencies = sums.entities().into_iter().filter(|entity| *entity != CASH.0);
    for agency in agencies {
        let asked = ["--to", "2025-12-31", "--level", "6", "--entity", agency, "--data", data, "--json"];
        let report = json(&[&["report", "budget-realization"][..], &asked].concat());
        for row in report["rows"].as_array().unwrap() {
            let Some(code) = row["code"].as_str().filter(|code| code.starts_with("5.") && code.len() == 17)
            else {
                continue;
            };
            let (budget, spent) =
                (minor(row["budget"].as_str().unwrap()), minor(row["realized"].as_str().unwrap()));
            assert!(spent <= budget, "{agency} {code}: {spent} of {budget}");
        }
    }
}

/// Every closing entry is reversed at its own day, the last one first: all statements are those of before.
fn closing_is_taken_back(folder: &Path, data: &str, before: &[Value]) {
    let imported = taken_back(&folder.join("closing.ndjson"), data);
    assert_eq!(imported["refused"], 0, "{imported}");
    for (name, before) in STATEMENTS.iter().zip(before) {
        let after = statement(data, name);
        assert_eq!(rows(&after), rows(before), "{name}");
        assert_eq!(after["totals"], before["totals"], "{name}");
    }
}

#[test]
fn the_year_closes_and_its_statements_tie_to_each_other_and_so_they_do_when_its_closing_is_taken_back() {
    let folder = testkit::temp_dir();
    let data = played(folder.path());
    let entries = journal::read(&data);
    let sums = Sums::of(&entries);

    let before = STATEMENTS.map(|name| statement(&data, name));
    let [realization, operations, equity, surplus, sheet, flow] = &before;
    realization_is_that_of_the_entries(realization, &sums);
    nobody_spent_more_than_was_appropriated(&data, &sums);
    assert_eq!(total(realization, "silpa"), total(surplus, "silpa"));
    assert_eq!(total(operations, "surplus"), -sums.below(None, &["7", "8"]));
    assert_eq!(total(operations, "surplus"), total(equity, "surplus"));
    assert_eq!(total(equity, "closing_equity"), total(sheet, "equity"));
    assert_eq!(total(sheet, "assets"), total(sheet, "liabilities_and_equity"));
    assert_eq!(total(flow, "closing_cash"), sums.below(None, &["1.1.01"]));

    let gaps = json(&["documents", "gaps", "--year", YEAR, "--data", &data, "--json"]);
    assert_eq!(gaps["complete"], true);
    assert!(gaps["sequences"].as_array().unwrap().len() > 100);

    let file = folder.path().join("closing.ndjson");
    json(&["period", "closing-entries", YEAR, "--output", text(&file), "--data", &data, "--json"]);
    let imported = json(&["import", "events", text(&file), "--data", &data, "--json"]);
    assert_eq!(imported["refused"], 0, "{imported}");
    let closed = journal::read(&data);
    assert!(closed.iter().any(|entry| entry.kind == "closing"));
    let sums = Sums::of(&closed);
    assert_eq!(sums.below(None, &["3.1.02", "4", "5", "6", "7", "8"]), 0, "nothing of the year is left open");
    // What the statements show of the year does not change by closing it.
    for (name, before) in STATEMENTS.iter().zip(&before) {
        let after = statement(&data, name);
        let changed: Vec<&String> = before["totals"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, figure)| after["totals"][key.as_str()] != **figure)
            .map(|(key, _)| key)
            .collect();
        // Of the balance sheet's equity, the year's surplus has become the agencies' own.
        let moves: &[&str] = if *name == "balance-sheet" { &["current_surplus", "own_equity"] } else { &[] };
        assert_eq!(changed, moves, "{name}");
    }
    closing_is_taken_back(folder.path(), &data, &before);
    assert_eq!(json(&["verify", "--data", &data, "--json"])["ok"], true);
    let replayed = json(&["replay", "--data", &data, "--json"]);
    assert_eq!(replayed["same"], true, "{replayed}");
}

/// The bank's December: the last five payments are cashed in January, a fee was taken and 250,000 came in that
/// nobody knows.
fn december(entries: &[Entry]) -> (Month, i128) {
    let of_cash = entries.iter().filter(|entry| entry.kind != "closing").flat_map(|entry| {
        let lines = entry.lines.iter().filter(|line| (line.entity.as_str(), line.code.as_str()) == CASH);
        lines.map(move |line| (entry, line.minor))
    });
    let (mut opening, mut bank) = (0, Vec::new());
    for (entry, minor) in of_cash {
        if entry.date.as_str() < "2025-12-01" {
            opening += minor;
        } else {
            bank.push(BankEntry { date: entry.date.clone(), minor, reference: entry.id.clone() });
        }
    }
    bank.sort_by(|one, other| one.date.cmp(&other.date));
    let mut not_cashed = 0;
    for _ in 0..5 {
        let last = bank.iter().rposition(|entry| entry.minor < 0).unwrap();
        not_cashed += bank.remove(last).minor;
    }
    let more = |date: &str, minor, reference: &str| BankEntry {
        date: date.to_owned(),
        minor,
        reference: reference.to_owned(),
    };
    bank.push(more("2025-12-17", 25_000_000, "TANPA-NAMA-1"));
    bank.push(more("2025-12-31", -650_000, "BIAYA-ADM"));
    bank.sort_by(|one, other| one.date.cmp(&other.date));
    let (first, last) = ("2025-12-01".to_owned(), "2025-12-31".to_owned());
    (Month { first, last, opening, entries: bank }, not_cashed)
}

#[test]
fn the_bank_statement_of_december_agrees_with_the_book_to_the_rupiah() {
    let folder = testkit::temp_dir();
    let data = played(folder.path());
    let entries = journal::read(&data);
    let (month, not_cashed) = december(&entries);
    assert!(month.entries.len() > 50 && not_cashed < 0, "{} {not_cashed}", month.entries.len());
    let book = Sums::of(&entries).account(CASH);
    let account = format!("{}:{}", CASH.0, CASH.1);
    for (name, statement) in [("december.sta", month.mt940()), ("december.xml", month.camt())] {
        let file = folder.path().join(name);
        std::fs::write(&file, statement).unwrap();
        let asked = [
            "reconcile",
            text(&file),
            "--account",
            &account,
            "--from",
            "2025-12-01",
            "--data",
            &data,
            "--json",
        ];
        let found = json(&asked);
        let form = &found["form"];
        assert_eq!(form["ties"], true, "{name}: {form}");
        let amount = |value: &Value| minor(value.as_str().unwrap());
        assert_eq!(
            (amount(&form["book_balance"]), amount(&form["statement_balance"])),
            (book, month.closing())
        );
        let row = |name: &str| {
            let rows = form["rows"].as_array().unwrap();
            amount(&rows.iter().find(|row| row["row"] == name).unwrap()["amount"])
        };
        assert_eq!(row("payments_not_in_bank"), -not_cashed, "{name}");
        assert_eq!((row("credits_not_booked"), row("debits_not_booked")), (25_000_000, -650_000), "{name}");
        for nothing in ["opening_difference", "receipts_not_in_bank", "wrong_amounts", "unexplained"] {
            assert_eq!(row(nothing), 0, "{name}: {nothing}");
        }
        let from_book = month.closing() - 25_000_000 + 650_000 + not_cashed;
        assert_eq!(from_book, book, "the book's balance and what lies between make the bank's");
    }
}

/// What reversals took out of the book's cash until a day: corrections of an account, of which the bank knows nothing.
fn taken_back_until(entries: &[Entry], day: &str) -> i128 {
    let reversals = entries.iter().filter(|entry| entry.kind == "reversal" && entry.date.as_str() <= day);
    let of_cash = |line: &&journal::Line| (line.entity.as_str(), line.code.as_str()) == CASH;
    reversals.flat_map(|entry| entry.lines.iter().filter(of_cash)).map(|line| line.minor).sum()
}

#[test]
fn twelve_statements_of_the_bank_are_reconciled_and_recorded_month_by_month_to_the_rupiah() {
    let folder = testkit::temp_dir();
    let data = text(&folder.path().join("books")).to_owned();
    let bank = folder.path().join("bank");
    json(&[
        "demo",
        "--events",
        "10000",
        "--seed",
        "11",
        "--exit",
        "--json",
        "--data",
        &data,
        "--bank-statement",
        text(&bank),
    ]);
    let entries = journal::read(&data);
    let account = format!("{}:{}", CASH.0, CASH.1);
    let confirmed = folder.path().join("confirmed.json");
    let amount = |value: &Value| minor(value.as_str().unwrap());
    let mut last = Value::Null;
    for month in 1..=12 {
        let file = bank.join(format!("rkud-{YEAR}-{month:02}.xml"));
        let asked = ["reconcile", text(&file), "--account", &account, "--data", &data, "--json"];
        let found = json(&asked);
        assert_eq!(
            found["bank_only"],
            serde_json::json!([]),
            "{month}: the bank has nothing that was not booked"
        );
        std::fs::write(&confirmed, serde_json::json!({ "matches": found["matches"] }).to_string()).unwrap();
        let record = ["--confirm", text(&confirmed), "--record", "--confirmed-by", "kuasa-bud"];
        let recorded = json(&[&asked[..], &record].concat());
        let form = &recorded["form"];
        assert_eq!(form["ties"], true, "{month}: {form}");
        let taken_back = taken_back_until(&entries, recorded["to"].as_str().unwrap());
        for row in form["rows"].as_array().unwrap() {
            let wanted = if row["row"] == "payments_not_in_bank" { -taken_back } else { 0 };
            assert_eq!(amount(&row["amount"]), wanted, "{month}: {row}");
        }
        assert_eq!(amount(&form["book_balance"]) - taken_back, amount(&form["statement_balance"]), "{month}");
        last = form.clone();
    }
    assert_eq!(amount(&last["book_balance"]), Sums::of(&entries).account(CASH));
    assert!(
        taken_back_until(&entries, "2025-12-31") < 0,
        "the year has corrections that the bank does not see"
    );
}
