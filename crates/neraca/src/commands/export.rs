//! `neraca export`: the journal for other programs, and the log for those who check it.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use projections::KnownAt;
use reports::ExportFormat;
use reports::known_at;

use crate::commands::Context;
use crate::commands::evidence::Evidence;
use crate::commands::report::read_models;
use crate::exit::Ending;
use crate::open_data;
use crate::output;
use crate::progress::Progress;
use crate::site::{Access, Site};

/// Write the journal in a form that other programs read, or the log for auditors.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Every entry with its lines, in the order of the log
    Journal(Journal),
    /// The whole log as a folder of files in the open format c2sp.org/tlog-tiles
    Log(Log),
    /// Evidence of a half-year's digitalisation (bukti ETPD) as a folder: reports, manifest, checkpoint
    Evidence(Evidence),
    /// What everyone may read: budget realisation, revenue, digitalisation and quality of spending, without personal data
    OpenData(OpenData),
}

/// Open data as a folder of files
///
/// An index page, a data package with license and SHA-256 of every file, the checkpoint that proves the position, and each
/// table of the latest years as HTML, JSON and CSV: what `serve` answers under /public. The section `public` of the
/// configuration has the license, the publisher, and the number of payments below which a row is left blank. From the same
/// log come the same bytes.
#[derive(Args, Debug)]
pub struct OpenData {
    /// The folder; made when it is missing. Files of an earlier export are replaced, others stay
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// The log, up to its newest checkpoint
///
/// `neraca-verify log` checks the folder from its first byte to its last, without this program; any web server that
/// serves it is a mirror of the log.
#[derive(Args, Debug)]
pub struct Log {
    /// The folder; made when it is missing, brought up to date when it holds an earlier export
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// The journal
#[derive(Args, Debug)]
pub struct Journal {
    /// The form; hledger and beancount agree with every balance
    #[arg(long, value_enum, default_value_t = Format::Hledger)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only what was recorded by then: a position, a day (to its end in UTC+7) or a moment in RFC 3339
    #[arg(long, value_name = "POSITION|DATE|MOMENT", value_parser = known_at)]
    known_at: Option<KnownAt>,
}

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// hledger journal text
    Hledger,
    /// beancount text
    Beancount,
    /// A row for each line
    Csv,
    /// A JSON object for each entry, one a line
    Ndjson,
    /// The ledger extract of a regional government: eleven journals, in the columns that audit tools read
    Lkpd,
}

impl Export {
    /// Writes it.
    ///
    /// # Errors
    /// When there is no such book, or it can't be written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Journal(journal) => journal.run(context).await,
            Self::Log(log) => log.run(context).await,
            Self::Evidence(evidence) => evidence.run(context).await,
            Self::OpenData(open_data) => open_data.run(context).await,
        }
    }
}

impl Log {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let site = Site::open(&context.configuration, Access::Read).await?;
        let mut progress = Progress::begin("writing the log", None);
        let mut done = 0;
        let written = tiled_log::folder::write(&*site.store, context.book(), &self.out, |position| {
            progress.add(position - done);
            done = position;
        })
        .await?;
        progress.end();
        let folder = self.out.display();
        if context.json {
            output::json(&serde_json::json!({
                "book": context.book(),
                "size": written.size,
                "files": written.files,
                "bytes": written.bytes,
                "folder": self.out,
            }))?;
        } else {
            output::line(format!(
                "{} positions in {} files written to \"{folder}\"; try: neraca-verify log {folder} --policy POLICY",
                written.size, written.files
            ))?;
        }
        Ok(Ending::Done)
    }
}

impl OpenData {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        // The site keeps a private server running for as long as the read models are asked.
        let (_site, models) = read_models(context).await?;
        let settings = open_data::settings(&context.configuration)?;
        let edition = reports::open_data::edition(&models, context.book(), &settings).await?;
        for (path, file) in &edition.files {
            let path = self.out.join(path);
            let named = || format!("\"{}\"", path.display());
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(named)?;
            }
            std::fs::write(&path, &file.bytes).with_context(named)?;
        }
        let (files, folder) = (edition.files.len(), self.out.display());
        if context.json {
            let book = context.book();
            let written = serde_json::json!({ "book": book, "position": edition.position, "files": files, "folder": self.out });
            output::json(&written)?;
        } else {
            output::line(format!("{files} files of position {} written to \"{folder}\"", edition.position))?;
        }
        Ok(Ending::Done)
    }
}

impl Journal {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        // The site keeps a private server running for as long as the read models are asked.
        let (_site, models) = read_models(context).await?;
        let format = match self.format {
            Format::Hledger => ExportFormat::Hledger,
            Format::Beancount => ExportFormat::Beancount,
            Format::Csv => ExportFormat::Csv,
            Format::Ndjson => ExportFormat::Ndjson,
            Format::Lkpd => ExportFormat::Lkpd,
        };
        let to_file = self.output.as_ref();
        let mut out: Box<dyn Write + Send> = match to_file {
            Some(path) => {
                let file = std::fs::File::create(path).with_context(|| format!("\"{}\"", path.display()))?;
                Box::new(BufWriter::new(file))
            }
            None => Box::new(BufWriter::new(std::io::stdout())),
        };
        let entries = reports::export(&models, context.book(), format, self.known_at, &mut *out).await?;
        if let Some(path) = to_file {
            if context.json {
                output::json(&serde_json::json!({ "entries": entries, "file": path }))?;
            } else {
                output::line(format!("{entries} entries written to \"{}\"", path.display()))?;
            }
        }
        Ok(Ending::Done)
    }
}
