//! The books that people sign, as JSON, CSV or text.

use async_trait::async_trait;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ledger::Date;
use projections::ProjectionError;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::accounts::reach;
use crate::extract::{Params, Segments, date};
use crate::problem::Problem;
use crate::state::App;

/// A report's parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportQuery {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The day as of which it is wanted, for reports that have one.
    pub as_of: Option<Date>,
    /// Entries recorded at this position or an earlier one.
    pub known_at: Option<u64>,
    /// One entity instead of all.
    pub entity: Option<String>,
    /// Depth of the chart down to which rows are shown.
    pub level: Option<u8>,
    /// One account, for reports that show one.
    pub account: Option<String>,
}

/// The reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportName {
    /// Neraca saldo.
    TrialBalance,
    /// Buku besar.
    GeneralLedger,
    /// Buku kas umum.
    CashBook,
    /// Laporan realisasi anggaran.
    BudgetRealization,
}

impl ReportName {
    /// Every report.
    pub const ALL: [Self; 4] =
        [Self::TrialBalance, Self::GeneralLedger, Self::CashBook, Self::BudgetRealization];

    /// The name in paths and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TrialBalance => "trial-balance",
            Self::GeneralLedger => "general-ledger",
            Self::CashBook => "cash-book",
            Self::BudgetRealization => "budget-realization",
        }
    }

    /// The report of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.as_str() == name)
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// One object.
    #[default]
    Json,
    /// Rows for a spreadsheet.
    Csv,
    /// A table for people.
    Text,
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The report has no such parameter, or needs one.
    #[error("{0}")]
    Parameter(String),
    /// Its figures could not be read.
    #[error("the read models can't answer")]
    Read(#[from] ProjectionError),
    /// Anything else, which is not the fault of who asks.
    #[error("the report failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What writes the reports of a book: their layouts are a choice of who runs the server, not of the server.
#[async_trait]
pub trait ReportWriter: Send + Sync {
    /// Writes a report of a book.
    async fn write(
        &self,
        book: &str,
        name: ReportName,
        query: ReportQuery,
        format: ReportFormat,
    ) -> Result<String, ReportError>;
}

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
    let served = app.book(&book)?;
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
    reach(served, params.min_position, &app.limits).await?;
    let text = served.reports.write(&book, report, query, format).await?;
    Ok(([(header::CONTENT_TYPE, content_type)], text).into_response())
}
