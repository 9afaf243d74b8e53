//! Spreadsheets hold what their reports hold: figures as numbers to the last digit or as text that says so, days as days.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::io::{Cursor, Read as _};

use calamine::{Data, Range, Reader, Xlsx};
use common::{amount, budget, cash_book, paper};
use documents::xlsx;
use reports::{Cell, Report};

fn sheet(bytes: Vec<u8>) -> (String, Range<Data>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    (name, range)
}

/// A file within the spreadsheet, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Row of the headings.
fn head_row(range: &Range<Data>, report: &Report) -> u32 {
    let title = report.columns[0].title;
    (0..20).find(|row| range.get_value((*row, 0)) == Some(&Data::String(title.to_owned()))).unwrap()
}

#[test]
fn every_cell_is_there_with_its_own_type() {
    for report in [cash_book(20), budget(20)] {
        let (_, range) = sheet(xlsx(&report, &paper()).unwrap());
        let first = head_row(&range, &report) + 2;
        for (row, at) in report.rows.iter().zip(first..) {
            for (cell, column) in row.cells.iter().zip(0..) {
                let found = range.get_value((at, column)).unwrap_or(&Data::Empty);
                match (cell, found) {
                    (Cell::Empty, Data::Empty) => {}
                    (Cell::Text(text), Data::String(found)) => assert_eq!(text, found),
                    (Cell::Number(number), Data::Float(found)) => assert_eq!(*number as f64, *found),
                    (Cell::Amount(minor, _), Data::Float(found)) => {
                        assert_eq!(*minor, (found * 100.0).round() as i128)
                    }
                    (Cell::Percent(hundredths), Data::Float(found)) => {
                        assert_eq!(*hundredths, (found * 100.0).round() as i128)
                    }
                    (Cell::Date(date), Data::DateTime(found)) => {
                        let (year, month, day, ..) = found.to_ymd_hms_milli();
                        assert_eq!(date.to_string(), format!("{year:04}-{month:02}-{day:02}"));
                    }
                    (cell, found) => panic!("{cell:?} came back as {found:?}"),
                }
            }
        }
    }
}

#[test]
fn a_figure_that_a_number_would_round_is_text_with_a_mark() {
    let mut report = cash_book(4);
    let figures = [
        (999_999_999_999_999, Some(9_999_999_999_999.99)),
        (-999_999_999_999_999, Some(-9_999_999_999_999.99)),
        // More digits, but zeros at the end: a number keeps it.
        (8_000_000_000_000_000, Some(80_000_000_000_000.0)),
        (1_000_000_000_000_001, None),
        (i128::from(i64::MAX), None),
    ];
    for (row, (minor, _)) in report.rows.iter_mut().zip(figures) {
        row.cells[7] = amount(minor);
    }
    let bytes = xlsx(&report, &paper()).unwrap();
    let (_, range) = sheet(bytes);
    let first = head_row(&range, &report) + 2;
    for ((minor, number), at) in figures.into_iter().zip(first..) {
        match (number, range.get_value((at, 7)).unwrap()) {
            (Some(number), Data::Float(found)) => assert_eq!(*found, number),
            (None, Data::String(found)) => assert_eq!(*found, format!("{} *", amount(minor).display())),
            (_, found) => panic!("{minor} came back as {found:?}"),
        }
    }
    let explained = |range: &Range<Data>| {
        range.used_cells().any(|(_, _, data)| data.to_string().starts_with("* Angka lebih dari 15 digit"))
    };
    assert!(explained(&range));
    let (_, plain) = sheet(xlsx(&cash_book(4), &paper()).unwrap());
    assert!(!explained(&plain));
}

#[test]
fn it_is_set_up_to_be_printed_and_names_where_it_comes_from() {
    let report = cash_book(20);
    let bytes = xlsx(&report, &paper()).unwrap();
    let (name, range) = sheet(bytes.clone());
    assert_eq!(name, "cash-book", "the title is longer than a sheet's name may be");
    let written = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "state=\"frozen\"",
        "Halaman &amp;P dari &amp;N",
        &report.digest(),
    ] {
        assert!(written.contains(wanted), "{wanted}");
    }
    assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(part(&bytes, "xl/styles.xml").contains("#,##0.00;(#,##0.00);-"));
    let properties = part(&bytes, "docProps/custom.xml");
    for wanted in ["123456", &report.digest(), &report.provenance.log.tree_root] {
        assert!(properties.contains(wanted), "{wanted}");
    }
    let all: Vec<String> = range.used_cells().map(|(_, _, data)| data.to_string()).collect();
    for wanted in
        ["PEMERINTAH KABUPATEN OGAN KOMERING ULU TIMUR", "Nama Bendahara, A.Md.", &report.closing[0]]
    {
        assert!(all.iter().any(|text| text == wanted), "{wanted}");
    }
}

#[test]
fn the_same_report_is_the_same_file() {
    let report = budget(40);
    let bytes = xlsx(&report, &paper()).unwrap();
    assert!(bytes == xlsx(&report, &paper()).unwrap());
    // Equal within a second proves little: no part carries the time of its making.
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    for place in 0..archive.len() {
        assert_eq!(archive.by_index(place).unwrap().last_modified(), Some(zip::DateTime::default()));
    }
    assert!(part(&bytes, "docProps/core.xml").contains("2025-12-31T00:00:00Z"));
}
