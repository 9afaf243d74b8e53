//! A ledger's life with witnesses: it grows, stops, goes on, and is restored from backups that are too old.

use std::time::Duration;

use crate::site::{BOOK, ORIGIN, Site, Witness, append, both, service};
use checkpointer::{Outcome, Rhythm, SignerError, SignerOptions, WitnessEndpoint};
use event_store::EventStore;
use transparency::checkpoint::SignedCheckpoint;
use transparency::note::SignatureType;
use transparency::witness::Rejection;

async fn newest(store: &dyn EventStore) -> SignedCheckpoint {
    SignedCheckpoint::parse(store.checkpoint(BOOK).await.unwrap().unwrap().note.as_bytes()).unwrap()
}

#[tokio::test]
async fn what_two_witnesses_cosigned_meets_a_policy_that_wants_both() {
    let site = Site::new();
    let log = site.keys();
    let first = Witness::start(service("w1.example", &site.path("w1"), &log)).await;
    let second = Witness::start(service("w2.example", &site.path("w2"), &log)).await;
    let policy = both(&log, [&first.service, &second.service]);
    let store = site.store();

    append(&*store, 300).await;
    let options = SignerOptions { policy: Some(policy.clone()), ..site.options(&[&first, &second]) };
    let mut signer = checkpointer::Signer::open(store.clone(), options).await.unwrap();
    let published = signer.sign_now().await.unwrap().unwrap();
    assert_eq!((published.number, published.size(), published.meets_policy), (1, 300, Some(true)));
    let again = signer.sign_now().await.unwrap().unwrap();
    assert_eq!((again.number, again.checkpoint), (1, published.checkpoint), "nothing grew, nothing is added");
    assert!(again.witnesses.is_empty(), "both have cosigned it");

    // Stop and start again.
    drop(signer);
    append(&*store, 1).await;
    drop(store);
    let mut signer = site.signer(&[&first, &second]).await.unwrap();
    assert_eq!(signer.sign_now().await.unwrap().unwrap().size(), 301);
    let evaluation = policy.check(&newest(&*site.store()).await).unwrap();
    assert_eq!(evaluation.cosigned.len(), 2);
}

#[tokio::test]
async fn a_witness_that_is_down_holds_nothing_up_and_cosigns_when_it_is_back() {
    let site = Site::new();
    let log = site.keys();
    let first = Witness::start(service("w1.example", &site.path("w1"), &log)).await;
    let second = Witness::start(service("w2.example", &site.path("w2"), &log)).await;
    let policy = both(&log, [&first.service, &second.service]);
    let store = site.store();
    append(&*store, 5).await;
    let options = SignerOptions { policy: Some(policy), ..site.options(&[&first, &second]) };
    let (address, down) = (second.address, second.service.clone());
    second.stop().await;
    let mut signer = checkpointer::Signer::open(store.clone(), options).await.unwrap();
    let published = signer.sign_now().await.unwrap().unwrap();
    assert_eq!(published.meets_policy, Some(false), "it is published all the same");
    assert!(matches!(&published.witnesses[1], (name, Outcome::Unavailable(_)) if name == "w2.example"));
    assert_eq!(newest(&*store).await, published.checkpoint);

    let _second = Witness::start_at(down, address).await;
    let published = signer.sign_now().await.unwrap().unwrap();
    assert_eq!((published.number, published.size(), published.meets_policy), (2, 5, Some(true)));
    assert_eq!(published.witnesses.len(), 1, "the one that has cosigned is not asked again");
}

/// With the clock of the test, which goes on at once where the program would wait.
#[tokio::test(start_paused = true)]
async fn a_witness_that_takes_the_request_and_never_answers_costs_its_timeout_only() {
    let site = Site::new();
    append(&*site.store(), 5).await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let keys = service("w1.example", &site.path("w1"), &site.keys()).verifier().clone();
    let witnesses = vec![WitnessEndpoint { url, keys: vec![keys] }];
    let options = SignerOptions { witnesses, ..site.options(&[]) };
    let mut signer = checkpointer::Signer::open(site.store(), options).await.unwrap();
    let published = signer.sign_now().await.unwrap().unwrap();
    assert_eq!(published.size(), 5);
    assert!(matches!(&published.witnesses[..], [(_, Outcome::Unavailable(why))] if why.contains("within")));
}

#[tokio::test]
async fn a_witness_that_does_not_know_log_or_key_is_named_and_the_checkpoint_goes_out() {
    let (site, other) = (Site::new(), Site::new());
    append(&*site.store(), 5).await;
    let other_log = other.key_folder().create("other.example/main", SignatureType::Ed25519).unwrap();
    let unknown_log = Witness::start(service("w1.example", &site.path("w1"), &other_log)).await;
    let unknown_key = Witness::start(service("w2.example", &site.path("w2"), &other.keys())).await;
    let mut signer = site.signer(&[&unknown_log, &unknown_key]).await.unwrap();
    let published = signer.sign_now().await.unwrap().unwrap();
    let rejections = published.witnesses.iter().map(|(name, outcome)| match outcome {
        Outcome::Rejected(rejection) => (name.as_str(), *rejection),
        other => panic!("{name}: {other:?}"),
    });
    let expected = [("w1.example", Rejection::UnknownLog), ("w2.example", Rejection::UnknownKey)];
    assert_eq!(rejections.collect::<Vec<_>>(), expected);
    assert_eq!(newest(&*site.store()).await, published.checkpoint);
}

#[tokio::test]
async fn a_log_restored_from_an_older_backup_is_refused_with_what_is_lost() {
    let site = Site::new();
    append(&*site.store(), 10).await;
    site.copy("log", "backup");
    append(&*site.store(), 20).await;
    site.signer(&[]).await.unwrap().sign_now().await.unwrap().unwrap();

    site.copy("backup", "log");
    let error = site.signer(&[]).await.err().unwrap();
    assert!(matches!(error, SignerError::EventsLost { signed: 30, head: 10, lost: 20, .. }), "{error}");
    let text = error.to_string();
    for part in ["LOST 20 events", "2026-01-01 00:00:00 UTC", "restore a backup", "`log_name`", ".latest"] {
        assert!(text.contains(part), "{part} is not in: {text}");
    }

    // Other events since: as long as the one that was signed, and longer.
    for count in [20, 5] {
        let mut leadership = site.store().lead(BOOK).await.unwrap();
        let first = leadership.head.position + 1;
        let mut other = event_store::conformance::batch(first..=first + count - 1);
        other.records.iter_mut().for_each(|record| record.bytes = "other".into());
        leadership.writer.append(&other).await.unwrap();
        drop(leadership);
        let error = site.signer(&[]).await.err().unwrap();
        assert!(matches!(error, SignerError::OtherHistory { size: 30, .. }), "{error}");
    }
}

#[tokio::test]
async fn when_the_key_folder_is_restored_too_the_witness_tells() {
    let site = Site::new();
    let log = site.keys();
    let witness = Witness::start(service("w1.example", &site.path("w1"), &log)).await;
    append(&*site.store(), 10).await;
    site.signer(&[&witness]).await.unwrap().sign_now().await.unwrap().unwrap();
    site.copy("log", "backup");
    site.copy("keys", "keys backup");
    append(&*site.store(), 20).await;
    site.signer(&[&witness]).await.unwrap().sign_now().await.unwrap().unwrap();
    site.copy("log", "right");

    site.copy("backup", "log");
    site.copy("keys backup", "keys");
    let error = site.signer(&[&witness]).await.err().unwrap();
    assert!(matches!(error, SignerError::WitnessAhead { size: 30, head: 10, .. }), "{error}");
    assert!(error.to_string().contains("20 events are LOST"), "{error}");

    // The log grows past what was cosigned, with other events: no size gives it away, but the proof does.
    let store = site.store();
    let mut leadership = store.lead(BOOK).await.unwrap();
    let mut other = event_store::conformance::batch(11..=40);
    other.records.iter_mut().for_each(|record| record.bytes = "other".into());
    leadership.writer.append(&other).await.unwrap();
    drop((leadership, store));
    let mut signer = site.signer(&[&witness]).await.unwrap();
    let error = signer.sign_now().await.unwrap_err();
    assert!(matches!(&error, SignerError::WitnessContradicts { witness, .. } if witness == "w1.example"));
    let latest = site.key_folder().latest(ORIGIN).path().to_owned();
    let advice = format!("move \"{}\" away", latest.display());
    assert!(error.to_string().contains(&advice), "{error}");
    assert_eq!(newest(&*site.store()).await.checkpoint().size(), 10, "it was not given out");
    drop(signer);

    // The log that was signed is restored; what the witness refused still lies beside the key.
    site.copy("right", "log");
    let error = site.signer(&[&witness]).await.err().unwrap();
    assert!(matches!(error, SignerError::EventsLost { .. } | SignerError::OtherHistory { .. }), "{error}");
    assert!(error.to_string().contains(&advice), "{error}");
    std::fs::rename(&latest, latest.with_extension("refused")).unwrap();
    let mut signer = site.signer(&[&witness]).await.unwrap();
    append(&*site.store(), 5).await;
    assert_eq!(signer.sign_now().await.unwrap().unwrap().size(), 35);
}

#[tokio::test]
async fn after_a_rotation_checkpoints_are_signed_by_both_keys() {
    let site = Site::new();
    let store = site.store();
    append(&*store, 5).await;
    let old = site.keys();
    checkpointer::Signer::open(store.clone(), site.options(&[])).await.unwrap().sign_now().await.unwrap();
    let new = site.key_folder().rotate(ORIGIN, Duration::from_secs(3_600)).unwrap();
    let mut signer = checkpointer::Signer::open(store.clone(), site.options(&[])).await.unwrap();
    let published = signer.sign_now().await.unwrap().unwrap();
    assert_eq!((published.number, published.size()), (2, 5), "also a head that was signed before");
    published.checkpoint.verify(old.current().verifier()).unwrap();
    published.checkpoint.verify(new.current().verifier()).unwrap();
    // A file that only the key before it signed is still believed after the overlap.
    site.key_folder().rotate(ORIGIN, Duration::ZERO).unwrap();
    append(&*store, 1).await;
    let mut signer = checkpointer::Signer::open(store, site.options(&[])).await.unwrap();
    assert_eq!(signer.sign_now().await.unwrap().unwrap().size(), 6);
}

#[tokio::test]
async fn a_crash_between_file_and_database_is_made_good_by_the_next_start() {
    let site = Site::new();
    append(&*site.store(), 7).await;
    site.copy("log", "backup");
    let signed = site.signer(&[]).await.unwrap().sign_now().await.unwrap().unwrap();
    // The database without the checkpoint, the file with it.
    site.copy("backup", "log");
    assert_eq!(site.store().checkpoint(BOOK).await.unwrap(), None);
    let again = site.signer(&[]).await.unwrap().sign_now().await.unwrap().unwrap();
    assert_eq!((again.number, again.checkpoint), (1, signed.checkpoint));
}

/// The service at work: what grew is signed while it runs, and once more when it stops.
async fn signs_what_grew(rhythm: Rhythm) {
    let site = Site::new();
    let store = site.store();
    let mut leadership = store.lead(BOOK).await.unwrap();
    let signer = checkpointer::Signer::open(store.clone(), site.options(&[])).await.unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let running = tokio::spawn(checkpointer::run(signer, rhythm, shutdown));
    leadership.writer.append(&event_store::conformance::batch(1..=10)).await.unwrap();
    while store.checkpoint(BOOK).await.unwrap().is_none_or(|newest| newest.size < 10) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    leadership.writer.append(&event_store::conformance::batch(11..=12)).await.unwrap();
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    assert_eq!(newest(&*store).await.checkpoint().size(), 12);
}

#[tokio::test]
async fn a_witness_that_was_down_is_asked_again_without_any_growth() {
    let site = Site::new();
    let witness = Witness::start(service("w1.example", &site.path("w1"), &site.keys())).await;
    let store = site.store();
    append(&*store, 5).await;
    let signer = checkpointer::Signer::open(store.clone(), site.options(&[&witness])).await.unwrap();
    let (address, down) = (witness.address, witness.service.clone());
    witness.stop().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let soon = Duration::from_millis(5);
    let rhythm = Rhythm { quiet: soon, interval: NEVER, retry: soon };
    let running = tokio::spawn(checkpointer::run(signer, rhythm, shutdown));
    while store.checkpoint(BOOK).await.unwrap().is_none() {
        assert!(!running.is_finished(), "{:?}", running.await);
        tokio::time::sleep(soon).await;
    }
    let keys = [down.verifier().clone()];
    assert!(newest(&*store).await.note().verify(&keys).is_err(), "it went out without the witness");
    let _witness = Witness::start_at(down, address).await;
    while newest(&*store).await.note().verify(&keys).is_err() {
        assert!(!running.is_finished(), "{:?}", running.await);
        tokio::time::sleep(soon).await;
    }
    assert_eq!(newest(&*store).await.checkpoint().size(), 5);
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}

const NEVER: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn the_service_signs_after_quiet_and_when_it_stops() {
    signs_what_grew(Rhythm { quiet: Duration::from_millis(5), interval: NEVER, retry: NEVER }).await;
}

#[tokio::test]
async fn the_service_signs_after_the_interval_without_waiting_for_quiet() {
    signs_what_grew(Rhythm { quiet: NEVER, interval: Duration::from_millis(5), retry: NEVER }).await;
}

#[tokio::test]
async fn the_service_ends_when_a_person_is_needed() {
    let site = Site::new();
    append(&*site.store(), 10).await;
    let signer = site.signer(&[]).await.unwrap();
    std::fs::write(site.key_folder().latest(ORIGIN).path(), "damaged").unwrap();
    let error = checkpointer::run(signer, Rhythm::default(), async {}).await.unwrap_err();
    assert!(error.to_string().contains("can't be believed"), "{error}");
    assert_eq!(site.store().checkpoint(BOOK).await.unwrap(), None);
}
