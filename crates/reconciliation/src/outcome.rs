//! What a reconciliation finds: matches with their reasons, and what is left on either side.

use std::fmt;

use ledger::Date;

use crate::input::LineKey;

/// How sure a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Somebody said so.
    Confirmed,
    /// The same reference and the same amount.
    Certain,
    /// Nothing else fits.
    Likely,
    /// Other choices would fit as well, or the amount differs: look before confirming.
    Possible,
}

impl Confidence {
    /// The word for it in output that programs read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// Why a match is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody confirmed it.
    Confirmed,
    /// Both sides bear this reference.
    Reference(String),
    /// Both sides bear this reference, and the amounts differ.
    ReferenceOtherAmount(String),
    /// Each payment of the batch has its line by reference.
    PartsByReference,
    /// The amount is the same.
    Amount {
        /// Days between the two bookings.
        days: u32,
        /// How many lines or entries would have fitted, the larger of both sides.
        choices: usize,
    },
    /// Each payment of the batch has its line by amount.
    PartsByAmount,
    /// All of one day and channel sum up to it.
    WholeDay {
        /// The day.
        date: Date,
        /// The channel; empty when unknown.
        channel: String,
    },
    /// Some of one day and channel sum up to it.
    Sum {
        /// The day.
        date: Date,
        /// The channel; empty when unknown.
        channel: String,
        /// No other choice of that day and channel sums up to it, as far as the search went.
        only: bool,
    },
}

impl Reason {
    /// In Indonesian.
    pub fn indonesian(&self) -> String {
        match self {
            Self::Confirmed => "dikonfirmasi".to_owned(),
            Self::Reference(text) => format!("nomor referensi sama: {text}"),
            Self::ReferenceOtherAmount(text) => format!("nomor referensi sama, nilai berbeda: {text}"),
            Self::PartsByReference => "setiap rincian cocok menurut referensi".to_owned(),
            Self::Amount { days, choices } => {
                format!("nilai sama, selisih {days} hari, {choices} pilihan")
            }
            Self::PartsByAmount => "setiap rincian cocok menurut nilai".to_owned(),
            Self::WholeDay { date, channel } => format!("jumlah seluruh {date} {channel}").trim().to_owned(),
            Self::Sum { date, channel, only } => {
                let how = if *only { "satu-satunya" } else { "salah satu" };
                format!("{how} jumlah sebagian {date} {channel}").trim().to_owned()
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed => f.write_str("confirmed"),
            Self::Reference(text) => write!(f, "same reference {text}"),
            Self::ReferenceOtherAmount(text) => write!(f, "same reference {text}, other amount"),
            Self::PartsByReference => f.write_str("every payment of the batch by reference"),
            Self::Amount { days, choices } => {
                write!(f, "same amount, {days} days apart, {choices} to choose from")
            }
            Self::PartsByAmount => f.write_str("every payment of the batch by amount"),
            Self::WholeDay { date, channel } if channel.is_empty() => write!(f, "sum of all of {date}"),
            Self::WholeDay { date, channel } => write!(f, "sum of all of {date} by {channel}"),
            Self::Sum { date, channel, only } => {
                let how = if *only { "the only" } else { "one of several" };
                write!(f, "{how} sum among those of {date}")?;
                if channel.is_empty() { Ok(()) } else { write!(f, " by {channel}") }
            }
        }
    }
}

/// Entries and lines that are taken for the same money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Keys of bank entries, in order of day, amount and key.
    pub bank: Vec<String>,
    /// Keys of ledger lines, in order of day, amount and key.
    pub ledger: Vec<LineKey>,
    /// Sum of the entries.
    pub bank_amount: i128,
    /// Sum of the lines.
    pub ledger_amount: i128,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why.
    pub reason: Reason,
}

impl Match {
    /// What the bank has more than the book.
    pub fn difference(&self) -> i128 {
        self.bank_amount - self.ledger_amount
    }
}

/// What has no counterpart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched<K> {
    /// Which one.
    pub key: K,
    /// Its day.
    pub date: Date,
    /// Minor units, positive where money came in.
    pub amount: i64,
    /// Days from its day to the day of the reconciliation; negative when it lies after it.
    pub age_days: i32,
    /// What it is called.
    pub references: Vec<String>,
    /// What it is for.
    pub text: String,
    /// It is of an earlier time, open since then.
    pub carried: bool,
}

/// Everything that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// Confirmed and proposed matches, in order of the first bank entry.
    pub matches: Vec<Match>,
    /// Entries of the bank that the book does not have, in order of day, amount and key.
    pub bank_only: Vec<Unmatched<String>>,
    /// Lines of the book that the bank does not have, in order of day, amount and key.
    pub ledger_only: Vec<Unmatched<LineKey>>,
    /// What the bank had more than the book in all that was carried from an earlier time, in minor units: so far the opening
    /// balances differ with a reason.
    pub carried: i128,
}
