//! SNAP BI: banks and acquirers notify of payments, over HTTP as the standard has it. A [`Snap`] holds the partners that
//! may; without one the routes answer that there is none.
//!
//! `token` issues access tokens, `request` tells whose request it is and whether it is fresh, `notify` takes it through the
//! pipeline and answers, `bill` holds it against what was assessed, `memory` keeps what must not happen twice. What is signed and answered is
//! [`adapters::snap`]'s.

mod bill;
mod memory;
pub(crate) mod notify;
mod request;
pub(crate) mod token;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use adapters::snap::SnapMapping;
use adapters::snap::signature::{FRESH_SECONDS, RsaPublicKey};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use zeroize::Zeroizing;

pub use memory::MemoryError;

use crate::auth::Principal;
use crate::problem::ProblemCode;
use memory::Memory;
use token::IssuedTokens;

/// How a partner signs its notifications.
pub enum SnapSignature {
    /// HMAC-SHA512 with a secret that both know, over an access token too.
    Symmetric(Zeroizing<Vec<u8>>),
    /// SHA256withRSA with the partner's key, without a token.
    Asymmetric,
}

/// A bank or an acquirer.
pub struct SnapPartner {
    /// What it sends as `X-PARTNER-ID`.
    pub id: String,
    /// What it sends as `X-CLIENT-KEY` when it asks for a token.
    pub client_key: String,
    /// What the access trail and the sources of its events call it.
    pub name: String,
    /// Its public key: signs requests for tokens, and asymmetric notifications.
    pub public_key: RsaPublicKey,
    /// How it signs notifications.
    pub signature: SnapSignature,
    /// The book that its payments go to.
    pub book: String,
    /// What its virtual accounts mean.
    pub virtual_accounts: SnapMapping,
    /// What its QRIS payments mean that the merchant showed.
    pub qris_merchant: SnapMapping,
    /// What its QRIS payments mean that the customer showed.
    pub qris_customer: SnapMapping,
    /// A bill is paid by one payment: another one for it is answered as paid.
    pub bills_are_paid_once: bool,
    /// Bills of assessed revenue are assessments of the book: a payment by virtual account must be of one of them.
    pub bills_are_assessments: bool,
}

impl std::fmt::Debug for SnapPartner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SnapPartner({:?}, secret)", self.id)
    }
}

/// Times that the standard leaves to the parties.
#[derive(Clone, Copy, Debug)]
pub struct SnapTimes {
    /// Seconds that `X-TIMESTAMP` may lie from now, on either side.
    pub fresh_seconds: u32,
    /// Seconds that an access token is good for.
    pub token_seconds: u32,
    /// Longest that a sender waits for its answer.
    pub answer_within: Duration,
}

impl Default for SnapTimes {
    fn default() -> Self {
        Self { fresh_seconds: FRESH_SECONDS, token_seconds: 900, answer_within: Duration::from_secs(20) }
    }
}

/// The partners, and what is remembered of their requests.
pub struct Snap {
    partners: Vec<SnapPartner>,
    times: SnapTimes,
    tokens: Mutex<IssuedTokens>,
    memory: Memory,
    /// Numbers of requests that are being answered.
    under_way: Mutex<HashSet<(String, String)>>,
    /// Payments of one bill are taken one after the other; bills share these by their hash.
    bills: Vec<tokio::sync::Mutex<()>>,
}

/// Bills that can be paid at the same moment.
const BILL_LOCKS: usize = 64;

impl Snap {
    /// A gate for these partners. What must not happen twice is remembered in the file `memory`.
    ///
    /// # Errors
    /// When the file can't be used.
    pub fn new(partners: Vec<SnapPartner>, times: SnapTimes, memory: &Path) -> Result<Self, MemoryError> {
        Ok(Self {
            partners,
            times,
            tokens: Mutex::default(),
            memory: Memory::open(memory)?,
            under_way: Mutex::default(),
            bills: std::iter::repeat_with(tokio::sync::Mutex::default).take(BILL_LOCKS).collect(),
        })
    }

    fn partner(&self, id: &str) -> Option<&SnapPartner> {
        self.partners.iter().find(|partner| partner.id == id)
    }
}

/// The standard's answer as a response; the access trail sees who asked and the response code.
fn respond(reply: adapters::snap::Reply, partner: Option<&SnapPartner>) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], reply.body).into_response();
    if let Ok(now) = HeaderValue::from_str(&adapters::snap::moment_in_wib(request::now())) {
        response.headers_mut().insert("x-timestamp", now);
    }
    if !status.is_success() {
        response.extensions_mut().insert(ProblemCode(reply.code));
    }
    if let Some(partner) = partner {
        response.extensions_mut().insert(Principal(partner.name.clone()));
    }
    response
}
