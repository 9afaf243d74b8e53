//! Exact instructions among the demo's events: the opening balance, allowances at month's ends, linked entries, and
//! guarantees that are held, captured and released. No rule stands between these and the book.

use wire::payment_v1::linked_item::Item;
use wire::payment_v1::{
    HoldCaptured, HoldPlaced, HoldReleased, JournalLine, JournalPosted, Linked, LinkedItem,
};

use super::agencies::{AGENCIES, FINANCE, REVENUE, TREASURY};
use super::diary::{Diary, When, first_of, rupiah};

const ACCOUNTING: &str = "urn:okutimur:bpkad:akuntansi";

/// Cash in the treasury.
const TREASURY_CASH: &str = "1.1.01.01.01.0001";
/// Equity.
const EQUITY: &str = "3.1.01.01.01.0001";
/// The contra account of the budget, and what is left over from the year before.
const BUDGET_CONTRA: &str = "3.1.02.05.01.0001";
const LEFT_OVER: &str = "6.1.01.01.01.0015";
/// Expense of allowances for receivables, and the allowance.
const ALLOWANCE_EXPENSE: &str = "8.1.07.01.15.0001";
const ALLOWANCE: &str = "1.1.10.01.01.0015";
/// Stationery in stock.
const STOCK: &str = "1.1.12.01.03.0001";
/// Money held for others, and the cash of it.
const OTHERS_MONEY: &str = "2.1.01.09.01.0001";
const OTHERS_CASH: &str = "1.1.01.07.01.0001";

/// Whole rupiah in the treasury on the first of January.
pub(super) const OPENING: i64 = 86_400_000_000;
/// Guarantees a year.
const GUARANTEES: u32 = 120;

/// Writes the year's instructions.
pub(super) fn write(diary: &mut Diary) {
    let opening =
        journal("opening", "saldo awal tahun", (TREASURY, TREASURY_CASH), (TREASURY, EQUITY), OPENING);
    let when = When { day: 0, second: 0 };
    diary.write(when, ACCOUNTING, "SALDO-AWAL".to_owned(), "JournalPosted", &opening);
    // What was left over last year is this year's first financing.
    let left_over =
        journal("general", "SiLPA tahun sebelumnya", (FINANCE, BUDGET_CONTRA), (FINANCE, LEFT_OVER), OPENING);
    let when = When { day: 5, second: 8 * 3600 };
    diary.write(when, ACCOUNTING, "SILPA".to_owned(), "JournalPosted", &left_over);
    for month in 1..12 {
        let amount = diary.random.rupiah_around(90_000_000);
        let message = journal(
            "adjustment",
            "penyisihan piutang",
            (REVENUE, ALLOWANCE_EXPENSE),
            (REVENUE, ALLOWANCE),
            amount,
        );
        let when = When { day: first_of(month) - 1, second: 17 * 3600 };
        diary.write(when, ACCOUNTING, format!("JU-PENYISIHAN-{month:02}"), "JournalPosted", &message);
        stock_moves(diary, month);
    }
    guarantees(diary);
}

/// Stock goes from one agency to two others: three entries that stand or fall together, each within its agency's own books.
fn stock_moves(diary: &mut Diary, month: u32) {
    let agencies: Vec<&str> = (0..3).map(|_| diary.random.pick(AGENCIES).code).collect();
    let item = |debit, credit, amount| LinkedItem {
        item: Some(Item::Journal(journal("general", "mutasi persediaan", debit, credit, amount))),
    };
    let given = |agency, amount| item((agency, EQUITY), (agency, STOCK), amount);
    let taken = |agency, amount| item((agency, STOCK), (agency, EQUITY), amount);
    let (first, second) = (diary.random.rupiah_around(4_000_000), diary.random.rupiah_around(2_000_000));
    if agencies[1..].contains(&agencies[0]) {
        return;
    }
    let items =
        vec![given(agencies[0], first + second), taken(agencies[1], first), taken(agencies[2], second)];
    let message = Linked { items, ..Default::default() };
    let when = diary.on(first_of(month) + 11);
    diary.write(when, ACCOUNTING, format!("MUTASI-{month:02}"), "Linked", &message);
}

/// Guarantees of bidders: held, then captured in part, captured whole, or released.
fn guarantees(diary: &mut Diary) {
    for number in 0..GUARANTEES {
        let (day, hold) = (20 + number * 300 / GUARANTEES, format!("JAMINAN-{number:04}"));
        let amount = diary.random.rupiah_around(25_000_000);
        let placed = HoldPlaced {
            hold: hold.clone(),
            lines: entry((FINANCE, OTHERS_CASH), (FINANCE, OTHERS_MONEY), amount),
            description: "jaminan penawaran".to_owned(),
            ..Default::default()
        };
        let when = diary.on(day);
        diary.write(when, ACCOUNTING, hold.clone(), "HoldPlaced", &placed);
        let when = diary.on(day + 14);
        if number % 3 == 0 {
            let released = HoldReleased { hold: hold.clone(), ..Default::default() };
            diary.write(when, ACCOUNTING, format!("{hold}-KEMBALI"), "HoldReleased", &released);
        } else {
            let part = if number % 3 == 1 { rupiah(amount / 2) } else { None };
            let captured = HoldCaptured { hold: hold.clone(), amount: part, ..Default::default() };
            diary.write(when, ACCOUNTING, format!("{hold}-CAIR"), "HoldCaptured", &captured);
        }
    }
}

fn journal(
    kind: &str,
    description: &str,
    debit: (&str, &str),
    credit: (&str, &str),
    amount: i64,
) -> JournalPosted {
    JournalPosted {
        kind: kind.to_owned(),
        description: description.to_owned(),
        lines: entry(debit, credit, amount),
        ..Default::default()
    }
}

/// A debit and a credit of the same amount.
fn entry(debit: (&str, &str), credit: (&str, &str), amount: i64) -> Vec<JournalLine> {
    let line = |(entity, code): (&str, &str)| JournalLine {
        account: format!("{entity}:{code}"),
        debit: None,
        credit: None,
    };
    vec![
        JournalLine { debit: rupiah(amount), ..line(debit) },
        JournalLine { credit: rupiah(amount), ..line(credit) },
    ]
}
