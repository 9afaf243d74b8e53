//! Reports add up, name where they come from, and agree with programs that others wrote.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
mod support;

use std::collections::BTreeMap;
use std::process::Command;

use common::{AGENCIES, BOOK, CODES, World, day, line};
use ledger::{AccountName, BookSide, Currency, Date, EntryKind, Side};
use projections::KnownAt;
use reports::journal_export::{beancount_account, hledger_account};
use reports::{ExportFormat, Parameters, Report, ReportName, RowKind, export, run};
use support::{asked_of, budget, built, parameters, publish_chart};

fn cell(report: &Report, key: &str, code: &str) -> Option<String> {
    let at = |key: &str| report.columns.iter().position(|column| column.key == key).unwrap();
    let row = report.rows.iter().find(|row| row.cells[at("code")].plain().as_deref() == Some(code))?;
    row.cells[at(key)].plain()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_balance_balances_in_every_pair_of_columns_and_period() {
    let (mut world, database) = common::embedded(11).await;
    world.random(800);
    let models = built(&mut world, &database).await;
    for (from, to) in [(None, None), (Some(day(4, 1)), Some(day(9, 30))), (None, Some(day(6, 30)))] {
        let report =
            run(&models, ReportName::TrialBalance, &Parameters { from, to, ..parameters() }).await.unwrap();
        for pair in ["total", "movement", "opening"] {
            // Entries across agencies balance over all of them together.
            assert_eq!(
                report.total(&format!("{pair}_debit")),
                report.total(&format!("{pair}_credit")),
                "{pair}"
            );
        }
        let json = report.to_json();
        assert_eq!(json["total_debit"], json["totals"]["total_debit"]);
        assert_ne!(json["total_debit"], "0.00");
        assert_eq!(json["provenance"]["position"], world.records.len());
        assert_eq!(json["rows"].as_array().unwrap().len(), CODES.len() + 1);
    }
    // The figures of one account of one agency are those of the ledger.
    let entity = Some(AGENCIES[1].to_owned());
    let report =
        run(&models, ReportName::TrialBalance, &Parameters { entity, ..parameters() }).await.unwrap();
    let name = AccountName { entity: AGENCIES[1], code: CODES[0].0 };
    let balance = world.book.account(world.book.account_id(name).unwrap()).balance;
    assert_eq!(cell(&report, "debit", name.code), Some(Currency::IDR.decimal(balance.debit.into())));
    assert_eq!(cell(&report, "credit", name.code), Some(Currency::IDR.decimal(balance.credit.into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_budget_report_rolls_up_and_leaves_closing_entries_out() {
    let (mut world, database) = common::embedded(12).await;
    let agency = AGENCIES[0];
    let (tax, land, spending, financing, contra) =
        (CODES[4].0, CODES[5].0, CODES[6].0, CODES[7].0, CODES[8].0);
    budget(&mut world, tax, 100_000, day(1, 2));
    budget(&mut world, tax, 120_000, day(8, 1));
    budget(&mut world, spending, 90_000, day(1, 2));
    let mut pair = |debit, credit, amount, kind, date| {
        let lines =
            vec![line(agency, debit, Side::Debit, amount), line(agency, credit, Side::Credit, amount)];
        assert!(world.post(kind, lines, date));
    };
    pair(contra, tax, 60_000, EntryKind::General, day(3, 1));
    pair(contra, land, 5_000, EntryKind::General, day(3, 2));
    pair(spending, contra, 45_000, EntryKind::General, day(4, 1));
    pair(contra, financing, 7_000, EntryKind::General, day(5, 1));
    pair(tax, contra, 60_000, EntryKind::Closing, day(12, 31));
    pair(contra, tax, 33_000, EntryKind::General, Date::new(2025, 5, 1).unwrap());
    let models = built(&mut world, &database).await;
    let report = run(&models, ReportName::BudgetRealization, &parameters()).await.unwrap();
    for (key, expected) in [
        ("revenue", "650.00"),
        ("budget_revenue", "1200.00"),
        ("previous_revenue", "330.00"),
        ("expenditure", "450.00"),
        ("surplus", "200.00"),
        ("budget_surplus", "300.00"),
        ("financing", "70.00"),
        ("silpa", "270.00"),
    ] {
        assert_eq!(report.total(key).as_deref(), Some(expected), "{key}");
    }
    assert_eq!(cell(&report, "realized", "4.1").as_deref(), Some("650.00"));
    assert_eq!(cell(&report, "percent", "5.1.02").as_deref(), Some("50.00"));
    assert_eq!(cell(&report, "difference", "4").as_deref(), Some("-550.00"));
    assert_eq!(cell(&report, "realized", contra), None, "the contra account is no part of it");
    // Before the revision was known, the first budget stands; before its day too.
    let revision = 1 + world.records.iter().position(|record| record.effective_date == day(8, 1).0).unwrap();
    let known_at = Some(KnownAt::Position(revision as u64 - 1));
    let early = Parameters { known_at, to: Some(day(12, 31)), ..parameters() };
    let report = run(&models, ReportName::BudgetRealization, &early).await.unwrap();
    assert_eq!(report.total("budget_revenue").as_deref(), Some("1000.00"));
    let july = Parameters { to: Some(day(7, 31)), ..parameters() };
    let report = run(&models, ReportName::BudgetRealization, &july).await.unwrap();
    assert_eq!(report.total("budget_revenue").as_deref(), Some("1000.00"));

    // Random business: every group is the sum of what is right below it.
    world.random(500);
    let models = built(&mut world, &database).await;
    let deep = Parameters { level: Some(6), ..parameters() };
    let report = run(&models, ReportName::BudgetRealization, &deep).await.unwrap();
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let idr = |text: &str| Currency::IDR.minor_units(text).unwrap();
    let figures: BTreeMap<String, (RowKind, i64)> = report
        .rows
        .iter()
        .filter_map(|row| Some((row.cells[0].plain()?, (row.kind, idr(&row.cells[4].plain()?)))))
        .collect();
    for (code, (_, realized)) in &figures {
        if let Some((parent, _)) = code.rsplit_once('.') {
            *sums.entry(parent.to_owned()).or_default() += realized;
        }
    }
    let groups: Vec<_> = figures.iter().filter(|(_, (kind, _))| *kind == RowKind::Group).collect();
    assert!(groups.len() > 10);
    for (code, (_, realized)) in groups {
        assert_eq!(sums.get(code), Some(realized), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cash_book_runs_to_the_balance_and_says_it_in_words() {
    let (mut world, database) = common::embedded(13).await;
    world.revenue(AGENCIES[0], "teller", 125_000_000, day(2, 1));
    world.revenue(AGENCIES[0], "qris", 50_000, day(1, 15));
    let agency = AGENCIES[0];
    let spend =
        vec![line(agency, CODES[3].0, Side::Debit, 40_000), line(agency, CODES[0].0, Side::Credit, 40_000)];
    world.post(EntryKind::General, spend, day(3, 1));
    let models = built(&mut world, &database).await;
    let asked = Parameters { entity: Some(agency.to_owned()), to: Some(day(12, 31)), ..parameters() };
    let report = run(&models, ReportName::CashBook, &asked).await.unwrap();
    let balances: Vec<_> = report.rows.iter().map(|row| row.cells[7].display()).collect();
    assert_eq!(balances, ["0,00", "500,00", "1.250.500,00", "1.250.100,00", "1.250.100,00"]);
    let codes: Vec<_> = report.rows.iter().filter_map(|row| row.cells[3].plain()).collect();
    assert_eq!(codes, [CODES[4].0, CODES[4].0, CODES[3].0]);
    assert_eq!(
        report.closing,
        [
            "Pada hari ini tanggal 31 Desember 2026 Buku Kas Umum ditutup. Oleh kami didapat di dalam kas sebesar \
             Rp 1.250.100,00",
            "(Terbilang: Satu Juta Dua Ratus Lima Puluh Ribu Seratus Rupiah), terdiri dari:",
            "a. Tunai  Rp 0,00",
            "b. Bank  Rp 1.250.100,00",
        ]
    );
    // What was before the first day is the opening balance.
    let march = Parameters { from: Some(day(3, 1)), ..asked };
    let report = run(&models, ReportName::CashBook, &march).await.unwrap();
    assert_eq!(report.total("opening").as_deref(), Some("1250500.00"));
    assert_eq!(report.total("closing_balance").as_deref(), Some("1250100.00"));
    let (text, csv) = (report.to_text(None), report.to_csv().unwrap());
    assert!(text.contains("BUKU KAS UMUM") && text.contains("1.250.100,00") && text.contains("position"));
    assert!(csv.starts_with("kind,level,number,date,reference,code") && csv.contains("1250100.00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_general_ledger_ends_each_account_at_its_balance() {
    let (mut world, database) = common::embedded(14).await;
    world.random(400);
    let models = built(&mut world, &database).await;
    let report = run(&models, ReportName::GeneralLedger, &parameters()).await.unwrap();
    let mut checked = 0;
    for row in report.rows.iter().filter(|row| row.cells[6].display() == "Saldo akhir") {
        let (entity, code) = (row.cells[1].display(), row.cells[2].display());
        let id = world.book.account_id(AccountName { entity: &entity, code: &code }).unwrap();
        let account = world.book.account(id);
        let balance = account.balance.posted(account.terms.normal_side);
        assert_eq!(row.cells[10].plain(), Some(Currency::IDR.decimal(balance)));
        checked += 1;
    }
    assert_eq!(checked, AGENCIES.len() * CODES.len());
    assert_eq!(report.total("total_debit"), report.total("total_credit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_can_carry_all_that_its_report_says() {
    let (mut world, database) = common::embedded(16).await;
    publish_chart(&mut world, 3);
    world.random(60);
    let models = built(&mut world, &database).await;
    for name in ReportName::ALL {
        let asked = asked_of(name, &Parameters { to: Some(day(9, 30)), ..parameters() });
        let report = run(&models, name, &asked).await.unwrap();
        let (plain, whole) = (report.to_csv().unwrap(), report.to_csv_with_head().unwrap());
        assert!(whole.starts_with(&plain), "the table stays as it is");
        let mut keys: Vec<&str> = plain.lines().next().unwrap().split(',').chain(["links"]).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(twice, None, "{name:?}: a row in JSON would lose one of them");
        // A reader that wants as many fields in every row as in the first takes it.
        let mut reader = csv::Reader::from_reader(whole.as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        let said = |kind: &str, key: &str| {
            let row = rows.iter().find(|row| &row[0] == kind && &row[2] == key);
            row.map(|row| row[3].to_owned())
        };
        let json = report.to_json();
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        assert_eq!(said("digest", ""), Some(report.digest()));
        assert_eq!(said("report", "").as_deref(), Some(name.as_str()));
        assert_eq!(said("head", "1"), Some(report.head[0].clone()));
        assert_eq!(said("provenance", "tree_root"), text(&json["provenance"]["tree_root"]));
        assert_eq!(said("provenance", "position"), Some(report.provenance.position.to_string()));
        assert_eq!(said("provenance", "chart.version").as_deref(), Some("3"));
        assert_eq!(said("provenance", "entity"), None);
        let (key, total) = &report.totals[0];
        assert_eq!(said("totals", key), total.plain());
    }
}

/// Every account's balance by its name in another program.
fn expected(world: &World, name: fn(BookSide, &str, &str) -> String) -> BTreeMap<String, i128> {
    let balances = world.book.accounts().iter().map(|account| {
        let name = name(account.terms.book_side, &account.entity, &account.code);
        (name, account.balance.posted(Side::Debit))
    });
    balances.filter(|(_, balance)| *balance != 0).collect()
}

/// A business with amounts near the limit of what the ledger holds, on both sides.
async fn exported(format: ExportFormat) -> (World, testkit::TempDir, std::path::PathBuf) {
    let (mut world, database) = common::embedded(15).await;
    world.random(600);
    let (agency, large) = (AGENCIES[2], 4_611_686_018_427_387_903);
    for (debit, credit) in [(CODES[0].0, CODES[2].0), (CODES[8].0, CODES[4].0)] {
        let lines = vec![line(agency, debit, Side::Debit, large), line(agency, credit, Side::Credit, large)];
        assert!(world.post(EntryKind::General, lines, day(7, 7)));
    }
    let models = built(&mut world, &database).await;
    let folder = testkit::temp_dir();
    let path = folder.path().join("journal");
    let mut file = std::fs::File::create(&path).unwrap();
    let written = export(&models, BOOK, format, None, &mut file).await.unwrap();
    assert_eq!(written, world.book.entries());
    (world, folder, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn hledger_agrees_with_every_balance() {
    let hledger = testkit::skip_without_program!("hledger");
    let (world, _folder, path) = exported(ExportFormat::Hledger).await;
    let output = Command::new(hledger)
        .arg("-f")
        .arg(&path)
        .args(["balance", "--flat", "--no-total", "--output-format", "csv"])
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut found = BTreeMap::new();
    for row in text.lines().skip(1) {
        let (name, amount) = row.split_once(',').unwrap();
        let amount = amount.trim_matches('"').strip_suffix(" IDR").unwrap();
        found.insert(
            name.trim_matches('"').to_owned(),
            i128::from(Currency::IDR.minor_units(amount).unwrap()),
        );
    }
    assert_eq!(found, expected(&world, hledger_account));
}

#[tokio::test(flavor = "multi_thread")]
async fn beancount_agrees_with_every_balance() {
    let Some(check) = managed_program("bean-check") else { return };
    let Some(query) = managed_program("bean-query") else { return };
    let (world, _folder, path) = exported(ExportFormat::Beancount).await;
    let output = Command::new(check).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = Command::new(query)
        .args(["--format", "csv"])
        .arg(&path)
        .arg("select account, number(only('IDR', sum(position))) as balance group by account")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut found = BTreeMap::new();
    for row in text.lines().skip(1) {
        let (name, amount) = row.split_once(',').unwrap();
        let amount = amount.trim().trim_matches('"');
        if !amount.is_empty() {
            let minor = i128::from(Currency::IDR.minor_units(amount).unwrap());
            found.insert(name.trim().to_owned(), minor);
        }
    }
    found.retain(|_, balance| *balance != 0);
    assert_eq!(found, expected(&world, beancount_account));
}

/// Beancount is no part of what `cargo xtask test` installs, so its absence is no failure there.
fn managed_program(name: &str) -> Option<std::path::PathBuf> {
    let found = testkit::managed::find_on_path(name);
    if found.is_none() {
        testkit::report_skipped(name);
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn csv_and_ndjson_hold_every_line_exactly() {
    let (world, _folder, path) = exported(ExportFormat::Csv).await;
    let rows = csv_reader(&path);
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for row in &rows {
        let name = hledger_account(
            if row[15] == "budget" { BookSide::Budget } else { BookSide::Financial },
            &row[13],
            &row[14],
        );
        *sums.entry(name).or_default() += i128::from(Currency::IDR.minor_units(&row[18]).unwrap());
    }
    sums.retain(|_, balance| *balance != 0);
    assert_eq!(sums, expected(&world, hledger_account));

    let (world, _folder, path) = exported(ExportFormat::Ndjson).await;
    let text = std::fs::read_to_string(path).unwrap();
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for object in text.lines() {
        let entry: serde_json::Value = serde_json::from_str(object).unwrap();
        for line in entry["lines"].as_array().unwrap() {
            let side = if line["book_side"] == "budget" { BookSide::Budget } else { BookSide::Financial };
            let name =
                hledger_account(side, line["entity"].as_str().unwrap(), line["code"].as_str().unwrap());
            let amount = Currency::IDR.minor_units(line["amount"].as_str().unwrap()).unwrap();
            *sums.entry(name).or_default() += i128::from(amount);
        }
    }
    sums.retain(|_, balance| *balance != 0);
    assert_eq!(sums, expected(&world, hledger_account));
}

fn csv_reader(path: &std::path::Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_made_again_has_the_same_bytes_on_either_store_and_after_more_was_recorded() {
    let mut made: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (mut world, database) in [common::embedded(31).await, common::postgres(31).await] {
        publish_chart(&mut world, 1);
        world.random(400);
        let models = built(&mut world, &database).await;
        let known_at = Some(KnownAt::Position(world.records.len() as u64));
        for _ in 0..2 {
            for name in ReportName::ALL {
                // A subsidiary ledger is of one account.
                let code = (name == ReportName::SubsidiaryLedger).then(|| CODES[0].0.to_owned());
                let asked = Parameters { known_at, code, ..parameters() };
                let report = run(&models, name, &asked).await.unwrap();
                let json = report.to_json();
                assert_eq!(json["digest"], report.digest());
                assert_eq!(json["provenance"]["tree_root"].as_str().unwrap().len(), 44);
                made.entry(name.as_str()).or_default().push(json.to_string());
            }
            // Also what would change names, years and budgets of a report that is made now.
            world.random(100);
            publish_chart(&mut world, 2);
            world.revenue(AGENCIES[0], "teller", 5_000, Date::new(2027, 2, 3).unwrap());
            budget(&mut world, CODES[4].0, 77, Date::new(2027, 1, 2).unwrap());
            built(&mut world, &database).await;
        }
    }
    for (name, texts) in made {
        assert_eq!(texts.len(), 4);
        assert!(texts.iter().all(|text| *text == texts[0]), "{name}");
    }
}
