//! Sheet, size of text and widths of columns: as large and as upright as the table allows.

use reports::{Report, RowKind};

use super::font::{Font, encode};
use crate::table::{Kind, indent, kinds, shown};

/// A4, upright, in points.
const A4: (f32, f32) = (595.28, 841.89);
/// Left and right of everything.
pub(super) const MARGIN: f32 = 40.0;
/// Within a cell, left and right of its text.
pub(super) const PADDING: f32 = 4.0;
/// One step of a level, in sizes of the text.
pub(super) const INDENT: f32 = 0.8;
/// Sizes of the table's text, tried in this order on each sheet.
const UPRIGHT_SIZES: [f32; 3] = [9.0, 8.5, 8.0];
const ACROSS_SIZES: [f32; 9] = [8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5];
/// A column of words wants this much before a sheet is turned or text made smaller, in sizes of the text.
const COMFORT: f32 = 17.0;
/// A column of codes wants no more: account codes stand on one line, numbers of documents are broken at a stroke.
const CODE_COMFORT: f32 = 12.0;
/// What is left over goes to words that would be broken up to this share, the rest to all columns alike.
const WORDS_SHARE: f32 = 0.7;

/// The sheet and its table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    pub(super) width: f32,
    pub(super) height: f32,
    /// Size of the table's text.
    pub(super) size: f32,
    /// Left edge of each column, and the right edge of the last.
    pub(super) edges: Vec<f32>,
}

/// What a column needs at size 1.
struct Need {
    kind: Kind,
    /// Its widest cell on one line.
    natural: f32,
    /// The widest word of its heading.
    heading: f32,
}

impl Need {
    /// What it wants without the padding: figures all, codes and words enough to be read.
    fn comfortable(&self) -> f32 {
        match self.kind {
            Kind::Figure => self.natural.max(self.heading),
            Kind::Code => self.natural.min(CODE_COMFORT).max(self.heading),
            Kind::Words => self.natural.min(COMFORT).max(self.heading),
        }
    }
}

impl Layout {
    pub(super) fn of(report: &Report) -> Self {
        let needs = needs(report);
        let upright = UPRIGHT_SIZES.map(|size| (A4.0, A4.1, size));
        let across = ACROSS_SIZES.map(|size| (A4.1, A4.0, size));
        let fitting = upright.into_iter().chain(across).find(|(width, _, size)| {
            let wanted: f32 = needs.iter().map(|need| need.comfortable() * size + 2.0 * PADDING).sum();
            wanted <= width - 2.0 * MARGIN
        });
        let smallest = (A4.1, A4.0, ACROSS_SIZES[ACROSS_SIZES.len() - 1]);
        let (width, height, size) = fitting.unwrap_or(smallest);
        let widths = widths(&needs, size, width - 2.0 * MARGIN);
        let mut edges = vec![MARGIN];
        let mut edge = MARGIN;
        edges.extend(widths.into_iter().map(|width| {
            edge += width;
            edge
        }));
        Self { width, height, size, edges }
    }
}

fn needs(report: &Report) -> Vec<Need> {
    let mut needs: Vec<Need> = kinds(report)
        .into_iter()
        .zip(&report.columns)
        .map(|(kind, column)| Need {
            kind,
            natural: 0.0,
            heading: Font::Bold.widest_word(&encode(column.title), 1.0),
        })
        .collect();
    for row in &report.rows {
        let font = row_font(row.kind);
        for (place, (need, cell)) in needs.iter_mut().zip(&row.cells).enumerate() {
            let stands_in = f32::from(indent(row, place)) * INDENT;
            need.natural = need.natural.max(font.width(&encode(&shown(cell)), 1.0) + stands_in);
        }
    }
    needs
}

/// The font of a row.
pub(super) const fn row_font(kind: RowKind) -> Font {
    match kind {
        RowKind::Detail | RowKind::Balance => Font::Regular,
        RowKind::Group | RowKind::Total => Font::Bold,
    }
}

/// Widths that fill the sheet: what is left over goes to cells that would be broken and to all alike; what is missing is taken
/// from words and codes.
fn widths(needs: &[Need], size: f32, sheet: f32) -> Vec<f32> {
    let mut widths: Vec<f32> = needs.iter().map(|need| need.comfortable() * size + 2.0 * PADDING).collect();
    let wanted: f32 = widths.iter().sum();
    if wanted <= sheet {
        let lacks: Vec<f32> = needs
            .iter()
            .zip(&widths)
            .map(|(need, width)| (need.natural * size + 2.0 * PADDING - width).max(0.0))
            .collect();
        let (lack, left) = (lacks.iter().sum::<f32>(), sheet - wanted);
        if lack > 0.0 {
            let share = (left * WORDS_SHARE / lack).min(1.0);
            widths.iter_mut().zip(&lacks).for_each(|(width, lack)| *width += lack * share);
        }
        let sum: f32 = widths.iter().sum();
        let each = (sheet - sum).max(0.0) / widths.len().max(1) as f32;
        widths.iter_mut().for_each(|width| *width += each);
        return widths;
    }
    let bends = |need: &Need| need.kind != Kind::Figure;
    let bending: f32 =
        needs.iter().zip(&widths).filter(|(need, _)| bends(need)).map(|(_, width)| width).sum();
    let rigid = wanted - bending;
    // Below this words can't be read; then figures are broken over lines too.
    let least = if bending > 0.0 { sheet * 0.2 } else { 0.0 };
    let for_bending = (sheet - rigid).max(least);
    for (need, width) in needs.iter().zip(&mut widths) {
        *width *= if bends(need) { for_bending / bending } else { (sheet - for_bending) / rigid };
    }
    widths
}
