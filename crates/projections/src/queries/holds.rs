//! Holds by name, settled ones too.

use ledger::{HoldState, Timestamp};

use super::ReadModels;
use super::accounts::{AccountRow, COLUMNS};
use crate::error::ProjectionError;
use crate::state::{account_no, read_lines};
use crate::value::Value;

/// A hold and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldRow {
    /// How far it has come.
    pub state: HoldState,
    /// When it lets go by itself.
    pub expires_at: Option<Timestamp>,
    /// What is still held, in minor units: positive is a debit, negative a credit.
    pub lines: Vec<(AccountRow, i64)>,
    /// The last position that this includes.
    pub position: u64,
}

impl ReadModels {
    /// The hold of that name; `None` when none was ever placed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn hold(&self, book: &str, name: &str) -> Result<Option<HoldRow>, ProjectionError> {
        let sql = "select b.no, h.state, h.expires_at, h.lines, b.position
            from book b join hold h on h.book = b.no where b.name = $1 and h.id = $2";
        let rows = self.database.query(sql, &[book.into(), name.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let held = read_lines(row.text(3));
        let mut lines = Vec::with_capacity(held.len());
        if !held.is_empty() {
            let numbers: Vec<Value> =
                held.iter().map(|(index, _)| account_no(row.int(0) as i32, *index).into()).collect();
            let places: Vec<String> = (1..=numbers.len()).map(|n| format!("${n}")).collect();
            let sql = format!("select {COLUMNS} from account a where a.no in ({})", places.join(", "));
            let accounts = self.database.query(&sql, &numbers).await?;
            let accounts: Vec<AccountRow> = accounts.iter().map(AccountRow::read).collect();
            for (index, amount) in held {
                let number = account_no(row.int(0) as i32, index);
                let account = accounts.iter().find(|account| account.no == number);
                lines.extend(account.map(|account| (account.clone(), amount)));
            }
        }
        let state = match row.int(1) {
            2 => HoldState::Captured,
            3 => HoldState::Released,
            4 => HoldState::Expired,
            _ => HoldState::Pending,
        };
        let expires_at = row.opt_int(2).map(Timestamp);
        Ok(Some(HoldRow { state, expires_at, lines, position: row.int(4) as u64 }))
    }
}
