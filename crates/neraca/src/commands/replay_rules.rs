//! `neraca replay --rules`: what would have been different under another rulebook, entry by entry and balance by balance.
//!
//! Records that differ are printed as they are found and not kept: under other rules that may be every record of the log.
//! What stays in memory is one line an account.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use command_handler::redecide::{Difference, Rules, redecide};
use ledger::Book;
use serde::Serialize;
use wire::ledger_v1 as pb;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

use crate::commands::Context;
use crate::exit::Ending;
use crate::output;
use crate::site::{Access, Site};

/// What another rulebook would have changed, behind the records.
#[derive(Debug, Serialize)]
struct WhatIf {
    positions: u64,
    /// Records that would have ended otherwise.
    differences: u64,
    /// Accounts whose balance would be another.
    balances: Vec<Balance>,
}

/// A record that would have ended otherwise.
#[derive(Debug, Serialize)]
struct Changed {
    position: u64,
    source: String,
    id: String,
    /// What differs, in words.
    what: String,
    recorded: Vec<String>,
    instead: Vec<String>,
}

/// An account with another balance; debits less credits, as decimal strings.
#[derive(Debug, Serialize)]
struct Balance {
    account: String,
    recorded: String,
    instead: String,
}

/// Where differences go, one after the other.
struct Printer<'a, W> {
    out: W,
    book: &'a str,
    begun: bool,
    json: bool,
    /// Each record, and not the balances alone.
    diff: bool,
    printed: u64,
}

/// Decides the history by the rulebook in a file and prints what differs.
///
/// # Errors
/// When the rulebook is refused, or there is no such book.
pub(super) async fn run(context: &Context, path: &Path, diff: bool) -> anyhow::Result<Ending> {
    let yaml = std::fs::read(path).with_context(|| format!("\"{}\"", path.display()))?;
    let site = Site::open(&context.configuration, Access::Read).await?;
    let (store, book) = (&site.store, context.book());
    let position = store.head(book).await?.position;
    let recorded = command_handler::recovery::fold(&**store, book, position).await?;
    let recorded = recorded.with_context(|| format!("there is no book \"{book}\" here"))?.book;
    let currency = recorded.settings().currency;
    let rules = Rules::Other { name: path.display().to_string(), yaml };
    let (out, json) = (std::io::stdout(), context.json);
    let mut printer = Printer { out, book, begun: false, json, diff, printed: 0 };
    let mut failed = None;
    let redecided = redecide(store, book, position, &rules, |found| {
        if failed.is_none() {
            failed = printer.record(&changed(&found, currency)).err();
        }
    })
    .await?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    let balances = balances(&recorded, &redecided.book);
    let what_if = WhatIf { positions: position, differences: redecided.differences, balances };
    printer.end(&what_if)?;
    if !context.json {
        summary(&what_if)?;
    }
    Ok(Ending::Done)
}

impl<W: Write> Printer<'_, W> {
    /// One JSON object in the end, written as it comes: first what is known, then the records, then what they come to. Begun
    /// with the first of them, so that a rulebook that is refused before prints nothing.
    fn begin(&mut self) -> std::io::Result<()> {
        if self.json && !self.begun {
            self.begun = true;
            write!(self.out, "{{\n  \"book\": {},\n  \"records\": [", serde_json::json!(self.book))?;
        }
        Ok(())
    }

    fn record(&mut self, changed: &Changed) -> std::io::Result<()> {
        if !self.diff {
            return Ok(());
        }
        self.begin()?;
        let comma = if self.printed == 0 { "" } else { "," };
        self.printed += 1;
        if self.json {
            write!(self.out, "{comma}\n    {}", serde_json::to_string(changed)?)?;
            return Ok(());
        }
        let Changed { position, source, id, what, recorded, instead } = changed;
        let whose = if id.is_empty() { String::new() } else { format!(", \"{id}\" of \"{source}\"") };
        writeln!(self.out, "position {position}{whose}: {what}")?;
        recorded.iter().try_for_each(|line| writeln!(self.out, "  - {line}"))?;
        instead.iter().try_for_each(|line| writeln!(self.out, "  + {line}"))
    }

    fn end(&mut self, what_if: &WhatIf) -> std::io::Result<()> {
        if !self.json {
            return Ok(());
        }
        self.begin()?;
        let rest = serde_json::to_string_pretty(what_if)?;
        // The fields of the object go on in the one that was begun.
        let fields = rest.strip_prefix('{').unwrap_or(&rest);
        writeln!(self.out, "\n  ],{fields}")
    }
}

fn changed(found: &Difference, currency: ledger::Currency) -> Changed {
    Changed {
        position: found.position,
        source: found.recorded.source.clone(),
        id: found.recorded.id.clone(),
        what: found.what.clone(),
        recorded: ending(Some(&found.recorded), currency),
        instead: ending(found.decided.as_ref(), currency),
    }
}

/// How a record ended, a line each.
fn ending(record: Option<&pb::Record>, currency: ledger::Currency) -> Vec<String> {
    let outcome = record.and_then(|record| record.outcome.as_ref());
    match outcome {
        Some(Stored::Posted(posted)) => {
            posted.facts.iter().flat_map(|fact| lines(fact.fact.as_ref(), currency)).collect()
        }
        Some(Stored::Refused(refused)) => vec![format!("refused: {} ({})", refused.code, refused.detail)],
        Some(Stored::Quarantined(kept)) => vec![format!("quarantined: {}", kept.code)],
        _ => vec!["nothing".to_owned()],
    }
}

fn lines(fact: Option<&Fact>, currency: ledger::Currency) -> Vec<String> {
    let entry = match fact {
        Some(Fact::EntryPosted(entry)) => Some(entry),
        Some(Fact::HoldCaptured(captured)) => captured.entry.as_ref(),
        _ => None,
    };
    let Some(entry) = entry else { return Vec::new() };
    let line = |line: &pb::Line| {
        let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
        let side = if line.amount < 0 { "credit" } else { "debit" };
        let amount = currency.decimal(i128::from(line.amount).abs());
        format!("{side} {entity}:{} {amount}", line.code)
    };
    entry.lines.iter().map(line).collect()
}

/// Accounts whose balances differ, in the order of their names.
fn balances(recorded: &Book, instead: &Book) -> Vec<Balance> {
    let mut sums: BTreeMap<(String, String), [i128; 2]> = BTreeMap::new();
    for (place, book) in [recorded, instead].into_iter().enumerate() {
        for account in book.accounts() {
            let key = (account.entity.to_string(), account.code.to_string());
            let balance = i128::from(account.balance.debit) - i128::from(account.balance.credit);
            sums.entry(key).or_default()[place] = balance;
        }
    }
    let currency = recorded.settings().currency;
    sums.into_iter()
        .filter(|(_, [recorded, instead])| recorded != instead)
        .map(|((entity, code), [recorded, instead])| Balance {
            account: format!("{entity}:{code}"),
            recorded: currency.decimal(recorded),
            instead: currency.decimal(instead),
        })
        .collect()
}

fn summary(what_if: &WhatIf) -> anyhow::Result<()> {
    let mut table = output::table(&["account", "recorded", "with these rules"], 1);
    for Balance { account, recorded, instead } in &what_if.balances {
        table.add_row([account.clone(), output::rupiah(recorded), output::rupiah(instead)]);
    }
    if !what_if.balances.is_empty() {
        output::line(table)?;
    }
    output::line(format!(
        "{} of {} records would have ended otherwise, and {} accounts would stand otherwise",
        what_if.differences,
        what_if.positions,
        what_if.balances.len()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(json: bool, diff: bool) -> String {
        let mut printer = Printer { out: Vec::new(), book: "main", begun: false, json, diff, printed: 0 };
        for position in [7, 9] {
            let (recorded, instead) = (vec!["debit a:1 5.00".to_owned()], Vec::new());
            let (source, id, what) = ("s".to_owned(), format!("e{position}"), "other entries".to_owned());
            printer.record(&Changed { position, source, id, what, recorded, instead }).unwrap();
        }
        printer.end(&WhatIf { positions: 10, differences: 2, balances: Vec::new() }).unwrap();
        String::from_utf8(printer.out).unwrap()
    }

    #[test]
    fn what_is_written_record_by_record_is_one_object_in_the_end() {
        let value: serde_json::Value = serde_json::from_str(&printed(true, true)).unwrap();
        assert_eq!((&value["book"], &value["differences"]), (&"main".into(), &2.into()));
        assert_eq!(value["records"][1]["position"], 9);
        assert_eq!(value["balances"], serde_json::json!([]));
        let value: serde_json::Value = serde_json::from_str(&printed(true, false)).unwrap();
        assert_eq!(value["records"], serde_json::json!([]));
        assert_eq!(printed(false, true).lines().next(), Some("position 7, \"e7\" of \"s\": other entries"));
    }
}
