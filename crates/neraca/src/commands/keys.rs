//! `neraca keys`: the keys that sign a book's log.

use std::time::Duration;

use anyhow::Context as _;
use checkpointer::{KeyFolder, Keys};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::commands::Context;
use crate::exit::Ending;
use crate::output;
use crate::signing;
use crate::site::{Access, Site};

/// The keys that sign the log: show the public ones, or make a new one
///
/// The first use makes a key. Private keys lie in the key folder (`keys` in the data folder, or --keys), readable by their
/// owner alone, never in the database; NERACA_LOG_KEY gives them from outside instead.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Print the public keys as a policy that trusts this log without a witness
    Show,
    /// Make a new key; the one before signs beside it for a while, so that policies can follow
    Rotate(Rotate),
}

/// A new key
#[derive(Args, Debug)]
pub struct Rotate {
    /// Days that the key before goes on signing
    #[arg(long, default_value_t = 90)]
    overlap_days: u32,
}

impl KeysCommand {
    /// Does it.
    ///
    /// # Errors
    /// When the keys can't be read or written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let configuration = &context.configuration;
        let site = Site::open(configuration, Access::Read).await?;
        let origin = signing::origin(&*site.store, configuration, context.book()).await?;
        let origin = origin.with_context(|| {
            format!(
                "book \"{}\" is empty, and a log without a `log_name` is named after its first record",
                context.book()
            )
        })?;
        let keys = match self {
            Self::Show => signing::keys(configuration, &origin)?,
            Self::Rotate(rotate) => {
                let folder = KeyFolder::open(&configuration.keys())?;
                let overlap = Duration::from_secs(u64::from(rotate.overlap_days) * 24 * 60 * 60);
                folder.rotate(&origin, overlap)?
            }
        };
        print(context, &keys)?;
        Ok(Ending::Done)
    }
}

fn print(context: &Context, keys: &Keys) -> anyhow::Result<()> {
    if context.json {
        let public: Vec<String> = keys.verifiers().iter().map(ToString::to_string).collect();
        return output::json(&json!({ "origin": keys.name(), "keys": public }));
    }
    output::line(format!("{}quorum none", keys.policy_lines()))
}
