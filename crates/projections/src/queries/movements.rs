//! Sums of accounts before and within a period, as known at a position: what every report is made of.
//!
//! The sums of days include everything; for an earlier knowledge the lines beyond that position are taken off again. That
//! reads the lines once when much was recorded since, and costs nothing when nothing was.

use std::collections::BTreeMap;

use ledger::{BookSide, Date, EntryKind};

use super::accounts::{AccountFilter, AccountRow, COLUMNS, WIDTH};
use super::{KnownAt, ReadModels};
use crate::error::ProjectionError;
use crate::value::{Row, Value};

/// Effective dates that count, and whose knowledge of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// First day of the movement; what is before it is the opening balance. All is movement when absent.
    pub from: Option<Date>,
    /// Last day that counts; all when absent.
    pub to: Option<Date>,
    /// Whose knowledge is asked for; all when absent.
    pub known_at: Option<KnownAt>,
}

/// Which accounts and entries count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MovementFilter {
    /// Only this account.
    pub account: Option<i64>,
    /// Only these accounts.
    pub accounts: AccountFilter,
    /// Only accounts of this set of books.
    pub book_side: Option<BookSide>,
    /// Entries of this kind do not count.
    pub without: Option<EntryKind>,
}

/// The sums of one account, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The account.
    pub account: AccountRow,
    /// Debits before the period.
    pub opening_debit: i64,
    /// Credits before the period.
    pub opening_credit: i64,
    /// Debits within the period.
    pub debit: i64,
    /// Credits within the period.
    pub credit: i64,
}

/// Numbers of entry kinds in the tables, which are those of `neraca.ledger.v1.EntryKind`.
pub(crate) fn kind_number(kind: EntryKind) -> i64 {
    match kind {
        EntryKind::General => 1,
        EntryKind::Adjustment => 2,
        EntryKind::Correction => 3,
        EntryKind::Reversal => 4,
        EntryKind::Closing => 5,
        EntryKind::Opening => 6,
        EntryKind::Elimination => 7,
    }
}

/// The kind with this number; the fold let in no others.
pub(crate) fn kind_of(number: i64) -> EntryKind {
    match number {
        2 => EntryKind::Adjustment,
        3 => EntryKind::Correction,
        4 => EntryKind::Reversal,
        5 => EntryKind::Closing,
        6 => EntryKind::Opening,
        7 => EntryKind::Elimination,
        _ => EntryKind::General,
    }
}

impl ReadModels {
    /// Sums of the accounts that moved until the end of the period, as far as it was known, in order of entity and code, and the
    /// last position that they include.
    ///
    /// # Errors
    /// Those of the database; [`ProjectionError::TooLarge`] when a sum leaves 64 bits.
    pub async fn movements(
        &self,
        book: &str,
        period: Period,
        filter: &MovementFilter,
    ) -> Result<(Vec<Movement>, u64), ProjectionError> {
        let values = values(book, period, filter);
        let all_days = period.from.is_none() && period.to.is_none() && filter.without.is_none();
        let sums = with_filter(if all_days { NOW } else { DAYS }, &values, filter);
        let beyond = |limit: u64| {
            let mut values = values.clone();
            values.push(Value::Int(limit as i64));
            let lines = format!("{LINES} and m.position > ${}", values.len());
            with_filter(&lines, &values, filter)
        };
        let Known { sums: known, beyond, position } = self.known(book, period.known_at, sums, beyond).await?;
        let mut sums: BTreeMap<(String, String), Movement> = BTreeMap::new();
        for row in known {
            let movement = movement(&row);
            sums.insert((movement.account.entity.clone(), movement.account.code.clone()), movement);
        }
        for row in beyond {
            let beyond = movement(&row);
            let key = (beyond.account.entity.clone(), beyond.account.code.clone());
            if let Some(sum) = sums.get_mut(&key) {
                sum.opening_debit -= beyond.opening_debit;
                sum.opening_credit -= beyond.opening_credit;
                sum.debit -= beyond.debit;
                sum.credit -= beyond.credit;
            }
        }
        // Every line has an amount, so an account without sums moved beyond the position alone: nothing was known of it.
        sums.retain(|_, sum| (sum.opening_debit, sum.opening_credit, sum.debit, sum.credit) != (0, 0, 0, 0));
        Ok((sums.into_values().collect(), position))
    }

    /// Asks for sums that include everything and for the lines beyond what was known, which are to be taken off again: in
    /// one moment, and for the lines only where there are any, for no key of theirs leads to them.
    ///
    /// # Errors
    /// Those of [`ReadModels::known_position`] and of the database.
    pub(super) async fn known(
        &self,
        book: &str,
        known_at: Option<KnownAt>,
        sums: (String, Vec<Value>),
        beyond: impl Fn(u64) -> (String, Vec<Value>),
    ) -> Result<Known, ProjectionError> {
        let position = ("select position from book where name = $1".to_owned(), vec![Value::from(book)]);
        let limit = self.limit(book, known_at).await?;
        let mut queries = vec![position, sums];
        if let Some(limit) = limit
            && self.position(book).await? > limit
        {
            queries.push(beyond(limit));
        }
        loop {
            let mut answers = self.database.snapshot(queries.clone()).await?.into_iter();
            let position = answers.next().and_then(|rows| rows.first().map(|row| row.int(0)));
            let position = position.unwrap_or(0) as u64;
            let sums = answers.next().unwrap_or_default();
            match (limit, answers.next()) {
                // Something was recorded since the position was looked at.
                (Some(limit), None) if limit < position => queries.push(beyond(limit)),
                (limit, lines) => {
                    let position = limit.map_or(position, |limit| limit.min(position));
                    return Ok(Known { sums, beyond: lines.unwrap_or_default(), position });
                }
            }
        }
    }
}

/// Answers of one moment.
pub(super) struct Known {
    /// Sums that include everything.
    pub(super) sums: Vec<Row>,
    /// What of it was not known yet.
    pub(super) beyond: Vec<Row>,
    /// The last position that counts.
    pub(super) position: u64,
}

/// The rows of days, with a debit and a credit each.
pub(super) const DAYS: &str = "from book b join account a on a.book = b.no
    join (select account, effective_date, kind, debit, credit from balance_day) m on m.account = a.no
    where b.name = $1 and m.effective_date >= $4 and m.effective_date <= $3";

/// The sums of now as rows of the same shape, as if all were of one day: a row an account instead of one for each of its days.
const NOW: &str = "from book b join account a on a.book = b.no
    join (select account, 0 as effective_date, 0 as kind, debit, credit from balance) m on m.account = a.no
    where b.name = $1 and m.effective_date >= $4 and m.effective_date <= $3";

/// The lines as rows of the same shape.
pub(super) const LINES: &str = "from book b join account a on a.book = b.no
    join (select account, position, effective_date, kind,
            case when amount > 0 then amount else 0 end as debit,
            case when amount < 0 then -amount else 0 end as credit from line) m on m.account = a.no
    where b.name = $1 and m.effective_date >= $4 and m.effective_date <= $3";

/// `$1` book, `$2` first day, `$3` last day, `$4` the first of all days: Postgres wants every parameter used.
pub(super) fn values(book: &str, period: Period, filter: &MovementFilter) -> Vec<Value> {
    let from = period.from.map_or(i32::MIN, |date| date.0);
    let to = period.to.map_or(i32::MAX, |date| date.0);
    let mut values = vec![Value::from(book), from.into(), to.into(), i32::MIN.into()];
    values.extend(filter.account.map(Value::Int));
    values
}

fn with_filter(source: &str, values: &[Value], filter: &MovementFilter) -> (String, Vec<Value>) {
    let mut values = values.to_vec();
    let sum = |column: &str, when: &str| {
        format!(
            "cast(coalesce(sum(case when m.effective_date {when} $2 then m.{column} else 0 end), 0) as bigint)"
        )
    };
    // Summed by number, which is one word to compare; the accounts' texts are fetched for the sums alone.
    let mut sql = format!(
        "select {COLUMNS}, s.opening_debit, s.opening_credit, s.debit, s.credit from (select a.no as account,
            {} as opening_debit, {} as opening_credit, {} as debit, {} as credit {source}",
        sum("debit", "<"),
        sum("credit", "<"),
        sum("debit", ">="),
        sum("credit", ">=")
    );
    if filter.account.is_some() {
        sql.push_str(" and a.no = $5");
    }
    filter.accounts.conditions(&mut sql, &mut values);
    if let Some(side) = filter.book_side {
        values.push(Value::Int(if side == BookSide::Budget { 2 } else { 1 }));
        sql.push_str(&format!(" and a.book_side = ${}", values.len()));
    }
    if let Some(kind) = filter.without {
        values.push(Value::Int(kind_number(kind)));
        sql.push_str(&format!(" and m.kind <> ${}", values.len()));
    }
    sql.push_str(" group by a.no) s join account a on a.no = s.account");
    (sql, values)
}

fn movement(row: &Row) -> Movement {
    Movement {
        account: AccountRow::read(row),
        opening_debit: row.int(WIDTH),
        opening_credit: row.int(WIDTH + 1),
        debit: row.int(WIDTH + 2),
        credit: row.int(WIDTH + 3),
    }
}
