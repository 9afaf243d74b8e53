//! The rows of an export, from CSV or JSON, as texts by field.

use std::collections::BTreeMap;
use std::io;

use csv::{ByteRecord, Trim};
use serde_json::value::RawValue;

use super::{SipdField, SipdKind, SipdMapping};

/// An export that can't be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SipdError {
    /// Reading failed.
    #[error("the file could not be read")]
    Read(#[from] io::Error),
    /// It is not UTF-8.
    #[error("the file is not UTF-8: save it as UTF-8")]
    NotUtf8,
    /// It is no CSV.
    #[error("the file is not CSV")]
    Csv(#[from] csv::Error),
    /// It is no JSON list of objects.
    #[error("the file is not a JSON list of objects, nor an object with such a list as \"data\": {0}")]
    Json(serde_json::Error),
    /// A column that every document of the kind has is not there.
    #[error(
        "there is no column for the {field}: looked for {looked_for}; the file has {found}. Name it with --column {field}=COLUMN"
    )]
    ColumnMissing {
        /// The field.
        field: &'static str,
        /// Names that would have been taken.
        looked_for: String,
        /// Columns that are there.
        found: String,
    },
    /// A column that was named is not there.
    #[error("there is no column {column:?}; the file has {found}")]
    NamedColumnMissing {
        /// The column.
        column: String,
        /// Columns that are there.
        found: String,
    },
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// Line or place.
    pub(super) line: u64,
    /// All cells by column, as they stand there.
    cells: BTreeMap<String, String>,
    /// Withheld amounts that a JSON row lists itself: account and amount.
    pub(super) listed_deductions: Vec<(String, String)>,
}

/// Rows, and which column holds what.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    columns: BTreeMap<SipdField, String>,
    /// Account and column.
    pub(super) deductions: Vec<(String, String)>,
}

/// A name without what does not count: case, blanks and punctuation.
fn essence(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads rows and finds the columns.
pub(super) fn read(bytes: &[u8], mapping: &SipdMapping) -> Result<Table, SipdError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| SipdError::NotUtf8)?;
    let rows = match text.trim_start().chars().next() {
        Some('[' | '{') => json(text)?,
        _ => csv(text)?,
    };
    let mut names: Vec<String> = rows.1;
    names.dedup();
    let (columns, deductions) = find(&names, mapping)?;
    Ok(Table { rows: rows.0, columns, deductions })
}

/// Rows of CSV. The separator is the one of `,` and `;` that the header has more of.
fn csv(text: &str) -> Result<(Vec<Row>, Vec<String>), SipdError> {
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.matches(';').count() > header.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
    while reader.read_byte_record(&mut record)? {
        let line = record.position().map_or(0, |position| line_of(text, position));
        // The text is UTF-8, and cells end at characters.
        let cell = |place: usize| record.get(place).map(|cell| String::from_utf8_lossy(cell).into_owned());
        let cells =
            names.iter().enumerate().filter_map(|(place, name)| Some((name.clone(), cell(place)?))).collect();
        rows.push(Row { line, cells, listed_deductions: Vec::new() });
    }
    Ok((rows, names))
}

/// The line of a record. The reader's own is that of the blank lines before it.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or_default();
    let blank = text.bytes().skip(start).take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + blank.filter(|byte| *byte == b'\n').count() as u64
}

/// Rows of JSON: numbers keep every digit.
fn json(text: &str) -> Result<(Vec<Row>, Vec<String>), SipdError> {
    let objects = if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<BTreeMap<String, &RawValue>>>(text)
    } else {
        serde_json::from_str::<BTreeMap<String, &RawValue>>(text)
            .and_then(|object| serde_json::from_str(object.get("data").map_or("null", |list| list.get())))
    };
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    for (place, object) in objects.map_err(SipdError::Json)?.into_iter().enumerate() {
        let mut row = Row { line: place as u64 + 1, cells: BTreeMap::new(), listed_deductions: Vec::new() };
        for (name, raw) in object {
            if essence(&name) == "potongan" && raw.get().starts_with('[') {
                row.listed_deductions = listed(raw);
                continue;
            }
            if !names.contains(&name) {
                names.push(name.clone());
            }
            row.cells.insert(name, scalar(raw));
        }
        rows.push(row);
    }
    Ok((rows, names))
}

/// A text or number as text; anything else as it is written.
fn scalar(raw: &RawValue) -> String {
    let written = raw.get();
    match written.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(written).unwrap_or_default().trim().to_owned(),
        _ if written == "null" => String::new(),
        _ => written.to_owned(),
    }
}

/// Deductions that a row lists: objects with an account and an amount.
fn listed(raw: &RawValue) -> Vec<(String, String)> {
    let items = serde_json::from_str::<Vec<BTreeMap<String, &RawValue>>>(raw.get()).unwrap_or_default();
    let part = |item: &BTreeMap<String, &RawValue>, names: &[&str]| {
        let found = item.iter().find(|(name, _)| names.contains(&essence(name).as_str()));
        found.map(|(_, raw)| scalar(raw)).unwrap_or_default()
    };
    items
        .iter()
        .map(|item| {
            (part(item, &["koderekening", "kodeakun", "account"]), part(item, &["nilai", "jumlah", "amount"]))
        })
        .collect()
}

type Found = (BTreeMap<SipdField, String>, Vec<(String, String)>);

/// Which columns hold what. What was named must be there.
fn find(names: &[String], mapping: &SipdMapping) -> Result<Found, SipdError> {
    let found = || format!("{names:?}");
    let column = |wanted: &str| names.iter().find(|name| essence(name) == essence(wanted)).cloned();
    let named = |wanted: &str| {
        column(wanted)
            .ok_or_else(|| SipdError::NamedColumnMissing { column: wanted.to_owned(), found: found() })
    };
    let mut columns = BTreeMap::new();
    for (word, field, defaults) in SipdField::WORDS {
        let defaults: Vec<String> =
            defaults.iter().map(|name| name.replace("{kind}", mapping.kind.as_str())).collect();
        let place = match mapping.columns.get(&field) {
            Some(wanted) => Some(named(wanted)?),
            None => defaults.iter().find_map(|name| column(name)),
        };
        match place {
            Some(place) => {
                columns.insert(field, place);
            }
            None if is_needed(field, mapping) => {
                let looked_for = format!("{defaults:?}");
                return Err(SipdError::ColumnMissing { field: word, looked_for, found: found() });
            }
            None => {}
        }
    }
    let deductions = mapping.deductions.iter().map(|(account, wanted)| Ok((account.clone(), named(wanted)?)));
    Ok((columns, deductions.collect::<Result<_, SipdError>>()?))
}

fn is_needed(field: SipdField, mapping: &SipdMapping) -> bool {
    let by_number =
        matches!(mapping.kind, SipdKind::PaymentRequest | SipdKind::PaymentOrder | SipdKind::Disbursement)
            && !mapping.any_number;
    match field {
        SipdField::Number | SipdField::Date | SipdField::Amount => true,
        SipdField::Agency => !by_number,
        SipdField::Purpose => {
            mapping.any_number && !matches!(mapping.kind, SipdKind::FundRelease | SipdKind::DepositSlip)
        }
        SipdField::Account => matches!(mapping.kind, SipdKind::DepositSlip),
        _ => false,
    }
}

impl Table {
    /// The text of a field; empty when the row or the file has none.
    pub(super) fn text<'r>(&self, row: &'r Row, field: SipdField) -> &'r str {
        self.columns.get(&field).and_then(|column| row.cells.get(column)).map_or("", String::as_str)
    }

    /// The column that a field stands in, for messages.
    pub(super) fn column(&self, field: SipdField) -> String {
        self.columns.get(&field).cloned().unwrap_or_default()
    }

    /// The text of a column.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        row.cells.get(column).map_or("", String::as_str)
    }

    /// A row as JSON without what tells of its payee.
    pub(super) fn raw(&self, row: &Row) -> String {
        let personal = [SipdField::Vendor, SipdField::VendorAccount].map(|field| self.columns.get(&field));
        let kept = row.cells.iter().filter(|(name, _)| !personal.contains(&Some(*name)));
        serde_json::to_string(&kept.collect::<BTreeMap<_, _>>()).unwrap_or_default()
    }
}
