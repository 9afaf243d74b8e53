//! The picture at the end of the demo, out of the reports and read models that anyone else would ask: totals of the trial
//! balance, budget against realisation by group, revenue by channel.

use std::collections::BTreeMap;

use ledger::{Currency, Date};
use projections::ReadModels;
use projections::queries::{AccountFilter, Period};
use reports::{Parameters, Report, ReportName, RowKind};
use serde::Serialize;

/// Sums of the trial balance, as decimal strings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialBalanceTotals {
    /// Debit balances.
    pub total_debit: String,
    /// Credit balances.
    pub total_credit: String,
}

/// One group of the budget realisation report, or one of its sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Code of the group, such as `4.1.01`; empty for a sum.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Appropriation or target, as a decimal string.
    pub budget: String,
    /// Realisation.
    pub realization: String,
    /// Realisation in per cent of the budget.
    pub percent: String,
}

/// What came in by one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// The channel; `other` where the events name none.
    pub channel: String,
    /// Entries on revenue accounts.
    pub entries: u64,
    /// Their sum, as a decimal string.
    pub amount: String,
}

/// Groups down to this level of the chart: kinds of revenue and spending.
const LEVEL: u8 = 3;

/// Totals of the trial balance.
///
/// # Errors
/// When the read models can't answer.
pub async fn trial_balance(models: &ReadModels, book: &str) -> anyhow::Result<TrialBalanceTotals> {
    let parameters = Parameters { book: book.to_owned(), ..Parameters::default() };
    let report = reports::run(models, ReportName::TrialBalance, &parameters).await?;
    let total = |key| report.total(key).unwrap_or_default();
    Ok(TrialBalanceTotals { total_debit: total("total_debit"), total_credit: total("total_credit") })
}

/// Budget against realisation, by group.
///
/// # Errors
/// When the read models can't answer.
pub async fn realization(models: &ReadModels, book: &str) -> anyhow::Result<Vec<Group>> {
    let parameters = Parameters { book: book.to_owned(), level: Some(LEVEL), ..Parameters::default() };
    let report = reports::run(models, ReportName::BudgetRealization, &parameters).await?;
    let shown = report.rows.iter().filter(|row| row.kind != RowKind::Balance);
    Ok(shown.map(|row| group(&report, row)).collect())
}

fn group(report: &Report, row: &reports::Row) -> Group {
    let cell = |key: &str| {
        let place = report.columns.iter().position(|column| column.key == key);
        place.and_then(|place| row.cells.get(place)).and_then(reports::Cell::plain).unwrap_or_default()
    };
    Group {
        code: cell("code"),
        name: cell("name"),
        budget: cell("budget"),
        realization: cell("realized"),
        percent: cell("percent"),
    }
}

/// Revenue by the channel of its payers, the largest first.
///
/// # Errors
/// When the read models can't answer.
pub async fn channels(
    models: &ReadModels,
    book: &str,
    year: i32,
    currency: Currency,
) -> anyhow::Result<Vec<Channel>> {
    let period = Period { from: Date::new(year, 1, 1), to: Date::new(year, 12, 31), known_at: None };
    let mut sums: BTreeMap<String, (i64, i128)> = BTreeMap::new();
    let (rows, _) = models.revenue(book, period, &AccountFilter::default()).await?;
    for row in rows.into_iter().filter(|row| row.stage.is_payment()) {
        let channel = if row.channel.is_empty() { "other".to_owned() } else { row.channel };
        let sum = sums.entry(channel).or_default();
        // A payment that was taken back takes its number back too.
        *sum = (sum.0 + row.number, sum.1 + i128::from(row.amount));
    }
    let mut channels: Vec<_> = sums.into_iter().collect();
    channels.sort_by_key(|(_, (_, amount))| std::cmp::Reverse(*amount));
    let channel = |(channel, (entries, amount)): (String, (i64, i128))| Channel {
        channel,
        entries: u64::try_from(entries).unwrap_or_default(),
        amount: currency.decimal(amount),
    };
    Ok(channels.into_iter().map(channel).collect())
}
