//! Revenue by account, month and channel.

use super::ReadModels;
use super::accounts::{AccountRow, COLUMNS, WIDTH};
use crate::error::ProjectionError;
use crate::value::Value;

/// Revenue of one account in one month through one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueRow {
    /// The revenue account; its entity is the agency.
    pub account: AccountRow,
    /// Such as 202603.
    pub month: u32,
    /// As the payment named it, such as `qris`; empty for corrections, reversals and journals, which name none.
    pub channel: String,
    /// Credits less debits, minor units.
    pub amount: i64,
    /// How many credits.
    pub number: u64,
}

impl ReadModels {
    /// Revenue in months from `first` to `last` (such as 202601 and 202612), in order of entity, code, month and channel, and
    /// the last position that it includes. Summed over the channels it is what the budget realisation report shows.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn revenue(
        &self,
        book: &str,
        first: u32,
        last: u32,
    ) -> Result<(Vec<RevenueRow>, u64), ProjectionError> {
        let sql = format!(
            "select {COLUMNS}, r.month, r.channel, r.amount, r.number from book b join account a on a.book = b.no
             join revenue r on r.account = a.no where b.name = $1 and r.month >= $2 and r.month <= $3
             order by a.entity, a.code, r.month, r.channel"
        );
        let month = |month: u32| Value::Int(i64::from(month.min(999_912)));
        let position = ("select position from book where name = $1".to_owned(), vec![Value::from(book)]);
        let rows = (sql, vec![book.into(), month(first), month(last)]);
        // Of one moment, whatever is recorded between the two.
        let mut answers = self.database.snapshot(vec![position, rows]).await?.into_iter();
        let position = answers.next().and_then(|rows| Some(rows.first()?.int(0))).unwrap_or_default();
        let rows = answers.next().unwrap_or_default();
        let row = |row: &crate::value::Row| RevenueRow {
            account: AccountRow::read(row),
            month: row.int(WIDTH) as u32,
            channel: row.text(WIDTH + 1).to_owned(),
            amount: row.int(WIDTH + 2),
            number: row.int(WIDTH + 3) as u64,
        };
        Ok((rows.iter().map(row).collect(), position as u64))
    }
}
