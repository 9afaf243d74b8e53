//! A small regency on the shipped chart and rulebook: two agencies and the treasury, and two years whose figures are worked out
//! by hand in `statements.rs`. Amounts are in rupiah.

#![allow(unreachable_pub, reason = "as in the other test worlds")]
#![allow(clippy::unwrap_used, reason = "test support")]

use bytes::Bytes;
use ledger::payment::{Field, Item};
use ledger::{Chart, Currency, Date, EntryKind, Payment, PaymentKind, Request, Rulebook, Side};
use profiles::kabupaten::{CHART_CSV, CHART_FILE, RULEBOOK_FILE, RULEBOOK_YAML};
use projections::{Database, ProjectionBuilder, ReadModels};
use wire::cloudevents::Envelope;
use wire::record::{RecordDraft, Stored};

use crate::common::{BOOK, World, line};

pub const EDUCATION: &str = "1.02.0.01";
pub const REVENUE: &str = "5.02.0.00";
pub const TREASURY: &str = "ppkd";

pub const LAND_TAX: &str = "4.1.01.15.01.0001";
pub const RESTAURANT: &str = "4.1.01.19.01.0001";
pub const KIOSK: &str = "4.1.02.01.05.0003";
pub const STATIONERY: &str = "5.1.02.01.01.0024";
pub const COMPUTER: &str = "5.2.02.10.01.0002";
pub const CASH: &str = "1.1.01.01.01.0001";
pub const EQUITY: &str = "3.1.01.01.01.0001";
pub const CONTRA: &str = "3.1.02.05.01.0001";

/// An account of a statement line that the shipped chart lacks.
const HOLDING: &str = "1.2.02.02.01.0001";

/// A world with the shipped chart and rulebook in force.
pub struct Regency {
    pub world: World,
    pub database: Database,
}

impl Regency {
    pub fn new(world: (World, Database)) -> Self {
        Self::with_rules(world, RULEBOOK_YAML)
    }

    /// Money with treasurers is revenue of the budget at once.
    pub fn that_recognises_on_receipt(world: (World, Database)) -> Self {
        let yaml = std::str::from_utf8(RULEBOOK_YAML).unwrap();
        let chosen = yaml.replace("choice: on-deposit", "choice: on-receipt");
        assert_ne!(chosen, yaml);
        Self::with_rules(world, chosen.as_bytes())
    }

    fn with_rules((mut world, database): (World, Database), yaml: &[u8]) -> Self {
        let chart = Chart::from_csv(CHART_CSV).unwrap();
        let rulebook = Rulebook::load(RULEBOOK_FILE, yaml, &chart).unwrap();
        world.book.publish_chart(chart.into());
        world.book.publish_rulebook(rulebook.into());
        let csv = CHART_CSV.to_vec();
        publish(&mut world, &Stored::ChartPublished { name: CHART_FILE.to_owned(), version: 1, csv });
        let (name, yaml) = (RULEBOOK_FILE.to_owned(), yaml.to_vec());
        publish(&mut world, &Stored::RulebookPublished { name, version: 2, yaml });
        Self { world, database }
    }

    /// What the read models say of it now.
    pub async fn models(&mut self) -> ReadModels {
        self.world.write().await;
        let store = std::sync::Arc::clone(&self.world.store);
        let mut builder = ProjectionBuilder::open(store.clone(), self.database.clone(), BOOK).await.unwrap();
        builder.catch_up().await.unwrap();
        ReadModels::new(store, self.database.clone())
    }

    /// An event, decided by the rulebook; whether it was posted.
    pub fn happen(&mut self, date: Date, payment: Payment<'_>) -> bool {
        let event_type = format!("neraca.payment.v1.{:?}", payment.kind);
        self.world.request(Request::Payment(payment), date, &event_type, Bytes::new())
    }

    /// An entry of two lines of one entity, that no rule makes.
    pub fn entry(
        &mut self,
        kind: EntryKind,
        date: Date,
        entity: &str,
        (debit, credit): (&str, &str),
        amount: i64,
    ) {
        let lines = vec![
            line(entity, debit, Side::Debit, amount * 100),
            line(entity, credit, Side::Credit, amount * 100),
        ];
        assert!(self.world.post(kind, lines, date), "{debit} to {credit}");
    }

    /// 2025: what was there before, a tax, an imprest of which a part is spent, and the closing of the year.
    pub fn first_year(&mut self) {
        use EntryKind::{Closing, Opening};
        self.entry(Opening, at(2025, 1, 1), TREASURY, (CASH, EQUITY), 1_000);
        self.entry(Opening, at(2025, 1, 1), REVENUE, ("1.1.03.15.01.0001", EQUITY), 300);
        let tax = received(RESTAURANT, "self-assessed", "treasury", 500, 0);
        assert!(self.happen(at(2025, 3, 3), tax));
        assert!(self.happen(at(2025, 4, 1), imprest("initial", 100)));
        assert!(self.happen(at(2025, 5, 5), event(PaymentKind::SpendingReported, EDUCATION, STATIONERY, 60)));
        let last = at(2025, 12, 31);
        self.entry(Closing, last, REVENUE, ("7.1.01.19.01.0001", EQUITY), 500);
        self.entry(Closing, last, EDUCATION, (EQUITY, "8.1.02.01.01.0024"), 60);
        self.entry(Closing, last, REVENUE, (RESTAURANT, "3.1.02.06.01.0001"), 500);
        self.entry(Closing, last, EDUCATION, ("3.1.02.06.01.0001", STATIONERY), 60);
    }

    /// 2026: every way that money comes and goes.
    pub fn second_year(&mut self) {
        use EntryKind::{Adjustment, Correction, General};
        use PaymentKind as Kind;
        self.budgets();
        self.entry(General, at(2026, 1, 2), TREASURY, (CONTRA, "6.1.01.01.01.0015"), 1_440);
        let posted = [
            self.happen(at(2026, 1, 10), event(Kind::AssessmentIssued, REVENUE, LAND_TAX, 800)),
            self.happen(at(2026, 2, 10), received(LAND_TAX, "assessed", "treasury", 720, 20)),
            self.happen(at(2026, 2, 11), received(KIOSK, "self-assessed", "treasurer", 50, 0)),
            self.happen(at(2026, 2, 12), event(Kind::DepositMade, REVENUE, KIOSK, 30)),
            self.happen(at(2026, 3, 1), received(KIOSK, "self-assessed", "acquirer", 100, 0)),
            self.happen(at(2026, 3, 2), settled(KIOSK, 100, 4)),
            self.happen(at(2026, 3, 10), event(Kind::DeliveryAccepted, EDUCATION, COMPUTER, 1_110)),
            self.happen(at(2026, 4, 10), paid(COMPUTER, 1_110)),
            self.happen(at(2026, 4, 20), remitted(110)),
            self.happen(at(2026, 5, 1), event(Kind::SpendingReported, EDUCATION, STATIONERY, 30)),
            self.happen(at(2026, 5, 2), event(Kind::SpendingReturned, EDUCATION, STATIONERY, 5)),
            self.happen(at(2026, 6, 1), imprest("additional", 50)),
            self.happen(at(2026, 6, 2), refunded(LAND_TAX, 8)),
        ];
        assert_eq!(posted, [true; 13]);
        self.entry(General, at(2026, 7, 1), TREASURY, (CASH, "7.1.04.05.01.0001"), 7);
        self.entry(General, at(2026, 7, 1), TREASURY, (CONTRA, "4.1.04.05.01.0001"), 7);
        self.open(TREASURY, HOLDING);
        self.entry(General, at(2026, 8, 1), TREASURY, (HOLDING, CASH), 200);
        self.entry(General, at(2026, 8, 1), TREASURY, ("6.2.02.02.01.0001", CONTRA), 200);
        self.entry(Correction, at(2026, 9, 1), REVENUE, ("1.1.03.15.01.0001", "3.1.04.01.03.0001"), 12);
        self.entry(Adjustment, at(2026, 12, 31), REVENUE, ("8.1.07.01.15.0001", "1.1.10.01.01.0015"), 9);
    }

    fn budgets(&mut self) {
        let mut budget = Payment::new(PaymentKind::BudgetApproved, Currency::IDR);
        budget.set_text(Field::Agency, REVENUE);
        budget.set_text(Field::Document, "DPA 1");
        budget.set_items(Field::Revenue, vec![item(LAND_TAX, 900), item(KIOSK, 100)]);
        assert!(self.happen(at(2026, 1, 2), budget));
        let mut budget = Payment::new(PaymentKind::BudgetApproved, Currency::IDR);
        budget.set_text(Field::Agency, EDUCATION);
        budget.set_text(Field::Document, "DPA 2");
        budget.set_items(Field::Expenditure, vec![item(STATIONERY, 400), item(COMPUTER, 1_200)]);
        assert!(self.happen(at(2026, 1, 2), budget));
    }

    /// Opens an account that grows by debits.
    pub fn open(&mut self, entity: &str, code: &str) {
        let terms = ledger::Terms {
            normal_side: Side::Debit,
            currency: Currency::IDR,
            book_side: ledger::BookSide::Financial,
            debits_must_not_exceed_credits: false,
            credits_must_not_exceed_debits: false,
            ceiling: None,
        };
        let account = ledger::AccountName { entity, code };
        let open = ledger::Instruction::OpenAccount { account, terms };
        assert!(self.world.instruct(vec![open], at(2025, 1, 1)));
    }
}

/// Records a file that came into force; a large one is kept beside its entry of the log.
fn publish(world: &mut World, stored: &Stored) {
    let envelope = Envelope {
        id: String::new(),
        source: String::new(),
        event_type: String::new(),
        time: String::new(),
        content_type: String::new(),
    };
    let date = at(2025, 1, 1);
    let draft = RecordDraft {
        position: world.records.len() as u64 + 1,
        recorded_at: world.records.last().unwrap().recorded_at,
        bus: None,
        envelope: &envelope,
        effective_date: date,
        data: Bytes::new(),
        raw_content_type: "",
    };
    let encoded = wire::record::encode(&draft, stored, &world.book);
    world.push_bytes(encoded.bytes, event_store::Outcome::Internal, "", date, "");
    world.records.last_mut().unwrap().attachment = encoded.attachment;
}

pub fn at(year: i32, month: u32, day: u32) -> Date {
    Date::new(year, month, day).unwrap()
}

fn item(account: &str, amount: i64) -> Item<'_> {
    Item { account, amount: amount * 100, previous: None }
}

pub fn event<'a>(kind: PaymentKind, agency: &'a str, account: &'a str, amount: i64) -> Payment<'a> {
    let mut payment = Payment::new(kind, Currency::IDR);
    payment.set_text(Field::Agency, agency);
    payment.set_text(Field::Account, account);
    payment.set_amount(Field::Amount, amount * 100);
    payment
}

/// Money from a payer, of which `overpayment` was not owed.
pub fn received<'a>(
    account: &'a str,
    basis: &'a str,
    into: &'a str,
    amount: i64,
    overpayment: i64,
) -> Payment<'a> {
    let mut payment = event(PaymentKind::PaymentReceived, REVENUE, account, amount);
    payment.set_text(Field::Basis, basis);
    payment.set_text(Field::Into, into);
    payment.set_amount(Field::Overpayment, overpayment * 100);
    payment
}

/// What the treasury received and could not place, and now can.
pub fn identified<'a>(account: &'a str, basis: &'a str, amount: i64, overpayment: i64) -> Payment<'a> {
    let mut payment = event(PaymentKind::ReceiptIdentified, REVENUE, account, amount);
    payment.set_text(Field::Basis, basis);
    payment.set_amount(Field::Overpayment, overpayment * 100);
    payment
}

pub fn settled(account: &str, amount: i64, fee: i64) -> Payment<'_> {
    let mut payment = event(PaymentKind::SettlementReceived, REVENUE, account, amount);
    payment.set_amount(Field::Fee, fee * 100);
    payment
}

pub fn refunded(account: &str, amount: i64) -> Payment<'_> {
    let mut payment = event(PaymentKind::RefundPaid, REVENUE, account, amount);
    payment.set_text(Field::From, "overpayment");
    payment
}

pub fn imprest(kind: &str, amount: i64) -> Payment<'_> {
    let mut payment = event(PaymentKind::ImprestIssued, EDUCATION, STATIONERY, amount);
    payment.set_text(Field::Kind, kind);
    payment
}

/// A vendor paid by the treasury, less 110 of value added tax and 15 of income tax.
pub fn paid(account: &str, amount: i64) -> Payment<'_> {
    let mut payment = event(PaymentKind::DisbursementPaid, EDUCATION, account, amount);
    payment.set_text(Field::Basis, "payable");
    let withheld = vec![item("2.1.01.06.01.0001", 110), item("2.1.01.05.02.0001", 15)];
    payment.set_items(Field::Deductions, withheld);
    payment
}

pub fn remitted(amount: i64) -> Payment<'static> {
    let mut payment = Payment::new(PaymentKind::TaxRemitted, Currency::IDR);
    payment.set_text(Field::Agency, TREASURY);
    payment.set_items(Field::Deductions, vec![item("2.1.01.06.01.0001", amount)]);
    payment
}
