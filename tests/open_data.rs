//! Open data of the demo's year as files: complete, the same twice, and without anybody in it.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{code, json, run, text};
use serde_json::Value;

/// Every file below a folder by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(
                files(&entry.path()).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)),
            );
        } else {
            found.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// What looks like the pseudonym of a payer (`p-` and 16 digits) or a vendor (`v-` and 12).
fn pseudonyms(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for bytes in files.values() {
        for start in 0..bytes.len() {
            let digits = match &bytes[start..] {
                [b'p', b'-', ..] => 16,
                [b'v', b'-', ..] => 12,
                _ => continue,
            };
            let text = bytes.get(start + 2..start + 2 + digits).unwrap_or_default();
            if text.len() == digits && text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
                found.insert(String::from_utf8(bytes[start..start + 2 + digits].to_vec()).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_demos_year_is_published_without_a_pseudonym_or_a_free_text_and_under_a_license() {
    let folder = testkit::temp_dir();
    let data = folder.path().join("demo");
    let arguments = ["demo", "--exit", "--json", "--events", "10000", "--seed", "7", "--data", text(&data)];
    json(&arguments);
    let out = folder.path().join("open");
    let export = ["export", "open-data", "--out", text(&out), "--data", text(&data), "--json"];
    let written = json(&export);
    let published = files(&out);
    assert_eq!(written["files"].as_u64(), Some(published.len() as u64));
    for dataset in ["lra", "revenue", "etpd", "spending-quality"] {
        for format in ["html", "json", "csv"] {
            assert!(
                published.keys().any(|path| path.ends_with(&format!("/{dataset}.{format}"))),
                "{dataset}"
            );
        }
    }
    let package: Value = serde_json::from_slice(&published["datapackage.json"]).unwrap();
    assert_eq!(package["proof"]["position"], written["position"]);
    assert!(published.contains_key("checkpoint") && published.contains_key("index.html"));
    let etpd = published.iter().find(|(path, _)| path.ends_with("/etpd.json")).unwrap();
    let etpd: Value = serde_json::from_slice(etpd.1).unwrap();
    let uncounted = |row: &&Value| !row["amount"].is_null() && row["number"].is_null();
    assert_eq!(etpd["rows"].as_array().unwrap().iter().find(uncounted), None, "it may be of a single refund");

    let log = folder.path().join("log");
    json(&["export", "log", "--out", text(&log), "--data", text(&data), "--json"]);
    let known = pseudonyms(&files(&log));
    assert!(known.len() > 500, "{} payers and vendors are in the log's own bytes", known.len());
    assert_eq!(pseudonyms(&published), BTreeSet::new());
    let journal = run(&["export", "journal", "--format", "ndjson", "--data", text(&data)]);
    assert_eq!(code(&journal), 0);
    let entries = String::from_utf8(journal.stdout).unwrap();
    let entries = entries.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let descriptions: BTreeSet<String> = entries
        .map(|entry| entry["description"].as_str().unwrap().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    for (path, bytes) in &published {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for private in descriptions.iter().map(String::as_str).chain(["urn:okutimur", "<script", "src="]) {
            assert!(!text.contains(private), "{path}: {private}");
        }
    }
    json(&export);
    assert_eq!(files(&out), published, "the same log gives the same bytes");

    let config = folder.path().join("neraca.toml");
    std::fs::write(&config, "[public]\nlicense_url = \"javascript:1\"\n").unwrap();
    let refused =
        run(&["export", "open-data", "--out", text(&out), "--data", text(&data), "--config", text(&config)]);
    assert_eq!(code(&refused), 2);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("public.license_url is \"javascript:1\"; it begins with https://"), "{said}");
}
