//! Whether the server runs, and whether it should get work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::state::{App, ServedBook};

/// The server runs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// Whether the process runs
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, description = "It runs", body = Health)))]
pub(crate) async fn healthz() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// How far one book is.
#[derive(Serialize, ToSchema)]
pub(crate) struct BookReadiness {
    /// The book.
    book: String,
    /// Last durable position.
    position: u64,
    /// Last position in the read models.
    read_position: u64,
}

/// Whether every book takes events and its read models are not too far behind
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "health",
    responses(
        (status = 200, description = "Ready", body = Vec<BookReadiness>),
        (status = 503, description = "Not ready, and why", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn readyz(State(app): State<App>) -> Result<Response, Problem> {
    let mut books = Vec::with_capacity(app.books.len());
    for (name, book) in &app.books {
        books.push(readiness(name, book, app.limits.ready_lag_max).await?);
    }
    Ok(Json(books).into_response())
}

async fn readiness(name: &str, book: &ServedBook, lag_max: u64) -> Result<BookReadiness, Problem> {
    let not_ready = |detail: String| {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let problem = Problem::new(status, "not_ready", "the server is not ready", detail);
        Problem { retry_after: Some(5), ..problem }
    };
    let progress = book.handle.progress().borrow().clone();
    if let Some(reason) = progress.stopped {
        return Err(not_ready(format!("the command handler of book \"{name}\" has stopped: {reason}")));
    }
    let read_position = book.reads.position(name).await?;
    let lag = progress.position.saturating_sub(read_position);
    if lag > lag_max {
        return Err(not_ready(format!("the read models of book \"{name}\" are {lag} positions behind")));
    }
    Ok(BookReadiness { book: name.to_owned(), position: progress.position, read_position })
}
