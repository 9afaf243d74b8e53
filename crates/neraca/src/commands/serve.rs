//! `neraca serve`: takes events over HTTP and from the bus, keeps the read models, answers, until it is told to stop.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use command_handler::jetstream::{self, SourceOptions};
use command_handler::relay;
use command_handler::{BookProfile, BusSigner, BusSigners};
use ledger::Currency;
use projections::ReadModels;
use server::{ServedBook, Server, ServerState, Token, Tokens, Trail};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::commands::Context;
use crate::configuration::{Configuration, Store};
use crate::exit::{Ending, Usage};
use crate::open_data;
use crate::output;
use crate::pipeline::Pipeline;
use crate::profiles;
use crate::site::{self, Access, Site};
use crate::snap;

/// Take events over HTTP (and from NATS with --nats) and serve balances, entries and reports
///
/// With no setting at all everything is kept in ./neraca-data and the server listens on loopback. With --database and
/// --nats the same program runs on the servers of production; with --managed it brings a private Postgres of its own,
/// and a private nats-server with --bus.
#[derive(Args, Debug)]
pub struct Serve {
    /// With --managed: run a private nats-server as well
    #[arg(long)]
    bus: bool,
    /// Do not publish every record of the log, with its outcome, to a stream of its own on the bus
    #[arg(long)]
    no_relay: bool,
    /// The stream that payment events are read from
    #[arg(long, value_name = "NAME", default_value = "NERACA_PAYMENTS")]
    stream: String,
    /// Replicas of the stream when it is made here
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=5))]
    replicas: u8,
}

impl Serve {
    /// Serves until told to stop.
    ///
    /// # Errors
    /// When the address is taken, or any part of the pipeline fails.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let configuration = &context.configuration;
        let mut site = Site::open(configuration, Access::Write).await?;
        if self.bus && site.nats.is_none() {
            if configuration.store != Store::Managed {
                bail!(Usage(
                    "--bus runs a private nats-server, which --managed allows; or name one with --nats"
                        .to_owned()
                ));
            }
            site.start_nats(&configuration.data).await?;
        }
        if configuration.strict_durability {
            site.check_durability().await?;
        }
        let mut pipelines = Vec::new();
        for book in books(configuration) {
            if configuration.access_trail && book == ACCESS_BOOK {
                bail!(Usage(format!(
                    "book \"{ACCESS_BOOK}\" is the access trail's; choose another name, or set access_trail = false"
                )));
            }
            let profile = profiles::of_book(configuration, &book, &*site.store).await?;
            pipelines.push(Pipeline::start(&site, configuration, &profile).await?);
        }
        let mut parts = Parts::default();
        if let Some(url) = &site.nats {
            self.join_bus(url, configuration, &pipelines, &site, &mut parts).await?;
        }
        if configuration.access_trail {
            let profile = BookProfile::plain(ACCESS_BOOK, Currency::IDR);
            let keeper = Pipeline::start(&site, configuration, &profile).await?;
            let (trail, recorder) = server::trail(keeper.handle());
            // It ends when the server has gone, which holds the other end.
            parts.tasks.spawn(async move { recorder.run().await.context("the access trail") });
            parts.trail = Some(trail);
            pipelines.push(keeper);
        }
        serve(context, configuration, &site, pipelines, parts).await?;
        Ok(Ending::Done)
    }

    /// Reads events from the bus into the book they are for, and publishes what was recorded.
    async fn join_bus(
        &self,
        url: &str,
        configuration: &Configuration,
        pipelines: &[Pipeline],
        site: &Site,
        parts: &mut Parts,
    ) -> anyhow::Result<()> {
        let signers = bus_signers(configuration)?;
        let client = command_handler::bus::connect(url).await?;
        for (place, pipeline) in pipelines.iter().enumerate() {
            let handle = pipeline.handle();
            let book = handle.book().to_owned();
            // Each book has a stream of its own; the first keeps the plain name that publishers know.
            let stream = if place == 0 {
                self.stream.clone()
            } else {
                format!("{}_{}", self.stream, relay::token(&book).replace('~', "_"))
            };
            let options = SourceOptions {
                stream,
                strict: configuration.strict_durability,
                replicas: self.replicas.into(),
                signers: signers.clone(),
                ..SourceOptions::of_book(&book)
            };
            let shutdown = parts.stop.subscribe();
            let source = jetstream::run(client.clone(), options, handle, shutdown);
            parts.tasks.spawn(async move { source.await.context("reading the bus") });
            if !self.no_relay {
                let (client, store, shutdown) =
                    (client.clone(), Arc::clone(&site.store), parts.stop.subscribe());
                parts.tasks.spawn(async move {
                    relay::run(client, store, book, shutdown).await;
                    Ok(())
                });
            }
        }
        tracing::info!(bus = site::without_password(url), "joined the bus");
        Ok(())
    }
}

/// Longest that a stop waits for requests in hand; a service manager kills after 90 seconds.
const REQUESTS_PATIENCE: Duration = Duration::from_secs(15);

/// What runs beside the pipelines.
struct Parts {
    tasks: JoinSet<anyhow::Result<()>>,
    stop: tokio::sync::watch::Sender<bool>,
    trail: Option<Trail>,
}

/// The book that the access trail is kept in.
pub(super) const ACCESS_BOOK: &str = "access";

impl Default for Parts {
    fn default() -> Self {
        Self { tasks: JoinSet::new(), stop: tokio::sync::watch::Sender::new(false), trail: None }
    }
}

/// The books that are served: the one that is named, and every configured one.
fn books(configuration: &Configuration) -> BTreeSet<String> {
    let configured = configuration.books.iter().map(|book| book.name.clone());
    // Without a word about the book, configured ones are all there are.
    let named =
        (configuration.book_is_named || configuration.books.is_empty()).then(|| configuration.book.clone());
    configured.chain(named).collect()
}

/// Serves running pipelines until told to stop, then stops them.
///
/// # Errors
/// When the address is taken, or any part of the pipeline fails.
pub async fn until_told(
    context: &Context,
    configuration: &Configuration,
    site: &Site,
    pipelines: Vec<Pipeline>,
) -> anyhow::Result<()> {
    serve(context, configuration, site, pipelines, Parts::default()).await
}

async fn serve(
    context: &Context,
    configuration: &Configuration,
    site: &Site,
    mut pipelines: Vec<Pipeline>,
    mut parts: Parts,
) -> anyhow::Result<()> {
    let tokens = tokens(configuration)?;
    let address = configuration.listen;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("can't listen on {address}; choose another address with --listen"))?;
    let address = listener.local_addr()?;
    let served = pipelines.iter().map(|pipeline| {
        let models = ReadModels::new(Arc::clone(&site.store), pipeline.read_models().database().clone());
        ServedBook { handle: pipeline.handle(), reads: models }
    });
    let mut state = ServerState::new(served, tokens)
        .with_paper(configuration.paper.clone())
        .with_terms(configuration.revenue_terms.clone(), configuration.spending_terms.clone());
    if let Some(public) = open_data::public(configuration, &books(configuration))? {
        state = state.with_public(public);
    }
    if let Some(trail) = parts.trail.take() {
        state = state.with_trail(trail);
    }
    if let Some(vault) = site.people.as_ref().and_then(|people| people.vault()) {
        state = state.with_vault(vault.clone());
    }
    let books: Vec<String> = pipelines.iter().map(|pipeline| pipeline.handle().book().to_owned()).collect();
    let takes_payments = books.iter().map(String::as_str).filter(|book| *book != ACCESS_BOOK);
    if let Some(gate) = snap::gate(configuration, takes_payments)? {
        state = state.with_snap(gate);
    }
    let server = Server::new(state);
    let mut told_server = parts.stop.subscribe();
    let serving = server.serve(listener, async move {
        // The sender outlives the server.
        let _ = told_server.wait_for(|stop| *stop).await;
    });
    parts.tasks.spawn(async move { serving.await.context("the HTTP server") });
    let text = format!("serving on http://{address}; stop with Ctrl-C");
    if context.json {
        tracing::info!(%address, "serving")
    } else {
        output::line(&text)?
    }

    let failed = tokio::select! {
        () = context.shutdown.told() => Ok(()),
        error = first_failure(&mut pipelines) => Err(error),
        Some(ended) = parts.tasks.join_next() => ended.unwrap_or_else(|panic| Err(panic.into())),
    };
    parts.stop.send_replace(true);
    // Requests in hand are answered; one that never ends does not keep us.
    let ending = async { while parts.tasks.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(REQUESTS_PATIENCE, ending).await;
    let mut result = failed;
    for pipeline in pipelines {
        // The first failure is the one to tell; the rest stop because of it.
        let stopped = pipeline.stop().await;
        result = result.and(stopped);
    }
    result
}

/// Waits until any pipeline ends by itself, which is a failure.
async fn first_failure(pipelines: &mut [Pipeline]) -> anyhow::Error {
    let waiting = pipelines.iter_mut().map(|pipeline| Box::pin(pipeline.failed()));
    let (ended, _, _) = futures_util::future::select_all(waiting).await;
    ended.err().unwrap_or_else(|| anyhow::anyhow!("a command handler stopped"))
}

/// Who may propose events and answer proposals on the bus.
fn bus_signers(configuration: &Configuration) -> anyhow::Result<BusSigners> {
    let signers = configuration.bus_signers.iter().map(|signer| signer.parse::<BusSigner>());
    Ok(signers.collect::<Result<_, _>>().map_err(|error| Usage(format!("bus_signers: {error}")))?)
}

/// Who may use the API. Beyond loopback somebody must be named.
fn tokens(configuration: &Configuration) -> anyhow::Result<Tokens> {
    let tokens: Result<Vec<Token>, _> =
        configuration.tokens.iter().map(|token| token.parse::<Token>()).collect();
    let tokens = tokens.map_err(|error| Usage(format!("tokens: {error}")))?;
    if tokens.is_empty() && server::requires_tokens(configuration.listen) {
        bail!(Usage(format!(
            "{} is beyond this machine, where anyone could post: set tokens, or listen on 127.0.0.1",
            configuration.listen
        )));
    }
    Ok(tokens.into_iter().collect())
}
