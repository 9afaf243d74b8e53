//! Files that are missing, surplus, cut or swapped.

use crate::world::{World, codes, findings, post};
use verifier::catalogue::Code;

/// 600 records: two full bundles and a partial one, tiles on two levels.
fn large() -> World {
    let mut world = World::new();
    for _ in 0..598 {
        world.posted(vec![post(&[("1", 5), ("4", -5)])]);
    }
    world
}

#[test]
fn a_log_over_several_tiles_is_proved() {
    let export = large().export(&[255, 256, 257, 512]);
    let outcome = export.verify();
    assert_eq!(codes(&outcome), [], "{:?}", findings(&outcome));
    assert!(export.files().contains(&"tile/1/000.p/2".to_owned()), "{:?}", export.files());
}

#[test]
fn a_missing_file_is_named() {
    let export = large().export(&[256]);
    for path in export.files() {
        let content = export.read(&path);
        export.remove(&path);
        let found = findings(&export.verify());
        if path.starts_with("checkpoints/") {
            assert!(found.is_empty(), "nobody can miss a checkpoint that nothing names");
        } else {
            let named = found.iter().any(|finding| {
                finding.place.file.as_ref() == Some(&path) && finding.text.code == Code::FileMissing
            });
            assert!(named, "{path}: {found:?}");
        }
        export.write(&path, &content);
    }
}

#[test]
fn a_cut_file_is_named() {
    let export = large().export(&[256]);
    for path in export.files() {
        let content = export.read(&path);
        export.write(&path, &content[..content.len() - 1]);
        let found = findings(&export.verify());
        assert!(found.iter().any(|finding| finding.place.file.as_ref() == Some(&path)), "{path}: {found:?}");
        export.write(&path, &content);
    }
}

#[test]
fn bytes_after_the_end_are_named() {
    let export = large().export(&[256]);
    for path in export.files() {
        let content = export.read(&path);
        export.write(&path, &[&content[..], b"\n"].concat());
        let found = findings(&export.verify());
        assert!(found.iter().any(|finding| finding.place.file.as_ref() == Some(&path)), "{path}: {found:?}");
        export.write(&path, &content);
    }
}

#[test]
fn swapped_files_are_named() {
    let export = large().export(&[]);
    for [a, b] in [["tile/0/000", "tile/0/001"], ["tile/entries/000", "tile/entries/001"]] {
        let contents = [a, b].map(|path| export.read(path));
        export.write(a, &contents[1]);
        export.write(b, &contents[0]);
        let found = findings(&export.verify());
        assert_eq!(found[0].place.position, Some(1), "{found:?}");
        export.write(a, &contents[0]);
        export.write(b, &contents[1]);
    }
}

#[test]
fn a_file_that_does_not_belong_there_is_named() {
    let export = large().export(&[]);
    for path in [
        "tile/0/003",
        "tile/entries/002",
        "tile/2/000.p/1",
        "notes.txt",
        "attachment/7",
        "attachment/601",
        "checkpoints/0256",
        "tile/0/000.new",
    ] {
        export.write(path, b"x");
        let found = findings(&export.verify());
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        assert_eq!((found[0].place.file.as_deref(), found[0].text.code), (Some(path), Code::FileSurplus));
        export.remove(path);
    }
}

#[test]
fn partial_files_of_an_earlier_export_are_compared_too() {
    let export = large().export(&[]);
    let (tile, bundle) = (export.read("tile/0/001"), export.read("tile/entries/002.p/88"));
    export.write("tile/0/001.p/2", &tile[..64]);
    let one = 2 + usize::from(u16::from_be_bytes([bundle[0], bundle[1]]));
    export.write("tile/entries/002.p/1", &bundle[..one]);
    assert_eq!(codes(&export.verify()), []);
    export.write("tile/0/001.p/2", &tile[32..96]);
    export.write("tile/entries/002.p/1", &bundle[..one - 1]);
    assert_eq!(codes(&export.verify()), [Code::PartialDiffers, Code::PartialDiffers]);
}

#[test]
fn a_bundle_with_an_entry_too_few_or_too_many_is_named_and_the_check_ends_there() {
    let world = large();
    let (mut entries, _) = world.entries();
    let export = world.export(&[]);
    let bundle =
        |entries: &[Vec<u8>]| transparency::tile::encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
    export.write("tile/entries/001", &bundle(&entries[256..511]));
    let found = findings(&export.verify());
    assert_eq!((found[0].place.position, found[0].text.code), (Some(257), Code::BundleCount));
    assert_eq!(found.last().unwrap().text.code, Code::StoppedAt);
    entries.insert(300, vec![]);
    export.write("tile/entries/001", &bundle(&entries[256..513]));
    assert_eq!(findings(&export.verify())[0].text.code, Code::BundleCount);
}

#[test]
fn a_checkpoint_that_nobody_signed_is_refused_before_anything_is_read() {
    let export = large().export(&[]);
    let signed = String::from_utf8(export.read("checkpoint")).unwrap();
    for (checkpoint, code) in [
        (
            signed.replace("ledger.example/daerah\n600", "ledger.example/daerah\n599"),
            Code::CheckpointBadSignature,
        ),
        (signed.replacen("ledger.example/daerah", "ledger.example/lain", 1), Code::CheckpointOrigin),
        (
            signed
                .lines()
                .filter(|line| !line.contains("\u{2014} ledger"))
                .map(|line| format!("{line}\n"))
                .collect(),
            Code::CheckpointSignature,
        ),
        (
            signed
                .lines()
                .filter(|line| !line.contains("\u{2014} witness"))
                .map(|line| format!("{line}\n"))
                .collect(),
            Code::QuorumNotMet,
        ),
        (signed.replace("\u{2014} witness", "\u{2014} vitness"), Code::CheckpointUnknownLine),
        (String::new(), Code::CheckpointUnreadable),
    ] {
        export.write("checkpoint", checkpoint.as_bytes());
        assert_eq!(codes(&export.verify())[0], code, "{checkpoint}");
    }
}

#[test]
fn an_earlier_checkpoint_is_signed_and_called_by_its_size_and_lies_within_the_log() {
    let export = large().export(&[256]);
    let good = String::from_utf8(export.read("checkpoints/256")).unwrap();
    export.write("checkpoints/255", good.as_bytes());
    assert_eq!(codes(&export.verify()), [Code::CheckpointName]);
    export.remove("checkpoints/255");
    let mut longer = large();
    longer.posted(vec![post(&[("1", 5), ("4", -5)])]);
    export.write("checkpoints/601", &longer.export(&[]).read("checkpoint"));
    assert_eq!(codes(&export.verify()), [Code::CheckpointBeyond]);
    export.remove("checkpoints/601");
    // Without its witness it is no lie, but worth telling.
    let alone: String = good
        .lines()
        .filter(|line| !line.contains("\u{2014} witness"))
        .map(|line| format!("{line}\n"))
        .collect();
    export.write("checkpoints/256", alone.as_bytes());
    let outcome = export.verify();
    assert_eq!(codes(&outcome), []);
    assert!(outcome.notes.iter().any(|note| note.code == Code::NoteUncosigned), "{:?}", outcome.notes);
}

#[test]
fn an_empty_log_is_proved_and_said_to_be_empty() {
    let outcome = World::default().export(&[]).verify();
    assert_eq!(codes(&outcome), []);
    assert!(outcome.notes.iter().any(|note| note.code == Code::NoteEmpty));
}

#[cfg(unix)]
#[test]
fn a_link_or_a_folder_in_place_of_a_file_is_named() {
    let export = large().export(&[]);
    for path in ["tile/0/001", "tile/entries/001", "checkpoint"] {
        let (content, elsewhere) = (export.read(path), export.folder.path().join("elsewhere"));
        std::fs::write(&elsewhere, &content).unwrap();
        export.remove(path);
        std::os::unix::fs::symlink(&elsewhere, export.path().join(path)).unwrap();
        let found = findings(&export.verify());
        assert_eq!((found[0].place.file.as_deref(), found[0].text.code), (Some(path), Code::FileUnreadable));
        export.remove(path);
        export.write(path, &content);
    }
}
