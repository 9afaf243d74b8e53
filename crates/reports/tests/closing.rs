//! The closing of a year (journal J24): the exact lines of every entry, agency by agency, and that nothing is left to close.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../../projections/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "of the regency a part is used")]
mod regency;

use common::{BOOK, line};
use ledger::payment::{Field, Item};
use ledger::{Currency, EntryKind, Payment, PaymentKind, Period, Side};
use regency::{
    CONTRA, EDUCATION, RESTAURANT, REVENUE, Regency, STATIONERY, TREASURY, at, event, imprest, received,
};
use reports::closing::{Closing, closing};

fn budget<'a>(agency: &'a str, list: Field, account: &'a str, amount: i64) -> Payment<'a> {
    let mut budget = Payment::new(PaymentKind::BudgetApproved, Currency::IDR);
    budget.set_text(Field::Agency, agency);
    budget.set_text(Field::Document, "DPA");
    budget.set_items(list, vec![Item { account, amount: amount * 100, previous: None }]);
    budget
}

/// Each line of each entry, in rupiah, below what the entry does in English.
fn told(closing: &Closing) -> Vec<String> {
    let mut words = Vec::new();
    for entry in &closing.entries {
        let (_, english) = entry.description.split_once(" / ").unwrap();
        words.push(format!("{} {}: {english}", entry.entity, entry.number));
        words.extend(entry.lines.iter().map(|(code, side, amount)| {
            format!("{code} {} {}", if *side == Side::Debit { "D" } else { "K" }, amount / 100)
        }));
    }
    words
}

/// What the year below is closed with. Revenue 500 of 900 estimated, spending 60 of 100 appropriated, 40 brought forward.
const CLOSED: &[&str] = &[
    "1.02.0.01 1: Operating revenue and expense closed",
    "8.1.02.01.01.0024 K 60",
    "3.1.01.02.01.0001 D 60",
    "1.02.0.01 2: Operating surplus into equity",
    "3.1.01.02.01.0001 K 60",
    "3.1.01.01.01.0001 D 60",
    "1.02.0.01 3: Budgetary revenue, expenditure and financing closed",
    "5.1.02.01.01.0024 K 60",
    "3.1.02.06.01.0001 D 60",
    "1.02.0.01 4: Opening of the budget reversed",
    "3.1.02.03.01.0001 D 100",
    "3.1.02.05.01.0001 K 100",
    "1.02.0.01 5: Contra of the budget entries closed",
    "3.1.02.05.01.0001 D 60",
    "3.1.02.06.01.0001 K 60",
    "5.02.0.00 1: Operating revenue and expense closed",
    "7.1.01.19.01.0001 D 500",
    "3.1.01.02.01.0001 K 500",
    "5.02.0.00 2: Operating surplus into equity",
    "3.1.01.02.01.0001 D 500",
    "3.1.01.01.01.0001 K 500",
    "5.02.0.00 3: Budgetary revenue, expenditure and financing closed",
    "4.1.01.19.01.0001 D 500",
    "3.1.02.06.01.0001 K 500",
    "5.02.0.00 4: Opening of the budget reversed",
    "3.1.02.01.01.0001 K 900",
    "3.1.02.05.01.0001 D 900",
    "5.02.0.00 5: Contra of the budget entries closed",
    "3.1.02.05.01.0001 K 500",
    "3.1.02.06.01.0001 D 500",
    "ppkd 1: Budgetary revenue, expenditure and financing closed",
    "6.1.01.01.01.0015 D 40",
    "3.1.02.06.01.0001 K 40",
    "ppkd 2: Contra of the budget entries closed",
    "3.1.02.05.01.0001 K 40",
    "3.1.02.06.01.0001 D 40",
];

#[tokio::test(flavor = "multi_thread")]
async fn j24_a_year_is_closed_by_exactly_these_lines_and_then_nothing_is_left_to_close() {
    for world in [common::embedded(24).await, common::postgres(24).await] {
        let mut regency = Regency::new(world);
        assert!(regency.happen(at(2025, 1, 2), budget(REVENUE, Field::Revenue, RESTAURANT, 900)));
        assert!(regency.happen(at(2025, 1, 2), budget(EDUCATION, Field::Expenditure, STATIONERY, 100)));
        regency.entry(EntryKind::General, at(2025, 1, 3), TREASURY, (CONTRA, "6.1.01.01.01.0015"), 40);
        assert!(regency.happen(at(2025, 3, 3), received(RESTAURANT, "self-assessed", "treasury", 500, 0)));
        assert!(regency.happen(at(2025, 4, 1), imprest("initial", 100)));
        assert!(
            regency.happen(at(2025, 5, 5), event(PaymentKind::SpendingReported, EDUCATION, STATIONERY, 60))
        );

        let (year, models) = (Period::year_of(at(2025, 1, 1)), regency.models().await);
        let proposed = closing(&models, BOOK, year, None).await.unwrap();
        assert_eq!(proposed.date, at(2025, 12, 31));
        assert_eq!(told(&proposed), CLOSED);

        for entry in &proposed.entries {
            let lines = entry.lines.iter();
            let lines = lines.map(|(code, side, amount)| line(&entry.entity, code, *side, *amount)).collect();
            assert!(regency.world.post(EntryKind::Closing, lines, proposed.date), "{}", entry.description);
        }
        let models = regency.models().await;
        assert_eq!(told(&closing(&models, BOOK, year, None).await.unwrap()), Vec::<String>::new());
    }
}
