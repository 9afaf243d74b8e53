//! Checkpoints: the specification's example, and what is refused.

use transparency::checkpoint::{self, Checkpoint, CheckpointError, SignedCheckpoint};
use transparency::hash::{empty_root, leaf_hash};
use transparency::note::{Note, NoteError};

use crate::given::{log_key, witness_key};

/// The example of the specification.
pub(crate) const SOFA: &str =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const SOFA_SIGNATURE: &str = "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

#[test]
fn the_example_of_the_specification_is_read_and_written_again() {
    let text = format!("{SOFA}\n{SOFA_SIGNATURE}");
    let signed = SignedCheckpoint::parse(text.as_bytes()).expect("the example");
    let head = signed.checkpoint();
    assert_eq!((head.origin(), head.size()), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(head.root().to_string(), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
    assert!(head.extensions().is_empty());
    assert_eq!(head.to_string(), SOFA);
    assert_eq!(signed.to_string(), text);
}

#[test]
fn what_is_signed_is_opened_with_the_key_of_its_origin_only() {
    let key = log_key("pemda.example/buku", 1);
    let head = Checkpoint::new("pemda.example/buku", 3, leaf_hash(b"root")).expect("a sound origin");
    let note = head.sign(&key).expect("the log's key").to_string();
    assert_eq!(checkpoint::open(note.as_bytes(), key.verifier()), Ok(head.clone()));
    let other = log_key("pemda.example/lain", 1);
    assert!(matches!(
        checkpoint::open(note.as_bytes(), other.verifier()),
        Err(CheckpointError::OtherOrigin { .. })
    ));
    assert!(matches!(head.sign(&other), Err(CheckpointError::OtherOrigin { .. })));
    let stranger = log_key("pemda.example/buku", 2);
    let none = NoteError::NoKnownSignature { unknown: 1 };
    assert_eq!(checkpoint::open(note.as_bytes(), stranger.verifier()), Err(none.into()));
    let witness = witness_key("pemda.example/buku", 1);
    assert!(matches!(head.sign(&witness), Err(CheckpointError::Note(NoteError::NotANoteKey { .. }))));
}

#[test]
fn a_log_can_not_speak_for_another_origin() {
    let key = log_key("a.example", 1);
    let mut note = Note::new(format!("b.example\n0\n{}\n", empty_root())).expect("a sound text");
    note.sign(&key).expect("a note key");
    let opened = checkpoint::open(note.to_string().as_bytes(), key.verifier());
    assert!(matches!(opened, Err(CheckpointError::OtherOrigin { .. })));
}

#[test]
fn texts_that_are_no_checkpoint_are_refused() {
    let root = empty_root();
    let parse = |text: &str| Checkpoint::parse(text).expect_err("not a checkpoint");
    for text in ["", "\n", "origin\n", "origin\n0\n"] {
        let error = parse(text);
        assert!(
            matches!(error, CheckpointError::TooFewLines | CheckpointError::EmptyLine { .. }),
            "{text:?}"
        );
    }
    assert_eq!(parse(&format!("origin\n0\n{root}")), CheckpointError::TooFewLines);
    assert_eq!(parse(&format!("\n0\n{root}\n")), CheckpointError::EmptyLine { line: 1 });
    assert_eq!(parse(&format!("origin\n0\n{root}\n\n")), CheckpointError::EmptyLine { line: 4 });
    assert_eq!(parse(&format!("origin\n0\n{root}\next\n\next\n")), CheckpointError::EmptyLine { line: 5 });
    for size in ["00", "01", "-1", "+1", " 1", "1 ", "1_0", "0x1", "a", "１", "18446744073709551616"] {
        assert_eq!(parse(&format!("origin\n{size}\n{root}\n")), CheckpointError::Size(size.into()), "{size}");
    }
    for root in [
        "AAAA",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
    ] {
        assert!(matches!(parse(&format!("origin\n0\n{root}\n")), CheckpointError::Root(_)), "{root}");
    }
    assert!(matches!(parse(&format!("ori\rgin\n0\n{root}\n")), CheckpointError::NotALine { .. }));
}

#[test]
fn sizes_up_to_the_largest_and_extension_lines_go_there_and_back() {
    for size in [0, 1, 10, u64::MAX] {
        let head = Checkpoint::new("origin with space + plus", size, leaf_hash(b""))
            .and_then(|head| head.with_extensions(vec!["one".into(), "— two".into()]))
            .expect("sound lines");
        assert_eq!(Checkpoint::parse(&head.to_string()), Ok(head));
    }
    for line in ["", "a\nb", "a\tb"] {
        assert!(Checkpoint::new(line, 0, empty_root()).is_err(), "{line:?}");
        let head = Checkpoint::new("origin", 0, empty_root()).expect("a sound origin");
        assert!(head.with_extensions(vec![line.into()]).is_err(), "{line:?}");
    }
}
