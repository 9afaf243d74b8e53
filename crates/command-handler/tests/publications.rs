//! Charts and rulebooks that come into force: both are published into the log, together they are compiled before anything is
//! written, and a restart makes nothing different.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

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

/// A proposal of `ani` to put a file in force.
fn proposed(name: &str, file: (&str, &str, &str)) -> Incoming {
    use sha2::{Digest as _, Sha256};
    let (event_field, content_field, content) = file;
    let sha256: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    let publication = json!({"name": "file", content_field: content, "sha256": sha256});
    let body = json!({"date": "2026-01-05", "proposal": name, "maker": "ani", event_field: publication});
    event(format!("propose-{name}"), "neraca.payment.v1.ProposalMade", body).incoming()
}

fn approved(id: &str, proposal: &str, checker: &str) -> Incoming {
    let body = json!({"date": "2026-01-06", "proposal": proposal, "checker": checker});
    event(id, "neraca.payment.v1.ProposalApproved", body).incoming()
}

fn codes(answers: &[command_handler::Answer]) -> Vec<Option<RefusalCode>> {
    let code = |answer: &command_handler::Answer| match &answer.verdict {
        Verdict::Refused(refusal) => Some(refusal.code),
        _ => None,
    };
    answers.iter().map(code).collect()
}

/// [`RULES`] of another version, under which charts and rulebooks need two people.
fn guarded(version: u32) -> String {
    let version = format!("version: {version}\napproval: [RulebookPublished, ChartPublished]");
    RULES.replace("version: 1", &version)
}

#[tokio::test]
async fn a_rulebook_comes_into_force_when_a_second_person_agrees_and_counts_from_the_next_event() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let handler = start(&store, &profile(CHART, Some(&guarded(1)))).await.unwrap();
    let wider = format!("{CHART}7.2,Charge,\n");
    let renamed = guarded(2).replace("name: assessed", "name: assessed-anew");
    let messages = [
        proposed("rules", ("rulebookPublished", "yaml", &renamed)),
        approved("alone", "rules", "ani"),
        proposed("chart", ("chartPublished", "csv", &wider)),
        approved("a-1", "chart", "budi"),
        assessed("e-1").remove(0),
        approved("a-2", "rules", "budi"),
        assessed("e-2").remove(0),
    ];
    let answers = handler.handle().submit(messages.into()).await.unwrap();
    let mut expected = vec![None; 7];
    expected[1] = Some(RefusalCode::CheckerIsMaker);
    assert_eq!(codes(&answers), expected);
    handler.stop().await.unwrap();
    let rules: Vec<String> = posted_by(&store, &[answers[4].position, answers[6].position]).await;
    assert_eq!(rules, ["assessed 1", "assessed-anew 2"]);
    // The publications stand right behind their approvals, and a restart publishes nothing once more.
    assert_eq!(
        (answers[4].position, answers[6].position),
        (answers[3].position + 2, answers[5].position + 2)
    );
    let before = store.head(BOOK).await.unwrap().position;
    let handler = start(&store, &profile(&wider, Some(&renamed))).await.unwrap();
    assert_eq!(refusal(&handler, "e-3").await, None);
    handler.stop().await.unwrap();
    assert_eq!(store.head(BOOK).await.unwrap().position, before + 1);
    let mut differences = Vec::new();
    let again = command_handler::redecide::redecide(
        &store,
        BOOK,
        before + 1,
        &command_handler::redecide::Rules::Recorded,
        |difference| differences.push(difference.what),
    );
    assert_eq!(again.await.unwrap().differences, 0, "{differences:?}");
}

/// The rule and version that posted these positions.
async fn posted_by(store: &Arc<dyn EventStore>, positions: &[u64]) -> Vec<String> {
    let records = store.read_at(BOOK, positions).await.unwrap();
    let rule = |record: &event_store::Record| {
        let stored = wire::record::decode_record(&record.bytes, record.attachment.as_ref()).unwrap();
        let Some(wire::ledger_v1::record::Outcome::Posted(posted)) = stored.outcome else { panic!("posted") };
        format!("{} {}", posted.rule, posted.rulebook_version)
    };
    records.iter().map(rule).collect()
}

#[tokio::test]
async fn what_cannot_be_put_in_force_is_refused_with_its_faults_and_stays_proposed() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let handler = start(&store, &profile(CHART, Some(RULES))).await.unwrap();
    let faulty = RULES.replace("version: 1", "version: 2").replace("debit: \"1.1\"", "debit: \"1.7\"");
    let without_cash = CHART.replace("1.1,Cash,\n", "");
    let files = [
        ("faulty", ("rulebookPublished", "yaml", faulty.as_str()), "account \"1.7\" is not in the chart"),
        ("same", ("rulebookPublished", "yaml", RULES), "raise the version"),
        ("chart", ("chartPublished", "csv", CHART), "is in force already"),
        ("misfit", ("chartPublished", "csv", &without_cash), "\"1.1\" is not in the chart"),
        ("no chart", ("chartPublished", "csv", "nothing"), ""),
    ];
    for (name, file, wanted) in files {
        let messages = vec![proposed(name, file), approved(&format!("a-{name}"), name, "budi")];
        let answers = handler.handle().submit(messages).await.unwrap();
        assert_eq!(codes(&answers), [None, Some(RefusalCode::PublicationFaulty)], "{name}");
        let Verdict::Refused(refusal) = &answers[1].verdict else { panic!("refused") };
        assert!(refusal.detail.contains(wanted), "{name}: {refusal}");
    }
    handler.stop().await.unwrap();
    let state = command_handler::recovery::fold(&*store, BOOK, u64::MAX).await.unwrap().unwrap();
    assert!(state.book.proposals().values().all(|made| made.state == ledger::ProposalState::Pending));
    assert_eq!(state.rulebook.map(|rules| rules.version), Some(1));
}

#[tokio::test]
async fn a_configuration_changes_nothing_that_the_rulebook_wants_two_people_for() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    start(&store, &profile(CHART, Some(&guarded(1)))).await.unwrap().stop().await.unwrap();
    let before = store.head(BOOK).await.unwrap().position;
    let wider = format!("{CHART}7.2,Charge,\n");
    for (changed, event) in [
        (profile(CHART, Some(&guarded(2))), "RulebookPublished"),
        (profile(CHART, Some(RULES)), "RulebookPublished"),
        (profile(&wider, None), "ChartPublished"),
    ] {
        let Err(error) = start(&store, &changed).await else { panic!("it was published") };
        assert!(error.to_string().contains(event), "{error}");
        assert_eq!(store.head(BOOK).await.unwrap().position, before);
    }
}

#[tokio::test]
async fn a_chart_that_drops_or_divides_a_code_with_a_balance_is_refused_with_its_name_either_way() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let chart = format!("{CHART}7.2,Charge,\n7.3,Never used,\n");
    let handler = start(&store, &profile(&chart, Some(RULES))).await.unwrap();
    assert_eq!(refusal(&handler, "a-1").await, None);
    let dropped = chart.replace("7.2,Charge,\n", "");
    let divided = format!("{chart}1.1.1,Petty cash,\n");
    for (name, csv, stranded) in
        [("dropped", &dropped, "\"7.2\" Charge"), ("divided", &divided, "\"1.1\" Cash")]
    {
        let messages = vec![
            proposed(name, ("chartPublished", "csv", csv)),
            approved(&format!("a-{name}"), name, "budi"),
        ];
        let answers = handler.handle().submit(messages).await.unwrap();
        assert_eq!(codes(&answers), [None, Some(RefusalCode::PublicationFaulty)], "{name}");
        let Verdict::Refused(refusal) = &answers[1].verdict else { panic!("refused") };
        assert!(refusal.detail.contains(stranded), "{name}: {refusal}");
    }
    handler.stop().await.unwrap();
    let before = store.head(BOOK).await.unwrap().position;
    for (csv, stranded) in [(&dropped, "\"7.2\" Charge"), (&divided, "\"1.1\" Cash")] {
        let Err(error) = start(&store, &profile(csv, None)).await else { panic!("it was published") };
        assert!(error.to_string().contains(stranded), "{error}");
        assert_eq!(store.head(BOOK).await.unwrap().position, before);
    }
    // What has no balance may go.
    let without_unused = chart.replace("7.3,Never used,\n", "");
    start(&store, &profile(&without_unused, None)).await.unwrap().stop().await.unwrap();
    assert_eq!(store.head(BOOK).await.unwrap().position, before + 1);
}

#[tokio::test]
async fn a_chart_that_contradicts_itself_is_not_put_in_force() {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let wrong =
        CHART.replace("code,name,side\n", "code,name,side,level\n").replace("1.1,Cash,\n", "1.1,Cash,,3\n");
    let wrong = wrong
        .lines()
        .map(|line| if line.matches(',').count() == 2 { format!("{line},") } else { line.into() });
    let wrong = wrong.collect::<Vec<String>>().join("\n");
    let Err(error) = start(&store, &profile(&wrong, None)).await else { panic!("it was published") };
    assert!(error.to_string().contains("\"1.1\" says level 3, and has 2 segments"), "{error}");
}
