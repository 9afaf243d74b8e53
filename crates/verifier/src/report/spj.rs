//! What treasurers answer for (SPJ fungsional): spending by account and way of paying, with the cash that came and went for it;
//! revenue by account, received and deposited. Each figure until the month before, in the month, and until its end, counted
//! from the year's first day.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::Collected;
use super::events::Event;
use super::{Expected, Row, amount, base};

/// Personnel: a direct payment that does not say what it is for is of salaries where its account stands here.
const PERSONNEL: &str = "5.1.01";

/// Until the month before, and in the month.
#[derive(Clone, Copy, Default)]
struct Months {
    before: i128,
    within: i128,
}

impl Months {
    fn add(&mut self, is_within: bool, minor: i128) {
        *(if is_within { &mut self.within } else { &mut self.before }) += minor;
    }

    fn plus(self, other: Self, sign: i128) -> Self {
        Self { before: self.before + sign * other.before, within: self.within + sign * other.within }
    }

    fn all(self) -> i128 {
        self.before + self.within
    }
}

/// Salaries, goods and services, imprest.
type Ways = [Months; 3];
const SALARY: usize = 0;
const GOODS: usize = 1;
const IMPREST: usize = 2;

/// Columns of each way: until the month before, in it, until its end.
const WAYS: [[&str; 3]; 3] = [
    ["salary_before", "salary_within", "salary"],
    ["goods_before", "goods_within", "goods"],
    ["imprest_before", "imprest_within", "imprest"],
];

/// The events that count, each with whether it is of the month; `None` for amounts in several currencies.
fn counted(claim: &Claim, collected: &Collected) -> Option<Vec<(Event, bool)>> {
    let events = collected.events.until(claim.to).into_iter();
    let of_year = |day: i32| collected.year_begin().is_none_or(|first| day >= first);
    let events = events.filter(|event| !event.is_reversed && of_year(event.day));
    let is_within = |event: &Event| claim.from.is_none_or(|from| event.day >= from);
    let counted = events.map(|event| {
        let is_within = is_within(&event);
        (event, is_within)
    });
    (!collected.events.is_mixed).then(|| counted.collect())
}

/// Budgets in force on the last day, by code.
fn budgets<T: Default>(collected: &Collected, add: impl Fn(&mut T, i128)) -> BTreeMap<String, T> {
    let mut codes = BTreeMap::new();
    for account in collected.accounts().into_iter().filter(|account| account.budget != 0) {
        add(codes.entry(base(&account.code).to_owned()).or_default(), account.budget);
    }
    codes
}

/// The account of a paying treasurer.
pub(super) fn paying(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let mut codes: BTreeMap<String, (i128, Ways)> =
        budgets(collected, |(sum, _): &mut (i128, Ways), budget| *sum += budget);
    let (mut direct, [mut issued, mut returned, mut withheld, mut remitted]) =
        (Ways::default(), [Months::default(); 4]);
    for (event, is_within) in counted(claim, collected)? {
        let parts: i128 = event.deductions.iter().map(|(_, minor)| minor).sum();
        let mut spend = |way: usize, minor: i128| {
            codes.entry(base(&event.account).to_owned()).or_default().1[way].add(is_within, minor);
        };
        match event.name.as_str() {
            "DisbursementPaid" => {
                let way = way(&event);
                spend(way, event.amount);
                direct[way].add(is_within, event.amount);
                withheld.add(is_within, parts);
            }
            "SpendingReported" => spend(IMPREST, event.amount),
            "SpendingReturned" => spend(IMPREST, -event.amount),
            "ImprestIssued" => issued.add(is_within, event.amount),
            "ImprestReturned" => returned.add(is_within, event.amount),
            _ => remitted.add(is_within, parts),
        }
    }
    let currency = &collected.currency;
    let mut expected = Expected::default();
    let (mut budget, mut spent) = (0, Ways::default());
    for (code, (of_code, ways)) in &codes {
        budget += of_code;
        spent = plus(spent, *ways, 1);
        let row = paying_row("detail", json!(code), Some(*of_code), Some(ways), currency);
        expected.rows.push(row);
    }
    let mut sums = paying_row("total", Value::Null, Some(budget), Some(&spent), currency);
    sums.push(("name", json!("JUMLAH")));
    expected.rows.push(sums);

    // Direct payments pass the treasurer on paper alone.
    let none = Months::default();
    let came = [
        ("SP2D", [direct[SALARY], direct[GOODS], issued]),
        ("Potongan pajak dan iuran", [none, withheld, none]),
    ];
    let went = [
        ("SPJ (LS + UP/GU/TU)", spent),
        ("Penyetoran pajak dan iuran", [none, remitted, none]),
        ("Pengembalian sisa UP/TU", [none, none, returned]),
    ];
    let sum = |rows: &[(&str, Ways)]| rows.iter().fold(Ways::default(), |sum, (_, ways)| plus(sum, *ways, 1));
    let (received, paid) = (sum(&came), sum(&went));
    let mut push = |kind: &str, title: &str, ways: Option<&Ways>| {
        let mut row = paying_row(kind, Value::Null, None, ways, currency);
        row.push(("name", json!(title)));
        expected.rows.push(row);
    };
    push("group", "PENERIMAAN", None);
    came.iter().for_each(|(title, ways)| push("detail", title, Some(ways)));
    push("total", "JUMLAH PENERIMAAN", Some(&received));
    push("group", "PENGELUARAN", None);
    went.iter().for_each(|(title, ways)| push("detail", title, Some(ways)));
    push("total", "JUMLAH PENGELUARAN", Some(&paid));
    push("total", "SALDO KAS", Some(&plus(received, paid, -1)));
    let (reported, received, paid) = (all(&spent), all(&received), all(&paid));
    let totals = [
        ("budget", budget),
        ("reported", reported),
        ("remaining", budget - reported),
        ("received", received),
        ("paid", paid),
        ("cash", received - paid),
    ];
    expected.totals = totals.map(|(key, minor)| (key.to_owned(), amount(minor, currency))).into();
    Some(expected)
}

/// The way of a direct payment.
fn way(event: &Event) -> usize {
    match event.kind.as_str() {
        "salary" => SALARY,
        "goods" => GOODS,
        _ if event.account.starts_with(PERSONNEL) => SALARY,
        _ => GOODS,
    }
}

fn plus(ways: Ways, other: Ways, sign: i128) -> Ways {
    [SALARY, GOODS, IMPREST].map(|way| ways[way].plus(other[way], sign))
}

fn all(ways: &Ways) -> i128 {
    ways.iter().map(|months| months.all()).sum()
}

/// A row; what of the budget is left stands where there is one.
fn paying_row(kind: &str, code: Value, budget: Option<i128>, ways: Option<&Ways>, currency: &str) -> Row {
    let cell = |minor: Option<i128>| minor.map_or(Value::Null, |minor| amount(minor, currency));
    let mut row = vec![("kind", json!(kind)), ("level", json!(0)), ("code", code), ("budget", cell(budget))];
    for (way, keys) in WAYS.iter().enumerate() {
        let months = ways.map(|ways| ways[way]);
        let [before, within, until] = *keys;
        row.extend([
            (before, cell(months.map(|months| months.before))),
            (within, cell(months.map(|months| months.within))),
            (until, cell(months.map(Months::all))),
        ]);
    }
    let reported = ways.map(all);
    row.push(("reported", cell(reported)));
    row.push(("remaining", cell(budget.and_then(|budget| Some(budget - reported?)))));
    row
}

/// Target, received, deposited.
type Revenue = (i128, Months, Months);

/// The account of a receiving treasurer. What is paid straight into the treasury is deposited at once; so is what an acquirer
/// settles, which no treasurer receives.
pub(super) fn receiving(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let mut codes: BTreeMap<String, Revenue> =
        budgets(collected, |(sum, ..): &mut Revenue, budget| *sum += budget);
    for (event, is_within) in counted(claim, collected)? {
        let is_payment = event.name == "PaymentReceived";
        let mut brought = vec![(&event.account, event.amount - event.penalty)];
        if event.penalty != 0 {
            brought.push((&event.penalty_account, event.penalty));
        }
        for (account, minor) in brought {
            let (_, received, deposited) = codes.entry(base(account).to_owned()).or_default();
            if is_payment {
                received.add(is_within, minor);
            }
            if !is_payment || event.into == "treasury" {
                deposited.add(is_within, minor);
            }
        }
    }
    let currency = &collected.currency;
    let mut expected = Expected::default();
    let mut sums = Revenue::default();
    for (code, revenue) in &codes {
        let (budget, received, deposited) = revenue;
        sums = (sums.0 + budget, sums.1.plus(*received, 1), sums.2.plus(*deposited, 1));
        expected.rows.push(receiving_row("detail", json!(code), revenue, currency));
    }
    let mut total = receiving_row("total", Value::Null, &sums, currency);
    total.push(("name", json!("JUMLAH")));
    expected.rows.push(total);
    let (budget, received, deposited) = (sums.0, sums.1.all(), sums.2.all());
    let totals = [
        ("budget", budget),
        ("received", received),
        ("deposited", deposited),
        ("held", received - deposited),
    ];
    expected.totals = totals.map(|(key, minor)| (key.to_owned(), amount(minor, currency))).into();
    Some(expected)
}

fn receiving_row(kind: &str, code: Value, (budget, received, deposited): &Revenue, currency: &str) -> Row {
    let cell = |minor| amount(minor, currency);
    let held = received.plus(*deposited, -1);
    vec![
        ("kind", json!(kind)),
        ("level", json!(0)),
        ("code", code),
        ("budget", cell(*budget)),
        ("received_before", cell(received.before)),
        ("deposited_before", cell(deposited.before)),
        ("held_before", cell(held.before)),
        ("received_within", cell(received.within)),
        ("deposited_within", cell(deposited.within)),
        ("held_within", cell(held.within)),
        ("received", cell(received.all())),
        ("deposited", cell(deposited.all())),
        ("held", cell(held.all())),
    ]
}
