//! The demo's year through the real program: the contract of its JSON, its determinism, and what it leaves behind.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use common::{code, json, run, text};

/// A year that is quick to play in a build without optimisation.
const EVENTS: &str = "10000";

#[test]
fn the_demo_prints_the_contract_and_the_same_seed_gives_the_same_digest() {
    let folder = testkit::temp_dir();
    let data = folder.path().join("demo");
    let arguments = ["demo", "--exit", "--json", "--events", EVENTS, "--seed", "7", "--data", text(&data)];
    let played = json(&arguments);

    let outcomes = &played["outcomes"];
    let counts: u64 = ["posted", "repeated", "refused", "quarantined"]
        .map(|name| outcomes[name].as_u64().unwrap())
        .iter()
        .sum();
    assert_eq!(Some(counts), played["events"].as_u64(), "every event has one outcome");
    for name in ["posted", "repeated", "refused", "quarantined"] {
        assert!(outcomes[name].as_u64() > Some(0), "a year has some {name}");
    }
    assert_eq!(played["trial_balance"]["total_debit"], played["trial_balance"]["total_credit"]);
    assert_ne!(played["trial_balance"]["total_debit"], "0.00");
    assert_eq!(played["verification"]["ok"], true, "{}", played["verification"]);
    assert_eq!(played["digest"].as_str().unwrap().len(), 64);
    assert!(played["events_per_second"].as_u64() > Some(0));
    // Only what was made wrong on purpose is refused; nothing of an ordinary year is.
    let expected = [
        "already_reversed",
        "amount_below_minor_unit",
        "date_invalid",
        "exceeds_appropriation",
        "field_invalid",
        "field_missing",
        "identity_conflict",
        "mirror_missing",
        "account_unknown",
        "original_not_posted",
        "undecodable",
        "unknown_type",
    ];
    for reason in played["reasons"].as_object().unwrap().keys() {
        assert!(expected.contains(&reason.as_str()), "{reason}: {}", played["reasons"]);
    }

    // Groups of the budget realisation add up to their parents.
    let groups = played["budget_realization"].as_array().unwrap();
    let amount = |code: &str| -> i128 {
        let group =
            groups.iter().find(|group| group["code"] == code).unwrap_or_else(|| panic!("no group {code}"));
        group["realization"].as_str().unwrap().replace('.', "").parse().unwrap()
    };
    let below = |code: &str, dots: usize| -> i128 {
        let codes = groups.iter().map(|group| group["code"].as_str().unwrap());
        codes.filter(|found| found.starts_with(code) && found.matches('.').count() == dots).map(amount).sum()
    };
    assert_eq!(amount("4"), below("4.", 1));
    assert_eq!(amount("4.1"), below("4.1.", 2));
    assert_eq!(amount("5"), below("5.", 1));

    let again = json(&arguments);
    assert_eq!(played["digest"], again["digest"]);
    assert_eq!(played["outcomes"], again["outcomes"]);

    let verified = json(&["verify", "--data", text(&data), "--json"]);
    assert_eq!((&verified["ok"], &verified["digest"]), (&true.into(), &played["digest"]));
    for check in verified["checks"].as_array().unwrap() {
        assert!(
            check["name"].is_string() && check["ok"].is_boolean() && check["detail"].is_string(),
            "{check}"
        );
    }
    let replayed = json(&["replay", "--data", text(&data), "--rebuild", "--json"]);
    assert_eq!((&replayed["digest"], &replayed["same"]), (&played["digest"], &true.into()));
    assert_eq!(json(&["verify", "--data", text(&data), "--json"])["ok"], true);
}

#[test]
fn the_same_year_as_a_file_gives_the_digest_of_the_demo() {
    let folder = testkit::temp_dir();
    let (data, file, books) =
        (folder.path().join("demo"), folder.path().join("year.ndjson"), folder.path().join("books"));
    let seed = ["--events", EVENTS, "--seed", "3"];
    let played = json(&[&["demo", "--exit", "--json", "--data", text(&data)][..], &seed].concat());
    let written = json(&[&["demo", "--write", text(&file), "--json"][..], &seed].concat());
    assert_eq!(written["events"], played["events"]);
    let imported = json(&["import", "events", text(&file), "--data", text(&books), "--json"]);
    assert_eq!(imported["digest"], played["digest"]);
    for name in ["posted", "repeated", "refused", "quarantined"] {
        assert_eq!(imported[name], played["outcomes"][name], "{name}");
    }
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let folder = testkit::temp_dir();
    std::fs::write(folder.path().join("letters.txt"), "dear").unwrap();
    let output = run(&["demo", "--exit", "--events", EVENTS, "--data", text(folder.path())]);
    assert_eq!(code(&output), 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("--data"));
    assert_eq!(std::fs::read_to_string(folder.path().join("letters.txt")).unwrap(), "dear");
}
