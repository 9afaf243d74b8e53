//! Two pairs of eyes and closed periods through the whole handler, on both stores: in one batch, in batches of their own, and
//! across a restart.

mod common;

use command_handler::{Verdict, recovery};
use common::{BOOK, Event, event, open, transfer};
use event_store::EventStore;
use ledger::RefusalCode;
use serde_json::{Value, json};

fn refused(verdict: &Verdict) -> Option<RefusalCode> {
    match verdict {
        Verdict::Refused(refusal) => Some(refusal.code),
        _ => None,
    }
}

fn proposal(id: &str, maker: &str, asked: (&str, Value)) -> Event {
    let mut body = json!({"date": "2026-02-01", "proposal": id, "maker": maker, "reason": "a mistake"});
    body[asked.0] = asked.1;
    event(format!("propose-{id}"), "neraca.payment.v1.ProposalMade", body)
}

fn approval(event_id: &str, proposal: &str, checker: &str) -> Event {
    let body = json!({"date": "2026-02-02", "proposal": proposal, "checker": checker});
    event(event_id, "neraca.payment.v1.ProposalApproved", body)
}

fn journal(amount: &str) -> (&'static str, Value) {
    let money = json!({"value": amount});
    let lines = json!([{"account": "bank:a", "debit": money}, {"account": "bank:b", "credit": money}]);
    ("journalPosted", json!({"lines": lines, "description": "by hand"}))
}

fn reversal(of: &str) -> (&'static str, Value) {
    ("paymentReversed", json!({"originalId": of, "reason": "twice"}))
}

/// The book as the log has it.
async fn state(store: &dyn EventStore) -> ledger::Book {
    let folded = recovery::fold(store, BOOK, u64::MAX).await.expect("the log is sound");
    folded.expect("the book is there").book
}

#[tokio::test]
async fn what_a_maker_proposes_counts_when_a_checker_approves_it_in_any_batch_and_after_a_restart() {
    for (name, store, _alive) in common::both_stores().await {
        let handler = common::start(store.clone()).await;
        let handle = handler.handle();
        let events = [
            open("bank:a", "debit"),
            open("bank:b", "credit"),
            transfer("t-1", "bank:a", "bank:b", 10),
            proposal("P-1", "ani", journal("5")),
            approval("early", "P-1", "ani"),
            approval("approve-1", "P-1", "budi"),
            // A reversal proposed and approved within the batch of its original.
            proposal("P-2", "ani", reversal("t-1")),
            approval("approve-2", "P-2", "budi"),
            proposal("P-3", "ani", reversal("approve-1")),
            proposal("P-4", "ani", journal("7")),
        ];
        let answers = handle.submit(events.iter().map(Event::incoming).collect()).await.unwrap();
        let codes: Vec<_> = answers.iter().map(|answer| refused(&answer.verdict)).collect();
        let mut expected = vec![None; events.len()];
        expected[4] = Some(RefusalCode::CheckerIsMaker);
        assert_eq!(codes, expected, "{name}");
        handler.stop().await.unwrap();

        // Another process: the pending proposals are there, from the log.
        let handler = common::start(store.clone()).await;
        let handle = handler.handle();
        let again = handle.submit(vec![approval("approve-3", "P-3", "citra").incoming()]).await.unwrap();
        assert_eq!(again[0].verdict, Verdict::Posted, "{name}");
        let declined = event(
            "decline-4",
            "neraca.payment.v1.ProposalDeclined",
            json!({"date": "2026-02-02", "proposal": "P-4", "checker": "budi", "reason": "no receipt"}),
        );
        let late = approval("approve-4", "P-4", "budi");
        let answers = handle.submit(vec![declined.incoming(), late.incoming()]).await.unwrap();
        assert_eq!(answers[0].verdict, Verdict::Posted, "{name}");
        assert_eq!(refused(&answers[1].verdict), Some(RefusalCode::ProposalAlreadySettled), "{name}");
        let state = state(&*store).await;
        let account = state.account_id(ledger::AccountName { entity: "bank", code: "a" }).unwrap();
        let balance = state.account(account).balance;
        // 10, then 5 by hand; both taken back.
        assert_eq!((balance.debit, balance.credit), (1_500, 1_500), "{name}");
        handler.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_closed_month_refuses_what_comes_too_late_or_moves_it_and_says_so() {
    let close = |id: &str, period: &str, late_items: &str| {
        let body = json!({"date": "2026-03-01", "period": period, "lateItems": late_items});
        event(id, "neraca.payment.v1.PeriodClosed", body)
    };
    for (name, store, _alive) in common::both_stores().await {
        let handler = common::start(store.clone()).await;
        let handle = handler.handle();
        let events = [
            open("bank:a", "debit"),
            open("bank:b", "credit"),
            close("close-1", "2026-01", "refuse"),
            transfer("t-1", "bank:a", "bank:b", 10),
            event(
                "reopen",
                "neraca.payment.v1.PeriodReopened",
                json!({"date": "2026-03-02", "period": "2026-01", "reason": "a statement came late"}),
            ),
            close("close-2", "2026-01", "next-open-period"),
            transfer("t-2", "bank:a", "bank:b", 10),
            close("close-3", "2026-13", ""),
        ];
        let answers = handle.submit(events.iter().map(Event::incoming).collect()).await.unwrap();
        let codes: Vec<_> = answers.iter().map(|answer| refused(&answer.verdict)).collect();
        let mut expected = vec![None; events.len()];
        expected[3] = Some(RefusalCode::PeriodClosed);
        expected[7] = Some(RefusalCode::DateInvalid);
        assert_eq!(codes, expected, "{name}");
        let position = answers[6].position;
        let record = store.read(BOOK, position - 1, 1).await.unwrap().remove(0);
        let stored = wire::record::decode_record(&record.bytes, record.attachment.as_ref()).unwrap();
        let book = state(&*store).await;
        let facts = wire::record::facts(&stored, &book).unwrap();
        let Some(ledger::Fact::EntryPosted(entry)) = facts.last() else { panic!("{facts:?}") };
        assert_eq!(entry.effective_date.to_string(), "2026-02-01", "{name}");
        assert_eq!(entry.late_for.map(|day| day.to_string()).as_deref(), Some("2026-01-02"), "{name}");
        handler.stop().await.unwrap();
    }
}
