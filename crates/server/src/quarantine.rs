//! What could not be read, with its raw bytes.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use event_store::{Outcome, Record};
use serde::Serialize;
use utoipa::ToSchema;
use wire::ledger_v1::record::Outcome as Stored;

use crate::extract::{Params, Segments};
use crate::outcomes::position;
use crate::page::{Page, PageParams};
use crate::problem::Problem;
use crate::state::App;

/// A message that could not be read.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuarantinedView {
    /// Its position.
    position: u64,
    /// Why it could not be read.
    code: String,
    /// What was met, for people.
    detail: String,
    /// CloudEvents source; empty when it had none that could be read.
    source: String,
    /// CloudEvents id; empty when it had none that could be read.
    id: String,
    /// The event's type; empty when it had none that could be read.
    #[serde(rename = "type")]
    event_type: String,
    /// When it was recorded.
    recorded_at: String,
    /// The content type it came with.
    content_type: String,
    /// Headers it came with, those that say what it was meant to be.
    headers: Vec<HeaderView>,
    /// Its bytes as they came, in base64.
    data_base64: String,
}

/// A header.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeaderView {
    /// Its name.
    name: String,
    /// Its value.
    value: String,
}

/// All messages in quarantine, with their bytes
#[utoipa::path(
    get,
    path = "/v1/books/{book}/quarantine",
    tag = "outcomes",
    params(("book" = String, Path, description = "The book"), PageParams),
    responses(
        (status = 200, description = "A page in the order of the log", body = Page<QuarantinedView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_quarantine(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<QuarantinedView>>, Problem> {
    let store = app.book(&book)?.handle.store().clone();
    let after = position(&page)?;
    let records = store.read_by_outcome(&book, Outcome::Quarantined, after, page.limit() + 1).await?;
    let page = Page::cut(records, page.limit(), |last| last.position.to_string());
    let items = page.items.iter().map(view).collect::<Result<_, _>>()?;
    Ok(Json(Page { items, next: page.next }))
}

fn view(record: &Record) -> Result<QuarantinedView, Problem> {
    let damaged = |problem: &str| {
        tracing::error!(position = record.position, problem, "a record in quarantine can't be shown");
        Problem::internal()
    };
    let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
        .map_err(|error| damaged(&error.to_string()))?;
    let Some(Stored::Quarantined(kept)) = decoded.outcome else { return Err(damaged("it is not one")) };
    let headers =
        kept.headers.into_iter().map(|header| HeaderView { name: header.name, value: header.value });
    Ok(QuarantinedView {
        position: record.position,
        code: kept.code,
        detail: kept.detail,
        source: record.source.clone(),
        id: record.id.clone(),
        event_type: record.event_type.clone(),
        recorded_at: ledger::Timestamp(record.recorded_at).to_string(),
        content_type: decoded.raw_content_type,
        headers: headers.collect(),
        data_base64: BASE64.encode(&decoded.data),
    })
}
