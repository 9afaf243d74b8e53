//! What changed between two views of the same report: each cell that differs, and exactly the entries and budget changes,
//! recorded in between, that explain it. Answers "the LRA of 31 December as known on 15 January, and what changed since".

use std::collections::BTreeMap;

use ledger::{Currency, Date, Timestamp};
use projections::queries::{MovementFilter, Period};
use projections::{KnownAt, ReadModels};
use serde_json::{Value, json};
use wire::ledger_v1 as pb;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

use crate::error::ReportError;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Report, RowKind};

/// The difference between two views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The report.
    pub report: ReportName,
    /// The book.
    pub book: String,
    /// Last position that the earlier view includes.
    pub earlier: u64,
    /// Last position that the later view includes.
    pub later: u64,
    /// Cells that differ, in the order of the report; none for reports whose rows are entries.
    pub cells: Vec<CellChange>,
    /// Accounts whose balance differs, or whose budget was set, each with all that explains it.
    pub accounts: Vec<AccountChange>,
    currency: Currency,
}

/// A cell that differs; `None` where the view has no such row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Code of the row, or its name where it has none.
    pub row: String,
    /// Key of the column.
    pub column: &'static str,
    /// In the earlier view.
    pub before: Option<String>,
    /// In the later view.
    pub after: Option<String>,
}

/// An account that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// Entity and code, such as `5.02.0.00.0.00.01.0000:4.1.01.19.01.0001`.
    pub account: String,
    /// Debits less credits in the earlier view, in minor units.
    pub before: i128,
    /// The same in the later view.
    pub after: i128,
    /// What was recorded in between, in the order of the log. The entries' amounts add up to the difference.
    pub causes: Vec<Cause>,
}

/// Something that was recorded between the views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Its position.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The day it counts for.
    pub effective_date: Date,
    /// Who sent the event.
    pub source: String,
    /// The source's name for it.
    pub id: String,
    /// The rule that made it; empty for instructions.
    pub rule: String,
    /// Kind of the entry, such as `general` or `correction`; `budget` where a budget was set.
    pub kind: String,
    /// Position of the record that it reverses.
    pub reverses: Option<u64>,
    /// Debit positive, credit negative, in minor units; the new amount where a budget was set.
    pub amount: i128,
}

/// Records read at once.
const CHUNK: usize = 8_192;

/// Compares a report as known at `since` with the same as `parameters` ask for it.
///
/// # Errors
/// [`ReportError::Unexplained`] when what was recorded in between does not add up to the difference: the read models or
/// the log are damaged. [`ReportError::ViewsReversed`] when `since` is the later one.
pub async fn changes(
    models: &ReadModels,
    name: ReportName,
    parameters: &Parameters,
    since: KnownAt,
) -> Result<Changes, ReportError> {
    let book = &parameters.book;
    let earlier = models.known_position(book, since).await?;
    let later = match parameters.known_at {
        Some(known_at) => models.known_position(book, known_at).await?,
        None => models.position(book).await?,
    };
    if earlier > later {
        return Err(ReportError::ViewsReversed { earlier, later });
    }
    let view = |position| Parameters { known_at: Some(KnownAt::Position(position)), ..parameters.clone() };
    let (was, is) = (view(earlier), view(later));
    let (before, after) = (crate::run(models, name, &was).await?, crate::run(models, name, &is).await?);
    let mut accounts = balances(models, &was, &is).await?;
    causes(models, parameters, earlier, later, &mut accounts).await?;
    // Only these two have one row a code; in the others the entries themselves are the rows.
    let by_code = matches!(name, ReportName::TrialBalance | ReportName::BudgetRealization);
    let accounts: Vec<AccountChange> = accounts
        .into_values()
        .filter(|change| change.before != change.after || !change.causes.is_empty())
        .collect();
    accounts.iter().try_for_each(AccountChange::check)?;
    let info = models.book(book).await?;
    Ok(Changes {
        report: name,
        book: book.clone(),
        earlier,
        later,
        cells: if by_code { cells(&before, &after) } else { Vec::new() },
        accounts,
        currency: Currency::parse(&info.currency).unwrap_or(Currency::IDR),
    })
}

impl AccountChange {
    fn check(&self) -> Result<(), ReportError> {
        let entries = self.causes.iter().filter(|cause| cause.kind != BUDGET);
        let explained: i128 = entries.map(|cause| cause.amount).sum();
        if self.before + explained == self.after {
            return Ok(());
        }
        Err(ReportError::Unexplained {
            account: self.account.clone(),
            difference: self.after - self.before,
            explained,
        })
    }
}

const BUDGET: &str = "budget";

type Accounts = BTreeMap<(String, String), AccountChange>;

/// The balance of every account in both views.
async fn balances(models: &ReadModels, was: &Parameters, is: &Parameters) -> Result<Accounts, ReportError> {
    let filter = MovementFilter { accounts: is.accounts(), ..MovementFilter::default() };
    let mut accounts = Accounts::new();
    for (parameters, is_later) in [(was, false), (is, true)] {
        let period = Period { from: None, ..parameters.period()? };
        for movement in models.movements(&parameters.book, period, &filter).await?.0 {
            let account = &movement.account;
            let balance = i128::from(movement.debit) - i128::from(movement.credit);
            let change = accounts
                .entry((account.entity.clone(), account.code.clone()))
                .or_insert_with(|| AccountChange::of(&account.entity, &account.code));
            *(if is_later { &mut change.after } else { &mut change.before }) = balance;
        }
    }
    Ok(accounts)
}

impl AccountChange {
    fn of(entity: &str, code: &str) -> Self {
        Self { account: format!("{entity}:{code}"), before: 0, after: 0, causes: Vec::new() }
    }
}

/// Adds what was recorded between the views and counts in them.
async fn causes(
    models: &ReadModels,
    parameters: &Parameters,
    earlier: u64,
    later: u64,
    accounts: &mut Accounts,
) -> Result<(), ReportError> {
    let last_day = parameters.period()?.to;
    let mut position = earlier;
    while position < later {
        let left = usize::try_from(later - position).unwrap_or(CHUNK).min(CHUNK);
        let records = models.store().read(&parameters.book, position, left).await;
        let records = records.map_err(projections::ProjectionError::from)?;
        let Some(last) = records.last() else { break };
        position = last.position;
        for record in &records {
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref());
            let decoded = decoded.map_err(|error| projections::ProjectionError::UnknownRecord {
                book: parameters.book.clone(),
                position: record.position,
                what: error.to_string(),
            })?;
            let Some(Stored::Posted(posted)) = &decoded.outcome else { continue };
            for found in posted.facts.iter().flat_map(|fact| moved(&decoded, posted, fact)) {
                let counts = last_day.is_none_or(|last_day| found.cause.effective_date <= last_day);
                if counts && found.is_within(parameters) {
                    let key = (found.entity.to_owned(), found.code.to_owned());
                    let change =
                        accounts.entry(key).or_insert_with(|| AccountChange::of(found.entity, found.code));
                    change.causes.push(found.cause);
                }
            }
        }
    }
    Ok(())
}

/// A line or a budget, and the account that it is on.
struct Moved<'r> {
    entity: &'r str,
    code: &'r str,
    cause: Cause,
}

impl Moved<'_> {
    fn is_within(&self, parameters: &Parameters) -> bool {
        let below = |code: &String| {
            self.code.strip_prefix(code.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        parameters.entity.as_ref().is_none_or(|entity| entity == self.entity)
            && parameters.code.as_ref().is_none_or(below)
    }
}

/// The lines of a fact, or the budget that it sets.
fn moved<'r>(record: &'r pb::Record, posted: &'r pb::Posted, fact: &'r pb::Fact) -> Vec<Moved<'r>> {
    let cause = |kind: String, effective_date: i32, reverses: u64, amount: i64| Cause {
        position: record.position,
        recorded_at: Timestamp(record.recorded_at),
        effective_date: Date(effective_date),
        source: record.source.clone(),
        id: record.id.clone(),
        rule: posted.rule.clone(),
        kind,
        reverses: (reverses != 0).then_some(reverses),
        amount: amount.into(),
    };
    let entry = match &fact.fact {
        Some(Fact::EntryPosted(entry)) => Some(entry),
        Some(Fact::HoldCaptured(captured)) => captured.entry.as_ref(),
        Some(Fact::BudgetSet(set)) => {
            let account = set.account.iter();
            let moved = account.map(|account| Moved {
                entity: &account.entity,
                code: &account.code,
                cause: cause(BUDGET.to_owned(), record.effective_date, 0, set.amount),
            });
            return moved.collect();
        }
        _ => None,
    };
    let Some(entry) = entry else { return Vec::new() };
    let kind = entry.kind().as_str_name().trim_start_matches("ENTRY_KIND_").to_lowercase();
    let line = |line: &'r pb::Line| Moved {
        entity: if line.entity.is_empty() { &entry.entity } else { &line.entity },
        code: &line.code,
        cause: cause(kind.clone(), entry.effective_date, entry.reverses, line.amount),
    };
    entry.lines.iter().map(line).collect()
}

/// Cells that differ, of reports with one row a code.
fn cells(before: &Report, after: &Report) -> Vec<CellChange> {
    let place = |key: &str| after.columns.iter().position(|column| column.key == key);
    let (Some(code), Some(name)) = (place("code"), place("name")) else { return Vec::new() };
    let key = |row: &crate::report::Row| {
        let text = |place: usize| row.cells.get(place).and_then(crate::report::Cell::plain);
        (row.kind == RowKind::Total, text(code).or_else(|| text(name)).unwrap_or_default())
    };
    let old: BTreeMap<_, _> = before.rows.iter().map(|row| (key(row), row)).collect();
    let new: BTreeMap<_, _> = after.rows.iter().map(|row| (key(row), row)).collect();
    let gone = before.rows.iter().map(key).filter(|key| !new.contains_key(key));
    let mut changes = Vec::new();
    for key in after.rows.iter().map(key).chain(gone) {
        for (place, column) in after.columns.iter().enumerate() {
            let cell = |row: Option<&&crate::report::Row>| row.and_then(|row| row.cells.get(place)?.plain());
            let (before, after) = (cell(old.get(&key)), cell(new.get(&key)));
            if before != after {
                changes.push(CellChange { row: key.1.clone(), column: column.key, before, after });
            }
        }
    }
    changes
}

impl Changes {
    /// As a JSON object: `report`, `book`, `earlier`, `later`, `cells`, `accounts`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let decimal = |minor: i128| self.currency.decimal(minor);
        let cause = |cause: &Cause| {
            json!({
                "position": cause.position,
                "recorded_at": cause.recorded_at.to_string(),
                "effective_date": cause.effective_date.to_string(),
                "source": cause.source,
                "id": cause.id,
                "rule": cause.rule,
                "kind": cause.kind,
                "reverses": cause.reverses,
                "amount": decimal(cause.amount),
            })
        };
        let account = |change: &AccountChange| {
            json!({
                "account": change.account,
                "before": decimal(change.before),
                "after": decimal(change.after),
                "causes": change.causes.iter().map(cause).collect::<Vec<_>>(),
            })
        };
        let cell = |cell: &CellChange| json!({ "row": cell.row, "column": cell.column, "before": cell.before, "after": cell.after });
        json!({
            "report": self.report.as_str(),
            "book": self.book,
            "earlier": self.earlier,
            "later": self.later,
            "cells": self.cells.iter().map(cell).collect::<Vec<_>>(),
            "accounts": self.accounts.iter().map(account).collect::<Vec<_>>(),
        })
    }

    /// As text for people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let shown = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "-".to_owned());
        let mut text = format!(
            "{} of book \"{}\": positions {} to {}\n",
            self.report.as_str(),
            self.book,
            self.earlier + 1,
            self.later
        );
        for CellChange { row, column, before, after } in &self.cells {
            text.push_str(&format!("  {row} {column}: {} -> {}\n", shown(before), shown(after)));
        }
        for change in &self.accounts {
            let decimal = |minor: i128| self.currency.decimal(minor);
            let (before, after) = (decimal(change.before), decimal(change.after));
            text.push_str(&format!("{}: {before} -> {after}\n", change.account));
            for cause in &change.causes {
                let Cause { position, effective_date, source, id, kind, .. } = cause;
                let (recorded_at, amount) = (cause.recorded_at, decimal(cause.amount));
                let reverses = cause.reverses.map_or_else(String::new, |of| format!(", reverses {of}"));
                text.push_str(&format!(
                    "  {amount} at position {position}, recorded {recorded_at} for {effective_date}: {kind}{reverses}, \"{id}\" of \"{source}\"\n"
                ));
            }
        }
        if self.cells.is_empty() && self.accounts.is_empty() {
            text.push_str("nothing changed\n");
        }
        text
    }
}
