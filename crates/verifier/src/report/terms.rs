//! Terms that a report takes as given and states itself: classes of channels, steps of age, targets. The log does not hold them.
//! They are tables in CSV, whose own columns come first; the others say from when to when a row is valid, who says so, and a
//! note. What the rows mean is in `terms/revenue.rs` and `terms/spending.rs`.

pub(super) mod revenue;
pub(super) mod spending;

use sha2::{Digest as _, Sha256};

use super::claim::Claim;
use crate::calendar;
use crate::published::hex;

/// The columns that every table ends with.
const SHARED: [&str; 4] = ["valid_from", "valid_to", "source", "note"];

/// A table as a report states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: String,
    /// The number of the first row that can't be read, from 1; 0 stands for the header.
    pub unread: Option<u64>,
}

/// The tables that a report of this name rests on, as it states them; `None` in the place of one that it does not state.
#[must_use]
pub fn stated(claim: &Claim) -> Vec<(&'static str, Option<Stated>)> {
    let of_report: &[&str] = match claim.name.as_str() {
        "digitalization" | "receivables-age" | "revenue-service" => &["revenue"],
        "spending-quality" => &["revenue", "spending"],
        _ => &[],
    };
    let table = |of: &&'static str| {
        let of = *of;
        let stated = text(claim, of).map(|text| {
            let unread = match of {
                "revenue" => revenue::Terms::read(text).err(),
                _ => spending::Terms::read(text).err(),
            };
            Stated { sha256: digest(text), unread }
        });
        (of, stated)
    };
    of_report.iter().map(table).collect()
}

/// The text of a table that a report states.
fn text<'c>(claim: &'c Claim, of: &str) -> Option<&'c str> {
    claim.json["provenance"]["terms"][of]["csv"].as_str()
}

fn digest(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// What every row has beside its own columns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    is_confirmed: bool,
    note: String,
    from: Option<i32>,
    to: Option<i32>,
}

impl Term {
    /// The first and the last day count.
    fn is_valid_on(&self, day: i32) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Reads a table; `rule` reads the columns that are its own. On failure the number of the row, 0 for the header.
fn read<R, const N: usize>(
    text: &str,
    columns: [&str; N],
    rule: impl Fn([&str; N]) -> Option<R>,
) -> Result<Vec<(R, Term)>, u64> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| 0u64)?;
    if !header.iter().eq(columns.into_iter().chain(SHARED)) {
        return Err(0);
    }
    let mut terms = Vec::new();
    for (number, fields) in (1..).zip(reader.records()) {
        let fields = fields.map_err(|_| number)?;
        let field = |place: usize| fields.get(place).unwrap_or_default().trim();
        let rule = rule(std::array::from_fn(field)).ok_or(number)?;
        let [from, to] = [field(N), field(N + 1)].map(day);
        let is_confirmed = match field(N + 2) {
            "S" => true,
            "K" => false,
            _ => return Err(number),
        };
        let (from, to) = (from.ok_or(number)?, to.ok_or(number)?);
        terms.push((rule, Term { is_confirmed, note: field(N + 3).to_owned(), from, to }));
    }
    Ok(terms)
}

/// A day, or none where nothing stands; `None` of anything else.
fn day(text: &str) -> Option<Option<i32>> {
    if text.is_empty() { Some(None) } else { calendar::parse_date(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_can_not_be_read_is_named_by_its_number() {
        let header = "key,valid_from,valid_to,source,note\n";
        let read = |rows: &str| {
            let rule = |[key]: [&str; 1]| (!key.is_empty()).then(|| key.to_owned());
            read(&format!("{header}{rows}"), ["key"], rule)
        };
        let terms = read("a,2026-01-02,2026-01-03,S,\"x, y\"\nb,,,K,\n").expect("terms");
        let (key, term) = &terms[0];
        assert_eq!((key.as_str(), term.note.as_str(), term.is_confirmed), ("a", "x, y", true));
        let valid = |text| term.is_valid_on(calendar::parse_date(text).expect("a day"));
        let days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"];
        assert_eq!(days.map(valid), [false, true, true, false]);
        assert!(terms[1].1.is_valid_on(i32::MIN));
        for (rows, number) in [
            (",,,S,\n", 1),
            ("a,,,S,\nb,soon,,S,\n", 2),
            ("a,,,X,\n", 1),
            ("a,,,S\n", 1),
            ("a,,2026-02-30,S,\n", 1),
        ] {
            assert_eq!(read(rows), Err(number), "{rows}");
        }
        assert_eq!(super::read("key,value\n", ["key"], |_| Some(())).err(), Some(0));
    }
}
