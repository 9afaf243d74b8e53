//! The signer of a book's log, made from the settings: its name, its keys, its witnesses; and publications, which are signed
//! as soon as they are in the log.

use std::sync::Arc;

use anyhow::Context as _;
use checkpointer::carried::Carried;
use checkpointer::{KeyFolder, Keys, Signer, SignerOptions, WitnessEndpoint, key_folder};
use command_handler::{BookProfile, Handler, HandlerOptions};
use event_store::EventStore;
use transparency::hash::leaf_hash;
use transparency::note::SignatureType;
use transparency::policy::Policy;

use crate::configuration::Configuration;
use crate::exit::Usage;
use crate::site::Site;

/// The name of a log that nobody named.
const UNNAMED: &str = "neraca.local";
/// Hexadecimal digits of its first record's hash that tell such a log from every other.
const IDENTITY_DIGITS: usize = 12;

/// What checkpoints call the log of a book: `<log_name>/<book>`. A log that nobody named has the hash of its first record
/// behind that, so that a fresh one is never taken for an older one that lost its events. `None` while such a book is empty.
///
/// # Errors
/// When the store fails.
pub async fn origin(
    store: &dyn EventStore,
    configuration: &Configuration,
    book: &str,
) -> anyhow::Result<Option<String>> {
    if let Some(name) = &configuration.log_name {
        return Ok(Some(format!("{name}/{book}")));
    }
    let first = store.read_at(book, &[1]).await?.pop();
    Ok(first.map(|first| {
        let hash = leaf_hash(&first.bytes).0.map(|byte| format!("{byte:02x}")).concat();
        format!("{UNNAMED}/{book}/{}", &hash[..IDENTITY_DIGITS])
    }))
}

/// The keys of a log: from the environment, or from the key folder, where the first use makes one.
///
/// # Errors
/// When they can't be read or made; the text says what to do.
pub fn keys(configuration: &Configuration, origin: &str) -> anyhow::Result<Keys> {
    match key_folder::from_environment(origin)? {
        Some(keys) => Ok(keys),
        None => Ok(KeyFolder::open(&configuration.keys())?.load_or_create(origin, SignatureType::Ed25519)?),
    }
}

/// Where cosignatures of a log are kept that were carried here too late for the database.
///
/// # Errors
/// When the key folder can't be used.
pub fn carried(configuration: &Configuration, origin: &str) -> anyhow::Result<Carried> {
    Ok(KeyFolder::open(&configuration.keys())?.carried(origin))
}

/// Publishes what the profile changes into its book and signs the head behind it. Gives the last position.
///
/// # Errors
/// When the log is not the one that was signed, or the profile is refused; then nothing was published. Else the text says
/// that it was.
pub async fn publish(
    site: &Site,
    configuration: &Configuration,
    profile: &BookProfile,
) -> anyhow::Result<u64> {
    let book = &profile.settings.name;
    // Before anything is written: a log that lost signed events must not go on.
    let before = signer(site, configuration, book).await?;
    let handler = Handler::start(Arc::clone(&site.store), profile, HandlerOptions::default()).await?;
    let position = handler.handle().progress().borrow().position;
    handler.stop().await?;
    let sign = async {
        let mut signer = match before {
            Some(before) => Some(before),
            // A new book has a name from its first record on.
            None => signer(site, configuration, book).await?,
        };
        signer.as_mut().context("the book is led and still empty")?.sign_now().await?;
        anyhow::Ok(())
    };
    let published = || format!("it is in force at position {position}, and no checkpoint was signed");
    sign.await.with_context(published)?;
    Ok(position)
}

/// The signer of a book's log; `None` while an unnamed book is empty. Looks at everything that was signed before.
///
/// # Errors
/// When the log lost events that were signed, or is another one: the text says so loudly, and what to do.
pub async fn signer(
    site: &Site,
    configuration: &Configuration,
    book: &str,
) -> anyhow::Result<Option<Signer>> {
    let Some(origin) = origin(&*site.store, configuration, book).await? else { return Ok(None) };
    let options = SignerOptions {
        book: book.to_owned(),
        keys: keys(configuration, &origin)?,
        latest: KeyFolder::open(&configuration.keys())?.latest(&origin),
        witnesses: witnesses(configuration)?,
        policy: policy(configuration)?,
        origin,
    };
    Ok(Some(Signer::open(Arc::clone(&site.store), options).await?))
}

/// The policy that published checkpoints should meet, if one is set. One that does not is published with a warning.
fn policy(configuration: &Configuration) -> anyhow::Result<Option<Policy>> {
    let Some(path) = &configuration.policy else { return Ok(None) };
    let name = path.display();
    let text = std::fs::read(path).with_context(|| format!("policy \"{name}\""))?;
    Ok(Some(Policy::parse(&text).with_context(|| format!("policy \"{name}\""))?))
}

/// The witnesses of the settings. Two entries of one address are one witness while it rotates its key.
pub fn witnesses(configuration: &Configuration) -> anyhow::Result<Vec<WitnessEndpoint>> {
    let mut endpoints: Vec<WitnessEndpoint> = Vec::new();
    for witness in &configuration.witnesses {
        let key = witness.key.parse().map_err(|error| Usage(format!("witness \"{}\": {error}", witness.url)));
        let key = key.context("the key of a witness")?;
        match endpoints.iter_mut().find(|known| known.url == witness.url) {
            Some(known) => known.keys.push(key),
            None => endpoints.push(WitnessEndpoint { url: witness.url.clone(), keys: vec![key] }),
        }
    }
    Ok(endpoints)
}
