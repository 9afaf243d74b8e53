//! The picture at the end of the demo: totals of the trial balance, budget against realisation by group, revenue by
//! channel.

use std::collections::BTreeMap;

use event_store::{EventStore, Outcome};
use ledger::{Book, BookSide, Currency};
use prost::Message;
use serde::Serialize;
use wire::payment_v1::PaymentReceived;

/// Sums over all accounts, as decimal strings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialBalanceTotals {
    /// Debit balances.
    pub total_debit: String,
    /// Credit balances.
    pub total_credit: String,
}

/// One group of the budget realisation report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Code of the group, such as `4.1.01`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Appropriation or target, as a decimal string.
    pub budget: String,
    /// Realisation.
    pub realization: String,
    /// Realisation in per cent of the budget with two decimals; empty without one.
    pub percent: String,
}

/// What came in by one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// The channel.
    pub channel: String,
    /// Payments.
    pub payments: u64,
    /// Their sum, as a decimal string.
    pub amount: String,
}

/// Totals of the balances of all accounts.
pub fn trial_balance(book: &Book) -> TrialBalanceTotals {
    let (mut debit, mut credit) = (0_i128, 0_i128);
    for account in book.accounts() {
        match i128::from(account.balance.debit) - i128::from(account.balance.credit) {
            balance if balance > 0 => debit += balance,
            balance => credit -= balance,
        }
    }
    let currency = book.settings().currency;
    TrialBalanceTotals { total_debit: currency.decimal(debit), total_credit: currency.decimal(credit) }
}

/// Budget and realisation of every code up to the third level, in order of code, with the groups that have either.
pub fn realization(book: &Book) -> Vec<Group> {
    let mut sums: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    for (number, account) in book.accounts().iter().enumerate() {
        let is_reported = matches!(account.code.as_bytes().first(), Some(b'4' | b'5' | b'6'));
        if account.terms.book_side != BookSide::Budget || !is_reported {
            continue;
        }
        let id = ledger::AccountId(u32::try_from(number).unwrap_or(u32::MAX));
        let budget = i128::from(book.budgets().get(&id).copied().unwrap_or(0));
        let realization = account.balance.posted(account.terms.normal_side);
        for depth in [1, 2, 3] {
            let sum = sums.entry(up_to(&account.code, depth)).or_default();
            *sum = (sum.0 + budget, sum.1 + realization);
        }
    }
    let currency = book.settings().currency;
    let name = |code: &str| {
        let node = book.chart().and_then(|chart| chart.node(code));
        node.map_or_else(String::new, |node| node.name.to_string())
    };
    sums.into_iter()
        .map(|(code, (budget, realization))| Group {
            code: code.to_owned(),
            name: name(code),
            budget: currency.decimal(budget),
            realization: currency.decimal(realization),
            percent: percent(realization, budget),
        })
        .collect()
}

/// A code's first segments.
fn up_to(code: &str, depth: usize) -> &str {
    code.match_indices('.').nth(depth - 1).map_or(code, |(end, _)| &code[..end])
}

/// Whole hundredths of a per cent, cut and not rounded: a budget is reached when it is reached.
fn percent(part: i128, whole: i128) -> String {
    if whole == 0 {
        return String::new();
    }
    let hundredths = part * 10_000 / whole;
    format!("{}.{:02}", hundredths / 100, hundredths.rem_euclid(100))
}

/// Records read at once.
const CHUNK: usize = 8_192;

/// Payments that stand in the ledger, by channel, the largest first.
///
/// # Errors
/// When the log can't be read.
pub async fn channels(
    store: &dyn EventStore,
    book: &str,
    currency: Currency,
) -> anyhow::Result<Vec<Channel>> {
    let mut sums: BTreeMap<String, (u64, i128)> = BTreeMap::new();
    let mut position = 0;
    loop {
        let records = store.read(book, position, CHUNK).await?;
        let Some(last) = records.last() else { break };
        position = last.position;
        for record in &records {
            if record.outcome != Outcome::Posted || !record.event_type.ends_with(".PaymentReceived") {
                continue;
            }
            let stored = wire::record::decode_record(&record.bytes)?;
            let payment = PaymentReceived::decode(stored.data)?;
            let amount = payment.amount.and_then(|amount| currency.minor_units(&amount.value).ok());
            let sum = sums.entry(payment.channel).or_default();
            *sum = (sum.0 + 1, sum.1 + i128::from(amount.unwrap_or(0)));
        }
    }
    let mut channels: Vec<_> = sums.into_iter().collect();
    channels.sort_by_key(|(_, (_, amount))| std::cmp::Reverse(*amount));
    Ok(channels
        .into_iter()
        .map(|(channel, (payments, amount))| Channel { channel, payments, amount: currency.decimal(amount) })
        .collect())
}
