//! The foot of every page: where the figures come from, the report's digest, the page's number, and a QR code that says
//! which report of which log this is.

use qrcode::{Color, EcLevel, QrCode};
use reports::Report;

use super::canvas::{Align, Canvas};
use super::columns::{Layout, MARGIN};
use super::font::{Font, encode};
use crate::table::provenance;

/// From the last line of text to the edge of the sheet.
pub(super) const HEIGHT: f32 = 78.0;
/// Side of the QR code; a module is then three dots of a 300 dpi printer at least.
const CODE: f32 = 46.0;
const SIZE: f32 = 6.5;

/// What is the same on every page.
pub(super) struct Footer {
    lines: Vec<Vec<u8>>,
    /// Dark modules, and how many stand side by side.
    code: Option<(Vec<(usize, usize)>, usize)>,
}

impl Footer {
    pub(super) fn of(report: &Report) -> Self {
        let digest = report.digest();
        let mut lines: Vec<Vec<u8>> = provenance(report).iter().map(|line| encode(line)).collect();
        lines.push(encode(&format!("Digest laporan {digest}")));
        Self { lines, code: code(report, &digest) }
    }

    /// Draws it on page `number` of `count`.
    pub(super) fn draw(&self, canvas: &mut Canvas, layout: &Layout, number: usize, count: usize) {
        let top = layout.height - HEIGHT + 12.0;
        let right = layout.width - MARGIN;
        let left = MARGIN + CODE + 8.0;
        canvas.line((left, top), (right, top), 0.4, 0.5);
        canvas.set_grey(0.25);
        for (line, y) in self.lines.iter().zip([11.0, 20.0, 29.0]) {
            canvas.text(Align::Left, left, top + y, Font::Regular, SIZE, line);
        }
        let page = encode(&format!("Halaman {number} dari {count}"));
        canvas.text(Align::Right, right, top + 11.0, Font::Regular, 8.0, &page);
        canvas.set_grey(0.0);
        if let Some((dark, side)) = &self.code {
            let module = CODE / *side as f32;
            let corner = |(x, y): &(usize, usize)| (MARGIN + *x as f32 * module, top + *y as f32 * module);
            canvas.squares(dark.iter().map(corner), module);
        }
    }
}

/// `neraca-report:NAME:BOOK:POSITION:ROOT:DIGEST`: the tree that the figures come from, and the report. `None` when the book's
/// name is too long for a code, which names cannot be.
fn code(report: &Report, digest: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let provenance = &report.provenance;
    let text = format!(
        "neraca-report:{}:{}:{}:{}:{digest}",
        report.name, provenance.book, provenance.position, provenance.log.tree_root
    );
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let side = code.width();
    let colors = code.to_colors();
    let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
    Some((dark.map(|(place, _)| (place % side, place / side)).collect(), side))
}
