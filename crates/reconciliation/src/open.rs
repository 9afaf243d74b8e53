//! What a confirmed reconciliation leaves to the next one, and how the matches of several become those of a longer time.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::{BankLine, Input, InputError, LineKey, Pairing};
use crate::outcome::Reconciliation;

/// What a difference of amounts is called.
const DIFFERENCE: &str = "Selisih nilai / difference of amounts";

impl Reconciliation {
    /// The bank's side of what stays open, as the next reconciliation carries it: entries without a counterpart, and under the
    /// first entry of each match whose amounts differ, the difference, which a correction of the book will meet. The text of a
    /// statement may name a payer, so it is left behind.
    ///
    /// # Errors
    /// [`InputError::TooFarApart`] for a difference that no entry can have.
    pub fn open_entries(&self, input: &Input) -> Result<Vec<BankLine>, InputError> {
        let entries: BTreeMap<&str, &BankLine> =
            input.bank.iter().map(|entry| (entry.key.as_str(), entry)).collect();
        let carried = |key: &str, amount: i64, text: &str| {
            let entry = *entries.get(key)?;
            let text = if entry.carried { entry.text.as_str() } else { text };
            Some(BankLine {
                amount,
                text: text.to_owned(),
                parts: Vec::new(),
                carried: true,
                ..entry.clone()
            })
        };
        let mut open: Vec<BankLine> =
            self.bank_only.iter().filter_map(|one| carried(&one.key, one.amount, "")).collect();
        for (one, key) in self.matches.iter().filter_map(|one| Some((one, one.bank.first()?))) {
            let difference = i64::try_from(one.difference());
            let difference = difference.map_err(|_| InputError::TooFarApart(key.clone()))?;
            if difference != 0 {
                open.extend(carried(key, difference, DIFFERENCE));
            }
        }
        open.sort_by(|one, other| (one.date, &one.key).cmp(&(other.date, &other.key)));
        Ok(open)
    }
}

/// Pairings that share an entry or a line as one, each side in order: when an entry is matched in one month and what its match
/// lacked in the next, both together are the match of the two months.
pub fn joined(pairings: impl IntoIterator<Item = Pairing>) -> Vec<Pairing> {
    let mut groups: Vec<Pairing> = Vec::new();
    let (mut of_entry, mut of_line) = (BTreeMap::<String, usize>::new(), BTreeMap::<LineKey, usize>::new());
    for mut group in pairings {
        let entries = group.bank.iter().filter_map(|key| of_entry.get(key));
        let lines = group.ledger.iter().filter_map(|key| of_line.get(key));
        let shared: BTreeSet<usize> = entries.chain(lines).copied().collect();
        for place in shared {
            let other = std::mem::take(&mut groups[place]);
            group.bank.extend(other.bank);
            group.ledger.extend(other.ledger);
        }
        group.bank.sort_unstable();
        group.bank.dedup();
        group.ledger.sort_unstable();
        group.ledger.dedup();
        for key in &group.bank {
            of_entry.insert(key.clone(), groups.len());
        }
        for key in &group.ledger {
            of_line.insert(*key, groups.len());
        }
        groups.push(group);
    }
    groups.retain(|group| *group != Pairing::default());
    groups
}
