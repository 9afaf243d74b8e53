//! Sums of accounts by kind of entry, before and within a period: what the financial statements are made of. Opening and
//! closing entries mean something else there than business does. Sums over all kinds are in `movements`.

use std::collections::BTreeMap;

use ledger::EntryKind;

use super::accounts::{AccountRow, COLUMNS, WIDTH};
use super::movements::{DAYS, LINES, kind_of, values};
use super::{MovementFilter, Period, ReadModels};
use crate::error::ProjectionError;
use crate::value::{Row, Value};

/// What entries of one kind did to one account, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindMovement {
    /// The account.
    pub account: AccountRow,
    /// The kind of the entries.
    pub kind: EntryKind,
    /// Debits before the period.
    pub opening_debit: i64,
    /// Credits before the period.
    pub opening_credit: i64,
    /// Debits within the period.
    pub debit: i64,
    /// Credits within the period.
    pub credit: i64,
}

impl ReadModels {
    /// Sums of every account and kind of entry until the end of the period, in order of entity, code and kind, and the last
    /// position that they include.
    ///
    /// # Errors
    /// Those of the database; [`ProjectionError::TooLarge`] when a sum leaves 64 bits.
    pub async fn movements_by_kind(
        &self,
        book: &str,
        period: Period,
    ) -> Result<(Vec<KindMovement>, u64), ProjectionError> {
        let limit = self.limit(book, period.known_at).await?;
        let values = values(book, period, &MovementFilter::default());
        let position = ("select position from book where name = $1".to_owned(), vec![Value::from(book)]);
        let mut queries = vec![position, (by_kind(DAYS, ""), values.clone())];
        if let Some(limit) = limit {
            // As in `movements`: what was recorded beyond the position is taken off again.
            let mut values = values;
            values.push(Value::Int(limit as i64));
            queries.push((by_kind(LINES, " and m.position > $5"), values));
        }
        let mut answers = self.database.snapshot(queries).await?.into_iter();
        let position = answers.next().and_then(|rows| rows.first().map(|row| row.int(0))).unwrap_or(0) as u64;
        let mut sums: BTreeMap<(String, String, i64), KindMovement> = BTreeMap::new();
        for row in answers.next().unwrap_or_default() {
            sums.insert(key(&row), movement(&row));
        }
        for row in answers.next().unwrap_or_default() {
            let beyond = movement(&row);
            if let Some(sum) = sums.get_mut(&key(&row)) {
                sum.opening_debit -= beyond.opening_debit;
                sum.opening_credit -= beyond.opening_credit;
                sum.debit -= beyond.debit;
                sum.credit -= beyond.credit;
            }
        }
        // As there: what moved beyond the position alone was not known.
        sums.retain(|_, sum| (sum.opening_debit, sum.opening_credit, sum.debit, sum.credit) != (0, 0, 0, 0));
        Ok((sums.into_values().collect(), limit.map_or(position, |limit| limit.min(position))))
    }
}

/// One pass over the days (or lines) of the book; `more` are further conditions.
fn by_kind(source: &str, more: &str) -> String {
    let sum = |column: &str, when: &str| {
        format!(
            "cast(coalesce(sum(case when m.effective_date {when} $2 then m.{column} else 0 end), 0) as bigint)"
        )
    };
    format!(
        "select {COLUMNS}, m.kind, {}, {}, {}, {} {source}{more} group by {COLUMNS}, m.kind",
        sum("debit", "<"),
        sum("credit", "<"),
        sum("debit", ">="),
        sum("credit", ">=")
    )
}

fn key(row: &Row) -> (String, String, i64) {
    (row.text(1).to_owned(), row.text(2).to_owned(), row.int(WIDTH))
}

fn movement(row: &Row) -> KindMovement {
    KindMovement {
        account: AccountRow::read(row),
        kind: kind_of(row.int(WIDTH)),
        opening_debit: row.int(WIDTH + 1),
        opening_credit: row.int(WIDTH + 2),
        debit: row.int(WIDTH + 3),
        credit: row.int(WIDTH + 4),
    }
}
