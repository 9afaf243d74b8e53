//! `neraca proposal`: what waits for a second person, and their answer.

use anyhow::bail;
use clap::{Args, Subcommand};
use projections::queries::ProposalRow;
use serde_json::{Value, json};

use crate::commands::Context;
use crate::commands::report::read_models;
use crate::exit::Ending;
use crate::output;
use crate::submission::submit;

/// Events that wait for a second person: list them, approve, decline
///
/// Which events need two people is the section `approval` of the rulebook. Over HTTP the names are those of the tokens; here
/// they are what the operators of this machine say, so let several people work on a book through a server.
#[derive(Debug, Subcommand)]
pub enum Proposal {
    /// List the proposals that wait, or with --all every one
    List(List),
    /// Approve proposals: what each asks for is decided now and counts
    Approve(Answer),
    /// Decline proposals, or withdraw one's own
    Decline(Answer),
}

/// Which proposals
#[derive(Debug, Args)]
pub struct List {
    /// Settled ones too
    #[arg(long)]
    all: bool,
}

/// An answer to proposals
#[derive(Debug, Args)]
pub struct Answer {
    /// Names of the proposals, answered in this order until one is refused
    #[arg(required = true, value_name = "PROPOSAL")]
    proposals: Vec<String>,
    /// Who answers: to approve, somebody else than who proposed
    #[arg(long, value_name = "NAME")]
    checker: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

/// Proposals read at once.
const PAGE: usize = 1_000;

impl Proposal {
    /// Does it.
    ///
    /// # Errors
    /// When the book can't be read or written, or the answer is refused.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::List(list) => list.run(context).await,
            Self::Approve(answer) => answer.send(context, "ProposalApproved", "note", "approved").await,
            Self::Decline(answer) => answer.send(context, "ProposalDeclined", "reason", "declined").await,
        }
    }
}

impl List {
    async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let (_site, models) = read_models(context).await?;
        let (mut rows, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = models.proposals(context.book(), !self.all, cursor.as_deref(), PAGE).await?;
            rows.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        if context.json {
            output::json(&json!({ "proposals": rows.iter().map(json_of).collect::<Vec<_>>() }))?;
            return Ok(Ending::Done);
        }
        if rows.is_empty() {
            output::line("no proposal waits")?;
        }
        for row in &rows {
            let ProposalRow { proposal, maker, event_type, position, .. } = row;
            let event = event_type.rsplit('.').next().unwrap_or(event_type);
            let state = state_of(row);
            output::line(format!("{proposal}: {event} by {maker} at position {position}, {state}"))?;
        }
        Ok(Ending::Done)
    }
}

fn state_of(row: &ProposalRow) -> String {
    match &row.settled {
        None => "waits".to_owned(),
        Some(settled) => {
            let word = if settled.approved { "approved" } else { "declined" };
            format!("{word} by {} at position {}", settled.checker, settled.position)
        }
    }
}

fn json_of(row: &ProposalRow) -> Value {
    let settled = row.settled.as_ref().map(|settled| {
        json!({
            "checker": settled.checker,
            "approved": settled.approved,
            "note": settled.note,
            "position": settled.position,
        })
    });
    json!({
        "proposal": row.proposal,
        "maker": row.maker,
        "event_type": row.event_type,
        "position": row.position,
        "settled": settled,
    })
}

impl Answer {
    async fn send(
        &self,
        context: &Context,
        event: &'static str,
        reason_field: &'static str,
        done: &'static str,
    ) -> anyhow::Result<Ending> {
        if self.checker.is_empty() {
            bail!(crate::exit::Usage("the checker has no name".to_owned()));
        }
        let mut answered = Vec::with_capacity(self.proposals.len());
        for proposal in &self.proposals {
            let body = json!({ "proposal": proposal, "checker": self.checker, reason_field: self.note });
            let position = submit(context, event, &format!("{done}/{proposal}"), body).await?;
            if !context.json {
                output::line(format!("proposal \"{proposal}\" {done} at position {position}"))?;
            }
            answered.push(json!({ "proposal": proposal, "answer": done, "position": position }));
        }
        match answered.as_slice() {
            [only] if context.json => output::json(only)?,
            many if context.json => output::json(&json!({ "answered": many }))?,
            _ => {}
        }
        Ok(Ending::Done)
    }
}
