//! Cosignatures: the layout of the specification, and that nothing else is taken for one.

use transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use transparency::cosignature::{self, CosignatureError, MAX_TIMESTAMP};
use transparency::hash::leaf_hash;
use transparency::note::{Note, NoteError};

use crate::given::{log_key, witness_key};

const LOG: &str = "pemda.example/buku";

fn signed() -> SignedCheckpoint {
    let head = Checkpoint::new(LOG, 3, leaf_hash(b"root")).expect("a sound origin");
    head.sign(&log_key(LOG, 1)).expect("the log's key")
}

#[test]
fn the_example_of_the_specification_names_its_time() {
    let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let note = Note::parse(format!("{}\n{line}", crate::checkpoint::SOFA).as_bytes()).expect("the example");
    assert_eq!(cosignature::timestamp(&note.signatures()[0]), Some(1_679_315_147));
    assert_eq!(note.signatures()[0].key_id().to_string(), "8d66cf3f");
}

#[test]
fn a_cosignature_holds_for_its_checkpoint_witness_and_time() {
    let witness = witness_key("w1.example", 2);
    let mut checkpoint = signed();
    let signature = cosignature::sign(&checkpoint, &witness, 1_679_315_147).expect("a witness's key");
    assert_eq!(signature.bytes().len(), 72);
    checkpoint.add(signature.clone()).expect("room for it");
    assert_eq!(cosignature::verify(&checkpoint, witness.verifier()), Ok(1_679_315_147));
    checkpoint.verify(log_key(LOG, 1).verifier()).expect("the log's signature stays");

    let head = Checkpoint::new(LOG, 4, leaf_hash(b"root")).expect("a sound origin");
    let mut other = head.sign(&log_key(LOG, 1)).expect("the log's key");
    other.add(signature).expect("room for it");
    let refused = cosignature::verify(&other, witness.verifier());
    assert!(matches!(refused, Err(CosignatureError::Note(NoteError::InvalidSignature { .. }))));
}

#[test]
fn what_is_signed_is_that_of_the_specification() {
    let (witness, checkpoint) = (witness_key("w1.example", 2), signed());
    let signature = cosignature::sign(&checkpoint, &witness, 5).expect("a witness's key");
    // The same seed as a note's key signs the message as if it were a note.
    let mut note =
        Note::new(format!("cosignature/v1\ntime 5\n{}", checkpoint.note().text())).expect("a sound text");
    note.sign(&log_key("w1.example", 2)).expect("a note key");
    assert_eq!(signature.bytes()[..8], 5u64.to_be_bytes());
    assert_eq!(&signature.bytes()[8..], note.signatures()[0].bytes());
}

#[test]
fn every_bit_of_a_cosignature_counts() {
    let (witness, checkpoint) = (witness_key("w1.example", 2), signed());
    let good = cosignature::sign(&checkpoint, &witness, 1_679_315_147).expect("a witness's key");
    for at in 0..72 {
        for bit in 0..8 {
            let mut bytes = good.bytes().to_vec();
            bytes[at] ^= 1 << bit;
            assert!(!witness.verifier().verify(checkpoint.note().text(), &bytes), "byte {at}, bit {bit}");
        }
        assert!(!witness.verifier().verify(checkpoint.note().text(), &good.bytes()[..at]), "{at} bytes");
    }
}

#[test]
fn a_time_that_can_not_be_is_refused_even_when_it_is_signed() {
    let (witness, checkpoint) = (witness_key("w1.example", 2), signed());
    let text = checkpoint.note().text();
    for (timestamp, holds) in [(MAX_TIMESTAMP, true), (MAX_TIMESTAMP + 1, false), (u64::MAX, false)] {
        let mut note = Note::new(format!("cosignature/v1\ntime {timestamp}\n{text}")).expect("a sound text");
        note.sign(&log_key("w1.example", 2)).expect("a note key");
        let bytes = [&timestamp.to_be_bytes()[..], note.signatures()[0].bytes()].concat();
        assert_eq!(witness.verifier().verify(text, &bytes), holds, "{timestamp}");
    }
}

#[test]
fn times_and_keys_that_can_not_be_are_refused() {
    let (witness, checkpoint) = (witness_key("w1.example", 2), signed());
    for timestamp in [0, MAX_TIMESTAMP + 1, u64::MAX] {
        let error = Err(CosignatureError::Timestamp(timestamp));
        assert_eq!(cosignature::sign(&checkpoint, &witness, timestamp), error);
    }
    assert!(cosignature::sign(&checkpoint, &witness, MAX_TIMESTAMP).is_ok());
    let log = log_key(LOG, 1);
    let not_a_witness = CosignatureError::NotAWitnessKey { name: LOG.into() };
    assert_eq!(cosignature::sign(&checkpoint, &log, 5), Err(not_a_witness.clone()));
    assert_eq!(cosignature::verify(&checkpoint, log.verifier()), Err(not_a_witness));
    let none = NoteError::NoKnownSignature { unknown: 1 };
    assert_eq!(cosignature::verify(&checkpoint, witness.verifier()), Err(none.into()));
}
