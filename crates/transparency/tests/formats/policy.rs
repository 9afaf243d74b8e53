//! Policies: the specification's example, every rule of the syntax, and which witnesses count.

use transparency::checkpoint::SignedCheckpoint;
use transparency::cosignature;
use transparency::note::NoteError;
use transparency::policy::{MAX_POLICY_BYTES, Policy, PolicyError, Problem, Refusal};

use crate::given::{Entries, LOG, log_key, witness_key};

const NAMES: [&str; 6] = ["X1", "X2", "X3", "Y1", "Y2", "Y3"];
const GROUPS: &str = "group X-witnesses 2 X1 X2 X3\n\
                      group Y-witnesses any Y1 Y2 Y3\n\
                      group X-and-Y all X-witnesses Y-witnesses\n";

/// One log, and the six witnesses of the specification's example with the keys 11 to 16.
pub(crate) fn members() -> String {
    let mut text = format!("log {}\n", log_key(LOG, 1).verifier());
    for (name, number) in NAMES.iter().zip(11..) {
        text += &format!("witness {name} {}\n", witness_key(&format!("{name}.example"), number).verifier());
    }
    text
}

fn policy(rest: &str) -> Policy {
    Policy::parse(format!("{}{rest}", members()).as_bytes()).expect("a sound policy")
}

/// A checkpoint that these witnesses cosigned, each at a time of its own.
fn cosigned(by: &[&str]) -> SignedCheckpoint {
    let mut signed = Entries { fork: 0 }.signed(5);
    for name in by {
        let number = 11 + NAMES.iter().position(|known| known == name).expect("a known witness") as u8;
        let key = witness_key(&format!("{name}.example"), number);
        let signature = cosignature::sign(&signed, &key, 1_000 + u64::from(number)).expect("a witness's key");
        signed.add(signature).expect("room for it");
    }
    signed
}

fn problem(text: &str) -> (usize, Problem) {
    match Policy::parse(text.as_bytes()) {
        Err(PolicyError::Line { line, problem }) => (line, problem),
        other => panic!("{text:?} gave {other:?}"),
    }
}

/// The problem of a line that stands after the log and the six witnesses.
fn problem_of(line: &str) -> Problem {
    let (at, problem) = problem(&format!("{}{line}\n", members()));
    assert_eq!(at, 8, "{line}");
    problem
}

#[test]
fn the_quorum_of_the_specifications_example_needs_two_of_x_and_one_of_y() {
    let policy = policy(&format!("{GROUPS}quorum X-and-Y\n"));
    for (by, met) in [
        (&["X1", "X2", "Y1"][..], true),
        (&["X3", "X1", "Y3", "Y2"], true),
        (&NAMES, true),
        (&["X1", "X2", "X3"], false),
        (&["X1", "Y1", "Y2", "Y3"], false),
        (&["X1"], false),
        (&[], false),
    ] {
        let signed = cosigned(by);
        let evaluation = policy.evaluate(&signed).expect("the log signed");
        assert_eq!(evaluation.quorum_met, met, "{by:?}");
        assert_eq!(evaluation.cosigned.len(), by.len());
        assert_eq!(policy.check(&signed).is_ok(), met, "{by:?}");
    }
    let evaluation = policy.evaluate(&cosigned(&["Y2", "X1"])).expect("the log signed");
    let seen: Vec<_> = evaluation.cosigned.iter().map(|by| (by.witness.to_string(), by.timestamp)).collect();
    assert_eq!(seen, [("X1".to_owned(), 1_011), ("Y2".to_owned(), 1_015)]);
    let refusal = policy.check(&cosigned(&["X1"])).expect_err("one is not enough").to_string();
    assert_eq!(
        refusal,
        "the quorum \"X-and-Y\" is not met: 1 of the 6 known witnesses cosigned the checkpoint"
    );
}

#[test]
fn a_quorum_can_be_one_witness_or_none() {
    assert!(policy("quorum none\n").check(&cosigned(&[])).is_ok());
    assert!(policy("quorum X2\n").check(&cosigned(&["X2"])).is_ok());
    assert!(policy("quorum X2\n").check(&cosigned(&["X1", "X3"])).is_err());
}

#[test]
fn what_no_trusted_log_signed_is_refused_whoever_cosigned_it() {
    let policy = policy("quorum none\n");
    let head = Entries { fork: 0 }.head(5);
    let mut signed = head.sign(&log_key(LOG, 2)).expect("a key of that name");
    let not_signed = Refusal::NotSignedByLog { origin: LOG.into() };
    assert_eq!(policy.check(&signed), Err(not_signed.clone()));
    let witness = witness_key("X1.example", 11);
    signed.add(cosignature::sign(&signed, &witness, 5).expect("a witness's key")).expect("room for it");
    assert_eq!(policy.check(&signed), Err(not_signed));

    let elsewhere =
        transparency::checkpoint::Checkpoint::new("b.example", 5, head.root()).expect("a sound origin");
    let signed = elsewhere.sign(&log_key("b.example", 1)).expect("a key of that name");
    assert_eq!(policy.check(&signed), Err(Refusal::UnknownLog { origin: "b.example".into() }));
    let no_log = Policy::parse(b"quorum none\n").expect("a sound policy");
    assert!(matches!(no_log.check(&cosigned(&[])), Err(Refusal::UnknownLog { .. })));
}

#[test]
fn a_log_of_the_policy_can_not_sign_for_another_one() {
    let both = format!(
        "log {}\nlog {}\nquorum none\n",
        log_key(LOG, 1).verifier(),
        log_key("b.example", 2).verifier()
    );
    let policy = Policy::parse(both.as_bytes()).expect("a sound policy");
    let mut note = transparency::note::Note::new(cosigned(&[]).note().text()).expect("a sound text");
    note.sign(&log_key("b.example", 2)).expect("a note key");
    let signed = SignedCheckpoint::parse(note.to_string().as_bytes()).expect("a checkpoint");
    assert_eq!(policy.check(&signed), Err(Refusal::NotSignedByLog { origin: LOG.into() }));
    assert!(policy.check(&cosigned(&[])).is_ok());
}

#[test]
fn a_forged_cosignature_refuses_the_checkpoint_and_one_of_a_stranger_does_not() {
    let policy = policy("quorum none\n");
    let mut signed = cosigned(&["X1"]);
    let stranger = witness_key("stranger.example", 99);
    signed.add(cosignature::sign(&signed, &stranger, 5).expect("a witness's key")).expect("room for it");
    let evaluation = policy.check(&signed).expect("a stranger says nothing");
    assert_eq!((evaluation.cosigned.len(), evaluation.unknown), (1, 1));

    let of_another = cosignature::sign(&Entries { fork: 0 }.signed(6), &witness_key("X2.example", 12), 5);
    signed.add(of_another.expect("a witness's key")).expect("room for it");
    assert!(matches!(policy.check(&signed), Err(Refusal::Note(NoteError::InvalidSignature { .. }))));
}

#[test]
fn blanks_comments_urls_and_names_that_are_not_utf8_are_allowed() {
    let key = witness_key("w.example", 9).verifier().to_string();
    let log = log_key(LOG, 1).verifier().to_string();
    let mut text = b"# comment \xff\n\n \t \n  # more\n".to_vec();
    text.extend(format!("\tlog \t{log}  https://log.example/\t\nwitness ").bytes());
    text.extend(b"\xe2\x84\xaa\xff ");
    text.extend(format!("{key} https://w.example/\nwitness K {}\n", witness_key("k", 8).verifier()).bytes());
    text.extend(b"group any any \xe2\x84\xaa\xff\nquorum any\n#quorum twice\n");
    let policy = Policy::parse(&text).expect("a sound policy");
    assert_eq!(policy.logs()[0].url.as_ref().and_then(|url| url.as_str()), Some("https://log.example/"));
    assert_eq!(policy.witnesses()[0].name.as_bytes(), b"\xe2\x84\xaa\xff");
    assert_eq!(policy.witnesses()[0].name.as_str(), None);
    assert_eq!(format!("{:?}", policy.witnesses()[0].name), "\u{212a}\u{fffd}");
    assert_eq!(policy.witnesses()[1].name.as_str(), Some("K"));
    assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
}

#[test]
fn as_many_logs_witnesses_and_groups_as_the_specification_asks_for_are_read() {
    let mut text = String::new();
    for number in 0..32 {
        text += &format!("log {} https://log{number}.example/\n", log_key("log.example", number).verifier());
        let witness = witness_key("witness.example", 100 + number);
        text += &format!("witness w{number} {}\ngroup g{number} all w{number}\n", witness.verifier());
    }
    let policy = Policy::parse(format!("{text}quorum g31\n").as_bytes()).expect("a sound policy");
    assert_eq!((policy.logs().len(), policy.witnesses().len()), (32, 32));
    assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
}

#[test]
fn what_is_written_is_read_again() {
    for rest in ["quorum none\n", "quorum X1\n", &format!("{GROUPS}quorum X-and-Y\n")] {
        let policy = policy(rest);
        assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy.clone()));
        assert!(policy.check(&cosigned(&NAMES)).is_ok());
    }
}

#[test]
fn the_bytes_of_a_file_are_checked_first() {
    let key = members();
    for byte in [0u8, 0x0b, 0x0d, 0x1f, 0x7f] {
        let text = format!("{key}# {}\nquorum none\n", char::from(byte));
        assert_eq!(problem(&text), (8, Problem::Octet(byte)));
    }
    assert_eq!(problem(&format!("{key}quorum X-and")), (8, Problem::NoFinalNewline));
    assert_eq!(Policy::parse(b""), Err(PolicyError::NoQuorum));
    assert_eq!(Policy::parse(key.as_bytes()), Err(PolicyError::NoQuorum));
    let parse = |bytes| Policy::parse(&vec![b'\n'; bytes]);
    assert_eq!(parse(MAX_POLICY_BYTES), Err(PolicyError::NoQuorum));
    assert_eq!(parse(MAX_POLICY_BYTES + 1), Err(PolicyError::TooLong { bytes: MAX_POLICY_BYTES + 1 }));
}

#[test]
fn every_rule_of_a_line_is_named() {
    let word = |text: &str| text.into();
    assert_eq!(problem_of("Quorum none"), Problem::Keyword(word("Quorum")));
    assert_eq!(problem_of("quorum\u{a0}none"), Problem::Keyword(word("quorum\u{a0}none")));
    for line in ["log", "witness", "witness W", "group", "group G", "group G all", "quorum", "quorum X1 X2"] {
        assert!(matches!(problem_of(line), Problem::Form(_)), "{line}");
    }
    let (log, witness) = (log_key("l", 50), witness_key("w", 51));
    assert!(matches!(problem_of(&format!("log {} url more", log.verifier())), Problem::Form(_)));
    assert!(matches!(problem_of(&format!("witness W {} url more", witness.verifier())), Problem::Form(_)));
    assert!(matches!(problem_of("log key"), Problem::Key(_)));
    assert!(matches!(problem_of(&format!("log {}", witness.verifier())), Problem::KeyType { .. }));
    assert!(matches!(problem_of(&format!("witness W {}", log.verifier())), Problem::KeyType { .. }));
    let same = log_key("another-name", 1);
    assert!(matches!(problem_of(&format!("log {}", same.verifier())), Problem::DuplicateKey { .. }));
    let same = witness_key("another-name", 11);
    assert!(matches!(problem_of(&format!("witness W {}", same.verifier())), Problem::DuplicateKey { .. }));
    for name in ["X1", "none"] {
        assert_eq!(
            problem_of(&format!("witness {name} {}", witness.verifier())),
            Problem::DuplicateName(word(name))
        );
        assert_eq!(problem_of(&format!("group {name} all Y1")), Problem::DuplicateName(word(name)));
    }
    for line in ["group G all none", "group G all G", "group G all later", "quorum later", "quorum x1"] {
        assert!(matches!(problem_of(line), Problem::Undefined(_)), "{line}");
    }
    for threshold in ["0", "4", "-1", "+1", "1.0", "ALL", "01", "18446744073709551616"] {
        let wrong = Problem::Threshold { threshold: word(threshold), members: 3 };
        assert_eq!(problem_of(&format!("group G {threshold} X1 X2 X3")), wrong, "{threshold}");
    }
    assert_eq!(problem_of("group G all X1 X1"), Problem::SecondMembership(word("X1")));
    let (line, second) = problem(&format!("{}group G all X1 X2\ngroup H any Y1 X2\n", members()));
    assert_eq!((line, second), (9, Problem::SecondMembership(word("X2"))));
    let (line, second) = problem(&format!("{}quorum X1\nquorum X1\n", members()));
    assert_eq!((line, second), (9, Problem::SecondQuorum));
    assert_eq!(
        Policy::parse(format!("{}group G all later\n", members()).as_bytes())
            .expect_err("undefined")
            .to_string(),
        "line 8 of the policy: \"later\" is no witness or group of a line before this one"
    );
}
