//! How fast a log is folded into fresh read models: `cargo bench -p projections --bench rebuild [-- EVENTS]`.
//!
//! Events are payments with two lines over 5,000 accounts, half of them on one hot account; appended to a real log first, which
//! is not measured. Prints events per second for the embedded database and for Postgres, with and without the work that
//! comes after the load (the key of the lines).

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::Arc;
use std::time::Instant;

use common::{BOOK, World, day, line};
use ledger::{AccountName, BookSide, Currency, Date, EntryKind, Instruction, Side, Terms};
use projections::{Database, ProjectionBuilder};

const EVENTS: usize = 600_000;
const ACCOUNTS: usize = 5_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let events = asked.unwrap_or(EVENTS);
    let runtime = tokio::runtime::Runtime::new();
    runtime.expect("threads can be started").block_on(async {
        let (world, database) = common::embedded(1).await;
        measure("embedded", world, database, events).await;
        let (world, database) = common::postgres(1).await;
        measure("postgres", world, database, events).await;
    });
}

async fn measure(name: &str, mut world: World, database: Database, events: usize) {
    fill(&mut world, events).await;
    let open = ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK);
    let mut builder = open.await.expect("the read models open");
    let started = Instant::now();
    let position = builder.catch_up().await.expect("the log folds");
    let seconds = started.elapsed().as_secs_f64();
    let rate = position as f64 / seconds;
    println!("{name}: {position} records in {seconds:.2} s, {rate:.0} events/s (two lines each)");
}

/// Payments, written in batches so that memory stays flat.
async fn fill(world: &mut World, events: usize) {
    let terms = Terms {
        normal_side: Side::Debit,
        currency: Currency::IDR,
        book_side: BookSide::Financial,
        debits_must_not_exceed_credits: false,
        credits_must_not_exceed_debits: false,
        ceiling: None,
    };
    let codes: Vec<String> = (0..ACCOUNTS).map(|n| format!("2.1.{:03}.{n}", n % 100)).collect();
    let account = |code| AccountName { entity: "bench", code };
    for code in codes.iter().map(String::as_str).chain(["hot"]) {
        world.instruct(vec![Instruction::OpenAccount { account: account(code), terms }], day(1, 1));
    }
    for n in 0..events {
        let (from, other) = (codes[n * 7_919 % ACCOUNTS].as_str(), codes[n * 104_729 % ACCOUNTS].as_str());
        let to = if n % 2 == 0 || from == other { "hot" } else { other };
        let amount = 1 + n as i64 % 100_000;
        let lines = vec![line("bench", from, Side::Debit, amount), line("bench", to, Side::Credit, amount)];
        let date = Date(day(1, 1).0 + (n * 365 / events) as i32);
        world.post(EntryKind::General, lines, date);
        if n % 8_192 == 0 {
            world.write().await;
            world.forget_written();
        }
    }
    world.write().await;
}
