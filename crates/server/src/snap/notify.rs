//! Notifications of payments: checked, recorded through the pipeline like every other event, and answered when that is
//! durable. A body that can't be taken is answered and nothing of it is kept, for it names its payer.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::sync::PoisonError;

use adapters::snap::answer::{Outcome, answer};
use adapters::snap::{self, Notice, PaidNotice, Service, SnapMapping, TakenBackNotice};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use bytes::Bytes;
use command_handler::{Incoming, Verdict};
use ledger::RefusalCode;
use wire::cloudevents::Event;

use super::bill;
use super::memory::Forgetful;
use super::request::{Authentic, authenticate, now};
use super::{BILL_LOCKS, Snap, SnapPartner, respond};
use crate::problem::Problem;
use crate::state::{App, ServedBook};

/// SNAP BI: a virtual account was paid (service 25)
///
/// Signed with the partner's secret over the access token, or with its key. Answered when the payment is durable, in the
/// standard's form: `docs/http-api.md` lists the response codes.
#[utoipa::path(
    post,
    path = "/v1.0/transfer-va/payment",
    tag = "snap",
    request_body(content = serde_json::Value, description = "The notification"),
    responses(
        (status = 200, description = "`responseCode` 2002500: recorded, now or before", body = serde_json::Value),
        (status = 400, description = "40025xx: a header or a field is missing or wrong", body = serde_json::Value),
        (status = 401, description = "4012500 signature or time, 4012501 token", body = serde_json::Value),
        (status = 403, description = "4032515: the ledger refused it", body = serde_json::Value),
        (status = 404, description = "4042512 unknown bill, 4042513 not what is owed, 4042514 paid before, 4042518 recorded with other content, 4042519 too late", body = serde_json::Value),
        (status = 409, description = "4092500: `X-EXTERNAL-ID` was used that day", body = serde_json::Value),
        (status = 500, description = "5002500: not now", body = serde_json::Value),
    ),
)]
pub(crate) async fn transfer_va_payment(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    notified(app, Service::VirtualAccount, uri, headers, body).await
}

/// SNAP BI: a QRIS code that the merchant showed was paid (service 52)
///
/// As for virtual accounts, with 52 in the response codes. A status that is not final is answered as taken, and nothing is
/// recorded. One that takes a recorded payment back is recorded as a proposal to reverse it.
#[utoipa::path(
    post,
    path = "/v1.0/qr/qr-mpm-notify",
    tag = "snap",
    request_body(content = serde_json::Value, description = "The notification"),
    responses(
        (status = 200, description = "`responseCode` 2005200: recorded, now or before, or not final", body = serde_json::Value),
        (status = 400, description = "40052xx: a header or a field is missing or wrong", body = serde_json::Value),
        (status = 401, description = "4015200 signature or time, 4015201 token", body = serde_json::Value),
        (status = 403, description = "4035215: the ledger refused it", body = serde_json::Value),
        (status = 404, description = "4045212 unknown merchant, 4045218 recorded with other content", body = serde_json::Value),
        (status = 409, description = "4095200: `X-EXTERNAL-ID` was used that day", body = serde_json::Value),
        (status = 500, description = "5005200: not now", body = serde_json::Value),
    ),
)]
pub(crate) async fn qr_mpm_notify(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    notified(app, Service::QrisMerchant, uri, headers, body).await
}

/// SNAP BI: a QRIS code that the customer showed was paid (service 79)
///
/// As for codes that the merchant showed, with 79 in the response codes.
#[utoipa::path(
    post,
    path = "/v1.0/qr/qr-cpm-notify",
    tag = "snap",
    request_body(content = serde_json::Value, description = "The notification"),
    responses(
        (status = 200, description = "`responseCode` 2007900", body = serde_json::Value),
        (status = 400, description = "40079xx", body = serde_json::Value),
        (status = 401, description = "4017900 or 4017901", body = serde_json::Value),
        (status = 404, description = "40479xx", body = serde_json::Value),
        (status = 409, description = "4097900", body = serde_json::Value),
    ),
)]
pub(crate) async fn qr_cpm_notify(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    notified(app, Service::QrisCustomer, uri, headers, body).await
}

async fn notified(
    app: App,
    service: Service,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let snap = app.snap()?;
    let authentic = match authenticate(snap, &headers, &uri, &body) {
        Ok(authentic) => authentic,
        Err(not_taken) => return Ok(respond(answer(service, not_taken.outcome(), &body), None)),
    };
    let partner = authentic.partner;
    let Some(under_way) = UnderWay::begin(snap, &authentic) else {
        return Ok(respond(answer(service, Outcome::ExternalIdUsed, &body), Some(partner)));
    };
    let taken = take(&app, snap, service, &authentic, &body);
    // A sender that waits too long for us asks again, and is answered what was recorded then.
    let reply = match tokio::time::timeout(snap.times.answer_within, taken).await {
        Ok(reply) => reply,
        Err(_) => answer(service, Outcome::TimedOut, &body),
    };
    drop(under_way);
    Ok(respond(reply, Some(partner)))
}

/// A number that is being answered: until then nobody else may use it. It is used up for the day only with an answer that
/// the sender can rely on, so that after a crash or a failure the same request may come again.
struct UnderWay<'a> {
    snap: &'a Snap,
    key: (String, String),
}

impl<'a> UnderWay<'a> {
    fn begin(snap: &'a Snap, authentic: &Authentic<'_>) -> Option<Self> {
        let key = (authentic.partner.id.clone(), authentic.external_id.to_owned());
        let is_new = snap.under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        is_new.then_some(Self { snap, key })
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.snap.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// Takes an authentic notification as far as it goes.
async fn take(
    app: &App,
    snap: &Snap,
    service: Service,
    authentic: &Authentic<'_>,
    body: &[u8],
) -> snap::Reply {
    let Authentic { partner, external_id, day } = *authentic;
    let used = (partner.id.clone(), external_id.to_owned());
    let asked = used.clone();
    match snap.memory.ask(move |memory| memory.is_used(day, &asked.0, &asked.1)).await {
        Ok(false) => {}
        Ok(true) => return answer(service, Outcome::ExternalIdUsed, body),
        Err(problem) => return answer(service, forgetful(&problem), body),
    }
    let received_at = snap::moment_in_wib(now());
    let notice = snap::notice(service, body, &received_at, mapping(partner, service));
    let mut outcome = match &notice {
        Err(error) => Outcome::Rejected(error),
        Ok(Notice::NotPaid { .. }) => Outcome::NotFinal,
        Ok(Notice::TakenBack(told)) => take_back(app, partner, told).await,
        Ok(Notice::Paid(paid)) => record(app, snap, partner, paid).await,
    };
    if outcome != Outcome::Unavailable
        && let Err(problem) = snap.memory.ask(move |memory| memory.use_up(day, &used.0, &used.1)).await
    {
        outcome = forgetful(&problem);
    }
    answer(service, outcome, body)
}

fn forgetful(problem: &Forgetful) -> Outcome<'static> {
    tracing::error!(error = problem as &dyn std::error::Error, "what SNAP partners sent can't be remembered");
    Outcome::Unavailable
}

/// The book of a partner, or the answer that nothing can be recorded.
fn book_of<'a>(app: &'a App, partner: &SnapPartner) -> Result<&'a ServedBook, Outcome<'static>> {
    app.books.get(&partner.book).ok_or_else(|| {
        tracing::error!(
            partner = partner.name,
            book = partner.book,
            "the book of a SNAP partner is not served"
        );
        Outcome::Unavailable
    })
}

/// Puts the reversal of a payment up for a person, where the payment was made or recorded.
async fn take_back(app: &App, partner: &SnapPartner, told: &TakenBackNotice) -> Outcome<'static> {
    let book = match book_of(app, partner) {
        Ok(book) => book,
        Err(outcome) => return outcome,
    };
    if !told.was_paid {
        match is_posted(book, &told.proposal.envelope.source, &told.payment).await {
            Ok(true) => {}
            Ok(false) => return Outcome::NotFinal,
            Err(outcome) => return outcome,
        }
    }
    submit(book, &told.proposal).await
}

/// Records a payment, and keeps who paid in the vault before.
async fn record(app: &App, snap: &Snap, partner: &SnapPartner, paid: &PaidNotice) -> Outcome<'static> {
    let book = match book_of(app, partner) {
        Ok(book) => book,
        Err(outcome) => return outcome,
    };
    let envelope = &paid.event.envelope;
    let is_guarded = partner.bills_are_paid_once || partner.bills_are_assessments;
    let _one_at_a_time = match paid.bill().filter(|_| is_guarded) {
        Some(bill) => Some(snap.bills[lock_of(bill)].lock().await),
        None => None,
    };
    if let Err(outcome) = bill::check(app, book, partner, paid).await {
        return outcome;
    }
    if let Some(bill) = paid.bill().filter(|_| partner.bills_are_paid_once) {
        match claim(book, snap, &envelope.source, bill, &envelope.id).await {
            Ok(true) => {}
            Ok(false) => return Outcome::AlreadyPaid,
            Err(outcome) => return outcome,
        }
    }
    if let Some(vault) = &app.vault
        && let Some(payer) = paid.payer.clone()
        && let Err(problem) = vault.note(vec![payer]).await
    {
        tracing::error!(error = &problem as &dyn std::error::Error, "who paid can't be kept in the vault");
        return Outcome::Unavailable;
    }
    submit(book, &paid.event).await
}

/// Records an event; the answer comes when it is durable.
async fn submit(book: &ServedBook, event: &Event) -> Outcome<'static> {
    let message = Incoming {
        envelope: Ok(event.envelope.clone()),
        headers: Vec::new(),
        body: event.body.clone(),
        bus: None,
    };
    let answers = match book.handle.submit(vec![message]).await {
        Ok(answers) => answers,
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a SNAP notification could not be recorded"
            );
            return Outcome::Unavailable;
        }
    };
    let Some(answer) = answers.first() else { return Outcome::Unavailable };
    match &answer.verdict {
        Verdict::Posted if answer.repeated => Outcome::Repeated,
        Verdict::Posted => Outcome::Recorded,
        Verdict::Refused(refusal) if refusal.code == RefusalCode::IdentityConflict => Outcome::Inconsistent,
        Verdict::Refused(refusal) => Outcome::NotPermitted(refusal.code.as_str()),
        // An event of our own making is always read.
        Verdict::Quarantined { .. } => Outcome::Unavailable,
    }
}

/// Whether a payment is in the ledger.
async fn is_posted(book: &ServedBook, source: &str, payment: &str) -> Result<bool, Outcome<'static>> {
    let outcome = book.handle.outcome(source, payment).await.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a payment can't be looked up");
        Outcome::Unavailable
    })?;
    Ok(outcome.is_some_and(|answer| answer.verdict == Verdict::Posted))
}

/// Takes a bill for a payment; `false` when another one paid it.
async fn claim(
    book: &ServedBook,
    snap: &Snap,
    source: &str,
    bill: &str,
    payment: &str,
) -> Result<bool, Outcome<'static>> {
    let place = (source.to_owned(), bill.to_owned());
    let asked = place.clone();
    let paid_by = snap.memory.ask(move |memory| memory.paid_by(&asked.0, &asked.1)).await;
    if let Some(other) = paid_by.map_err(|problem| forgetful(&problem))? {
        if other == payment {
            return Ok(true);
        }
        // One that was refused, or that a crash kept from being recorded, paid nothing.
        if is_posted(book, source, &other).await? {
            return Ok(false);
        }
    }
    let payment = payment.to_owned();
    let claimed = snap.memory.ask(move |memory| memory.claim(&place.0, &place.1, &payment)).await;
    claimed.map(|()| true).map_err(|problem| forgetful(&problem))
}

/// Which lock a bill shares.
fn lock_of(bill: &str) -> usize {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(bill);
    usize::try_from(hash % BILL_LOCKS as u64).unwrap_or_default()
}

fn mapping(partner: &SnapPartner, service: Service) -> &SnapMapping {
    match service {
        Service::VirtualAccount => &partner.virtual_accounts,
        Service::QrisMerchant => &partner.qris_merchant,
        Service::QrisCustomer => &partner.qris_customer,
    }
}
