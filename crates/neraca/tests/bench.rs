//! `bench ingest` on both stores: the fields of its JSON, and that a seed means one digest wherever the log is kept.

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
