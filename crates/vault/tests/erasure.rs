//! What erasing promises: no file of the folder holds the person or the key any more, and a crash leaves either state.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use common::{AT, BUDI, NIK, budi, files, open, request, tampering};
use vault::{Act, Attributes, SubjectKind, VaultError};

/// The stored bytes of the one subject: its wrapped key and its sealed identity.
fn stored(folder: &std::path::Path) -> [Vec<u8>; 2] {
    let sql = "select wrapped_key, identity from subjects";
    tampering(folder).query_row(sql, [], |row| Ok([row.get(0)?, row.get(1)?])).unwrap()
}

#[test]
fn after_an_erasure_no_file_holds_the_identity_its_ciphertext_or_its_key() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let mut gone = stored(folder.path()).to_vec();
    // An older identity, of which the write-ahead log keeps the page.
    vault.put(SubjectKind::Citizen, NIK, &Attributes::default()).unwrap();
    gone.extend(stored(folder.path()));
    vault.unmask(pseudonym, &request("case 7")).unwrap();
    for bytes in &gone {
        assert!(!files(folder.path()).find(bytes).is_empty(), "what is not there can't be erased");
    }

    vault.erase(pseudonym, &request("asked for")).unwrap();
    let after = files(folder.path());
    assert!(after.0.iter().any(|(name, bytes)| name == "vault.sqlite-wal" && bytes.is_empty()));
    // Also no part of them: the second half of a key is as secret as all of it.
    let parts = gone.iter().flat_map(|bytes| bytes.chunks_exact(16));
    for bytes in parts.chain([NIK.as_bytes(), BUDI.as_bytes()]) {
        assert_eq!(after.find(bytes), Vec::<String>::new());
    }
    // The trail stays, so what was searched for could have been found.
    assert_eq!(after.find(b"asked for"), ["vault.sqlite"]);
}

#[test]
fn an_erased_person_is_said_to_be_erased_and_comes_back_only_by_readmission() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let error = vault.readmit(SubjectKind::Citizen, NIK, &budi(), &request("moved back")).unwrap_err();
    assert!(matches!(error, VaultError::NotErased(_)), "{error}");
    let before = stored(folder.path());
    let erasure = vault.erase(pseudonym, &request("asked for")).unwrap();
    assert_eq!((erasure.act, erasure.pseudonym, erasure.at_unix_ms), (Act::Erase, pseudonym, AT));
    assert_eq!((erasure.who.as_str(), erasure.reason.as_str()), ("siti", "asked for"));
    // Again, it is the same erasure and no second one.
    assert_eq!(vault.erase(pseudonym, &request("once more")).unwrap(), erasure);
    drop(vault);

    let mut vault = open(folder.path());
    let is_erased = |error: VaultError| matches!(error, VaultError::Erased { at_unix_ms: AT, .. });
    assert!(is_erased(vault.unmask(pseudonym, &request("case 8")).unwrap_err()));
    assert!(is_erased(vault.masked(pseudonym).unwrap_err()));
    assert!(is_erased(vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap_err()));
    assert_eq!(vault.trail(AT, AT + 1).unwrap(), [erasure]);

    assert!(vault.readmit(SubjectKind::Citizen, NIK, &budi(), &request("")).is_err());
    let again = vault.readmit(SubjectKind::Citizen, NIK, &budi(), &request("moved back")).unwrap();
    assert_eq!(again, pseudonym);
    assert_eq!(vault.unmask(pseudonym, &request("case 9")).unwrap().value, NIK);
    assert_ne!(stored(folder.path())[0], before[0]);
    let acts: Vec<_> = vault.trail(AT, AT + 1).unwrap().iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [Act::Erase, Act::Readmit, Act::Unmask]);
}

#[test]
fn what_nobody_has_can_not_be_erased_and_what_is_damaged_can() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.pseudonym(SubjectKind::Citizen, NIK).unwrap();
    let error = vault.erase(pseudonym, &request("asked for")).unwrap_err();
    assert!(matches!(error, VaultError::Unknown(_)), "{error}");
    assert_eq!(vault.trail(AT, AT + 1).unwrap(), []);
    vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    tampering(folder.path()).execute("update subjects set wrapped_key = x'00'", []).unwrap();
    vault.erase(pseudonym, &request("asked for")).unwrap();
    assert!(matches!(vault.masked(pseudonym), Err(VaultError::Erased { .. })));
}

/// A reader in another process keeps the log from being emptied: as after a crash between the commit and that.
#[test]
fn an_erasure_that_was_cut_off_after_its_commit_is_finished_by_the_next_start() {
    let (folder, crashed) = (testkit::temp_dir(), testkit::temp_dir());
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let gone = stored(folder.path());
    let reader = tampering(folder.path());
    reader.execute_batch("begin; select count(*) from subjects;").unwrap();
    assert!(reader.query_row("select 1 from subjects", [], |_| Ok(())).is_ok());
    let error = vault.erase(pseudonym, &request("asked for")).unwrap_err();
    assert!(matches!(error, VaultError::Lingers(_)), "{error}");
    let left = files(folder.path());
    assert!(gone.iter().all(|bytes| !left.find(bytes).is_empty()));

    left.copy_to(crashed.path());
    let started = open(crashed.path());
    assert!(matches!(started.masked(pseudonym), Err(VaultError::Erased { .. })));
    assert!(gone.iter().all(|bytes| files(crashed.path()).find(bytes).is_empty()));

    reader.execute_batch("rollback").unwrap();
    vault.erase(pseudonym, &request("asked for")).unwrap();
    assert!(gone.iter().all(|bytes| files(folder.path()).find(bytes).is_empty()));
}

/// Every step of an erasure, and the log cut off at every page: the person is there whole, or erased.
#[test]
fn a_kill_in_the_middle_of_an_erasure_leaves_either_state() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let pseudonym = vault.put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    let reader = tampering(folder.path());
    reader.execute_batch("begin").unwrap();
    assert!(reader.query_row("select 1 from subjects", [], |_| Ok(())).is_ok());
    assert!(vault.erase(pseudonym, &request("asked for")).is_err());
    let left = files(folder.path());
    let (mut there, mut erased) = (0, 0);
    let log_bytes = left.0.iter().find(|(name, _)| name == "vault.sqlite-wal").unwrap().1.len();
    // A commit writes pages one after the other into the log, and counts when its last one is whole.
    for kept in (0..=log_bytes).rev().step_by(1_030).take(12) {
        let mut files = common::Files(left.0.clone());
        files
            .0
            .iter_mut()
            .filter(|(name, _)| name == "vault.sqlite-wal")
            .for_each(|(_, log)| log.truncate(kept));
        let crashed = testkit::temp_dir();
        files.copy_to(crashed.path());
        let mut started = open(crashed.path());
        match started.unmask(pseudonym, &request("case 7")) {
            Ok(identity) => {
                assert!(identity.value == NIK && identity.attributes == budi());
                there += 1;
            }
            Err(VaultError::Erased { .. }) => erased += 1,
            Err(error) => panic!("neither there nor erased with {kept} bytes of the log: {error}"),
        }
    }
    assert!(there > 0 && erased > 0, "{there} there, {erased} erased");
}

/// SQLite copies rows from page to page when pages split and merge, and leaves what was copied in the gaps.
#[test]
fn of_many_who_come_and_go_no_erased_key_stays_in_a_gap_of_a_page() {
    let folder = testkit::temp_dir();
    let mut vault = open(folder.path());
    let nik = |number: u32| format!("16080101{number:08}");
    let mut attributes = budi();
    for number in 0..200 {
        vault.put(SubjectKind::Citizen, &nik(number), &attributes).unwrap();
    }
    // Half of them need more room than before.
    attributes.name = Some("x".repeat(200));
    attributes.email = Some("y".repeat(200));
    for number in (0..200).step_by(2) {
        vault.put(SubjectKind::Citizen, &nik(number), &attributes).unwrap();
    }
    let (mut keys, mut identities) = (0, 0);
    for number in 0..150 {
        let pseudonym = vault.pseudonym(SubjectKind::Citizen, &nik(number)).unwrap();
        let sql = "select wrapped_key, identity from subjects where pseudonym = ?";
        let [key, identity]: [Vec<u8>; 2] = tampering(folder.path())
            .query_row(sql, [pseudonym.to_string()], |row| Ok([row.get(0)?, row.get(1)?]))
            .unwrap();
        vault.erase(pseudonym, &request("asked for")).unwrap();
        let after = files(folder.path());
        keys += usize::from(!after.find(&key[40..56]).is_empty());
        identities += usize::from(!after.find(&identity[40..56]).is_empty());
    }
    assert_eq!((keys, identities), (0, 0), "keys and identities that stay");
}
