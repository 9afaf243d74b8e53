//! Where the rows of a report lead: paths of the service for the same view of the same book. A line leads to its record, a code
//! to the entries below it, an account's balance to its statement; what is added up leads nowhere.

use serde_json::{Map, Value, json};

use super::Row;
use super::claim::Claim;
use super::collected::year_before;
use crate::calendar;

/// Reports that show the same days of the year before in a column of its own.
const WITH_YEAR_BEFORE: [&str; 3] = ["budget-realization", "operating-statement", "cash-flow"];

/// The link of a line to the record at a position.
pub(super) fn to_record(book: &str, position: u64) -> (&'static str, Value) {
    ("links", json!({ "trace": format!("/v1/books/{}/entries/{position}/trace", encoded(book)) }))
}

/// Adds the links of all rows that are not of one record.
pub(super) fn complete(claim: &Claim, rows: &mut [Row]) {
    for row in rows {
        if !row.iter().any(|(key, _)| *key == "links") {
            row.push(("links", of(claim, row)));
        }
    }
}

fn of(claim: &Claim, row: &Row) -> Value {
    let cell = |key: &str| row.iter().find(|(known, _)| *known == key).and_then(|(_, value)| value.as_str());
    let Some(code) = cell("code").filter(|_| cell("kind") != Some("total")) else { return Value::Null };
    let book = encoded(&claim.book);
    let mut links = Map::new();
    let mut link = |name: &str, path: String| links.insert(name.to_owned(), json!(path));
    let days = query(claim, claim.from, claim.to);
    if let Some(entity) = cell("entity") {
        let account = encoded(&format!("{entity}:{code}"));
        link("statement", format!("/v1/books/{book}/accounts/{account}/statement?{days}"));
        return Value::Object(links);
    }
    let of_entity = claim.entity.as_ref().map(|entity| format!("&entity={}", encoded(entity)));
    let of_code = format!("code={}{}", encoded(code), of_entity.unwrap_or_default());
    let ledger = format!("/v1/books/{book}/reports/general-ledger?{of_code}");
    link("entries", format!("{ledger}&{days}"));
    if let (Some(from), Some(to), true) =
        (claim.from, claim.to, WITH_YEAR_BEFORE.contains(&claim.name.as_str()))
    {
        let days = query(claim, Some(year_before(from)), Some(year_before(to)));
        link("previous_entries", format!("{ledger}&{days}"));
    }
    Value::Object(links)
}

fn query(claim: &Claim, from: Option<i32>, to: Option<i32>) -> String {
    let days = [("from", from), ("to", to)].into_iter().filter_map(|(key, day)| Some((key, day?)));
    let days: String = days.map(|(key, day)| format!("{key}={}&", calendar::date(day))).collect();
    format!("{days}known_at={}", claim.position)
}

/// Text as a part of a path: all but letters, digits and `-._~:` in percent.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' | b':' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_path_is_written_in_percent() {
        assert_eq!(encoded("a/b c:1.1~2&é"), "a%2Fb%20c:1.1~2%26%C3%A9");
    }
}
