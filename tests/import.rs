//! Files through the real program: real spending on both stores, the samples of payment notifications, broken rows, a
//! folder in use.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::process::Stdio;
use std::time::Duration;

use common::{code, json, neraca, run, text};
use serde_json::Value;

/// What six months of a council's payments come to, in pence: the sum of the column, taken with another program.
fn sum_of(files: &[String]) -> (u64, i128) {
    let (mut rows, mut sum) = (0, 0);
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for line in text.lines().skip(1) {
            let amount = amount_of(line);
            rows += 1;
            sum += amount;
        }
    }
    (rows, sum)
}

/// The third column in pence; no unit or date of these files holds a comma, but for quoted units.
fn amount_of(line: &str) -> i128 {
    let rest = match line.strip_prefix('"') {
        Some(quoted) => &quoted[quoted.find('"').unwrap() + 2..],
        None => &line[line.find(',').unwrap() + 1..],
    };
    let amount = rest.split(',').nth(1).unwrap();
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let pence: i128 = format!("{}{fraction:0<2}", whole.trim_start_matches('-')).parse().unwrap();
    if whole.starts_with('-') { -pence } else { pence }
}

fn pence(decimal: &Value) -> i128 {
    decimal.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn import(files: &[String], place: &[&str]) -> Value {
    let files = files.iter().map(String::as_str);
    let arguments: Vec<&str> = ["import", "spending-csv"]
        .into_iter()
        .chain(files)
        .chain(place.iter().copied())
        .chain(["--json"])
        .collect();
    json(&arguments)
}

#[test]
fn six_months_of_a_council_import_to_the_penny_on_both_stores_and_a_second_import_changes_nothing() {
    let shared = testkit::skip_without_shared_data!();
    let files: Vec<String> = (4..=9)
        .map(|month| text(&shared.join(format!("council-spending/bradford_2016-{month:02}.csv"))).to_owned())
        .collect();
    let (rows, sum) = sum_of(&files);
    let folder = testkit::temp_dir();
    let database = testkit::postgres();
    let places = [["--data", text(folder.path())], ["--database", &database.url]];
    let digests = places.map(|place| {
        let first = import(&files, &place);
        assert_eq!(first["posted"].as_u64(), Some(rows), "{first}");
        assert_eq!(
            (&first["repeated"], &first["refused"], &first["quarantined"]),
            (&0.into(), &0.into(), &0.into())
        );
        assert_eq!(pence(&first["net_amount"]), sum);
        let second = import(&files, &place);
        assert_eq!((&second["posted"], second["repeated"].as_u64()), (&0.into(), Some(rows)));
        assert_eq!((&second["position"], &second["digest"]), (&first["position"], &first["digest"]));
        let verified = json(&["verify", place[0], place[1], "--json"]);
        assert_eq!(verified["ok"], true, "{verified}");
        first["digest"].clone()
    });
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn payment_notifications_post_once() {
    let shared = testkit::skip_without_shared_data!();
    let folder = testkit::temp_dir();
    for (kind, file) in [
        ("snap-va", "aspi_va_payment_request.json"),
        ("snap-va", "bca_style_va_payment_request_e2e.json"),
        ("snap-qris", "aspi_qr_mpm_notify_request.json"),
        ("snap-qris", "astrapay_qr_mpm_notify_request.json"),
    ] {
        let path = shared.join("snap").join(file);
        let arguments = ["import", kind, text(&path), "--data", text(folder.path()), "--json"];
        let first = json(&arguments);
        assert_eq!(first["posted"], 1, "{file}: {first}");
        let again = json(&arguments);
        assert_eq!((&again["posted"], &again["repeated"]), (&0.into(), &1.into()), "{file}: {again}");
    }
}

#[test]
fn broken_rows_are_quarantined_once_and_strict_says_so() {
    let folder = testkit::temp_dir();
    let file = folder.path().join("spending.csv");
    let rows = "Organisational Unit,Payment Date,Amount,Beneficiary Name\n\
        Parks,2026-01-05,10.50,A\nParks,2026-01-05,10.50,A\nParks,2026-02-30,1.00,B\nParks,2026-01-06,-0.50,A\n";
    std::fs::write(&file, rows).unwrap();
    let data = folder.path().join("books");
    let arguments = ["import", "spending-csv", text(&file), "--data", text(&data), "--json", "--strict"];
    let output = run(&arguments);
    assert_eq!(code(&output), 3);
    let first: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&first["posted"], &first["quarantined"]), (&3.into(), &1.into()), "{first}");
    assert_eq!(first["net_amount"], "20.50");
    let again: Value = serde_json::from_slice(&run(&arguments).stdout).unwrap();
    assert_eq!((&again["posted"], &again["repeated"]), (&0.into(), &4.into()));
    assert_eq!((&again["position"], &again["digest"]), (&first["position"], &first["digest"]));
}

#[test]
fn a_second_process_on_the_same_folder_is_refused_by_name() {
    let folder = testkit::temp_dir();
    let events = folder.path().join("none.ndjson");
    std::fs::write(&events, "\n").unwrap();
    let data = folder.path().join("books");
    // An import that waits for its standard input holds the folder.
    let mut holder = neraca(&["import", "events", "-", "--data", text(&data)])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    testkit::wait_until("the first process leads", Duration::from_secs(30), || {
        std::fs::read_to_string(data.join("LOCK")).is_ok_and(|text| text.contains(&holder.id().to_string()))
    });
    let second = run(&["import", "events", text(&events), "--data", text(&data)]);
    let error = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(code(&second), 1, "{error}");
    assert!(error.contains(&format!("process {}", holder.id())), "{error}");
    drop(holder.stdin.take());
    assert!(holder.wait().unwrap().success());
    assert_eq!(code(&run(&["import", "events", text(&events), "--data", text(&data)])), 0);
}
