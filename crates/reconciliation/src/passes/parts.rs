//! Batches whose payments the bank tells one by one: each payment must find a line of its own, or the batch is left.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::Part;
use crate::matching::Board;
use crate::outcome::{Confidence, Reason};
use crate::passes::references::normalised;

/// A batch has at least this many payments; one payment is the entry itself.
const PARTS_MIN: usize = 2;

/// Batches whose payments have lines with the same reference and amount.
pub(crate) fn by_reference(board: &mut Board<'_>) {
    let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for place in board.free_ledger() {
        for word in board.ledger[place].references.iter().filter_map(|text| normalised(text)) {
            lines.entry(word).or_default().push(place);
        }
    }
    for_batches(board, Confidence::Certain, &Reason::PartsByReference, |board, _, part, taken| {
        let words = part.references.iter().filter_map(|text| normalised(text));
        let mut fitting = words.flat_map(|word| lines.get(&word).cloned().unwrap_or_default());
        fitting.find(|place| {
            board.ledger_free(*place) && !taken.contains(place) && board.ledger[*place].amount == part.amount
        })
    });
}

/// Batches whose payments have lines of the same amount near in time.
pub(crate) fn by_amount(board: &mut Board<'_>) {
    let days = i32::try_from(board.input.options.days).unwrap_or(i32::MAX);
    let mut lines: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for place in board.free_ledger() {
        lines.entry(board.ledger[place].amount).or_default().push(place);
    }
    for_batches(board, Confidence::Likely, &Reason::PartsByAmount, |board, bank, part, taken| {
        let day = board.bank[bank].date.0;
        let same = lines.get(&part.amount)?;
        // Lines stand in order of day, so only the window is looked at.
        let first = same.partition_point(|place| board.ledger[*place].date.0 < day.saturating_sub(days));
        let near =
            same[first..].iter().take_while(|place| board.ledger[**place].date.0 <= day.saturating_add(days));
        let free = near.filter(|place| board.ledger_free(**place) && !taken.contains(*place));
        free.min_by_key(|place| (board.ledger[**place].date.0.abs_diff(day), **place)).copied()
    });
}

/// Takes each free batch for all of whose payments `find` finds a line.
fn for_batches(
    board: &mut Board<'_>,
    confidence: Confidence,
    reason: &Reason,
    find: impl Fn(&Board<'_>, usize, &Part, &BTreeSet<usize>) -> Option<usize>,
) {
    for bank in board.free_bank() {
        let parts = &board.bank[bank].parts;
        let sum: i128 = parts.iter().map(|part| i128::from(part.amount)).sum();
        // Where the bank kept a fee, the payments are not the entry.
        if parts.len() < PARTS_MIN || sum != i128::from(board.bank[bank].amount) {
            continue;
        }
        let mut taken = BTreeSet::new();
        let all =
            parts.iter().all(|part| find(board, bank, part, &taken).is_some_and(|place| taken.insert(place)));
        if all {
            let ledger: Vec<usize> = taken.into_iter().collect();
            board.take(&[bank], &ledger, confidence, reason.clone());
        }
    }
}
