//! How fast the log takes records, side by side: `cargo bench -p event-store --bench append -- [RECORDS] [only=LINE]`.
//!
//! Each line is one run of that many records of about 300 bytes on an empty log, by one writer, a transaction a batch, durable
//! (a Postgres of its own with the defaults of production). It compares what the store does with what it could do:
//! `unnest` instead of COPY, a unique index on the identity instead of segments, and keeping the index in memory up to date.

#![expect(clippy::unwrap_used, reason = "a bench that fails has nothing else to say")]

use std::time::Instant;

use bytes::Bytes;
use event_store::{
    Batch, BusCoordinates, BusCursor, EmbeddedStore, EventStore, IdentityIndex, Outcome, PostgresStore,
    Record,
};
use tokio_postgres::{Client, NoTls};

const BOOK: &str = "bench";
/// Appends of one record each, for the time that one takes.
const LONE: usize = 500;
const BATCHES: [usize; 3] = [100, 1_000, 8_000];

fn main() {
    let records: usize = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(400_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    println!("{records} records of about 300 bytes, one writer; records a second");
    println!("{:<46}{:>12}{:>12}{:>12}{:>12}", "", "batch 100", "1,000", "8,000", "1 alone, ms");
    index(records);
    runtime.block_on(async {
        line("embedded", records, |records, batch| embedded(records, batch, "")).await;
        let unique = "create unique index by_identity on record (book, source, id)";
        line("embedded, unique index on the identity", records, |records, batch| {
            embedded(records, batch, unique)
        })
        .await;
        line("postgres, COPY", records, |records, batch| postgres(records, batch, "")).await;
        let unique = "create unique index by_identity on neraca_log.record (book, source, id)";
        line("postgres, COPY, unique index on the identity", records, |records, batch| {
            postgres(records, batch, unique)
        })
        .await;
        line("postgres, unnest", records, unnest).await;
    });
}

async fn line<F: Future<Output = f64>>(name: &str, records: usize, run: impl Fn(usize, usize) -> F) {
    let only = std::env::args().find_map(|arg| arg.strip_prefix("only=").map(str::to_owned));
    if only.is_some_and(|only| name != only) {
        return;
    }
    print!("{name:<46}");
    for batch in BATCHES {
        let seconds = run(records, batch).await;
        print!("{:>12.0}", records as f64 / seconds);
        let _ = std::io::Write::flush(&mut std::io::stdout());
    }
    println!("{:>12.2}", run(LONE, 1).await * 1_000.0 / LONE as f64);
}

/// Identities as random as those that sources send.
fn record(position: u64) -> Record {
    let random = position.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Record {
        position,
        outcome: Outcome::Posted,
        code: String::new(),
        source: "bank/jatim/va".to_owned(),
        id: format!("{random:016x}-{:08x}", random >> 13 & 0xFFFF_FFFF),
        event_type: "neraca.payment.received.v1".to_owned(),
        recorded_at: 1_767_225_600_000_000 + position as i64,
        effective_date: 20_454,
        bus: Some(BusCoordinates { stream: 1, sequence: position }),
        bytes: Bytes::from(random.to_le_bytes().repeat(26)),
        attachment: None,
    }
}

fn batches(records: usize, size: usize) -> Vec<Batch> {
    let positions: Vec<u64> = (1..=records as u64).collect();
    positions
        .chunks(size)
        .map(|positions| Batch {
            records: positions.iter().map(|position| record(*position)).collect(),
            repeats: Vec::new(),
            bus: positions.last().map(|last| BusCursor { stream: 1, sequence: *last, digest: [7; 32] }),
        })
        .collect()
}

fn index(records: usize) {
    let records: Vec<Record> = (1..=records as u64).map(record).collect();
    let mut index = IdentityIndex::new();
    let started = Instant::now();
    for record in &records {
        assert_eq!(index.candidates(&record.source, &record.id).count(), 0);
        index.insert(&record.source, &record.id, record.position);
    }
    let rate = records.len() as f64 / started.elapsed().as_secs_f64();
    let bytes = index.bytes_used() / index.len();
    println!("{:<46}{rate:>12.0}   ({bytes} bytes an identity)", "identity index alone: ask and insert");
}

async fn append_all(store: &dyn EventStore, batches: &[Batch]) -> f64 {
    let mut writer = store.lead(BOOK).await.unwrap().writer;
    let started = Instant::now();
    for batch in batches {
        writer.append(batch).await.unwrap();
    }
    started.elapsed().as_secs_f64()
}

async fn embedded(records: usize, batch: usize, extra: &str) -> f64 {
    let folder = testkit::temp_dir();
    let store = EmbeddedStore::open(folder.path()).unwrap();
    rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap().execute_batch(extra).unwrap();
    append_all(&store, &batches(records, batch)).await
}

async fn postgres(records: usize, batch: usize, extra: &str) -> f64 {
    let cluster = testkit::own_postgres();
    let store = PostgresStore::connect(&cluster.database()).await.unwrap();
    connect(&cluster.database()).await.batch_execute(extra).await.unwrap();
    append_all(&store, &batches(records, batch)).await
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

const UNNEST: &str = "insert into neraca_log.record (position, recorded_at, bus_sequence, book, effective_date, bus_stream,
        outcome, code, source, id, event_type, bytes)
    select position, recorded_at, bus_sequence, 1, effective_date, 1, outcome, code, source, id, event_type, bytes
    from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::integer[], $5::smallint[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::bytea[])
        as t (position, recorded_at, bus_sequence, effective_date, outcome, code, source, id, event_type, bytes)";

/// The same transaction with arrays in place of COPY, all of it sent in one go.
async fn unnest(records: usize, batch: usize) -> f64 {
    let cluster = testkit::own_postgres();
    let store = PostgresStore::connect(&cluster.database()).await.unwrap();
    let head = store.lead(BOOK).await.unwrap().head;
    let client = connect(&cluster.database()).await;
    let advance = client
        .prepare("update neraca_log.head set position = $1 where book = 1 and epoch = $2 and position = $3")
        .await
        .unwrap();
    let insert = client.prepare(UNNEST).await.unwrap();
    let batches = batches(records, batch);
    let started = Instant::now();
    for batch in &batches {
        let rows = &batch.records;
        let longs = |of: fn(&Record) -> i64| rows.iter().map(of).collect::<Vec<i64>>();
        let texts = |of: fn(&Record) -> &str| rows.iter().map(of).collect::<Vec<&str>>();
        let positions = longs(|r| r.position as i64);
        let times = longs(|r| r.recorded_at);
        let sequences = longs(|r| r.bus.map_or(0, |bus| bus.sequence as i64));
        let dates: Vec<i32> = rows.iter().map(|r| r.effective_date).collect();
        let outcomes: Vec<i16> = rows.iter().map(|r| r.outcome.number()).collect();
        let (codes, sources) = (texts(|r| &r.code), texts(|r| &r.source));
        let (ids, types) = (texts(|r| &r.id), texts(|r| &r.event_type));
        let bytes: Vec<&[u8]> = rows.iter().map(|r| &*r.bytes).collect();
        let (last, before) = (positions[rows.len() - 1], positions[0] - 1);
        let epoch = head.epoch as i64;
        let (begun, advanced, inserted, committed) = futures_util::future::join4(
            client.batch_execute("begin"),
            client.execute(&advance, &[&last, &epoch, &before]),
            client.execute(
                &insert,
                &[&positions, &times, &sequences, &dates, &outcomes, &codes, &sources, &ids, &types, &bytes],
            ),
            client.batch_execute("commit"),
        )
        .await;
        begun.unwrap();
        assert_eq!((advanced.unwrap(), inserted.unwrap()), (1, rows.len() as u64));
        committed.unwrap();
    }
    started.elapsed().as_secs_f64()
}
