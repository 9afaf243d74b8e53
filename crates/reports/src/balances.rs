//! Balances of the ledger that reports made of events must agree with.

use projections::ReadModels;
use projections::queries::{AccountFilter, MovementFilter, Period};

use crate::error::ReportError;
use crate::parameters::Parameters;

/// Debits less credits, in minor units, of the accounts below some codes, up to the last day of a period.
pub(crate) async fn debit_balance(
    models: &ReadModels,
    parameters: &Parameters,
    period: Period,
    roots: &[&str],
) -> Result<i128, ReportError> {
    let all_until = Period { from: None, ..period };
    let mut balance = 0;
    for root in roots {
        let accounts = AccountFilter { entity: parameters.entity.clone(), code: Some((*root).to_owned()) };
        let filter = MovementFilter { accounts, ..MovementFilter::default() };
        let (movements, _) = models.movements(&parameters.book, all_until, &filter).await?;
        balance +=
            movements.iter().map(|movement| i128::from(movement.debit - movement.credit)).sum::<i128>();
    }
    Ok(balance)
}
