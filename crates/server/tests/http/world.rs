//! A server of one book over the embedded store, and events to send to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use command_handler::{BookProfile, Handler, HandlerOptions};
use event_store::{EmbeddedStore, EventStore};
use ledger::Currency;
use ledger::chart::Chart;
use projections::{Database, ProjectionBuilder, ReadModels};
use serde_json::{Value, json};
use server::{Limits, Public, ServedBook, Server, ServerState, Tokens, Trail};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use transparency::checkpoint::Checkpoint;
use transparency::note::{SignatureType, SignerKey, VerifierKey};

use crate::client::{Answer, send};

pub(crate) const EVENTS: &str = "/v1/books/main/events";
const CHART: &str = "code,name,side\n1,Assets,debit\n1.1,Cash,\n1.3,Receivables,\n4,Revenue,credit\n4.1,Own,\n4.1.01,Taxes,\n4.1.01.06,Hotels,\n\
4.1.01.15,Land,\n4.1.02,Charges,\n4.1.02.01,Markets,\n";
const RULES: &str = "name: small\nversion: 1\nrules:\n  - name: paid\n    on: PaymentReceived\n    do:\n      - post:\n          \
entity: $agency\n          lines:\n            - { debit: \"1.1\", amount: amount }\n            - { credit: $account, amount: amount }\n  - name: assessed\n    on: AssessmentIssued\n    do:\n      - post:\n          \
entity: $agency\n          lines:\n            - { debit: \"1.3\", amount: amount }\n            - { credit: $account, amount: amount }\n";

pub(crate) const SOURCE: &str = "urn:test:bank/a b";

/// A running server. Its folder goes with it.
pub(crate) struct World {
    pub(crate) address: SocketAddr,
    pub(crate) handler: Handler,
    /// Tells the server to stop, and its end.
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) served: tokio::task::JoinHandle<std::io::Result<()>>,
    /// Keeps the read models following the log.
    pub(crate) follow: watch::Sender<bool>,
    pub(crate) _folder: testkit::TempDir,
}

impl World {
    /// A server without tokens, with accounts `x:cash` (debit), `x:revenue` (credit) and `x:wallet`, which may not be
    /// overdrawn.
    pub(crate) async fn start() -> Self {
        let world = Self::empty(Tokens::default(), Limits::default()).await;
        for account in [
            json!({"date": "2026-01-01", "account": "x:cash", "normalSide": "debit"}),
            json!({"date": "2026-01-01", "account": "x:revenue", "normalSide": "credit"}),
            json!({"date": "2026-01-01", "account": "x:wallet", "normalSide": "credit",
                   "debitsMustNotExceedCredits": true}),
        ] {
            let id = format!("open-{}", account["account"].as_str().expect("it has a name"));
            world.publish(&event(&id, "AccountOpened", account)).await.with(201);
        }
        world.balance("x:wallet").await;
        world
    }

    /// A server of an empty book.
    pub(crate) async fn empty(tokens: Tokens, limits: Limits) -> Self {
        Self::with_trail(tokens, limits, None).await
    }

    /// The same with every guarded request recorded.
    pub(crate) async fn with_trail(tokens: Tokens, limits: Limits, trail: Option<Trail>) -> Self {
        Self::serving(tokens, limits, trail, Some(public(Duration::from_secs(300)))).await
    }

    /// The same with this open to everyone.
    pub(crate) async fn serving(
        tokens: Tokens,
        limits: Limits,
        trail: Option<Trail>,
        public: Option<Public>,
    ) -> Self {
        let profile = BookProfile::plain("main", Currency::IDR);
        let state = |state: ServerState| match trail {
            Some(trail) => state.with_trail(trail),
            None => state,
        };
        let open = |state: ServerState| match public {
            Some(public) => state.with_public(public),
            None => state,
        };
        Self::build(&profile, tokens, |built| open(state(built.with_limits(limits)))).await
    }

    /// A server of a book whose rulebook posts payments into `1.1`, with a state of the caller's making.
    pub(crate) async fn with_state(state: impl FnOnce(ServerState) -> ServerState) -> Self {
        Self::of_payments(Tokens::default(), state).await
    }

    /// The same with tokens.
    pub(crate) async fn of_payments(tokens: Tokens, state: impl FnOnce(ServerState) -> ServerState) -> Self {
        let chart = Chart::from_csv(CHART.as_bytes()).expect("the chart is sound");
        let profile = BookProfile {
            chart: Some(("chart.csv".to_owned(), chart)),
            rulebook: Some(("rules.yaml".to_owned(), RULES.as_bytes().to_vec())),
            ..BookProfile::plain("main", Currency::IDR)
        };
        Self::build(&profile, tokens, state).await
    }

    async fn build(
        profile: &BookProfile,
        tokens: Tokens,
        state: impl FnOnce(ServerState) -> ServerState,
    ) -> Self {
        let folder = testkit::temp_dir();
        let store = EmbeddedStore::open(folder.path()).expect("a fresh folder opens");
        let store: Arc<dyn EventStore> = Arc::new(store);
        let handler = Handler::start(store.clone(), profile, HandlerOptions::default())
            .await
            .expect("a fresh book starts");
        let database = Database::embedded(folder.path()).await.expect("a fresh folder opens");
        let builder = ProjectionBuilder::open(store.clone(), database.clone(), "main").await;
        let mut builder = builder.expect("the book is there");
        let (follow, stop) = watch::channel(false);
        tokio::spawn(async move { builder.follow(stop).await });
        let reads = ReadModels::new(store, database);
        let book = ServedBook { handle: handler.handle(), reads };
        let server = Server::new(state(ServerState::new([book], tokens)));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (stop, stopped) = oneshot::channel();
        // A world that is dropped whole stops its server too, when its runtime ends.
        let shutdown = async move {
            if stopped.await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let served = tokio::spawn(server.serve(listener, shutdown));
        Self { address, handler, stop, served, follow, _folder: folder }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        send(self.address, "GET", path, &[], b"").await
    }

    /// Gets a path within the book.
    pub(crate) async fn book(&self, path: &str) -> Answer {
        self.get(&format!("/v1/books/main/{path}")).await
    }

    pub(crate) async fn post(&self, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
        send(self.address, "POST", EVENTS, headers, body.as_ref()).await
    }

    /// Publishes one structured event.
    pub(crate) async fn publish(&self, event: &Value) -> Answer {
        self.post(&[("content-type", "application/cloudevents+json")], event.to_string()).await
    }

    /// Signs a checkpoint over what is in the log, as the checkpointer does, and gives the public key.
    pub(crate) async fn sign(&self) -> VerifierKey {
        let name = "ledger.example/main";
        let key = SignerKey::from_seed(name, SignatureType::Ed25519, &[7; 32]).expect("a name and a seed");
        let handle = self.handler.handle();
        let head = handle.store().tree_head("main").await.expect("the store answers");
        let checkpoint = Checkpoint::new(name, head.size, head.root).expect("a checkpoint");
        let note = checkpoint.sign(&key).expect("the key has the log's name").note().to_string();
        handle.store().save_checkpoint("main", head.size, &note).await.expect("it is one of this log");
        key.verifier().clone()
    }

    /// A balance that includes what was published until now.
    pub(crate) async fn balance(&self, account: &str) -> Value {
        let position = self.handler.handle().progress().borrow().position;
        self.book(&format!("accounts/{account}/balance?min_position={position}")).await.with(200)
    }
}

/// The book open to everyone, made anew no more often than this.
pub(crate) fn public(refresh: Duration) -> Public {
    Public { books: ["main".to_owned()].into(), settings: reports::open_data::Settings::default(), refresh }
}

/// A structured event.
pub(crate) fn event(id: &str, name: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0", "id": id, "source": SOURCE, "type": format!("neraca.payment.v1.{name}"),
        "time": "2026-01-02T08:00:00+07:00", "data": data,
    })
}

/// Moves rupiah from `credit` to `debit`.
pub(crate) fn transfer(id: &str, debit: &str, credit: &str, amount: &str) -> Value {
    event(id, "JournalPosted", journal(debit, credit, amount))
}

/// The body of a transfer.
pub(crate) fn journal(debit: &str, credit: &str, amount: &str) -> Value {
    let money = json!({"value": amount, "currency": "IDR"});
    json!({"date": "2026-01-02", "description": "a transfer", "lines": [
        {"account": debit, "debit": money}, {"account": credit, "credit": money}]})
}

/// One payment of 100 into `x:cash`.
pub(crate) fn payment(id: &str) -> Value {
    transfer(id, "x:cash", "x:revenue", "100")
}
