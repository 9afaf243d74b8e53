//! The cells of a report that differ between two views. A row is the same in both when it has the same account, code or name, and
//! its amounts the same currency.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Currency;

use super::CellChange;
use crate::report::{Cell, Report, Row, RowKind};

/// What a row is recognised by: whether it is a total, its name for people, its currency, and how many such rows stand above it.
type Key = (bool, String, Option<Currency>, usize);

/// The cells that differ, in the order of the later view; rows that it has no more come last. Lines of entries are no part of it.
pub(super) fn compared(before: &Report, after: &Report) -> Vec<CellChange> {
    let (old, new) = (keyed(before), keyed(after));
    let rows = |rows: &[(Key, &Row)]| -> BTreeMap<Key, Vec<Cell>> {
        rows.iter().map(|(key, row)| (key.clone(), row.cells.clone())).collect()
    };
    let (before, after_rows) = (rows(&old), rows(&new));
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for (key, _) in new.iter().chain(&old) {
        if !seen.insert(key) {
            continue;
        }
        for (place, column) in after.columns.iter().enumerate() {
            let cell = |rows: &BTreeMap<Key, Vec<Cell>>| rows.get(key)?.get(place)?.plain();
            let (before, after) = (cell(&before), cell(&after_rows));
            if before != after {
                changes.push(CellChange { row: key.1.clone(), column: column.key, before, after });
            }
        }
    }
    changes
}

fn keyed(report: &Report) -> Vec<(Key, &Row)> {
    let place = |key: &str| report.columns.iter().position(|column| column.key == key);
    let [entity, code, name, description] = ["entity", "code", "name", "description"].map(place);
    let mut above: BTreeMap<(bool, String, Option<Currency>), usize> = BTreeMap::new();
    let mut key = |row: &Row| {
        let text = |place: Option<usize>| row.cells.get(place?).and_then(Cell::plain);
        let title = text(description).or_else(|| text(name)).unwrap_or_default();
        let label = match (text(entity), text(code)) {
            (Some(entity), Some(code)) => format!("{entity}:{code} {title}"),
            (_, Some(code)) => code,
            _ => title,
        };
        let currency = row.cells.iter().find_map(|cell| match cell {
            Cell::Amount(_, currency) => Some(*currency),
            _ => None,
        });
        let is_total = row.kind == RowKind::Total;
        let count = above.entry((is_total, label.clone(), currency)).or_default();
        *count += 1;
        (is_total, label, currency, *count)
    };
    // A balance that does not say of which code it is can't be told from others.
    let named = |row: &&Row| code.is_some() || entity.is_none() || row.kind == RowKind::Total;
    let rows = report.rows.iter().filter(|row| row.entry.is_none()).filter(named);
    rows.map(|row| (key(row), row)).collect()
}
