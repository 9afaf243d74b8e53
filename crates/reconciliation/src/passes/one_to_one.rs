//! One entry and one line of the same amount, the nearest days first.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::Board;
use crate::outcome::{Confidence, Reason};

/// Lines that are free, by day and amount.
type ByDay = BTreeMap<(i32, i64), BTreeSet<usize>>;

pub(crate) fn run(board: &mut Board<'_>) {
    let days = i32::try_from(board.input.options.days).unwrap_or(i32::MAX);
    let mut by_day = ByDay::new();
    for place in board.free_ledger() {
        let line = board.ledger[place];
        by_day.entry((line.date.0, line.amount)).or_default().insert(place);
    }
    let choices = Choices::of(board);
    let mut open: Vec<usize> = board.free_bank();
    for distance in 0..=days.min(span(board)) {
        open.retain(|bank| {
            let Some(ledger) = nearest(board, &by_day, *bank, distance) else { return true };
            let count = choices.count(board, *bank, ledger);
            let reason = Reason::Amount { days: distance.unsigned_abs(), choices: count };
            let exact = board.bank[*bank].amount == board.ledger[ledger].amount;
            let confidence = if count == 1 && exact { Confidence::Likely } else { Confidence::Possible };
            board.take(&[*bank], &[ledger], confidence, reason);
            let line = board.ledger[ledger];
            if let Some(same) = by_day.get_mut(&(line.date.0, line.amount)) {
                same.remove(&ledger);
                if same.is_empty() {
                    by_day.remove(&(line.date.0, line.amount));
                }
            }
            false
        });
    }
}

/// Days between the first and the last booking on either side: nothing is farther apart, however many are allowed.
fn span(board: &Board<'_>) -> i32 {
    let bank = board.bank.iter().map(|entry| entry.date.0);
    let days = bank.chain(board.ledger.iter().map(|line| line.date.0));
    let (first, last) = days.fold((i32::MAX, i32::MIN), |(first, last), day| (first.min(day), last.max(day)));
    last.saturating_sub(first).max(0)
}

/// The line at this distance in days whose amount is the nearest within the tolerance.
fn nearest(board: &Board<'_>, by_day: &ByDay, bank: usize, distance: i32) -> Option<usize> {
    let entry = board.bank[bank];
    let tolerance = board.input.options.amount;
    // A tolerance never turns a receipt into a payment.
    let (least, most) = (entry.amount.saturating_sub(tolerance), entry.amount.saturating_add(tolerance));
    let (least, most) = match entry.amount {
        1.. => (least.max(1), most),
        0 => return None,
        _ => (least, most.min(-1)),
    };
    let on = |day: Option<i32>| {
        day.and_then(|day| {
            let found = by_day.range((day, least)..=(day, most));
            let places = found.filter_map(|((_, amount), places)| Some((*amount, *places.first()?)));
            places.min_by_key(|(amount, place)| (amount.abs_diff(entry.amount), *place))
        })
    };
    let both = [on(entry.date.0.checked_sub(distance)), on(entry.date.0.checked_add(distance))];
    let best =
        both.into_iter().flatten().min_by_key(|(amount, place)| (amount.abs_diff(entry.amount), *place));
    best.map(|(_, place)| place)
}

/// How many on either side would have fitted when the pass began, by exact amount.
struct Choices {
    bank: BTreeMap<i64, Vec<i32>>,
    ledger: BTreeMap<i64, Vec<i32>>,
}

impl Choices {
    fn of(board: &Board<'_>) -> Self {
        let mut choices = Self { bank: BTreeMap::new(), ledger: BTreeMap::new() };
        // Free places come in order of day, so each list is sorted.
        for place in board.free_bank() {
            let entry = board.bank[place];
            choices.bank.entry(entry.amount).or_default().push(entry.date.0);
        }
        for place in board.free_ledger() {
            let line = board.ledger[place];
            choices.ledger.entry(line.amount).or_default().push(line.date.0);
        }
        choices
    }

    /// The larger number of fitting ones: lines for the entry, entries for the line.
    fn count(&self, board: &Board<'_>, bank: usize, ledger: usize) -> usize {
        let days = i32::try_from(board.input.options.days).unwrap_or(i32::MAX);
        let within = |dates: Option<&Vec<i32>>, day: i32| {
            let Some(dates) = dates else { return 1 };
            let from = dates.partition_point(|date| *date < day.saturating_sub(days));
            let to = dates.partition_point(|date| *date <= day.saturating_add(days));
            (to - from).max(1)
        };
        let (entry, line) = (board.bank[bank], board.ledger[ledger]);
        let lines = within(self.ledger.get(&entry.amount), entry.date.0);
        lines.max(within(self.bank.get(&line.amount), line.date.0))
    }
}
