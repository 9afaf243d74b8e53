//! Reports and exports of a small year through the real program, with programs that others wrote as the judges.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::collections::BTreeMap;
use std::process::Command;

use common::{code, json, neraca, run, text};

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
    for name in [
        "trial-balance",
        "general-ledger",
        "cash-book",
        "budget-realization",
        "deposit-register",
        "disbursement-register",
        "deductions-register",
        "spj-functional",
        "spj-functional-receiving",
        "digitalization",
    ] {
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
fn a_view_from_before_is_asked_for_by_position_or_day_and_explained() {
    let folder = testkit::temp_dir();
    let data = year(folder.path());
    let ask = |arguments: &[&str]| run(&[&["report"][..], arguments, &["--data", &data]].concat());
    let report =
        |arguments: &[&str]| json(&[&["report"][..], arguments, &["--data", &data, "--json"]].concat());
    let end = report(&["trial-balance"])["provenance"]["position"].as_u64().unwrap();

    let beyond = ask(&["trial-balance", "--known-at", &(end + 1).to_string()]);
    assert_eq!(code(&beyond), 1);
    let said = String::from_utf8_lossy(&beyond.stderr).into_owned();
    let expected = format!("position {} is not in the log of book 'main' yet; it ends at {end}", end + 1);
    assert!(said.contains(&expected), "{said}");
    // The demo plays a year of days, and records them now.
    assert_eq!(report(&["trial-balance", "--known-at", "2020-12-31"])["provenance"]["position"], 0);
    let all = report(&["trial-balance", "--known-at", "9999-12-31"]);
    assert_eq!(all, report(&["trial-balance", "--known-at", &end.to_string()]));
    assert_eq!(code(&ask(&["trial-balance", "--known-at", "someday"])), 2);

    let changes = report(&["budget-realization", "--changes-since", "5000"]);
    assert_eq!((&changes["earlier"], &changes["later"]), (&5000.into(), &end.into()));
    let cells = changes["cells"].as_array().unwrap();
    let revenue = cells.iter().find(|cell| cell["row"] == "4" && cell["column"] == "realized").unwrap();
    let now = report(&["budget-realization"]);
    assert_eq!(revenue["after"], now["revenue"]);
    let accounts = changes["accounts"].as_array().unwrap();
    assert!(accounts.iter().any(|account| account["causes"][0]["figure"] == "realized"), "{}", accounts[0]);

    let digest = now["digest"].as_str().unwrap();
    let csv = ask(&["budget-realization", "--csv", "--with-head"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert!(csv.contains(&format!("\ndigest,0,,{digest},")), "{csv}");
    assert_eq!(code(&ask(&["budget-realization", "--with-head"])), 2);
}

#[test]
fn documents_are_written_to_files_with_the_names_of_the_configuration() {
    let pdftotext = testkit::skip_without_program!("pdftotext");
    let folder = testkit::temp_dir();
    let data = year(folder.path());
    let configuration = folder.path().join("neraca.toml");
    let paper = "[paper]\ngovernment = \"PEMERINTAH KABUPATEN CONTOH\"\n[[paper.signatories]]\n\
        role = \"head-of-government\"\nname = \"Nama Bupati\"\n";
    std::fs::write(&configuration, paper).unwrap();
    let report = |format: &str, file: &std::path::Path| {
        let asked = ["report", "budget-realization", "--format", format, "--output", text(file)];
        let printed = run(&[&asked[..], &["--data", &data, "--config", text(&configuration)]].concat());
        assert!(
            printed.status.success() && printed.stdout.is_empty(),
            "{}",
            String::from_utf8_lossy(&printed.stderr)
        );
        std::fs::read(file).unwrap()
    };
    let [pdf, again, xlsx] = ["a.pdf", "b.pdf", "c.xlsx"].map(|name| folder.path().join(name));
    assert!(report("pdf", &pdf) == report("pdf", &again), "the same report is the same file");
    assert!(report("xlsx", &xlsx).starts_with(b"PK"));
    let read = Command::new(pdftotext).args(["-layout", text(&pdf), "-"]).output().unwrap();
    let read = String::from_utf8(read.stdout).unwrap();
    assert!(read.contains("PEMERINTAH KABUPATEN CONTOH") && read.contains("Nama Bupati"), "{read}");
    let wrong = run(&["report", "cash-book", "--format", "pdf", "--changes-since", "5", "--data", &data]);
    assert_eq!(wrong.status.code(), Some(2), "{}", String::from_utf8_lossy(&wrong.stderr));
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

#[test]
fn the_evidence_of_a_half_year_is_a_folder_whose_manifest_names_every_file_and_whose_reports_are_those_of_its_position()
 {
    let folder = testkit::temp_dir();
    let data = year(folder.path());
    let out = folder.path().join("evidence");
    let asked = ["export", "evidence", "--half", "2025-1", "--out", text(&out), "--data", &data, "--json"];
    let manifest = json(&asked);
    let listed: BTreeMap<String, String> = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["name"].as_str().unwrap().to_owned(), file["sha256"].as_str().unwrap().to_owned()))
        .collect();
    for file in std::fs::read_dir(&out).unwrap() {
        let path = file.unwrap().path();
        let name = text(std::path::Path::new(path.file_name().unwrap())).to_owned();
        if name == "manifest.json" {
            continue;
        }
        let sum = Command::new("sha256sum").arg(&path).output().unwrap().stdout;
        let sum = String::from_utf8(sum).unwrap();
        assert_eq!(sum.split(' ').next(), listed.get(&name).map(String::as_str), "{name}");
    }
    // Four reports in three formats, and the checkpoint.
    assert_eq!(listed.len(), 13, "{listed:?}");
    let position = manifest["position"].to_string();
    let days = ["--from", "2025-01-01", "--to", "2025-06-30", "--known-at", &position];
    for name in ["digitalization", "revenue-performance", "revenue-service", "budget-realization"] {
        let report = json(&[&["report", name][..], &days, &["--data", &data, "--json"]].concat());
        let written = std::fs::read(out.join(format!("{name}.json"))).unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&written).unwrap(), report, "{name}");
    }
    let wrong = run(&["export", "evidence", "--half", "2025-3", "--out", text(&out), "--data", &data]);
    assert_eq!(code(&wrong), 2);
}
