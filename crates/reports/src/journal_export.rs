//! The whole journal for other programs, streamed from the log: hledger and beancount text whose balances those programs
//! agree with, CSV and newline-delimited JSON, and the ledger extract that audit tools of regional governments read. Memory stays flat however long the log is.
//!
//! The books of an account's side (financial, budget) balance each by itself, so an entry that moves both becomes two
//! transactions: the other program then checks each of them.

mod beancount;
mod csv_rows;
mod hledger;
mod lkpd;
mod ndjson;

use std::io::Write;

use ledger::{BookSide, EntryKind};
use projections::queries::EntryView;
use projections::{KnownAt, ReadModels};

use crate::error::ReportError;
use crate::names::Names;
use crate::parameters::Parameters;

pub use beancount::account_name as beancount_account;
pub use hledger::account_name as hledger_account;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// hledger journal text.
    Hledger,
    /// beancount text.
    Beancount,
    /// A row for each line.
    Csv,
    /// A JSON object for each entry, one a line.
    Ndjson,
    /// The ledger extract of a regional government, in eleven journals.
    Lkpd,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Hledger, Self::Beancount, Self::Csv, Self::Ndjson, Self::Lkpd];

    /// Its name in commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hledger => "hledger",
            Self::Beancount => "beancount",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Lkpd => "lkpd",
        }
    }
}

impl std::str::FromStr for ExportFormat {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Self, ReportError> {
        let found = Self::ALL.into_iter().find(|format| format.as_str() == text);
        found.ok_or_else(|| ReportError::UnknownFormat(text.to_owned()))
    }
}

/// Writes the journal of a book, and gives how many entries it wrote. `known_at` ends it earlier than the read models do.
///
/// # Errors
/// Those of the read models, and of what is written to.
pub async fn export(
    models: &ReadModels,
    book: &str,
    format: ExportFormat,
    known_at: Option<KnownAt>,
    out: &mut (dyn Write + Send),
) -> Result<u64, ReportError> {
    let at = models.book(book).await?.position;
    let until = match known_at {
        Some(known_at) => models.known_position(book, known_at).await?.min(at),
        None => at,
    };
    head(models, book, format, until, out).await?;
    let asked = Parameters {
        book: book.to_owned(),
        known_at: Some(KnownAt::Position(until)),
        ..Parameters::default()
    };
    let names = Names::of(models, &asked).await?;
    let mut journal = models.journal(book, until);
    let mut written = 0;
    let mut text = Vec::new();
    while let Some(entries) = journal.next().await? {
        text.clear();
        for entry in &entries {
            match format {
                ExportFormat::Hledger => hledger::entry(entry, &mut text)?,
                ExportFormat::Beancount => beancount::entry(entry, &mut text)?,
                ExportFormat::Csv => csv_rows::entry(entry, &mut text)?,
                ExportFormat::Ndjson => ndjson::entry(entry, &mut text)?,
                ExportFormat::Lkpd => lkpd::entry(entry, &names, &mut text)?,
            }
        }
        out.write_all(&text)?;
        written += entries.len() as u64;
    }
    out.flush()?;
    Ok(written)
}

/// What stands before the first entry.
async fn head(
    models: &ReadModels,
    book: &str,
    format: ExportFormat,
    until: u64,
    out: &mut (dyn Write + Send),
) -> Result<(), ReportError> {
    match format {
        ExportFormat::Ndjson => return Ok(()),
        ExportFormat::Csv => return csv_rows::head(out),
        ExportFormat::Lkpd => return lkpd::head(out),
        ExportFormat::Hledger => hledger::head(book, until, out)?,
        ExportFormat::Beancount => beancount::head(book, until, out)?,
    }
    let (mut cursor, mut currencies) = (None, std::collections::BTreeSet::new());
    loop {
        let page = models.accounts(book, &Default::default(), cursor.as_deref(), 1_000).await?;
        for row in &page.items {
            let new = currencies.insert(row.account.currency);
            match format {
                ExportFormat::Hledger if new => hledger::commodity(row.account.currency, out)?,
                ExportFormat::Beancount => beancount::open(&row.account, out)?,
                _ => {}
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// The books that an entry moves, each with its lines.
fn sides(
    entry: &EntryView,
) -> impl Iterator<Item = (BookSide, impl Iterator<Item = &projections::queries::EntryLine> + Clone)> {
    [BookSide::Financial, BookSide::Budget].into_iter().filter_map(move |side| {
        let lines = entry.lines.iter().filter(move |line| line.book_side == side);
        lines.clone().next().is_some().then_some((side, lines))
    })
}

fn side_word(side: BookSide) -> &'static str {
    match side {
        BookSide::Financial => "financial",
        BookSide::Budget => "budget",
    }
}

fn kind_word(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::General => "general",
        EntryKind::Adjustment => "adjustment",
        EntryKind::Correction => "correction",
        EntryKind::Reversal => "reversal",
        EntryKind::Closing => "closing",
        EntryKind::Opening => "opening",
        EntryKind::Elimination => "elimination",
    }
}

/// Text that fits on one line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
