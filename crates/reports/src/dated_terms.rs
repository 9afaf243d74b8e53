//! Terms that reports take as given, as data with days of validity and a source: a table in CSV whose first columns are its
//! own, and whose last say from when to when a row is valid, who says so, and a note. `revenue_terms` and `spending_quality`
//! read theirs with it.

use ledger::Date;
use sha2::{Digest as _, Sha256};

/// The columns that every such table ends with.
const SHARED: [&str; 4] = ["valid_from", "valid_to", "source", "note"];

/// Terms that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    /// No CSV, or other columns.
    #[error("the terms of {of} are no CSV with the columns {columns}")]
    NotATable {
        /// What they are about.
        of: &'static str,
        /// The columns that belong there.
        columns: String,
        /// What the CSV reader said, if it is no CSV.
        source: Option<csv::Error>,
    },
    /// A row that says nothing.
    #[error("row {row} of the terms of {of}: {what}")]
    Row {
        /// What they are about.
        of: &'static str,
        /// Row of the table, from 1 behind the header.
        row: usize,
        /// What is wrong with it, and what to do.
        what: String,
    },
}

/// Terms as a report states them, so that an auditor can work it out again from the log and the report alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedTerms {
    /// What they are about: `revenue`, `spending`.
    pub of: &'static str,
    /// SHA-256 of the table's text, in hex.
    pub sha256: String,
    /// The table's text.
    pub csv: String,
}

impl StatedTerms {
    pub(crate) fn new(of: &'static str, csv: &str) -> Self {
        let sha256 = Sha256::digest(csv.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { of, sha256, csv: csv.to_owned() }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term<R> {
    /// What its own columns say.
    pub(crate) rule: R,
    /// A public source says it; otherwise it is to be confirmed.
    pub(crate) is_confirmed: bool,
    /// For people.
    pub(crate) note: String,
    pub(crate) from: Option<Date>,
    to: Option<Date>,
}

impl<R> Term<R> {
    /// Whether it is in force on a day; the first and the last one count.
    pub(crate) fn is_valid_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Reads a table of terms. `columns` are its own, and `rule` reads them, in their order.
///
/// # Errors
/// [`TermsError`] names the row.
pub(crate) fn read<R, const N: usize>(
    of: &'static str,
    columns: [&str; N],
    text: &str,
    rule: impl Fn([&str; N]) -> Result<R, String>,
) -> Result<Vec<Term<R>>, TermsError> {
    let all: Vec<&str> = columns.into_iter().chain(SHARED).collect();
    let no_table = |source| TermsError::NotATable { of, columns: all.join(", "), source };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| no_table(Some(error)))?;
    if !header.iter().eq(all.iter().copied()) {
        return Err(no_table(None));
    }
    let mut terms = Vec::new();
    for (row, fields) in (1..).zip(reader.records()) {
        let fields = fields.map_err(|error| no_table(Some(error)))?;
        let field = |place: usize| fields.get(place).unwrap_or_default().trim();
        let term = || -> Result<Term<R>, String> {
            let rule = rule(std::array::from_fn(field))?;
            let (from, to) = (day(SHARED[0], field(N))?, day(SHARED[1], field(N + 1))?);
            if from.zip(to).is_some_and(|(from, to)| from > to) {
                return Err("it ends before it begins".to_owned());
            }
            let is_confirmed = confirmed(field(N + 2))?;
            Ok(Term { rule, is_confirmed, note: field(N + 3).to_owned(), from, to })
        };
        terms.push(term().map_err(|what| TermsError::Row { of, row, what })?);
    }
    Ok(terms)
}

fn day(column: &str, text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = Date::parse(text);
    day.map(Some).ok_or_else(|| format!("{column} '{text}' is no day such as 2026-01-01; empty means always"))
}

fn confirmed(source: &str) -> Result<bool, String> {
    match source {
        "S" => Ok(true),
        "K" => Ok(false),
        _ => Err(format!("source '{source}' is neither S, read in a public source, nor K, to be confirmed")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(row: &str) -> Result<Vec<Term<String>>, TermsError> {
        let text = format!("key,valid_from,valid_to,source,note\n{row}\n");
        read("tests", ["key"], &text, |[key]| match key {
            "" => Err("it has no key".to_owned()),
            key => Ok(key.to_owned()),
        })
    }

    #[test]
    fn a_row_is_valid_from_its_first_day_to_its_last() {
        let terms = read_one("fee,2026-02-01,2026-02-28,K,a note").expect("terms");
        let valid = |text| terms[0].is_valid_on(Date::parse(text).expect("a day"));
        assert_eq!(
            ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"].map(valid),
            [false, true, true, false]
        );
        assert_eq!((terms[0].is_confirmed, terms[0].note.as_str()), (false, "a note"));
        assert!(read_one("fee,,,S,").expect("terms")[0].is_valid_on(Date(i32::MIN)));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row_and_other_columns_are_no_terms() {
        for (row, said) in [
            (",,,S,", "it has no key"),
            ("fee,2026-02-30,,S,", "valid_from '2026-02-30' is no day"),
            ("fee,,soon,S,", "valid_to 'soon' is no day"),
            ("fee,2026-02-02,2026-02-01,S,", "it ends before it begins"),
            ("fee,,,,", "source '' is neither"),
        ] {
            let error = read_one(row).expect_err(row).to_string();
            assert!(error.starts_with("row 1 of the terms of tests") && error.contains(said), "{error}");
        }
        for text in ["", "key,source\nfee,S\n", "valid_from,key,valid_to,source,note\n,fee,,S,\n"] {
            let error = read("tests", ["key"], text, |_| Ok(())).expect_err(text).to_string();
            assert_eq!(
                error,
                "the terms of tests are no CSV with the columns key, valid_from, valid_to, source, note"
            );
        }
        assert!(read_one("fee,S").is_err(), "a row of too few fields");
    }
}
