//! Registers and treasurers' accounts of a small year, told event by event on the shipped rulebook, against figures worked out
//! by hand. Amounts are in rupiah.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "of the regency only its books are used")]
mod regency;

use common::BOOK;
use ledger::command::{Original, OriginalEntry};
use ledger::{Date, Fact, Request};
use projections::{KnownAt, ReadModels};
use regency::{COMPUTER, EDUCATION, KIOSK, LAND_TAX, REVENUE, Regency, STATIONERY, TREASURY, at};
use reports::document_gaps::{NumberFilter, NumberedKind, document_gaps};
use reports::{Parameters, Report, ReportName, run};
use serde_json::{Value, json};
use wire::cloudevents::Envelope;
use wire::command::RequestParts;
use wire::message::Message;

const SALARY: &str = "5.1.01.01.01.0001";
const VAT: &str = "2.1.01.06.01.0001";

/// An event as its publisher sends it; it must be posted.
fn told(regency: &mut Regency, name: &str, body: Value) {
    let event_type = format!("neraca.payment.v1.{name}");
    let message = Message::decode(&event_type, "application/json", body.to_string().as_bytes()).unwrap();
    let envelope = Envelope {
        id: "unused".to_owned(),
        source: "unused".to_owned(),
        event_type: event_type.clone(),
        time: String::new(),
        content_type: String::new(),
    };
    let settings = regency.world.book.settings().clone();
    let (date, parts) = wire::command::request(&message, &envelope, &settings).unwrap();
    let RequestParts::Ready(request) = parts else { panic!("{name} is no plain event") };
    assert!(regency.world.request(request, date, &event_type, message.encode()), "{name}: {body}");
}

fn idr(rupiah: i64) -> Value {
    json!({ "value": rupiah.to_string(), "currency": "IDR" })
}

fn withheld(rupiah: i64) -> Value {
    json!([{ "account": VAT, "amount": idr(rupiah) }])
}

/// January and February of 2026. Gives the position at which the second order had not yet failed.
fn two_months(regency: &mut Regency) -> u64 {
    let lines = json!([
        { "account": STATIONERY, "amount": idr(400) },
        { "account": COMPUTER, "amount": idr(2_000) },
        { "account": SALARY, "amount": idr(9_000) },
    ]);
    told(
        regency,
        "BudgetApproved",
        json!({ "date": "2026-01-02", "agency": EDUCATION, "document": "DPA 1", "expenditure": lines }),
    );
    let targets = json!([{ "account": KIOSK, "amount": idr(600) }]);
    told(
        regency,
        "BudgetApproved",
        json!({ "date": "2026-01-02", "agency": REVENUE, "document": "DPA 2", "revenue": targets }),
    );
    let imprest = |date: &str, kind: &str, rupiah, order: &str| json!({ "date": date, "agency": EDUCATION, "amount": idr(rupiah), "kind": kind, "order": order });
    told(regency, "ImprestIssued", imprest("2026-01-05", "initial", 300, "SP2D/1/UP"));
    let spent = |date: &str, rupiah, report: &str| {
        json!({
            "date": date, "agency": EDUCATION, "account": STATIONERY, "amount": idr(rupiah), "report": report,
            "description": "Kertas"
        })
    };
    told(regency, "SpendingReported", spent("2026-01-20", 120, "SPJ/1"));
    told(regency, "SpendingReported", spent("2026-02-20", 80, "SPJ/2"));
    told(
        regency,
        "PaymentRequested",
        json!({
            "date": "2026-02-01", "agency": EDUCATION, "account": COMPUTER, "amount": idr(1_110), "request": "SPP/7/LS",
            "kind": "direct", "description": "Komputer"
        }),
    );
    let ordered = |order: &str, rupiah| {
        json!({
            "date": "2026-02-03", "agency": EDUCATION, "account": COMPUTER, "amount": idr(rupiah), "order": order,
            "request": "SPP/7/LS", "kind": "goods"
        })
    };
    told(regency, "DisbursementOrdered", ordered("SPM/7/LS", 1_110));
    told(regency, "DisbursementOrdered", ordered("SPM/8/LS", 50));
    let before_it_failed = regency.world.records.len() as u64;
    told(
        regency,
        "DisbursementFailed",
        json!({ "date": "2026-02-04", "agency": EDUCATION, "order": "SPM/8/LS", "reason": "rekening ditutup" }),
    );
    told(
        regency,
        "DisbursementPaid",
        json!({
            "date": "2026-02-10", "agency": EDUCATION, "account": COMPUTER, "amount": idr(1_110), "order": "SPM/7/LS",
            "basis": "expense", "deductions": withheld(110), "disbursement": "SP2D/7/LS", "transfer": idr(1_000),
            "kind": "goods"
        }),
    );
    told(
        regency,
        "DisbursementPaid",
        json!({
            "date": "2026-01-31", "agency": EDUCATION, "account": SALARY, "amount": idr(3_000), "basis": "expense",
            "disbursement": "SP2D/2/LS"
        }),
    );
    told(
        regency,
        "TaxRemitted",
        json!({ "date": "2026-02-12", "agency": TREASURY, "deductions": withheld(60), "stateReceipt": "NTPN60" }),
    );
    told(
        regency,
        "ImprestReturned",
        json!({ "date": "2026-02-27", "agency": EDUCATION, "amount": idr(30), "slip": "STS/9" }),
    );
    takings(regency);
    before_it_failed
}

/// What a receiving treasurer took and deposited.
fn takings(regency: &mut Regency) {
    let received = |date: &str, into: &str, rupiah| {
        json!({
            "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(rupiah), "basis": "self-assessed",
            "into": into, "channel": "cash"
        })
    };
    told(regency, "PaymentReceived", received("2026-01-07", "treasurer", 100));
    told(regency, "PaymentReceived", received("2026-02-07", "treasurer", 40));
    told(regency, "PaymentReceived", received("2026-02-08", "treasury", 25));
    let deposited = |date: &str, rupiah, slip: &str| {
        json!({
            "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(rupiah), "slip": slip, "channel": "teller"
        })
    };
    told(regency, "DepositMade", deposited("2026-01-08", 90, "STS/1"));
    told(regency, "DepositMade", deposited("2026-02-09", 35, "STS/2"));
    told(regency, "DepositMade", deposited("2026-02-10", 5, "STS/3"));
    // The last slip was a mistake.
    let position = regency.world.records.len() as u64;
    let record =
        wire::record::decode_record(&regency.world.records[position as usize - 1].bytes, None).unwrap();
    let facts = wire::record::facts(&record, &regency.world.book).unwrap();
    let entries = facts.iter().filter_map(|fact| match fact {
        Fact::EntryPosted(entry) => Some(OriginalEntry {
            effective_date: entry.effective_date,
            lines: entry.lines.clone(),
            open_item: entry.open_item.clone(),
        }),
        _ => None,
    });
    let original = Some(Original { position, entries: Some(entries.collect()), has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: false, reason: "salah" };
    let day = Date::new(2026, 2, 11).unwrap();
    assert!(regency.world.request(reversal, day, "neraca.payment.v1.PaymentReversed", bytes::Bytes::new()));
}

async fn models() -> (ReadModels, u64) {
    let mut regency = Regency::new(common::embedded(31).await);
    let before_it_failed = two_months(&mut regency);
    (regency.models().await, before_it_failed)
}

async fn february(models: &ReadModels, name: ReportName, entity: Option<&str>) -> Report {
    let asked = Parameters {
        book: BOOK.to_owned(),
        from: Some(at(2026, 2, 1)),
        to: Some(at(2026, 2, 28)),
        entity: entity.map(str::to_owned),
        ..Parameters::default()
    };
    run(models, name, &asked).await.unwrap()
}

/// Rows as text: what programs read, with `|` between.
fn lines(report: &Report) -> Vec<String> {
    let text = |row: &reports::Row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.plain().unwrap_or_default()).collect();
        cells.join("|")
    };
    report.rows.iter().map(text).collect()
}

/// The report compares these figures, and all of them agree.
#[track_caller]
fn assert_ties(report: &Report, names: &[&str]) {
    let compared: Vec<&str> = report.tie_outs.iter().map(|tie_out| tie_out.name).collect();
    assert_eq!(compared, names);
    assert!(report.tie_outs.iter().all(reports::TieOut::ok), "{:?}", report.tie_outs);
    assert!(report.closing.is_empty(), "{:?}", report.closing);
}

#[tokio::test(flavor = "multi_thread")]
async fn deposits_are_listed_by_slip_and_a_mistaken_one_counts_for_nothing() {
    let report = february(&models().await.0, ReportName::DepositRegister, None).await;
    let found = lines(&report);
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found[0].starts_with(&format!("1|STS/2|2026-02-09|{KIOSK}|")), "{}", found[0]);
    assert!(found[0].ends_with(&format!("|35.00|{REVENUE}|teller")), "{}", found[0]);
    assert!(found[1].starts_with("2|STS/3|2026-02-10|"), "{}", found[1]);
    assert!(found[1].ends_with(&format!("|5.00|{REVENUE}|Dibatalkan tgl 11-02-2026")), "{}", found[1]);
    assert!(found[2].starts_with("3|STS/3|2026-02-11|"), "{}", found[2]);
    assert!(found[2].ends_with(&format!("|-5.00|{REVENUE}|Pembatalan")), "{}", found[2]);
    assert_eq!(found[3], format!("4|STS/9|2026-02-27||Pengembalian sisa uang persediaan|30.00|{EDUCATION}|"));
    assert_eq!(found[4], "||||JUMLAH|65.00||");
    assert_eq!(report.total("deposited").as_deref(), Some("65.00"));
    assert_ties(&report, &["treasurer-accounts"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_orders_and_disbursements_stand_in_order_with_what_became_of_them() {
    let (models, before_it_failed) = models().await;
    let register = february(&models, ReportName::DisbursementRegister, Some(EDUCATION)).await;
    assert_ties(&register, &["due-to-treasury"]);
    let found = lines(&register);
    assert_eq!(found.len(), 7, "{found:?}");
    assert_eq!(found[0], "1|2026-02-01|SPP|SPP/7/LS|LS|Komputer|1110.00||1110.00|");
    assert!(
        found[1].starts_with("2|2026-02-03|SPM|SPM/7/LS|LS Barang/Jasa|5.2.02.10.01.0002 "),
        "{}",
        found[1]
    );
    assert!(found[1].ends_with("|1110.00||1110.00|Cair"), "{}", found[1]);
    assert!(found[2].ends_with("|50.00||50.00|Gagal cair"), "{}", found[2]);
    assert!(found[3].starts_with("4|2026-02-10|SP2D|SP2D/7/LS|"), "{}", found[3]);
    assert!(found[3].ends_with("|1110.00|110.00|1000.00|"), "{}", found[3]);
    assert_eq!(found[4], "|||||JUMLAH SPP|1110.00|||");
    assert_eq!(found[5], "|||||JUMLAH SPM|1160.00|||");
    assert_eq!(found[6], "|||||JUMLAH SP2D|1110.00|110.00|1000.00|");
    // Known before it failed, the order was open.
    let asked = Parameters {
        book: BOOK.to_owned(),
        known_at: Some(KnownAt::Position(before_it_failed)),
        ..Parameters::default()
    };
    let early = lines(&run(&models, ReportName::DisbursementRegister, &asked).await.unwrap());
    assert!(
        early.iter().any(|line| line.contains("|SPM/7/LS|") && line.ends_with("Belum cair")),
        "{early:?}"
    );
    assert!(early.iter().any(|line| line.contains("SP2D/1/UP|UP|Uang persediaan|300.00")), "{early:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_withheld_less_what_was_remitted_is_still_owed() {
    let report = february(&models().await.0, ReportName::DeductionsRegister, None).await;
    let found = lines(&report);
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[0], "||||Saldo awal|||0.00||");
    assert!(found[1].starts_with(&format!("1|2026-02-10|SP2D/7/LS|{VAT}|")), "{}", found[1]);
    assert!(found[1].ends_with("|110.00||110.00||"), "{}", found[1]);
    assert!(found[2].ends_with("||60.00|50.00|NTPN60|"), "{}", found[2]);
    assert_eq!(report.total("balance").as_deref(), Some("50.00"));
    assert_ties(&report, &["withheld-accounts"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paying_treasurer_answers_for_a_month_by_way_of_paying() {
    let report = february(&models().await.0, ReportName::SpjPaying, Some(EDUCATION)).await;
    let found = lines(&report);
    let of = |code: &str| {
        let line = found.iter().find(|line| line.starts_with(code)).unwrap();
        line.split('|').skip(2).map(|figure| figure.trim_end_matches(".00").to_owned()).collect::<Vec<_>>()
    };
    // Budget; salaries, goods, imprest until January, in February, until February; all of it; what is left.
    let zeros = ["0"; 3];
    assert_eq!(of(SALARY), [&["9000", "3000", "0", "3000"][..], &zeros, &zeros, &["3000", "6000"]].concat());
    assert_eq!(
        of(COMPUTER),
        [&["2000"][..], &zeros, &["0", "1110", "1110"], &zeros, &["1110", "890"]].concat()
    );
    assert_eq!(of(STATIONERY), [&["400"][..], &zeros, &zeros, &["120", "80", "200", "200", "200"]].concat());
    for (key, expected) in [
        ("budget", "11400.00"),
        ("reported", "4310.00"),
        ("remaining", "7090.00"),
        ("opening", "0.00"),
        // Orders 3,000 and 1,110, imprest 300, withheld 110.
        ("received", "4520.00"),
        // Spending 4,310, 30 given back; what was withheld stays with the treasury.
        ("paid", "4450.00"),
        // As the cash book below has it.
        ("cash", "70.00"),
    ] {
        assert_eq!(report.total(key).as_deref(), Some(expected), "{key}");
    }
    assert_ties(&report, &["treasurer-cash", "budget-realization"]);
    assert!(found.last().unwrap().contains("SALDO KAS"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_treasurers_cash_book_shows_documents_and_is_closed_in_their_name() {
    let models = models().await.0;
    let asked = Parameters {
        book: BOOK.to_owned(),
        entity: Some(EDUCATION.to_owned()),
        code: Some("1.1.01.03".to_owned()),
        from: Some(at(2026, 2, 1)),
        to: Some(at(2026, 2, 28)),
        ..Parameters::default()
    };
    let report = run(&models, ReportName::CashBook, &asked).await.unwrap();
    assert_eq!(report.title, "BUKU KAS UMUM BENDAHARA PENGELUARAN");
    assert_eq!(
        lines(&report),
        [
            "||||Saldo awal|||180.00".to_owned(),
            format!("1|2026-02-20|SPJ/2|{STATIONERY}|Kertas||80.00|100.00"),
            "2|2026-02-27|STS/9|3.1.03.01.01.0001|RK PPKD||30.00|70.00".to_owned(),
            "||||JUMLAH|0.00|110.00|70.00".to_owned(),
        ]
    );
    let closing = report.closing.join("\n");
    assert!(
        closing.starts_with("Pada hari ini tanggal 28 Februari 2026 Buku Kas Umum Bendahara Pengeluaran")
    );
    assert!(closing.contains("Rp 70,00\n(Terbilang: Tujuh Puluh Rupiah), terdiri dari:"), "{closing}");
    assert!(closing.ends_with(
        "a. Tunai  Rp ..............................\nb. Bank  Rp .............................."
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiving_treasurer_answers_for_what_is_not_yet_deposited() {
    let models = models().await.0;
    let report = february(&models, ReportName::SpjReceiving, Some(REVENUE)).await;
    let found = lines(&report);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with(KIOSK));
    assert!(
        found[1].ends_with("|600.00|0.00|100.00|90.00|10.00|65.00|60.00|5.00|165.00|150.00|15.00"),
        "{}",
        found[1]
    );
    // It is the cash that the ledger says the treasurer has.
    let cash = Parameters {
        book: BOOK.to_owned(),
        entity: Some(REVENUE.to_owned()),
        code: Some("1.1.01.02".to_owned()),
        to: Some(at(2026, 2, 28)),
        ..Parameters::default()
    };
    let book = run(&models, ReportName::CashBook, &cash).await.unwrap();
    assert_eq!(report.total("held"), book.total("closing_balance"));
    let other = february(&models, ReportName::SpjReceiving, Some(EDUCATION)).await;
    assert_eq!(other.total("received").as_deref(), Some("0.00"), "{LAND_TAX} is none of theirs");
}

#[tokio::test(flavor = "multi_thread")]
async fn registers_show_who_deposited_and_what_was_withheld_from_an_imprest() {
    let mut regency = Regency::new(common::embedded(33).await);
    let deposit = json!({
        "date": "2026-02-03", "agency": REVENUE, "account": KIOSK, "amount": idr(40), "slip": "STS/1", "channel": "teller",
        "depositor": "Bendahara Penerimaan", "description": "Kios pasar"
    });
    let received = json!({
        "date": "2026-02-02", "agency": REVENUE, "account": KIOSK, "amount": idr(40), "basis": "self-assessed",
        "into": "treasurer", "channel": "cash"
    });
    told(&mut regency, "PaymentReceived", received);
    told(&mut regency, "DepositMade", deposit);
    let imprest = json!({
        "date": "2026-02-05", "agency": EDUCATION, "amount": idr(300), "kind": "replenishment", "order": "SPM/1/GU",
        "request": "SPP/1/GU", "disbursement": "SP2D/1/GU", "deductions": withheld(20), "transfer": idr(280),
        "description": "Ganti uang"
    });
    told(&mut regency, "ImprestIssued", imprest);
    let models = regency.models().await;
    let slips = lines(&february(&models, ReportName::DepositRegister, None).await);
    assert!(slips[0].ends_with("|Kios pasar|40.00|Bendahara Penerimaan|teller"), "{}", slips[0]);
    let orders = lines(&february(&models, ReportName::DisbursementRegister, None).await);
    assert!(orders[0].contains("|SP2D|SP2D/1/GU|GU|Ganti uang|300.00|20.00|280.00|"), "{}", orders[0]);
    let deductions = lines(&february(&models, ReportName::DeductionsRegister, None).await);
    assert!(deductions[1].contains("|SP2D/1/GU|2.1.01.06.01.0001|"), "{}", deductions[1]);
    assert!(deductions[1].contains("|20.00||20.00|"), "{}", deductions[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_repeated_and_unreadable_numbers_of_documents_are_found() {
    let mut regency = Regency::new(common::embedded(32).await);
    two_months(&mut regency);
    let sipd =
        |kind: &str, running: u32| format!("16.08/{kind}/{running:06}/LS/1.02.0.00.0.00.01.0000/P1/2/2026");
    let requested = |request: &str| {
        json!({
            "date": "2026-02-20", "agency": EDUCATION, "account": COMPUTER, "amount": idr(5), "request": request,
            "kind": "direct"
        })
    };
    for request in [sipd("02.0", 1), sipd("02.0", 4), sipd("02.0", 4), sipd("03.0", 2)] {
        told(&mut regency, "PaymentRequested", requested(&request));
    }
    // The third is known by the order that names it alone.
    told(
        &mut regency,
        "DisbursementOrdered",
        json!({
            "date": "2026-02-21", "agency": EDUCATION, "account": COMPUTER, "amount": idr(5), "order": "SPM 12",
            "request": sipd("02.0", 3), "kind": "goods"
        }),
    );
    let last = regency.world.records.len() as u64;
    let models = regency.models().await;
    let ask = async |filter: NumberFilter| document_gaps(&models, BOOK, &filter).await.unwrap();

    let requests = ask(NumberFilter { kind: Some(NumberedKind::PaymentRequest), ..Default::default() }).await;
    assert!(!requests.is_complete());
    let [sipd_requests, _] = &requests.sequences[..] else { panic!("{requests:?}") };
    assert_eq!((sipd_requests.series.as_str(), sipd_requests.year), ("16.08/02.0/#", 2026));
    assert_eq!((sipd_requests.numbers, sipd_requests.highest), (3, 4));
    assert_eq!(sipd_requests.gaps, [(2, 2)]);
    assert_eq!(sipd_requests.repeats, [(4, vec![last - 3, last - 2])]);
    let [unreadable] = &requests.unreadable[..] else { panic!("{requests:?}") };
    assert_eq!(unreadable.position, last - 1);
    assert!(unreadable.problem.contains("its kind is 03.0"), "{}", unreadable.problem);

    let slips = ask(NumberFilter { kind: Some(NumberedKind::DepositSlip), ..Default::default() }).await;
    let series: Vec<_> = slips.sequences.iter().map(|one| (one.agency.as_str(), one.gaps.clone())).collect();
    assert_eq!(
        series,
        [(EDUCATION, vec![(1, 8)]), (REVENUE, vec![])],
        "a slip that was taken back was given out"
    );
    let orders = ask(NumberFilter { kind: Some(NumberedKind::PaymentOrder), ..Default::default() }).await;
    assert!(orders.unreadable.iter().any(|one| one.number == "SPM 12"), "{orders:?}");
    let other_year = ask(NumberFilter { year: Some(2025), ..Default::default() }).await;
    assert_eq!((other_year.sequences.len(), other_year.unreadable.len()), (0, 0));
    let other_agency = ask(NumberFilter { agency: Some("9.99".to_owned()), ..Default::default() }).await;
    assert!(other_agency.is_complete());
}
