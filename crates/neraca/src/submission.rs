//! One event that a command makes itself, from the command line to its durable outcome; and the way of such events through
//! two people where the rulebook wants that.

use std::time::SystemTime;

use anyhow::{Context as _, bail};
use command_handler::{Answer, Incoming, Verdict};
use serde_json::{Value, json};
use wire::cloudevents::Envelope;

use crate::commands::Context;
use crate::exit::Usage;
use crate::pipeline::Pipeline;
use crate::profiles;
use crate::site::{Access, Site};

/// Where events of commands come from, as a CloudEvents source.
const SOURCE: &str = "urn:neraca:command";

/// Who proposes an event and under which name, where a second person has to agree.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Proposing {
    /// Propose it in this name, for somebody else to approve; asked for where the rulebook wants two people
    #[arg(long, value_name = "NAME")]
    maker: Option<String>,
    /// Name of the proposal [default: made of what it asks for and the position of the log]
    #[arg(long, value_name = "NAME", requires = "maker")]
    proposal: Option<String>,
}

/// An event to be.
pub struct Asked {
    /// Its name without package, such as `PeriodClosed`.
    pub event: &'static str,
    /// Its field within a proposal, such as `periodClosed`.
    pub field: &'static str,
    /// What it asks for, such as `close-2025-03`.
    pub what: String,
    /// Its body.
    pub body: Value,
}

/// What became of an event.
pub struct Submitted {
    /// Where it is recorded.
    pub position: u64,
    /// The proposal that it became; `None` when it counts already.
    pub proposal: Option<String>,
}

impl Proposing {
    /// Whether somebody proposes.
    pub fn is_proposing(&self) -> bool {
        self.maker.is_some()
    }

    /// Sends the event: within a proposal when a maker is named, else by itself.
    ///
    /// # Errors
    /// When the book can't be written, or the event is refused; then with the code and what to do.
    pub async fn submit(&self, context: &Context, asked: Asked) -> anyhow::Result<Submitted> {
        let Asked { event, field, what, body } = asked;
        let Some(maker) = &self.maker else {
            let position = submit(context, event, &what, body).await?;
            return Ok(Submitted { position, proposal: None });
        };
        let proposal = match &self.proposal {
            Some(name) => name.clone(),
            None => format!("{what}-{}", next_position(context).await?),
        };
        let made = json!({ "proposal": proposal, "maker": maker, field: body });
        let position = submit(context, "ProposalMade", &format!("propose/{proposal}"), made).await?;
        Ok(Submitted { position, proposal: Some(proposal) })
    }
}

async fn next_position(context: &Context) -> anyhow::Result<u64> {
    let site = Site::open(&context.configuration, Access::Read).await?;
    Ok(site.store.head(context.book()).await?.position + 1)
}

/// Records an event and gives its position.
///
/// # Errors
/// When the book can't be written, or the event is refused.
pub async fn submit(context: &Context, event: &str, what: &str, body: Value) -> anyhow::Result<u64> {
    let configuration = &context.configuration;
    let site = Site::open(configuration, Access::Write).await?;
    let profile = profiles::of_book(configuration, context.book(), &*site.store).await?;
    let pipeline = Pipeline::start(&site, configuration, &profile).await?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let now = ledger::Timestamp(i64::try_from(now.as_micros()).unwrap_or(i64::MAX));
    let envelope = Envelope {
        // The moment tells a second closing of a period from the first.
        id: format!("{what}/{now}"),
        source: SOURCE.to_owned(),
        event_type: format!("neraca.payment.v1.{event}"),
        time: now.to_string(),
        content_type: "application/json".to_owned(),
    };
    let message = Incoming {
        envelope: Ok(envelope),
        headers: Vec::new(),
        body: body.to_string().into_bytes().into(),
        bus: None,
    };
    let answers = pipeline.handle().submit(vec![message]).await;
    pipeline.stop().await?;
    let answer = answers?.pop().context("the event got no answer")?;
    accepted(event, answer)
}

fn accepted(event: &str, answer: Answer) -> anyhow::Result<u64> {
    match answer.verdict {
        Verdict::Posted => Ok(answer.position),
        Verdict::Refused(refusal) if refusal.code == ledger::RefusalCode::ApprovalRequired => {
            bail!(Usage(format!(
                "the rulebook in force wants {event} proposed by one person and approved by another: say who proposes \
                 with --maker NAME; `neraca proposal approve` is for the other"
            )))
        }
        Verdict::Refused(refusal) => bail!("{event} was refused at position {}: {refusal}", answer.position),
        Verdict::Quarantined { code, detail } => bail!("{event} could not be read: {code}: {detail}"),
    }
}
