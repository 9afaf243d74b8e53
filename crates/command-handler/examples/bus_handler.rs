//! A command handler as a process of its own, reading the bus into a store, for tests that kill it.
//!
//! `bus_handler STORE NATS_URL`, where STORE is a Postgres URL or a folder. Ends when its standard input does.

use std::sync::Arc;

use command_handler::jetstream::{self, SourceOptions};
use command_handler::{BookProfile, Handler, HandlerOptions};
use event_store::{EmbeddedStore, EventStore, PostgresStore};
use ledger::Currency;
use tokio::sync::watch;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(place), Some(nats_url)) = (arguments.next(), arguments.next()) else {
        return Err("usage: bus_handler STORE NATS_URL".into());
    };
    let store: Arc<dyn EventStore> = if place.starts_with("postgres") || place.contains("host=") {
        Arc::new(PostgresStore::connect(&place).await?)
    } else {
        Arc::new(EmbeddedStore::open(&place)?)
    };
    let options = HandlerOptions { batch_max: 500, snapshot_every: 5_000, ..HandlerOptions::default() };
    let mut handler = Handler::start(store, &BookProfile::plain("main", Currency::IDR), options).await?;
    let client = async_nats::ConnectOptions::new().retry_on_initial_connect().connect(nats_url).await?;
    let (_stop, shutdown) = watch::channel(false);
    let source = jetstream::run(client, SourceOptions::of_book("main"), handler.handle(), shutdown);
    tokio::select! {
        result = source => result?,
        result = handler.failed() => result?,
    }
    Ok(())
}
