//! The server: routes behind the layers that guard them, served on a listener until it is told to stop.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::problem::Problem;
use crate::routes;
use crate::state::{App, Limits, ServerState};

/// An HTTP server over a state.
pub struct Server {
    router: Router,
}

impl Server {
    /// A server of that state.
    pub fn new(state: ServerState) -> Self {
        let app: App = Arc::new(state);
        Self { router: guarded(routes::router(&app), app.limits) }
    }

    /// The service itself, for callers that bring their own connections.
    pub fn into_router(self) -> Router {
        self.router
    }

    /// Serves until `shutdown` completes, then finishes the requests in hand. Whoever listens beyond loopback asks
    /// [`crate::requires_tokens`] first.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        axum::serve(listener, self.router).with_graceful_shutdown(shutdown).await
    }
}

/// The router within its limits, from the inside out: body, time, panics, the log.
fn guarded(router: Router, limits: Limits) -> Router {
    router
        .layer(DefaultBodyLimit::max(limits.body_bytes_max))
        .layer(from_fn_with_state(limits, limit_time))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(TraceLayer::new_for_http().make_span_with(span))
}

/// Ends requests that take too long. An event that was handed in is recorded all the same; sending it again is safe.
async fn limit_time(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limits.request_time_max, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let detail = "what was sent may have been recorded; sending it again is safe";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let problem = Problem::new(status, "timeout", "the request took too long", detail);
            Problem { retry_after: Some(5), ..problem }.into_response()
        }
    }
}

fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(message, "a request's handler panicked");
    Problem::internal().into_response()
}

/// Path without query and headers, which may tell of people. A number of a person that somebody wrote into a path is masked.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let path = request.uri().path();
    let masked = adapters::clear::masked_numbers(path.as_bytes());
    let path = masked.as_deref().map_or(path.into(), String::from_utf8_lossy);
    tracing::info_span!("request", method = %request.method(), path = &*path)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    async fn status_of(path: &str) -> (StatusCode, String) {
        let router = Router::new()
            .route("/panics", get(async || -> StatusCode { panic!("as planned") }))
            .route("/sleeps", get(std::future::pending::<StatusCode>));
        let limits = Limits { request_time_max: Duration::from_millis(20), ..Limits::default() };
        let request = axum::http::Request::get(path).body(Body::empty()).unwrap();
        let response = guarded(router, limits).oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_is_answered_without_its_message() {
        let (status, body) = status_of("/panics").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("\"code\":\"internal\"") && !body.contains("as planned"), "{body}");
    }

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_ended() {
        let (status, body) = status_of("/sleeps").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(body.contains("\"code\":\"timeout\""), "{body}");
    }
}
