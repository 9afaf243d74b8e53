//! What is shown: tables for people, Indonesian first and English beside; one JSON object for programs.

use comfy_table::Table;
use ledger::Currency;
use reconciliation::{Form, LineKey, Match, Unmatched};
use serde_json::{Value, json};

use super::Done;
use crate::output;

/// References that are shown of what only one side has.
const REFERENCES_SHOWN: usize = 2;
/// Keys that a table shows of a match; JSON has all.
const KEYS_SHOWN: usize = 3;

fn currency(done: &Done) -> Currency {
    done.bank.statements.first().map_or(Currency::IDR, |statement| statement.currency)
}

/// One JSON object: the account, `matches` as `--confirm` reads them, `bank_only`, `ledger_only` and `form`.
pub(super) fn json(done: &Done, written: Option<u64>) -> Value {
    let write = |minor: i128| currency(done).decimal(minor);
    let matches: Vec<Value> = done.found.matches.iter().map(|one| match_json(one, &write)).collect();
    let bank_only: Vec<Value> =
        done.found.bank_only.iter().map(|one| unmatched_json(&one.key, one, &write)).collect();
    let ledger_only: Vec<Value> =
        done.found.ledger_only.iter().map(|one| unmatched_json(&one.key.to_string(), one, &write)).collect();
    let remarks: Vec<Value> = done
        .bank
        .statements
        .iter()
        .flat_map(|statement| statement.remarks.iter().map(|remark| (&statement.id, remark)))
        .map(|(id, remark)| json!({ "statement": id, "line": remark.line, "text": remark.text }))
        .collect();
    json!({
        "account": done.name,
        "bank_account": done.bank.account,
        "currency": currency(done).code(),
        "from": done.bank.from.to_string(),
        "to": done.bank.to.to_string(),
        "position": done.account.position,
        "statements": done.bank.statements.iter().map(|statement| &statement.id).collect::<Vec<_>>(),
        "remarks": remarks,
        "matches": matches,
        "bank_only": bank_only,
        "ledger_only": ledger_only,
        "form": done.form.as_ref().map(|form| form_json(form, &write)),
        "suspense_written": written,
    })
}

fn match_json(one: &Match, write: &impl Fn(i128) -> String) -> Value {
    json!({
        "bank": one.bank,
        "ledger": one.ledger.iter().map(LineKey::to_string).collect::<Vec<_>>(),
        "bank_amount": write(one.bank_amount),
        "ledger_amount": write(one.ledger_amount),
        "difference": write(one.difference()),
        "confidence": one.confidence.word(),
        "reason": one.reason.to_string(),
        "alasan": one.reason.indonesian(),
    })
}

fn unmatched_json<K>(key: &str, one: &Unmatched<K>, write: &impl Fn(i128) -> String) -> Value {
    json!({
        "key": key,
        "date": one.date.to_string(),
        "amount": write(one.amount.into()),
        "age_days": one.age_days,
        "references": one.references,
        "text": one.text,
    })
}

fn form_json(form: &Form, write: &impl Fn(i128) -> String) -> Value {
    let row = |row: &reconciliation::FormRow| json!({ "row": row.kind.word(), "amount": write(row.amount), "count": row.count });
    json!({
        "book_balance": write(form.book_balance),
        "rows": form.rows.iter().map(row).collect::<Vec<_>>(),
        "statement_balance": write(form.statement_balance),
        "ties": form.ties(),
    })
}

/// Tables for people.
pub(super) fn text(done: &Done) -> anyhow::Result<()> {
    let write = |minor: i128| output::rupiah(&currency(done).decimal(minor));
    let bank = &done.bank;
    output::line("REKONSILIASI REKENING KAS / BANK RECONCILIATION")?;
    output::line(format!("Rekening {} / {}, {} s.d. {}", done.name, bank.account, bank.from, bank.to))?;
    for statement in &bank.statements {
        for remark in &statement.remarks {
            output::line(format!("  {}, baris {}: {}", statement.id, remark.line, remark.text))?;
        }
    }
    matches(done, &write)?;
    unmatched(
        "Di bank, tidak di buku / in the bank, not in the book",
        done.found.bank_only.iter().map(|one| (one.key.clone(), row(one, &write))),
    )?;
    unmatched(
        "Di buku, tidak di bank / in the book, not in the bank",
        done.found.ledger_only.iter().map(|one| (one.key.to_string(), row(one, &write))),
    )?;
    match &done.form {
        Some(form) => print_form(form, &write),
        None => output::line(
            "Tanpa saldo bank, tidak ada formulir / no balances from the bank, so there is no form",
        ),
    }
}

fn matches(done: &Done, write: &impl Fn(i128) -> String) -> anyhow::Result<()> {
    output::line(format!("\nCocok / matched: {}", done.found.matches.len()))?;
    if done.found.matches.is_empty() {
        return Ok(());
    }
    let mut table = output::table(
        &["Bank", "Buku / book", "Keyakinan / confidence", "Alasan / reason", "Nilai / amount", "Selisih"],
        4,
    );
    for one in &done.found.matches {
        table.add_row([
            keys(&one.bank),
            keys(&one.ledger.iter().map(LineKey::to_string).collect::<Vec<_>>()),
            one.confidence.word().to_owned(),
            one.reason.indonesian(),
            write(one.bank_amount),
            write(one.difference()),
        ]);
    }
    output::line(table)
}

/// The first keys, and how many more there are.
fn keys(all: &[String]) -> String {
    let mut text = all.iter().take(KEYS_SHOWN).cloned().collect::<Vec<_>>().join(" ");
    if all.len() > KEYS_SHOWN {
        text.push_str(&format!(" +{}", all.len() - KEYS_SHOWN));
    }
    text
}

fn row<K>(one: &Unmatched<K>, write: &impl Fn(i128) -> String) -> [String; 5] {
    let references: Vec<&str> = one.references.iter().take(REFERENCES_SHOWN).map(String::as_str).collect();
    [
        one.date.to_string(),
        references.join(" "),
        one.text.clone(),
        one.age_days.to_string(),
        write(one.amount.into()),
    ]
}

fn unmatched(title: &str, rows: impl Iterator<Item = (String, [String; 5])>) -> anyhow::Result<()> {
    let header = ["Kunci / key", "Tanggal", "Referensi", "Uraian", "Umur (hari) / age", "Nilai / amount"];
    let mut table: Table = output::table(&header, 4);
    let mut count = 0;
    for (key, row) in rows {
        table.add_row(std::iter::once(key).chain(row));
        count += 1;
    }
    output::line(format!("\n{title}: {count}"))?;
    if count > 0 {
        output::line(table)?;
    }
    Ok(())
}

fn print_form(form: &Form, write: &impl Fn(i128) -> String) -> anyhow::Result<()> {
    let mut table = output::table(&["Uraian / item", "Jumlah / count", "Nilai / amount"], 1);
    table.add_row(["Saldo buku / book balance".to_owned(), String::new(), write(form.book_balance)]);
    for row in &form.rows {
        let name = format!("{} / {}", row.kind.indonesian(), row.kind.english());
        table.add_row([name, row.count.to_string(), write(row.amount)]);
    }
    let balance = "Saldo rekening koran / statement balance".to_owned();
    table.add_row([balance, String::new(), write(form.statement_balance)]);
    output::line(format!("\n{table}"))?;
    output::line(if form.ties() { "Cocok / it ties" } else { "TIDAK COCOK / IT DOES NOT TIE" })
}
