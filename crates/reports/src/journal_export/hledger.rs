//! hledger journal text. Accounts are `financial:ENTITY:CODE`; hledger takes the names as they are.

use std::io::{self, Write};

use ledger::Currency;
use projections::queries::EntryView;

use super::{kind_word, one_line, side_word, sides};
use crate::late_items::described;

/// The account's name there.
#[must_use]
pub fn account_name(side: ledger::BookSide, entity: &str, code: &str) -> String {
    format!("{}:{entity}:{code}", side_word(side))
}

pub(super) fn head(book: &str, until: u64, out: &mut (dyn Write + Send)) -> io::Result<()> {
    writeln!(out, "; journal of book {book} up to position {until}\ndecimal-mark .")
}

/// How the currency is written: without this hledger would guess its places from the first amounts.
pub(super) fn commodity(currency: Currency, out: &mut (dyn Write + Send)) -> io::Result<()> {
    // A point is always there, so that hledger cannot take it for a mark of thousands.
    let point = if currency.places() == 0 { "." } else { "" };
    writeln!(out, "commodity {}{point} {currency}", currency.decimal(1_000 * 10_i128.pow(currency.places())))
}

/// A transaction for each side of the books. The code in parentheses is position and entry.
pub(super) fn entry(entry: &EntryView, out: &mut Vec<u8>) -> io::Result<()> {
    for (_, lines) in sides(entry) {
        // A semicolon begins a comment and a bar ends the payee.
        let description = one_line(&described(entry)).replace(';', ",").replace('|', "/");
        writeln!(
            out,
            "{} ({}.{}) {}  ; {} {} {}",
            entry.effective_date,
            entry.position,
            entry.entry_no,
            description.trim(),
            kind_word(entry.kind),
            tag(&entry.source),
            tag(&entry.id),
        )?;
        for line in lines {
            let name = account_name(line.book_side, &line.entity, &line.code);
            let amount = line.currency.decimal(i128::from(line.amount));
            writeln!(out, "    {name}  {amount} {}", line.currency)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Text that hledger does not take for a tag: its tags end in a colon, its dates stand in brackets.
fn tag(text: &str) -> String {
    one_line(text).replace(':', "_").replace('[', "(").replace(']', ")")
}
