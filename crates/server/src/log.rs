//! The log itself, for those who check it: the files of a tiled transparency log, receipts, and what completeness
//! statements say. Checkpoints and hashes are for everyone; entries are read with a token.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use event_store::Outcome;
use serde::{Deserialize, Serialize};
use tiled_log::{LogError, LogFile, Receipt};
use utoipa::{IntoParams, ToSchema};
use wire::ledger_v1::record::Outcome as Stored;

use crate::extract::{Params, Segments};
use crate::page::{Page, PageParams};
use crate::problem::Problem;
use crate::state::App;

/// Immutable files are kept for ever; a checkpoint for as long as the next one takes at least.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const SECONDS: &str = "public, max-age=2";
/// Entries are for whoever may read them, and for no cache on the way.
const FOR_THIS_READER: &str = "private, max-age=31536000, immutable";

/// The newest checkpoint
#[utoipa::path(
    get,
    path = "/log/{book}/checkpoint",
    tag = "log",
    params(("book" = String, Path, description = "The book")),
    responses(
        (status = 200, description = "A signed note, see c2sp.org/tlog-checkpoint", body = String, content_type = "text/plain"),
        (status = 404, description = "Nothing was signed yet", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_checkpoint(
    State(app): State<App>,
    Segments(book): Segments<String>,
) -> Result<Response, Problem> {
    file(&app, &book, "checkpoint").await
}

/// Hashes of the tree
#[utoipa::path(
    get,
    path = "/log/{book}/tile/{level}/{*tile}",
    tag = "log",
    params(
        ("book" = String, Path, description = "The book"),
        ("level" = String, Path, description = "Level, from 0 at the leaves"),
        ("tile" = String, Path, description = "Number and width as c2sp.org/tlog-tiles writes them, such as x001/234.p/5"),
    ),
    responses(
        (status = 200, description = "Up to 256 hashes of 32 bytes", body = String, content_type = "application/octet-stream"),
        (status = 404, description = "The log has no such tile", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_tile(
    State(app): State<App>,
    Segments((book, level, tile)): Segments<(String, String, String)>,
) -> Result<Response, Problem> {
    file(&app, &book, &format!("tile/{level}/{tile}")).await
}

/// Entries of the log
#[utoipa::path(
    get,
    path = "/log/{book}/tile/entries/{*tile}",
    tag = "log",
    params(
        ("book" = String, Path, description = "The book"),
        ("tile" = String, Path, description = "Number and width, such as 000.p/5"),
    ),
    responses(
        (status = 200, description = "Up to 256 records, each behind its length in two bytes", body = String, content_type = "application/octet-stream"),
        (status = 404, description = "The log has no such entries", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_entries_tile(
    State(app): State<App>,
    Segments((book, tile)): Segments<(String, String)>,
) -> Result<Response, Problem> {
    file(&app, &book, &format!("tile/entries/{tile}")).await
}

/// The part of a record that is too long for an entry
#[utoipa::path(
    get,
    path = "/log/{book}/attachment/{position}",
    tag = "log",
    params(
        ("book" = String, Path, description = "The book"),
        ("position" = String, Path, description = "Position of the record"),
    ),
    responses(
        (status = 200, description = "Its bytes, whose SHA-256 stands in the entry", body = String, content_type = "application/octet-stream"),
        (status = 404, description = "The record has none", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_attachment(
    State(app): State<App>,
    Segments((book, position)): Segments<(String, String)>,
) -> Result<Response, Problem> {
    file(&app, &book, &format!("attachment/{position}")).await
}

/// How a receipt is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProofParams {
    /// `text` (the proof file; when absent) or `qr` (the same as a QR code in SVG).
    format: Option<String>,
}

/// The receipt of a record: proof of what was posted, refused or quarantined there
///
/// A file in the format c2sp.org/tlog-proof with the record's bytes in its `extra` line. `neraca-verify proof` checks it
/// offline.
#[utoipa::path(
    get,
    path = "/v1/books/{book}/entries/{position}/proof",
    tag = "log",
    params(
        ("book" = String, Path, description = "The book"),
        ("position" = u64, Path, description = "Position of the record"),
        ProofParams,
    ),
    responses(
        (status = 200, description = "The receipt", body = String, content_type = "text/plain"),
        (status = 404, description = "No such position", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No checkpoint covers it yet", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_proof(
    State(app): State<App>,
    Segments((book, position)): Segments<(String, u64)>,
    Params(params): Params<ProofParams>,
) -> Result<Response, Problem> {
    let served = app.book(&book)?;
    let receipt = Receipt::of_position(&**served.handle.store(), &book, position).await?;
    match params.format.as_deref() {
        None | Some("text") => {
            let headers = [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
                (
                    header::CONTENT_DISPOSITION,
                    format!("attachment; filename=\"{book}-{position}.tlog-proof\""),
                ),
            ];
            Ok((headers, receipt.text).into_response())
        }
        Some("qr") => Ok(([(header::CONTENT_TYPE, "image/svg+xml")], receipt.qr_code()?).into_response()),
        Some(other) => Err(Problem::parameter(format!("format is {other:?}; it takes text or qr"))),
    }
}

/// What a completeness statement says of one stream of the bus.
#[derive(Serialize, ToSchema)]
pub(crate) struct RangeView {
    /// Position of the statement, whose receipt proves it.
    position: u64,
    /// When it was stated.
    recorded_at: String,
    /// The stream's name on the bus.
    stream: String,
    /// When the stream was created, as the bus says: a stream made anew is another.
    created_at: String,
    /// First sequence number of the range.
    first: u64,
    /// Last sequence number of the range.
    last: u64,
    /// How many were posted.
    posted: u64,
    /// How many were refused.
    refused: u64,
    /// How many were quarantined.
    quarantined: u64,
    /// How many were repeats.
    repeated: u64,
    /// Where the proof of the statement is.
    proof: String,
}

/// What was stated of the bus: each sequence number has exactly one outcome, none is missing
#[utoipa::path(
    get,
    path = "/v1/books/{book}/completeness",
    tag = "log",
    params(("book" = String, Path, description = "The book"), PageParams),
    responses(
        (status = 200, description = "A page in the order of the log; `limit` counts statements", body = Page<RangeView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_completeness(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(params): Params<PageParams>,
) -> Result<Json<Page<RangeView>>, Problem> {
    let store = app.book(&book)?.handle.store();
    let after = match params.cursor.as_deref() {
        None => 0,
        Some(cursor) => {
            cursor.parse().map_err(|_| Problem::parameter("the cursor is not one of these pages"))?
        }
    };
    let records = store.read_by_outcome(&book, Outcome::Internal, after, params.limit() + 1).await?;
    let page = Page::cut(records, params.limit(), |last| last.position.to_string());
    let mut items = Vec::new();
    for record in &page.items {
        items.extend(ranges(&book, record)?);
    }
    Ok(Json(Page { items, next: page.next }))
}

fn ranges(book: &str, record: &event_store::Record) -> Result<Vec<RangeView>, Problem> {
    let decoded =
        wire::record::decode_record(&record.bytes, record.attachment.as_ref()).map_err(|error| {
            tracing::error!(position = record.position, %error, "a stored record can't be read");
            Problem::internal()
        })?;
    let Some(Stored::CompletenessStated(stated)) = decoded.outcome else { return Ok(Vec::new()) };
    let view = |range: wire::ledger_v1::BusRange| RangeView {
        position: record.position,
        recorded_at: ledger::Timestamp(record.recorded_at).to_string(),
        stream: range.name,
        created_at: range.created_at,
        first: range.first,
        last: range.last,
        posted: range.posted,
        refused: range.refused,
        quarantined: range.quarantined,
        repeated: range.repeated,
        proof: format!("/v1/books/{book}/entries/{}/proof", record.position),
    };
    Ok(stated.ranges.into_iter().map(view).collect())
}

async fn file(app: &App, book: &str, path: &str) -> Result<Response, Problem> {
    let absent =
        || Problem::not_found("not_found", format!("the log of book \"{book}\" has no file \"{path}\""));
    let wanted = LogFile::parse(path).ok_or_else(absent)?;
    let store = app.book(book)?.handle.store();
    let content = wanted.read(&**store, book).await?.ok_or_else(absent)?;
    let caching = match (wanted.is_immutable(), wanted.is_public()) {
        (false, _) => SECONDS,
        (true, true) => FOR_EVER,
        (true, false) => FOR_THIS_READER,
    };
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(wanted.content_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
    ];
    Ok((headers, content).into_response())
}

impl From<LogError> for Problem {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Store(error) => error.into(),
            LogError::NoSuchPosition { .. } => Self::not_found("not_found", error.to_string()),
            LogError::NotCovered { .. } => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let title = "no checkpoint covers it yet; try again";
                Self { retry_after: Some(3), ..Self::new(status, "not_covered", title, error.to_string()) }
            }
            LogError::TooLongForQrCode { .. } => Self::parameter(error.to_string()),
            LogError::DamagedCheckpoint { .. } | LogError::Write { .. } => {
                tracing::error!(error = &error as &dyn std::error::Error, "the log can't be served");
                Self::internal()
            }
        }
    }
}
