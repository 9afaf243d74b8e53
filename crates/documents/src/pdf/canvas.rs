//! Drawing on one page, in points from its top left corner.

use pdf_writer::{Content, Name, Str};

use super::font::Font;

/// A page while it is drawn.
pub(super) struct Canvas {
    content: Content,
    height: f32,
}

/// Where text stands around its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

impl Canvas {
    pub(super) fn new(height: f32) -> Self {
        Self { content: Content::new(), height }
    }

    /// Encoded text with its baseline at `y`.
    pub(super) fn text(&mut self, align: Align, x: f32, y: f32, font: Font, size: f32, text: &[u8]) {
        if text.is_empty() {
            return;
        }
        let x = match align {
            Align::Left => x,
            Align::Centre => x - font.width(text, size) / 2.0,
            Align::Right => x - font.width(text, size),
        };
        self.content.begin_text();
        self.content.set_font(Name(font.name()), size);
        self.content.next_line(x, self.height - y);
        self.content.show(Str(text));
        self.content.end_text();
    }

    /// How dark text is from now on: 0 black, 1 white.
    pub(super) fn set_grey(&mut self, grey: f32) {
        self.content.set_fill_gray(grey);
    }

    /// A line of a thickness.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, grey: f32) {
        self.content.set_line_width(thickness);
        self.content.set_stroke_gray(grey);
        self.content.move_to(from.0, self.height - from.1);
        self.content.line_to(to.0, self.height - to.1);
        self.content.stroke();
    }

    /// A filled rectangle; text is black again after it.
    pub(super) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, grey: f32) {
        self.content.set_fill_gray(grey);
        self.content.rect(x, self.height - y - height, width, height);
        self.content.fill_nonzero();
        self.content.set_fill_gray(0.0);
    }

    /// Squares of one size, filled black in one go: a module of a QR code each.
    pub(super) fn squares(&mut self, corners: impl IntoIterator<Item = (f32, f32)>, size: f32) {
        for (x, y) in corners {
            self.content.rect(x, self.height - y - size, size, size);
        }
        self.content.fill_nonzero();
    }

    /// The page's operators.
    pub(super) fn finish(self) -> Vec<u8> {
        self.content.finish().into_vec()
    }
}
