//! How to reach Postgres: plain, or with TLS that trusts what the system trusts when the URL asks for it.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::postgres::failed;
use crate::error::ProjectionError;

/// A server and database.
pub(super) struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self, ProjectionError> {
        // The driver knows no mode above `require`. Ours always verifies certificate and name, so it means the same.
        let url = url
            .replace("sslmode=verify-full", "sslmode=require")
            .replace("sslmode=verify-ca", "sslmode=require");
        // The driver's text repeats no part of the URL, which may hold a password.
        let mut config: Config = url
            .parse()
            .map_err(|error: tokio_postgres::Error| ProjectionError::Address(error.to_string()))?;
        if config.get_application_name().is_none() {
            config.application_name("neraca read models");
        }
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(verified()?),
            _ => None,
        };
        if tls.is_none() {
            config.ssl_mode(SslMode::Disable);
        }
        Ok(Self { config, tls })
    }

    /// A new connection, driven by a task that ends with it.
    pub(super) async fn connect(&self) -> Result<Client, ProjectionError> {
        match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await.map_err(failed("connecting"))?;
                drive(connection);
                Ok(client)
            }
            Some(tls) => {
                let (client, connection) =
                    self.config.connect(tls.clone()).await.map_err(failed("connecting"))?;
                drive(connection);
                Ok(client)
            }
        }
    }
}

fn drive(connection: impl Future<Output = Result<(), tokio_postgres::Error>> + Send + 'static) {
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to Postgres ended");
        }
    });
}

/// The provider is named here, because picking one at run time panics as soon as another crate brings a second.
fn verified() -> Result<MakeRustlsConnect, ProjectionError> {
    let mut roots = RootCertStore::empty();
    let (trusted, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if trusted == 0 {
        let reason = "TLS is asked for, and this system trusts no certificate authority: install 'ca-certificates' \
                      or set SSL_CERT_FILE";
        return Err(ProjectionError::Address(reason.to_owned()));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| ProjectionError::Address(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
