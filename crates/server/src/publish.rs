//! `POST /v1/books/{book}/events`: events come in, each in one of the forms of CloudEvents, and their outcomes go out.
//!
//! `form` makes messages of a request, `stream` does the same for newline-delimited JSON while it arrives, and `persons` asks
//! whether the bearer may send them. What can't be
//! read is handed in all the same: the command handler quarantines it, and nothing that was sent is lost.

mod form;
mod persons;
mod stream;

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use command_handler::Incoming;

use crate::auth::Signer;
use crate::extract::Segments;
use crate::problem::Problem;
use crate::state::{App, ServedBook};
use crate::telemetry;
use crate::views::OutcomeView;
use form::{Form, Parsed};

/// Publish one event or many
///
/// One structured CloudEvent (`application/cloudevents+json` or `application/json`), an array of them (also as
/// `application/cloudevents-batch+json`), one event in binary mode (`ce-` headers and a protobuf or JSON body), or
/// newline-delimited structured events (`application/x-ndjson`), whose outcomes come back line by line while they are
/// decided. An event's outcome is durable when it is answered. Sending an event again is safe: it is recognised.
#[utoipa::path(
    post,
    path = "/v1/books/{book}/events",
    tag = "events",
    params(("book" = String, Path, description = "The book")),
    request_body(description = "One event or many", content(
        (serde_json::Value = "application/cloudevents+json"),
        (Vec<serde_json::Value> = "application/cloudevents-batch+json"),
        (serde_json::Value = "application/json"),
        (String = "application/x-ndjson"),
        (String = "application/protobuf"),
    )),
    responses(
        (status = 200, description = "A repeat, or the outcomes of many events in their order", body = Vec<OutcomeView>),
        (status = 201, description = "Posted", body = OutcomeView),
        (status = 400, description = "Quarantined: it could not be read, and is kept", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The bearer may not send this event, or it names another person", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large, or too many events", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "No form of events has this content type", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Refused by a rule", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn publish_events(
    State(app): State<App>,
    Segments(book): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let served = app.book(&book)?;
    if app.trail.as_ref().is_some_and(|trail| trail.book() == book) {
        let detail = format!("book \"{book}\" is the access trail, which only the server writes");
        let title = "the book takes no events";
        return Err(Problem::new(StatusCode::FORBIDDEN, "trail_only", title, detail));
    }
    let (mut parts, body) = request.into_parts();
    let signer = parts.extensions.remove::<Signer>();
    match Form::of(&parts.headers)? {
        Form::Lines => Ok(stream::respond(served.clone(), signer, body, app.limits)),
        form => {
            let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &())
                .await
                .map_err(|rejection| unreadable_body(rejection.status(), app.limits.body_bytes_max))?;
            let most = app.limits.batch_events_max;
            match form::parse(form, &parts.headers, body) {
                Parsed::One(message) => {
                    persons::check(signer.as_ref(), std::slice::from_ref(&message))?;
                    answer_one(served, message).await
                }
                Parsed::Many(messages) if messages.len() > most => Err(too_many(messages.len(), most)),
                Parsed::Many(messages) => {
                    persons::check(signer.as_ref(), &messages)?;
                    answer_many(served, messages).await
                }
            }
        }
    }
}

async fn answer_one(book: &ServedBook, message: Incoming) -> Result<Response, Problem> {
    let Some(outcome) = submit(book, vec![message]).await?.pop() else { return Err(Problem::internal()) };
    match outcome.outcome {
        "posted" if outcome.repeated => Ok((StatusCode::OK, Json(outcome)).into_response()),
        "posted" => Ok((StatusCode::CREATED, Json(outcome)).into_response()),
        _ => Err(Problem::of_outcome(outcome)),
    }
}

async fn answer_many(book: &ServedBook, messages: Vec<Incoming>) -> Result<Response, Problem> {
    Ok(Json(submit(book, messages).await?).into_response())
}

/// Hands messages in and waits until their outcomes are durable.
async fn submit(book: &ServedBook, messages: Vec<Incoming>) -> Result<Vec<OutcomeView>, Problem> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let identities: Vec<_> = messages.iter().map(identity).collect();
    let answers = book.handle.submit(messages).await?;
    let outcomes: Vec<OutcomeView> = answers
        .into_iter()
        .zip(identities)
        .map(|(answer, identity)| OutcomeView::new(answer, identity))
        .collect();
    telemetry::count_outcomes(book.handle.book(), &outcomes);
    Ok(outcomes)
}

/// Source and id of a message; empty when its envelope can't be read.
fn identity(message: &Incoming) -> (String, String) {
    match &message.envelope {
        Ok(envelope) => (envelope.source.clone(), envelope.id.clone()),
        Err(_) => Default::default(),
    }
}

fn too_many(found: usize, most: usize) -> Problem {
    let detail = format!(
        "{found} events, at most {most} in one batch; nothing was recorded. Send several batches, or a stream of \
         newline-delimited events"
    );
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_events", "too many events in one batch", detail)
}

fn unreadable_body(status: StatusCode, most: usize) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = format!(
            "at most {most} bytes in one request; nothing was recorded. Send several requests, or a stream of \
             newline-delimited events"
        );
        return Problem::new(status, "body_too_large", "the body is too large", detail);
    }
    let detail = "the connection ended before the body did; nothing was recorded";
    Problem::new(StatusCode::BAD_REQUEST, "body_incomplete", "the body did not arrive whole", detail)
}
