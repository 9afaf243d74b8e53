//! The books that people sign, as JSON, CSV or text.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::accounts::reach;
use crate::extract::{Params, Segments, date};
use crate::problem::Problem;
use crate::reads::{ReportFormat, ReportName, ReportQuery};
use crate::state::App;

/// What a report shows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReportParams {
    /// First day, `YYYY-MM-DD`.
    from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    to: Option<String>,
    /// The day as of which it is wanted, `YYYY-MM-DD`.
    as_of: Option<String>,
    /// Count entries recorded at this position or earlier.
    known_at: Option<u64>,
    /// Wait until the read models include this position.
    min_position: Option<u64>,
    /// One entity instead of all.
    entity: Option<String>,
    /// One account, for the general ledger and the cash book.
    account: Option<String>,
    /// Depth of the chart down to which rows are shown.
    level: Option<u8>,
    /// `json` (when absent), `csv` or `text`.
    format: Option<String>,
}

/// A report
#[utoipa::path(
    get,
    path = "/v1/books/{book}/reports/{name}",
    tag = "reports",
    params(
        ("book" = String, Path, description = "The book"),
        ("name" = String, Path, description = "trial-balance, general-ledger, cash-book or budget-realization"),
        ReportParams,
    ),
    responses(
        (status = 200, description = "The report", content(
            (serde_json::Value = "application/json"), (String = "text/csv"), (String = "text/plain"),
        )),
        (status = 404, description = "No such report", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached `min_position`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_report(
    State(app): State<App>,
    Segments((book, name)): Segments<(String, String)>,
    Params(params): Params<ReportParams>,
) -> Result<Response, Problem> {
    let book = app.book(&book)?;
    let report = ReportName::parse(&name).ok_or_else(|| {
        let known = ReportName::ALL.map(ReportName::as_str).join(", ");
        Problem::not_found("not_found", format!("no report \"{name}\"; there are {known}"))
    })?;
    let (format, content_type) = match params.format.as_deref() {
        None | Some("json") => (ReportFormat::Json, "application/json"),
        Some("csv") => (ReportFormat::Csv, "text/csv; charset=utf-8"),
        Some("text") => (ReportFormat::Text, "text/plain; charset=utf-8"),
        Some(other) => {
            let detail = format!("format is {other:?}; there are \"json\", \"csv\" and \"text\"");
            return Err(Problem::parameter(detail));
        }
    };
    let query = ReportQuery {
        from: date("from", params.from.as_deref())?,
        to: date("to", params.to.as_deref())?,
        as_of: date("as_of", params.as_of.as_deref())?,
        known_at: params.known_at,
        entity: params.entity,
        level: params.level,
        account: params.account,
    };
    reach(book, params.min_position, &app.limits).await?;
    let text = book.reads.report(report, query, format).await?;
    Ok(([(header::CONTENT_TYPE, content_type)], text).into_response())
}
