//! The journal: posted entries in the order of the log.

use axum::Json;
use axum::extract::State;

use crate::extract::{Params, Segments};
use crate::page::{Page, PageParams};
use crate::problem::Problem;
use crate::reads::EntryPlace;
use crate::state::App;
use crate::views::EntryView;

/// All entries, in the order of the log
#[utoipa::path(
    get,
    path = "/v1/books/{book}/entries",
    tag = "entries",
    params(("book" = String, Path, description = "The book"), PageParams),
    responses(
        (status = 200, description = "A page in the order of the log", body = Page<EntryView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_entries(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<EntryView>>, Problem> {
    let book = app.book(&book)?;
    let after = page.cursor.as_deref().map(place).transpose()?;
    let entries = book.reads.entries(after, page.limit() + 1).await?;
    Ok(Json(Page::cut(entries, page.limit(), |last| format!("{}-{}", last.position, last.index))))
}

/// The entries of one position
#[utoipa::path(
    get,
    path = "/v1/books/{book}/entries/{position}",
    tag = "entries",
    params(("book" = String, Path, description = "The book"), ("position" = u64, Path, description = "Position of the record")),
    responses(
        (status = 200, description = "One entry, or several where the event was linked", body = Vec<EntryView>),
        (status = 404, description = "Nothing was posted there", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_entries(
    State(app): State<App>,
    Segments((book, position)): Segments<(String, u64)>,
) -> Result<Json<Vec<EntryView>>, Problem> {
    let entries = app.book(&book)?.reads.entries_at(position).await?;
    if entries.is_empty() {
        return Err(Problem::not_found("not_found", format!("no entry was posted at position {position}")));
    }
    Ok(Json(entries))
}

fn place(cursor: &str) -> Result<EntryPlace, Problem> {
    let parts = cursor.split_once('-');
    let place = parts.and_then(|(position, index)| {
        Some(EntryPlace { position: position.parse().ok()?, index: index.parse().ok()? })
    });
    place.ok_or_else(|| Problem::parameter("the cursor is not one that a page of entries gave"))
}
