//! Newline-delimited events: decided while they arrive, answered line by line in their order.
//!
//! A reading task cuts lines and queues what has arrived as one submission; an answering task waits for each
//! submission's outcomes. The queue between them is short, so that a flood is held back at the socket. Outcomes wait in
//! memory for a client that reads only after it has sent everything: about 100 bytes for each of its events.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use command_handler::{Answer, HandlerError, Incoming};
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::sync::{mpsc, oneshot};

use super::form::structured;
use super::{identity, persons};
use crate::auth::Signer;
use crate::problem::Problem;
use crate::state::{Limits, ServedBook};
use crate::telemetry;
use crate::views::OutcomeView;

/// Most events in one submission: as many as fill a transaction well.
const SUBMISSION_MAX: usize = 1_024;
/// Submissions under way at once: one commits, one waits, one is decided.
const UNDER_WAY: usize = 3;

/// Queued events with their identities, or what ends the stream.
type Queued = Result<(Vec<(String, String)>, oneshot::Receiver<Vec<Answer>>), Problem>;

/// Starts reading, and answers with the outcomes as they come.
pub(super) fn respond(book: ServedBook, signer: Option<Signer>, body: Body, limits: Limits) -> Response {
    let (queue, queued) = mpsc::channel(UNDER_WAY);
    let (lines, outcomes) = mpsc::unbounded_channel();
    tokio::spawn(read(book.clone(), signer, body, limits, queue));
    tokio::spawn(answer(book, queued, lines));
    let body = stream::unfold(outcomes, async |mut outcomes| {
        let line: Bytes = outcomes.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(line), outcomes))
    });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(body)).into_response()
}

async fn read(
    book: ServedBook,
    signer: Option<Signer>,
    body: Body,
    limits: Limits,
    queue: mpsc::Sender<Queued>,
) {
    let mut chunks = body.into_data_stream();
    let mut rest = BytesMut::new();
    let mut line = 0_u64;
    loop {
        let chunk = tokio::time::timeout(limits.request_time_max, chunks.next()).await;
        let ended = match chunk {
            Ok(Some(Ok(chunk))) => {
                rest.extend_from_slice(&chunk);
                false
            }
            Ok(None) => true,
            Ok(Some(Err(_))) | Err(_) => {
                let _ = queue.send(Err(broken(line))).await;
                return;
            }
        };
        let mut messages = complete_lines(&mut rest, &mut line);
        if ended && !rest.is_empty() {
            messages.extend(message(rest.split().freeze()));
        }
        if rest.len() > limits.line_bytes_max {
            let _ = queue.send(Err(too_long(line + 1, limits.line_bytes_max))).await;
            return;
        }
        if let Err(problem) = persons::check(signer.as_ref(), &messages) {
            let _ = queue.send(Err(problem)).await;
            return;
        }
        if !submit(&book, messages, &queue).await || ended {
            return;
        }
    }
}

/// The messages of all whole lines; blank lines are passed over.
fn complete_lines(rest: &mut BytesMut, line: &mut u64) -> Vec<Incoming> {
    let Some(end) = rest.iter().rposition(|byte| *byte == b'\n') else { return Vec::new() };
    let whole = rest.split_to(end + 1).freeze();
    let mut messages = Vec::new();
    for text in whole.split(|byte| *byte == b'\n') {
        *line += 1;
        messages.extend(message(whole.slice_ref(text)));
    }
    // What follows the last line end is the next line, not one of these.
    *line -= 1;
    messages
}

fn message(line: Bytes) -> Vec<Incoming> {
    if line.trim_ascii().is_empty() { Vec::new() } else { structured(line, &Default::default()) }
}

/// Queues messages. False when the stream has ended, because the handler has stopped or nobody listens.
async fn submit(book: &ServedBook, mut messages: Vec<Incoming>, queue: &mpsc::Sender<Queued>) -> bool {
    while !messages.is_empty() {
        let rest = messages.split_off(messages.len().min(SUBMISSION_MAX));
        let identities = messages.iter().map(identity).collect();
        let queued = book.handle.enqueue(std::mem::replace(&mut messages, rest)).await;
        let failed = queued.is_err();
        let queued = queued.map(|answers| (identities, answers)).map_err(Problem::from);
        if queue.send(queued).await.is_err() || failed {
            return false;
        }
    }
    true
}

async fn answer(book: ServedBook, mut queued: mpsc::Receiver<Queued>, lines: mpsc::UnboundedSender<Bytes>) {
    while let Some(submission) = queued.recv().await {
        let answered = match submission {
            Ok((identities, answers)) => answers
                .await
                .map(|answers| (identities, answers))
                .map_err(|_| Problem::from(HandlerError::Stopped)),
            Err(problem) => Err(problem),
        };
        let (text, ended) = match answered {
            Ok((identities, answers)) => {
                let outcomes = answers.into_iter().zip(identities);
                let outcomes: Vec<OutcomeView> =
                    outcomes.map(|(answer, identity)| OutcomeView::new(answer, identity)).collect();
                telemetry::count_outcomes(book.handle.book(), &outcomes);
                (outcomes.iter().fold(Vec::new(), json_line), false)
            }
            Err(problem) => (json_line(Vec::new(), &problem), true),
        };
        // Events that were queued are recorded, whether or not anybody still reads their outcomes.
        let _ = lines.send(text.into());
        if ended {
            return;
        }
    }
}

fn json_line(mut text: Vec<u8>, value: &impl serde::Serialize) -> Vec<u8> {
    // Views have string keys and no failing parts, so writing them to memory can't fail.
    if serde_json::to_writer(&mut text, value).is_ok() {
        text.push(b'\n');
    }
    text
}

fn broken(lines: u64) -> Problem {
    let detail = format!(
        "the connection paused too long or ended within the stream, after line {lines}; what was answered is recorded, \
         and sending all of it again is safe"
    );
    let status = axum::http::StatusCode::BAD_REQUEST;
    Problem::new(status, "body_incomplete", "the body did not arrive whole", detail)
}

fn too_long(line: u64, most: usize) -> Problem {
    let detail = format!(
        "line {line} is longer than {most} bytes; lines before it are recorded, it and later ones not"
    );
    let status = axum::http::StatusCode::PAYLOAD_TOO_LARGE;
    Problem::new(status, "body_too_large", "a line is too large", detail)
}
