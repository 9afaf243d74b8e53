//! beancount text. Its account names begin with one of five roots and have only letters, digits and hyphens, so codes are
//! written in a way that can be read back: segments joined by hyphens, other characters escaped with an X.

use std::io::{self, Write};

use ledger::BookSide;
use projections::queries::{AccountRow, EntryView};

use super::{kind_word, one_line, sides};
use crate::late_items::described;

/// The first day beancount can write; accounts must be open before their first entry.
const FIRST_DAY: &str = "1700-01-01";

/// The account's name there.
#[must_use]
pub fn account_name(side: BookSide, entity: &str, code: &str) -> String {
    let side_name = match side {
        BookSide::Financial => "Financial",
        BookSide::Budget => "Budget",
    };
    format!("{}:{side_name}:{}:{}", root(code), component(entity), component(code))
}

/// By the first segment of the chart of accounts. Other codes are equity, on which beancount makes no demands.
fn root(code: &str) -> &'static str {
    match code.split('.').next() {
        Some("1") => "Assets",
        Some("2") => "Liabilities",
        Some("4" | "7") => "Income",
        Some("5" | "8") => "Expenses",
        _ => "Equity",
    }
}

/// One part of a name. Two different texts never become the same part.
fn component(text: &str) -> String {
    let mut part = String::with_capacity(text.len() + 2);
    // A part begins with a capital or a digit.
    if text.starts_with(|c: char| c.is_ascii_lowercase()) {
        part.push_str("Xl");
    }
    for c in text.chars() {
        match c {
            '.' => part.push('-'),
            '-' => part.push_str("Xd"),
            '_' => part.push_str("Xu"),
            'X' => part.push_str("XX"),
            other => part.push(other),
        }
    }
    part
}

pub(super) fn head(book: &str, until: u64, out: &mut (dyn Write + Send)) -> io::Result<()> {
    writeln!(out, "; journal of book {book} up to position {until}\noption \"title\" \"{}\"", quoted(book))
}

pub(super) fn open(account: &AccountRow, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let name = account_name(account.book_side, &account.entity, &account.code);
    writeln!(out, "{FIRST_DAY} open {name} {}", account.currency)
}

/// A transaction for each side of the books.
pub(super) fn entry(entry: &EntryView, out: &mut Vec<u8>) -> io::Result<()> {
    for (_, lines) in sides(entry) {
        writeln!(out, "{} * \"{}\"", entry.effective_date, quoted(&described(entry)))?;
        writeln!(out, "  position: \"{}.{}\"", entry.position, entry.entry_no)?;
        writeln!(out, "  kind: \"{}\"", kind_word(entry.kind))?;
        writeln!(out, "  source: \"{}\"", quoted(&entry.source))?;
        writeln!(out, "  event: \"{}\"", quoted(&entry.id))?;
        for line in lines {
            let name = account_name(line.book_side, &line.entity, &line.code);
            writeln!(out, "  {name}  {} {}", line.currency.decimal(i128::from(line.amount)), line.currency)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_never_meet() {
        let texts =
            ["a.b", "a-b", "a_b", "aXb", "Xlab", "ab", "lab", "A.b", "-a", "_a", "1.1.01", "1-1-01", "aXdb"];
        let mut parts: Vec<String> = texts.iter().map(|text| component(text)).collect();
        for part in &parts {
            assert!(part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()), "{part}");
            assert!(part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{part}");
        }
        parts.sort();
        parts.dedup();
        assert_eq!(parts.len(), texts.len());
    }
}
