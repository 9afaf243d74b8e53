//! Holds.

use axum::Json;
use axum::extract::State;

use crate::extract::Segments;
use crate::problem::Problem;
use crate::state::App;
use crate::views::HoldView;

/// A hold and what is left of it
#[utoipa::path(
    get,
    path = "/v1/books/{book}/holds/{hold}",
    tag = "holds",
    params(("book" = String, Path, description = "The book"), ("hold" = String, Path, description = "Name of the hold, percent-encoded")),
    responses(
        (status = 200, description = "The hold", body = HoldView),
        (status = 404, description = "No such hold", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_hold(
    State(app): State<App>,
    Segments((book, hold)): Segments<(String, String)>,
) -> Result<Json<HoldView>, Problem> {
    match app.book(&book)?.reads.hold(&book, &hold).await? {
        Some(found) => Ok(Json(HoldView::new(hold, &found))),
        None => Err(Problem::not_found("not_found", format!("no hold {hold:?} was ever placed"))),
    }
}
