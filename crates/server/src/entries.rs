//! The journal: posted entries in the order of the log.

use axum::Json;
use axum::extract::State;

use crate::accounts::reach;
use crate::extract::{Params, Segments};
use crate::page::{FreshParams, Page, PageParams};
use crate::problem::Problem;
use crate::state::App;
use crate::views::EntryView;

/// All entries, in the order of the log
#[utoipa::path(
    get,
    path = "/v1/books/{book}/entries",
    tag = "entries",
    params(("book" = String, Path, description = "The book"), PageParams),
    responses(
        (status = 200, description = "A page in the order of the log; `limit` counts records, and all entries of a record stand on one page", body = Page<EntryView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_entries(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<EntryView>>, Problem> {
    let reads = &app.book(&book)?.reads;
    let found = reads.entries(&book, page.cursor.as_deref(), page.limit()).await?;
    Ok(Json(Page { items: found.items.into_iter().map(EntryView::new).collect(), next: found.next }))
}

/// Where an entry comes from: event, publisher, place on the bus, rule, record, leaf of the tree
#[utoipa::path(
    get,
    path = "/v1/books/{book}/entries/{position}/trace",
    tag = "entries",
    params(("book" = String, Path, description = "The book"), ("position" = u64, Path, description = "Position of the record")),
    responses(
        (status = 200, description = "Everything that is known of the record", body = serde_json::Value),
        (status = 404, description = "Nothing stands there", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached it", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_trace(
    State(app): State<App>,
    Segments((book, position)): Segments<(String, u64)>,
) -> Result<Json<serde_json::Value>, Problem> {
    let served = app.book(&book)?;
    if position <= served.handle.progress().borrow().position {
        reach(served, Some(position), &app.limits).await?;
    }
    let traced = reports::trace(&served.reads, &book, position).await?;
    let absent = || Problem::not_found("not_found", format!("nothing stands at position {position}"));
    traced.map(Json).ok_or_else(absent)
}

/// The entries of one position
#[utoipa::path(
    get,
    path = "/v1/books/{book}/entries/{position}",
    tag = "entries",
    params(
        ("book" = String, Path, description = "The book"),
        ("position" = u64, Path, description = "Position of the record"),
        FreshParams,
    ),
    responses(
        (status = 200, description = "One entry, or several where the event was linked", body = Vec<EntryView>),
        (status = 404, description = "Nothing was posted there", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached `min_position`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_entries(
    State(app): State<App>,
    Segments((book, position)): Segments<(String, u64)>,
    Params(fresh): Params<FreshParams>,
) -> Result<Json<Vec<EntryView>>, Problem> {
    let served = app.book(&book)?;
    let durable = served.handle.progress().borrow().position;
    let entries = if position <= durable {
        // Its lines may be on accounts that the read models are yet to meet.
        let wanted = fresh.min_position.unwrap_or(0).max(position);
        reach(served, Some(wanted), &app.limits).await?;
        served.reads.entries_at(&book, &[position]).await?
    } else {
        Vec::new()
    };
    if entries.is_empty() {
        return Err(Problem::not_found("not_found", format!("no entry was posted at position {position}")));
    }
    Ok(Json(entries.into_iter().map(EntryView::new).collect()))
}
