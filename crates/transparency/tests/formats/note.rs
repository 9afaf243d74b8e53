//! Signed notes and their keys. The texts of Peter Neumann and Enoch Root are those of the documentation and tests of Go's
//! `note` package, the rest are those of the specification.

use transparency::note::{
    KeyError, MAX_NOTE_BYTES, Note, NoteError, SignatureError, SignatureType, SignerKey, VerifierKey,
};

use crate::given::{log_key, witness_key};

const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PETER_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH_KEY: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const PETER: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn key(text: &str) -> VerifierKey {
    text.parse().expect("a known key")
}

fn open(note: &str, keys: &[VerifierKey]) -> Result<(usize, usize), NoteError> {
    let note = Note::parse(note.as_bytes())?;
    let verified = note.verify(keys)?;
    Ok((verified.known.len(), verified.unknown.len()))
}

#[test]
fn the_example_of_go_is_signed_byte_for_byte() {
    let secret: SignerKey = PETER_SECRET.parse().expect("the example's key");
    assert_eq!(secret.to_secret_text(), PETER_SECRET);
    assert_eq!(secret.verifier().to_string(), PETER_KEY);
    let mut note = Note::new(TEXT).expect("a sound text");
    note.sign(&secret).expect("a note key");
    assert_eq!(note.to_string(), format!("{TEXT}\n{PETER}"));
    note.sign(&secret).expect("in place of the first");
    assert_eq!(note.signatures().len(), 1);
}

#[test]
fn the_examples_of_the_specification_are_read() {
    let note = "This is an example message.\n\n\
        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    assert_eq!(key(text).to_string(), text);
    assert_eq!(open(note, &[key(text)]), Ok((1, 0)));

    let poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\
        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note = Note::parse(poem.as_bytes()).expect("the example");
    assert!(note.text().ends_with("\n\ned è subito sera.\n"));
    assert_eq!(note.signatures()[0].name(), "quasimodo.example/salvatore");
    assert_eq!(note.signatures()[0].key_id().to_string(), "367ba04b");
}

#[test]
fn the_key_of_a_zero_seed_is_that_of_go() {
    let secret = SignerKey::from_seed("EnochRoot", SignatureType::Ed25519, &[0; 32]).expect("a sound name");
    assert_eq!(secret.verifier().to_string(), ENOCH_KEY);
    let mut note = Note::parse(format!("{TEXT}\n{PETER}").as_bytes()).expect("the example");
    note.sign(&secret).expect("a note key");
    assert_eq!(note.to_string(), format!("{TEXT}\n{PETER}{ENOCH}"));
}

#[test]
fn signatures_are_sorted_by_whether_their_key_is_known() {
    let both = format!("{TEXT}\n{PETER}{ENOCH}");
    assert_eq!(open(&both, &[key(PETER_KEY)]), Ok((1, 1)));
    assert_eq!(open(&both, &[key(PETER_KEY), key(ENOCH_KEY)]), Ok((2, 0)));
    assert_eq!(open(&both, &[]), Err(NoteError::NoKnownSignature { unknown: 2 }));
    // Repeated lines count once; an unknown key's second, different line is another one.
    let repeated = format!("{TEXT}\n{PETER}{PETER}{PETER}{ENOCH}{ENOCH}{}ABCD{}", &ENOCH[..60], &ENOCH[60..]);
    assert_eq!(open(&repeated, &[key(PETER_KEY)]), Ok((1, 2)));
}

#[test]
fn a_wrong_signature_of_a_known_key_refuses_the_note_wherever_it_stands() {
    let wrong = format!("{}ABCD{}", &PETER[..60], &PETER[60..]);
    let invalid = NoteError::InvalidSignature { name: "PeterNeumann".into(), id: key(PETER_KEY).id() };
    for signatures in [wrong.clone(), format!("{PETER}{wrong}"), format!("{ENOCH}{wrong}")] {
        let keys = [key(PETER_KEY), key(ENOCH_KEY)];
        assert_eq!(open(&format!("{TEXT}\n{signatures}"), &keys), Err(invalid.clone()), "{signatures}");
    }
}

#[test]
fn a_signature_that_shares_only_name_or_only_id_with_a_known_key_is_unknown() {
    for other in [PETER.replace("PeterNeumann", "CarmenSandiego"), PETER.replace("x08g", "xxxx")] {
        let none = Err(NoteError::NoKnownSignature { unknown: 1 });
        assert_eq!(open(&format!("{TEXT}\n{other}"), &[key(PETER_KEY)]), none);
    }
}

#[test]
fn no_byte_of_a_note_can_be_changed() {
    let note = format!("{TEXT}\n{PETER}").into_bytes();
    for at in 0..note.len() {
        for bit in 0..8 {
            let mut changed = note.clone();
            changed[at] ^= 1 << bit;
            let opened = Note::parse(&changed).map(|note| note.verify(&[key(PETER_KEY)]).is_ok());
            assert_ne!(opened, Ok(true), "byte {at}, bit {bit}");
        }
    }
    for end in 0..note.len() {
        assert!(Note::parse(&note[..end]).is_err(), "the first {end} bytes");
    }
}

#[test]
fn what_is_no_note_is_refused_with_the_reason() {
    let parse = |bytes: &[u8]| Note::parse(bytes).expect_err("not a note");
    let good = format!("{TEXT}\n{PETER}");
    assert_eq!(parse(TEXT.as_bytes()), NoteError::NoSignatures);
    assert_eq!(parse(format!("\n{TEXT}").as_bytes()), NoteError::NoSignatures);
    assert_eq!(parse(format!("{TEXT}\n").as_bytes()), SignatureError::NoFinalNewline.into());
    assert_eq!(parse(good.trim_end().as_bytes()), SignatureError::NoFinalNewline.into());
    assert_eq!(parse(format!("{good}\n").as_bytes()), SignatureError::NoFinalNewline.into());
    assert_eq!(parse(&[&[0xff], good.as_bytes()].concat()), NoteError::NotUtf8 { at: 0 });
    for (character, at) in [('\u{1}', 0), ('\t', 3), ('\r', 5), ('\0', 7)] {
        let mut changed = good.clone();
        changed.insert(at, character);
        assert_eq!(parse(changed.as_bytes()), NoteError::ControlCharacter { character, at });
    }
    let second = |line: &str| parse(format!("{good}{line}\n").as_bytes());
    assert_eq!(second("- PeterNeumann x08go/Y="), SignatureError::Form { number: 2 }.into());
    assert_eq!(second("—PeterNeumann x08go/Y="), SignatureError::Form { number: 2 }.into());
    assert_eq!(second("— PeterNeumann"), SignatureError::Form { number: 2 }.into());
    assert_eq!(second("—  x08go/Y="), SignatureError::Name { number: 2 }.into());
    assert_eq!(second("— a+b x08go/Y="), SignatureError::Name { number: 2 }.into());
    assert_eq!(second("— a\u{a0}b x08go/Y="), SignatureError::Name { number: 2 }.into());
    assert_eq!(second("— a\u{3000}b x08go/Y="), SignatureError::Name { number: 2 }.into());
    for base64 in ["", "x08go/Z=", "x08go/Y", "x08gow==", "x08g o/Y=", " x08go/Y=", "x08go_Y=", "x08go/Y= "] {
        assert_eq!(
            second(&format!("— PeterNeumann {base64}")),
            SignatureError::Base64 { number: 2 }.into(),
            "{base64}"
        );
    }
    assert!(Note::parse(format!("{good}— PeterNeumann x08go/Y=\n").as_bytes()).is_ok());
}

#[test]
fn bounds_hold_on_both_ways() {
    let many = |count| Note::parse(format!("{TEXT}\n{}", PETER.repeat(count)).as_bytes());
    assert!(many(16).is_ok());
    assert!(many(100).is_ok());
    assert_eq!(many(101), Err(SignatureError::TooMany.into()));
    let longest = "a".repeat(MAX_NOTE_BYTES - 1) + "\n";
    assert!(Note::new(longest.clone()).is_ok());
    assert_eq!(Note::parse(longest.as_bytes()), Err(NoteError::NoSignatures));
    let long = "a".to_owned() + &longest;
    assert_eq!(Note::new(long.clone()), Err(NoteError::TooLong { bytes: long.len() }));
    assert_eq!(Note::parse(long.as_bytes()), Err(NoteError::TooLong { bytes: long.len() }));
    let mut note = Note::new(TEXT).expect("a sound text");
    for number in 0..100 {
        note.sign(&log_key(&format!("key{number}"), number)).expect("not yet too many");
    }
    assert_eq!(note.sign(&log_key("key100", 100)), Err(SignatureError::TooMany.into()));
    note.sign(&log_key("key99", 99)).expect("in place of its earlier one");
}

#[test]
fn the_text_goes_up_to_the_last_empty_line() {
    for text in ["\n", "a\n\n", "\n\nb\n", "é\u{7f}\n\n\n", "— not a signature\n"] {
        let mut note = Note::new(text).expect("a sound text");
        note.sign(&log_key("log", 1)).expect("a note key");
        let read = Note::parse(note.to_string().as_bytes()).expect("what was just written");
        assert_eq!(read, note, "{text:?}");
        assert_eq!(read.text(), text);
    }
    assert_eq!(Note::new("no newline"), Err(NoteError::NoFinalNewline));
    assert_eq!(Note::new(""), Err(NoteError::NoFinalNewline));
    assert!(Note::new("a\rb\n").is_err());
}

#[test]
fn signatures_of_other_types_are_kept_and_unknown() {
    let big = format!("— pq.example {}\n", "q".repeat(3236));
    let note = format!("{TEXT}\n{big}{PETER}");
    assert_eq!(open(&note, &[key(PETER_KEY)]), Ok((1, 1)));
    assert_eq!(Note::parse(note.as_bytes()).expect("sound").to_string(), note);
}

#[test]
fn keys_of_one_name_sign_beside_each_other_as_while_a_key_is_rotated() {
    let [old, new] = [1, 2].map(|number| log_key("log", number));
    let mut note = Note::new(TEXT).expect("a sound text");
    note.sign(&old).expect("a note key");
    note.sign(&new).expect("a note key");
    let keys = [old.verifier().clone(), new.verifier().clone()];
    assert_eq!(open(&note.to_string(), &keys), Ok((2, 0)));
    assert_eq!(open(&note.to_string(), &keys[1..]), Ok((1, 1)));
}

#[test]
fn two_different_keys_with_one_name_and_id_are_refused_and_one_given_twice_is_not() {
    // Found by trying: the first two numbers whose keys share four bytes of their hash.
    let [one, two] = [43_354u64, 133_665].map(|number| {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&number.to_be_bytes());
        SignerKey::from_seed("name", SignatureType::Ed25519, &seed).expect("a sound name")
    });
    let keys = [one.verifier().clone(), two.verifier().clone()];
    assert_eq!(keys[0].id(), keys[1].id());
    let mut note = Note::new(TEXT).expect("a sound text");
    note.sign(&one).expect("a note key");
    let ambiguous = NoteError::AmbiguousKey { name: "name".into(), id: keys[0].id() };
    assert_eq!(note.verify(&keys), Err(ambiguous));
    assert!(note.verify(&[keys[0].clone(), keys[0].clone()]).is_ok());
}

#[test]
fn keys_with_a_changed_part_are_refused() {
    let parse = |text: &str| text.parse::<VerifierKey>().expect_err("not a key");
    assert!(matches!(parse(&PETER_KEY.replace("c74f20a3", "c74f20a4")), KeyError::Id { .. }));
    assert!(matches!(parse(&PETER_KEY.replace("Peter", "Pieter")), KeyError::Id { .. }));
    assert!(matches!(parse(&PETER_KEY.replace("+ARpc", "+BBpc")), KeyError::Id { .. }));
    assert_eq!(parse(&PETER_KEY.replace("+ARpc", "+Bhpc")), KeyError::Type(6));
    assert_eq!(parse(&PETER_KEY[..PETER_KEY.len() - 4]), KeyError::Base64);
    assert_eq!(parse("name+00000000+AQ=="), KeyError::Base64);
    assert_eq!(parse("name+00000000+"), KeyError::Base64);
    for form in [
        "",
        "name",
        "name+c74f20a3",
        "name+c74f20a+ARpc",
        "name++74f20a3+ARpc",
        "name+c74f20ag+ARpc",
        "name+C74F20A3+ARpc",
    ] {
        assert_eq!(parse(form), KeyError::VerifierForm, "{form}");
    }
    let named = |name: &str| parse(&PETER_KEY.replace("PeterNeumann", name));
    for name in ["", "a b", "a\u{2003}b", "a\tb", "a\nb", "a\u{1}b"] {
        assert_eq!(named(name), KeyError::Name, "{name:?}");
    }
    assert_eq!(parse(PETER_SECRET), KeyError::PrivateKey);
    // The neutral point, under which one signature holds for every text.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(VerifierKey::new("name", SignatureType::Ed25519, &neutral), Err(KeyError::PublicKey));
}

#[test]
fn private_keys_are_read_strictly_and_never_shown() {
    let parse = |text: &str| text.parse::<SignerKey>().expect_err("not a key");
    assert_eq!(parse(PETER_KEY), KeyError::SignerForm);
    assert_eq!(parse("PRIVATE+KEY+name"), KeyError::SignerForm);
    assert!(matches!(parse(&PETER_SECRET.replace("c74f20a3", "c74f20a4")), KeyError::Id { .. }));
    assert_eq!(parse(&PETER_SECRET.replace("+AYEK", "+BoEK")), KeyError::Type(6));
    let secret: SignerKey = PETER_SECRET.parse().expect("the example's key");
    assert_eq!(
        format!("{:?} {:?}", secret.verifier(), secret.verifier().id()),
        format!("{PETER_KEY} c74f20a3")
    );
    assert_eq!(format!("{secret:?}"), "SignerKey(PeterNeumann+c74f20a3+<hidden>)");
    let witness = witness_key("witness.example/w1", 7);
    assert_eq!(
        witness.to_secret_text().parse::<SignerKey>().expect("its own text").verifier(),
        witness.verifier()
    );
    assert!(SignerKey::from_seed("a b", SignatureType::Ed25519, &[1; 32]).is_err());
}

#[test]
fn one_seed_gives_keys_of_two_ids_whose_signatures_are_not_exchanged() {
    let (log, witness) = (log_key("name", 1), witness_key("name", 1));
    assert_eq!(log.verifier().public(), witness.verifier().public());
    assert_ne!(log.verifier().id(), witness.verifier().id());
    let mut note = Note::new(TEXT).expect("a sound text");
    assert_eq!(note.sign(&witness), Err(NoteError::NotANoteKey { name: "name".into() }));
    note.sign(&log).expect("a note key");
    assert!(!witness.verifier().verify(TEXT, note.signatures()[0].bytes()));
    assert!(log.verifier().verify(TEXT, note.signatures()[0].bytes()));
}
