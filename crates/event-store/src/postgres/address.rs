//! A database URL and how to connect to it: plain, or with TLS when it asks for it. Read models go this way too.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::StoreError;

const CONNECTING: &str = "connecting to Postgres";

/// A server and database to connect to.
#[derive(Clone)]
pub struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Address {
    /// Reads a libpq URL or keyword string. TLS is used exactly when `sslmode` asks for it, and then certificate and name are
    /// always verified against what the system trusts. `application` is shown by the server where the URL names none.
    ///
    /// # Errors
    /// [`StoreError::Address`], which repeats no part of the URL: it may hold a password.
    pub fn parse(url: &str, application: &str) -> Result<Self, StoreError> {
        // The driver knows no mode above `require`. Ours always verifies certificate and name, so it means the same.
        let url = url
            .replace("sslmode=verify-full", "sslmode=require")
            .replace("sslmode=verify-ca", "sslmode=require");
        let mut config: Config = url
            .parse()
            .map_err(|error: tokio_postgres::Error| StoreError::Address { reason: reason(&error) })?;
        if config.get_application_name().is_none() {
            config.application_name(application);
        }
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(verified_tls()?),
            _ => None,
        };
        if tls.is_none() {
            config.ssl_mode(SslMode::Disable);
        }
        Ok(Address { config, tls })
    }

    /// A new connection, driven by a task that ends with it.
    ///
    /// # Errors
    /// Retryable unless the server itself says no (password, database, user).
    pub async fn connect(&self) -> Result<Client, StoreError> {
        match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await.map_err(refused)?;
                drive(connection);
                Ok(client)
            }
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await.map_err(refused)?;
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

/// Whatever keeps us from a server may pass, unless the server itself says no (password, database, user).
fn refused(error: tokio_postgres::Error) -> StoreError {
    if error.as_db_error().is_some() && !super::passes(&error) {
        return StoreError::Database { doing: CONNECTING, source: error.into() };
    }
    StoreError::Unavailable { doing: CONNECTING, source: error.into() }
}

/// TLS that trusts what the system trusts (or the file that `SSL_CERT_FILE` names). The provider is named here, because
/// picking one at run time panics as soon as another crate brings a second.
fn verified_tls() -> Result<MakeRustlsConnect, StoreError> {
    let loaded = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (trusted, _) = roots.add_parsable_certificates(loaded.certs);
    if trusted == 0 {
        let reason = "TLS is asked for, and this system trusts no certificate authority: install 'ca-certificates' \
                      or set SSL_CERT_FILE";
        return Err(StoreError::Address { reason: reason.to_owned() });
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| StoreError::Address { reason: error.to_string() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn reason(error: &tokio_postgres::Error) -> String {
    use std::error::Error;
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_used_exactly_when_the_url_asks_for_it() {
        let tls = |url: &str| Address::parse(url, "test").map(|address| address.tls.is_some());
        assert!(matches!(tls("postgres://u@h/d"), Ok(false)));
        assert!(matches!(tls("postgres://u@h/d?sslmode=prefer"), Ok(false)));
        // Whether the machine trusts anyone decides between the two; plain is never the answer.
        for mode in ["require", "verify-ca", "verify-full"] {
            let answer = tls(&format!("postgres://u@h/d?sslmode={mode}"));
            assert!(matches!(answer, Ok(true) | Err(StoreError::Address { .. })), "{mode}");
        }
    }

    #[test]
    fn an_address_that_makes_no_sense_is_refused_without_repeating_its_password() {
        let Err(error) = Address::parse("postgres://u:secret@h/d?sslmode=perhaps", "test") else {
            panic!("it was accepted");
        };
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
