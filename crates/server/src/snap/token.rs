//! `POST /v1.0/access-token/b2b`, service 73: a partner proves its key and gets a token for its notifications. Tokens are
//! kept in memory alone, as digests: after a restart a partner is told that its token is not valid, and gets another one.

use std::collections::VecDeque;
use std::sync::PoisonError;

use adapters::snap::answer::{TokenOutcome, token_answer};
use adapters::snap::signature::{check_fresh, verify_token_request};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use ledger::Timestamp;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::request::{NotTaken, now, required};
use super::{Snap, SnapPartner, respond};
use crate::problem::Problem;
use crate::state::App;

/// Bytes of a token before they are written as hex digits.
const TOKEN_BYTES: usize = 32;
/// Tokens of one partner that are good at the same time; the oldest gives way. Partners with many machines get one for each.
const TOKENS_MAX: usize = 32;

/// Tokens that are good.
#[derive(Default)]
pub(super) struct IssuedTokens(VecDeque<Issued>);

struct Issued {
    sha256: [u8; 32],
    partner: String,
    until: Timestamp,
}

impl IssuedTokens {
    /// Whether a token was issued to this partner and is still good. Looks at every one to its end.
    pub(super) fn is_of(&self, token: &str, partner: &str, now: Timestamp) -> bool {
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let is = |issued: &&Issued| issued.partner == partner && issued.until > now;
        self.0.iter().filter(is).fold(false, |found, issued| found | bool::from(issued.sha256.ct_eq(&digest)))
    }

    fn add(&mut self, token: &str, partner: &str, now: Timestamp, until: Timestamp) {
        self.0.retain(|issued| issued.until > now);
        let of_partner = self.0.iter().filter(|issued| issued.partner == partner).count();
        if of_partner >= TOKENS_MAX
            && let Some(oldest) = self.0.iter().position(|issued| issued.partner == partner)
        {
            self.0.remove(oldest);
        }
        let sha256 = Sha256::digest(token.as_bytes()).into();
        self.0.push_back(Issued { sha256, partner: partner.to_owned(), until });
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "grantType")]
    grant_type: Option<String>,
}

/// SNAP BI: an access token for a partner (service 73)
///
/// `X-SIGNATURE` is SHA256withRSA over `X-CLIENT-KEY|X-TIMESTAMP` with the partner's key, base64.
#[utoipa::path(
    post,
    path = "/v1.0/access-token/b2b",
    tag = "snap",
    request_body(content = serde_json::Value, description = "`{\"grantType\":\"client_credentials\"}`"),
    responses(
        (status = 200, description = "`responseCode` 2007300 with `accessToken` and `expiresIn` in seconds", body = serde_json::Value),
        (status = 400, description = "4007301 or 4007302: a header or the body is wrong", body = serde_json::Value),
        (status = 401, description = "4017300: signature, client or time are wrong", body = serde_json::Value),
        (status = 404, description = "No partner is configured", body = serde_json::Value),
    ),
)]
pub(crate) async fn access_token(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let snap = app.snap()?;
    Ok(match proved(snap, &headers, &body) {
        Ok(partner) => match issue(snap, partner) {
            Some(token) => {
                let granted = TokenOutcome::Granted { token: &token, seconds: snap.times.token_seconds };
                respond(token_answer(granted), Some(partner))
            }
            None => respond(token_answer(TokenOutcome::Unavailable), Some(partner)),
        },
        Err(NotTaken::Rejected(error)) => respond(token_answer(TokenOutcome::Rejected(&error)), None),
        Err(NotTaken::Unauthorized(reason)) => {
            respond(token_answer(TokenOutcome::Unauthorized(&reason)), None)
        }
        // No token is asked for here.
        Err(NotTaken::InvalidToken) => respond(token_answer(TokenOutcome::Unavailable), None),
    })
}

/// The partner that signed a request for a token.
fn proved<'a>(snap: &'a Snap, headers: &HeaderMap, body: &[u8]) -> Result<&'a SnapPartner, NotTaken> {
    use adapters::snap::SnapError;
    let client_key = required(headers, "X-CLIENT-KEY")?;
    let timestamp = required(headers, "X-TIMESTAMP")?;
    let signature = required(headers, "X-SIGNATURE")?;
    let asked: Asked = serde_json::from_slice(body).map_err(|_| NotTaken::Rejected(SnapError::NotJson))?;
    match asked.grant_type.as_deref() {
        Some("client_credentials") => {}
        None => return Err(NotTaken::Rejected(SnapError::MissingField("grantType"))),
        Some(other) => {
            let (field, wanted) = ("grantType", "\"client_credentials\"");
            let value = other.chars().take(64).collect();
            return Err(NotTaken::Rejected(SnapError::InvalidField { field, value, wanted }));
        }
    }
    let partner = snap.partners.iter().find(|partner| partner.client_key == client_key);
    let partner = partner.ok_or_else(|| NotTaken::Unauthorized("Unknown Client".to_owned()))?;
    let unauthorized =
        |error: adapters::snap::signature::SignatureError| NotTaken::Unauthorized(error.to_string());
    verify_token_request(client_key, timestamp, &partner.public_key, signature).map_err(unauthorized)?;
    check_fresh(timestamp, now(), snap.times.fresh_seconds).map_err(unauthorized)?;
    Ok(partner)
}

/// A fresh token of a partner; `None` when the system gives no randomness.
fn issue(snap: &Snap, partner: &SnapPartner) -> Option<String> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes).ok()?;
    let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let now = now();
    let until = Timestamp(now.0 + i64::from(snap.times.token_seconds) * 1_000_000);
    let mut tokens = snap.tokens.lock().unwrap_or_else(PoisonError::into_inner);
    tokens.add(&token, &partner.id, now, until);
    Some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_partner_until_its_end() {
        let mut tokens = IssuedTokens::default();
        tokens.add("t", "bpd", Timestamp(0), Timestamp(10));
        assert!(tokens.is_of("t", "bpd", Timestamp(9)));
        assert!(!tokens.is_of("t", "bpd", Timestamp(10)) && !tokens.is_of("t", "other", Timestamp(9)));
        assert!(!tokens.is_of("T", "bpd", Timestamp(9)) && !tokens.is_of("", "bpd", Timestamp(9)));
    }

    #[test]
    fn the_oldest_token_of_a_partner_gives_way() {
        let mut tokens = IssuedTokens::default();
        tokens.add("other", "other", Timestamp(0), Timestamp(10));
        for number in 0..=TOKENS_MAX {
            tokens.add(&number.to_string(), "bpd", Timestamp(0), Timestamp(10));
        }
        assert!(!tokens.is_of("0", "bpd", Timestamp(1)) && tokens.is_of("1", "bpd", Timestamp(1)));
        assert!(tokens.is_of("other", "other", Timestamp(1)));
    }
}
