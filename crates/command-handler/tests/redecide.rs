//! The history decided again: it comes out as it is recorded, a record that the rules did not make is named, and other rules
//! show what would have been different.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod common;

use std::sync::Arc;

use command_handler::redecide::{Difference, Redecided, Rules, redecide};
use command_handler::{BookProfile, Handler, HandlerOptions, Incoming, Verdict};
use common::{BOOK, event, flood};
use event_store::{Batch, EmbeddedStore, EventStore};
use ledger::Currency;
use ledger::chart::Chart;
use serde_json::json;
use wire::ledger_v1 as pb;
use wire::ledger_v1::record::Outcome as Stored;

const CHART: &str = "code,name,side\n1,Assets,debit\n1.1,Cash,\n1.2,Till,\n4,Revenue,credit\n4.1,Tax,\n";

const RULES: &str = r#"
name: small
version: 1
rules:
  - name: assessed
    on: AssessmentIssued
    do:
      - post:
          entity: $agency
          lines:
            - { debit: "1.1", amount: amount }
            - { credit: $account, amount: amount }
"#;

fn profile(rules: &str) -> BookProfile {
    let chart = Chart::from_csv(CHART.as_bytes()).expect("the test's chart is sound");
    BookProfile {
        chart: Some(("chart.csv".to_owned(), chart)),
        rulebook: Some(("rules.yaml".to_owned(), rules.as_bytes().to_vec())),
        ..BookProfile::plain(BOOK, Currency::IDR)
    }
}

fn assessed(id: &str, amount: &str) -> common::Event {
    let amount = json!({"value": amount, "currency": "IDR"});
    let body = json!({"date": "2026-01-05", "agency": "tax", "account": "4.1", "amount": amount});
    event(id, "neraca.payment.v1.AssessmentIssued", body)
}

async fn submit(store: &Arc<dyn EventStore>, profile: &BookProfile, events: &[common::Event]) {
    let handler = Handler::start(store.clone(), profile, HandlerOptions::default()).await.unwrap();
    for events in events.chunks(700) {
        let messages: Vec<Incoming> = events.iter().map(common::Event::incoming).collect();
        let answers = handler.handle().submit(messages).await.unwrap();
        let ruled = |verdict: &Verdict| format!("{verdict:?}").contains("no rulebook is in force");
        assert!(!answers.iter().any(|answer| ruled(&answer.verdict)));
    }
    handler.stop().await.unwrap();
}

async fn again(store: &Arc<dyn EventStore>, rules: &Rules) -> (Redecided, Vec<Difference>) {
    let mut differences = Vec::new();
    let redecided = redecide(store, BOOK, u64::MAX, rules, |found| differences.push(found)).await.unwrap();
    assert_eq!(redecided.differences, differences.len() as u64);
    (redecided, differences)
}

/// A log with everything in it: repeats, conflicts, unreadable messages, holds that expire, reversals, two rulebooks.
async fn history(store: &Arc<dyn EventStore>) {
    let mut events = flood(3_000, 8);
    let money = |value: &str| json!({"value": value, "currency": "IDR"});
    let soon = ledger::Timestamp(now() + 1_200_000).to_string();
    events.push(event(
        "hold",
        "neraca.payment.v1.HoldPlaced",
        json!({"date": "2026-01-02", "hold": "h", "expiresAt": soon, "lines": [
            {"account": "bank:acct-1", "debit": money("5")}, {"account": "bank:acct-2", "credit": money("5")}]}),
    ));
    events.push(assessed("a-1", "7"));
    submit(store, &profile(RULES), &events).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    let reversed = event(
        "r-1",
        "neraca.payment.v1.PaymentReversed",
        json!({"date": "2026-01-07", "originalId": "a-1", "reason": "twice"}),
    );
    let mut headless = assessed("x", "1").incoming();
    headless.envelope = Err(wire::DecodeError::AttributeMissing("id"));
    headless.headers = vec![("ce-specversion".into(), "1.0".into()), ("ce-source".into(), "s".into())];
    let second = RULES.replace("version: 1", "version: 2").replace("name: assessed", "name: assessed-anew");
    let handler = Handler::start(store.clone(), &profile(&second), HandlerOptions::default()).await.unwrap();
    let messages = vec![assessed("a-2", "9").incoming(), reversed.incoming(), headless];
    let answers = handler.handle().submit(messages).await.unwrap();
    assert!(matches!(answers[1].verdict, Verdict::Posted), "{:?}", answers[1]);
    handler.stop().await.unwrap();
}

fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_micros()).unwrap()
}

#[tokio::test]
async fn a_sound_history_comes_out_the_same_to_the_byte() {
    for (name, store, _keep) in common::both_stores().await {
        history(&store).await;
        let (redecided, differences) = again(&store, &Rules::Recorded).await;
        assert!(differences.is_empty(), "{name}: {:?}", differences.first());
        assert_eq!(redecided.taken, 0, "{name}");
        let counts = store.outcome_counts(BOOK).await.unwrap();
        assert_eq!(redecided.outcomes.records(), counts.records());
        assert_eq!((redecided.outcomes.posted, redecided.outcomes.refused), (counts.posted, counts.refused));
        let folded = command_handler::recovery::fold(&*store, BOOK, u64::MAX).await.unwrap().unwrap();
        assert_eq!(redecided.book.digest(), folded.book.digest());
        let expired = store.read_by_outcome(BOOK, event_store::Outcome::Internal, 0, 100).await.unwrap();
        let is_expiry = |record: &event_store::Record| {
            let record = wire::record::decode_record(&record.bytes, None).unwrap();
            matches!(record.outcome, Some(Stored::HoldsExpired(_)))
        };
        assert!(expired.iter().any(is_expiry), "the hold expired");
    }
}

/// Appends a record to the log as somebody would who has the writer's rights and not its rules.
async fn forge(store: &Arc<dyn EventStore>, of: &str, change: impl FnOnce(&mut pb::Record)) -> u64 {
    let mut leadership = store.lead(BOOK).await.unwrap();
    let original = store.find(BOOK, common::SOURCE, of).await.unwrap()[0];
    let mut record = store.read_at(BOOK, &[original]).await.unwrap().pop().unwrap();
    let mut decoded = wire::record::decode_record(&record.bytes, None).unwrap();
    record.position = leadership.head.position + 1;
    decoded.position = record.position;
    change(&mut decoded);
    record.id.clone_from(&decoded.id);
    record.recorded_at = decoded.recorded_at;
    record.bytes = prost::Message::encode_to_vec(&decoded).into();
    leadership.writer.append(&Batch { records: vec![record], ..Batch::default() }).await.unwrap();
    leadership.head.position + 1
}

#[tokio::test]
async fn a_record_that_the_rules_did_not_make_is_named() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    submit(&store, &profile(RULES), &[assessed("a-1", "7"), assessed("a-2", "8")]).await;
    let other_amount = forge(&store, "a-2", |record| {
        record.id = "a-3".to_owned();
        let Some(Stored::Posted(posted)) = &mut record.outcome else { panic!("it was posted") };
        for fact in &mut posted.facts {
            if let Some(pb::fact::Fact::EntryPosted(entry)) = &mut fact.fact {
                entry.lines.iter_mut().for_each(|line| line.amount *= 10);
            }
        }
    })
    .await;
    let refused = forge(&store, "a-2", |record| {
        record.id = "a-4".to_owned();
        record.outcome =
            Some(Stored::Refused(pb::Refused { code: "no_rule".to_owned(), ..Default::default() }));
    })
    .await;
    let repeated = forge(&store, "a-2", |_| {}).await;
    let (_, differences) = again(&store, &Rules::Recorded).await;
    let told: Vec<_> = differences.iter().map(|found| (found.position, found.what.as_str())).collect();
    assert_eq!(told[0], (other_amount, "other entries"));
    assert_eq!(told[1].0, refused);
    assert_eq!(told[2].0, repeated);
    assert!(told[2].1.contains("repeats position"), "{}", told[2].1);
    assert_eq!(told.len(), 3);
}

#[tokio::test]
async fn other_rules_show_what_would_have_been_different_and_reversals_follow() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    history(&store).await;
    let same = Rules::Other { name: "same.yaml".to_owned(), yaml: RULES.as_bytes().to_vec() };
    let (_, differences) = again(&store, &same).await;
    assert!(
        differences.is_empty(),
        "names and versions of rules are no difference: {:?}",
        differences.first()
    );

    let into_the_till = RULES.replace("1.1", "1.2");
    let other = Rules::Other { name: "till.yaml".to_owned(), yaml: into_the_till.into_bytes() };
    let (redecided, differences) = again(&store, &other).await;
    let ids: Vec<_> = differences.iter().map(|found| found.recorded.id.as_str()).collect();
    assert_eq!(ids, ["a-1", "a-2", "r-1"]);
    let balance = |code: &str| {
        let name = ledger::AccountName { entity: "tax", code };
        let account = redecided.book.account_id(name).map(|id| redecided.book.account(id));
        account.map(|account| account.balance.debit - account.balance.credit)
    };
    assert_eq!(balance("1.2"), Some(900), "9 rupiah in minor units; 7 were taken back from the till too");
    assert_eq!(balance("1.1"), None);

    let unsound = Rules::Other { name: "unsound.yaml".to_owned(), yaml: b"rules: 7".to_vec() };
    let error = redecide(&store, BOOK, u64::MAX, &unsound, |_| {}).await.unwrap_err();
    assert!(format!("{error:?}").contains("unsound.yaml"), "{error:?}");
}
