//! What is shown: tables for people, Indonesian first and English beside; one JSON object for programs. `carried.rs` shows what
//! an earlier reconciliation left open.

mod carried;

use comfy_table::Table;
use reconciliation::{Form, LineKey, Match, RowKind, Unmatched};
use serde_json::{Value, json};

use super::confirmation::Recorded;
use super::earlier::Confirmed;
use super::{Done, Written};
use crate::output;

/// References that are shown of what only one side has.
const REFERENCES_SHOWN: usize = 2;
/// Keys that a table shows of a match; JSON has all.
const KEYS_SHOWN: usize = 3;

/// One JSON object: the account, `matches` as `--confirm` reads them, `bank_only`, `ledger_only`, `form`, and what
/// was confirmed before and now.
pub(super) fn json(done: &Done, written: &Written) -> Value {
    let write = |minor: i128| done.bank.currency.decimal(minor);
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
        "currency": done.bank.currency.code(),
        "from": done.bank.from.to_string(),
        "to": done.bank.to.to_string(),
        "position": done.account.position,
        "statements": done.bank.statements.iter().map(|statement| &statement.id).collect::<Vec<_>>(),
        "remarks": remarks,
        "notes": done.notes,
        "confirmed": done.earlier.within.iter().map(confirmed_json).collect::<Vec<_>>(),
        "carried_from": done.earlier.before.as_ref().map(confirmed_json),
        "carried": carried::json(done, &write),
        "matches": matches,
        "bank_only": bank_only,
        "ledger_only": ledger_only,
        "form": done.form.as_ref().map(|form| form_json(form, &write)),
        "suspense_written": written.suspense,
        "confirmation": written.confirmation.as_ref().map(|recorded| recorded_json(done, recorded)),
    })
}

fn confirmed_json(one: &Confirmed) -> Value {
    json!({
        "from": one.days.from.to_string(),
        "to": one.days.to.to_string(),
        "position": one.days.position,
        "document": one.says.document,
        "confirmed_by": one.says.confirmed_by,
    })
}

fn recorded_json(done: &Done, recorded: &Recorded) -> Value {
    json!({
        "position": recorded.position,
        "proposal": recorded.proposal,
        "same": recorded.is_same,
        "matches": done.found.matches.len(),
        "later": recorded.later.iter().map(|days| json!({
            "from": days.from.to_string(), "to": days.to.to_string(), "position": days.position,
        })).collect::<Vec<_>>(),
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
        "carried": one.carried,
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
    let write = |minor: i128| output::rupiah(&done.bank.currency.decimal(minor));
    let bank = &done.bank;
    output::line("REKONSILIASI REKENING KAS / BANK RECONCILIATION")?;
    output::line(format!("Rekening {} / {}, {} s.d. {}", done.name, bank.account, bank.from, bank.to))?;
    for statement in &bank.statements {
        for remark in &statement.remarks {
            output::line(format!("  {}, baris {}: {}", statement.id, remark.line, remark.text))?;
        }
    }
    for note in &done.notes {
        output::line(format!("  {note}"))?;
    }
    carried::text(done, &write)?;
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
        Some(form) => print_form(done, form, &write),
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

fn print_form(done: &Done, form: &Form, write: &impl Fn(i128) -> String) -> anyhow::Result<()> {
    let mut table = output::table(&["Uraian / item", "Jumlah / count", "Nilai / amount"], 1);
    table.add_row(["Saldo buku / book balance".to_owned(), String::new(), write(form.book_balance)]);
    for row in &form.rows {
        let name = format!("{} / {}", row.kind.indonesian(), row.kind.english());
        table.add_row([name, row.count.to_string(), write(row.amount)]);
        for (name, amount) in still_open(done, row.kind) {
            table.add_row([format!("  {name}"), String::new(), write(amount)]);
        }
    }
    let balance = "Saldo rekening koran / statement balance".to_owned();
    table.add_row([balance, String::new(), write(form.statement_balance)]);
    output::line(format!("\n{table}"))?;
    output::line(if form.ties() { "Cocok / it ties" } else { "TIDAK COCOK / IT DOES NOT TIE" })
}

/// The names of what was carried and is still open, under the row that it counts in, with what it adds to the book's balance.
fn still_open(done: &Done, kind: RowKind) -> Vec<(String, i128)> {
    let found = &done.found;
    let bank = |wanted: fn(i64) -> bool| {
        let open = found.bank_only.iter().filter(move |one| one.carried && wanted(one.amount));
        open.map(|one| (carried::name(&one.key, one), i128::from(one.amount))).collect()
    };
    let book = |wanted: fn(i64) -> bool| {
        let open = found.ledger_only.iter().filter(move |one| one.carried && wanted(one.amount));
        open.map(|one| (carried::name(&one.key.to_string(), one), -i128::from(one.amount))).collect()
    };
    match kind {
        RowKind::CreditsNotBooked => bank(|amount| amount > 0),
        RowKind::DebitsNotBooked => bank(|amount| amount < 0),
        RowKind::ReceiptsNotInBank => book(|amount| amount > 0),
        RowKind::PaymentsNotInBank => book(|amount| amount < 0),
        RowKind::OpeningDifference | RowKind::WrongAmounts | RowKind::Unexplained => Vec::new(),
    }
}

/// What became of a confirmation.
pub(super) fn recorded(done: &Done, recorded: &Recorded) -> anyhow::Result<()> {
    let (position, matches) = (recorded.position, done.found.matches.len());
    output::line(match &recorded.proposal {
        Some(proposal) => format!(
            "Diusulkan sebagai \"{proposal}\" pada posisi {position} / proposed; somebody else says `neraca proposal approve \
             {proposal} --checker NAME`"
        ),
        None if recorded.is_same => {
            format!(
                "Sudah dikonfirmasi pada posisi {position} / the same is confirmed already; nothing was written"
            )
        }
        None => format!("{matches} pasangan dikonfirmasi pada posisi {position} / matches confirmed"),
    })?;
    for days in &recorded.later {
        output::line(format!(
            "Konfirmasi lagi {} s.d. {} / confirm these days again: they began with what was open before",
            days.from, days.to
        ))?;
    }
    Ok(())
}
