//! `neraca demo`: a fiscal year of a regency through the real pipeline, and what came out of it.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::Args;
use command_handler::Incoming;
use projections::ReadModels;
use serde::Serialize;
use wire::cloudevents::{self, Envelope};

use crate::checks::{self, Verification};
use crate::commands::replay::per_second;
use crate::commands::{Context, serve, verify};
use crate::configuration::{Configuration, Store};
use crate::demo::picture::{self, Channel, Group, TrialBalanceTotals};
use crate::demo::{self, DemoEvent};
use crate::exit::Ending;
use crate::feeding::{self, Fed, Outcomes};
use crate::output;
use crate::pipeline::Pipeline;
use crate::profiles;
use crate::progress::Progress;
use crate::scratch;
use crate::site::{Access, Site};

/// Play a fiscal year of a regency through the real pipeline, show what came out, and serve it
///
/// The year is made up from a seed: agencies, taxes and charges by every channel, spending with holds and deductions, a
/// budget and its revision, and the mistakes of every year. Every event is decoded, decided, made durable and folded as
/// in production. It goes into the folder --data (./neraca-demo), which each run makes anew. The same seed and number
/// of events give the same digest everywhere.
#[derive(Args, Debug)]
pub struct Demo {
    /// End when the picture is printed instead of serving it
    #[arg(long)]
    exit: bool,
    /// How many events; years shorter than about 100000 come out somewhat longer
    #[arg(long, default_value_t = demo::EVENTS,
          value_parser = clap::value_parser!(u64).range(demo::EVENTS_MIN..=demo::EVENTS_MAX))]
    events: u64,
    /// Seed of the year
    #[arg(long, default_value_t = 2025)]
    seed: u64,
    /// Only write the events to this file, one CloudEvent a line, for `neraca publish` or `neraca import events`
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Also write the year's twelve statements of the treasury's bank account into this folder, as camt.053 for
    /// `neraca reconcile`
    #[arg(long, value_name = "FOLDER")]
    bank_statement: Option<PathBuf>,
}

/// What came out.
#[derive(Debug, Serialize)]
struct Played {
    book: String,
    year: i32,
    seed: u64,
    events: u64,
    outcomes: Outcomes,
    /// Refusals and quarantines by code.
    reasons: std::collections::BTreeMap<String, u64>,
    trial_balance: TrialBalanceTotals,
    budget_realization: Vec<Group>,
    revenue_by_channel: Vec<Channel>,
    events_per_second: u64,
    position: u64,
    digest: String,
    verification: Verification,
    data: String,
}

/// The folder when nobody names one.
const FOLDER: &str = "./neraca-demo";

impl Demo {
    /// Plays the year.
    ///
    /// # Errors
    /// When the folder holds something else, or any part of the pipeline fails.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        if let Some(folder) = &self.bank_statement {
            self.write_statements(folder)?;
        }
        if let Some(path) = &self.write {
            return self.write_events(path, context);
        }
        let configuration = prepare(&context.configuration)?;
        let site = Site::open(&configuration, Access::Write).await?;
        if site.store.head(context.book()).await?.position > 0 {
            bail!("there is a book \"{}\" already; name another with --book", context.book());
        }
        let profile = profiles::of_book(&configuration, context.book(), &*site.store).await?;
        let pipeline = Pipeline::start(&site, &configuration, &profile).await?;
        let (fed, events_per_second) = self.play(&pipeline, context).await?;
        let standing = pipeline.caught_up().await?;
        let verification = checks::verify(&site, context.book()).await?;
        let models = ReadModels::new(site.store.clone(), pipeline.read_models().database().clone());
        let book = context.book();
        let played = Played {
            book: context.book().to_owned(),
            year: demo::YEAR,
            seed: self.seed,
            events: fed.outcomes.total(),
            outcomes: fed.outcomes,
            reasons: fed.reasons,
            trial_balance: picture::trial_balance(&models, book).await?,
            budget_realization: picture::realization(&models, book).await?,
            revenue_by_channel: picture::channels(&models, book, demo::YEAR, profile.settings.currency)
                .await?,
            events_per_second,
            position: standing.position,
            digest: standing.digest.to_string(),
            verification,
            data: whereabouts(&configuration),
        };
        if context.json {
            output::json(&played)?;
        } else {
            print(&played)?;
        }
        let ending = if played.verification.ok { Ending::Done } else { Ending::NotVerified };
        if self.exit || fed.interrupted {
            pipeline.stop().await?;
            return Ok(ending);
        }
        serve::until_told(context, &configuration, &site, vec![pipeline]).await?;
        Ok(ending)
    }

    /// Hands the year over and waits until it is durable and in the read models.
    async fn play(&self, pipeline: &Pipeline, context: &Context) -> anyhow::Result<(Fed, u64)> {
        let (seed, events) = (self.seed, self.events);
        let year = tokio::task::spawn_blocking(move || demo::year(seed, events)).await?;
        let mut progress = Progress::begin("a fiscal year", Some(year.len() as u64));
        let started = Instant::now();
        let handle = pipeline.handle();
        let messages = year.into_iter().map(|event| Ok(incoming(event)));
        let fed = feeding::feed(&handle, messages, &mut progress, &context.shutdown, |_, _| {}).await?;
        pipeline.caught_up().await?;
        let speed = per_second(fed.outcomes.total(), started);
        progress.end();
        Ok((fed, speed))
    }

    fn write_statements(&self, folder: &std::path::Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("\"{}\"", folder.display()))?;
        for month in demo::bank_account::statements(&demo::year(self.seed, self.events)) {
            let path = folder.join(&month.file);
            std::fs::write(&path, month.xml).with_context(|| format!("\"{}\"", path.display()))?;
        }
        Ok(())
    }

    fn write_events(&self, path: &std::path::Path, context: &Context) -> anyhow::Result<Ending> {
        use std::io::Write;
        let file = std::fs::File::create(path).with_context(|| format!("\"{}\"", path.display()))?;
        let mut file = std::io::BufWriter::new(file);
        let year = demo::year(self.seed, self.events);
        for event in &year {
            let (envelope, body) = (envelope(event), &event.body);
            writeln!(file, "{}", cloudevents::to_json(&envelope, body)?)?;
        }
        file.flush()?;
        if context.json {
            output::json(&serde_json::json!({ "events": year.len(), "file": path }))?;
        } else {
            output::line(format!("{} events written to \"{}\"", year.len(), path.display()))?;
        }
        Ok(Ending::Done)
    }
}

/// The demo's own folder, made anew, unless the books are on somebody's server.
fn prepare(configuration: &Configuration) -> anyhow::Result<Configuration> {
    let mut configuration = configuration.clone();
    if !configuration.data_is_named {
        configuration.data = PathBuf::from(FOLDER);
    }
    if !matches!(configuration.store, Store::Postgres(_)) {
        scratch::make_anew(&configuration.data)?;
    }
    Ok(configuration)
}

fn whereabouts(configuration: &Configuration) -> String {
    match &configuration.store {
        Store::Postgres(url) => crate::site::without_password(url),
        _ => configuration.data.display().to_string(),
    }
}

fn envelope(event: &DemoEvent) -> Envelope {
    Envelope {
        id: event.id.clone(),
        source: event.source.clone(),
        event_type: event.event_type.clone(),
        time: event.time.clone(),
        content_type: event.content_type.to_owned(),
    }
}

fn incoming(event: DemoEvent) -> Incoming {
    Incoming { envelope: Ok(envelope(&event)), headers: Vec::new(), body: event.body, bus: None }
}

fn print(played: &Played) -> anyhow::Result<()> {
    let count = |number: u64| output::thousands(&number.to_string(), '.');
    output::line(format!("\nTahun anggaran {}, buku \"{}\"\n", played.year, played.book))?;
    let Outcomes { posted, repeated, refused, quarantined } = &played.outcomes;
    output::line(format!(
        "{} events: {} posted, {} repeated, {} refused, {} quarantined; none lost",
        count(played.events),
        count(*posted),
        count(*repeated),
        count(*refused),
        count(*quarantined)
    ))?;
    let reasons: Vec<String> =
        played.reasons.iter().map(|(code, number)| format!("{code} {number}")).collect();
    output::line(format!("  not posted because: {}\n", reasons.join(", ")))?;

    output::line("Neraca saldo (trial balance)")?;
    output::line(format!("  debit  Rp {:>26}", output::rupiah(&played.trial_balance.total_debit)))?;
    output::line(format!("  kredit Rp {:>26}\n", output::rupiah(&played.trial_balance.total_credit)))?;

    output::line("Laporan realisasi anggaran (budget realisation), rupiah")?;
    let mut table = output::table(&["kode", "uraian", "anggaran", "realisasi", "%"], 2);
    for group in &played.budget_realization {
        let figures = [output::rupiah(&group.budget), output::rupiah(&group.realization)];
        table.add_row([&group.code, &group.name, &figures[0], &figures[1], &group.percent.replace('.', ",")]);
    }
    output::line(table)?;

    output::line("\nPenerimaan per kanal (revenue by channel), rupiah")?;
    let mut table = output::table(&["kanal", "entri", "jumlah"], 1);
    for channel in &played.revenue_by_channel {
        table.add_row([&channel.channel, &count(channel.entries), &output::rupiah(&channel.amount)]);
    }
    output::line(table)?;

    output::line(format!(
        "\nSpeed: {} events a second, durable and folded",
        count(played.events_per_second)
    ))?;
    output::line("Verification:")?;
    verify::print(&played.verification)?;
    output::line(format!(
        "\nThe data is in {0}. Try: neraca report budget-realization --data {0}",
        played.data
    ))
}
