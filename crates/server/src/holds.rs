//! Holds.

use axum::Json;
use axum::extract::State;

use crate::accounts::reach;
use crate::extract::{Params, Segments};
use crate::page::FreshParams;
use crate::problem::Problem;
use crate::state::App;
use crate::views::HoldView;

/// A hold and what is left of it
#[utoipa::path(
    get,
    path = "/v1/books/{book}/holds/{hold}",
    tag = "holds",
    params(("book" = String, Path, description = "The book"), ("hold" = String, Path, description = "Name of the hold, percent-encoded"), FreshParams),
    responses(
        (status = 200, description = "The hold", body = HoldView),
        (status = 404, description = "No such hold", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_hold(
    State(app): State<App>,
    Segments((book, hold)): Segments<(String, String)>,
    Params(fresh): Params<FreshParams>,
) -> Result<Json<HoldView>, Problem> {
    let served = app.book(&book)?;
    reach(served, fresh.min_position, &app.limits).await?;
    match served.reads.hold(&book, &hold).await? {
        Some(found) => Ok(Json(HoldView::new(hold, &found))),
        None => Err(Problem::not_found("not_found", format!("no hold {hold:?} was ever placed"))),
    }
}
