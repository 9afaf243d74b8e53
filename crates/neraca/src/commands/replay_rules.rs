//! `neraca replay --rules`: what would have been different under another rulebook, entry by entry and balance by balance.

use std::collections::BTreeMap;
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

/// What another rulebook would have changed.
#[derive(Debug, Serialize)]
struct WhatIf {
    book: String,
    positions: u64,
    /// Records that would have ended otherwise.
    differences: u64,
    /// Each of them, with `--diff`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    records: Vec<Changed>,
    /// Accounts whose balance would be another.
    balances: Vec<Balance>,
}

/// A record that would have ended otherwise.
#[derive(Debug, Serialize)]
struct Changed {
    position: u64,
    source: String,
    id: String,
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
    let mut records = Vec::new();
    let mut failed = None;
    let redecided = redecide(store, book, position, &rules, |found| {
        let changed = changed(&found, currency);
        if diff && context.json {
            records.push(changed);
        } else if diff && failed.is_none() {
            failed = print(&changed).err();
        }
    })
    .await?;
    if let Some(error) = failed {
        return Err(error);
    }
    let what_if = WhatIf {
        book: book.to_owned(),
        positions: position,
        differences: redecided.differences,
        records,
        balances: balances(&recorded, &redecided.book),
    };
    if context.json {
        output::json(&what_if)?;
    } else {
        summary(&what_if)?;
    }
    Ok(Ending::Done)
}

fn changed(found: &Difference, currency: ledger::Currency) -> Changed {
    Changed {
        position: found.position,
        source: found.recorded.source.clone(),
        id: found.recorded.id.clone(),
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

fn print(changed: &Changed) -> anyhow::Result<()> {
    let Changed { position, source, id, recorded, instead } = changed;
    output::line(format!("position {position}, \"{id}\" of \"{source}\""))?;
    recorded.iter().try_for_each(|line| output::line(format!("  - {line}")))?;
    instead.iter().try_for_each(|line| output::line(format!("  + {line}")))
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
