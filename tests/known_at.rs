//! "The LRA of 31 December as known on 15 January, and what changed since": asked of the program and of its server, with figures
//! that a reader can add up.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::path::Path;
use std::time::{Duration, SystemTime};

use common::server::Server;
use common::{json, run, text};
use ledger::Timestamp;
use serde_json::{Value, json};

const HOTELS: &str = "4.1.01.19.01.0001";
const MARKETS: &str = "4.1.02.01.05.0003";

fn event(id: &str, kind: &str, data: Value) -> Value {
    let kind = format!("neraca.payment.v1.{kind}");
    json!({"specversion": "1.0", "id": id, "source": "urn:test", "type": kind, "data": data})
}

fn paid(id: &str, date: &str, account: &str, rupiah: u32) -> Value {
    let amount = json!({"value": rupiah.to_string(), "currency": "IDR"});
    let data = json!({
        "date": date, "agency": "5.02.0.00.0.00.02.0000", "account": account, "amount": amount,
        "basis": "self-assessed", "into": "treasury", "channel": "qris",
    });
    event(id, "PaymentReceived", data)
}

/// Records these events now; gives the last position.
fn record(folder: &Path, data: &str, events: &[Value]) -> u64 {
    let file = folder.join("events.ndjson");
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let imported = json(&["import", "events", text(&file), "--data", data, "--json", "--strict"]);
    assert_eq!(imported["posted"], events.len(), "{imported}");
    imported["position"].as_u64().unwrap()
}

/// A moment between what was recorded and what is recorded next.
fn between() -> String {
    std::thread::sleep(Duration::from_millis(20));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_micros();
    std::thread::sleep(Duration::from_millis(20));
    Timestamp(i64::try_from(now).unwrap()).to_string()
}

/// What an LRA shows as realised of a code; nothing when it has no such row.
fn realized<'a>(report: &'a Value, code: &str) -> Option<&'a str> {
    let rows = report["rows"].as_array().unwrap();
    rows.iter().find(|row| row["code"] == code).and_then(|row| row["realized"].as_str())
}

/// What changed: of each row the realised figure before and after, and of each account why.
fn assert_changes(changes: &Value, positions: (u64, u64)) {
    assert_eq!(
        (&changes["earlier"], &changes["later"]),
        (&positions.0.into(), &positions.1.into()),
        "{changes}"
    );
    let cells = changes["cells"].as_array().unwrap();
    for (row, before, after) in [
        ("4", Some("350000.00"), "305000.00"),
        (HOTELS, Some("350000.00"), "290000.00"),
        (MARKETS, None, "15000.00"),
    ] {
        let cell = cells.iter().find(|cell| cell["row"] == row && cell["column"] == "realized");
        let cell = cell.unwrap_or_else(|| panic!("{row} in {changes}"));
        assert_eq!((cell["before"].as_str(), cell["after"].as_str()), (before, Some(after)), "{row}");
    }
    let causes = |account: &str| {
        let accounts = changes["accounts"].as_array().unwrap();
        let of_code = |one: &&Value| one["account"].as_str().unwrap().ends_with(account);
        let account = accounts.iter().find(of_code).unwrap_or_else(|| panic!("{account} in {changes}"));
        let cause = |cause: &Value| {
            let text = |key: &str| cause[key].as_str().unwrap().to_owned();
            (text("id"), text("amount"), text("effective_date"))
        };
        account["causes"].as_array().unwrap().iter().map(cause).collect::<Vec<_>>()
    };
    let of = |id: &str, amount: &str, date: &str| (id.to_owned(), amount.to_owned(), date.to_owned());
    assert_eq!(
        causes(HOTELS),
        [of("late", "40000.00", "2025-12-31"), of("taken-back", "-100000.00", "2025-12-31")]
    );
    assert_eq!(causes(MARKETS), [of("late-market", "15000.00", "2025-12-30")]);
}

#[test]
fn the_lra_of_31_december_is_answered_as_it_was_known_and_what_changed_since_is_explained() {
    let folder = testkit::temp_dir();
    let data = text(&folder.path().join("books")).to_owned();
    let known = [paid("first", "2025-12-30", HOTELS, 250_000), paid("second", "2025-12-31", HOTELS, 100_000)];
    let earlier = record(folder.path(), &data, &known);
    let moment = between();
    let taken_back = json!({
        "date": "2026-01-16", "originalSource": "urn:test", "originalId": "second", "atOriginalDate": true,
        "reason": "paid twice",
    });
    let later = record(
        folder.path(),
        &data,
        &[
            paid("late", "2025-12-31", HOTELS, 40_000),
            event("taken-back", "PaymentReversed", taken_back),
            paid("late-market", "2025-12-30", MARKETS, 15_000),
            // Of the next year: it changes nothing of this one.
            paid("january", "2026-01-05", HOTELS, 999_000),
        ],
    );

    let lra =
        ["report", "budget-realization", "--as-of", "2025-12-31", "--level", "6", "--data", &data, "--json"];
    let ask = |more: &[&str]| json(&[&lra[..], more].concat());
    let (then, now) = (ask(&["--known-at", &moment]), ask(&[]));
    assert_eq!(then["provenance"]["position"], earlier, "{}", then["provenance"]);
    assert_eq!((realized(&then, HOTELS), realized(&then, MARKETS)), (Some("350000.00"), None));
    assert_eq!((realized(&now, HOTELS), realized(&now, MARKETS)), (Some("290000.00"), Some("15000.00")));
    assert_eq!(then["totals"]["revenue"], "350000.00");
    assert_eq!(now["totals"]["revenue"], "305000.00");
    assert_eq!(then, ask(&["--known-at", &earlier.to_string()]), "a moment means the position that it finds");
    let changes = ask(&["--changes-since", &moment]);
    assert_changes(&changes, (earlier, later));
    let told = run(&[
        "report",
        "budget-realization",
        "--as-of",
        "2025-12-31",
        "--changes-since",
        &moment,
        "--data",
        &data,
    ]);
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("  4 realized: 350000.00 -> 305000.00\n"), "{told}");

    let server = Server::of(&data);
    let get = |more: &str| {
        let path = format!("/v1/books/main/reports/budget-realization?as_of=2025-12-31&level=6{more}");
        let (status, body) = server.get(&path);
        assert_eq!(status, 200, "{path}: {body}");
        body
    };
    assert_eq!(get(&format!("&known_at={moment}")), then);
    let min = format!("&min_position={later}");
    assert_eq!(get(&min)["digest"], now["digest"]);
    assert_eq!(get(&format!("&changes_since={moment}{min}")), changes);
    let (status, problem) =
        server.get(&format!("/v1/books/main/reports/budget-realization?changes_since={}", later + 1));
    assert_eq!((status, &problem["code"]), (404, &"not_in_log".into()), "{problem}");
}
