//! Reports against the log: written by hand from a small ledger, then changed cell by cell.

use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use verifier::catalogue::Code;
use verifier::consistency_command::Named;
use verifier::finding::Outcome;
use verifier::published::hex;
use verifier::report_command;

use crate::world::*;

/// Revenue of 500.00 on the first of January, expenditure of 125.00 on the second, each in both sets of books; budgets of
/// 1,000.00 and 400.00; and a late entry of 1.00 and a new chart, at positions 8 and 9, that no report up to 7 knows.
fn ledger() -> World {
    let mut world = World::new();
    world.internal(chart(1));
    let budget =
        |code: &str, side| AccountOpened { book_side: BookSide::Budget.into(), ..opened(code, side) };
    world.posted(vec![
        open("1.1.01.01", Side::Debit),
        open("7.1", Side::Credit),
        FactKind::AccountOpened(budget("4.1.01.05", Side::Credit)),
        FactKind::AccountOpened(budget("5.1.02", Side::Debit)),
        FactKind::AccountOpened(budget("0.0", Side::Debit)),
    ]);
    let set = |code, amount| {
        FactKind::BudgetSet(BudgetSet { account: Some(account(code)), amount, enforced: false })
    };
    world.posted(vec![set("4.1.01.05", 90_000), set("4.1.01.05", 100_000), set("5.1.02", 40_000)]);
    world.posted(vec![post(&[
        ("0.0", 50_000),
        ("4.1.01.05", -50_000),
        ("1.1.01.01", 50_000),
        ("7.1", -50_000),
    ])]);
    let spent = world.posted(vec![]);
    spent.effective_date = DAY + 1;
    let lines = [("5.1.02", 12_500), ("0.0", -12_500), ("7.1", 12_500), ("1.1.01.01", -12_500)];
    let entry = Entry { effective_date: DAY + 1, ..entry(&lines) };
    spent.outcome = Some(record::Outcome::Posted(Posted {
        facts: vec![fact(FactKind::EntryPosted(entry))],
        ..Posted::default()
    }));
    world.posted(vec![post(&[("1.1.01.01", 100), ("7.1", -100)])]);
    world.internal(chart(2));
    world
}

fn report(name: &str, rows: Vec<Value>, totals: Value, provenance: Value) -> Value {
    let mut report = json!({
        "report": name,
        "provenance": { "book": "daerah", "position": 7, "from": null, "to": null, "entity": null, "level": null },
        "rows": rows,
        "totals": totals,
    });
    for (key, value) in provenance.as_object().unwrap() {
        report["provenance"][key] = value.clone();
    }
    for (key, value) in totals.as_object().unwrap() {
        report[key] = value.clone();
    }
    report
}

/// A comparison that ties.
fn tie_out(name: &str, figure: &str) -> Value {
    json!({ "name": name, "left": figure, "right": figure, "difference": "0.00", "ok": true })
}

fn comparing(mut report: Value, tie_outs: &[(&str, &str)]) -> Value {
    report["tie_outs"] = tie_outs.iter().map(|(name, figure)| tie_out(name, figure)).collect();
    report
}

fn trial_balance() -> Value {
    let row = |kind: &str, level: u64, code: Value, sums: [&str; 4]| {
        let [debit, credit, closing_debit, closing_credit] = sums;
        json!({ "kind": kind, "level": level, "code": code, "name": "JUMLAH", "opening_debit": "0.00",
            "opening_credit": "0.00", "debit": debit, "credit": credit, "closing_debit": closing_debit,
            "closing_credit": closing_credit })
    };
    let rows = vec![
        row("detail", 4, json!("1.1.01.01"), ["500.00", "125.00", "375.00", "0.00"]),
        row("detail", 2, json!("7.1"), ["125.00", "500.00", "0.00", "375.00"]),
        row("detail", 2, json!("0.0"), ["500.00", "125.00", "375.00", "0.00"]),
        row("detail", 4, json!("4.1.01.05"), ["0.00", "500.00", "0.00", "500.00"]),
        row("detail", 3, json!("5.1.02"), ["125.00", "0.00", "125.00", "0.00"]),
        row("total", 0, Value::Null, ["1250.00", "1250.00", "875.00", "875.00"]),
    ];
    let totals = json!({ "opening_debit": "0.00", "opening_credit": "0.00", "movement_debit": "1250.00",
        "movement_credit": "1250.00", "total_debit": "875.00", "total_credit": "875.00" });
    let sides = [("opening-balances", "0.00"), ("movements", "1250.00"), ("closing-balances", "875.00")];
    comparing(report("trial-balance", rows, totals, json!({})), &sides)
}

fn cash_book() -> Value {
    let row = |kind: &str, head: [Value; 4], description: &str, amounts: [Value; 3]| {
        let ([number, date, reference, code], [receipt, payment, balance]) = (head, amounts);
        json!({ "kind": kind, "level": 0, "number": number, "date": date, "reference": reference, "code": code,
            "description": description, "receipt": receipt, "payment": payment, "balance": balance })
    };
    let none = || [Value::Null, Value::Null, Value::Null, Value::Null];
    let first = [json!(1), json!("2026-01-01"), json!("setoran-6"), json!("4.1.01.05")];
    let second = [json!(2), json!("2026-01-02"), json!("setoran-7"), json!("5.1.02")];
    let rows = vec![
        row("balance", none(), "Saldo awal", [Value::Null, Value::Null, json!("0.00")]),
        row("detail", first, "setoran", [json!("500.00"), Value::Null, json!("500.00")]),
        row("detail", second, "setoran", [Value::Null, json!("125.00"), json!("375.00")]),
        row("total", none(), "JUMLAH", [json!("500.00"), json!("125.00"), json!("375.00")]),
    ];
    let totals =
        json!({ "opening": "0.00", "receipts": "500.00", "payments": "125.00", "closing_balance": "375.00" });
    comparing(report("cash-book", rows, totals, json!({})), &[("cash-accounts", "375.00")])
}

/// From the second of January on, of one account.
fn general_ledger() -> Value {
    let row = |kind: &str, head: [Value; 4], description: &str, amounts: [Value; 3]| {
        let ([date, reference, journal, position], [debit, credit, balance]) = (head, amounts);
        json!({ "kind": kind, "level": 0, "date": date, "entity": "1.01", "code": "7.1", "name": "Pendapatan",
            "reference": reference, "journal": journal, "description": description, "position": position,
            "debit": debit, "credit": credit, "balance": balance })
    };
    let none = || [Value::Null, Value::Null, Value::Null, Value::Null];
    let line = [json!("2026-01-02"), json!("setoran-7"), json!("Jurnal Umum"), json!(7)];
    let rows = vec![
        row("balance", none(), "Saldo awal", [Value::Null, Value::Null, json!("500.00")]),
        row("detail", line, "setoran", [json!("125.00"), Value::Null, json!("375.00")]),
        row("balance", none(), "Saldo akhir", [Value::Null, Value::Null, json!("375.00")]),
    ];
    let totals = json!({ "total_debit": "125.00", "total_credit": "0.00" });
    let report = report("general-ledger", rows, totals, json!({ "from": "2026-01-02", "code": "7" }));
    comparing(report, &[("debits", "125.00"), ("credits", "0.00")])
}

fn budget_realization() -> Value {
    let row = |kind: &str, level: u64, code: Value, name: &str, sums: [&str; 4]| {
        let [budget, realized, difference, percent] = sums;
        json!({ "kind": kind, "level": level, "code": code, "name": name, "budget": budget, "realized": realized,
            "difference": difference, "percent": percent, "previous": "0.00" })
    };
    let total = |name: &str, english: &str, sums| {
        let mut total = row("total", 0, Value::Null, name, sums);
        total["english"] = json!(english);
        total
    };
    let revenue = ["1000.00", "500.00", "-500.00", "50.00"];
    let expenditure = ["400.00", "125.00", "-275.00", "31.25"];
    let surplus = ["600.00", "375.00", "-225.00", "62.50"];
    let none = ["0.00"; 4];
    let rows = vec![
        row("group", 1, json!("4"), "PENDAPATAN", revenue),
        row("group", 2, json!("4.1"), "PAD", revenue),
        row("detail", 3, json!("4.1.01"), "Pajak", revenue),
        total("JUMLAH PENDAPATAN", "TOTAL REVENUE", revenue),
        row("group", 1, json!("5"), "BELANJA", expenditure),
        row("group", 2, json!("5.1"), "Operasi", expenditure),
        row("detail", 3, json!("5.1.02"), "Barang", expenditure),
        total("JUMLAH BELANJA", "TOTAL EXPENDITURE", expenditure),
        total("SURPLUS/(DEFISIT)", "SURPLUS/(DEFICIT)", surplus),
        total("PEMBIAYAAN NETO", "NET FINANCING", none),
        total("SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA)", "BUDGET SURPLUS/(DEFICIT) AFTER FINANCING", surplus),
    ];
    let mut totals = json!({});
    for (key, [budget, realized, ..]) in [
        ("revenue", revenue),
        ("expenditure", expenditure),
        ("surplus", surplus),
        ("financing", none),
        ("silpa", surplus),
    ] {
        totals[key] = json!(realized);
        totals[format!("budget_{key}")] = json!(budget);
        totals[format!("previous_{key}")] = json!("0.00");
    }
    let report =
        report("budget-realization", rows, totals, json!({ "from": "2026-01-01", "to": "2026-12-31" }));
    // The statements of the same days, worked out by hand: only revenue, spending and the cash of both.
    let statements = [
        ("trial-balance", "625.00"),
        ("budget-trial-balance", "625.00"),
        ("balance-sheet", "375.00"),
        ("equity-changes", "375.00"),
        ("surplus-to-cash", "375.00"),
        ("cash-flow", "375.00"),
        ("reciprocal-accounts", "0.00"),
        ("lra-silpa", "375.00"),
    ];
    comparing(report, &statements)
}

fn verify(export: &Export, report: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    let named = Named { path: "report.json".to_owned(), bytes: report.to_string().into_bytes() };
    report_command::run(&named, &export.open(), &export.trust(), &mut outcome);
    outcome
}

#[test]
fn figures_that_follow_from_the_log_are_proved() {
    let export = ledger().export(&[]);
    for report in [trial_balance(), cash_book(), general_ledger(), budget_realization()] {
        let outcome = verify(&export, &report);
        assert_eq!(codes(&outcome), [], "{}: {:?}", report["report"], findings(&outcome));
    }
}

#[test]
fn every_changed_figure_is_named_by_its_cell() {
    let export = ledger().export(&[]);
    let mut changed = 0;
    for good in [trial_balance(), cash_book(), general_ledger(), budget_realization()] {
        let rows = good["rows"].as_array().unwrap();
        for (index, row) in rows.iter().enumerate() {
            // Names come from the chart and are words, not figures.
            for key in row.as_object().unwrap().keys().filter(|key| *key != "name") {
                let mut bad = good.clone();
                let cell = &mut bad["rows"][index][key];
                *cell = if cell.is_number() { json!(99) } else { json!("7.00") };
                let found = findings(&verify(&export, &bad));
                assert_eq!(found.len(), 1, "{}: {found:?}", good["report"]);
                assert_eq!(found[0].place.field, Some(format!("rows[{index}].{key}")));
                assert_eq!(found[0].text.code, Code::CellDiffers);
                changed += 1;
            }
        }
        for key in good["totals"].as_object().unwrap().keys() {
            let mut bad = good.clone();
            bad["totals"][key] = json!("7.00");
            assert_eq!(findings(&verify(&export, &bad))[0].place.field, Some(format!("totals.{key}")));
            bad = good.clone();
            bad[key] = json!("7.00");
            assert_eq!(findings(&verify(&export, &bad))[0].place.field, Some(key.clone()));
        }
    }
    assert!(changed > 200, "{changed}");
}

#[test]
fn a_row_too_few_or_too_many_is_named() {
    let export = ledger().export(&[]);
    let mut fewer = trial_balance();
    fewer["rows"].as_array_mut().unwrap().pop();
    assert_eq!(codes(&verify(&export, &fewer)), [Code::ReportRows]);
    let mut more = trial_balance();
    more["rows"].as_array_mut().unwrap().push(json!({}));
    assert_eq!(codes(&verify(&export, &more)), [Code::ReportRows]);
}

#[test]
fn what_a_report_says_of_its_origin_is_compared_with_the_log() {
    let export = ledger().export(&[]);
    let with = |field: &str, value: Value| {
        let mut report = trial_balance();
        report["provenance"][field] = value;
        codes(&verify(&export, &report))
    };
    let root = root_at(&export, 7);
    let chart = |name: &str, version: u32, sha256: &str| json!({ "name": name, "version": version, "sha256": sha256 });
    let sha256 = "3f5bbc33c7a5b400ed7e2cbc587926ef85461f65d86d1adada3878fe5e90abca";
    for (field, right, wrong) in [
        ("chart", chart("bagan", 1, sha256), chart("lain", 1, sha256)),
        ("chart", chart("bagan", 1, sha256), chart("bagan", 2, sha256)),
        ("chart", chart("bagan", 1, sha256), chart("bagan", 1, "00")),
        ("chart", chart("bagan", 1, sha256), Value::Null),
        ("rulebook", Value::Null, chart("aturan", 1, sha256)),
        ("tree_size", json!(7), json!(9)),
        ("tree_root", json!(root), json!(root_at(&export, 9))),
    ] {
        assert_eq!(with(field, right), [], "{field}");
        assert_eq!(with(field, wrong.clone()), [Code::CellDiffers], "{field} {wrong}");
    }
    assert_eq!(with("book", json!("lain")), [Code::ReportBook]);
    assert_eq!(with("position", json!(99)), [Code::ReportPosition]);
    assert_eq!(with("position", json!("7")), [Code::ReportUnreadable]);
    assert_eq!(with("to", json!("2026-02-30")), [Code::ReportUnreadable]);
    // With the late entry the figures are others.
    assert_eq!(with("position", json!(8))[0], Code::CellDiffers);
    let mut unknown = trial_balance();
    unknown["report"] = json!("balance-of-power");
    assert_eq!(codes(&verify(&export, &unknown)), [Code::ReportUnknown]);
}

/// The root over the log's first entries, which are in one bundle.
fn root_at(export: &Export, size: usize) -> String {
    let bundle = export.read("tile/entries/000.p/9");
    let mut tree = transparency::tree::Tree::default();
    for entry in &transparency::tile::decode_bundle(&bundle).unwrap()[..size] {
        tree.push(transparency::hash::leaf_hash(entry), &mut Vec::new());
    }
    tree.root().to_string()
}

#[test]
fn the_digest_of_a_report_is_that_of_all_else_in_it() {
    let export = ledger().export(&[]);
    let mut report = trial_balance();
    report["title"] = json!("NERACA SALDO");
    let digest = |report: &Value| hex(&Sha256::digest(report.to_string()));
    let right = digest(&report);
    report["digest"] = json!(right);
    assert_eq!(codes(&verify(&export, &report)), []);
    report["title"] = json!("NERACA LAIN");
    let found = findings(&verify(&export, &report));
    assert_eq!((found[0].place.field.as_deref(), found[0].text.code), (Some("digest"), Code::CellDiffers));
}

#[test]
fn a_report_on_a_log_that_is_refuted_is_refuted() {
    let export = ledger().export(&[]);
    let path = "tile/0/000.p/9";
    let mut tile = export.read(path);
    tile[200] ^= 1;
    export.write(path, &tile);
    assert_eq!(codes(&verify(&export, &trial_balance())), [Code::TileDiffers]);
}
