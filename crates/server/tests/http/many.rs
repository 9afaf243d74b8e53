//! Many events at once: batches, streams, and their limits.

use serde_json::{Value, json};
use server::{Limits, Tokens};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::world::*;

const BATCH: (&str, &str) = ("content-type", "application/cloudevents-batch+json");
const LINES: (&str, &str) = ("content-type", "application/x-ndjson");

#[tokio::test]
async fn a_batch_is_answered_event_by_event_in_order() {
    let world = World::start().await;
    let batch =
        json!([payment("a"), transfer("b", "x:wallet", "x:cash", "9"), {"no": "event"}, payment("a")]);
    for content_type in [BATCH, ("content-type", "application/json")] {
        let outcomes = world.post(&[content_type], batch.to_string()).await.with(200);
        let kinds: Vec<&str> =
            outcomes.as_array().unwrap().iter().map(|outcome| outcome["outcome"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["posted", "refused", "quarantined", "posted"]);
        assert_eq!(outcomes[1]["code"], "exceeds_credits");
        assert_eq!(
            (&outcomes[3]["repeated"], &outcomes[3]["position"]),
            (&json!(true), &outcomes[0]["position"])
        );
    }
    assert_eq!(world.balance("x:cash").await["balance"], "100.00");
}

#[tokio::test]
async fn a_protobuf_batch_is_answered_event_by_event_in_every_form() {
    use base64::Engine as _;
    let world = World::start().await;
    let kind = "neraca.payment.v1.JournalPosted";
    let body = journal("x:cash", "x:revenue", "100").to_string();
    let body = wire::message::Message::decode(kind, "application/json", body.as_bytes())
        .expect("it is one")
        .encode();
    let data = base64::engine::general_purpose::STANDARD.encode(body);
    let one = |id: &str, kind: &str| json!({"id": id, "source": SOURCE, "type": kind, "data": data});
    let nested = "neraca.payment.v1.Batch";
    let inner = json!({"events": [one("a", kind), one("n", nested), one("b", kind)]});
    let whole = event("whole", "Batch", inner.clone());

    let binary = [
        ("ce-specversion", "1.0"),
        ("ce-id", "whole"),
        ("ce-source", SOURCE),
        ("ce-type", nested),
        ("content-type", "application/json"),
    ];
    let outcomes = world.post(&binary, inner.to_string()).await.with(200);
    let ids: Vec<&Value> = outcomes.as_array().unwrap().iter().map(|outcome| &outcome["id"]).collect();
    assert_eq!(ids, ["a", "", "b"]);
    assert_eq!((&outcomes[0]["outcome"], &outcomes[1]["outcome"]), (&json!("posted"), &json!("quarantined")));

    let single = world.publish(&whole).await.with(200);
    let batch = json!([payment("c"), whole, payment("d")]);
    let batch = world.post(&[BATCH], batch.to_string()).await.with(200);
    let lines = world.post(&[LINES], format!("{whole}\n{}", payment("e"))).await;
    assert_eq!((&single[0]["id"], &single[2]["repeated"]), (&json!("a"), &json!(true)));
    let ids: Vec<&Value> = batch.as_array().unwrap().iter().map(|outcome| &outcome["id"]).collect();
    assert_eq!(ids, ["c", "a", "", "b", "d"]);
    assert_eq!(lines.text().lines().count(), 4);
    assert_eq!(world.balance("x:cash").await["balance"], "500.00");
}

#[tokio::test]
async fn a_batch_of_nothing_is_answered_by_nothing() {
    let world = World::start().await;
    assert_eq!(world.post(&[BATCH], "[]").await.with(200), json!([]));
}

#[tokio::test]
async fn ten_thousand_events_are_a_batch_and_one_more_is_not() {
    let world = World::start().await;
    let mut events: Vec<Value> = (0..10_000).map(|n| payment(&n.to_string())).collect();
    let outcomes = world.post(&[BATCH], json!(events).to_string()).await.with(200);
    assert_eq!(outcomes.as_array().map(Vec::len), Some(10_000));
    events.push(payment("one-more"));
    world.post(&[BATCH], json!(events).to_string()).await.problem(413, "too_many_events");
    assert_eq!(world.balance("x:cash").await["balance"], "1000000.00");
    assert_eq!(world.book("outcomes/urn%3Atest%3Abank%2Fa%20b/one-more").await.status, 404);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let limits = Limits { body_bytes_max: 1_000, ..Limits::default() };
    let world = World::empty(Tokens::default(), limits).await;
    let body = json!([payment(&"x".repeat(1_000))]).to_string();
    world.post(&[BATCH], body).await.problem(413, "body_too_large");
}

#[tokio::test]
async fn lines_are_answered_by_lines_in_order() {
    let world = World::start().await;
    let events: Vec<String> = (0..5_000).map(|n| payment(&n.to_string()).to_string()).collect();
    let body = format!("{}\n\n  \nnot json\r\n{}", events.join("\n"), payment("0"));
    let answer = world.post(&[LINES], body).await;
    assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, "application/x-ndjson"));
    let outcomes: Vec<Value> =
        answer.text().lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert_eq!(outcomes.len(), 5_002);
    for (n, outcome) in outcomes[..5_000].iter().enumerate() {
        assert_eq!((&outcome["outcome"], &outcome["id"]), (&json!("posted"), &json!(n.to_string())));
    }
    assert_eq!(outcomes[5_000]["outcome"], "quarantined");
    assert_eq!(outcomes[5_001]["repeated"], true);
    assert_eq!(world.balance("x:cash").await["balance"], "500000.00");
}

#[tokio::test]
async fn a_line_is_answered_before_the_stream_ends() {
    let world = World::start().await;
    let mut socket = TcpStream::connect(world.address).await.unwrap();
    let head = format!(
        "POST {EVENTS} HTTP/1.1\r\nhost: t\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    for id in ["first", "second"] {
        let line = format!("{}\n", payment(id));
        socket.write_all(format!("{:x}\r\n{line}\r\n", line.len()).as_bytes()).await.unwrap();
        let mut seen = String::new();
        while !seen.contains(id) {
            let mut buffer = [0; 4_096];
            let count = socket.read(&mut buffer).await.unwrap();
            assert!(count > 0, "the stream goes on: {seen}");
            seen.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        }
    }
}

#[tokio::test]
async fn a_line_without_end_ends_the_stream_with_a_problem() {
    let limits = Limits { line_bytes_max: 500, ..Limits::default() };
    let world = World::empty(Tokens::default(), limits).await;
    let body = format!("{}\n{}", "not json", "x".repeat(1_000_000));
    let answer = world.post(&[LINES], body).await;
    let lines: Vec<Value> = answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.last().unwrap()["code"], "body_too_large");
}
