//! `neraca checkpoint`: signed tree heads: show, sign now, and carry them to a witness that no network reaches.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use checkpointer::carried::{self, Carried, Kept};
use clap::{Args, Subcommand};
use serde_json::json;
use transparency::note::VerifierKey;

use crate::commands::Context;
use crate::exit::Ending;
use crate::output;
use crate::signing;
use crate::site::{Access, Site};

/// Signed tree heads of the log: show, sign now, or carry to a witness that no network reaches
///
/// `serve`, `import` and `demo` sign by themselves, as the log grows and when they stop.
#[derive(Debug, Subcommand)]
pub enum Checkpoint {
    /// Print the newest checkpoint
    Show,
    /// Sign what is durable now, and ask the configured witnesses
    Sign,
    /// Write the request that a witness cosigns, to be carried to it as a file
    Request(Request),
    /// Add the cosignature that was carried back
    Cosign(Cosign),
}

/// A request to carry
#[derive(Args, Debug)]
pub struct Request {
    /// Public key of the witness
    #[arg(long, value_name = "VKEY")]
    witness: VerifierKey,
    /// The file
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

/// A cosignature that was carried back
#[derive(Args, Debug)]
pub struct Cosign {
    /// Public key of the witness
    #[arg(long, value_name = "VKEY")]
    witness: VerifierKey,
    /// The request that was carried to it
    #[arg(long, value_name = "FILE")]
    request: PathBuf,
    /// What it gave back
    #[arg(value_name = "FILE")]
    cosignature: PathBuf,
}

impl Checkpoint {
    /// Does it.
    ///
    /// # Errors
    /// When there is no log, or it is not the one that was signed.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Show => show(context).await?,
            Self::Sign => sign(context).await?,
            Self::Request(request) => request.run(context).await?,
            Self::Cosign(cosign) => cosign.run(context).await?,
        }
        Ok(Ending::Done)
    }
}

async fn show(context: &Context) -> anyhow::Result<()> {
    let site = Site::open(&context.configuration, Access::Read).await?;
    let Some(newest) = site.store.checkpoint(context.book()).await? else {
        bail!("nothing of book \"{}\" was signed yet; `neraca checkpoint sign` does it", context.book());
    };
    print(context, newest.size, &newest.note)
}

async fn sign(context: &Context) -> anyhow::Result<()> {
    let site = Site::open(&context.configuration, Access::Write).await?;
    let empty = || format!("book \"{}\" is empty; there is nothing to sign", context.book());
    let signer = signing::signer(&site, &context.configuration, context.book()).await?;
    let published = signer.with_context(empty)?.sign_now().await?.with_context(empty)?;
    for (witness, answer) in &published.witnesses {
        tracing::warn!(witness, answer = answer.label(), "witness");
    }
    print(context, published.size(), &published.checkpoint.to_string())
}

fn print(context: &Context, size: u64, note: &str) -> anyhow::Result<()> {
    if context.json {
        return output::json(&json!({ "book": context.book(), "size": size, "checkpoint": note }));
    }
    output::raw(note.as_bytes())
}

impl Request {
    async fn run(&self, context: &Context) -> anyhow::Result<()> {
        let site = Site::open(&context.configuration, Access::Read).await?;
        let (store, book) = (&*site.store, context.book());
        let witness = std::slice::from_ref(&self.witness);
        let kept = kept_files(&site, context).await?;
        let old_size = carried::last_cosigned(store, book, witness, &kept).await?;
        let Some(request) = carried::request_file(store, book, old_size).await? else {
            bail!("nothing of book \"{book}\" was signed yet; `neraca checkpoint sign` does it");
        };
        std::fs::write(&self.output, request).with_context(|| format!("\"{}\"", self.output.display()))?;
        let text = format!(
            "request from size {old_size} written to \"{0}\"; at the witness: neraca witness sign {0}",
            self.output.display()
        );
        if context.json {
            return output::json(&json!({ "old_size": old_size, "file": self.output }));
        }
        output::line(text)
    }
}

impl Cosign {
    async fn run(&self, context: &Context) -> anyhow::Result<()> {
        let site = Site::open(&context.configuration, Access::Write).await?;
        let (request, cosignature) = (read(&self.request)?, read(&self.cosignature)?);
        let witness = std::slice::from_ref(&self.witness);
        let store = &*site.store;
        let files = kept_files(&site, context).await?;
        let cosigned =
            carried::add_cosignature(store, context.book(), &request, &cosignature, witness, &files).await?;
        let (size, note) = (cosigned.checkpoint.checkpoint().size(), cosigned.checkpoint.to_string());
        let file = match &cosigned.kept {
            Kept::Database(_) => None,
            Kept::File(path) => Some(path),
        };
        if context.json {
            return output::json(
                &json!({ "book": context.book(), "size": size, "checkpoint": note, "file": file }),
            );
        }
        if let Some(path) = file {
            let text = "the log has a larger checkpoint by now: the cosigned one is kept in a file";
            tracing::warn!(size, file = %path.display(), "{text}");
        }
        output::raw(note.as_bytes())
    }
}

/// Where late cosignatures of the book's log are kept.
async fn kept_files(site: &Site, context: &Context) -> anyhow::Result<Carried> {
    let origin = signing::origin(&*site.store, &context.configuration, context.book()).await?;
    let empty = || format!("book \"{}\" is empty; there is nothing to sign", context.book());
    signing::carried(&context.configuration, &origin.with_context(empty)?)
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("\"{}\"", path.display()))
}
