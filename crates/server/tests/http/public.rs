//! Open data: without a token, without people, each answer once per position, and nothing at all unless it is switched on.

use std::time::Duration;

use serde_json::json;
use server::{Limits, Role, Token, Tokens};
use sha2::{Digest as _, Sha256};

use crate::client::send;
use crate::world::*;

/// A day of the last year with entries, so that there are datasets.
const YEAR: &str = "2026";

async fn open(refresh: Duration) -> World {
    let world = World::serving(Tokens::default(), Limits::default(), None, Some(public(refresh))).await;
    for account in ["x:cash", "x:revenue"] {
        let side = if account == "x:cash" { "debit" } else { "credit" };
        let open = json!({"date": "2026-01-01", "account": account, "normalSide": side});
        world.publish(&event(account, "AccountOpened", open)).await.with(201);
    }
    world.publish(&payment("v-5ec7e7000001")).await.with(201);
    world.balance("x:cash").await;
    world
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn every_file_of_the_package_is_served_without_a_token_and_tells_of_nobody() {
    let world = open(Duration::from_secs(300)).await;
    let signed = world.sign().await;
    let index = world.get("/public").await;
    assert!(index.text().contains("href=\"/public/main/index.html\""), "{}", index.text());
    let package = world.get("/public/main/datapackage.json").await.with(200);
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    assert_eq!(
        (&package["proof"]["position"], &package["proof"]["checkpoint"]["size"]),
        (&json!(4), &json!(4))
    );
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 4 * 3, "four datasets of one year in three formats");
    let mut texts = vec![world.get("/public/main/index.html").await.text().to_owned(), package.to_string()];
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        assert!(path.starts_with(YEAR), "{path}");
        let answer = world.get(&format!("/public/main/{path}")).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(resource["hash"], format!("sha256:{}", hex(&answer.body)), "{path}");
        assert_eq!(answer.headers["cache-control"], "public, max-age=300");
        assert!(answer.headers["content-security-policy"].starts_with("default-src 'none'"));
        if path.ends_with(".json") {
            let report = answer.json();
            assert_eq!(report["digest"], resource["reportDigest"]);
            assert_eq!(report["provenance"]["tree_root"], package["proof"]["treeRoot"]);
        }
        texts.push(answer.text().to_owned());
    }
    for text in texts {
        for private in ["v-5ec7e7000001", "a transfer", "urn:test"] {
            assert!(!text.contains(private), "{private}: {text}");
        }
        assert!(!text.contains("<script") && !text.contains("src="), "{text}");
    }
    // The root that every report names is the one under the signed checkpoint.
    let note = world.get("/public/main/checkpoint").await;
    let checkpoint = transparency::checkpoint::open(&note.body, &signed).unwrap();
    assert_eq!(checkpoint.size(), 4);
    assert!(note.text().contains(package["proof"]["treeRoot"].as_str().unwrap()), "{}", note.text());
}

#[tokio::test]
async fn an_edition_is_made_once_for_its_time_and_again_for_a_new_position() {
    let world = open(Duration::from_secs(300)).await;
    let lra = format!("/public/main/{YEAR}/lra.json");
    let first = world.get(&lra).await;
    world.publish(&payment("later")).await.with(201);
    world.balance("x:cash").await;
    let kept = world.get(&lra).await;
    assert_eq!((kept.body, &kept.headers["etag"]), (first.body, &first.headers["etag"]));
    let tag = first.headers["etag"].as_str();
    let known = send(world.address, "GET", &lra, &[("if-none-match", tag)], b"").await;
    assert_eq!((known.status, known.body.len()), (304, 0));

    let world = open(Duration::ZERO).await;
    let position = |answer: crate::client::Answer| answer.with(200)["provenance"]["position"].as_u64();
    assert_eq!(position(world.get(&lra).await), Some(4));
    world.publish(&payment("later")).await.with(201);
    world.balance("x:cash").await;
    // The old edition is served while the new one is made.
    let newest = async {
        while position(world.get(&lra).await) != Some(5) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), newest).await.expect("the new edition is made");
}

#[tokio::test]
async fn nothing_is_open_unless_it_is_switched_on_and_nothing_else_ever() {
    let reader =
        Token { sha256: [7; 32], role: Role::Reader, name: "reader".to_owned(), event_types: Vec::new() };
    let tokens = || [reader.clone()].into_iter().collect::<Tokens>();
    let closed = World::serving(tokens(), Limits::default(), None, None).await;
    for path in ["/public", "/public/main/index.html", "/public/main/checkpoint"] {
        closed.get(path).await.problem(404, "not_found");
    }
    let world = World::serving(tokens(), Limits::default(), None, Some(public(Duration::from_secs(1)))).await;
    assert_eq!(world.get("/public/main/index.html").await.status, 200);
    for path in
        ["/public/access/index.html", "/public/main/2026/journal.csv", "/public/main/../main/index.html"]
    {
        world.get(path).await.problem(404, "not_found");
    }
    for path in ["/v1/books", "/v1/books/main/reports/budget-realization", "/metrics"] {
        world.get(path).await.problem(401, "unauthenticated");
    }
}
