//! What was recorded between two views and counts in a report, out of the log itself.

use std::collections::BTreeSet;

use ledger::{AccountName, Date, Timestamp};
use projections::{ProjectionError, ReadModels};
use wire::ledger_v1 as pb;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

use super::figures::{Account, Accounts};
use super::scope::Scope;
use super::{Cause, Figure};
use crate::error::ReportError;

/// Records read at once.
const CHUNK: usize = 8_192;

/// The kind of a cause that sets a budget.
const BUDGET: &str = "budget";

/// Adds what was recorded after the first of the positions up to the second to the accounts that it is on.
///
/// # Errors
/// Those of log and read models.
pub(super) async fn add(
    models: &ReadModels,
    book: &str,
    scope: &Scope,
    (earlier, later): (u64, u64),
    accounts: &mut Accounts,
) -> Result<(), ReportError> {
    let closing = models.closing_entries(book, (earlier, later)).await?;
    let mut position = earlier;
    while position < later {
        let left = usize::try_from(later - position).unwrap_or(CHUNK).min(CHUNK);
        let records = models.store().read(book, position, left).await.map_err(ProjectionError::from)?;
        let Some(last) = records.last() else { break };
        position = last.position;
        for record in &records {
            let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref());
            let decoded = decoded.map_err(|error| ProjectionError::UnknownRecord {
                book: book.to_owned(),
                position: record.position,
                what: error.to_string(),
            })?;
            let Some(Stored::Posted(posted)) = &decoded.outcome else { continue };
            for found in moved_by(scope, &decoded, posted, &closing) {
                let account = account(models, book, scope, &found, accounts).await?;
                account.add(found);
            }
        }
    }
    Ok(())
}

/// A line or a budget that counts, and the account that it is on.
struct Moved<'r> {
    entity: &'r str,
    code: &'r str,
    cause: Cause,
}

impl Account {
    fn add(&mut self, Moved { mut cause, .. }: Moved<'_>) {
        if cause.figure == Figure::Budget {
            cause.amount *= self.budget_sign;
        } else if self.has_lines {
            cause.amount *= self.debit_sign;
        } else {
            return;
        }
        self.change.causes.push(cause);
    }
}

/// The account of a cause. One that neither view has a figure of is looked up: either its terms say why, or the read models have
/// lost what the log has, and the figures will not add up.
async fn account<'a>(
    models: &ReadModels,
    book: &str,
    scope: &Scope,
    found: &Moved<'_>,
    accounts: &'a mut Accounts,
) -> Result<&'a mut Account, ReportError> {
    let key = (found.entity.to_owned(), found.code.to_owned());
    if !accounts.contains_key(&key) {
        let name = AccountName { entity: found.entity, code: found.code };
        let row = models.balance(book, name).await?.account;
        accounts.insert(key.clone(), Account::of(scope, &row));
    }
    let missing = || ProjectionError::NoAccount(format!("{}:{}", key.0, key.1)).into();
    accounts.get_mut(&key).ok_or_else(missing)
}

/// What the facts of a record move. Which of its entries close a year, or take such an entry back, the read models know.
fn moved_by<'r>(
    scope: &Scope,
    record: &'r pb::Record,
    posted: &'r pb::Posted,
    closing: &BTreeSet<(u64, u32)>,
) -> Vec<Moved<'r>> {
    let (mut found, mut entry_no) = (Vec::new(), 0);
    for fact in &posted.facts {
        let is_closing = closing.contains(&(record.position, entry_no));
        found.extend(moved(scope, record, posted, fact, is_closing));
        entry_no += u32::from(matches!(fact.fact, Some(Fact::EntryPosted(_) | Fact::HoldCaptured(_))));
    }
    found
}

/// The lines of a fact, or the budget that it sets, as far as they count.
fn moved<'r>(
    scope: &Scope,
    record: &'r pb::Record,
    posted: &'r pb::Posted,
    fact: &'r pb::Fact,
    is_closing: bool,
) -> Vec<Moved<'r>> {
    let cause = |kind: &str, effective_date: Date, reverses: u64, figure: Figure, amount: i64| Cause {
        position: record.position,
        recorded_at: Timestamp(record.recorded_at),
        effective_date,
        source: record.source.clone(),
        id: record.id.clone(),
        rule: posted.rule.clone(),
        kind: kind.to_owned(),
        reverses: (reverses != 0).then_some(reverses),
        figure,
        amount: amount.into(),
    };
    let entry = match &fact.fact {
        Some(Fact::EntryPosted(entry)) => Some(entry),
        Some(Fact::HoldCaptured(captured)) => captured.entry.as_ref(),
        Some(Fact::BudgetSet(set)) => {
            let day = Date(record.effective_date);
            let account = set
                .account
                .iter()
                .filter(|account| scope.has_budget(day) && scope.has(&account.entity, &account.code));
            let moved = account.map(|account| Moved {
                entity: &account.entity,
                code: &account.code,
                cause: cause(BUDGET, day, 0, Figure::Budget, set.amount),
            });
            return moved.collect();
        }
        _ => None,
    };
    let Some(entry) = entry else { return Vec::new() };
    let day = Date(entry.effective_date);
    let figures: Vec<Figure> = scope.figures(is_closing, day).collect();
    let kind = entry.kind().as_str_name().trim_start_matches("ENTRY_KIND_").to_lowercase();
    let mut found = Vec::new();
    for line in &entry.lines {
        let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
        if scope.has(entity, &line.code) {
            found.extend(figures.iter().map(|figure| Moved {
                entity,
                code: &line.code,
                cause: cause(&kind, day, entry.reverses, *figure, line.amount),
            }));
        }
    }
    found
}
