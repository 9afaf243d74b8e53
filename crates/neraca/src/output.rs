//! What a command prints: one JSON object for programs, or tables and lines for people. Standard output only.

use std::io::Write;

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;

/// Prints one JSON object, and nothing else.
///
/// # Errors
/// When standard output is closed.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    Ok(writeln!(out)?)
}

/// One JSON object as it is printed.
///
/// # Errors
/// When it can't be JSON, which its types exclude.
pub fn json_bytes(value: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Prints bytes as they are.
///
/// # Errors
/// When standard output is closed.
pub fn raw(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Prints a line.
///
/// # Errors
/// When standard output is closed, as a pipe into `head` closes it.
pub fn line(text: impl std::fmt::Display) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{text}")?)
}

/// A table whose columns from `right_from` on are aligned to the right, as figures are.
pub fn table(header: &[&str], right_from: usize) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_BORDERS_ONLY).set_header(header);
    for column in table.column_iter_mut().skip(right_from) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// A decimal string as Indonesian offices write it: `1234567.00` is `1.234.567,00`, a negative stands in parentheses.
pub fn rupiah(decimal: &str) -> String {
    let (negative, digits) = match decimal.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, decimal),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = thousands(whole, '.');
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    if negative { format!("({text})") } else { text }
}

/// Digits in groups of three.
pub fn thousands(digits: &str, separator: char) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::rupiah;

    #[test]
    fn amounts_are_written_as_offices_write_them() {
        for (decimal, written) in [
            ("0.00", "0,00"),
            ("999.50", "999,50"),
            ("1234567.00", "1.234.567,00"),
            ("-1000.00", "(1.000,00)"),
            ("100000", "100.000"),
        ] {
            assert_eq!(rupiah(decimal), written);
        }
    }
}
