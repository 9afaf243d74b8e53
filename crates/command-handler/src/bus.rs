//! The way to the bus: one client for the source and the relay, which waits out a bus that is not there yet.

use async_nats::{Client, ConnectOptions, ServerAddr};

use crate::error::HandlerError;

/// Connects to `nats://[user:password@]host:port` (`tls://…` where TLS must be used), or to any of several such addresses
/// joined by commas. The client reconnects for ever; the first connection is waited for as long as it takes, and why it is
/// waited for stands in the logs. Certificates are verified against what the system trusts, or `SSL_CERT_FILE` instead.
///
/// # Errors
/// When an address is not one. The password never stands in the error.
pub async fn connect(addresses: &str) -> Result<Client, HandlerError> {
    let servers = parse(addresses)?;
    let options = options(&servers);
    match options.clone().connect(servers.as_slice()).await {
        Ok(client) => Ok(client),
        Err(error) => {
            tracing::warn!(%error, "the bus can't be reached yet: waiting for it");
            let waiting = options.retry_on_initial_connect().connect(servers);
            waiting.await.map_err(|error| HandlerError::Bus(error.to_string()))
        }
    }
}

/// The same for a bus that must be there now.
///
/// # Errors
/// When an address is not one, or none of them lets us in; the text says why the last one did not.
pub async fn connect_now(addresses: &str) -> Result<Client, HandlerError> {
    let servers = parse(addresses)?;
    options(&servers).connect(servers).await.map_err(|error| HandlerError::Bus(error.to_string()))
}

fn parse(addresses: &str) -> Result<Vec<ServerAddr>, HandlerError> {
    let parse = |address: &str| {
        let fault = |_| HandlerError::Bus("an address is not of the form nats://host:port".to_owned());
        address.trim().parse::<ServerAddr>().map_err(fault)
    };
    addresses.split(',').map(parse).collect()
}

fn options(servers: &[ServerAddr]) -> ConnectOptions {
    let options = ConnectOptions::new().name("neraca").max_reconnects(None);
    // The library takes credentials from options alone and passes over those in the address.
    match servers.iter().find(|server| server.has_user_pass()) {
        None => options,
        Some(server) => {
            let password = server.password().unwrap_or_default().to_owned();
            options.user_and_password(server.username().unwrap_or_default().to_owned(), password)
        }
    }
}
