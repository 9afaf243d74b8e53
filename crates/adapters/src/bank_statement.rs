//! Bank statements as one neutral type, whatever format they came in: camt.053 and camt.054 ([`camt`]), MT940 ([`mt940`])
//! and CSV with named columns ([`csv`]). `arithmetic` holds what every reader checks before it hands a statement on.
//!
//! Amounts are minor units of the account's currency, positive for what the bank credited. Nothing is rounded: a fraction
//! below the minor unit refuses the file. A file is read whole or not at all, and a refusal names line and tag. Names of
//! payers and payees are not read.

mod arithmetic;
pub mod camt;
mod camt_fields;
pub mod csv;
pub mod mt940;
mod mt940_line;
mod mt940_text;
mod unidentified;

use std::collections::BTreeMap;

use ledger::{Currency, Date};

pub use arithmetic::follows;
pub use unidentified::{SuspenseForm, unidentified};

/// Longest file. A year of a busy treasury account is a tenth of it; beyond it the file is something else.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What a bank says of one account over a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankStatement {
    /// The bank's name for the statement.
    pub id: String,
    /// The account's number as the bank writes it; empty when the file does not tell.
    pub account: String,
    /// Currency of every amount.
    pub currency: Currency,
    /// First day, where the file states it.
    pub from: Option<Date>,
    /// Last day, where the file states it.
    pub to: Option<Date>,
    /// Booked balance before the first entry; a notification (camt.054) has none.
    pub opening: Option<Balance>,
    /// Booked balance after the last entry; a notification has none.
    pub closing: Option<Balance>,
    /// The entries in the file's order.
    pub entries: Vec<BankEntry>,
    /// What was read in another way than it is written, and why.
    pub remarks: Vec<Remark>,
}

/// A balance of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The day it stands for, where the file states it.
    pub date: Option<Date>,
    /// Minor units; negative when the account is overdrawn.
    pub amount: i64,
}

/// One entry of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankEntry {
    /// Its place in the statement, from 1.
    pub number: u32,
    /// Where it begins in the file, from 1.
    pub line: u64,
    /// The day the bank booked it.
    pub booking_date: Date,
    /// The day from which it bears interest.
    pub value_date: Option<Date>,
    /// Minor units: positive for a credit of the account, negative for a debit.
    pub amount: i64,
    /// What it is called.
    pub references: References,
    /// Purpose and booking text.
    pub text: String,
    /// The payments that a batch holds; one or none for a single payment.
    pub details: Vec<Detail>,
    /// It takes an earlier entry back.
    pub reversal: bool,
    /// Whether it counts.
    pub status: Status,
}

/// A payment within an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Minor units with the entry's sign convention; `None` when the file gives none in the account's currency.
    pub amount: Option<i64>,
    /// What it is called.
    pub references: References,
    /// Purpose.
    pub text: String,
}

/// What parties call a payment. Words that say "no reference" are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// From payer to payee unchanged.
    pub end_to_end: String,
    /// The bank's own.
    pub bank: String,
    /// What the account's owner called it.
    pub own: String,
    /// Any other: instruction, transaction, creditor reference.
    pub others: Vec<String>,
}

/// Whether an entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is part of the booked balance.
    Booked,
    /// It may still fail or change.
    Pending,
    /// Told for information alone.
    Information,
}

/// What was read in another way than it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line, from 1.
    pub line: u64,
    /// What and why.
    pub text: String,
}

/// A file that is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {tag}: {problem}")]
pub struct StatementFault {
    /// The line, from 1.
    pub line: u64,
    /// The tag, element or column.
    pub tag: String,
    /// What is wrong and what to do.
    pub problem: String,
}

impl StatementFault {
    fn new(line: u64, tag: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { line, tag: tag.into(), problem: problem.into() }
    }
}

/// Behind a currency that ISO 4217 does not list any more, or never did. An account in it can't be opened, so nothing in the book
/// could be the same money.
const NOT_IN_USE: &str = "is not one in use, so that no account can be in it; ask the bank for a statement in the account's currency";

/// Words that banks write where there is no reference.
const NO_REFERENCE: &[&str] = &["NONREF", "NOTPROVIDED", "NOTAVAILABLE", "KREF+", "NOREF", "-"];

/// A reference as it is written; empty when the text says that there is none.
fn reference(text: &str) -> String {
    let text = text.trim();
    if NO_REFERENCE.contains(&text.to_uppercase().as_str()) { String::new() } else { text.to_owned() }
}

impl References {
    /// All of them, the strongest first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let named = [&self.end_to_end, &self.bank, &self.own];
        named.into_iter().chain(&self.others).map(String::as_str).filter(|text| !text.is_empty())
    }
}

impl BankStatement {
    /// The entries that are part of the booked balance.
    pub fn booked(&self) -> impl Iterator<Item = &BankEntry> {
        self.entries.iter().filter(|entry| entry.status == Status::Booked)
    }

    /// What names each entry for ever, in their order: the statement, and the bank's reference where the statement has it
    /// once, else `#` and the entry's place.
    pub fn entry_names(&self) -> Vec<String> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(&entry.references.bank).or_default() += 1;
        }
        let name = |entry: &BankEntry| match entry.references.bank.as_str() {
            bank if !bank.is_empty() && counts.get(bank) == Some(&1) => format!("{}/{bank}", self.id),
            _ => format!("{}/#{}", self.id, entry.number),
        };
        self.entries.iter().map(name).collect()
    }
}

/// Reads a camt or MT940 file, whichever it is, and checks the arithmetic of every statement in it.
///
/// # Errors
/// The first thing that is wrong with the file, by line and tag.
pub fn read(file: &[u8]) -> Result<Vec<BankStatement>, StatementFault> {
    let start = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => Err(StatementFault::new(1, "file", "is empty; ask the bank for it again")),
        Some(b'<') => camt::read(file),
        Some(_) => mt940::read(file),
    }
}

/// Refuses a file that is too long to be a statement.
fn check_size(file: &[u8]) -> Result<(), StatementFault> {
    if file.len() <= FILE_BYTES_MAX {
        return Ok(());
    }
    let problem = format!("has {} bytes, more than {FILE_BYTES_MAX}; ask for a shorter period", file.len());
    Err(StatementFault::new(1, "file", problem))
}

/// The lines of a text by byte, so that a place in it becomes a line number.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(place, _)| place).collect())
    }

    /// The line of a byte, from 1.
    fn at(&self, byte: usize) -> u64 {
        self.0.partition_point(|end| *end < byte) as u64 + 1
    }
}
