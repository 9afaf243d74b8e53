//! `neraca chart`: the chart of accounts of a book.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use ledger::{BookSide, Chart as Accounts, Rulebook, Side};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::commands::{Context, mirror_gaps};
use crate::configuration::Profile;
use crate::exit::Ending;
use crate::output;
use crate::profiles;
use crate::signing;
use crate::site::{Access, Site};
use crate::submission::{Asked, Proposing, Submitted};

/// Digits of a chart's digest in the name of its proposal.
const DIGITS_IN_NAME: usize = 8;

/// The chart of accounts: which codes exist, and on what terms accounts of a code are opened.
#[derive(Debug, Subcommand)]
pub enum Chart {
    /// Lay a CSV over the chart in force and publish the result into the log
    ///
    /// With --maker the result is proposed, with its digest and content, and in force when somebody else approves it.
    Import(Import),
    /// Read a CSV and tell what is wrong with it, without touching a book
    ///
    /// Laid over the chart that ships, it is tried with the rulebook that ships, and codes are listed from which a mirror of that
    /// leads nowhere.
    Check(File),
    /// Show one code, what stands above it and what below
    Show(Show),
    /// List codes
    List(List),
}

/// A chart in CSV
#[derive(Args, Debug)]
pub struct File {
    /// CSV with the columns code and name, and where wanted level, leaf, side, book, valid_from, valid_to
    file: PathBuf,
    /// Take the file alone instead of laying it over the chart in force
    #[arg(long)]
    alone: bool,
}

/// A chart to put in force
#[derive(Args, Debug)]
pub struct Import {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    proposing: Proposing,
}

/// One code
#[derive(Args, Debug)]
pub struct Show {
    /// A code such as 4.1.01.15
    code: String,
}

/// Which codes
#[derive(Args, Debug)]
pub struct List {
    /// Only codes at or below this one
    #[arg(long, value_name = "CODE")]
    below: Option<String>,
    /// Only codes that take entries
    #[arg(long)]
    leaves: bool,
}

/// A code as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    code: &'a str,
    level: u8,
    name: &'a str,
    leaf: bool,
    side: &'static str,
    book: &'static str,
}

/// What a chart holds.
#[derive(Debug, Serialize)]
struct Counted {
    name: String,
    codes: usize,
    leaves: usize,
    /// Position at which it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
}

impl Chart {
    /// Runs the command.
    ///
    /// # Errors
    /// When the chart is refused or the book can't be opened.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Check(file) => check(file, context.json)?,
            Self::Import(Import { file, proposing }) if proposing.is_proposing() => {
                propose(file, proposing, context).await?;
            }
            Self::Import(Import { file, .. }) => import(file, context).await?,
            Self::Show(show) => show.run(&in_force(context).await?, context.json)?,
            Self::List(list) => list.run(&in_force(context).await?, context.json)?,
        }
        Ok(Ending::Done)
    }
}

impl File {
    fn read(&self, base: Option<Accounts>) -> anyhow::Result<Accounts> {
        let name = self.file.display().to_string();
        let csv = std::fs::read(&self.file).with_context(|| format!("chart \"{name}\""))?;
        profiles::lay(base, &csv, &name)
    }
}

/// Tells what a chart holds and, beside the rulebook that ships, what it lacks.
fn check(file: &File, json: bool) -> anyhow::Result<()> {
    let base = if file.alone { None } else { profiles::chart(Profile::Kabupaten)? };
    let chart = file.read(base.map(|(_, chart)| chart))?;
    chart.check()?;
    let rules = if file.alone { None } else { profiles::rulebook(Profile::Kabupaten) };
    let rulebook = rules.map(|(name, yaml)| Rulebook::load(&name, &yaml, &chart)).transpose()?;
    let gaps = rulebook.as_ref().map(|rulebook| mirror_gaps::find(rulebook, &chart));
    let counted = counted(file, &chart, None);
    if json {
        return output::json(&serde_json::json!({
            "name": counted.name,
            "codes": counted.codes,
            "leaves": counted.leaves,
            "mirror_gaps": gaps,
        }));
    }
    print_counted(&counted, json)?;
    mirror_gaps::print(&gaps.unwrap_or_default(), &chart)
}

/// Proposes a chart, laid over the one in force today, which the rulebook in force is sound beside.
async fn propose(file: &File, proposing: &Proposing, context: &Context) -> anyhow::Result<()> {
    let base = if file.alone { None } else { Some(in_force(context).await?) };
    let chart = file.read(base)?;
    match state(context).await? {
        None => chart.check()?,
        Some(state) => {
            state.book.admits(&chart)?;
            if let Some(publication) = state.rulebook {
                Rulebook::load(&publication.name, &publication.content, &chart)?;
            }
        }
    }
    let name = profiles::file_name(&file.file);
    let csv = String::from_utf8(chart.to_csv()).with_context(|| format!("chart \"{name}\""))?;
    let sha256: String = Sha256::digest(&csv).iter().map(|byte| format!("{byte:02x}")).collect();
    let what = format!("chart-{}", sha256.get(..DIGITS_IN_NAME).unwrap_or_default());
    let body = serde_json::json!({ "name": name, "csv": csv, "sha256": sha256 });
    let asked = Asked { event: "ChartPublished", field: "chartPublished", what, body };
    let Submitted { position, proposal } = proposing.submit(context, asked).await?;
    let proposal = proposal.unwrap_or_default();
    let Counted { codes, leaves, .. } = counted(file, &chart, None);
    if context.json {
        return output::json(&serde_json::json!({
            "name": name,
            "codes": codes,
            "leaves": leaves,
            "sha256": sha256,
            "proposal": proposal,
            "position": position,
        }));
    }
    output::line(format!(
        "chart \"{name}\" with {codes} codes, {leaves} of them take entries (sha256 {sha256}), proposed as \"{proposal}\" at \
         position {position}; somebody else says `neraca proposal approve {proposal} --checker NAME`"
    ))
}

async fn import(file: &File, context: &Context) -> anyhow::Result<()> {
    let site = Site::open(&context.configuration, Access::Write).await?;
    let mut profile = profiles::of_book(&context.configuration, context.book(), &*site.store).await?;
    let base = if file.alone {
        None
    } else {
        let state = command_handler::recovery::fold(&*site.store, context.book(), u64::MAX).await?;
        match state.and_then(|state| state.book.chart().cloned()) {
            Some(chart) => Some((*chart).clone()),
            None => profile.chart.take().map(|(_, chart)| chart),
        }
    };
    let chart = file.read(base)?;
    profile.chart = Some((profiles::file_name(&file.file), chart.clone()));
    let position = signing::publish(&site, &context.configuration, &profile).await?;
    print_counted(&counted(file, &chart, Some(position)), context.json)
}

fn counted(file: &File, chart: &Accounts, position: Option<u64>) -> Counted {
    Counted {
        name: profiles::file_name(&file.file),
        codes: chart.len(),
        leaves: chart.iter().filter(|(_, node)| node.leaf).count(),
        position,
    }
}

fn print_counted(counted: &Counted, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(counted);
    }
    let published =
        counted.position.map_or_else(String::new, |position| format!(", in force at position {position}"));
    output::line(format!(
        "chart \"{}\": {} codes, {} of them take entries{published}",
        counted.name, counted.codes, counted.leaves
    ))
}

/// The chart in force in the book, or the one that ships when there is no such book yet.
///
/// # Errors
/// When the log is damaged, or the book has no chart.
pub async fn in_force(context: &Context) -> anyhow::Result<Accounts> {
    let Some(state) = state(context).await? else {
        return Ok(profiles::chart(Profile::Kabupaten)?.map(|(_, chart)| chart).unwrap_or_default());
    };
    match state.book.chart() {
        Some(chart) => Ok((**chart).clone()),
        None => bail!("book \"{}\" has no chart; `neraca chart import FILE` publishes one", context.book()),
    }
}

/// The book's state, or nothing when there is no such book.
///
/// # Errors
/// When the log can't be read.
pub async fn state(context: &Context) -> anyhow::Result<Option<command_handler::recovery::State>> {
    let site = match Site::open(&context.configuration, Access::Read).await {
        Ok(site) => site,
        Err(error) if is_no_log(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(command_handler::recovery::fold(&*site.store, context.book(), u64::MAX).await?)
}

fn is_no_log(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(event_store::StoreError::NoLog { .. }))
}

impl Show {
    fn run(&self, chart: &Accounts, json: bool) -> anyhow::Result<()> {
        if chart.node(&self.code).is_none() {
            bail!("the chart has no code \"{}\"; `neraca chart list` shows what it has", self.code);
        }
        let mut above = Vec::new();
        let mut code = self.code.as_str();
        while let Some(parent) = ledger::chart::parent_code(code) {
            above.extend(chart.node(parent).map(|node| (parent, node)));
            code = parent;
        }
        above.reverse();
        let rows: Vec<Row<'_>> =
            above.into_iter().chain(chart.below(&self.code)).map(|(code, node)| row(code, node)).collect();
        print_rows(&rows, json)
    }
}

impl List {
    fn run(&self, chart: &Accounts, json: bool) -> anyhow::Result<()> {
        let nodes: Box<dyn Iterator<Item = _>> = match &self.below {
            Some(code) => Box::new(chart.below(code)),
            None => Box::new(chart.iter()),
        };
        let rows: Vec<Row<'_>> =
            nodes.filter(|(_, node)| node.leaf || !self.leaves).map(|(code, node)| row(code, node)).collect();
        print_rows(&rows, json)
    }
}

fn row<'a>(code: &'a str, node: &'a ledger::chart::Node) -> Row<'a> {
    Row {
        code,
        level: node.level,
        name: &node.name,
        leaf: node.leaf,
        side: if node.normal_side == Side::Debit { "debit" } else { "credit" },
        book: if node.book_side == BookSide::Financial { "financial" } else { "budget" },
    }
}

fn print_rows(rows: &[Row<'_>], json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&rows);
    }
    for row in rows {
        let indent = "  ".repeat(usize::from(row.level.saturating_sub(1)));
        let mark = if row.leaf { " " } else { "+" };
        output::line(format!("{mark} {:20} {:6} {:9} {indent}{}", row.code, row.side, row.book, row.name))?;
    }
    Ok(())
}
