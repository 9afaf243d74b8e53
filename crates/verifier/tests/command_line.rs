//! The program as a user meets it: exit codes, languages, JSON.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::process::{Command, Output};

use transparency::checkpoint::Checkpoint;
use transparency::hash::empty_root;
use transparency::note::{SignatureType, SignerKey};

/// An empty log with its policy.
fn empty_log() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let key = SignerKey::from_seed("example/daerah", SignatureType::Ed25519, &[3; 32]).unwrap();
    let checkpoint = Checkpoint::new("example/daerah", 0, empty_root()).unwrap().sign(&key).unwrap();
    std::fs::create_dir(folder.path().join("log")).unwrap();
    std::fs::write(folder.path().join("log/checkpoint"), checkpoint.to_string()).unwrap();
    std::fs::write(folder.path().join("policy"), format!("log {}\nquorum none\n", key.verifier())).unwrap();
    folder
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_neraca-verify"));
    command.current_dir(folder.path()).args(arguments).env_remove("LC_ALL").env("LANG", "C").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_exit_code_is_the_verdict() {
    let folder = empty_log();
    let log = ["log", "log", "--policy", "policy"];
    let proved = run(&folder, &log);
    assert_eq!(proved.status.code(), Some(0), "{}", stdout(&proved));
    assert!(stdout(&proved).starts_with("PROVED\n"));
    std::fs::write(folder.path().join("log/more"), "x").unwrap();
    let refuted = run(&folder, &log);
    assert_eq!(refuted.status.code(), Some(4));
    assert!(stdout(&refuted).contains("file more: the file does not belong to a log of 0 entries"));
    for unusable in [
        &["log", "nowhere", "--policy", "policy"][..],
        &["log", "log", "--policy", "nowhere"],
        &["log", "log", "--policy", "log/checkpoint"],
        &["log", "log"],
        &["proof", "nowhere", "--policy", "policy"],
        &["unheard-of"],
    ] {
        let output = run(&folder, unusable);
        assert_eq!(output.status.code(), Some(1), "{unusable:?}");
        assert!(!output.stderr.is_empty(), "{unusable:?}");
    }
    assert_eq!(run(&folder, &["--help"]).status.code(), Some(0));
}

#[test]
fn a_report_that_the_program_does_not_know_is_refused_by_its_name_and_never_passes() {
    let folder = empty_log();
    let report = r#"{"report":"weather","provenance":{"book":"daerah","position":0},"rows":[],"totals":{}}"#;
    std::fs::write(folder.path().join("report.json"), report).unwrap();
    let output = run(&folder, &["report", "report.json", "--log", "log", "--policy", "policy"]);
    assert_eq!(output.status.code(), Some(4));
    let said = stdout(&output);
    assert!(
        said.starts_with("REFUTED\n") && said.contains("no way to check a report \"weather\" here"),
        "{said}"
    );
}

#[test]
fn the_language_is_that_of_the_option_or_of_the_locale() {
    let folder = empty_log();
    let log = ["log", "log", "--policy", "policy", "--lang", "id"];
    assert!(stdout(&run(&folder, &log)).starts_with("TERBUKTI\n"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_neraca-verify"));
    command.current_dir(folder.path()).args(&log[..4]).env("LC_ALL", "id_ID.UTF-8");
    assert!(stdout(&command.output().unwrap()).starts_with("TERBUKTI\n"));
}

#[test]
fn json_has_the_verdict_and_the_codes() {
    let folder = empty_log();
    let output = run(&folder, &["log", "log", "--policy", "policy", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["command"], &json["verdict"]), (&"log".into(), &"proved".into()));
    assert_eq!(json["checked"][0]["code"], "checked_signature");
    assert_eq!(json["findings"], serde_json::json!([]));
}
