//! Every report that can be worked out again: its sums are those worked out by hand, and whatever figure of it is changed is named.

use prost::Message;
use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::*;
use schema::payment_v1 as pb;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use verifier::catalogue::Code;
use verifier::consistency_command::Named;
use verifier::finding::Outcome;
use verifier::log_command::{self, Depth, FiguresOf};
use verifier::report::claim::Claim;
use verifier::report::collected::Collected;
use verifier::{report, report_command};

use crate::reports_on_events::{REVENUE_TERMS, SPENDING_TERMS};
use crate::world::*;

pub(crate) const TREASURY: &str = "1.1.01.01.01";
pub(crate) const TREASURER: &str = "1.1.01.02.01";
/// Cash of the paying treasurer.
const PAYER: &str = "1.1.01.03.01";
/// RK-SKPD and RK-PPKD.
const DUE_FROM: &str = "1.1.13.01.01";
const DUE_TO: &str = "3.1.03.01.01";
pub(crate) const WITHHELD: &str = "2.1.01.05.01";
pub(crate) const EQUITY: &str = "3.1.01.01.01";
pub(crate) const ACCRUED: &str = "7.1.01.05.01";
pub(crate) const EXPENSE: &str = "8.1.02.01.01";
pub(crate) const CONTRA: &str = "3.1.02.05.01";
pub(crate) const TAX: &str = "4.1.01.05.01";
pub(crate) const SANCTION: &str = "4.1.04.15.01";
pub(crate) const GOODS: &str = "5.1.02.01.01";
const STAFF: &str = "5.1.01.01.01~1";

pub(crate) fn idr(value: &str) -> Option<pb::Amount> {
    Some(pb::Amount { value: value.to_owned(), currency: "IDR".to_owned() })
}

/// A message and what it posted, so many days after the first of January.
pub(crate) fn told(world: &mut World, days: i32, name: &str, message: &impl Message, facts: Vec<FactKind>) {
    let dated = facts.into_iter().map(|mut fact| {
        if let FactKind::EntryPosted(entry) = &mut fact {
            entry.effective_date = DAY + days;
        }
        crate::world::fact(fact)
    });
    let facts: Vec<Fact> = dated.collect();
    let (rule, rulebook_version) = ("rule".to_owned(), 1);
    let record = world.event(Stored::Posted(Posted { rule, rulebook_version, facts }));
    record.r#type = format!("neraca.payment.v1.{name}");
    record.data = message.encode_to_vec().into();
    record.effective_date = DAY + days;
}

/// Entries of both sets of books for revenue that reached an account of cash, or for money that was spent.
pub(crate) fn both(cash: &str, code: &str, accrued: &str, minor: i64) -> Vec<FactKind> {
    let (cash_in, revenue) = if code.starts_with('4') { (minor, -minor) } else { (-minor, minor) };
    vec![post(&[(cash, cash_in), (accrued, revenue)]), post(&[(CONTRA, cash_in), (code, revenue)])]
}

pub(crate) fn of_kind(kind: EntryKind, lines: &[(&str, i64)]) -> FactKind {
    FactKind::EntryPosted(Entry { kind: kind.into(), ..entry(lines) })
}

pub(crate) fn agency() -> String {
    "1.01".to_owned()
}

pub(crate) fn deposit(code: &str, amount: &str, slip: &str, channel: &str) -> pb::DepositMade {
    let (account, slip, channel) = (code.to_owned(), slip.to_owned(), channel.to_owned());
    pb::DepositMade { agency: agency(), account, amount: idr(amount), slip, channel, ..Default::default() }
}

pub(crate) fn rulebook_choosing(choice: &str) -> Stored {
    let yaml = format!(
        "name: aturan\nversion: 1\npolicies:\n  revenue_recognition: {{ choice: {choice}, of: [on-deposit, on-receipt] }}\n"
    );
    let sha256 = Sha256::digest(&yaml).to_vec().into();
    let yaml = yaml.into_bytes().into();
    Stored::RulebookPublished(RulebookPublished { name: "aturan".to_owned(), version: 1, sha256, yaml })
}

/// A year of one agency: opening balances, a target and appropriations in January, business in February and March, closing
/// entries at the year's end.
fn year(choice: &str) -> World {
    let mut world = World::new();
    world.internal(chart(1));
    world.internal(rulebook_choosing(choice));
    let budget =
        |code: &str, side| AccountOpened { book_side: BookSide::Budget.into(), ..opened(code, side) };
    world.posted(vec![
        open(TREASURY, Side::Debit),
        open(TREASURER, Side::Debit),
        open(PAYER, Side::Debit),
        open(DUE_FROM, Side::Debit),
        open(DUE_TO, Side::Credit),
        open(WITHHELD, Side::Credit),
        open(EQUITY, Side::Credit),
        open(ACCRUED, Side::Credit),
        open(EXPENSE, Side::Debit),
        FactKind::AccountOpened(budget(CONTRA, Side::Credit)),
        FactKind::AccountOpened(budget(TAX, Side::Credit)),
        FactKind::AccountOpened(budget(SANCTION, Side::Credit)),
        FactKind::AccountOpened(budget(GOODS, Side::Debit)),
        FactKind::AccountOpened(budget(STAFF, Side::Debit)),
    ]);
    world.posted(vec![of_kind(EntryKind::Opening, &[(TREASURY, 100_000), (EQUITY, -100_000)])]);
    let set = |code, amount| {
        FactKind::BudgetSet(BudgetSet { account: Some(account(code)), amount, enforced: true })
    };
    world.posted(vec![set(TAX, 80_000), set(GOODS, 50_000), set(STAFF, 20_000)]);
    business(&mut world);
    let closing = [
        of_kind(EntryKind::Closing, &[(ACCRUED, 60_000), (EXPENSE, -27_000), (EQUITY, -33_000)]),
        of_kind(
            EntryKind::Closing,
            &[(TAX, 58_000), (SANCTION, 2_000), (GOODS, -20_000), (STAFF, -7_000), (CONTRA, -33_000)],
        ),
    ];
    told(&mut world, 364, "JournalPosted", &pb::JournalPosted::default(), closing.into());
    world
}

/// Revenue of 600.00, of which 20.00 a sanction; spending of 270.00; 30.00 withheld, 10.00 of it remitted.
fn business(world: &mut World) {
    // February: cash at the treasurer, a payment by QRIS into the treasury, a deposit, one by mistake.
    let paid = |code: &str, amount: &str, into: &str, channel: &str| pb::PaymentReceived {
        agency: agency(),
        account: code.to_owned(),
        amount: idr(amount),
        into: into.to_owned(),
        channel: channel.to_owned(),
        ..Default::default()
    };
    let mut with_sanction = paid(TAX, "220", "treasury", "qris");
    (with_sanction.penalty, with_sanction.penalty_account) = (idr("20.00"), SANCTION.to_owned());
    let mut facts = both(TREASURY, TAX, ACCRUED, 20_000);
    facts.extend(both(TREASURY, SANCTION, ACCRUED, 2_000));
    told(world, 35, "PaymentReceived", &with_sanction, facts);
    let at_counter = paid(TAX, "380.00", "treasurer", "cash");
    told(world, 36, "PaymentReceived", &at_counter, both(TREASURER, TAX, ACCRUED, 38_000));
    let carried = vec![post(&[(TREASURY, 30_000), (TREASURER, -30_000)])];
    told(world, 40, "DepositMade", &deposit(TAX, "300", "STS-1", "teller"), carried);
    let mistaken = [(TREASURY, 5_000), (TREASURER, -5_000)];
    told(world, 41, "DepositMade", &deposit(TAX, "50", "", "teller"), vec![post(&mistaken)]);
    let taken_back = reverse(world.last(), &mistaken);
    told(world, 42, "PaymentReversed", &pb::PaymentReversed::default(), taken_back);
    // March: a request, its order and its payment; an order that failed; salaries; imprest, spent and returned in part.
    let request = pb::PaymentRequested {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr("150"),
        request: "SPP-1".to_owned(),
        kind: "goods".to_owned(),
        description: "alat tulis".to_owned(),
        ..Default::default()
    };
    told(world, 60, "PaymentRequested", &request, vec![]);
    let order = |number: &str, code: &str, amount: &str| pb::DisbursementOrdered {
        agency: agency(),
        account: code.to_owned(),
        amount: idr(amount),
        order: number.to_owned(),
        kind: "goods".to_owned(),
        ..Default::default()
    };
    told(world, 61, "DisbursementOrdered", &order("SPM-1", GOODS, "150"), vec![]);
    told(world, 61, "DisbursementOrdered", &order("SPM-2", GOODS, "99"), vec![]);
    told(world, 62, "DisbursementOrdered", &order("SPM-3", GOODS, "5"), vec![]);
    let failed = pb::DisbursementFailed { agency: agency(), order: "SPM-2".to_owned(), ..Default::default() };
    told(world, 63, "DisbursementFailed", &failed, vec![]);
    let deduction = |amount: &str| pb::AccountAmount { account: WITHHELD.to_owned(), amount: idr(amount) };
    let paid = |code: &str, amount: &str, order: &str, withheld: &str, kind: &str| pb::DisbursementPaid {
        agency: agency(),
        account: code.to_owned(),
        amount: idr(amount),
        order: order.to_owned(),
        deductions: vec![deduction(withheld)],
        kind: kind.to_owned(),
        ..Default::default()
    };
    let mut facts = both(TREASURY, GOODS, EXPENSE, 15_000);
    facts.push(post(&[(TREASURY, 2_000), (WITHHELD, -2_000)]));
    facts.push(post(&[(DUE_FROM, 15_000), (DUE_TO, -15_000)]));
    told(world, 64, "DisbursementPaid", &paid(GOODS, "150", "SPM-1", "20", "goods"), facts);
    let mut facts = both(TREASURY, STAFF, EXPENSE, 7_000);
    facts.push(post(&[(TREASURY, 1_000), (WITHHELD, -1_000)]));
    facts.push(post(&[(DUE_FROM, 7_000), (DUE_TO, -7_000)]));
    told(world, 65, "DisbursementPaid", &paid(STAFF, "70", "SPM-9", "10", ""), facts);
    let remitted = pb::TaxRemitted {
        agency: agency(),
        deductions: vec![deduction("10")],
        state_receipt: "NTPN-1".to_owned(),
        ..Default::default()
    };
    told(world, 66, "TaxRemitted", &remitted, vec![post(&[(WITHHELD, 1_000), (TREASURY, -1_000)])]);
    let imprest = pb::ImprestIssued {
        agency: agency(),
        amount: idr("70"),
        kind: "initial".to_owned(),
        order: "SPM-UP".to_owned(),
        disbursement: "SP2D-UP".to_owned(),
        deductions: vec![deduction("2")],
        ..Default::default()
    };
    let facts = vec![
        post(&[(PAYER, 7_000), (TREASURY, -7_000)]),
        post(&[(TREASURY, 200), (WITHHELD, -200)]),
        post(&[(DUE_FROM, 7_000), (DUE_TO, -7_000)]),
    ];
    told(world, 67, "ImprestIssued", &imprest, facts);
    let spent = pb::SpendingReported {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr("55"),
        ..Default::default()
    };
    told(world, 68, "SpendingReported", &spent, both(PAYER, GOODS, EXPENSE, 5_500));
    let back = pb::SpendingReturned {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr("5"),
        ..Default::default()
    };
    told(world, 69, "SpendingReturned", &back, both(TREASURY, GOODS, EXPENSE, -500));
    let returned = pb::ImprestReturned {
        agency: agency(),
        amount: idr("10"),
        slip: "STS-2".to_owned(),
        ..Default::default()
    };
    told(world, 70, "ImprestReturned", &returned, vec![post(&[(TREASURY, 1_000), (PAYER, -1_000)])]);
}

/// What a report is asked for here.
pub(crate) fn asked(name: &str) -> Value {
    match name {
        "budget-realization-monthly" | "spj-functional" => {
            json!({ "from": "2026-03-01", "to": "2026-03-31" })
        }
        "spj-functional-receiving" => json!({ "from": "2026-02-01", "to": "2026-02-28" }),
        "subsidiary-ledger" => json!({ "from": "2026-02-01", "to": "2026-03-31", "code": "1.1.01" }),
        "digitalization" => json!({ "from": "2026-01-01", "to": "2026-06-30" }),
        "receivables-age" => json!({ "to": "2026-06-30" }),
        "deductions-register" => json!({ "from": "2026-03-07", "to": "2026-03-31" }),
        _ => json!({ "from": "2026-01-01", "to": "2026-12-31" }),
    }
}

/// Terms as a report states them.
fn stated_terms() -> Value {
    let stated = |csv: &str| {
        let sha256: String = Sha256::digest(csv).iter().map(|byte| format!("{byte:02x}")).collect();
        json!({ "sha256": sha256, "csv": csv })
    };
    json!({ "revenue": stated(REVENUE_TERMS), "spending": stated(SPENDING_TERMS) })
}

/// A report as the log gives it.
pub(crate) fn made(export: &Export, world: &World, name: &str, asked: &Value) -> Value {
    let mut provenance = json!({ "book": "daerah", "position": world.last(), "from": null, "to": null,
        "entity": null, "code": null, "level": null, "terms": stated_terms() });
    for (key, value) in asked.as_object().unwrap() {
        provenance[key] = value.clone();
    }
    let mut report = json!({ "report": name, "provenance": provenance });
    let claim = Claim::parse(report.to_string().as_bytes()).unwrap();
    let mut collected = Collected::new(claim.clone());
    let depth = Depth { figures: Some(FiguresOf(&mut collected)), ..Depth::default() };
    let mut outcome = Outcome::default();
    log_command::run(&export.open(), &export.trust(), depth, &mut outcome);
    assert_eq!(codes(&outcome), [], "{:?}", findings(&outcome).first());
    let expected = report::expected(&claim, &collected).unwrap();
    let object = |row: report::Row| -> Value {
        row.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<serde_json::Map<_, _>>().into()
    };
    report["rows"] = expected.rows.into_iter().map(object).collect();
    report["totals"] = json!({});
    for (key, value) in expected.totals {
        report["totals"][&key] = value.clone();
        report[&key] = value;
    }
    report["head"] = json!(expected.head);
    report["closing"] = json!(expected.closing.unwrap_or_default());
    report["tie_outs"] = expected.tie_outs.iter().flatten().map(verifier::report::TieOut::json).collect();
    report
}

pub(crate) fn verify(export: &Export, report: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    let named = Named { path: "report.json".to_owned(), bytes: report.to_string().into_bytes() };
    report_command::run(&named, &export.open(), &export.trust(), &mut outcome);
    outcome
}

/// A report of the year has these totals.
#[track_caller]
fn assert_totals(name: &str, totals: &[(&str, &str)]) -> Value {
    let world = year("on-receipt");
    let report = made(&world.export(&[]), &world, name, &asked(name));
    for (key, value) in totals {
        assert_eq!(report["totals"][key], *value, "{name}: {key}");
    }
    for tie_out in report["tie_outs"].as_array().unwrap() {
        assert_eq!(tie_out["ok"], true, "{name}: {tie_out}");
    }
    report
}

/// The row of a code, or with these words.
pub(crate) fn row<'r>(report: &'r Value, key: &str, value: &str) -> &'r Value {
    report["rows"].as_array().unwrap().iter().find(|row| row[key] == value).unwrap()
}

#[test]
fn a_balance_sheet_is_that_of_the_accounts_on_both_days() {
    let report = assert_totals(
        "balance-sheet",
        &[
            ("assets", "1352.00"),
            ("previous_assets", "1000.00"),
            ("liabilities", "22.00"),
            ("own_equity", "1330.00"),
            ("current_surplus", "0.00"),
            ("equity", "1330.00"),
            ("previous_equity", "1000.00"),
            ("liabilities_and_equity", "1352.00"),
        ],
    );
    let cash = row(&report, "code", "1.1.01");
    assert_eq!(
        (&cash["kind"], &cash["amount"], &cash["previous"]),
        (&json!("detail"), &json!("1352.00"), &json!("1000.00"))
    );
}

#[test]
fn an_operating_statement_leaves_closing_entries_out() {
    let totals =
        [("revenue", "600.00"), ("expenses", "270.00"), ("surplus", "330.00"), ("previous_surplus", "0.00")];
    let report = assert_totals("operating-statement", &totals);
    let revenue = row(&report, "code", "7.1.01");
    assert_eq!((&revenue["difference"], &revenue["percent"]), (&json!("600.00"), &json!("0.00")));
}

#[test]
fn changes_in_equity_and_surplus_run_from_the_opening_to_the_end() {
    assert_totals(
        "equity-changes",
        &[("opening_own_equity", "1000.00"), ("surplus", "330.00"), ("closing_equity", "1330.00")],
    );
    // 80.00 are with the treasurer still, and budgetary revenue all the same: so the surplus is not found in the cash.
    let world = year("on-receipt");
    let export = world.export(&[]);
    let report = made(&export, &world, "surplus-changes", &asked("surplus-changes"));
    for (key, value) in [
        ("opening_surplus", "1000.00"),
        ("silpa", "330.00"),
        ("closing_surplus", "1330.00"),
        ("cash", "1352.00"),
        ("withheld", "-22.00"),
        ("surplus_in_cash", "1330.00"),
    ] {
        assert_eq!(report["totals"][key], value, "{key}");
    }
    assert!(report["totals"].get("custody").is_none(), "under this policy there is no such line");
    let tie_out =
        |index: usize| (report["tie_outs"][index]["name"].clone(), report["tie_outs"][index]["ok"].clone());
    assert_eq!(tie_out(4), (json!("surplus-to-cash"), json!(true)));
}

#[test]
fn a_policy_that_the_rulebook_states_decides_which_lines_stand() {
    let world = year("on-deposit");
    let report = made(&world.export(&[]), &world, "surplus-changes", &asked("surplus-changes"));
    assert_eq!(report["totals"]["custody"], "-80.00");
    assert_eq!(report["totals"]["surplus_in_cash"], "1250.00");
    let tie_out = &report["tie_outs"][4];
    assert_eq!((&tie_out["ok"], &tie_out["difference"]), (&json!(false), &json!("80.00")));
    // A rulebook that can't be read for it proves nothing.
    let mut world = year("on-deposit");
    let Some(Stored::RulebookPublished(rulebook)) = &mut world.records[3].outcome else { unreachable!() };
    rulebook.yaml = "policies: { revenue_recognition: { choice: x, of: [x, y] } }\n".into();
    rulebook.sha256 = Sha256::digest(&rulebook.yaml).to_vec().into();
    let export = world.export(&[]);
    let mut report = report;
    report["tie_outs"] = json!([]);
    assert_eq!(codes(&verify(&export, &report)), [Code::ReportPolicy]);
}

#[test]
fn a_cash_flow_ends_at_the_cash_of_the_books() {
    let world = year("on-receipt");
    let report = made(&world.export(&[]), &world, "cash-flow", &asked("cash-flow"));
    for (key, value) in [
        ("operating_receipts", "600.00"),
        ("operating_payments", "270.00"),
        ("withheld", "32.00"),
        ("remitted", "-10.00"),
        ("net", "352.00"),
        ("opening_cash", "1000.00"),
        ("closing_cash", "1352.00"),
    ] {
        assert_eq!(report["totals"][key], value, "{key}");
    }
    assert!(report["tie_outs"].as_array().unwrap().iter().all(|tie_out| tie_out["ok"] == true));
}

#[test]
fn budget_realization_of_a_month_stands_between_what_was_before_and_the_year() {
    let world = year("on-receipt");
    let export = world.export(&[]);
    let report = made(&export, &world, "budget-realization-monthly", &asked("budget-realization-monthly"));
    for (key, value) in [
        ("budget_expenditure", "700.00"),
        ("earlier_expenditure", "0.00"),
        ("month_expenditure", "270.00"),
        ("expenditure", "270.00"),
        ("earlier_revenue", "600.00"),
        ("month_revenue", "0.00"),
        ("revenue", "600.00"),
    ] {
        assert_eq!(report["totals"][key], value, "{key}");
    }
    // A sub-account is a part of its code.
    let staff = row(&report, "code", "5.1.01");
    assert_eq!(
        (&staff["kind"], &staff["month"], &staff["month_percent"]),
        (&json!("detail"), &json!("70.00"), &json!("35.00"))
    );
}

#[test]
fn a_subsidiary_ledger_runs_from_account_to_account() {
    let totals =
        [("opening", "1000.00"), ("debit", "1117.00"), ("credit", "765.00"), ("closing_balance", "1352.00")];
    let report = assert_totals("subsidiary-ledger", &totals);
    assert_eq!(report["rows"].as_array().unwrap().last().unwrap()["kind"], "total");
}

#[test]
fn what_came_too_late_for_a_closed_period_says_so_in_the_ledger() {
    let mut world = World::new();
    world.internal(chart(1));
    world.posted(vec![open(TREASURY, Side::Debit), open(ACCRUED, Side::Credit)]);
    let closed = PeriodClosed { period: "2026-01".to_owned(), late_items_move: true };
    world.posted(vec![FactKind::PeriodClosed(closed)]);
    let moved = entry(&[(TREASURY, 100), (ACCRUED, -100)]);
    let late = Entry { late_for: Some(DAY), effective_date: DAY + 31, ..moved };
    world.posted(vec![FactKind::EntryPosted(late)]);
    let export = world.export(&[]);
    let mut report = made(&export, &world, "general-ledger", &json!({}));
    assert_eq!(codes(&verify(&export, &report)), []);
    let rows = report["rows"].as_array_mut().unwrap();
    let line = rows.iter_mut().find(|row| row["kind"] == "detail").unwrap();
    assert_eq!(line["description"], "setoran (terlambat untuk 2026-01-01 / late for 2026-01-01)");
    line["description"] = json!("setoran");
    assert_ne!(codes(&verify(&export, &report)), []);
}

#[test]
fn registers_list_documents_and_those_that_were_taken_back_count_for_nothing() {
    let deposits = assert_totals("deposit-register", &[("deposited", "310.00")]);
    let notes: Vec<&Value> = deposits["rows"].as_array().unwrap().iter().map(|row| &row["note"]).collect();
    let [taken_back, opposite] = [json!("Dibatalkan tgl 12-02-2026"), json!("Pembatalan")];
    assert_eq!(notes, [&json!("teller"), &taken_back, &opposite, &Value::Null, &Value::Null]);
    let orders = assert_totals(
        "disbursement-register",
        &[
            ("requested", "150.00"),
            ("ordered", "254.00"),
            ("paid", "290.00"),
            ("deductions", "32.00"),
            ("net", "258.00"),
        ],
    );
    let note = |number: &str| row(&orders, "reference", number)["note"].clone();
    assert_eq!(row(&orders, "reference", "SP2D-UP")["net"], "68.00");
    assert_eq!([note("SPM-2"), note("SPM-3")], [json!("Gagal cair"), json!("Belum cair")]);
    assert_totals(
        "deductions-register",
        &[("opening", "20.00"), ("withheld", "12.00"), ("remitted", "10.00"), ("balance", "22.00")],
    );
}

#[test]
fn treasurers_answer_for_what_their_events_say() {
    let paying = assert_totals(
        "spj-functional",
        &[
            ("budget", "700.00"),
            ("reported", "270.00"),
            ("remaining", "430.00"),
            ("opening", "0.00"),
            // Disbursed 290.00 and withheld 32.00; the treasury keeps that, spending is 270.00, 5.00 and 10.00 were given back.
            ("received", "322.00"),
            ("paid", "317.00"),
            ("cash", "5.00"),
        ],
    );
    let goods = row(&paying, "code", GOODS);
    assert_eq!((&goods["goods"], &goods["imprest_within"]), (&json!("145.00"), &json!("55.00")));
    assert_eq!(row(&paying, "code", "5.1.01.01.01")["salary_within"], "70.00");
    let receiving = assert_totals(
        "spj-functional-receiving",
        &[("budget", "800.00"), ("received", "600.00"), ("deposited", "520.00"), ("held", "80.00")],
    );
    assert_eq!(row(&receiving, "code", SANCTION)["deposited_within"], "20.00");
}

#[test]
fn every_changed_figure_of_every_report_is_named_by_its_place() {
    let world = year("on-deposit");
    let export = world.export(&[]);
    // Two at a time: each change checks the whole log again. The last five are proved on a livelier log.
    let changed: usize = std::thread::scope(|scope| {
        let halves = report::KNOWN[..16].chunks(8).map(|names| {
            let (export, world) = (&export, &world);
            scope.spawn(move || names.iter().map(|name| changed_in(name, export, world)).sum::<usize>())
        });
        let halves: Vec<_> = halves.collect();
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    assert!(changed > 3_000, "{changed}");
}

/// Changes every cell of a report, one after another; how many there were.
pub(crate) fn changed_in(name: &str, export: &Export, world: &World) -> usize {
    let good = made(export, world, name, &asked(name));
    assert_eq!(codes(&verify(export, &good)), [], "{name}");
    let places = places(&good);
    for (pointer, place) in &places {
        let mut bad = good.clone();
        let cell = bad.pointer_mut(pointer).unwrap();
        *cell = match cell {
            Value::Number(_) => json!(99),
            Value::Bool(is) => json!(!*is),
            _ => json!("7.77"),
        };
        let found = findings(&verify(export, &bad));
        assert_eq!(found.len(), 1, "{name} {pointer}: {found:?}");
        assert_eq!(found[0].place.field.as_ref(), Some(place), "{name}");
        assert_eq!(found[0].text.code, Code::CellDiffers);
    }
    places.len()
}

/// Every cell of a report: its JSON pointer, and its place in the words of a finding.
fn places(report: &Value) -> Vec<(String, String)> {
    let mut places = Vec::new();
    for list in ["rows", "tie_outs"] {
        for (index, row) in report[list].as_array().unwrap().iter().enumerate() {
            let keys = row.as_object().unwrap().keys();
            places
                .extend(keys.map(|key| (format!("/{list}/{index}/{key}"), format!("{list}[{index}].{key}"))));
        }
    }
    for list in ["head", "closing"] {
        let lines = 0..report[list].as_array().unwrap().len();
        places.extend(lines.map(|index| (format!("/{list}/{index}"), format!("{list}[{index}]"))));
    }
    for key in report["totals"].as_object().unwrap().keys() {
        places.push((format!("/totals/{key}"), format!("totals.{key}")));
        places.push((format!("/{key}"), key.clone()));
    }
    places
}

#[test]
fn a_figure_that_the_log_does_not_give_is_no_part_of_a_report() {
    let world = year("on-deposit");
    let export = world.export(&[]);
    let good = made(&export, &world, "balance-sheet", &asked("balance-sheet"));
    for (pointer, place) in
        [("/totals", "totals.debt"), ("", "debt"), ("/rows/4", "rows[4].debt"), ("/tie_outs", "tie_outs")]
    {
        let mut bad = good.clone();
        match bad.pointer_mut(pointer).unwrap() {
            Value::Array(tie_outs) => tie_outs.push(json!({ "name": "debt" })),
            object => object["debt"] = json!("1.00"),
        }
        let found = findings(&verify(&export, &bad));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].text.code, Code::ReportSurplus);
        assert_eq!(found[0].place.field.as_deref(), Some(place));
    }
}

#[test]
fn a_report_says_on_its_face_of_what_it_is_and_what_does_not_tie() {
    let world = year("on-deposit");
    let export = world.export(&[]);
    let good = made(&export, &world, "balance-sheet", &asked("balance-sheet"));
    assert_eq!(
        good["head"],
        json!([
            "DAERAH",
            "Periode 1 Januari 2026 s.d. 31 Desember 2026",
            "Per 31 Desember 2026 dan 31 Desember 2025 (as of 2026-12-31 and 2025-12-31)"
        ])
    );
    let closing = good["closing"][0].as_str().unwrap();
    assert!(closing.ends_with("1.330,00 \u{2260} 1.250,00, selisih / difference 80,00"), "{closing}");
    let with = |field: &str, value: Value| {
        let mut bad = good.clone();
        bad[field] = value;
        let found = findings(&verify(&export, &bad));
        found.iter().map(|finding| finding.place.field.clone().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(with("closing", json!([])), ["closing[0]", "closing[1]"]);
    assert_eq!(with("head", json!(["DAERAH"])), ["head[1]", "head[2]"]);
    let ledger = made(&export, &world, "subsidiary-ledger", &asked("subsidiary-ledger"));
    let mut named = ledger;
    named["head"][2] = json!("Rekening: 1.1.01 Kas dan Setara Kas");
    assert_eq!(codes(&verify(&export, &named)), []);
    named["head"][2] = json!("Rekening: 1.1.02 Kas dan Setara Kas");
    assert_eq!(codes(&verify(&export, &named)), [Code::CellDiffers]);
    let row = row(&good, "code", "1.1.01");
    assert_eq!(
        row["links"],
        json!({ "entries": "/v1/books/daerah/reports/general-ledger?code=1.1.01&from=2026-01-01&to=2026-12-31&known_at=25" })
    );
}

#[test]
fn a_report_that_is_not_known_or_that_none_can_be_made_of_is_refused() {
    let world = year("on-deposit");
    let export = world.export(&[]);
    let good = made(&export, &world, "balance-sheet", &asked("balance-sheet"));
    let mut unknown = good.clone();
    unknown["report"] = json!("horoscope");
    let found = findings(&verify(&export, &unknown));
    assert_eq!(found[0].text.code, Code::ReportUnknown);
    let said = found[0].text.say(verifier::catalogue::Language::English);
    assert!(said.starts_with("there is no way to check a report \"horoscope\" here, so nothing"), "{said}");
    let mut part = good;
    part["provenance"]["code"] = json!("1.1");
    assert_eq!(codes(&verify(&export, &part)), [Code::ReportSum]);
}
