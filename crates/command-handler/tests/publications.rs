//! Charts and rulebooks that come into force: both are published into the log, together they are compiled before anything is
//! written, and a restart makes nothing different.

mod common;

use std::sync::Arc;

use command_handler::{BookProfile, Handler, HandlerError, HandlerOptions, Incoming, Verdict};
use common::{BOOK, event};
use event_store::{EmbeddedStore, EventStore};
use ledger::chart::Chart;
use ledger::{Currency, RefusalCode};
use serde_json::json;

const CHART: &str = "code,name,side\n1,Assets,debit\n1.1,Cash,\n4,Revenue,credit\n4.1,Tax,\n4.2,Charge,\n\
7,Accrued,credit\n7.1,Tax,\n";

const RULES: &str = r#"
name: small
version: 1
mirrors:
  accrued: { "4": "7" }
rules:
  - name: assessed
    on: AssessmentIssued
    do:
      - post:
          entity: $agency
          lines:
            - { debit: "1.1", amount: amount }
            - { credit: $account|accrued, amount: amount }
"#;

fn profile(chart: &str, rules: Option<&str>) -> BookProfile {
    let chart = Chart::from_csv(chart.as_bytes()).expect("the test's chart is sound");
    BookProfile {
        chart: Some(("chart.csv".to_owned(), chart)),
        rulebook: rules.map(|rules| ("rules.yaml".to_owned(), rules.as_bytes().to_vec())),
        ..BookProfile::plain(BOOK, Currency::IDR)
    }
}

fn assessed(id: &str) -> Vec<Incoming> {
    let body = json!({"date": "2026-01-05", "agency": "tax", "account": "4.2",
        "amount": {"value": "5", "currency": "IDR"}});
    vec![event(id, "neraca.payment.v1.AssessmentIssued", body).incoming()]
}

async fn start(store: &Arc<dyn EventStore>, profile: &BookProfile) -> Result<Handler, HandlerError> {
    Handler::start(store.clone(), profile, HandlerOptions::default()).await
}

/// What comes of an assessment: `None` when it is posted.
async fn refusal(handler: &Handler, id: &str) -> Option<RefusalCode> {
    let answers = handler.handle().submit(assessed(id)).await.expect("the handler runs");
    match &answers[0].verdict {
        Verdict::Posted => None,
        Verdict::Refused(refusal) => Some(refusal.code),
        Verdict::Quarantined { detail, .. } => panic!("{detail}"),
    }
}

#[tokio::test]
async fn a_new_chart_gives_the_rulebook_in_force_its_mirrors_at_once() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let handler = start(&store, &profile(CHART, Some(RULES))).await.unwrap();
    assert_eq!(refusal(&handler, "a-1").await, Some(RefusalCode::MirrorMissing));
    handler.stop().await.unwrap();

    // The rulebook is not named again: the one of the log stays in force, beside the new chart.
    let wider = profile(&format!("{CHART}7.2,Charge,\n"), None);
    for id in ["a-2", "a-3"] {
        let handler = start(&store, &wider).await.unwrap();
        assert_eq!(refusal(&handler, id).await, None, "{id}: as it is published and after a restart");
        handler.stop().await.unwrap();
    }
    // Opened, chart, rulebook, the refusal, the chart once more, two postings: nothing is published twice.
    assert_eq!(store.head(BOOK).await.unwrap().position, 7);
}

#[tokio::test]
async fn a_chart_that_the_rulebook_cannot_stand_beside_is_refused_and_leaves_the_log_as_it_was() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    start(&store, &profile(CHART, Some(RULES))).await.unwrap().stop().await.unwrap();
    let before = store.head(BOOK).await.unwrap().position;
    let without_cash = CHART.replace("1.1,Cash,\n", "");
    let Err(error) = start(&store, &profile(&without_cash, None)).await else { panic!("it was accepted") };
    assert!(error.to_string().contains("1.1"), "{error}");
    assert_eq!(store.head(BOOK).await.unwrap().position, before);
}

#[tokio::test]
async fn another_rulebook_under_a_version_that_is_in_force_is_refused_and_leaves_the_log_as_it_was() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    start(&store, &profile(CHART, Some(RULES))).await.unwrap().stop().await.unwrap();
    let before = store.head(BOOK).await.unwrap().position;
    let other = RULES.replace("name: assessed", "name: assessed-otherwise");
    let Err(error) = start(&store, &profile(CHART, Some(&other))).await else { panic!("it was accepted") };
    assert!(format!("{error:?}").contains("raise the version"), "{error:?}");
    assert_eq!(store.head(BOOK).await.unwrap().position, before);
    let raised = other.replace("version: 1", "version: 2");
    start(&store, &profile(CHART, Some(&raised))).await.unwrap().stop().await.unwrap();
    assert_eq!(store.head(BOOK).await.unwrap().position, before + 1);
}
