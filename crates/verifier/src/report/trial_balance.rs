//! Trial balance: each code's opening balance, movement and closing balance, added up over entities; zero rows left out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Collected, side_order};
use super::{Expected, TieOut, amount, cut, level_of};

/// Opening debit and credit, movement, closing debit and credit.
type Sums = [i128; 6];

const COLUMNS: [&str; 6] =
    ["opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit"];
const TOTALS: [&str; 6] =
    ["opening_debit", "opening_credit", "movement_debit", "movement_credit", "total_debit", "total_credit"];

/// What agrees where all codes are shown.
const SIDES: [(&str, &str); 3] = [
    ("opening-balances", "saldo awal debit = kredit / opening balances debit = credit"),
    ("movements", "mutasi debit = kredit / movements debit = credit"),
    ("closing-balances", "saldo akhir debit = kredit / closing balances debit = credit"),
];

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let mut codes: BTreeMap<(u8, &str, &str), [i128; 3]> = BTreeMap::new();
    for account in collected.accounts() {
        let code = claim.level.map_or(account.code.as_str(), |level| cut(&account.code, level));
        let sums = codes.entry((side_order(account.book_side), &account.currency, code)).or_default();
        for (sum, part) in sums.iter_mut().zip([account.opening, account.debit, account.credit]) {
            *sum = sum.checked_add(part)?;
        }
    }
    codes.retain(|_, sums| *sums != [0; 3]);
    let mut expected = Expected::default();
    let mut totals: BTreeMap<&str, Sums> = BTreeMap::from([(collected.currency.as_str(), Sums::default())]);
    for ((_, currency, code), [opening, debit, credit]) in codes {
        let closing = opening.checked_add(debit)?.checked_sub(credit)?;
        let sums = [opening.max(0), (-opening).max(0), debit, credit, closing.max(0), (-closing).max(0)];
        for (total, part) in totals.entry(currency).or_default().iter_mut().zip(sums) {
            *total = total.checked_add(part)?;
        }
        expected.rows.push(row("detail", level_of(code), json!(code), sums, currency));
    }
    let mut tie_outs = Vec::new();
    for (currency, sums) in totals {
        let [opened, open, debits, credits, closed, close] = sums;
        if claim.code.is_none() && claim.entity.is_none() {
            let pairs = SIDES.into_iter().zip([(opened, open), (debits, credits), (closed, close)]);
            tie_outs.extend(pairs.map(|((name, title), (left, right))| TieOut {
                name,
                title,
                left,
                right,
                currency: currency.to_owned(),
            }));
        }
        let mut total = row("total", 0, Value::Null, sums, currency);
        let is_own = currency == collected.currency;
        let title = if is_own { "JUMLAH".to_owned() } else { format!("JUMLAH {currency}") };
        total.push(("name", json!(title)));
        expected.rows.push(total);
        let suffix = if is_own { String::new() } else { format!("_{}", currency.to_lowercase()) };
        for (key, sum) in TOTALS.iter().zip(sums) {
            expected.totals.push((format!("{key}{suffix}"), amount(sum, currency)));
        }
    }
    expected.tie_outs = Some(tie_outs);
    Some(expected)
}

fn row(kind: &str, level: usize, code: Value, sums: Sums, currency: &str) -> Vec<(&'static str, Value)> {
    let mut row = vec![("kind", json!(kind)), ("level", json!(level)), ("code", code)];
    row.extend(COLUMNS.into_iter().zip(sums).map(|(key, sum)| (key, amount(sum, currency))));
    row
}
