//! `neraca rules`: the rulebook of a book, and what it would make of an event.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use ledger::{Book, Command, Decision, Fact, Line, Request, Rulebook, Side, Timestamp, decide};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use wire::cloudevents::Event;
use wire::command::RequestParts;
use wire::message::Message;

use crate::commands::{Context, chart, mirror_gaps};
use crate::configuration::Profile;
use crate::exit::Ending;
use crate::output;
use crate::profiles;
use crate::signing;
use crate::site::{Access, Site};
use crate::submission::{Asked, Proposing, Submitted};

/// The posting rules: data that turns payment events into journal entries.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Read a rulebook and tell everything that is wrong with it, without touching a book
    ///
    /// Of one that is sound, codes of the chart in force are listed from which a mirror leads nowhere.
    Check(File),
    /// Print the rulebook in force
    Show(Show),
    /// Put a rulebook in force: it is published into the log and named by every entry it makes
    ///
    /// With --maker it is proposed, with its digest and content, and in force when somebody else approves it.
    Publish(Publish),
    /// Show the entries that an event would make, or the refusal it would meet, without posting it
    DryRun(DryRun),
}

/// A rulebook
#[derive(Args, Debug)]
pub struct File {
    /// Rulebook in YAML
    file: PathBuf,
}

/// A rulebook to put in force
#[derive(Args, Debug)]
pub struct Publish {
    /// Rulebook in YAML
    file: PathBuf,
    #[command(flatten)]
    proposing: Proposing,
}

/// The rulebook in force
#[derive(Args, Debug)]
pub struct Show {
    /// Print the strict rules that ship instead: two people for all that is done by hand, orders within released funds
    #[arg(long)]
    strict: bool,
}

/// An event to try
///
/// The event is a CloudEvent in structured JSON:
///   {"specversion": "1.0", "id": "1", "source": "urn:me", "type": "neraca.payment.v1.PaymentReceived",
///    "time": "2026-08-10T09:35:27+07:00", "data": {"agency": "…", "account": "…", "amount": {"value": "250000"}, …}}
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct DryRun {
    /// File with the event; - reads standard input
    event: PathBuf,
    /// Try this rulebook instead of the one in force
    #[arg(long, value_name = "FILE")]
    rulebook: Option<PathBuf>,
}

/// What an event would make.
#[derive(Debug, Serialize)]
struct Tried {
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    effects: Vec<Effect>,
}

/// One change.
#[derive(Debug, Serialize)]
struct Effect {
    what: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<EffectLine>,
}

/// A line of an entry or hold.
#[derive(Debug, Serialize)]
struct EffectLine {
    account: String,
    debit: String,
    credit: String,
}

impl Rules {
    /// Runs the command.
    ///
    /// # Errors
    /// When the rulebook is refused, with every fault, or the book can't be opened.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Check(file) => check(file, context).await?,
            Self::Show(Show { strict: true }) => {
                output::raw(::profiles::kabupaten::strict_rulebook_yaml().as_bytes())?;
            }
            Self::Show(_) => show(context).await?,
            Self::Publish(wanted) if wanted.proposing.is_proposing() => propose(wanted, context).await?,
            Self::Publish(wanted) => publish(wanted, context).await?,
            Self::DryRun(dry_run) => dry_run.run(context).await?,
        }
        Ok(Ending::Done)
    }
}

fn read(path: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let yaml = std::fs::read(path).with_context(|| format!("rulebook \"{}\"", path.display()))?;
    Ok((profiles::file_name(path), yaml))
}

async fn check(file: &File, context: &Context) -> anyhow::Result<()> {
    let (name, yaml) = read(&file.file)?;
    let chart = chart::in_force(context).await?;
    let rulebook = Rulebook::load(&name, &yaml, &chart)?;
    let (version, gaps) = (rulebook.version(), mirror_gaps::find(&rulebook, &chart));
    if context.json {
        return output::json(&serde_json::json!({ "name": name, "version": version, "mirror_gaps": gaps }));
    }
    print_version(&name, version, None, false)?;
    mirror_gaps::print(&gaps, &chart)
}

async fn show(context: &Context) -> anyhow::Result<()> {
    let yaml = match chart::state(context).await? {
        None => profiles::rulebook(Profile::Kabupaten).map(|(_, yaml)| yaml).unwrap_or_default(),
        Some(state) => match state.rulebook {
            Some(publication) => publication.content,
            None => bail!(
                "book \"{}\" has no rulebook; `neraca rules publish FILE` puts one in force",
                context.book()
            ),
        },
    };
    output::raw(&yaml)
}

/// Proposes a rulebook, which is sound beside the chart of today.
async fn propose(wanted: &Publish, context: &Context) -> anyhow::Result<()> {
    let (name, yaml) = read(&wanted.file)?;
    let rulebook = Rulebook::load(&name, &yaml, &chart::in_force(context).await?)?;
    let yaml = String::from_utf8(yaml).with_context(|| format!("rulebook \"{name}\""))?;
    let sha256: String = Sha256::digest(&yaml).iter().map(|byte| format!("{byte:02x}")).collect();
    let what = format!("rulebook-{}", rulebook.version());
    let body = serde_json::json!({ "name": name, "yaml": yaml, "sha256": sha256 });
    let asked = Asked { event: "RulebookPublished", field: "rulebookPublished", what, body };
    let Submitted { position, proposal } = wanted.proposing.submit(context, asked).await?;
    let proposal = proposal.unwrap_or_default();
    if context.json {
        return output::json(&serde_json::json!({
            "name": name,
            "version": rulebook.version(),
            "sha256": sha256,
            "proposal": proposal,
            "position": position,
        }));
    }
    output::line(format!(
        "rulebook \"{name}\" version {} (sha256 {sha256}) proposed as \"{proposal}\" at position {position}; somebody \
         else says `neraca proposal approve {proposal} --checker NAME`",
        rulebook.version()
    ))
}

async fn publish(file: &Publish, context: &Context) -> anyhow::Result<()> {
    let site = Site::open(&context.configuration, Access::Write).await?;
    let mut profile = profiles::of_book(&context.configuration, context.book(), &*site.store).await?;
    let (name, yaml) = read(&file.file)?;
    profile.rulebook = Some((name.clone(), yaml));
    let position = signing::publish(&site, &context.configuration, &profile).await?;
    // From the same site: a private Postgres can't be started a second time.
    let state = command_handler::recovery::fold(&*site.store, context.book(), u64::MAX).await?;
    let version = state.and_then(|state| state.book.rulebook().map(|rulebook| rulebook.version()));
    let version = version.context("the rulebook was published, and the log does not show it")?;
    print_version(&name, version, Some(position), context.json)
}

fn print_version(name: &str, version: u32, position: Option<u64>, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&serde_json::json!({ "name": name, "version": version, "position": position }));
    }
    let published =
        position.map_or_else(String::new, |position| format!(", in force at position {position}"));
    output::line(format!("rulebook \"{name}\" version {version} is sound{published}"))
}

impl DryRun {
    async fn run(&self, context: &Context) -> anyhow::Result<()> {
        let book = self.book(context).await?;
        let json = if self.event.as_os_str() == "-" {
            std::io::read_to_string(std::io::stdin())?.into_bytes()
        } else {
            std::fs::read(&self.event).with_context(|| format!("event \"{}\"", self.event.display()))?
        };
        let tried = attempt(book, &wire::cloudevents::from_json(&json)?)?;
        if context.json { output::json(&tried) } else { print(&tried) }
    }

    /// The book as it stands, or an empty one with the profile's chart and rules when there is none.
    async fn book(&self, context: &Context) -> anyhow::Result<Book> {
        let mut book = match chart::state(context).await? {
            Some(state) => state.book,
            None => {
                let profile =
                    profiles::new(context.configuration.book_config(context.book()), context.book())?;
                let mut book = Book::new(profile.settings);
                if let Some((_, chart)) = profile.chart {
                    book.publish_chart(Arc::new(chart));
                }
                if let Some((name, yaml)) = profile.rulebook {
                    let rulebook = Rulebook::load(&name, &yaml, &chart_of(&book))?;
                    book.publish_rulebook(Arc::new(rulebook));
                }
                book
            }
        };
        if let Some(path) = &self.rulebook {
            let (name, yaml) = read(path)?;
            book.publish_rulebook(Arc::new(Rulebook::load(&name, &yaml, &chart_of(&book))?));
        }
        Ok(book)
    }
}

fn chart_of(book: &Book) -> Arc<ledger::Chart> {
    book.chart().cloned().unwrap_or_default()
}

/// Decides an event on a book that is thrown away afterwards.
fn attempt(mut book: Book, event: &Event) -> anyhow::Result<Tried> {
    let Event { envelope, body } = event;
    let message = Message::decode(&envelope.event_type, &envelope.content_type, body)?;
    let (effective_date, parts) = match wire::command::request(&message, envelope, book.settings()) {
        Ok(request) => request,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    let request: Request<'_> = match parts {
        RequestParts::Ready(request) => request,
        RequestParts::Reversal { .. } => {
            bail!("a reversal takes back what its original posted, line by line; there is nothing to try")
        }
        RequestParts::Proposal { .. } | RequestParts::Approval { .. } => {
            bail!(
                "try the proposed event itself: a proposal moves nothing, and its approval does what was proposed"
            )
        }
    };
    let at = Timestamp::parse(&envelope.time).map_or(Timestamp(0), |moment| moment.at);
    let command = Command { at, effective_date, id: &envelope.id, request };
    match decide(&book, &command) {
        Decision::Refused(refusal) => Ok(refused(&refusal)),
        Decision::Posted(posted) => {
            let effects = posted.facts.iter().filter_map(|fact| {
                // Applied first: a line may name an account that the fact before it opened.
                book.evolve(fact);
                effect(&book, fact)
            });
            let effects = effects.collect();
            let rule = posted.rule.map(|rule| format!("{} (version {})", rule.name, rule.version));
            Ok(Tried { outcome: "posted", rule, code: None, detail: None, effects })
        }
    }
}

fn refused(refusal: &ledger::Refusal) -> Tried {
    Tried {
        outcome: "refused",
        rule: None,
        code: Some(refusal.code.as_str()),
        detail: Some(refusal.to_string()),
        effects: Vec::new(),
    }
}

fn effect(book: &Book, fact: &Fact) -> Option<Effect> {
    let name = |id| {
        let account = book.account(id);
        format!("{}:{}", account.entity, account.code)
    };
    let effect =
        |what, name: String, lines: &[Line]| Some(Effect { what, name, lines: effect_lines(book, lines) });
    match fact {
        Fact::AccountOpened { .. } => None,
        Fact::AccountClosed(id) => effect("account closed", name(*id), &[]),
        Fact::AccountReopened(id) => effect("account reopened", name(*id), &[]),
        Fact::CeilingSet { account, .. } => effect("ceiling set", name(*account), &[]),
        Fact::BudgetSet { account, .. } => effect("budget set", name(*account), &[]),
        Fact::EntryPosted(entry) => effect("entry posted", entry.description.to_string(), &entry.lines),
        Fact::HoldPlaced { id, lines, .. } => effect("hold placed", id.to_string(), lines),
        Fact::HoldCaptured { hold, entry, .. } => effect("hold captured", hold.to_string(), &entry.lines),
        Fact::HoldReleased { hold, .. } => effect("hold released", hold.to_string(), &[]),
        Fact::Reversed(position) => effect("reversed", format!("position {position}"), &[]),
        Fact::PeriodClosed { period, .. } => effect("period closed", period.to_string(), &[]),
        Fact::PeriodReopened(period) => effect("period reopened", period.to_string(), &[]),
        Fact::ProposalMade { proposal, .. } => effect("proposal made", proposal.to_string(), &[]),
        Fact::ProposalSettled { proposal, .. } => effect("proposal settled", proposal.to_string(), &[]),
    }
}

fn effect_lines(book: &Book, lines: &[Line]) -> Vec<EffectLine> {
    let line = |line: &Line| {
        let account = book.account(line.account);
        let amount = account.terms.currency.decimal(line.amount.into());
        let (debit, credit) = match line.side {
            Side::Debit => (amount, String::new()),
            Side::Credit => (String::new(), amount),
        };
        EffectLine { account: format!("{}:{}", account.entity, account.code), debit, credit }
    };
    lines.iter().map(line).collect()
}

fn print(tried: &Tried) -> anyhow::Result<()> {
    if let Some(detail) = &tried.detail {
        return output::line(format!("would be refused: {detail}"));
    }
    let rule = tried.rule.as_ref().map_or_else(String::new, |rule| format!(" by rule {rule}"));
    output::line(format!("would be posted{rule}"))?;
    for effect in &tried.effects {
        output::line(format!("\n{} {}", effect.what, effect.name))?;
        if !effect.lines.is_empty() {
            let mut table = output::table(&["account", "debit", "credit"], 1);
            for line in &effect.lines {
                table.add_row([&line.account, &output::rupiah(&line.debit), &output::rupiah(&line.credit)]);
            }
            output::line(table)?;
        }
    }
    Ok(())
}
