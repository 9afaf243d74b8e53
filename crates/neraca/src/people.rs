//! The people in events, on their way into the log: before anything is decided, whoever stands in an event in clear becomes a
//! pseudonym, and who it stands for goes into the vault. All sources are screened alike: the bus, HTTP, files.
//!
//! With a vault, whatever is not a pseudonym is replaced. Without one, codes that publishers make up are left alone too. In free
//! texts and in what can't be read nobody knows what is whose: numbers of people are masked there, with a vault or without.
//! A name in a free text is not found.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use adapters::{Part, Person, PseudonymKey, clear};
use anyhow::Context as _;
use async_trait::async_trait;
use command_handler::{Screen, ScreenFailed, Screened};
use server::SharedVault;
use vault::Vault;

use crate::configuration::Configuration;
use crate::exit::Usage;
use crate::secret;

/// People who are known to be in the vault are not asked for again, up to this many.
const KNOWN_MAX: usize = 200_000;

/// Makes pseudonyms of people.
#[derive(Debug)]
pub struct People {
    configuration: Configuration,
    vault: Option<SharedVault>,
    /// The key, once anybody had to be replaced; `None` within when there is none.
    key: Mutex<Option<Option<PseudonymKey>>>,
    /// Pseudonyms of whom nothing is to be said to the vault any more.
    known: Mutex<HashSet<String>>,
}

/// The vault that the configuration names; `None` when it names none.
///
/// # Errors
/// When it is not there or can't be opened.
pub fn vault(configuration: &Configuration) -> anyhow::Result<Option<SharedVault>> {
    let Some(folder) = &configuration.vault else { return Ok(None) };
    if !Vault::exists(folder)? {
        return Err(Usage(format!(
            "there is no vault in \"{}\": make one with `neraca vault init`",
            folder.display()
        ))
        .into());
    }
    Ok(Some(SharedVault::new(Vault::open(folder, vault_key(configuration)?)?)))
}

/// The pseudonym key that goes with a vault, and with SNAP partners.
///
/// # Errors
/// When no key is named and the books are on a server, or the file can't be read.
pub fn vault_key(configuration: &Configuration) -> anyhow::Result<PseudonymKey> {
    secret::pseudonym_key(configuration, None)?.context(
        "pseudonyms of people are made with a key, and books on a server bring none: name its file as pseudonym_key in the \
         configuration, or in NERACA_PSEUDONYM_KEY, the same wherever events come in",
    )
}

/// The key that an import makes pseudonyms with: the one that is named for it, or the configuration's. With a vault only the
/// vault's own key makes pseudonyms that lead there.
///
/// # Errors
/// When another key than the vault's is named, or the file can't be read.
pub fn import_key(
    configuration: &Configuration,
    named: Option<&Path>,
) -> anyhow::Result<Option<PseudonymKey>> {
    if named.is_some() && configuration.vault.is_some() {
        return Err(Usage(
            "with a vault, pseudonyms are made with the vault's key: leave --pseudonym-key out, or the vault"
                .to_owned(),
        )
        .into());
    }
    secret::pseudonym_key(configuration, named)
}

impl People {
    /// A screen as the configuration has it.
    pub fn new(configuration: &Configuration, vault: Option<SharedVault>) -> Self {
        Self { configuration: configuration.clone(), vault, key: Mutex::default(), known: Mutex::default() }
    }

    /// The vault, if there is one.
    pub fn vault(&self) -> Option<&SharedVault> {
        self.vault.as_ref()
    }

    /// Keeps people whose pseudonyms are in events already, as adapters read them. Waits for the disk, and is durable when it
    /// returns.
    ///
    /// # Errors
    /// When the vault can't be written.
    pub fn keep(&self, people: Vec<Person>) -> anyhow::Result<()> {
        match &self.vault {
            Some(vault) if !people.is_empty() => {
                vault.note_here(&people).context("the vault of identities")?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Replaces whom a message names in clear; says who that was.
    fn replaced(&self, part: Part, text: &mut String) -> Result<Option<Person>, ScreenFailed> {
        let is_code = self.vault.is_none() && clear::is_code(text);
        if text.is_empty() || is_code || clear::is_pseudonym(text) {
            return Ok(None);
        }
        let person = Person::new(part, std::mem::take(text));
        if let Some(key) = self.key()? {
            *text = key.of(&person.value);
        }
        Ok(Some(person))
    }

    fn key(&self) -> Result<Option<PseudonymKey>, ScreenFailed> {
        let mut key = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = &*key {
            return Ok(key.clone());
        }
        let read = secret::pseudonym_key(&self.configuration, None);
        let read = read.map_err(|error| ScreenFailed(format!("{error:#}")))?;
        if read.is_none() {
            tracing::warn!(
                "events name people in clear and there is no pseudonym key, so that they are left out: name one with \
                 NERACA_PSEUDONYM_KEY"
            );
        }
        Ok(key.insert(read).clone())
    }

    /// Those of whom the vault was not told yet.
    fn unknown(&self, people: Vec<(String, Person)>) -> Vec<(String, Person)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        people.into_iter().filter(|(pseudonym, _)| !known.contains(pseudonym)).collect()
    }

    fn remember(&self, pseudonyms: impl IntoIterator<Item = String>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for pseudonym in pseudonyms {
            if known.len() >= KNOWN_MAX {
                known.clear();
            }
            known.insert(pseudonym);
        }
    }
}

/// Masks numbers of people in a text; says whether there were any.
fn mask(text: &mut String) -> bool {
    let masked = clear::masked_numbers(text.as_bytes());
    let found = masked.is_some();
    if let Some(masked) = masked {
        *text = String::from_utf8_lossy(&masked).into_owned();
    }
    found
}

#[async_trait]
impl Screen for People {
    async fn screen(&self, messages: &mut [Screened<'_>]) -> Result<(), ScreenFailed> {
        let mut found = Vec::new();
        for screened in messages {
            match screened {
                Screened::Read { message, is_changed } => {
                    for (part, text) in clear::people(message) {
                        if let Some(person) = self.replaced(part, text)? {
                            *is_changed = true;
                            found.push((text.clone(), person));
                        }
                    }
                    for text in clear::texts(message) {
                        *is_changed |= mask(text);
                    }
                }
                Screened::Unreadable { raw, detail } => {
                    if let Some(masked) = clear::masked_numbers(raw) {
                        **raw = masked.into();
                    }
                    detail.as_deref_mut().map(mask);
                }
            }
        }
        let Some(vault) = &self.vault else { return Ok(()) };
        let unknown = self.unknown(found);
        if unknown.is_empty() {
            return Ok(());
        }
        let (pseudonyms, people): (Vec<String>, Vec<Person>) = unknown.into_iter().unzip();
        vault
            .note(people)
            .await
            .map_err(|error| ScreenFailed(format!("the vault of identities: {error}")))?;
        self.remember(pseudonyms);
        Ok(())
    }
}
