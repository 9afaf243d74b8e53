//! Metrics, in Prometheus' text format, and how requests show in the log.

use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::state::App;
use crate::views::OutcomeView;

/// Bounds of the latency histogram, in seconds: from a read out of memory to the request limit.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0];

/// The process's one recorder, installed on first use. Another one that was installed before stays, and this one then
/// shows nothing.
pub(crate) fn recorder() -> PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER
        .get_or_init(|| {
            let builder = PrometheusBuilder::new()
                .set_buckets(&SECONDS)
                .expect("the bounds are there, so they are accepted");
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another metrics recorder is installed; /metrics stays empty");
            }
            handle
        })
        .clone()
}

/// Counts outcomes by book and kind.
pub(crate) fn count_outcomes(book: &str, outcomes: &[OutcomeView]) {
    for kind in ["posted", "refused", "quarantined", "repeated"] {
        let is_kind =
            |view: &&OutcomeView| if view.repeated { kind == "repeated" } else { view.outcome == kind };
        let count = outcomes.iter().filter(is_kind).count() as u64;
        if count > 0 {
            metrics::counter!("neraca_http_events_total", "book" => book.to_owned(), "outcome" => kind)
                .increment(count);
        }
    }
}

/// Counts and times each request under its route, so that the number of series stays small.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    // Anyone can make up methods, and each would be a series of its own.
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let started = Instant::now();
    let response = next.run(request).await;
    let labels = [("method", method), ("route", route)];
    metrics::histogram!("neraca_http_request_seconds", &labels).record(started.elapsed().as_secs_f64());
    let status = response.status().as_u16().to_string();
    let [method, route] = labels;
    metrics::counter!("neraca_http_requests_total", &[method, route, ("status", status)]).increment(1);
    response
}

/// Prometheus metrics
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses((status = 200, description = "Metrics in Prometheus' text format", body = String, content_type = "text/plain")),
)]
pub(crate) async fn metrics_text(State(app): State<App>) -> Response {
    for (name, book) in &app.books {
        let progress = book.handle.progress().borrow().clone();
        let gauge = |metric: &'static str, value: u64| {
            metrics::gauge!(metric, "book" => name.clone()).set(value as f64);
        };
        gauge("neraca_position", progress.position);
        gauge("neraca_handler_running", u64::from(progress.stopped.is_none()));
        if let Some(sequence) = progress.bus_sequence {
            gauge("neraca_bus_sequence", sequence);
        }
        if let Ok(position) = book.reads.position(name).await {
            gauge("neraca_read_position", position);
        }
    }
    app.metrics.run_upkeep();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.render())
        .into_response()
}
