//! Outcomes, straight from the log: what came of every event, and of one by its source and id.

use axum::Json;
use axum::extract::State;
use event_store::{EventStore, Outcome, Record};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wire::ledger_v1::record::Outcome as Stored;

use crate::extract::{Params, Segments};
use crate::page::{Page, PageParams};
use crate::problem::Problem;
use crate::state::App;
use crate::views::OutcomeView;

/// An event's outcome as the log holds it.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordedOutcome {
    #[serde(flatten)]
    outcome: OutcomeView,
    /// The event's type; empty when it had none that could be read.
    #[serde(rename = "type")]
    event_type: String,
    /// When it was recorded.
    recorded_at: String,
    /// The day it counts for.
    effective_date: String,
}

/// Which outcomes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutcomeParams {
    /// `posted`, `refused` or `quarantined`; all when absent.
    outcome: Option<String>,
    /// `next` of the page before; absent for the first page. Opaque.
    cursor: Option<String>,
    /// Most items, 1 to 1000; 100 when absent.
    limit: Option<usize>,
}

/// All outcomes, in the order of the log
#[utoipa::path(
    get,
    path = "/v1/books/{book}/outcomes",
    tag = "outcomes",
    params(("book" = String, Path, description = "The book"), OutcomeParams),
    responses(
        (status = 200, description = "A page in the order of the log", body = Page<RecordedOutcome>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_outcomes(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(params): Params<OutcomeParams>,
) -> Result<Json<Page<RecordedOutcome>>, Problem> {
    let handle = &app.book(&book)?.handle;
    let wanted = params.outcome.as_deref().map(outcome_named).transpose()?;
    let page = PageParams { cursor: params.cursor, limit: params.limit };
    let records = read(&**handle.store(), &book, wanted, position(&page)?, page.limit() + 1).await?;
    let page = Page::cut(records, page.limit(), |last| last.position.to_string());
    let items = page.items.iter().map(recorded).collect::<Result<_, _>>()?;
    Ok(Json(Page { items, next: page.next }))
}

/// One event's outcome, by its source and id
#[utoipa::path(
    get,
    path = "/v1/books/{book}/outcomes/{source}/{id}",
    tag = "outcomes",
    params(
        ("book" = String, Path, description = "The book"),
        ("source" = String, Path, description = "CloudEvents source, percent-encoded"),
        ("id" = String, Path, description = "CloudEvents id, percent-encoded"),
    ),
    responses(
        (status = 200, description = "The outcome", body = OutcomeView),
        (status = 404, description = "No such event was recorded", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_outcome(
    State(app): State<App>,
    Segments((book, source, id)): Segments<(String, String, String)>,
) -> Result<Json<OutcomeView>, Problem> {
    let answer = app.book(&book)?.handle.outcome(&source, &id).await?;
    match answer {
        Some(answer) => Ok(Json(OutcomeView::new(answer, (source, id)))),
        None => {
            Err(Problem::not_found("not_found", format!("no event {id:?} of source {source:?} was recorded")))
        }
    }
}

fn outcome_named(name: &str) -> Result<Outcome, Problem> {
    match name {
        "posted" => Ok(Outcome::Posted),
        "refused" => Ok(Outcome::Refused),
        "quarantined" => Ok(Outcome::Quarantined),
        other => Err(Problem::parameter(format!(
            "outcome is {other:?}; there are \"posted\", \"refused\" and \"quarantined\""
        ))),
    }
}

/// The position that a page's cursor stands for.
pub(crate) fn position(page: &PageParams) -> Result<u64, Problem> {
    let Some(cursor) = &page.cursor else { return Ok(0) };
    let position = cursor.parse::<u64>().ok().filter(|position| i64::try_from(*position).is_ok());
    position.ok_or_else(|| Problem::parameter("the cursor is not one that a page gave"))
}

/// Up to `limit` records of events after a position: of one outcome or of all.
async fn read(
    store: &dyn EventStore,
    book: &str,
    wanted: Option<Outcome>,
    mut after: u64,
    limit: usize,
) -> Result<Vec<Record>, Problem> {
    if let Some(wanted) = wanted {
        return Ok(store.read_by_outcome(book, wanted, after, limit).await?);
    }
    let mut found = Vec::new();
    while found.len() < limit {
        let records = store.read(book, after, limit).await?;
        let Some(last) = records.last() else { break };
        after = last.position;
        found.extend(records.into_iter().filter(|record| record.outcome != Outcome::Internal));
    }
    found.truncate(limit);
    Ok(found)
}

fn recorded(record: &Record) -> Result<RecordedOutcome, Problem> {
    let (outcome, item, detail) = match record.outcome {
        Outcome::Posted | Outcome::Internal => ("posted", None, None),
        Outcome::Refused | Outcome::Quarantined => {
            let decoded =
                wire::record::decode_record(&record.bytes, record.attachment.as_ref()).map_err(|error| {
                    tracing::error!(position = record.position, %error, "a record does not decode");
                    Problem::internal()
                })?;
            match decoded.outcome {
                Some(Stored::Refused(refused)) => ("refused", refused.item, Some(refused.detail)),
                Some(Stored::Quarantined(kept)) => ("quarantined", None, Some(kept.detail)),
                _ => return Err(Problem::internal()),
            }
        }
    };
    let outcome = OutcomeView {
        position: record.position,
        outcome,
        repeated: false,
        code: (!record.code.is_empty()).then(|| record.code.clone()),
        detail,
        item,
        source: record.source.clone(),
        id: record.id.clone(),
    };
    Ok(RecordedOutcome {
        outcome,
        event_type: record.event_type.clone(),
        recorded_at: ledger::Timestamp(record.recorded_at).to_string(),
        effective_date: ledger::Date(record.effective_date).to_string(),
    })
}
