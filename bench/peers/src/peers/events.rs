//! The event of peers that only append events, and its sums.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::plain_sql::connect;
use crate::load::Transfer;
use crate::peer::Found;

/// A transfer as an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Posting {
    /// The transfer's number.
    pub(super) number: u64,
    /// The account that is debited.
    pub(super) debit: u32,
    /// The account that is credited.
    pub(super) credit: u32,
    /// Whole rupiah.
    pub(super) amount: i64,
}

impl From<&Transfer> for Posting {
    fn from(&Transfer { number, debit, credit, amount }: &Transfer) -> Self {
        Self { number, debit, credit, amount }
    }
}

/// Reads the JSON of each event by a statement, and sums what they say.
pub(super) async fn found_in(url: &str, statement: &str) -> Result<Found> {
    let rows = connect(url).await?.query(statement, &[]).await?;
    let mut balances: BTreeMap<u32, i64> = BTreeMap::new();
    for row in &rows {
        let text: &str = row.try_get(0)?;
        let posting: Posting = serde_json::from_str(text).with_context(|| format!("event {text}"))?;
        *balances.entry(posting.debit).or_default() += posting.amount;
        *balances.entry(posting.credit).or_default() -= posting.amount;
    }
    Ok(Found { transfers: rows.len() as u64, balances: balances.into_iter().collect() })
}
