//! Time travel: a report as it was known then has the bytes that it had then, whatever was recorded since, and all that is asked
//! of one view is answered from one position.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
mod support;

use std::collections::BTreeMap;

use bytes::Bytes;
use common::{AGENCIES, BOOK, CODES, World, day};
use event_store::Outcome;
use ledger::command::{Instruction, NamedLine};
use ledger::decide::RuleUsed;
use ledger::{AccountName, BookSide, Currency, Date, EntryKind, Side, Terms, Timestamp};
use projections::{Database, KnownAt};
use reports::{Parameters, ReportName, run};
use support::{asked_of, budget, built, parameters, publish_chart};
use wire::record::Stored;

/// Runs a test body on both databases.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod embedded {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let (world, database) = super::common::embedded(31).await;
                super::$name(world, database).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let (world, database) = super::common::postgres(31).await;
                super::$name(world, database).await;
            })*
        }
    };
}

on_both! {
    what_is_recorded_later_never_shows_in_a_view_from_before
    a_position_that_is_not_in_the_log_yet_has_no_view
    a_view_that_the_read_models_do_not_include_yet_is_not_answered
    a_trace_names_the_chart_and_shows_the_rule_as_they_were_published_then
    a_moment_has_the_view_of_the_last_position_recorded_by_then
}

/// Opens a cash and a revenue account in dollars and pays into them.
fn dollars(world: &mut World, date: Date) {
    let agency = AGENCIES[0];
    let accounts = [
        ("1.1.01.01.01.0009", Side::Debit, BookSide::Financial),
        ("1.1.01.03.01.0009", Side::Debit, BookSide::Financial),
        ("4.1.01.15.01.0009", Side::Credit, BookSide::Budget),
        ("5.1.02.01.01.0009", Side::Debit, BookSide::Budget),
    ];
    let currency = Currency::parse("USD").unwrap();
    for (code, normal_side, book_side) in accounts {
        let terms = Terms {
            normal_side,
            currency,
            book_side,
            debits_must_not_exceed_credits: false,
            credits_must_not_exceed_debits: false,
            ceiling: None,
        };
        let account = AccountName { entity: agency, code };
        assert!(world.instruct(vec![Instruction::OpenAccount { account, terms }], date));
    }
    for [debit, credit] in [[0, 1], [3, 2]] {
        let on = |place: usize, side| {
            let account = AccountName { entity: agency, code: accounts[place].0 };
            NamedLine { account, side, amount: 700, currency }
        };
        assert!(world.post(EntryKind::General, vec![on(debit, Side::Debit), on(credit, Side::Credit)], date));
    }
}

async fn what_is_recorded_later_never_shows_in_a_view_from_before(mut world: World, database: Database) {
    publish_chart(&mut world, 1);
    world.random(400);
    let models = built(&mut world, &database).await;
    let known_then = world.records.len() as u64;
    // Without a day, a period, an entity: the defaults are those of then as well.
    let asked = Parameters { known_at: Some(KnownAt::Position(known_then)), ..parameters() };
    let mut before = BTreeMap::new();
    for name in ReportName::ALL {
        let report = run(&models, name, &asked_of(name, &asked)).await.unwrap();
        let now = run(&models, name, &asked_of(name, &parameters())).await.unwrap();
        assert_eq!(report.to_json(), now.to_json(), "{name:?}: then is now");
        before.insert(name.as_str(), report.to_json().to_string());
    }
    world.random(100);
    publish_chart(&mut world, 2);
    let next_year = Date::new(2027, 2, 3).unwrap();
    world.revenue(AGENCIES[0], "teller", 5_000, next_year);
    budget(&mut world, CODES[4].0, 77, next_year);
    dollars(&mut world, day(3, 3));
    let models = built(&mut world, &database).await;
    for name in ReportName::ALL {
        let report = run(&models, name, &asked_of(name, &asked)).await.unwrap();
        assert_eq!(report.to_json().to_string(), before[name.as_str()], "{name:?}");
    }
    let asked = Parameters { code: Some(CODES[4].0.to_owned()), ..parameters() };
    let now = run(&models, ReportName::BudgetRealization, &asked).await.unwrap();
    assert_eq!(now.provenance.to, Date::new(2027, 12, 31), "now the year is the next one");
    assert_eq!(now.rows[0].cells[1].plain().as_deref(), Some("Name 2 of 4"));
}

async fn a_position_that_is_not_in_the_log_yet_has_no_view(mut world: World, database: Database) {
    world.random(20);
    let models = built(&mut world, &database).await;
    let end = world.records.len() as u64;
    let beyond = KnownAt::Position(end + 5);
    let asked = Parameters { known_at: Some(beyond), ..parameters() };
    let expected = format!("position {} is not in the log of book '{BOOK}' yet; it ends at {end}", end + 5);
    let told = |error: reports::ReportError| {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        assert!(source.as_ref().is_some_and(|text| text.starts_with(&expected)), "{error}: {source:?}");
    };
    for name in ReportName::ALL {
        told(run(&models, name, &asked_of(name, &asked)).await.unwrap_err());
        told(
            reports::changes(&models, name, &asked_of(name, &asked), KnownAt::Position(1)).await.unwrap_err(),
        );
        told(reports::changes(&models, name, &asked_of(name, &parameters()), beyond).await.unwrap_err());
    }
}

async fn a_view_that_the_read_models_do_not_include_yet_is_not_answered(
    mut world: World,
    database: Database,
) {
    world.random(100);
    let models = built(&mut world, &database).await;
    let included = world.records.len() as u64;
    world.random(30);
    let end = world.write().await;
    // What is asked of now is asked of what the read models include, causes too.
    let parameters = parameters();
    let changes = reports::changes(&models, ReportName::TrialBalance, &parameters, KnownAt::Position(0));
    let changes = changes.await.unwrap();
    assert_eq!((changes.earlier, changes.later), (0, included));
    assert!(
        changes.accounts.iter().flat_map(|change| &change.causes).all(|cause| cause.position <= included)
    );
    let ahead = Parameters { known_at: Some(KnownAt::Position(end)), ..parameters };
    let behind = |error: reports::ReportError| {
        assert!(error.is_retryable(), "{error}");
    };
    behind(run(&models, ReportName::TrialBalance, &ahead).await.unwrap_err());
    behind(
        reports::changes(&models, ReportName::TrialBalance, &ahead, KnownAt::Position(1)).await.unwrap_err(),
    );
    behind(reports::trace(&models, BOOK, end).await.unwrap_err());
    let models = built(&mut world, &database).await;
    run(&models, ReportName::TrialBalance, &ahead).await.unwrap();
    assert_eq!(reports::trace(&models, BOOK, end).await.unwrap().unwrap()["position"], end);
    assert!(reports::trace(&models, BOOK, end + 1).await.unwrap().is_none());
}

async fn a_moment_has_the_view_of_the_last_position_recorded_by_then(mut world: World, database: Database) {
    world.random(300);
    let models = built(&mut world, &database).await;
    let position = 150;
    let at = world.records[position as usize - 1].recorded_at;
    let report = async |known_at| {
        let asked = Parameters { known_at: Some(known_at), ..parameters() };
        run(&models, ReportName::GeneralLedger, &asked).await.unwrap()
    };
    let by_position = report(KnownAt::Position(position)).await;
    assert_eq!(by_position.provenance.position, position);
    for (moment, expected) in [(at, position), (at + 999_999, position), (at + 1_000_000, position + 1)] {
        let by_moment = report(KnownAt::Moment(Timestamp(moment))).await;
        assert_eq!(by_moment.provenance.position, expected);
        assert_eq!(by_moment == by_position, expected == position);
    }
    let end = report(KnownAt::Moment(Timestamp(i64::MAX))).await.provenance.position;
    assert_eq!(end, world.records.len() as u64, "a moment to come has what is known now");
    assert!(report(KnownAt::Moment(Timestamp(0))).await.rows.is_empty());
}

async fn a_trace_names_the_chart_and_shows_the_rule_as_they_were_published_then(
    mut world: World,
    database: Database,
) {
    let publish = |world: &mut World, version: u32, amount: &str| {
        let yaml = format!(
            "name: rules\nversion: {version}\nrules:\n  - name: cash-in # as {version} has it\n    on: PaymentReceived\n    do:\n      - post: {amount}\n"
        );
        let stored = Stored::RulebookPublished { name: "rules".to_owned(), version, yaml: yaml.into_bytes() };
        world.push(&stored, Outcome::Internal, "", day(1, 1), "", Bytes::new());
        world.records.len() as u64
    };
    let posted = |world: &mut World, version: u32| {
        let rule = Some(RuleUsed { name: "cash-in".into(), version });
        let stored = Stored::Posted { rule, facts: Vec::new() };
        world.push(
            &stored,
            Outcome::Posted,
            "",
            day(1, 2),
            "neraca.payment.v1.PaymentReceived",
            Bytes::new(),
        );
        world.records.len() as u64
    };
    publish_chart(&mut world, 1);
    let chart_at = world.records.len() as u64;
    let first_rules = publish(&mut world, 1, "one");
    let first = posted(&mut world, 1);
    publish(&mut world, 2, "two");
    publish_chart(&mut world, 2);
    let second = posted(&mut world, 2);
    let confused = posted(&mut world, 1);
    let models = built(&mut world, &database).await;
    let trace = async |position| reports::trace(&models, BOOK, position).await.unwrap().unwrap();
    let traced = trace(first).await;
    let text = "- name: cash-in # as 1 has it\n  on: PaymentReceived\n  do:\n    - post: one";
    assert_eq!((&traced["rule"]["name"], &traced["rule"]["text"]), (&"cash-in".into(), &text.into()));
    assert_eq!((&traced["rule"]["version"], &traced["rule"]["position"]), (&1.into(), &first_rules.into()));
    assert_eq!((&traced["chart"]["version"], &traced["chart"]["position"]), (&1.into(), &chart_at.into()));
    assert_eq!(traced["chart"]["sha256"].as_str().unwrap().len(), 64);
    let traced = trace(second).await;
    assert!(traced["rule"]["text"].as_str().unwrap().ends_with("post: two"), "{traced}");
    assert_eq!(traced["chart"]["version"], 2);
    let traced = trace(confused).await;
    assert!(traced["rule"]["text"].is_null() && traced["rule"]["sha256"].is_null(), "{traced}");
}
