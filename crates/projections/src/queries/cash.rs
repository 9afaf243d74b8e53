//! Cash of agencies: what stands on the accounts of cash and cash equivalents of each.

use std::collections::BTreeMap;

use ledger::Currency;

use super::accounts::AccountFilter;
use super::{AsOf, MovementFilter, Period, ReadModels};
use crate::error::ProjectionError;

/// Cash and cash equivalents in the chart of accounts (kelompok 1.1, jenis 01).
pub const CASH: &str = "1.1.01";

/// One agency's cash in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashRow {
    /// The agency.
    pub entity: String,
    /// The currency.
    pub currency: Currency,
    /// Debits less credits, minor units.
    pub amount: i128,
}

impl ReadModels {
    /// Cash by agency and currency, and the last position it includes.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn agency_cash(&self, book: &str, as_of: AsOf) -> Result<(Vec<CashRow>, u64), ProjectionError> {
        let period = Period { from: None, to: as_of.effective, known_at: as_of.known_at };
        let accounts = AccountFilter { entity: None, code: Some(CASH.to_owned()) };
        let filter = MovementFilter { accounts, ..MovementFilter::default() };
        let (movements, position) = self.movements(book, period, &filter).await?;
        let mut sums: BTreeMap<(String, Currency), i128> = BTreeMap::new();
        for movement in movements {
            let key = (movement.account.entity, movement.account.currency);
            *sums.entry(key).or_default() += i128::from(movement.debit) - i128::from(movement.credit);
        }
        let row = |((entity, currency), amount)| CashRow { entity, currency, amount };
        Ok((sums.into_iter().map(row).collect(), position))
    }
}
