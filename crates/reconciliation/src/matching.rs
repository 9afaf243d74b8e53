//! The order of the passes, and the board on which they mark what is used.

use std::collections::BTreeMap;

use crate::input::{BankLine, Input, InputError, LedgerLine, LineKey};
use crate::outcome::{Confidence, Match, Reason, Reconciliation, Unmatched};
use crate::passes;

/// Both sides in order of day, amount and key, with what is used. Passes speak of entries and lines by their place here,
/// so that the order of the input never shows.
pub(crate) struct Board<'a> {
    pub(crate) input: &'a Input,
    pub(crate) bank: Vec<&'a BankLine>,
    pub(crate) ledger: Vec<&'a LedgerLine>,
    bank_used: Vec<bool>,
    ledger_used: Vec<bool>,
    matches: Vec<Match>,
}

impl<'a> Board<'a> {
    fn new(input: &'a Input) -> Self {
        let mut bank: Vec<&BankLine> = input.bank.iter().collect();
        let mut ledger: Vec<&LedgerLine> = input.ledger.iter().collect();
        bank.sort_by_key(|entry| (entry.date, entry.amount, &entry.key));
        ledger.sort_by_key(|line| (line.date, line.amount, line.key));
        let (bank_used, ledger_used) = (vec![false; bank.len()], vec![false; ledger.len()]);
        Self { input, bank, ledger, bank_used, ledger_used, matches: Vec::new() }
    }

    pub(crate) fn bank_free(&self, place: usize) -> bool {
        !self.bank_used[place]
    }

    pub(crate) fn ledger_free(&self, place: usize) -> bool {
        !self.ledger_used[place]
    }

    /// Places of bank entries that are not used.
    pub(crate) fn free_bank(&self) -> Vec<usize> {
        (0..self.bank.len()).filter(|place| self.bank_free(*place)).collect()
    }

    /// Places of ledger lines that are not used.
    pub(crate) fn free_ledger(&self) -> Vec<usize> {
        (0..self.ledger.len()).filter(|place| self.ledger_free(*place)).collect()
    }

    /// Whether two amounts are the same within the tolerance, and of the same direction.
    pub(crate) fn same(&self, one: i128, other: i128) -> bool {
        one.signum() == other.signum() && (one - other).abs() <= i128::from(self.input.options.amount)
    }

    /// Marks a match.
    ///
    /// # Panics
    /// When one of them is used already: the whole point of a reconciliation is that nothing counts twice.
    pub(crate) fn take(&mut self, bank: &[usize], ledger: &[usize], confidence: Confidence, reason: Reason) {
        let (mut bank, mut ledger) = (bank.to_vec(), ledger.to_vec());
        bank.sort_unstable();
        ledger.sort_unstable();
        for place in &bank {
            assert!(!std::mem::replace(&mut self.bank_used[*place], true), "a bank entry is matched once");
        }
        for place in &ledger {
            assert!(!std::mem::replace(&mut self.ledger_used[*place], true), "a ledger line is matched once");
        }
        self.matches.push(Match {
            bank: bank.iter().map(|place| self.bank[*place].key.clone()).collect(),
            ledger: ledger.iter().map(|place| self.ledger[*place].key).collect(),
            bank_amount: bank.iter().map(|place| i128::from(self.bank[*place].amount)).sum(),
            ledger_amount: ledger.iter().map(|place| i128::from(self.ledger[*place].amount)).sum(),
            confidence,
            reason,
        });
    }

    /// Takes what somebody confirmed; the input was checked.
    fn confirm(&mut self) {
        let bank: BTreeMap<&str, usize> =
            self.bank.iter().enumerate().map(|(place, entry)| (entry.key.as_str(), place)).collect();
        let ledger: BTreeMap<LineKey, usize> =
            self.ledger.iter().enumerate().map(|(place, line)| (line.key, place)).collect();
        let input = self.input;
        for pairing in &input.confirmed {
            let bank: Vec<usize> = pairing.bank.iter().map(|key| bank[key.as_str()]).collect();
            let ledger: Vec<usize> = pairing.ledger.iter().map(|key| ledger[key]).collect();
            self.take(&bank, &ledger, Confidence::Confirmed, Reason::Confirmed);
        }
    }

    fn finish(mut self) -> Reconciliation {
        let as_of = self.input.options.as_of;
        let order: BTreeMap<&str, usize> =
            self.bank.iter().enumerate().map(|(place, entry)| (entry.key.as_str(), place)).collect();
        self.matches.sort_by_key(|one| one.bank.first().and_then(|key| order.get(key.as_str()).copied()));
        let free_bank = self.free_bank().into_iter().map(|place| self.bank[place]);
        let bank_only = free_bank.map(|entry| Unmatched {
            key: entry.key.clone(),
            date: entry.date,
            amount: entry.amount,
            age_days: as_of.0.saturating_sub(entry.date.0),
            references: entry.references.clone(),
            text: entry.text.clone(),
            carried: entry.carried,
        });
        let free_ledger = self.free_ledger().into_iter().map(|place| self.ledger[place]);
        let ledger_only = free_ledger.map(|line| Unmatched {
            key: line.key,
            date: line.date,
            amount: line.amount,
            age_days: as_of.0.saturating_sub(line.date.0),
            references: line.references.clone(),
            text: line.text.clone(),
            carried: line.carried,
        });
        let of_bank = self.bank.iter().filter(|entry| entry.carried).map(|entry| i128::from(entry.amount));
        let of_book = self.ledger.iter().filter(|line| line.carried).map(|line| i128::from(line.amount));
        Reconciliation {
            bank_only: bank_only.collect(),
            ledger_only: ledger_only.collect(),
            carried: of_bank.sum::<i128>() - of_book.sum::<i128>(),
            matches: self.matches,
        }
    }
}

/// Finds what is the same money. From the surest to the weakest: what was confirmed; the same reference and amount; a
/// reference that several share; batches whose payments have references; the same reference with another amount; the same amount near in
/// time; batches by amount; sums of one day and channel; the same amount as what was carried, however long ago. The answer does
/// not depend on the input's order.
///
/// # Errors
/// When the input contradicts itself.
pub fn reconcile(input: &Input) -> Result<Reconciliation, InputError> {
    input.check()?;
    let mut board = Board::new(input);
    board.confirm();
    passes::references::run(&mut board);
    passes::one_to_one::run(&mut board);
    passes::parts::by_amount(&mut board);
    passes::sums::run(&mut board);
    passes::carried::run(&mut board);
    Ok(board.finish())
}

/// Takes what was confirmed and proposes nothing: what a person signs, and what stays open then.
///
/// # Errors
/// When the input contradicts itself.
pub fn only_confirmed(input: &Input) -> Result<Reconciliation, InputError> {
    input.check()?;
    let mut board = Board::new(input);
    board.confirm();
    Ok(board.finish())
}
