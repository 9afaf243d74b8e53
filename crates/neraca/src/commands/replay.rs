//! `neraca replay`: folds the log from its beginning, twice, and compares; or decides it all again, for a certificate or by
//! other rules.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use crate::commands::{Context, replay_certificate, replay_rules};
use crate::exit::Ending;
use crate::output;
use crate::readmodels;
use crate::site::{Access, Site};

/// Fold the log from its beginning into a fresh book and compare the digest
///
/// The second fold must give the digest of the first. With --rebuild the read models are thrown away and folded anew as
/// well. With --certificate every message is decided again by the rules that were in force, and every record, balance and
/// report compared to the byte. With --rules it is decided by another rulebook, and what would have been different is shown:
/// that rulebook is in force from the first position on at which the chart has the codes that it names.
#[derive(Args, Debug)]
pub struct Replay {
    /// Throw the read models away and build them anew from the log
    #[arg(long)]
    rebuild: bool,
    /// Decide everything again and write a signed certificate of what came out to this file; - prints it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rebuild", "rules"])]
    certificate: Option<PathBuf>,
    /// Decide everything by this rulebook instead of the recorded ones, and show what would have been different
    #[arg(long, value_name = "FILE", conflicts_with = "rebuild")]
    rules: Option<PathBuf>,
    /// With --rules: print every entry that differs, not only the balances
    #[arg(long, requires = "rules")]
    diff: bool,
}

/// What a replay found.
#[derive(Debug, Serialize)]
struct Replayed {
    book: String,
    events: u64,
    digest: String,
    /// Both folds gave the same digest.
    same: bool,
    events_per_second: u64,
    /// Into fresh read models, with `--rebuild`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rebuilt_events_per_second: Option<u64>,
}

impl Replay {
    /// Replays the book.
    ///
    /// # Errors
    /// When there is no such book or its log is damaged.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        if let Some(path) = &self.certificate {
            return replay_certificate::run(context, path).await;
        }
        if let Some(path) = &self.rules {
            return replay_rules::run(context, path, self.diff).await;
        }
        let access = if self.rebuild { Access::Write } else { Access::Read };
        let site = Site::open(&context.configuration, access).await?;
        let (store, book) = (&*site.store, context.book());
        let head = store.head(book).await?.position;
        let started = Instant::now();
        let Some(first) = command_handler::recovery::fold(store, book, head).await? else {
            bail!("there is no book \"{book}\" here; `neraca import` or `neraca serve` opens one");
        };
        let events_per_second = per_second(head, started);
        let Some(second) = command_handler::recovery::fold(store, book, head).await? else {
            bail!("book \"{book}\" vanished while it was read");
        };
        let rebuilt_events_per_second = if self.rebuild {
            let started = Instant::now();
            readmodels::rebuild(&site).await?;
            Some(per_second(head, started))
        } else {
            None
        };
        let (digest, again) = (first.book.digest(), second.book.digest());
        let replayed = Replayed {
            book: book.to_owned(),
            events: head,
            digest: digest.to_string(),
            same: digest == again,
            events_per_second,
            rebuilt_events_per_second,
        };
        print(&replayed, context.json)?;
        Ok(if replayed.same { Ending::Done } else { Ending::NotVerified })
    }
}

fn print(replayed: &Replayed, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(replayed);
    }
    output::line(format!(
        "folded {} records of book \"{}\" at {} a second",
        replayed.events, replayed.book, replayed.events_per_second
    ))?;
    if let Some(speed) = replayed.rebuilt_events_per_second {
        output::line(format!("built fresh read models at {speed} a second"))?;
    }
    let verdict = if replayed.same { "the same again" } else { "ANOTHER ONE the second time" };
    output::line(format!("digest {}, {verdict}", replayed.digest))
}

/// Whole events a second since a moment.
pub fn per_second(events: u64, started: Instant) -> u64 {
    let micros = started.elapsed().as_micros().max(1);
    u64::try_from(u128::from(events) * 1_000_000 / micros).unwrap_or(u64::MAX)
}
