//! The Postgres backend: the conformance suite, and what only a server has.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod common;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use common::child;
use event_store::conformance::{Place, batch};
use event_store::{EventStore, PostgresStore, StoreError};
use testkit::{TestDatabase, own_postgres};
use tokio_postgres::{Client, NoTls};

/// A log in a fresh database.
struct Database {
    database: TestDatabase,
}

impl Database {
    fn new() -> Self {
        Database { database: testkit::postgres() }
    }

    async fn superuser(&self) -> Client {
        let client = connect(&self.database.url).await;
        client.batch_execute("set search_path = neraca_log").await.unwrap();
        client
    }

    /// The database's URL for another user.
    fn url_as(&self, user: &str) -> String {
        let separator = if self.database.url.contains('?') { '&' } else { '?' };
        format!("{}{separator}user={user}", self.database.url)
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[async_trait]
impl Place for Database {
    async fn open(&self) -> Arc<dyn EventStore> {
        Arc::new(PostgresStore::connect(&self.database.url).await.unwrap())
    }

    async fn run_sql(&self, sql: &str) -> Result<(), String> {
        self.superuser().await.batch_execute(sql).await.map_err(|error| error.to_string())
    }

    async fn without_guards(&self, sql: &str) {
        let client = self.superuser().await;
        for table in ["record", "head", "tile"] {
            client.batch_execute(&format!("alter table {table} disable trigger all")).await.unwrap();
        }
        client.batch_execute(sql).await.unwrap();
    }

    async fn query_numbers(&self, sql: &str) -> Vec<i64> {
        self.superuser().await.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
    }

    fn further_tampering(&self) -> Vec<String> {
        let tables = [
            "book",
            "head",
            "record",
            "repeat",
            "bus_stream",
            "identity_segment",
            "schema_migration",
            "tile",
            "checkpoint",
        ];
        let mut attempts: Vec<String> = tables.map(|table| format!("truncate {table} cascade")).into();
        // Ordinary triggers are silent for a replica.
        for sql in
            ["update record set outcome = 1", "delete from record", "truncate record", "delete from repeat"]
        {
            attempts.push(format!("set session_replication_role = replica; {sql}"));
        }
        // Grants alone already refuse the owner and the writer.
        for role in ["neraca_owner", "neraca_writer"] {
            for sql in
                ["update record set outcome = 1", "delete from record", "truncate record", "delete from head"]
            {
                attempts.push(format!("set role {role}; {sql}"));
            }
        }
        attempts.push("set role neraca_writer; update head set book = 2".to_owned());
        for role in ["neraca_projector", "neraca_auditor"] {
            attempts.push(format!("set role {role}; insert into book (no, name) values (9, 'nine')"));
            attempts.push(format!("set role {role}; update head set epoch = epoch + 1"));
            attempts.push(format!("set role {role}; delete from snapshot"));
        }
        attempts
    }
}

event_store::conformance_suite!(Database::new());

#[tokio::test]
async fn it_says_which_setting_is_not_durable() {
    let place = Database::new();
    let durability = place.open().await.durability().await.unwrap();
    assert!(!durability.is_durable(), "the tests' cluster runs without fsync");
    assert!(
        durability.to_string().starts_with("fsync = off (not durable), synchronous_commit ="),
        "{durability}"
    );
}

#[tokio::test]
async fn an_owners_url_runs_with_least_rights() {
    let place = Database::new();
    let store = place.open().await;
    store.lead("book").await.unwrap().writer.append(&batch(1..=1)).await.unwrap();
    let client = place.superuser().await;
    // The superuser of the URL could still read and write; the roles that its sessions step down to can't.
    client.batch_execute("revoke select on record from neraca_auditor").await.unwrap();
    assert!(matches!(store.read("book", 0, 1).await, Err(StoreError::Database { .. })));
    client.batch_execute("revoke insert on record from neraca_writer").await.unwrap();
    let mut writer = store.lead("book").await.unwrap().writer;
    let refused = writer.append(&batch(2..=2)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Database { .. }) && !refused.is_retryable(), "{refused}");
    client.batch_execute("grant insert on record to neraca_writer").await.unwrap();
    assert_eq!(writer.append(&batch(2..=2)).await.unwrap().position, 2, "nothing was left half done");
}

#[tokio::test]
async fn a_user_without_rights_is_told_what_to_do() {
    let place = Database::new();
    drop(place.open().await);
    let client = place.superuser().await;
    let user = format!("stranger_{}", place.database.name);
    client.batch_execute(&format!("create role {user} login")).await.unwrap();
    let refused = PostgresStore::connect(&place.url_as(&user)).await.err().unwrap();
    let StoreError::RightsMissing { user: named, .. } = &refused else { panic!("{refused}") };
    assert_eq!(named, &user);

    client.batch_execute(&format!("grant neraca_auditor to {user}")).await.unwrap();
    let auditor = PostgresStore::connect(&place.url_as(&user)).await.unwrap();
    assert_eq!(auditor.head("book").await.unwrap().position, 0);
    let refused = auditor.lead("book").await.err().unwrap();
    assert!(matches!(refused, StoreError::RightsMissing { role: "neraca_writer", .. }), "{refused}");

    client.batch_execute(&format!("grant neraca_writer to {user}")).await.unwrap();
    assert_eq!(auditor.lead("book").await.unwrap().head.epoch, 1);
    client.batch_execute(&format!("drop role {user}")).await.unwrap();
}

#[tokio::test]
async fn missing_roles_are_made_by_those_who_may_and_named_to_those_who_may_not() {
    let cluster = own_postgres();
    let superuser = connect(&cluster.database()).await;
    superuser
        .batch_execute("create role plain login; create role maker login createrole; grant create on database test to maker")
        .await
        .unwrap();
    let url_as = |user: &str| {
        let url = cluster.database();
        format!("{url}{}user={user}", if url.contains('?') { '&' } else { '?' })
    };
    let refused = PostgresStore::connect(&url_as("plain")).await.err().unwrap();
    let text = refused.to_string();
    assert!(matches!(refused, StoreError::RolesMissing { .. }), "{text}");
    assert!(text.contains("neraca_owner") && text.contains("deploy/postgres/roles.sql"), "{text}");

    let store = PostgresStore::connect(&url_as("maker")).await.unwrap();
    store.lead("book").await.unwrap().writer.append(&batch(1..=1)).await.unwrap();
}

#[tokio::test]
async fn programs_that_start_at_once_make_one_schema() {
    let place = Database::new();
    let opened =
        futures_util::future::join_all((0..6).map(|_| PostgresStore::connect(&place.database.url))).await;
    for store in opened {
        store.unwrap().lead("book").await.unwrap();
    }
    assert_eq!(
        place.query_numbers("select version::bigint from schema_migration order by version").await,
        [1, 2, 3, 4]
    );
}

#[tokio::test]
async fn books_created_at_once_take_different_numbers() {
    let place = Database::new();
    let store = place.open().await;
    let names: Vec<String> = (0..8).map(|n| format!("book-{n}")).collect();
    for led in futures_util::future::join_all(names.iter().map(|name| store.lead(name))).await {
        assert_eq!(led.unwrap().head.epoch, 1);
    }
    assert_eq!(store.books().await.unwrap().len(), 8);
}

#[tokio::test]
async fn appends_of_another_process_are_noticed() {
    let place = Database::new();
    let (store, elsewhere) = (place.open().await, place.open().await);
    let mut writer = elsewhere.lead("book").await.unwrap().writer;
    let waiting = tokio::spawn(async move { store.wait_beyond("book", 0, Duration::from_secs(60)).await });
    writer.append(&batch(1..=2)).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().position, 2);
}

/// Where the planner knows nothing of a table it once read all of it for every batch with a repeat in it.
#[tokio::test]
async fn records_at_positions_are_looked_up_one_by_one_in_a_log_that_was_never_analyzed() {
    const RECORDS: u64 = 5_000;
    let place = Database::new();
    let mut led = place.open().await.lead("book").await.unwrap();
    led.writer.append(&batch(1..=RECORDS)).await.unwrap();
    drop(led);
    // What a session counted is there once it has ended.
    let read_of_key = async || {
        let client = place.superuser().await;
        let others = "select count(*) from pg_stat_activity where datname = current_database()
            and backend_type = 'client backend' and pid <> pg_backend_pid()";
        while client.query_one(others, &[]).await.unwrap().get::<_, i64>(0) > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let sql = "select idx_tup_read from pg_stat_user_indexes where indexrelname = 'record_pkey'";
        client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0)
    };
    let before = read_of_key().await;

    let positions: Vec<u64> = (1..=RECORDS).step_by(50).collect();
    let store = place.open().await;
    assert_eq!(store.read_at("book", &positions).await.unwrap().len(), positions.len());
    drop(store);
    let read = read_of_key().await - before;
    assert!(
        (100..1_000).contains(&read),
        "{read} entries of the key were read for {} records",
        positions.len()
    );
}

#[tokio::test]
async fn a_process_killed_between_appends_loses_nothing_it_was_told_was_durable() {
    let place = Database::new();
    let mut child = child("appends_until_killed", &place.database.url);
    child.wait_for("durable 40");
    let told = child.kill();

    let store = place.open().await;
    let head = store.lead("book").await.unwrap().head;
    assert!(head.position >= told, "{} < {told}", head.position);
    let positions: Vec<u64> =
        store.read("book", 0, usize::MAX).await.unwrap().iter().map(|record| record.position).collect();
    assert_eq!(positions, (1..=head.position).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_in_the_middle_of_appends_ends_with_every_batch_once() {
    let cluster = Arc::new(own_postgres());
    let store = PostgresStore::connect(&cluster.database()).await.unwrap();
    let mut writer = store.lead("book").await.unwrap().writer;
    let killer = {
        let cluster = Arc::clone(&cluster);
        tokio::task::spawn_blocking(move || {
            for _ in 0..4 {
                std::thread::sleep(Duration::from_millis(60));
                cluster.kill();
                cluster.restart().unwrap();
            }
        })
    };
    let mut failures = 0;
    let mut next = 1;
    while !killer.is_finished() {
        let batch = batch(next..=next + 499);
        loop {
            match writer.append(&batch).await {
                Ok(head) => break assert_eq!(head.position, next + 499),
                Err(error) if error.is_retryable() => failures += 1,
                Err(error) => panic!("{error:?}"),
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        next += 500;
    }
    killer.await.unwrap();
    assert!(failures > 0, "the server was killed and nobody noticed");
    assert_eq!(writer.head().position, next - 1);
    // Readers find the server again by themselves.
    let records = loop {
        match store.read("book", 0, usize::MAX).await {
            Ok(records) => break records,
            Err(error) => assert!(error.is_retryable(), "{error:?}"),
        }
    };
    assert!(records == batch(1..=next - 1).records, "every batch once, whole and in order");
    assert_eq!(store.lead("book").await.unwrap().identities.len() as u64, next - 1);
}

/// Runs in a child process, see [`child`].
#[tokio::test]
#[ignore = "runs only as the child of another test"]
async fn appends_until_killed() {
    common::append_forever(&PostgresStore::connect(&common::target()).await.unwrap()).await;
}
