//! Revenue and spending by kind and channel of a small year, told event by event on the shipped rulebook, against figures worked
//! out by hand. Amounts are in rupiah.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "of the regency a part is used")]
mod regency;
mod support;
#[path = "regency/telling.rs"]
mod telling;

use std::sync::Arc;

use ledger::{Date, EntryKind};
use projections::KnownAt;
use regency::{CONTRA, EDUCATION, KIOSK, LAND_TAX, REVENUE, Regency, STATIONERY, TREASURY, at};
use reports::{Parameters, Report, ReportName, RevenueTerms, TieOut, run};
use serde_json::{Value, json};
use support::{built, parameters};
use telling::{idr, take_back, tell};

const PENALTY: &str = "4.1.04.12.15.0001";
const MARKET: &str = "2.17.0.00";

fn paid(date: &str, account: &str, channel: &str, into: &str, rupiah: i64) -> Value {
    json!({
        "date": date, "agency": REVENUE, "account": account, "amount": idr(rupiah), "basis": "self-assessed",
        "into": into, "channel": channel
    })
}

/// A half-year with every way that money comes in, and a payment of July.
fn half_year(regency: &mut Regency) {
    tell(regency, "PaymentReceived", paid("2026-02-01", LAND_TAX, "qris", "treasury", 600));
    let mut with_penalty = paid("2026-03-31", LAND_TAX, "teller", "treasury", 330);
    with_penalty["penalty"] = idr(20);
    with_penalty["penaltyAccount"] = json!(PENALTY);
    with_penalty["overpayment"] = idr(10);
    tell(regency, "PaymentReceived", with_penalty);
    // Cash to the treasurer; a part of it is deposited by a teller within the half-year.
    tell(regency, "PaymentReceived", paid("2026-04-01", KIOSK, "cash", "treasurer", 100));
    let deposit = |date: &str, rupiah| json!({ "date": date, "agency": REVENUE, "account": KIOSK, "amount": idr(rupiah), "channel": "teller" });
    tell(regency, "DepositMade", deposit("2026-04-02", 70));
    tell(regency, "PaymentReceived", paid("2026-05-01", KIOSK, "qris", "acquirer", 50));
    let settled = json!({ "date": "2026-05-02", "agency": REVENUE, "account": KIOSK, "amount": idr(50), "fee": idr(2), "channel": "qris" });
    tell(regency, "SettlementReceived", settled);
    let market = json!({
        "date": "2026-05-03", "agency": MARKET, "account": KIOSK, "amount": idr(40), "basis": "self-assessed",
        "into": "treasury", "channel": "other"
    });
    tell(regency, "PaymentReceived", market);
    // A bank credit that was identified keeps the channel by which it came.
    let credit = json!({ "date": "2026-05-04", "amount": idr(80), "reference": "RK/7", "channel": "atm" });
    tell(regency, "UnidentifiedReceived", credit);
    let identified = json!({
        "date": "2026-05-05", "agency": REVENUE, "account": LAND_TAX, "amount": idr(80), "basis": "self-assessed",
        "reference": "RK/7"
    });
    tell(regency, "ReceiptIdentified", identified);
    // A mistake that is taken back, and a journal that corrects.
    let mistaken = tell(regency, "PaymentReceived", paid("2026-06-01", LAND_TAX, "cash", "treasury", 9_000));
    take_back(regency, mistaken, at(2026, 6, 2));
    regency.entry(EntryKind::Correction, at(2026, 6, 3), REVENUE, (LAND_TAX, CONTRA), 5);
    tell(regency, "PaymentReceived", paid("2026-07-01", LAND_TAX, "qris", "treasury", 777));
    spending(regency);
}

fn spending(regency: &mut Regency) {
    let imprest = json!({ "date": "2026-02-01", "agency": EDUCATION, "amount": idr(100), "kind": "initial" });
    tell(regency, "ImprestIssued", imprest);
    let reported = |date: &str, rupiah, channel: &str| {
        json!({
            "date": date, "agency": EDUCATION, "account": STATIONERY, "amount": idr(rupiah), "channel": channel
        })
    };
    tell(regency, "SpendingReported", reported("2026-02-10", 30, "cms"));
    tell(regency, "SpendingReported", reported("2026-02-11", 10, "cash"));
}

fn first_half() -> Parameters {
    Parameters { to: Some(at(2026, 6, 30)), ..parameters() }
}

/// The cells of the row of a section with this text in a column, from its amount to its kinds, as programs read them.
fn row(report: &Report, section: &str, column: &str, wanted: &str) -> String {
    let place = |key: &str| report.columns.iter().position(|found| found.key == key).unwrap();
    let (section_at, place) = (place("section"), place(column));
    let plain = |row: &reports::Row, place: usize| row.cells[place].plain().unwrap_or_default();
    let found =
        report.rows.iter().find(|row| plain(row, section_at) == section && plain(row, place) == wanted);
    let row = found.unwrap_or_else(|| panic!("no {wanted} in {section}"));
    let cells: Vec<String> = (section_at + 1..report.columns.len()).map(|place| plain(row, place)).collect();
    format!("{} {}", row.kind.as_str(), cells.join("|")).replace(".00", "")
}

fn total(report: &Report, key: &str) -> String {
    report.total(key).unwrap_or_else(|| panic!("no total {key}"))
}

async fn worlds() -> [Regency; 2] {
    [Regency::new(common::embedded(41).await), Regency::new(common::postgres(41).await)]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_payers_paid_counts_by_their_own_channel_and_leads_to_the_lra() {
    for mut regency in worlds().await {
        half_year(&mut regency);
        let models = regency.models().await;
        let report = run(&models, ReportName::Digitalization, &first_half()).await.unwrap();
        for (section, column, wanted, expected) in [
            // 600 qris, 300 teller, 80 atm, 50 qris and 100 cash of kiosks, 40 other, 20 sanction by teller.
            ("kind", "code", "4.1", "group 1190|6|100|1|320|1|730|3|40|1|61.34|88.24|100|"),
            ("kind", "code", "4.1.01.15", "group 980|3|0|0|300|1|680|2|0|0|69.39|100|82.35|"),
            ("kind", "code", "4.1.02.01.05", "detail 190|3|100|1|0|0|50|1|40|1|26.32|26.32|15.97|"),
            ("channel", "channel", "cash", "detail 100|1|100|1|||||||||8.40|1"),
            ("channel", "channel", "teller", "detail 320|1|||320|1|||||||26.89|2"),
            ("channel", "channel", "qris", "detail 650|2|||||650|2|||||54.62|2"),
            ("channel", "channel", "atm", "detail 80|1|||||80|1|||||6.72|1"),
            ("kind-channel", "channel", "cash", "detail 100|1|100|1|||||||||8.40|"),
            ("agency", "name", MARKET, "detail 40|1|0|0|0|0|0|0|40|1|0|0|3.36|"),
            ("month", "name", "2026-05", "detail 170|3|0|0|0|0|130|2|40|1|76.47|76.47|14.29|"),
            ("half-year", "name", "2026-1", "detail 1190|6|100|1|320|1|730|3|40|1|61.34|88.24|100|"),
            ("spending-kind", "code", "5.1.02", "detail 40|2|10|1|0|0|30|1|0|0|75|75|100|"),
            ("spending-channel", "channel", "cms", "detail 30|1|||||30|1|||||75|1"),
        ] {
            assert_eq!(row(&report, section, column, wanted), expected, "{section} {wanted}");
        }
        for (key, expected) in [
            ("revenue", "1190.00"),
            ("number", "6"),
            ("digital_number_percent", "50.00"),
            ("non_cash_number_percent", "66.67"),
            ("kinds", "3"),
            ("non_cash_kinds", "3"),
            ("implementation_percent", "100.00"),
            ("realization_percent", "88.24"),
            // 75 % of 100 and 20 % of 88.24.
            ("index_estimate", "92.65"),
            ("spending", "40.00"),
            ("spending_digital_percent", "75.00"),
            // 1190 less 150 in custody, 70 deposited and 50 settled, less 5 corrected.
            ("realized", "1155.00"),
        ] {
            assert_eq!(total(&report, key), expected, "{key}");
        }
        assert!(report.tie_outs.iter().all(TieOut::ok) && report.tie_outs.len() == 2);
        let step = |title: &str| row(&report, "bridge", "name", title);
        assert_eq!(
            step("Belum pendapatan saat dibayar / not yet revenue when paid"),
            "detail -150|||||||||||||"
        );
        assert_eq!(step("Setoran bendahara / deposits of treasurers"), "detail 70|||||||||||||");
        let closing = report.closing.join("\n");
        for said in
            ["estimate: 92,65", "of at most 95,00", "stage Digital", "75/20/5 [K]", "not the official"]
        {
            assert!(closing.contains(said), "{said}: {closing}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_add_up_to_their_year_and_days_and_knowledge_may_be_any() {
    for mut regency in worlds().await {
        half_year(&mut regency);
        // A payment of the first half that is taken back in the second.
        let position =
            tell(&mut regency, "PaymentReceived", paid("2026-06-10", LAND_TAX, "qris", "treasury", 60));
        let known_before = regency.world.records.len() as u64;
        take_back(&mut regency, position, at(2026, 8, 1));
        let models = regency.models().await;
        let of = async |from: Date, to: Date, known_at: Option<u64>| {
            let known_at = known_at.map(KnownAt::Position);
            let asked = Parameters { from: Some(from), to: Some(to), known_at, ..parameters() };
            let report = run(&models, ReportName::Digitalization, &asked).await.unwrap();
            assert!(report.tie_outs.iter().all(TieOut::ok), "{:?}", report.closing);
            (total(&report, "revenue"), total(&report, "number"), total(&report, "realized"))
        };
        let figures = |amount: &str, number: &str, realized: &str| {
            (amount.to_owned(), number.to_owned(), realized.to_owned())
        };
        let (first, last) = (at(2026, 1, 1), at(2026, 12, 31));
        assert_eq!(of(first, at(2026, 6, 30), None).await, figures("1250.00", "7", "1215.00"));
        assert_eq!(of(at(2026, 7, 1), last, None).await, figures("717.00", "0", "717.00"));
        assert_eq!(of(first, last, None).await, figures("1967.00", "7", "1932.00"));
        assert_eq!(of(first, last, Some(known_before)).await, figures("2027.00", "8", "1992.00"));
        assert_eq!(of(at(2026, 4, 1), at(2026, 4, 1), None).await, figures("100.00", "1", "0.00"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn made_again_it_has_the_same_bytes_on_either_store() {
    let mut made = Vec::new();
    for mut regency in worlds().await {
        half_year(&mut regency);
        regency.entry(EntryKind::General, at(2026, 3, 3), TREASURY, (CONTRA, "4.1.04.05.01.0001"), 7);
        let models = regency.models().await;
        let known_at = Some(KnownAt::Position(regency.world.records.len() as u64));
        for asked in [first_half(), Parameters { known_at, ..first_half() }] {
            let report = run(&models, ReportName::Digitalization, &asked).await.unwrap();
            made.push(report.to_json().to_string());
        }
    }
    assert!(made.iter().all(|text| *text == made[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ties_to_the_lra_in_random_business_and_other_terms_change_its_classes_alone() {
    let (mut world, database) = common::embedded(42).await;
    world.random(600);
    world.revenue(common::AGENCIES[0], "teller", 5_000, common::day(2, 1));
    let models = built(&mut world, &database).await;
    let digital = "key,name,value,valid_from,valid_to,source,note\nchannel,teller,digital,,,S,Teller\n";
    let revenue_terms = Some(Arc::new(RevenueTerms::parse(digital).unwrap()));
    for (from, to) in [(common::day(1, 1), common::day(6, 30)), (common::day(3, 5), common::day(11, 7))] {
        let asked = Parameters { from: Some(from), to: Some(to), ..parameters() };
        let report = run(&models, ReportName::Digitalization, &asked).await.unwrap();
        assert!(report.tie_outs.iter().all(TieOut::ok));
        assert_ne!(total(&report, "realized"), "0.00");
        let other = Parameters { revenue_terms: revenue_terms.clone(), ..asked };
        let other = run(&models, ReportName::Digitalization, &other).await.unwrap();
        assert_eq!(total(&other, "realized"), total(&report, "realized"));
        assert_ne!(other.closing, report.closing, "the terms are named");
        assert_eq!(other.to_json()["provenance"]["terms"]["revenue"]["csv"], digital);
    }
}
