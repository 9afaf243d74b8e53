//! Proof files: that they prove what they say and nothing else.

use transparency::cosignature;
use transparency::hash::leaf_hash;
use transparency::policy::{Policy, Refusal};
use transparency::proof::{self, ProofError};
use transparency::proof_file::{MAX_PROOF_FILE_BYTES, ProofFile, ProofFileError};

use crate::given::{Entries, LOG, log_key, witness_key};

const ENTRIES: Entries = Entries { fork: 0 };

fn policy() -> Policy {
    let (log, witness) = (log_key(LOG, 1), witness_key("w.example", 2));
    let text = format!("log {}\nwitness w {}\nquorum w\n", log.verifier(), witness.verifier());
    Policy::parse(text.as_bytes()).expect("a sound policy")
}

fn proof_of(index: u64, size: u64) -> ProofFile {
    let mut checkpoint = ENTRIES.signed(size);
    let cosignature = cosignature::sign(&checkpoint, &witness_key("w.example", 2), 1_700_000_000);
    checkpoint.add(cosignature.expect("a witness's key")).expect("room for it");
    let proof = proof::inclusion(index, size, &ENTRIES).expect("an entry that is there");
    ProofFile { extra: None, index, proof, checkpoint }
}

#[test]
fn a_proof_has_the_form_of_the_specification() {
    let mut file = proof_of(2, 3);
    file.extra = Some(b"kuitansi".to_vec());
    let (hash, checkpoint) = (file.proof[0], file.checkpoint.clone());
    let text = format!("c2sp.org/tlog-proof@v1\nextra a3VpdGFuc2k=\nindex 2\n{hash}\n\n{checkpoint}");
    assert_eq!(file.to_string(), text);
    assert_eq!(ProofFile::parse(text.as_bytes()), Ok(file));
}

#[test]
fn every_entry_of_every_small_log_is_proved() {
    for size in 1..=20 {
        for index in 0..size {
            let file = ProofFile::parse(proof_of(index, size).to_string().as_bytes())
                .expect("what was just written");
            let evaluation = file.verify(ENTRIES.leaf(index), &policy()).expect("a proof that was just made");
            assert_eq!(evaluation.cosigned[0].timestamp, 1_700_000_000);
            let other = file.verify(leaf_hash(b"another entry"), &policy());
            assert!(matches!(other, Err(ProofFileError::NotIncluded { .. })));
        }
    }
}

#[test]
fn no_byte_of_a_proof_can_be_changed() {
    let bytes = proof_of(4, 7).to_string().into_bytes();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            let verified =
                ProofFile::parse(&changed).and_then(|file| file.verify(ENTRIES.leaf(4), &policy()));
            assert!(verified.is_err(), "byte {at}, bit {bit}");
        }
        assert!(
            ProofFile::parse(&bytes[..at]).and_then(|file| file.verify(ENTRIES.leaf(4), &policy())).is_err()
        );
    }
}

#[test]
fn a_checkpoint_without_its_quorum_proves_nothing() {
    let mut file = proof_of(0, 1);
    file.checkpoint = ENTRIES.signed(1);
    let refused = file.verify(ENTRIES.leaf(0), &policy());
    assert!(matches!(refused, Err(ProofFileError::Refused(Refusal::QuorumNotMet { .. }))));
}

#[test]
fn an_index_outside_of_the_log_is_refused() {
    let mut file = proof_of(0, 1);
    for index in [1, u64::MAX] {
        file.index = index;
        let error = ProofError::NoSuchLeaf { index, size: 1 };
        assert_eq!(
            file.verify(ENTRIES.leaf(0), &policy()),
            Err(ProofFileError::NotIncluded { index, error })
        );
    }
}

#[test]
fn what_is_no_proof_file_is_refused_with_its_line() {
    let checkpoint = ENTRIES.signed(1).to_string();
    let hash = ENTRIES.leaf(0);
    let parse = |head: &str| ProofFile::parse(format!("{head}\n\n{checkpoint}").as_bytes());
    let header = "c2sp.org/tlog-proof@v1";
    assert!(parse(&format!("{header}\nindex 0")).is_ok());
    assert!(parse(&format!("{header}\nextra \nindex 0")).is_ok());
    for first in ["", "c2sp.org/tlog-proof@v2", "c2sp.org/tlog-proof@v1 ", "\u{feff}c2sp.org/tlog-proof@v1"] {
        assert_eq!(parse(&format!("{first}\nindex 0")), Err(ProofFileError::Header), "{first}");
    }
    assert_eq!(parse(header), Err(ProofFileError::Index { line: 2 }));
    for index in
        ["index", "index ", "index 01", "index -1", "index  1", "Index 1", "index 18446744073709551616"]
    {
        assert_eq!(parse(&format!("{header}\n{index}")), Err(ProofFileError::Index { line: 2 }), "{index}");
        let after = format!("{header}\nextra AAAA\n{index}");
        assert_eq!(parse(&after), Err(ProofFileError::Index { line: 3 }), "{index}");
    }
    for extra in ["extra", "extra AAA", "extra AAA_", "extra  AAAA", "extraAAAA"] {
        assert_eq!(parse(&format!("{header}\n{extra}\nindex 0")), Err(ProofFileError::Extra), "{extra}");
    }
    let twice = format!("{header}\nextra AAAA\nextra AAAA\nindex 0");
    assert_eq!(parse(&twice), Err(ProofFileError::Index { line: 3 }));
    let wrong = parse(&format!("{header}\nindex 0\n{hash}\n{hash} "));
    assert!(matches!(wrong, Err(ProofFileError::Hash { line: 4, .. })), "{wrong:?}");
    let hashes = |count| format!("{header}\nindex 0{}", format!("\n{hash}").repeat(count));
    assert!(parse(&hashes(64)).is_ok());
    assert_eq!(parse(&hashes(65)), Err(ProofFileError::TooManyHashes));
    assert_eq!(ProofFile::parse(hashes(1).as_bytes()), Err(ProofFileError::NoCheckpoint));
    let text = format!("{header}\nindex 0\n\n{}", ENTRIES.head(1));
    assert!(matches!(ProofFile::parse(text.as_bytes()), Err(ProofFileError::Checkpoint(_))));
    assert!(matches!(ProofFile::parse(b"c2sp\xff"), Err(ProofFileError::NotUtf8 { at: 4 })));
}

#[test]
fn files_are_read_up_to_the_bound() {
    let mut file = proof_of(0, 1);
    file.extra = Some(vec![7; MAX_PROOF_FILE_BYTES / 4 * 3 - 3_000]);
    let text = file.to_string();
    assert!(text.len() > MAX_PROOF_FILE_BYTES - 10_000);
    assert_eq!(ProofFile::parse(text.as_bytes()), Ok(file));
    let parse = |bytes| ProofFile::parse(&vec![b'a'; bytes]);
    assert_eq!(parse(MAX_PROOF_FILE_BYTES), Err(ProofFileError::Header));
    assert_eq!(
        parse(MAX_PROOF_FILE_BYTES + 1),
        Err(ProofFileError::TooLong { bytes: MAX_PROOF_FILE_BYTES + 1 })
    );
}
