//! The embedded backend: the conformance suite, and what only a folder has.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use event_store::conformance::{Place, batch};
use event_store::{EmbeddedStore, EventStore, StoreError};
use rusqlite::Connection;
use testkit::{TempDir, temp_dir};

/// A log in a temporary folder.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        Folder { folder: temp_dir() }
    }

    fn connection(&self) -> Connection {
        let connection = Connection::open(self.folder.path().join("log.sqlite")).unwrap();
        connection.busy_timeout(Duration::from_secs(10)).unwrap();
        connection
    }
}

#[async_trait]
impl Place for Folder {
    async fn open(&self) -> Arc<dyn EventStore> {
        Arc::new(EmbeddedStore::open(self.folder.path()).unwrap())
    }

    async fn run_sql(&self, sql: &str) -> Result<(), String> {
        self.connection().execute_batch(sql).map_err(|error| error.to_string())
    }

    async fn without_guards(&self, sql: &str) {
        let connection = self.connection();
        for trigger in
            ["record_no_update", "record_no_delete", "head_forward_only", "tile_no_update", "tile_no_delete"]
        {
            connection.execute_batch(&format!("drop trigger if exists {trigger}")).unwrap();
        }
        connection.execute_batch(sql).unwrap();
    }

    async fn query_numbers(&self, sql: &str) -> Vec<i64> {
        let connection = self.connection();
        let mut statement = connection.prepare(sql).unwrap();
        let numbers = statement.query_map([], |row| row.get(0)).unwrap();
        numbers.collect::<Result<_, _>>().unwrap()
    }

    fn further_tampering(&self) -> Vec<String> {
        let replacing = "replace into record select * from record where position = 1";
        vec![
            replacing.to_owned(),
            replacing.replace("record", "repeat").replace("position", "number"),
            "replace into tile values (0, 1, 0, x'', x''), (0, 1, 0, x'00', x'')".to_owned(),
        ]
    }
}

event_store::conformance_suite!(Folder::new());

#[tokio::test]
async fn it_runs_durably_and_says_so() {
    let place = Folder::new();
    let durability = place.open().await.durability().await.unwrap();
    assert!(durability.is_durable(), "{durability}");
    assert_eq!(durability.to_string(), "journal_mode = wal, synchronous = 2");
}

#[tokio::test]
async fn a_reader_without_a_log_is_told_so_and_may_not_lead() {
    let place = Folder::new();
    let none = EmbeddedStore::open_read_only(place.folder.path()).err().unwrap();
    assert!(matches!(none, StoreError::NoLog { .. }), "{none}");

    let store = place.open().await;
    let mut writer = store.lead("book").await.unwrap().writer;
    let reader = EmbeddedStore::open_read_only(place.folder.path()).unwrap();
    assert!(matches!(reader.lead("book").await.err(), Some(StoreError::ReadOnly)));
    // Another store's appends are seen without being told of them, as those of another process are.
    let waiting = tokio::spawn(async move { reader.wait_beyond("book", 0, Duration::from_secs(60)).await });
    writer.append(&batch(1..=2)).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().position, 2);
}

#[tokio::test]
async fn a_second_writing_process_is_refused_by_name_until_the_first_has_ended() {
    let place = Folder::new();
    let mut child = child("holds_the_folder", place.folder.path().to_str().unwrap());
    let pid = child.process.id();
    child.wait_for("leading");

    let store = place.open().await;
    let refused = store.lead("book").await.err().unwrap();
    let text = refused.to_string();
    assert!(matches!(refused, StoreError::Locked { .. }), "{text}");
    assert!(
        text.contains(&format!("process {pid} ")) && text.contains(place.folder.path().to_str().unwrap()),
        "{text}"
    );
    assert_eq!(store.head("book").await.unwrap().position, 1, "readers still work");

    child.kill();
    let leadership = store.lead("book").await.unwrap();
    assert_eq!((leadership.head.epoch, leadership.head.position), (2, 1));
}

#[tokio::test]
async fn a_process_killed_between_appends_loses_nothing_it_was_told_was_durable() {
    let place = Folder::new();
    let mut child = child("appends_until_killed", place.folder.path().to_str().unwrap());
    child.wait_for("durable 40");
    let told = child.kill();

    let store = place.open().await;
    let head = store.lead("book").await.unwrap().head;
    assert!(head.position >= told, "{} < {told}", head.position);
    let positions: Vec<u64> =
        store.read("book", 0, usize::MAX).await.unwrap().iter().map(|record| record.position).collect();
    assert_eq!(positions, (1..=head.position).collect::<Vec<_>>());
}

mod common;
use common::child;

/// Runs in a child process, see [`child`].
#[tokio::test]
#[ignore = "runs only as the child of another test"]
async fn holds_the_folder() {
    let store = EmbeddedStore::open(common::target()).unwrap();
    let mut writer = store.lead("book").await.unwrap().writer;
    writer.append(&batch(1..=1)).await.unwrap();
    println!("\nleading");
    std::future::pending::<()>().await;
}

/// Runs in a child process, see [`child`].
#[tokio::test]
#[ignore = "runs only as the child of another test"]
async fn appends_until_killed() {
    common::append_forever(&EmbeddedStore::open(common::target()).unwrap()).await;
}
