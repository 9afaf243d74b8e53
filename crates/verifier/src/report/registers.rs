//! The registers: documents of the days one by one. Deposit slips (STS), requests, orders and disbursements (SPP, SPM, SP2D),
//! and what was withheld for others (PFK). What treasurers answer for by month is in [`super::spj`].

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::Collected;
use super::events::Event;
use super::{Expected, Row, amount, links};
use crate::calendar;

/// Beside a document that was taken back.
const TAKEN_BACK: &str = "Dibatalkan";

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
        _ => register.deductions(),
    })
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
        let mut deposited = 0;
        for (number, event) in (1u64..).zip(self.events.iter().filter(|event| self.is_within(event))) {
            deposited += if event.is_reversed { 0 } else { event.amount };
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
                ("note", words(if event.is_reversed { TAKEN_BACK } else { &event.channel })),
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
        expected
    }

    fn disbursements(&self) -> Expected {
        let mut expected = Expected::default();
        let (failed, paid_orders) = (self.orders("DisbursementFailed"), self.orders("DisbursementPaid"));
        let [mut requested, mut ordered, mut paid, mut withheld] = [0i128; 4];
        let listed = |event: &&Event| self.is_within(event) && event.name != "DisbursementFailed";
        for (number, event) in (1u64..).zip(self.events.iter().filter(listed)) {
            let deductions: i128 = event.deductions.iter().map(|(_, minor)| minor).sum();
            let counts = i128::from(!event.is_reversed);
            let document = match event.name.as_str() {
                "PaymentRequested" => {
                    requested += counts * event.amount;
                    "SPP"
                }
                "DisbursementOrdered" => {
                    ordered += counts * event.amount;
                    "SPM"
                }
                _ => {
                    paid += counts * event.amount;
                    withheld += counts * deductions;
                    "SP2D"
                }
            };
            let note = match event.name.as_str() {
                _ if event.is_reversed => TAKEN_BACK,
                "DisbursementOrdered" if failed.contains(event.order.as_str()) => "Gagal cair",
                "DisbursementOrdered" if paid_orders.contains(event.order.as_str()) => "Cair",
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
                ("note", words(note)),
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
        expected
    }

    /// The orders that events of this name are for.
    fn orders(&self, name: &str) -> BTreeSet<&str> {
        let of = self.events.iter().filter(|event| event.name == name && !event.is_reversed);
        of.map(|event| event.order.as_str()).collect()
    }

    /// Withheld from disbursements, remitted, and owed since before the days.
    fn deductions(&self) -> Expected {
        let mut rows = Vec::new();
        let (mut opening, mut withheld, mut remitted, mut number) = (0i128, 0i128, 0i128, 0u64);
        for event in &self.events {
            let is_remittance = event.name == "TaxRemitted";
            for (code, minor) in &event.deductions {
                if self.code.is_some_and(|asked| !code.starts_with(asked)) {
                    continue;
                }
                let counts = if event.is_reversed { 0 } else { *minor };
                if !self.is_within(event) {
                    opening += if is_remittance { -counts } else { counts };
                    continue;
                }
                *(if is_remittance { &mut remitted } else { &mut withheld }) += counts;
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
                    ("note", words(if event.is_reversed { TAKEN_BACK } else { "" })),
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
        Expected { rows, totals, ..Expected::default() }
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
        "initial" => "UP",
        "replenishment" => "GU",
        "additional" => "TU",
        "salary" => "LS Gaji",
        "goods" => "LS Barang/Jasa",
        _ => "LS",
    }
}
