//! Matching by references: the same word on both sides, whatever blanks, marks and case it is written with.

use std::collections::BTreeMap;

use crate::matching::Board;
use crate::outcome::{Confidence, Reason};
use crate::passes::parts;

/// Shorter words are codes and counters, not references.
const CHARACTERS_MIN: usize = 4;

/// Letters and digits in capitals; `None` when too few are left.
pub(crate) fn normalised(text: &str) -> Option<String> {
    let kept: String =
        text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    (kept.chars().count() >= CHARACTERS_MIN).then_some(kept)
}

/// Places of entries and lines that bear a reference, in order.
#[derive(Default)]
struct Bearers {
    bank: Vec<usize>,
    ledger: Vec<usize>,
}

pub(crate) fn run(board: &mut Board<'_>) {
    let mut bearers: BTreeMap<String, Bearers> = BTreeMap::new();
    for place in board.free_bank() {
        for word in board.bank[place].references.iter().filter_map(|text| normalised(text)) {
            let bank = &mut bearers.entry(word).or_default().bank;
            // One entry may bear a word under two names.
            if bank.last() != Some(&place) {
                bank.push(place);
            }
        }
    }
    for place in board.free_ledger() {
        for word in board.ledger[place].references.iter().filter_map(|text| normalised(text)) {
            let ledger = &mut bearers.entry(word).or_default().ledger;
            if ledger.last() != Some(&place) {
                ledger.push(place);
            }
        }
    }
    bearers.retain(|_, both| !both.bank.is_empty() && !both.ledger.is_empty());
    for (word, both) in &bearers {
        same_amounts(board, word, both);
    }
    for (word, both) in &bearers {
        several(board, word, both);
    }
    parts::by_reference(board);
    for (word, both) in &bearers {
        other_amount(board, word, both);
    }
}

/// Pairs of the same amount, the nearest days first.
fn same_amounts(board: &mut Board<'_>, word: &str, both: &Bearers) {
    for bank in &both.bank {
        if !board.bank_free(*bank) {
            continue;
        }
        let entry = board.bank[*bank];
        let fits = |ledger: &&usize| {
            board.ledger_free(**ledger)
                && board.same(entry.amount.into(), board.ledger[**ledger].amount.into())
        };
        let nearest = both.ledger.iter().filter(fits).min_by_key(|ledger| {
            let line = board.ledger[**ledger];
            (line.amount.abs_diff(entry.amount), line.date.0.abs_diff(entry.date.0), **ledger)
        });
        if let Some(ledger) = nearest.copied() {
            board.take(&[*bank], &[ledger], Confidence::Certain, Reason::Reference(word.to_owned()));
        }
    }
}

/// One on one side, several on the other, and together the same amount.
fn several(board: &mut Board<'_>, word: &str, both: &Bearers) {
    let (bank, ledger) = free(board, both);
    if bank.len().min(ledger.len()) != 1 || bank.len().max(ledger.len()) < 2 {
        return;
    }
    let bank_amount: i128 = bank.iter().map(|place| i128::from(board.bank[*place].amount)).sum();
    let ledger_amount: i128 = ledger.iter().map(|place| i128::from(board.ledger[*place].amount)).sum();
    if board.same(bank_amount, ledger_amount) {
        board.take(&bank, &ledger, Confidence::Certain, Reason::Reference(word.to_owned()));
    }
}

/// The only two that are left with a reference, of the same direction: booked with another amount.
fn other_amount(board: &mut Board<'_>, word: &str, both: &Bearers) {
    let (bank, ledger) = free(board, both);
    if let ([bank], [ledger]) = (bank.as_slice(), ledger.as_slice())
        && board.bank[*bank].amount.signum() == board.ledger[*ledger].amount.signum()
    {
        let reason = Reason::ReferenceOtherAmount(word.to_owned());
        board.take(&[*bank], &[*ledger], Confidence::Possible, reason);
    }
}

fn free(board: &Board<'_>, both: &Bearers) -> (Vec<usize>, Vec<usize>) {
    let bank = both.bank.iter().copied().filter(|place| board.bank_free(*place));
    let ledger = both.ledger.iter().copied().filter(|place| board.ledger_free(*place));
    (bank.collect(), ledger.collect())
}
