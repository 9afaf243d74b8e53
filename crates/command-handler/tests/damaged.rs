//! Logs that somebody forged who has the writer's rights and not its rules: whatever breaks an invariant of the book is told
//! with its position and in words, by folding and by deciding again, and nothing panics.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod common;

use std::sync::Arc;

use command_handler::redecide::{Rules, redecide};
use command_handler::{BookProfile, Handler, HandlerError, HandlerOptions, recovery};
use common::{BOOK, open, transfer};
use event_store::{Batch, EmbeddedStore, EventStore};
use ledger::Currency;
use wire::ledger_v1 as pb;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

/// A book with three accounts, 100 of which moved at position 5.
async fn store() -> (testkit::TempDir, Arc<dyn EventStore>) {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let profile = BookProfile::plain(BOOK, Currency::IDR);
    let handler = Handler::start(store.clone(), &profile, HandlerOptions::default()).await.unwrap();
    let events = ["bank:a", "bank:b", "bank:c"].map(|name| open(name, "debit")).into_iter();
    let events = events.chain([transfer("t-1", "bank:a", "bank:b", 1)]);
    handler.handle().submit(events.map(|event| event.incoming()).collect()).await.unwrap();
    handler.stop().await.unwrap();
    assert_eq!(store.head(BOOK).await.unwrap().position, 5);
    (folder, store)
}

/// Appends a record of the event `id` that says it posted these facts; gives its position.
async fn forge(store: &Arc<dyn EventStore>, id: &str, facts: &[Fact]) -> u64 {
    let mut leadership = store.lead(BOOK).await.unwrap();
    let position = leadership.head.position + 1;
    let mut record = store.read_at(BOOK, &[5]).await.unwrap().pop().unwrap();
    let mut decoded = wire::record::decode_record(&record.bytes, None).unwrap();
    decoded.recorded_at = store.read_at(BOOK, &[position - 1]).await.unwrap()[0].recorded_at;
    decoded.position = position;
    id.clone_into(&mut decoded.id);
    let facts = facts.iter().map(|fact| pb::Fact { fact: Some(fact.clone()) }).collect();
    decoded.outcome = Some(Stored::Posted(pb::Posted { facts, ..pb::Posted::default() }));
    (record.position, record.recorded_at) = (position, decoded.recorded_at);
    id.clone_into(&mut record.id);
    record.bytes = prost::Message::encode_to_vec(&decoded).into();
    leadership.writer.append(&Batch { records: vec![record], ..Batch::default() }).await.unwrap();
    position
}

fn lines(lines: &[(&str, i64)]) -> Vec<pb::Line> {
    let line = |(code, amount): &(&str, i64)| pb::Line {
        entity: String::new(),
        code: (*code).to_owned(),
        amount: *amount,
    };
    lines.iter().map(line).collect()
}

fn entry(of: &[(&str, i64)]) -> pb::Entry {
    pb::Entry {
        kind: pb::EntryKind::General.into(),
        effective_date: 20_455,
        entity: "bank".to_owned(),
        lines: lines(of),
        ..pb::Entry::default()
    }
}

fn post(of: &[(&str, i64)]) -> Fact {
    Fact::EntryPosted(entry(of))
}

fn hold(id: &str, of: &[(&str, i64)]) -> Fact {
    let (id, entity) = (id.to_owned(), "bank".to_owned());
    Fact::HoldPlaced(pb::Hold { id, entity, lines: lines(of), ..pb::Hold::default() })
}

fn capture(hold: &str, of: &[(&str, i64)]) -> Fact {
    let captured = pb::HoldCaptured { hold: hold.to_owned(), entry: Some(entry(of)), keep_remainder: false };
    Fact::HoldCaptured(captured)
}

fn release(hold: &str) -> Fact {
    let (hold, reason) = (hold.to_owned(), "released".to_owned());
    Fact::HoldReleased(pb::HoldReleased { hold, reason })
}

fn propose() -> Fact {
    let (proposal, maker) = ("p".to_owned(), "ani".to_owned());
    Fact::ProposalMade(pb::ProposalMade { proposal, maker, ..pb::ProposalMade::default() })
}

fn settle() -> Fact {
    let (proposal, checker) = ("p".to_owned(), "budi".to_owned());
    Fact::ProposalSettled(pb::ProposalSettled { proposal, checker, ..pb::ProposalSettled::default() })
}

fn reversed() -> Fact {
    Fact::Reversed(pb::Reversed { position: 5 })
}

/// Facts whose last one no book takes after those before it, and the words for it.
fn broken() -> Vec<(Vec<Fact>, &'static str)> {
    let (one, both) = (("a", 5), [("a", 5), ("b", -5)]);
    let most = i64::MAX - 50;
    let opened = pb::AccountOpened {
        entity: "bank".to_owned(),
        code: "a".to_owned(),
        normal_side: pb::Side::Debit.into(),
        currency: "IDR".to_owned(),
        book_side: pb::BookSide::Financial.into(),
        ..pb::AccountOpened::default()
    };
    vec![
        (vec![post(&[one, ("b", -4)])], "debits are not equal to its credits"),
        (vec![post(&[one])], "debits are not equal to its credits"),
        (vec![hold("h", &[one, ("b", -4)])], "debits are not equal to its credits"),
        (vec![post(&[("a", most), ("b", -most)])], "a sum of account \"bank:a\" leaves 64 bits"),
        (vec![hold("h", &[("a", most), ("b", -most)])], "a sum of account \"bank:a\" leaves 64 bits"),
        (vec![Fact::AccountOpened(opened)], "account \"bank:a\" is opened a second time"),
        (vec![hold("h", &both), hold("h", &both)], "hold \"h\" is placed a second time"),
        (vec![hold("h", &[("a", 2), ("a", 3), ("b", -5)])], "two lines on one side of an account"),
        (vec![capture("h", &both)], "hold \"h\" is captured or released and not pending"),
        (vec![hold("h", &both), capture("h", &[("a", 6), ("b", -6)])], "for more than it holds"),
        (vec![hold("h", &both), capture("h", &[("a", 5), ("c", -5)])], "for more than it holds"),
        (vec![hold("h", &both), capture("h", &[("a", 3), ("a", 3), ("b", -5)])], "for more than it holds"),
        (vec![hold("h", &both), release("h"), release("h")], "hold \"h\" is captured or released"),
        (vec![hold("h", &both), capture("h", &both), release("h")], "hold \"h\" is captured or released"),
        (vec![reversed(), reversed()], "position 5 is reversed a second time"),
        (vec![propose(), propose()], "proposal \"p\" is made a second time"),
        (vec![settle()], "proposal \"p\" is settled and not pending"),
        (vec![propose(), settle(), settle()], "proposal \"p\" is settled and not pending"),
        (vec![post(&[("d", 5), ("b", -5)])], "account \"bank:d\" was not opened before"),
    ]
}

/// A damaged record as an error: where, and what is broken.
fn damaged(error: HandlerError) -> (u64, String) {
    let HandlerError::DamagedLog { position, problem } = error else { panic!("{error:?}") };
    (position, problem)
}

#[tokio::test]
async fn folding_names_the_position_and_the_invariant_that_is_broken() {
    for (facts, words) in broken() {
        let (_folder, store) = store().await;
        // Each fact in a record of its own: all but the last are well.
        let mut position = 0;
        for (n, fact) in facts.iter().enumerate() {
            position = forge(&store, &format!("forged-{n}"), std::slice::from_ref(fact)).await;
        }
        let before = recovery::fold(&*store, BOOK, position - 1).await.unwrap().unwrap();
        assert_eq!(before.position, position - 1, "{words}");
        let (at, problem) = damaged(recovery::fold(&*store, BOOK, u64::MAX).await.unwrap_err());
        assert_eq!(at, position, "{problem}");
        assert!(problem.contains(words), "{problem}, and not {words}");
        // A writer does not start on it either.
        let profile = BookProfile::plain(BOOK, Currency::IDR);
        let refused = Handler::start(store.clone(), &profile, HandlerOptions::default()).await;
        assert_eq!(damaged(refused.err().unwrap()).0, position, "{words}");
    }
}

#[tokio::test]
async fn all_facts_of_one_record_are_asked_too() {
    for (facts, words) in broken() {
        let (_folder, store) = store().await;
        let position = forge(&store, "forged", &facts).await;
        let (at, problem) = damaged(recovery::fold(&*store, BOOK, u64::MAX).await.unwrap_err());
        assert_eq!(at, position);
        assert!(problem.contains(words), "{problem}, and not {words}");
    }
}

#[tokio::test]
async fn deciding_again_tells_what_can_not_be_applied_and_goes_on() {
    for (facts, words) in broken() {
        let (_folder, store) = store().await;
        // A repeat of an event takes no position: this record can't stand there, and its facts are tried all the same.
        let position = forge(&store, "t-1", &facts).await;
        let mut told = Vec::new();
        let again =
            redecide(&store, BOOK, u64::MAX, &Rules::Recorded, |found| told.push(found)).await.unwrap();
        assert_eq!((again.position, again.differences), (position, 1), "{words}");
        let what = &told[0].what;
        assert!(what.contains("what it records can't be applied either") && what.contains(words), "{what}");
    }
}

#[tokio::test]
async fn a_capture_of_half_of_all_that_fits_is_no_damage() {
    let (_folder, store) = store().await;
    let large = [("c", i64::MAX / 2 + 1_000), ("b", -(i64::MAX / 2 + 1_000))];
    forge(&store, "held", &[hold("h", &large)]).await;
    let position = forge(&store, "captured", &[capture("h", &large)]).await;
    let state = recovery::fold(&*store, BOOK, u64::MAX).await.unwrap().unwrap();
    assert_eq!(state.position, position);
}
