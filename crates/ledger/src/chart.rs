//! The chart of accounts: which codes exist, where each stands in the hierarchy, and on what terms an account of that
//! code is opened. Data, read from CSV; a chart is published into the log and never changed there.

mod admission;

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::account::{BookSide, Terms};
use crate::date::Date;
use crate::entry::Side;
use crate::money::Currency;
use crate::name::{base_code, is_name};

pub use admission::NotAdmitted;

/// One code of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Depth, 1 for the roots.
    pub level: u8,
    /// Its name, in the language of the chart.
    pub name: Box<str>,
    /// Entries go to leaves alone.
    pub leaf: bool,
    /// The side on which accounts of this code grow.
    pub normal_side: Side,
    /// The set of books they belong to.
    pub book_side: BookSide,
    /// First day on which entries may use it.
    pub valid_from: Option<Date>,
    /// Last day on which entries may use it.
    pub valid_to: Option<Date>,
}

/// A chart of accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    nodes: BTreeMap<Box<str>, Node>,
}

/// Why a chart is refused. `row` counts from 1 for the first row below the header.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The CSV itself is broken.
    #[error("chart is not readable CSV: {0}")]
    Csv(#[from] csv::Error),
    /// A column that every chart needs is not there.
    #[error(
        "chart has no column \"{0}\"; it needs code and name, and may have level, leaf, side, book, valid_from, valid_to"
    )]
    NoColumn(&'static str),
    /// A value cannot be read.
    #[error("chart row {row}: {column} \"{value}\" {problem}")]
    Value {
        /// Which row.
        row: usize,
        /// Which column.
        column: &'static str,
        /// What stood there.
        value: String,
        /// What is wrong and what is wanted.
        problem: &'static str,
    },
    /// The code stood there before.
    #[error("chart row {row}: code \"{code}\" is there twice; remove one")]
    Duplicate {
        /// Which row.
        row: usize,
        /// The code.
        code: String,
    },
    /// The code above it is missing.
    #[error("chart row {row}: code \"{code}\" has no parent \"{parent}\"; add it")]
    NoParent {
        /// Which row.
        row: usize,
        /// The code.
        code: String,
        /// The missing code.
        parent: String,
    },
}

impl Chart {
    /// Reads CSV with the columns `code`, `name` and, where wanted, `level`, `leaf` (`true`/`false`), `side`
    /// (`debit`/`credit`), `book` (`financial`/`budget`), `valid_from` and `valid_to` (`YYYY-MM-DD`); other columns are
    /// passed over.
    ///
    /// Without `level` it is the number of segments; without `leaf` a code is a leaf when none stands below it; without
    /// `side` and `book` they are inherited from the parent, and roots are debit and financial.
    pub fn from_csv(csv: &[u8]) -> Result<Self, ChartError> {
        Self::from_rows(&read_rows(csv)?)
    }

    /// This chart with the rows of another laid over it: new codes are added, and a code in both takes what the new row
    /// says and keeps the rest. So a full national chart that states only codes and names inherits sides and books.
    pub fn extended_by_csv(&self, csv: &[u8]) -> Result<Self, ChartError> {
        let mut rows: BTreeMap<Box<str>, Row> =
            self.nodes.iter().map(|(code, node)| (code.clone(), Row::of(code, node))).collect();
        for (code, row) in read_rows(csv)? {
            let merged = match rows.remove(&code) {
                Some(base) => row.over(base),
                None => row,
            };
            rows.insert(code, merged);
        }
        Self::from_rows(&rows)
    }

    /// The chart as CSV with every column stated, in order of code: the form that is published into the log.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut csv = String::from("code,level,name,leaf,side,book,valid_from,valid_to\n");
        let date = |date: Option<Date>| date.map_or_else(String::new, |d| d.to_string());
        for (code, node) in &self.nodes {
            let name = node.name.replace('"', "\"\"");
            let side = if node.normal_side == Side::Debit { "debit" } else { "credit" };
            let book = if node.book_side == BookSide::Financial { "financial" } else { "budget" };
            let (from, to) = (date(node.valid_from), date(node.valid_to));
            csv.push_str(&format!(
                "{code},{},\"{name}\",{},{side},{book},{from},{to}\n",
                node.level, node.leaf
            ));
        }
        csv.into_bytes()
    }

    fn from_rows(rows: &BTreeMap<Box<str>, Row>) -> Result<Self, ChartError> {
        let mut nodes: BTreeMap<Box<str>, Node> = BTreeMap::new();
        // In order of code a parent stands before its children.
        for row in rows.values() {
            let parent = match parent_code(&row.code) {
                Some(parent) => Some(nodes.get(parent).ok_or_else(|| ChartError::NoParent {
                    row: row.number,
                    code: row.code.to_string(),
                    parent: parent.to_owned(),
                })?),
                None => None,
            };
            let node = row.node(parent, rows);
            nodes.insert(row.code.clone(), node);
        }
        Ok(Self { nodes })
    }

    /// The node of a code; of a sub-account, that of the account it divides.
    pub fn node(&self, code: &str) -> Option<&Node> {
        self.nodes.get(base_code(code))
    }

    /// Codes and nodes, in order of code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.nodes.iter().map(|(code, node)| (&**code, node))
    }

    /// Codes at or below a code, in order.
    pub fn below<'a>(&'a self, code: &'a str) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let within = move |candidate: &str| {
            candidate.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.nodes
            .range::<str, _>((Bound::Included(code), Bound::Unbounded))
            .map(|(code, node)| (&**code, node))
            .take_while(move |(c, _)| c.starts_with(code))
            .filter(move |(c, _)| within(c))
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

impl Node {
    /// The terms on which an account of this code is opened by its first entry.
    pub fn terms(&self, currency: Currency) -> Terms {
        Terms {
            normal_side: self.normal_side,
            currency,
            book_side: self.book_side,
            debits_must_not_exceed_credits: false,
            credits_must_not_exceed_debits: false,
            ceiling: None,
        }
    }

    /// Whether entries of that date may use it.
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

/// The code one level up: everything before the last dot, or of a sub-account the account it divides.
pub fn parent_code(code: &str) -> Option<&str> {
    match code.split_once('~') {
        Some((base, _)) => Some(base),
        None => code.rsplit_once('.').map(|(parent, _)| parent),
    }
}

/// Where the known columns stand.
struct Columns {
    code: usize,
    name: usize,
    level: Option<usize>,
    leaf: Option<usize>,
    side: Option<usize>,
    book: Option<usize>,
    valid_from: Option<usize>,
    valid_to: Option<usize>,
}

impl Columns {
    fn find(headers: &csv::StringRecord) -> Result<Self, ChartError> {
        let find = |name| {
            headers.iter().position(|header| header.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
        };
        Ok(Self {
            code: find("code").ok_or(ChartError::NoColumn("code"))?,
            name: find("name").ok_or(ChartError::NoColumn("name"))?,
            level: find("level"),
            leaf: find("leaf"),
            side: find("side"),
            book: find("book"),
            valid_from: find("valid_from"),
            valid_to: find("valid_to"),
        })
    }
}

/// Every row of a CSV, by code.
fn read_rows(csv: &[u8]) -> Result<BTreeMap<Box<str>, Row>, ChartError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let columns = Columns::find(reader.headers()?)?;
    let mut rows = BTreeMap::new();
    for (index, record) in reader.records().enumerate() {
        let row = Row::read(index + 1, &record?, &columns)?;
        let code = row.code.clone();
        if rows.insert(code.clone(), row).is_some() {
            return Err(ChartError::Duplicate { row: index + 1, code: code.into() });
        }
    }
    Ok(rows)
}

/// One row as it stands, before inheritance.
struct Row {
    number: usize,
    code: Box<str>,
    name: Box<str>,
    level: Option<u8>,
    leaf: Option<bool>,
    side: Option<Side>,
    book: Option<BookSide>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

impl Row {
    fn read(number: usize, record: &csv::StringRecord, columns: &Columns) -> Result<Self, ChartError> {
        let at = |index: Option<usize>| index.and_then(|i| record.get(i)).unwrap_or("");
        let fault = |column, value: &str, problem| ChartError::Value {
            row: number,
            column,
            value: value.into(),
            problem,
        };
        let code = at(Some(columns.code));
        if !is_name(code) {
            return Err(fault("code", code, "is not a code: segments of letters and digits joined by dots"));
        }
        let date = |column, index| match at(index) {
            "" => Ok(None),
            text => {
                Date::parse(text).map(Some).ok_or_else(|| fault(column, text, "is not a date YYYY-MM-DD"))
            }
        };
        Ok(Self {
            number,
            code: code.into(),
            name: at(Some(columns.name)).into(),
            level: match at(columns.level) {
                "" => None,
                text => Some(text.parse().map_err(|_| fault("level", text, "is not a whole number"))?),
            },
            leaf: match at(columns.leaf) {
                "" => None,
                "true" => Some(true),
                "false" => Some(false),
                text => return Err(fault("leaf", text, "is neither true nor false")),
            },
            side: match at(columns.side) {
                "" => None,
                "debit" => Some(Side::Debit),
                "credit" => Some(Side::Credit),
                text => return Err(fault("side", text, "is neither debit nor credit")),
            },
            book: match at(columns.book) {
                "" => None,
                "financial" => Some(BookSide::Financial),
                "budget" => Some(BookSide::Budget),
                text => return Err(fault("book", text, "is neither financial nor budget")),
            },
            valid_from: date("valid_from", columns.valid_from)?,
            valid_to: date("valid_to", columns.valid_to)?,
        })
    }

    /// A row that says all a node knows but whether it is a leaf, which other rows may change.
    fn of(code: &str, node: &Node) -> Self {
        Self {
            number: 0,
            code: code.into(),
            name: node.name.clone(),
            level: Some(node.level),
            leaf: None,
            side: Some(node.normal_side),
            book: Some(node.book_side),
            valid_from: node.valid_from,
            valid_to: node.valid_to,
        }
    }

    /// What this row says, and where it says nothing, what `base` says.
    fn over(self, base: Self) -> Self {
        Self {
            name: if self.name.is_empty() { base.name } else { self.name },
            level: self.level.or(base.level),
            side: self.side.or(base.side),
            book: self.book.or(base.book),
            valid_from: self.valid_from.or(base.valid_from),
            valid_to: self.valid_to.or(base.valid_to),
            ..self
        }
    }

    fn node(&self, parent: Option<&Node>, rows: &BTreeMap<Box<str>, Row>) -> Node {
        let below = format!("{}.", self.code);
        let has_children = || {
            rows.range::<str, _>((Bound::Included(&*below), Bound::Unbounded))
                .next()
                .is_some_and(|(code, _)| code.starts_with(&below))
        };
        Node {
            level: self
                .level
                .unwrap_or_else(|| u8::try_from(self.code.split('.').count()).unwrap_or(u8::MAX)),
            name: self.name.clone(),
            leaf: self.leaf.unwrap_or_else(|| !has_children()),
            normal_side: self.side.or(parent.map(|p| p.normal_side)).unwrap_or(Side::Debit),
            book_side: self.book.or(parent.map(|p| p.book_side)).unwrap_or_default(),
            valid_from: self.valid_from.max(parent.and_then(|p| p.valid_from)),
            valid_to: [self.valid_to, parent.and_then(|p| p.valid_to)].into_iter().flatten().min(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "code,name,side,book,valid_to\n1,Aset,,,\n1.1,Kas,,,\n1.1-x,Dash,,,\n1.9,Contra,credit,,\n4,Pendapatan,credit,budget,\n4.1,Old,,,2023-12-31\n4.1.1,Older,,,\n";

    #[test]
    fn terms_are_inherited_and_leaves_are_found() {
        let chart = Chart::from_csv(CSV.replace("1.1-x,Dash,,,\n", "").as_bytes()).unwrap();
        let node = |code| chart.node(code).unwrap();
        assert!(!node("1").leaf && node("1.1").leaf && !node("4.1").leaf);
        assert_eq!((node("1.1").normal_side, node("1.9").normal_side), (Side::Debit, Side::Credit));
        assert_eq!((node("4.1.1").normal_side, node("4.1.1").book_side), (Side::Credit, BookSide::Budget));
        assert!(node("4.1.1").is_valid_on(Date::new(2023, 12, 31).unwrap()));
        assert!(!node("4.1.1").is_valid_on(Date::new(2024, 1, 1).unwrap()));
        assert_eq!(chart.below("4").map(|(code, _)| code).collect::<Vec<_>>(), ["4", "4.1", "4.1.1"]);
    }

    #[test]
    fn a_chart_laid_over_another_inherits_what_it_does_not_say() {
        let base = Chart::from_csv(CSV.as_bytes()).unwrap();
        let full = base.extended_by_csv(b"code,name\n4.1.1,Renamed\n4.1.1.1,Newer\n").unwrap();
        let newer = full.node("4.1.1.1").unwrap();
        assert_eq!((newer.normal_side, newer.book_side, newer.leaf), (Side::Credit, BookSide::Budget, true));
        assert_eq!(&*full.node("4.1.1").unwrap().name, "Renamed");
        assert!(!full.node("4.1.1").unwrap().leaf && full.node("1.9").is_some());
        assert_eq!(Chart::from_csv(&full.to_csv()).unwrap(), full);
    }

    #[test]
    fn a_broken_chart_is_refused_with_row_and_reason() {
        let refuse = |csv: &str| Chart::from_csv(csv.as_bytes()).unwrap_err().to_string();
        assert!(refuse("code,level\n1,1\n").contains("no column \"name\""));
        assert!(refuse("code,name\n1,a\n1,b\n").contains("row 2: code \"1\" is there twice"));
        assert!(refuse("code,name\n1,a\n2.1,b\n").contains("row 2: code \"2.1\" has no parent \"2\""));
        assert!(refuse("code,name,side\n1,a,left\n").contains("row 1: side \"left\""));
        assert!(refuse("code,name,valid_to\n1,a,2023-02-30\n").contains("not a date"));
        assert!(refuse("code,name\n1 1,a\n").contains("is not a code"));
    }
}
