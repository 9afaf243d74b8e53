//! The witness: every answer of the protocol, the race that must not roll a log back, and what a log makes of an answer.

use transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use transparency::cosignature;
use transparency::hash::{empty_root, leaf_hash};
use transparency::note::{Note, NoteError};
use transparency::proof;
use transparency::witness::{
    Answer, AnswerError, CompareAndSet, Decision, KnownLog, LostRace, MAX_ANSWER_BYTES, MAX_REQUEST_BYTES,
    Persist, Refusal, Rejection, Request, RequestError, Response, SIZE_CONTENT_TYPE, SetupError, State,
    Witness, read_answer,
};

use crate::given::{Entries, LOG, log_key, witness_key};

const TRUE: Entries = Entries { fork: 0 };
const FORKED: Entries = Entries { fork: 1 };
const NOW: u64 = 1_700_000_000;

fn witness() -> Witness {
    let log = KnownLog { origin: LOG.into(), keys: vec![log_key(LOG, 1).verifier().clone()] };
    Witness::new(witness_key("w.example", 2), vec![log]).expect("keys of their types")
}

fn request(entries: &Entries, old_size: u64, size: u64) -> Request {
    let proof = proof::consistency(old_size, size, entries).expect("a larger tree");
    Request { old_size, proof, checkpoint: entries.signed(size) }
}

fn state(entries: &Entries, size: u64) -> Option<State> {
    Some(State { size, root: entries.head(size).root() })
}

fn decide(stored: Option<State>, request: &Request) -> Decision {
    witness().decide(stored, request, NOW).expect("a sound clock")
}

fn persist(stored: Option<State>, request: &Request) -> Persist {
    match decide(stored, request) {
        Decision::Persist(persist) => persist,
        Decision::Refuse(refusal) => panic!("refused: {refusal}"),
    }
}

fn refusal(stored: Option<State>, request: &Request) -> (u16, Refusal) {
    match decide(stored, request) {
        Decision::Refuse(refusal) => (refusal.response().status, refusal),
        Decision::Persist(persist) => panic!("would cosign {:?}", persist.next()),
    }
}

/// What a caller keeps, with the compare-and-set that the protocol asks for.
#[derive(Default)]
struct Store(Option<State>);

impl Store {
    fn compare_and_set(&mut self, persist: &Persist) -> CompareAndSet {
        assert_eq!(persist.origin(), LOG);
        assert_eq!(persist.checkpoint().checkpoint().size(), persist.next().size);
        if self.0 != persist.expected() {
            return CompareAndSet::Lost;
        }
        self.0 = Some(persist.next());
        CompareAndSet::Done
    }

    fn handle(&mut self, request: &Request) -> Response {
        match decide(self.0, request) {
            Decision::Refuse(refusal) => refusal.response(),
            Decision::Persist(persist) => {
                let outcome = self.compare_and_set(&persist);
                persist.answer(outcome).expect("nobody else moves the state")
            }
        }
    }
}

/// What the log makes of the answer.
fn answer(request: &Request, response: &Response) -> Result<Answer, AnswerError> {
    let keys = [witness_key("w.example", 2).verifier().clone()];
    read_answer(request, &keys, response.status, Some(response.content_type), response.body.as_bytes())
}

#[test]
fn the_request_has_the_form_of_the_specification() {
    let text = "old 20852014\n\
        PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
        jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
        /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\
        \n\
        example.com/behind-the-sofa\n\
        20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\
        \n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
    let request = Request::parse(text.as_bytes()).expect("the example");
    assert_eq!((request.old_size, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.origin(), "example.com/behind-the-sofa");
    assert_eq!(request.checkpoint.note().signatures().len(), 2);
    assert_eq!(request.to_string(), text);
}

#[test]
fn a_log_that_grows_is_cosigned_at_every_step_and_at_the_same_size_again() {
    let mut store = Store::default();
    let mut old = 0;
    for size in [0, 0, 1, 1, 2, 3, 7, 8, 8, 21] {
        let request = request(&TRUE, old, size);
        let response = store.handle(&request);
        assert_eq!(response.status, 200, "{old} to {size}: {}", response.body);
        let Ok(Answer::Cosigned(cosignatures)) = answer(&request, &response) else {
            panic!("no cosignature in {response:?}");
        };
        let mut checkpoint = request.checkpoint.clone();
        checkpoint.add(cosignatures[0].clone()).expect("room for it");
        assert_eq!(cosignature::verify(&checkpoint, witness().verifier()), Ok(NOW));
        assert_eq!(store.0, state(&TRUE, size));
        old = size;
    }
}

#[test]
fn two_requests_that_read_the_same_state_can_not_roll_the_log_back() {
    let mut store = Store(state(&TRUE, 4));
    let (short, long) = (request(&TRUE, 4, 5), request(&TRUE, 4, 9));
    let (first, second) = (persist(store.0, &short), persist(store.0, &long));
    let outcome = store.compare_and_set(&second);
    assert_eq!(second.answer(outcome).map(|response| response.status), Ok(200));
    let outcome = store.compare_and_set(&first);
    assert_eq!(first.answer(outcome), Err(LostRace));
    assert_eq!(store.0, state(&TRUE, 9));
    assert_eq!(refusal(store.0, &short), (409, Refusal::Stale { size: 9 }));
}

#[test]
fn a_repeated_checkpoint_is_not_cosigned_anew_once_a_larger_one_is() {
    let mut store = Store(state(&TRUE, 4));
    let again = persist(store.0, &request(&TRUE, 4, 4));
    assert_eq!(again.expected(), Some(again.next()));
    let larger = persist(store.0, &request(&TRUE, 4, 9));
    assert_eq!(store.compare_and_set(&larger), CompareAndSet::Done);
    assert_eq!(store.compare_and_set(&again), CompareAndSet::Lost);
}

#[test]
fn an_unknown_log_is_404_whoever_signed_it() {
    let head = Checkpoint::new("b.example", 1, leaf_hash(b"")).expect("a sound origin");
    for key in [log_key("b.example", 1), log_key("b.example", 9)] {
        let checkpoint = head.sign(&key).expect("a key of that name");
        let request = Request { old_size: 5, proof: vec![], checkpoint };
        assert_eq!(refusal(None, &request), (404, Refusal::UnknownLog { origin: "b.example".into() }));
    }
}

#[test]
fn what_the_log_did_not_sign_is_403_before_anything_else_is_looked_at() {
    let checkpoint = TRUE.head(1).sign(&log_key(LOG, 9)).expect("a key of that name");
    let unsigned = Request { old_size: 5, proof: vec![], checkpoint };
    let none = NoteError::NoKnownSignature { unknown: 1 };
    assert_eq!(refusal(None, &unsigned), (403, Refusal::NotSigned(none)));

    let signature = TRUE.signed(2).note().signatures()[0].clone();
    let mut note = Note::new(TRUE.head(1).to_string()).expect("a sound text");
    note.add(signature).expect("room for it");
    let checkpoint = SignedCheckpoint::parse(note.to_string().as_bytes()).expect("a checkpoint");
    let (status, forged) = refusal(None, &Request { old_size: 0, proof: vec![], checkpoint });
    assert!(matches!(forged, Refusal::NotSigned(NoteError::InvalidSignature { .. })));
    assert_eq!(status, 403);
}

#[test]
fn an_old_size_above_the_checkpoint_is_400_whatever_is_stored() {
    let request = Request { old_size: 6, proof: vec![], checkpoint: TRUE.signed(5) };
    for stored in [None, state(&TRUE, 5), state(&TRUE, 6), state(&TRUE, 9)] {
        assert_eq!(refusal(stored, &request), (400, Refusal::OldSizeTooLarge { old: 6, new: 5 }));
    }
}

#[test]
fn another_old_size_than_the_stored_one_is_409_with_the_stored_one() {
    for (stored, old, size) in [(0, 3, 5), (4, 0, 5), (4, 5, 5), (9, 5, 5), (9, 0, 5)] {
        let stale = request(&TRUE, old, size);
        let known = if stored == 0 { None } else { state(&TRUE, stored) };
        let (status, refused) = refusal(known, &stale);
        assert_eq!((status, refused.clone()), (409, Refusal::Stale { size: stored }));
        let response = refused.response();
        assert_eq!(
            (response.content_type, response.body.as_str()),
            (SIZE_CONTENT_TYPE, &*format!("{stored}\n"))
        );
        assert!(!refused.speaks_against_the_log());
        let ahead = Ok(Answer::Ahead { size: stored });
        let send_from = Ok(Answer::SendFrom { size: stored });
        assert_eq!(answer(&stale, &response), if stored > size { ahead } else { send_from });
    }
}

#[test]
fn another_root_at_the_same_size_is_409_without_a_size() {
    let (status, refused) = refusal(state(&TRUE, 4), &request(&FORKED, 4, 4));
    assert_eq!(status, 409);
    assert!(matches!(refused, Refusal::OtherRoot { size: 4, .. }));
    assert!(refused.speaks_against_the_log());
    let response = refused.response();
    assert_ne!(response.content_type, SIZE_CONTENT_TYPE);
    assert_eq!(answer(&request(&FORKED, 4, 4), &response), Ok(Answer::Rejected(Rejection::OtherRoot)));
}

#[test]
fn a_proof_that_does_not_hold_is_422() {
    let good = request(&TRUE, 4, 9);
    let mut wrong = vec![request(&FORKED, 4, 9), Request { proof: vec![], ..good.clone() }];
    let longer = [&good.proof[..], &[leaf_hash(b"")]].concat();
    wrong.push(Request { proof: longer, ..good.clone() });
    for at in 0..good.proof.len() {
        let mut flipped = good.clone();
        flipped.proof[at].0[0] ^= 1;
        wrong.push(flipped);
    }
    for request in wrong {
        let (status, refused) = refusal(state(&TRUE, 4), &request);
        assert!(matches!(refused, Refusal::Inconsistent(_)));
        assert!(refused.speaks_against_the_log());
        assert_eq!(status, 422);
        assert_eq!(answer(&request, &refused.response()), Ok(Answer::Rejected(Rejection::Inconsistent)));
    }
    // A proof where none is needed.
    let first = Request { proof: vec![leaf_hash(b"")], ..request(&TRUE, 0, 3) };
    assert_eq!(refusal(None, &first).0, 422);
    let same = Request { proof: vec![leaf_hash(b"")], ..request(&TRUE, 4, 4) };
    assert_eq!(refusal(state(&TRUE, 4), &same).0, 422);
}

#[test]
fn an_empty_tree_has_the_empty_root_only() {
    let head = Checkpoint::new(LOG, 0, leaf_hash(b"")).expect("a sound origin");
    let checkpoint = head.sign(&log_key(LOG, 1)).expect("the log's key");
    let request = Request { old_size: 0, proof: vec![], checkpoint };
    for stored in [None, Some(State { size: 0, root: empty_root() })] {
        assert_eq!(refusal(stored, &request), (422, Refusal::NotEmpty { found: leaf_hash(b"") }));
    }
}

#[test]
fn no_changed_request_is_cosigned_for_another_tree() {
    let good = request(&TRUE, 4, 9);
    let bytes = good.to_string().into_bytes();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            if let Ok(request) = Request::parse(&changed) {
                let refused = matches!(decide(state(&TRUE, 4), &request), Decision::Refuse(_));
                assert!(refused, "byte {at}, bit {bit}");
            }
        }
        assert!(Request::parse(&bytes[..at]).is_err(), "the first {at} bytes");
    }
}

#[test]
fn bodies_that_are_no_request_are_400() {
    let checkpoint = TRUE.signed(5);
    let hash = TRUE.leaf(0);
    let parse = |head: &str| Request::parse(format!("{head}\n\n{checkpoint}").as_bytes());
    assert!(parse("old 0").is_ok());
    for old in
        ["", "old", "old ", "old  1", "old 01", "old -1", "old 1 ", "Old 1", "old 18446744073709551616"]
    {
        assert_eq!(parse(old), Err(RequestError::OldSize), "{old}");
    }
    assert!(matches!(parse("old 0\nAAAA"), Err(RequestError::Hash { line: 2, .. })));
    let hashes = |count| format!("old 1{}", format!("\n{hash}").repeat(count));
    assert_eq!(parse(&hashes(63)).map(|request| request.proof.len()), Ok(63));
    assert_eq!(parse(&hashes(64)), Err(RequestError::TooManyHashes));
    assert_eq!(Request::parse(b"old 0\n"), Err(RequestError::NoCheckpoint));
    assert!(matches!(Request::parse(b"old 0\n\n"), Err(RequestError::Checkpoint(_))));
    let unsigned = format!("old 0\n\n{}", TRUE.head(5));
    assert!(matches!(Request::parse(unsigned.as_bytes()), Err(RequestError::Checkpoint(_))));
    assert_eq!(Request::parse(b"old\xff"), Err(RequestError::NotUtf8 { at: 3 }));
    let parse = |bytes| Request::parse(&vec![b'a'; bytes]).expect_err("no request");
    assert_eq!(parse(MAX_REQUEST_BYTES), RequestError::NoCheckpoint);
    let error = parse(MAX_REQUEST_BYTES + 1);
    assert_eq!(error, RequestError::TooLong { bytes: MAX_REQUEST_BYTES + 1 });
    assert_eq!(Refusal::from(error).response().status, 400);
}

#[test]
fn a_rotated_log_is_cosigned_under_either_key() {
    let keys = [1, 3].map(|number| log_key(LOG, number).verifier().clone()).to_vec();
    let log = KnownLog { origin: LOG.into(), keys };
    let witness = Witness::new(witness_key("w.example", 2), vec![log]).expect("keys of their types");
    for number in [1, 3] {
        let checkpoint = TRUE.head(5).sign(&log_key(LOG, number)).expect("a key of that name");
        let request = Request { old_size: 0, proof: vec![], checkpoint };
        assert!(matches!(witness.decide(None, &request, NOW), Ok(Decision::Persist(_))));
    }
}

#[test]
fn a_witness_is_refused_a_wrong_setup_and_a_wrong_clock() {
    let log = |number| KnownLog { origin: LOG.into(), keys: vec![log_key(LOG, number).verifier().clone()] };
    let setup = |key, logs| Witness::new(key, logs).expect_err("a wrong setup");
    assert_eq!(setup(log_key("w", 2), vec![]), SetupError::NotAWitnessKey("w".into()));
    assert_eq!(setup(witness_key("w", 2), vec![log(1), log(3)]), SetupError::DuplicateLog(LOG.into()));
    assert_eq!(setup(witness_key("w", 1), vec![log(1)]), SetupError::SharedKey(LOG.into()));
    let wrong = KnownLog { origin: LOG.into(), keys: vec![witness_key(LOG, 1).verifier().clone()] };
    assert_eq!(setup(witness_key("w", 2), vec![wrong]), SetupError::NotALogKey(LOG.into()));
    assert!(witness().decide(None, &request(&TRUE, 0, 1), 0).is_err());
}

#[test]
fn an_answer_is_believed_only_with_a_cosignature_of_a_known_key() {
    let sent = request(&TRUE, 0, 5);
    let cosign = |name, number, size| {
        cosignature::sign(&TRUE.signed(size), &witness_key(name, number), NOW)
            .expect("a witness's key")
            .to_string()
    };
    let read = |body: String| answer(&sent, &Response { status: 200, content_type: "text/plain", body });
    let (good, stranger) = (cosign("w.example", 2, 5), cosign("stranger.example", 3, 5));
    for body in [good.clone(), format!("{stranger}{good}"), format!("{good}{good}")] {
        let Ok(Answer::Cosigned(cosignatures)) = read(body) else { panic!("a good cosignature") };
        assert_eq!(cosignatures.len(), 1);
    }
    assert_eq!(read(stranger), Err(AnswerError::NoKnownKey));
    let wrong = [cosign("w.example", 2, 6), format!("{good}{}", cosign("w.example", 2, 6))];
    for body in wrong {
        assert!(matches!(read(body), Err(AnswerError::InvalidCosignature { .. })));
    }
    for body in ["", "\n", "ok\n", good.trim_end(), &format!("{good}\n"), &format!("\n{good}")] {
        assert!(matches!(read(body.to_owned()), Err(AnswerError::Signature(_))), "{body:?}");
    }
    let line = "a".repeat(MAX_ANSWER_BYTES);
    assert!(matches!(read(line.clone()), Err(AnswerError::Signature(_))));
    assert!(matches!(read(line + "a"), Err(AnswerError::TooLong { .. })));
}

#[test]
fn a_conflict_is_read_strictly() {
    let sent = request(&TRUE, 2, 5);
    let read = |content_type, body: &[u8]| read_answer(&sent, &[], 409, content_type, body);
    let size = Some(SIZE_CONTENT_TYPE);
    assert_eq!(read(size, b"0\n"), Ok(Answer::SendFrom { size: 0 }));
    assert_eq!(read(size, b"5\n"), Ok(Answer::SendFrom { size: 5 }));
    assert_eq!(read(size, b"6\n"), Ok(Answer::Ahead { size: 6 }));
    assert_eq!(read(size, b"2\n"), Err(AnswerError::Contradiction { size: 2 }));
    for body in ["", "\n", "5", "05\n", "5\n\n", " 5\n", "-5\n", "five\n"] {
        assert_eq!(read(size, body.as_bytes()), Err(AnswerError::Size), "{body:?}");
    }
    for other in [None, Some("text/plain"), Some("text/x.tlog.size; charset=utf8")] {
        assert_eq!(read(other, b"5\n"), Ok(Answer::Rejected(Rejection::OtherRoot)));
    }
}

#[test]
fn other_answers_say_whether_to_try_again() {
    let sent = request(&TRUE, 2, 5);
    let read = |status| read_answer(&sent, &[], status, None, b"\xff");
    assert_eq!(read(400), Ok(Answer::Rejected(Rejection::Malformed)));
    assert_eq!(read(403), Ok(Answer::Rejected(Rejection::UnknownKey)));
    assert_eq!(read(404), Ok(Answer::Rejected(Rejection::UnknownLog)));
    assert_eq!(read(422), Ok(Answer::Rejected(Rejection::Inconsistent)));
    for status in [301, 429, 500, 502, 503] {
        assert_eq!(read(status), Ok(Answer::Unavailable { status }));
    }
    assert_eq!(read(200), Err(AnswerError::NotUtf8));
}
