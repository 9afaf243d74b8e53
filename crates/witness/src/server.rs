//! The witness over HTTP: one route.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response as HttpResponse};
use axum::routing::post;
use tokio::net::TcpListener;
use transparency::witness::{ADD_CHECKPOINT_PATH, MAX_REQUEST_BYTES, Refusal, RequestError, Response};

use crate::error::WitnessError;
use crate::service::Service;

/// How long a client may take to send a request, which fits a few packets.
const BODY_TIME_MAX: Duration = Duration::from_secs(10);

/// The routes, for callers that bring their own connections.
pub fn router(service: Arc<Service>) -> Router {
    Router::new().route(ADD_CHECKPOINT_PATH, post(add_checkpoint)).with_state(service)
}

/// Serves until `shutdown` completes, then finishes the requests in hand.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    service: Arc<Service>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), WitnessError> {
    axum::serve(listener, router(service)).with_graceful_shutdown(shutdown).await.map_err(WitnessError::Serve)
}

async fn add_checkpoint(State(service): State<Arc<Service>>, body: Body) -> HttpResponse {
    let response = match tokio::time::timeout(BODY_TIME_MAX, to_bytes(body, MAX_REQUEST_BYTES)).await {
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT, "the request did not come in time\n"),
        // Cut off or too long; which of the two the client knows itself.
        Ok(Err(_)) => Refusal::from(RequestError::TooLong { bytes: MAX_REQUEST_BYTES + 1 }).response(),
        Ok(Ok(body)) => match tokio::task::spawn_blocking(move || service.add_checkpoint(&body)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return failed(&error.to_string()),
            Err(error) => return failed(&error.to_string()),
        },
    };
    count(response.status);
    answer(response)
}

fn answer(response: Response) -> HttpResponse {
    // The statuses of the protocol are all statuses of HTTP.
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, response.content_type)], response.body).into_response()
}

/// The reason stays in the log: it names files of this machine.
fn failed(error: &str) -> HttpResponse {
    tracing::error!(error, "the witness can't answer");
    plain(StatusCode::INTERNAL_SERVER_ERROR, "the witness failed; its operator finds why in its log\n")
}

fn plain(status: StatusCode, text: &'static str) -> HttpResponse {
    count(status.as_u16());
    (status, text).into_response()
}

fn count(status: u16) {
    metrics::counter!("neraca_witness_requests_total", "status" => status.to_string()).increment(1);
}
