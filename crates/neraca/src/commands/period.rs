//! `neraca period`: which months and years are closed, what came too late for them, closing and reopening, and the entries
//! that close a year.
//!
//! Closing is an event like any other (`PeriodClosed`), and the closing entries of a year are written to a file that people
//! read before they import it. `period/certificate.rs` certifies what was closed.

mod certificate;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use bytes::Bytes;
use clap::{Args, Subcommand};
use ledger::{LateItems, Period, Side};
use projections::queries::{LateEntry, PeriodChange};
use reports::before_closing::before_closing;
use reports::closing::{Closing, ClosingEntry, closing};
use serde_json::json;
use wire::cloudevents::Envelope;

use self::certificate::Signed;
use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::{Ending, Usage};
use crate::output;
use crate::submission::{Asked, Proposing, Submitted};

/// Where the closing entries come from, as a CloudEvents source. With the year, entity and number it is their identity, so
/// that importing them again repeats them and posts nothing twice.
const SOURCE: &str = "urn:neraca:closing";

/// What to do with periods.
#[derive(Debug, Subcommand)]
pub enum PeriodCommand {
    /// List the closed periods, and the entries that came too late for each
    ///
    /// A period is closed by the event neraca.payment.v1.PeriodClosed and reopened by PeriodReopened, which the shipped
    /// rulebook wants proposed by one person and approved by another.
    List,
    /// Close a month or year: it takes no more entries
    ///
    /// Its certificate is made with it. The months before it, and for a year the year before and its closing entries, come first,
    /// unless --force says why not. Where the rulebook wants two people for it, name who proposes with --maker.
    Close(Close),
    /// Let a closed month or year take entries again; the shipped rulebook wants two people for it
    Reopen(Reopen),
    /// Make the signed certificate of a closed period, or check one
    Certificate(certificate::Certify),
    /// Write the closing entries of a year as events, to be read and then imported
    ///
    /// Revenue and expense go into equity, budgetary revenue and expenditure into the budget surplus, and the opening of the
    /// budget is reversed, entity by entity. Import the file with `neraca import events FILE`, or send it to a running server
    /// with `neraca publish FILE`; then close the year. With --maker they are proposals, which `neraca proposal approve` answers.
    ClosingEntries(ClosingEntries),
}

/// Close a period
#[derive(Debug, Args)]
pub struct Close {
    /// The month or year, such as 2025-03 or 2025
    #[arg(value_parser = period)]
    period: Period,
    /// What becomes of entries that come too late: refuse, or next-open-period
    #[arg(long, value_name = "WHAT", default_value = "refuse", value_parser = ["refuse", "next-open-period"])]
    late_items: String,
    /// Why, for the log
    #[arg(long, value_name = "TEXT", default_value = "", conflicts_with = "force")]
    reason: String,
    /// Close it although earlier periods are open or closing entries are missing: why, for the log
    #[arg(long, value_name = "REASON")]
    force: Option<String>,
    /// Write the files of its certificate there [default: the folder certificates among the data]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    proposing: Proposing,
}

/// Reopen a period
#[derive(Debug, Args)]
pub struct Reopen {
    /// The month or year, such as 2025-03 or 2025
    #[arg(value_parser = period)]
    period: Period,
    /// Why, for the log
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    proposing: Proposing,
}

/// Write the closing entries of a year.
#[derive(Debug, Args)]
pub struct ClosingEntries {
    /// The fiscal year, such as 2025
    #[arg(value_parser = year)]
    year: Period,
    /// Write the events there, one JSON object a line; `-` for the output
    #[arg(long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Take balances as they were known at a position, a day or a moment
    #[arg(long, value_name = "WHEN")]
    known_at: Option<String>,
    /// Write them as proposals of this person, where the rulebook wants journals approved
    #[arg(long, value_name = "NAME")]
    maker: Option<String>,
}

impl PeriodCommand {
    /// Does it.
    ///
    /// # Errors
    /// When the book can't be read or the file can't be written.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::List => list(context).await,
            Self::ClosingEntries(entries) => entries.run(context).await,
            Self::Close(close) => close.run(context).await,
            Self::Reopen(reopen) => reopen.run(context).await,
            Self::Certificate(certify) => certify.run(context).await,
        }
    }
}

async fn list(context: &Context) -> anyhow::Result<Ending> {
    let (_site, models) = read_models(context).await?;
    let mut listed = Vec::new();
    for change in models.closed_periods(context.book(), u64::MAX).await? {
        let (from, to) = (change.period.first_day(), change.period.last_day());
        listed.push((change, models.late_entries(context.book(), from, to).await?));
    }
    if context.json {
        let periods: Vec<_> = listed.iter().map(|(change, late)| json_of(change, late)).collect();
        output::json(&json!({ "closed": periods }))?;
        return Ok(Ending::Done);
    }
    if listed.is_empty() {
        output::line("no period is closed")?;
    }
    for (change, late) in &listed {
        let (period, position, late_items) = (change.period, change.position, word(change.late_items));
        output::line(format!("{period} closed at position {position}; late items: {late_items}"))?;
        for entry in late {
            let LateEntry { position, late_for, effective_date, .. } = entry;
            output::line(format!(
                "  position {position} came too late for {late_for} and counts for {effective_date}"
            ))?;
        }
    }
    Ok(Ending::Done)
}

fn json_of(change: &PeriodChange, late: &[LateEntry]) -> serde_json::Value {
    let late_entry = |entry: &LateEntry| {
        json!({
            "position": entry.position,
            "late_for": entry.late_for.to_string(),
            "effective_date": entry.effective_date.to_string(),
        })
    };
    json!({
        "period": change.period.to_string(),
        "position": change.position,
        "late_items": word(change.late_items),
        "late_entries": late.iter().map(late_entry).collect::<Vec<_>>(),
    })
}

fn word(late_items: Option<LateItems>) -> &'static str {
    match late_items {
        Some(LateItems::NextOpenPeriod) => "next-open-period",
        _ => "refuse",
    }
}

impl Close {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let period = self.period.to_string();
        match &self.force {
            None => self.check_before(context).await?,
            Some(reason) if reason.trim().is_empty() => bail!(Usage("--force wants a reason".to_owned())),
            Some(_) => {}
        }
        let reason = self.force.as_ref().unwrap_or(&self.reason);
        let body = json!({ "period": period, "lateItems": self.late_items, "reason": reason });
        let (what, field) = (format!("close-{period}"), "periodClosed");
        let asked = Asked { event: "PeriodClosed", field, what, body };
        let submitted = self.proposing.submit(context, asked).await?;
        if submitted.proposal.is_some() {
            return tell(context, self.period, "closed", &submitted);
        }
        let position = submitted.position;
        let certified = self.certify(context).await;
        let (sha256, folder) = certified.with_context(|| {
            format!("{period} is closed at position {position}; `neraca period certificate {period}` makes its certificate")
        })?;
        if context.json {
            output::json(&json!({
                "period": period, "done": "closed", "proposal": null, "position": position,
                "certificate": { "sha256": sha256, "folder": folder },
            }))?;
        } else {
            let folder = folder.display();
            output::line(format!(
                "{period} closed at position {position}; its certificate is in \"{folder}\""
            ))?;
        }
        Ok(Ending::Done)
    }

    /// Stops where something should be done first, and says what.
    async fn check_before(&self, context: &Context) -> anyhow::Result<()> {
        let (site, models) = read_models(context).await?;
        let position = site.store.head(context.book()).await?.position;
        let before = before_closing(&models, context.book(), self.period, position).await?;
        if before.is_done() {
            return Ok(());
        }
        let (period, mut missing) = (self.period, Vec::new());
        for earlier in &before.open_periods {
            missing.push(format!("{earlier} has entries and is open: close it first"));
        }
        if before.closing_entries > 0 {
            missing.push(format!(
                "{} closing entries are missing: `neraca period closing-entries {period}` writes them, to be imported",
                before.closing_entries
            ));
        }
        let missing = missing.join("; ");
        bail!(Usage(format!(
            "{period} is not ready to be closed: {missing}. To close it all the same, say --force REASON"
        )))
    }

    /// Makes the certificate, and gives its digest and where it is.
    async fn certify(&self, context: &Context) -> anyhow::Result<(String, PathBuf)> {
        let signed = Signed::of(context, self.period).await?;
        let folder = self.out.clone().unwrap_or_else(|| context.configuration.certificates());
        signed.write_into(&folder, self.period)?;
        Ok((signed.sha256(), folder))
    }
}

impl Reopen {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let period = self.period.to_string();
        let body = json!({ "period": period, "reason": self.reason });
        let (what, field) = (format!("reopen-{period}"), "periodReopened");
        let asked = Asked { event: "PeriodReopened", field, what, body };
        tell(context, self.period, "reopened", &self.proposing.submit(context, asked).await?)
    }
}

fn tell(context: &Context, period: Period, done: &str, submitted: &Submitted) -> anyhow::Result<Ending> {
    let Submitted { position, proposal } = submitted;
    if context.json {
        let done = proposal.is_none().then_some(done);
        let told =
            json!({ "period": period.to_string(), "done": done, "proposal": proposal, "position": position });
        output::json(&told)?;
        return Ok(Ending::Done);
    }
    output::line(match proposal {
        None => format!("{period} {done} at position {position}"),
        Some(proposal) => format!(
            "proposed as \"{proposal}\" at position {position}; somebody else says \
             `neraca proposal approve {proposal} --checker NAME`"
        ),
    })?;
    Ok(Ending::Done)
}

impl ClosingEntries {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let (_site, models) = read_models(context).await?;
        let known_at = self.known_at.as_deref().map(reports::known_at).transpose()?;
        let found = closing(&models, context.book(), self.year, known_at).await?;
        let to_output = self.output.as_os_str() == "-";
        let mut text = Vec::new();
        for entry in &found.entries {
            writeln!(text, "{}", event(entry, self.year, &found, self.maker.as_deref())?)?;
        }
        if to_output {
            output::raw(&text)?;
            return Ok(Ending::Done);
        }
        let named = || format!("\"{}\"", self.output.display());
        let mut file = BufWriter::new(File::create(&self.output).with_context(named)?);
        file.write_all(&text).and_then(|()| file.flush()).with_context(named)?;
        let (number, position) = (found.entries.len(), found.position);
        if context.json {
            output::json(&json!({ "entries": number, "position": position }))?;
        } else {
            output::line(format!(
                "{number} closing entries of {}, from balances at position {position}",
                self.year
            ))?;
        }
        Ok(Ending::Done)
    }
}

/// A closing entry as an event to import: a journal, or the proposal of one.
fn event(
    entry: &ClosingEntry,
    year: Period,
    closing: &Closing,
    maker: Option<&str>,
) -> anyhow::Result<String> {
    let ClosingEntry { entity, number, description, lines } = entry;
    let line = |(code, side, amount): &(String, Side, i64)| {
        let side = if *side == Side::Debit { "debit" } else { "credit" };
        let value = closing.currency.decimal(i128::from(*amount));
        json!({
            "account": format!("{entity}:{code}"),
            side: { "value": value, "currency": closing.currency.code() },
        })
    };
    let name = format!("{year}/{entity}/{number}");
    let journal = json!({
        "date": closing.date.to_string(),
        "kind": "closing",
        "description": description,
        "reference": name,
        "lines": lines.iter().map(line).collect::<Vec<_>>(),
    });
    let (event, id, body) = match maker {
        None => ("JournalPosted", name, journal),
        Some(maker) => {
            let date = closing.date.to_string();
            let made = json!({ "date": date, "proposal": name, "maker": maker, "journalPosted": journal });
            ("ProposalMade", format!("propose/{name}"), made)
        }
    };
    let envelope = Envelope {
        id,
        source: SOURCE.to_owned(),
        event_type: format!("neraca.payment.v1.{event}"),
        time: format!("{}T23:59:59+07:00", closing.date),
        content_type: "application/json".to_owned(),
    };
    Ok(wire::cloudevents::to_json(&envelope, &Bytes::from(body.to_string()))?)
}

fn period(text: &str) -> anyhow::Result<Period> {
    Period::parse(text).context("it is not a month such as 2025-03 or a year such as 2025")
}

fn year(text: &str) -> anyhow::Result<Period> {
    match Period::parse(text) {
        Some(period) if period.is_year() => Ok(period),
        _ => bail!("it is not a year such as 2025"),
    }
}
