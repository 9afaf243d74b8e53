//! `neraca vault`: the identities behind pseudonyms. `disclose` holds what is recorded: to show somebody, and to erase.

mod disclose;

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;

use adapters::snap::moment_in_wib;
use anyhow::{Context as _, bail, ensure};
use clap::{Args, Subcommand, ValueEnum};
use ledger::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use vault::{Attributes, Pseudonym, SubjectKind, TrailEntry, Vault, VaultError};
use zeroize::Zeroize as _;

use crate::commands::Context;
use crate::exit::{Ending, Usage};
use crate::output;
use crate::people;
use disclose::Disclose;

/// The identities behind pseudonyms: keep, show masked, show in clear with a reason, erase
///
/// Events carry pseudonyms; who is behind one is sealed in the vault under a key of its own, in a folder apart from the log
/// (--vault, NERACA_VAULT, or vault = … in the configuration). Identities are read from files or standard input and never
/// from the command line, where other users of the machine could see them.
///
/// A first hour:
///   neraca vault init --vault ../neraca-vault       the folder, and its master key: back the two up apart
///   neraca serve --vault ../neraca-vault            events become pseudonymous, identities go into the vault
///   neraca vault show 0123…cdef                     masked, without a record
///   neraca vault unmask 0123…cdef --reason "case 7" in clear, recorded before it shows
///   neraca vault erase 0123…cdef --reason "case 8"  the key is destroyed; every proof still holds
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub enum VaultCommand {
    /// Make a vault: an empty folder of its own, with a master key that is made once
    Init,
    /// Keep identities: one JSON object a line with kind (citizen, taxpayer, vendor), value, and name, phone, email, account
    /// where they are known
    Add(Add),
    /// Show somebody masked, by pseudonym; or find the pseudonym of a number or name on standard input
    Show(Show),
    /// Show somebody in clear; who asked and why is recorded first, in the vault's trail and in the access trail
    Unmask(Disclose),
    /// Erase somebody by destroying their key; figures, entries and proofs stay
    Erase(Disclose),
    /// Who was shown, erased or readmitted, by whom and why
    Trail(Trail),
    /// Open everything that is sealed and walk the trail: exit code 4 when anything was altered
    Verify,
}

/// Identities to keep
#[derive(Args, Debug)]
pub struct Add {
    /// The file; - reads standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// Take back people who were erased; recorded with this reason
    #[arg(long, value_name = "TEXT")]
    readmit: Option<String>,
    /// Who asks, for the record of readmissions [default: the user of the operating system]
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
}

/// Whom to show
#[derive(Args, Debug)]
pub struct Show {
    /// The pseudonym, as events carry it: 32 hex digits
    #[arg(required_unless_present = "kind")]
    pseudonym: Option<String>,
    /// Find the pseudonym of the number or name on standard input instead, of this kind
    #[arg(long, value_enum, value_name = "KIND", conflicts_with = "pseudonym")]
    kind: Option<KindWord>,
}

/// Which part of the trail
#[derive(Args, Debug)]
pub struct Trail {
    /// From this day on, in WIB
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// Up to and with this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<String>,
}

/// Kinds of subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindWord {
    /// By the NIK
    Citizen,
    /// By the NPWPD
    Taxpayer,
    /// By number or name
    Vendor,
}

impl From<KindWord> for SubjectKind {
    fn from(word: KindWord) -> Self {
        match word {
            KindWord::Citizen => Self::Citizen,
            KindWord::Taxpayer => Self::Taxpayer,
            KindWord::Vendor => Self::Vendor,
        }
    }
}

/// A line of `add`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    kind: KindWord,
    value: String,
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    account: Option<String>,
}

/// An entry of the trail, as it is printed.
#[derive(Debug, Serialize)]
struct Shown {
    number: i64,
    act: &'static str,
    pseudonym: String,
    who: String,
    reason: String,
    at: String,
}

impl From<TrailEntry> for Shown {
    fn from(entry: TrailEntry) -> Self {
        let at = moment_in_wib(Timestamp(entry.at_unix_ms.saturating_mul(1_000)));
        let TrailEntry { number, act, pseudonym, who, reason, .. } = entry;
        Self { number, act: act.as_str(), pseudonym: pseudonym.to_string(), who, reason, at }
    }
}

impl VaultCommand {
    /// Does it.
    ///
    /// # Errors
    /// When no vault is named, it can't be opened, or what is asked for is refused; the text never repeats an identity.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Init => init(context)?,
            Self::Add(add) => add.run(context)?,
            Self::Show(show) => show.run(context)?,
            Self::Unmask(disclose) => disclose.unmask(context).await?,
            Self::Erase(disclose) => disclose.erase(context).await?,
            Self::Trail(trail) => trail.run(context)?,
            Self::Verify => return verify(context),
        }
        Ok(Ending::Done)
    }
}

fn folder(context: &Context) -> anyhow::Result<&PathBuf> {
    let folder = context.configuration.vault.as_ref();
    Ok(folder
        .ok_or_else(|| Usage("which vault? name its folder with --vault DIR or NERACA_VAULT".to_owned()))?)
}

/// The vault that is configured, which must be there.
fn open(context: &Context) -> anyhow::Result<Vault> {
    let folder = folder(context)?;
    ensure!(
        Vault::exists(folder)?,
        Usage(format!("there is no vault in \"{}\": make one with `neraca vault init`", folder.display()))
    );
    Ok(Vault::open(folder, people::vault_key(&context.configuration)?)?)
}

fn init(context: &Context) -> anyhow::Result<()> {
    let folder = folder(context)?;
    ensure!(
        !Vault::exists(folder)?,
        "there is a vault in \"{}\" already; it is never made anew",
        folder.display()
    );
    Vault::open(folder, people::vault_key(&context.configuration)?)?;
    if context.json {
        return output::json(&serde_json::json!({ "vault": folder, "key": folder.join("vault.key") }));
    }
    output::line(format!(
        "made a vault in \"{folder}\"\nback up \"{folder}/vault.key\" and \"{folder}/vault.sqlite\" apart from each other: \
         without the key nobody can read the vault, and a copy of both is a copy of the identities",
        folder = folder.display()
    ))
}

impl Add {
    fn run(&self, context: &Context) -> anyhow::Result<()> {
        let mut vault = open(context)?;
        let reader: Box<dyn std::io::Read> = if self.file.as_os_str() == "-" {
            Box::new(std::io::stdin())
        } else {
            let name = || format!("\"{}\"", self.file.display());
            Box::new(std::fs::File::open(&self.file).with_context(name)?)
        };
        let mut kept = Vec::new();
        for (index, line) in BufReader::new(reader).lines().enumerate() {
            let mut line = line?;
            if !line.trim().is_empty() {
                let pseudonym =
                    self.keep(&mut vault, &line).with_context(|| format!("line {}", index + 1))?;
                let masked = vault.masked(pseudonym)?;
                if !context.json {
                    output::line(format!("{pseudonym}  {}  {}", masked.kind, masked.value))?;
                }
                kept.push(pseudonym.to_string());
            }
            line.zeroize();
        }
        if context.json { output::json(&serde_json::json!({ "pseudonyms": kept })) } else { Ok(()) }
    }

    fn keep(&self, vault: &mut Vault, line: &str) -> anyhow::Result<Pseudonym> {
        // The parser's message may quote the line.
        let given: Given = serde_json::from_str(line).map_err(|error| {
            anyhow::anyhow!(
                "not a JSON object with kind (citizen, taxpayer or vendor), value, and perhaps name, phone, email, account; \
                 column {}",
                error.column()
            )
        })?;
        let Given { kind, mut value, name, phone, email, account } = given;
        let attributes = Attributes { name, phone, email, account };
        let kept = match (vault.put(kind.into(), &value, &attributes), &self.readmit) {
            (Err(VaultError::Erased { .. }), Some(reason)) => {
                let who = disclose::who(self.who.as_deref())?;
                let request = vault::Request { who: &who, reason, at_unix_ms: disclose::now_unix_ms() };
                vault.readmit(kind.into(), &value, &attributes, &request)
            }
            (kept, _) => kept,
        };
        value.zeroize();
        Ok(kept?)
    }
}

impl Show {
    fn run(&self, context: &Context) -> anyhow::Result<()> {
        let vault = open(context)?;
        if let Some(kind) = self.kind {
            let mut value = String::new();
            std::io::stdin().take(1_000).read_to_string(&mut value)?;
            let pseudonym = vault.pseudonym(kind.into(), value.trim());
            value.zeroize();
            let pseudonym = pseudonym?.to_string();
            return if context.json {
                output::json(&serde_json::json!({ "pseudonym": pseudonym }))
            } else {
                output::line(pseudonym)
            };
        }
        let pseudonym: Pseudonym = self.pseudonym.as_deref().unwrap_or_default().parse()?;
        let masked = vault.masked(pseudonym)?;
        let fields = [("name", &masked.name), ("phone", &masked.phone), ("account", &masked.account)];
        let known = fields.iter().filter_map(|(name, text)| Some((*name, text.as_ref()?)));
        if context.json {
            let mut object = serde_json::json!({
                "pseudonym": pseudonym.to_string(), "kind": masked.kind.as_str(), "value": masked.value,
            });
            for (name, text) in known {
                object[name] = serde_json::Value::from(text.as_str());
            }
            return output::json(&object);
        }
        output::line(format!("{}  {}", masked.kind, masked.value))?;
        for (name, text) in known {
            output::line(format!("{name}  {text}"))?;
        }
        Ok(())
    }
}

impl Trail {
    fn run(&self, context: &Context) -> anyhow::Result<()> {
        let vault = open(context)?;
        let from = day("--from", self.from.as_deref())?.map_or(i64::MIN, start_of);
        let to = day("--to", self.to.as_deref())?.map_or(i64::MAX, |day| start_of(Date(day.0 + 1)));
        let entries: Vec<Shown> = vault.trail(from, to)?.into_iter().map(Shown::from).collect();
        if context.json {
            return output::json(&entries);
        }
        let mut table = output::table(&["no.", "when", "act", "pseudonym", "who", "reason"], usize::MAX);
        for Shown { number, act, pseudonym, who, reason, at } in entries {
            table.add_row([number.to_string(), at, act.to_owned(), pseudonym, who, reason]);
        }
        output::line(table)
    }
}

fn day(flag: &str, text: Option<&str>) -> Result<Option<Date>, Usage> {
    let Some(text) = text else { return Ok(None) };
    Date::parse(text)
        .map(Some)
        .ok_or_else(|| Usage(format!("{flag} is \"{text}\"; it takes a day such as 2026-12-31")))
}

/// When a day begins in Western Indonesia Time, in milliseconds since 1970 UTC.
fn start_of(day: Date) -> i64 {
    (i64::from(day.0) * 24 - 7) * 3_600_000
}

fn verify(context: &Context) -> anyhow::Result<Ending> {
    let vault = match open(context) {
        Ok(vault) => vault,
        Err(error) => match error.downcast::<VaultError>() {
            Ok(altered @ VaultError::Altered(_)) => return not_verified(context, &altered),
            Ok(other) => bail!(other),
            Err(other) => return Err(other),
        },
    };
    match vault.verify() {
        Ok(found) => {
            if context.json {
                output::json(&serde_json::json!({
                    "ok": true, "subjects": found.subjects, "erased": found.erased, "trail": found.trail_entries,
                }))?;
            } else {
                output::line(format!(
                    "{} subjects open, {} are erased, {} entries of the trail follow each other",
                    found.subjects, found.erased, found.trail_entries
                ))?;
            }
            Ok(Ending::Done)
        }
        Err(altered @ VaultError::Altered(_)) => not_verified(context, &altered),
        Err(other) => Err(other.into()),
    }
}

fn not_verified(context: &Context, altered: &VaultError) -> anyhow::Result<Ending> {
    if context.json {
        output::json(&serde_json::json!({ "ok": false, "problem": altered.to_string() }))?;
    } else {
        output::line(format!("NOT VERIFIED: {altered}"))?;
    }
    Ok(Ending::NotVerified)
}
