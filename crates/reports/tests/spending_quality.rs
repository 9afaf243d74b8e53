//! The quality of spending of a small year, told event by event on the shipped rulebook, against figures worked out by hand.
//! Amounts are in rupiah.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "of the regency only its books are used")]
mod regency;

use std::sync::Arc;

use common::BOOK;
use ledger::command::{Original, OriginalEntry};
use ledger::{Date, Fact, Request};
use projections::queries::{AccountFilter, Period, SpendingStage};
use projections::{KnownAt, ReadModels};
use regency::{COMPUTER, EDUCATION, Regency, STATIONERY, at};
use reports::{Parameters, Report, ReportName, RevenueTerms, SpendingTerms, TieOut, run};
use serde_json::{Value, json};
use wire::cloudevents::Envelope;
use wire::command::RequestParts;
use wire::message::Message;

const SALARY: &str = "5.1.01.01.01.0001";
const HERE: &str = "Ogan Komering Ulu Timur";

/// An event of the agency as its publisher sends it; it must be posted.
fn told(regency: &mut Regency, name: &str, mut body: Value) {
    body["agency"] = EDUCATION.into();
    let event_type = format!("neraca.payment.v1.{name}");
    let message = Message::decode(&event_type, "application/json", body.to_string().as_bytes()).unwrap();
    let settings = regency.world.book.settings().clone();
    let envelope = Envelope { id: "unused".to_owned(), source: "unused".to_owned(), ..Envelope::default() };
    let (date, parts) = wire::command::request(&message, &envelope, &settings).unwrap();
    let RequestParts::Ready(request) = parts else { panic!("{name} is no plain event") };
    assert!(regency.world.request(request, date, &event_type, message.encode()), "{name}: {body}");
}

/// Takes the last record back.
fn taken_back(regency: &mut Regency, date: Date) {
    let position = regency.world.records.len() as u64;
    let record = wire::record::decode_record(&regency.world.records.last().unwrap().bytes, None).unwrap();
    let facts = wire::record::facts(&record, &regency.world.book).unwrap();
    let entry = |fact: &Fact| match fact {
        Fact::EntryPosted(entry) => Some(OriginalEntry {
            effective_date: entry.effective_date,
            lines: entry.lines.clone(),
            open_item: entry.open_item.clone(),
        }),
        _ => None,
    };
    let entries = Some(facts.iter().filter_map(entry).collect());
    let original = Some(Original { position, entries, has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: false, reason: "salah" };
    assert!(regency.world.request(reversal, date, "neraca.payment.v1.PaymentReversed", bytes::Bytes::new()));
}

fn idr(rupiah: i64) -> Value {
    json!({ "value": rupiah.to_string(), "currency": "IDR" })
}

fn reported(date: &str, rupiah: i64, channel: &str, vendor: Value) -> Value {
    json!({
        "date": date, "account": STATIONERY, "amount": idr(rupiah), "report": format!("SPJ/{date}"), "channel": channel,
        "vendor": vendor
    })
}

/// Seven payments of 2026 in scope, a salary that is out of it, a purchase by card, and a report that is taken back a month
/// later. Gives the position before that.
fn year(regency: &mut Regency) -> u64 {
    let lines = json!([
        { "account": STATIONERY, "amount": idr(4_000) },
        { "account": COMPUTER, "amount": idr(4_000) },
        { "account": SALARY, "amount": idr(9_000) },
    ]);
    told(
        regency,
        "BudgetApproved",
        json!({ "date": "2026-01-02", "document": "DPA 1", "expenditure": lines }),
    );
    told(
        regency,
        "ImprestIssued",
        json!({ "date": "2026-01-05", "amount": idr(2_000), "kind": "initial", "order": "SP2D/1/UP" }),
    );
    let small = json!({
        "id": "v-secret-1", "scale": "small", "domicile": HERE, "origin": "domestic", "localContentPercent": "40.00",
        "procurementChannel": "e-catalogue", "invoiceDate": "2026-02-01"
    });
    told(
        regency,
        "DisbursementOrdered",
        json!({ "date": "2026-02-03", "account": COMPUTER, "amount": idr(1_000), "order": "SPM/1", "vendor": small }),
    );
    // Silent of its vendor: what is known of it stands in its order.
    told(
        regency,
        "DisbursementPaid",
        json!({
            "date": "2026-02-11", "account": COMPUTER, "amount": idr(1_000), "order": "SPM/1", "basis": "expense",
            "channel": "sp2d-online"
        }),
    );
    let micro = json!({
        "id": "v-secret-2", "scale": "micro", "domicile": "Palembang", "origin": "domestic",
        "procurementChannel": "direct", "invoiceDate": "2026-03-07"
    });
    told(regency, "SpendingReported", reported("2026-03-10", 300, "cash", micro.clone()));
    told(
        regency,
        "SpendingReturned",
        json!({
            "date": "2026-03-15", "account": STATIONERY, "amount": idr(50), "reference": "CP/1", "channel": "teller",
            "vendor": micro
        }),
    );
    told(
        regency,
        "CardPurchase",
        json!({
            "date": "2026-04-01", "account": STATIONERY, "amount": idr(70), "reference": "KKPD/1",
            "vendor": { "scale": "small", "origin": "domestic" }
        }),
    );
    told(
        regency,
        "DisbursementPaid",
        json!({
            "date": "2026-05-05", "account": STATIONERY, "amount": idr(70), "basis": "card", "channel": "kkpd"
        }),
    );
    told(
        regency,
        "DisbursementPaid",
        json!({ "date": "2026-05-06", "account": SALARY, "amount": idr(9_000), "basis": "expense" }),
    );
    told(
        regency,
        "SpendingReported",
        reported("2026-12-20", 200, "cms", json!({ "origin": "imported", "invoiceDate": "2026-12-19" })),
    );
    told(
        regency,
        "DisbursementPaid",
        json!({
            "date": "2026-12-22", "account": COMPUTER, "amount": idr(500), "basis": "expense", "channel": "sp2d-online",
            "vendor": {
                "scale": "large", "origin": "domestic", "localContentPercent": "25.5", "procurementChannel": "tender",
                "invoiceDate": "2026-12-25"
            }
        }),
    );
    let cooperative = json!({
        "id": "v-secret-3", "scale": "cooperative", "domicile": HERE, "invoiceDate": "2026-05-01"
    });
    told(regency, "SpendingReported", reported("2026-06-01", 80, "cms", cooperative));
    let before = regency.world.records.len() as u64;
    taken_back(regency, at(2026, 7, 1));
    before
}

fn asked() -> Parameters {
    Parameters { book: BOOK.to_owned(), to: Some(at(2026, 12, 31)), ..Parameters::default() }
}

async fn report(models: &ReadModels, asked: &Parameters) -> Report {
    run(models, ReportName::SpendingQuality, asked).await.unwrap()
}

/// The cells of a row from its amount on, as programs read them.
fn row(report: &Report, group: &str, key: &str) -> String {
    let is_it = |cells: &[reports::Cell]| {
        [&cells[2], &cells[3]].map(reports::Cell::plain) == [Some(group.to_owned()), Some(key.to_owned())]
    };
    let row = report.rows.iter().find(|row| is_it(&row.cells)).unwrap_or_else(|| panic!("{group} {key}"));
    let cells: Vec<String> = row.cells[4..].iter().map(|cell| cell.plain().unwrap_or_default()).collect();
    format!("{} {}", row.kind.as_str(), cells.join("|"))
}

fn totals(report: &Report, expected: &[(&str, &str)]) {
    for (key, value) in expected {
        assert_eq!(report.total(key).unwrap_or_default(), *value, "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shares_content_and_days_of_a_year_are_those_worked_out_by_hand_on_either_store() {
    let mut made = Vec::new();
    for world in [common::embedded(51).await, common::postgres(51).await] {
        let mut regency = Regency::new(world);
        year(&mut regency);
        let models = regency.models().await;
        let report = report(&models, &asked()).await;
        totals(
            &report,
            &[
                // 1000 + 300 - 50 + 70 + 200 + 500; what was taken back is nothing.
                ("amount", "2020.00"),
                ("number", "5"),
                // 1000 small, 300 - 50 micro; the card's bill names no vendor.
                ("met", "1250.00"),
                ("met_percent", "61.88"),
                ("target_percent", "40.00"),
                ("unknown", "270.00"),
                ("unknown_percent", "13.37"),
                ("domestic", "1750.00"),
                ("domestic_percent", "86.63"),
                ("unknown_origin", "70.00"),
                // (1000 x 40.00 + 500 x 25.50) / 2020, and / 1500.
                ("local_content_percent", "26.11"),
                ("local_content_known_percent", "35.17"),
                ("local_content_known", "1500.00"),
                ("local_content_met", "1500.00"),
                ("local", "1000.00"),
                ("local_percent", "49.50"),
                ("unknown_domicile", "770.00"),
                // All but 300 of cash and the 50 through a teller.
                ("digital", "1770.00"),
                ("digital_percent", "87.62"),
                // 10, 3 and 1 days; one was paid before its invoice.
                ("days_median", "3.00"),
                ("days_mean", "4.67"),
                ("days_max", "10"),
                ("days_number", "3"),
                ("december", "700.00"),
                ("december_percent", "34.65"),
                ("card_purchases", "70.00"),
            ],
        );
        for (group, key, expected) in [
            (
                "account",
                "5.1",
                "group 520.00|3|250.00|48.08|270.00|51.92|48.08|0.00|0.00|51.92|2.00|2.00|3|38.46",
            ),
            (
                "account",
                "5.2.02",
                "group 1500.00|2|1000.00|66.67|0.00|0.00|100.00|35.17|66.67|100.00|10.00|10.00|10|33.33",
            ),
            (
                "agency",
                EDUCATION,
                "detail 2020.00|5|1250.00|61.88|270.00|13.37|86.63|26.11|49.50|87.62|3.00|4.67|10|34.65",
            ),
            (
                "month",
                "2026-03",
                "detail 250.00|1|250.00|100.00|0.00|0.00|100.00|0.00|0.00|0.00|3.00|3.00|3|0.00",
            ),
            // What was taken back counts in its class in both months, and is no payment that stands.
            ("month", "2026-06", "detail 80.00|0|80.00|100.00|0.00|0.00|0.00|0.00|100.00|100.00||||0.00"),
            ("month", "2026-07", "detail -80.00|0|-80.00|100.00|0.00|0.00|0.00|0.00|100.00|100.00||||0.00"),
            (
                "scale",
                "unknown",
                "detail 270.00|2|0.00|0.00|270.00|100.00|0.00|0.00|0.00|100.00|1.00|1.00|1|74.07",
            ),
            ("scale", "large", "detail 500.00|1|0.00|0.00|0.00|0.00|100.00|25.50|0.00|100.00||||100.00"),
            (
                "procurement",
                "e-catalogue",
                "detail 1000.00|1|1000.00|100.00|0.00|0.00|100.00|40.00|100.00|100.00|10.00|10.00|10|0.00",
            ),
            ("card", "purchases", "detail 70.00|1|70.00|100.00|0.00|0.00|100.00|0.00|0.00|100.00||||0.00"),
        ] {
            assert_eq!(row(&report, group, key), expected, "{group} {key}");
        }
        assert!(report.tie_outs.iter().all(TieOut::ok) && report.tie_outs.len() == 1);
        let said = report.closing.join("\n");
        for part in [
            "61,88 %, target 40,00 % [S]: tercapai / met",
            "LRA realisation of the same scope: 2.020,00; selisih / difference 0,00",
            "3 pembayaran dengan tanggal faktur",
            "1 dibayar sebelum tanggal faktur",
            "to be confirmed [K]: local_domicile",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        let text = report.to_json().to_string();
        assert!(!text.contains("v-secret"), "no vendor is named");
        made.push(text);
    }
    assert_eq!(made[0], made[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_month_ties_to_the_budget_report_and_an_earlier_view_knows_of_no_reversal() {
    let mut regency = Regency::new(common::embedded(52).await);
    let before = year(&mut regency);
    let models = regency.models().await;
    for month in 1..=12 {
        let last = (28..=31).rev().find_map(|day| Date::new(2026, month, day));
        let of_month = Parameters { from: Some(at(2026, month, 1)), to: last, ..asked() };
        let report = report(&models, &of_month).await;
        assert!(report.tie_outs.iter().all(TieOut::ok), "{:?}", report.closing);
    }
    let then = Parameters { known_at: Some(KnownAt::Position(before)), ..asked() };
    let earlier = report(&models, &then).await;
    totals(&earlier, &[("amount", "2100.00"), ("number", "6"), ("met", "1330.00"), ("days_number", "4")]);
    assert!(earlier.tie_outs.iter().all(TieOut::ok));
    let since = KnownAt::Position(before);
    let changes = reports::changes(&models, ReportName::SpendingQuality, &asked(), since).await.unwrap();
    assert!(
        changes.cells.iter().any(|cell| cell.column == "met" && cell.after.as_deref() == Some("1250.00"))
    );
    // All that was realised of the chart's expenditure, in scope or not.
    let period = Period { from: Some(at(2026, 1, 1)), to: Some(at(2026, 12, 31)), known_at: None };
    let (events, position) = models.spending_events(BOOK, period, &AccountFilter::default()).await.unwrap();
    assert_eq!(position, before + 1);
    let realized: i64 =
        events.iter().filter(|event| event.stage.is_realized()).map(|event| event.amount).sum();
    let asked = Parameters { level: Some(3), ..asked() };
    let lra = run(&models, ReportName::BudgetRealization, &asked).await.unwrap();
    let row = lra.rows.iter().find(|row| row.cells[0].plain().as_deref() == Some("5")).unwrap();
    assert_eq!(row.cells[4].plain().unwrap(), format!("{}.00", realized / 100));
    let stages = |stage| events.iter().filter(|event| event.stage == stage).count();
    assert_eq!(
        [SpendingStage::Ordered, SpendingStage::CardPurchase, SpendingStage::Other].map(stages),
        [1, 1, 1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn other_terms_give_another_scope_and_target_and_name_themselves() {
    let mut regency = Regency::new(common::embedded(53).await);
    year(&mut regency);
    let models = regency.models().await;
    let text = "key,value,valid_from,valid_to,source,note\nscope,5.1.02,,,K,\ntarget_percent,60.00,,,K,\nmet_scale,micro,,,K,\n";
    let terms = Arc::new(SpendingTerms::parse(text).unwrap());
    let asked = Parameters { spending_terms: Some(Arc::clone(&terms)), ..asked() };
    let report = report(&models, &asked).await;
    totals(&report, &[("amount", "520.00"), ("met", "250.00"), ("met_percent", "48.08"), ("local", "0.00")]);
    let said = report.closing.join("\n");
    assert!(said.contains("48,08 %, target 60,00 % [K]: belum tercapai / not met"), "{said}");
    assert!(
        said.contains(terms.sha256()) && said.contains("[K]: scope, target_percent, met_scale"),
        "{said}"
    );
    // An auditor works it out under the terms that it states: these, and those that class channels.
    let stated = &report.to_json()["provenance"]["terms"];
    let digest = |of: &str| stated[of]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(
        (stated["spending"]["csv"].as_str(), digest("spending").as_str()),
        (Some(text), terms.sha256())
    );
    assert_eq!(digest("revenue"), RevenueTerms::shipped().sha256());
    assert!(report.tie_outs.iter().all(TieOut::ok));
}
