//! What every statement must satisfy: its balances and entries add up, and a batch is the sum of its payments.

use ledger::Currency;

use super::{BankEntry, BankStatement, StatementFault, Status};

/// Refuses a statement whose opening balance and booked entries do not give its closing balance. `line` and `tag` are
/// where the closing balance stands.
pub(super) fn check(statement: &BankStatement, line: u64, tag: &str) -> Result<(), StatementFault> {
    let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else { return Ok(()) };
    let sum = |wanted: fn(&&BankEntry) -> bool| -> i128 {
        statement.booked().filter(wanted).map(|entry| i128::from(entry.amount)).sum()
    };
    let (credits, debits) = (sum(|entry| entry.amount > 0), sum(|entry| entry.amount < 0));
    let computed = i128::from(opening.amount) + credits + debits;
    if computed == i128::from(closing.amount) {
        return Ok(());
    }
    let write = |minor: i128| statement.currency.decimal(minor);
    let problem = format!(
        "the statement does not add up: opening {} + credits {} - debits {} = {}, and the closing balance is {}; ask the \
         bank for it again",
        write(opening.amount.into()),
        write(credits),
        write(-debits),
        write(computed),
        write(closing.amount.into()),
    );
    Err(StatementFault::new(line, tag, problem))
}

/// Refuses an entry whose payments all have amounts and do not sum up to it.
pub(super) fn check_batch(
    entry: &BankEntry,
    currency: Currency,
    line: u64,
    tag: &str,
) -> Result<(), StatementFault> {
    let amounts: Option<Vec<i128>> =
        entry.details.iter().map(|detail| detail.amount.map(i128::from)).collect();
    let Some(amounts) = amounts.filter(|amounts| !amounts.is_empty()) else { return Ok(()) };
    let sum: i128 = amounts.iter().sum();
    if sum == i128::from(entry.amount) {
        return Ok(());
    }
    let problem = format!(
        "the {} payments of the entry sum up to {}, and the entry is {}; ask the bank for it again",
        amounts.len(),
        currency.decimal(sum),
        currency.decimal(entry.amount.into()),
    );
    Err(StatementFault::new(line, tag, problem))
}

/// Whether `next` goes on where `first` ended: the same account, and its opening balance is the closing one. `None` when
/// one of them has no balances or they are of other accounts.
pub fn follows(first: &BankStatement, next: &BankStatement) -> Option<bool> {
    if first.account != next.account || first.currency != next.currency {
        return None;
    }
    Some(first.closing?.amount == next.opening?.amount)
}

/// A statement has at most this many entries, so that their number is a number.
pub(super) fn number(entries: &[BankEntry], line: u64, tag: &str) -> Result<u32, StatementFault> {
    u32::try_from(entries.len() + 1)
        .map_err(|_| StatementFault::new(line, tag, "too many entries; ask for a shorter period"))
}

impl Status {
    /// A status code of ISO 20022.
    pub(super) fn parse(code: &str) -> Option<Self> {
        match code {
            "BOOK" => Some(Self::Booked),
            "PDNG" | "FUTR" => Some(Self::Pending),
            "INFO" => Some(Self::Information),
            _ => None,
        }
    }
}
