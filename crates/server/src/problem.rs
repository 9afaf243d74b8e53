//! Problem details (RFC 9457): what every answer that is not a success looks like.
//!
//! `code` is stable. Refusals have the codes of the ladder and their section in `docs/refusals.md`, everything else has
//! its section in `docs/http-api.md`; the server serves both pages, and `type` leads there.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use command_handler::HandlerError;
use documents::DocumentError;
use projections::ProjectionError;
use reports::ReportError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::views::OutcomeView;

/// The content type of a problem.
const CONTENT_TYPE: &str = "application/problem+json";

/// A problem, as `application/problem+json`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Where the code is described, relative to the server.
    #[serde(rename = "type")]
    #[schema(example = "/docs/refusals#exceeds_ceiling")]
    pub(crate) problem_type: String,
    /// What the code means.
    pub(crate) title: String,
    /// The HTTP status.
    pub(crate) status: u16,
    /// What was met, and what to do.
    pub(crate) detail: String,
    /// Stable code.
    #[schema(example = "exceeds_ceiling")]
    pub(crate) code: String,
    /// The event's outcome, when one was recorded. Boxed, as problems are mostly about something else.
    #[serde(flatten)]
    pub(crate) recorded: Option<Box<Recorded>>,
    /// Seconds after which to try again; goes out as a header.
    #[serde(skip)]
    pub(crate) retry_after: Option<u32>,
}

/// What a problem tells of an event that was refused or quarantined.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Recorded {
    /// Position of the recorded outcome.
    position: u64,
    /// `refused` or `quarantined`.
    outcome: &'static str,
    /// The event was here before; this is the outcome it had then.
    repeated: bool,
    /// Which linked item was refused, counted from zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<u32>,
    /// CloudEvents source of the event.
    source: String,
    /// CloudEvents id of the event.
    id: String,
}

impl Problem {
    /// A problem of the server or the request, described in `docs/http-api.md`.
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        title: &str,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            problem_type: format!("/docs/http-api#{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            recorded: None,
            retry_after: None,
        }
    }

    pub(crate) fn not_found(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, "there is no such thing", detail)
    }

    pub(crate) fn parameter(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "parameter_invalid", "a parameter cannot be read", detail)
    }

    pub(crate) fn unavailable(detail: impl Into<String>) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let problem = Self::new(status, "unavailable", "the server cannot do this now; try again", detail);
        Self { retry_after: Some(5), ..problem }
    }

    /// The reason is logged where it is known; who asks learns only that it was not their fault.
    pub(crate) fn internal() -> Self {
        let detail = "the reason is in the server's log; what was recorded stays recorded";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server failed", detail)
    }

    /// The problem of a single event that was refused or quarantined.
    pub(crate) fn of_outcome(outcome: OutcomeView) -> Self {
        let code = outcome.code.unwrap_or_default();
        let refusal = ledger::RefusalCode::parse(&code).filter(|_| outcome.outcome == "refused");
        let (status, problem_type, title) = match refusal {
            Some(refusal) => {
                (StatusCode::UNPROCESSABLE_ENTITY, format!("/docs/refusals#{code}"), refusal.meaning().trim())
            }
            None => (StatusCode::BAD_REQUEST, format!("/docs/http-api#{code}"), QUARANTINED),
        };
        Self {
            problem_type,
            title: title.trim_end_matches('.').to_owned(),
            status: status.as_u16(),
            detail: outcome.detail.unwrap_or_default(),
            code,
            recorded: Some(Box::new(Recorded {
                position: outcome.position,
                outcome: outcome.outcome,
                repeated: outcome.repeated,
                item: outcome.item,
                source: outcome.source,
                id: outcome.id,
            })),
            retry_after: None,
        }
    }
}

const QUARANTINED: &str = "the event could not be read; its bytes are kept";

/// A problem's code, for whoever sees the response go by.
#[derive(Clone, Debug)]
pub(crate) struct ProblemCode(pub(crate) String);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let code = ProblemCode(self.code.clone());
        let mut response = (status, axum::Json(self)).into_response();
        response.extensions_mut().insert(code);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"neraca\""));
        }
        response
    }
}

impl From<HandlerError> for Problem {
    fn from(error: HandlerError) -> Self {
        match error {
            HandlerError::Stopped | HandlerError::Screen(_) => Self::unavailable(error.to_string()),
            HandlerError::Store(store) if store.is_retryable() => Self::unavailable(store.to_string()),
            error => {
                tracing::error!(error = &error as &dyn std::error::Error, "a command could not be handled");
                Self::internal()
            }
        }
    }
}

impl From<event_store::StoreError> for Problem {
    fn from(error: event_store::StoreError) -> Self {
        HandlerError::from(error).into()
    }
}

impl From<ProjectionError> for Problem {
    fn from(error: ProjectionError) -> Self {
        match error {
            ProjectionError::NoAccount(_) => Self::not_found("not_found", error.to_string()),
            ProjectionError::NotInLog { .. } => {
                let title = "the log does not reach that position yet";
                Self::new(StatusCode::NOT_FOUND, "not_in_log", title, error.to_string())
            }
            ProjectionError::BadCursor(_) => Self::parameter(error.to_string()),
            ProjectionError::Behind { .. } => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let title = "the read models are not there yet; try again";
                Self { retry_after: Some(1), ..Self::new(status, "behind", title, error.to_string()) }
            }
            // The builder has not met the book yet.
            ProjectionError::NoBook(_) => Self::unavailable("the read models are being built"),
            error if error.is_retryable() => {
                tracing::warn!(error = &error as &dyn std::error::Error, "the read models are not available");
                Self::unavailable("the read models are not available")
            }
            error => {
                tracing::error!(error = &error as &dyn std::error::Error, "the read models failed");
                Self::internal()
            }
        }
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::ReadModels(error) => error.into(),
            ReportError::Write(_) | ReportError::Csv(_) | ReportError::Unexplained { .. } => {
                tracing::error!(error = &error as &dyn std::error::Error, "a report could not be written");
                Self::internal()
            }
            asked_wrongly => Self::parameter(asked_wrongly.to_string()),
        }
    }
}

impl From<DocumentError> for Problem {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::TooManyRows { .. } => Self::parameter(error.to_string()),
            error => {
                tracing::error!(error = &error as &dyn std::error::Error, "a document could not be written");
                Self::internal()
            }
        }
    }
}
