//! cala-ledger: double entry as a library over Postgres, with its own schema, by one template for all transfers.

use anyhow::{Context, Result};
use async_trait::async_trait;
use cala_ledger::account::NewAccount;
use cala_ledger::errlanes::Fail;
use cala_ledger::journal::NewJournal;
use cala_ledger::posting::PostingInput;
use cala_ledger::tx_template::{
    NewParamDefinition, NewTxTemplate, NewTxTemplateEntry, NewTxTemplateTransaction, ParamDataType, Params,
};
use cala_ledger::{AccountId, CalaLedger, CalaLedgerConfig, JournalId, TransactionId};
use rust_decimal::Decimal;
use sqlx::PgPool;
use uuid::Uuid;

use super::plain_sql;
use super::pool::pool;
use crate::load::{ACCOUNTS, Transfer};
use crate::peer::{Client, Found, Peer, Posted};

/// The peer.
pub(crate) struct Cala;

/// The one template.
const TEMPLATE: &str = "TRANSFER";

/// Accounts made in one transaction.
const TOGETHER: u32 = 1_000;

/// Connections beside the clients': the ledger listens to its own outbox.
const LISTENING: usize = 2;

/// The current balance of an account is a JSON document.
const BALANCES: &str = "
    SELECT ('x' || right(account_id::text, 8))::bit(32)::int,
           ((latest_values->'settled'->>'dr_balance')::numeric
          - (latest_values->'settled'->>'cr_balance')::numeric)::bigint
    FROM cala_current_balances";

#[async_trait(?Send)]
impl Peer for Cala {
    fn name(&self) -> &'static str {
        "cala-ledger"
    }

    fn about(&self) -> &'static str {
        "cala-ledger 0.33: post_transaction, and post_transactions for batches"
    }

    fn batches(&self) -> &'static [usize] {
        // It locks at most 1,000 balances at once; 400 transfers touch 800 at most.
        &[1, 100, 400]
    }

    async fn prepare(&self, url: &str) -> Result<()> {
        let ledger = ledger(pool(url, 1 + LISTENING).await?, true).await?;
        ledger.journals().create(NewJournal::builder().id(journal()).name("peers").build()).await?;
        ledger.tx_templates().create(template()?).await?;
        for first in (0..ACCOUNTS).step_by(TOGETHER as usize) {
            ledger.accounts().create_all((first..first + TOGETHER).map(new_account).collect()).await?;
        }
        Ok(())
    }

    async fn connect(&self, url: &str, clients: usize) -> Result<Vec<Box<dyn Client>>> {
        let ledger = ledger(pool(url, clients + LISTENING).await?, false).await?;
        Ok((0..clients).map(|_| Box::new(Connected(ledger.clone())) as Box<dyn Client>).collect())
    }

    async fn found(&self, url: &str) -> Result<Found> {
        plain_sql::found_by(url, "SELECT count(*) FROM cala_transactions", BALANCES).await
    }
}

struct Connected(CalaLedger);

#[async_trait]
impl Client for Connected {
    async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted> {
        if let [transfer] = transfers {
            let posted = self.0.post_transaction(id(transfer), TEMPLATE, params(transfer)).await;
            return match posted {
                Ok(_) => Ok(Posted::Durable),
                Err(Fail::Transient(_)) => Ok(Posted::Conflict),
                Err(error) => Err(error).context("cala-ledger"),
            };
        }
        let inputs =
            transfers.iter().map(|transfer| PostingInput::new(id(transfer), TEMPLATE, params(transfer)));
        match self.0.post_transactions(inputs.collect()).await {
            Ok(_) => Ok(Posted::Durable),
            Err(Fail::Transient(_)) => Ok(Posted::Conflict),
            Err(error) => Err(error).context("cala-ledger"),
        }
    }
}

/// The ledger on a pool. Its jobs add up sets of accounts, of which there are none here, so they are not started.
async fn ledger(pool: PgPool, make_tables: bool) -> Result<CalaLedger> {
    let mut jobs = job::Jobs::init(job::JobSvcConfig::builder().pool(pool.clone()).build()?).await?;
    let config = CalaLedgerConfig::builder().pool(pool).exec_migrations(make_tables).build()?;
    Ok(CalaLedger::init(config, &mut jobs).await?)
}

fn template() -> Result<NewTxTemplate> {
    let param = |name: &str, kind| NewParamDefinition::builder().name(name).r#type(kind).build();
    let entry = |kind: &str, account: &str, direction: &str| {
        NewTxTemplateEntry::builder()
            .entry_type(kind)
            .account_id(account)
            .layer("SETTLED")
            .direction(direction)
            .units("params.amount")
            .currency("'IDR'")
            .build()
    };
    let transaction = NewTxTemplateTransaction::builder()
        .effective("date('2026-01-02')")
        .journal_id(format!("uuid('{}')", journal()))
        .build()?;
    Ok(NewTxTemplate::builder()
        .id(Uuid::from_u128(1))
        .code(TEMPLATE)
        .params(vec![
            param("debit", ParamDataType::Uuid)?,
            param("credit", ParamDataType::Uuid)?,
            param("amount", ParamDataType::Decimal)?,
        ])
        .transaction(transaction)
        .entries(vec![
            entry("'TRANSFER_DR'", "params.debit", "DEBIT")?,
            entry("'TRANSFER_CR'", "params.credit", "CREDIT")?,
        ])
        .build())
}

fn new_account(number: u32) -> NewAccount {
    let name = format!("account-{number:05}");
    NewAccount::builder().id(account(number)).name(name.clone()).code(name).build()
}

fn params(transfer: &Transfer) -> Params {
    let mut params = Params::new();
    params.insert("debit", account(transfer.debit));
    params.insert("credit", account(transfer.credit));
    params.insert("amount", Decimal::from(transfer.amount));
    params
}

fn journal() -> JournalId {
    JournalId::from(Uuid::from_u128(1))
}

/// Its number in the last four bytes, where the check reads it.
fn account(number: u32) -> AccountId {
    AccountId::from(Uuid::from_u128(number.into()))
}

fn id(transfer: &Transfer) -> TransactionId {
    TransactionId::from(Uuid::from_u128(transfer.number.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_changed_balance_is_found() -> Result<()> {
        let tamper = "
            UPDATE cala_current_balances SET latest_values = jsonb_set(latest_values, '{settled,dr_balance}',
                to_jsonb(((latest_values->'settled'->>'dr_balance')::numeric + 1)::text))
            WHERE account_id = '00000000-0000-0000-0000-000000000000'";
        crate::peer::tests::a_wrong_balance_is_found(&Cala, tamper, "sum to 1 ").await
    }
}
