//! Proof files, and consistency between checkpoints.

use transparency::hash::leaf_hash;
use transparency::proof::inclusion;
use transparency::proof_file::ProofFile;
use transparency::tile::TileSet;
use verifier::catalogue::{Code, Language};
use verifier::consistency_command::{self, Named};
use verifier::finding::Outcome;
use verifier::proof_command::{self, Input};
use verifier::{output, text};

use crate::world::*;

/// The proof of a position in a log of one tile.
fn proof(world: &World, position: u64) -> (Export, Input) {
    let export = world.export(&[]);
    let (entries, attachments) = world.entries();
    let mut tiles = TileSet::default();
    tiles.insert(0, 0, entries.iter().map(|entry| leaf_hash(entry)).collect());
    let index = position - 1;
    let file = ProofFile {
        extra: Some(entries[index as usize].clone()),
        index,
        proof: inclusion(index, entries.len() as u64, &tiles).unwrap(),
        checkpoint: transparency::checkpoint::SignedCheckpoint::parse(&export.read("checkpoint")).unwrap(),
    };
    let attachment = attachments.get(&position).cloned();
    let (path, proof) = ("receipt.tlog-proof".to_owned(), file.to_string().into_bytes());
    (export, Input { path, proof, attachment, ..Input::default() })
}

fn verify(export: &Export, input: &Input) -> Outcome {
    let mut outcome = Outcome::default();
    proof_command::run(input, &export.trust(), &mut outcome);
    outcome
}

#[test]
fn every_position_is_proved_and_told_in_plain_words() {
    let world = full();
    for position in 1..=world.last() {
        let (export, input) = proof(&world, position);
        let outcome = verify(&export, &input);
        assert_eq!(codes(&outcome), [], "position {position}: {:?}", findings(&outcome));
    }
    let (export, mut input) = proof(&world, 6);
    input.currency = Some("IDR".to_owned());
    let told = output::to_text(&verify(&export, &input), Language::English);
    for said in [
        "PROVED",
        "position 6 of the log \"ledger.example/daerah\"",
        "recorded 2026-01-01 00:00:06.000000 UTC, effective date 2026-01-01",
        "event \"setoran-6\" of \"//bank/kas\", type neraca.payment.v1.EntryPosted",
        "from the bus: stream 1, sequence 1",
        "outcome: POSTED",
        "by the rule \"setoran\" of rulebook version 3",
        "entry of 2026-01-01 (general): setoran",
        "debit  5.00 IDR  1.01:1",
        "credit 5.00 IDR  1.01:4",
        "the entry is at position 6 of the log",
        "met by valid cosignatures of w",
    ] {
        assert!(told.contains(said), "{said}:\n{told}");
    }
    let told = output::to_text(&verify(&export, &input), Language::Indonesian);
    for said in [
        "TERBUKTI",
        "posisi 6 dalam log",
        "hasil: DIBUKUKAN",
        "jurnal 2026-01-01 (umum): setoran",
        "kredit 5.00 IDR  1.01:4",
    ] {
        assert!(told.contains(said), "{said}:\n{told}");
    }
}

#[test]
fn every_flipped_byte_of_a_proof_is_noticed() {
    let (export, input) = proof(&full(), 6);
    for index in 0..input.proof.len() {
        let mut flipped = input.clone();
        flipped.proof[index] ^= 1 << (index % 8);
        assert!(!verify(&export, &flipped).findings.is_empty(), "byte {index}");
    }
}

#[test]
fn a_proof_of_another_entry_or_position_is_refuted() {
    let world = full();
    let (export, input) = proof(&world, 6);
    let mut other = ProofFile::parse(&input.proof).unwrap();
    other.extra = Some(world.entries().0[6].clone());
    let forged = Input { proof: other.to_string().into_bytes(), ..input.clone() };
    let refuted = verify(&export, &forged);
    assert_eq!(codes(&refuted), [Code::NotIncluded, Code::PositionWrong]);
    assert!(refuted.says.is_empty(), "what is refuted is not shown");
    let mut other = ProofFile::parse(&input.proof).unwrap();
    other.index += 2;
    let forged = Input { proof: other.to_string().into_bytes(), ..input.clone() };
    assert_eq!(codes(&verify(&export, &forged))[0], Code::NotIncluded);
    let mut other = ProofFile::parse(&input.proof).unwrap();
    other.proof.pop();
    let forged = Input { proof: other.to_string().into_bytes(), ..input.clone() };
    assert_eq!(codes(&verify(&export, &forged)), [Code::ProofForm]);
    assert_eq!(codes(&verify(&export, &Input::default())), [Code::ProofUnreadable]);
}

#[test]
fn an_entry_given_beside_the_proof_is_the_one_that_is_proved() {
    let world = full();
    let (export, input) = proof(&world, 6);
    let mut bare = ProofFile::parse(&input.proof).unwrap();
    bare.extra = None;
    let bare = Input { proof: bare.to_string().into_bytes(), ..input.clone() };
    assert_eq!(codes(&verify(&export, &bare)), [Code::ProofWithoutEntry]);
    let entries = world.entries().0;
    assert_eq!(codes(&verify(&export, &Input { entry: Some(entries[5].clone()), ..bare.clone() })), []);
    let other = Some(entries[6].clone());
    assert_eq!(codes(&verify(&export, &Input { entry: other.clone(), ..bare }))[0], Code::NotIncluded);
    assert_eq!(codes(&verify(&export, &Input { entry: other, ..input }))[0], Code::EntriesDiffer);
}

#[test]
fn the_attachment_of_a_long_entry_is_checked_and_told() {
    let world = full();
    let (export, input) = proof(&world, world.last());
    let told = |outcome: &Outcome| sentences(&outcome.says).join("\n");
    assert!(told(&verify(&export, &input)).contains("1.01:5"));
    let without = verify(&export, &Input { attachment: None, ..input.clone() });
    assert_eq!(codes(&without), []);
    assert!(told(&without).contains("outcome: posted, in an attachment of"));
    assert_eq!(without.notes[0].code, Code::AttachmentNotGiven);
    let mut other = input.clone();
    other.attachment.as_mut().unwrap()[9] ^= 1;
    assert_eq!(codes(&verify(&export, &other)), [Code::AttachmentDigest]);
    let (export, other) = proof(&world, 6);
    let needless = Input { attachment: input.attachment, ..other };
    assert_eq!(codes(&verify(&export, &needless)), [Code::AttachmentNotNeeded]);
}

/// Consistency of a log of 600 positions with its beginning.
fn consistent(export: &Export, old: &str, new: &str) -> Outcome {
    let named = |path: &str| Named { path: path.to_owned(), bytes: export.read(path) };
    let mut outcome = Outcome::default();
    consistency_command::run(&export.open(), &export.trust(), &named(old), &named(new), &mut outcome);
    outcome
}

fn large(seed: i64) -> World {
    let mut world = World::new();
    for _ in 0..598 {
        world.posted(vec![post(&[("1", seed), ("4", -seed)])]);
    }
    world
}

#[test]
fn an_old_checkpoint_is_proved_to_be_the_beginning_of_a_new_one() {
    let sizes = [1, 2, 255, 256, 257, 511, 512, 599];
    let export = large(5).export(&sizes);
    for size in sizes {
        let outcome = consistent(&export, &format!("checkpoints/{size}"), "checkpoint");
        assert_eq!(codes(&outcome), [], "{size}");
        assert!(outcome.checked.contains(&text!(Code::CheckedConsistency, size, 600u64)));
    }
    // Between two earlier ones, from tiles that have grown since.
    assert_eq!(codes(&consistent(&export, "checkpoints/2", "checkpoints/257")), []);
    let swapped = consistent(&export, "checkpoint", "checkpoints/257");
    assert_eq!(codes(&swapped), [Code::CheckpointsOutOfOrder]);
}

#[test]
fn a_checkpoint_of_another_history_is_refuted() {
    let (export, other) = (large(5).export(&[257]), large(6).export(&[257, 600]));
    export.write("kept", &other.read("checkpoints/257"));
    assert_eq!(codes(&consistent(&export, "kept", "checkpoint")), [Code::NotConsistent]);
    export.write("kept", &other.read("checkpoints/600"));
    assert_eq!(codes(&consistent(&export, "kept", "checkpoint")), [Code::NotConsistent]);
}

#[test]
fn tiles_that_were_changed_or_are_missing_prove_nothing() {
    let export = large(5).export(&[257]);
    let good = export.read("tile/0/001");
    let mut bad = good.clone();
    bad[0] ^= 1;
    export.write("tile/0/001", &bad);
    assert!(!consistent(&export, "checkpoints/257", "checkpoint").findings.is_empty());
    // A checkpoint is consistent with itself, but with this tile on the right edge it is not the tiles' checkpoint.
    let edge = export.read("tile/0/002.p/88");
    export.write("tile/0/002.p/88", &[&[edge[0] ^ 1], &edge[1..]].concat());
    assert_eq!(codes(&consistent(&export, "checkpoint", "checkpoint")), [Code::RootDiffers]);
    export.write("tile/0/002.p/88", &edge);
    export.write("tile/0/001", &good[..40]);
    assert_eq!(codes(&consistent(&export, "checkpoints/257", "checkpoint"))[0], Code::TileLength);
    export.remove("tile/0/001");
    assert_eq!(codes(&consistent(&export, "checkpoints/257", "checkpoint"))[0], Code::FileMissing);
}
