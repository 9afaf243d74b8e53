//! What the reconciliation before left open, by name: matched now, or open still, with its age.

use std::collections::BTreeSet;

use ledger::Date;
use reconciliation::Unmatched;
use serde_json::{Value, json};

use super::super::Done;
use super::REFERENCES_SHOWN;
use crate::output;

/// One item of either side.
struct Item<'a> {
    is_bank: bool,
    key: String,
    date: Date,
    amount: i64,
    references: &'a [String],
    text: &'a str,
    is_open: bool,
}

fn items(done: &Done) -> Vec<Item<'_>> {
    let found = &done.found;
    let entries: BTreeSet<&str> = found.bank_only.iter().map(|one| one.key.as_str()).collect();
    let lines: BTreeSet<_> = found.ledger_only.iter().map(|one| one.key).collect();
    let bank = done.input.bank.iter().filter(|one| one.carried).map(|one| Item {
        is_bank: true,
        key: one.key.clone(),
        date: one.date,
        amount: one.amount,
        references: &one.references,
        text: &one.text,
        is_open: entries.contains(one.key.as_str()),
    });
    let book = done.input.ledger.iter().filter(|one| one.carried).map(|one| Item {
        is_bank: false,
        key: one.key.to_string(),
        date: one.date,
        amount: one.amount,
        references: &one.references,
        text: &one.text,
        is_open: lines.contains(&one.key),
    });
    let mut items: Vec<Item<'_>> = bank.chain(book).collect();
    items.sort_by(|one, other| {
        (one.date, !one.is_bank, &one.key).cmp(&(other.date, !other.is_bank, &other.key))
    });
    items
}

fn age(done: &Done, date: Date) -> i32 {
    done.input.options.as_of.0.saturating_sub(date.0)
}

pub(super) fn json(done: &Done, write: &impl Fn(i128) -> String) -> Vec<Value> {
    let item = |one: &Item<'_>| {
        json!({
            "side": if one.is_bank { "bank" } else { "ledger" },
            "key": one.key,
            "date": one.date.to_string(),
            "amount": write(one.amount.into()),
            "age_days": age(done, one.date),
            "references": one.references,
            "text": one.text,
            "open": one.is_open,
        })
    };
    items(done).iter().map(item).collect()
}

/// A table, where there is something to carry.
pub(super) fn text(done: &Done, write: &impl Fn(i128) -> String) -> anyhow::Result<()> {
    let Some(before) = &done.earlier.before else { return Ok(()) };
    let items = items(done);
    output::line(format!(
        "\nDibawa dari rekonsiliasi {} s.d. {} / carried from the reconciliation before: {}",
        before.days.from,
        before.days.to,
        items.len()
    ))?;
    if items.is_empty() {
        return Ok(());
    }
    let header = [
        "Sisi / side",
        "Kunci / key",
        "Tanggal",
        "Referensi",
        "Uraian",
        "Keadaan / state",
        "Umur (hari) / age",
        "Nilai / amount",
    ];
    let mut table = output::table(&header, 6);
    for one in items {
        table.add_row([
            if one.is_bank { "bank" } else { "buku / book" }.to_owned(),
            one.key.clone(),
            one.date.to_string(),
            one.references.iter().take(REFERENCES_SHOWN).cloned().collect::<Vec<_>>().join(" "),
            one.text.to_owned(),
            if one.is_open { "terbuka / open" } else { "cocok / matched" }.to_owned(),
            age(done, one.date).to_string(),
            write(one.amount.into()),
        ]);
    }
    output::line(table)
}

/// How an item is named in a line of the form.
pub(super) fn name<K>(key: &str, one: &Unmatched<K>) -> String {
    let reference = one.references.first().map_or("", String::as_str);
    format!("{} {key} {reference} {}", one.date, one.text).trim_end().to_owned()
}
