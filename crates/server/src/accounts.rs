//! Accounts, their balances and statements.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ledger::AccountName;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{Params, Segments, date};
use crate::page::{Page, PageParams};
use crate::problem::Problem;
use crate::reads::{AsOf, StatementQuery};
use crate::state::{App, Limits, ServedBook};
use crate::views::{AccountView, BalanceView, StatementView};

/// All accounts, by name
#[utoipa::path(
    get,
    path = "/v1/books/{book}/accounts",
    tag = "accounts",
    params(("book" = String, Path, description = "The book"), PageParams),
    responses(
        (status = 200, description = "A page in order of name", body = Page<AccountView>),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_accounts(
    State(app): State<App>,
    Segments(book): Segments<String>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let book = app.book(&book)?;
    let after = page.cursor.as_deref().map(|cursor| account_name(cursor)).transpose()?;
    let accounts = book.reads.accounts(after, page.limit() + 1).await?;
    Ok(Json(Page::cut(accounts, page.limit(), |last| last.account.clone())))
}

/// One account and its terms
#[utoipa::path(
    get,
    path = "/v1/books/{book}/accounts/{account}",
    tag = "accounts",
    params(("book" = String, Path, description = "The book"), ("account" = String, Path, description = "Full name, entity:code")),
    responses(
        (status = 200, description = "The account", body = AccountView),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_account(
    State(app): State<App>,
    Segments((book, account)): Segments<(String, String)>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(app.book(&book)?.reads.account(account_name(&account)?).await?))
}

/// As of when a balance is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BalanceParams {
    /// Count entries effective on this day or earlier, `YYYY-MM-DD`.
    as_of: Option<String>,
    /// Count entries recorded at this position or earlier.
    known_at: Option<u64>,
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
    let book = app.book(&book)?;
    let as_of = AsOf { effective: date("as_of", params.as_of.as_deref())?, known_at: params.known_at };
    let name = account_name(&account)?;
    reach(book, params.min_position, &app.limits).await?;
    Ok(Json(book.reads.balance(name, as_of).await?))
}

/// Which part of a statement.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatementParams {
    /// First day, `YYYY-MM-DD`.
    from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    to: Option<String>,
    /// Count entries recorded at this position or earlier.
    known_at: Option<u64>,
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
        (status = 200, description = "A page in order of effective date, then of position", body = StatementView),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_statement(
    State(app): State<App>,
    Segments((book, account)): Segments<(String, String)>,
    Params(params): Params<StatementParams>,
) -> Result<Json<StatementView>, Problem> {
    let book = app.book(&book)?;
    let page = PageParams { cursor: params.cursor, limit: params.limit };
    let query = StatementQuery {
        from: date("from", params.from.as_deref())?,
        to: date("to", params.to.as_deref())?,
        known_at: params.known_at,
        limit: page.limit(),
        cursor: page.cursor,
    };
    let name = account_name(&account)?;
    reach(book, params.min_position, &app.limits).await?;
    Ok(Json(book.reads.statement(name, query).await?))
}

/// An account's name out of a path or cursor.
pub(crate) fn account_name(text: &str) -> Result<AccountName<'_>, Problem> {
    AccountName::parse(text)
        .ok_or_else(|| Problem::parameter(format!("{text:?} is no account name such as \"entity:1.1.01\"")))
}

/// Waits until the read models include a position. Without one it waits for nothing.
pub(crate) async fn reach(book: &ServedBook, position: Option<u64>, limits: &Limits) -> Result<(), Problem> {
    let Some(wanted) = position else { return Ok(()) };
    let reached = book.reads.wait_for(wanted, limits.wait_time_max).await?;
    if reached >= wanted {
        return Ok(());
    }
    let detail = format!("the read models are at position {reached}, {wanted} is wanted");
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let problem = Problem::new(status, "behind", "the read models are not there yet; try again", detail);
    Err(Problem { retry_after: Some(1), ..problem })
}
