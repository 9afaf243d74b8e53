//! General ledger: each account from its opening to its closing balance, line by line in order of day.

use schema::ledger_v1::{EntryKind, Side};
use serde_json::{Value, json};

use super::collected::{Account, Collected, Line};
use super::{Expected, TieOut, amount, amount_above_zero, links};
use crate::calendar;

pub(super) fn expected(collected: &Collected) -> Option<Expected> {
    let mut expected = Expected::default();
    let (mut total_debit, mut total_credit) = (0i128, 0i128);
    let (mut debits, mut credits) = (0i128, 0i128);
    for account in collected.accounts() {
        if account.currency == collected.currency {
            debits = debits.checked_add(account.debit)?;
            credits = credits.checked_add(account.credit)?;
        }
        if account.lines.is_empty() && account.opening == 0 {
            continue;
        }
        let sign = if account.normal_side == Side::Credit { -1 } else { 1 };
        let mut balance = account.opening.checked_mul(sign)?;
        expected.rows.push(balance_row(account, "Saldo awal", balance));
        let mut lines: Vec<&Line> = account.lines.iter().collect();
        lines.sort_by_key(|line| (line.day, line.position, line.number));
        for line in lines {
            balance = balance.checked_add(sign * line.amount)?;
            if account.currency == collected.currency {
                total_debit = total_debit.checked_add(line.amount.max(0))?;
                total_credit = total_credit.checked_add((-line.amount).max(0))?;
            }
            let mut row = line_row(account, line, balance);
            row.push(links::to_record(&collected.book, line.position));
            expected.rows.push(row);
        }
        expected.rows.push(balance_row(account, "Saldo akhir", balance));
    }
    let own = &collected.currency;
    expected.totals.push(("total_debit".to_owned(), amount(total_debit, own)));
    expected.totals.push(("total_credit".to_owned(), amount(total_credit, own)));
    let tie_out = |name, title, left, right| TieOut { name, title, left, right, currency: own.clone() };
    expected.tie_outs = Some(vec![
        tie_out(
            "debits",
            "debit baris dan mutasi debit akun / debits of the lines and of the accounts",
            total_debit,
            debits,
        ),
        tie_out(
            "credits",
            "kredit baris dan mutasi kredit akun / credits of the lines and of the accounts",
            total_credit,
            credits,
        ),
    ]);
    Some(expected)
}

fn balance_row(account: &Account, title: &str, balance: i128) -> Vec<(&'static str, Value)> {
    let empty = ["date", "reference", "journal", "position", "debit", "credit"].map(|key| (key, Value::Null));
    let mut row = account_cells(account, "balance");
    row.extend(empty);
    row.extend([("description", json!(title)), ("balance", amount(balance, &account.currency))]);
    row
}

fn line_row(account: &Account, line: &Line, balance: i128) -> Vec<(&'static str, Value)> {
    let currency = &account.currency;
    let mut row = account_cells(account, "detail");
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

fn account_cells(account: &Account, kind: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("kind", json!(kind)),
        ("level", json!(0)),
        ("entity", json!(account.entity)),
        ("code", json!(account.code)),
    ]
}

/// The name of a kind of entry on paper.
pub(super) fn journal(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::General => "Jurnal Umum",
        EntryKind::Adjustment => "Jurnal Penyesuaian",
        EntryKind::Correction => "Jurnal Koreksi",
        EntryKind::Reversal => "Jurnal Balik",
        EntryKind::Closing => "Jurnal Penutup",
        EntryKind::Opening => "Saldo Awal",
        EntryKind::Elimination => "Jurnal Eliminasi",
        EntryKind::Unspecified => "",
    }
}
