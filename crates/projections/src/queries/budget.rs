//! Budgets against what was realised, by account of the budget books.

use std::collections::BTreeMap;

use ledger::{BookSide, Date, EntryKind};

use super::accounts::{AccountFilter, AccountRow, COLUMNS, WIDTH};
use super::{MovementFilter, Period, ReadModels};
use crate::error::ProjectionError;
use crate::value::Value;

/// One account's budget and realisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRow {
    /// The account, of the budget books.
    pub account: AccountRow,
    /// Appropriation or target on the last day of the period, minor units; zero when there is none.
    pub budget: i64,
    /// Realised within the period, on the account's normal side, closing entries left out.
    pub realized: i64,
}

impl ReadModels {
    /// Budget and realisation of every account of the budget books that has either, in order of entity and code, and the
    /// last position they include. A budget counts that was set with an effective date up to the period's last day and, when
    /// the period has a first one, in or after that day's year: appropriations end with their year.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn budget_realization(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<(Vec<BudgetRow>, u64), ProjectionError> {
        let filter = MovementFilter {
            account: None,
            accounts: accounts.clone(),
            book_side: Some(BookSide::Budget),
            without: Some(EntryKind::Closing),
        };
        let (movements, position) = self.movements(book, period, &filter).await?;
        let mut rows: BTreeMap<(String, String), BudgetRow> = BTreeMap::new();
        let key = |account: &AccountRow| (account.entity.clone(), account.code.clone());
        for movement in movements {
            let net = movement.debit - movement.credit;
            let credit = movement.account.normal_side == ledger::Side::Credit;
            let realized = if credit { -net } else { net };
            let row = BudgetRow { budget: 0, realized, account: movement.account };
            rows.insert(key(&row.account), row);
        }
        for (account, budget) in self.budgets(book, period, position, accounts).await? {
            let row = BudgetRow { budget: 0, realized: 0, account };
            rows.entry(key(&row.account)).or_insert(row).budget = budget;
        }
        Ok((rows.into_values().collect(), position))
    }

    /// The last setting of each account, of those that count.
    async fn budgets(
        &self,
        book: &str,
        period: Period,
        position: u64,
        accounts: &AccountFilter,
    ) -> Result<Vec<(AccountRow, i64)>, ProjectionError> {
        let year_start = period.from.and_then(|from| Date::new(from.year(), 1, 1));
        let mut values = vec![
            Value::from(book),
            year_start.map_or(i32::MIN, |date| date.0).into(),
            period.to.map_or(i32::MAX, |date| date.0).into(),
            Value::Int(position as i64),
        ];
        let mut sql = format!(
            "select {COLUMNS}, c.amount from book b join account a on a.book = b.no
             join (select account, amount,
                     row_number() over (partition by account order by position desc) as latest
                   from budget_change where effective_date >= $2 and effective_date <= $3 and position <= $4) c
               on c.account = a.no and c.latest = 1
             where b.name = $1"
        );
        accounts.conditions(&mut sql, &mut values);
        let rows = self.database.query(&sql, &values).await?;
        Ok(rows.iter().map(|row| (AccountRow::read(row), row.int(WIDTH))).collect())
    }
}
