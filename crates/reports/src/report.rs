//! A report as data, and its three renderings.
//!
//! JSON field names are stable: `report`, `title`, `head`, `provenance`, `columns`, `rows`, `totals`, `closing`, `tie_outs`,
//! `digest`. A row has `kind`, `level`, a field for each column key, and `links` where it can be walked down (`links.rs`).
//! Amounts are decimal strings, dates `YYYY-MM-DD`, percentages decimal strings. The totals stand at the top
//! level too, so that `.total_debit` reads them directly.

use comfy_table::{CellAlignment, ContentArrangement, Table};
use ledger::{Currency, Date};
use projections::queries::{LogState, Published};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::dated_terms::StatedTerms;
use crate::error::ReportError;
use crate::format;
use crate::{links, spreadsheet};

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A count.
    Number(u64),
    /// A day.
    Date(Date),
    /// Minor units of a currency.
    Amount(i128, Currency),
    /// Hundredths of a percent.
    Percent(i128),
    /// Hundredths of whatever the column counts, such as days.
    Hundredths(i128),
}

/// A column: its key in JSON and CSV, its heading on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Stable name.
    pub key: &'static str,
    /// Heading.
    pub title: &'static str,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// An account or a line.
    Detail,
    /// A group, rolled up from what is below it.
    Group,
    /// A balance before or after.
    Balance,
    /// A sum.
    Total,
}

/// One row; a cell for each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Depth in the chart, 0 where there is none.
    pub level: u8,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Position of the record that the row is a line of; `None` for rows that are added up.
    pub entry: Option<u64>,
}

/// Where the figures come from: enough to make the same report again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The book.
    pub book: String,
    /// The entity; all when absent.
    pub entity: Option<String>,
    /// Only this code and those below it; all when absent.
    pub code: Option<String>,
    /// Deepest level of the chart that was asked for; the report's own when absent.
    pub level: Option<u8>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The last position that the figures include.
    pub position: u64,
    /// The terms that the figures rest on beside the log; empty where they follow from it alone.
    pub terms: Vec<StatedTerms>,
    /// The log up to that position: root of its tree, chart and rulebook in force.
    pub log: LogState,
}

/// Two figures that must be equal, found in different ways. A report that has one that is not equal says so in its closing
/// lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TieOut {
    /// Stable name.
    pub name: &'static str,
    /// What is compared, for people.
    pub title: &'static str,
    /// One figure, in minor units.
    pub left: i128,
    /// The other.
    pub right: i128,
    /// Currency of both.
    pub currency: Currency,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its name in commands and URLs.
    pub name: &'static str,
    /// Its title on paper.
    pub title: &'static str,
    /// Lines above the table.
    pub head: Vec<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Sums by stable key.
    pub totals: Vec<(String, Cell)>,
    /// Lines below the table.
    pub closing: Vec<String>,
    /// What was compared with other reports of the same view; empty where nothing is.
    pub tie_outs: Vec<TieOut>,
    /// Where the figures come from.
    pub provenance: Provenance,
}

impl Cell {
    /// Text as it stands.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// As text for people.
    #[must_use]
    pub fn display(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => format::date_short(*date),
            Self::Amount(minor, currency) => format::number(*minor, *currency),
            Self::Percent(hundredths) | Self::Hundredths(hundredths) => format::percent(*hundredths),
        }
    }

    /// As text for programs; `None` when empty.
    #[must_use]
    pub fn plain(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Date(date) => Some(date.to_string()),
            Self::Amount(minor, currency) => Some(currency.decimal(*minor)),
            Self::Percent(hundredths) | Self::Hundredths(hundredths) => {
                let sign = if *hundredths < 0 { "-" } else { "" };
                let size = hundredths.unsigned_abs();
                Some(format!("{sign}{}.{:02}", size / 100, size % 100))
            }
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Number(number) => json!(number),
            other => other.plain().map_or(Value::Null, Value::String),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Amount(..) | Self::Percent(_) | Self::Hundredths(_))
    }
}

impl TieOut {
    /// Left less right.
    #[must_use]
    pub const fn difference(&self) -> i128 {
        self.left - self.right
    }

    /// Whether both are equal.
    #[must_use]
    pub const fn ok(&self) -> bool {
        self.left == self.right
    }

    /// The line that a report carries on its face when they are not; `None` when they are.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        let number = |minor| format::number(minor, self.currency);
        (!self.ok()).then(|| {
            format!(
                "TIDAK COCOK / DOES NOT TIE: {}: {} \u{2260} {}, selisih / difference {}",
                self.title,
                number(self.left),
                number(self.right),
                number(self.difference())
            )
        })
    }

    fn json(&self) -> Value {
        let decimal = |minor| self.currency.decimal(minor);
        json!({
            "name": self.name,
            "left": decimal(self.left),
            "right": decimal(self.right),
            "difference": decimal(self.difference()),
            "ok": self.ok(),
        })
    }
}

impl RowKind {
    /// Its name in JSON and CSV.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Detail => "detail",
            Self::Group => "group",
            Self::Balance => "balance",
            Self::Total => "total",
        }
    }
}

impl Provenance {
    /// The same, of figures that rest on these terms too.
    pub(crate) fn under(self, terms: &[&StatedTerms]) -> Self {
        Self { terms: terms.iter().copied().cloned().collect(), ..self }
    }

    fn json(&self) -> Value {
        let named = |named: &Option<Published>| match named {
            Some(Published { name, version, sha256 }) => {
                json!({ "name": name, "version": version, "sha256": sha256 })
            }
            None => Value::Null,
        };
        let terms = self.terms.iter().map(|StatedTerms { of, sha256, csv }| {
            ((*of).to_owned(), json!({ "sha256": sha256, "csv": csv }))
        });
        json!({
            "book": self.book,
            "entity": self.entity,
            "code": self.code,
            "level": self.level,
            "from": self.from.map(|date| date.to_string()),
            "to": self.to.map(|date| date.to_string()),
            "position": self.position,
            "tree_size": self.position,
            "tree_root": self.log.tree_root,
            "chart": named(&self.log.chart),
            "rulebook": named(&self.log.rulebook),
            "terms": terms.collect::<Map<_, _>>(),
        })
    }

    /// One line for the foot of a page.
    fn line(&self) -> String {
        let named = |named: &Option<Published>| match named {
            Some(Published { name, version, .. }) => format!("{name} v{version}"),
            None => "-".to_owned(),
        };
        let (chart, rules) = (named(&self.log.chart), named(&self.log.rulebook));
        let root = &self.log.tree_root;
        format!(
            "Book {}, position {}, root {root}, chart {chart}, rulebook {rules}",
            self.book, self.position
        )
    }
}

impl Report {
    /// A total's decimal text.
    #[must_use]
    pub fn total(&self, key: &str) -> Option<String> {
        self.totals.iter().find(|(name, _)| name == key).and_then(|(_, cell)| cell.plain())
    }

    /// The report as a JSON object. `digest` is the SHA-256 in hex of the compact JSON of all else, keys in order: whoever makes
    /// the report again from the same log gets the same.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut report = self.fields();
        report.insert("digest".to_owned(), json!(digest(&report)));
        Value::Object(report)
    }

    /// SHA-256 in hex of the report's JSON without it.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.fields())
    }

    fn fields(&self) -> Map<String, Value> {
        let row = |row: &Row| {
            let mut fields = Map::new();
            fields.insert("kind".to_owned(), json!(row.kind.as_str()));
            fields.insert("level".to_owned(), json!(row.level));
            for (column, cell) in self.columns.iter().zip(&row.cells) {
                fields.insert(column.key.to_owned(), cell.json());
            }
            if let Some(links) = links::of(self, row) {
                fields.insert("links".to_owned(), links);
            }
            Value::Object(fields)
        };
        let totals: Map<String, Value> =
            self.totals.iter().map(|(key, cell)| (key.clone(), cell.json())).collect();
        let column = |column: &Column| json!({ "key": column.key, "title": column.title });
        let mut report = totals.clone();
        let fields = [
            ("report", json!(self.name)),
            ("title", json!(self.title)),
            ("head", json!(self.head)),
            ("provenance", self.provenance.json()),
            ("columns", self.columns.iter().map(column).collect()),
            ("rows", self.rows.iter().map(row).collect()),
            ("totals", Value::Object(totals)),
            ("closing", json!(self.closing)),
            ("tie_outs", self.tie_outs.iter().map(TieOut::json).collect()),
        ];
        report.extend(fields.map(|(key, value)| (key.to_owned(), value)));
        report
    }

    /// The table as CSV: a header of `kind`, `level` and the column keys, values as in JSON, but for texts that a spreadsheet would take
    /// for formulas (`spreadsheet.rs`).
    ///
    /// # Errors
    /// [`ReportError::Csv`], which memory excludes.
    pub fn to_csv(&self) -> Result<String, ReportError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let keys = self.columns.iter().map(|column| column.key);
        writer.write_record(["kind", "level"].into_iter().chain(keys))?;
        for row in &self.rows {
            let mut fields = vec![row.kind.as_str().to_owned(), row.level.to_string()];
            fields.extend(row.cells.iter().map(|cell| spreadsheet::safe(cell.plain().unwrap_or_default())));
            writer.write_record(&fields)?;
        }
        let bytes = writer.into_inner().map_err(|error| ReportError::Write(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The report as text with a table, `width` columns wide if given.
    #[must_use]
    pub fn to_text(&self, width: Option<u16>) -> String {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::UTF8_FULL_CONDENSED);
        if let Some(width) = width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        table.set_header(self.columns.iter().map(|column| column.title));
        for row in &self.rows {
            let cells = row.cells.iter().enumerate().map(|(i, cell)| {
                // Names stand in by their depth, as on the printed form.
                let indent = if i == 1 && row.level > 1 { usize::from(row.level - 1) * 2 } else { 0 };
                let shown = comfy_table::Cell::new(format!("{}{}", " ".repeat(indent), cell.display()));
                if cell.is_number() { shown.set_alignment(CellAlignment::Right) } else { shown }
            });
            table.add_row(cells);
        }
        let mut text = format!("{}\n", self.title);
        self.head.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        text.push_str(&format!("{table}\n"));
        self.closing.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        text.push_str(&format!("{}\nDigest {}\n", self.provenance.line(), self.digest()));
        text
    }
}

fn digest(fields: &Map<String, Value>) -> String {
    // Its Display is compact, and a map is written in the order of its keys.
    let text = Value::Object(fields.clone()).to_string();
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
