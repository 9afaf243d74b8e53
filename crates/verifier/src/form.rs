//! The form of a record: decodable, nothing unknown in it, in its one canonical encoding, and whole: a record that was too
//! long for the log is put together with its attachment.

use prost::Message as _;
use schema::ledger_v1::record::Outcome;
use schema::ledger_v1::{Detached, Record};
use sha2::{Digest as _, Sha256};

use crate::catalogue::Code;
use crate::finding::{At, Findings, Place};
use crate::folder::attachment_path;
use crate::published::hex;
use crate::text;

/// Tags of the fields that are outcomes, `posted` to `access_recorded`.
const OUTCOME_TAGS: std::ops::RangeInclusive<u64> = 16..=24;

/// Decodes an entry of the log. `None`, with a finding, when it is not one record in canonical form.
pub fn decode(bytes: &[u8], place: &Place, scratch: &mut Vec<u8>, findings: &mut Findings) -> Option<Record> {
    let record = match Record::decode(bytes) {
        Ok(record) => record,
        Err(error) => {
            findings.add(place.clone(), text!(Code::RecordUndecodable, error.to_string()));
            return None;
        }
    };
    // Encoding again gives the same bytes only where fields stand in order, once, with the shortest numbers, without
    // defaults and without anything that is not in the schema.
    scratch.clear();
    let encoded = record.encode(scratch);
    if encoded.is_ok() && scratch == bytes {
        return Some(record);
    }
    let text = if outcomes(bytes) > 1 {
        text!(Code::OutcomeTwice)
    } else {
        let same = bytes.iter().zip(scratch.iter()).take_while(|(own, other)| own == other).count();
        text!(Code::RecordNotCanonical, same)
    };
    findings.add(place.clone(), text);
    None
}

/// How many outcome fields stand in a record's bytes.
fn outcomes(bytes: &[u8]) -> usize {
    let (mut rest, mut count) = (bytes, 0);
    while let Some((tag, after)) = field(rest) {
        count += usize::from(OUTCOME_TAGS.contains(&tag));
        rest = after;
    }
    count
}

/// The tag of the field in front, and what follows the field.
fn field(mut bytes: &[u8]) -> Option<(u64, &[u8])> {
    use prost::encoding::decode_varint;
    let key = decode_varint(&mut bytes).ok()?;
    let length = match key & 7 {
        0 => {
            decode_varint(&mut bytes).ok()?;
            0
        }
        1 => 8,
        2 => usize::try_from(decode_varint(&mut bytes).ok()?).ok()?,
        5 => 4,
        _ => return None,
    };
    Some((key >> 3, bytes.get(length..)?))
}

/// Checks what every record must have, by its outcome.
pub fn check(record: &Record, at: At<'_>, findings: &mut Findings) {
    let Some(outcome) = &record.outcome else {
        findings.add(at.field("outcome"), text!(Code::OutcomeMissing));
        return;
    };
    let mut must = |holds: bool, field: &str, code: Code| {
        if !holds {
            findings.add(at.field(field), text!(code));
        }
    };
    match outcome {
        // A rule may put a document on record and move nothing.
        Outcome::Posted(posted) => {
            let says_something = !posted.facts.is_empty() || !posted.rule.is_empty();
            must(says_something, "outcome.posted.facts", Code::FieldMissing);
        }
        Outcome::Refused(refused) => {
            must(!refused.code.is_empty(), "outcome.refused.code", Code::FieldMissing)
        }
        Outcome::Quarantined(quarantined) => {
            must(!quarantined.code.is_empty(), "outcome.quarantined.code", Code::FieldMissing);
        }
        _ => {
            for (text, field) in [(&record.source, "source"), (&record.id, "id"), (&record.r#type, "type")] {
                must(text.is_empty(), field, Code::FieldForbidden);
            }
            must(record.bus.is_none(), "bus", Code::FieldForbidden);
            must(record.data.is_empty(), "data", Code::FieldForbidden);
        }
    }
    let raw = record.raw_content_type.is_empty() || matches!(outcome, Outcome::Quarantined(_));
    must(raw, "raw_content_type", Code::FieldForbidden);
    let bus = record.bus.as_ref().is_none_or(|bus| bus.stream > 0 && bus.sequence > 0);
    must(bus, "bus", Code::FieldMissing);
}

/// Puts a record and its attachment together. False, with findings, when the attachment is not the one it names.
pub fn attach(
    record: &mut Record,
    detached: &Detached,
    attachment: &[u8],
    at: At<'_>,
    scratch: &mut Vec<u8>,
    findings: &mut Findings,
) -> bool {
    let before = findings.total();
    for (is_set, field) in [
        (!record.data.is_empty(), "data"),
        (!record.raw_content_type.is_empty(), "raw_content_type"),
        (record.outcome.is_some(), "outcome"),
    ] {
        if is_set {
            findings.add(at.field(field), text!(Code::FieldForbidden));
        }
    }
    let place = Place { file: Some(attachment_path(at.position)), ..at.record() };
    if attachment.len() as u64 != detached.size {
        findings.add(place.clone(), text!(Code::AttachmentSize, attachment.len(), detached.size));
    }
    let digest = Sha256::digest(attachment);
    if digest[..] != detached.sha256[..] {
        let text = text!(Code::AttachmentDigest, hex(&digest), hex(&detached.sha256));
        findings.add(place.clone(), text);
    }
    if findings.total() > before {
        return false;
    }
    let Some(rest) = decode(attachment, &place, scratch, findings) else { return false };
    let (data, raw_content_type, outcome) =
        (rest.data.clone(), rest.raw_content_type.clone(), rest.outcome.clone());
    let only = Record { data, raw_content_type, outcome, ..Record::default() };
    if only != rest {
        findings.add(place.clone(), text!(Code::FieldForbidden));
    }
    let name = rest.outcome.as_ref().map_or("", outcome_name);
    if name != detached.outcome {
        let place = at.field("detached.outcome");
        findings.add(place, text!(Code::AttachmentOutcome, &detached.outcome, name));
    }
    (record.data, record.raw_content_type, record.outcome) = (rest.data, rest.raw_content_type, rest.outcome);
    findings.total() == before
}

/// The name of an outcome's field.
#[must_use]
pub fn outcome_name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Posted(_) => "posted",
        Outcome::Refused(_) => "refused",
        Outcome::Quarantined(_) => "quarantined",
        Outcome::BookOpened(_) => "book_opened",
        Outcome::ChartPublished(_) => "chart_published",
        Outcome::RulebookPublished(_) => "rulebook_published",
        Outcome::HoldsExpired(_) => "holds_expired",
        Outcome::CompletenessStated(_) => "completeness_stated",
        Outcome::AccessRecorded(_) => "access_recorded",
    }
}
