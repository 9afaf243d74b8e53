//! Small cells: what few payments make up could be told apart by those who know one of them, so it is left blank.
//!
//! A row with fewer payments than the threshold has its figures blanked, and so has one whose classes have so few. Where that would
//! leave a single blank row among its siblings, which their total gives away, the smallest of the others is blanked too. A row
//! with an amount that counts no payments may be a single one, and is left out.
//!
//! Nothing of the full report is published, not even its digest: with all else known, who guesses a blank figure could hash
//! until it fits.

use std::collections::BTreeMap;

use crate::names::{cut, level_of};
use crate::report::{Cell, Report, Row, RowKind};

/// Where the figures of a row begin: behind what it is called.
const FIGURES: &str = "amount";
/// How many payments a row counts.
const NUMBER: &str = "number";

/// The report with the figures of small rows blank and a line that says how many; none are with a threshold below 2. One that
/// counts no payments stays as it is: it has accounts of the budget alone.
pub(super) fn blanked(mut report: Report, threshold: u64) -> Report {
    let place = |key: &str| report.columns.iter().position(|column| column.key == key);
    let (Some(first), Some(number)) = (place(FIGURES), place(NUMBER)) else { return report };
    if threshold < 2 {
        return report;
    }
    // A class has its number under a key of its own, behind its amount.
    let of_class =
        |(place, column): (usize, &crate::report::Column)| column.key.ends_with("_number").then_some(place);
    let classes: Vec<usize> = report.columns.iter().enumerate().filter_map(of_class).collect();
    let left_out = leave_out_uncounted(&mut report, (first, number));
    let small: Vec<Option<Smallness>> = report
        .rows
        .iter()
        .map(|row| Smallness::of(&row.cells, (first, number), &classes, threshold))
        .collect();
    let blank = with_companions(&report, &small, number);
    for (row, how) in report.rows.iter_mut().zip(&blank) {
        let from = match how {
            None => continue,
            Some(Smallness::Whole) => first,
            // The classes stand behind amount and number.
            Some(Smallness::Classes) => number + 1,
        };
        row.cells.iter_mut().skip(from).for_each(|cell| *cell = Cell::Empty);
    }
    blank_totals(&mut report, threshold);
    let rows = blank.iter().flatten().count();
    if rows > 0 {
        report.closing.push(format!(
            "{rows} baris dengan kurang dari {threshold} transaksi, atau yang memperlihatkannya, dikosongkan / rows with fewer than \
             {threshold} payments, or that would give them away, are blank"
        ));
    }
    if left_out > 0 {
        report.closing.push(format!(
            "{left_out} baris tanpa hitungan transaksi ditiadakan / rows that count no payments are left out"
        ));
    }
    report
}

/// Takes out the rows with an amount that count nothing, and headings with nothing below them any more; says how many rows.
fn leave_out_uncounted(report: &mut Report, (amount, number): (usize, usize)) -> usize {
    let is = |row: &Row, place: usize| row.cells.get(place).is_some_and(|cell| *cell != Cell::Empty);
    let is_heading = |row: &Row| !is(row, amount) && !is(row, number);
    let before = report.rows.len();
    report.rows.retain(|row| is_heading(row) || is(row, number));
    let left_out = before - report.rows.len();
    if left_out == 0 {
        return 0;
    }
    let is_last = |place: usize| report.rows.get(place + 1).is_none_or(is_heading);
    let empty: Vec<bool> =
        report.rows.iter().enumerate().map(|(place, row)| is_heading(row) && is_last(place)).collect();
    let mut empty = empty.into_iter();
    report.rows.retain(|_| !empty.next().unwrap_or_default());
    left_out
}

/// What of a row is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Smallness {
    Whole,
    Classes,
}

impl Smallness {
    fn of(
        cells: &[Cell],
        (amount, number): (usize, usize),
        classes: &[usize],
        threshold: u64,
    ) -> Option<Self> {
        let count = |place: usize| match cells.get(place) {
            Some(Cell::Number(number)) => Some(*number),
            _ => None,
        };
        let has_amount =
            |place: usize| matches!(cells.get(place), Some(Cell::Amount(minor, _)) if *minor != 0);
        // An amount without a payment is of something taken back or corrected, which may be a single one.
        let is_small = |number: u64, amount: usize| number < threshold && (number > 0 || has_amount(amount));
        let number = count(number)?;
        if is_small(number, amount) {
            Some(Self::Whole)
        } else {
            let small = classes.iter().any(|place| count(*place).is_some_and(|of| is_small(of, place - 1)));
            small.then_some(Self::Classes)
        }
    }
}

/// What is blank, with the companions that keep a single row from being worked out. A companion may be single in another of its
/// groups, so this goes on until none is; each turn blanks one row more.
fn with_companions(report: &Report, small: &[Option<Smallness>], number: usize) -> Vec<Option<Smallness>> {
    let count = |place: &usize| match report.rows[*place].cells.get(number) {
        Some(Cell::Number(number)) => *number,
        _ => u64::MAX,
    };
    let groups = siblings(report);
    let mut blank = small.to_vec();
    loop {
        let before = blank.iter().flatten().count();
        for places in &groups {
            let mut hidden = places.iter().filter(|place| blank[**place].is_some());
            let (Some(only), None) = (hidden.next(), hidden.next()) else { continue };
            let others = places.iter().filter(|place| *place != only);
            if let Some(companion) = others.min_by_key(|place| (count(place), **place)) {
                blank[*companion] = blank[*only];
            }
        }
        if blank.iter().flatten().count() == before {
            return blank;
        }
    }
}

/// Rows that add up to another: codes below the same code, channels of a code, codes of a channel, all else of a section.
fn siblings(report: &Report) -> Vec<Vec<usize>> {
    let place = |key: &str| report.columns.iter().position(|column| column.key == key);
    let (code_at, channel_at) = (place("code"), place("channel"));
    let mut groups: BTreeMap<(usize, &str, String), Vec<usize>> = BTreeMap::new();
    let mut section = 0;
    for (place, row) in report.rows.iter().enumerate() {
        let text = |at: Option<usize>| row.cells.get(at?)?.plain();
        let (code, channel) = (text(code_at), text(channel_at));
        let keys = match (code, channel) {
            (Some(code), Some(channel)) => vec![("channels", code), ("codes", channel)],
            (Some(code), None) if level_of(&code) > 1 => {
                vec![("below", cut(&code, level_of(&code) - 1).to_owned())]
            }
            (Some(_), None) => vec![("below", String::new())],
            (None, _) if row.kind == RowKind::Detail => vec![("section", String::new())],
            // A heading or a total ends a section.
            (None, _) => {
                section += 1;
                continue;
            }
        };
        for (kind, key) in keys {
            groups.entry((section, kind, key)).or_default().push(place);
        }
    }
    groups.into_values().collect()
}

/// Totals of a class with few payments: `cash` beside `cash_number`.
fn blank_totals(report: &mut Report, threshold: u64) {
    let numbers: BTreeMap<String, u64> = report
        .totals
        .iter()
        .filter_map(|(key, cell)| match cell {
            Cell::Number(number) => Some((key.strip_suffix("_number")?.to_owned(), *number)),
            _ => None,
        })
        .collect();
    let small = |key: &str| {
        let of = key.strip_suffix("_number").unwrap_or(key);
        numbers.get(of).is_some_and(|number| (1..threshold).contains(number))
    };
    // With one class blank the total gives it away, so all go.
    if !numbers.keys().any(|key| small(key)) {
        return;
    }
    for (key, cell) in &mut report.totals {
        if numbers.contains_key(key.strip_suffix("_number").unwrap_or(key)) {
            *cell = Cell::Empty;
        }
    }
}

#[cfg(test)]
mod tests {
    use ledger::Currency;

    use super::*;
    use crate::report::{Column, Provenance};

    const COLUMNS: [Column; 6] = [
        Column { key: "code", title: "" },
        Column { key: "channel", title: "" },
        Column { key: "amount", title: "" },
        Column { key: "number", title: "" },
        Column { key: "cash", title: "" },
        Column { key: "cash_number", title: "" },
    ];

    fn report(rows: &[(&str, u64, u64)]) -> Report {
        let row = |(code, number, cash): &(&str, u64, u64)| Row {
            kind: RowKind::Detail,
            level: level_of(code),
            cells: vec![
                Cell::Text(code.split('/').next().unwrap_or_default().to_owned()),
                code.split_once('/').map_or(Cell::Empty, |(_, channel)| Cell::Text(channel.to_owned())),
                Cell::Amount(i128::from(*number) * 100, Currency::IDR),
                Cell::Number(*number),
                Cell::Amount(i128::from(*cash) * 100, Currency::IDR),
                Cell::Number(*cash),
            ],
            entry: None,
        };
        Report {
            name: "a-report",
            title: "",
            head: Vec::new(),
            columns: COLUMNS.to_vec(),
            rows: rows.iter().map(row).collect(),
            totals: vec![("cash".to_owned(), Cell::Number(7)), ("cash_number".to_owned(), Cell::Number(3))],
            closing: Vec::new(),
            tie_outs: Vec::new(),
            provenance: Provenance::default(),
        }
    }

    /// How many cells of each row are left.
    fn left(report: &Report) -> Vec<usize> {
        report.rows.iter().map(|row| row.cells.iter().filter(|cell| **cell != Cell::Empty).count()).collect()
    }

    #[test]
    fn a_small_row_is_blank_with_the_smallest_of_its_siblings() {
        let full = report(&[
            ("4.1", 119, 20),
            ("4.1.01", 4, 0),
            ("4.1.02", 65, 9),
            ("4.1.03", 50, 11),
            ("4.2", 90, 0),
        ]);
        let published = blanked(full, 5);
        assert_eq!(left(&published), [5, 1, 5, 1, 5]);
        assert!(published.closing[0].starts_with("2 baris dengan kurang dari 5 transaksi"));
        assert_eq!(published.totals[0].1, Cell::Empty, "three payments in cash are told by no total");
    }

    #[test]
    fn what_is_published_is_the_same_whatever_a_blank_row_holds() {
        let of = |small: u64| {
            let mut full = report(&[("4.1.01", 3, 0), ("4.1.02", 4, 0), ("4.1.03", 50, 0)]);
            full.rows[0].cells[2] = Cell::Amount(i128::from(small), Currency::IDR);
            blanked(full, 5)
        };
        assert_eq!(of(100), of(101), "a digest, a total or a line would tell the two apart");
        assert_eq!(of(100).digest(), of(101).digest());
    }

    #[test]
    fn a_row_with_an_amount_that_counts_no_payments_is_left_out_with_its_heading() {
        let heading = |title: &str| Row {
            kind: RowKind::Group,
            level: 0,
            cells: [vec![Cell::text(title)], vec![Cell::Empty; COLUMNS.len() - 1]].concat(),
            entry: None,
        };
        let step = |amount| {
            let mut row = heading("refunds");
            (row.kind, row.cells[2]) = (RowKind::Detail, Cell::Amount(amount, Currency::IDR));
            row
        };
        let mut full = report(&[("4.1.01", 50, 0), ("4.1.02", 60, 0)]);
        full.rows.insert(0, heading("by code"));
        full.rows.extend([heading("from payments to the LRA"), step(-75_000), step(10)]);
        let published = blanked(full.clone(), 5);
        assert_eq!(left(&published), [1, 5, 5], "{:?}", published.rows);
        assert!(published.closing[0].starts_with("2 baris tanpa hitungan transaksi"));
        assert_eq!(blanked(full.clone(), 1), full, "without a threshold all is published");
    }

    #[test]
    fn a_small_class_takes_the_classes_of_its_row_alone() {
        let published = blanked(report(&[("4.1.01", 40, 2), ("4.1.02", 60, 4), ("4.1.03", 50, 0)]), 5);
        assert_eq!(left(&published), [3, 3, 5]);
    }

    #[test]
    fn a_small_cell_of_codes_by_channels_can_be_worked_out_neither_along_nor_across() {
        let rows = [
            ("4.1.01/qris", 3, 0),
            ("4.1.01/teller", 20, 0),
            ("4.1.01/atm", 40, 0),
            ("4.1.02/qris", 30, 0),
            ("4.1.02/teller", 50, 0),
            ("4.1.02/atm", 60, 0),
            ("4.1.03/qris", 70, 0),
            ("4.1.03/teller", 80, 0),
            ("4.1.03/atm", 90, 0),
        ];
        let published = blanked(report(&rows), 5);
        // With the cell itself the smallest beside it and below it, and what closes their square.
        let blank = left(&published).into_iter().map(|left| left == 2);
        assert_eq!(blank.collect::<Vec<_>>(), [true, true, false, true, true, false, false, false, false]);
    }

    #[test]
    fn two_small_rows_need_no_companion_and_a_threshold_of_one_blanks_none() {
        let rows = [("4.1.01", 1, 0), ("4.1.02", 2, 0), ("4.1.03", 50, 0)];
        assert_eq!(left(&blanked(report(&rows), 5)), [1, 1, 5]);
        assert_eq!(left(&blanked(report(&rows), 1)), [5, 5, 5]);
    }
}
