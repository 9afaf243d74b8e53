//! Signatures below a report: one at the right, or two side by side.

use super::canvas::Align;
use super::columns::{Layout, MARGIN};
use super::font::{Font, encode};
use super::pages::Pages;
use crate::paper::{Paper, Signature};

const SIZE: f32 = 9.5;
const STEP: f32 = SIZE * 1.35;
/// For the hand and the stamp.
const SPACE: f32 = 52.0;
/// Above the first line.
const GAP: f32 = 14.0;

/// Width of one signature.
fn width(layout: &Layout) -> f32 {
    ((layout.width - 2.0 * MARGIN) * 0.42).min(260.0)
}

fn titles(signature: &Signature, width: f32) -> Vec<Vec<u8>> {
    Font::Regular.wrap(&encode(&signature.title), SIZE, width)
}

fn names(signature: &Signature, width: f32) -> Vec<Vec<u8>> {
    let font = if signature.is_blank { Font::Regular } else { Font::Bold };
    font.wrap(&encode(&signature.name), SIZE, width)
}

/// Lines above the space for the hand, at most: place and day, what stands before the office, the office.
fn head_lines(signed: &[Signature], width: f32) -> usize {
    let lines = |one: &Signature| titles(one, width).len() + usize::from(!one.intro.is_empty());
    signed.iter().map(lines).max().unwrap_or(0) + 1
}

/// Height of all of them.
pub(super) fn height(layout: &Layout, signed: &[Signature]) -> f32 {
    if signed.is_empty() {
        return 0.0;
    }
    let width = width(layout);
    let below = signed.iter().map(|one| names(one, width).len() + 1).max().unwrap_or(0);
    GAP + (head_lines(signed, width) + below) as f32 * STEP + SPACE
}

/// Draws them where the closing text ended.
pub(super) fn draw(pages: &mut Pages<'_>, paper: &Paper, signed: &[Signature]) {
    pages.room_for(height(&pages.layout, signed));
    let (width, inner) = (width(&pages.layout), pages.inner());
    let (left, right) = (MARGIN + width / 2.0, MARGIN + inner - width / 2.0);
    let top = pages.y + GAP;
    let names_at = top + head_lines(signed, width) as f32 * STEP + SPACE;
    let middles: &[f32] = if signed.len() == 1 { &[right] } else { &[left, right] };
    for (signature, middle) in signed.iter().zip(middles) {
        if *middle == right {
            let day = encode(&paper.place_and_day());
            pages.canvas().text(Align::Centre, *middle, top + SIZE, Font::Regular, SIZE, &day);
        }
        let mut y = top + STEP + SIZE;
        let intro = Some(encode(signature.intro)).filter(|intro| !intro.is_empty());
        for line in intro.into_iter().chain(titles(signature, width)) {
            pages.canvas().text(Align::Centre, *middle, y, Font::Regular, SIZE, &line);
            y += STEP;
        }
        let font = if signature.is_blank { Font::Regular } else { Font::Bold };
        let mut y = names_at + SIZE;
        for line in names(signature, width) {
            pages.canvas().text(Align::Centre, *middle, y, font, SIZE, &line);
            if !signature.is_blank {
                let half = font.width(&line, SIZE) / 2.0;
                pages.canvas().line((middle - half, y + 1.6), (middle + half, y + 1.6), 0.6, 0.0);
            }
            y += STEP;
        }
        let nip = signature.nip.as_deref().map(encode).unwrap_or_default();
        pages.canvas().text(Align::Centre, *middle, y + 1.0, Font::Regular, SIZE, &nip);
    }
}
