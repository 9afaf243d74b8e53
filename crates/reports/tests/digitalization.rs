//! Revenue by kind and channel of a small half-year against figures worked out by hand, and what the report refuses.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
mod support;

use common::{AGENCIES, CODES, World, day, line};
use ledger::{AccountName, BookSide, Currency, Date, EntryKind, Instruction, Side, Terms};
use projections::KnownAt;
use prost::Message;
use reports::{Parameters, Report, ReportError, ReportName, run};
use support::{built, parameters};

const LAND_TAX: &str = "4.1.01.15.01.0001";
const TRANSFER_DUTY: &str = "4.1.01.16.01.0001";
const KIOSK: &str = "4.1.02.01.05.0003";
const PARKING: &str = "4.1.02.01.04.0001";
const GRANT: &str = "4.2.01.01.01.0001";

/// Revenue of the budget books through a channel; by a plain journal where it is empty. Amounts are in rupiah.
fn paid(world: &mut World, (agency, code): (&str, &str), channel: &str, rupiah: i64, date: Date) {
    let (debit, credit) = if rupiah < 0 { (code, CODES[8].0) } else { (CODES[8].0, code) };
    let minor = rupiah.abs() * 100;
    let lines = vec![line(agency, debit, Side::Debit, minor), line(agency, credit, Side::Credit, minor)];
    if channel.is_empty() {
        assert!(world.post(EntryKind::General, lines, date));
        return;
    }
    let message = wire::payment_v1::PaymentReceived { channel: channel.to_owned(), ..Default::default() };
    let post = Instruction::Post { kind: EntryKind::General, lines, description: "" };
    let request = ledger::Request::Instructions(vec![post]);
    let data = message.encode_to_vec().into();
    assert!(world.request(request, date, "neraca.payment.v1.PaymentReceived", data));
}

/// A half-year, a journal that corrects, a closing entry, a transfer that is no own-source revenue, and a payment of July.
fn half_year(world: &mut World) {
    for code in [KIOSK, PARKING, GRANT] {
        let terms = Terms {
            normal_side: Side::Credit,
            currency: Currency::IDR,
            book_side: BookSide::Budget,
            debits_must_not_exceed_credits: false,
            credits_must_not_exceed_debits: false,
            ceiling: None,
        };
        let account = AccountName { entity: AGENCIES[0], code };
        assert!(world.instruct(vec![Instruction::OpenAccount { account, terms }], day(1, 1)));
    }
    let main = AGENCIES[0];
    paid(world, (main, LAND_TAX), "qris", 600, day(2, 1));
    paid(world, (main, LAND_TAX), "teller", 300, day(3, 31));
    paid(world, (main, LAND_TAX), "cash", 100, day(6, 30));
    paid(world, (AGENCIES[1], TRANSFER_DUTY), "cash", 200, day(1, 1));
    paid(world, (main, KIOSK), "qris", 50, day(4, 1));
    paid(world, (main, KIOSK), "other", 30, day(4, 2));
    paid(world, (main, KIOSK), "", -10, day(4, 3));
    paid(world, (main, PARKING), "cash", 30, day(5, 1));
    paid(world, (main, GRANT), "", 999, day(5, 2));
    let close =
        vec![line(main, LAND_TAX, Side::Debit, 100_000), line(main, CODES[8].0, Side::Credit, 100_000)];
    assert!(world.post(EntryKind::Closing, close, day(6, 30)));
    paid(world, (main, LAND_TAX), "qris", 777, day(7, 1));
}

/// The first half of the year: without a first day, it is the half-year of the last.
fn first_half() -> Parameters {
    Parameters { to: Some(day(6, 30)), ..parameters() }
}

/// The cells of the row with this text in a column, from its amount on, as programs read them.
fn row(report: &Report, column: &str, wanted: &str) -> String {
    let place = report.columns.iter().position(|found| found.key == column).unwrap();
    let row = report.rows.iter().find(|row| row.cells[place].plain().as_deref() == Some(wanted)).unwrap();
    let cells: Vec<String> = row.cells[3..].iter().map(|cell| cell.plain().unwrap_or_default()).collect();
    format!("{} {}", row.kind.as_str(), cells.join("|"))
}

fn total(report: &Report, key: &str) -> String {
    report.total(key).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_and_channels_of_a_half_year_are_those_worked_out_by_hand() {
    for (mut world, database) in [common::embedded(41).await, common::postgres(41).await] {
        half_year(&mut world);
        let models = built(&mut world, &database).await;
        let report = run(&models, ReportName::Digitalization, &first_half()).await.unwrap();
        for (code, expected) in [
            ("4.1", "group 1300.00|7|330.00|3|300.00|1|650.00|2|20.00|1|50.00|73.08|100.00|"),
            ("4.1.01", "group 1200.00|4|300.00|2|300.00|1|600.00|1|0.00|0|50.00|75.00|92.31|"),
            ("4.1.01.15", "group 1000.00|3|100.00|1|300.00|1|600.00|1|0.00|0|60.00|90.00|76.92|"),
            ("4.1.01.15.01", "detail 1000.00|3|100.00|1|300.00|1|600.00|1|0.00|0|60.00|90.00|76.92|"),
            ("4.1.01.16.01", "detail 200.00|1|200.00|1|0.00|0|0.00|0|0.00|0|0.00|0.00|15.38|"),
            ("4.1.02.01.04", "detail 30.00|1|30.00|1|0.00|0|0.00|0|0.00|0|0.00|0.00|2.31|"),
            // The journal is a debit, which is no payment.
            ("4.1.02.01.05", "detail 70.00|2|0.00|0|0.00|0|50.00|1|20.00|1|71.43|71.43|5.38|"),
        ] {
            assert_eq!(row(&report, "code", code), expected, "{code}");
        }
        for (channel, expected) in [
            ("cash", "detail 330.00|3|330.00|3|||||||||25.38|3"),
            ("teller", "detail 300.00|1|||300.00|1|||||||23.08|1"),
            ("qris", "detail 650.00|2|||||650.00|2|||||50.00|2"),
            ("other", "detail 30.00|1|||||||30.00|1|||2.31|1"),
            ("-", "detail -10.00|0|||||||-10.00|0|||-0.77|0"),
        ] {
            assert_eq!(row(&report, "channel", channel), expected, "{channel}");
        }
        for (key, expected) in [
            ("revenue", "1300.00"),
            ("number", "7"),
            ("non_cash_percent", "73.08"),
            ("kinds", "3"),
            ("non_cash_kinds", "2"),
            ("implementation_percent", "66.67"),
            ("realization_percent", "73.08"),
            // 75 % of 66.67 and 20 % of 73.08.
            ("index_estimate", "64.62"),
        ] {
            assert_eq!(total(&report, key), expected, "{key}");
        }
        let closing = report.closing.join("\n");
        for said in
            ["perkiraan / estimate: 64,62", "of at most 95,00", "75/20/5 [K]", "not the official index"]
        {
            assert!(closing.contains(said), "{said}: {closing}");
        }
        // The one agency whose revenue was all cash.
        let entity = Some(AGENCIES[1].to_owned());
        let cash = Parameters { entity, ..first_half() };
        let report = run(&models, ReportName::Digitalization, &cash).await.unwrap();
        let found =
            ["revenue", "cash", "implementation_percent", "index_estimate"].map(|key| total(&report, key));
        assert_eq!(found, ["200.00", "200.00", "0.00", "0.00"]);
        // Without days it is the half-year of the last day known.
        let report = run(&models, ReportName::Digitalization, &parameters()).await.unwrap();
        assert_eq!((report.provenance.from, report.provenance.to), (Some(day(7, 1)), Some(day(12, 31))));
        assert_eq!(total(&report, "revenue"), "777.00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn its_revenue_is_that_of_the_budget_realisation_of_the_same_months() {
    let (mut world, database) = common::embedded(42).await;
    world.random(600);
    half_year(&mut world);
    let models = built(&mut world, &database).await;
    for (from, to) in [(day(1, 1), day(6, 30)), (day(3, 1), day(3, 31)), (day(2, 1), day(11, 30))] {
        for entity in [None, Some(AGENCIES[0].to_owned())] {
            let asked = Parameters { from: Some(from), to: Some(to), entity, ..parameters() };
            let report = run(&models, ReportName::Digitalization, &asked).await.unwrap();
            let realization = run(&models, ReportName::BudgetRealization, &asked).await.unwrap();
            let own =
                realization.rows.iter().find(|row| row.cells[0].plain().as_deref() == Some("4.1")).unwrap();
            assert_eq!(Some(total(&report, "revenue")), own.cells[4].plain());
            assert_ne!(total(&report, "revenue"), "0.00");
            assert!(report.tie_outs.iter().all(reports::TieOut::ok) && report.tie_outs.len() == 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn made_again_it_has_the_same_bytes_on_either_store() {
    let mut made = Vec::new();
    for (mut world, database) in [common::embedded(43).await, common::postgres(43).await] {
        world.random(300);
        half_year(&mut world);
        let models = built(&mut world, &database).await;
        let head = Some(KnownAt::Position(world.records.len() as u64));
        for known_at in [None, head] {
            let asked = Parameters { known_at, ..first_half() };
            let report = run(&models, ReportName::Digitalization, &asked).await.unwrap();
            assert_eq!(report.provenance.position, world.records.len() as u64);
            made.push(report.to_json().to_string());
        }
    }
    assert!(made.iter().all(|text| *text == made[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_view_and_a_part_of_a_month_are_refused_with_what_to_ask() {
    for (mut world, database) in [common::embedded(44).await, common::postgres(44).await] {
        half_year(&mut world);
        let models = built(&mut world, &database).await;
        let head = world.records.len() as u64;
        let earlier = KnownAt::Position(head - 1);
        let asked = Parameters { known_at: Some(earlier), ..first_half() };
        let error = run(&models, ReportName::Digitalization, &asked).await.unwrap_err();
        assert!(
            matches!(error, ReportError::NowOnly { position, head: now, .. } if position == head - 1 && now == head)
        );
        let said = format!("can't be made as known at position {}: its figures are those of now", head - 1);
        assert!(error.to_string().contains(&said), "{error}");
        let changes = reports::changes(&models, ReportName::Digitalization, &first_half(), earlier).await;
        assert!(matches!(changes, Err(ReportError::NowOnly { .. })));

        for (from, to) in [(Some(day(1, 15)), day(3, 31)), (Some(day(1, 1)), day(3, 30)), (None, day(3, 30))]
        {
            let asked = Parameters { from, to: Some(to), ..parameters() };
            let error = run(&models, ReportName::Digitalization, &asked).await.unwrap_err().to_string();
            assert!(error.ends_with("ask from 2026-01-01 to 2026-03-31"), "{error}");
        }
    }
}
