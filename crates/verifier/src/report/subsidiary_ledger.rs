//! Subsidiary ledger: the lines of one code's accounts, entity by entity, with the balance after each. All balances stand on
//! the side that the first account grows on.

use schema::ledger_v1::Side;
use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Account, Collected, Line};
use super::general_ledger::journal;
use super::{Expected, Row, TieOut, amount, amount_above_zero, links};
use crate::calendar;

/// `None` without a code, or for several currencies: no such report is made.
pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    claim.code.as_ref()?;
    let accounts = collected.moved();
    let currency = collected.one_currency(&accounts)?;
    let is_credit = accounts.first().is_some_and(|account| account.normal_side == Side::Credit);
    let sign = if is_credit { -1 } else { 1 };
    let mut expected = Expected::default();
    let (mut opening, mut debit, mut credit, mut closing) = (0i128, 0i128, 0i128, 0i128);
    let mut held = 0i128;
    for account in accounts {
        held += sign * (account.opening + account.debit - account.credit);
        if account.lines.is_empty() && account.opening == 0 {
            continue;
        }
        let mut balance = sign * account.opening;
        opening += balance;
        debit += account.debit;
        credit += account.credit;
        expected.rows.push(balance_row(account, "Saldo awal", balance));
        let mut lines: Vec<&Line> = account.lines.iter().collect();
        lines.sort_by_key(|line| (line.day, line.position, line.number));
        for line in lines {
            balance += sign * line.amount;
            let mut row = line_row(account, line, balance);
            row.push(links::to_record(&collected.book, line.position));
            expected.rows.push(row);
        }
        expected.rows.push(balance_row(account, "Saldo akhir", balance));
        closing += balance;
    }
    let cell = |minor| amount(minor, &currency);
    let mut total = vec![
        ("kind", json!("total")),
        ("level", json!(0)),
        ("description", json!("JUMLAH")),
        ("debit", cell(debit)),
        ("credit", cell(credit)),
        ("balance", cell(closing)),
    ];
    total.extend(["date", "entity", "reference", "journal", "position"].map(|key| (key, Value::Null)));
    expected.rows.push(total);
    let totals = [("opening", opening), ("debit", debit), ("credit", credit), ("closing_balance", closing)];
    expected.totals = totals.into_iter().map(|(key, minor)| (key.to_owned(), cell(minor))).collect();
    expected.tie_outs = Some(vec![TieOut {
        name: "account-balance",
        title: "saldo akhir dan saldo akun / closing balance and balance of the accounts",
        left: closing,
        right: held,
        currency: currency.clone(),
    }]);
    Some(expected)
}

fn balance_row(account: &Account, title: &str, balance: i128) -> Row {
    let empty = ["date", "reference", "journal", "position", "debit", "credit"].map(|key| (key, Value::Null));
    let mut row = head(account, "balance");
    row.extend(empty);
    row.extend([("description", json!(title)), ("balance", amount(balance, &account.currency))]);
    row
}

fn line_row(account: &Account, line: &Line, balance: i128) -> Row {
    let currency = &account.currency;
    let mut row = head(account, "detail");
    row.extend([
        ("date", json!(calendar::date(line.day))),
        ("reference", json!(line.entry.reference)),
        ("journal", json!(journal(line.entry.kind))),
        ("description", json!(line.entry.description)),
        ("position", json!(line.position)),
        ("debit", amount_above_zero(line.amount, currency)),
        ("credit", amount_above_zero(-line.amount, currency)),
        ("balance", amount(balance, currency)),
    ]);
    row
}

fn head(account: &Account, kind: &str) -> Row {
    vec![("kind", json!(kind)), ("level", json!(0)), ("entity", json!(account.entity))]
}
