//! One event: its forms, its outcomes, its repeats.

use serde_json::json;

use crate::world::*;

#[tokio::test]
async fn a_new_event_is_posted_and_a_repeat_is_told() {
    let world = World::start().await;
    let first = world.publish(&payment("p")).await.with(201);
    assert_eq!(first["outcome"], "posted");
    assert_eq!(
        (&first["repeated"], &first["id"], &first["source"]),
        (&json!(false), &json!("p"), &json!(SOURCE))
    );
    let again = world.publish(&payment("p")).await.with(200);
    assert_eq!((&again["repeated"], &again["position"]), (&json!(true), &first["position"]));
    assert_eq!(world.balance("x:cash").await["balance"], "100.00");
}

#[tokio::test]
async fn a_refused_event_is_a_problem_that_names_the_rule() {
    let world = World::start().await;
    let spend = transfer("s", "x:wallet", "x:cash", "5");
    let problem = world.publish(&spend).await.problem(422, "exceeds_credits");
    assert_eq!(problem["type"], "/docs/refusals#exceeds_credits");
    assert_eq!((&problem["outcome"], &problem["repeated"]), (&json!("refused"), &json!(false)));
    assert!(problem["detail"].as_str().unwrap().contains("x:wallet"), "{problem}");
    let again = world.publish(&spend).await.problem(422, "exceeds_credits");
    assert_eq!((&again["repeated"], &again["position"]), (&json!(true), &problem["position"]));
    assert_eq!(world.balance("x:cash").await["balance"], "0.00");
}

#[tokio::test]
async fn linked_items_are_refused_by_number() {
    let world = World::start().await;
    let items = json!([{"journal": journal("x:cash", "x:revenue", "1")}, {"journal": journal("x:wallet", "x:cash", "9")}]);
    let linked = event("l", "Linked", json!({"date": "2026-01-02", "items": items}));
    assert_eq!(world.publish(&linked).await.problem(422, "exceeds_credits")["item"], 1);
    assert_eq!(world.balance("x:cash").await["balance"], "0.00");
}

#[tokio::test]
async fn other_content_under_the_same_identity_is_a_conflict() {
    let world = World::start().await;
    world.publish(&payment("p")).await.with(201);
    let other = transfer("p", "x:cash", "x:revenue", "101");
    let conflict = world.publish(&other).await.problem(422, "identity_conflict");
    assert_eq!(conflict["repeated"], false);
    assert_eq!(world.publish(&other).await.problem(422, "identity_conflict")["repeated"], true);
    assert_eq!(world.publish(&payment("p")).await.with(200)["outcome"], "posted");
}

#[tokio::test]
async fn binary_mode_takes_json_and_any_case_of_header() {
    let world = World::start().await;
    let headers = [
        ("Ce-SpecVersion", "1.0"),
        ("CE-ID", "b"),
        ("ce-source", "urn:test:bank/a%20b"),
        ("ce-type", "neraca.payment.v1.JournalPosted"),
        ("content-type", "application/json; charset=utf-8"),
    ];
    let body = journal("x:cash", "x:revenue", "100").to_string();
    assert_eq!(world.post(&headers, &body).await.with(201)["source"], SOURCE);
    // The same event in structured mode is the same event.
    assert_eq!(world.publish(&payment("b")).await.with(200)["repeated"], true);
}

#[tokio::test]
async fn binary_mode_takes_protobuf() {
    let world = World::start().await;
    let body = journal("x:cash", "x:revenue", "100").to_string();
    let read = wire::message::Message::decode(
        "neraca.payment.v1.JournalPosted",
        "application/json",
        body.as_bytes(),
    );
    let headers = [
        ("ce-specversion", "1.0"),
        ("ce-id", "b"),
        ("ce-source", SOURCE),
        ("ce-type", "neraca.payment.v1.JournalPosted"),
        ("content-type", "application/protobuf"),
    ];
    world.post(&headers, read.expect("the body is one").encode()).await.with(201);
    assert_eq!(world.publish(&payment("b")).await.with(200)["repeated"], true);
}

#[tokio::test]
async fn what_cannot_be_read_is_quarantined_and_kept() {
    let world = World::start().await;
    let json = ("content-type", "application/json");
    for (body, code) in [
        ("{", "undecodable"),
        ("", "undecodable"),
        ("null", "undecodable"),
        ("\"text\"", "undecodable"),
        ("[1", "undecodable"),
        ("\u{0}", "undecodable"),
        ("{}", "headers_missing"),
        (r#"{"specversion":"1.0","id":"a","type":"t"}"#, "headers_missing"),
        (r#"{"specversion":"0.3","id":"a","source":"s","type":"t"}"#, "headers_invalid"),
        (r#"{"specversion":"1.0","id":"a","source":"s","type":"t","data":{}}"#, "unknown_type"),
        (
            r#"{"specversion":"1.0","id":"c","source":"s","type":"neraca.payment.v1.AccountClosed","data":{"nobody":1}}"#,
            "unknown_fields",
        ),
        (
            r#"{"specversion":"1.0","id":"d","source":"s","type":"neraca.payment.v1.AccountClosed","data":{"account":1}}"#,
            "undecodable",
        ),
    ] {
        let problem = world.post(&[json], body).await.problem(400, code);
        assert_eq!(problem["outcome"], "quarantined", "{body}");
        assert!(problem["position"].is_u64(), "{body}");
    }
    let kept = world.book("quarantine").await.with(200);
    assert_eq!(kept["items"].as_array().map(Vec::len), Some(12));
    assert_eq!(
        (&kept["items"][0]["data_base64"], &kept["items"][0]["code"]),
        (&json!("ew=="), &json!("undecodable"))
    );
    assert_eq!(kept["items"][0]["content_type"], "application/json");
}

#[tokio::test]
async fn bytes_of_every_kind_end_in_an_answer_that_is_not_a_server_error() {
    let world = World::start().await;
    let whole = payment("p").to_string().into_bytes();
    for cut in (0..whole.len()).step_by(7) {
        let answer = world.post(&[("content-type", "application/json")], &whole[..cut]).await;
        assert_eq!(answer.status, 400, "cut at {cut}: {}", answer.text());
    }
    for byte in (0..=255_u8).step_by(5) {
        let answer = world.post(&[("content-type", "application/json")], [byte; 40]).await;
        assert!(matches!(answer.status, 400 | 200), "{byte}: {}", answer.text());
    }
    let deep = "[".repeat(100_000);
    assert_eq!(world.post(&[("content-type", "application/json")], deep).await.status, 400);
}

#[tokio::test]
async fn a_content_type_without_events_is_refused_before_anything_is_recorded() {
    let world = World::start().await;
    world.post(&[("content-type", "text/plain")], "hello").await.problem(415, "content_type_unknown");
    world
        .post(&[("content-type", "application/protobuf")], "hello")
        .await
        .problem(415, "content_type_unknown");
    let kept = world.book("quarantine").await.with(200);
    assert_eq!(kept["items"], json!([]));
}

#[tokio::test]
async fn an_event_for_a_book_that_is_not_there_is_not_taken() {
    let world = World::start().await;
    let body = payment("p").to_string();
    let answer =
        crate::client::send(world.address, "POST", "/v1/books/other/events", &[], body.as_bytes()).await;
    answer.problem(404, "book_not_found");
}

#[tokio::test]
async fn a_stopped_handler_asks_for_another_try() {
    let world = World::start().await;
    let (address, _kept) = (world.address, (world._folder, world.follow));
    world.handler.stop().await.expect("it stops");
    let body = payment("p").to_string();
    let answer = crate::client::send(address, "POST", EVENTS, &[], body.as_bytes()).await;
    answer.problem(503, "unavailable");
    assert_eq!(answer.headers["retry-after"], "5");
    crate::client::send(address, "GET", "/readyz", &[], b"").await.problem(503, "not_ready");
}
