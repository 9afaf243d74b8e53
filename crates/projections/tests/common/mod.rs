//! A small world for tests: a book decided by the core, encoded by the wire, and kept in a real log.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "test support")]

use std::sync::Arc;

use bytes::Bytes;
use event_store::{Batch, EmbeddedStore, EventStore, Outcome, PostgresStore, Record, Writer};
use ledger::command::{CapturePart, NamedLine, Original, OriginalEntry};
use ledger::{
    AccountName, Book, BookSettings, BookSide, ChartMode, Command, Currency, Date, Decision, EntryKind, Fact,
    Instruction, Request, Side, Terms, Timestamp, decide,
};
use projections::Database;
use testkit::{SplitMix64, TempDir, TestDatabase};
use wire::cloudevents::Envelope;
use wire::record::{RecordDraft, Stored};

pub const BOOK: &str = "oku-timur";
pub const AGENCIES: [&str; 3] = ["1.02.0.01", "5.02.0.00", "7.01_A"];

/// Code, normal side, side of the books.
pub const CODES: [(&str, Side, BookSide); 9] = [
    ("1.1.01.01.01.0001", Side::Debit, BookSide::Financial),
    ("1.1.01.03.01.0001", Side::Debit, BookSide::Financial),
    ("7.1.01.15.01.0001", Side::Credit, BookSide::Financial),
    ("8.1.02.01.01.0024", Side::Debit, BookSide::Financial),
    ("4.1.01.15.01.0001", Side::Credit, BookSide::Budget),
    ("4.1.01.16.01.0001", Side::Credit, BookSide::Budget),
    ("5.1.02.01.01.0024", Side::Debit, BookSide::Budget),
    ("6.1.01.01.01.0001", Side::Credit, BookSide::Budget),
    ("3.1.02.05.01.0001", Side::Credit, BookSide::Budget),
];

/// A log and the book it describes.
pub struct World {
    pub store: Arc<dyn EventStore>,
    pub book: Book,
    pub records: Vec<Record>,
    /// When the next events happened, as their publisher says; empty means not said.
    pub event_time: String,
    random: SplitMix64,
    at: i64,
    writer: Box<dyn Writer>,
    written: usize,
    forgotten: usize,
    holds: u32,
    keep: Keep,
}

/// What must outlive the world.
pub enum Keep {
    Folder(TempDir),
    Database(TestDatabase),
}

/// Both databases that a test runs on.
pub async fn embedded(seed: u64) -> (World, Database) {
    let folder = testkit::temp_dir();
    let store: Arc<dyn EventStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
    let database = Database::embedded(folder.path()).await.unwrap();
    (World::over(store, Keep::Folder(folder), seed).await, database)
}

pub async fn postgres(seed: u64) -> (World, Database) {
    let server = testkit::postgres();
    let store: Arc<dyn EventStore> = Arc::new(PostgresStore::connect(&server.url).await.unwrap());
    let database = Database::postgres(&server.url).await.unwrap();
    (World::over(store, Keep::Database(server), seed).await, database)
}

pub fn day(month: u32, day: u32) -> Date {
    Date::new(2026, month, day).unwrap()
}

pub fn line<'a>(entity: &'a str, code: &'a str, side: Side, amount: i64) -> NamedLine<'a> {
    NamedLine { account: AccountName { entity, code }, side, amount, currency: Currency::IDR }
}

impl World {
    pub async fn over(store: Arc<dyn EventStore>, keep: Keep, seed: u64) -> Self {
        let writer = store.lead(BOOK).await.unwrap().writer;
        let settings = BookSettings {
            name: BOOK.to_owned(),
            currency: Currency::IDR,
            chart_mode: ChartMode::Open,
            balance_per_entity: false,
        };
        let mut world = World {
            store,
            book: Book::new(settings.clone()),
            records: Vec::new(),
            event_time: String::new(),
            random: SplitMix64::new(seed),
            at: Timestamp::parse("2026-01-01T00:00:00Z").unwrap().at.0,
            writer,
            written: 0,
            forgotten: 0,
            holds: 0,
            keep,
        };
        world.push(&Stored::BookOpened(settings), Outcome::Internal, "", day(1, 1), "", Bytes::new());
        for agency in AGENCIES {
            for (code, normal_side, book_side) in CODES {
                let terms = Terms {
                    normal_side,
                    currency: Currency::IDR,
                    book_side,
                    debits_must_not_exceed_credits: false,
                    credits_must_not_exceed_debits: false,
                    ceiling: None,
                };
                let account = AccountName { entity: agency, code };
                world.instruct(vec![Instruction::OpenAccount { account, terms }], day(1, 1));
            }
        }
        world
    }

    /// The read models opened once more, as a program that starts does.
    pub async fn reopened(&self) -> Database {
        match &self.keep {
            Keep::Folder(folder) => Database::embedded(folder.path()).await.unwrap(),
            Keep::Database(server) => Database::postgres(&server.url).await.unwrap(),
        }
    }

    /// Decides instructions and records what came of them.
    pub fn instruct(&mut self, instructions: Vec<Instruction<'_>>, date: Date) -> bool {
        self.request(Request::Instructions(instructions), date, "neraca.payment.v1.Linked", Bytes::new())
    }

    pub fn request(&mut self, request: Request<'_>, date: Date, event_type: &str, data: Bytes) -> bool {
        self.at += 1_000_000;
        let id = format!("e{}", self.next_position());
        let command = Command { at: Timestamp(self.at), effective_date: date, id: &id, request };
        match decide(&self.book, &command) {
            Decision::Posted(posted) => {
                posted.facts.iter().for_each(|fact| self.book.evolve(fact));
                let stored = Stored::Posted { rule: posted.rule, facts: posted.facts };
                self.push(&stored, Outcome::Posted, "", date, event_type, data);
                true
            }
            Decision::Refused(refusal) => {
                let code = refusal.code.as_str();
                self.push(&Stored::Refused(refusal), Outcome::Refused, code, date, event_type, data);
                false
            }
        }
    }

    /// Appends a record with any outcome to what is to be written.
    pub fn push(
        &mut self,
        stored: &Stored,
        outcome: Outcome,
        code: &str,
        date: Date,
        event_type: &str,
        data: Bytes,
    ) {
        let position = self.next_position();
        let envelope = Envelope {
            id: format!("e{position}"),
            source: "test".to_owned(),
            event_type: event_type.to_owned(),
            time: self.event_time.clone(),
            content_type: String::new(),
        };
        let draft = RecordDraft {
            position,
            recorded_at: self.at,
            bus: None,
            envelope: &envelope,
            effective_date: date,
            data,
            raw_content_type: "",
        };
        let bytes = wire::record::encode(&draft, stored, &self.book).bytes;
        self.push_bytes(bytes, outcome, code, date, event_type);
    }

    pub fn push_bytes(&mut self, bytes: Bytes, outcome: Outcome, code: &str, date: Date, event_type: &str) {
        let position = self.next_position();
        self.records.push(Record {
            position,
            outcome,
            code: code.to_owned(),
            source: "test".to_owned(),
            id: format!("e{position}"),
            event_type: event_type.to_owned(),
            recorded_at: self.at,
            effective_date: date.0,
            bus: None,
            bytes,
            attachment: None,
        });
    }

    /// Writes what was recorded since the last call.
    pub async fn write(&mut self) -> u64 {
        let records = self.records[self.written..].to_vec();
        let head = self.writer.append(&Batch { records, ..Batch::default() }).await.unwrap();
        self.written = self.records.len();
        head.position
    }

    /// Drops records that are in the log already, for worlds of millions.
    pub fn forget_written(&mut self) {
        self.forgotten += self.written;
        self.records.drain(..self.written);
        self.written = 0;
    }

    fn next_position(&self) -> u64 {
        (self.forgotten + self.records.len()) as u64 + 1
    }

    pub fn post(&mut self, kind: EntryKind, lines: Vec<NamedLine<'_>>, date: Date) -> bool {
        self.instruct(
            vec![Instruction::Post { kind, lines, description: "entry; with | signs  \"", open_item: None }],
            date,
        )
    }

    /// A payment through a channel: cash and revenue, on both sides of the books.
    pub fn revenue(&mut self, agency: &str, channel: &str, amount: i64, date: Date) {
        use prost::Message;
        let message = wire::payment_v1::PaymentReceived {
            agency: agency.to_owned(),
            channel: channel.to_owned(),
            ..Default::default()
        };
        let lines = vec![
            line(agency, CODES[0].0, Side::Debit, amount),
            line(agency, CODES[2].0, Side::Credit, amount),
            line(agency, CODES[8].0, Side::Debit, amount),
            line(agency, CODES[4].0, Side::Credit, amount),
        ];
        let post = Instruction::Post {
            kind: EntryKind::General,
            lines,
            description: "Penerimaan PBB",
            open_item: None,
        };
        let data = message.encode_to_vec().into();
        self.request(Request::Instructions(vec![post]), date, "neraca.payment.v1.PaymentReceived", data);
    }

    /// Random business: entries across agencies, budgets, holds with captures and expiry, reversals, refusals.
    pub fn random(&mut self, steps: usize) {
        for _ in 0..steps {
            self.random_step();
        }
    }

    fn random_step(&mut self) {
        let date = Date(day(1, 1).0 + self.random.below(365) as i32);
        let amount = self.random.between(1, 10_000_000);
        let agency = *self.random.pick(&AGENCIES);
        let other = *self.random.pick(&AGENCIES);
        let of = |side: BookSide, n: u64| {
            let codes: Vec<&str> = CODES.iter().filter(|code| code.2 == side).map(|code| code.0).collect();
            codes[n as usize % codes.len()]
        };
        let side = if self.random.chance(1, 2) { BookSide::Financial } else { BookSide::Budget };
        let (debit, credit) = (of(side, self.random.next_u64() >> 1), of(side, self.random.next_u64() >> 1));
        let lines =
            || vec![line(agency, debit, Side::Debit, amount), line(other, credit, Side::Credit, amount)];
        match self.random.below(12) {
            0 => {
                let channel = *self.random.pick(&["qris", "teller", ""]);
                self.revenue(agency, channel, amount, date);
            }
            1 => {
                let account = AccountName { entity: agency, code: debit };
                let year = date.civil().0;
                let set_before = |id| self.book.budgets().get(&(id, year)).map(|set| set.amount);
                let previous = self.book.account_id(account).and_then(set_before);
                let set = Instruction::SetBudget { account, amount, previous, enforce: false };
                self.instruct(vec![set], date);
            }
            2 | 3 => {
                self.holds += 1;
                let hold = format!("h{}", self.holds);
                let expires_at = self.random.chance(1, 2).then_some(Timestamp(self.at + 20_000_000));
                let place =
                    Instruction::PlaceHold { hold: &hold, lines: lines(), expires_at, description: "" };
                self.instruct(vec![place], date);
            }
            4 => {
                let hold = format!("h{}", 1 + self.random.below(u64::from(self.holds) + 1));
                let part = if self.random.chance(1, 2) {
                    CapturePart::All
                } else {
                    CapturePart::Amount(amount / 3 + 1, Currency::IDR)
                };
                let keep_remainder = self.random.chance(1, 2);
                let capture =
                    Instruction::CaptureHold { hold: &hold, part, keep_remainder, description: "captured" };
                self.instruct(vec![capture], date);
            }
            5 => {
                let hold = format!("h{}", 1 + self.random.below(u64::from(self.holds) + 1));
                self.instruct(vec![Instruction::ReleaseHold { hold: &hold }], date);
            }
            6 => {
                let due = self.book.due(Timestamp(self.at));
                if !due.is_empty() {
                    due.iter().for_each(|fact| self.book.evolve(fact));
                    self.push(&Stored::HoldsExpired(due), Outcome::Internal, "", date, "", Bytes::new());
                }
            }
            7 => self.reverse(date),
            8 => {
                let kind =
                    *self.random.pick(&[EntryKind::Closing, EntryKind::Opening, EntryKind::Adjustment]);
                self.post(kind, lines(), date);
            }
            _ => {
                self.post(EntryKind::General, lines(), date);
            }
        }
    }

    fn reverse(&mut self, date: Date) {
        let position = 1 + self.random.below(self.records.len() as u64);
        let record = wire::record::decode_record(&self.records[position as usize - 1].bytes, None).unwrap();
        let Some(wire::ledger_v1::record::Outcome::Posted(_)) = &record.outcome else { return };
        let facts = wire::record::facts(&record, &self.book).unwrap();
        let mut entries = Vec::new();
        for fact in &facts {
            let (Fact::EntryPosted(entry) | Fact::HoldCaptured { entry, .. }) = fact else { return };
            entries.push(OriginalEntry {
                effective_date: entry.effective_date,
                lines: entry.lines.clone(),
                open_item: entry.open_item.clone(),
            });
        }
        let original = Some(Original { position, entries: Some(entries), has_other_facts: false });
        let request = Request::Reversal { original, at_original_date: false, reason: "mistake" };
        self.request(request, date, "neraca.payment.v1.PaymentReversed", Bytes::new());
    }
}
