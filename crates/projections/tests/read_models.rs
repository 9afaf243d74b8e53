//! What the read models say is what the ledger says: on both databases, after restarts, at earlier knowledge.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use common::{AGENCIES, BOOK, CODES, World, day, line};
use event_store::Outcome;
use ledger::command::{Original, OriginalEntry};
use ledger::{
    AccountName, BookSide, Currency, Date, EntryKind, Instruction, Request, Side, Terms, Timestamp,
};
use projections::database::Step;
use projections::queries::{AccountFilter, MovementFilter, Period, RevenueStage, RevenueSum, StatementQuery};
use projections::rebuild::rebuild_within;
use projections::schema::TABLES;
use projections::{AsOf, Database, KnownAt, ProjectionBuilder, ProjectionError, ReadModels, Row, rebuild};
use prost::Message;

/// Runs a test body on both databases.
macro_rules! on_both {
    ($($name:ident)*) => {
        mod embedded {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let (world, database) = super::common::embedded(7).await;
                super::$name(world, database).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let (world, database) = super::common::postgres(7).await;
                super::$name(world, database).await;
            })*
        }
    };
}

on_both! {
    balances_equal_those_of_the_ledger_after_random_business_and_restarts
    a_rebuild_gives_the_same_rows_and_a_builder_at_work_goes_on
    a_rebuild_adds_up_the_sums_that_memory_did_not_hold
    a_rebuilt_table_refuses_a_row_of_the_same_key
    a_fact_of_an_unknown_type_stops_the_builder_at_the_record_before
    what_was_known_is_what_the_read_models_said_then
    a_batch_that_fails_half_way_moves_neither_sums_nor_position
    two_builders_never_count_a_record_twice
    a_statement_runs_from_page_to_page_and_ends_at_the_balance
    the_journal_and_lists_go_through_cursors
    revenue_of_all_stages_is_what_was_realised
    a_payment_that_was_taken_back_counts_until_the_day_of_its_reversal
    an_approved_refund_counts_from_its_approval_whoever_folds_it
    a_confirmed_reconciliation_stands_until_a_later_one_touches_its_days
    what_takes_a_closing_entry_back_counts_as_closing_whoever_folds_it
    a_reader_waits_for_its_own_write_and_no_longer_than_it_says
    accounts_tell_their_limits_and_ceiling
    entries_tell_what_they_reverse_and_what_reversed_them
    read_models_of_another_version_are_made_anew
}

async fn built(world: &World, database: &Database) -> ReadModels {
    let mut builder =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    builder.catch_up().await.unwrap();
    ReadModels::new(Arc::clone(&world.store), database.clone())
}

/// Every row of every table, in order.
async fn contents(database: &Database) -> BTreeMap<&'static str, Vec<Row>> {
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("select {} from {}", columns.join(", "), table.name);
        let mut rows = database.query(&sql, &[]).await.unwrap();
        rows.sort();
        tables.insert(table.name, rows);
    }
    tables
}

async fn balances_equal_those_of_the_ledger_after_random_business_and_restarts(
    mut world: World,
    database: Database,
) {
    // Five builders in a row: each reads back what the one before left, pending holds among it.
    for _ in 0..5 {
        world.random(400);
        world.write().await;
        built(&world, &database).await;
    }
    let models = built(&world, &database).await;
    let filter = AccountFilter::default();
    let page = models.accounts(BOOK, &filter, None, 1_000).await.unwrap();
    assert_eq!(page.items.len(), world.book.accounts().len());
    let mut sums = 0_i128;
    for row in &page.items {
        let id = world.book.account_id(row.account.name()).unwrap();
        let account = world.book.account(id);
        assert_eq!(row.balance, account.balance, "{}", row.account.name());
        let latest = world.book.budgets().range((id, i32::MIN)..=(id, i32::MAX)).last();
        let budget = latest.map(|(_, appropriation)| appropriation.amount);
        assert_eq!(row.budget, budget, "{}", row.account.name());
        sums += row.balance.posted(Side::Debit);
    }
    assert_eq!(sums, 0);
    assert!(page.items.iter().any(|row| row.balance.pending_debit > 0), "some holds are pending");
    // The sums of days and the lines say the same.
    let (movements, position) =
        models.movements(BOOK, Period::default(), &MovementFilter::default()).await.unwrap();
    assert_eq!(position, world.records.len() as u64);
    for movement in &movements {
        let id = world.book.account_id(movement.account.name()).unwrap();
        let balance = world.book.account(id).balance;
        assert_eq!((movement.debit, movement.credit), (balance.debit, balance.credit));
    }
    for outcome in [Outcome::Posted, Outcome::Refused] {
        let counted: u64 = models
            .outcome_counts(BOOK)
            .await
            .unwrap()
            .iter()
            .filter(|count| count.outcome == outcome)
            .map(|count| count.number)
            .sum();
        let recorded = world.records.iter().filter(|record| record.outcome == outcome).count() as u64;
        assert!(counted == recorded && counted > 0, "{outcome:?}");
    }
}

async fn a_rebuild_gives_the_same_rows_and_a_builder_at_work_goes_on(mut world: World, database: Database) {
    world.random(1_000);
    world.write().await;
    let mut builder =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    builder.catch_up_to(300).await.unwrap();
    builder.catch_up().await.unwrap();
    let grown = contents(&database).await;
    for _ in 0..2 {
        rebuild(Arc::clone(&world.store), &database).await.unwrap();
        assert_eq!(contents(&database).await, grown);
    }
    world.random(300);
    world.write().await;
    builder.catch_up().await.unwrap();
    let after = contents(&database).await;
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    assert_eq!(contents(&database).await, after);
    assert_ne!(after, grown);
}

async fn a_rebuild_adds_up_the_sums_that_memory_did_not_hold(mut world: World, database: Database) {
    world.random(1_500);
    world.write().await;
    built(&world, &database).await;
    let followed = contents(&database).await;
    for sums_max in [0, 100] {
        rebuild_within(Arc::clone(&world.store), &database, sums_max).await.unwrap();
        assert_eq!(contents(&database).await, followed, "with {sums_max} sums in memory");
    }
}

async fn a_rebuilt_table_refuses_a_row_of_the_same_key(mut world: World, database: Database) {
    world.random(300);
    world.write().await;
    built(&world, &database).await;
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    for (table, rows) in contents(&database).await {
        let again = Step::Run(format!("insert into {table} select * from {table}"), Vec::new());
        let refused = database.apply("", vec![again]).await.is_err();
        assert!(refused || rows.is_empty(), "{table}");
    }
}

async fn a_fact_of_an_unknown_type_stops_the_builder_at_the_record_before(
    mut world: World,
    database: Database,
) {
    world.random(50);
    let last_good = world.records.len() as u64;
    let strange = wire::ledger_v1::Record {
        position: last_good + 1,
        outcome: Some(wire::ledger_v1::record::Outcome::Posted(wire::ledger_v1::Posted {
            facts: vec![wire::ledger_v1::Fact { fact: None }],
            ..Default::default()
        })),
        ..Default::default()
    };
    world.push_bytes(strange.encode_to_vec().into(), Outcome::Posted, "", day(1, 1), "future");
    world.write().await;
    let mut builder =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    builder.catch_up_to(last_good).await.unwrap();
    for _ in 0..2 {
        let error = builder.catch_up().await.unwrap_err();
        assert!(
            matches!(&error, ProjectionError::UnknownRecord { position, .. } if *position == last_good + 1),
            "{error}"
        );
        assert!(!error.is_retryable());
    }
    let models = ReadModels::new(Arc::clone(&world.store), database);
    assert_eq!(models.position(BOOK).await.unwrap(), last_good);
}

async fn what_was_known_is_what_the_read_models_said_then(mut world: World, database: Database) {
    let mut then = Vec::new();
    let date = day(6, 30);
    let periods = |known_at| {
        [
            Period { from: None, to: Some(date), known_at },
            Period { from: Some(day(3, 1)), to: Some(date), known_at },
            Period { from: Some(day(3, 1)), to: None, known_at },
        ]
    };
    let filter = MovementFilter { without: Some(EntryKind::Closing), ..MovementFilter::default() };
    let moved = |movements: Vec<projections::queries::Movement>| {
        let still = |m: &projections::queries::Movement| {
            (m.opening_debit, m.opening_credit, m.debit, m.credit) != (0, 0, 0, 0)
        };
        movements.into_iter().filter(still).collect::<Vec<_>>()
    };
    for _ in 0..4 {
        world.random(200);
        let position = world.write().await;
        let models = built(&world, &database).await;
        for (n, period) in periods(None).into_iter().enumerate() {
            let (movements, _) = models.movements(BOOK, period, &filter).await.unwrap();
            let (budgets, _) =
                models.budget_realization(BOOK, period, &AccountFilter::default()).await.unwrap();
            then.push((position, n, moved(movements), budgets));
        }
    }
    let models = built(&world, &database).await;
    for (position, n, movements, budgets) in then {
        let at = world.records[position as usize - 1].recorded_at;
        // Before the moment of the next record, which is a second later, nothing else was known.
        for known_at in [KnownAt::Position(position), KnownAt::Moment(Timestamp(at + 999_999))] {
            let period = periods(Some(known_at))[n];
            let (found, _) = models.movements(BOOK, period, &filter).await.unwrap();
            assert_eq!(moved(found), movements, "movements known at {position}");
            let (found, _) =
                models.budget_realization(BOOK, period, &AccountFilter::default()).await.unwrap();
            let figures = |rows: &[projections::queries::BudgetRow]| {
                let some = rows.iter().filter(|row| row.budget != 0 || row.realized != 0);
                some.map(|row| (row.account.no, row.budget, row.realized)).collect::<Vec<_>>()
            };
            assert_eq!(figures(&found), figures(&budgets), "budgets known at {position}");
        }
    }
}

async fn a_batch_that_fails_half_way_moves_neither_sums_nor_position(mut world: World, database: Database) {
    world.random(100);
    world.write().await;
    let mut builder =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    builder.catch_up().await.unwrap();
    let before = contents(&database).await;
    world.revenue(AGENCIES[0], "qris", 77, day(5, 5));
    world.write().await;
    // Position, balances and lines are written before the table that is missing now.
    let rename =
        |from: &str, to: &str| vec![Step::Run(format!("alter table {from} rename to {to}"), Vec::new())];
    database.apply("", rename("revenue_event", "away")).await.unwrap();
    builder.catch_up().await.unwrap_err();
    database.apply("", rename("away", "revenue_event")).await.unwrap();
    assert_eq!(contents(&database).await, before);
    builder.catch_up().await.unwrap();
    let after = contents(&database).await;
    assert_ne!(after, before);
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    assert_eq!(contents(&database).await, after);
}

async fn two_builders_never_count_a_record_twice(mut world: World, database: Database) {
    world.random(200);
    world.write().await;
    let open = || ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK);
    let (mut one, mut two) = (open().await.unwrap(), open().await.unwrap());
    one.catch_up().await.unwrap();
    let error = two.catch_up().await.unwrap_err();
    assert!(matches!(error, ProjectionError::Moved { .. }) && error.is_retryable(), "{error}");
    two.catch_up().await.unwrap();
    let twice = contents(&database).await;
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    assert_eq!(contents(&database).await, twice);
}

async fn a_statement_runs_from_page_to_page_and_ends_at_the_balance(mut world: World, database: Database) {
    world.random(600);
    world.write().await;
    let models = built(&world, &database).await;
    let name = AccountName { entity: AGENCIES[0], code: CODES[0].0 };
    let balance = models.balance(BOOK, name).await.unwrap().balance;
    for query in
        [StatementQuery::default(), StatementQuery { from: Some(day(4, 1)), ..StatementQuery::default() }]
    {
        let (mut cursor, mut lines, mut last) = (None, 0, None);
        loop {
            let statement = models.statement(BOOK, name, query, cursor.as_deref(), 7).await.unwrap();
            assert!(last.is_none_or(|last| last == statement.opening));
            for line in &statement.page.items {
                last = Some(line.balance);
                assert!(!line.event_type.is_empty() && line.recorded_at.0 > 0);
            }
            lines += statement.page.items.len();
            cursor = statement.page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert!(lines > 14, "several pages");
        assert_eq!(last.map(i128::from), Some(balance.posted(Side::Debit)));
    }
    for cursor in ["x", "1.2", "1.2.3.4", "-1.0.0"] {
        let error = models.statement(BOOK, name, StatementQuery::default(), Some(cursor), 7).await;
        assert!(matches!(error, Err(ProjectionError::BadCursor(_))), "{cursor}");
    }
}

async fn the_journal_and_lists_go_through_cursors(mut world: World, database: Database) {
    world.random(300);
    world.write().await;
    let models = built(&world, &database).await;
    let mut whole = Vec::new();
    let mut journal = models.journal(BOOK, world.records.len() as u64);
    while let Some(entries) = journal.next().await.unwrap() {
        whole.extend(entries);
    }
    assert_eq!(whole.len() as u64, world.book.entries());
    assert!(
        whole.iter().all(|entry| entry.lines.iter().map(|line| i128::from(line.amount)).sum::<i128>() == 0)
    );
    let (mut paged, mut cursor) = (Vec::new(), None);
    loop {
        let page = models.entries(BOOK, cursor.as_deref(), 11).await.unwrap();
        paged.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole);

    let (mut names, mut cursor) = (Vec::new(), None);
    let filter = AccountFilter { entity: None, code: Some("1.1".to_owned()) };
    loop {
        let page = models.accounts(BOOK, &filter, cursor.as_deref(), 2).await.unwrap();
        names.extend(page.items.into_iter().map(|row| row.account.name().to_string()));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(names.is_sorted());

    let (cash, _) = models.agency_cash(BOOK, AsOf::default()).await.unwrap();
    assert_eq!(cash.len(), 3);
    let refused = models.ended(BOOK, Outcome::Refused, None, 1_000).await.unwrap();
    assert!(refused.items.iter().all(|item| !item.code.is_empty() && !item.detail.is_empty()));
}

async fn revenue_of_all_stages_is_what_was_realised(mut world: World, database: Database) {
    world.random(500);
    world.revenue(AGENCIES[0], "qris", 12_345, day(2, 3));
    world.write().await;
    let models = built(&world, &database).await;
    let filter = AccountFilter { entity: None, code: Some("4".to_owned()) };
    for known_at in [None, Some(KnownAt::Position(300))] {
        for (from, to) in [(None, None), (Some(day(3, 5)), Some(day(9, 4)))] {
            let period = Period { from, to, known_at };
            let mut by_account: BTreeMap<(String, String), i64> = BTreeMap::new();
            let (revenue, position) = models.revenue(BOOK, period, &filter).await.unwrap();
            assert_eq!(position, known_at.map_or(world.records.len() as u64, |_| 300));
            for row in &revenue {
                *by_account.entry((row.entity.clone(), row.code.clone())).or_default() += row.realized;
            }
            by_account.retain(|_, realized| *realized != 0);
            let (realized, _) = models.budget_realization(BOOK, period, &filter).await.unwrap();
            let realized: BTreeMap<_, i64> = realized
                .into_iter()
                .filter(|row| row.realized != 0)
                .map(|row| ((row.account.entity, row.account.code), row.realized))
                .collect();
            assert!(!realized.is_empty());
            assert_eq!(by_account, realized);
            let through = |channel: &str| revenue.iter().any(|row| row.channel == channel);
            assert!(through("qris") && through(""));
        }
    }
}

/// A payment event with this body: one entry of cash and revenue.
fn told<M: Message>(world: &mut World, name: &str, message: &M, amount: i64, date: Date) -> u64 {
    let agency = AGENCIES[0];
    let lines =
        vec![line(agency, CODES[8].0, Side::Debit, amount), line(agency, CODES[4].0, Side::Credit, amount)];
    let post = Instruction::Post { kind: EntryKind::General, lines, description: "", open_item: None };
    let event_type = format!("neraca.payment.v1.{name}");
    let data = message.encode_to_vec().into();
    assert!(world.request(Request::Instructions(vec![post]), date, &event_type, data));
    world.records.len() as u64
}

fn payment(channel: &str, rupiah: &str) -> wire::payment_v1::PaymentReceived {
    wire::payment_v1::PaymentReceived {
        agency: AGENCIES[0].to_owned(),
        account: CODES[4].0.to_owned(),
        amount: Some(wire::payment_v1::Amount { value: rupiah.to_owned(), currency: "IDR".to_owned() }),
        channel: channel.to_owned(),
        ..Default::default()
    }
}

async fn a_payment_that_was_taken_back_counts_until_the_day_of_its_reversal(
    mut world: World,
    database: Database,
) {
    let position = told(&mut world, "PaymentReceived", &payment("qris", "9"), 900, day(2, 3));
    told(&mut world, "PaymentReceived", &payment("cash", "4"), 400, day(2, 4));
    let lines = vec![(CODES[8].0, Side::Debit), (CODES[4].0, Side::Credit)];
    let id = |code| world.book.account_id(AccountName { entity: AGENCIES[0], code }).unwrap();
    let lines = lines.into_iter().map(|(code, side)| ledger::Line { account: id(code), side, amount: 900 });
    let entries =
        Some(vec![OriginalEntry { effective_date: day(2, 3), lines: lines.collect(), open_item: None }]);
    let original = Some(Original { position, entries, has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: false, reason: "mistake" };
    assert!(world.request(reversal, day(7, 1), "neraca.payment.v1.PaymentReversed", bytes::Bytes::new()));
    world.write().await;
    let models = built(&world, &database).await;
    let of = async |to: Date, known_at| {
        let period = Period { from: Some(day(1, 1)), to: Some(to), known_at };
        let (revenue, _) = models.revenue(BOOK, period, &AccountFilter::default()).await.unwrap();
        let sum = |channel: &str, of: fn(&RevenueSum) -> i64| {
            revenue.iter().filter(|row| row.channel == channel).map(of).sum::<i64>()
        };
        let qris = (sum("qris", |row| row.amount), sum("qris", |row| row.number));
        (qris, sum("cash", |row| row.amount), revenue.iter().map(|row| row.realized).sum::<i64>())
    };
    assert_eq!(of(day(6, 30), None).await, ((900, 1), 400, 1_300));
    assert_eq!(of(day(7, 1), None).await, ((0, 0), 400, 400));
    let before = Some(KnownAt::Position(position + 1));
    assert_eq!(of(day(7, 1), before).await, ((900, 1), 400, 1_300), "not known yet");
}

/// A refund that was proposed is approved.
fn approve(world: &mut World, proposal: &str, date: Date) {
    let agency = AGENCIES[0];
    let lines = vec![line(agency, CODES[4].0, Side::Debit, 700), line(agency, CODES[8].0, Side::Credit, 700)];
    let post = Instruction::Post { kind: EntryKind::General, lines, description: "", open_item: None };
    let proposed = Some(Box::new(Request::Instructions(vec![post])));
    let approval = Request::Approval { proposal, checker: "budi", note: "", proposed };
    assert!(world.request(approval, date, "neraca.payment.v1.ProposalApproved", bytes::Bytes::new()));
}

async fn an_approved_refund_counts_from_its_approval_whoever_folds_it(mut world: World, database: Database) {
    let refund = wire::payment_v1::RefundPaid {
        agency: AGENCIES[0].to_owned(),
        account: CODES[4].0.to_owned(),
        amount: Some(wire::payment_v1::Amount { value: "7".to_owned(), currency: "IDR".to_owned() }),
        channel: "sp2d-online".to_owned(),
        ..Default::default()
    };
    let data = refund.encode_to_vec();
    let event_type = "neraca.payment.v1.RefundPaid";
    for proposal in ["R1", "R2"] {
        let made = Request::Proposal { proposal, maker: "sari", event_type, data: &data };
        assert!(world.request(made, day(3, 1), "neraca.payment.v1.ProposalMade", bytes::Bytes::new()));
    }
    world.write().await;
    let mut at_work =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    at_work.catch_up().await.unwrap();
    approve(&mut world, "R1", day(4, 1));
    world.write().await;
    at_work.catch_up().await.unwrap();
    // A builder that starts between proposal and approval.
    drop(at_work);
    approve(&mut world, "R2", day(5, 1));
    world.write().await;
    let models = built(&world, &database).await;
    let refunds = async |models: &ReadModels| {
        let (revenue, _) = models.revenue(BOOK, Period::default(), &AccountFilter::default()).await.unwrap();
        let mut refunds: Vec<_> = revenue.into_iter().filter(|row| row.amount != 0).collect();
        refunds.sort_by_key(|row| row.month);
        refunds
    };
    let found = refunds(&models).await;
    let figures: Vec<_> = found.iter().map(|row| (row.month, row.amount, row.realized)).collect();
    assert_eq!(figures, [(202_604, 700, -700), (202_605, 700, -700)]);
    assert!(found.iter().all(|row| row.stage == RevenueStage::Refunded && row.channel == "sp2d-online"));
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    assert_eq!(refunds(&models).await, found, "a rebuild finds them in one go");
}

fn confirmed(from: Date, to: Date, document: &str) -> wire::payment_v1::ReconciliationConfirmed {
    wire::payment_v1::ReconciliationConfirmed {
        agency: AGENCIES[0].to_owned(),
        account: CODES[0].0.to_owned(),
        document: document.to_owned(),
        period_from: from.to_string(),
        period_to: to.to_string(),
        ..Default::default()
    }
}

async fn a_confirmed_reconciliation_stands_until_a_later_one_touches_its_days(
    mut world: World,
    database: Database,
) {
    let name = AccountName { entity: AGENCIES[0], code: CODES[0].0 };
    let event = "ReconciliationConfirmed";
    let first = told(&mut world, event, &confirmed(day(1, 1), day(1, 31), "A"), 100, day(2, 1));
    let second = told(&mut world, event, &confirmed(day(2, 1), day(2, 28), "B"), 100, day(3, 1));
    let other = wire::payment_v1::ReconciliationConfirmed {
        agency: AGENCIES[1].to_owned(),
        ..confirmed(day(1, 1), day(12, 31), "of another account")
    };
    told(&mut world, event, &other, 100, day(3, 1));
    let event_type = "neraca.payment.v1.ReconciliationConfirmed";
    let again = confirmed(day(1, 1), day(1, 31), "C").encode_to_vec();
    let made = Request::Proposal { proposal: "R1", maker: "sari", event_type, data: &again };
    assert!(world.request(made, day(3, 2), "neraca.payment.v1.ProposalMade", bytes::Bytes::new()));
    let proposed = world.records.len() as u64;
    world.write().await;
    let models = built(&world, &database).await;
    let standing = async |models: &ReadModels| {
        let mut standing = Vec::new();
        for days in models.reconciled_days(BOOK, name).await.unwrap() {
            let says = models.reconciliation(BOOK, &days).await.unwrap();
            standing.push((days.from, days.to, days.position, says.document));
        }
        standing
    };
    let february = (day(2, 1), day(2, 28), second, "B".to_owned());
    assert_eq!(
        standing(&models).await,
        [(day(1, 1), day(1, 31), first, "A".to_owned()), february.clone()],
        "what is proposed does not count"
    );
    // Folded by a builder that starts between proposal and approval.
    approve(&mut world, "R1", day(3, 3));
    let approved = world.records.len() as u64;
    world.write().await;
    let models = built(&world, &database).await;
    assert_eq!(standing(&models).await, [(day(1, 1), day(1, 31), approved, "C".to_owned()), february]);
    assert_eq!(models.reconciled_days(BOOK, name).await.unwrap()[0].stated_at, proposed);
    let days = confirmed(day(1, 15), day(2, 3), "D");
    let cut = told(&mut world, event, &days, 100, day(4, 1));
    world.write().await;
    let models = built(&world, &database).await;
    let wanted = [(day(1, 15), day(2, 3), cut, "D".to_owned())];
    assert_eq!(standing(&models).await, wanted, "no two of them share a day");
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    assert_eq!(standing(&models).await, wanted);
}

/// Takes back the only entry of a record, which moved so much from the first of these codes to the second.
fn take_back(world: &mut World, position: u64, codes: [&str; 2], amount: i64) -> u64 {
    let id = |code| world.book.account_id(AccountName { entity: AGENCIES[0], code }).unwrap();
    let sides = [Side::Debit, Side::Credit].into_iter().zip(codes);
    let lines = sides.map(|(side, code)| ledger::Line { account: id(code), side, amount }).collect();
    let entry = OriginalEntry { effective_date: day(12, 31), lines, open_item: None };
    let original = Some(Original { position, entries: Some(vec![entry]), has_other_facts: false });
    let reversal = Request::Reversal { original, at_original_date: true, reason: "not yet" };
    assert!(world.request(reversal, day(12, 31), "neraca.payment.v1.PaymentReversed", bytes::Bytes::new()));
    world.records.len() as u64
}

async fn what_takes_a_closing_entry_back_counts_as_closing_whoever_folds_it(
    mut world: World,
    database: Database,
) {
    let (agency, revenue, contra) = (AGENCIES[0], CODES[4].0, CODES[8].0);
    let moved = |from: &'static str, to: &'static str| {
        vec![line(agency, from, Side::Debit, 900), line(agency, to, Side::Credit, 900)]
    };
    assert!(world.post(EntryKind::General, moved(contra, revenue), day(6, 1)));
    assert!(world.post(EntryKind::Closing, moved(revenue, contra), day(12, 31)));
    let closing = world.records.len() as u64;
    world.write().await;
    let realized = async |models: &ReadModels| {
        let accounts = AccountFilter { entity: None, code: Some(revenue.to_owned()) };
        let filter =
            MovementFilter { accounts, without: Some(EntryKind::Closing), ..MovementFilter::default() };
        let (movements, _) = models.movements(BOOK, Period::default(), &filter).await.unwrap();
        let business: i64 = movements.iter().map(|one| one.credit - one.debit).sum();
        let (events, _) = models.revenue(BOOK, Period::default(), &AccountFilter::default()).await.unwrap();
        (business, events.iter().map(|row| row.realized).sum::<i64>())
    };
    assert_eq!(realized(&built(&world, &database).await).await, (900, 900));
    // Each is folded by a builder that starts anew: what it takes back is closing by the tables alone.
    let first = take_back(&mut world, closing, [contra, revenue], 900);
    world.write().await;
    assert_eq!(realized(&built(&world, &database).await).await, (900, 900));
    let second = take_back(&mut world, first, [revenue, contra], 900);
    world.write().await;
    let models = built(&world, &database).await;
    assert_eq!(realized(&models).await, (900, 900));
    let found = models.closing_entries(BOOK, (0, second)).await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(closing, 0), (first, 0), (second, 0)]);
    let statement = models
        .statement(BOOK, AccountName { entity: agency, code: revenue }, StatementQuery::default(), None, 10)
        .await
        .unwrap();
    let kinds: Vec<EntryKind> = statement.page.items.iter().map(|line| line.kind).collect();
    let (general, reversal) = (EntryKind::General, EntryKind::Reversal);
    assert_eq!(kinds, [general, EntryKind::Closing, reversal, reversal], "a statement shows what they are");
    let grown = contents(&database).await;
    rebuild(Arc::clone(&world.store), &database).await.unwrap();
    assert_eq!(contents(&database).await, grown);
}

async fn accounts_tell_their_limits_and_ceiling(mut world: World, database: Database) {
    let terms = |debits: bool, credits: bool, ceiling: Option<i64>| Terms {
        normal_side: Side::Credit,
        currency: Currency::IDR,
        book_side: BookSide::Financial,
        debits_must_not_exceed_credits: debits,
        credits_must_not_exceed_debits: credits,
        ceiling,
    };
    let opened = [
        ("1", terms(true, false, None)),
        ("2", terms(false, true, Some(70))),
        ("3", terms(false, false, Some(0))),
    ];
    let name = |code| AccountName { entity: "limits", code };
    for (code, terms) in opened {
        assert!(world.instruct(vec![Instruction::OpenAccount { account: name(code), terms }], day(1, 1)));
    }
    world.write().await;
    // Another builder must carry the limits on when it writes the row again.
    built(&world, &database).await;
    assert!(world.instruct(vec![Instruction::CloseAccount(name("1"))], day(1, 2)));
    let raise = Instruction::SetCeiling { account: name("3"), ceiling: None };
    assert!(world.instruct(vec![raise], day(1, 2)));
    world.write().await;
    let models = built(&world, &database).await;
    for (code, terms) in opened {
        let row = models.balance(BOOK, name(code)).await.unwrap();
        let limits = (row.account.debits_must_not_exceed_credits, row.account.credits_must_not_exceed_debits);
        assert_eq!(
            limits,
            (terms.debits_must_not_exceed_credits, terms.credits_must_not_exceed_debits),
            "{code}"
        );
        assert_eq!(row.ceiling, terms.ceiling.filter(|_| code != "3"), "{code}");
        assert_eq!(row.account.closed, code == "1");
    }
}

async fn entries_tell_what_they_reverse_and_what_reversed_them(mut world: World, database: Database) {
    world.random(400);
    world.write().await;
    let models = built(&world, &database).await;
    let mut by_log = BTreeMap::new();
    for record in &world.records {
        let record = wire::record::decode_record(&record.bytes, record.attachment.as_ref()).unwrap();
        let Some(wire::ledger_v1::record::Outcome::Posted(posted)) = &record.outcome else { continue };
        for fact in &posted.facts {
            if let Some(wire::ledger_v1::fact::Fact::Reversed(reversed)) = &fact.fact {
                by_log.insert(reversed.position, record.position);
            }
        }
    }
    assert!(by_log.len() > 5, "the world reverses some");
    let mut journal = models.journal(BOOK, world.records.len() as u64);
    while let Some(entries) = journal.next().await.unwrap() {
        for entry in entries {
            assert_eq!(entry.reversed_by, by_log.get(&entry.position).copied(), "{}", entry.position);
            if let Some(original) = entry.reverses {
                assert_eq!(by_log.get(&original), Some(&entry.position));
            }
        }
    }
    // Few positions from all over the log take another way.
    let positions: Vec<u64> = by_log.keys().copied().collect();
    let entries = models.entries_at(BOOK, &positions).await.unwrap();
    assert!(entries.len() >= positions.len());
    assert!(entries.iter().all(|entry| entry.reversed_by == by_log.get(&entry.position).copied()));
}

async fn read_models_of_another_version_are_made_anew(mut world: World, database: Database) {
    world.random(300);
    world.write().await;
    built(&world, &database).await;
    let before = contents(&database).await;
    // As an older program leaves them: another version, and tables without what this one adds.
    let old = [
        "update generation set version = 1",
        "drop table reversal",
        "drop table account",
        "create table account (no bigint)",
    ];
    let old = old.map(|sql| Step::Run(sql.to_owned(), Vec::new()));
    database.apply("", old.to_vec()).await.unwrap();
    let database = world.reopened().await;
    assert!(contents(&database).await["line"].is_empty());
    built(&world, &database).await;
    assert_eq!(contents(&database).await, before);
}

async fn a_reader_waits_for_its_own_write_and_no_longer_than_it_says(mut world: World, database: Database) {
    let models = built_nothing(&world, &database).await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut builder =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    let following = tokio::spawn(async move { builder.follow(stopped).await });
    let agency = AGENCIES[0];
    world.post(
        EntryKind::General,
        vec![line(agency, CODES[0].0, Side::Debit, 5), line(agency, CODES[2].0, Side::Credit, 5)],
        day(1, 2),
    );
    let position = world.write().await;
    models.wait_for(BOOK, position, Duration::from_secs(20)).await.unwrap();
    let name = AccountName { entity: agency, code: CODES[0].0 };
    assert_eq!(models.balance(BOOK, name).await.unwrap().balance.debit, 5);
    let error = models.wait_for(BOOK, position + 1, Duration::from_millis(20)).await.unwrap_err();
    assert!(matches!(error, ProjectionError::Behind { wanted, .. } if wanted == position + 1), "{error}");
    stop.send_replace(true);
    following.await.unwrap().unwrap();
}

async fn built_nothing(world: &World, database: &Database) -> ReadModels {
    ReadModels::new(Arc::clone(&world.store), database.clone())
}
