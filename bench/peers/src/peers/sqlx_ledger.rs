//! sqlx-ledger: the older library of the authors of cala-ledger. It has no batches: each posting commits by itself.

use anyhow::{Context, Result};
use async_trait::async_trait;
use rust_decimal::Decimal;
use sqlx_ledger::account::NewAccount;
use sqlx_ledger::journal::NewJournal;
use sqlx_ledger::tx_template::{
    EntryInput, NewTxTemplate, ParamDataType, ParamDefinition, TxInput, TxParams,
};
use sqlx_ledger::{AccountId, JournalId, SqlxLedgerError, TransactionId};
use uuid::Uuid;

use super::plain_sql;
use super::pool::pool;
use crate::load::{ACCOUNTS, Transfer};
use crate::peer::{Client, Found, Peer, Posted};

/// The peer.
pub(crate) struct SqlxLedger;

/// The one template.
const TEMPLATE: &str = "TRANSFER";

/// A connection beside the clients': a posting that has its own looks the template up by another one, once.
const LOOKING_UP: usize = 1;

/// SQLSTATE of a transaction that was ended because it and another one waited for each other.
const DEADLOCK: &str = "40P01";

/// What the library reads and writes. Its migrations are not in the package on crates.io, so these tables are made after its
/// statements, with the keys that these rely on; without the triggers that record and announce every row for subscribers,
/// which makes it quicker here than it is.
const TABLES: &str = "
    CREATE TYPE debitorcredit AS ENUM ('debit', 'credit');
    CREATE TYPE status AS ENUM ('active');
    CREATE TYPE layer AS ENUM ('settled', 'pending', 'encumbered');
    CREATE TABLE sqlx_ledger_accounts (
        id uuid NOT NULL, version int NOT NULL DEFAULT 1, code varchar NOT NULL, name varchar NOT NULL,
        description varchar, status status NOT NULL, normal_balance_type debitorcredit NOT NULL, metadata jsonb,
        modified_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (id, version), UNIQUE (code, version), UNIQUE (name, version)
    );
    CREATE TABLE sqlx_ledger_journals (
        id uuid NOT NULL, version int NOT NULL DEFAULT 1, name varchar NOT NULL, description varchar,
        status status NOT NULL,
        modified_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (id, version), UNIQUE (name, version)
    );
    CREATE TABLE sqlx_ledger_tx_templates (
        id uuid NOT NULL, code varchar NOT NULL, version int NOT NULL DEFAULT 1, params jsonb, tx_input jsonb NOT NULL,
        entries jsonb NOT NULL, description varchar, metadata jsonb,
        modified_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (id, version), UNIQUE (code, version)
    );
    CREATE TABLE sqlx_ledger_transactions (
        id uuid NOT NULL, version int NOT NULL DEFAULT 1, journal_id uuid NOT NULL, tx_template_id uuid NOT NULL,
        effective date NOT NULL, correlation_id uuid NOT NULL, external_id varchar NOT NULL, description varchar,
        metadata jsonb,
        modified_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (id, version), UNIQUE (external_id, version)
    );
    CREATE TABLE sqlx_ledger_entries (
        id uuid NOT NULL, version int NOT NULL DEFAULT 1, transaction_id uuid NOT NULL, account_id uuid NOT NULL,
        journal_id uuid NOT NULL, entry_type varchar NOT NULL, layer layer NOT NULL, units numeric NOT NULL,
        currency varchar NOT NULL, direction debitorcredit NOT NULL, sequence int NOT NULL, description varchar,
        modified_at timestamptz NOT NULL DEFAULT now(), created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (id, version)
    );
    CREATE TABLE sqlx_ledger_balances (
        journal_id uuid NOT NULL, account_id uuid NOT NULL, entry_id uuid NOT NULL, currency varchar NOT NULL,
        settled_dr_balance numeric NOT NULL, settled_cr_balance numeric NOT NULL,
        settled_entry_id uuid NOT NULL, settled_modified_at timestamptz NOT NULL,
        pending_dr_balance numeric NOT NULL, pending_cr_balance numeric NOT NULL,
        pending_entry_id uuid NOT NULL, pending_modified_at timestamptz NOT NULL,
        encumbered_dr_balance numeric NOT NULL, encumbered_cr_balance numeric NOT NULL,
        encumbered_entry_id uuid NOT NULL, encumbered_modified_at timestamptz NOT NULL,
        version int NOT NULL, modified_at timestamptz NOT NULL, created_at timestamptz NOT NULL,
        UNIQUE (journal_id, account_id, currency, version)
    );
    CREATE TABLE sqlx_ledger_current_balances (
        journal_id uuid NOT NULL, account_id uuid NOT NULL, currency varchar NOT NULL, version int NOT NULL,
        UNIQUE (journal_id, account_id, currency)
    );";

/// Each balance has a row for every version it ever had.
const BALANCES: &str = "
    SELECT ('x' || right(account_id::text, 8))::bit(32)::int, (settled_dr_balance - settled_cr_balance)::bigint
    FROM sqlx_ledger_balances JOIN sqlx_ledger_current_balances USING (journal_id, account_id, currency, version)";

#[async_trait(?Send)]
impl Peer for SqlxLedger {
    fn name(&self) -> &'static str {
        "sqlx-ledger"
    }

    fn about(&self) -> &'static str {
        "sqlx-ledger 0.11: post_transaction, begun again after a conflict"
    }

    fn batches(&self) -> &'static [usize] {
        &[1]
    }

    async fn prepare(&self, url: &str) -> Result<()> {
        plain_sql::connect(url).await?.batch_execute(TABLES).await?;
        let pool = pool(url, 1).await?;
        let ledger = sqlx_ledger::SqlxLedger::new(&pool);
        ledger.journals().create(NewJournal::builder().id(journal()).name("peers").build()?).await?;
        ledger.tx_templates().create(template()?).await?;
        let mut transaction = pool.begin().await?;
        for number in 0..ACCOUNTS {
            let name = format!("account-{number:05}");
            let new = NewAccount::builder().id(account(number)).name(name.clone()).code(name).build()?;
            ledger.accounts().create_in_tx(&mut transaction, new).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn connect(&self, url: &str, clients: usize) -> Result<Vec<Box<dyn Client>>> {
        let ledger = sqlx_ledger::SqlxLedger::new(&pool(url, clients + LOOKING_UP).await?);
        Ok((0..clients).map(|_| Box::new(Connected(ledger.clone())) as Box<dyn Client>).collect())
    }

    async fn found(&self, url: &str) -> Result<Found> {
        plain_sql::found_by(url, "SELECT count(*) FROM sqlx_ledger_transactions", BALANCES).await
    }
}

struct Connected(sqlx_ledger::SqlxLedger);

#[async_trait]
impl Client for Connected {
    async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted> {
        let [transfer] = transfers else { anyhow::bail!("sqlx-ledger posts one at a time") };
        let mut params = TxParams::new();
        params.insert("debit", account(transfer.debit));
        params.insert("credit", account(transfer.credit));
        params.insert("amount", Decimal::from(transfer.amount));
        let id = TransactionId::from(Uuid::from_u128(transfer.number.into()));
        match self.0.post_transaction(id, TEMPLATE, Some(params)).await {
            Ok(()) => Ok(Posted::Durable),
            Err(error) if is_conflict(&error) => Ok(Posted::Conflict),
            Err(error) => Err(error).context("sqlx-ledger"),
        }
    }
}

/// Two clients on one account: both saw the same version of its balance, both made the first one, or each waited for
/// an account that the other held.
fn is_conflict(error: &SqlxLedgerError) -> bool {
    match error {
        SqlxLedgerError::OptimisticLockingError | SqlxLedgerError::DuplicateKey(_) => true,
        SqlxLedgerError::Sqlx(sqlx::Error::Database(error)) => error.code().as_deref() == Some(DEADLOCK),
        _ => false,
    }
}

fn template() -> Result<NewTxTemplate> {
    let param = |name: &str, kind| ParamDefinition::builder().name(name).r#type(kind).build();
    let entry = |kind: &str, account: &str, direction: &str| {
        EntryInput::builder()
            .entry_type(kind)
            .account_id(account)
            .layer("SETTLED")
            .direction(direction)
            .units("params.amount")
            .currency("'IDR'")
            .build()
    };
    let input = TxInput::builder()
        .effective("date('2026-01-02')")
        .journal_id(format!("uuid('{}')", journal()))
        .build()?;
    Ok(NewTxTemplate::builder()
        .id(Uuid::from_u128(1))
        .code(TEMPLATE)
        .params(vec![
            param("debit", ParamDataType::UUID)?,
            param("credit", ParamDataType::UUID)?,
            param("amount", ParamDataType::DECIMAL)?,
        ])
        .tx_input(input)
        .entries(vec![
            entry("'TRANSFER_DR'", "params.debit", "DEBIT")?,
            entry("'TRANSFER_CR'", "params.credit", "CREDIT")?,
        ])
        .build()?)
}

fn journal() -> JournalId {
    JournalId::from(Uuid::from_u128(1))
}

/// Its number in the last four bytes, where the check reads it.
fn account(number: u32) -> AccountId {
    AccountId::from(Uuid::from_u128(number.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_changed_balance_is_found() -> Result<()> {
        let tamper = "
            UPDATE sqlx_ledger_balances SET settled_dr_balance = settled_dr_balance + 1
            WHERE account_id = '00000000-0000-0000-0000-000000000000'";
        crate::peer::tests::a_wrong_balance_is_found(&SqlxLedger, tamper, "sum to 1 ").await
    }
}
