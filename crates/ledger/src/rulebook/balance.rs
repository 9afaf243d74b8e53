//! The proof that an entry balances for every event: its amounts are linear, so debits equal credits always exactly if
//! every coefficient cancels, within each set of books.

use super::amount::Linear;
use crate::account::BookSide;
use crate::entry::Side;

/// What the proof needs of a line.
#[derive(Clone, Debug)]
pub(super) struct Proven {
    /// `None` for the line that takes what is missing.
    pub(super) side: Option<Side>,
    /// Its amount, over all items where it repeats.
    pub(super) sum: Linear,
    /// The set of books it lands in, when that is the same for every event.
    pub(super) book: Option<BookSide>,
}

/// Proves an entry or says by what it fails.
pub(super) fn prove(lines: &[Proven]) -> Result<(), String> {
    if lines.len() < 2 {
        return Err("an entry has at least two lines".into());
    }
    let balancing = lines.iter().filter(|line| line.side.is_none()).count();
    if balancing > 1 {
        return Err("has more than one balance line, so neither knows its amount".into());
    }
    if balancing == 0 {
        let difference = difference(lines.iter());
        if !difference.is_nothing() {
            return Err(difference.difference());
        }
    }
    // Lines whose book depends on the event are left to the ladder, which checks every entry as it is posted.
    if lines.iter().any(|line| line.book.is_none()) {
        return Ok(());
    }
    for book in [BookSide::Financial, BookSide::Budget] {
        let within = || lines.iter().filter(|line| line.book == Some(book));
        if balancing == 1 && within().next().is_some() && within().count() < lines.len() {
            return Err("has a balance line and accounts of both sets of books; make it two entries".into());
        }
        let difference = difference(within());
        if balancing == 0 && !difference.is_nothing() {
            let book = if book == BookSide::Financial { "financial" } else { "budget" };
            return Err(format!("within the {book} books {}", difference.difference()));
        }
    }
    Ok(())
}

/// Debits less credits.
fn difference<'a>(lines: impl Iterator<Item = &'a Proven>) -> Linear {
    let mut total = Linear::default();
    for line in lines {
        match line.side {
            Some(Side::Debit) => total.add_all(&line.sum, 1),
            Some(Side::Credit) => total.add_all(&line.sum, -1),
            None => {}
        }
    }
    total
}
