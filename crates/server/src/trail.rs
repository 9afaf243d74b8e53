//! The access trail: who asked for what, and who was refused, recorded in a book of its own. A principal is a token's
//! name, an action a route without what was filled into it: nothing here tells of a person.
//!
//! A request is answered once its record is durable, together with those of others that came meanwhile: whoever got an answer stands in
//! the trail, whatever is killed next. A trail that can't keep up holds requests back, and one that failed lets none through.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use command_handler::{Handle, HandlerError};
use tokio::sync::{mpsc, oneshot};
use wire::ledger_v1::AccessRecorded;

use crate::auth::Principal;
use crate::problem::{Problem, ProblemCode};
use crate::state::App;

/// Where requests are handed in to be recorded.
#[derive(Clone, Debug)]
pub struct Trail {
    book: Arc<str>,
    queue: mpsc::Sender<Access>,
}

/// A request to be recorded, and who waits for it.
#[derive(Debug)]
struct Access {
    record: AccessRecorded,
    durable: oneshot::Sender<()>,
}

/// Records what is handed in to a [`Trail`] until all of its copies are gone.
pub struct TrailRecorder {
    queue: mpsc::Receiver<Access>,
    handle: Handle,
}

/// Requests that may wait to be recorded; more hold their senders back.
const WAITING_MAX: usize = 4_096;

/// A trail into the book of this handle.
pub fn trail(handle: Handle) -> (Trail, TrailRecorder) {
    let (sender, queue) = mpsc::channel(WAITING_MAX);
    (Trail { book: handle.book().into(), queue: sender }, TrailRecorder { queue, handle })
}

impl Trail {
    /// The book that it is kept in.
    pub fn book(&self) -> &str {
        &self.book
    }
}

impl TrailRecorder {
    /// Records in batches of whatever has arrived.
    ///
    /// # Errors
    /// When the trail's command handler stopped.
    pub async fn run(mut self) -> Result<(), HandlerError> {
        let mut waiting = Vec::new();
        while self.queue.recv_many(&mut waiting, WAITING_MAX).await > 0 {
            let (records, answers): (Vec<_>, Vec<_>) =
                waiting.drain(..).map(|access| (access.record, access.durable)).unzip();
            self.handle.record_access(records).await?;
            for durable in answers {
                // Whoever went away meanwhile needs no word.
                let _ = durable.send(());
            }
        }
        Ok(())
    }
}

/// Records a request once its answer is known, and gives the answer once the record is durable.
pub(crate) async fn record(
    State(app): State<App>,
    path: MatchedPath,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let Some(Trail { queue, .. }) = &app.trail else { return next.run(request).await };
    // Room first: an answer is never given away that could not be recorded.
    let failed = || Problem::unavailable("the access trail can't be written").into_response();
    let Ok(room) = queue.reserve().await else { return failed() };
    let action = format!("{} {}", request.method(), path.as_str());
    // A path that is not text names no book; its handler says so.
    let book = params.ok().and_then(|params| {
        params.iter().find(|(name, _)| *name == "book").map(|(_, value)| value.to_owned())
    });
    // A book that does not exist may be anything, so its name is not kept.
    let book = book.filter(|book| app.books.contains_key(book)).unwrap_or_default();
    let response = next.run(request).await;
    let extensions = response.extensions();
    let principal = extensions.get::<Principal>().map(|principal| principal.0.clone());
    let code = extensions.get::<ProblemCode>().map(|code| code.0.clone());
    let record = AccessRecorded {
        principal: principal.unwrap_or_default(),
        action,
        book,
        status: response.status().as_u16().into(),
        code: code.unwrap_or_default(),
    };
    let (durable, recorded) = oneshot::channel();
    room.send(Access { record, durable });
    match recorded.await {
        Ok(()) => response,
        Err(_) => failed(),
    }
}
