//! What is reconciled, and its checks.

use std::collections::BTreeSet;
use std::fmt;

use ledger::Date;

/// A line of the cash account in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineKey {
    /// Position of its record.
    pub position: u64,
    /// Its place among all lines of the record.
    pub line_no: u32,
}

impl fmt::Display for LineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.position, self.line_no)
    }
}

impl LineKey {
    /// Reads `position.line_no`, as it is written.
    pub fn parse(text: &str) -> Option<Self> {
        let (position, line_no) = text.split_once('.')?;
        Some(Self { position: position.parse().ok()?, line_no: line_no.parse().ok()? })
    }
}

/// A line of the cash account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// Where it stands.
    pub key: LineKey,
    /// The day it counts for.
    pub date: Date,
    /// Minor units, positive for a debit of the account.
    pub amount: i64,
    /// What its event is called, by whatever name.
    pub references: Vec<String>,
    /// The channel it came by; empty when unknown.
    pub channel: String,
    /// What it is for.
    pub text: String,
    /// It is of an earlier time, open since then.
    pub carried: bool,
}

/// A booked entry of the bank statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// What names it for ever: statement and entry.
    pub key: String,
    /// The day the bank booked it.
    pub date: Date,
    /// Minor units, positive for a credit of the account.
    pub amount: i64,
    /// What it is called, by whatever name.
    pub references: Vec<String>,
    /// The channel it came by; empty when unknown.
    pub channel: String,
    /// What it is for.
    pub text: String,
    /// The payments of a batch.
    pub parts: Vec<Part>,
    /// It is of an earlier time, open since then.
    pub carried: bool,
}

/// A payment of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Minor units with the sign of its entry.
    pub amount: i64,
    /// What it is called.
    pub references: Vec<String>,
}

/// Entries and lines that are the same money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Keys of bank entries.
    pub bank: Vec<String>,
    /// Keys of ledger lines.
    pub ledger: Vec<LineKey>,
}

/// How far apart the same money may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Days between the two bookings.
    pub days: u32,
    /// Minor units between the two amounts.
    pub amount: i64,
    /// Lines of one day and channel among which a sum is sought; more are only taken all together.
    pub sum_lines_max: usize,
    /// Steps of all searches for sums together, so that time is bounded and the same everywhere.
    pub sum_steps_max: u64,
    /// The day that ages are counted to.
    pub as_of: Date,
}

impl Options {
    /// Three days (a weekend and a day), the exact amount, sums of up to 20 lines in two million steps.
    pub fn new(as_of: Date) -> Self {
        Self { days: 3, amount: 0, sum_lines_max: 20, sum_steps_max: 2_000_000, as_of }
    }
}

/// Both sides and what somebody has said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The bank's side.
    pub bank: Vec<BankLine>,
    /// The book's side.
    pub ledger: Vec<LedgerLine>,
    /// Matches that somebody confirmed; they hold whatever their amounts are.
    pub confirmed: Vec<Pairing>,
    /// How far apart the same money may be.
    pub options: Options,
}

/// Input that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// Two bank entries have one name.
    #[error(
        "bank entry \"{0}\" stands in the statements twice; leave out the statement that was given twice"
    )]
    BankTwice(String),
    /// A ledger line was given twice.
    #[error("ledger line {0} was given twice")]
    LineTwice(LineKey),
    /// A confirmed match names an entry that is not there.
    #[error("a confirmed match names bank entry \"{0}\", which no statement holds; give its statement too")]
    UnknownBank(String),
    /// A confirmed match names a line that is not there.
    #[error("a confirmed match names ledger line {0}, which the account does not have in this period")]
    UnknownLine(LineKey),
    /// Two confirmed matches, or one twice, name the same entry.
    #[error("bank entry \"{0}\" is confirmed twice; keep one of its matches")]
    BankConfirmedTwice(String),
    /// Two confirmed matches, or one twice, name the same line.
    #[error("ledger line {0} is confirmed twice; keep one of its matches")]
    LineConfirmedTwice(LineKey),
    /// The amounts of a confirmed match are farther apart than a bank entry can be.
    #[error("the amounts of the match of bank entry \"{0}\" are too far apart")]
    TooFarApart(String),
    /// A confirmed match lacks one of its sides.
    #[error("a confirmed match needs at least one bank entry and one ledger line")]
    OneSided,
}

impl Input {
    /// Refuses input that contradicts itself.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn check(&self) -> Result<(), InputError> {
        let (mut bank, mut lines) = (BTreeSet::new(), BTreeSet::new());
        for entry in &self.bank {
            if !bank.insert(&entry.key) {
                return Err(InputError::BankTwice(entry.key.clone()));
            }
        }
        for line in &self.ledger {
            if !lines.insert(line.key) {
                return Err(InputError::LineTwice(line.key));
            }
        }
        let (mut bank_used, mut lines_used) = (BTreeSet::new(), BTreeSet::new());
        for pairing in &self.confirmed {
            if pairing.bank.is_empty() || pairing.ledger.is_empty() {
                return Err(InputError::OneSided);
            }
            for key in &pairing.bank {
                if !bank.contains(key) {
                    return Err(InputError::UnknownBank(key.clone()));
                }
                if !bank_used.insert(key) {
                    return Err(InputError::BankConfirmedTwice(key.clone()));
                }
            }
            for key in &pairing.ledger {
                if !lines.contains(key) {
                    return Err(InputError::UnknownLine(*key));
                }
                if !lines_used.insert(*key) {
                    return Err(InputError::LineConfirmedTwice(*key));
                }
            }
        }
        Ok(())
    }
}
