//! Read models for these tests: the log, folded anew for each question.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use command_handler::recovery;
use event_store::EventStore;
use ledger::{AccountName, Book, HoldState};
use server::reads::{
    AsOf, EntryPlace, ReadError, ReportFormat, ReportName, ReportQuery, Reads, StatementQuery,
};
use server::views::{
    AccountView, BalanceView, EntryView, HoldView, LineView, StatementLine, StatementView, Sums, kind_name,
    side_name,
};

/// The reads of book `main`.
pub(crate) async fn open(store: Arc<dyn EventStore>, _folder: &Path) -> Arc<dyn Reads> {
    Arc::new(Folded { store })
}

struct Folded {
    store: Arc<dyn EventStore>,
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> ReadError {
    ReadError::Failed(Box::new(error))
}

fn missing(name: impl std::fmt::Display) -> ReadError {
    ReadError::NotFound(format!("no {name}"))
}

impl Folded {
    async fn fold(&self, up_to: u64) -> Result<(Book, u64), ReadError> {
        let state = recovery::fold(&*self.store, "main", up_to).await.map_err(failed)?;
        state.map(|state| (state.book, state.position)).ok_or_else(|| missing("book"))
    }

    /// Every entry, with its lines by account name and signed amount.
    async fn all(&self) -> Result<Vec<EntryView>, ReadError> {
        use wire::ledger_v1::{fact::Fact, record::Outcome};
        let (book, _) = self.fold(u64::MAX).await?;
        let mut entries = Vec::new();
        for record in self.store.read("main", 0, 1_000_000).await.map_err(failed)? {
            let decoded = wire::record::decode_record(&record.bytes).map_err(failed)?;
            let Some(Outcome::Posted(posted)) = decoded.outcome else { continue };
            let posted = posted.facts.into_iter().filter_map(|fact| match fact.fact {
                Some(Fact::EntryPosted(entry)) => Some(entry),
                Some(Fact::HoldCaptured(captured)) => captured.entry,
                _ => None,
            });
            for (index, entry) in (0..).zip(posted) {
                let line = |line: &wire::ledger_v1::Line| {
                    let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
                    let name = AccountName { entity, code: &line.code };
                    let id = book.account_id(name).expect("lines name accounts");
                    LineView::new(name.to_string(), line.amount, book.account(id).terms.currency)
                };
                entries.push(EntryView {
                    position: record.position,
                    index,
                    effective_date: ledger::Date(entry.effective_date).to_string(),
                    kind: kind_name(ledger::EntryKind::General),
                    description: entry.description.clone(),
                    source: record.source.clone(),
                    id: record.id.clone(),
                    event_type: record.event_type.clone(),
                    rule: None,
                    rulebook_version: None,
                    reverses: (entry.reverses > 0).then_some(entry.reverses),
                    reversed_by: None,
                    lines: entry.lines.iter().map(line).collect(),
                });
            }
        }
        Ok(entries)
    }
}

#[async_trait]
impl Reads for Folded {
    async fn position(&self) -> Result<u64, ReadError> {
        Ok(self.store.head("main").await.map_err(failed)?.position)
    }

    async fn wait_for(&self, position: u64, timeout: Duration) -> Result<u64, ReadError> {
        let head = self.store.wait_beyond("main", position.saturating_sub(1), timeout).await;
        Ok(head.map_err(failed)?.position)
    }

    async fn accounts(
        &self,
        after: Option<AccountName<'_>>,
        limit: usize,
    ) -> Result<Vec<AccountView>, ReadError> {
        let (book, _) = self.fold(u64::MAX).await?;
        let mut views: Vec<AccountView> = book
            .accounts()
            .iter()
            .map(|a| AccountView::new(AccountName { entity: &a.entity, code: &a.code }, &a.terms, a.closed))
            .collect();
        views.sort_by(|a, b| (&a.entity, &a.code).cmp(&(&b.entity, &b.code)));
        views.retain(|view| after.is_none_or(|after| (&*view.entity, &*view.code) > (after.entity, after.code)));
        views.truncate(limit);
        Ok(views)
    }

    async fn account(&self, name: AccountName<'_>) -> Result<AccountView, ReadError> {
        let (book, _) = self.fold(u64::MAX).await?;
        let account = book.account(book.account_id(name).ok_or_else(|| missing(name))?);
        Ok(AccountView::new(name, &account.terms, account.closed))
    }

    async fn balance(&self, name: AccountName<'_>, as_of: AsOf) -> Result<BalanceView, ReadError> {
        let (book, position) = self.fold(as_of.known_at.unwrap_or(u64::MAX)).await?;
        let account = book.account(book.account_id(name).ok_or_else(|| missing(name))?);
        let balance = account.balance;
        let late = |date: ledger::Date| date < ledger::Date::parse("2026-01-02").expect("it is a date");
        let sums = if as_of.effective.is_some_and(late) {
            Sums::default()
        } else {
            Sums {
                debits_posted: balance.debit.into(),
                credits_posted: balance.credit.into(),
                debits_pending: balance.pending_debit.into(),
                credits_pending: balance.pending_credit.into(),
            }
        };
        let terms = account.terms;
        Ok(BalanceView::new(&name.to_string(), terms.normal_side, terms.currency, sums, position))
    }

    async fn statement(
        &self,
        name: AccountName<'_>,
        query: StatementQuery,
    ) -> Result<StatementView, ReadError> {
        let (book, position) = self.fold(u64::MAX).await?;
        let account = book.account(book.account_id(name).ok_or_else(|| missing(name))?);
        let currency = account.terms.currency;
        let after: usize = match &query.cursor {
            Some(cursor) => cursor.parse().map_err(|_| ReadError::Invalid("no cursor".to_owned()))?,
            None => 0,
        };
        let full = name.to_string();
        let (mut items, mut balance) = (Vec::new(), 0_i128);
        for entry in self.all().await? {
            for (line, view) in (0..).zip(&entry.lines).filter(|(_, view)| view.account == full) {
                let amount = i128::from(currency.minor_units(&view.amount).expect("amounts are amounts"));
                let grows = view.side == side_name(account.terms.normal_side);
                balance += if grows { amount } else { -amount };
                let amounts = [currency.decimal(amount), currency.decimal(0)];
                let [debit, credit] =
                    if view.side == "debit" { amounts } else { [currency.decimal(0), currency.decimal(amount)] };
                items.push(StatementLine {
                    position: entry.position,
                    index: entry.index,
                    line,
                    effective_date: entry.effective_date.clone(),
                    description: entry.description.clone(),
                    debit,
                    credit,
                    balance: currency.decimal(balance),
                });
            }
        }
        let all = items.len();
        let items: Vec<StatementLine> = items.into_iter().skip(after).take(query.limit).collect();
        let end = after + items.len();
        Ok(StatementView {
            account: full,
            currency: currency.code().to_owned(),
            normal_side: side_name(account.terms.normal_side),
            opening_balance: currency.decimal(0),
            closing_balance: items.last().map_or_else(|| currency.decimal(0), |last| last.balance.clone()),
            items,
            position,
            next: (end < all).then(|| end.to_string()),
        })
    }

    async fn entries(&self, after: Option<EntryPlace>, limit: usize) -> Result<Vec<EntryView>, ReadError> {
        let mut entries = self.all().await?;
        let place = |entry: &EntryView| EntryPlace { position: entry.position, index: entry.index };
        entries.retain(|entry| after.is_none_or(|after| place(entry) > after));
        entries.truncate(limit);
        Ok(entries)
    }

    async fn entries_at(&self, position: u64) -> Result<Vec<EntryView>, ReadError> {
        let mut entries = self.all().await?;
        entries.retain(|entry| entry.position == position);
        Ok(entries)
    }

    async fn hold(&self, name: &str) -> Result<HoldView, ReadError> {
        let (book, position) = self.fold(u64::MAX).await?;
        let hold = book.holds().get(name).ok_or_else(|| missing(format!("hold {name:?}")))?;
        let line = |line: &ledger::Line| {
            let account = book.account(line.account);
            let name = AccountName { entity: &account.entity, code: &account.code };
            LineView::new(name.to_string(), line.signed(), account.terms.currency)
        };
        let state = match hold.state {
            HoldState::Pending => "pending",
            HoldState::Captured => "captured",
            HoldState::Released => "released",
            HoldState::Expired => "expired",
        };
        Ok(HoldView {
            hold: name.to_owned(),
            state,
            expires_at: hold.expires_at.map(|at| at.to_string()),
            lines: hold.lines.iter().map(line).collect(),
            position,
        })
    }

    async fn report(
        &self,
        name: ReportName,
        query: ReportQuery,
        format: ReportFormat,
    ) -> Result<String, ReadError> {
        if query.level == Some(0) {
            return Err(ReadError::Invalid("level 0".to_owned()));
        }
        Ok(match format {
            ReportFormat::Json => format!("{{\"report\":\"{}\"}}", name.as_str()),
            ReportFormat::Csv => format!("report\n{}\n", name.as_str()),
            ReportFormat::Text => name.as_str().to_owned(),
        })
    }
}
