//! Extractors whose rejections are problems.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use projections::KnownAt;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// Query parameters.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => Err(Problem::parameter(rejection.body_text())),
        }
    }
}

/// Path segments, percent-decoded.
pub(crate) struct Segments<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(segments)) => Ok(Self(segments)),
            Err(rejection) => Err(Problem::parameter(rejection.body_text())),
        }
    }
}

/// A calendar date of a query parameter.
pub(crate) fn date(name: &str, text: Option<&str>) -> Result<Option<ledger::Date>, Problem> {
    let Some(text) = text else { return Ok(None) };
    match ledger::Date::parse(text) {
        Some(date) => Ok(Some(date)),
        None => Err(Problem::parameter(format!("{name} is {text:?}, not a date such as \"2026-12-31\""))),
    }
}

/// A position, day or moment of a query parameter.
pub(crate) fn known_at(name: &str, text: Option<&str>) -> Result<Option<KnownAt>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let known_at = reports::known_at(text).map(Some);
    known_at.map_err(|error| Problem::parameter(format!("{name}: {error}; a + in a moment is written %2B")))
}
