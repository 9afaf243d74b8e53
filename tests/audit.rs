//! An auditor's session with the real programs: keys, receipts, the exported log, a witness, certificates, what-if, and what
//! happens when somebody tampers with the database or restores an old one.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{code, json, neraca, rows, run, text};
use serde_json::Value;

/// The auditor's program, which lies beside ours when the workspace is built.
fn verifier(arguments: &[&str]) -> (i32, Value) {
    let program = Path::new(env!("CARGO_BIN_EXE_neraca")).with_file_name("neraca-verify");
    assert!(program.exists(), "build it first: cargo build -p verifier");
    let output = Command::new(program).args(arguments).arg("--json").output().unwrap();
    let json = serde_json::from_slice(&output.stdout);
    (code(&output), json.unwrap_or_else(|error| panic!("{error}: {output:?}")))
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A year of a regency, its policy and the folder that all of it lies in.
fn year() -> (testkit::TempDir, PathBuf, PathBuf) {
    let folder = testkit::temp_dir();
    let data = folder.path().join("data");
    json(&["demo", "--exit", "--json", "--events", "10000", "--data", text(&data)]);
    let policy = folder.path().join("policy");
    std::fs::write(&policy, run(&["keys", "show", "--data", text(&data)]).stdout).unwrap();
    (folder, data, policy)
}

#[test]
fn a_receipt_and_the_whole_log_are_proved_by_the_auditors_program_and_a_changed_byte_is_not() {
    let (folder, data, policy) = year();
    let receipt = folder.path().join("entry.tlog-proof");
    let picture = folder.path().join("entry.svg");
    let made =
        run(&["prove", "300", "--data", text(&data), "--output", text(&receipt), "--qr", text(&picture)]);
    assert_eq!(code(&made), 0, "{}", told(&made));
    assert!(std::fs::read_to_string(&picture).unwrap().contains("<svg"));
    let (ended, said) = verifier(&["proof", text(&receipt), "--policy", text(&policy)]);
    assert_eq!(ended, 0, "{said}");
    // The same by the event's name.
    let outcome = common::json(&["prove", "300", "--data", text(&data), "--json"]);
    assert_eq!(outcome["receipt"], std::fs::read_to_string(&receipt).unwrap());

    let log = folder.path().join("log");
    json(&["export", "log", "--data", text(&data), "--out", text(&log), "--json"]);
    let (ended, said) = verifier(&["log", text(&log), "--policy", text(&policy)]);
    assert_eq!(ended, 0, "{said}");
    reports_are_proved(&data, &log, &policy);
    a_closing_that_was_taken_back_is_proved(&data, &folder.path().join("closed"), &policy);
    let bundle = log.join("tile/entries/003");
    let mut bytes = std::fs::read(&bundle).unwrap();
    bytes[1_000] ^= 1;
    std::fs::write(&bundle, bytes).unwrap();
    let (ended, said) = verifier(&["log", text(&log), "--policy", text(&policy)]);
    assert_eq!(ended, 4, "{said}");
    let missing = run(&["prove", "999999", "--data", text(&data)]);
    assert_eq!(code(&missing), 1);
    assert!(told(&missing).contains("has no position 999999"), "{}", told(&missing));
}

/// What the program shows of the year follows from the log, as the auditor's program works it out, in each of its reports; a
/// figure that does not is named.
fn reports_are_proved(data: &Path, log: &Path, policy: &Path) {
    let report = log.with_file_name("report.json");
    let ask = |name: &str, more: &[&str]| {
        let made = run(&[&["report", name, "--data", text(data), "--json"][..], more].concat());
        std::fs::write(&report, &made.stdout).unwrap();
    };
    let check = || verifier(&["report", text(&report), "--log", text(log), "--policy", text(policy)]);
    for name in [
        "trial-balance",
        "general-ledger",
        "cash-book",
        "budget-realization",
        "budget-realization-monthly",
        "balance-sheet",
        "operating-statement",
        "equity-changes",
        "surplus-changes",
        "cash-flow",
        "deposit-register",
        "disbursement-register",
        "deductions-register",
        "spj-functional",
        "spj-functional-receiving",
        "digitalization",
        "revenue-performance",
        "receivables-age",
        "revenue-service",
        "spending-quality",
        "subsidiary-ledger",
    ] {
        let of_account = ["--account", "4.1.01", "--entity", "5.02.0.00.0.00.02.0000"];
        let more: &[&str] = if name == "subsidiary-ledger" { &of_account } else { &[] };
        ask(name, &[&["--to", "2025-09-30"], more].concat());
        let (ended, said) = check();
        assert_eq!(ended, 0, "{name}: {said}");
        let shown = std::fs::read_to_string(&report).unwrap();
        let mut changed: Value = serde_json::from_str(&shown).unwrap();
        let (row, cell) = last_amount(&changed);
        changed["rows"][row][&cell] = "7.77".into();
        std::fs::write(&report, changed.to_string()).unwrap();
        let (ended, said) = check();
        assert_eq!(ended, 4, "{name}");
        assert!(said.to_string().contains(&format!("rows[{row}].{cell}")), "{name}: {said}");
    }
    // As of the end of the log, of a part of the accounts, and as it was known earlier.
    for (name, more) in [
        ("digitalization", &["--entity", "5.02.0.00.0.00.02.0000"][..]),
        ("revenue-performance", &["--account", "4.1.01", "--level", "6"]),
        ("receivables-age", &["--entity", "5.02.0.00.0.00.02.0000"]),
        ("revenue-service", &["--account", "4.1.01"]),
        ("spending-quality", &["--known-at", "7000"]),
        ("balance-sheet", &[]),
    ] {
        ask(name, more);
        let (ended, said) = check();
        assert_eq!(ended, 0, "{name} {more:?}: {said}");
    }
}

/// The last row with an amount that is not zero, and the amount's column.
fn last_amount(report: &Value) -> (usize, String) {
    let rows = report["rows"].as_array().unwrap().iter().enumerate().rev();
    let is_amount = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        text.ends_with(".00") && text != "0.00"
    };
    let mut cells = rows.filter_map(|(index, row)| {
        let cell = row.as_object().unwrap().iter().find(|(_, value)| is_amount(value))?;
        Some((index, cell.0.clone()))
    });
    cells.next().unwrap()
}

/// After a closing and its reversal the program shows the year as before, and the auditor's program works out the same.
fn a_closing_that_was_taken_back_is_proved(data: &Path, log: &Path, policy: &Path) {
    const STATEMENTS: [&str; 4] =
        ["budget-realization", "operating-statement", "surplus-changes", "balance-sheet"];
    let year = ["--from", "2025-01-01", "--to", "2025-12-31", "--data", text(data), "--json"];
    let shown = |name: &str| run(&[&["report", name][..], &year].concat()).stdout;
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    let before = STATEMENTS.map(|name| read(&shown(name)));
    let file = log.with_file_name("closing.ndjson");
    json(&["period", "closing-entries", "2025", "--output", text(&file), "--data", text(data), "--json"]);
    json(&["import", "events", text(&file), "--strict", "--data", text(data), "--json"]);
    common::taken_back(&file, text(data));
    json(&["export", "log", "--data", text(data), "--out", text(log), "--json"]);
    let report = log.with_file_name("report.json");
    for (name, before) in STATEMENTS.iter().zip(&before) {
        std::fs::write(&report, shown(name)).unwrap();
        let after = read(&std::fs::read(&report).unwrap());
        assert_eq!((rows(&after), &after["totals"]), (rows(before), &before["totals"]), "{name}");
        let (ended, said) =
            verifier(&["report", text(&report), "--log", text(log), "--policy", text(policy)]);
        assert_eq!(ended, 0, "{name}: {said}");
    }
}

#[test]
fn a_certificate_says_that_all_came_out_the_same_and_other_rules_show_what_would_not() {
    let (folder, data, _) = year();
    let certificate = folder.path().join("certificate");
    let said = json(&["replay", "--certificate", text(&certificate), "--data", text(&data), "--json"]);
    assert_eq!((&said["same"], &said["differences"]), (&Value::Bool(true), &0.into()), "{said}");
    let written = std::fs::read_to_string(&certificate).unwrap();
    assert!(
        written.contains("\nverdict: the same\n") && written.contains("\n— neraca.local/main/"),
        "{written}"
    );

    let rules = folder.path().join("rules.yaml");
    let shown = run(&["rules", "show", "--data", text(&data)]);
    std::fs::write(&rules, &shown.stdout).unwrap();
    let same = json(&["replay", "--rules", text(&rules), "--data", text(&data), "--json"]);
    assert_eq!(same["differences"], 0, "{same}");
    // What a receiving treasurer takes is booked as money in the regional treasury.
    let other = String::from_utf8(shown.stdout).unwrap();
    let other = other.replace("debit: 1.1.01.02.01.0001", "debit: 1.1.01.01.01.0001");
    std::fs::write(&rules, other).unwrap();
    let changed = json(&["replay", "--rules", text(&rules), "--diff", "--data", text(&data), "--json"]);
    let records = changed["records"].as_array().unwrap();
    assert_eq!(changed["differences"], records.len());
    let has = |lines: &Value, code: &str| lines.to_string().contains(code);
    let first = &records[0];
    assert!(
        has(&first["recorded"], "1.1.01.02.01.0001") && !has(&first["instead"], "1.1.01.02.01.0001"),
        "{first}"
    );
    assert!(!changed["balances"].as_array().unwrap().is_empty());
    let text_form = run(&["replay", "--rules", text(&rules), "--diff", "--data", text(&data)]);
    assert!(told(&text_form).contains("would have ended otherwise"), "{}", told(&text_form));
}

#[test]
fn a_certificate_names_read_models_that_are_not_those_of_the_log() {
    let (folder, data, _) = year();
    let connection = rusqlite::Connection::open(data.join("read.sqlite")).unwrap();
    let changed = connection.execute("update line set amount = amount + 1 where position = 700", []).unwrap();
    assert!(changed > 0);
    drop(connection);
    let certificate = folder.path().join("certificate");
    let output = run(&["replay", "--certificate", text(&certificate), "--data", text(&data)]);
    assert_eq!(code(&output), 4, "{}", told(&output));
    let written = std::fs::read_to_string(&certificate).unwrap();
    let lines = written.lines().find(|line| line.starts_with("lines of all accounts: ")).unwrap();
    assert!(lines.ends_with("ANOTHER in the read models"), "{written}");
    assert!(written.contains("\nverdict: NOT THE SAME\n"), "{written}");
}

#[test]
fn a_row_that_a_superuser_changed_is_named_by_verify() {
    let (_folder, data, _) = year();
    let connection = rusqlite::Connection::open(data.join("log.sqlite")).unwrap();
    let before = "drop trigger record_no_update; drop trigger tile_no_update;";
    connection.execute_batch(before).unwrap();
    for (change, named) in [
        ("update record set bytes = cast(bytes || x'00' as blob) where position = 700", "tile 2 of level 0"),
        ("update tile set hashes = zeroblob(8192) where number = 5 and level = 0", "tile 5 of level 0"),
    ] {
        connection.execute_batch(change).unwrap();
        let output = run(&["verify", "--data", text(&data)]);
        assert_eq!(code(&output), 4, "{}", told(&output));
        assert!(told(&output).contains(named), "{named}: {}", told(&output));
    }
}

#[test]
fn a_backup_that_lost_signed_events_is_refused_with_what_to_do() {
    let folder = testkit::temp_dir();
    let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
    let lines = |range: std::ops::Range<u32>| {
        let line = |n: u32| {
            format!(
                r#"{{"specversion":"1.0","id":"e{n}","source":"urn:t","type":"neraca.payment.v1.AccountOpened","data":{{"date":"2026-01-01","account":"x:a{n}","normalSide":"debit"}}}}"#
            )
        };
        range.map(line).collect::<Vec<_>>().join("\n")
    };
    let import = |file: &str, content: String| {
        let path = folder.path().join(file);
        std::fs::write(&path, content).unwrap();
        run(&["import", "events", text(&path), "--data", text(&data), "--keys", text(&keys)])
    };
    assert_eq!(code(&import("one", lines(0..5))), 0);
    let backup = folder.path().join("backup.sqlite");
    let connection = rusqlite::Connection::open(data.join("log.sqlite")).unwrap();
    connection.execute("vacuum into ?", [text(&backup)]).unwrap();
    drop(connection);
    assert_eq!(code(&import("two", lines(5..9))), 0);
    // An administrator restores the older copy.
    for file in ["log.sqlite-wal", "log.sqlite-shm", "read.sqlite", "read.sqlite-wal", "read.sqlite-shm"] {
        let _ = std::fs::remove_file(data.join(file));
    }
    std::fs::copy(&backup, data.join("log.sqlite")).unwrap();
    let refused = import("three", lines(9..10));
    assert_eq!(code(&refused), 1, "{}", told(&refused));
    let said = told(&refused);
    assert!(said.contains("LOST") && said.contains("restore a backup"), "{said}");
}

#[test]
fn a_witness_cosigns_a_request_that_was_carried_to_it_and_refuses_a_log_it_does_not_know() {
    let (folder, data, policy) = year();
    let path = |name: &str| folder.path().join(name);
    let state = path("witness");
    let witness = |arguments: &[&str]| {
        let mut all = vec!["witness", "--name", "witness.test/inspectorate", "--state", text(&state)];
        all.extend(arguments);
        neraca(&all).output().unwrap()
    };
    let key = String::from_utf8(witness(&["key"]).stdout).unwrap().trim().to_owned();
    let logs = path("logs");
    let public = std::fs::read_to_string(&policy).unwrap();
    let public = public.lines().next().unwrap().strip_prefix("log ").unwrap().to_owned();
    std::fs::write(&logs, &public).unwrap();
    let request = path("request");
    let data = text(&data).to_owned();
    let made =
        run(&["checkpoint", "request", "--witness", &key, "--output", text(&request), "--data", &data]);
    assert_eq!(code(&made), 0, "{}", told(&made));
    let signed = witness(&["sign", "--logs", text(&logs), text(&request)]);
    assert_eq!(code(&signed), 0, "{}", told(&signed));
    let cosignature = path("cosignature");
    std::fs::write(&cosignature, &signed.stdout).unwrap();
    let request_text = text(&request).to_owned();
    let added = run(&[
        "checkpoint",
        "cosign",
        "--witness",
        &key,
        "--request",
        &request_text,
        text(&cosignature),
        "--data",
        &data,
    ]);
    assert_eq!(code(&added), 0, "{}", told(&added));
    assert!(told(&added).contains("— witness.test/inspectorate"), "{}", told(&added));

    let strict = path("strict");
    std::fs::write(&strict, format!("log {public}\nwitness inspectorate {key}\nquorum inspectorate\n"))
        .unwrap();
    let receipt = path("entry.tlog-proof");
    run(&["prove", "12", "--output", text(&receipt), "--data", &data]);
    let (ended, said) = verifier(&["proof", text(&receipt), "--policy", text(&strict)]);
    assert_eq!(ended, 0, "{said}");

    std::fs::write(&logs, "other.test/log+00000000+AQ==\n").unwrap();
    let refused = witness(&["sign", "--logs", text(&logs), &request_text]);
    assert_eq!(code(&refused), 1, "{}", told(&refused));
}

#[test]
fn an_entry_is_traced_to_its_event_its_rule_and_its_leaf() {
    let (_folder, data, _) = year();
    // An entry that a rule made: the demo's first ones set the budget.
    let traced = (3_000..)
        .map(|position: u64| json(&["trace", &position.to_string(), "--data", text(&data), "--json"]))
        .find(|traced| traced["rule"].is_object())
        .unwrap();
    assert!(traced["event"]["data"]["amount"].is_object(), "{traced}");
    assert!(traced["rule"]["sha256"].as_str().unwrap().len() == 64, "{traced}");
    let (name, rule) = (traced["rule"]["name"].as_str().unwrap(), traced["rule"]["text"].as_str().unwrap());
    assert!(rule.starts_with(&format!("- name: {name}\n")) && rule.contains("do:"), "{rule}");
    assert!(traced["chart"]["version"].is_u64(), "{traced}");
    let position = traced["position"].as_u64().unwrap();
    assert_eq!(traced["leaf"]["index"], position - 1);
    let shown = run(&["trace", &position.to_string(), "--data", text(&data)]);
    assert!(told(&shown).contains("rule.name: "), "{}", told(&shown));
    let missing = run(&["trace", "99999999", "--data", text(&data)]);
    assert_eq!(code(&missing), 1);
}

#[test]
fn a_repeat_that_was_stated_and_then_changed_in_its_table_is_named() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("data"), folder.path().join("events"));
    let open = |n: u32| {
        format!(
            r#"{{"specversion":"1.0","id":"e{n}","source":"urn:t","type":"neraca.payment.v1.AccountOpened","data":{{"date":"2026-01-01","account":"x:a{n}","normalSide":"debit"}}}}"#
        )
    };
    // Enough repeats for a statement, and a record behind them that lets the log grow.
    let mut lines = vec![open(1); 6_000];
    lines.push(open(2));
    std::fs::write(&file, lines.join("\n")).unwrap();
    let imported = json(&["import", "events", text(&file), "--data", text(&data), "--json"]);
    assert_eq!((&imported["posted"], &imported["repeated"]), (&2.into(), &5_999.into()), "{imported}");
    let verified = run(&["verify", "--data", text(&data)]);
    assert_eq!(code(&verified), 0, "{}", told(&verified));
    assert!(!told(&verified).contains(" 0 statements"), "{}", told(&verified));
    let connection = rusqlite::Connection::open(data.join("log.sqlite")).unwrap();
    connection
        .execute_batch("drop trigger repeat_no_update; update repeat set recorded_at = recorded_at + 1 where number = 77")
        .unwrap();
    let verified = run(&["verify", "--data", text(&data)]);
    assert_eq!(code(&verified), 4);
    assert!(told(&verified).contains("repeat 77 is not as position"), "{}", told(&verified));
}
