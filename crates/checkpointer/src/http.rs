//! One HTTP request: a POST with a small body and a small answer, over TCP or TLS.

use std::sync::{Arc, OnceLock};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use transparency::witness::MAX_ANSWER_BYTES;

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
}

/// Why there is no answer.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Posts a body to `http://` or `https://`. The caller limits the time.
pub(crate) async fn post(url: &str, body: String) -> Result<Answer, Failure> {
    post_trusting(url, body, machine_trusts).await
}

async fn post_trusting(
    url: &str,
    body: String,
    trust: impl Fn() -> Result<Arc<ClientConfig>, Failure>,
) -> Result<Answer, Failure> {
    let uri: Uri = url.parse()?;
    let authority = uri.authority().ok_or("the URL has no host")?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let request = Request::post(path)
        .header(header::HOST, authority.as_str())
        .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
        .body(Full::new(Bytes::from(body)))?;
    let (host, port) = (authority.host(), authority.port_u16());
    match uri.scheme_str() {
        Some("http") => exchange(TcpStream::connect((bare(host), port.unwrap_or(80))).await?, request).await,
        Some("https") => {
            let stream = TcpStream::connect((bare(host), port.unwrap_or(443))).await?;
            let name = ServerName::try_from(bare(host).to_owned())?;
            exchange(TlsConnector::from(trust()?).connect(name, stream).await?, request).await
        }
        _ => Err("the URL is neither http:// nor https://".into()),
    }
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answer, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // It carries the request and ends with it; what goes wrong there comes back through the sender. Aborted with the
    // set when this future is dropped because the time is over.
    let mut driving = tokio::task::JoinSet::new();
    driving.spawn(connection);
    let response = sender.send_request(request).await?;
    let status = response.status().as_u16();
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.map(str::to_owned);
    let body = Limited::new(response.into_body(), MAX_ANSWER_BYTES).collect().await?.to_bytes();
    Ok(Answer { status, content_type, body })
}

/// An IPv6 address stands in brackets in a URL, and nowhere else.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// The authorities that this machine trusts, read once. `SSL_CERT_FILE` names others.
fn machine_trusts() -> Result<Arc<ClientConfig>, Failure> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(Arc::clone(config));
    }
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if added == 0 {
        return Err("this machine has no certificates of authorities; install ca-certificates".into());
    }
    let config = trusting(roots)?;
    Ok(Arc::clone(CONFIG.get_or_init(|| config)))
}

fn trusting(roots: RootCertStore) -> Result<Arc<ClientConfig>, Failure> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;

    use rustls::ServerConfig;
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;

    use super::*;

    /// An authority, `ca.pem`, and a server's certificate for 127.0.0.1 by it.
    fn certificates(openssl: &Path, folder: &Path) {
        let make = |arguments: &str| {
            let key = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 ";
            let arguments = key.to_owned() + arguments;
            let output =
                Command::new(openssl).args(arguments.split(' ')).current_dir(folder).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        make("-subj /CN=authority -keyout ca.key -out ca.pem");
        make(
            "-subj /CN=server -CA ca.pem -CAkey ca.key -addext subjectAltName=IP:127.0.0.1 \
             -addext basicConstraints=critical,CA:FALSE -keyout server.key -out server.pem",
        );
    }

    /// Answers every request in the same way, for as long as the runtime runs.
    async fn serve(folder: &Path) -> u16 {
        let certificate = CertificateDer::from_pem_file(folder.join("server.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder.join("server.key")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            loop {
                // A client that does not trust us hangs up.
                let Ok(mut stream) = acceptor.accept(listener.accept().await.unwrap().0).await else {
                    continue;
                };
                let _ = stream.read(&mut [0; 1_000]).await;
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await;
            }
        });
        port
    }

    #[tokio::test]
    async fn over_tls_only_a_server_is_asked_whose_authority_is_trusted() {
        let Some(openssl) = testkit::program("openssl") else {
            return testkit::report_skipped("openssl is not installed");
        };
        let (folder, other) = (testkit::temp_dir(), testkit::temp_dir());
        certificates(&openssl, folder.path());
        certificates(&openssl, other.path());
        let url = format!("https://127.0.0.1:{}/", serve(folder.path()).await);
        let ask = async |authority: &Path| {
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from_pem_file(authority.join("ca.pem")).unwrap()).unwrap();
            post_trusting(&url, "a body".to_owned(), || trusting(roots.clone())).await
        };
        let answer = ask(folder.path()).await.unwrap();
        assert_eq!((answer.status, &answer.body[..]), (200, &b"hi"[..]));
        let error = ask(other.path()).await.unwrap_err().to_string();
        assert!(error.contains("certificate"), "{error}");
    }

    #[tokio::test]
    async fn what_is_no_url_of_a_server_is_refused() {
        for url in ["", "witness.example", "ftp://127.0.0.1/", "http://"] {
            assert!(post(url, String::new()).await.is_err(), "{url}");
        }
    }
}
