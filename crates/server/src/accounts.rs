//! Accounts, their balances and statements.

use axum::Json;
use axum::extract::State;
use ledger::AccountName;
use projections::queries::{AccountFilter, StatementQuery};
use projections::{AsOf, KnownAt};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{Params, Segments, date, known_at};
use crate::page::{FreshParams, Page, PageParams};
use crate::problem::Problem;
use crate::state::{App, Limits, ServedBook};
use crate::views::{AccountView, BalanceView, StatementView};

/// Which accounts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccountParams {
    /// Only those of this entity.
    entity: Option<String>,
    /// Only this code and those below it.
    code: Option<String>,
    /// `next` of the page before; absent for the first page. Opaque.
    cursor: Option<String>,
    /// Most items, 1 to 1000; 100 when absent.
    limit: Option<usize>,
}

/// All accounts with their sums, by name
#[utoipa::path(
    get,
    path = "/v1/books/{book}/accounts",
    tag = "accounts",
    params(("book" = String, Path, description = "The book"), AccountParams),
    responses(
        (status = 200, description = "A page in order of name", body = Page<AccountView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_accounts(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(params): Params<AccountParams>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let reads = &app.book(&book)?.reads;
    let page = PageParams { cursor: params.cursor, limit: params.limit };
    let filter = AccountFilter { entity: params.entity, code: params.code };
    let found = reads.accounts(&book, &filter, page.cursor.as_deref(), page.limit()).await?;
    Ok(Json(Page { items: found.items.iter().map(AccountView::new).collect(), next: found.next }))
}

/// One account with its sums
#[utoipa::path(
    get,
    path = "/v1/books/{book}/accounts/{account}",
    tag = "accounts",
    params(
        ("book" = String, Path, description = "The book"),
        ("account" = String, Path, description = "Full name, entity:code"),
        FreshParams,
    ),
    responses(
        (status = 200, description = "The account", body = AccountView),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_account(
    State(app): State<App>,
    Segments((book, account)): Segments<(String, String)>,
    Params(fresh): Params<FreshParams>,
) -> Result<Json<AccountView>, Problem> {
    let (served, name) = (app.book(&book)?, account_name(&account)?);
    reach(served, fresh.min_position, &app.limits).await?;
    let found = served.reads.balance(&book, name).await?;
    Ok(Json(AccountView::new(&found)))
}

/// As of when a balance is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BalanceParams {
    /// Count entries effective on this day or earlier, `YYYY-MM-DD`.
    as_of: Option<String>,
    /// Count entries recorded at this position or earlier, by this moment in RFC 3339, or by the end of this day (UTC+7).
    known_at: Option<String>,
    /// Wait until the read models include this position: the `position` of an outcome, to read one's own write.
    min_position: Option<u64>,
}

/// An account's balance, now or as of then
#[utoipa::path(
    get,
    path = "/v1/books/{book}/accounts/{account}/balance",
    tag = "accounts",
    params(
        ("book" = String, Path, description = "The book"),
        ("account" = String, Path, description = "Full name, entity:code"),
        BalanceParams,
    ),
    responses(
        (status = 200, description = "The sums", body = BalanceView),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The read models have not reached `min_position`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_balance(
    State(app): State<App>,
    Segments((book, account)): Segments<(String, String)>,
    Params(params): Params<BalanceParams>,
) -> Result<Json<BalanceView>, Problem> {
    let served = app.book(&book)?;
    let known_at = known_at("known_at", params.known_at.as_deref())?;
    let (effective, name) = (date("as_of", params.as_of.as_deref())?, account_name(&account)?);
    let known_at = reach_known(served, params.min_position, known_at, &app.limits).await?;
    let as_of = AsOf { effective, known_at };
    Ok(Json(BalanceView::new(&served.reads.balance_as_of(&book, name, as_of).await?)))
}

/// Which part of a statement.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatementParams {
    /// First day, `YYYY-MM-DD`.
    from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    to: Option<String>,
    /// Count entries recorded at this position or earlier, by this moment in RFC 3339, or by the end of this day (UTC+7).
    known_at: Option<String>,
    /// Wait until the read models include this position.
    min_position: Option<u64>,
    /// `next` of the page before; absent for the first page. Opaque.
    cursor: Option<String>,
    /// Most lines, 1 to 1000; 100 when absent.
    limit: Option<usize>,
}

/// An account's lines with the running balance
#[utoipa::path(
    get,
    path = "/v1/books/{book}/accounts/{account}/statement",
    tag = "accounts",
    params(
        ("book" = String, Path, description = "The book"),
        ("account" = String, Path, description = "Full name, entity:code"),
        StatementParams,
    ),
    responses(
        (status = 200, description = "A page in the order of the log", body = StatementView),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_statement(
    State(app): State<App>,
    Segments((book, account)): Segments<(String, String)>,
    Params(params): Params<StatementParams>,
) -> Result<Json<StatementView>, Problem> {
    let served = app.book(&book)?;
    let page = PageParams { cursor: params.cursor, limit: params.limit };
    let (from, to) = (date("from", params.from.as_deref())?, date("to", params.to.as_deref())?);
    let known_at = known_at("known_at", params.known_at.as_deref())?;
    let name = account_name(&account)?;
    let known_at = reach_known(served, params.min_position, known_at, &app.limits).await?;
    let query = StatementQuery { from, to, known_at };
    let statement = served.reads.statement(&book, name, query, page.cursor.as_deref(), page.limit()).await?;
    Ok(Json(StatementView::new(statement)))
}

/// An account's name out of a path or cursor.
pub(crate) fn account_name(text: &str) -> Result<AccountName<'_>, Problem> {
    AccountName::parse(text)
        .ok_or_else(|| Problem::parameter(format!("{text:?} is no account name such as \"entity:1.1.01\"")))
}

/// Waits until the read models include all that is asked for, and gives the position of the view in place of a moment, so that
/// whatever else is asked of the view has the same answer.
pub(crate) async fn reach_known(
    book: &ServedBook,
    min_position: Option<u64>,
    known_at: Option<KnownAt>,
    limits: &Limits,
) -> Result<Option<KnownAt>, Problem> {
    let known = match known_at {
        Some(known_at) => Some(book.reads.known_position(book.handle.book(), known_at).await?),
        None => None,
    };
    reach(book, min_position.max(known), limits).await?;
    Ok(known.map(KnownAt::Position))
}

/// Waits until the read models include a position. Without one it waits for nothing.
pub(crate) async fn reach(book: &ServedBook, position: Option<u64>, limits: &Limits) -> Result<(), Problem> {
    if let Some(position) = position {
        book.reads.wait_for(book.handle.book(), position, limits.wait_time_max).await?;
    }
    Ok(())
}
