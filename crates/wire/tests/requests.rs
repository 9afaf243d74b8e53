//! What messages ask of the core, and which rung of form a wrong one breaks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod samples;

use ledger::command::CapturePart;
use ledger::payment::Field;
use ledger::{
    Book, BookSettings, ChartMode, Command, Currency, Date, Decision, Instruction, PaymentKind, RefusalCode,
    Request, Side, Timestamp, decide,
};
use samples::{SAMPLES, full_type, sample};
use wire::cloudevents::Envelope;
use wire::command::{RequestParts, request};
use wire::message::Message;
use wire::record::{RecordDraft, Stored, decode_record, encode, original};

fn settings() -> BookSettings {
    BookSettings {
        name: "main".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Open,
        balance_per_entity: false,
    }
}

fn envelope(time: &str) -> Envelope {
    Envelope {
        id: "e".to_owned(),
        source: "urn:bank".to_owned(),
        time: time.to_owned(),
        ..Envelope::default()
    }
}

fn message(name: &str, json: &str) -> Message {
    Message::decode(&full_type(name), "application/json", json.as_bytes()).unwrap()
}

/// The code with which a message is refused, and the item that broke it.
fn refused(name: &str, json: &str) -> (RefusalCode, Option<u32>) {
    let refusal = request(&message(name, json), &envelope("2026-01-01T00:00:00Z"), &settings()).unwrap_err();
    (refusal.code, refusal.item)
}

#[test]
fn every_payment_message_becomes_the_payment_of_its_name_without_a_fault() {
    for kind in PaymentKind::ALL {
        let message = sample(kind.name());
        let envelope = envelope("");
        let (_, parts) = request(&message, &envelope, &settings()).unwrap();
        let RequestParts::Ready(Request::Payment(payment)) = parts else { panic!("{kind:?} is a payment") };
        assert_eq!(payment.kind, *kind);
        for spec in kind.fields() {
            assert!(payment.value(spec.field).is_some(), "{kind:?} lost \"{}\"", spec.field.name());
        }
    }
}

#[test]
fn every_sample_asks_something() {
    for (name, _) in SAMPLES.iter().filter(|(name, _)| *name != "HoldCaptured") {
        let message = sample(name);
        assert!(request(&message, &envelope(""), &settings()).is_ok(), "{name}");
    }
}

#[test]
fn amounts_and_items_arrive_in_minor_units() {
    let message = sample("BudgetRevised");
    let envelope = envelope("");
    let (date, parts) = request(&message, &envelope, &settings()).unwrap();
    let RequestParts::Ready(Request::Payment(payment)) = parts else { panic!("a payment") };
    assert_eq!(date, Date::new(2026, 8, 1).unwrap());
    let revenue = payment.items(Field::Revenue);
    assert_eq!((revenue[0].amount, revenue[0].previous), (11_000, Some(10_000)));
    assert_eq!(payment.items(Field::FinancingIn)[0].previous, None);
}

#[test]
fn the_effective_date_is_the_body_s_or_that_of_the_time_as_it_was_written() {
    let undated = message("HoldReleased", r#"{"hold":"h"}"#);
    let dated = message("HoldReleased", r#"{"hold":"h","date":"2025-12-31"}"#);
    let at = |message, time| request(message, &envelope(time), &settings()).map(|(date, _)| date.to_string());
    assert_eq!(at(&undated, "2026-01-01T00:30:00+07:00").unwrap(), "2026-01-01");
    assert_eq!(at(&dated, "2026-01-01T00:30:00+07:00").unwrap(), "2025-12-31");
    assert_eq!(at(&undated, "").unwrap_err().code, RefusalCode::DateMissing);
    assert_eq!(at(&undated, "yesterday").unwrap_err().code, RefusalCode::DateInvalid);
    let wrong = message("HoldReleased", r#"{"hold":"h","date":"31.12.2025"}"#);
    assert_eq!(at(&wrong, "2026-01-01T00:30:00Z").unwrap_err().code, RefusalCode::DateInvalid);
}

#[test]
fn each_rung_of_form_is_named() {
    use RefusalCode as Code;
    let refund =
        |amount: &str| format!(r#"{{"agency":"5.02","account":"4.1","from":"revenue","amount":{amount}}}"#);
    for (amount, code) in [
        (r#"{"value":"1e3"}"#, Code::AmountInvalid),
        (r#"{}"#, Code::AmountInvalid),
        (r#"{"value":"0.001"}"#, Code::AmountBelowMinorUnit),
        (r#"{"value":"99999999999999999999"}"#, Code::AmountTooLarge),
        (r#"{"value":"1","currency":"idr"}"#, Code::CurrencyUnknown),
        ("null", Code::FieldMissing),
    ] {
        assert_eq!(refused("RefundPaid", &refund(amount)), (code, None), "{amount}");
    }
    let mixed = r#"{"agency":"5.02","account":"4.1","basis":"assessed","into":"treasury","amount":{"value":"1"},
        "penalty":{"value":"1","currency":"USD"}}"#;
    assert_eq!(refused("PaymentReceived", mixed), (Code::CurrenciesMixed, None));
    // A missing field comes before a wrong amount, whatever the order of fields.
    assert_eq!(
        refused("RefundPaid", r#"{"amount":{"value":"x"},"account":"4.1"}"#),
        (Code::FieldMissing, None)
    );
    assert_eq!(
        refused("RefundPaid", r#"{"amount":{"value":"x"},"agency":"a b","account":"4"}"#).0,
        Code::FieldInvalid
    );
    let line = |line: &str| format!(r#"{{"lines":[{line},{{"account":"a:2","credit":{{"value":"1"}}}}]}}"#);
    for (text, code) in [
        (r#"{"account":"a:1"}"#, Code::FieldMissing),
        (r#"{"account":"a:1","debit":{"value":"1"},"credit":{"value":"1"}}"#, Code::FieldInvalid),
        (r#"{"debit":{"value":"1"}}"#, Code::FieldMissing),
        (r#"{"account":"a1","debit":{"value":"1"}}"#, Code::FieldInvalid),
        (r#"{"account":"a:1","debit":{"value":"1,5"}}"#, Code::AmountInvalid),
    ] {
        assert_eq!(refused("JournalPosted", &line(text)), (code, None), "{text}");
    }
    assert_eq!(refused("JournalPosted", r#"{"kind":"reversal"}"#).0, Code::FieldInvalid);
    assert_eq!(refused("AccountOpened", r#"{"account":"a:1"}"#).0, Code::FieldMissing);
    let ceiling =
        r#"{"account":"a:1","normalSide":"debit","currency":"USD","ceiling":{"value":"1","currency":"IDR"}}"#;
    assert_eq!(refused("AccountOpened", ceiling).0, Code::CurrenciesMixed);
    assert_eq!(refused("HoldPlaced", r#"{"hold":"h","expiresAt":"soon"}"#).0, Code::DateInvalid);
    assert_eq!(refused("HoldCaptured", r#"{"amount":{"value":"1"}}"#).0, Code::FieldMissing);
    assert_eq!(refused("PaymentReversed", "{}").0, Code::FieldMissing);
    assert_eq!(refused("Linked", "{}").0, Code::FieldMissing);
    let second = r#"{"items":[{"holdReleased":{"hold":"h"}},{"holdReleased":{}}]}"#;
    assert_eq!(refused("Linked", second), (Code::FieldMissing, Some(1)));
    let long = Envelope { id: "x".repeat(257), ..envelope("2026-01-01T00:00:00Z") };
    let refusal = request(&sample("RefundPaid"), &long, &settings()).unwrap_err();
    assert_eq!(refusal.code, Code::IdentityTooLong);
}

#[test]
fn a_confirmed_reconciliation_that_nobody_could_read_again_is_refused() {
    use RefusalCode as Code;
    let with = |more: &str| {
        format!(
            r#"{{"agency":"ppkd","account":"1.1","document":"BA","periodFrom":"2026-01-01","periodTo":"2026-01-31"{more}}}"#
        )
    };
    let confirmed = message("ReconciliationConfirmed", &with(""));
    assert!(request(&confirmed, &envelope("2026-01-01T00:00:00Z"), &settings()).is_ok());
    let item = r#""date":"2026-01-20","credit":{"value":"2"}"#;
    for (more, code) in [
        (r#","periodTo":"2025-12-31""#.to_owned(), Code::FieldInvalid),
        (r#","periodTo":"31/01/2026""#.to_owned(), Code::DateInvalid),
        (r#","periodTo":"""#.to_owned(), Code::FieldMissing),
        (r#","matches":[{"entries":["a"]}]"#.to_owned(), Code::FieldMissing),
        (r#","matches":[{"entries":["a"],"lines":["1"]}]"#.to_owned(), Code::FieldInvalid),
        (r#","matches":[{"entries":["a","a"],"lines":["1.0"]}]"#.to_owned(), Code::FieldInvalid),
        (
            format!(
                r#","matches":[{{"entries":["a"],"lines":["1.0"]}}],"openLines":[{{"line":"1.0",{item}}}]"#
            ),
            Code::FieldInvalid,
        ),
        (format!(r#","openEntries":[{{{item}}}]"#), Code::FieldMissing),
        (r#","openEntries":[{"entry":"a","credit":{"value":"2"}}]"#.to_owned(), Code::FieldMissing),
        (r#","openEntries":[{"entry":"a","date":"2026-01-20"}]"#.to_owned(), Code::FieldMissing),
        (format!(r#","openEntries":[{{"entry":"a",{item},"debit":{{"value":"2"}}}}]"#), Code::FieldInvalid),
        (
            r#","openEntries":[{"entry":"a","date":"2026-01-20","debit":{"value":"-2"}}]"#.to_owned(),
            Code::FieldInvalid,
        ),
        (r#","statementBalance":{"value":"1,5"}"#.to_owned(), Code::AmountInvalid),
    ] {
        let base = if more.contains("periodTo") {
            with("").replace(r#","periodTo":"2026-01-31""#, &more)
        } else {
            with(&more)
        };
        assert_eq!(refused("ReconciliationConfirmed", &base), (code, None), "{more}");
    }
}

#[test]
fn a_reversal_names_the_source_of_its_own_event_unless_it_says_another() {
    let silent = message("PaymentReversed", r#"{"date":"2026-01-01","originalId":"7"}"#);
    for (message, wanted) in [(&silent, "urn:bank"), (&sample("PaymentReversed"), "urn:bank")] {
        let envelope = envelope("");
        let (_, parts) = request(message, &envelope, &settings()).unwrap();
        assert!(matches!(parts, RequestParts::Reversal { source, .. } if source == wanted));
    }
}

#[test]
fn instructions_say_what_their_message_says() {
    let captured = message(
        "HoldCaptured",
        r#"{"date":"2026-01-01","hold":"h","amount":{"value":"4","currency":"USD"}}"#,
    );
    let envelope = envelope("");
    let (_, parts) = request(&captured, &envelope, &settings()).unwrap();
    let RequestParts::Ready(Request::Instructions(instructions)) = parts else { panic!("instructions") };
    let Instruction::CaptureHold { part, keep_remainder, .. } = &instructions[0] else { panic!("a capture") };
    assert_eq!((part, *keep_remainder), (&CapturePart::Amount(400, Currency::parse("USD").unwrap()), false));

    let journal = sample("JournalPosted");
    let (_, parts) = request(&journal, &envelope, &settings()).unwrap();
    let RequestParts::Ready(Request::Instructions(instructions)) = parts else { panic!("instructions") };
    let Instruction::Post { lines, kind, .. } = &instructions[0] else { panic!("a post") };
    assert_eq!(*kind, ledger::EntryKind::Opening);
    assert_eq!((lines[0].side, lines[0].amount, lines[1].side), (Side::Debit, 1000, Side::Credit));
}

/// Records what a message does to a book, and what a reversal would find there.
fn original_of(book: &mut Book, name: &str, json: &str) -> ledger::command::Original {
    let (message, envelope) =
        (message(name, json), Envelope { event_type: full_type(name), ..envelope("2026-01-01T00:00:00Z") });
    let (effective_date, parts) = request(&message, &envelope, book.settings()).unwrap();
    let RequestParts::Ready(request) = parts else { panic!("no reversal") };
    let stored = match decide(book, &Command { at: Timestamp(5), effective_date, id: &envelope.id, request })
    {
        Decision::Posted(posted) => Stored::Posted { rule: posted.rule, facts: posted.facts },
        Decision::Refused(refusal) => Stored::Refused(refusal),
    };
    if let Stored::Posted { facts, .. } = &stored {
        facts.iter().for_each(|fact| book.evolve(fact));
    }
    let draft = RecordDraft {
        position: 4,
        recorded_at: 5,
        bus: None,
        envelope: &envelope,
        effective_date,
        data: message.encode(),
        raw_content_type: "",
    };
    let encoded = encode(&draft, &stored, book);
    original(&decode_record(&encoded.bytes, None).unwrap(), book).unwrap()
}

#[test]
fn a_reversal_finds_the_entries_of_its_original_and_what_cannot_be_taken_back() {
    let mut book = Book::new(settings());
    for account in ["a:1", "a:2"] {
        let json = format!(r#"{{"account":"{account}","normalSide":"debit"}}"#);
        let opened = original_of(&mut book, "AccountOpened", &json);
        assert!(opened.has_other_facts, "an account that was opened on purpose");
    }
    let posted =
        original_of(&mut book, "JournalPosted", SAMPLES.iter().find(|s| s.0 == "JournalPosted").unwrap().1);
    assert!(!posted.has_other_facts);
    let entries = posted.entries.unwrap();
    assert_eq!((posted.position, entries.len(), entries[0].lines[0].amount), (4, 1, 1000));
    assert_eq!(entries[0].effective_date, Date::new(2026, 1, 2).unwrap());
    let linked = r#"{"items":[{"accountOpened":{"account":"a:3","normalSide":"credit"}},
        {"journal":{"lines":[{"account":"a:1","debit":{"value":"1"}},{"account":"a:3","credit":{"value":"1"}}]}}]}"#;
    assert!(original_of(&mut book, "Linked", linked).has_other_facts);
    let refused = original_of(&mut book, "AccountOpened", r#"{"account":"a:1","normalSide":"debit"}"#);
    assert_eq!(refused.entries, None);
}

#[test]
fn a_file_to_put_in_force_comes_with_its_digest() {
    let body = |name: &str, yaml: &str, sha256: &str| {
        serde_json::json!({ "name": name, "yaml": yaml, "sha256": sha256 }).to_string()
    };
    let digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let code = |json: &str| refused("RulebookPublished", json).0;
    for (name, yaml, sha256) in [("", "x", digest), ("r", "", digest), ("r", "x", "")] {
        assert_eq!(code(&body(name, yaml, sha256)), RefusalCode::FieldMissing);
    }
    assert_eq!(code(&body("r", "y", digest)), RefusalCode::FieldInvalid, "another file");
    assert_eq!(code(&body(&"r".repeat(65), "x", digest)), RefusalCode::FieldInvalid);
    // Its form is checked when it is proposed, and nothing else.
    let made = |sha256: &str| {
        let json = body("r", "x", sha256);
        format!(r#"{{"proposal":"p","maker":"ani","rulebookPublished":{json}}}"#)
    };
    assert_eq!(refused("ProposalMade", &made("0")).0, RefusalCode::FieldInvalid);
    let sound = message("ProposalMade", &made(digest));
    assert!(request(&sound, &envelope("2026-01-01T00:00:00Z"), &settings()).is_ok());
}
