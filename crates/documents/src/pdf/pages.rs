//! A report flowing over pages: title, table with its head on every page, closing text, signatures.

use reports::{Report, Row, RowKind};

use super::canvas::{Align, Canvas};
use super::columns::{INDENT, Layout, MARGIN, PADDING, row_font};
use super::font::{Font, encode};
use super::footer;
use super::signatures;
use crate::paper::Paper;
use crate::table::{indent, is_figure, shown};

/// Above everything.
const TOP: f32 = 40.0;
/// Between lines of text, in sizes.
pub(super) const LEADING: f32 = 1.22;
/// Above and below the text of a row.
const ROW_PADDING: f32 = 2.2;
/// From the top of a line to its baseline, in sizes.
const ASCENT: f32 = 0.92;
/// Size of running text.
const TEXT: f32 = 9.5;
/// Frames and rules under heads and totals; rules between rows.
const RULE: f32 = 0.7;
const HAIR: f32 = 0.25;
/// Running head and head of the table, about: what a new page takes before its first row.
const HEAD_ROOM: f32 = 60.0;
/// Between the table and the closing text.
const CLOSING_GAP: f32 = 12.0;
/// Between lines of the closing text, and after each of its parts.
const CLOSING_STEP: (f32, f32) = (TEXT * 1.35, 3.0);
/// The last rows of the table, which go with the closing text and the signatures: nobody signs an empty page.
const KEPT_ROWS: usize = 3;

/// The pages so far, and where the next line goes.
pub(super) struct Pages<'a> {
    report: &'a Report,
    pub(super) layout: Layout,
    pages: Vec<Canvas>,
    /// Top of what comes next.
    pub(super) y: f32,
    /// Top of the table on this page, while one is open.
    table_top: Option<f32>,
    /// Whether a row stands on this page: a turn brings room for the next one only then.
    has_row: bool,
    /// What stands above the table from the second page on.
    running_head: Vec<u8>,
}

/// A cell in lines.
struct Text {
    lines: Vec<Vec<u8>>,
    align: Align,
    x: f32,
}

/// The whole report; the foot of each page is drawn when their number is known.
pub(super) fn pages(report: &Report, paper: &Paper) -> (Layout, Vec<Canvas>) {
    let mut pages = Pages::new(report);
    pages.title(paper);
    pages.open_table();
    let signed = paper.signatures(report);
    let below = signatures::height(&pages.layout, &signed);
    let kept = report.rows.len().saturating_sub(KEPT_ROWS);
    for (place, row) in report.rows.iter().enumerate() {
        if place == kept {
            pages.keep_together(&report.rows[kept..], below);
        }
        pages.row(row);
    }
    pages.close_table();
    pages.closing(below);
    signatures::draw(&mut pages, paper, &signed);
    (pages.layout, pages.pages)
}

impl<'a> Pages<'a> {
    fn new(report: &'a Report) -> Self {
        let layout = Layout::of(report);
        let first = Canvas::new(layout.height);
        let period = report.head.last().map_or("", String::as_str);
        let running_head = encode(&format!("{} · {period}", report.title));
        Self { report, layout, pages: vec![first], y: TOP, table_top: None, has_row: false, running_head }
    }

    /// The page that is drawn on.
    pub(super) fn canvas(&mut self) -> &mut Canvas {
        if self.pages.is_empty() {
            self.pages.push(Canvas::new(self.layout.height));
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Where the table and all text end.
    fn bottom(&self) -> f32 {
        self.layout.height - footer::HEIGHT
    }

    /// Width between the margins.
    pub(super) fn inner(&self) -> f32 {
        self.layout.width - 2.0 * MARGIN
    }

    fn new_page(&mut self) {
        self.pages.push(Canvas::new(self.layout.height));
        self.y = TOP;
        let (y, head) = (self.y + 7.0, std::mem::take(&mut self.running_head));
        let right = self.layout.width - MARGIN;
        self.canvas().set_grey(0.35);
        self.canvas().text(Align::Right, right, y, Font::Regular, 7.5, &head);
        self.canvas().set_grey(0.0);
        self.running_head = head;
        self.y += 16.0;
    }

    /// A new page unless `height` is left on this one.
    pub(super) fn room_for(&mut self, height: f32) {
        if self.y + height > self.bottom() {
            self.new_page();
        }
    }

    fn title(&mut self, paper: &Paper) {
        let (government, below) = paper.head(self.report);
        self.centred(Font::Bold, 12.0, government.as_deref().unwrap_or_default());
        self.centred(Font::Bold, 12.0, self.report.title);
        self.y += 2.0;
        for line in below {
            self.centred(Font::Regular, TEXT, &line);
        }
        self.y += 10.0;
    }

    fn centred(&mut self, font: Font, size: f32, text: &str) {
        if text.is_empty() {
            return;
        }
        let (middle, width) = (self.layout.width / 2.0, self.inner());
        for line in font.wrap(&encode(text), size, width) {
            let y = self.y + size * ASCENT;
            self.canvas().text(Align::Centre, middle, y, font, size, &line);
            self.y += size * 1.3;
        }
    }

    /// The head of the table: headings, and under them the columns' numbers.
    fn open_table(&mut self) {
        let (size, left, right) = (self.layout.size, MARGIN, self.layout.width - MARGIN);
        let top = self.y;
        let edges = self.layout.edges.clone();
        let headings: Vec<Vec<Vec<u8>>> = self
            .report
            .columns
            .iter()
            .zip(edges.windows(2))
            .map(|(column, edge)| {
                Font::Bold.wrap(&encode(column.title), size, edge[1] - edge[0] - 2.0 * PADDING)
            })
            .collect();
        let lines = headings.iter().map(Vec::len).max().unwrap_or(1) as f32;
        let height = lines * size * LEADING + 2.0 * (ROW_PADDING + 1.0);
        let numbers = (size - 1.5).max(4.0);
        let numbers_height = numbers * LEADING + 1.6;
        self.canvas().fill(left, top, right - left, height, 0.88);
        for (place, (heading, edge)) in headings.iter().zip(edges.windows(2)).enumerate() {
            let middle = (edge[0] + edge[1]) / 2.0;
            let mut y = top + (height - heading.len() as f32 * size * LEADING) / 2.0 + size * ASCENT;
            for line in heading {
                self.canvas().text(Align::Centre, middle, y, Font::Bold, size, line);
                y += size * LEADING;
            }
            let y = top + height + 0.8 + numbers * ASCENT;
            let number = (place + 1).to_string();
            self.canvas().text(Align::Centre, middle, y, Font::Regular, numbers, number.as_bytes());
        }
        let below = top + height + numbers_height;
        self.canvas().line((left, top), (right, top), RULE, 0.0);
        self.canvas().line((left, top + height), (right, top + height), HAIR, 0.0);
        self.canvas().line((left, below), (right, below), RULE, 0.0);
        self.table_top = Some(top);
        self.has_row = false;
        self.y = below;
    }

    /// The table's sides, and the rule below it.
    fn close_table(&mut self) {
        let Some(top) = self.table_top.take() else { return };
        let bottom = self.y;
        let edges = self.layout.edges.clone();
        let last = edges.len().saturating_sub(1);
        for (place, edge) in edges.iter().enumerate() {
            let thickness = if place == 0 || place == last { RULE } else { HAIR };
            self.canvas().line((*edge, top), (*edge, bottom), thickness, 0.0);
        }
        let right = self.layout.width - MARGIN;
        self.canvas().line((MARGIN, bottom), (right, bottom), RULE, 0.0);
    }

    fn turn(&mut self) {
        self.close_table();
        self.new_page();
        self.open_table();
    }

    /// A row, whole on one page unless it is higher than a page.
    fn row(&mut self, row: &Row) {
        let mut texts = self.texts(row);
        let step = self.layout.size * LEADING;
        loop {
            let left = texts.iter().map(|text| text.lines.len()).max().unwrap_or(0);
            let room = ((self.bottom() - self.y - 2.0 * ROW_PADDING) / step).floor().max(0.0) as usize;
            if left <= room {
                self.draw_row(row.kind, &texts, left);
                return;
            }
            if !self.has_row {
                // Higher than a page: as many lines as there is room for, the others on the next.
                let drawn = room.max(1);
                self.draw_row(row.kind, &texts, drawn);
                for text in &mut texts {
                    text.lines.drain(..drawn.min(text.lines.len()));
                }
            }
            self.turn();
        }
    }

    fn texts(&self, row: &Row) -> Vec<Text> {
        let size = self.layout.size;
        let font = row_font(row.kind);
        let edges = self.layout.edges.windows(2);
        let text = |(place, (cell, edge)): (usize, (&reports::Cell, &[f32]))| {
            let stands_in = f32::from(indent(row, place)) * INDENT * size;
            let width = edge[1] - edge[0] - 2.0 * PADDING - stands_in;
            let lines = font.wrap(&encode(&shown(cell)), size, width);
            if is_figure(cell) {
                Text { lines, align: Align::Right, x: edge[1] - PADDING }
            } else {
                Text { lines, align: Align::Left, x: edge[0] + PADDING + stands_in }
            }
        };
        row.cells.iter().zip(edges).enumerate().map(text).collect()
    }

    /// The first `count` lines of every cell.
    fn draw_row(&mut self, kind: RowKind, texts: &[Text], count: usize) {
        let (size, font) = (self.layout.size, row_font(kind));
        let (left, right, top) = (MARGIN, self.layout.width - MARGIN, self.y);
        let height = count as f32 * size * LEADING + 2.0 * ROW_PADDING;
        match kind {
            RowKind::Total => self.canvas().fill(left, top, right - left, height, 0.93),
            RowKind::Balance => self.canvas().fill(left, top, right - left, height, 0.97),
            RowKind::Detail | RowKind::Group => {}
        }
        let (thickness, grey) = if kind == RowKind::Total { (RULE, 0.0) } else { (HAIR, 0.6) };
        self.canvas().line((left, top), (right, top), thickness, grey);
        for text in texts {
            let mut y = top + ROW_PADDING + size * ASCENT;
            for line in text.lines.iter().take(count) {
                self.canvas().text(text.align, text.x, y, font, size, line);
                y += size * LEADING;
            }
        }
        self.y = top + height;
        self.has_row = true;
        if kind == RowKind::Total {
            let y = self.y;
            self.canvas().line((left, y), (right, y), RULE, 0.0);
        }
    }

    /// Turns the page unless the last rows, the closing text and the signatures have room on this one; where they need more
    /// than a page, they take what comes.
    fn keep_together(&mut self, rows: &[Row], signatures: f32) {
        let step = self.layout.size * LEADING;
        let lines = |row: &Row| self.texts(row).iter().map(|text| text.lines.len()).max().unwrap_or(0);
        let height: f32 = rows.iter().map(|row| lines(row) as f32 * step + 2.0 * ROW_PADDING).sum();
        let whole = height + self.closing_height() + signatures;
        let head = self.table_top.map_or(0.0, |_| TOP + HEAD_ROOM);
        if self.y + whole > self.bottom() && head + whole <= self.bottom() {
            self.turn();
        }
    }

    fn closing_lines(&self) -> Vec<Vec<Vec<u8>>> {
        let (lines, width) = (self.report.closing.iter(), self.inner());
        lines.map(|line| Font::Regular.wrap(&encode(line), TEXT, width)).collect()
    }

    fn closing_height(&self) -> f32 {
        let (step, after) = CLOSING_STEP;
        let parts = self.closing_lines();
        CLOSING_GAP + parts.iter().map(|lines| lines.len() as f32 * step + after).sum::<f32>()
    }

    /// The lines below the table; on the signatures' page if all of it fits on one.
    fn closing(&mut self, signatures: f32) {
        let (step, after) = CLOSING_STEP;
        self.room_for(self.closing_height() + signatures);
        self.y += CLOSING_GAP;
        for lines in self.closing_lines() {
            for line in &lines {
                self.room_for(step);
                let y = self.y + TEXT * ASCENT;
                self.canvas().text(Align::Left, MARGIN, y, Font::Regular, TEXT, line);
                self.y += step;
            }
            self.y += after;
        }
    }
}
