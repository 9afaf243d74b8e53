//! The test servers keep what was acknowledged over kills, are apart from each other, and end with their owner.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;
use std::time::{Duration, Instant};

use testkit::managed::{nats, postgres};
use tokio_postgres::{Client, NoTls};

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn text(client: &Client, sql: &str) -> String {
    client.query_one(sql, &[]).await.unwrap().get(0)
}

fn is_running(pid: u32) -> bool {
    // A zombie is gone: only its parent has not looked yet.
    let status = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    !status.is_empty() && !status.contains(") Z ")
}

#[tokio::test]
async fn each_call_gives_an_empty_database_of_the_same_cluster() {
    let (first, second) = (testkit::postgres(), testkit::postgres());
    let (one, other) = (connect(&first.url).await, connect(&second.url).await);
    one.batch_execute("CREATE TABLE marker ()").await.unwrap();
    let count = "SELECT count(*)::text FROM pg_tables WHERE tablename = 'marker'";
    assert_eq!((text(&one, count).await, text(&other, count).await), ("1".to_owned(), "0".to_owned()));
    assert_eq!(first.cluster().pid(), second.cluster().pid());

    let name = first.name.clone();
    drop(first);
    assert!(!second.cluster().has_database(&name).unwrap(), "the database outlived its value");
}

#[tokio::test]
async fn a_cluster_of_ones_own_is_durable_has_no_tcp_and_does_not_run_as_root() {
    let cluster = testkit::own_postgres();
    let client = connect(&cluster.database()).await;
    let settings = "SELECT concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), \
                    current_setting('full_page_writes'), '[' || current_setting('listen_addresses') || ']')";
    assert_eq!(text(&client, settings).await, "on on on []");
    assert_eq!(text(&client, "SHOW server_encoding").await, "UTF8");

    let status = std::fs::read_to_string(format!("/proc/{}/status", cluster.pid().unwrap())).unwrap();
    let uids = status.lines().find(|line| line.starts_with("Uid:")).unwrap();
    assert!(!uids.split_whitespace().skip(1).any(|uid| uid == "0"), "{uids}");
}

#[tokio::test]
async fn a_killed_postgres_restarts_on_the_same_url_with_every_commit() {
    let cluster = testkit::own_postgres();
    let url = cluster.database();
    let client = connect(&url).await;
    client.batch_execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)").await.unwrap();
    let busy = connect(&url).await;
    let working = tokio::spawn(async move { busy.batch_execute("SELECT pg_sleep(60)").await });

    testkit::kill9(cluster.pid().unwrap());
    testkit::wait_until("the postmaster is gone", Duration::from_secs(5), || cluster.pid().is_none());
    assert!(tokio_postgres::connect(&url, NoTls).await.is_err());
    cluster.restart().unwrap();

    assert!(working.await.unwrap().is_err(), "the session should have died with its server");
    assert_eq!(text(&connect(&url).await, "SELECT n::text FROM kept").await, "42");
}

#[test]
fn a_dropped_cluster_leaves_neither_process_nor_folder() {
    let cluster = testkit::own_postgres();
    let (pid, folder) = (cluster.pid().unwrap(), cluster.folder().to_path_buf());
    drop(cluster);
    assert!(!is_running(pid));
    assert!(!folder.exists());
}

#[test]
fn a_second_cluster_in_a_folder_that_is_in_use_is_refused_and_the_first_lives_on() {
    let cluster = testkit::own_postgres_with(postgres::Options { durable: false, ..Default::default() });
    let started = Instant::now();
    let error = postgres::Cluster::start(cluster.folder(), postgres::Options::default()).unwrap_err();
    assert!(error.to_string().contains("postmaster.pid"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(30));
    assert_eq!(cluster.execute("postgres", "SELECT 1, NULL").unwrap(), [[Some("1".to_owned()), None]]);
}

#[test]
fn what_the_server_refuses_comes_back_with_its_code() {
    let cluster = testkit::own_postgres_with(postgres::Options { durable: false, ..Default::default() });
    let error = cluster.execute("postgres", "SELECT 1/0").unwrap_err();
    assert!(error.to_string().contains("division by zero (SQLSTATE 22012)"), "{error}");
    let error = cluster.execute("absent", "SELECT 1").unwrap_err();
    assert!(error.to_string().contains("SQLSTATE 3D000"), "{error}");
    let odd = "a \"b\" 'c' %/?&=";
    cluster.create_database(odd).unwrap();
    assert!(cluster.has_database(odd).unwrap());
    assert!(cluster.create_database(odd).is_err());
}

#[test]
fn data_of_another_major_version_is_refused_with_what_to_do() {
    let folder = testkit::temp_dir();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/PG_VERSION"), "9\n").unwrap();
    let error = postgres::Cluster::start(folder.path(), postgres::Options::default()).unwrap_err();
    assert!(error.to_string().contains("install postgresql-9"), "{error}");
}

#[tokio::test]
async fn a_folder_with_a_long_and_odd_name_still_gets_a_socket() {
    let folder = testkit::temp_dir();
    let deep = folder.path().join(format!("{}, ünï cödé", "x".repeat(100)));
    let options = postgres::Options { durable: false, ..Default::default() };
    let cluster = postgres::Cluster::start(&deep, options).unwrap();
    cluster.create_database("odd name").unwrap();
    assert_eq!(
        text(&connect(&cluster.url("odd name")).await, "SELECT current_database()::text").await,
        "odd name"
    );
}

#[tokio::test]
async fn a_killed_nats_server_restarts_on_the_same_url_with_every_acknowledged_message() {
    let server = testkit::nats();
    let context = async_nats::jetstream::new(async_nats::connect(&server.url).await.unwrap());
    let stream = async_nats::jetstream::stream::Config {
        name: "KEPT".to_owned(),
        subjects: vec!["kept.>".to_owned()],
        ..Default::default()
    };
    context.create_stream(stream).await.unwrap();
    for number in 0..100 {
        context.publish(format!("kept.{number}"), "text".into()).await.unwrap().await.unwrap();
    }

    server.kill();
    assert_eq!(server.pid(), None);
    assert!(async_nats::connect(&server.url).await.is_err());
    server.restart().unwrap();

    assert_eq!((*server).url(), server.url);
    let context = async_nats::jetstream::new(async_nats::connect(&server.url).await.unwrap());
    let mut stream = context.get_stream("KEPT").await.unwrap();
    assert_eq!(stream.info().await.unwrap().state.messages, 100);
}

#[tokio::test]
async fn a_nats_server_with_a_password_lets_only_its_url_in_and_takes_sync_interval() {
    let options = nats::Options { sync_interval: Some("always".to_owned()), ..Default::default() };
    let server = testkit::nats_with(options);
    let (user, password) = server.credentials().unwrap();
    assert!(server.url.starts_with(&format!("nats://{user}:{password}@127.0.0.1:")), "{}", server.url);
    // async-nats reads no credentials from a URL, so this connects without any.
    assert!(async_nats::connect(&server.url).await.is_err());
    let options = async_nats::ConnectOptions::with_user_and_password(user.to_owned(), password.to_owned());
    options.connect(&server.url).await.unwrap().flush().await.unwrap();
}

#[test]
fn servers_are_apart_and_a_dropped_one_leaves_neither_process_nor_folder() {
    let (first, second) = (testkit::nats(), testkit::nats());
    assert_ne!(first.url, second.url);
    let (pid, folder) = (first.pid().unwrap(), first.folder().to_path_buf());
    drop(first);
    assert!(!is_running(pid));
    assert!(!folder.exists());
    assert!(second.pid().is_some());
}

#[test]
fn a_configuration_the_server_refuses_is_reported_with_its_words() {
    let folder = testkit::temp_dir();
    let options = nats::Options { configuration: "no_such_setting: 1".to_owned(), ..Default::default() };
    let error = nats::Server::start(folder.path(), options).unwrap_err();
    assert!(error.to_string().contains("no_such_setting"), "{error}");
}

/// The program that [`servers_die_with_a_killed_owner`] kills; it does nothing when run as an ordinary test.
#[test]
fn owner_to_be_killed() {
    let Some(report) = std::env::var_os("TESTKIT_OWNER_REPORT") else { return };
    // Started from a thread that ends: the servers must outlive it, and still end with the process.
    let starter = std::thread::spawn(|| (testkit::own_postgres(), testkit::nats()));
    let (cluster, server) = starter.join().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let text = format!("{} {}", cluster.pid().unwrap(), server.pid().unwrap());
    std::fs::write(Path::new(&report).with_extension("part"), text).unwrap();
    std::fs::rename(Path::new(&report).with_extension("part"), &report).unwrap();
    std::thread::sleep(Duration::from_secs(120));
}

#[test]
fn servers_die_with_a_killed_owner() {
    if testkit::program("setpriv").is_none() {
        return testkit::report_skipped("setpriv");
    }
    let folder = testkit::temp_dir();
    let report = folder.path().join("pids");
    let mut owner = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "owner_to_be_killed", "--nocapture"])
        .env("TESTKIT_OWNER_REPORT", &report)
        .spawn()
        .unwrap();
    testkit::wait_until("the owner has its servers", Duration::from_secs(60), || report.exists());
    let text = std::fs::read_to_string(&report).unwrap();
    let pids: Vec<u32> = text.split(' ').map(|pid| pid.parse().unwrap()).collect();
    assert!(pids.iter().all(|pid| is_running(*pid)), "{pids:?}");

    owner.kill().unwrap();
    owner.wait().unwrap();
    testkit::wait_until("both servers are gone", Duration::from_secs(15), || {
        !pids.iter().any(|pid| is_running(*pid))
    });
}
