//! Documents say what their reports say, wherever a page ends, in every reader; nothing stands on anything else.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::Path;

use common::{amount, budget, cash_book, paper, text, told};
use documents::{Paper, pdf};
use reports::{Cell, Report};

/// A document in a file, with what poppler reads in it.
struct Read {
    folder: testkit::TempDir,
}

impl Read {
    fn of(report: &Report, paper: &Paper) -> Self {
        let folder = testkit::temp_dir();
        fs::write(folder.path().join("report.pdf"), pdf(report, paper).unwrap()).unwrap();
        Self { folder }
    }

    fn told(&self, program: &Path, before: &[&str], after: &[&str]) -> String {
        let path = self.folder.path().join("report.pdf");
        told(program, &[before, &[path.to_str().unwrap()], after].concat())
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_cell_can_be_read_back_and_every_page_has_its_head_and_foot() {
    let pdftotext = testkit::skip_without_program!("pdftotext");
    let qpdf = testkit::skip_without_program!("qpdf");
    for (report, pages) in
        [(cash_book(60), 3..8), (budget(70), 3..6), (budget(2), 1..2), (cash_book(0), 1..2)]
    {
        let read = Read::of(&report, &paper());
        read.told(&qpdf, &["--check"], &[]);
        let whole = read.told(&pdftotext, &["-layout"], &["-"]);
        let found: Vec<&str> = whole.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        assert!(pages.contains(&found.len()), "{} has {} pages", report.name, found.len());
        for (number, page) in (1..).zip(&found) {
            assert!(page.contains(&format!("Halaman {number} dari {}", found.len())), "{page}");
            assert!(page.contains(report.columns[1].title), "page {number} repeats the head: {page}");
            assert!(page.contains(&report.digest()), "{page}");
        }
        // In the order of the document, where every cell is written in one go.
        let raw = squeezed(&read.told(&pdftotext, &["-raw"], &["-"]));
        for row in &report.rows {
            for cell in row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty | Cell::Amount(0, _))) {
                assert!(raw.contains(&squeezed(&cell.display())), "{cell:?} is missing");
            }
        }
        for line in &report.closing {
            assert!(raw.contains(&squeezed(line)), "{line}");
        }
        assert!(raw.contains("PEMERINTAHKABUPATENOGANKOMERINGULUTIMUR"));
        assert!(raw.contains("Martapura,5Januari2026"));
    }
}

/// A word with its box: left, top, right, bottom.
type Word = ([f32; 4], String);

/// The words of each page, with the size of the page.
fn words(html: &str) -> Vec<([f32; 2], Vec<Word>)> {
    let number = |line: &str, name: &str| -> f32 {
        line.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap().parse().unwrap()
    };
    let mut pages: Vec<([f32; 2], Vec<Word>)> = Vec::new();
    for line in html.lines().map(str::trim) {
        if line.starts_with("<page") {
            pages.push(([number(line, "width"), number(line, "height")], Vec::new()));
        } else if line.starts_with("<word") {
            let corners = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name));
            pages.last_mut().unwrap().1.push((corners, line.to_owned()));
        }
    }
    pages
}

#[test]
fn nothing_stands_on_anything_else_or_outside_the_margins() {
    let pdftotext = testkit::skip_without_program!("pdftotext");
    let mut wide = budget(30);
    // As many columns as the widest register has: text becomes small, never broken figures over each other.
    for (place, column) in wide.columns.clone().into_iter().enumerate().cycle().skip(2).take(9) {
        wide.columns.push(column);
        wide.rows.iter_mut().for_each(|row| row.cells.push(row.cells[place].clone()));
    }
    for report in [cash_book(60), budget(70), wide] {
        let read = Read::of(&report, &paper());
        for ([width, height], words) in words(&read.told(&pdftotext, &["-bbox"], &["-"])) {
            assert!(words.len() > 30);
            for (at, ([left, top, right, bottom], word)) in words.iter().enumerate() {
                assert!(*left >= 39.0 && *right <= width - 39.0, "{word}");
                assert!(*top >= 30.0 && *bottom <= height - 20.0, "{word}");
                for ([other_left, other_top, other_right, other_bottom], other) in &words[at + 1..] {
                    // Boxes are as high as the font's highest letters; lines may touch, text may not.
                    let across = right.min(*other_right) - left.max(*other_left);
                    let down = bottom.min(*other_bottom) - top.max(*other_top);
                    assert!(across < 0.5 || down < 2.0, "{word} and {other} of {}", report.name);
                }
            }
        }
    }
}

#[test]
fn a_cell_longer_than_a_page_goes_on_and_foreign_letters_are_spelt_out() {
    let pdftotext = testkit::skip_without_program!("pdftotext");
    let mut report = cash_book(3);
    let long: Vec<String> = (0..3_000).map(|number| format!("kata{number}")).collect();
    report.rows[2].cells[4] = text(&long.join(" "));
    report.rows[3].cells[4] = text("Toko 中 Café ≠ –");
    let read = Read::of(&report, &paper());
    let whole = read.told(&pdftotext, &["-raw"], &["-"]);
    let found: Vec<&str> =
        whole.split_whitespace().filter(|word| long.iter().any(|known| known == word)).collect();
    assert_eq!(found, long);
    assert!(whole.contains("Toko <U+4E2D> Café ≠ –"), "{whole}");
    assert!(whole.split('\u{c}').count() > 3);
}

#[test]
fn who_signs_is_named_and_an_unknown_name_is_left_to_be_written() {
    let pdftotext = testkit::skip_without_program!("pdftotext");
    let signed = Read::of(&cash_book(2), &paper()).told(&pdftotext, &["-layout"], &["-"]);
    let line = signed.lines().find(|line| line.contains("Nama Bendahara, A.Md.")).unwrap();
    assert!(line.find("Nama Kepala Badan").unwrap() < line.find("Nama Bendahara").unwrap(), "{line}");
    assert!(signed.contains("NIP. 19850202 200801 2 002"));
    assert!(signed.contains("SKPD: 5.02.0.00.0.00.01.0000 Badan Pengelolaan"));
    let statement = Read::of(&budget(2), &paper()).told(&pdftotext, &["-layout"], &["-"]);
    assert!(
        statement.contains("Bupati Ogan Komering Ulu Timur") && !statement.contains("NIP"),
        "{statement}"
    );
    let blank = Read::of(&cash_book(2), &Paper::default()).told(&pdftotext, &["-layout"], &["-"]);
    assert!(blank.contains("NIP. ....") && blank.contains("MAIN"), "{blank}");
}

#[test]
fn the_report_itself_is_attached_and_the_same_report_is_the_same_file() {
    let report = cash_book(12);
    let bytes = pdf(&report, &paper()).unwrap();
    assert_eq!(bytes, pdf(&report, &paper()).unwrap());
    let mut other = report.clone();
    other.rows[1].cells[7] = amount(1);
    assert_ne!(bytes, pdf(&other, &paper()).unwrap());
    let pdfdetach = testkit::skip_without_program!("pdfdetach");
    let read = Read::of(&report, &paper());
    let attached = read.folder.path().join("report.json");
    read.told(&pdfdetach, &["-save", "1", "-o", attached.to_str().unwrap()], &[]);
    let json: serde_json::Value = serde_json::from_slice(&fs::read(attached).unwrap()).unwrap();
    assert_eq!(json, report.to_json());
}
