//! The log as files, receipts, completeness and the access trail, as anyone meets them over HTTP.

use std::sync::Arc;

use command_handler::{BookProfile, Handler, HandlerOptions};
use event_store::{EmbeddedStore, EventStore};
use ledger::Currency;
use server::{Limits, Tokens, trail};
use transparency::hash::leaf_hash;
use transparency::policy::Policy;
use transparency::proof_file::ProofFile;
use transparency::tile::decode_bundle;
use wire::ledger_v1::AccessRecorded;
use wire::ledger_v1::record::Outcome as Stored;

use crate::client::send;
use crate::world::*;

fn trusting(key: &transparency::note::VerifierKey) -> Policy {
    Policy::parse(format!("log {key}\nquorum none\n").as_bytes()).expect("a policy")
}

#[tokio::test]
async fn a_receipt_proves_the_entry_that_was_posted_and_nothing_else() {
    let world = World::start().await;
    let position = world.publish(&payment("p")).await.with(201)["position"].as_u64().unwrap();
    let path = format!("entries/{position}/proof");
    let early = world.book(&path).await;
    early.problem(503, "not_covered");
    let policy = trusting(&world.sign().await);
    let answer = world.book(&path).await;
    assert_eq!(answer.status, 200);
    let receipt = ProofFile::parse(answer.text().as_bytes()).unwrap();
    let entry = receipt.extra.clone().unwrap();
    receipt.verify(leaf_hash(&entry), &policy).unwrap();
    let record = wire::record::decode_record(&entry.clone().into(), None).unwrap();
    assert_eq!((record.position, record.id.as_str()), (position, "p"));
    let mut other = entry;
    other[40] ^= 1;
    assert!(receipt.verify(leaf_hash(&other), &policy).is_err());
    let picture = world.book(&format!("{path}?format=qr")).await;
    assert!(picture.text().starts_with("<?xml") && picture.text().contains("<svg"), "{}", picture.text());
    world.book(&format!("{path}?format=jpeg")).await.problem(400, "parameter_invalid");
    world.book("entries/9999/proof").await.problem(404, "not_found");
}

#[tokio::test]
async fn the_log_is_served_as_the_files_of_a_tiled_log() {
    let world = World::start().await;
    let key = world.sign().await;
    let checkpoint = world.get("/log/main/checkpoint").await;
    assert_eq!(checkpoint.headers["cache-control"], "public, max-age=2");
    let signed = transparency::checkpoint::open(checkpoint.text().as_bytes(), &key).unwrap();
    let width = signed.size();
    let entries = world.get(&format!("/log/main/tile/entries/000.p/{width}")).await;
    assert_eq!(entries.headers["cache-control"], "private, max-age=31536000, immutable");
    let hashes = world.get(&format!("/log/main/tile/0/000.p/{width}")).await;
    assert_eq!(hashes.headers["cache-control"], "public, max-age=31536000, immutable");
    let leaves: Vec<u8> =
        decode_bundle(&entries.body).unwrap().iter().flat_map(|entry| leaf_hash(entry).0).collect();
    assert_eq!(hashes.body, leaves);
    for path in
        ["tile/0/000", "tile/0/0", "tile/0/001.p/1", "tile/9/000.p/1", "tile/entries/000", "attachment/1"]
    {
        world.get(&format!("/log/main/{path}")).await.problem(404, "not_found");
    }
    world.get("/log/other/checkpoint").await.problem(404, "book_not_found");
}

#[tokio::test]
async fn hashes_are_for_everyone_and_entries_for_who_has_a_token() {
    let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let tokens: Tokens = [format!("reader:{digest}:inspectorate").parse().unwrap()].into_iter().collect();
    let world = World::empty(tokens, Limits::default()).await;
    world.sign().await;
    assert_eq!(world.get("/log/main/checkpoint").await.status, 200);
    assert_eq!(world.get("/log/main/tile/0/000.p/1").await.status, 200);
    world.get("/log/main/tile/entries/000.p/1").await.problem(401, "unauthenticated");
    let bearer = [("authorization", "Bearer test")];
    let entries = send(world.address, "GET", "/log/main/tile/entries/000.p/1", &bearer, b"").await;
    assert_eq!(entries.status, 200);
}

/// The accesses in a trail's log.
async fn recorded(store: &Arc<dyn EventStore>) -> Vec<AccessRecorded> {
    let records = store.read("access", 0, 1_000).await.expect("the store answers");
    let outcomes = records
        .iter()
        .map(|record| wire::record::decode_record(&record.bytes, None).expect("a record").outcome);
    let access = |outcome| match outcome {
        Some(Stored::AccessRecorded(access)) => Some(access),
        _ => None,
    };
    outcomes.filter_map(access).collect()
}

#[tokio::test]
async fn who_asked_for_what_and_who_was_refused_is_durable_before_the_answer_without_what_was_in_it() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let profile = BookProfile::plain("access", Currency::IDR);
    let keeper = Handler::start(store.clone(), &profile, HandlerOptions::default()).await.unwrap();
    let (trail, recorder) = trail(keeper.handle());
    let recording = tokio::spawn(recorder.run());
    let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let tokens: Tokens = [format!("reader:{digest}:inspectorate").parse().unwrap()].into_iter().collect();
    let world = World::with_trail(tokens, Limits::default(), Some(trail)).await;
    let bearer = [("authorization", "Bearer test")];
    for (path, headers) in [
        ("/v1/books/main/accounts/x:secret-name/balance", &bearer[..]),
        ("/v1/books/main/entries", &[]),
        ("/v1/books/main/quarantine", &bearer[..]),
        ("/v1/books/someone's-name/entries", &bearer[..]),
        ("/healthz", &[]),
        ("/log/main/checkpoint", &[]),
        ("/v1/books/main/entries", &bearer[..]),
    ] {
        send(world.address, "GET", path, headers, b"").await;
    }
    // Nobody waits: whoever has an answer stands in the log.
    let accesses = recorded(&store).await;
    let told: Vec<_> = accesses
        .iter()
        .map(|access| (&*access.principal, &*access.action, &*access.book, access.status, &*access.code))
        .collect();
    assert_eq!(
        told,
        [
            ("inspectorate", "GET /v1/books/{book}/accounts/{account}/balance", "main", 404, "not_found"),
            ("", "GET /v1/books/{book}/entries", "main", 401, "unauthenticated"),
            ("inspectorate", "GET /v1/books/{book}/quarantine", "main", 403, "forbidden"),
            ("inspectorate", "GET /v1/books/{book}/entries", "", 404, "book_not_found"),
            ("inspectorate", "GET /v1/books/{book}/entries", "main", 200, ""),
        ]
    );
    // A trail that can't be written lets nobody through.
    keeper.stop().await.unwrap();
    recording.abort();
    let _ = recording.await;
    send(world.address, "GET", "/v1/books/main/entries", &bearer, b"").await.problem(503, "unavailable");
}
