//! The one HTTP request this program makes: a POST to a server of its own kind. No TLS: what is not on this machine is
//! reached over the bus, or through a proxy that speaks it.

use std::time::Duration;

use anyhow::{Context, bail};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// Status such as 200.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// Longest wait for an answer: a batch is committed within milliseconds, a busy machine takes seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Posts a body and reads the answer to its end. `token` is sent as a bearer token.
///
/// # Errors
/// When the URL is not `http://HOST:PORT/PATH`, or nothing sensible answers there in time.
pub async fn post(
    url: &str,
    content_type: &str,
    token: Option<&str>,
    body: Vec<u8>,
) -> anyhow::Result<Answer> {
    let uri: Uri = url.parse().with_context(|| format!("\"{url}\" is no URL"))?;
    let (Some("http"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        bail!("\"{url}\" is not of the form http://HOST:PORT");
    };
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::post(path)
        .header(header::HOST, authority.as_str())
        .header(header::CONTENT_TYPE, content_type)
        .header(header::ACCEPT, "application/json");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request =
        request.body(Full::new(Bytes::from(body))).context("the token holds what a header can't")?;
    let address = (authority.host().to_owned(), authority.port_u16().unwrap_or(80));
    timeout(PATIENCE, exchange(address, request))
        .await
        .with_context(|| format!("\"{authority}\" does not answer"))?
        .with_context(|| format!("can't reach \"{authority}\"; is `neraca serve` running there?"))
}

async fn exchange(address: (String, u16), request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
    let stream = TokioIo::new(TcpStream::connect(address).await?);
    let (mut sender, connection) = http1::handshake(stream).await?;
    // It carries the request and ends with it; what goes wrong there comes back through the sender.
    let driving = tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
    let body = body.map_err(|error| anyhow::anyhow!(error))?.to_bytes();
    driving.abort();
    Ok(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
}
