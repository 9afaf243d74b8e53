//! A witness on loopback, asked by a log that is honest, restored, forked, hurried or broken.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod common;

use std::fs;
use std::sync::Arc;

use common::{Log, Witness, post, service};
use transparency::checkpoint::SignedCheckpoint;
use transparency::cosignature;
use transparency::witness::{Answer, MAX_REQUEST_BYTES, Request, read_answer};

#[tokio::test]
async fn a_log_that_grows_is_cosigned_each_time_over_http() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 600));
    let witness = Witness::start(service(folder.path(), &[&log])).await;
    for (old, new) in [(0, 3), (3, 3), (3, 257), (257, 600)] {
        let request = log.request(old, new);
        let (status, content_type, body) = post(witness.address, request.to_string().as_bytes()).await;
        assert_eq!(status, 200, "{body}");
        let keys = [witness.service.verifier().clone()];
        let answer = read_answer(&request, &keys, status, Some(&content_type), body.as_bytes()).unwrap();
        let Answer::Cosigned(cosignatures) = answer else { panic!("{answer:?}") };
        let mut checkpoint = request.checkpoint;
        checkpoint.add(cosignatures[0].clone()).unwrap();
        assert!(cosignature::verify(&checkpoint, &keys[0]).unwrap() > 1_700_000_000);
    }
}

#[tokio::test]
async fn each_refusal_has_the_status_that_the_protocol_gives_it() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 20));
    let witness = Witness::start(service(folder.path(), &[&log])).await;
    let ask = async |body: String| post(witness.address, body.as_bytes()).await;
    assert_eq!(ask(log.request(0, 10).to_string()).await.0, 200);

    let stale = ask(log.request(4, 12).to_string()).await;
    assert_eq!(stale, (409, "text/x.tlog.size".to_owned(), "10\n".to_owned()));
    let unknown = Log::new("log.example/other", 1, 20);
    assert_eq!(ask(unknown.request(0, 10).to_string()).await.0, 404);
    let other_key = Log::new("log.example/main", 2, 20);
    assert_eq!(ask(other_key.request(10, 12).to_string()).await.0, 403);
    assert_eq!(ask(Request { old_size: 13, ..log.request(10, 12) }.to_string()).await.0, 400);
    let mut wrong_proof = log.request(10, 12);
    wrong_proof.proof.pop();
    assert_eq!(ask(wrong_proof.to_string()).await.0, 422);
    assert_eq!(ask("old 10\n".to_owned()).await.0, 400);
    assert_eq!(ask("x".repeat(MAX_REQUEST_BYTES + 1)).await.0, 400);
    assert_eq!(ask(log.request(10, 12).to_string()).await.0, 200, "none of it moved the state");
}

#[tokio::test]
async fn a_fork_is_never_cosigned_and_its_proof_is_kept() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 20));
    let service = service(folder.path(), &[&log]);
    let witness = Witness::start(Arc::clone(&service)).await;
    assert_eq!(post(witness.address, log.request(0, 10).to_string().as_bytes()).await.0, 200);
    let fork = log.forked_at(5);
    let same_size = fork.request(10, 10).to_string();
    // As a machine leaves it that stopped before the disk had it.
    fs::write(folder.path().join("log.example%2Fmain.evidence"), "old 10\n").unwrap();
    let (status, _, body) = post(witness.address, same_size.as_bytes()).await;
    assert_eq!(status, 409);
    assert!(body.contains("another root"), "{body}");
    assert_eq!(post(witness.address, fork.request(10, 20).to_string().as_bytes()).await.0, 422);
    let evidence = fs::read_to_string(folder.path().join("log.example%2Fmain.evidence")).unwrap();
    assert_eq!(evidence, same_size);
    let other = log.forked_at(3).request(10, 10).to_string();
    assert_eq!(post(witness.address, other.as_bytes()).await.0, 409);
    let evidence = fs::read_to_string(folder.path().join("log.example%2Fmain.evidence")).unwrap();
    assert_eq!(evidence, same_size, "the first one is kept");
}

/// The race of the specification: many read the same state, and only one line of history may come of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_requests_at_once_only_one_line_of_history_is_cosigned() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 80));
    // Two services over one folder stand for two processes.
    let first = Witness::start(service(folder.path(), &[&log])).await;
    let second = Witness::start(service(folder.path(), &[&log])).await;
    assert_eq!(post(first.address, log.request(0, 10).to_string().as_bytes()).await.0, 200);
    let fork = log.forked_at(15);
    let mut asking = Vec::new();
    for new in 11..=70 {
        let from = if new % 2 == 0 { &log } else { &fork };
        let address = if new % 3 == 0 { first.address } else { second.address };
        let request = from.request(10, new).to_string();
        asking.push(tokio::spawn(async move { (new, post(address, request.as_bytes()).await) }));
    }
    let mut cosigned = Vec::new();
    for asked in asking {
        let (new, (status, _, body)) = asked.await.unwrap();
        match status {
            200 => cosigned.push(new),
            409 => assert!(body.trim().parse::<u64>().is_ok(), "{body}"),
            other => panic!("{other}: {body}"),
        }
    }
    assert_eq!(cosigned.len(), 1, "all had the same old size: {cosigned:?}");
    let stored = fs::read_to_string(folder.path().join("log.example%2Fmain.state")).unwrap();
    let (_, note) = stored.split_once('\n').unwrap();
    assert_eq!(SignedCheckpoint::parse(note.as_bytes()).unwrap().checkpoint().size(), cosigned[0]);
}

#[test]
fn the_state_is_on_disk_before_the_answer() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 20));
    // Each service is dropped with its answer unread: all that the next one knows is what was stored before.
    for (old, new) in [(0, 7), (7, 9), (9, 20)] {
        let response =
            service(folder.path(), &[&log]).add_checkpoint(log.request(old, new).to_string().as_bytes());
        assert_eq!(response.unwrap().status, 200);
        let again =
            service(folder.path(), &[&log]).add_checkpoint(log.request(old, new).to_string().as_bytes());
        assert_eq!(again.unwrap().body, format!("{new}\n"), "it was told 200 and must remember");
    }
}

#[test]
fn no_byte_of_the_state_can_change_unnoticed() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 20));
    service(folder.path(), &[&log]).add_checkpoint(log.request(0, 7).to_string().as_bytes()).unwrap();
    let running = service(folder.path(), &[&log]);
    let path = folder.path().join("log.example%2Fmain.state");
    let sound = fs::read(&path).unwrap();
    let changed = (0..sound.len()).map(|at| {
        let mut bytes = sound.clone();
        bytes[at] ^= 1;
        bytes
    });
    let cut = (0..sound.len()).map(|length| sound[..length].to_vec());
    for bytes in changed.chain(cut) {
        fs::write(&path, bytes).unwrap();
        let error = running.add_checkpoint(log.request(7, 9).to_string().as_bytes()).unwrap_err().to_string();
        assert!(error.contains("damaged"), "{error}");
    }
    fs::write(&path, sound).unwrap();
    assert_eq!(running.add_checkpoint(log.request(7, 9).to_string().as_bytes()).unwrap().status, 200);
}

#[test]
fn a_mangled_request_is_never_cosigned_as_something_else() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 20));
    let service = service(folder.path(), &[&log]);
    service.add_checkpoint(log.request(0, 7).to_string().as_bytes()).unwrap();
    let request = log.request(7, 12).to_string().into_bytes();
    for at in 0..request.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut mangled = request.clone();
            mangled[at] ^= flip;
            let response = service.add_checkpoint(&mangled).unwrap();
            assert!([400, 403, 404, 409, 422].contains(&response.status), "byte {at}: {response:?}");
        }
    }
    assert_eq!(service.add_checkpoint(&request).unwrap().status, 200);
}

#[test]
fn a_request_carried_as_a_file_is_answered_like_one_over_http() {
    let (folder, log) = (testkit::temp_dir(), Log::new("log.example/main", 1, 20));
    let service = service(&folder.path().join("state"), &[&log]);
    let file = folder.path().join("request");
    fs::write(&file, log.request(0, 7).to_string()).unwrap();
    let line = service.sign_file(&file).unwrap();
    assert!(line.starts_with("\u{2014} witness.example "), "{line}");
    fs::write(&file, log.request(3, 9).to_string()).unwrap();
    let error = service.sign_file(&file).unwrap_err().to_string();
    assert!(error.contains("409") && error.contains("has size 7"), "{error}");
    fs::write(&file, "x".repeat(MAX_REQUEST_BYTES + 1)).unwrap();
    assert!(service.sign_file(&file).unwrap_err().to_string().contains("400"));
}
