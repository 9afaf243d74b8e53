//! A log that can grow and fork, a witness on loopback, and a client that sends whatever bytes it is given.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use transparency::checkpoint::Checkpoint;
use transparency::hash::{Hash, leaf_hash};
use transparency::note::{SignatureType, SignerKey};
use transparency::proof;
use transparency::tile::TileSet;
use transparency::tree::{Tree, levels};
use transparency::witness::{KnownLog, Request};
use witness::{Options, Service};

/// A log with its key.
pub(crate) struct Log {
    key: SignerKey,
    leaves: Vec<Hash>,
}

impl Log {
    pub(crate) fn new(origin: &str, seed: u8, size: u64) -> Self {
        let key = SignerKey::from_seed(origin, SignatureType::Ed25519, &[seed; 32]).unwrap();
        Self { key, leaves: (0..size).map(|index| leaf_hash(&index.to_be_bytes())).collect() }
    }

    /// The same log with other leaves from `index` on.
    pub(crate) fn forked_at(&self, index: usize) -> Self {
        let leaves = self.leaves.iter().enumerate();
        let leaves = leaves.map(|(at, leaf)| if at < index { *leaf } else { leaf_hash(b"forked") });
        Self { key: self.key.clone(), leaves: leaves.collect() }
    }

    /// The checkpoint of one size with the proof from another.
    pub(crate) fn request(&self, old: u64, new: u64) -> Request {
        let (mut tree, mut tiles, mut full) = (Tree::default(), TileSet::default(), Vec::new());
        self.leaves[..new as usize].iter().for_each(|leaf| tree.push(*leaf, &mut full));
        full.into_iter().for_each(|tile| tiles.insert(tile.level, tile.number, tile.hashes));
        for level in 0..levels(new) {
            tiles.insert(level, (new >> (8 * u32::from(level))) / 256, tree.partial(level).to_vec());
        }
        let checkpoint = Checkpoint::new(self.key.name(), new, tree.root()).unwrap().sign(&self.key).unwrap();
        Request { old_size: old, proof: proof::consistency(old, new, &tiles).unwrap(), checkpoint }
    }

    fn known(&self) -> KnownLog {
        KnownLog { origin: self.key.name().to_owned(), keys: vec![self.key.verifier().clone()] }
    }
}

/// A witness of these logs over a folder.
pub(crate) fn service(folder: &Path, logs: &[&Log]) -> Arc<Service> {
    let key = SignerKey::from_seed("witness.example", SignatureType::CosignatureV1, &[9; 32]).unwrap();
    let logs = logs.iter().map(|log| log.known()).collect();
    Arc::new(Service::open(Options { key, logs, state_folder: folder.to_owned() }).unwrap())
}

/// A witness on loopback, which ends with this value.
pub(crate) struct Witness {
    pub(crate) address: SocketAddr,
    pub(crate) service: Arc<Service>,
    _stop: oneshot::Sender<()>,
}

impl Witness {
    pub(crate) async fn start(service: Arc<Service>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
        };
        tokio::spawn(witness::serve(Arc::clone(&service), listener, shutdown));
        Self { address, service, _stop: stop }
    }
}

/// Posts a body and returns status, content type and body of the answer.
pub(crate) async fn post(address: SocketAddr, body: &[u8]) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /add-checkpoint HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that refuses a long body need not read it.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let content_type = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
    (head[9..12].parse().unwrap(), content_type.to_owned(), body.to_owned())
}
