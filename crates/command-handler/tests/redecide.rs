//! The history decided again: it comes out as it is recorded, a record that the rules did not make is named, and other rules
//! show what would have been different.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod common;

use std::sync::Arc;

use command_handler::redecide::{Difference, Redecided, Rules, redecide};
use command_handler::{BookProfile, BusMessage, Handler, HandlerOptions, Incoming, Verdict};
use common::{BOOK, event, flood, open, transfer};
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
    let mut events = flood(2_000, 8);
    let money = |value: &str| json!({"value": value, "currency": "IDR"});
    events.push(assessed("a-1", "7"));
    submit(store, &profile(RULES), &events).await;
    // The handler must have taken it before its time has come, also on a busy machine.
    let soon = ledger::Timestamp(now() + 3_000_000).to_string();
    let hold = event(
        "hold",
        "neraca.payment.v1.HoldPlaced",
        json!({"date": "2026-01-02", "hold": "h", "expiresAt": soon, "lines": [
            {"account": "bank:acct-1", "debit": money("5")}, {"account": "bank:acct-2", "credit": money("5")}]}),
    );
    submit(store, &profile(RULES), &[hold]).await;
    tokio::time::sleep(std::time::Duration::from_millis(3_100)).await;
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

/// Appends a copy of a record to the log, changed as somebody changes it who has the writer's rights and not its rules.
async fn forge_of(store: &Arc<dyn EventStore>, original: u64, change: impl FnOnce(&mut pb::Record)) -> u64 {
    let mut leadership = store.lead(BOOK).await.unwrap();
    let mut record = store.read_at(BOOK, &[original]).await.unwrap().pop().unwrap();
    let mut decoded = wire::record::decode_record(&record.bytes, None).unwrap();
    let head = leadership.head.position;
    record.position = head + 1;
    decoded.position = record.position;
    decoded.recorded_at = store.read_at(BOOK, &[head]).await.unwrap()[0].recorded_at;
    change(&mut decoded);
    record.id.clone_from(&decoded.id);
    record.recorded_at = decoded.recorded_at;
    record.bytes = prost::Message::encode_to_vec(&decoded).into();
    leadership.writer.append(&Batch { records: vec![record], ..Batch::default() }).await.unwrap();
    leadership.head.position + 1
}

/// The same for the record of an event.
async fn forge(store: &Arc<dyn EventStore>, of: &str, change: impl FnOnce(&mut pb::Record)) -> u64 {
    let original = store.find(BOOK, common::SOURCE, of).await.unwrap()[0];
    forge_of(store, original, change).await
}

/// Positions of Neraca's own records of a kind, in order.
async fn internal(store: &Arc<dyn EventStore>, is_one: impl Fn(&Stored) -> bool) -> Vec<u64> {
    let records = store.read_by_outcome(BOOK, event_store::Outcome::Internal, 0, 1_000).await.unwrap();
    let outcome = |record: &event_store::Record| {
        wire::record::decode_record(&record.bytes, record.attachment.as_ref()).unwrap().outcome.unwrap()
    };
    records.iter().filter(|record| is_one(&outcome(record))).map(|record| record.position).collect()
}

fn sha256(content: &[u8]) -> bytes::Bytes {
    <sha2::Sha256 as sha2::Digest>::digest(content).to_vec().into()
}

fn told(differences: &[Difference]) -> Vec<(u64, &str)> {
    differences.iter().map(|found| (found.position, found.what.as_str())).collect()
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
    let told = told(&differences);
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

/// What the handler would have met on the bus: sequence numbers from `first` on.
async fn from_the_bus(store: &Arc<dyn EventStore>, events: &[common::Event], first: u64) {
    let mut leadership = store.lead(BOOK).await.unwrap();
    let stream = leadership.writer.bus_stream("payments", "2026-01-01T00:00:00Z").await.unwrap();
    drop(leadership);
    let handler = Handler::start(store.clone(), &profile(RULES), HandlerOptions::default()).await.unwrap();
    for (sequence, event) in (first..).zip(events) {
        let bus = Some(BusMessage { stream, sequence });
        handler.handle().submit(vec![Incoming { bus, ..event.incoming() }]).await.unwrap();
    }
    handler.stop().await.unwrap();
}

fn is_statement(outcome: &Stored) -> bool {
    matches!(outcome, Stored::CompletenessStated(_))
}

#[tokio::test]
async fn what_was_stated_of_the_bus_is_derived_again_also_of_a_stream_that_does_not_begin_at_one() {
    for (name, store, _keep) in common::both_stores().await {
        let one = [assessed("b-1", "1"), assessed("b-2", "2"), assessed("b-1", "1"), assessed("b-2", "9")];
        from_the_bus(&store, &one, 41).await;
        // Repeats enough for several statements, one behind the other.
        let mut many = vec![assessed("b-1", "1"); 5_000];
        submit(&store, &profile(RULES), &many).await;
        many.truncate(3);
        from_the_bus(&store, &many, 46).await;
        let (redecided, differences) = again(&store, &Rules::Recorded).await;
        assert!(differences.is_empty(), "{name}: {:?}", told(&differences));
        let statements = internal(&store, is_statement).await;
        assert_eq!(redecided.statements, statements.len() as u64, "{name}");
        assert!(statements.len() >= 4, "{name}: {statements:?}");
        let first = store.read_at(BOOK, &statements[..1]).await.unwrap();
        let first = wire::record::decode_record(&first[0].bytes, None).unwrap().outcome;
        let Some(Stored::CompletenessStated(first)) = first else { panic!("{first:?}") };
        let range = &first.ranges[0];
        assert_eq!((range.first, range.last, range.posted, range.refused, range.repeated), (41, 44, 2, 1, 1));
    }
}

/// So many that only a part of them is stated at once.
const MANY: usize = 70_000;

#[tokio::test]
async fn a_file_imported_again_and_again_leaves_the_log_as_it_was_and_its_repeats_are_stated_later() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let file: Vec<_> = (0..700).map(|n| assessed(&format!("f-{n}"), "1")).collect();
    submit(&store, &profile(RULES), &file).await;
    let before = store.head(BOOK).await.unwrap();
    let digest = again(&store, &Rules::Recorded).await.0.book.digest();
    for times in [1, MANY / 700 - 1] {
        let again: Vec<_> = file.iter().cycle().take(file.len() * times).cloned().collect();
        submit(&store, &profile(RULES), &again).await;
    }
    let head = store.head(BOOK).await.unwrap();
    assert_eq!((head.position, head.repeats), (before.position, MANY as u64));
    assert_eq!(again(&store, &Rules::Recorded).await.0.book.digest(), digest);
    assert!(internal(&store, is_statement).await.is_empty());
    // A message of the bus needs a statement: all that came before it are stated first.
    from_the_bus(&store, &[assessed("b-1", "1")], 1).await;
    let (redecided, differences) = again(&store, &Rules::Recorded).await;
    assert!(differences.is_empty(), "{:?}", told(&differences));
    let statements = internal(&store, is_statement).await;
    assert_eq!(redecided.statements, statements.len() as u64);
    let mut next = 1;
    for record in store.read_at(BOOK, &statements).await.unwrap() {
        let record = wire::record::decode_record(&record.bytes, None).unwrap();
        let Some(Stored::CompletenessStated(stated)) = record.outcome else { panic!("{record:?}") };
        assert_eq!(stated.first_repeat, next);
        next += stated.repeats.len() as u64;
    }
    assert_eq!(next, MANY as u64 + 1);
}

#[tokio::test]
async fn a_wrong_statement_is_named_with_what_the_log_has() {
    type Change = fn(&mut pb::CompletenessStated);
    let changes: [(Change, &str); 7] = [
        (|stated| stated.ranges[0].posted += 1, "and the log has 1 to 2 of stream 1 (1 posted"),
        (|stated| stated.ranges[0].last += 1, "it states 1 to 3 of stream 1"),
        (|stated| stated.ranges.clear(), "it does not state 1 to 2 of stream 1"),
        (|stated| stated.ranges[0].name.push('x'), "stream 1 was not \"paymentsx\""),
        (|stated| stated.first_repeat += 1, "its repeats begin with number 2, not 1"),
        (|stated| stated.repeats[0].of_position += 1, "repeat 1 is not as it is stated"),
        (|stated| stated.repeats.clear(), "it states 1 to 2 of stream 1"),
    ];
    for (change, named) in changes {
        let folder = testkit::temp_dir();
        let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
        from_the_bus(&store, &[assessed("b-1", "1"), assessed("b-1", "1")], 1).await;
        // The same log up to the statement, in a store of its own, and a wrong statement behind it.
        let statement = internal(&store, is_statement).await[0];
        let other = testkit::temp_dir();
        let copy: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(other.path()).unwrap());
        let mut leadership = copy.lead(BOOK).await.unwrap();
        leadership.writer.bus_stream("payments", "2026-01-01T00:00:00Z").await.unwrap();
        let mut records = store.read(BOOK, 0, 100).await.unwrap();
        records.truncate(usize::try_from(statement).unwrap());
        let last = records.last_mut().unwrap();
        let mut decoded = wire::record::decode_record(&last.bytes, None).unwrap();
        let Some(Stored::CompletenessStated(stated)) = &mut decoded.outcome else { panic!("{decoded:?}") };
        change(stated);
        last.bytes = prost::Message::encode_to_vec(&decoded).into();
        let repeats = store.repeats(BOOK, 0, 100).await.unwrap();
        let repeats = repeats.into_iter().map(|stored| stored.repeat).collect();
        leadership.writer.append(&Batch { records, repeats, bus: None }).await.unwrap();
        let (_, differences) = again(&copy, &Rules::Recorded).await;
        let told = told(&differences);
        assert!(!told.is_empty(), "{named}");
        assert!(told.iter().all(|(position, _)| *position == statement), "{told:?}");
        assert!(told.iter().any(|(_, what)| what.contains(named)), "{named}: {told:?}");
    }
}

#[tokio::test]
async fn a_version_that_is_not_the_next_one_is_named_and_what_was_published_counts() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    submit(&store, &profile(RULES), &[assessed("a-1", "7")]).await;
    let chart = internal(&store, |outcome| matches!(outcome, Stored::ChartPublished(_))).await[0];
    let rules = internal(&store, |outcome| matches!(outcome, Stored::RulebookPublished(_))).await[0];
    let csv = "code,name,side\n1,Assets,debit\n1.1,Cash,\n1.2,Till,\n4,Revenue,credit\n4.1,Tax,\n4.2,Fee,\n";
    let csv = Chart::from_csv(csv.as_bytes()).unwrap().to_csv();
    let wrong_chart = forge_of(&store, chart, |record| {
        let Some(Stored::ChartPublished(chart)) = &mut record.outcome else { panic!("{record:?}") };
        (chart.version, chart.sha256, chart.csv) = (7, sha256(&csv), csv.into());
    })
    .await;
    let same_chart = forge_of(&store, wrong_chart, |record| {
        let Some(Stored::ChartPublished(chart)) = &mut record.outcome else { panic!("{record:?}") };
        chart.version = 8;
    })
    .await;
    let yaml =
        |version: u32| RULES.replace("version: 1", &format!("version: {version}")).replace("1.1", "1.2");
    let publish = |says: u32, version: u32| {
        let yaml = yaml(version);
        move |record: &mut pb::Record| {
            let Some(Stored::RulebookPublished(rules)) = &mut record.outcome else { panic!("{record:?}") };
            (rules.version, rules.sha256, rules.yaml) = (says, sha256(yaml.as_bytes()), yaml.into());
        }
    };
    let wrong_version = forge_of(&store, rules, publish(3, 2)).await;
    let does_not_grow = forge_of(&store, rules, publish(2, 2)).await;
    let unreadable = forge_of(&store, rules, |record| {
        let Some(Stored::RulebookPublished(rules)) = &mut record.outcome else { panic!("{record:?}") };
        (rules.version, rules.yaml) = (4, "rules: 7".into());
    })
    .await;
    let restored = forge_of(&store, rules, publish(5, 5)).await;
    // Posted by the rules that the log says are in force.
    let mut kept = profile(&yaml(5));
    kept.chart = None;
    submit(&store, &kept, &[assessed("a-2", "8")]).await;
    let (_, differences) = again(&store, &Rules::Recorded).await;
    let told = told(&differences);
    let expected = [
        (wrong_chart, "chart version 2 follows here, not 7"),
        (same_chart, "this chart is in force already"),
        (wrong_version, "the rulebook says that it is version 2, not 3"),
        (does_not_grow, "rulebook version 2 does not grow, 3 was in force"),
        (unreadable, "rulebook \"rules.yaml\" can't be read"),
    ];
    assert_eq!(told.len(), expected.len(), "{restored}: {told:?}");
    for ((position, what), (at, named)) in told.iter().zip(expected) {
        assert!(*position == at && what.contains(named), "{position}: {what}; wanted {at}: {named}");
    }
}

#[tokio::test]
async fn after_a_record_that_can_not_be_only_that_one_is_named() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let wallet = event(
        "open-wallet",
        "neraca.payment.v1.AccountOpened",
        json!({"date": "2026-01-01", "account": "x:wallet", "normalSide": "credit", "debitsMustNotExceedCredits": true}),
    );
    let plain = BookProfile::plain(BOOK, Currency::IDR);
    submit(&store, &plain, &[wallet, open("x:cash", "debit"), transfer("d-1", "x:cash", "x:wallet", 5)])
        .await;
    let repeated = forge(&store, "d-1", |_| {}).await;
    // Only with what was posted twice there is enough for this, and the handler believes its log.
    submit(&store, &plain, &[transfer("w-1", "x:wallet", "x:cash", 8)]).await;
    let unbalanced = forge(&store, "d-1", |record| {
        let Some(Stored::Posted(posted)) = &mut record.outcome else { panic!("{record:?}") };
        let Some(pb::fact::Fact::EntryPosted(entry)) = &mut posted.facts[0].fact else {
            panic!("{posted:?}")
        };
        entry.lines[0].amount += 1;
    })
    .await;
    let (redecided, differences) = again(&store, &Rules::Recorded).await;
    let told = told(&differences);
    assert_eq!(
        told.iter().map(|(position, _)| *position).collect::<Vec<_>>(),
        [repeated, unbalanced],
        "{told:?}"
    );
    assert!(told[1].1.contains("debits are not equal"), "{told:?}");
    let wallet = redecided.book.account_id(ledger::AccountName { entity: "x", code: "wallet" }).unwrap();
    let balance = &redecided.book.account(wallet).balance;
    assert_eq!((balance.debit, balance.credit), (800, 1_000));
}

/// A rulebook that names no code of a chart.
const WITHOUT_CHART: &str = r#"
name: free
version: 1
rules:
  - name: assessed
    on: AssessmentIssued
    do:
      - post:
          entity: $agency
          lines:
            - { debit: $account, amount: amount }
            - { credit: $account, amount: amount }
"#;

#[tokio::test]
async fn other_rules_are_in_force_from_the_first_position_that_they_fit() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let plain = BookProfile::plain(BOOK, Currency::IDR);
    let handler = Handler::start(store.clone(), &plain, HandlerOptions::default()).await.unwrap();
    for event in [open("tax:4.1", "credit"), assessed("a-1", "7")] {
        handler.handle().submit(vec![event.incoming()]).await.unwrap();
    }
    handler.stop().await.unwrap();
    let free = Rules::Other { name: "free.yaml".to_owned(), yaml: WITHOUT_CHART.as_bytes().to_vec() };
    let (redecided, differences) = again(&store, &free).await;
    assert_eq!(told(&differences), [(3, "recorded refused no_rule, decided posted")]);
    assert_eq!(redecided.book.entries(), 1);
}

#[tokio::test]
async fn a_chart_that_the_other_rules_do_not_fit_is_a_difference_and_the_history_goes_on() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    submit(&store, &profile(RULES), &[assessed("a-1", "7")]).await;
    let mut smaller = profile(RULES);
    let csv = CHART.replace("1.2,Till,\n", "");
    smaller.chart = Some(("smaller.csv".to_owned(), Chart::from_csv(csv.as_bytes()).unwrap()));
    submit(&store, &smaller, &[assessed("a-2", "8")]).await;
    let charts = internal(&store, |outcome| matches!(outcome, Stored::ChartPublished(_))).await;
    let other = Rules::Other { name: "till.yaml".to_owned(), yaml: RULES.replace("1.1", "1.2").into() };
    let (_, differences) = again(&store, &other).await;
    let ids: Vec<_> = differences.iter().map(|found| found.recorded.id.as_str()).collect();
    assert_eq!(ids, ["a-1", "", "a-2"], "{:?}", told(&differences));
    assert_eq!(differences[1].position, charts[1]);
    assert!(differences[1].what.contains("1.2"), "{}", differences[1].what);
}
