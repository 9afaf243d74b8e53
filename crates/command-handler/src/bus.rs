//! The way to the bus: one client for the source and the relay, which waits out a bus that is not there yet.

use async_nats::{Client, ConnectOptions, ServerAddr};

use crate::error::HandlerError;

/// Connects to `nats://[user:password@]host:port`, or to any of several such addresses joined by commas. The client
/// reconnects for ever; the first connection is waited for as long as it takes.
///
/// # Errors
/// When an address is not one. The password never stands in the error.
pub async fn connect(addresses: &str) -> Result<Client, HandlerError> {
    let parse = |address: &str| {
        let fault = |_| HandlerError::Bus("an address is not of the form nats://host:port".to_owned());
        address.trim().parse::<ServerAddr>().map_err(fault)
    };
    let servers = addresses.split(',').map(parse).collect::<Result<Vec<_>, _>>()?;
    let mut options = ConnectOptions::new().name("neraca").retry_on_initial_connect().max_reconnects(None);
    // The library takes credentials from options alone and passes over those in the address.
    if let Some(server) = servers.iter().find(|server| server.has_user_pass()) {
        let password = server.password().unwrap_or_default().to_owned();
        options = options.user_and_password(server.username().unwrap_or_default().to_owned(), password);
    }
    options.connect(servers).await.map_err(|error| HandlerError::Bus(error.to_string()))
}
