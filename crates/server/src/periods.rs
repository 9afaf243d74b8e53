//! Periods: which are closed, how they came to be, and the certificate of a closing. They are closed and reopened by events.

pub(crate) mod certificate;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ledger::{LateItems, Period};
use projections::queries::{LateEntry, PeriodChange};
use serde::Serialize;
use utoipa::ToSchema;

use self::certificate::{CertificateError, certificate};
use crate::accounts::reach;
use crate::extract::{Params, Segments};
use crate::page::FreshParams;
use crate::problem::Problem;
use crate::state::App;

/// The periods of a book.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeriodsView {
    /// Those that are closed now, in their order.
    closed: Vec<ClosedPeriodView>,
    /// Every closing and reopening, in the order of the log.
    changes: Vec<PeriodChangeView>,
}

/// A closed period.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClosedPeriodView {
    /// `YYYY-MM` or `YYYY`.
    period: String,
    /// Where it was closed.
    position: u64,
    /// `refuse`, or `next-open-period`.
    late_items: &'static str,
    /// Entries that came too late for it and count for a later day.
    late_entries: Vec<LateEntryView>,
}

/// An entry that came too late.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateEntryView {
    /// Where its record stands.
    position: u64,
    /// The day it was meant for.
    late_for: String,
    /// The day it counts for.
    effective_date: String,
}

/// A closing or reopening.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeriodChangeView {
    /// `YYYY-MM` or `YYYY`.
    period: String,
    /// Where it stands.
    position: u64,
    /// Closed, or reopened.
    closed: bool,
}

/// Closed periods, with what came too late for them, and every closing and reopening
#[utoipa::path(
    get,
    path = "/v1/books/{book}/periods",
    tag = "periods",
    params(("book" = String, Path, description = "The book"), FreshParams),
    responses(
        (status = 200, description = "The periods", body = PeriodsView),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_periods(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(fresh): Params<FreshParams>,
) -> Result<Json<PeriodsView>, Problem> {
    let served = app.book(&book)?;
    reach(served, fresh.min_position, &app.limits).await?;
    let mut closed = Vec::new();
    for change in served.reads.closed_periods(&book, u64::MAX).await? {
        let (from, to) = (change.period.first_day(), change.period.last_day());
        closed.push(closed_view(&change, &served.reads.late_entries(&book, from, to).await?));
    }
    let changes = served.reads.period_changes(&book, u64::MAX).await?;
    Ok(Json(PeriodsView { closed, changes: changes.iter().map(change_view).collect() }))
}

/// The certificate of a closed period: the trial balance, what was open, and the state of the log when it was closed
///
/// Made again from the log each time, to the same bytes; `neraca period certificate` signs their SHA-256.
#[utoipa::path(
    get,
    path = "/v1/books/{book}/periods/{period}/certificate",
    tag = "periods",
    params(
        ("book" = String, Path, description = "The book"),
        ("period" = String, Path, description = "`YYYY-MM` or `YYYY`"),
        FreshParams,
    ),
    responses(
        (status = 200, description = "The certificate", body = serde_json::Value),
        (status = 404, description = "No such book, or the period is not closed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_certificate(
    State(app): State<App>,
    Segments((book, period)): Segments<(String, String)>,
    Params(fresh): Params<FreshParams>,
) -> Result<Response, Problem> {
    let served = app.book(&book)?;
    let wrong = || Problem::parameter(format!("period is {period:?}, not such as \"2025-03\" or \"2025\""));
    let wanted = Period::parse(&period).ok_or_else(wrong)?;
    reach(served, fresh.min_position, &app.limits).await?;
    let closed = served.reads.closed_periods(&book, u64::MAX).await?;
    let Some(closing) = closed.iter().find(|change| change.period == wanted) else {
        return Err(Problem::not_found("not_found", format!("period {wanted} is not closed")));
    };
    let made = certificate(&**served.handle.store(), &served.reads, &book, closing).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], made.json()).into_response())
}

fn closed_view(change: &PeriodChange, late: &[LateEntry]) -> ClosedPeriodView {
    let late_entry = |entry: &LateEntry| LateEntryView {
        position: entry.position,
        late_for: entry.late_for.to_string(),
        effective_date: entry.effective_date.to_string(),
    };
    let late_items = match change.late_items {
        Some(LateItems::NextOpenPeriod) => "next-open-period",
        _ => "refuse",
    };
    ClosedPeriodView {
        period: change.period.to_string(),
        position: change.position,
        late_items,
        late_entries: late.iter().map(late_entry).collect(),
    }
}

fn change_view(change: &PeriodChange) -> PeriodChangeView {
    let closed = change.late_items.is_some();
    PeriodChangeView { period: change.period.to_string(), position: change.position, closed }
}

impl From<CertificateError> for Problem {
    fn from(error: CertificateError) -> Self {
        match error {
            CertificateError::Log(error) => error.into(),
            CertificateError::ReadModels(error) => error.into(),
            CertificateError::BeforeClosing(error) => error.into(),
            CertificateError::TooLarge => Self::internal(),
        }
    }
}
