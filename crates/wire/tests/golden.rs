//! Bytes that must never change: what the log holds for ever is read by every later version. `NERACA_GOLDEN=write`
//! writes the files of messages that are new; a file that exists is never to be written again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod samples;

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use ledger::{
    AccountId, Book, BookSettings, BookSide, ChartMode, Currency, Date, Entry, EntryKind, Fact, LateItems,
    Line, OpenItem, Period, Refusal, RefusalCode, ReleaseReason, Side, Terms, Timestamp,
};
use prost::Message as _;
use samples::{GROWN, SAMPLES, full_type, sample};
use wire::cloudevents::Envelope;
use wire::ledger_v1 as pb;
use wire::message::Message;
use wire::record::{
    ENTRY_BYTES_MAX, Encoded, RecordDraft, RecordError, Stored, decode_record, encode, facts,
};

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<&str> =
        digits.as_bytes().chunks(100).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join("\n") + "\n"
}

fn golden(name: &str, bytes: &[u8]) {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.hex"));
    if !path.exists() && std::env::var_os("NERACA_GOLDEN").is_some_and(|mode| mode == "write") {
        fs::write(&path, hex(bytes)).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!("no golden bytes for {name}: run with NERACA_GOLDEN=write and commit them")
    });
    assert_eq!(hex(bytes), expected, "{name} is encoded differently than before");
}

#[test]
fn every_message_type_keeps_its_bytes() {
    let named: Vec<String> = SAMPLES.iter().map(|(name, _)| full_type(name)).collect();
    assert_eq!(named, Message::TYPES, "a sample for every type, in the order of the registry");
    let first = SAMPLES.iter().map(|(name, json)| (name, json, format!("payment.v1.{name}")));
    let grown = GROWN.iter().enumerate().map(|(place, (name, json))| {
        let times = GROWN[..place].iter().filter(|(earlier, _)| earlier == name).count();
        let again = if times == 0 { String::new() } else { format!(".{}", times + 1) };
        (name, json, format!("payment.v1.{name}.grown{again}"))
    });
    for (name, json, file) in first.chain(grown) {
        let message = Message::decode(&full_type(name), "application/json", json.as_bytes()).unwrap();
        let bytes = message.encode();
        golden(&file, &bytes);
        let decoded = Message::decode(&full_type(name), "application/protobuf", &bytes).unwrap();
        assert_eq!(decoded, message, "{name}");
        assert_eq!(decoded.event_type(), full_type(name));
        assert_eq!(decoded.encode(), bytes, "{name}");
    }
}

/// A field that no sample sets has no golden bytes.
#[test]
fn the_samples_set_every_field_of_every_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto/neraca/payment/v1");
    for file in ["payments.proto", "instructions.proto", "approvals.proto"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        for block in text.split("\nmessage ").skip(1) {
            let (name, fields) = block.split_once(" {\n").unwrap();
            if !SAMPLES.iter().any(|(sample, _)| *sample == name) {
                continue;
            }
            let json = sample(name).to_json().unwrap();
            let fields = fields.split_once("\n}").unwrap().0;
            // Deeper lines are alternatives, of which a sample has one.
            let own = |line: &&str| line.contains(" = ") && !line.starts_with("    ");
            for field in fields.lines().filter(own) {
                let snake = field.split(" = ").next().unwrap().split_whitespace().last().unwrap();
                assert!(json.contains(&format!("\"{}\":", camel(snake))), "{name}.{snake} is not set");
            }
        }
    }
}

#[test]
fn a_proposal_gives_back_the_event_it_was_made_of() {
    let proto = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto/neraca/payment/v1/approvals.proto");
    let text = fs::read_to_string(proto).unwrap();
    let alternatives = text.split_once("oneof event {\n").unwrap().1.split_once("  }").unwrap().0;
    for alternative in alternatives.lines() {
        let mut words = alternative.split_whitespace();
        let (name, field) = (words.next().unwrap(), words.next().unwrap());
        let body = sample(name).to_json().unwrap();
        let json = format!(r#"{{"proposal":"p","maker":"ani","{}":{body}}}"#, camel(field));
        let made = Message::decode(&full_type("ProposalMade"), "application/json", json.as_bytes()).unwrap();
        let Message::ProposalMade(made) = made else { panic!("{made:?}") };
        assert_eq!(Message::proposed(&made), Some(sample(name)));
    }
}

#[test]
fn a_rulebook_may_ask_approval_of_every_message_but_those_that_give_it() {
    let names: Vec<&str> =
        Message::TYPES.iter().filter_map(|name| name.strip_prefix(wire::message::PACKAGE)).collect();
    for name in names.iter().filter(|name| !name.starts_with("Proposal")) {
        let is_payment = ledger::PaymentKind::parse(name).is_some();
        assert_ne!(is_payment, ledger::rulebook::INSTRUCTIONS.contains(name), "{name}");
    }
    assert!(ledger::rulebook::INSTRUCTIONS.iter().all(|name| names.contains(name)));
}

fn camel(snake: &str) -> String {
    let mut words = snake.split('_');
    let first = words.next().unwrap().to_owned();
    words.fold(first, |text, word| text + &word[..1].to_uppercase() + &word[1..])
}

fn settings() -> BookSettings {
    BookSettings {
        name: "main".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Strict,
        balance_per_entity: true,
    }
}

fn opened(entity: &str, code: &str, ceiling: Option<i64>) -> Fact {
    let terms = Terms {
        normal_side: Side::Debit,
        currency: Currency::IDR,
        book_side: BookSide::Budget,
        debits_must_not_exceed_credits: ceiling.is_none(),
        credits_must_not_exceed_debits: ceiling.is_some(),
        ceiling,
    };
    Fact::AccountOpened { entity: entity.into(), code: code.into(), terms }
}

fn lines(amount: i64) -> Vec<Line> {
    vec![
        Line { account: AccountId(0), side: Side::Debit, amount },
        Line { account: AccountId(1), side: Side::Credit, amount },
    ]
}

fn entry(amount: i64, kind: EntryKind, reverses: Option<u64>) -> Entry {
    let (lines, description) = (lines(amount), "why".into());
    Entry {
        kind,
        effective_date: Date(20_000),
        lines,
        description,
        reverses,
        late_for: None,
        open_item: None,
    }
}

/// Entries with open items: on an account of the entry's entity and on one of another.
fn every_open_item() -> Vec<Fact> {
    let of = |amount, account| {
        let open_item = Some(Box::new(OpenItem { account: AccountId(account), name: "CR-0411".into() }));
        Fact::EntryPosted(Entry { open_item, ..entry(amount, EntryKind::General, None) })
    };
    vec![of(7, 1), of(2, 0)]
}

/// What controls a book beside its money, in an order in which a book can apply it after [`every_fact`].
fn every_control() -> Vec<Fact> {
    let period = |text| Period::parse(text).unwrap();
    let made = |proposal: &str| Fact::ProposalMade {
        proposal: proposal.into(),
        maker: "ani".into(),
        event_type: "neraca.payment.v1.PeriodReopened".into(),
        data: b"\x12\x042024".to_vec().into(),
    };
    let settled = |proposal: &str, approved| Fact::ProposalSettled {
        proposal: proposal.into(),
        checker: "budi".into(),
        approved,
        note: "seen".into(),
    };
    vec![
        Fact::BudgetSet { account: AccountId(1), year: 1969, amount: 5, enforced: true },
        Fact::PeriodClosed { period: period("2024-09"), late_items: LateItems::NextOpenPeriod },
        Fact::EntryPosted(Entry { late_for: Some(Date(0)), ..entry(3, EntryKind::General, None) }),
        Fact::PeriodClosed { period: period("2024"), late_items: LateItems::Refuse },
        made("JM-1"),
        settled("JM-1", true),
        Fact::PeriodReopened(period("2024")),
        made("JM-2"),
        settled("JM-2", false),
        made("JM-3"),
    ]
}

/// Every kind of fact, in an order in which a book can apply them.
fn every_fact() -> Vec<Fact> {
    let hold = |id: &str, expires_at| Fact::HoldPlaced {
        id: id.into(),
        year: 1969,
        lines: lines(40),
        expires_at,
        description: "set aside".into(),
    };
    vec![
        opened("1.02", "1.1", Some(-7)),
        opened("5.02", "2.1", None),
        Fact::CeilingSet { account: AccountId(0), ceiling: Some(0) },
        Fact::CeilingSet { account: AccountId(0), ceiling: None },
        Fact::BudgetSet { account: AccountId(1), year: 1969, amount: -1, enforced: false },
        Fact::EntryPosted(entry(i64::MAX / 4, EntryKind::Closing, None)),
        hold("h-1", Some(Timestamp(1_800_000_000_000_000))),
        hold("h-2", None),
        Fact::HoldCaptured {
            hold: "h-1".into(),
            entry: entry(15, EntryKind::General, None),
            keep_remainder: true,
        },
        Fact::HoldReleased { hold: "h-1".into(), reason: ReleaseReason::Expired },
        Fact::HoldReleased { hold: "h-2".into(), reason: ReleaseReason::Released },
        Fact::EntryPosted(entry(15, EntryKind::Reversal, Some(300))),
        Fact::Reversed(300),
        Fact::AccountClosed(AccountId(0)),
        Fact::AccountReopened(AccountId(0)),
    ]
}

fn every_outcome() -> Vec<(&'static str, Stored)> {
    let refusal = Refusal { item: Some(0), ..Refusal::new(RefusalCode::ExceedsCeiling, "9 over \"8\"") };
    let headers = vec![("ce-id".to_owned(), "1".to_owned()), ("Content-Type".to_owned(), "x".to_owned())];
    let rule = ledger::decide::RuleUsed { name: "payment-received".into(), version: 3 };
    let (code, detail) = ("undecodable".to_owned(), "no".to_owned());
    let file = b"code,name\n".to_vec();
    vec![
        ("posted", Stored::Posted { rule: Some(rule), facts: every_fact() }),
        ("posted_controls", Stored::Posted { rule: None, facts: every_control() }),
        ("posted_open_items", Stored::Posted { rule: None, facts: every_open_item() }),
        ("refused", Stored::Refused(refusal)),
        ("quarantined", Stored::Quarantined { code, detail, headers }),
        ("book_opened", Stored::BookOpened(settings())),
        ("chart_published", Stored::ChartPublished { name: "bas".to_owned(), version: 1, csv: file.clone() }),
        ("rulebook_published", Stored::RulebookPublished { name: "sap".to_owned(), version: 2, yaml: file }),
        ("holds_expired", Stored::HoldsExpired(vec![every_fact().remove(9)])),
        ("completeness_stated", Stored::CompletenessStated(completeness())),
        ("access_recorded", Stored::AccessRecorded(access())),
    ]
}

fn completeness() -> pb::CompletenessStated {
    let range = pb::BusRange {
        stream: 2,
        name: "NERACA_PAYMENTS".to_owned(),
        created_at: "2026-01-01T00:00:00Z".to_owned(),
        first: 11,
        last: 20,
        posted: 6,
        refused: 2,
        quarantined: 1,
        repeated: 1,
        last_digest: Bytes::from_static(&[7; 32]),
    };
    let bus = Some(pb::BusCoordinates { stream: 2, sequence: 15 });
    let repeat = pb::Repeat { of_position: 9, recorded_at: 1_790_000_000_000_000, bus };
    pb::CompletenessStated { ranges: vec![range], first_repeat: 4, repeats: vec![repeat] }
}

fn access() -> pb::AccessRecorded {
    pb::AccessRecorded {
        principal: "bpkad".to_owned(),
        action: "GET /v1/books/{book}/entries".to_owned(),
        book: "main".to_owned(),
        status: 403,
        code: "forbidden".to_owned(),
    }
}

#[test]
fn a_record_longer_than_an_entry_is_detached_and_comes_back_whole() {
    let book = Book::new(settings());
    let envelope = Envelope { id: "e-1".to_owned(), source: "urn:bank".to_owned(), ..Envelope::default() };
    let draft = |data: Vec<u8>| RecordDraft {
        position: 7,
        recorded_at: 8,
        bus: Some((1, 2)),
        envelope: &envelope,
        effective_date: Date(9),
        data: data.into(),
        raw_content_type: "text/plain",
    };
    let headers = vec![("name".to_owned(), "value".to_owned())];
    let stored = Stored::Quarantined { code: "undecodable".to_owned(), detail: String::new(), headers };
    let whole = |data: &[u8]| {
        let record = decode_record(&encode(&draft(data.to_vec()), &stored, &book).bytes, None);
        record.map(|record| record.encode_to_vec().len())
    };
    let overhead = whole(&[1; 60_000]).unwrap() - 60_000;
    let longest = ENTRY_BYTES_MAX - overhead;
    assert_eq!(whole(&vec![1; longest]), Ok(ENTRY_BYTES_MAX), "the longest that fits");
    for length in [longest + 1, 1 << 20] {
        let Encoded { bytes, attachment } = encode(&draft(vec![1; length]), &stored, &book);
        let attachment = attachment.expect("it is detached");
        assert!(bytes.len() < 200, "{}", bytes.len());
        let record = decode_record(&bytes, Some(&attachment)).unwrap();
        assert_eq!((record.position, record.data.len()), (7, length));
        assert_eq!(record.detached.as_ref().unwrap().outcome, "quarantined");
        let Some(pb::record::Outcome::Quarantined(kept)) = &record.outcome else { panic!("{record:?}") };
        assert_eq!(kept.headers[0].value, "value");
        let mut other = attachment.to_vec();
        other[77] ^= 1;
        for wrong in [None, Some(Bytes::from(other)), Some(Bytes::new())] {
            assert!(matches!(decode_record(&bytes, wrong.as_ref()), Err(RecordError::Attachment(_))));
        }
    }
    let plain = encode(&draft(vec![1]), &stored, &book).bytes;
    let surplus = decode_record(&plain, Some(&Bytes::from_static(b"surplus")));
    assert!(matches!(surplus, Err(RecordError::Attachment(_))));
}

#[test]
fn every_record_keeps_its_bytes_which_are_those_that_prost_writes() {
    let mut book = Book::new(settings());
    every_fact().iter().for_each(|fact| book.evolve(fact));
    let envelope = Envelope {
        id: "e-1".to_owned(),
        source: "urn:bank".to_owned(),
        event_type: "neraca.payment.v1.PaymentReceived".to_owned(),
        time: "2026-01-06T08:00:00+07:00".to_owned(),
        content_type: String::new(),
    };
    for (name, stored) in every_outcome() {
        let draft = RecordDraft {
            position: 301,
            recorded_at: 1_790_000_000_000_001,
            bus: Some((1, 0)),
            envelope: &envelope,
            effective_date: Date(-1),
            data: Bytes::from_static(b"\x0a\x01x"),
            raw_content_type: if name == "quarantined" { "text/plain" } else { "" },
        };
        let Encoded { bytes, attachment: None } = encode(&draft, &stored, &book) else {
            panic!("{name} fits an entry");
        };
        golden(&format!("ledger.v1.{name}"), &bytes);
        let record = decode_record(&bytes, None).unwrap();
        assert_eq!(record.encode_to_vec(), bytes, "{name}: the fast writer and prost agree");
        let empty = Book::new(settings());
        let book_then = if name == "posted" { &empty } else { &book };
        assert_eq!(encode(&draft, &stored, book_then).bytes, bytes);
        match &stored {
            Stored::Posted { facts: wanted, .. } => {
                let before = if name == "posted" { &empty } else { &book };
                assert_eq!(facts(&record, before).as_ref(), Ok(wanted), "before the facts were applied");
                assert_eq!(facts(&record, &book).as_ref(), Ok(wanted), "and long after");
            }
            Stored::HoldsExpired(wanted) => assert_eq!(facts(&record, &book).as_ref(), Ok(wanted)),
            _ => assert_eq!(facts(&record, &book), Ok(Vec::new())),
        }
    }
}

#[test]
fn a_snapshot_keeps_its_bytes_which_are_those_that_prost_writes() {
    let mut book = Book::new(settings());
    every_fact().iter().chain(&every_control()).chain(&every_open_item()).for_each(|fact| book.evolve(fact));
    let pending = Fact::HoldPlaced {
        id: "h-3".into(),
        year: 2024,
        lines: lines(9),
        expires_at: Some(Timestamp(5)),
        description: "".into(),
    };
    book.evolve(&pending);
    let bytes = wire::snapshot::encode(&wire::snapshot::Snapshot {
        position: 302,
        at: Timestamp(1_790_000_000_000_002),
        chart_position: Some(2),
        rulebook_position: None,
        statement_position: None,
        book: &book,
    });
    golden("ledger.v1.snapshot", &bytes);
    let prost = wire::ledger_v1::Snapshot::decode(bytes.as_slice()).unwrap().encode_to_vec();
    assert_eq!(prost, bytes);
    let restored = wire::snapshot::decode(&bytes).unwrap();
    assert_eq!(restored.book.digest(), book.digest());
    assert_eq!(restored.book.annual_sums(), book.annual_sums());
    assert_eq!(restored.book.proposals(), book.proposals());
    assert_eq!(restored.book.open_items(), book.open_items());
    assert_eq!(restored.book.due(Timestamp(5)), book.due(Timestamp(5)));
    assert_eq!(
        (restored.position, restored.chart_position, restored.rulebook_position),
        (302, Some(2), None)
    );
}
