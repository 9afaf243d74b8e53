//! How long a proof takes in a long log: `cargo bench -p event-store --bench proofs -- [RECORDS] [FOLDER]`.
//!
//! Writes that many small records (ten million take about 3 GB) into an embedded log, under the temporary folder unless one is
//! named, and removes none of a named one, so that it can be measured again. Then it times proofs of records anywhere in the log
//! against its newest root, one after another, and verifies each.

#![expect(clippy::unwrap_used, reason = "a bench that fails has nothing else to say")]

use std::path::Path;
use std::time::{Duration, Instant};

use bytes::Bytes;
use event_store::{Batch, EmbeddedStore, EventStore, Outcome, Record, proofs};
use transparency::hash::leaf_hash;
use transparency::proof::{verify_consistency, verify_inclusion};

const BOOK: &str = "bench";
const BATCH: u64 = 8_000;
const PROOFS: u64 = 2_000;
/// Proofs that are each the first of a store that was just opened.
const FIRSTS: u64 = 100;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let records = arguments.next().map_or(10_000_000, |records| records.parse().unwrap());
    let temporary = testkit::temp_dir();
    let folder = arguments.next().map_or_else(|| temporary.path().to_owned(), Into::into);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        fill(&folder, records).await;
        println!("{records} records, one proof after another; ms");
        println!("{:<44}{:>9}{:>9}{:>9}", "", "median", "p99", "longest");
        let times = inclusion(&folder, records, FIRSTS, true).await;
        line("inclusion, each in a store just opened", times);
        line("inclusion", inclusion(&folder, records, PROOFS, false).await);
        line("consistency", consistency(&folder, records).await);
    });
}

async fn fill(folder: &Path, records: u64) {
    let store = EmbeddedStore::open(folder).unwrap();
    let mut writer = store.lead(BOOK).await.unwrap().writer;
    while writer.head().position < records {
        let first = writer.head().position + 1;
        let last = records.min(first + BATCH - 1);
        let batch = Batch { records: (first..=last).map(record).collect(), ..Batch::default() };
        writer.append(&batch).await.unwrap();
    }
}

/// Small, but no two alike.
fn record(position: u64) -> Record {
    Record {
        position,
        outcome: Outcome::Posted,
        code: String::new(),
        source: "bench".to_owned(),
        id: position.to_string(),
        event_type: "payment".to_owned(),
        recorded_at: 1_767_225_600_000_000 + position as i64,
        effective_date: 20_454,
        bus: None,
        bytes: Bytes::from(position.to_le_bytes().repeat(10)),
        attachment: None,
    }
}

/// Numbers from 1 to `end`, as if drawn at random.
fn anywhere(number: u64, end: u64) -> u64 {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)) % end + 1
}

async fn inclusion(folder: &Path, size: u64, proofs: u64, reopened: bool) -> Vec<Duration> {
    let mut store = EmbeddedStore::open_read_only(folder).unwrap();
    let root = store.tree_head(BOOK).await.unwrap().root;
    let mut times = Vec::new();
    for number in 0..proofs {
        let position = anywhere(number, size);
        if reopened {
            store = EmbeddedStore::open_read_only(folder).unwrap();
        }
        let started = Instant::now();
        let proof = proofs::inclusion_proof(&store, BOOK, position, size).await.unwrap();
        times.push(started.elapsed());
        verify_inclusion(leaf_hash(&record(position).bytes), position - 1, size, &proof, root).unwrap();
    }
    times
}

async fn consistency(folder: &Path, size: u64) -> Vec<Duration> {
    let store = EmbeddedStore::open_read_only(folder).unwrap();
    let root = store.tree_head(BOOK).await.unwrap().root;
    let mut times = Vec::new();
    for number in 0..PROOFS {
        let old = anywhere(number, size);
        let old_root = proofs::root_at(&store, BOOK, old).await.unwrap();
        let started = Instant::now();
        let proof = proofs::consistency_proof(&store, BOOK, old, size).await.unwrap();
        times.push(started.elapsed());
        verify_consistency(old, old_root, size, root, &proof).unwrap();
    }
    times
}

fn line(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1_000.0;
    println!("{name:<44}{:>9.2}{:>9.2}{:>9.2}", at(50), at(99), at(100));
}
