//! Arrears, performance and service of a small half-year, told event by event on the shipped rulebook, against figures worked
//! out by hand. Amounts are in rupiah.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "of the regency a part is used")]
mod regency;
mod support;
#[path = "regency/telling.rs"]
mod telling;

use event_store::Outcome;
use ledger::{Date, EntryKind, Request};
use projections::KnownAt;
use prost::Message as _;
use regency::{EQUITY, KIOSK, LAND_TAX, REVENUE, Regency, at};
use reports::{Parameters, Report, ReportName, TieOut, run};
use serde_json::{Value, json};
use support::parameters;
use telling::{idr, offer, take_back, tell};
use wire::record::Stored;

const PENALTY: &str = "4.1.04.12.15.0001";
const RECEIVABLE: &str = "1.1.03.15.01.0001";

fn assessed(date: &str, number: &str, rupiah: i64, due: &str, district: &str) -> Value {
    json!({
        "date": date, "agency": REVENUE, "account": LAND_TAX, "amount": idr(rupiah), "assessment": number,
        "dueDate": due, "district": district
    })
}

fn paid(date: &str, account: &str, (channel, into): (&str, &str), rupiah: i64) -> Value {
    let basis = if account == LAND_TAX { "assessed" } else { "self-assessed" };
    json!({
        "date": date, "agency": REVENUE, "account": account, "amount": idr(rupiah), "basis": basis, "into": into,
        "channel": channel
    })
}

/// Four assessments, of which two are paid in part, one is written off in part, and cash that a treasurer keeps too long.
fn half_year(regency: &mut Regency) {
    let targets = json!([
        { "account": LAND_TAX, "amount": idr(1_200) }, { "account": KIOSK, "amount": idr(600) }
    ]);
    let budget = json!({ "date": "2026-01-02", "agency": REVENUE, "document": "DPA", "revenue": targets });
    tell(regency, "BudgetApproved", budget);
    regency.entry(EntryKind::Opening, at(2026, 1, 1), REVENUE, (RECEIVABLE, EQUITY), 40);
    for (date, number, rupiah, due, district) in [
        ("2026-01-10", "SKPD/1", 500, "2026-02-10", "Martapura"),
        ("2026-01-15", "SKPD/2", 300, "2026-05-31", "Buay Madang"),
        ("2026-01-20", "SKPD/3", 200, "2026-09-30", "Martapura"),
        ("2026-02-01", "SKPD/4", 100, "", ""),
    ] {
        tell(regency, "AssessmentIssued", assessed(date, number, rupiah, due, district));
    }
    let mistaken = assessed("2026-02-01", "SKPD/9", 900, "2026-03-01", "Martapura");
    let mistaken = tell(regency, "AssessmentIssued", mistaken);
    take_back(regency, mistaken, at(2026, 2, 3));
    payments(regency);
    write_off(regency, "SKPD/2", 30);
    // What the treasurer took on a Sunday is deposited on Monday; of the 40 of a Wednesday 25 on the next Monday.
    let deposit = |date: &str, rupiah| json!({ "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(rupiah), "channel": "teller" });
    tell(regency, "PaymentReceived", paid("2026-03-01", KIOSK, ("cash", "treasurer"), 60));
    tell(regency, "DepositMade", deposit("2026-03-02", 60));
    tell(regency, "PaymentReceived", paid("2026-04-01", KIOSK, ("cash", "treasurer"), 40));
    tell(regency, "DepositMade", deposit("2026-04-06", 25));
    tell(regency, "PaymentReceived", paid("2026-05-01", KIOSK, ("qris", "acquirer"), 20));
    tell(regency, "PaymentReceived", paid("2026-06-30", KIOSK, ("qris", "treasury"), 30));
}

fn payments(regency: &mut Regency) {
    let mut first = paid("2026-01-20", LAND_TAX, ("qris", "treasury"), 200);
    first["assessment"] = json!("SKPD/1");
    // The log begins with the year.
    regency.world.event_time = "2025-12-31T23:30:00Z".to_owned();
    tell(regency, "PaymentReceived", first);
    let mut second = paid("2026-03-01", LAND_TAX, ("teller", "treasury"), 110);
    second["assessment"] = json!("SKPD/1");
    second["penalty"] = idr(10);
    second["penaltyAccount"] = json!(PENALTY);
    regency.world.event_time = "2025-12-30T06:00:00+07:00".to_owned();
    tell(regency, "PaymentReceived", second);
    regency.world.event_time = String::new();
    tell(regency, "PaymentReceived", paid("2026-04-01", LAND_TAX, ("teller", "treasury"), 50));
}

/// Written off on the first of June, by two people.
fn write_off(regency: &mut Regency, assessment: &str, rupiah: i64) {
    let day = at(2026, 6, 1);
    let amount = Some(wire::payment_v1::Amount { value: rupiah.to_string(), currency: "IDR".to_owned() });
    let message = wire::payment_v1::ReceivableWrittenOff {
        agency: REVENUE.to_owned(),
        account: LAND_TAX.to_owned(),
        amount,
        assessment: assessment.to_owned(),
        document: "SK/1".to_owned(),
        ..Default::default()
    };
    let (event_type, data) = ("neraca.payment.v1.ReceivableWrittenOff", message.encode_to_vec());
    let made = Request::Proposal { proposal: "P1", maker: "sari", event_type, data: &data };
    assert!(regency.world.request(made, day, "neraca.payment.v1.ProposalMade", bytes::Bytes::new()));
    let mut payment = regency::event(ledger::PaymentKind::ReceivableWrittenOff, REVENUE, LAND_TAX, rupiah);
    payment.set_text(ledger::payment::Field::Document, "SK/1");
    let proposed = Some(Box::new(Request::Payment(payment)));
    let approval = Request::Approval { proposal: "P1", checker: "budi", note: "", proposed };
    assert!(regency.world.request(approval, day, "neraca.payment.v1.ProposalApproved", bytes::Bytes::new()));
}

async fn worlds() -> [Regency; 2] {
    [Regency::new(common::embedded(51).await), Regency::new(common::postgres(51).await)]
}

fn until(day: Date) -> Parameters {
    Parameters { to: Some(day), ..parameters() }
}

/// The cells of the row of a section with this code or name, behind its section, as programs read them.
fn row(report: &Report, section: &str, wanted: &str) -> String {
    let plain = |row: &reports::Row, place: usize| row.cells[place].plain().unwrap_or_default();
    let at = report.columns.iter().position(|column| column.key == "section").unwrap();
    let is_it =
        |row: &&reports::Row| plain(row, at) == section && (0..at).any(|place| plain(row, place) == wanted);
    let row = report.rows.iter().find(is_it).unwrap_or_else(|| panic!("no {wanted} in {section}"));
    let cells: Vec<String> = (at + 1..report.columns.len()).map(|place| plain(row, place)).collect();
    cells.join("|").replace(".00", "")
}

fn totals(report: &Report, keys: &[&str]) -> String {
    let total = |key: &&str| report.total(key).unwrap_or_default();
    keys.iter().map(total).collect::<Vec<_>>().join("|").replace(".00", "")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_owed_has_the_age_of_its_due_date_and_ties_to_the_ledger() {
    for mut regency in worlds().await {
        half_year(&mut regency);
        let models = regency.models().await;
        let report = run(&models, ReportName::ReceivablesAge, &until(at(2026, 6, 30))).await.unwrap();
        assert_eq!(
            row(&report, "age", "Umur dalam hari / age in days"),
            "|||1-30|31-90|91-180|181-365|366-730|>730|"
        );
        for (section, wanted, expected) in [
            // 500 less 300 paid and 50 of the payment that names none; 300 less 30; not due; no due date.
            ("kind", "4.1.01.15.01", "4|720|200|270|0|150|0|0|0|100"),
            ("no-assessment", RECEIVABLE, "0|40|0|0|0|0|0|0|0|40"),
            ("kind", "JUMLAH PIUTANG / RECEIVABLES", "4|760|200|270|0|150|0|0|0|140"),
            ("district", "Martapura", "2|350|200|0|0|150|0|0|0|0"),
            ("district", "Buay Madang", "1|270|0|270|0|0|0|0|0|0"),
            ("agency", REVENUE, "4|760|200|270|0|150|0|0|0|140"),
        ] {
            assert_eq!(row(&report, section, wanted), expected, "{section} {wanted}");
        }
        let keys = ["receivables", "overdue", "without_assessment"];
        assert_eq!(totals(&report, &keys), "760|420|40");
        assert!(report.tie_outs.len() == 1 && report.tie_outs[0].ok(), "{:?}", report.closing);
        // The mistaken assessment stood for two days, and is not known to be one before.
        for (day, known_at, receivables) in [
            (at(2026, 2, 28), None, "940"),
            (at(2026, 2, 2), None, "1840"),
            (at(2026, 2, 3), None, "940"),
            (at(2026, 12, 31), Some(1), "0"),
        ] {
            let asked = Parameters { known_at: known_at.map(KnownAt::Position), ..until(day) };
            let report = run(&models, ReportName::ReceivablesAge, &asked).await.unwrap();
            assert_eq!(totals(&report, &["receivables"]), receivables, "{day}");
            assert!(report.tie_outs[0].ok(), "{:?}", report.closing);
        }
        let asked = Parameters { code: Some("4.1.02".to_owned()), ..until(at(2026, 6, 30)) };
        let report = run(&models, ReportName::ReceivablesAge, &asked).await.unwrap();
        assert!(report.tie_outs.is_empty() && report.closing.last().unwrap().contains("not compared"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_that_the_ledger_does_not_have_is_said_on_the_face() {
    let mut regency = Regency::new(common::embedded(51).await);
    half_year(&mut regency);
    let models = regency.models().await;
    let sql = "update revenue_event set amount = amount + 100 where assessment = 'SKPD/3'";
    let step = projections::database::Step::Run(sql.to_owned(), Vec::new());
    regency.database.apply("", vec![step]).await.unwrap();
    let report = run(&models, ReportName::ReceivablesAge, &until(at(2026, 6, 30))).await.unwrap();
    assert!(
        report.closing[0].starts_with("TIDAK COCOK / DOES NOT TIE: umur piutang"),
        "{:?}",
        report.closing
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn performance_tells_target_arrears_days_and_a_straight_line() {
    for mut regency in worlds().await {
        half_year(&mut regency);
        let models = regency.models().await;
        let report = run(&models, ReportName::RevenuePerformance, &until(at(2026, 6, 30))).await.unwrap();
        for (section, wanted, expected) in [
            // 350 of 1200; 705.80 is 350 x 365 / 181 days.
            ("kind", "4.1.01.15", "1200|350|29.17|1100|350|3|720|420|2|30|30|705.80|58.82"),
            ("kind", "4.1.02.01", "600|115|19.17|0|150|4|0|0|0|||231.91|38.65"),
            ("agency", REVENUE, "1800|475|26.39|1100|510|7|720|420|2|30|30|957.87|53.22"),
            ("channel", "qris", "|||0|250|3|0|0|1|10|10||"),
            ("channel", "teller", "|||0|160|2|0|0|1|50|50||"),
            ("channel", "cash", "|||0|100|2|0|0|0||||"),
            ("district", "Buay Madang", "|||300|0|0|270|270|0||||"),
        ] {
            assert_eq!(row(&report, section, wanted), expected, "{section} {wanted}");
        }
        assert!(report.tie_outs.iter().all(TieOut::ok), "{:?}", report.closing);
        let closing = report.closing.join("\n");
        assert!(closing.contains("x 365 / 181 hari / days; garis lurus"), "{closing}");
        let asked = Parameters { from: Some(at(2026, 2, 1)), ..until(at(2026, 6, 30)) };
        let part = run(&models, ReportName::RevenuePerformance, &asked).await.unwrap();
        assert_eq!(totals(&part, &["forecast", "realized"]), "|275");
        // Days of which nothing is known do not count as days without revenue.
        let year = run(&models, ReportName::RevenuePerformance, &parameters()).await.unwrap();
        assert_eq!(totals(&year, &["forecast", "realized"]), "957.87|475");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn service_tells_waiting_times_refusals_and_cash_that_was_kept_too_long() {
    for mut regency in worlds().await {
        half_year(&mut regency);
        let unknown = |date: &str| {
            let mut body = assessed(date, "SKPD/X", 5, "", "");
            body["account"] = json!("4.1.01.99.01.0001");
            body
        };
        for date in ["2026-03-05", "2026-03-31", "2026-04-01"] {
            assert!(!offer(&mut regency, "AssessmentIssued", &unknown(date)));
        }
        let unreadable = Stored::Quarantined {
            code: "undecodable".to_owned(),
            detail: String::new(),
            headers: Vec::new(),
        };
        let day = at(2026, 5, 5);
        regency.world.push(&unreadable, Outcome::Quarantined, "undecodable", day, "", bytes::Bytes::new());
        let models = regency.models().await;
        let report = run(&models, ReportName::RevenueService, &until(at(2026, 6, 30))).await.unwrap();
        let step = |name: &str| row(&report, "posting-time", name);
        assert_eq!(step("sampai / within 1 jam / hour"), "|||1|50|50||||||");
        assert_eq!(step("sampai / within 3 hari / days"), "|||1|50|100||||||");
        let keys =
            ["payments", "time_unknown", "posted_p50_seconds", "posted_p99_seconds", "refused", "unreadable"];
        assert_eq!(totals(&report, &keys), "7|5|3600|259200|3|1");
        let refusals: Vec<String> = report
            .rows
            .iter()
            .filter(|row| row.cells[1].plain().as_deref() == Some("refusal"))
            .map(|row| {
                row.cells[2..7]
                    .iter()
                    .map(|cell| cell.plain().unwrap_or_default())
                    .collect::<Vec<_>>()
                    .join("|")
            })
            .collect();
        let code = report.rows.iter().find_map(|row| row.cells[4].plain()).unwrap();
        assert_eq!(
            refusals[1..],
            [format!("2026-03|test|{code}|2|66.67"), format!("2026-04|test|{code}|1|33.33")]
        );
        // 60 and 40 taken; 60 in time, 25 late; 15 are left of the first of April.
        assert_eq!(row(&report, "custody", REVENUE), "||||||100|85|25|15|15|90");
        assert_eq!(totals(&report, &["taken", "late", "overdue", "held_by_acquirers"]), "100|25|15|20");
        assert!(report.tie_outs[0].ok(), "{:?}", report.closing);
        let april = Parameters { from: Some(at(2026, 4, 1)), ..until(at(2026, 4, 2)) };
        let report = run(&models, ReportName::RevenueService, &april).await.unwrap();
        assert_eq!(totals(&report, &["taken", "deposited", "held", "overdue", "refused"]), "40|0|40|0|1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn made_again_they_have_the_same_bytes_on_either_store() {
    let names = [ReportName::ReceivablesAge, ReportName::RevenuePerformance, ReportName::RevenueService];
    let mut made = Vec::new();
    for mut regency in worlds().await {
        half_year(&mut regency);
        let known_at = Some(KnownAt::Position(regency.world.records.len() as u64));
        let models = regency.models().await;
        let mut texts = Vec::new();
        for name in names {
            let report = run(&models, name, &until(at(2026, 6, 30))).await.unwrap();
            texts.push(report.to_json().to_string());
        }
        // What is recorded later does not show.
        tell(&mut regency, "PaymentReceived", paid("2026-05-05", KIOSK, ("cash", "treasurer"), 9));
        tell(&mut regency, "AssessmentIssued", assessed("2026-05-06", "SKPD/5", 7, "2026-06-01", ""));
        let models = regency.models().await;
        for (name, text) in names.into_iter().zip(&texts) {
            let asked = Parameters { known_at, ..until(at(2026, 6, 30)) };
            assert_eq!(run(&models, name, &asked).await.unwrap().to_json().to_string(), *text, "{name:?}");
        }
        made.push(texts);
    }
    assert_eq!(made[0], made[1]);
}
