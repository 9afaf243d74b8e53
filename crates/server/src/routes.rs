//! Every route, once: the same list makes the router and its OpenAPI description.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{Access, authorize};
use crate::problem::Problem;
use crate::snap::{notify, token};
use crate::state::App;
use crate::vault::subjects;
use crate::{
    accounts, books, document_gaps, entries, health, holds, log, outcomes, periods, proposals, public,
    publish, quarantine, report, telemetry, trail,
};

/// The routes, by who may use them; `None` is for everyone.
fn groups() -> [(Option<Access>, OpenApiRouter<App>); 6] {
    [
        (
            None,
            OpenApiRouter::new()
                .routes(routes!(health::healthz))
                .routes(routes!(health::readyz))
                .routes(routes!(log::get_checkpoint))
                .routes(routes!(log::get_tile))
                .routes(routes!(openapi_json))
                .routes(routes!(refusals_page))
                .routes(routes!(http_api_page))
                .routes(routes!(public::get_public))
                .routes(routes!(public::get_file)),
        ),
        (Some(Access::Publish), OpenApiRouter::new().routes(routes!(publish::publish_events))),
        (Some(Access::Outcome), OpenApiRouter::new().routes(routes!(outcomes::get_outcome))),
        (
            Some(Access::Read),
            OpenApiRouter::new()
                .routes(routes!(books::list_books))
                .routes(routes!(books::get_book))
                .routes(routes!(accounts::list_accounts))
                .routes(routes!(accounts::get_account))
                .routes(routes!(accounts::get_balance))
                .routes(routes!(accounts::get_statement))
                .routes(routes!(entries::list_entries))
                .routes(routes!(entries::get_entries))
                .routes(routes!(entries::get_trace))
                .routes(routes!(outcomes::list_outcomes))
                .routes(routes!(holds::get_hold))
                .routes(routes!(periods::list_periods))
                .routes(routes!(periods::get_certificate))
                .routes(routes!(proposals::list_proposals))
                .routes(routes!(proposals::get_proposal))
                .routes(routes!(report::get_report))
                .routes(routes!(document_gaps::get_document_gaps))
                .routes(routes!(log::get_entries_tile))
                .routes(routes!(log::get_attachment))
                .routes(routes!(log::get_proof))
                .routes(routes!(log::list_completeness))
                .routes(routes!(subjects::get_subject))
                .routes(routes!(telemetry::metrics_text)),
        ),
        (Some(Access::Operate), OpenApiRouter::new().routes(routes!(quarantine::list_quarantine))),
        (
            Some(Access::Disclose),
            OpenApiRouter::new()
                .routes(routes!(subjects::find_subject))
                .routes(routes!(subjects::unmask_subject))
                .routes(routes!(subjects::erase_subject))
                .routes(routes!(subjects::list_disclosures)),
        ),
    ]
}

/// What SNAP partners use: they sign their requests, so no token of ours guards them.
fn snap_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(token::access_token))
        .routes(routes!(notify::transfer_va_payment))
        .routes(routes!(notify::qr_mpm_notify))
        .routes(routes!(notify::qr_cpm_notify))
}

/// Largest notification: the standard's fields come to a tenth of it.
const SNAP_BYTES_MAX: usize = 64 * 1024;

/// The router over a state, without the layers that guard it.
pub(crate) fn router(app: &App) -> Router {
    let mut all = OpenApiRouter::<App>::new();
    for (access, group) in groups() {
        all = all.merge(match access {
            Some(access) => group
                .route_layer(from_fn_with_state((app.clone(), access), authorize))
                .route_layer(from_fn_with_state(app.clone(), trail::record)),
            None => group,
        });
    }
    all = all.merge(
        snap_routes()
            .route_layer(DefaultBodyLimit::max(SNAP_BYTES_MAX))
            .route_layer(from_fn_with_state(app.clone(), trail::record)),
    );
    let (router, _) = all.split_for_parts();
    router
        .route_layer(from_fn(telemetry::measure))
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
        .with_state(app.clone())
}

/// The OpenAPI description of every route.
pub fn openapi() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Neraca")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "An event-sourced treasury ledger: publish payment events, read books that can be proved.",
        ))
        .build();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let components = ComponentsBuilder::new().security_scheme("bearer", bearer).build();
    let base = OpenApiBuilder::new().info(info).components(Some(components)).build();
    let mut all = base;
    for (access, group) in groups() {
        let mut described = group.into_openapi();
        if access.is_some() {
            require_bearer(&mut described);
        }
        all.merge(described);
    }
    all.merge(snap_routes().into_openapi());
    // The router's mark for a parameter that may hold slashes is not OpenAPI's.
    let paths = std::mem::take(&mut all.paths.paths);
    all.paths.paths = paths.into_iter().map(|(path, item)| (path.replace("{*", "{"), item)).collect();
    all
}

fn require_bearer(described: &mut OpenApi) {
    let requirement =
        || vec![utoipa::openapi::security::SecurityRequirement::new("bearer", Vec::<String>::new())];
    for path in described.paths.paths.values_mut() {
        for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
            operation.security = Some(requirement());
        }
    }
}

/// This description
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "documentation",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)),
)]
async fn openapi_json() -> Response {
    static TEXT: std::sync::OnceLock<Arc<str>> = std::sync::OnceLock::new();
    let text = TEXT.get_or_init(|| openapi().to_json().unwrap_or_default().into());
    ([(header::CONTENT_TYPE, "application/json")], text.to_string()).into_response()
}

const MARKDOWN: &str = "text/markdown; charset=utf-8";

/// What each refusal means
#[utoipa::path(
    get,
    path = "/docs/refusals",
    tag = "documentation",
    responses((status = 200, description = "A section for each code", body = String, content_type = "text/markdown")),
)]
async fn refusals_page() -> Response {
    ([(header::CONTENT_TYPE, MARKDOWN)], include_str!("../../../docs/refusals.md")).into_response()
}

/// How this API is used
#[utoipa::path(
    get,
    path = "/docs/http-api",
    tag = "documentation",
    responses((status = 200, description = "The guide, with a section for each problem", body = String, content_type = "text/markdown")),
)]
async fn http_api_page() -> Response {
    ([(header::CONTENT_TYPE, MARKDOWN)], include_str!("../../../docs/http-api.md")).into_response()
}

async fn no_route(State(_): State<App>) -> Problem {
    Problem::not_found("not_found", "no route has this path; /openapi.json lists them")
}

async fn wrong_method(State(_): State<App>) -> Problem {
    let detail = "the path has another method; /openapi.json lists them";
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "the method is not allowed here",
        detail,
    )
}
