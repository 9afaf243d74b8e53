//! Bank statements against the treasury's cash account through the real program: matched, explained, put into suspense
//! once, confirmed, and refused when a statement is wrong.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::path::Path;

use common::cash::{CASH, journal};
use common::{code, json, run, text};
use serde_json::Value;

/// A book whose cash is 1,000 on 1 January and then moves as the tests need it.
fn book(folder: &Path) -> String {
    let events = [
        journal("opening", "opening", "2026-01-01", 1000, ""),
        journal("sts", "general", "2026-01-05", 500, "STS/0001"),
        journal("sp2d", "general", "2026-01-06", -300, "SP2D-0002"),
        journal("near", "general", "2026-01-08", 70, ""),
        journal("late", "general", "2026-01-30", -40, "SP2D-0003"),
    ];
    let file = folder.join("book.ndjson");
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let data = text(&folder.join("books")).to_owned();
    let posted = json(&["import", "events", text(&file), "--data", &data, "--json", "--strict"]);
    assert_eq!(posted["posted"], 5, "{posted}");
    data
}

/// A statement with these lines (`:61:` without its tag) between these balances, in rupiah.
fn statement(folder: &Path, name: &str, opening: i64, lines: &[&str], closing: i64) -> String {
    let body: String = lines.iter().map(|line| format!(":61:{line}\n:86:teller\n")).collect();
    let mt940 = format!(
        ":20:{name}\n:25:150-30-0001\n:28C:1\n:60F:C260101IDR{opening},\n{body}:62F:C260131IDR{closing},\n-\n"
    );
    let path = folder.join(format!("{name}.sta"));
    std::fs::write(&path, mt940).unwrap();
    text(&path).to_owned()
}

fn january(folder: &Path) -> String {
    let lines = [
        "2601050105C500,NTRFSTS0001//B1",
        "2601070107D300,NTRFSP2D 0002//B2",
        "2601100110C70,NTRFNONREF//B3",
        "2601200120C25,NTRFNONREF//B4",
        "2601310131D2,NCHGNONREF//B5",
    ];
    statement(folder, "JAN", 1000, &lines, 1293)
}

fn amounts(printed: &Value) -> Vec<(&str, &str)> {
    let rows = printed["form"]["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["row"].as_str().unwrap(), row["amount"].as_str().unwrap())).collect()
}

#[test]
fn a_month_is_matched_and_the_form_leads_from_book_to_bank() {
    let folder = testkit::temp_dir();
    let (data, file) = (book(folder.path()), january(folder.path()));
    let arguments = ["reconcile", &file, "--account", CASH, "--data", &data];
    let printed = json(&[&arguments[..], &["--json"]].concat());
    let matches: Vec<(&Value, &Value)> = printed["matches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["bank_amount"], &one["confidence"]))
        .collect();
    let (certain, likely) = (Value::from("certain"), Value::from("likely"));
    let wanted = ["500.00", "-300.00", "70.00"].map(Value::from);
    assert_eq!(matches, [(&wanted[0], &certain), (&wanted[1], &certain), (&wanted[2], &likely)], "{printed}");
    assert_eq!(
        amounts(&printed),
        [
            ("opening_difference", "0.00"),
            ("credits_not_booked", "25.00"),
            ("debits_not_booked", "-2.00"),
            ("receipts_not_in_bank", "0.00"),
            ("payments_not_in_bank", "40.00"),
            ("wrong_amounts", "0.00"),
            ("unexplained", "0.00"),
        ]
    );
    assert_eq!(
        (&printed["form"]["book_balance"], &printed["form"]["ties"]),
        (&"1230.00".into(), &true.into())
    );
    assert_eq!(
        (&printed["bank_only"][0]["age_days"], &printed["ledger_only"][0]["age_days"]),
        (&11.into(), &1.into())
    );
    let told = run(&arguments);
    let told = String::from_utf8(told.stdout).unwrap();
    for line in ["Saldo buku / book balance", "SP2D dibukukan belum cair", "1.293,00", "Cocok / it ties"] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn a_form_that_does_not_tie_names_the_difference_and_exits_with_4() {
    let folder = testkit::temp_dir();
    let data = book(folder.path());
    let file = statement(folder.path(), "JAN", 990, &["2601050105C500,NTRFSTS0001//B1"], 1490);
    let output = run(&["reconcile", &file, "--account", CASH, "--data", &data, "--json"]);
    assert_eq!(code(&output), 4);
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(amounts(&printed)[0], ("opening_difference", "-10.00"));
    assert_eq!(printed["form"]["ties"], false);
}

#[test]
fn unknown_credits_go_into_suspense_once_and_are_matched_afterwards() {
    let folder = testkit::temp_dir();
    let (data, file) = (book(folder.path()), january(folder.path()));
    let out = folder.path().join("suspense.ndjson");
    let reconcile =
        ["reconcile", &file, "--account", CASH, "--data", &data, "--json", "--suspense-out", text(&out)];
    for account in [None, Some("2.1.01.09.01.0001")] {
        let more: Vec<&str> = account.into_iter().flat_map(|code| ["--suspense-account", code]).collect();
        let printed = json(&[&reconcile[..], &more].concat());
        assert_eq!(printed["suspense_written"], 1);
        let event: Value = serde_json::from_str(std::fs::read_to_string(&out).unwrap().trim()).unwrap();
        assert_eq!(event["id"], "JAN 1 2026-01-31/B4");
        let kind = if account.is_some() { "JournalPosted" } else { "UnidentifiedReceived" };
        assert!(event["type"].as_str().unwrap().ends_with(kind), "{event}");
    }
    json(&reconcile);
    let import = ["import", "events", text(&out), "--data", &data, "--json", "--strict"];
    assert_eq!(json(&import)["posted"], 1);
    let again = json(&import);
    assert_eq!((&again["posted"], &again["repeated"]), (&0.into(), &1.into()));
    let printed = json(&reconcile);
    assert_eq!(printed["suspense_written"], 0, "it is booked now: {printed}");
    assert_eq!(amounts(&printed)[1], ("credits_not_booked", "0.00"));
    assert_eq!(printed["form"]["ties"], true);
}

#[test]
fn what_was_printed_can_be_confirmed_and_a_strange_line_is_refused() {
    let folder = testkit::temp_dir();
    let (data, file) = (book(folder.path()), january(folder.path()));
    let base = ["reconcile", &file, "--account", CASH, "--data", &data, "--json"];
    let mut printed = json(&base);
    let confirmed = folder.path().join("confirmed.json");
    std::fs::write(&confirmed, printed.to_string()).unwrap();
    let again = json(&[&base[..], &["--confirm", text(&confirmed)]].concat());
    assert!(
        again["matches"].as_array().unwrap().iter().all(|one| one["confidence"] == "confirmed"),
        "{again}"
    );
    assert_eq!(again["form"], printed["form"]);
    printed["matches"][0]["ledger"][0] = "999.0".into();
    std::fs::write(&confirmed, printed.to_string()).unwrap();
    let refused = run(&[&base[..], &["--confirm", text(&confirmed)]].concat());
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(code(&refused) == 1 && told.contains("ledger line 999.0"), "{told}");
}

#[test]
fn months_follow_one_another_and_a_missing_one_is_noticed() {
    let folder = testkit::temp_dir();
    let (data, january) = (book(folder.path()), january(folder.path()));
    let february = ":20:FEB\n:25:150-30-0001\n:60F:C260131IDR1293,\n:61:2602020202D40,NTRFSP2D0003\n:62F:C260228IDR1253,\n";
    let next = folder.path().join("feb.sta");
    std::fs::write(&next, february).unwrap();
    let reconcile = ["reconcile", text(&next), &january, "--account", CASH, "--data", &data, "--json"];
    let printed = json(&reconcile);
    assert_eq!((&printed["from"], &printed["to"]), (&"2026-01-02".into(), &"2026-02-28".into()));
    assert_eq!(amounts(&printed)[4], ("payments_not_in_bank", "0.00"), "the payment was cashed in February");
    assert_eq!(printed["form"]["ties"], true);
    let narrow = json(&[&reconcile[..], &["--to", "2026-01-31"]].concat());
    assert_eq!(narrow["form"]["statement_balance"], "1293.00");
    std::fs::write(&next, february.replace("1293", "1300").replace("1253", "1260")).unwrap();
    let refused = run(&reconcile);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("closes with 1293.00 and \"FEB 2026-02-28\" opens with 1300.00"), "{told}");
}

#[test]
fn a_bad_file_is_refused_by_line_and_tag_and_the_account_must_be_known() {
    let folder = testkit::temp_dir();
    let data = book(folder.path());
    let file = statement(folder.path(), "JAN", 1000, &["2601050105C500,NTRF"], 1499);
    let told = |file: &str, account: &str| {
        let output = run(&["reconcile", file, "--account", account, "--data", &data]);
        assert_ne!(code(&output), 0);
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        told(&file, CASH).contains("line 7, :62F:: the statement does not add up"),
        "{}",
        told(&file, CASH)
    );
    assert!(told(&file, "ppkd:1.1.01.01.01.0009").contains("1.1.01.01.01.0009"));
    assert!(told(&file, "kas").contains("write ENTITY:CODE"));
}

#[test]
fn csv_with_a_running_balance_reconciles_too() {
    let folder = testkit::temp_dir();
    let data = book(folder.path());
    let file = folder.path().join("jan.csv");
    let rows = "Tanggal,Keterangan,Debet,Kredit,Saldo\n05/01/2026,STS,,500,\"1,500.00\"\n06/01/2026,SP2D,300,,\"1,200.00\"\n\
                08/01/2026,Setoran,,70,\"1,270.00\"\n";
    std::fs::write(&file, rows).unwrap();
    let printed = json(&[
        "reconcile",
        text(&file),
        "--csv",
        "--account",
        CASH,
        "--data",
        &data,
        "--to",
        "2026-01-31",
        "--json",
    ]);
    assert_eq!(printed["matches"].as_array().map(Vec::len), Some(3), "{printed}");
    assert_eq!(amounts(&printed)[4], ("payments_not_in_bank", "40.00"));
}
