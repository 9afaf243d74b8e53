//! A signer that is killed without warning, again and again.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use event_store::conformance::batch;
use event_store::proofs;
use transparency::Hash;

use crate::site::{BOOK, Site};

const TARGET: &str = "NERACA_TEST_CHILD_TARGET";
/// How often it is killed.
const KILLS: usize = 5;

/// Runs only as a child process: appends and signs until it is killed, and says what it gave out.
#[tokio::test]
#[ignore = "the child of the test below"]
async fn signs_until_it_is_killed() {
    let site = Site::at(std::env::var(TARGET).expect("set by the parent").into());
    let store = site.store();
    let mut leadership = store.lead(BOOK).await.unwrap();
    let mut signer = checkpointer::Signer::open(store, site.options(&[])).await.unwrap();
    // The test harness leaves its own line unfinished.
    println!();
    let mut next = leadership.head.position + 1;
    loop {
        next = leadership.writer.append(&batch(next..=next + 2)).await.unwrap().position + 1;
        let published = signer.sign_now().await.unwrap().unwrap();
        println!("signed {} {}", published.size(), published.checkpoint.checkpoint().root());
    }
}

#[tokio::test]
async fn what_was_given_out_before_any_kill_is_extended_after_it() {
    let site = Site::new();
    let mut heads: Vec<(u64, Hash)> = Vec::new();
    for kill in 1..=KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::signs_until_it_is_killed", "--ignored", "--nocapture"])
            .env(TARGET, site.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut signed = 0;
        for line in lines.map_while(Result::ok) {
            // The last line may be cut off by the kill.
            let Some((size, root)) = line.strip_prefix("signed ").and_then(|rest| rest.split_once(' '))
            else {
                continue;
            };
            let Ok(root) = root.parse() else { continue };
            heads.push((size.parse().unwrap(), root));
            signed += 1;
            if signed == 3 * kill {
                testkit::kill9(child.id());
            }
        }
        child.wait().unwrap();
        assert!(signed >= 3 * kill, "the child ended by itself");
    }
    assert!(heads.is_sorted());
    let store = site.store();
    for (size, root) in heads {
        assert_eq!(proofs::root_at(&*store, BOOK, size).await.unwrap(), root, "size {size}");
    }
    site.signer(&[]).await.unwrap().sign_now().await.unwrap().unwrap();
}
