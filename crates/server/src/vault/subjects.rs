//! The people behind pseudonyms: masked for whoever reads, in clear for a data officer who says why. What is shown in clear or
//! erased stands in the vault's trail before it is answered, and in the access trail without any personal data.

use adapters::snap::moment_in_wib;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use ledger::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vault::{Attributes, Masked, Pseudonym, Request, SubjectKind, TrailEntry, VaultError};

use super::{SharedVault, SharedVaultError};
use crate::auth::{Role, Signer};
use crate::extract::{Params, Segments};
use crate::problem::Problem;
use crate::state::App;

/// Somebody, masked.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubjectView {
    /// As events carry it.
    #[schema(example = "f3ad3f779449c050c684e835bebeb749")]
    pseudonym: String,
    /// `citizen`, `taxpayer` or `vendor`.
    kind: &'static str,
    /// The number or name, masked.
    #[schema(example = "1608**********01")]
    value: String,
    /// Initials of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// End of the telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Ends of the account or card number.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
}

/// Somebody in clear.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityView {
    /// As events carry it.
    pseudonym: String,
    /// `citizen`, `taxpayer` or `vendor`.
    kind: &'static str,
    /// The number or name.
    value: String,
    /// What else is known.
    #[serde(flatten)]
    #[schema(value_type = AttributesView)]
    attributes: AttributesView,
}

/// What is known of somebody besides the value.
#[derive(Serialize, ToSchema)]
pub(crate) struct AttributesView {
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Email address.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// Bank account or card number.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
}

/// Who was shown or erased, by whom and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct DisclosureView {
    /// Its place in the vault's trail, from 1.
    number: i64,
    /// `unmask`, `erase` or `readmit`.
    act: &'static str,
    /// To whom.
    pseudonym: String,
    /// The token's name.
    who: String,
    /// Why.
    reason: String,
    /// When, RFC 3339.
    at: String,
}

/// Why somebody is to be shown or erased.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Reason {
    /// Such as the number of a case. It outlives the person's identity, so it must not name them.
    #[schema(example = "complaint 12/2026")]
    reason: String,
}

/// Whose pseudonym is looked for. It goes in a body, for paths are written to logs.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Sought {
    /// `citizen`, `taxpayer` or `vendor`.
    kind: String,
    /// The number or name.
    value: String,
}

/// A pseudonym that was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundView {
    /// As events carry it, whether or not the vault knows the person.
    pseudonym: String,
}

/// Which part of the vault's trail.
#[derive(Deserialize, IntoParams)]
pub(crate) struct Span {
    /// From this day on, such as 2026-11-01 (WIB)
    from: Option<String>,
    /// Up to and with this day
    to: Option<String>,
}

/// Somebody behind a pseudonym, masked
#[utoipa::path(
    get,
    path = "/v1/subjects/{pseudonym}",
    tag = "subjects",
    params(("pseudonym" = String, Path, description = "32 hex digits, as events carry it")),
    responses(
        (status = 200, description = "Masked", body = SubjectView),
        (status = 404, description = "Nobody is known by it, or no vault is configured", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The person was erased", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn get_subject(
    State(app): State<App>,
    Segments(pseudonym): Segments<String>,
) -> Result<Json<SubjectView>, Problem> {
    let (vault, pseudonym) = (shared(&app)?, parsed(&pseudonym)?);
    let Masked { kind, value, name, phone, account } =
        vault.ask(move |vault| vault.masked(pseudonym)).await?;
    Ok(Json(SubjectView {
        pseudonym: pseudonym.to_string(),
        kind: kind.as_str(),
        value,
        name,
        phone,
        account,
    }))
}

/// Show somebody in clear, with a reason that is recorded
///
/// Only for tokens with the role `data-officer`. Who asked, why and when is durable before the answer is given.
#[utoipa::path(
    post,
    path = "/v1/subjects/{pseudonym}/unmask",
    tag = "subjects",
    params(("pseudonym" = String, Path, description = "32 hex digits, as events carry it")),
    request_body = Reason,
    responses(
        (status = 200, description = "In clear; not to be kept by any cache", body = IdentityView),
        (status = 400, description = "No reason is given", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not a data officer's token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nobody is known by it, or no vault is configured", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The person was erased", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn unmask_subject(
    State(app): State<App>,
    Segments(pseudonym): Segments<String>,
    signer: Option<Extension<Signer>>,
    reason: Result<Json<Reason>, JsonRejection>,
) -> Result<Response, Problem> {
    let (vault, pseudonym) = (shared(&app)?, parsed(&pseudonym)?);
    let (who, Reason { reason }) = (officer(signer)?, given(reason)?);
    let identity = vault
        .ask(move |vault| {
            vault.unmask(pseudonym, &Request { who: &who, reason: &reason, at_unix_ms: now_unix_ms() })
        })
        .await?;
    let Attributes { name, phone, email, account } = &identity.attributes;
    let attributes = AttributesView {
        name: name.clone(),
        phone: phone.clone(),
        email: email.clone(),
        account: account.clone(),
    };
    let view = IdentityView {
        pseudonym: pseudonym.to_string(),
        kind: identity.kind.as_str(),
        value: identity.value.clone(),
        attributes,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}

/// Erase somebody by destroying their key, with a reason that is recorded
///
/// Only for tokens with the role `data-officer`. Entries, proofs and figures stay as they are: they carry the pseudonym, which
/// leads nowhere afterwards. To erase again changes nothing.
#[utoipa::path(
    post,
    path = "/v1/subjects/{pseudonym}/erase",
    tag = "subjects",
    params(("pseudonym" = String, Path, description = "32 hex digits, as events carry it")),
    request_body = Reason,
    responses(
        (status = 200, description = "The record of the erasure", body = DisclosureView),
        (status = 400, description = "No reason is given", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not a data officer's token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nobody is known by it, or no vault is configured", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Erased, but another process still holds old bytes: erase again", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn erase_subject(
    State(app): State<App>,
    Segments(pseudonym): Segments<String>,
    signer: Option<Extension<Signer>>,
    reason: Result<Json<Reason>, JsonRejection>,
) -> Result<Json<DisclosureView>, Problem> {
    let (vault, pseudonym) = (shared(&app)?, parsed(&pseudonym)?);
    let (who, Reason { reason }) = (officer(signer)?, given(reason)?);
    let entry = vault
        .ask(move |vault| {
            vault.erase(pseudonym, &Request { who: &who, reason: &reason, at_unix_ms: now_unix_ms() })
        })
        .await?;
    Ok(Json(DisclosureView::of(entry)))
}

/// The pseudonym of somebody who is known by number or name
///
/// Only for tokens with the role `data-officer`. Nothing is shown of anybody, so nothing is recorded in the vault's trail.
#[utoipa::path(
    post,
    path = "/v1/subjects/find",
    tag = "subjects",
    request_body = Sought,
    responses(
        (status = 200, description = "The pseudonym", body = FoundView),
        (status = 400, description = "The value is not what its kind says", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Not a data officer's token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No vault is configured", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn find_subject(
    State(app): State<App>,
    signer: Option<Extension<Signer>>,
    sought: Result<Json<Sought>, JsonRejection>,
) -> Result<Json<FoundView>, Problem> {
    let vault = shared(&app)?;
    officer(signer)?;
    let Sought { kind, value } = given(sought)?;
    let kind = SubjectKind::parse(&kind)
        .ok_or_else(|| Problem::parameter("kind is \"citizen\", \"taxpayer\" or \"vendor\""))?;
    let pseudonym = vault.ask(move |vault| vault.pseudonym(kind, &value)).await?;
    Ok(Json(FoundView { pseudonym: pseudonym.to_string() }))
}

/// Who was shown, erased or readmitted, by whom and why
///
/// Only for tokens with the role `data-officer`.
#[utoipa::path(
    get,
    path = "/v1/disclosures",
    tag = "subjects",
    params(Span),
    responses(
        (status = 200, description = "In the order of the vault's trail", body = Vec<DisclosureView>),
        (status = 403, description = "Not a data officer's token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No vault is configured", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list_disclosures(
    State(app): State<App>,
    signer: Option<Extension<Signer>>,
    Params(span): Params<Span>,
) -> Result<Json<Vec<DisclosureView>>, Problem> {
    let vault = shared(&app)?;
    officer(signer)?;
    let from = crate::extract::date("from", span.from.as_deref())?.map_or(i64::MIN, |day| start_of(day.0));
    let to = crate::extract::date("to", span.to.as_deref())?.map_or(i64::MAX, |day| start_of(day.0 + 1));
    let entries = vault.ask(move |vault| vault.trail(from, to)).await?;
    Ok(Json(entries.into_iter().map(DisclosureView::of).collect()))
}

/// When a day begins in Western Indonesia Time, in milliseconds since 1970 UTC.
fn start_of(day: i32) -> i64 {
    (i64::from(day) * 24 - 7) * 3_600_000
}

impl DisclosureView {
    fn of(entry: TrailEntry) -> Self {
        Self {
            number: entry.number,
            act: entry.act.as_str(),
            pseudonym: entry.pseudonym.to_string(),
            who: entry.who,
            reason: entry.reason,
            at: moment_in_wib(Timestamp(entry.at_unix_ms.saturating_mul(1_000))),
        }
    }
}

fn shared(app: &App) -> Result<&SharedVault, Problem> {
    app.vault.as_ref().ok_or_else(|| {
        Problem::not_found(
            "vault_missing",
            "this server has no vault of identities: set `vault` in its configuration",
        )
    })
}

/// The error does not repeat what was given.
fn parsed(pseudonym: &str) -> Result<Pseudonym, Problem> {
    pseudonym.parse().map_err(|error: vault::PseudonymError| Problem::parameter(error.to_string()))
}

/// The name of a data officer's token. Without tokens nobody is known, and nobody could be held to account.
fn officer(signer: Option<Extension<Signer>>) -> Result<String, Problem> {
    match signer {
        Some(Extension(Signer { role: Role::DataOfficer, name, .. })) => Ok(name),
        _ => {
            let detail = "identities are for tokens with the role data-officer, whose names the trail keeps; configure one";
            Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", "the token does not allow this", detail))
        }
    }
}

/// The body; what is wrong with it is told without repeating it.
fn given<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Problem> {
    let unreadable = |_| {
        Problem::parameter(
            "the body is not the JSON object that /openapi.json describes, sent as application/json",
        )
    };
    body.map(|Json(body)| body).map_err(unreadable)
}

fn now_unix_ms() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}

impl From<SharedVaultError> for Problem {
    fn from(error: SharedVaultError) -> Self {
        let said = error.to_string();
        match &error {
            SharedVaultError::Vault(VaultError::Unknown(_)) => Self::not_found("subject_unknown", said),
            SharedVaultError::Vault(VaultError::Erased { .. }) => {
                Self::new(StatusCode::GONE, "subject_erased", "the person was erased", said)
            }
            SharedVaultError::Vault(VaultError::Unaccounted { .. } | VaultError::Malformed { .. }) => {
                Self::parameter(said)
            }
            SharedVaultError::Vault(VaultError::Lingers(_)) => Self::unavailable(said),
            _ => {
                tracing::error!(error = &error as &dyn std::error::Error, "the vault failed");
                Self::internal()
            }
        }
    }
}
