//! What opening a vault makes, and what it refuses.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use common::{NIK, budi, open, request, tampering, try_open};
use vault::{SubjectKind, VaultError};

#[test]
fn a_vault_is_made_for_its_owner_alone_and_its_key_never_again() {
    let folder = testkit::temp_dir();
    let vault = open(folder.path());
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("vault"), 0o700);
    for file in ["vault.key", "vault.lock", "vault.sqlite", "vault.sqlite-wal", "vault.sqlite-shm"] {
        assert_eq!(mode(&format!("vault/{file}")), 0o600, "{file}");
    }
    let key = fs::read(folder.path().join("vault/vault.key")).unwrap();
    assert_eq!(key.len(), 65);
    drop(vault);
    drop(open(folder.path()));
    assert_eq!(fs::read(folder.path().join("vault/vault.key")).unwrap(), key);
}

#[test]
fn what_others_can_read_is_refused_with_what_to_do() {
    let folder = testkit::temp_dir();
    drop(open(folder.path()));
    for (name, right, wrong) in [
        ("vault", 0o700, 0o750),
        ("vault", 0o700, 0o701),
        ("vault/vault.key", 0o600, 0o640),
        ("vault/vault.sqlite", 0o600, 0o604),
    ] {
        let set = |mode| {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        set(wrong);
        let error = try_open(folder.path()).unwrap_err().to_string();
        assert!(error.contains(&format!("chmod {right:03o} '")), "{error}");
        assert!(error.contains(&format!("{wrong:03o}")), "{error}");
        set(right);
        assert!(try_open(folder.path()).is_ok());
    }
}

#[test]
fn a_wrong_missing_or_broken_key_is_refused_and_left_as_it_is() {
    let (folder, other) = (testkit::temp_dir(), testkit::temp_dir());
    open(folder.path()).put(SubjectKind::Citizen, NIK, &budi()).unwrap();
    drop(open(other.path()));
    let key = folder.path().join("vault/vault.key");
    let right = fs::read(&key).unwrap();

    fs::copy(other.path().join("vault/vault.key"), &key).unwrap();
    assert!(matches!(try_open(folder.path()), Err(VaultError::WrongKey(_))));
    assert_ne!(fs::read(&key).unwrap(), right);

    for text in [&b""[..], b"0123", &[b'g'; 64], &right[..62], &[0xff; 64]] {
        fs::write(&key, text).unwrap();
        assert!(matches!(try_open(folder.path()), Err(VaultError::KeyText(_))));
        assert_eq!(fs::read(&key).unwrap(), text);
    }

    fs::remove_file(&key).unwrap();
    assert!(matches!(try_open(folder.path()), Err(VaultError::KeyMissing(_))));
    assert!(!key.exists());

    fs::write(&key, &right).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let mut vault = open(folder.path());
    let pseudonym = vault.pseudonym(SubjectKind::Citizen, NIK).unwrap();
    assert_eq!(vault.unmask(pseudonym, &request("case 7")).unwrap().value, NIK);
}

#[test]
fn a_lost_or_newer_database_is_not_taken_for_an_empty_one() {
    let folder = testkit::temp_dir();
    drop(open(folder.path()));
    tampering(folder.path()).execute_batch("pragma user_version = 2").unwrap();
    assert!(matches!(try_open(folder.path()), Err(VaultError::Layout { found: 2, known: 1, .. })));
    fs::remove_file(folder.path().join("vault/vault.sqlite")).unwrap();
    assert!(matches!(try_open(folder.path()), Err(VaultError::DatabaseMissing(_))));
}

/// As a crash leaves it between two steps of the first start.
#[test]
fn a_vault_that_was_half_made_is_made_whole() {
    let folder = testkit::temp_dir();
    drop(open(folder.path()));
    let key = folder.path().join("vault/vault.key");
    tampering(folder.path()).execute("delete from key_check", []).unwrap();
    fs::write(folder.path().join("vault/vault.key.new"), "half a key").unwrap();
    let made = fs::read(&key).unwrap();
    drop(open(folder.path()));
    assert_eq!(fs::read(&key).unwrap(), made);
    assert!(!folder.path().join("vault/vault.key.new").exists());

    tampering(folder.path()).execute("delete from key_check", []).unwrap();
    fs::remove_file(&key).unwrap();
    drop(open(folder.path()));
    assert!(key.exists());
}

#[test]
fn of_many_who_begin_one_vault_at_once_all_get_the_same() {
    let folder = testkit::temp_dir();
    std::thread::scope(|scope| {
        let begin = || scope.spawn(|| open(folder.path()).put(SubjectKind::Citizen, NIK, &budi()).unwrap());
        let running: Vec<_> = (0..4).map(|_| begin()).collect();
        let made: Vec<_> = running.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(made.iter().all(|pseudonym| *pseudonym == made[0]));
    });
}
