//! The vault of identities as a server has it: one, behind a mutex, on threads that may wait for the disk. `subjects` holds
//! its routes.

pub(crate) mod subjects;

use std::sync::{Arc, Mutex, PoisonError};

use adapters::Person;
use vault::{Vault, VaultError};

/// A vault that requests and pipelines share.
#[derive(Clone, Debug)]
pub struct SharedVault(Arc<Mutex<Vault>>);

/// Why the vault did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum SharedVaultError {
    /// The vault says so.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The thread that asked it ended.
    #[error("the vault could not be asked")]
    Thread(#[source] tokio::task::JoinError),
}

impl SharedVault {
    /// Shares a vault.
    pub fn new(vault: Vault) -> Self {
        Self(Arc::new(Mutex::new(vault)))
    }

    /// Keeps what is said of people. Durable when this returns.
    ///
    /// # Errors
    /// When the vault can't be written: then nothing was kept.
    pub async fn note(&self, people: Vec<Person>) -> Result<usize, SharedVaultError> {
        self.ask(move |vault| vault.note(&people)).await
    }

    /// The same on the caller's own thread, which may wait for the disk.
    ///
    /// # Errors
    /// When the vault can't be written: then nothing was kept.
    pub fn note_here(&self, people: &[Person]) -> Result<usize, VaultError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).note(people)
    }

    /// Asks the vault something.
    ///
    /// # Errors
    /// What the vault says.
    pub async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, SharedVaultError> {
        let vault = Arc::clone(&self.0);
        let asked = tokio::task::spawn_blocking(move || {
            // What a panic left undone SQLite's transactions undid.
            ask(&mut vault.lock().unwrap_or_else(PoisonError::into_inner))
        });
        Ok(asked.await.map_err(SharedVaultError::Thread)??)
    }
}
