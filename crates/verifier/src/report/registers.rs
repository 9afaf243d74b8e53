//! The registers: documents of the days one by one. Deposit slips (STS), requests, orders and disbursements (SPP, SPM, SP2D),
//! and what was withheld for others (PFK). What treasurers answer for by month is in [`super::spj`].

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::Collected;
use super::events::Event;
use super::{Expected, Row, TieOut, amount, is_within, links};
use crate::calendar;

/// Money withheld for others, and below it what nobody withheld: money in suspense, guarantees.
const WITHHELD: &str = "2.1.01";
const OTHER: &str = "2.1.01.09";

/// Whether an account has only what was withheld.
fn is_withheld(code: &str) -> bool {
    is_within(code, WITHHELD) && !is_within(code, OTHER)
}

/// A register; `None` when an amount is of another currency than the book's.
pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    if collected.events.is_mixed {
        return None;
    }
    let register = Register {
        from: claim.from,
        code: claim.code.as_deref(),
        currency: &collected.currency,
        book: &collected.book,
        events: collected.events.until(claim.to),
    };
    Some(match claim.name.as_str() {
        "deposit-register" => register.deposits(),
        "disbursement-register" => register.disbursements(),
        _ => {
            let counts = |code: &str| is_withheld(code) && register.is_asked(code);
            let view = collected.kinds.now(claim.entity.as_deref(), &collected.currency);
            let (brought, balance) = view.balances(counts);
            register.deductions(-brought, (!register.is_part(claim)).then_some(-balance))
        }
    })
}

/// What stands beside a document that was taken back, and beside what took it back.
fn note(event: &Event, other: &str) -> Value {
    match (event.taken_back, event.is_reversal(), event.is_opposite) {
        (Some(day), ..) => {
            let (year, month, of_month) = calendar::civil(day);
            json!(format!("Dibatalkan tgl {of_month:02}-{month:02}-{year}"))
        }
        (None, true, true) => json!("Pembatalan"),
        (None, true, false) => json!("Pembatalan dicabut"),
        (None, false, _) => words(other),
    }
}

struct Register<'a> {
    from: Option<i32>,
    code: Option<&'a str>,
    currency: &'a str,
    book: &'a str,
    events: Vec<Event>,
}

impl Register<'_> {
    fn is_within(&self, event: &Event) -> bool {
        self.from.is_none_or(|from| event.day >= from)
    }

    fn is_asked(&self, code: &str) -> bool {
        self.code.is_none_or(|asked| is_within(code, asked))
    }

    /// Whether it is of one agency or code, of which the treasury's accounts do not tell.
    fn is_part(&self, claim: &Claim) -> bool {
        claim.entity.is_some() || self.code.is_some()
    }

    fn tie_out(&self, name: &'static str, title: &'static str, left: i128, right: i128) -> TieOut {
        TieOut { name, title, left, right, currency: self.currency.to_owned() }
    }

    fn cell(&self, minor: i128) -> Value {
        amount(minor, self.currency)
    }

    /// An amount, or nothing where there is none.
    fn some(&self, minor: i128) -> Value {
        if minor == 0 { Value::Null } else { self.cell(minor) }
    }

    fn totals(&self, totals: &[(&str, i128)]) -> Vec<(String, Value)> {
        totals.iter().map(|(key, minor)| ((*key).to_owned(), self.cell(*minor))).collect()
    }

    fn deposits(&self) -> Expected {
        let mut expected = Expected::default();
        let (mut deposited, mut left) = (0, 0);
        for (number, event) in (1u64..).zip(self.events.iter().filter(|event| self.is_within(event))) {
            deposited += event.amount;
            left -= event.moved[0] + event.moved[1];
            let mut row = vec![
                ("kind", json!("detail")),
                ("level", json!(0)),
                ("number", json!(number)),
                ("slip", json!(event.number)),
                ("date", json!(calendar::date(event.day))),
                ("code", words(&event.account)),
                ("amount", self.cell(event.amount)),
                (
                    "depositor",
                    words(if event.depositor.is_empty() { &event.agency } else { &event.depositor }),
                ),
                ("note", note(event, &event.channel)),
                links::to_record(self.book, event.position),
            ];
            match (event.description.as_str(), event.name.as_str()) {
                ("", "ImprestReturned") => {
                    row.push(("description", json!("Pengembalian sisa uang persediaan")))
                }
                ("", _) => {}
                (stated, _) => row.push(("description", json!(stated))),
            }
            expected.rows.push(row);
        }
        let empty = ["number", "slip", "date", "code", "depositor", "note"];
        expected.rows.push(titled("total", "JUMLAH", &empty, [("amount", self.cell(deposited))]));
        expected.totals = self.totals(&[("deposited", deposited)]);
        let title = "STS dan yang keluar dari rekening kas bendahara / deposit slips and what left the treasurers' cash accounts by them";
        expected.tie_outs = Some(vec![self.tie_out("treasurer-accounts", title, deposited, left)]);
        expected
    }

    fn disbursements(&self) -> Expected {
        let mut expected = Expected::default();
        let (failed, paid_orders) = (self.orders("DisbursementFailed"), self.orders("DisbursementPaid"));
        let [mut requested, mut ordered, mut paid, mut withheld, mut credited] = [0i128; 5];
        let listed = |event: &&Event| self.is_within(event) && event.name != "DisbursementFailed";
        for (number, event) in (1u64..).zip(self.events.iter().filter(listed)) {
            let deductions: i128 = event.deductions.iter().map(|(_, minor)| minor).sum();
            let document = match event.name.as_str() {
                "PaymentRequested" => {
                    requested += event.amount;
                    "SPP"
                }
                "DisbursementOrdered" => {
                    ordered += event.amount;
                    "SPM"
                }
                _ => {
                    paid += event.amount;
                    withheld += deductions;
                    credited -= event.moved[2];
                    "SP2D"
                }
            };
            let stands = |orders: &BTreeMap<&str, i128>| {
                orders.get(event.order.as_str()).is_some_and(|events| *events > 0)
            };
            let became = match event.name.as_str() {
                "DisbursementOrdered" if stands(&failed) => "Gagal cair",
                "DisbursementOrdered" if stands(&paid_orders) => "Cair",
                "DisbursementOrdered" => "Belum cair",
                _ => "",
            };
            let mut row = vec![
                ("kind", json!("detail")),
                ("level", json!(0)),
                ("number", json!(number)),
                ("date", json!(calendar::date(event.day))),
                ("document", json!(document)),
                ("reference", json!(event.number)),
                ("payment_kind", json!(kind(event))),
                ("amount", self.cell(event.amount)),
                ("deductions", self.some(deductions)),
                ("net", self.cell(event.amount - deductions)),
                ("note", note(event, became)),
                links::to_record(self.book, event.position),
            ];
            if !event.description.is_empty() {
                row.push(("description", json!(event.description)));
            }
            expected.rows.push(row);
        }
        let net = paid - withheld;
        for (title, minor, rest) in [
            ("JUMLAH SPP", requested, [Value::Null, Value::Null]),
            ("JUMLAH SPM", ordered, [Value::Null, Value::Null]),
            ("JUMLAH SP2D", paid, [self.cell(withheld), self.cell(net)]),
        ] {
            let [deductions, net] = rest;
            let figures = [("amount", self.cell(minor)), ("deductions", deductions), ("net", net)];
            let empty = ["number", "date", "document", "reference", "payment_kind", "note"];
            expected.rows.push(titled("total", title, &empty, figures));
        }
        expected.totals = self.totals(&[
            ("requested", requested),
            ("ordered", ordered),
            ("paid", paid),
            ("deductions", withheld),
            ("net", net),
        ]);
        let title = "SP2D dan RK-PPKD yang dikreditnya / disbursements and what they credited to RK-PPKD";
        expected.tie_outs = Some(vec![self.tie_out("due-to-treasury", title, paid, credited)]);
        expected
    }

    /// The orders that events of this name are for, each with how many of them stand.
    fn orders(&self, name: &str) -> BTreeMap<&str, i128> {
        let mut orders = BTreeMap::new();
        for event in self.events.iter().filter(|event| event.name == name) {
            *orders.entry(event.order.as_str()).or_default() += event.sign();
        }
        orders
    }

    /// Withheld from disbursements, remitted, and owed since before the days, `brought` since before the book. `balance_of_accounts` is what
    /// the accounts say is owed, if they say it of the whole register.
    fn deductions(&self, brought: i128, balance_of_accounts: Option<i128>) -> Expected {
        let mut rows = Vec::new();
        let (mut opening, mut withheld, mut remitted, mut number) = (brought, 0i128, 0i128, 0u64);
        let mut compared = brought;
        for event in &self.events {
            let is_remittance = event.name == "TaxRemitted";
            for (code, minor) in &event.deductions {
                if !self.is_asked(code) {
                    continue;
                }
                let owed = if is_remittance { -*minor } else { *minor };
                compared += owed * i128::from(is_withheld(code));
                if !self.is_within(event) {
                    opening += owed;
                    continue;
                }
                *(if is_remittance { &mut remitted } else { &mut withheld }) += *minor;
                number += 1;
                let (on, off) = if is_remittance { (0, *minor) } else { (*minor, 0) };
                rows.push(vec![
                    ("kind", json!("detail")),
                    ("level", json!(0)),
                    ("number", json!(number)),
                    ("date", json!(calendar::date(event.day))),
                    ("reference", json!(event.number)),
                    ("code", json!(code)),
                    ("withheld", self.some(on)),
                    ("remitted", self.some(off)),
                    ("balance", self.cell(opening + withheld - remitted)),
                    ("state_receipt", words(&event.state_receipt)),
                    ("note", note(event, "")),
                    links::to_record(self.book, event.position),
                ]);
            }
        }
        let balance = opening + withheld - remitted;
        let empty = ["number", "date", "reference", "code", "state_receipt", "note"];
        let figures = |on: Value, off: Value, minor: i128| {
            [("withheld", on), ("remitted", off), ("balance", self.cell(minor))]
        };
        let first = titled("balance", "Saldo awal", &empty, figures(Value::Null, Value::Null, opening));
        rows.insert(0, first);
        let sums = figures(self.cell(withheld), self.cell(remitted), balance);
        rows.push(titled("total", "JUMLAH", &empty, sums));
        let totals = self.totals(&[
            ("opening", opening),
            ("withheld", withheld),
            ("remitted", remitted),
            ("balance", balance),
        ]);
        let title = "potongan belum disetor = saldo Utang PFK tanpa PFK lainnya / still owed = balance of what is withheld, without other money";
        let tie_out = |accounts| self.tie_out("withheld-accounts", title, compared, accounts);
        let tie_outs = Some(balance_of_accounts.map(tie_out).into_iter().collect());
        Expected { rows, totals, tie_outs, ..Expected::default() }
    }
}

/// A row of a title and figures, with nothing in its other columns.
fn titled<const N: usize>(
    kind: &'static str,
    title: &str,
    empty: &[&'static str],
    figures: [(&'static str, Value); N],
) -> Row {
    let mut row = vec![("kind", json!(kind)), ("level", json!(0)), ("description", json!(title))];
    row.extend(empty.iter().map(|key| (*key, Value::Null)));
    row.extend(figures);
    row
}

/// Text, or nothing where it is empty.
fn words(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

/// UP, GU, TU or LS, as the document says.
fn kind(event: &Event) -> &'static str {
    match event.kind.as_str() {
        _ if event.basis == "card" => "GU KKPD",
        "initial" => "UP",
        "replenishment" => "GU",
        "additional" => "TU",
        "salary" => "LS Gaji",
        "goods" => "LS Barang/Jasa",
        _ => "LS",
    }
}
