//! The books that people sign, as JSON, CSV or text.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use reports::{Parameters, ReportError, ReportName};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::accounts::reach_known;
use crate::extract::{Params, Segments, date, known_at};
use crate::problem::Problem;
use crate::state::App;

/// What a report shows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReportParams {
    /// First day, `YYYY-MM-DD`.
    from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    to: Option<String>,
    /// The last day, for reports about a moment; `to` wins.
    as_of: Option<String>,
    /// Count entries recorded at this position or earlier, by this moment in RFC 3339, or by the end of this day (UTC+7).
    known_at: Option<String>,
    /// Instead of the report: what changed since it was known at this position, moment or day, and every entry that explains it.
    changes_since: Option<String>,
    /// Wait until the read models include this position.
    min_position: Option<u64>,
    /// One entity instead of all.
    entity: Option<String>,
    /// Only this code and those below it.
    code: Option<String>,
    /// Deepest level of the chart that is shown, 1 to 6.
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
        ("name" = String, Path, description = "trial-balance, general-ledger, cash-book, budget-realization or one of the others of `docs/reports.md`"),
        ReportParams,
    ),
    responses(
        (status = 200, description = "The report, or what changed in it", content(
            (serde_json::Value = "application/json"), (String = "text/csv"), (String = "text/plain"),
        )),
        (status = 404, description = "No such report, or `known_at` or `changes_since` is not in the log yet", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached `min_position`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_report(
    State(app): State<App>,
    Segments((book, name)): Segments<(String, String)>,
    Params(params): Params<ReportParams>,
) -> Result<Response, Problem> {
    let served = app.book(&book)?;
    let report: ReportName =
        name.parse().map_err(|error: ReportError| Problem::not_found("not_found", error.to_string()))?;
    let format = Format::parse(params.format.as_deref())?;
    let known = known_at("known_at", params.known_at.as_deref())?;
    let since = known_at("changes_since", params.changes_since.as_deref())?;
    let parameters = Parameters {
        book,
        from: date("from", params.from.as_deref())?,
        to: date("to", params.to.as_deref())?,
        as_of: date("as_of", params.as_of.as_deref())?,
        known_at: reach_known(served, params.min_position, known, &app.limits).await?,
        entity: params.entity,
        code: params.code,
        level: params.level,
    };
    if let Some(since) = reach_known(served, None, since, &app.limits).await? {
        let changes = reports::changes(&served.reads, report, &parameters, since).await?;
        return Ok(axum::Json(changes.to_json()).into_response());
    }
    let report = reports::run(&served.reads, report, &parameters).await?;
    let (content_type, text) = match format {
        Format::Json => ("application/json", report.to_json().to_string()),
        Format::Csv => ("text/csv; charset=utf-8", report.to_csv()?),
        Format::Text => ("text/plain; charset=utf-8", report.to_text(None)),
    };
    Ok(([(header::CONTENT_TYPE, content_type)], text).into_response())
}

/// How a report is written.
enum Format {
    Json,
    Csv,
    Text,
}

impl Format {
    fn parse(name: Option<&str>) -> Result<Self, Problem> {
        match name {
            None | Some("json") => Ok(Self::Json),
            Some("csv") => Ok(Self::Csv),
            Some("text") => Ok(Self::Text),
            Some(other) => {
                let detail = format!("format is {other:?}; there are \"json\", \"csv\" and \"text\"");
                Err(Problem::parameter(detail))
            }
        }
    }
}
