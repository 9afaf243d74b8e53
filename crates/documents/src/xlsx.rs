//! A report as a spreadsheet: figures as numbers, days as days, set up to be printed on A4.
//!
//! A spreadsheet's numbers are floats, which keep 15 digits. A figure with more is written as text with a mark behind it, and
//! the foot of the sheet says so: it can be read and not added up, rather than added up and wrong.

use ledger::{Currency, Date};
use reports::{Cell, Report, Row, RowKind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::error::DocumentError;
use crate::paper::{Paper, Signature};
use crate::table::{Kind, indent, is_figure, kinds, provenance};

/// Rows that a sheet holds, less those that stand around the table.
const ROWS_MAX: usize = 1_048_576 - 100;
/// Digits that a number keeps exactly.
const DIGITS_MAX: usize = 15;
/// Behind a figure that is text.
const MARK: &str = " *";
const MARK_MEANING: &str = "* Angka lebih dari 15 digit ditulis sebagai teks, karena lembar kerja menyimpan angka sampai 15 digit saja.";
/// Paper size 9 is A4.
const A4: u8 = 9;
/// Wider than this, in characters, the sheet is turned.
const UPRIGHT_WIDTH: f64 = 95.0;
/// Bounds of a column's width, in characters.
const COLUMN_WIDTH: (f64, f64) = (6.0, 52.0);
/// Colours of head, totals and balances, as in the printed document.
const HEAD_FILL: u32 = 0x00E0_E0E0;
const TOTAL_FILL: u32 = 0x00ED_EDED;
const BALANCE_FILL: u32 = 0x00F7_F7F7;
/// When the file was made, as far as it says: the report's last day, or this. The clock would make other bytes each time.
const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// A sheet while it is written: the next row, and whether a figure had to be text.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    last_column: u16,
    has_marks: bool,
}

/// The report as XLSX.
///
/// # Errors
/// [`DocumentError::TooManyRows`], and [`DocumentError::Spreadsheet`], which the size of a cell may cause.
pub fn xlsx(report: &Report, paper: &Paper) -> Result<Vec<u8>, DocumentError> {
    if report.rows.len() > ROWS_MAX {
        return Err(DocumentError::TooManyRows { rows: report.rows.len(), max: ROWS_MAX });
    }
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report, paper)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(report))?;
    let last_column = u16::try_from(report.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut sheet = Sheet { sheet, row: 0, last_column, has_marks: false };
    sheet.title(report, paper)?;
    let head = sheet.row;
    sheet.head(report)?;
    for row in &report.rows {
        sheet.row(row)?;
    }
    sheet.closing(report, paper)?;
    sheet.printing(report, head)?;
    Ok(workbook.save_to_buffer()?)
}

impl Sheet<'_> {
    fn title(&mut self, report: &Report, paper: &Paper) -> Result<(), DocumentError> {
        let (government, below) = paper.head(report);
        let bold = Format::new().set_bold().set_font_size(12).set_align(FormatAlign::Center);
        let plain = Format::new().set_align(FormatAlign::Center);
        for line in government.iter().map(String::as_str).chain([report.title]) {
            self.across(line, &bold)?;
        }
        for line in &below {
            self.across(line, &plain)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A line over the whole width of the table.
    fn across(&mut self, text: &str, format: &Format) -> Result<(), DocumentError> {
        if self.last_column > 0 {
            self.sheet.merge_range(self.row, 0, self.row, self.last_column, text, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, 0, text, format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn head(&mut self, report: &Report) -> Result<(), DocumentError> {
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_background_color(HEAD_FILL);
        let number =
            Format::new().set_font_size(8).set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
        for (column, width) in (0..).zip(widths(report)) {
            self.sheet.set_column_width(column, width)?;
        }
        for (place, column) in (0..).zip(&report.columns) {
            self.sheet.write_string_with_format(self.row, place, column.title, &heading)?;
            self.sheet.write_number_with_format(self.row + 1, place, f64::from(place) + 1.0, &number)?;
        }
        self.row += 2;
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<(), DocumentError> {
        for (place, cell) in row.cells.iter().enumerate() {
            let Ok(column) = u16::try_from(place) else { break };
            let format = cell_format(row, place, cell);
            match cell {
                Cell::Empty => self.sheet.write_blank(self.row, column, &format)?,
                Cell::Text(text) => self.sheet.write_string_with_format(self.row, column, text, &format)?,
                Cell::Date(date) => match day(*date) {
                    Some(day) => self.sheet.write_datetime_with_format(self.row, column, day, &format)?,
                    None => self.sheet.write_string_with_format(self.row, column, cell.display(), &format)?,
                },
                _ => match number(cell) {
                    Some(number) => self.sheet.write_number_with_format(self.row, column, number, &format)?,
                    None => {
                        self.has_marks = true;
                        let text = format!("{}{MARK}", cell.display());
                        self.sheet.write_string_with_format(self.row, column, text, &format)?
                    }
                },
            };
        }
        self.row += 1;
        Ok(())
    }

    fn closing(&mut self, report: &Report, paper: &Paper) -> Result<(), DocumentError> {
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let small = Format::new().set_font_size(8).set_font_color(0x0059_5959);
        if self.has_marks {
            self.across(MARK_MEANING, &small)?;
        }
        self.row += 1;
        for line in &report.closing {
            self.sheet.set_row_height(self.row, 30)?;
            self.across(line, &wrapped)?;
        }
        self.signatures(paper, &paper.signatures(report))?;
        self.row += 1;
        let [first, second] = provenance(report);
        for line in [first, second, format!("Digest laporan {}", report.digest())] {
            self.sheet.write_string_with_format(self.row, 0, line, &small)?;
            self.row += 1;
        }
        Ok(())
    }

    /// Left and right, or at the right alone; the space for the hand is three rows.
    fn signatures(&mut self, paper: &Paper, signed: &[Signature]) -> Result<(), DocumentError> {
        let left = self.last_column.min(1);
        let right = self.last_column.saturating_sub(1);
        let places: &[u16] = if signed.len() == 1 { &[right] } else { &[left, right] };
        let (centre, bold) = (
            Format::new().set_align(FormatAlign::Center),
            Format::new().set_align(FormatAlign::Center).set_bold(),
        );
        let top = self.row + 1;
        if !signed.is_empty() {
            self.sheet.write_string_with_format(top, right, paper.place_and_day(), &centre)?;
        }
        for (signature, column) in signed.iter().zip(places) {
            let name = if signature.is_blank { &centre } else { &bold };
            self.sheet.write_string_with_format(top + 1, *column, signature.intro, &centre)?;
            self.sheet.write_string_with_format(top + 2, *column, &signature.title, &centre)?;
            self.sheet.write_string_with_format(top + 6, *column, &signature.name, name)?;
            let nip = signature.nip.as_deref().unwrap_or_default();
            self.sheet.write_string_with_format(top + 7, *column, nip, &centre)?;
            self.row = top + 8;
        }
        Ok(())
    }

    /// How the sheet is shown and printed; `head` is the row of the headings.
    fn printing(&mut self, report: &Report, head: u32) -> Result<(), DocumentError> {
        let sheet = &mut *self.sheet;
        sheet.set_freeze_panes(head + 2, 0)?;
        sheet.set_screen_gridlines(false);
        sheet.set_paper_size(A4);
        if widths(report).iter().sum::<f64>() > UPRIGHT_WIDTH {
            sheet.set_landscape();
        }
        sheet.set_repeat_rows(head, head + 1)?;
        // One sheet wide, as long as it takes.
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_print_center_horizontally(true);
        sheet.set_margins(0.5, 0.5, 0.6, 0.8, 0.3, 0.3);
        sheet.set_print_area(0, 0, self.row.saturating_sub(1), self.last_column)?;
        let (book, position) = (&report.provenance.book, report.provenance.position);
        // A foot holds 255 characters; the root stands below the table and in the properties.
        let digest = report.digest();
        sheet.set_footer(format!(
            "&L&7Buku {book} · posisi {position} · digest {digest}&R&8Halaman &P dari &N"
        ));
        Ok(())
    }
}

/// What a cell looks like.
fn cell_format(row: &Row, place: usize, cell: &Cell) -> Format {
    let mut format = Format::new()
        .set_border_left(FormatBorder::Thin)
        .set_border_right(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Hair)
        .set_align(FormatAlign::Top);
    format = match row.kind {
        RowKind::Detail => format,
        RowKind::Group => format.set_bold(),
        RowKind::Balance => format.set_background_color(BALANCE_FILL),
        RowKind::Total => {
            let ruled = format.set_border_top(FormatBorder::Thin).set_border_bottom(FormatBorder::Thin);
            ruled.set_bold().set_background_color(TOTAL_FILL)
        }
    };
    if is_figure(cell) {
        format = format.set_align(FormatAlign::Right);
    }
    match cell {
        Cell::Empty => format,
        Cell::Text(_) => format.set_text_wrap().set_indent(indent(row, place)),
        Cell::Number(_) => format.set_num_format("0"),
        Cell::Date(_) => format.set_num_format("dd-mm-yyyy").set_align(FormatAlign::Center),
        Cell::Amount(_, currency) => format.set_num_format(amount_format(*currency)),
        Cell::Percent(_) | Cell::Hundredths(_) => format.set_num_format("#,##0.00;(#,##0.00);0.00"),
    }
}

/// Thousands apart, negatives in parentheses, nothing as a dash. A spreadsheet shows it with the points and commas of its
/// reader's country.
fn amount_format(currency: Currency) -> String {
    let places = currency.places() as usize;
    let digits = if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places)) };
    format!("{digits};({digits});-")
}

/// A figure as a number, if a number keeps every digit of it.
fn number(cell: &Cell) -> Option<f64> {
    let plain = cell.plain()?;
    let digits = plain.trim_start_matches('-').replace('.', "");
    let significant = digits.trim_start_matches('0').trim_end_matches('0').len();
    if significant > DIGITS_MAX { None } else { plain.parse().ok() }
}

/// A day as spreadsheets count them, which they do from 1900 on.
fn day(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = date.civil();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        .ok()
}

/// Widths of the columns in characters.
fn widths(report: &Report) -> Vec<f64> {
    kinds(report)
        .into_iter()
        .enumerate()
        .map(|(place, kind)| {
            let cells = report.rows.iter().filter_map(|row| row.cells.get(place));
            let widest = cells.map(|cell| cell.display().chars().count()).max().unwrap_or(0);
            let heading = report.columns[place].title.split(' ').map(str::len).max().unwrap_or(0);
            let least = if kind == Kind::Words { 24.0 } else { 0.0 };
            (widest.max(heading) as f64 + 2.0).max(least).clamp(COLUMN_WIDTH.0, COLUMN_WIDTH.1)
        })
        .collect()
}

/// The title where it fits, else the report's name. A sheet's name has 31 characters, none of them `[]:*?/\`.
fn sheet_name(report: &Report) -> String {
    let title: String = report.title.chars().filter(|c| !"[]:*?/\\".contains(*c)).collect();
    if title.chars().count() <= 31 { title } else { report.name.chars().take(31).collect() }
}

fn properties(report: &Report, paper: &Paper) -> Result<DocProperties, DocumentError> {
    let (government, _) = paper.head(report);
    let provenance = &report.provenance;
    let (year, month, of_month) = CREATED;
    let fallback = ExcelDateTime::from_ymd(year, month, of_month)?;
    let created = provenance.to.and_then(day).unwrap_or(fallback);
    let properties = DocProperties::new()
        .set_title(report.title)
        .set_subject(report.head.join(", "))
        .set_author("Neraca")
        .set_company(government.unwrap_or_default())
        .set_creation_datetime(&created)
        .set_custom_property("report", report.name)
        .set_custom_property("book", provenance.book.as_str())
        .set_custom_property("position", provenance.position.to_string())
        .set_custom_property("tree_root", provenance.log.tree_root.as_str())
        .set_custom_property("digest", report.digest());
    Ok(properties)
}
