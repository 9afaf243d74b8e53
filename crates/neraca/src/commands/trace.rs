//! `neraca trace`: from a position in a book the whole way back to the bus, the publisher and the rule.

use anyhow::bail;
use clap::Args;
use serde_json::Value;

use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::Ending;
use crate::output;

/// Show where an entry comes from: event, publisher, place on the bus, rule, record, leaf of the tree
///
/// From a figure down: `report trial-balance` has it, `report general-ledger --account CODE` lists the lines with their
/// positions, `trace POSITION` shows what made one, and `prove POSITION` proves it.
#[derive(Args, Debug)]
pub struct Trace {
    /// Position of the record
    position: u64,
}

impl Trace {
    /// Traces it.
    ///
    /// # Errors
    /// When nothing stands at that position.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let (_site, models) = read_models(context).await?;
        let Some(traced) = reports::trace(&models, context.book(), self.position).await? else {
            bail!("book \"{}\" has no position {}", context.book(), self.position);
        };
        if context.json {
            output::json(&traced)?;
        } else {
            print("", &traced)?;
            output::line(format!("Prove it: neraca prove {}", self.position))?;
        }
        Ok(Ending::Done)
    }
}

/// Every value on a line of its own, behind the names that lead to it.
fn print(name: &str, value: &Value) -> anyhow::Result<()> {
    let under = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(key, value)| print(&under(key), value)),
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(place, value)| print(&under(&place.to_string()), value))
        }
        Value::Null => Ok(()),
        Value::String(text) if text.is_empty() => Ok(()),
        Value::String(text) if text.contains('\n') => {
            output::line(format!("{name}:"))?;
            text.lines().try_for_each(|line| output::line(format!("  {line}")))
        }
        Value::String(text) => output::line(format!("{name}: {text}")),
        other => output::line(format!("{name}: {other}")),
    }
}
