//! What changed between two views of a report is explained by what was recorded in between, to the last rupiah, or it is said that
//! it is not.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
mod support;

use common::{AGENCIES, BOOK, CODES, World, day, line};
use ledger::command::{Original, OriginalEntry};
use ledger::{Date, EntryKind, Fact, Request, Side};
use projections::database::Step;
use projections::{Database, KnownAt};
use reports::changes::{AccountChange, Changes, Figure};
use reports::{Parameters, ReportError, ReportName};
use support::{asked_of, budget, built, parameters};

/// Runs a test body on both databases.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod embedded {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let (world, database) = super::common::embedded(32).await;
                super::$name(world, database).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let (world, database) = super::common::postgres(32).await;
                super::$name(world, database).await;
            })*
        }
    };
}

on_both! {
    a_late_entry_and_a_correction_explain_a_trial_balance_and_nothing_else_is_named
    a_budget_report_is_explained_by_budgets_and_entries_of_both_years
    a_ledger_and_a_cash_book_show_the_balances_that_new_lines_moved
    a_reversal_names_what_it_takes_back
    random_business_is_explained_in_every_report
    a_figure_that_nothing_recorded_explains_is_an_error
}

async fn since(
    world: &mut World,
    database: &Database,
    name: ReportName,
    asked: &Parameters,
    position: u64,
) -> Changes {
    let models = built(world, database).await;
    reports::changes(&models, name, asked, KnownAt::Position(position)).await.unwrap()
}

fn of<'c>(changes: &'c Changes, code: &str) -> &'c AccountChange {
    let account = format!("{}:{code}", AGENCIES[0]);
    changes.accounts.iter().find(|change| change.account == account).unwrap()
}

/// Position after the earlier view, figure, amount and kind of each cause.
fn causes(changes: &Changes, code: &str) -> Vec<(u64, &'static str, i128, String)> {
    let cause = |cause: &reports::changes::Cause| {
        (cause.position - changes.earlier, cause.figure.as_str(), cause.amount, cause.kind.clone())
    };
    of(changes, code).causes.iter().map(cause).collect()
}

fn cell(changes: &Changes, row: &str, column: &str) -> (String, String) {
    let cell = changes.cells.iter().find(|cell| cell.row == row && cell.column == column).unwrap();
    (cell.before.clone().unwrap(), cell.after.clone().unwrap())
}

fn post(world: &mut World, kind: EntryKind, codes: (&str, &str), amount: i64, date: Date) {
    let agency = AGENCIES[0];
    let lines = vec![line(agency, codes.0, Side::Debit, amount), line(agency, codes.1, Side::Credit, amount)];
    assert!(world.post(kind, lines, date));
}

async fn a_late_entry_and_a_correction_explain_a_trial_balance_and_nothing_else_is_named(
    mut world: World,
    database: Database,
) {
    world.random(300);
    let known_then = world.records.len() as u64;
    let asked = Parameters { as_of: Some(day(6, 30)), ..parameters() };
    let none = since(&mut world, &database, ReportName::TrialBalance, &asked, known_then).await;
    assert!(none.cells.is_empty() && none.accounts.is_empty(), "{none:?}");
    assert!(none.to_text().ends_with("nothing changed\n"));

    let (debit, credit) = (CODES[0].0, CODES[1].0);
    // Late: it counts for June.
    post(&mut world, EntryKind::General, (debit, credit), 700, day(6, 29));
    // July is none of June's business, and a budget none of a trial balance's.
    post(&mut world, EntryKind::General, (debit, credit), 50, day(7, 2));
    post(&mut world, EntryKind::Correction, (debit, credit), 5, day(6, 30));
    budget(&mut world, CODES[4].0, 123_456, day(6, 1));
    let changes = since(&mut world, &database, ReportName::TrialBalance, &asked, known_then).await;
    let moved = of(&changes, debit).figure(Figure::Balance);
    assert_eq!(moved.after - moved.before, 705);
    let moved = of(&changes, credit).figure(Figure::Balance);
    assert_eq!(moved.after - moved.before, -705);
    assert_eq!(
        causes(&changes, debit),
        [(1, "balance", 700, "general".to_owned()), (3, "balance", 5, "correction".to_owned()),]
    );
    assert_eq!(changes.accounts.len(), 2, "nothing else is named");
    let (before, after) = cell(&changes, debit, "debit");
    assert_ne!(before, after);
    let text = changes.to_text();
    assert!(text.contains("balance 7.00 at position") && text.contains("correction"), "{text}");
    let json = changes.to_json();
    assert_eq!(json["accounts"][0]["causes"][0]["amount"], "7.00");
    let trace = format!("/v1/books/{BOOK}/entries/{}/trace", known_then + 1);
    assert_eq!(json["accounts"][0]["causes"][0]["links"]["trace"], trace.as_str());

    let models = built(&mut world, &database).await;
    let backwards = Parameters { known_at: Some(KnownAt::Position(known_then)), ..asked };
    let later = KnownAt::Position(known_then + 2);
    let error = reports::changes(&models, ReportName::TrialBalance, &backwards, later).await.unwrap_err();
    assert!(error.to_string().contains("name the earlier one"), "{error}");
}

async fn a_budget_report_is_explained_by_budgets_and_entries_of_both_years(
    mut world: World,
    database: Database,
) {
    let (tax, spending, contra) = (CODES[4].0, CODES[6].0, CODES[8].0);
    budget(&mut world, tax, 100_000, day(1, 2));
    budget(&mut world, spending, 90_000, day(1, 2));
    post(&mut world, EntryKind::General, (contra, tax), 60_000, day(3, 1));
    let known_then = world.records.len() as u64;
    let last_year = |month| Date::new(2025, month, 1).unwrap();
    budget(&mut world, tax, 110_000, day(8, 1));
    budget(&mut world, tax, 120_000, day(9, 1));
    // A budget of another year, a closing entry and one of the year before last count nowhere.
    budget(&mut world, spending, 1, last_year(5));
    post(&mut world, EntryKind::Closing, (tax, contra), 60_000, day(12, 31));
    post(&mut world, EntryKind::General, (contra, tax), 9, Date::new(2024, 5, 1).unwrap());
    post(&mut world, EntryKind::General, (contra, tax), 33_000, last_year(5));
    post(&mut world, EntryKind::Correction, (tax, contra), 1_000, day(3, 2));
    post(&mut world, EntryKind::General, (spending, contra), 45_000, day(4, 1));
    // The year that is not asked for is that of the later view in both.
    let asked = parameters();
    let changes = since(&mut world, &database, ReportName::BudgetRealization, &asked, known_then).await;
    let figures = |code| {
        [Figure::Budget, Figure::Realized, Figure::Previous].map(|figure| {
            let views = of(&changes, code).figure(figure);
            (views.before, views.after)
        })
    };
    assert_eq!(figures(tax), [(100_000, 120_000), (60_000, 59_000), (0, 33_000)]);
    assert_eq!(figures(spending), [(90_000, 90_000), (0, 45_000), (0, 0)]);
    assert_eq!(
        causes(&changes, tax),
        [
            (1, "budget", 110_000, "budget".to_owned()),
            (2, "budget", 120_000, "budget".to_owned()),
            (6, "previous", 33_000, "general".to_owned()),
            (7, "realized", -1_000, "correction".to_owned()),
        ]
    );
    assert_eq!(causes(&changes, spending), [(8, "realized", 45_000, "general".to_owned())]);
    assert_eq!(changes.accounts.len(), 2, "the contra account is in no group");
    assert_eq!(cell(&changes, "4", "budget"), ("1000.00".to_owned(), "1200.00".to_owned()));
    assert_eq!(cell(&changes, "4.1.01", "previous"), ("0.00".to_owned(), "330.00".to_owned()));
    assert_eq!(cell(&changes, "SURPLUS/(DEFISIT)", "realized"), ("600.00".to_owned(), "140.00".to_owned()));
    let json = changes.to_json();
    let account = &json["accounts"][0];
    assert_eq!((&account["before"], &account["budget"]["after"]), (&"600.00".into(), &"1200.00".into()));

    // Later entries of the next year do not move the year that is asked for.
    let asked = Parameters { to: Some(day(12, 31)), ..parameters() };
    let before = since(&mut world, &database, ReportName::BudgetRealization, &asked, known_then).await;
    budget(&mut world, tax, 1, Date::new(2027, 1, 2).unwrap());
    post(&mut world, EntryKind::General, (contra, tax), 2, Date::new(2027, 1, 2).unwrap());
    let after = since(&mut world, &database, ReportName::BudgetRealization, &asked, known_then).await;
    assert_eq!((&after.cells, &after.accounts), (&before.cells, &before.accounts));
}

async fn a_ledger_and_a_cash_book_show_the_balances_that_new_lines_moved(
    mut world: World,
    database: Database,
) {
    let (cash, other, revenue) = (CODES[0].0, CODES[3].0, CODES[2].0);
    post(&mut world, EntryKind::General, (cash, revenue), 1_000, day(1, 5));
    let known_then = world.records.len() as u64;
    post(&mut world, EntryKind::General, (cash, revenue), 200, day(1, 4));
    post(&mut world, EntryKind::General, (other, cash), 50, day(1, 6));
    let asked = Parameters { from: Some(day(1, 5)), to: Some(day(1, 31)), ..parameters() };
    let book = since(&mut world, &database, ReportName::CashBook, &asked, known_then).await;
    let text = |before: &str, after: &str| (before.to_owned(), after.to_owned());
    assert_eq!(cell(&book, "Saldo awal", "balance"), text("0.00", "2.00"));
    assert_eq!(cell(&book, "JUMLAH", "payment"), text("0.00", "0.50"));
    assert_eq!(cell(&book, "JUMLAH", "balance"), text("10.00", "11.50"));
    assert_eq!(book.cells.len(), 3, "{:?}", book.cells);
    assert_eq!(
        causes(&book, cash),
        [(1, "balance", 200, "general".to_owned()), (2, "balance", -50, "general".to_owned()),]
    );
    assert_eq!(book.accounts.len(), 1, "a cash book is about cash");

    let ledger = since(&mut world, &database, ReportName::GeneralLedger, &asked, known_then).await;
    let row = |title: &str| format!("{}:{cash} {title}", AGENCIES[0]);
    assert_eq!(cell(&ledger, &row("Saldo awal"), "balance"), text("0.00", "2.00"));
    assert_eq!(cell(&ledger, &row("Saldo akhir"), "balance"), text("10.00", "11.50"));
    assert_eq!(ledger.accounts.len(), 3);
    let opened =
        ledger.cells.iter().find(|cell| cell.row.contains(other) && cell.column == "balance").unwrap();
    assert_eq!((&opened.before, opened.after.as_deref()), (&None, Some("0.00")), "the account has rows now");
}

async fn a_reversal_names_what_it_takes_back(mut world: World, database: Database) {
    let (debit, credit) = (CODES[0].0, CODES[2].0);
    post(&mut world, EntryKind::General, (debit, credit), 900, day(2, 1));
    let position = world.records.len() as u64;
    let record = wire::record::decode_record(&world.records[position as usize - 1].bytes, None).unwrap();
    let facts = wire::record::facts(&record, &world.book).unwrap();
    let [Fact::EntryPosted(entry)] = facts.as_slice() else { panic!("one entry: {facts:?}") };
    let entries = Some(vec![OriginalEntry {
        effective_date: entry.effective_date,
        lines: entry.lines.clone(),
        open_item: entry.open_item.clone(),
    }]);
    let original = Some(Original { position, entries, has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: true, reason: "mistake" };
    assert!(world.request(reversal, day(3, 1), "neraca.payment.v1.PaymentReversed", bytes::Bytes::new()));
    let asked = Parameters { as_of: Some(day(2, 28)), ..parameters() };
    let changes = since(&mut world, &database, ReportName::TrialBalance, &asked, position).await;
    let cause = &of(&changes, debit).causes[0];
    assert_eq!((cause.reverses, cause.amount, cause.kind.as_str()), (Some(position), -900, "reversal"));
    assert_eq!((cause.position, cause.effective_date), (position + 1, day(2, 1)));
    assert!(changes.to_text().contains(&format!("reversal, reverses {position}")), "{}", changes.to_text());
}

async fn random_business_is_explained_in_every_report(mut world: World, database: Database) {
    world.random(300);
    let middle = world.records.len() as u64;
    world.random(300);
    let models = built(&mut world, &database).await;
    // Registers and receivables are made of documents, and random business makes none.
    let of_documents = |name: &ReportName| {
        let kinds = ["register", "spj", "receivables", "revenue-service"];
        kinds.iter().any(|kind| name.as_str().contains(kind))
    };
    for name in ReportName::ALL.into_iter().filter(|name| !of_documents(name)) {
        for earlier in [0, middle] {
            let asked = Parameters { from: Some(day(3, 1)), to: Some(day(9, 30)), ..parameters() };
            let changes =
                reports::changes(&models, name, &asked_of(name, &asked), KnownAt::Position(earlier))
                    .await
                    .unwrap();
            assert!(!changes.cells.is_empty() && !changes.accounts.is_empty(), "{name:?} since {earlier}");
            let order: Vec<u64> = changes.accounts[0].causes.iter().map(|cause| cause.position).collect();
            assert!(order.is_sorted() && order.iter().all(|position| *position > earlier));
        }
    }
}

async fn a_figure_that_nothing_recorded_explains_is_an_error(mut world: World, database: Database) {
    let (cash, tax, contra) = (CODES[0].0, CODES[4].0, CODES[8].0);
    post(&mut world, EntryKind::General, (cash, CODES[2].0), 900, day(2, 1));
    post(&mut world, EntryKind::General, (contra, tax), 900, day(2, 1));
    budget(&mut world, tax, 500, day(1, 2));
    let models = built(&mut world, &database).await;
    let unexplained =
        async |name| match reports::changes(&models, name, &parameters(), KnownAt::Position(0)).await {
            Err(ReportError::Unexplained { figure, account, difference, explained }) => {
                Some((figure, account, difference - explained))
            }
            other => {
                other.unwrap();
                None
            }
        };
    let tamper = async |sql: &str, code: &str| {
        let account =
            format!("(select no from account where entity = '{}' and code = '{code}')", AGENCIES[0]);
        let step = Step::Run(format!("{sql} where account = {account}"), Vec::new());
        database.apply("", vec![step]).await.unwrap();
    };
    let named = |code: &str| format!("{}:{code}", AGENCIES[0]);
    assert_eq!(unexplained(ReportName::TrialBalance).await, None);
    assert_eq!(unexplained(ReportName::BudgetRealization).await, None);
    tamper("update budget_change set amount = amount + 7", tax).await;
    assert_eq!(unexplained(ReportName::BudgetRealization).await, Some(("budget", named(tax), 7)));
    tamper("update budget_change set amount = amount - 7", tax).await;
    tamper("update line set amount = amount - 3", tax).await;
    assert_eq!(unexplained(ReportName::BudgetRealization).await, Some(("realized", named(tax), 3)));
    tamper("update line set amount = amount + 1", cash).await;
    for name in [ReportName::TrialBalance, ReportName::GeneralLedger, ReportName::CashBook] {
        assert_eq!(unexplained(name).await, Some(("balance", named(cash), 1)), "{name:?}");
    }
    // An account that the read models have lost altogether.
    tamper("delete from balance_day", tax).await;
    tamper("delete from budget_change", tax).await;
    assert_eq!(unexplained(ReportName::BudgetRealization).await, Some(("realized", named(tax), -900)));
}
