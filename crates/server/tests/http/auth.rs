//! Tokens: who may do what.

use server::{Limits, Token, Tokens};

use crate::client::send;
use crate::world::*;

/// SHA-256 of `publish-me`, `read-me` and `run-me`.
fn tokens() -> Tokens {
    use sha2::Digest as _;
    let token = |role: &str, secret: &str| -> Token {
        let digest: String = sha2::Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{role}:{digest}").parse().expect("it is one")
    };
    [token("publisher", "publish-me"), token("reader", "read-me"), token("operator", "run-me")]
        .into_iter()
        .collect()
}

#[tokio::test]
async fn each_role_may_do_its_own_and_no_more() {
    let world = World::empty(tokens(), Limits::default()).await;
    let outcome = "/v1/books/main/outcomes/s/nobody";
    for (method, path, publisher, reader, operator) in [
        ("POST", EVENTS, 200, 403, 200),
        ("GET", outcome, 404, 404, 404),
        ("GET", "/v1/books", 403, 200, 200),
        ("GET", "/v1/books/main/entries", 403, 200, 200),
        ("GET", "/v1/books/main/outcomes", 403, 200, 200),
        ("GET", "/metrics", 403, 200, 200),
        ("GET", "/v1/books/main/quarantine", 403, 403, 200),
        ("GET", "/healthz", 200, 200, 200),
        ("GET", "/readyz", 200, 200, 200),
        ("GET", "/openapi.json", 200, 200, 200),
    ] {
        for (secret, expected) in [("publish-me", publisher), ("read-me", reader), ("run-me", operator)] {
            let bearer = format!("Bearer {secret}");
            let answer = send(world.address, method, path, &[("authorization", &bearer)], b"[]").await;
            assert_eq!(answer.status, expected, "{secret} {method} {path}: {}", answer.text());
            if expected == 403 {
                answer.problem(403, "forbidden");
            }
        }
    }
}

#[tokio::test]
async fn no_token_and_wrong_tokens_are_turned_away() {
    let world = World::empty(tokens(), Limits::default()).await;
    let empty_digest = "Bearer ";
    for headers in [
        &[][..],
        &[("authorization", "Bearer wrong")],
        &[("authorization", "Basic cHVibGlzaC1tZQ==")],
        &[("authorization", "publish-me")],
        &[("authorization", empty_digest)],
        &[("authorization", "Bearer publish-me2")],
    ] {
        let answer = send(world.address, "POST", EVENTS, headers, b"[]").await;
        answer.problem(401, "unauthenticated");
        assert!(answer.headers["www-authenticate"].starts_with("Bearer"));
    }
    let open = send(world.address, "GET", "/healthz", &[], b"").await;
    assert_eq!(open.status, 200);
}
