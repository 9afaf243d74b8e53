//! Sums of accounts by kind of entry, before and within a period: what the financial statements are made of. Opening and
//! closing entries mean something else there than business does. Sums over all kinds are in `movements`.

use std::collections::BTreeMap;

use ledger::EntryKind;

use super::accounts::{AccountRow, COLUMNS, WIDTH};
use super::movements::{DAYS, Known, LINES, kind_of, values};
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
        let values = values(book, period, &MovementFilter::default());
        let days = (by_kind(DAYS, ""), values.clone());
        let beyond = |limit: u64| {
            let mut values = values.clone();
            values.push(Value::Int(limit as i64));
            (by_kind(LINES, " and m.position > $5"), values)
        };
        let Known { sums: known, beyond, position } = self.known(book, period.known_at, days, beyond).await?;
        let mut sums: BTreeMap<(String, String, i64), KindMovement> = BTreeMap::new();
        for row in known {
            sums.insert(key(&row), movement(&row));
        }
        for row in beyond {
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
        Ok((sums.into_values().collect(), position))
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
        "select {COLUMNS}, s.kind, s.opening_debit, s.opening_credit, s.debit, s.credit
         from (select a.no as account, m.kind as kind, {} as opening_debit, {} as opening_credit, {} as debit, {} as credit
            {source}{more} group by a.no, m.kind) s join account a on a.no = s.account",
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
