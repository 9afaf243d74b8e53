//! `bench` on both stores: the fields of its JSON, that a seed means one digest wherever the log is kept and whichever way
//! events come in, and that outcomes are those of the load.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use common::{json, text};
use serde_json::Value;

fn bench(folder: &std::path::Path, more: &[&str]) -> Value {
    let arguments = ["bench", "ingest", "--events", "3000", "--data", text(folder), "--json"];
    json(&[&arguments[..], more].concat())
}

#[test]
fn a_seed_gives_one_digest_on_both_stores_and_another_for_another_spread() {
    let folder = testkit::temp_dir();
    let embedded = bench(folder.path(), &["--store", "embedded", "--accounts", "uniform"]);
    assert_eq!(embedded["verified"], true, "{embedded}");
    assert!(embedded["events_per_second"].as_u64() > Some(0), "{embedded}");
    assert_eq!(embedded["digest"].as_str().unwrap().len(), 64);

    let hot = bench(folder.path(), &["--accounts", "hot"]);
    assert_eq!(hot["verified"], true, "{hot}");
    assert_ne!(hot["digest"], embedded["digest"]);

    let database = testkit::postgres();
    let postgres = bench(folder.path(), &["--store", "postgres", "--database", &database.url]);
    assert_eq!(postgres["verified"], true, "{postgres}");
    assert_eq!(postgres["digest"], embedded["digest"]);
    assert!(!folder.path().join("bench").exists(), "the bench left its folder behind");
}

#[test]
fn every_way_in_gives_the_same_digest_and_says_how_long_messages_waited() {
    let folder = testkit::temp_dir();
    let direct = bench(folder.path(), &["--log-only", "--publishers", "3", "--together", "100"]);
    assert_eq!(direct["verified"], true, "{direct}");
    assert!(direct["read_models_per_second"].as_u64() > Some(0), "{direct}");
    let nats = testkit::nats();
    let bus = ["--nats", &nats.url, "--via", "nats"];
    let others: [&[&str]; 4] = [
        &["--via", "file"],
        &["--via", "http", "--publishers", "4", "--together", "50"],
        &["--rate", "20000"],
        &[&bus[..], &["--live", "--packed", "10"]].concat(),
    ];
    for more in others {
        let other = bench(folder.path(), more);
        assert_eq!(other["verified"], true, "{other}");
        assert_eq!(other["digest"], direct["digest"], "{other}");
        let waits = other["via"] != "file";
        assert_eq!(other["latency_us"]["p99"].as_u64() >= Some(1), waits, "{other}");
    }
}

#[test]
fn holds_repeats_and_refusals_end_as_the_load_says() {
    let folder = testkit::temp_dir();
    let two_phase = bench(folder.path(), &["--two-phase", "--lines", "4"]);
    assert_eq!(two_phase["verified"], true, "{two_phase}");
    let mixed = bench(folder.path(), &["--repeats", "20", "--refusals", "10"]);
    assert_eq!(mixed["verified"], true, "{mixed}");
    let outcomes = &mixed["outcomes"];
    assert!(outcomes["repeated"].as_u64() > Some(500), "{mixed}");
    assert!(outcomes["refused"].as_u64() > Some(250), "{mixed}");
}

#[test]
fn a_suite_leaves_tables_json_and_pictures() {
    let folder = testkit::temp_dir();
    let out = folder.path().join("results");
    let run = |only| {
        let data = folder.path().join("data");
        let arguments = ["bench", "suite", "--stores", "embedded", "--events", "1000", "--growth-events"];
        let more = ["5000", "--only", only, "--out", text(&out), "--data", text(&data), "--json"];
        json(&[&arguments[..], &more].concat())
    };
    let growth = run("growth");
    assert_eq!(growth["verified"], true, "{growth}");
    assert_eq!(growth["growth"][0]["stages"].as_array().unwrap().len(), 5);
    let curve = run("curve");
    assert_eq!(curve["curves"][0][1].as_array().unwrap().len(), 6);
    for file in ["cost-by-size-embedded.svg", "throughput-latency.svg"] {
        assert!(std::fs::read_to_string(out.join(file)).unwrap().contains("</svg>"), "{file}");
    }
    let read: Value = serde_json::from_slice(&std::fs::read(out.join("results.json")).unwrap()).unwrap();
    assert_eq!(read["curves"], curve["curves"]);
}
