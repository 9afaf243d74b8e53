//! The financial statements of a small regency, line by line against figures worked out by hand, on both stores; and whatever
//! happens in a book by its rules, its statements tie out.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
mod regency;

use common::BOOK;
use ledger::{EntryKind, PaymentKind};
use projections::{KnownAt, ReadModels};
use regency::{
    CASH, EDUCATION, EQUITY, KIOSK, LAND_TAX, RESTAURANT, REVENUE, Regency, STATIONERY, TREASURY, at, event,
    identified, imprest, paid, received, refunded, remitted, settled,
};
use reports::{Parameters, Report, ReportName, run};
use testkit::SplitMix64;

const STATEMENTS: [ReportName; 5] = [
    ReportName::BalanceSheet,
    ReportName::OperatingStatement,
    ReportName::EquityChanges,
    ReportName::SurplusChanges,
    ReportName::CashFlow,
];

async fn report(models: &ReadModels, name: ReportName, asked: Parameters) -> Report {
    run(models, name, &Parameters { book: BOOK.to_owned(), ..asked }).await.unwrap()
}

fn year() -> Parameters {
    Parameters { to: Some(at(2026, 12, 31)), ..Parameters::default() }
}

/// A row as `code or name | figures in rupiah`, without a heading's empty ones.
fn lines(report: &Report) -> Vec<String> {
    let shown = |row: &reports::Row| {
        let words = row.cells[0].plain().or_else(|| row.cells[1].plain()).unwrap();
        let figures = row.cells.iter().skip(3).filter_map(reports::Cell::plain);
        let whole = figures.map(|figure| figure.strip_suffix(".00").unwrap_or(&figure).to_owned());
        let figures: Vec<_> = whole.collect();
        format!("{words} | {}", figures.join(" "))
    };
    report.rows.iter().map(shown).collect()
}

fn ties(report: &Report) {
    let is_budget = report.name.starts_with("budget-realization");
    assert_eq!(report.tie_outs.len(), if is_budget { 8 } else { 7 });
    let broken: Vec<_> = report.tie_outs.iter().filter(|tie_out| !tie_out.ok()).collect();
    assert!(broken.is_empty(), "{} {broken:?}", report.name);
    assert!(report.closing.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_of_every_statement_is_what_the_books_of_two_years_say() {
    for world in [common::embedded(41).await, common::postgres(41).await] {
        let mut regency = Regency::new(world);
        regency.first_year();
        regency.second_year();
        let models = regency.models().await;
        for (name, expected) in [
            (ReportName::BalanceSheet, BALANCE_SHEET),
            (ReportName::OperatingStatement, OPERATING_STATEMENT),
            (ReportName::EquityChanges, EQUITY_CHANGES),
            (ReportName::SurplusChanges, SURPLUS_CHANGES),
            (ReportName::CashFlow, CASH_FLOW),
            (ReportName::BudgetRealization, BUDGET_REALIZATION),
        ] {
            let made = report(&models, name, year()).await;
            assert_eq!(lines(&made), expected, "{}", made.name);
            ties(&made);
        }
    }
}

const BALANCE_SHEET: &[&str] = &[
    "ASET | ",
    "1.1 | 1388 1740",
    "1.1.01 | 985 1440",
    "1.1.03 | 412 300",
    "1.1.10 | -9 0",
    "JUMLAH ASET LANCAR | 1388 1740",
    "1.2 | 200 0",
    "1.2.02 | 200 0",
    "JUMLAH INVESTASI JANGKA PANJANG | 200 0",
    "1.3 | 1110 0",
    "1.3.02 | 1110 0",
    "JUMLAH ASET TETAP | 1110 0",
    "JUMLAH DANA CADANGAN | 0 0",
    "JUMLAH ASET LAINNYA | 0 0",
    "JUMLAH PROPERTI INVESTASI | 0 0",
    "JUMLAH ASET | 2698 1740",
    "KEWAJIBAN | ",
    "2.1 | 27 0",
    "2.1.01 | 15 0",
    "2.1.07 | 12 0",
    "JUMLAH KEWAJIBAN JANGKA PENDEK | 27 0",
    "JUMLAH KEWAJIBAN JANGKA PANJANG | 0 0",
    "JUMLAH KEWAJIBAN | 27 0",
    "EKUITAS | ",
    "3.1.01 | 1740 1740",
    "3.1.04 | 12 0",
    "Surplus/(Defisit)-LO yang belum ditutup | 919 0",
    "JUMLAH EKUITAS | 2671 1740",
    "JUMLAH KEWAJIBAN DAN EKUITAS | 2698 1740",
];

const OPERATING_STATEMENT: &[&str] = &[
    "KEGIATAN OPERASIONAL | ",
    "7.1 | 957 500 457 91.40",
    "7.1.01 | 800 500 300 60",
    "7.1.02 | 150 0 150 0",
    "7.1.04 | 7 0 7 0",
    "JUMLAH PENDAPATAN-LO | 957 500 457 91.40",
    "8.1 | 38 60 -22 -36.67",
    "8.1.02 | 29 60 -31 -51.67",
    "8.1.07 | 9 0 9 0",
    "JUMLAH BEBAN | 38 60 -22 -36.67",
    "SURPLUS/(DEFISIT) DARI OPERASI | 919 440 479 108.86",
    "KEGIATAN NON OPERASIONAL | ",
    "SURPLUS/(DEFISIT) DARI KEGIATAN NON OPERASIONAL | 0 0 0 0",
    "SURPLUS/(DEFISIT) SEBELUM POS LUAR BIASA | 919 440 479 108.86",
    "POS LUAR BIASA | ",
    "JUMLAH POS LUAR BIASA | 0 0 0 0",
    "SURPLUS/(DEFISIT)-LO | 919 440 479 108.86",
];

const EQUITY_CHANGES: &[&str] = &[
    "EKUITAS AWAL | 1740 1300",
    "SURPLUS/(DEFISIT)-LO | 919 440",
    "DAMPAK KUMULATIF PERUBAHAN KEBIJAKAN/KESALAHAN MENDASAR | ",
    "3.1.04 | 12 0",
    "MUTASI EKUITAS LAINNYA | 0 0",
    "EKUITAS AKHIR | 2671 1740",
];

const SURPLUS_CHANGES: &[&str] = &[
    "SALDO ANGGARAN LEBIH AWAL | 1440 1000",
    "6.1.01 | 1440 0",
    "SALDO ANGGARAN LEBIH YANG TIDAK DIGUNAKAN | 0 1000",
    "SISA LEBIH/(KURANG) PEMBIAYAAN ANGGARAN (SiLPA/SiKPA) | 942 440",
    "KOREKSI KESALAHAN PEMBUKUAN TAHUN SEBELUMNYA | 0 0",
    "SALDO ANGGARAN LEBIH AKHIR | 942 1440",
    "SALDO ANGGARAN LEBIH BERADA PADA | ",
    "Kas dan setara kas | 985 1440",
    "Utang PFK | -15 0",
    "Kas di bendahara penerimaan yang belum disetor | -20 0",
    "Utang kelebihan pembayaran | -12 0",
    "Biaya bank yang belum disahkan | 4 0",
    "JUMLAH | 942 1440",
];

const CASH_FLOW: &[&str] = &[
    "ARUS KAS DARI AKTIVITAS OPERASI | ",
    "4.1 | 837 500",
    "4.1.01 | 700 500",
    "4.1.02 | 130 0",
    "4.1.04 | 7 0",
    "JUMLAH ARUS MASUK KAS OPERASI | 837 500",
    "5.1 | 25 60",
    "5.1.02 | 25 60",
    "JUMLAH ARUS KELUAR KAS OPERASI | 25 60",
    "ARUS KAS BERSIH DARI AKTIVITAS OPERASI | 812 440",
    "ARUS KAS DARI AKTIVITAS INVESTASI | ",
    "JUMLAH ARUS MASUK KAS INVESTASI | 0 0",
    "5.2 | 1110 0",
    "5.2.02 | 1110 0",
    "6.2.02 | 200 0",
    "JUMLAH ARUS KELUAR KAS INVESTASI | 1310 0",
    "ARUS KAS BERSIH DARI AKTIVITAS INVESTASI | -1310 0",
    "ARUS KAS DARI AKTIVITAS PENDANAAN | ",
    "JUMLAH ARUS MASUK KAS PENDANAAN | 0 0",
    "JUMLAH ARUS KELUAR KAS PENDANAAN | 0 0",
    "ARUS KAS BERSIH DARI AKTIVITAS PENDANAAN | 0 0",
    "ARUS KAS DARI AKTIVITAS TRANSITORIS | ",
    "Penerimaan PFK | 125 0",
    "Pengeluaran PFK | -110 0",
    "Kenaikan kas di bendahara penerimaan yang belum disetor | 20 0",
    "Kenaikan utang kelebihan pembayaran | 12 0",
    "Biaya bank yang belum disahkan | -4 0",
    "Koreksi SAL tahun sebelumnya | 0 0",
    "ARUS KAS BERSIH DARI AKTIVITAS TRANSITORIS | 43 0",
    "KENAIKAN/(PENURUNAN) BERSIH KAS | -455 440",
    "SALDO AWAL KAS | 1440 1000",
    "SALDO AKHIR KAS | 985 1440",
];

const BUDGET_REALIZATION: &[&str] = &[
    "4 | 1000 837 -163 83.70 500",
    "4.1 | 1000 837 -163 83.70 500",
    "4.1.01 | 900 700 -200 77.78 500",
    "4.1.02 | 100 130 30 130 0",
    "4.1.04 | 0 7 7 0 0",
    "JUMLAH PENDAPATAN | 1000 837 -163 83.70 500",
    "5 | 1600 1135 -465 70.94 60",
    "5.1 | 400 25 -375 6.25 60",
    "5.1.02 | 400 25 -375 6.25 60",
    "5.2 | 1200 1110 -90 92.50 0",
    "5.2.02 | 1200 1110 -90 92.50 0",
    "JUMLAH BELANJA | 1600 1135 -465 70.94 60",
    "SURPLUS/(DEFISIT) | -600 -298 302 49.67 440",
    "6.1 | 0 1440 1440 0 0",
    "6.1.01 | 0 1440 1440 0 0",
    "6.2 | 0 200 200 0 0",
    "6.2.02 | 0 200 200 0 0",
    "PEMBIAYAAN NETO | 0 1240 1240 0 0",
    "SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA) | -600 942 1542 -157 440",
];

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_shows_what_consolidation_eliminates_and_ties_out_by_itself() {
    let mut regency = Regency::new(common::embedded(42).await);
    regency.first_year();
    regency.second_year();
    let models = regency.models().await;
    for entity in [EDUCATION, REVENUE, TREASURY] {
        for name in STATEMENTS {
            let asked = Parameters { entity: Some(entity.to_owned()), ..year() };
            ties(&report(&models, name, asked).await);
        }
    }
    let asked = Parameters { entity: Some(EDUCATION.to_owned()), ..year() };
    let sheet = report(&models, ReportName::BalanceSheet, asked.clone()).await;
    // Imprest of 150 less 90 spent; the treasury paid 1,110 and 150, and got 5 back.
    for (key, expected) in [
        ("assets", "1170.00"),
        ("reciprocal_equity", "1255.00"),
        ("own_equity", "-60.00"),
        ("current_surplus", "-25.00"),
        ("equity", "1170.00"),
        ("previous_reciprocal_equity", "100.00"),
    ] {
        assert_eq!(sheet.total(key).as_deref(), Some(expected), "{key}");
    }
    let text = sheet.to_text(None);
    assert!(text.contains("RK-PPKD (dieliminasi dalam konsolidasi)"), "{text}");
    assert!(text.contains("Kas dan Setara Kas") && text.contains("Cash and cash equivalents"), "{text}");
    let flow = report(&models, ReportName::CashFlow, asked).await;
    assert_eq!(flow.total("reciprocal").as_deref(), Some("1155.00"));
    assert_eq!(flow.total("closing_cash").as_deref(), Some("60.00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_does_not_tie_says_so_with_the_figures() {
    let mut regency = Regency::new(common::embedded(43).await);
    regency.first_year();
    // Money that no budget entry explains.
    regency.entry(EntryKind::General, at(2026, 1, 5), TREASURY, (CASH, EQUITY), 9);
    let models = regency.models().await;
    for name in STATEMENTS.into_iter().chain([ReportName::BudgetRealization, ReportName::BudgetMonths]) {
        let made = report(&models, name, year()).await;
        let broken: Vec<_> = made.tie_outs.iter().filter(|tie| !tie.ok()).map(|tie| tie.name).collect();
        assert_eq!(broken, ["surplus-to-cash", "cash-flow"], "{}", made.name);
        let said = "TIDAK COCOK / DOES NOT TIE: SAL akhir = kas dikurangi PFK / closing budget surplus = cash less \
                    what is withheld: 1.440,00 \u{2260} 1.449,00, selisih / difference (9,00)";
        assert_eq!(made.closing[0], said);
        assert!(made.to_text(None).contains(said));
        let json = made.to_json();
        let broken = &json["tie_outs"][4];
        assert_eq!(broken["name"], "surplus-to-cash");
        assert_eq!((&broken["left"], &broken["right"]), (&"1440.00".into(), &"1449.00".into()));
        assert_eq!((&broken["difference"], &broken["ok"]), (&"-9.00".into(), &false.into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_of_a_day_as_known_earlier_leave_out_what_came_later() {
    let mut regency = Regency::new(common::embedded(44).await);
    regency.first_year();
    let known = regency.world.records.len() as u64;
    regency.second_year();
    let models = regency.models().await;
    let asked = Parameters { known_at: Some(KnownAt::Position(known)), ..year() };
    let sheet = report(&models, ReportName::BalanceSheet, asked).await;
    assert_eq!(sheet.total("assets").as_deref(), Some("1740.00"));
    assert_eq!(sheet.provenance.position, known);
    let half = Parameters { to: Some(at(2026, 2, 28)), ..Parameters::default() };
    let flow = report(&models, ReportName::CashFlow, half).await;
    assert_eq!(flow.total("operating").as_deref(), Some("730.00"));
    assert_eq!(flow.total("closing_cash").as_deref(), Some("2210.00"));
    ties(&flow);
    let part = Parameters { book: BOOK.to_owned(), code: Some("4.1".to_owned()), ..Parameters::default() };
    let error = run(&models, ReportName::CashFlow, &part).await.unwrap_err().to_string();
    assert!(error.contains("whole chart") && error.contains("'4.1'"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_an_account_is_in_the_line_of_its_code() {
    for world in [common::embedded(48).await, common::postgres(48).await] {
        let mut regency = Regency::new(world);
        regency.first_year();
        let custody = "1.1.01.02.01.0001~market.1";
        regency.open(REVENUE, custody);
        let since = KnownAt::Position(regency.world.records.len() as u64);
        regency.entry(EntryKind::General, at(2026, 2, 1), REVENUE, (custody, "7.1.02.01.05.0003"), 50);
        let models = regency.models().await;
        let deep = Parameters { level: Some(6), ..year() };
        let made = report(&models, ReportName::BalanceSheet, deep).await;
        assert!(lines(&made).contains(&"1.1.01.02.01.0001 | 50 0".to_owned()), "{:?}", lines(&made));
        ties(&made);
        let surplus = report(&models, ReportName::SurplusChanges, year()).await;
        assert_eq!(surplus.total("custody").as_deref(), Some("-50.00"));
        for (code, balance) in [("1.1.01.02.01.0001", "50.00"), ("1.1.01.02.01.000", "0.00")] {
            let asked = Parameters { code: Some(code.to_owned()), ..year() };
            let ledger = report(&models, ReportName::SubsidiaryLedger, asked).await;
            assert_eq!(ledger.total("closing_balance").as_deref(), Some(balance), "{code}");
        }
        let code = Some("1.1.01.02.01.0001".to_owned());
        let asked = Parameters { book: BOOK.to_owned(), code, ..year() };
        let changes = reports::changes(&models, ReportName::TrialBalance, &asked, since).await.unwrap();
        assert_eq!(changes.accounts.len(), 1, "what explains the part explains its code");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_monthly_budget_report_parts_the_month_from_what_was_before_it() {
    let mut regency = Regency::new(common::embedded(45).await);
    regency.first_year();
    regency.second_year();
    let models = regency.models().await;
    let march = Parameters { to: Some(at(2026, 3, 31)), ..Parameters::default() };
    let made = report(&models, ReportName::BudgetMonths, march).await;
    // Budget, until February with percent, March with percent, until March with percent, what is lacking.
    let expected = [
        "4 | 1000 730 73 100 10 830 83 -170",
        "4.1 | 1000 730 73 100 10 830 83 -170",
        "4.1.01 | 900 700 77.78 0 0 700 77.78 -200",
        "4.1.02 | 100 30 30 100 100 130 130 30",
        "JUMLAH PENDAPATAN | 1000 730 73 100 10 830 83 -170",
    ];
    assert_eq!(lines(&made)[..5], expected);
    assert_eq!(made.total("month_revenue").as_deref(), Some("100.00"));
    assert_eq!(made.total("earlier_silpa").as_deref(), Some("2170.00"));
    let quarter =
        Parameters { from: Some(at(2026, 2, 1)), to: Some(at(2026, 3, 31)), ..Parameters::default() };
    let made = report(&models, ReportName::BudgetMonths, quarter).await;
    assert_eq!(made.total("month_revenue").as_deref(), Some("830.00"));
    assert_eq!(made.total("earlier_revenue").as_deref(), Some("0.00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subsidiary_ledger_runs_one_account_of_each_agency_to_its_balance() {
    let mut regency = Regency::new(common::embedded(46).await);
    regency.first_year();
    regency.second_year();
    let models = regency.models().await;
    let none = Parameters { book: BOOK.to_owned(), ..Parameters::default() };
    let error = run(&models, ReportName::SubsidiaryLedger, &none).await.unwrap_err().to_string();
    assert!(error.contains("name its code"), "{error}");
    let asked = Parameters { code: Some("3.1.03".to_owned()), from: Some(at(2026, 3, 2)), ..year() };
    let made = report(&models, ReportName::SubsidiaryLedger, asked).await;
    let text = |row: &reports::Row| {
        let cells: Vec<_> =
            [1, 4, 6, 7, 8].iter().map(|i| row.cells[*i].plain().unwrap_or_default()).collect();
        cells.join("|")
    };
    let rows: Vec<_> = made.rows.iter().map(text).collect();
    assert_eq!(
        rows,
        [
            "1.02.0.01|Saldo awal|||100.00",
            "1.02.0.01|||1110.00|1210.00",
            "1.02.0.01||5.00||1205.00",
            "1.02.0.01|||50.00|1255.00",
            "1.02.0.01|Saldo akhir|||1255.00",
            "5.02.0.00|Saldo awal|||-1250.00",
            "5.02.0.00||96.00||-1346.00",
            "5.02.0.00|||8.00|-1338.00",
            "5.02.0.00|Saldo akhir|||-1338.00",
            "|JUMLAH|101.00|1168.00|-83.00",
        ]
    );
}

/// One random event that the rules take; refusals are part of it.
fn any_event(regency: &mut Regency, random: &mut SplitMix64) {
    use PaymentKind as Kind;
    let date = ledger::Date(at(2025, 1, 1).0 + random.below(730) as i32);
    let (amount, part) = (1_000 + random.below(1_000_000) as i64, random.below(900) as i64);
    let account = *random.pick(&[LAND_TAX, RESTAURANT, KIOSK]);
    let basis = *random.pick(&["assessed", "self-assessed"]);
    let into = *random.pick(&["treasury", "treasurer", "acquirer"]);
    let over = if into == "treasury" { part } else { 0 };
    let kind = *random.pick(&["initial", "replenishment", "additional"]);
    let payment = match random.below(17) {
        0 => event(Kind::AssessmentIssued, REVENUE, account, amount),
        1 | 2 => received(account, basis, into, amount, over),
        3 => event(Kind::DepositMade, REVENUE, account, amount),
        4 => settled(account, amount, part),
        5 => refunded(account, part + 1),
        6 => imprest(kind, amount),
        7 => event(Kind::SpendingReported, EDUCATION, STATIONERY, part + 1),
        8 => event(Kind::SpendingReturned, EDUCATION, STATIONERY, part + 1),
        9 => event(Kind::DeliveryAccepted, EDUCATION, regency::COMPUTER, amount),
        10 => paid(regency::COMPUTER, amount),
        11 => remitted(part + 1),
        12 => event(Kind::UnidentifiedReceived, TREASURY, account, amount),
        13 => identified(account, basis, amount, part),
        14 => event(Kind::InterestReceived, TREASURY, "4.1.04.05.01.0001", amount),
        15 => event(Kind::FeeAuthorized, REVENUE, "5.1.02.02.01.0042", part + 1),
        _ => event(Kind::CardPurchase, EDUCATION, STATIONERY, amount),
    };
    regency.happen(date, payment);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_by_the_rules_every_statement_ties_out_at_every_day_and_position() {
    for seed in 0..6 {
        let mut random = SplitMix64::new(seed);
        let world = common::embedded(50 + seed).await;
        let mut regency = match seed % 3 {
            0 => Regency::that_recognises_on_receipt(world),
            _ => Regency::new(world),
        };
        regency.first_year();
        let first = regency.world.records.len() as u64;
        for _ in 0..120 {
            any_event(&mut regency, &mut random);
        }
        let last = regency.world.records.len() as u64;
        assert!(regency.world.book.entries() > 150, "the rules took most of it");
        let models = regency.models().await;
        for _ in 0..4 {
            let to = Some(ledger::Date(at(2025, 6, 1).0 + random.below(600) as i32));
            let known_at = Some(KnownAt::Position(first + random.below(last - first + 1)));
            let entity = *random.pick(&[None, Some(EDUCATION), Some(REVENUE), Some(TREASURY)]);
            for name in STATEMENTS {
                let entity = entity.map(str::to_owned);
                ties(
                    &report(&models, name, Parameters { to, known_at, entity, ..Parameters::default() })
                        .await,
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_extract_has_the_columns_and_journals_that_audit_tools_read() {
    let mut regency = Regency::new(common::embedded(47).await);
    regency.first_year();
    regency.second_year();
    let models = regency.models().await;
    let mut text = Vec::new();
    reports::export(&models, BOOK, reports::ExportFormat::Lkpd, None, &mut text).await.unwrap();
    let text = String::from_utf8(text).unwrap();
    let header = "no_bukti,tgl_transaksi,jns_transaksi,nm_unit,kd_lv_6,Nama Akun 6,debet,kredit,uraian";
    assert_eq!(text.lines().next(), Some(header));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let minor = |field: &str| ledger::Currency::IDR.minor_units(field).unwrap();
    let sum = |field: usize| rows.iter().map(|row| minor(&row[field])).sum::<i64>();
    assert_eq!(sum(6), sum(7));
    let debits: i64 = regency.world.book.accounts().iter().map(|account| account.balance.debit).sum();
    assert_eq!(sum(6), debits, "every line is there");
    // Date, entity, code, debit and credit to the journal.
    for (row, expected) in [
        ("2025-01-01 ppkd 1.1.01.01.01.0001 1000.00 0.00", "Saldo Awal"),
        ("2025-12-31 1.02.0.01 8.1.02.01.01.0024 0.00 60.00", "Jurnal Penutup"),
        ("2026-01-02 ppkd 6.1.01.01.01.0015 0.00 1440.00", "Jurnal Pembiayaan"),
        ("2026-01-02 5.02.0.00 3.1.02.01.01.0001 1000.00 0.00", "Jurnal Umum"),
        ("2026-01-10 5.02.0.00 1.1.03.15.01.0001 800.00 0.00", "Jurnal Umum"),
        ("2026-02-10 5.02.0.00 1.1.03.15.01.0001 0.00 700.00", "Jurnal Penerimaan"),
        ("2026-04-10 1.02.0.01 2.1.06.07.10.0002 1110.00 0.00", "Jurnal Pengeluaran"),
        ("2026-07-01 ppkd 4.1.04.05.01.0001 0.00 7.00", "Jurnal Penerimaan"),
        ("2026-08-01 ppkd 1.1.01.01.01.0001 0.00 200.00", "Jurnal Pengeluaran"),
        ("2026-09-01 5.02.0.00 3.1.04.01.03.0001 0.00 12.00", "Jurnal Koreksi"),
        ("2026-12-31 5.02.0.00 1.1.10.01.01.0015 0.00 9.00", "Jurnal Penyesuaian"),
    ] {
        let found = rows.iter().find(|found| {
            format!("{} {} {} {} {}", &found[1], &found[3], &found[4], &found[6], &found[7]) == row
        });
        assert_eq!(found.map(|found| &found[2]), Some(expected), "{row}");
    }
    let cash = rows.iter().find(|row| &row[4] == CASH).unwrap();
    assert_eq!(&cash[5], "Kas di Kas Daerah");
}
