//! Notes, keys and checkpoints, against `signed_note` and `tlog_tiles`.

use proptest::prelude::*;
use signed_note::{Note as TheirNote, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::Checkpoint as TheirCheckpoint;
use transparency::checkpoint::{self, Checkpoint};
use transparency::hash::leaf_hash;
use transparency::note::{Note, SignatureType, SignerKey, VerifierKey};

const NAMES: [&str; 4] = ["a", "pemda.example/buku", "例.example/帳簿", "name-with.dots/and_more"];

fn keys() -> impl Iterator<Item = SignerKey> {
    (0..20).zip(NAMES.iter().cycle()).map(|(number, name)| {
        SignerKey::from_seed(name, SignatureType::Ed25519, &leaf_hash(&[number]).0).expect("a sound name")
    })
}

fn they_verify(note: &TheirNote, key: &VerifierKey) -> Result<(usize, usize), ()> {
    let key = StandardVerifier::new(&key.to_string()).expect("our key text");
    let (known, unknown) = note.verify(&VerifierList::new(vec![Box::new(key)])).map_err(drop)?;
    Ok((known.len(), unknown.len()))
}

fn we_verify(note: &Note, key: &VerifierKey) -> Result<(usize, usize), ()> {
    let verified = note.verify(std::slice::from_ref(key)).map_err(drop)?;
    Ok((verified.known.len(), verified.unknown.len()))
}

/// Both read the same of these bytes, and both believe it or neither.
fn same_opinion(bytes: &[u8], key: &VerifierKey) -> Result<(), TestCaseError> {
    let (ours, theirs) = (Note::parse(bytes), TheirNote::from_bytes(bytes));
    prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}", ours);
    if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
        prop_assert_eq!(ours.text().as_bytes(), theirs.text());
        prop_assert_eq!(we_verify(&ours, key), they_verify(&theirs, key));
        prop_assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes());
    }
    Ok(())
}

#[test]
fn each_signs_what_the_other_verifies() {
    for key in keys() {
        for text in ["one line\n", "\n", "two\n\nlines, é and —\n"] {
            let mut ours = Note::new(text).expect("a sound text");
            ours.sign(&key).expect("a note key");
            let signer = StandardSigner::new(&key.to_secret_text()).expect("our key text");
            let mut theirs = TheirNote::new(text.as_bytes(), &[]).expect("a sound text");
            theirs.add_sigs(&[&signer]).expect("a note key");
            assert_eq!(ours.to_string().as_bytes(), theirs.to_bytes());
            same_opinion(&theirs.to_bytes(), key.verifier()).expect("the same opinion");
            assert_eq!(we_verify(&ours, key.verifier()), Ok((1, 0)));
        }
    }
}

#[test]
fn both_have_the_same_opinion_of_every_changed_byte_and_every_cut() {
    let mut keys = keys();
    let (key, other) = (keys.next().expect("a key"), keys.next().expect("a key"));
    let mut note = Note::new("first\n\nsecond é\n").expect("a sound text");
    note.sign(&key).expect("a note key");
    note.sign(&other).expect("a note key");
    let bytes = note.to_string().into_bytes();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            same_opinion(&changed, key.verifier()).expect("the same opinion");
        }
        same_opinion(&bytes[..at], key.verifier()).expect("the same opinion");
        let doubled = [&bytes[..at], &bytes[at.saturating_sub(1)..]].concat();
        same_opinion(&doubled, key.verifier()).expect("the same opinion");
    }
}

#[test]
fn a_key_that_we_accept_they_accept() {
    for key in keys() {
        let text = key.verifier().to_string();
        for at in 0..text.len() {
            for bit in 0..7 {
                let mut changed = text.clone().into_bytes();
                changed[at] ^= 1 << bit;
                let Ok(changed) = String::from_utf8(changed) else { continue };
                let (ours, theirs) = (changed.parse::<VerifierKey>(), StandardVerifier::new(&changed));
                assert!(ours.is_err() || theirs.is_ok(), "{changed}");
            }
        }
    }
}

/// Checkpoints as they read them, where a tab is the note's matter.
fn same_checkpoint(text: &str) -> Result<(), TestCaseError> {
    let ours = Checkpoint::parse(text);
    let theirs = TheirCheckpoint::from_bytes(text.as_bytes());
    prop_assert_eq!(ours.is_ok(), theirs.is_ok() && Note::new(text).is_ok(), "{:?}", ours);
    if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
        prop_assert_eq!((ours.origin(), ours.size()), (theirs.origin(), theirs.size()));
        prop_assert_eq!(ours.root().0, theirs.hash().0);
        let extensions: String = ours.extensions().iter().map(|line| format!("{line}\n")).collect();
        prop_assert_eq!(&extensions, theirs.extension());
        prop_assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes());
    }
    Ok(())
}

#[test]
fn both_read_the_same_checkpoints_with_every_changed_byte_and_every_cut() {
    for (size, extensions) in [(0, ""), (70_000, ""), (u64::MAX, "one\n"), (10, "one\ntwo\n")] {
        let text = format!("pemda.example/buku\n{size}\n{}\n{extensions}", leaf_hash(b"root"));
        same_checkpoint(&text).expect("the same reading");
        for at in 0..text.len() {
            for bit in 0..7 {
                let mut changed = text.clone().into_bytes();
                changed[at] ^= 1 << bit;
                same_checkpoint(&String::from_utf8(changed).expect("still ASCII")).expect("the same reading");
            }
            same_checkpoint(&text[..at]).expect("the same reading");
        }
    }
}

#[test]
fn a_checkpoint_that_we_sign_they_open() {
    let key = keys().nth(1).expect("a key");
    let head = Checkpoint::new(key.name(), 70_000, leaf_hash(b"root")).expect("a sound origin");
    let signed = head.sign(&key).expect("the log's key").to_string();
    let theirs = TheirNote::from_bytes(signed.as_bytes()).expect("our note");
    assert_eq!(they_verify(&theirs, key.verifier()), Ok((1, 0)));
    let read = TheirCheckpoint::from_bytes(theirs.text()).expect("our checkpoint");
    assert_eq!((read.origin(), read.size(), read.hash().0), (key.name(), 70_000, head.root().0));

    let signer = StandardSigner::new(&key.to_secret_text()).expect("our key text");
    let mut note = TheirNote::new(&read.to_bytes(), &[]).expect("a sound text");
    note.add_sigs(&[&signer]).expect("a note key");
    assert_eq!(checkpoint::open(&note.to_bytes(), key.verifier()), Ok(head));
}

proptest! {
    #[test]
    fn both_have_the_same_opinion_of_pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(vec![
        "\n", "\n\n", " ", "+", "\u{2014} ", "\u{2014} a AAAABBBB\n", "a", "text\n", "AAAABBBB", "=", "\t", "\u{a0}", "\u{7f}",
    ]), 0..12)) {
        let key = keys().next().expect("a key");
        same_opinion(pieces.concat().as_bytes(), key.verifier())?;
        same_checkpoint(&pieces.concat())?;
    }
}
