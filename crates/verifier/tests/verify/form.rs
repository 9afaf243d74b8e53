//! The form of records: nothing but one canonical encoding, whole with its attachment.

use std::collections::BTreeMap;

use prost::Message as _;
use schema::ledger_v1::record::Outcome as Stored;
use schema::ledger_v1::*;
use sha2::{Digest as _, Sha256};
use verifier::catalogue::Code;

use crate::world::*;

/// A good ledger whose last entry's bytes are changed.
fn changed(change: impl FnOnce(&mut Vec<u8>)) -> (Code, Option<u64>) {
    let mut world = World::new();
    world.event(refused("no_rule"));
    let (mut entries, _) = world.entries();
    change(entries.last_mut().unwrap());
    let found = findings(&Export::of(&entries, &BTreeMap::new(), &[]).verify());
    (found[0].text.code, found[0].place.position)
}

#[test]
fn only_the_canonical_encoding_is_a_record() {
    // An unknown field 30, a varint.
    let unknown = [0xf0, 0x01, 1];
    assert_eq!(changed(|entry| entry.extend(unknown)), (Code::RecordNotCanonical, Some(3)));
    // The same field again.
    let position = [0x08, 3];
    assert_eq!(changed(|entry| entry.extend(position)), (Code::RecordNotCanonical, Some(3)));
    // A number written longer than it need be: position 3 as 0x83 0x00.
    let long = |entry: &mut Vec<u8>| drop(entry.splice(1..2, [0x83, 0x00]));
    assert_eq!(changed(long), (Code::RecordNotCanonical, Some(3)));
    // A default that is written.
    assert_eq!(changed(|entry| entry.extend([0x52, 0])), (Code::RecordNotCanonical, Some(3)));
    assert_eq!(changed(|entry| entry.push(0)), (Code::RecordUndecodable, Some(3)));
    assert_eq!(changed(|entry| entry.truncate(20)), (Code::RecordUndecodable, Some(3)));
    assert_eq!(changed(Vec::clear), (Code::OutcomeMissing, Some(3)));
}

#[test]
fn a_record_with_two_outcomes_is_named_as_such() {
    let posted = Posted { facts: vec![fact(post(&[("1", 5), ("4", -5)]))], ..Posted::default() };
    let second = Record { outcome: Some(Stored::Posted(posted)), ..Record::default() }.encode_to_vec();
    assert_eq!(changed(|entry| entry.extend(second)), (Code::OutcomeTwice, Some(3)));
}

#[test]
fn after_a_record_that_cannot_be_read_the_rules_are_not_asked_any_more() {
    let mut world = World::new();
    world.event(refused("no_rule"));
    world.posted(vec![post(&[("9", 5), ("4", -5)])]);
    let (mut entries, _) = world.entries();
    entries[2].push(0);
    let outcome = Export::of(&entries, &BTreeMap::new(), &[]).verify();
    assert_eq!(codes(&outcome), [Code::RecordUndecodable]);
    assert!(outcome.notes.iter().any(|note| note.code == Code::NoteRulesStopped), "{:?}", outcome.notes);
}

/// A ledger with one detached record; `change` changes its entry or its attachment before all is hashed.
fn detached(change: impl FnOnce(&mut Record, &mut Vec<u8>)) -> Vec<Code> {
    let mut world = World::new();
    world.posted(vec![post(&[("1", 5), ("4", -5)])]);
    world.detached.push(3);
    let (mut entries, mut attachments) = world.entries();
    let mut entry = Record::decode(&entries[2][..]).unwrap();
    change(&mut entry, attachments.get_mut(&3).unwrap());
    entries[2] = entry.encode_to_vec();
    codes(&Export::of(&entries, &attachments, &[]).verify())
}

/// Names another attachment in the entry, with the right digest.
fn replace(entry: &mut Record, attachment: &mut Vec<u8>, other: &Record) {
    *attachment = other.encode_to_vec();
    let named = entry.detached.as_mut().unwrap();
    (named.size, named.sha256) = (attachment.len() as u64, Sha256::digest(&*attachment).to_vec().into());
}

#[test]
fn an_attachment_is_the_one_that_its_entry_names() {
    assert_eq!(detached(|_, _| {}), []);
    assert_eq!(detached(|_, attachment| attachment[3] ^= 1), [Code::AttachmentDigest]);
    assert_eq!(detached(|_, attachment| attachment.push(0)), [Code::AttachmentSize, Code::AttachmentDigest]);
    let name =
        |entry: &mut Record, _: &mut Vec<u8>| entry.detached.as_mut().unwrap().outcome = "refused".to_owned();
    assert_eq!(detached(name), [Code::AttachmentOutcome]);
    assert_eq!(detached(|entry, _| entry.outcome = Some(refused("x"))), [Code::FieldForbidden]);
    let id = Record { id: "x".to_owned(), outcome: Some(refused("x")), ..Record::default() };
    assert_eq!(
        detached(|entry, attachment| replace(entry, attachment, &id)),
        [Code::FieldForbidden, Code::AttachmentOutcome]
    );
    let unknown = |entry: &mut Record, attachment: &mut Vec<u8>| {
        attachment.extend([0xf0, 0x01, 1]);
        let named = entry.detached.as_mut().unwrap();
        (named.size, named.sha256) = (attachment.len() as u64, Sha256::digest(&*attachment).to_vec().into());
    };
    assert_eq!(detached(unknown), [Code::RecordNotCanonical]);
}

#[test]
fn a_missing_attachment_is_named() {
    let mut world = World::new();
    world.posted(vec![post(&[("1", 5), ("4", -5)])]);
    world.detached.push(3);
    let export = world.export(&[]);
    export.remove("attachment/3");
    let found = findings(&export.verify());
    assert_eq!(found[0].text.code, Code::AttachmentMissing);
    assert_eq!(found[0].place.file.as_deref(), Some("attachment/3"));
}
