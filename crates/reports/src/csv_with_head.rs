//! A report's table as CSV with all else that the report says: title, head, provenance, totals, closing lines and digest, so that
//! a table that was passed on can be made again and compared.
//!
//! The table stands first and is the same as without. A row follows for each thing more: `kind` is the name of the field in JSON,
//! `level` is 0, the third field is the name within it (`chart.version`, a line's number), the fourth the value. Every row has as
//! many fields as the table, so that the whole is one table to a program, and rows are told apart by their `kind`.

use serde_json::Value;

use crate::error::ReportError;
use crate::report::Report;
use crate::spreadsheet;

/// What a report says beside its table, in the order in which it is written.
const FIELDS: [&str; 8] =
    ["report", "title", "head", "provenance", "totals", "closing", "tie_outs", "digest"];

impl Report {
    /// The table as CSV, with a row for each thing that the report says beside it.
    ///
    /// # Errors
    /// [`ReportError::Csv`], which memory excludes.
    pub fn to_csv_with_head(&self) -> Result<String, ReportError> {
        let width = self.columns.len() + 2;
        let json = self.to_json();
        let mut writer = csv::Writer::from_writer(self.to_csv()?.into_bytes());
        for field in FIELDS {
            let mut said = Vec::new();
            flatten("", &json[field], &mut said);
            for (name, value) in said {
                let mut row = vec![field.to_owned(), "0".to_owned(), name, spreadsheet::safe(value)];
                row.resize(width, String::new());
                writer.write_record(&row)?;
            }
        }
        let bytes = writer.into_inner().map_err(|error| ReportError::Write(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Every value with the names that lead to it.
fn flatten(name: &str, value: &Value, said: &mut Vec<(String, String)>) {
    let under = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Null => {}
        Value::Object(fields) => fields.iter().for_each(|(key, value)| flatten(&under(key), value, said)),
        Value::Array(items) => {
            (1..).zip(items).for_each(|(n, value): (u32, _)| flatten(&under(&n.to_string()), value, said));
        }
        Value::String(text) => said.push((name.to_owned(), text.clone())),
        other => said.push((name.to_owned(), other.to_string())),
    }
}
