//! A ledger's log that can grow, its keys, and witnesses on loopback.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use checkpointer::{KeyFolder, Keys, Signer, SignerError, SignerOptions, WitnessEndpoint};
use event_store::conformance::batch;
use event_store::{EmbeddedStore, EventStore};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use transparency::note::SignatureType;
use transparency::policy::Policy;
use transparency::witness::KnownLog;

pub(crate) const BOOK: &str = "main";
pub(crate) const ORIGIN: &str = "ledger.example/main";

/// Where a ledger keeps its log and its keys.
pub(crate) struct Site {
    path: PathBuf,
    /// Removed with it, when it is ours.
    _folder: Option<testkit::TempDir>,
}

impl Site {
    pub(crate) fn new() -> Self {
        let folder = testkit::temp_dir();
        Self { path: folder.path().to_owned(), _folder: Some(folder) }
    }

    /// One that somebody else has made.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path, _folder: None }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub(crate) fn store(&self) -> Arc<dyn EventStore> {
        Arc::new(EmbeddedStore::open(self.path("log")).unwrap())
    }

    pub(crate) fn key_folder(&self) -> KeyFolder {
        KeyFolder::open(&self.path("keys")).unwrap()
    }

    pub(crate) fn keys(&self) -> Keys {
        self.key_folder().load_or_create(ORIGIN, SignatureType::Ed25519).unwrap()
    }

    pub(crate) fn options(&self, witnesses: &[&Witness]) -> SignerOptions {
        SignerOptions {
            book: BOOK.to_owned(),
            origin: ORIGIN.to_owned(),
            keys: self.keys(),
            latest: self.key_folder().latest(ORIGIN),
            witnesses: witnesses.iter().map(|witness| witness.endpoint()).collect(),
            policy: None,
        }
    }

    pub(crate) async fn signer(&self, witnesses: &[&Witness]) -> Result<Signer, SignerError> {
        Signer::open(self.store(), self.options(witnesses)).await
    }

    /// Copies a folder, as a backup does.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        let _ = std::fs::remove_dir_all(self.path(to));
        std::fs::create_dir(self.path(to)).unwrap();
        for file in std::fs::read_dir(self.path(from)).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), self.path(to).join(file.file_name())).unwrap();
        }
    }
}

/// Appends so many records and lets the log go again.
pub(crate) async fn append(store: &dyn EventStore, count: u64) {
    let mut leadership = store.lead(BOOK).await.unwrap();
    let first = leadership.head.position + 1;
    leadership.writer.append(&batch(first..=first + count - 1)).await.unwrap();
}

/// A witness on loopback, which stops with this value.
pub(crate) struct Witness {
    pub(crate) service: Arc<witness::Service>,
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// A witness of that name, which knows the log of these keys.
pub(crate) fn service(name: &str, folder: &Path, log: &Keys) -> Arc<witness::Service> {
    let keys = KeyFolder::open(&folder.join("keys")).unwrap();
    let key = keys.load_or_create(name, SignatureType::CosignatureV1).unwrap().current().clone();
    let logs = vec![KnownLog { origin: log.name().to_owned(), keys: log.verifiers() }];
    let options = witness::Options { key, logs, state_folder: folder.join("state") };
    Arc::new(witness::Service::open(options).unwrap())
}

impl Witness {
    pub(crate) async fn start(service: Arc<witness::Service>) -> Self {
        let address = "127.0.0.1:0".parse().unwrap();
        Self::start_at(service, address).await
    }

    pub(crate) async fn start_at(service: Arc<witness::Service>, address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
        };
        let serving = witness::serve(Arc::clone(&service), listener, shutdown);
        let serving = tokio::spawn(async { serving.await.unwrap() });
        Self { service, address, stop, serving }
    }

    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        self.serving.await.unwrap();
    }

    pub(crate) fn endpoint(&self) -> WitnessEndpoint {
        let keys = vec![self.service.verifier().clone()];
        WitnessEndpoint { url: format!("http://{}/", self.address), keys }
    }
}

/// A policy that wants both of two witnesses.
pub(crate) fn both(log: &Keys, [first, second]: [&witness::Service; 2]) -> Policy {
    let (first, second) = (first.verifier(), second.verifier());
    let text = format!(
        "{}witness w1 {first}\nwitness w2 {second}\ngroup both 2 w1 w2\nquorum both\n",
        log.policy_lines()
    );
    Policy::parse(text.as_bytes()).unwrap()
}
