//! Identities in clear: which fields of events name people, what tells a number or a name from a pseudonym, and how numbers
//! of people are masked in bytes that can't be read and in free texts.

mod texts;

use wire::message::Message;
use wire::payment_v1::proposal_made::Event as Proposed;
use wire::payment_v1::{ProposalMade, Vendor};

use crate::person::Part;

pub use texts::texts;

/// Digits from which on a text of digits and separators is a number of a person: the shortest are those of telephones.
const NUMBER_DIGITS_MIN: usize = 10;
/// Lengths of pseudonyms in hex digits: 64 to 256 bits.
const PSEUDONYM_DIGITS: std::ops::RangeInclusive<usize> = 16..=64;
/// From this length on even hex digits without a letter are no number of a person.
const LONG_PSEUDONYM_DIGITS: usize = 32;
/// Digits of a NIK (and of the NPWP made of it).
const NIK_DIGITS: usize = 16;
/// Digits of a NOP.
const NOP_DIGITS: usize = 18;

/// The fields of a message that name people, each with the part in which they stand there.
pub fn people(message: &mut Message) -> Vec<(Part, &mut String)> {
    match message {
        Message::AssessmentIssued(assessed) => vec![(Part::Payer, &mut assessed.payer)],
        Message::PaymentReceived(paid) => vec![(Part::Payer, &mut paid.payer)],
        Message::RefundPaid(refund) => vec![(Part::Payer, &mut refund.payer)],
        Message::ReceiptIdentified(identified) => vec![(Part::Payer, &mut identified.payer)],
        Message::ReceivableWrittenOff(written_off) => vec![(Part::Payer, &mut written_off.payer)],
        Message::ProposalMade(made) => proposed(made),
        Message::DeliveryAccepted(accepted) => vendor(&mut accepted.vendor),
        Message::DisbursementOrdered(ordered) => vendor(&mut ordered.vendor),
        Message::DisbursementPaid(paid) => vendor(&mut paid.vendor),
        Message::SpendingReported(reported) => vendor(&mut reported.vendor),
        Message::SpendingReturned(returned) => vendor(&mut returned.vendor),
        Message::CardPurchase(purchase) => vendor(&mut purchase.vendor),
        _ => Vec::new(),
    }
}

fn vendor(vendor: &mut Option<Vendor>) -> Vec<(Part, &mut String)> {
    vendor.as_mut().map(|vendor| (Part::Vendor, &mut vendor.id)).into_iter().collect()
}

/// Of the events that may be proposed these name people.
fn proposed(made: &mut ProposalMade) -> Vec<(Part, &mut String)> {
    match &mut made.event {
        Some(Proposed::RefundPaid(refund)) => vec![(Part::Payer, &mut refund.payer)],
        Some(Proposed::ReceivableWrittenOff(written_off)) => vec![(Part::Payer, &mut written_off.payer)],
        _ => Vec::new(),
    }
}

/// Whether a text is a pseudonym: hex digits in lower case, and not so few without a letter that they may be a number of
/// a person.
pub fn is_pseudonym(text: &str) -> bool {
    PSEUDONYM_DIGITS.contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && (text.len() >= LONG_PSEUDONYM_DIGITS || text.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

/// Whether a text is a code that a publisher made up: one word with a digit in it, and no number of a person such as a NIK,
/// NPWPD, NOP, NPWP or telephone number, and no email address. A word without a digit may be a name: many have only one.
pub fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // NPWPD begin with a letter, such as "P.2.0001234.05.12".
    let is_numeric = |char: char| char.is_ascii_digit() || ".-/+()".contains(char);
    let is_number = digits >= NUMBER_DIGITS_MIN
        && text.trim_start_matches(|char: char| char.is_ascii_alphabetic()).chars().all(is_numeric);
    digits > 0 && !is_number && !text.contains('@') && !text.contains(char::is_whitespace)
}

/// The bytes with each number of a person masked, as in `1608**********01`; `None` when there is none. For bytes that can't
/// be read as an event, and for free texts: nobody knows which part of them is whose, so only what has the form of a NIK, a NOP
/// or an Indonesian mobile number is found.
pub fn masked_numbers(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut masked: Option<Vec<u8>> = None;
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if is_number_of_person(&bytes[at..at + length]) {
            let copy = masked.get_or_insert_with(|| bytes.to_vec());
            copy[at + 4..at + length - 2].fill(b'*');
        }
        at += length.max(1);
    }
    masked
}

fn is_number_of_person(digits: &[u8]) -> bool {
    let two = |at: usize| u32::from(digits[at] - b'0') * 10 + u32::from(digits[at + 1] - b'0');
    match digits.len() {
        // Women's day of birth is written with 40 added.
        NIK_DIGITS => is_province(two(0)) && matches!(two(6), 1..=31 | 41..=71) && matches!(two(8), 1..=12),
        NOP_DIGITS => is_province(two(0)),
        10..=15 => digits.starts_with(b"628") || digits.starts_with(b"08"),
        _ => false,
    }
}

/// Codes of provinces begin with 11 (Aceh) and end with the nineties (Papua).
fn is_province(code: u32) -> bool {
    (11..=97).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_of_people_are_told_from_pseudonyms_and_codes() {
        for clear in [
            "1608010101900001",
            "P.2.0001234.05.12",
            "16.08.010.001.002-0034.0",
            "01.234.567.8-301.000",
            "+62 812-3456-789",
            "budi@example.id",
            "Budi Santoso",
            "Sumarni",
            "PT Karya Maju 2",
            " Siti  Aminah ",
        ] {
            assert!(!is_code(clear) && !is_pseudonym(clear), "{clear}");
        }
        let pseudonym = "f3ad3f779449c050c684e835bebeb749";
        for opaque in ["p-1", "payer-17", "V000123", "p-0123456789abcdef", "0123456789abcdef", pseudonym] {
            assert!(is_code(opaque) || is_pseudonym(opaque), "{opaque}");
        }
        let digits = "1".repeat(32);
        assert!(is_pseudonym(&digits) && !is_code(&digits), "a number of few digits alone is a person's");
        assert!(is_pseudonym(pseudonym) && !is_pseudonym(&pseudonym.to_uppercase()) && !is_pseudonym("p-1"));
    }

    #[test]
    fn numbers_of_people_in_bytes_are_masked_and_others_stay() {
        let mask =
            |text: &str| masked_numbers(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
        let masked = mask(r#"{"payer":"1608014101900001","nop":"160801000100200340","hp":"081234567890""#);
        assert_eq!(
            masked.unwrap(),
            r#"{"payer":"1608**********01","nop":"1608************40","hp":"0812******90""#
        );
        // A month of 13, other lengths, and references.
        for other in ["1608010113900001", "16080101019000011", "250000.00", "20260810093527", ""] {
            assert_eq!(mask(other), None, "{other}");
        }
    }
}
