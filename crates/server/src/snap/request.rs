//! Whose request it is, and whether it is fresh: headers, token, signature and time, checked in that order.

use adapters::snap::answer::Outcome;
use adapters::snap::signature::{self, SignedRequest, check_fresh};
use adapters::snap::{SnapError, external_id};
use axum::http::{HeaderMap, Uri, header};
use ledger::date::{Date, Timestamp};

use super::{Snap, SnapPartner, SnapSignature};

/// Longest `CHANNEL-ID`.
const CHANNEL_ID_MAX: usize = 5;
/// Offset of Western Indonesia Time, whose days count for all partners.
const WIB_MICROS: i64 = 7 * 3_600 * 1_000_000;

/// A request that is its partner's.
pub(super) struct Authentic<'a> {
    pub(super) partner: &'a SnapPartner,
    pub(super) external_id: &'a str,
    /// The day on which the external id counts.
    pub(super) day: Date,
}

/// Why a request is not taken.
#[derive(Debug)]
pub(super) enum NotTaken {
    Rejected(SnapError),
    Unauthorized(String),
    InvalidToken,
}

impl NotTaken {
    pub(super) fn outcome(&self) -> Outcome<'_> {
        match self {
            Self::Rejected(error) => Outcome::Rejected(error),
            Self::Unauthorized(reason) => Outcome::Unauthorized(reason),
            Self::InvalidToken => Outcome::InvalidToken,
        }
    }
}

/// Checks a notification. Who it is of is known, and told to the access trail, only once the signature is right.
pub(super) fn authenticate<'a>(
    snap: &'a Snap,
    headers: &'a HeaderMap,
    uri: &Uri,
    body: &[u8],
) -> Result<Authentic<'a>, NotTaken> {
    let now = now();
    let timestamp = required(headers, "X-TIMESTAMP")?;
    let signature = required(headers, "X-SIGNATURE")?;
    let partner_id = required(headers, "X-PARTNER-ID")?;
    let external_id = required(headers, "X-EXTERNAL-ID")?;
    let partner =
        snap.partner(partner_id).ok_or_else(|| NotTaken::Unauthorized("Unknown Client".to_owned()))?;
    let access_token = bearer(headers).unwrap_or_default();
    let request = SignedRequest {
        method: "POST",
        path: uri.path_and_query().map_or("/", |path| path.as_str()),
        access_token,
        body,
        timestamp,
    };
    let unauthorized = |error: signature::SignatureError| NotTaken::Unauthorized(error.to_string());
    match &partner.signature {
        SnapSignature::Symmetric(secret) => {
            let tokens = snap.tokens.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if !tokens.is_of(access_token, &partner.id, now) {
                return Err(NotTaken::InvalidToken);
            }
            drop(tokens);
            signature::verify_symmetric(&request, secret, signature).map_err(unauthorized)?;
        }
        SnapSignature::Asymmetric => {
            signature::verify_asymmetric(&request, &partner.public_key, signature).map_err(unauthorized)?;
        }
    }
    check_fresh(timestamp, now, snap.times.fresh_seconds).map_err(unauthorized)?;
    let invalid = |field, value: &str, wanted| {
        NotTaken::Rejected(SnapError::InvalidField { field, value: value.to_owned(), wanted })
    };
    external_id::check(external_id)
        .map_err(|_| invalid("X-EXTERNAL-ID", external_id, "a number of 1 to 36 digits"))?;
    if let Some(channel) = headers.get("channel-id").and_then(|value| value.to_str().ok())
        && channel.len() > CHANNEL_ID_MAX
    {
        return Err(invalid("CHANNEL-ID", channel, "at most 5 characters"));
    }
    // What is fresh is a moment.
    let at = Timestamp::parse(timestamp).map_or(now, |moment| moment.at);
    Ok(Authentic { partner, external_id, day: Timestamp(at.0 + WIB_MICROS).date() })
}

/// A header that must be there.
pub(super) fn required<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, NotTaken> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    value.filter(|value| !value.is_empty()).ok_or(NotTaken::Rejected(SnapError::MissingField(name)))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Now, as the machine's clock says.
pub(super) fn now() -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(now.as_micros()).unwrap_or(i64::MAX))
}
