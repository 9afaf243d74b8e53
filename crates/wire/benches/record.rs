//! What the wire costs on the way of a payment, on one thread: `cargo bench -p wire --bench record`.
//!
//! A payment that the rulebook turned into one entry of eight lines: decoding its body, making the request, and writing
//! the record, by the writer of this crate and by way of prost's structs. The digest of the bytes stands beside each so
//! that a faster wrong answer shows.

use std::hint::black_box;
use std::time::Instant;

use ledger::{
    AccountId, Book, BookSettings, BookSide, ChartMode, Currency, Date, Entry, EntryKind, Fact, Line, Side,
    Terms,
};
use prost::Message as _;
use sha2::{Digest, Sha256};
use wire::cloudevents::Envelope;
use wire::message::Message;
use wire::record::{RecordDraft, Stored, decode_record, encode, facts};

const BODY: &str = r#"{"date":"2026-01-06","agency":"5.02.0.00.0.00.01.0000","account":"4.1.01.15.01.0001",
"amount":{"value":"1275000","currency":"IDR"},"penalty":{"value":"25000","currency":"IDR"},
"penaltyAccount":"4.1.04.12.05.0001","basis":"assessed","into":"treasury","channel":"qris","payer":"0123456789abcdef",
"district":"Martapura","assessment":"SKPD/2026/000123","receipt":"RRN-000123456789"}"#;
const RUNS: u32 = 200_000;
const LINES: u32 = 8;

fn main() {
    let envelope = Envelope {
        id: "0192f0c1-7b3a-7000-8000-000000000001".to_owned(),
        source: "urn:bpd:virtual-account".to_owned(),
        event_type: "neraca.payment.v1.PaymentReceived".to_owned(),
        time: "2026-01-06T08:00:00+07:00".to_owned(),
        content_type: String::new(),
    };
    let message =
        Message::decode(&envelope.event_type, "application/json", BODY.as_bytes()).expect("a payment");
    let (book, entry) = book_and_entry();
    let stored = Stored::Posted { rule: None, facts: vec![Fact::EntryPosted(entry)] };
    let data = message.encode();
    let draft = RecordDraft {
        position: 1_000_000,
        recorded_at: 1_790_000_000_000_000,
        bus: Some((1, 1_000_000)),
        envelope: &envelope,
        effective_date: Date(20_459),
        data: data.clone(),
        raw_content_type: "",
    };
    let bytes = encode(&draft, &stored, &book).bytes;
    let record = decode_record(&bytes, None).expect("a record");
    let text = std::str::from_utf8(BODY.as_bytes()).expect("text");
    println!("{LINES} lines, {} bytes a record, {} bytes a body", bytes.len(), data.len());

    time("decode the body, protobuf", || {
        Message::decode(&envelope.event_type, "application/protobuf", black_box(&data))
            .expect("a payment")
            .encode()
    });
    time("decode the body, JSON", || {
        Message::decode(&envelope.event_type, "application/json", black_box(text).as_bytes())
            .expect("a payment")
            .encode()
    });
    time("make the request", || {
        black_box(
            wire::command::request(black_box(&message), &envelope, book.settings()).expect("a request"),
        );
        data.clone()
    });
    time("encode the record", || encode(black_box(&draft), black_box(&stored), &book).bytes);
    time("the same through prost", || black_box(&record).clone().encode_to_vec().into());
    time("decode the record into facts", || {
        let record = decode_record(black_box(&bytes), None).expect("a record");
        black_box(facts(&record, &book).expect("facts"));
        bytes.clone()
    });
}

fn time(title: &str, run: impl Fn() -> bytes::Bytes) {
    let once = || {
        let start = Instant::now();
        (0..RUNS).for_each(|_| drop(black_box(run())));
        start.elapsed().as_secs_f64() * 1e9 / f64::from(RUNS)
    };
    let best = (0..5).map(|_| once()).min_by(f64::total_cmp).expect("five runs");
    let digest: String = Sha256::digest(run()).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    println!("{title:<32}{best:>8.0} ns   bytes {digest}");
}

/// A book with the accounts of an entry of eight lines, and the entry.
fn book_and_entry() -> (Book, Entry) {
    let mut book = Book::new(BookSettings {
        name: "bench".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Open,
        balance_per_entity: false,
    });
    let terms = Terms {
        normal_side: Side::Debit,
        currency: Currency::IDR,
        book_side: BookSide::Financial,
        debits_must_not_exceed_credits: false,
        credits_must_not_exceed_debits: false,
        ceiling: None,
    };
    let lines = (0..LINES).map(|number| {
        let code = format!("4.1.01.15.01.{number:04}");
        book.evolve(&Fact::AccountOpened {
            entity: "5.02.0.00.0.00.01.0000".into(),
            code: code.into(),
            terms,
        });
        let side = if number % 2 == 0 { Side::Debit } else { Side::Credit };
        Line { account: AccountId(number), side, amount: 127_500_000 }
    });
    let lines = lines.collect();
    let entry = Entry {
        kind: EntryKind::General,
        effective_date: Date(20_459),
        lines,
        description: "Martapura SKPD/2026/000123".into(),
        reverses: None,
        late_for: None,
        open_item: None,
    };
    (book, entry)
}
