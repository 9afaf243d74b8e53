//! `neraca prove`: the receipt of one record, for whoever wants to check it without asking us again.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use serde::Serialize;
use tiled_log::Receipt;

use crate::commands::Context;
use crate::exit::{Ending, Usage};
use crate::output;
use crate::site::{Access, Site};

/// Print the receipt of a record: its bytes, the proof that they are in the log, and the signed checkpoint
///
/// The receipt is a small file in the open format c2sp.org/tlog-proof. `neraca-verify proof` checks it offline, years
/// after this service is gone; so can any program that knows the format. Proves entries, refusals and quarantines alike.
#[derive(Args, Debug)]
pub struct Prove {
    /// Position of the record; or name the event with --source and --id
    #[arg(required_unless_present = "id")]
    position: Option<u64>,
    /// CloudEvents source of the event
    #[arg(long, requires = "id", conflicts_with = "position")]
    source: Option<String>,
    /// CloudEvents id of the event
    #[arg(long, requires = "source", conflicts_with = "position")]
    id: Option<String>,
    /// Write the receipt to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also write it as a QR code, an SVG picture that holds the whole receipt
    #[arg(long, value_name = "FILE")]
    qr: Option<PathBuf>,
}

/// What was proved, for programs.
#[derive(Debug, Serialize)]
struct Proved {
    book: String,
    position: u64,
    receipt: String,
}

impl Prove {
    /// Makes the receipt.
    ///
    /// # Errors
    /// When there is no such record, or no checkpoint covers it yet.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let site = Site::open(&context.configuration, Access::Read).await?;
        let position = self.position(&site, context.book()).await?;
        let receipt = Receipt::of_position(&*site.store, context.book(), position)
            .await
            .context("no receipt yet; `neraca serve` signs checkpoints as the log grows, `neraca checkpoint sign` does it now")?;
        if let Some(path) = &self.qr {
            write(path, &receipt.qr_code()?)?;
        }
        if let Some(path) = &self.output {
            write(path, &receipt.text)?;
        }
        if context.json {
            let book = context.book().to_owned();
            output::json(&Proved { book, position, receipt: receipt.text })?;
        } else if let Some(path) = &self.output {
            output::line(format!("receipt of position {position} written to \"{}\"", path.display()))?;
        } else {
            output::raw(receipt.text.as_bytes())?;
        }
        Ok(Ending::Done)
    }

    async fn position(&self, site: &Site, book: &str) -> anyhow::Result<u64> {
        match (self.position, &self.source, &self.id) {
            (Some(position), ..) => Ok(position),
            (None, Some(source), Some(id)) => {
                let found = site.store.find(book, source, id).await?;
                match found.first() {
                    // The first has the outcome; what follows are refusals of other content under the same name.
                    Some(position) => Ok(*position),
                    None => bail!("no event \"{id}\" of \"{source}\" is recorded in book \"{book}\""),
                }
            }
            _ => bail!(Usage("name a position, or an event with --source and --id".to_owned())),
        }
    }
}

fn write(path: &std::path::Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("\"{}\"", path.display()))
}
