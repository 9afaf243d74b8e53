//! Time travel and the way down: views from before, what changed since, and where an entry comes from.

use std::time::Duration;

use serde_json::{Value, json};
use server::{Limits, Tokens};

use crate::world::*;

/// Two accounts and payments of 100, the last of which has position `count + 4`.
async fn with_payments(count: usize) -> World {
    let world = World::start().await;
    for n in 0..count {
        world.publish(&payment(&format!("p{n}"))).await.with(201);
    }
    world.balance("x:cash").await;
    world
}

/// Stops the read models where they are.
async fn stop_read_models(world: &World) {
    world.follow.send_replace(true);
    // The builder may be about to look once more; one that has stopped drops its end.
    while world.follow.receiver_count() > 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn a_position_that_is_not_in_the_log_yet_is_refused_by_name() {
    let world = with_payments(1).await;
    for path in [
        "accounts/x:cash/balance?known_at=6",
        "accounts/x:cash/statement?known_at=6",
        "reports/trial-balance?known_at=6",
        "reports/trial-balance?known_at=6&format=csv",
        "reports/trial-balance?known_at=6&changes_since=2",
        "reports/trial-balance?changes_since=6",
    ] {
        let problem = world.book(path).await.problem(404, "not_in_log");
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            detail.starts_with("position 6 is not in the log of book 'main' yet; it ends at 5"),
            "{path}: {detail}"
        );
    }
    let last = world.book("accounts/x:cash/balance?known_at=5").await.with(200);
    assert_eq!((&last["position"], &last["balance"]), (&json!(5), &json!("100.00")));
}

#[tokio::test]
async fn what_the_read_models_do_not_include_yet_is_waited_for_and_never_left_out() {
    let limits = Limits { wait_time_max: Duration::from_millis(50), ..Limits::default() };
    let world = World::empty(Tokens::default(), limits).await;
    let open = json!({"date": "2026-01-01", "account": "x:cash", "normalSide": "debit"});
    world.publish(&event("open", "AccountOpened", open)).await.with(201);
    world.balance("x:cash").await;
    stop_read_models(&world).await;
    let open = json!({"date": "2026-01-01", "account": "x:revenue", "normalSide": "credit"});
    world.publish(&event("open-2", "AccountOpened", open)).await.with(201);
    for path in [
        "entries/3/trace",
        "reports/trial-balance?known_at=3",
        "reports/trial-balance?known_at=3&changes_since=2",
        "reports/trial-balance?changes_since=3",
        "accounts/x:cash/balance?known_at=3",
        "accounts/x:cash/statement?known_at=3",
    ] {
        let answer = world.book(path).await;
        assert_eq!(
            answer.headers.get("retry-after").map(String::as_str),
            Some("1"),
            "{path}: {}",
            answer.text()
        );
        answer.problem(503, "behind");
    }
    let now = world.book("reports/trial-balance").await.with(200);
    assert_eq!(now["provenance"]["position"], 2);
    world.book("entries/4/trace").await.problem(404, "not_found");
}

#[tokio::test]
async fn a_view_is_asked_for_by_position_moment_or_day() {
    let world = with_payments(2).await;
    let entry = world.book("entries/5").await.with(200)[0].clone();
    let moment = entry["recorded_at"].as_str().unwrap();
    let balance = async |known_at: &str| {
        let path = format!("accounts/x:cash/balance?known_at={}", known_at.replace('+', "%2B"));
        world.book(&path).await.with(200)["balance"].clone()
    };
    assert_eq!(balance("5").await, "100.00");
    assert_eq!(balance(moment).await, "100.00");
    assert_eq!(balance("2020-01-01").await, "0.00");
    assert_eq!(balance("9999-12-31").await, "200.00");
    let day = ledger::Timestamp::parse(moment).unwrap().at;
    // The day after the one that it is in Western Indonesia, and the one before.
    let local = ledger::Timestamp(day.0 + 7 * 3_600_000_000).date();
    assert_eq!(balance(&ledger::Date(local.0 + 1).to_string()).await, "200.00");
    assert_eq!(balance(&ledger::Date(local.0 - 1).to_string()).await, "0.00");
    let detail = world.book("reports/cash-book?known_at=soon").await.problem(400, "parameter_invalid");
    assert_eq!(
        detail["detail"],
        "known_at: 'soon' is neither a position, a day such as 2026-01-15 nor a moment such as \
         2026-01-15T23:59:59+07:00; a + in a moment is written %2B"
    );
}

#[tokio::test]
async fn what_changed_since_is_told_with_the_events_that_explain_it() {
    let world = with_payments(2).await;
    let reversal = json!({"date": "2026-01-03", "originalId": "p0", "reason": "twice"});
    let reversed = world.publish(&event("undo", "PaymentReversed", reversal)).await;
    assert_eq!(reversed.status, 201, "{}", reversed.text());
    world.balance("x:cash").await;
    let path = "reports/trial-balance?as_of=2026-12-31&changes_since=5";
    let changes = world.book(path).await.with(200);
    assert_eq!((&changes["earlier"], &changes["later"]), (&json!(5), &json!(7)), "{changes}");
    let cash = changes["accounts"].as_array().unwrap().iter().find(|change| change["account"] == "x:cash");
    let cash = cash.unwrap();
    assert_eq!((&cash["before"], &cash["after"]), (&json!("100.00"), &json!("100.00")));
    let causes: Vec<_> = cash["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cause| ["position", "id", "kind", "amount", "reverses"].map(|key| cause[key].clone()))
        .collect();
    assert_eq!(
        causes,
        [
            [json!(6), json!("p1"), json!("general"), json!("100.00"), Value::Null],
            [json!(7), json!("undo"), json!("reversal"), json!("-100.00"), json!(5)],
        ]
    );
    let july = world.book("reports/trial-balance?as_of=2026-01-02&changes_since=5").await.with(200);
    assert_eq!(
        july["accounts"][0]["causes"].as_array().unwrap().len(),
        1,
        "the reversal counts for the third"
    );
    world.book("reports/trial-balance?known_at=5&changes_since=6").await.problem(400, "parameter_invalid");
}

#[tokio::test]
async fn a_cell_is_walked_down_to_the_event_and_its_proof() {
    let world = with_payments(2).await;
    world.sign().await;
    let report = world.book("reports/trial-balance?as_of=2026-12-31").await.with(200);
    let row = report["rows"].as_array().unwrap().iter().find(|row| row["code"] == "cash").unwrap();
    let ledger = world.get(row["links"]["entries"].as_str().unwrap()).await.with(200);
    assert_eq!(ledger["report"], "general-ledger");
    assert_eq!(ledger["total_debit"], row["debit"]);
    assert_eq!(ledger["provenance"]["position"], report["provenance"]["position"]);
    let rows = ledger["rows"].as_array().unwrap();
    let balance = rows.iter().find(|row| row["kind"] == "balance").unwrap();
    let statement = world.get(balance["links"]["statement"].as_str().unwrap()).await.with(200);
    assert_eq!(statement["closing_balance"], "200.00");
    let line = rows.iter().find(|row| row["kind"] == "detail").unwrap();
    let trace = world.get(line["links"]["trace"].as_str().unwrap()).await.with(200);
    assert_eq!((&trace["position"], &trace["event"]["id"]), (&line["position"], &json!("p0")));
    assert_eq!((&trace["outcome"], &trace["rule"]), (&json!("posted"), &Value::Null));
    assert_eq!(world.get(trace["proof"].as_str().unwrap()).await.status, 200);
    let cash_book = world.book("reports/cash-book?code=cash").await.with(200);
    assert_eq!(cash_book["rows"][1]["links"], line["links"]);
}

#[tokio::test]
async fn a_csv_carries_what_its_report_says_when_it_is_asked_to() {
    let world = with_payments(1).await;
    let report = world.book("reports/trial-balance").await.with(200);
    let plain = world.book("reports/trial-balance?format=csv").await;
    let whole = world.book("reports/trial-balance?format=csv&with_head=true").await;
    let added = whole.text().strip_prefix(plain.text()).expect("the table stands first, as it is without");
    let digest = report["digest"].as_str().unwrap();
    assert!(added.contains(&format!("\ndigest,0,,{digest},")), "{added}");
    assert!(added.contains("\nprovenance,0,position,5,"), "{added}");
    world.book("reports/trial-balance?with_head=true").await.problem(400, "parameter_invalid");
}
