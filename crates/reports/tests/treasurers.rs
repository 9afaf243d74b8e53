//! What treasurers answer for over the turn of a year, against figures worked out by hand: what they held before, cards, returns,
//! sanctions in custody, credits that were identified, and documents that were taken back later. Amounts are in rupiah.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "of the regency only its books are used")]
mod regency;
#[path = "regency/telling.rs"]
mod telling;

use common::BOOK;
use ledger::EntryKind;
use projections::ReadModels;
use regency::{COMPUTER, EDUCATION, KIOSK, LAND_TAX, REVENUE, Regency, STATIONERY, TREASURY, at};
use reports::{Parameters, Report, ReportName, run};
use serde_json::{Value, json};
use telling::{idr, take_back, tell};

const SALARY: &str = "5.1.01.01.01.0001";
const VAT: &str = "2.1.01.06.01.0001";
const INCOME_TAX: &str = "2.1.01.05.01.0001";
const FEE: &str = "5.1.02.02.01.0042";
const KIOSK_SANCTION: &str = "4.1.04.12.15.0001";
const INTEREST: &str = "4.1.04.05.01.0001";

/// What a paying treasurer did in December 2025 and January 2026.
fn spending(regency: &mut Regency) {
    let imprest = |date: &str, rupiah, order: &str| json!({ "date": date, "agency": EDUCATION, "amount": idr(rupiah), "kind": "initial", "order": order });
    tell(regency, "ImprestIssued", imprest("2025-12-01", 500, "SP2D/1/UP"));
    let spent = |date: &str, rupiah, report: &str| {
        json!({
            "date": date, "agency": EDUCATION, "account": STATIONERY, "amount": idr(rupiah), "report": report
        })
    };
    tell(regency, "SpendingReported", spent("2025-12-10", 300, "SPJ/1"));
    tell(regency, "SpendingReported", spent("2026-01-10", 90, "SPJ/2"));
    let paid = |account: &str, rupiah, basis: &str, number: &str, deductions: Value| {
        json!({
            "date": "2026-01-12", "agency": EDUCATION, "account": account, "amount": idr(rupiah), "basis": basis,
            "disbursement": number, "deductions": deductions
        })
    };
    let withheld = json!([
        { "account": VAT, "amount": idr(110) },
        { "account": INCOME_TAX, "amount": idr(15) },
    ]);
    tell(regency, "DisbursementPaid", paid(COMPUTER, 1_000, "expense", "SP2D/1/LS", withheld));
    tell(regency, "DisbursementPaid", paid(SALARY, 400, "expense", "SP2D/2/LS", json!([])));
    let bought = json!({
        "date": "2026-01-05", "agency": EDUCATION, "account": STATIONERY, "amount": idr(70), "reference": "KKPD/1"
    });
    tell(regency, "CardPurchase", bought);
    tell(regency, "DisbursementPaid", paid(STATIONERY, 70, "card", "SP2D/1/GU", json!([])));
    let back = |account: &str, rupiah, reference: &str| {
        json!({
            "date": "2026-01-20", "agency": EDUCATION, "account": account, "amount": idr(rupiah),
            "reference": reference
        })
    };
    tell(regency, "SpendingReturned", back(COMPUTER, 40, "SP2D/1/LS"));
    // It names nothing: most of its account was spent out of the imprest.
    tell(regency, "SpendingReturned", back(STATIONERY, 10, "CP/2"));
    let mut into_imprest = back(STATIONERY, 6, "SPJ/2");
    into_imprest["into"] = json!("treasurer");
    tell(regency, "SpendingReturned", into_imprest);
    let remitted = |agency: &str, account: &str, rupiah| {
        let deductions = json!([{ "account": account, "amount": idr(rupiah) }]);
        json!({ "date": "2026-01-25", "agency": agency, "deductions": deductions, "stateReceipt": "NTPN" })
    };
    tell(regency, "TaxRemitted", remitted(TREASURY, VAT, 110));
    let fee = json!({
        "date": "2026-01-28", "agency": EDUCATION, "account": FEE, "amount": idr(4), "document": "SP3B/1"
    });
    tell(regency, "FeeAuthorized", fee);
}

/// What a receiving treasurer did.
fn takings(regency: &mut Regency) {
    let received = |date: &str, rupiah, into: &str, sanction| {
        let mut body = json!({
            "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(rupiah), "basis": "self-assessed",
            "into": into, "channel": "cash"
        });
        if sanction != 0 {
            body["penalty"] = idr(sanction);
            body["penaltyAccount"] = json!(KIOSK_SANCTION);
        }
        body
    };
    tell(regency, "PaymentReceived", received("2025-12-30", 60, "treasurer", 0));
    let mistake = tell(regency, "PaymentReceived", received("2026-01-02", 25, "treasurer", 0));
    let deposited = |date: &str, rupiah, slip: &str| json!({ "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(rupiah), "slip": slip });
    tell(regency, "DepositMade", deposited("2026-01-02", 60, "STS/1"));
    take_back(regency, mistake, at(2026, 1, 3));
    tell(regency, "PaymentReceived", received("2026-01-05", 110, "treasurer", 10));
    tell(regency, "DepositMade", deposited("2026-01-06", 110, "STS/2"));
    let credit = json!({ "date": "2026-01-07", "amount": idr(30), "reference": "K/1" });
    tell(regency, "UnidentifiedReceived", credit);
    let identified = json!({
        "date": "2026-01-08", "agency": REVENUE, "account": LAND_TAX, "amount": idr(20), "basis": "self-assessed",
        "reference": "K/1"
    });
    tell(regency, "ReceiptIdentified", identified);
    tell(regency, "PaymentReceived", received("2026-01-30", 8, "acquirer", 0));
    let interest =
        json!({ "date": "2026-01-31", "account": INTEREST, "amount": idr(3), "reference": "BUNGA/1" });
    tell(regency, "InterestReceived", interest);
}

async fn world() -> ReadModels {
    let mut regency = Regency::new(common::embedded(41).await);
    spending(&mut regency);
    takings(&mut regency);
    regency.models().await
}

async fn month(
    models: &ReadModels,
    name: ReportName,
    entity: Option<&str>,
    (year, month): (i32, u32),
) -> Report {
    let last = if month == 11 { 30 } else { 31 };
    let asked = Parameters {
        book: BOOK.to_owned(),
        from: Some(at(year, month, 1)),
        to: Some(at(year, month, last)),
        entity: entity.map(str::to_owned),
        ..Parameters::default()
    };
    run(models, name, &asked).await.unwrap()
}

const NOVEMBER: (i32, u32) = (2025, 11);
const DECEMBER: (i32, u32) = (2025, 12);
const JANUARY: (i32, u32) = (2026, 1);

/// The figures of a row with this code, or this name, as far as they are not zero.
fn figures(report: &Report, place: usize, text: &str) -> Vec<(&'static str, String)> {
    let row = report.rows.iter().find(|row| row.cells[place].plain().as_deref() == Some(text)).unwrap();
    let cells = report.columns.iter().zip(&row.cells).skip(2);
    let plain = cells.filter_map(|(column, cell)| Some((column.key, cell.plain()?)));
    plain
        .filter(|(_, figure)| figure != "0.00")
        .map(|(key, figure)| (key, figure.replace(".00", "")))
        .collect()
}

#[track_caller]
fn assert_all_tie(report: &Report) {
    assert!(!report.tie_outs.is_empty());
    assert!(report.tie_outs.iter().all(reports::TieOut::ok), "{}: {:?}", report.name, report.tie_outs);
}

fn texts(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    pairs.iter().map(|(key, figure)| (*key, (*figure).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paying_treasurer_answers_for_cash_from_last_year_and_every_way_of_paying() {
    let models = world().await;
    let report = month(&models, ReportName::SpjPaying, Some(EDUCATION), JANUARY).await;
    assert_all_tie(&report);
    // 200 of December's imprest; 90 spent, 6 of them came back to it.
    let total = |key: &str| report.total(key).unwrap();
    assert_eq!((total("opening"), total("cash")), ("200.00".to_owned(), "116.00".to_owned()));
    // A card is paid in the place of the imprest, and what comes back belongs where it went out.
    let of = |code: &str| figures(&report, 0, code);
    let stationery =
        [("imprest_within", "144"), ("imprest", "144"), ("reported", "144"), ("remaining", "-144")];
    assert_eq!(of(STATIONERY), texts(&stationery));
    let computer = [("goods_within", "960"), ("goods", "960"), ("reported", "960"), ("remaining", "-960")];
    assert_eq!(of(COMPUTER), texts(&computer));
    assert_eq!(of(FEE)[0], ("goods_within", "4".to_owned()));
    let named = |name: &str| figures(&report, 1, name);
    assert_eq!(named("SALDO KAS AWAL TAHUN")[0], ("imprest_before", "200".to_owned()));
    let back = [
        ("goods_within", "40"),
        ("goods", "40"),
        ("imprest_within", "10"),
        ("imprest", "10"),
        ("reported", "50"),
    ];
    assert_eq!(named("Pengembalian belanja ke kas daerah (contra pos)"), texts(&back));
    let fees = [("goods_within", "4"), ("goods", "4"), ("reported", "4")];
    assert_eq!(named("Lain-lain: biaya bank yang disahkan"), texts(&fees));
    // Deductions by kind come and go; what the treasury remits is none of the treasurer's cash.
    let tax: Vec<_> =
        report.rows.iter().filter(|row| row.cells[0].plain().as_deref() == Some(INCOME_TAX)).collect();
    let [came, went] = tax[..] else { panic!("{tax:?}") };
    assert_eq!([came, went].map(|row| row.cells[12].plain().unwrap()), ["15.00", "15.00"]);
    let cash = Parameters {
        book: BOOK.to_owned(),
        entity: Some(EDUCATION.to_owned()),
        code: Some("1.1.01.03".to_owned()),
        to: Some(at(2026, 1, 31)),
        ..Parameters::default()
    };
    let book = run(&models, ReportName::CashBook, &cash).await.unwrap();
    assert_eq!(book.total("closing_balance"), report.total("cash"));
    // Of all agencies together too.
    assert_all_tie(&month(&models, ReportName::SpjPaying, None, JANUARY).await);
    let orders = month(&models, ReportName::DisbursementRegister, None, JANUARY).await;
    let kind = |row: &&reports::Row| row.cells[3].plain().as_deref() == Some("SP2D/1/GU");
    assert_eq!(orders.rows.iter().find(kind).unwrap().cells[4].plain().as_deref(), Some("GU KKPD"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiving_treasurer_answers_for_last_years_cash_sanctions_and_what_the_bank_took_in() {
    let models = world().await;
    let report = month(&models, ReportName::SpjReceiving, None, JANUARY).await;
    assert_all_tie(&report);
    let kiosk = [
        ("opening", "60"),
        ("held_before", "60"),
        // 25, 100 and 8 came in, 25 was taken back, 60 and 100 were deposited.
        ("received_within", "108"),
        ("deposited_within", "160"),
        ("held_within", "-52"),
        ("received", "108"),
        ("deposited", "160"),
        ("held", "8"),
    ];
    assert_eq!(figures(&report, 0, KIOSK), texts(&kiosk));
    for (code, figure) in [(KIOSK_SANCTION, "10"), (LAND_TAX, "20"), (INTEREST, "3")] {
        let all = [
            ("received_within", figure),
            ("deposited_within", figure),
            ("received", figure),
            ("deposited", figure),
        ];
        assert_eq!(figures(&report, 0, code), texts(&all), "{code}");
    }
    assert_eq!((report.total("opening"), report.total("held")), (Some("60.00".into()), Some("8.00".into())));
    let of_code = Parameters {
        book: BOOK.to_owned(),
        code: Some(KIOSK.to_owned()),
        from: Some(at(2026, 1, 1)),
        to: Some(at(2026, 1, 31)),
        ..Parameters::default()
    };
    let part = run(&models, ReportName::SpjReceiving, &of_code).await.unwrap();
    assert_eq!((part.rows.len(), part.tie_outs.len()), (2, 0), "of a part of the codes nobody has a balance");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_in_december_stays_in_november() {
    let mut regency = Regency::new(common::embedded(42).await);
    let slip = |date: &str| json!({ "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(7), "slip": "STS/9" });
    let taken = json!({
        "date": "2025-11-01", "agency": REVENUE, "account": KIOSK, "amount": idr(50), "basis": "self-assessed",
        "into": "treasurer"
    });
    tell(&mut regency, "PaymentReceived", taken);
    let deposit = tell(&mut regency, "DepositMade", slip("2025-11-20"));
    take_back(&mut regency, deposit, at(2025, 12, 4));
    let again = regency.world.records.len() as u64;
    // The reversal itself was wrong.
    take_back(&mut regency, again, at(2025, 12, 9));
    let models = regency.models().await;
    let rows = async |of| {
        let report = month(&models, ReportName::DepositRegister, None, of).await;
        assert_all_tie(&report);
        let row = |row: &reports::Row| {
            [2, 5, 7].map(|place| row.cells[place].plain().unwrap_or_default()).join("|")
        };
        report.rows.iter().map(row).collect::<Vec<_>>()
    };
    // As it was signed: nobody knew.
    assert_eq!(rows(NOVEMBER).await, ["2025-11-20|7.00|", "|7.00|"]);
    assert_eq!(
        rows(DECEMBER).await,
        ["2025-12-04|-7.00|Dibatalkan tgl 09-12-2025", "2025-12-09|7.00|Pembatalan dicabut", "|0.00|",]
    );
    let held = month(&models, ReportName::SpjReceiving, None, DECEMBER).await;
    assert_all_tie(&held);
    assert_eq!(held.total("held").as_deref(), Some("43.00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_document_explains_is_said_on_the_face() {
    let mut regency = Regency::new(common::embedded(43).await);
    spending(&mut regency);
    let cash = "1.1.01.03.01.0001";
    regency.entry(EntryKind::General, at(2026, 1, 30), EDUCATION, (cash, "8.1.02.01.01.0024"), 9);
    regency.entry(EntryKind::General, at(2026, 1, 30), EDUCATION, ("3.1.02.05.01.0001", STATIONERY), 2);
    let models = regency.models().await;
    let report = month(&models, ReportName::SpjPaying, Some(EDUCATION), JANUARY).await;
    let difference = |place: usize| report.tie_outs[place].difference();
    assert_eq!([difference(0), difference(1)], [-900, 200]);
    assert!(
        report.closing[0].starts_with("TIDAK COCOK / DOES NOT TIE: saldo kas SPJ"),
        "{:?}",
        report.closing
    );
    assert_eq!(report.closing.len(), 2);
    // Books and ledgers have that line, and tie.
    for name in [
        ReportName::TrialBalance,
        ReportName::GeneralLedger,
        ReportName::CashBook,
        ReportName::DepositRegister,
        ReportName::DisbursementRegister,
    ] {
        assert_all_tie(&month(&models, name, None, JANUARY).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiving_treasurers_book_is_closed_in_its_own_words() {
    let models = world().await;
    let asked = Parameters {
        book: BOOK.to_owned(),
        entity: Some(REVENUE.to_owned()),
        code: Some("1.1.01.02".to_owned()),
        to: Some(at(2026, 1, 31)),
        ..Parameters::default()
    };
    let report = run(&models, ReportName::CashBook, &asked).await.unwrap();
    assert_eq!(report.closing[0], "Saldo Kas di Bendahara Penerimaan tanggal 31 Januari 2026 Rp 8,00");
    assert_eq!(report.closing[1], "(Terbilang: Delapan Rupiah), terdiri dari:");
    assert_all_tie(&report);
}
