//! What everyone may read: open data of the books that the configuration names, without a token. Off unless it is configured.
//!
//! All answers are files of an edition (`reports::open_data`), which is made once per position and not more often than the
//! configured time, whoever asks how often: so a crowd costs no more than one reader. While the next edition is made, the last
//! one is served.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reports::open_data::{self, Edition, File};

use crate::extract::Segments;
use crate::problem::Problem;
use crate::state::{App, ServedBook};

/// What is open to everyone.
#[derive(Clone, Debug)]
pub struct Public {
    /// The books; any other is answered as if it were not there.
    pub books: BTreeSet<String>,
    /// How it is published.
    pub settings: open_data::Settings,
    /// How long an edition is served before a newer one is made; also how long caches may keep it.
    pub refresh: Duration,
}

/// Editions as they are kept.
pub(crate) struct Editions {
    public: Public,
    kept: RwLock<BTreeMap<String, Kept>>,
    /// Held by whoever makes the edition of a book.
    making: BTreeMap<String, Arc<tokio::sync::Mutex<()>>>,
}

#[derive(Clone)]
struct Kept {
    edition: Arc<Edition>,
    made: Instant,
}

impl Editions {
    pub(crate) fn new(public: Public) -> Self {
        let making = public.books.iter().map(|book| (book.clone(), Arc::default())).collect();
        Self { public, kept: RwLock::default(), making }
    }

    fn kept(&self, book: &str) -> Option<Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(book).cloned()
    }

    fn keep(&self, edition: Arc<Edition>) {
        let kept = Kept { edition: Arc::clone(&edition), made: Instant::now() };
        self.kept.write().unwrap_or_else(PoisonError::into_inner).insert(edition.book.clone(), kept);
    }

    /// The edition to serve now.
    async fn edition(self: &Arc<Self>, book: &str, served: &ServedBook) -> Result<Arc<Edition>, Problem> {
        let kept = self.kept(book);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.made.elapsed() < self.public.refresh) {
            return Ok(Arc::clone(&kept.edition));
        }
        let absent = || Problem::internal();
        let making = self.making.get(book).ok_or_else(absent)?;
        let task = Arc::clone(making).try_lock_owned().ok().map(|guard| {
            let (editions, reads, book) = (Arc::clone(self), served.reads.clone(), book.to_owned());
            // A task of its own: it goes on when whoever asked first gives up.
            tokio::spawn(async move {
                let made = editions.make(&reads, &book).await;
                drop(guard);
                made
            })
        });
        match (kept, task) {
            (Some(kept), _) => Ok(kept.edition),
            (None, Some(task)) => task.await.unwrap_or_else(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "open data could not be made");
                Err(Problem::internal())
            }),
            (None, None) => {
                drop(making.lock().await);
                let made = self.kept(book).map(|kept| kept.edition);
                made.ok_or_else(|| Problem::unavailable("open data could not be made just now"))
            }
        }
    }

    /// Makes the edition of now, or goes on with the one there is when nothing was recorded since.
    async fn make(&self, reads: &projections::ReadModels, book: &str) -> Result<Arc<Edition>, Problem> {
        let position = reads.position(book).await?;
        let checkpoint = reads.store().checkpoint(book).await.map_err(projections::ProjectionError::from)?;
        let size = checkpoint.map(|kept| kept.size).filter(|size| (1..=position).contains(size));
        // The same place as an edition chooses: an edition of before the first checkpoint is made again with it.
        let place = (size.unwrap_or(position), size.is_some());
        if let Some(kept) = self.kept(book) {
            let had = kept.edition.files.contains_key("checkpoint");
            if (kept.edition.position, had) == place {
                self.keep(Arc::clone(&kept.edition));
                return Ok(kept.edition);
            }
        }
        let edition = Arc::new(open_data::edition(reads, book, &self.public.settings).await?);
        self.keep(Arc::clone(&edition));
        Ok(edition)
    }
}

/// Open data: the books
///
/// Answered only where the configuration opens it (`[public]`).
#[utoipa::path(
    get,
    path = "/public",
    tag = "open data",
    responses(
        (status = 200, description = "A page in Indonesian and English with a link to each book", body = String, content_type = "text/html"),
        (status = 404, description = "Nothing is open", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_public(State(app): State<App>) -> Result<Response, Problem> {
    let editions = app.public.as_ref().ok_or_else(closed)?;
    let mut page = "<!doctype html>\n<html lang=\"id\">\n<meta charset=\"utf-8\">\n<title>Data terbuka / open data</title>\n\
        <main>\n<h1>Data terbuka <span lang=\"en\">/ open data</span></h1>\n<ul>\n"
        .to_owned();
    // A book's name is letters, digits and `-_.`: it needs no escaping.
    for book in editions.public.books.iter().filter(|book| app.books.contains_key(*book)) {
        page.push_str(&format!("<li><a href=\"/public/{book}/index.html\">{book}</a></li>\n"));
    }
    page.push_str("</ul>\n</main>\n</html>\n");
    Ok((headers(editions, open_data::HTML), page).into_response())
}

/// Open data of a book: its index, data package, checkpoint and datasets
///
/// No payer, vendor or person is in it. Every file is of one position; `datapackage.json` names all of them with their SHA-256,
/// the license, the position, the root of the log's tree and the checkpoint over it. `ETag` and `If-None-Match` work.
#[utoipa::path(
    get,
    path = "/public/{book}/{*file}",
    tag = "open data",
    params(
        ("book" = String, Path, description = "The book"),
        ("file" = String, Path, description = "index.html, datapackage.json, checkpoint, or YEAR/DATASET.FORMAT with lra, revenue, etpd or spending-quality as html, json or csv"),
    ),
    responses(
        (status = 200, description = "The file", content(
            (String = "text/html"), (serde_json::Value = "application/json"), (String = "text/csv"), (String = "text/plain"),
        )),
        (status = 304, description = "It is the one that `If-None-Match` names"),
        (status = 404, description = "No such file, or nothing is open", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It could not be made just now", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_file(
    State(app): State<App>,
    Segments((book, file)): Segments<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let editions = app.public.as_ref().ok_or_else(closed)?;
    let absent =
        || Problem::not_found("not_found", format!("open data of \"{book}\" has no file \"{file}\""));
    let served = app.books.get(&book).filter(|_| editions.public.books.contains(&book)).ok_or_else(absent)?;
    let edition = editions.edition(&book, served).await?;
    let found = edition.files.get(&file).ok_or_else(absent)?;
    Ok(answer(editions, found, &asked))
}

fn answer(editions: &Editions, file: &File, asked: &HeaderMap) -> Response {
    let mut headers = headers(editions, file.content_type);
    let tag = format!("\"{}\"", file.sha256);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    let is_known = known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
    // Hex in quotes is a header value.
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, file.bytes.clone()).into_response()
}

/// What every answer says: how long it may be kept, and that a page loads and runs nothing.
fn headers(editions: &Editions, content_type: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let caching = format!("public, max-age={}", editions.public.refresh.as_secs());
    if let Ok(caching) = HeaderValue::from_str(&caching) {
        headers.insert(header::CACHE_CONTROL, caching);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    // Open data may be read by any page's program; there is nothing to protect and no credential to send.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers
}

/// As any path that is not there, so that nobody learns what could be opened.
fn closed() -> Problem {
    Problem::not_found("not_found", "no route has this path; /openapi.json lists them")
}
