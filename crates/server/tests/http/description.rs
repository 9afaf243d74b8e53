//! The OpenAPI description and the documentation are those of the routes that exist.

use std::collections::BTreeSet;

use crate::client::send;
use crate::world::*;

/// Every route, written down a second time: a route that is added or lost must be meant.
const ROUTES: &[&str] = &[
    "GET /docs/http-api",
    "GET /docs/refusals",
    "GET /healthz",
    "GET /log/{book}/attachment/{position}",
    "GET /log/{book}/checkpoint",
    "GET /log/{book}/tile/entries/{tile}",
    "GET /log/{book}/tile/{level}/{tile}",
    "GET /metrics",
    "GET /openapi.json",
    "GET /public",
    "GET /public/{book}/{file}",
    "GET /readyz",
    "GET /v1/books",
    "GET /v1/books/{book}",
    "GET /v1/books/{book}/accounts",
    "GET /v1/books/{book}/accounts/{account}",
    "GET /v1/books/{book}/accounts/{account}/balance",
    "GET /v1/books/{book}/accounts/{account}/statement",
    "GET /v1/books/{book}/completeness",
    "GET /v1/books/{book}/document-gaps",
    "GET /v1/books/{book}/entries",
    "GET /v1/books/{book}/entries/{position}",
    "GET /v1/books/{book}/entries/{position}/proof",
    "GET /v1/books/{book}/entries/{position}/trace",
    "GET /v1/books/{book}/holds/{hold}",
    "GET /v1/books/{book}/outcomes",
    "GET /v1/books/{book}/outcomes/{source}/{id}",
    "GET /v1/books/{book}/periods",
    "GET /v1/books/{book}/periods/{period}/certificate",
    "GET /v1/books/{book}/proposals",
    "GET /v1/books/{book}/proposals/{proposal}",
    "GET /v1/books/{book}/quarantine",
    "GET /v1/books/{book}/reports/{name}",
    "GET /v1/disclosures",
    "GET /v1/subjects/{pseudonym}",
    "POST /v1.0/access-token/b2b",
    "POST /v1.0/qr/qr-cpm-notify",
    "POST /v1.0/qr/qr-mpm-notify",
    "POST /v1.0/transfer-va/payment",
    "POST /v1/books/{book}/events",
    "POST /v1/subjects/find",
    "POST /v1/subjects/{pseudonym}/erase",
    "POST /v1/subjects/{pseudonym}/unmask",
];

#[tokio::test]
async fn the_description_has_every_route_and_no_other() {
    let world = World::start().await;
    let description = world.get("/openapi.json").await.with(200);
    assert_eq!(description["openapi"], "3.1.0");
    let mut described = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert(format!("{} {path}", method.to_uppercase()));
            assert!(operation["summary"].is_string(), "{method} {path} says what it does");
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            for segment in path.split('/').filter_map(|s| s.strip_prefix('{')?.strip_suffix('}')) {
                assert!(
                    parameters.iter().any(|p| p["name"] == segment && p["in"] == "path"),
                    "{segment} of {path}"
                );
            }
            let open = operation.get("security").is_none();
            let hashes_alone = path.ends_with("/checkpoint") || path.contains("{level}");
            let guarded = path.starts_with("/v1/") || path == "/metrics" || path.starts_with("/log/");
            assert_eq!(open, !guarded || hashes_alone, "{path}");
        }
    }
    assert_eq!(described, ROUTES.iter().map(ToString::to_string).collect());
}

#[tokio::test]
async fn every_described_route_answers_and_no_other_does() {
    let world = World::start().await;
    world.publish(&payment("p")).await.with(201);
    world.sign().await;
    for route in ROUTES {
        let (method, template) = route.split_once(' ').unwrap();
        let path = template
            .replace("{book}", "main")
            .replace("{account}", "x:cash")
            .replace("{position}", "5")
            .replace("{level}", "0")
            .replace("{tile}", "000.p/5")
            .replace("{file}", "datapackage.json")
            .replace("{source}", "urn%3Atest%3Abank%2Fa%20b")
            .replace("{id}", "p")
            .replace("{hold}", "none")
            .replace("{proposal}", "none")
            .replace("{period}", "2026-01")
            .replace("{name}", "trial-balance")
            .replace("{pseudonym}", "f3ad3f779449c050c684e835bebeb749");
        let answer = send(world.address, method, &path, &[], b"[]").await;
        // No vault and no SNAP partner is configured here.
        let absent =
            ["{hold}", "{proposal}", "{period}", "attachment", "/v1.0/", "/subjects/", "/disclosures"];
        let absent = absent.iter().any(|part| template.contains(part));
        let expected = if absent { 404 } else { 200 };
        assert_eq!(answer.status, expected, "{route}: {}", answer.text());
        send(world.address, "DELETE", &path, &[], b"").await.problem(405, "method_not_allowed");
    }
    for path in ["/", "/v1", "/v2/books", "/v1/books/main/nothing", "/metrics/more"] {
        world.get(path).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn every_problem_has_its_section_in_the_documentation() {
    let world = World::start().await;
    let page = world.get("/docs/http-api").await;
    for code in [
        "unauthenticated",
        "forbidden",
        "not_found",
        "book_not_found",
        "method_not_allowed",
        "parameter_invalid",
        "content_type_unknown",
        "body_too_large",
        "too_many_events",
        "body_incomplete",
        "behind",
        "not_ready",
        "unavailable",
        "timeout",
        "internal",
        "undecodable",
        "headers_missing",
        "headers_invalid",
        "unknown_type",
        "unknown_content_type",
        "unknown_fields",
        "snap_missing",
        "vault_missing",
        "subject_unknown",
        "subject_erased",
    ] {
        assert!(page.text().contains(&format!("\n### {code}\n")), "{code}");
    }
    assert!(world.get("/docs/refusals").await.text().contains("\n### exceeds_ceiling\n"));
}
