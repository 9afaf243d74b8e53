//! Two-phase, limits, closing and reversal as a publisher meets them: what the core proves of itself, once over the wire.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::world::*;

fn money(amount: &str) -> Value {
    json!({"value": amount, "currency": "IDR"})
}

fn hold(id: &str, name: &str, amount: &str, expires_at: &str) -> Value {
    let lines = journal("x:cash", "x:revenue", amount)["lines"].clone();
    event(
        id,
        "HoldPlaced",
        json!({"date": "2026-01-02", "hold": name, "lines": lines, "expiresAt": expires_at}),
    )
}

fn capture(id: &str, name: &str, amount: &str, keep: bool) -> Value {
    let body = json!({"date": "2026-01-02", "hold": name, "amount": money(amount), "keepRemainder": keep});
    event(id, "HoldCaptured", body)
}

fn on(id: &str, name: &str, account: &str) -> Value {
    event(id, name, json!({"date": "2026-01-02", "account": account}))
}

async fn sums(world: &World, account: &str) -> [String; 4] {
    let balance = world.balance(account).await;
    ["debits_posted", "credits_posted", "debits_pending", "credits_pending"]
        .map(|sum| balance[sum].as_str().expect("sums are texts").to_owned())
}

#[tokio::test]
async fn a_hold_is_captured_in_parts_and_the_rest_released() {
    let world = World::start().await;
    world.publish(&hold("h", "order", "100", "")).await.with(201);
    assert_eq!(sums(&world, "x:cash").await, ["0.00", "0.00", "100.00", "0.00"]);
    world.publish(&capture("c1", "order", "30", true)).await.with(201);
    assert_eq!(sums(&world, "x:cash").await, ["30.00", "0.00", "70.00", "0.00"]);
    world.publish(&capture("c2", "order", "71", true)).await.problem(422, "capture_exceeds_hold");
    world.publish(&capture("c3", "order", "50", false)).await.with(201);
    assert_eq!(sums(&world, "x:cash").await, ["80.00", "0.00", "0.00", "0.00"]);
    assert_eq!(sums(&world, "x:revenue").await, ["0.00", "80.00", "0.00", "0.00"]);
    assert_eq!(world.book("holds/order?min_position=7").await.with(200)["state"], "captured");
    world.publish(&capture("c4", "order", "1", false)).await.problem(422, "hold_already_captured");
    let release = event("r", "HoldReleased", json!({"date": "2026-01-02", "hold": "order"}));
    world.publish(&release).await.problem(422, "hold_already_captured");
}

#[tokio::test]
async fn a_hold_lets_go_at_its_time_by_itself() {
    let world = World::start().await;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    let expires_at = now + Duration::from_millis(700);
    let expires_at =
        ledger::Timestamp(i64::try_from(expires_at.as_micros()).expect("not so late")).to_string();
    let position = world.publish(&hold("h", "order", "100", &expires_at)).await.with(201)["position"].clone();
    let order = format!("holds/order?min_position={position}");
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    while world.book(&order).await.with(200)["state"] != "expired" {
        assert!(tokio::time::Instant::now() < deadline, "the hold expires by itself");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(sums(&world, "x:cash").await, ["0.00"; 4]);
    world.publish(&capture("c", "order", "1", false)).await.problem(422, "hold_expired");
    world.publish(&hold("late", "other", "1", "2020-01-01T00:00:00Z")).await.problem(422, "hold_expiry_past");
}

#[tokio::test]
async fn a_wallet_spends_what_was_posted_to_it_and_no_more() {
    let world = World::start().await;
    world.publish(&transfer("in", "x:cash", "x:wallet", "100")).await.with(201);
    let lines = journal("x:wallet", "x:revenue", "70")["lines"].clone();
    let held = event("h", "HoldPlaced", json!({"date": "2026-01-02", "hold": "order", "lines": lines}));
    world.publish(&held).await.with(201);
    world.publish(&transfer("out", "x:wallet", "x:revenue", "31")).await.problem(422, "exceeds_credits");
    world.publish(&transfer("out-2", "x:wallet", "x:revenue", "30")).await.with(201);
    let release = event("r", "HoldReleased", json!({"date": "2026-01-02", "hold": "order"}));
    world.publish(&release).await.with(201);
    world.publish(&transfer("out", "x:wallet", "x:revenue", "31")).await.problem(422, "exceeds_credits");
    world.publish(&transfer("out-3", "x:wallet", "x:revenue", "70")).await.with(201);
    assert_eq!(world.balance("x:wallet").await["balance"], "0.00");
}

#[tokio::test]
async fn a_closed_account_takes_nothing_until_it_is_reopened() {
    let world = World::start().await;
    world.publish(&on("close", "AccountClosed", "x:cash")).await.with(201);
    world.publish(&payment("p")).await.problem(422, "account_closed");
    world.publish(&on("again", "AccountClosed", "x:cash")).await.problem(422, "account_already_closed");
    world.publish(&on("reopen", "AccountReopened", "x:cash")).await.with(201);
    // A refusal is final for its event: what changed since does not change the answer.
    assert_eq!(world.publish(&payment("p")).await.problem(422, "account_closed")["repeated"], true);
    world.publish(&payment("p-2")).await.with(201);
    assert_eq!(world.balance("x:cash").await["balance"], "100.00");
}

#[tokio::test]
async fn an_event_is_taken_back_once_and_a_reversal_of_that_restores_it() {
    let world = World::start().await;
    let reverse = |id: &str, original: &str| {
        event(id, "PaymentReversed", json!({"date": "2026-01-03", "originalId": original, "reason": "wrong"}))
    };
    let position = world.publish(&payment("p")).await.with(201)["position"].clone();
    let reversal = world.publish(&reverse("r", "p")).await.with(201)["position"].clone();
    assert_eq!(world.balance("x:cash").await["balance"], "0.00");
    let entry = world.book(&format!("entries/{reversal}")).await.with(200)[0].clone();
    assert_eq!((&entry["kind"], &entry["reverses"]), (&json!("reversal"), &position));
    assert!(entry.get("reversed_by").is_none());
    let original =
        world.book(&format!("entries/{position}?min_position={reversal}")).await.with(200)[0].clone();
    assert_eq!((original.get("reverses"), &original["reversed_by"]), (None, &reversal));
    world.publish(&reverse("r-2", "p")).await.problem(422, "already_reversed");
    world.publish(&reverse("r-3", "nobody")).await.problem(422, "original_not_found");
    world.publish(&reverse("r-4", "r")).await.with(201);
    assert_eq!(world.balance("x:cash").await["balance"], "100.00");
}

#[tokio::test]
async fn amounts_are_exact_or_refused() {
    let world = World::start().await;
    world.publish(&transfer("exact", "x:cash", "x:revenue", "90071992547409.93")).await.with(201);
    assert_eq!(world.balance("x:cash").await["balance"], "90071992547409.93");
    for (amount, code) in [
        ("0.001", "amount_below_minor_unit"),
        ("1e3", "amount_invalid"),
        ("99999999999999999999", "amount_too_large"),
        ("0", "amount_not_positive"),
        ("-1", "amount_not_positive"),
    ] {
        world.publish(&transfer(amount, "x:cash", "x:revenue", amount)).await.problem(422, code);
    }
}
