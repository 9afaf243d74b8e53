//! A report as a document to print and sign: A4, upright or across, with its own fonts, and the report itself attached as
//! JSON, so that who holds the document can check every figure of it.

mod canvas;
mod columns;
mod file;
mod font;
mod footer;
mod pages;
mod signatures;
mod widths;

use reports::Report;

use crate::error::DocumentError;
use crate::paper::Paper;

/// The report as PDF.
///
/// # Errors
/// [`DocumentError::Compress`], which memory excludes.
pub fn pdf(report: &Report, paper: &Paper) -> Result<Vec<u8>, DocumentError> {
    let (layout, mut canvases) = pages::pages(report, paper);
    let footer = footer::Footer::of(report);
    let count = canvases.len();
    for (number, canvas) in (1..).zip(&mut canvases) {
        footer.draw(canvas, &layout, number, count);
    }
    file::write(report, paper, (layout.width, layout.height), canvases)
}
