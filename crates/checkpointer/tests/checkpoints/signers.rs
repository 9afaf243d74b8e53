//! Several signers over one database, while the log grows.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::site::{BOOK, Site};
use checkpointer::{Published, Signer};
use event_store::conformance::batch;
use event_store::{EventStore, PostgresStore, proofs};
use transparency::proof::verify_consistency;

/// How often each signer signs at least while the log grows.
const SIGNED_MIN: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signers_with_the_same_key_and_with_others_never_disagree() {
    let database = testkit::postgres();
    let (here, there) = (Site::new(), Site::new());
    let store = connect(&database.url).await;
    let mut leadership = store.lead(BOOK).await.unwrap();
    leadership.writer.append(&batch(1..=10)).await.unwrap();

    // How often each has signed, and whether they are to stop.
    let counts: [Arc<AtomicUsize>; 3] = Default::default();
    let over = Arc::new(AtomicBool::new(false));
    let mut signing = Vec::new();
    // Two with the key of one folder, one with a key of its own; each with connections of its own, as processes have.
    for (site, count) in [&here, &here, &there].into_iter().zip(&counts) {
        let mut signer = Signer::open(connect(&database.url).await, site.options(&[])).await.unwrap();
        let (count, over) = (Arc::clone(count), Arc::clone(&over));
        signing.push(tokio::spawn(async move {
            let mut published: Vec<Published> = Vec::new();
            while !over.load(Ordering::Relaxed) {
                published.push(signer.sign_now().await.unwrap().unwrap());
                count.fetch_add(1, Ordering::Relaxed);
            }
            published
        }));
    }
    let mut next = 11;
    while counts.iter().any(|count| count.load(Ordering::Relaxed) < SIGNED_MIN) {
        next = leadership.writer.append(&batch(next..=next + 6)).await.unwrap().position + 1;
        // One that failed would be waited for in vain.
        assert!(signing.iter().all(|signing| !signing.is_finished()));
    }
    over.store(true, Ordering::Relaxed);

    let mut heads = Vec::new();
    for signing in signing {
        let published = signing.await.unwrap();
        assert!(published.is_sorted_by_key(Published::size), "none goes back");
        heads.extend(published.iter().map(|one| (one.size(), one.checkpoint.checkpoint().root())));
    }
    heads.sort_unstable();
    heads.dedup();
    for pair in heads.windows(2) {
        let [(old, old_root), (new, new_root)] = [pair[0], pair[1]];
        assert_ne!(old, new, "two roots for one size");
        let proof = proofs::consistency_proof(&*store, BOOK, old, new).await.unwrap();
        verify_consistency(old, old_root, new, new_root, &proof).unwrap();
    }
    let stored = store.checkpoints(BOOK, 0, usize::MAX).await.unwrap();
    assert!(stored.is_sorted_by_key(|checkpoint| checkpoint.size));
}

async fn connect(url: &str) -> Arc<dyn EventStore> {
    Arc::new(PostgresStore::connect(url).await.unwrap())
}
