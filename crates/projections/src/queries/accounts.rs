//! Accounts and their balances now. Balances at another time are in `movements`.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use ledger::{AccountName, Balance, BookSide, Currency, Side};

use super::{AsOf, MovementFilter, Page, Period, ReadModels};
use crate::error::ProjectionError;
use crate::value::{Row, Value};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its number in the tables.
    pub no: i64,
    /// Accounting entity (agency).
    pub entity: String,
    /// Code within the entity.
    pub code: String,
    /// The side on which it grows.
    pub normal_side: Side,
    /// The set of books it belongs to.
    pub book_side: BookSide,
    /// The one currency it holds.
    pub currency: Currency,
    /// It takes no more entries.
    pub closed: bool,
    /// Its debits, held ones counted, may not exceed its posted credits.
    pub debits_must_not_exceed_credits: bool,
    /// Its credits, held ones counted, may not exceed its posted debits.
    pub credits_must_not_exceed_debits: bool,
}

/// An account with its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceRow {
    /// The account.
    pub account: AccountRow,
    /// Its sums in minor units. Held sums are those of now; at another time they are zero.
    pub balance: Balance,
    /// Its ceiling now.
    pub ceiling: Option<i64>,
    /// Its appropriation or target now.
    pub budget: Option<i64>,
    /// The last position that the sums include.
    pub position: u64,
}

/// Which accounts are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Only those of this entity.
    pub entity: Option<String>,
    /// Only this code, those below it and their parts.
    pub code: Option<String>,
}

/// What reading an entry needs of its accounts, by entity and code.
pub(super) type Index = HashMap<(String, String), AccountRow>;

pub(super) const COLUMNS: &str = "a.no, a.entity, a.code, a.normal_side, a.book_side, a.currency, a.closed,
    a.debits_must_not_exceed_credits, a.credits_must_not_exceed_debits";

/// How many columns [`COLUMNS`] names: what else a query asks for stands behind them.
pub(super) const WIDTH: usize = 9;

impl AccountRow {
    /// The account in the first [`WIDTH`] columns, as [`COLUMNS`] names them.
    pub(super) fn read(row: &Row) -> Self {
        Self {
            no: row.int(0),
            entity: row.text(1).to_owned(),
            code: row.text(2).to_owned(),
            normal_side: if row.int(3) == 2 { Side::Credit } else { Side::Debit },
            book_side: if row.int(4) == 2 { BookSide::Budget } else { BookSide::Financial },
            // The fold let in only currencies that are known.
            currency: Currency::parse(row.text(5)).unwrap_or(Currency::IDR),
            closed: row.int(6) != 0,
            debits_must_not_exceed_credits: row.int(7) != 0,
            credits_must_not_exceed_debits: row.int(8) != 0,
        }
    }

    /// `entity:code`.
    #[must_use]
    pub fn name(&self) -> AccountName<'_> {
        AccountName { entity: &self.entity, code: &self.code }
    }
}

impl AccountFilter {
    /// Adds conditions to a query over `account a`.
    pub(super) fn conditions(&self, sql: &mut String, values: &mut Vec<Value>) {
        if let Some(entity) = &self.entity {
            values.push(Value::Text(entity.clone()));
            sql.push_str(&format!(" and a.entity = ${}", values.len()));
        }
        if let Some(code) = &self.code {
            // `like` would take the underscore, which codes may have, for any character.
            // Sub-accounts are a part of their code; both beginnings are one character longer than it.
            let (below, parts) = (format!("{code}."), format!("{code}~"));
            let length = Value::Int(below.len() as i64);
            values.extend([Value::Text(code.clone()), length, Value::Text(below), Value::Text(parts)]);
            let n = values.len();
            sql.push_str(&format!(
                " and (a.code = ${} or substr(a.code, 1, ${}) in (${}, ${n}))",
                n - 3,
                n - 2,
                n - 1
            ));
        }
    }
}

impl ReadModels {
    /// An account with its sums now.
    ///
    /// # Errors
    /// [`ProjectionError::NoAccount`] when it was never opened.
    pub async fn balance(&self, book: &str, name: AccountName<'_>) -> Result<BalanceRow, ProjectionError> {
        let sql = format!(
            "select {COLUMNS}, s.debit, s.credit, s.pending_debit, s.pending_credit, s.ceiling, s.budget, b.position
             from book b join account a on a.book = b.no join balance s on s.account = a.no
             where b.name = $1 and a.entity = $2 and a.code = $3"
        );
        let values = [book.into(), name.entity.into(), name.code.into()];
        let rows = self.database.query(&sql, &values).await?;
        let row = rows.first().ok_or_else(|| ProjectionError::NoAccount(name.to_string()))?;
        Ok(balance(row))
    }

    /// An account with its sums at another time.
    ///
    /// # Errors
    /// [`ProjectionError::NoAccount`] when it was never opened.
    pub async fn balance_as_of(
        &self,
        book: &str,
        name: AccountName<'_>,
        as_of: AsOf,
    ) -> Result<BalanceRow, ProjectionError> {
        let now = self.balance(book, name).await?;
        if as_of == AsOf::default() {
            return Ok(now);
        }
        let period = Period { from: None, to: as_of.effective, known_at: as_of.known_at };
        let filter = MovementFilter { account: Some(now.account.no), ..MovementFilter::default() };
        let (movements, position) = self.movements(book, period, &filter).await?;
        let sums = movements.first().map_or((0, 0), |movement| (movement.debit, movement.credit));
        let balance = Balance { debit: sums.0, credit: sums.1, ..Balance::default() };
        Ok(BalanceRow { balance, position, ..now })
    }

    /// Accounts with their sums now, in order of entity and code.
    ///
    /// # Errors
    /// [`ProjectionError::BadCursor`], and those of the database.
    pub async fn accounts(
        &self,
        book: &str,
        filter: &AccountFilter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<BalanceRow>, ProjectionError> {
        let mut sql = format!(
            "select {COLUMNS}, s.debit, s.credit, s.pending_debit, s.pending_credit, s.ceiling, s.budget, b.position
             from book b join account a on a.book = b.no join balance s on s.account = a.no where b.name = $1"
        );
        let mut values = vec![Value::from(book)];
        filter.conditions(&mut sql, &mut values);
        if let Some(cursor) = cursor {
            let name =
                AccountName::parse(cursor).ok_or_else(|| ProjectionError::BadCursor(cursor.to_owned()))?;
            values.extend([name.entity.into(), name.code.into()]);
            let n = values.len();
            sql.push_str(&format!(" and (a.entity, a.code) > (${}, ${n})", n - 1));
        }
        values.push(Value::Int(limit as i64 + 1));
        sql.push_str(&format!(" order by a.entity, a.code limit ${}", values.len()));
        let rows = self.database.query(&sql, &values).await?;
        let mut items: Vec<BalanceRow> = rows.iter().map(balance).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.account.name().to_string());
        Ok(Page { items, next })
    }

    /// Every account of a book by name, kept in memory: terms never change once an account is open.
    pub(super) async fn index(&self, book: &str) -> Result<Arc<Index>, ProjectionError> {
        let kept = self.cache.accounts.read().unwrap_or_else(PoisonError::into_inner).get(book).cloned();
        match kept {
            Some(index) => Ok(index),
            None => self.refreshed_index(book).await,
        }
    }

    /// The same, read again: an account was met that it lacks.
    pub(super) async fn refreshed_index(&self, book: &str) -> Result<Arc<Index>, ProjectionError> {
        let sql = format!("select {COLUMNS} from book b join account a on a.book = b.no where b.name = $1");
        let rows = self.database.query(&sql, &[book.into()]).await?;
        let accounts = rows.iter().map(AccountRow::read);
        let index: Index =
            accounts.map(|account| ((account.entity.clone(), account.code.clone()), account)).collect();
        let index = Arc::new(index);
        let mut kept = self.cache.accounts.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(book.to_owned(), Arc::clone(&index));
        Ok(index)
    }
}

fn balance(row: &Row) -> BalanceRow {
    BalanceRow {
        account: AccountRow::read(row),
        balance: Balance {
            debit: row.int(WIDTH),
            credit: row.int(WIDTH + 1),
            pending_debit: row.int(WIDTH + 2),
            pending_credit: row.int(WIDTH + 3),
        },
        ceiling: row.opt_int(WIDTH + 4),
        budget: row.opt_int(WIDTH + 5),
        position: row.int(WIDTH + 6) as u64,
    }
}
