//! Posting to the HTTP API: a server on loopback within the process, and clients that keep their connections.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::bail;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use projections::ReadModels;
use server::{ServedBook, Server, ServerState, Tokens};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};
use wire::cloudevents::{self, Event};

use super::{Chunks, Driven, Driving, json};
use crate::commands::bench::latency::Latencies;
use crate::commands::bench::load::Load;
use crate::pipeline::Pipeline;
use crate::site::Site;

/// The server.
pub struct Served {
    address: SocketAddr,
    path: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Served {
    /// Serves a running book on a port of loopback.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(site: &Site, pipeline: &Pipeline) -> anyhow::Result<Self> {
        let reads = ReadModels::new(Arc::clone(&site.store), pipeline.read_models().database().clone());
        let handle = pipeline.handle();
        let path = format!("/v1/books/{}/events", handle.book());
        let state = ServerState::new([ServedBook { handle, reads }], Tokens::default());
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, told) = oneshot::channel::<()>();
        let serving = Server::new(state).serve(listener, async move { drop(told.await) });
        Ok(Self { address, path, stop, serving: tokio::spawn(serving) })
    }

    /// Stops it.
    ///
    /// # Errors
    /// What it failed with.
    pub async fn stop(self) -> anyhow::Result<()> {
        let _ = self.stop.send(());
        Ok(self.serving.await??)
    }

    async fn connect(&self) -> anyhow::Result<Client> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // It ends with the client; what goes wrong there comes back through the sender.
        tokio::spawn(connection);
        Ok(Client { sender, path: self.path.clone(), host: self.address.to_string() })
    }
}

struct Client {
    sender: SendRequest<Full<Bytes>>,
    path: String,
    host: String,
}

impl Client {
    /// Posts a batch and waits for the outcomes.
    async fn post(&mut self, body: Bytes) -> anyhow::Result<()> {
        let request = Request::post(&self.path)
            .header(header::HOST, &self.host)
            .header(header::CONTENT_TYPE, cloudevents::STRUCTURED_BATCH)
            .body(Full::new(body))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            bail!("the server answered {status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(())
    }
}

pub(super) async fn drive(
    driving: &Driving,
    load: Load,
    numbers: std::ops::Range<u64>,
    served: &Served,
) -> anyhow::Result<Driven> {
    let mut made = Vec::new();
    for publisher in 0..driving.publishers.into() {
        let chunks = driving.chunks(load, numbers.clone(), publisher, body).await?;
        made.push((chunks, served.connect().await?));
    }
    let started = Instant::now();
    let mut publishers = JoinSet::new();
    for (chunks, client) in made {
        publishers.spawn(publish(*driving, chunks, client, started));
    }
    let mut latencies = Latencies::default();
    while let Some(ended) = publishers.join_next().await {
        latencies.append(&ended??);
    }
    Ok(Driven { took: started.elapsed(), latencies })
}

fn body(events: Vec<Event>) -> anyhow::Result<Bytes> {
    let texts: anyhow::Result<Vec<String>> = events.iter().map(json).collect();
    Ok(format!("[{}]", texts?.join(",")).into())
}

async fn publish(
    driving: Driving,
    mut chunks: Chunks<Bytes>,
    mut client: Client,
    started: Instant,
) -> anyhow::Result<Latencies> {
    let mut latencies = Latencies::default();
    while let Some(chunk) = chunks.next().await? {
        let due = driving.due(started, chunk.first);
        if let Some(due) = due {
            sleep_until(due).await;
        }
        let since = due.unwrap_or_else(Instant::now);
        client.post(chunk.content).await?;
        latencies.add(since.elapsed(), chunk.events);
    }
    Ok(latencies)
}
