//! postgres-es, the store of cqrs-es: events of aggregates, appended by commands. It keeps no balances, so its figure is what
//! comes before one has a ledger.

use std::convert::Infallible;
use std::sync::Arc;

use anyhow::{Context, Result};
use async_trait::async_trait;
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, AggregateError, DomainEvent};
use postgres_es::{PostgresCqrs, postgres_cqrs};
use serde::{Deserialize, Serialize};

use super::events::{Posting, found_in};
use super::plain_sql;
use super::pool::pool;
use crate::load::Transfer;
use crate::peer::{Client, Found, Peer, Posted};

/// The peer.
pub(crate) struct PostgresEs;

/// The table of events, as the crate's guide has it.
const TABLES: &str = "
    CREATE TABLE events (
        aggregate_type text   NOT NULL,
        aggregate_id   text   NOT NULL,
        sequence       bigint NOT NULL CHECK (sequence >= 0),
        event_type     text   NOT NULL,
        event_version  text   NOT NULL,
        payload        json   NOT NULL,
        metadata       json   NOT NULL,
        PRIMARY KEY (aggregate_type, aggregate_id, sequence)
    )";

#[async_trait(?Send)]
impl Peer for PostgresEs {
    fn name(&self) -> &'static str {
        "postgres-es"
    }

    fn about(&self) -> &'static str {
        "postgres-es 0.5: an aggregate for each request, an event a transfer; events only, NO BALANCES"
    }

    fn batches(&self) -> &'static [usize] {
        &[1, 100]
    }

    async fn prepare(&self, url: &str) -> Result<()> {
        Ok(plain_sql::connect(url).await?.batch_execute(TABLES).await?)
    }

    async fn connect(&self, url: &str, clients: usize) -> Result<Vec<Box<dyn Client>>> {
        let framework = Arc::new(postgres_cqrs(pool(url, clients).await?, Vec::new(), ()));
        Ok((0..clients).map(|_| Box::new(Connected(Arc::clone(&framework))) as Box<dyn Client>).collect())
    }

    async fn found(&self, url: &str) -> Result<Found> {
        found_in(url, "SELECT payload::text FROM events").await
    }
}

struct Connected(Arc<PostgresCqrs<Request>>);

#[async_trait]
impl Client for Connected {
    async fn post(&mut self, transfers: &[Transfer]) -> Result<Posted> {
        let first = transfers.first().map_or(0, |transfer| transfer.number);
        let postings = transfers.iter().map(Posting::from).collect();
        match self.0.execute(&first.to_string(), postings).await {
            Ok(()) => Ok(Posted::Durable),
            Err(AggregateError::AggregateConflict) => Ok(Posted::Conflict),
            Err(error) => Err(error).context("postgres-es"),
        }
    }
}

/// The transfers that came together, recorded once.
#[derive(Default, Serialize, Deserialize)]
struct Request {
    is_recorded: bool,
}

impl DomainEvent for Posting {
    fn event_type(&self) -> String {
        "Posting".to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

impl Aggregate for Request {
    const TYPE: &'static str = "request";
    type Command = Vec<Posting>;
    type Event = Posting;
    type Error = Infallible;
    type Services = ();

    async fn handle(
        &mut self,
        postings: Self::Command,
        (): &Self::Services,
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        // The same request again adds nothing.
        if !self.is_recorded {
            for posting in postings {
                sink.write(posting, self).await;
            }
        }
        Ok(())
    }

    fn apply(&mut self, _: Self::Event) {
        self.is_recorded = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_changed_event_is_found() -> Result<()> {
        let tamper = "
            UPDATE events SET payload = jsonb_set(payload::jsonb, '{amount}', to_jsonb((payload->>'amount')::bigint + 1))
            WHERE (payload->>'number')::bigint = 7";
        crate::peer::tests::a_wrong_balance_is_found(&PostgresEs, tamper, "short").await
    }
}
