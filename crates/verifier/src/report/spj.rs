//! What treasurers answer for (SPJ fungsional): spending by account and way of paying, with the cash that came and went for it;
//! revenue by account, received and deposited. Each figure until the month before, in the month, and until its end, counted
//! from the year's first day, with what the year began with.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::Collected;
use super::events::Event;
use super::{Expected, Row, TieOut, amount, base, budget_lines, is_within};

/// Cash of receiving and of paying treasurers.
const CUSTODY: &str = "1.1.01.02";
const TREASURER: &str = "1.1.01.03";

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

/// Whether an event is of the month, before it in its year, or of an earlier year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Earlier,
    Before,
    Within,
}

/// The events until the last day; `None` for amounts in several currencies.
fn dated(claim: &Claim, collected: &Collected) -> Option<Vec<(Event, When)>> {
    let when = |day: i32| match (collected.year_begin(), claim.from) {
        (Some(first), _) if day < first => When::Earlier,
        (_, Some(from)) if day < from => When::Before,
        _ => When::Within,
    };
    let events = collected.events.until(claim.to).into_iter();
    let dated = events.map(|event| {
        let when = when(event.day);
        (event, when)
    });
    (!collected.events.is_mixed).then(|| dated.collect())
}

/// What the cash accounts of treasurers held when the year began, and hold on the last day.
fn cash(claim: &Claim, collected: &Collected, root: &str) -> (i128, i128) {
    let view = collected.kinds.now(claim.entity.as_deref(), &collected.currency);
    view.balances(|code| is_within(code, root))
}

/// Budgets in force on the last day, by code.
fn budgets<T: Default>(collected: &Collected, add: impl Fn(&mut T, i128)) -> BTreeMap<String, T> {
    let mut codes = BTreeMap::new();
    for account in collected.accounts().into_iter().filter(|account| account.budget != 0) {
        add(codes.entry(base(&account.code).to_owned()).or_default(), account.budget);
    }
    codes
}

/// By what spending of an agency was paid so far: by the number of its document, and by its account.
#[derive(Default)]
struct Paid {
    documents: BTreeMap<(String, String), usize>,
    accounts: BTreeMap<(String, String), [i128; 3]>,
}

impl Paid {
    fn way(&mut self, event: &Event) -> usize {
        let of = |text: &String| (event.agency.clone(), text.clone());
        let way = match event.name.as_str() {
            "DisbursementPaid" => way(event),
            "SpendingReported" => IMPREST,
            "FeeAuthorized" => return GOODS,
            "SpendingReturned" => {
                let named = event.documents.iter().find_map(|number| self.documents.get(&of(number)));
                let spent = self.accounts.get(&of(&event.account)).copied().unwrap_or_default();
                // Of ways that spent the same the last counts: imprest.
                let most = [SALARY, GOODS, IMPREST].into_iter().max_by_key(|way| spent[*way]);
                return named.copied().or(most).unwrap_or(IMPREST);
            }
            _ => return IMPREST,
        };
        for number in event.documents.iter().filter(|number| !number.is_empty()) {
            self.documents.insert(of(number), way);
        }
        self.accounts.entry(of(&event.account)).or_default()[way] += event.amount;
        way
    }
}

/// Deductions by account.
type Kinds = BTreeMap<String, Ways>;

/// The account of a paying treasurer.
pub(super) fn paying(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let mut codes: BTreeMap<String, (i128, Ways)> =
        budgets(collected, |(sum, _): &mut (i128, Ways), budget| *sum += budget);
    let [mut spent, mut orders, mut fees, mut came_back, mut returned] = [Ways::default(); 5];
    let (mut withheld, mut remitted, mut paid) = (Kinds::new(), Kinds::new(), Paid::default());
    let asked = claim.code.as_deref().unwrap_or("5");
    for (event, when) in dated(claim, collected)? {
        let way = paid.way(&event);
        if when == When::Earlier {
            continue;
        }
        let is_within = when == When::Within;
        let add = |ways: &mut Ways, minor: i128| ways[way].add(is_within, minor);
        let kinds = |kinds: &mut Kinds| {
            for (code, minor) in &event.deductions {
                add(kinds.entry(code.clone()).or_default(), *minor);
            }
        };
        let mut spend = |minor: i128| {
            add(&mut spent, minor);
            let code = base(&event.account);
            if super::is_within(code, asked) {
                add(&mut codes.entry(code.to_owned()).or_default().1, minor);
            }
        };
        match event.name.as_str() {
            "DisbursementPaid" => spend(event.amount),
            "SpendingReported" => spend(event.amount),
            "FeeAuthorized" => {
                spend(event.amount);
                add(&mut fees, event.amount);
            }
            "SpendingReturned" => {
                spend(-event.amount);
                // Into the imprest it is cash again.
                if event.into != "treasurer" {
                    add(&mut came_back, event.amount);
                }
            }
            "ImprestReturned" => add(&mut returned, event.amount),
            // The treasury's remittances touch no cash of a treasurer.
            "TaxRemitted" if event.moved[1] != 0 => kinds(&mut remitted),
            _ => {}
        }
        if matches!(event.name.as_str(), "DisbursementPaid" | "ImprestIssued") {
            add(&mut orders, event.amount);
            kinds(&mut withheld);
            kinds(&mut remitted);
        }
    }
    let currency = &collected.currency;
    let mut expected = Expected::default();
    let (mut budget, mut listed) = (0, Ways::default());
    for (code, (of_code, ways)) in &codes {
        budget += of_code;
        listed = plus(listed, *ways, 1);
        let row = paying_row("detail", json!(code), Some(*of_code), Some(ways), currency);
        expected.rows.push(row);
    }
    let mut sums = paying_row("total", Value::Null, Some(budget), Some(&listed), currency);
    sums.push(("name", json!("JUMLAH")));
    expected.rows.push(sums);

    let (opening, closing) = cash(claim, collected, TREASURER);
    let mut began = Ways::default();
    began[IMPREST].before = opening;
    let mut push = |kind: &str, line: Line, ways: Option<&Ways>| {
        let code = line.code.map_or(Value::Null, |code| json!(code));
        let mut row = paying_row(kind, code, None, ways, currency);
        // Names of codes are words.
        row.extend(line.title.map(|title| ("name", json!(title))));
        expected.rows.push(row);
    };
    push("balance", titled("SALDO KAS AWAL TAHUN"), Some(&began));
    let mut block = |titles: [&'static str; 2],
                     first: (&'static str, Ways),
                     kinds: &Kinds,
                     rest: &[(&'static str, Ways)]| {
        push("group", titled(titles[0]), None);
        push("detail", titled(first.0), Some(&first.1));
        let mut sum = first.1;
        for (code, ways) in kinds {
            push("detail", Line { code: Some(code.clone()), title: None }, Some(ways));
            sum = plus(sum, *ways, 1);
        }
        for (title, ways) in rest {
            push("detail", titled(title), Some(ways));
            sum = plus(sum, *ways, 1);
        }
        push("total", titled(titles[1]), Some(&sum));
        sum
    };
    let received = block(
        ["PENERIMAAN", "JUMLAH PENERIMAAN"],
        ("SP2D", orders),
        &withheld,
        &[("Lain-lain: biaya bank yang disahkan", fees)],
    );
    let given = block(
        ["PENGELUARAN", "JUMLAH PENGELUARAN"],
        ("SPJ (LS + UP/GU/TU)", spent),
        &remitted,
        &[
            ("Pengembalian belanja ke kas daerah (contra pos)", came_back),
            ("Pengembalian sisa UP/TU", returned),
        ],
    );
    let left = plus(plus(began, received, 1), given, -1);
    push("total", titled("SALDO KAS"), Some(&left));
    let (reported, received, given) = (all(&listed), all(&received), all(&given));
    let totals = [
        ("budget", budget),
        ("reported", reported),
        ("remaining", budget - reported),
        ("opening", opening),
        ("received", received),
        ("paid", given),
        ("cash", opening + received - given),
    ];
    expected.totals = totals.map(|(key, minor)| (key.to_owned(), amount(minor, currency))).into();
    let realized = collected
        .accounts()
        .into_iter()
        .filter_map(|account| Some(budget_lines::counted(account)?.sign * account.of_year));
    expected.tie_outs = Some(vec![
        tie_out(
            "treasurer-cash",
            "saldo kas SPJ = Kas di Bendahara Pengeluaran / cash of the report = balance of the paying treasurers' cash",
            (opening + received - given, closing),
            currency,
        ),
        tie_out(
            "budget-realization",
            "jumlah SPJ dan realisasi belanja LRA / spending accounted for and LRA realisation",
            (reported, realized.sum()),
            currency,
        ),
    ]);
    Some(expected)
}

/// What a row of receipts or payments says of itself.
struct Line {
    code: Option<String>,
    title: Option<&'static str>,
}

fn titled(title: &'static str) -> Line {
    Line { code: None, title: Some(title) }
}

fn tie_out(name: &'static str, title: &'static str, (left, right): (i128, i128), currency: &str) -> TieOut {
    TieOut { name, title, left, right, currency: currency.to_owned() }
}

/// The way of a direct payment.
fn way(event: &Event) -> usize {
    match event.kind.as_str() {
        // Paid to the issuer of cards it replenishes.
        _ if event.basis == "card" => IMPREST,
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

/// Figures of a revenue account.
#[derive(Clone, Copy, Default)]
struct Revenue {
    target: i128,
    /// Held since before the year.
    opening: i128,
    received: Months,
    deposited: Months,
}

/// Sums by revenue account.
type Parts = Vec<(String, i128)>;

/// What treasurers and acquirers hold, by agency, account of the payment and which of the two; and what each deposit was of.
#[derive(Default)]
struct Held {
    pots: BTreeMap<(String, String, bool), BTreeMap<String, i128>>,
    deposits: BTreeMap<u64, Parts>,
}

impl Held {
    /// What an event received, and what it deposited.
    fn moved(&mut self, event: &Event) -> (Parts, Parts) {
        let mut brought = vec![(base(&event.account).to_owned(), event.amount - event.penalty)];
        if event.penalty != 0 {
            brought.push((base(&event.penalty_account).to_owned(), event.penalty));
        }
        let is_acquirer = event.name == "SettlementReceived" || event.into == "acquirer";
        let pot = (event.agency.clone(), base(&event.account).to_owned(), is_acquirer);
        match (event.name.as_str(), event.into.as_str()) {
            ("PaymentReceived", "treasurer" | "acquirer") => {
                let pot = self.pots.entry(pot).or_default();
                for (code, minor) in &brought {
                    *pot.entry(code.clone()).or_default() += minor;
                }
                (brought, Parts::new())
            }
            ("DepositMade" | "SettlementReceived", _) => (Parts::new(), self.deposit(event, pot)),
            _ => (brought.clone(), brought),
        }
    }

    /// A deposit empties its own account's part first, then those of what came with it; what it has beyond is of its own.
    fn deposit(&mut self, event: &Event, (agency, account, is_acquirer): (String, String, bool)) -> Parts {
        let pot = self.pots.entry((agency, account.clone(), is_acquirer)).or_default();
        let parts: Parts = match self.deposits.get(&event.of) {
            Some(parts) if event.is_reversal() => {
                parts.iter().map(|(code, minor)| (code.clone(), event.sign() * minor)).collect()
            }
            _ => {
                let own = std::iter::once(account.clone());
                let order: Vec<String> =
                    own.chain(pot.keys().filter(|code| **code != account).cloned()).collect();
                let mut rest = event.amount;
                let mut parts = Parts::new();
                for code in order {
                    let part = rest.min(pot.get(&code).copied().unwrap_or_default().max(0));
                    rest -= part;
                    parts.push((code, part));
                }
                parts[0].1 += rest;
                parts
            }
        };
        for (code, minor) in &parts {
            *pot.entry(code.clone()).or_default() -= minor;
        }
        self.deposits.entry(event.of).or_insert_with(|| parts.clone());
        parts
    }
}

/// The account of a receiving treasurer. What is paid straight into the treasury is deposited at once, and so are credits that
/// were identified and interest; what an acquirer settles is deposited.
pub(super) fn receiving(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let mut codes: BTreeMap<String, Revenue> =
        budgets(collected, |revenue: &mut Revenue, budget| revenue.target += budget);
    let mut held = Held::default();
    for (event, when) in dated(claim, collected)? {
        let (received, deposited) = held.moved(&event);
        let (received, deposited) = (received.into_iter(), deposited.into_iter());
        let moved = received.map(|part| (part, true)).chain(deposited.map(|part| (part, false)));
        for ((code, minor), is_receipt) in moved.filter(|((_, minor), _)| *minor != 0) {
            let revenue = codes.entry(code).or_default();
            let sign = if is_receipt { 1 } else { -1 };
            match when {
                When::Earlier => revenue.opening += sign * minor,
                _ if is_receipt => revenue.received.add(when == When::Within, minor),
                _ => revenue.deposited.add(when == When::Within, minor),
            }
        }
    }
    let (opening, closing) = cash(claim, collected, CUSTODY);
    let is_part = claim.asks_code();
    if is_part {
        let asked = claim.code.as_deref().unwrap_or_default();
        codes.retain(|code, _| is_within(code, asked));
    } else {
        let unknown = opening - codes.values().map(|revenue| revenue.opening).sum::<i128>();
        if unknown != 0 {
            codes.entry(String::new()).or_default().opening = unknown;
        }
    }
    let currency = &collected.currency;
    let mut expected = Expected::default();
    let mut sums = Revenue::default();
    for (code, revenue) in &codes {
        sums.target += revenue.target;
        sums.opening += revenue.opening;
        sums.received = sums.received.plus(revenue.received, 1);
        sums.deposited = sums.deposited.plus(revenue.deposited, 1);
        let code = if code.is_empty() { Value::Null } else { json!(code) };
        expected.rows.push(receiving_row("detail", code, revenue, currency));
    }
    let mut total = receiving_row("total", Value::Null, &sums, currency);
    total.push(("name", json!("JUMLAH")));
    expected.rows.push(total);
    let (received, deposited) = (sums.received.all(), sums.deposited.all());
    let left = sums.opening + received - deposited;
    let totals = [
        ("budget", sums.target),
        ("opening", sums.opening),
        ("received", received),
        ("deposited", deposited),
        ("held", left),
    ];
    expected.totals = totals.map(|(key, minor)| (key.to_owned(), amount(minor, currency))).into();
    let title = "sisa yang belum disetor = Kas di Bendahara Penerimaan / still to be deposited = balance of the receiving treasurers' cash";
    let tie_outs = (!is_part).then(|| tie_out("treasurer-cash", title, (left, closing), currency));
    expected.tie_outs = Some(tie_outs.into_iter().collect());
    Some(expected)
}

fn receiving_row(kind: &str, code: Value, revenue: &Revenue, currency: &str) -> Row {
    let cell = |minor| amount(minor, currency);
    let Revenue { target, opening, received, deposited } = revenue;
    let held = received.plus(*deposited, -1);
    vec![
        ("kind", json!(kind)),
        ("level", json!(0)),
        ("code", code),
        ("budget", cell(*target)),
        ("opening", cell(*opening)),
        ("received_before", cell(received.before)),
        ("deposited_before", cell(deposited.before)),
        ("held_before", cell(opening + held.before)),
        ("received_within", cell(received.within)),
        ("deposited_within", cell(deposited.within)),
        ("held_within", cell(held.within)),
        ("received", cell(received.all())),
        ("deposited", cell(deposited.all())),
        ("held", cell(opening + held.all())),
    ]
}
