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
    let mut tokens =
        vec![token("publisher", "publish-me"), token("reader", "read-me"), token("operator", "run-me")];
    for (role, secret, name) in [("maker", "made-by-ani", "ani"), ("checker", "seen-by-budi", "budi")] {
        tokens.push(Token { name: name.to_owned(), ..token(role, secret) });
    }
    for (role, secret, held) in
        [("maker", "made-by-citra", "PeriodReopened"), ("publisher", "publish-slips", "DepositMade")]
    {
        let (name, event_types) = ("citra".to_owned(), vec![held.to_owned()]);
        tokens.push(Token { name, event_types, ..token(role, secret) });
    }
    tokens.into_iter().collect()
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

#[tokio::test]
async fn a_token_for_some_types_of_events_sends_and_proposes_no_others() {
    let world = World::empty(tokens(), Limits::default()).await;
    let event = |kind: &str, data: serde_json::Value| {
        serde_json::json!({
            "specversion": "1.0", "id": kind, "source": "urn:test", "type": format!("neraca.payment.v1.{kind}"),
            "time": "2026-01-02T08:00:00+07:00", "datacontenttype": "application/json", "data": data,
        })
    };
    let made =
        |asked: &str| serde_json::json!({"proposal": asked, "maker": "citra", asked: {"period": "2025-12"}});
    for (secret, body, status, says) in [
        (
            "made-by-citra",
            event("ProposalMade", made("periodClosed")),
            403,
            "for PeriodReopened, not for PeriodClosed",
        ),
        ("made-by-citra", event("ProposalMade", made("periodReopened")), 201, ""),
        (
            "publish-slips",
            event("JournalPosted", serde_json::json!({"lines": []})),
            403,
            "not for JournalPosted",
        ),
        ("publish-slips", event("DepositMade", serde_json::json!({})), 422, "field_missing"),
    ] {
        let headers = [
            ("authorization", &*format!("Bearer {secret}")),
            ("content-type", "application/cloudevents+json"),
        ];
        let answer = send(world.address, "POST", EVENTS, &headers, body.to_string().as_bytes()).await;
        assert_eq!(answer.status, status, "{secret} {body}: {}", answer.text());
        assert!(answer.text().contains(says), "{secret} {body}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_maker_proposes_a_checker_approves_and_each_signs_with_their_own_name() {
    let world = World::empty(tokens(), Limits::default()).await;
    let event = |kind: &str, id: &str, data: serde_json::Value| {
        serde_json::json!({
            "specversion": "1.0", "id": id, "source": "urn:test", "type": format!("neraca.payment.v1.{kind}"),
            "time": "2026-01-02T08:00:00+07:00", "datacontenttype": "application/json", "data": data,
        })
    };
    let journal = serde_json::json!({"lines": []});
    let made = |id: &str, maker: &str| {
        let closing = serde_json::json!({"period": "2025-12"});
        event(
            "ProposalMade",
            id,
            serde_json::json!({"proposal": id, "maker": maker, "periodClosed": closing}),
        )
    };
    let approved = |id: &str, of: &str, checker: &str| {
        event("ProposalApproved", id, serde_json::json!({"proposal": of, "checker": checker}))
    };
    let lines = ("content-type", "application/x-ndjson");
    let one = ("content-type", "application/cloudevents+json");
    for (secret, body, form, status, code) in [
        ("made-by-ani", event("JournalPosted", "j", journal.clone()), one, 403, "forbidden"),
        ("made-by-ani", made("p-1", "budi"), one, 403, "another_person"),
        ("made-by-ani", made("p-1", "ani"), one, 201, ""),
        ("made-by-ani", approved("a-0", "p-1", "ani"), one, 403, "forbidden"),
        ("publish-me", made("p-2", "token"), one, 403, "forbidden"),
        ("read-me", made("p-2", "token"), one, 403, "forbidden"),
        ("seen-by-budi", approved("a-1", "p-1", "ani"), one, 403, "another_person"),
        ("seen-by-budi", approved("a-1", "p-1", "ani"), lines, 200, "another_person"),
        ("seen-by-budi", approved("a-1", "p-1", "budi"), one, 201, ""),
        ("run-me", approved("a-2", "p-1", "budi"), one, 403, "another_person"),
    ] {
        let headers = [("authorization", &*format!("Bearer {secret}")), form];
        let answer = send(world.address, "POST", EVENTS, &headers, body.to_string().as_bytes()).await;
        assert_eq!(answer.status, status, "{secret} {body}: {}", answer.text());
        assert!(answer.text().contains(code), "{secret} {body}: {}", answer.text());
    }
}
