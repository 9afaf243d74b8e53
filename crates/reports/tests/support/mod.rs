//! What the tests of reports share: a world with read models built over it, and words for what they ask.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "test support")]

use std::collections::BTreeSet;
use std::sync::Arc;

use bytes::Bytes;
use event_store::Outcome;
use ledger::command::Instruction;
use ledger::{AccountName, Date};
use projections::{Database, ProjectionBuilder, ReadModels};
use reports::{Parameters, ReportName};
use wire::record::Stored;

use crate::common::{AGENCIES, BOOK, CODES, World, day};

/// The read models of everything that was recorded until now.
pub async fn built(world: &mut World, database: &Database) -> ReadModels {
    world.write().await;
    let mut builder =
        ProjectionBuilder::open(Arc::clone(&world.store), database.clone(), BOOK).await.unwrap();
    builder.catch_up().await.unwrap();
    ReadModels::new(Arc::clone(&world.store), database.clone())
}

/// Everything of the book.
pub fn parameters() -> Parameters {
    Parameters { book: BOOK.to_owned(), ..Parameters::default() }
}

/// The same, with the code that a subsidiary ledger needs.
pub fn asked_of(name: ReportName, parameters: &Parameters) -> Parameters {
    let code = (name == ReportName::SubsidiaryLedger).then(|| CODES[0].0.to_owned());
    Parameters { code, ..parameters.clone() }
}

/// An appropriation of an account, replacing what was there.
pub fn budget(world: &mut World, code: &str, amount: i64, date: Date) {
    let account = AccountName { entity: AGENCIES[0], code };
    let id = world.book.account_id(account).unwrap();
    let previous = world.book.budgets().get(&(id, date.civil().0)).map(|set| set.amount);
    let set = Instruction::SetBudget { account, amount, previous, enforce: false };
    assert!(world.instruct(vec![set], date));
}

/// A chart that gives every code a name; renamed ones when it is the later.
pub fn publish_chart(world: &mut World, version: u32) {
    let mut csv = "code,name,side,book\n".to_owned();
    let mut codes: Vec<&str> = CODES.iter().map(|code| code.0).collect();
    codes.sort_unstable();
    let mut named = BTreeSet::new();
    for code in codes {
        for (end, _) in code.match_indices('.').chain([(code.len(), "")]) {
            if named.insert(&code[..end]) {
                csv.push_str(&format!("{0},Name {version} of {0},,\n", &code[..end]));
            }
        }
    }
    let stored = Stored::ChartPublished { name: "chart".to_owned(), version, csv: csv.into_bytes() };
    world.push(&stored, Outcome::Internal, "", day(1, 1), "", Bytes::new());
}
