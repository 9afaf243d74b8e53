//! What both renderings ask about a report's table.

use reports::{Cell, Report, Row};

/// The column that stands in by a row's level: names of accounts, on the printed forms.
const INDENTED: usize = 1;

/// How a column is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Figures and days: never broken over lines.
    Figure,
    /// Codes and numbers of documents: one word each.
    Code,
    /// Words, which may be broken over lines.
    Words,
}

/// The kind of each column, by its cells.
pub(crate) fn kinds(report: &Report) -> Vec<Kind> {
    (0..report.columns.len())
        .map(|place| {
            let texts = || {
                report.rows.iter().filter_map(move |row| match row.cells.get(place) {
                    Some(Cell::Text(text)) => Some(text),
                    _ => None,
                })
            };
            if texts().any(|text| text.contains(' ')) {
                Kind::Words
            } else if texts().next().is_some() {
                Kind::Code
            } else {
                Kind::Figure
            }
        })
        .collect()
}

/// How many steps a cell stands in.
pub(crate) fn indent(row: &Row, place: usize) -> u8 {
    if place == INDENTED { row.level.saturating_sub(1) } else { 0 }
}

/// Whether a cell stands at the right of its column.
pub(crate) fn is_figure(cell: &Cell) -> bool {
    matches!(cell, Cell::Number(_) | Cell::Amount(..) | Cell::Percent(_) | Cell::Hundredths(_))
}

/// A cell on paper: nothing is a dash.
pub(crate) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Amount(0, _) => "-".to_owned(),
        other => other.display(),
    }
}

/// Where the figures come from, for the foot of a page, short enough for a line each.
pub(crate) fn provenance(report: &Report) -> [String; 2] {
    let provenance = &report.provenance;
    let log = &provenance.log;
    let none = || "-".to_owned();
    let chart = log.chart.as_ref().map_or_else(none, |chart| format!("{} v{}", chart.name, chart.version));
    let rules = log.rulebook.as_ref().map_or_else(none, |rules| format!("{} v{}", rules.name, rules.version));
    [
        format!(
            "Buku {} · posisi {} · bagan akun {chart} · aturan posting {rules}",
            provenance.book, provenance.position
        ),
        format!("Akar log {}", log.tree_root),
    ]
}
