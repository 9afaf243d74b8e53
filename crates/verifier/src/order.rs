//! Order: positions count from 1 without gaps, time never runs backwards, and the first record, and no other, opens the
//! book.

use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{BookOpened, ChartMode, Record};

use transparency::hash::leaf_hash;

use crate::accounts::is_currency;
use crate::calendar;
use crate::catalogue::Code;
use crate::entries::EntryRules;
use crate::finding::{At, Findings};
use crate::published::hex;
use crate::text;

/// Hexadecimal digits of the first entry's hash in the name of a log that nobody named.
const IDENTITY_DIGITS: usize = 12;

/// The book that the first record opened.
#[derive(Clone, Debug)]
pub struct Book {
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: String,
    /// Debits equal credits for each entity too.
    pub balance_per_entity: bool,
}

/// How far the order was followed.
#[derive(Clone, Debug)]
pub struct Order {
    /// The log's name.
    origin: String,
    recorded_at: i64,
    /// The book, once it is open.
    pub book: Option<Book>,
}

impl Order {
    /// The beginning of a log with this name.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self { origin: origin.to_owned(), recorded_at: i64::MIN, book: None }
    }

    /// Follows the next record, which is this entry of the log.
    pub fn follow(&mut self, record: &Record, entry: &[u8], at: At<'_>, findings: &mut Findings) {
        if record.position != at.position {
            findings.add(at.field("position"), text!(Code::PositionWrong, record.position, at.position));
        }
        if record.recorded_at < self.recorded_at {
            let (own, before) = (calendar::moment(record.recorded_at), calendar::moment(self.recorded_at));
            findings.add(at.field("recorded_at"), text!(Code::TimeBackwards, own, before));
        }
        self.recorded_at = self.recorded_at.max(record.recorded_at);
        match &record.outcome {
            Some(Outcome::BookOpened(opened)) if at.position == 1 => self.open(opened, entry, at, findings),
            Some(Outcome::BookOpened(_)) => findings.add(at.field("outcome"), text!(Code::BookOpenedTwice)),
            _ if at.position == 1 => findings.add(at.field("outcome"), text!(Code::BookNotOpened)),
            _ => {}
        }
    }

    /// What entries of a record must be.
    #[must_use]
    pub fn rules(&self, record: &Record) -> EntryRules {
        let balance_per_entity = self.book.as_ref().is_some_and(|book| book.balance_per_entity);
        EntryRules { effective_date: record.effective_date, balance_per_entity, may_reverse: true }
    }

    fn open(&mut self, opened: &BookOpened, entry: &[u8], at: At<'_>, findings: &mut Findings) {
        let field = |name: &str| at.field(format!("outcome.book_opened.{name}"));
        if !is_named_after(&self.origin, &opened.name, entry) {
            findings.add(field("name"), text!(Code::BookName, &opened.name, &self.origin));
        }
        if !is_currency(&opened.currency) {
            findings.add(field("currency"), text!(Code::ValueUnknown, &opened.currency));
        }
        if opened.chart_mode() == ChartMode::Unspecified {
            findings.add(field("chart_mode"), text!(Code::ValueUnknown, opened.chart_mode));
        }
        self.book = Some(Book {
            name: opened.name.clone(),
            currency: opened.currency.clone(),
            balance_per_entity: opened.balance_per_entity,
        });
    }
}

/// Whether a log's name ends with its book's. A log that nobody named has, behind that, the beginning of its first entry's
/// hash in hexadecimal, which tells it from every other.
fn is_named_after(origin: &str, book: &str, first_entry: &[u8]) -> bool {
    let Some((before, last)) = origin.rsplit_once('/') else { return origin == book };
    let is_hash = last.len() == IDENTITY_DIGITS && hex(leaf_hash(first_entry).as_bytes()).starts_with(last);
    last == book || (is_hash && before.rsplit('/').next() == Some(book))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_named_after_its_book_and_perhaps_its_first_entry() {
        let hash = hex(leaf_hash(b"first").as_bytes());
        let unnamed = |digits: usize| format!("neraca.local/main/{}", &hash[..digits]);
        for origin in ["main", "ledger.example/main", &unnamed(12)] {
            assert!(is_named_after(origin, "main", b"first"), "{origin}");
        }
        for origin in ["", "ledger.example/mai", "ledger.example/main/x", &unnamed(11), &unnamed(13)] {
            assert!(!is_named_after(origin, "main", b"first"), "{origin}");
        }
        assert!(!is_named_after(&unnamed(12), "main", b"other"));
    }
}
