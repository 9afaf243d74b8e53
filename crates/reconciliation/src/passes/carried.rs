//! What an earlier time left open, by amount alone: a cheque may be cashed weeks after its payment was booked. The nearest day
//! first; always to be looked at.

use std::collections::BTreeMap;

use crate::matching::Board;
use crate::outcome::{Confidence, Reason};

/// Places that are free, by amount and in order of day.
type ByAmount = BTreeMap<i64, Vec<usize>>;

pub(crate) fn run(board: &mut Board<'_>) {
    let (mut bank, mut ledger) = (ByAmount::new(), ByAmount::new());
    for place in board.free_bank() {
        bank.entry(board.bank[place].amount).or_default().push(place);
    }
    for place in board.free_ledger() {
        ledger.entry(board.ledger[place].amount).or_default().push(place);
    }
    for (amount, lines) in &ledger {
        let Some(entries) = bank.get(amount).filter(|_| *amount != 0) else { continue };
        let choices = entries.len().max(lines.len());
        let apart = |entry: usize, line: usize| {
            (board.bank[entry].date.0.abs_diff(board.ledger[line].date.0), entry, line)
        };
        let mut pairs = Vec::new();
        for line in lines.iter().filter(|line| board.ledger[**line].carried) {
            pairs.extend(entries.iter().map(|entry| apart(*entry, *line)));
        }
        for entry in entries.iter().filter(|entry| board.bank[**entry].carried) {
            let new = lines.iter().filter(|line| !board.ledger[**line].carried);
            pairs.extend(new.map(|line| apart(*entry, *line)));
        }
        pairs.sort_unstable();
        for (days, entry, line) in pairs {
            if board.bank_free(entry) && board.ledger_free(line) {
                let reason = Reason::Amount { days, choices };
                board.take(&[entry], &[line], Confidence::Possible, reason);
            }
        }
    }
}
