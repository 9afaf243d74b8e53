//! No byte of an export can be changed without being noticed.

use crate::world::{World, codes, findings, full, sentences};
use verifier::catalogue::Code;
use verifier::finding::FINDINGS_MAX;

#[test]
fn a_log_in_which_everything_happens_is_proved() {
    let outcome = full().export(&[1, 5, 20]).verify();
    assert_eq!(codes(&outcome), [], "{:?}", findings(&outcome));
    let checked = sentences(&outcome.checked);
    for said in [
        "the checkpoint of \"ledger.example/daerah\" over 24 entries",
        "the witnesses' quorum: met by valid cosignatures of w",
        "files: none missing",
        "the tree: 24 entries in 1 bundles against 1 hash tiles",
        "earlier checkpoints: 3, each signed",
        "24 decoded, canonical, in order of position and time (16 posted, 2 refused, 1 quarantined, 5 made by the service)",
        "holds: 3 placed, 2 captures, 1 released, 1 expired, 0 still open",
        "reversals: 1, each",
        "1 statements account for 5 bus messages and 2 repeats",
    ] {
        assert!(checked.iter().any(|sentence| sentence.contains(said)), "{said}: {checked:#?}");
    }
}

#[test]
fn every_flipped_byte_of_every_file_is_noticed() {
    let export = full().export(&[5]);
    let mut flipped = 0;
    for path in export.files() {
        let good = export.read(&path);
        for index in 0..good.len() {
            // Another bit for each byte, so that all of them are tried somewhere.
            let mut bad = good.clone();
            bad[index] ^= 1 << (index % 8);
            export.write(&path, &bad);
            let outcome = export.verify();
            assert!(!outcome.findings.is_empty(), "byte {index} of {path} was flipped and not noticed");
            flipped += 1;
        }
        export.write(&path, &good);
    }
    assert!(flipped > 4_000, "only {flipped} bytes");
    assert!(export.verify().findings.is_empty());
}

#[test]
fn a_flipped_byte_is_named_with_its_bundle_and_position() {
    let export = full().export(&[]);
    let path = "tile/entries/000.p/24";
    let mut bundle = export.read(path);
    let place = bundle.windows(10).position(|bytes| bytes == b"setoran-11").unwrap();
    bundle[place] ^= 1;
    export.write(path, &bundle);
    let found = findings(&export.verify());
    assert_eq!(found[0].place.position, Some(11));
    assert_eq!(found[0].text.code, Code::TileDiffers);
    assert_eq!(found.last().unwrap().text.code, Code::RootDiffers);
}

#[test]
fn entries_that_are_deleted_inserted_or_swapped_are_named_even_where_all_hashes_are_made_anew() {
    let mut world = full();
    world.detached.clear();
    let (entries, attachments) = world.entries();
    let export = |entries: &[Vec<u8>]| crate::world::Export::of(entries, &attachments, &[]).verify();
    let first = |outcome| {
        let found = findings(&outcome);
        (found[0].place.position, found[0].text.code)
    };
    let mut deleted = entries.clone();
    deleted.remove(9);
    assert_eq!(first(export(&deleted)), (Some(10), Code::PositionWrong));
    let mut inserted = entries.clone();
    inserted.insert(9, entries[8].clone());
    assert_eq!(first(export(&inserted)), (Some(10), Code::PositionWrong));
    let mut swapped = entries.clone();
    swapped.swap(3, 4);
    assert_eq!(first(export(&swapped)), (Some(4), Code::PositionWrong));
}

#[test]
fn an_entry_that_is_changed_and_hashed_anew_is_refuted_by_the_signed_root() {
    let world = full();
    let export = world.export(&[]);
    let mut other = world.clone();
    other.records[10].time = "2026-01-02T00:00:00Z".to_owned();
    let forged = other.export(&[]);
    forged.write("checkpoint", &export.read("checkpoint"));
    assert_eq!(codes(&forged.verify()), [Code::RootDiffers]);
    // The forger has the log's key; the checkpoint that an auditor kept refutes him.
    let forged = other.export(&[]);
    let kept = world.export(&[20]).read("checkpoints/20");
    forged.write("checkpoints/20", &kept);
    assert_eq!(codes(&forged.verify()), [Code::OldRootDiffers]);
}

#[test]
fn findings_are_counted_even_where_there_are_too_many_to_list() {
    let mut world = World::new();
    for _ in 0..300 {
        world.posted(vec![]);
    }
    let outcome = world.export(&[]).verify();
    assert_eq!(outcome.findings.total(), 300);
    assert_eq!(findings(&outcome).len(), FINDINGS_MAX);
}
