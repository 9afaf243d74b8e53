//! Who may do what: bearer tokens, of which only the SHA-256 is configured, and the role each one has.

use std::net::SocketAddr;
use std::str::FromStr;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq};

use wire::message::{Message, PACKAGE};

use crate::problem::Problem;
use crate::state::App;

/// What the bearer of a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Publish events, but for proposals and approvals, and ask for outcomes by source and id.
    Publisher,
    /// Propose events that need a second person, withdraw them, and read.
    Maker,
    /// Approve or decline what others propose, and read.
    Checker,
    /// Read everything but the raw bytes in quarantine.
    Reader,
    /// See, find and erase the people behind pseudonyms, with reasons that are recorded, and read.
    DataOfficer,
    /// Everything but what is a data officer's.
    Operator,
}

/// A token as it is configured: never itself, only its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// SHA-256 of the token.
    pub sha256: [u8; 32],
    /// What its bearer may do.
    pub role: Role,
    /// What the access trail calls its bearer: a service or an office, never a person.
    pub name: String,
    /// The types of events, without package, that a publisher sends or a maker proposes; empty for all.
    pub event_types: Vec<String>,
}

/// Who made a request, as the access trail names them; goes from here to the trail with the response.
#[derive(Clone, Debug)]
pub(crate) struct Principal(pub(crate) String);

/// Who signs what a request publishes.
#[derive(Clone, Debug)]
pub(crate) struct Signer {
    pub(crate) role: Role,
    pub(crate) name: String,
    /// Those that it sends or proposes; empty for all.
    pub(crate) event_types: Vec<String>,
}

/// The tokens of a server. Without any, everyone may do everything, which is for loopback addresses alone: see
/// [`requires_tokens`].
#[derive(Clone, Debug, Default)]
pub struct Tokens(Vec<Token>);

/// A configured token that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// No role, or no digest.
    #[error(
        "a token is configured as \"role:sha256\", \"role:sha256:name\" or \"role:sha256:name:Type+Type\", with role publisher, maker, checker, reader, data-officer or operator"
    )]
    NoRole,
    /// No such role.
    #[error(
        "there is no role \"{0}\"; there are publisher, maker, checker, reader, data-officer and operator"
    )]
    UnknownRole(String),
    /// Not the digest of a token.
    #[error("a token's digest is 64 hex digits, as `printf %s TOKEN | sha256sum` prints them")]
    NotADigest,
    /// A name that the access trail can't keep.
    #[error("\"{0}\" is not a token's name: up to 64 letters, digits, \"-\", \"_\" and dots")]
    NotAName(String),
    /// Types of events for a role that sends none, or types that are none.
    #[error(
        "\"{0}\" are no types of events for this token; a publisher or a maker may be held to types such as \"JournalPosted+PaymentReversed\""
    )]
    NotTypes(String),
}

impl FromStr for Token {
    type Err = TokenError;

    /// Reads `role:sha256`, `role:sha256:name` or `role:sha256:name:Type+Type`, the digest in hex. Without a name it is the
    /// digest's first digits.
    fn from_str(text: &str) -> Result<Self, TokenError> {
        let (role, digest) = text.split_once(':').ok_or(TokenError::NoRole)?;
        let role = match role.trim() {
            "publisher" => Role::Publisher,
            "maker" => Role::Maker,
            "checker" => Role::Checker,
            "reader" => Role::Reader,
            "data-officer" => Role::DataOfficer,
            "operator" => Role::Operator,
            other => return Err(TokenError::UnknownRole(other.to_owned())),
        };
        let mut parts = digest.splitn(3, ':').map(str::trim);
        let (digest, name, types) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
        let event_types = types.map_or(Ok(Vec::new()), |types| event_types(role, types))?;
        let sha256 = from_hex(digest).ok_or(TokenError::NotADigest)?;
        let name = match name {
            "" => format!("token-{}", &digest[..8]),
            name if name.len() <= 64 && ledger::name::is_name(name) => name.to_owned(),
            other => return Err(TokenError::NotAName(other.chars().take(64).collect())),
        };
        Ok(Self { sha256, role, name, event_types })
    }
}

/// The types that a token is held to.
fn event_types(role: Role, text: &str) -> Result<Vec<String>, TokenError> {
    let types: Vec<String> = text.split('+').map(|name| name.trim().to_owned()).collect();
    let is_type =
        |name: &String| Message::TYPES.iter().any(|known| known.strip_prefix(PACKAGE) == Some(name));
    if !matches!(role, Role::Publisher | Role::Maker) || !types.iter().all(is_type) {
        return Err(TokenError::NotTypes(text.chars().take(64).collect()));
    }
    Ok(types)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(digest)
}

impl FromIterator<Token> for Tokens {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl Tokens {
    /// Whether none is configured, so that everyone may do everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is configured for a token. Looks at every configured digest to its end, so that the time it takes tells
    /// nothing of them.
    fn find(&self, token: &str) -> Option<&Token> {
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let mut found = None;
        for candidate in &self.0 {
            let equal: Choice = candidate.sha256.ct_eq(&digest);
            if bool::from(equal) {
                found = Some(candidate);
            }
        }
        found
    }
}

/// Whether a server that listens there must have tokens: everywhere but on loopback.
pub fn requires_tokens(address: SocketAddr) -> bool {
    !address.ip().to_canonical().is_loopback()
}

/// What a route is for, and with that who may use it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Access {
    Publish,
    Outcome,
    Read,
    Operate,
    Disclose,
}

impl Access {
    fn allows(self, role: Role) -> bool {
        match role {
            Role::Operator => !matches!(self, Self::Disclose),
            Role::DataOfficer => matches!(self, Self::Disclose | Self::Outcome | Self::Read),
            Role::Publisher => matches!(self, Self::Publish | Self::Outcome),
            Role::Maker | Role::Checker => matches!(self, Self::Publish | Self::Outcome | Self::Read),
            Role::Reader => matches!(self, Self::Outcome | Self::Read),
        }
    }
}

/// Lets a request through when its bearer may use the route.
pub(crate) async fn authorize(
    State((app, access)): State<(App, Access)>,
    mut request: Request,
    next: Next,
) -> Response {
    if app.tokens.is_empty() {
        return next.run(request).await;
    }
    let Some(token) = bearer(&request).and_then(|token| app.tokens.find(token)).cloned() else {
        let detail = "send a configured token as \"Authorization: Bearer …\"";
        return Problem::new(StatusCode::UNAUTHORIZED, "unauthenticated", "no valid token", detail)
            .into_response();
    };
    request.extensions_mut().insert(Signer {
        role: token.role,
        name: token.name.clone(),
        event_types: token.event_types.clone(),
    });
    let mut response = if access.allows(token.role) {
        next.run(request).await
    } else {
        let detail = format!("the token's role is {:?}, which does not allow this", token.role);
        Problem::new(StatusCode::FORBIDDEN, "forbidden", "the token does not allow this", detail)
            .into_response()
    };
    response.extensions_mut().insert(Principal(token.name));
    response
}

fn bearer(request: &Request) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_from_role_and_digest() {
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let token: Token = format!("reader:{digest}").parse().unwrap();
        let tokens: Tokens = [token].into_iter().collect();
        let found = tokens.find("test").unwrap();
        assert_eq!((found.role, found.name.as_str()), (Role::Reader, "token-9f86d081"));
        assert_eq!(tokens.find("Test"), None);
        let named: Token = format!("operator:{digest}:bpkad.treasury").parse().unwrap();
        assert_eq!(named.name, "bpkad.treasury");
        let nameless = format!("operator:{digest}:Pak Budi").parse::<Token>();
        assert_eq!(nameless, Err(TokenError::NotAName("Pak Budi".into())));
        let held: Token = format!("maker:{digest}:ani:JournalPosted+PeriodClosed").parse().unwrap();
        assert_eq!(
            (held.name.as_str(), held.event_types),
            ("ani", vec!["JournalPosted".into(), "PeriodClosed".into()])
        );
        for (role, types) in [("checker", "JournalPosted"), ("maker", "JournalPostd"), ("publisher", "")] {
            let wrong = format!("{role}:{digest}:ani:{types}").parse::<Token>();
            assert_eq!(wrong, Err(TokenError::NotTypes(types.into())), "{role}");
        }
        assert_eq!("reader".parse::<Token>(), Err(TokenError::NoRole));
        assert_eq!(format!("root:{digest}").parse::<Token>(), Err(TokenError::UnknownRole("root".into())));
        for bad in ["", "9f", &"+1".repeat(32), &"é".repeat(32)] {
            assert_eq!(format!("reader:{bad}").parse::<Token>(), Err(TokenError::NotADigest), "{bad}");
        }
    }

    #[test]
    fn only_loopback_goes_without_tokens() {
        for loopback in ["127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
            assert!(!requires_tokens(loopback.parse().unwrap()), "{loopback}");
        }
        for other in ["0.0.0.0:1", "[::]:1", "10.0.0.1:1", "[::ffff:10.0.0.1]:1"] {
            assert!(requires_tokens(other.parse().unwrap()), "{other}");
        }
    }
}
