//! The books that people sign, as JSON, CSV, text, or as documents to print.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use documents::Paper;
use reports::{Parameters, Report, ReportError, ReportName};
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
    /// `json`, `csv`, `text`, `xlsx` or `pdf`. When absent the `Accept` header chooses among their media types, and JSON is what
    /// it gets without a choice.
    format: Option<String>,
    /// For `csv`: below the table a row for each thing that the report says beside it: title, provenance, totals, digest.
    #[serde(default)]
    with_head: bool,
    /// Day of signing on documents, `YYYY-MM-DD`; blank when absent.
    signed_on: Option<String>,
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
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/pdf"),
        )),
        (status = 404, description = "No such report, or `known_at` or `changes_since` is not in the log yet", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached `min_position`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_report(
    State(app): State<App>,
    Segments((book, name)): Segments<(String, String)>,
    Params(params): Params<ReportParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = app.book(&book)?;
    let report: ReportName =
        name.parse().map_err(|error: ReportError| Problem::not_found("not_found", error.to_string()))?;
    let format = Format::chosen(params.format.as_deref(), &headers)?;
    if params.with_head && format != Format::Csv {
        return Err(Problem::parameter("with_head is for csv; every other format says all of it".to_owned()));
    }
    let signed_on = date("signed_on", params.signed_on.as_deref())?;
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
        spending_terms: app.spending_terms.clone(),
        revenue_terms: app.revenue_terms.clone(),
    };
    if let Some(since) = reach_known(served, None, since, &app.limits).await? {
        if format != Format::Json {
            return Err(Problem::parameter("changes_since is answered as json alone".to_owned()));
        }
        let changes = reports::changes(&served.reads, report, &parameters, since).await?;
        return Ok(axum::Json(changes.to_json()).into_response());
    }
    let report = reports::run(&served.reads, report, &parameters).await?;
    let paper = Paper { signed_on, ..app.paper.clone() };
    // Laying out a year's book takes a while, and the threads of requests are few.
    let rendered =
        tokio::task::spawn_blocking(move || render(&report, format, params.with_head, &paper)).await;
    rendered.unwrap_or_else(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a report could not be rendered");
        Err(Problem::internal())
    })
}

/// The report in a format, with a file name where it is a file.
fn render(report: &Report, format: Format, with_head: bool, paper: &Paper) -> Result<Response, Problem> {
    let bytes = match format {
        Format::Json => report.to_json().to_string().into_bytes(),
        Format::Csv if with_head => report.to_csv_with_head()?.into_bytes(),
        Format::Csv => report.to_csv()?.into_bytes(),
        Format::Text => report.to_text(None).into_bytes(),
        Format::Document(documents::Format::Xlsx) => documents::xlsx(report, paper)?,
        Format::Document(documents::Format::Pdf) => documents::pdf(report, paper)?,
    };
    let mut response = ([(header::CONTENT_TYPE, format.content_type())], bytes).into_response();
    if let Some(ending) = format.ending() {
        // A file name has only letters, digits and `-_.`, all of which a header takes.
        let named = format!("attachment; filename=\"{}\"", documents::file_name(report, ending));
        if let Ok(named) = named.parse() {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, named);
        }
    }
    Ok(response)
}

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Csv,
    Text,
    Document(documents::Format),
}

impl Format {
    /// Every format, in the order in which `Accept` with equal wishes chooses.
    const ALL: [Self; 5] = [
        Self::Json,
        Self::Csv,
        Self::Text,
        Self::Document(documents::Format::Xlsx),
        Self::Document(documents::Format::Pdf),
    ];

    /// The one that was named, else the first that the client accepts, else JSON.
    fn chosen(name: Option<&str>, headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(name) = name else {
            let accepted =
                headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
            return Ok(Self::accepted(accepted));
        };
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| {
            let detail =
                format!("format is {name:?}; there are \"json\", \"csv\", \"text\", \"xlsx\" and \"pdf\"");
            Problem::parameter(detail)
        })
    }

    /// The first of the media types that is one of ours; weights are not read, because who weighs can name a format.
    fn accepted(accept: &str) -> Self {
        let media = |range: &str| range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let ours = |range: &str| {
            let media = media(range);
            Self::ALL.into_iter().find(|format| format.media() == media)
        };
        accept.split(',').find_map(ours).unwrap_or(Self::Json)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Text => "text",
            Self::Document(format) => format.as_str(),
        }
    }

    const fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Text => "text/plain",
            Self::Document(format) => format.content_type(),
        }
    }

    fn content_type(self) -> String {
        let media = self.media();
        if media.starts_with("text/") { format!("{media}; charset=utf-8") } else { media.to_owned() }
    }

    /// The ending of its files; `None` where it is read rather than kept.
    const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Json | Self::Text => None,
            Self::Csv | Self::Document(_) => Some(self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_wins_and_else_the_first_media_type_that_we_write() {
        let pdf = Format::Document(documents::Format::Pdf);
        let accepting = |accept: &str| HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
        for (name, accept, expected) in [
            (None, "*/*", Format::Json),
            (None, "text/html, Application/PDF;q=0.9, text/csv", pdf),
            (Some("csv"), "application/pdf", Format::Csv),
            (Some("pdf"), "*/*", pdf),
        ] {
            assert!(
                Format::chosen(name, &accepting(accept)).is_ok_and(|format| format == expected),
                "{accept}"
            );
        }
        assert!(Format::chosen(Some("docx"), &HeaderMap::new()).is_err());
    }
}
