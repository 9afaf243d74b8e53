//! The books that are served, and how far each is.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::Segments;
use crate::problem::Problem;
use crate::state::{App, ServedBook};

/// A book.
#[derive(Serialize, ToSchema)]
pub(crate) struct BookView {
    /// Its name.
    book: String,
    /// Last durable position.
    position: u64,
    /// Last position in the read models.
    read_position: u64,
    /// Last bus sequence whose outcome is durable; absent without a bus.
    #[serde(skip_serializing_if = "Option::is_none")]
    bus_sequence: Option<u64>,
    /// It takes events.
    running: bool,
}

impl BookView {
    async fn of(name: &str, book: &ServedBook) -> Result<Self, Problem> {
        let progress = book.handle.progress().borrow().clone();
        Ok(Self {
            book: name.to_owned(),
            position: progress.position,
            read_position: book.reads.position(name).await?,
            bus_sequence: progress.bus_sequence,
            running: progress.stopped.is_none(),
        })
    }
}

/// All books
#[utoipa::path(get, path = "/v1/books", tag = "books", responses((status = 200, description = "By name", body = Vec<BookView>)))]
pub(crate) async fn list_books(State(app): State<App>) -> Result<Json<Vec<BookView>>, Problem> {
    let mut books = Vec::with_capacity(app.books.len());
    for (name, book) in &app.books {
        books.push(BookView::of(name, book).await?);
    }
    Ok(Json(books))
}

/// One book
#[utoipa::path(
    get,
    path = "/v1/books/{book}",
    tag = "books",
    params(("book" = String, Path, description = "The book")),
    responses(
        (status = 200, description = "How far it is", body = BookView),
        (status = 404, description = "No such book", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_book(
    State(app): State<App>,
    Segments(book): Segments<String>,
) -> Result<Json<BookView>, Problem> {
    Ok(Json(BookView::of(&book, app.book(&book)?).await?))
}
