//! SNAP BI partners as they are configured: whose keys and secrets count, and what their payments are for.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use adapters::PseudonymKey;
use adapters::snap::signature::RsaPublicKey;
use adapters::snap::{SnapMapping, Target};
use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use server::{Snap, SnapPartner, SnapSignature, SnapTimes};
use zeroize::Zeroizing;

use crate::configuration::Configuration;
use crate::exit::Usage;
use crate::people;

/// `[snap]` of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SnapConfig {
    /// Seconds that a request's time may lie from now; 300 when absent.
    pub fresh_seconds: Option<u32>,
    /// Seconds that an access token is good for; 900 when absent.
    pub token_seconds: Option<u32>,
    /// Who may notify.
    pub partners: Vec<PartnerConfig>,
}

/// `[[snap.partners]]`: a bank or an acquirer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerConfig {
    /// What it sends as `X-PARTNER-ID`.
    pub id: String,
    /// What it sends as `X-CLIENT-KEY`; its id when absent.
    pub client_key: Option<String>,
    /// What the access trail and the sources of its events call it.
    pub name: String,
    /// The book that its payments go to; the one that is served when absent.
    pub book: Option<String>,
    /// Its public key in PEM.
    pub public_key: PathBuf,
    /// Its secret, in a file that nobody else can read. Without one it signs notifications with its key.
    pub secret: Option<PathBuf>,
    /// Another payment of a bill that was paid is answered as paid.
    #[serde(default = "yes")]
    pub bills_are_paid_once: bool,
    /// What its bills are held against; nothing when absent.
    pub bills: Option<Bills>,
    /// What its numbers are for.
    #[serde(default)]
    pub targets: Vec<TargetConfig>,
    /// What any other number is for; without it unknown numbers are answered as unknown bills.
    pub otherwise: Option<PurposeConfig>,
}

/// What bills are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bills {
    /// The assessments of the book.
    Assessments,
}

/// `[[snap.partners.targets]]`: whose revenue payments under a number are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetConfig {
    /// `partnerServiceId` without blanks; for QRIS `merchantId`, `externalStoreId`, `merchantPan` or `destinationNumber`.
    pub number: String,
    /// The agency whose revenue it is.
    pub agency: String,
    /// Revenue account.
    pub account: String,
    /// `assessed` or `self-assessed`; assessed when absent.
    pub basis: Option<String>,
    /// `treasury`, `treasurer` or `acquirer`; virtual accounts go into the treasury and QRIS to the acquirer when absent.
    pub into: Option<String>,
}

/// `[snap.partners.otherwise]`: like a target, for every number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurposeConfig {
    /// The agency whose revenue it is.
    pub agency: String,
    /// Revenue account.
    pub account: String,
    /// `assessed` or `self-assessed`; assessed when absent.
    pub basis: Option<String>,
    /// `treasury`, `treasurer` or `acquirer`.
    pub into: Option<String>,
}

fn yes() -> bool {
    true
}

/// File in the data folder that remembers what partners sent.
const MEMORY: &str = "snap.sqlite";
/// A shorter secret can be guessed.
const SECRET_BYTES_MIN: usize = 16;
/// Everybody else's bits of a file's mode.
const OTHERS: u32 = 0o077;

impl SnapConfig {
    /// The paths in it, to be taken relative to the file that it stands in.
    pub fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.partners
            .iter_mut()
            .flat_map(|partner| std::iter::once(&mut partner.public_key).chain(&mut partner.secret))
    }
}

/// The partners of a server; `None` when none is configured. `books` are those that are served, the first of them for partners
/// that name none.
///
/// # Errors
/// When a key or secret can't be read or others can read it, two partners share an id, or a book is not served.
pub fn gate<'b>(
    configuration: &Configuration,
    books: impl IntoIterator<Item = &'b str>,
) -> anyhow::Result<Option<Snap>> {
    let SnapConfig { fresh_seconds, token_seconds, partners } = &configuration.snap;
    if partners.is_empty() {
        return Ok(None);
    }
    let books: Vec<&str> = books.into_iter().collect();
    let key = people::vault_key(configuration)?;
    let mut read = Vec::with_capacity(partners.len());
    for config in partners {
        let partner =
            partner(config, &books, &key).with_context(|| format!("SNAP partner \"{}\"", config.id))?;
        let is_twice = |other: &SnapPartner| {
            other.id == partner.id || other.client_key == partner.client_key || other.name == partner.name
        };
        if read.iter().any(is_twice) {
            bail!(Usage(format!("two SNAP partners share the id, client key or name of \"{}\"", config.id)));
        }
        read.push(partner);
    }
    let default = SnapTimes::default();
    let times = SnapTimes {
        fresh_seconds: fresh_seconds.unwrap_or(default.fresh_seconds),
        token_seconds: token_seconds.unwrap_or(default.token_seconds),
        ..default
    };
    std::fs::create_dir_all(&configuration.data)?;
    Ok(Some(Snap::new(read, times, &configuration.data.join(MEMORY))?))
}

fn partner(config: &PartnerConfig, books: &[&str], key: &PseudonymKey) -> anyhow::Result<SnapPartner> {
    ensure!(
        ledger::name::is_name(&config.name),
        Usage(format!("\"{}\" is not a name: letters, digits, \"-\", \"_\" and dots", config.name))
    );
    let book = config.book.as_deref().or(books.first().copied()).unwrap_or_default();
    ensure!(books.contains(&book), Usage(format!("the book \"{book}\" is not served here")));
    let pem = std::fs::read_to_string(&config.public_key)
        .with_context(|| format!("public key \"{}\"", config.public_key.display()))?;
    let public_key = RsaPublicKey::from_pem(&pem)
        .with_context(|| format!("public key \"{}\"", config.public_key.display()))?;
    let signature = match &config.secret {
        Some(path) => SnapSignature::Symmetric(secret(path)?),
        None => SnapSignature::Asymmetric,
    };
    let mapping = |kind: &str, into| mapping(config, kind, into, key);
    Ok(SnapPartner {
        id: config.id.clone(),
        client_key: config.client_key.clone().unwrap_or_else(|| config.id.clone()),
        name: config.name.clone(),
        public_key,
        signature,
        book: book.to_owned(),
        virtual_accounts: mapping("va", "treasury"),
        qris_merchant: mapping("qris", "acquirer"),
        // The two services number their payments on their own.
        qris_customer: mapping("qris-cpm", "acquirer"),
        bills_are_paid_once: config.bills_are_paid_once,
        bills_are_assessments: config.bills == Some(Bills::Assessments),
    })
}

/// What a partner's payments of one kind mean. Its events have a source of their own: `urn:neraca:snap:va:` and its name.
fn mapping(config: &PartnerConfig, kind: &str, into: &str, key: &PseudonymKey) -> SnapMapping {
    let target = |agency: &str, account: &str, basis: &Option<String>, stated: &Option<String>| Target {
        agency: agency.to_owned(),
        account: account.to_owned(),
        basis: basis.clone().unwrap_or_else(|| "assessed".to_owned()),
        into: stated.clone().unwrap_or_else(|| into.to_owned()),
    };
    let targets: BTreeMap<String, Target> = config
        .targets
        .iter()
        .map(|it| (it.number.trim().to_owned(), target(&it.agency, &it.account, &it.basis, &it.into)))
        .collect();
    let otherwise = config.otherwise.as_ref().map(|it| target(&it.agency, &it.account, &it.basis, &it.into));
    SnapMapping {
        source: format!("urn:neraca:snap:{kind}:{}", config.name),
        targets,
        otherwise,
        key: key.clone(),
    }
}

/// Reads a secret from a file that only its owner can read.
fn secret(path: &Path) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let name = || format!("secret \"{}\"", path.display());
    let mode = std::fs::metadata(path).with_context(name)?.permissions().mode() & 0o777;
    ensure!(
        mode & OTHERS == 0,
        "secret \"{path}\" has mode {mode:03o}, so others can read it: run `chmod 600 '{path}'` and have the partner give \
         you another secret",
        path = path.display()
    );
    let text = Zeroizing::new(std::fs::read(path).with_context(name)?);
    let secret = Zeroizing::new(text.trim_ascii().to_vec());
    ensure!(
        secret.len() >= SECRET_BYTES_MIN,
        "secret \"{}\" has {} bytes, and fewer than {SECRET_BYTES_MIN} can be guessed",
        path.display(),
        secret.len()
    );
    Ok(secret)
}
