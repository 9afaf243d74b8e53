//! The profile at work in a book: budgets bind, orders hold and let go, and what agencies and treasury owe one another
//! agrees after any sequence of events.

use ledger::payment::{Field, Item};
use ledger::{
    Book, BookSettings, Chart, ChartMode, Command, Currency, Date, Decision, Payment, PaymentKind,
    RefusalCode, Request, Rulebook, Side, Timestamp, decide,
};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML, strict_rulebook_yaml};
use proptest::prelude::*;

const STATIONERY: &str = "5.1.02.01.01.0024";
const CONTRA: &str = "3.1.02.05.01.0001";
const DUE_TO_TREASURY: &str = "3.1.03.01.01.0001";
const DUE_FROM_AGENCY: &str = "1.1.13.01.01.0001";

fn book() -> Book {
    book_under(RULEBOOK_YAML)
}

fn book_under(rules: &[u8]) -> Book {
    let chart = Chart::from_csv(CHART_CSV).expect("the profile's chart is sound");
    let rulebook = Rulebook::load(RULEBOOK_FILE, rules, &chart).expect("the profile is sound");
    let mut book = Book::new(BookSettings {
        name: "test".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Strict,
        balance_per_entity: true,
    });
    book.publish_chart(chart.into());
    book.publish_rulebook(rulebook.into());
    book
}

fn event<'a>(kind: PaymentKind, texts: &[(Field, &'a str)], amount: Option<i64>) -> Payment<'a> {
    let mut payment = Payment::new(kind, Currency::IDR);
    texts.iter().for_each(|(field, text)| payment.set_text(*field, text));
    if let Some(amount) = amount {
        payment.set_amount(Field::Amount, amount);
    }
    payment
}

/// Applies an event; the rung when it is refused.
fn happen(book: &mut Book, payment: Payment<'_>) -> Result<(), RefusalCode> {
    let effective_date = Date::new(2025, 6, 1).expect("a day of the calendar");
    let command = Command { at: Timestamp(1), effective_date, id: "e", request: Request::Payment(payment) };
    match decide(book, &command) {
        Decision::Posted(posted) => {
            posted.facts.iter().for_each(|fact| book.evolve(fact));
            Ok(())
        }
        Decision::Refused(refusal) => Err(refusal.code),
    }
}

/// Debits less credits of one code, over the entities that `entity` accepts.
fn net(book: &Book, code: &str, entity: impl Fn(&str) -> bool) -> i128 {
    let accounts = book.accounts().iter().filter(|account| &*account.code == code && entity(&account.entity));
    accounts.map(|account| account.balance.posted(Side::Debit)).sum()
}

fn ordered(order: &str, amount: i64) -> Payment<'_> {
    let texts = [(Field::Agency, "1.02"), (Field::Account, STATIONERY), (Field::Order, order)];
    event(PaymentKind::DisbursementOrdered, &texts, Some(amount))
}

fn paid(order: &str, amount: i64) -> Payment<'_> {
    let texts = [
        (Field::Agency, "1.02"),
        (Field::Account, STATIONERY),
        (Field::Order, order),
        (Field::Basis, "expense"),
    ];
    event(PaymentKind::DisbursementPaid, &texts, Some(amount))
}

fn failed(order: &str) -> Payment<'_> {
    let texts = [(Field::Agency, "1.02"), (Field::Order, order)];
    event(PaymentKind::DisbursementFailed, &texts, None)
}

#[test]
fn an_appropriation_binds_what_is_ordered_and_a_failed_order_frees_it() {
    let mut book = book();
    let mut budget =
        event(PaymentKind::BudgetApproved, &[(Field::Agency, "1.02"), (Field::Document, "DPA")], None);
    budget.set_items(Field::Expenditure, vec![Item { account: STATIONERY, amount: 1_000, previous: None }]);
    happen(&mut book, budget).expect("a first budget");

    happen(&mut book, ordered("SPM 1", 600)).expect("within the appropriation");
    assert_eq!(happen(&mut book, ordered("SPM 2", 500)), Err(RefusalCode::ExceedsAppropriation));
    happen(&mut book, failed("SPM 1")).expect("the order is on hold");
    happen(&mut book, ordered("SPM 2", 500)).expect("the failed order holds nothing any more");

    assert_eq!(happen(&mut book, paid("SPM 2", 501)), Err(RefusalCode::CaptureExceedsHold));
    for (field, other) in [(Field::Account, "5.1.02.01.01.0025"), (Field::Agency, "5.02")] {
        let mut payment = event(PaymentKind::DisbursementPaid, &[(field, other)], Some(1));
        [
            (Field::Agency, "1.02"),
            (Field::Account, STATIONERY),
            (Field::Order, "SPM 2"),
            (Field::Basis, "expense"),
        ]
        .iter()
        .filter(|(name, _)| *name != field)
        .for_each(|(name, text)| payment.set_text(*name, text));
        assert_eq!(happen(&mut book, payment), Err(RefusalCode::CaptureExceedsHold), "not what was ordered");
    }
    happen(&mut book, paid("SPM 2", 450)).expect("less than was ordered");
    assert_eq!(happen(&mut book, paid("SPM 2", 1)), Err(RefusalCode::HoldAlreadyCaptured));
    assert_eq!(net(&book, STATIONERY, |entity| entity == "1.02"), 450);
    happen(&mut book, ordered("SPM 3", 550)).expect("what was ordered and not paid is free again");
    assert_eq!(happen(&mut book, ordered("SPM 4", 1)), Err(RefusalCode::ExceedsAppropriation));
}

#[test]
fn nobody_spends_from_an_account_that_the_approved_budget_does_not_have() {
    let mut book = book();
    happen(&mut book, spent("5.1.02.01.01.0025")).expect("nothing is budgeted yet");
    let mut budget =
        event(PaymentKind::BudgetApproved, &[(Field::Agency, "1.02"), (Field::Document, "DPA")], None);
    budget.set_items(Field::Expenditure, vec![Item { account: STATIONERY, amount: 1_000, previous: None }]);
    happen(&mut book, budget).expect("a first budget");
    assert_eq!(happen(&mut book, spent("5.1.02.01.01.0025")), Err(RefusalCode::ExceedsAppropriation));
    let divided = format!("{STATIONERY}~5.02.01.2.01.0003");
    assert_eq!(happen(&mut book, spent(&divided)), Err(RefusalCode::ExceedsAppropriation));
    happen(&mut book, spent(STATIONERY)).expect("within the appropriation");
}

fn spent(account: &str) -> Payment<'_> {
    event(PaymentKind::SpendingReported, &[(Field::Agency, "1.02"), (Field::Account, account)], Some(7))
}

#[test]
fn under_the_ceiling_an_agency_orders_what_was_released_to_it_and_a_failed_order_gives_it_back() {
    let rules = std::str::from_utf8(RULEBOOK_YAML).expect("the profile is text");
    let rules = rules.replacen("choice: record", "choice: ceiling", 1);
    let mut book = book_under(rules.as_bytes());
    let mut budget =
        event(PaymentKind::BudgetApproved, &[(Field::Agency, "1.02"), (Field::Document, "DPA")], None);
    budget.set_items(Field::Expenditure, vec![Item { account: STATIONERY, amount: 9_000, previous: None }]);
    happen(&mut book, budget).expect("a budget that allows more than is released");
    assert_eq!(happen(&mut book, ordered("SPM 0", 1)), Err(RefusalCode::ExceedsAppropriation));
    let released = |amount| {
        let texts = [(Field::Agency, "1.02"), (Field::Document, "SPD")];
        event(PaymentKind::FundReleased, &texts, Some(amount))
    };
    happen(&mut book, released(600)).expect("a first release");
    assert_eq!(happen(&mut book, ordered("SPM 1", 601)), Err(RefusalCode::ExceedsAppropriation));
    happen(&mut book, ordered("SPM 1", 600)).expect("all that was released");
    assert_eq!(happen(&mut book, ordered("SPM 2", 1)), Err(RefusalCode::ExceedsAppropriation));
    happen(&mut book, failed("SPM 1")).expect("the order is on hold");
    happen(&mut book, ordered("SPM 2", 500)).expect("the failed order gave it back");
    happen(&mut book, paid("SPM 2", 450)).expect("less than was ordered");
    assert_eq!(happen(&mut book, ordered("SPM 3", 151)), Err(RefusalCode::ExceedsAppropriation));
    happen(&mut book, released(1)).expect("a second release adds to the first");
    happen(&mut book, ordered("SPM 3", 151)).expect("what was paid is used, the rest is not");
}

#[test]
fn a_credit_in_suspense_is_identified_up_to_its_amount_under_its_reference() {
    let mut book = book();
    let received = |reference, amount| {
        event(PaymentKind::UnidentifiedReceived, &[(Field::Reference, reference)], Some(amount))
    };
    let identified = |reference, amount| {
        let texts = [
            (Field::Agency, "1.02"),
            (Field::Account, "4.1.01.15.01.0001"),
            (Field::Basis, "assessed"),
            (Field::Reference, reference),
        ];
        event(PaymentKind::ReceiptIdentified, &texts, Some(amount))
    };
    happen(&mut book, received("CR-1", 500)).expect("a credit");
    happen(&mut book, received("CR-2", 500)).expect("another");
    happen(&mut book, identified("CR-1", 300)).expect("a part");
    assert_eq!(happen(&mut book, identified("CR-1", 201)), Err(RefusalCode::ExceedsOpenItem));
    happen(&mut book, identified("CR-1", 200)).expect("the rest");
    assert_eq!(happen(&mut book, identified("CR-1", 1)), Err(RefusalCode::ExceedsOpenItem));
    assert_eq!(happen(&mut book, identified("CR-3", 1)), Err(RefusalCode::ExceedsOpenItem));
}

#[test]
fn under_the_strict_rules_a_journal_a_reversal_and_a_refund_by_one_person_are_refused() {
    use ledger::command::Original;
    let book = book_under(strict_rulebook_yaml().as_bytes());
    let original = Some(Original { position: 1, entries: Some(Vec::new()), has_other_facts: false });
    let account = ledger::AccountName { entity: "1.02", code: STATIONERY };
    for request in [
        Request::Instructions(vec![ledger::Instruction::CloseAccount(account)]),
        Request::Reversal { original, at_original_date: false, reason: "twice" },
        Request::Payment(event(PaymentKind::RefundPaid, &[(Field::Agency, "1.02")], Some(1))),
    ] {
        let effective_date = Date::new(2025, 6, 1).expect("a day of the calendar");
        let command = Command { at: Timestamp(1), effective_date, id: "e", request };
        let Decision::Refused(refusal) = decide(&book, &command) else { panic!("it was taken") };
        assert_eq!(refusal.code, RefusalCode::ApprovalRequired, "{refusal}");
    }
}

#[test]
fn j19_a_correction_inside_the_year_takes_back_every_line_and_the_right_entry_is_posted_anew() {
    use ledger::command::{Original, OriginalEntry};
    let mut book = book();
    let paid = |amount| {
        let texts = [
            (Field::Agency, "1.02"),
            (Field::Account, "4.1.01.15.01.0001"),
            (Field::Basis, "assessed"),
            (Field::Into, "treasury"),
        ];
        event(PaymentKind::PaymentReceived, &texts, Some(amount))
    };
    let wrong = posted(&mut book, Request::Payment(paid(120)));
    let lines = [
        "1.02:3.1.03.01.01.0001 D 120",
        "1.02:1.1.03.15.01.0001 K 120",
        "1.02:3.1.02.05.01.0001 D 120",
        "1.02:4.1.01.15.01.0001 K 120",
        "ppkd:1.1.01.01.01.0001 D 120",
        "ppkd:1.1.13.01.01.0001 K 120",
    ];
    assert_eq!(told(&book, &wrong), lines);
    let as_posted = |entry: &ledger::Entry| OriginalEntry {
        effective_date: entry.effective_date,
        lines: entry.lines.clone(),
        open_item: None,
    };
    let entries = Some(wrong.iter().map(as_posted).collect());
    let original = Some(Original { position: 7, entries, has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: false, reason: "salah jumlah" };
    let taken_back = posted(&mut book, reversal);
    assert!(taken_back.iter().all(|entry| entry.reverses == Some(7)), "{taken_back:?}");
    let swapped = lines.map(|line| match line.split_once(" D ") {
        Some((account, amount)) => format!("{account} K {amount}"),
        None => line.replace(" K ", " D "),
    });
    assert_eq!(told(&book, &taken_back), swapped);
    assert!(book.accounts().iter().all(|account| account.balance.posted(Side::Debit) == 0));

    let right = posted(&mut book, Request::Payment(paid(100)));
    assert_eq!(told(&book, &right), lines.map(|line| line.replace("120", "100")));
}

/// The entries of a request that is posted.
fn posted(book: &mut Book, request: Request<'_>) -> Vec<ledger::Entry> {
    let effective_date = Date::new(2025, 6, 1).expect("a day of the calendar");
    let command = Command { at: Timestamp(1), effective_date, id: "e", request };
    let Decision::Posted(posted) = decide(book, &command) else { panic!("it was refused") };
    posted.facts.iter().for_each(|fact| book.evolve(fact));
    let entries = posted.facts.into_iter().filter_map(|fact| match fact {
        ledger::Fact::EntryPosted(entry) => Some(entry),
        _ => None,
    });
    entries.collect()
}

/// Lines as `entity:code D|K amount`.
fn told(book: &Book, entries: &[ledger::Entry]) -> Vec<String> {
    let line = |line: &ledger::Line| {
        let account = book.account(line.account);
        let side = if line.side == Side::Debit { "D" } else { "K" };
        format!("{}:{} {side} {}", account.entity, account.code, line.amount)
    };
    entries.iter().flat_map(|entry| entry.lines.iter().map(line)).collect()
}

/// One random event of revenue or spending, of one of two agencies.
fn any_event() -> impl Strategy<Value = Payment<'static>> {
    (0_usize..11, prop::sample::select(vec!["1.02", "5.02"]), 1_i64..1_000_000, 0_i64..1_000).prop_map(
        |(choice, agency, amount, part)| {
            use PaymentKind as Kind;
            let (kind, account) = [
                (Kind::AssessmentIssued, "4.1.01.15.01.0001"),
                (Kind::PaymentReceived, "4.1.01.15.01.0001"),
                (Kind::SettlementReceived, "4.1.02.01.05.0003"),
                (Kind::DepositMade, "4.1.02.01.05.0003"),
                (Kind::RefundPaid, "4.1.01.15.01.0001"),
                (Kind::DisbursementPaid, STATIONERY),
                (Kind::SpendingReported, STATIONERY),
                (Kind::SpendingReturned, STATIONERY),
                (Kind::CardPurchase, STATIONERY),
                (Kind::ImprestIssued, STATIONERY),
                (Kind::ImprestReturned, STATIONERY),
            ][choice];
            let word = |options: [&'static str; 3]| options[(part % 3) as usize];
            let mut payment =
                event(kind, &[(Field::Agency, agency), (Field::Account, account)], Some(amount + part));
            match kind {
                Kind::PaymentReceived => {
                    payment.set_text(Field::Basis, "assessed");
                    payment.set_text(Field::Into, "treasury");
                    payment.set_amount(Field::Overpayment, part);
                }
                Kind::SettlementReceived => payment.set_amount(Field::Fee, part),
                Kind::RefundPaid => {
                    payment.set_text(Field::From, word(["overpayment", "revenue", "prior-year-revenue"]));
                }
                Kind::DisbursementPaid => {
                    payment.set_text(Field::Basis, word(["payable", "expense", "card"]));
                    let withheld = Item { account: "2.1.01.05.01.0001", amount: part, previous: None };
                    payment.set_items(Field::Deductions, vec![withheld]);
                }
                Kind::ImprestIssued => {
                    payment.set_text(Field::Kind, word(["initial", "replenishment", "additional"]));
                }
                _ => {}
            }
            payment
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn what_agencies_and_treasury_owe_one_another_agrees(
        events in prop::collection::vec(any_event(), 1..40)
    ) {
        let mut book = book();
        for event in events {
            let kind = event.kind;
            prop_assert_eq!(happen(&mut book, event), Ok(()), "{:?}", kind);
        }
        prop_assert_eq!(
            net(&book, DUE_TO_TREASURY, |entity| entity != "ppkd"),
            -net(&book, DUE_FROM_AGENCY, |entity| entity == "ppkd")
        );
        let budget = |code: &str| ["4", "5", "3.1.02.06"].iter().any(|root| code.starts_with(root));
        let lra: i128 = book
            .accounts()
            .iter()
            .filter(|account| budget(&account.code))
            .map(|account| account.balance.posted(Side::Debit))
            .sum();
        prop_assert_eq!(net(&book, CONTRA, |_| true), -lra);
    }
}
