//! Cash book: what came into and went out of the cash accounts together, in order of day, with the cash in hand after each.

use serde_json::{Value, json};

use super::collected::{Collected, Line};
use super::{Expected, TieOut, amount, amount_above_zero, links};
use crate::calendar;

pub(super) fn expected(collected: &Collected) -> Option<Expected> {
    let accounts = collected.accounts();
    let currency = accounts.first().map_or(&collected.currency, |account| &account.currency);
    let (mut opening, mut held) = (0i128, 0i128);
    for account in &accounts {
        opening = opening.checked_add(account.opening)?;
        held = held.checked_add(account.opening + account.debit - account.credit)?;
    }
    // Lines of one record and number are of one account: the order is one.
    let mut lines: Vec<&Line> = accounts.iter().flat_map(|account| &account.lines).collect();
    lines.sort_by_key(|line| (line.day, line.position, line.number));
    let mut expected = Expected::default();
    let (mut balance, mut receipts, mut payments) = (opening, 0i128, 0i128);
    let cell = |minor| amount(minor, currency);
    expected.rows.push(titled("balance", "Saldo awal", [Value::Null, Value::Null, cell(opening)]));
    for (number, line) in (1u64..).zip(lines) {
        balance = balance.checked_add(line.amount)?;
        receipts = receipts.checked_add(line.amount.max(0))?;
        payments = payments.checked_add((-line.amount).max(0))?;
        let mut row = vec![
            ("kind", json!("detail")),
            ("level", json!(0)),
            ("number", json!(number)),
            ("date", json!(calendar::date(line.day))),
            ("reference", json!(line.entry.reference)),
            ("code", json!(line.against)),
            ("receipt", amount_above_zero(line.amount, currency)),
            ("payment", amount_above_zero(-line.amount, currency)),
            ("balance", cell(balance)),
        ];
        // Where an entry has no words of its own, the book says what the account is called, which is not checked here.
        if line.entry.has_words {
            row.push(("description", json!(line.entry.description)));
        }
        row.push(links::to_record(&collected.book, line.position));
        expected.rows.push(row);
    }
    expected.rows.push(titled("total", "JUMLAH", [cell(receipts), cell(payments), cell(balance)]));
    let totals =
        [("opening", opening), ("receipts", receipts), ("payments", payments), ("closing_balance", balance)];
    expected.totals = totals.into_iter().map(|(key, minor)| (key.to_owned(), cell(minor))).collect();
    expected.tie_outs = Some(vec![TieOut {
        name: "cash-accounts",
        title: "saldo buku dan saldo rekening kas / balance of the book and of the cash accounts",
        left: balance,
        right: held,
        currency: currency.clone(),
    }]);
    Some(expected)
}

fn titled(kind: &str, title: &str, [receipt, payment, balance]: [Value; 3]) -> Vec<(&'static str, Value)> {
    let mut row = vec![("kind", json!(kind)), ("level", json!(0)), ("description", json!(title))];
    row.extend(["number", "date", "reference", "code"].map(|key| (key, Value::Null)));
    row.extend([("receipt", receipt), ("payment", payment), ("balance", balance)]);
    row
}
