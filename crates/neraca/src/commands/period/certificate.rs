//! `neraca period certificate`: what the book said when a period was closed, signed with the log's key; and whether a
//! certificate that somebody holds is the one.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use checkpointer::Keys;
use clap::Args;
use event_store::proofs;
use ledger::Period;
use serde_json::json;
use server::Certificate;
use transparency::checkpoint::Checkpoint;
use transparency::hash::Hash;
use transparency::note::Note;

use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::Ending;
use crate::output;
use crate::signing;

/// Make the signed certificate of a closed period, or check one
///
/// It has the trial balance, what was open, the digest of the state, the root of the tree and the chart and rulebook in force,
/// all at the position of the closing, and of a year what is carried forward. The same log, software and key give the same
/// bytes whenever it is made. With --out DIR there are three files: PERIOD.json is what is certified, PERIOD.txt the note for
/// people with its SHA-256 under the log's signature, and PERIOD.checkpoint the signed checkpoint of the closing.
#[derive(Debug, Args)]
pub struct Certify {
    /// The closed month or year, such as 2025-03 or 2025
    #[arg(value_parser = super::period)]
    period: Period,
    /// Write its files there instead of printing the note
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Check the note in this file instead: its signature, and that the log gives the same text today
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    check: Option<PathBuf>,
}

/// A certificate, and what signs it.
struct Made {
    certificate: Certificate,
    origin: String,
    keys: Keys,
    /// The root of the tree at the closing.
    root: Hash,
}

/// A certificate with its signatures.
pub(super) struct Signed {
    certificate: Certificate,
    note: String,
    checkpoint: String,
}

impl Made {
    /// The certificate of a period that is closed.
    async fn of(context: &Context, period: Period) -> anyhow::Result<Self> {
        let (site, models) = read_models(context).await?;
        let book = context.book();
        let closed = models.closed_periods(book, u64::MAX).await?;
        let Some(closing) = closed.iter().find(|change| change.period == period) else {
            bail!("{period} is not closed; `neraca period close {period}` closes it");
        };
        let certificate = server::certificate(&*site.store, &models, book, closing).await?;
        let origin = signing::origin(&*site.store, &context.configuration, book).await?;
        let origin = origin.with_context(|| format!("there is no book \"{book}\" here"))?;
        let keys = signing::keys(&context.configuration, &origin)?;
        let root = proofs::root_at(&*site.store, book, closing.position).await?;
        Ok(Self { certificate, origin, keys, root })
    }

    fn sign(self) -> anyhow::Result<Signed> {
        let Self { certificate, origin, keys, root } = self;
        let checkpoint = Checkpoint::new(&origin, certificate.position(), root)?.sign(keys.current())?;
        let mut note = Note::new(certificate.text(&origin))?;
        note.sign(keys.current())?;
        Ok(Signed { certificate, note: note.to_string(), checkpoint: checkpoint.note().to_string() })
    }
}

impl Signed {
    /// The signed certificate of a period that is closed.
    ///
    /// # Errors
    /// When it is not closed, or the log or its keys can't be read.
    pub(super) async fn of(context: &Context, period: Period) -> anyhow::Result<Self> {
        Made::of(context, period).await?.sign()
    }

    /// SHA-256 of what is certified, in hexadecimal digits.
    pub(super) fn sha256(&self) -> String {
        self.certificate.sha256()
    }

    /// Writes its three files.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub(super) fn write_into(&self, folder: &Path, period: Period) -> anyhow::Result<()> {
        let Self { certificate, note, checkpoint } = self;
        std::fs::create_dir_all(folder).with_context(|| format!("\"{}\"", folder.display()))?;
        for (kind, content) in [("json", &certificate.json()), ("txt", note), ("checkpoint", checkpoint)] {
            let path = folder.join(format!("{period}.{kind}"));
            std::fs::write(&path, content).with_context(|| format!("\"{}\"", path.display()))?;
        }
        Ok(())
    }
}

impl Certify {
    pub(super) async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let made = Made::of(context, self.period).await?;
        match &self.check {
            Some(path) => check(context, path, &made.certificate.text(&made.origin), &made.keys),
            None => self.write(context, &made.sign()?),
        }
    }

    fn write(&self, context: &Context, signed: &Signed) -> anyhow::Result<Ending> {
        let Signed { certificate, note, checkpoint } = signed;
        if let Some(folder) = &self.out {
            signed.write_into(folder, self.period)?;
        }
        if context.json {
            output::json(&json!({
                "period": self.period.to_string(),
                "position": certificate.position(),
                "sha256": certificate.sha256(),
                "certificate": certificate.fields(),
                "note": note,
                "checkpoint": checkpoint,
            }))?;
        } else if let Some(folder) = &self.out {
            let (position, folder) = (certificate.position(), folder.display());
            output::line(format!(
                "certificate of {} as closed at position {position} written to \"{folder}\"",
                self.period
            ))?;
        } else {
            output::raw(note.as_bytes())?;
        }
        Ok(Ending::Done)
    }
}

/// Whether a note is signed by the log and says what the log says.
fn check(context: &Context, path: &Path, wanted: &str, keys: &Keys) -> anyhow::Result<Ending> {
    let bytes = std::fs::read(path).with_context(|| format!("\"{}\"", path.display()))?;
    let note = Note::parse(&bytes).with_context(|| format!("\"{}\"", path.display()))?;
    let verifiers = keys.verifiers();
    let signed = note.verify(&verifiers).is_ok();
    let same = note.text() == wanted;
    if context.json {
        output::json(&json!({ "signed": signed, "same": same }))?;
    } else {
        output::line(match (signed, same) {
            (true, true) => "signed by the log, and the log says the same",
            (true, false) => "NOT THE SAME: signed by the log, and the log says otherwise today",
            (false, _) => "NOT SIGNED by the log",
        })?;
    }
    Ok(if signed && same { Ending::Done } else { Ending::NotVerified })
}
