//! No bytes make a parser panic, and what a parser accepts is written again as it was read.

use proptest::prelude::*;
use transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use transparency::note::{Note, SignerKey, VerifierKey};
use transparency::policy::Policy;
use transparency::proof_file::ProofFile;
use transparency::witness::{Request, read_answer};

use crate::given::{Entries, log_key};

/// Bytes that come near to the formats: their words and separators, in any order.
fn near() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "\t",
        "+",
        "\u{2014} ",
        "old ",
        "index ",
        "extra ",
        "c2sp.org/tlog-proof@v1\n",
        "log ",
        "witness ",
        "group ",
        "quorum none\n",
        "all ",
        "0",
        "18446744073709551615",
        "example.com/log",
        "PRIVATE+KEY+",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "\u{2014} PeterNeumann x08go/Y=\n",
        "\0",
    ]);
    let piece = prop_oneof![9 => word.prop_map(|word| word.as_bytes().to_vec()), 1 => any::<[u8; 1]>().prop_map(Vec::from)];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![3 => near(), 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

proptest! {
    #[test]
    fn notes_and_checkpoints(bytes in bytes()) {
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes.clone());
            let _ = note.verify(&[log_key("PeterNeumann", 1).verifier().clone()]);
        }
        if let Ok(signed) = SignedCheckpoint::parse(&bytes) {
            prop_assert_eq!(signed.checkpoint().to_string(), signed.note().text());
        }
        if let Ok(head) = Checkpoint::parse(&String::from_utf8_lossy(&bytes)) {
            prop_assert_eq!(head.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn keys(bytes in bytes()) {
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(key) = text.parse::<VerifierKey>() {
            prop_assert_eq!(key.to_string(), text.as_ref());
        }
        if let Ok(key) = text.parse::<SignerKey>() {
            prop_assert_eq!(key.to_secret_text(), text.as_ref());
        }
    }

    #[test]
    fn policies(bytes in bytes()) {
        if let Ok(policy) = Policy::parse(&bytes) {
            prop_assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
        }
    }

    #[test]
    fn proof_files(bytes in bytes()) {
        let bytes = [b"c2sp.org/tlog-proof@v1\nindex 0\n", &bytes[..]].concat();
        if let Ok(file) = ProofFile::parse(&bytes) {
            prop_assert_eq!(file.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn witness_requests_and_answers(bytes in bytes(), status in prop::sample::select(vec![200u16, 409])) {
        if let Ok(request) = Request::parse(&bytes) {
            prop_assert_eq!(request.to_string().into_bytes(), bytes.clone());
        }
        let request = Request { old_size: 0, proof: vec![], checkpoint: Entries { fork: 0 }.signed(1) };
        let _ = read_answer(&request, &[], status, Some("text/x.tlog.size"), &bytes);
    }
}
