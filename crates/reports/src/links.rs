//! Where a row of a report is walked down to: paths of the HTTP API, relative to the server, for the same view of the same book.
//!
//! | row | link |
//! |---|---|
//! | a line of an entry | `trace`: the entry's event, rule, record and proof |
//! | an opening or closing balance of one account | `statement`: the account's lines |
//! | a code | `entries`: the general ledger of that code and those below it |
//!
//! A row that is added up from others (a total) has none: its parts stand above it. In a report that shows the year before
//! too, a code has `previous_entries` as well.

use ledger::Date;
use serde_json::{Map, Value};

use crate::names::year_before;
use crate::parameters::ReportName;
use crate::report::{Provenance, Report, Row, RowKind};

/// The links of a row by what they lead to; `None` when it has none.
pub(crate) fn of(report: &Report, row: &Row) -> Option<Value> {
    let from = &report.provenance;
    let book = encoded(&from.book);
    let cell = |key: &str| {
        let place = report.columns.iter().position(|column| column.key == key)?;
        row.cells.get(place)?.plain()
    };
    let mut links = Map::new();
    let mut link = |name: &str, path: String| links.insert(name.to_owned(), Value::String(path));
    if let Some(position) = row.entry {
        link("trace", trace(&from.book, position));
        return Some(Value::Object(links));
    }
    let code = cell("code").filter(|_| row.kind != RowKind::Total)?;
    match cell("entity") {
        Some(entity) => {
            let account = encoded(&format!("{entity}:{code}"));
            let days = query(from, from.from, from.to);
            link("statement", format!("/v1/books/{book}/accounts/{account}/statement?{days}"));
        }
        None => {
            let mut of_code = format!("code={}", encoded(&code));
            if let Some(entity) = &from.entity {
                of_code.push_str(&format!("&entity={}", encoded(entity)));
            }
            let ledger = format!("/v1/books/{book}/reports/general-ledger?{of_code}");
            link("entries", format!("{ledger}&{}", query(from, from.from, from.to)));
            if let (Some(first), Some(last), true) = (from.from, from.to, has_year_before(report.name)) {
                let days = query(from, Some(year_before(first)), Some(year_before(last)));
                link("previous_entries", format!("{ledger}&{days}"));
            }
        }
    }
    Some(Value::Object(links))
}

/// Whether a report shows the same days of the year before in a column of its own.
fn has_year_before(name: &str) -> bool {
    let names = [ReportName::BudgetRealization, ReportName::OperatingStatement, ReportName::CashFlow];
    names.iter().any(|of| of.as_str() == name)
}

/// Where an entry comes from.
pub(crate) fn trace(book: &str, position: u64) -> String {
    format!("/v1/books/{}/entries/{position}/trace", encoded(book))
}

/// The days, as known where the report stands.
fn query(provenance: &Provenance, from: Option<Date>, to: Option<Date>) -> String {
    let days = [("from", from), ("to", to)].into_iter().filter_map(|(key, day)| Some((key, day?)));
    let days: String = days.map(|(key, day)| format!("{key}={day}&")).collect();
    format!("{days}known_at={}", provenance.position)
}

/// Text as a path segment or query value: all but letters, digits and `-._~:` percent-encoded.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
        if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_parts_of_a_path() {
        assert_eq!(encoded("a/b c:1.1&é"), "a%2Fb%20c:1.1%26%C3%A9");
    }
}
