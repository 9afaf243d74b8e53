//! One to many and many to one without a list: one amount against the sum of one day and channel, or of some of it.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Date;

use crate::matching::Board;
use crate::outcome::{Confidence, Reason};
use crate::passes::subset::subset;

/// What stands alone or in a pile.
struct Item<'a> {
    place: usize,
    date: i32,
    amount: i64,
    channel: &'a str,
}

/// What is free of one day, channel and direction.
type Piles<'a> = BTreeMap<(i32, &'a str, bool), Pile>;

#[derive(Default)]
struct Pile {
    /// Places with their amounts, without direction.
    items: BTreeMap<usize, i128>,
    sum: i128,
}

/// A pile, or some of it, that is the same as one item.
struct Choice {
    chosen: Vec<usize>,
    confidence: Confidence,
    reason: Reason,
}

pub(crate) fn run(board: &mut Board<'_>) {
    let mut steps = board.input.options.sum_steps_max;
    let (bank, ledger) = (bank_items(board), ledger_items(board));
    let mut piles = pile(&ledger);
    for one in &bank {
        if let Some(choice) = choose(board, one, &mut piles, &mut steps) {
            board.take(&[one.place], &choice.chosen, choice.confidence, choice.reason);
        }
    }
    let (bank, ledger) = (bank_items(board), ledger_items(board));
    let mut piles = pile(&bank);
    for one in &ledger {
        if let Some(choice) = choose(board, one, &mut piles, &mut steps) {
            board.take(&choice.chosen, &[one.place], choice.confidence, choice.reason);
        }
    }
}

fn bank_items<'a>(board: &Board<'a>) -> Vec<Item<'a>> {
    let item = |place: usize| {
        let entry = board.bank[place];
        Item { place, date: entry.date.0, amount: entry.amount, channel: &entry.channel }
    };
    board.free_bank().into_iter().map(item).collect()
}

fn ledger_items<'a>(board: &Board<'a>) -> Vec<Item<'a>> {
    let item = |place: usize| {
        let line = board.ledger[place];
        Item { place, date: line.date.0, amount: line.amount, channel: &line.channel }
    };
    board.free_ledger().into_iter().map(item).collect()
}

fn pile<'a>(items: &[Item<'a>]) -> Piles<'a> {
    let mut piles = Piles::new();
    for item in items.iter().filter(|item| item.amount != 0) {
        let pile = piles.entry((item.date, item.channel, item.amount > 0)).or_default();
        let amount = i128::from(item.amount).abs();
        pile.items.insert(item.place, amount);
        pile.sum += amount;
    }
    piles
}

/// The piles near in time that may belong to an item: of its direction, and of its channel where both have one.
fn near<'a>(board: &Board<'_>, one: &Item<'_>, piles: &Piles<'a>) -> Vec<(i32, &'a str, bool)> {
    let days = i32::try_from(board.input.options.days).unwrap_or(i32::MAX);
    let from = (one.date.saturating_sub(days), "", false);
    let last = one.date.saturating_add(days);
    let dated = piles.range(from..).take_while(|((date, ..), _)| *date <= last);
    let fits = |key: &(i32, &str, bool)| {
        let same_channel = one.channel.is_empty() || key.1.is_empty() || key.1 == one.channel;
        same_channel && key.2 == (one.amount > 0)
    };
    let mut keys: Vec<_> = dated.map(|(key, _)| *key).filter(fits).collect();
    keys.sort_by_key(|key| (key.0.abs_diff(one.date), *key));
    keys
}

/// Chooses for one item, and takes what is chosen off its pile.
fn choose(board: &Board<'_>, one: &Item<'_>, piles: &mut Piles<'_>, steps: &mut u64) -> Option<Choice> {
    let target = i128::from(one.amount).abs();
    let tolerance = i128::from(board.input.options.amount);
    let keys = near(board, one, piles);
    let whole = keys.iter().find(|key| {
        let pile = &piles[*key];
        pile.items.len() > 1 && (pile.sum - target).abs() <= tolerance
    });
    if let Some(key) = whole {
        let pile = piles.remove(key)?;
        let reason = Reason::WholeDay { date: Date(key.0), channel: key.1.to_owned() };
        return Some(Choice {
            chosen: pile.items.into_keys().collect(),
            confidence: Confidence::Likely,
            reason,
        });
    }
    for key in &keys {
        let Some(pile) = piles.get_mut(key) else { continue };
        if pile.items.len() > board.input.options.sum_lines_max || pile.sum + tolerance < target {
            continue;
        }
        let places: Vec<usize> = pile.items.keys().copied().collect();
        let amounts: Vec<i128> = pile.items.values().copied().collect();
        let Some(found) = subset(&amounts, target, tolerance, steps) else { continue };
        let chosen: BTreeSet<usize> = found.chosen.iter().map(|choice| places[*choice]).collect();
        for place in &chosen {
            pile.sum -= pile.items.remove(place).unwrap_or_default();
        }
        let reason = Reason::Sum { date: Date(key.0), channel: key.1.to_owned(), only: found.only };
        return Some(Choice {
            chosen: chosen.into_iter().collect(),
            confidence: Confidence::Possible,
            reason,
        });
    }
    None
}
