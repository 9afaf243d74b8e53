//! What the HTTP server reads, answered from the read models: the server's questions on one side, the tables on the other.

use std::collections::HashMap;
use std::time::Duration;

use async_trait::async_trait;
use ledger::{AccountName, Balance, Currency, Side, Terms, Timestamp};
use projections::queries::{AccountFilter, BalanceRow, KnownAt, StatementQuery as Wanted};
use projections::{ProjectionError, ReadModels, Row};
use server::ReadError;
use server::reads::{AsOf, EntryPlace, Reads, ReportFormat, ReportName, ReportQuery, StatementQuery};
use server::views::{
    AccountView, BalanceView, EntryView, HoldView, LineView, StatementLine, StatementView, Sums, date_text,
    kind_name, side_name,
};

/// The read models of one book, as the server asks them.
pub struct BookReads {
    models: ReadModels,
    book: String,
}

impl BookReads {
    /// Reads of a book.
    pub fn new(models: ReadModels, book: &str) -> Self {
        Self { models, book: book.to_owned() }
    }

    /// The entries that hold these lines of a page, by position.
    async fn entries_of(&self, positions: Vec<u64>) -> Result<HashMap<u64, Vec<Entry>>, ReadError> {
        let mut entries: HashMap<u64, Vec<Entry>> = HashMap::new();
        for entry in self.models.entries_at(&self.book, &positions).await.map_err(failed)? {
            entries.entry(entry.position).or_default().push(entry);
        }
        Ok(entries)
    }
}

type Entry = projections::queries::EntryView;

/// An error of the read models as the server tells it.
fn failed(error: ProjectionError) -> ReadError {
    match error {
        ProjectionError::NoBook(_) | ProjectionError::NoAccount(_) => ReadError::NotFound(error.to_string()),
        ProjectionError::BadCursor(_) => ReadError::Invalid(error.to_string()),
        error if error.is_retryable() => ReadError::Unavailable(error.into()),
        error => ReadError::Failed(error.into()),
    }
}

#[async_trait]
impl Reads for BookReads {
    async fn position(&self) -> Result<u64, ReadError> {
        self.models.position(&self.book).await.map_err(failed)
    }

    async fn wait_for(&self, position: u64, timeout: Duration) -> Result<u64, ReadError> {
        match self.models.wait_for(&self.book, position, timeout).await {
            Err(ProjectionError::Behind { at, .. }) => Ok(at),
            result => result.map_err(failed),
        }
    }

    async fn accounts(
        &self,
        after: Option<AccountName<'_>>,
        limit: usize,
    ) -> Result<Vec<AccountView>, ReadError> {
        let cursor = after.map(|name| name.to_string());
        let filter = AccountFilter::default();
        let page = self.models.accounts(&self.book, &filter, cursor.as_deref(), limit).await;
        Ok(page.map_err(failed)?.items.iter().map(account_view).collect())
    }

    async fn account(&self, name: AccountName<'_>) -> Result<AccountView, ReadError> {
        Ok(account_view(&self.models.balance(&self.book, name).await.map_err(failed)?))
    }

    async fn balance(&self, name: AccountName<'_>, as_of: AsOf) -> Result<BalanceView, ReadError> {
        let at = projections::AsOf { effective: as_of.effective, known_at: as_of.known_at.map(KnownAt::Position) };
        let row = self.models.balance_as_of(&self.book, name, at).await.map_err(failed)?;
        let Balance { debit, credit, pending_debit, pending_credit } = row.balance;
        let sums = Sums {
            debits_posted: debit.into(),
            credits_posted: credit.into(),
            debits_pending: pending_debit.into(),
            credits_pending: pending_credit.into(),
        };
        let account = &row.account;
        let (side, currency) = (account.normal_side, account.currency);
        Ok(BalanceView::new(&name.to_string(), side, currency, sums, row.position))
    }

    async fn statement(
        &self,
        name: AccountName<'_>,
        query: StatementQuery,
    ) -> Result<StatementView, ReadError> {
        let position = self.position().await?;
        let wanted =
            Wanted { from: query.from, to: query.to, known_at: query.known_at.map(KnownAt::Position) };
        let statement = self
            .models
            .statement(&self.book, name, wanted, query.cursor.as_deref(), query.limit)
            .await
            .map_err(failed)?;
        let mut positions: Vec<u64> = statement.page.items.iter().map(|line| line.position).collect();
        positions.dedup();
        let entries = self.entries_of(positions).await?;
        let account = &statement.account;
        let currency = account.currency;
        // The read models run on debits less credits; people read the side on which the account grows.
        let normal = |balance: i64| match account.normal_side {
            Side::Debit => currency.decimal(balance.into()),
            Side::Credit => currency.decimal(-i128::from(balance)),
        };
        let line = |line: &projections::queries::StatementLine| {
            let (index, place) = place_of(&entries, line.position, line.line_no);
            let amount = i128::from(line.amount);
            StatementLine {
                position: line.position,
                index,
                line: place,
                effective_date: line.effective_date.to_string(),
                description: line.description.clone(),
                debit: currency.decimal(amount.max(0)),
                credit: currency.decimal((-amount).max(0)),
                balance: normal(line.balance),
            }
        };
        let closing = statement.page.items.last().map_or(statement.opening, |line| line.balance);
        Ok(StatementView {
            account: name.to_string(),
            currency: currency.code().to_owned(),
            normal_side: side_name(account.normal_side),
            opening_balance: normal(statement.opening),
            items: statement.page.items.iter().map(line).collect(),
            closing_balance: normal(closing),
            position: query.known_at.map_or(position, |known| known.min(position)),
            next: statement.page.next,
        })
    }

    async fn entries(&self, after: Option<EntryPlace>, limit: usize) -> Result<Vec<EntryView>, ReadError> {
        // The record of the last entry is read again: it may hold more of them.
        let cursor = after.map(|place| place.position.saturating_sub(1).to_string());
        let page = self.models.entries(&self.book, cursor.as_deref(), limit.saturating_add(1)).await;
        let beyond = |entry: &&Entry| {
            let place = EntryPlace { position: entry.position, index: entry.entry_no };
            after.is_none_or(|after| place > after)
        };
        Ok(page.map_err(failed)?.items.iter().filter(beyond).take(limit).map(entry_view).collect())
    }

    async fn entries_at(&self, position: u64) -> Result<Vec<EntryView>, ReadError> {
        let entries = self.models.entries_at(&self.book, &[position]).await.map_err(failed)?;
        Ok(entries.iter().map(entry_view).collect())
    }

    async fn hold(&self, name: &str) -> Result<HoldView, ReadError> {
        let values = [self.book.as_str().into(), name.into()];
        let rows = self.models.database().query(HOLD, &values).await.map_err(failed)?;
        let row = rows.first().ok_or_else(|| ReadError::NotFound(format!("there is no hold \"{name}\"")))?;
        let state = match row.int(0) {
            1 => "pending",
            2 => "captured",
            3 => "released",
            _ => "expired",
        };
        let mut lines = Vec::new();
        for part in row.text(2).split(',').filter(|part| !part.is_empty()) {
            lines.extend(self.held_line(part).await?);
        }
        Ok(HoldView {
            hold: name.to_owned(),
            state,
            expires_at: row.opt_int(1).map(|at| Timestamp(at).to_string()),
            lines,
            position: u64::try_from(row.int(3)).unwrap_or(0),
        })
    }

    async fn report(
        &self,
        name: ReportName,
        query: ReportQuery,
        format: ReportFormat,
    ) -> Result<String, ReadError> {
        crate::reporting::for_server(&self.models, &self.book, name, query, format).await
    }
}

/// A hold with the position of the read models.
const HOLD: &str = "select h.state, h.expires_at, h.lines, k.position from book k join hold h on h.book = k.no \
    where k.name = $1 and h.id = $2";
/// The account of a held line.
const HELD_ACCOUNT: &str = "select entity, code, currency from account where no = $1";

impl BookReads {
    /// A held line, from `account:amount`.
    async fn held_line(&self, text: &str) -> Result<Option<LineView>, ReadError> {
        let parsed = text.split_once(':').and_then(|(no, amount)| {
            Some((no.parse::<i64>().ok()?, amount.parse::<i64>().ok()?))
        });
        let Some((no, amount)) = parsed else { return Ok(None) };
        let rows = self.models.database().query(HELD_ACCOUNT, &[no.into()]).await.map_err(failed)?;
        let view = |row: &Row| {
            let currency = Currency::parse(row.text(2)).unwrap_or(Currency::IDR);
            LineView::new(format!("{}:{}", row.text(0), row.text(1)), amount, currency)
        };
        Ok(rows.first().map(view))
    }
}

fn account_view(row: &BalanceRow) -> AccountView {
    let account = &row.account;
    let terms = Terms {
        normal_side: account.normal_side,
        currency: account.currency,
        book_side: account.book_side,
        debits_must_not_exceed_credits: false,
        credits_must_not_exceed_debits: false,
        ceiling: row.ceiling,
    };
    AccountView::new(account.name(), &terms, account.closed)
}

fn entry_view(entry: &Entry) -> EntryView {
    let line = |line: &projections::queries::EntryLine| {
        LineView::new(format!("{}:{}", line.entity, line.code), line.amount, line.currency)
    };
    let ruled = !entry.rule.is_empty();
    EntryView {
        position: entry.position,
        index: entry.entry_no,
        effective_date: date_text(entry.effective_date.0),
        kind: kind_name(entry.kind),
        description: entry.description.clone(),
        source: entry.source.clone(),
        id: entry.id.clone(),
        event_type: entry.event_type.clone(),
        rule: ruled.then(|| entry.rule.clone()),
        rulebook_version: ruled.then_some(entry.rulebook_version),
        reverses: entry.reverses,
        reversed_by: None,
        lines: entry.lines.iter().map(line).collect(),
    }
}

/// The entry of a line and its place in it.
fn place_of(entries: &HashMap<u64, Vec<Entry>>, position: u64, line_no: u32) -> (u32, u32) {
    let of_record = entries.get(&position).map(Vec::as_slice).unwrap_or_default();
    for entry in of_record {
        if let Some(place) = entry.lines.iter().position(|line| line.line_no == line_no) {
            return (entry.entry_no, u32::try_from(place).unwrap_or(0));
        }
    }
    (0, 0)
}
