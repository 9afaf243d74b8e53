//! Real servers for tests: a Postgres cluster per test process, clusters and nats-servers of one's own.

use std::fmt::Display;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use managed::nats::Server;
use managed::postgres::{self, Cluster, Stop};
use managed::{Account, nats as managed_nats};

use crate::scratch::{TempDir, base, temp_dir};

/// A fresh database. It is dropped with this value.
#[derive(Debug)]
pub struct TestDatabase {
    /// The connection URL, as the superuser.
    pub url: String,
    /// The database's name.
    pub name: String,
    cluster: &'static TestCluster,
}

impl TestDatabase {
    /// The cluster it is in, which the other tests of this process use too.
    #[must_use]
    pub fn cluster(&self) -> &Cluster {
        self.cluster
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // The cluster goes with the process anyway.
        let _ = self.cluster.execute("postgres", &format!("DROP DATABASE \"{}\" WITH (FORCE)", self.name));
    }
}

/// A fresh database in the cluster of this test process, which is started when first asked for. The cluster runs with
/// `fsync` off: a killed process loses nothing, only a loss of power would.
///
/// # Panics
/// When there is no Postgres on this machine, or it does not start; the text says what to do.
#[must_use]
pub fn postgres() -> TestDatabase {
    static SHARED: OnceLock<TestCluster> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let cluster = SHARED.get_or_init(|| {
        // Every test of a binary may hold a few connections at once.
        let settings = vec![("max_connections".to_owned(), "300".to_owned())];
        own_postgres_with(postgres::Options { durable: false, settings, ..postgres::Options::default() })
    });
    let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    or_panic(cluster.create_database(&name), "create a test database");
    TestDatabase { url: cluster.url(&name), name, cluster }
}

/// A cluster of one's own, stopped and removed with this value. It is a [`Cluster`], so that it can be killed and
/// restarted.
#[derive(Debug)]
pub struct TestCluster {
    cluster: Cluster,
    // Declared after the cluster, which must be stopped before its folder goes.
    _folder: TempDir,
}

impl TestCluster {
    /// The URL of a database called `test`, made when first asked for.
    ///
    /// # Panics
    /// When the cluster is not running.
    #[must_use]
    pub fn database(&self) -> String {
        if !or_panic(self.cluster.has_database("test"), "look for the test database") {
            or_panic(self.cluster.create_database("test"), "create the test database");
        }
        self.cluster.url("test")
    }
}

impl std::ops::Deref for TestCluster {
    type Target = Cluster;

    fn deref(&self) -> &Cluster {
        &self.cluster
    }
}

impl Drop for TestCluster {
    fn drop(&mut self) {
        // Nobody will read the data, so no checkpoint is waited for.
        self.cluster.stop(Stop::Immediate);
    }
}

/// A cluster of one's own with the durable defaults of production, to be killed.
///
/// # Panics
/// See [`postgres()`].
#[must_use]
pub fn own_postgres() -> TestCluster {
    own_postgres_with(postgres::Options::default())
}

/// A cluster of one's own with `options`, made from a template that all test processes share.
///
/// # Panics
/// See [`postgres()`].
#[must_use]
pub fn own_postgres_with(options: postgres::Options) -> TestCluster {
    let folder = temp_dir();
    let options = postgres::Options { template: Some(template()), ..options };
    let cluster = or_panic(Cluster::start(folder.path(), options), "start a Postgres for tests");
    TestCluster { cluster, _folder: folder }
}

/// An initialised data directory to copy, cached because `initdb` takes most of a start's time.
fn template() -> PathBuf {
    let binaries = or_panic(postgres::find(None), "find Postgres for tests");
    let account =
        or_panic(Account::for_server("postgres", &["postgres", "nobody"]), "find an account for Postgres");
    let owner = account.map_or_else(|| "us".to_owned(), |account| account.name);
    let cached = base().join(format!("postgres-{}-by-{owner}", binaries.major_version));
    if !cached.exists() {
        let unfinished = temp_dir();
        let options = postgres::Options { durable: false, ..postgres::Options::default() };
        or_panic(postgres::initialize(unfinished.path(), &options), "make a Postgres template");
        // It fails when another test process was quicker, whose template is as good.
        let _ = fs::rename(unfinished.path(), &cached);
    }
    cached.join("data")
}

/// A nats-server of one's own with JetStream, without a password, stopped and removed with this value. It is a
/// [`Server`], so that it can be killed and restarted on the same URL.
#[derive(Debug)]
pub struct TestNats {
    /// The URL to connect to.
    pub url: String,
    server: Server,
    // Declared after the server, which must be stopped before its folder goes.
    _folder: TempDir,
}

impl std::ops::Deref for TestNats {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl Drop for TestNats {
    fn drop(&mut self) {
        // Nobody will read the store, so nothing is waited for.
        self.server.kill();
    }
}

/// A nats-server of one's own.
///
/// # Panics
/// When there is no nats-server on this machine, or it does not start; the text says what to do.
#[must_use]
pub fn nats() -> TestNats {
    nats_with(managed_nats::Options { authenticate: false, ..managed_nats::Options::default() })
}

/// A nats-server of one's own with `options`.
///
/// # Panics
/// See [`nats()`].
#[must_use]
pub fn nats_with(options: managed_nats::Options) -> TestNats {
    let folder = temp_dir();
    let server = or_panic(Server::start(folder.path(), options), "start a nats-server for tests");
    TestNats { url: server.url(), server, _folder: folder }
}

/// The value, or a panic that says what the test wanted and why it cannot have it.
#[track_caller]
fn or_panic<T, E: Display + std::error::Error>(result: Result<T, E>, what: &str) -> T {
    result.unwrap_or_else(|error| {
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        panic!("could not {what}: {error}{cause}")
    })
}
