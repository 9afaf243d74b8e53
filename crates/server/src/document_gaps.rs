//! Gaps and repeats in the numbers of treasury documents.

use axum::Json;
use axum::extract::State;
use reports::document_gaps::{NumberFilter, document_gaps};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::accounts::reach;
use crate::extract::{Params, Segments};
use crate::problem::Problem;
use crate::state::App;

/// Which numbers are looked at.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct GapParams {
    /// Only documents of this kind: `spd`, `spp`, `spm`, `sp2d` or `sts`.
    kind: Option<String>,
    /// Only documents of this agency.
    agency: Option<String>,
    /// Only numbers of this year.
    year: Option<u16>,
    /// Wait until the read models include this position.
    min_position: Option<u64>,
}

/// Missing and repeated document numbers
#[utoipa::path(
    get,
    path = "/v1/books/{book}/document-gaps",
    tag = "reports",
    params(("book" = String, Path, description = "The book"), GapParams),
    responses(
        (status = 200, description = "Every sequence of numbers with its gaps and repeats, and numbers that can't be read", body = serde_json::Value),
        (status = 400, description = "No such kind of document", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached `min_position`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_document_gaps(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(params): Params<GapParams>,
) -> Result<Json<serde_json::Value>, Problem> {
    let served = app.book(&book)?;
    reach(served, params.min_position, &app.limits).await?;
    let kind = params.kind.as_deref().map(str::parse).transpose()?;
    let filter = NumberFilter { kind, agency: params.agency, year: params.year };
    Ok(Json(document_gaps(&served.reads, &book, &filter).await?.to_json()))
}
