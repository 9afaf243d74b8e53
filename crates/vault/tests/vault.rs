//! What the vault promises to those who call it: identities come back, what was altered is refused, and each unmasking
//! is recorded before it shows anything.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use adapters::{Part, Person};
use common::{AT, BUDI, NIK, budi, files, open, request, tampering};
use proptest::prelude::*;
use vault::{Act, Altered, Attributes, Pseudonym, PseudonymKey, SubjectKind, Vault, VaultError};

#[test]
fn an_identity_comes_back_under_the_pseudonym_that_events_carry() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let citizen = vault.put(SubjectKind::Citizen, &format!(" {NIK} "), &budi()).unwrap();
    let vendor = vault.put(SubjectKind::Vendor, "PT Karya Maju", &Attributes::default()).unwrap();
    assert_eq!(citizen.to_string(), PseudonymKey::new(common::SECRET).unwrap().of(NIK));
    assert_eq!(vault.pseudonym(SubjectKind::Citizen, NIK).unwrap(), citizen);
    drop(vault);

    let mut vault = open(folder.path());
    let identity = vault.unmask(citizen, &request("case 7")).unwrap();
    assert_eq!((identity.kind, identity.value.as_str()), (SubjectKind::Citizen, NIK));
    assert!(identity.attributes == budi());
    assert_eq!(vault.masked(citizen).unwrap().value, "1608**********01");
    assert_eq!(vault.masked(vendor).unwrap().value, "P. K. M.");
    let unknown: Pseudonym = "00000000000000000000000000000000".parse().unwrap();
    assert!(matches!(vault.masked(unknown), Err(VaultError::Unknown(_))));
}

#[test]
fn putting_a_subject_again_updates_it_under_the_same_key() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let row = |column: &str| -> Vec<u8> {
        let sql = format!("select {column} from subjects");
        tampering(folder.path()).query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let (key, identity) = (row("wrapped_key"), row("identity"));
    let mut moved = budi();
    moved.phone = Some("0811".to_owned());
    assert_eq!(vault.put(SubjectKind::Citizen, NIK, &moved).unwrap(), pseudonym);
    assert!(vault.unmask(pseudonym, &request("case 7")).unwrap().attributes == moved);
    assert_eq!(row("wrapped_key"), key);
    assert_ne!(row("identity"), identity);
    let error = vault.put(SubjectKind::Taxpayer, NIK, &budi()).unwrap_err();
    assert!(matches!(error, VaultError::KindDiffers { there: SubjectKind::Citizen, .. }));
}

#[test]
fn neither_files_nor_errors_nor_debug_show_an_identity() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let identity = vault.unmask(pseudonym, &request("case 7")).unwrap();
    let printed = format!("{vault:?} {identity:?} {:?}", budi());
    for secret in [NIK, BUDI] {
        assert!(!printed.contains(secret));
        assert_eq!(files(folder.path()).find(secret.as_bytes()), Vec::<String>::new());
    }
}

#[test]
fn unmasking_without_who_or_why_shows_nothing_and_records_nothing() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let long = "x".repeat(1_001);
    for reason in ["", " \t", "two\nlines", &long] {
        let error = vault.unmask(pseudonym, &request(reason)).unwrap_err();
        assert!(error.to_string().starts_with("say the reason: "), "{error}");
    }
    let nobody = vault::Request { who: " ", ..request("case 7") };
    let error = vault.unmask(pseudonym, &nobody).unwrap_err().to_string();
    assert!(error.starts_with("say who asks: "), "{error}");
    assert!(vault.erase(pseudonym, &nobody).is_err());
    assert!(vault.masked(pseudonym).is_ok());
    assert_eq!(vault.trail(i64::MIN, i64::MAX).unwrap(), []);
}

#[test]
fn unmaskings_say_who_saw_whom_when_and_why_within_the_asked_time() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    for (minute, reason) in ["case 7", "case 8", "case 9"].into_iter().enumerate() {
        let at_unix_ms = AT + 60_000 * i64::try_from(minute).unwrap();
        vault.unmask(pseudonym, &vault::Request { at_unix_ms, ..request(reason) }).unwrap();
    }
    vault.erase(pseudonym, &vault::Request { at_unix_ms: AT + 60_001, ..request("asked for") }).unwrap();
    let seen = vault.unmaskings(AT + 1, AT + 120_000).unwrap();
    let [entry] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((entry.number, entry.act, entry.pseudonym), (2, Act::Unmask, pseudonym));
    assert_eq!(
        (entry.who.as_str(), entry.reason.as_str(), entry.at_unix_ms),
        ("siti", "case 8", AT + 60_000)
    );
    assert_eq!(vault.unmaskings(AT, i64::MAX).unwrap().len(), 3);
    assert_eq!(vault.trail(AT, i64::MAX).unwrap().len(), 4);
}

/// The child process dies by a signal right after it got the clear text.
#[test]
fn an_unmasking_is_recorded_even_if_the_process_dies_after_it() {
    const FOLDER: &str = "VAULT_TEST_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let mut vault = open(folder.as_ref());
        let pseudonym = vault.pseudonym(SubjectKind::Citizen, NIK).unwrap();
        assert_eq!(vault.unmask(pseudonym, &request("case 7")).unwrap().value, NIK);
        std::process::abort();
    }
    let folder = testkit::temp_dir();
    open(folder.path()).put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let name = "an_unmasking_is_recorded_even_if_the_process_dies_after_it";
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    let output = child.args(["--exact", name]).env(FOLDER, folder.path()).output().unwrap();
    assert!(std::os::unix::process::ExitStatusExt::signal(&output.status).is_some(), "{output:?}");
    let unmaskings = open(folder.path()).unmaskings(AT, AT + 1).unwrap();
    assert_eq!((unmaskings.len(), unmaskings[0].reason.as_str()), (1, "case 7"));
}

#[test]
fn a_flipped_bit_in_any_byte_of_a_subject_is_refused_and_named() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let tampering = tampering(folder.path());
    let mut flipped = 0;
    for (column, column_type) in [("kind", "text"), ("wrapped_key", "blob"), ("identity", "blob")] {
        let sql = format!("select cast({column} as blob) from subjects");
        let bytes: Vec<u8> = tampering.query_row(&sql, [], |row| row.get(0)).unwrap();
        let update = format!("update subjects set {column} = cast(? as {column_type})");
        for (at, bit) in (0..bytes.len()).flat_map(|at| [(at, 0x01), (at, 0x80)]) {
            let mut altered = bytes.clone();
            altered[at] ^= bit;
            tampering.execute(&update, [&altered]).unwrap();
            for error in [vault.masked(pseudonym).map(drop), vault.unmask(pseudonym, &request("x")).map(drop)]
            {
                let error = error.unwrap_err();
                assert!(matches!(error, VaultError::Altered(_)), "{column} {at}: {error}");
                assert!(error.to_string().contains(&pseudonym.to_string()), "{error}");
            }
            flipped += 1;
        }
        tampering.execute(&update, [&bytes]).unwrap();
    }
    assert!(flipped > 2 * (72 + 1_024), "{flipped}");
    assert_eq!(vault.masked(pseudonym).unwrap().value, "1608**********01");
    assert_eq!(vault.trail(i64::MIN, i64::MAX).unwrap(), []);
}

#[test]
fn a_row_can_not_stand_in_for_another_or_under_another_pseudonym() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let budi = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let vendor = vault.put(SubjectKind::Vendor, "CV 7", &Attributes::default()).unwrap();
    let tampering = tampering(folder.path());
    let copy = "update subjects set (kind, wrapped_key, identity) =
        (select kind, wrapped_key, identity from subjects where pseudonym = ?) where pseudonym = ?";
    tampering.execute(copy, [budi.to_string(), vendor.to_string()]).unwrap();
    let error = vault.masked(vendor).unwrap_err();
    assert!(matches!(error, VaultError::Altered(Altered::Key(named)) if named == vendor), "{error}");
    assert!(vault.masked(budi).is_ok());
}

#[test]
fn an_entry_of_the_trail_that_was_changed_or_removed_is_refused_and_named() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    for reason in ["case 7", "case 8", "case 9"] {
        vault.unmask(pseudonym, &request(reason)).unwrap();
    }
    let tampering = tampering(folder.path());
    assert!(tampering.execute("update trail set who = 'nobody'", []).is_err());
    assert!(tampering.execute("delete from trail", []).is_err());
    tampering
        .execute_batch("drop trigger trail_is_not_changed; drop trigger trail_is_not_shortened")
        .unwrap();
    tampering.execute("update trail set who = 'nobody' where number = 3", []).unwrap();
    let error = vault.unmaskings(i64::MIN, i64::MAX).unwrap_err();
    assert!(matches!(error, VaultError::Altered(Altered::Trail(3))), "{error}");
    tampering.execute("update trail set who = 'siti' where number = 3", []).unwrap();
    assert_eq!(vault.unmaskings(i64::MIN, i64::MAX).unwrap().len(), 3);
    tampering.execute("delete from trail where number = 1", []).unwrap();
    let error = vault.unmaskings(i64::MIN, i64::MAX).unwrap_err();
    assert!(matches!(error, VaultError::Altered(Altered::Trail(2))), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_text_makes_the_vault_panic(value in any::<String>(), name in any::<String>(), text in any::<String>()) {
        let folder = testkit::temp_dir();
        let mut vault: Vault = open(folder.path());
        let attributes = Attributes { name: Some(name), phone: None, email: None, account: None };
        for kind in [SubjectKind::Citizen, SubjectKind::Taxpayer, SubjectKind::Vendor] {
            if let Ok(pseudonym) = vault.put(kind, &value, &attributes) {
                vault.masked(pseudonym).unwrap();
                let asked = vault.unmask(pseudonym, &request(&text));
                prop_assert!(asked.is_err() || asked.unwrap().attributes == attributes);
            }
        }
    }
}

#[test]
fn what_events_say_of_people_is_kept_once_and_only_grows() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let mut payer = Person::new(Part::Payer, NIK);
    let vendor = Person::new(Part::Vendor, "PT Karya Maju");
    assert_eq!(vault.note(&[payer.clone(), vendor.clone(), payer.clone()]).unwrap(), 2);
    assert_eq!(vault.note(&[payer.clone(), vendor]).unwrap(), 0, "nothing new");
    payer.phone = Some("081234567890".to_owned());
    // What can't be kept of an attribute is left out, and what can't be kept at all is passed over.
    payer.email = Some("two\nlines".to_owned());
    assert_eq!(vault.note(&[payer.clone(), Person::new(Part::Payer, "x".repeat(300))]).unwrap(), 1);
    payer.phone = None;
    assert_eq!(vault.note(&[payer]).unwrap(), 0, "what is not said again stays");
    let pseudonym = vault.pseudonym(SubjectKind::Citizen, NIK).unwrap();
    let identity = vault.unmask(pseudonym, &request("case 7")).unwrap();
    assert_eq!(
        (identity.kind, identity.attributes.phone.as_deref()),
        (SubjectKind::Citizen, Some("081234567890"))
    );
    assert_eq!(identity.attributes.email, None);
    let masked = vault.masked(pseudonym).unwrap();
    assert_eq!(masked.phone.as_deref(), Some("0812******90"));
}

#[test]
fn who_was_erased_is_not_noted_again() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    vault.erase(pseudonym, &request("case 8")).unwrap();
    assert_eq!(vault.note(&[Person::new(Part::Payer, NIK)]).unwrap(), 0);
    assert!(matches!(vault.masked(pseudonym), Err(VaultError::Erased { .. })));
    assert_eq!(files(folder.path()).find(NIK.as_bytes()), Vec::<String>::new());
}

#[test]
fn a_whole_vault_is_verified_and_a_changed_row_is_named() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let vendor = vault.put(SubjectKind::Vendor, "PT Karya Maju", &Attributes::default()).unwrap();
    vault.unmask(pseudonym, &request("case 7")).unwrap();
    vault.erase(vendor, &request("case 8")).unwrap();
    let wanted = vault::Verified { subjects: 1, erased: 1, trail_entries: 2 };
    assert_eq!(vault.verify().unwrap(), wanted);
    let changed = tampering(folder.path())
        .execute("update subjects set identity = zeroblob(length(identity)) where kind = 'c'", [])
        .unwrap();
    assert_eq!(changed, 1);
    assert!(
        matches!(vault.verify(), Err(VaultError::Altered(Altered::Identity(found))) if found == pseudonym)
    );
}

#[test]
fn another_pseudonym_key_is_refused_when_the_vault_is_opened() {
    let folder = testkit::temp_dir();
    open(folder.path()).put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let other = PseudonymKey::new(b"another secret of 16").unwrap();
    let error = Vault::open(&folder.path().join("vault"), other).unwrap_err();
    assert!(matches!(error, VaultError::OtherPseudonymKey), "{error}");
    assert!(open(folder.path()).verify().is_ok());
}
