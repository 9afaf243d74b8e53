//! Proposals: what waits for a second person, and how others were settled. They are made and settled by events.

use axum::Json;
use axum::extract::State;
use projections::queries::ProposalRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::reach;
use crate::extract::{Params, Segments};
use crate::page::{FreshParams, Page, PageParams};
use crate::problem::Problem;
use crate::state::App;

/// Which proposals.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProposalParams {
    /// `pending` for those that wait; all when absent.
    state: Option<String>,
    /// `next` of the page before; absent for the first page. Opaque.
    cursor: Option<String>,
    /// Most items, 1 to 1000; 100 when absent.
    limit: Option<usize>,
    /// Wait until the read models include this position: the `position` of an outcome, to read one's own write.
    min_position: Option<u64>,
}

/// A proposal.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposalView {
    /// Its name.
    proposal: String,
    /// Who made it.
    maker: String,
    /// Type of the proposed event; the record at `position` has it in full.
    event_type: String,
    /// Where it was made.
    position: u64,
    /// `pending`, `approved` or `declined`.
    state: &'static str,
    /// Who settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    checker: Option<String>,
    /// What they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Where it was settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<u64>,
}

/// Proposals by name, all or those that wait for a second person
#[utoipa::path(
    get,
    path = "/v1/books/{book}/proposals",
    tag = "proposals",
    params(("book" = String, Path, description = "The book"), ProposalParams),
    responses(
        (status = 200, description = "A page in order of name", body = Page<ProposalView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_proposals(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(params): Params<ProposalParams>,
) -> Result<Json<Page<ProposalView>>, Problem> {
    let served = app.book(&book)?;
    let pending = match params.state.as_deref() {
        None => false,
        Some("pending") => true,
        Some(other) => return Err(Problem::parameter(format!("state is {other:?}, not \"pending\""))),
    };
    reach(served, params.min_position, &app.limits).await?;
    let page = PageParams { cursor: params.cursor, limit: params.limit };
    let found = served.reads.proposals(&book, pending, page.cursor.as_deref(), page.limit()).await?;
    Ok(Json(Page { items: found.items.into_iter().map(view).collect(), next: found.next }))
}

/// One proposal
#[utoipa::path(
    get,
    path = "/v1/books/{book}/proposals/{proposal}",
    tag = "proposals",
    params(
        ("book" = String, Path, description = "The book"),
        ("proposal" = String, Path, description = "Name of the proposal, percent-encoded"),
        FreshParams,
    ),
    responses(
        (status = 200, description = "The proposal", body = ProposalView),
        (status = 404, description = "No such proposal", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_proposal(
    State(app): State<App>,
    Segments((book, proposal)): Segments<(String, String)>,
    Params(fresh): Params<FreshParams>,
) -> Result<Json<ProposalView>, Problem> {
    let served = app.book(&book)?;
    reach(served, fresh.min_position, &app.limits).await?;
    match served.reads.proposal(&book, &proposal).await? {
        Some(found) => Ok(Json(view(found))),
        None => Err(Problem::not_found("not_found", format!("no proposal {proposal:?} was ever made"))),
    }
}

fn view(row: ProposalRow) -> ProposalView {
    let state = match &row.settled {
        None => "pending",
        Some(settled) if settled.approved => "approved",
        Some(_) => "declined",
    };
    let (checker, note, settled_at) = match row.settled {
        Some(settled) => (Some(settled.checker), Some(settled.note), Some(settled.position)),
        None => (None, None, None),
    };
    let ProposalRow { proposal, maker, event_type, position, .. } = row;
    ProposalView { proposal, maker, event_type, position, state, checker, note, settled_at }
}
