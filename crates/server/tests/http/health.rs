//! Health, readiness, metrics.

use serde_json::json;
use server::{Limits, Tokens};

use crate::world::*;

#[tokio::test]
async fn a_running_server_is_healthy_and_ready() {
    let world = World::start().await;
    assert_eq!(world.get("/healthz").await.with(200), json!({"status": "ok"}));
    let ready = world.get("/readyz").await.with(200);
    assert_eq!((&ready[0]["book"], &ready[0]["position"]), (&json!("main"), &json!(4)));
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_finishes_and_stops() {
    let world = World::start().await;
    world.stop.send(()).expect("the server runs");
    world.served.await.expect("it does not panic").expect("it ends well");
    assert!(tokio::net::TcpStream::connect(world.address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn metrics_count_outcomes_and_requests_by_route() {
    let world = World::empty(Tokens::default(), Limits::default()).await;
    world
        .publish(&event(
            "o",
            "AccountOpened",
            json!({"date": "2026-01-01", "account": "x:m", "normalSide": "debit"}),
        ))
        .await
        .with(201);
    let metrics = world.get("/metrics").await;
    assert_eq!(metrics.status, 200);
    for expected in [
        "neraca_http_events_total{book=\"main\",outcome=\"posted\"}",
        "neraca_http_requests_total{method=\"POST\",route=\"/v1/books/{book}/events\",status=\"201\"}",
        "neraca_http_request_seconds_bucket{",
        "neraca_position{book=\"main\"} 2",
        "neraca_handler_running{book=\"main\"} 1",
        "neraca_read_position{book=\"main\"}",
    ] {
        assert!(metrics.text().contains(expected), "{expected} in:\n{}", metrics.text());
    }
}
