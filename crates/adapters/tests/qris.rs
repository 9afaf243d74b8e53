//! QRIS strings: EMVCo's sample and ours, every field that is used, and each fault by its tag.

use adapters::qris::{self, Object, QrisCode, QrisError, crc16, read};
use proptest::prelude::*;

/// A tax payment of Rp 150.000 in Martapura; made for this project.
const BILL: &str = "00020101021226690017ID.CO.BANKXYZ.WWW01189360012300000123450215OKUT000000123450303UME51440014ID.CO.QRIS.WWW\
0215ID10260000000010303UME52049311530336054061500005802ID5917BAPENDA OKU TIMUR6009MARTAPURA61053218162380114SKPD2025000123\
0509PBB1608010703A016304FE54";

/// EMVCo's sample, whose lengths count characters.
const EMVCO: &str = "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST \
TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A011223344\
9988770708123456786304A13A";

#[test]
fn the_checksum_is_ccitt_false() {
    assert_eq!(crc16(b"123456789"), 0x29B1);
    assert_eq!(crc16(b""), 0xFFFF);
}

#[test]
fn a_tax_bill_is_read_and_written_again_to_the_byte() {
    let code = read(BILL).unwrap();
    code.check_qris().unwrap();
    assert_eq!(code.is_dynamic(), Some(true));
    assert_eq!(code.amount(), Ok(Some(15_000_000)));
    assert_eq!((code.merchant(), code.city(), code.category()), ("BAPENDA OKU TIMUR", "MARTAPURA", "9311"));
    assert_eq!(code.bill(), Some("SKPD2025000123"));
    assert_eq!((code.reference(), code.terminal()), (Some("PBB160801"), Some("A01")));
    let acquirer = code.acquirers().next().unwrap();
    assert_eq!((acquirer.domain, acquirer.pan), ("ID.CO.BANKXYZ.WWW", "936001230000012345"));
    assert_eq!((acquirer.id, acquirer.criteria), ("OKUT00000012345", "UME"));
    assert_eq!(code.national().unwrap().id, "ID1026000000001");
    assert_eq!(code.emit().unwrap(), BILL);
}

#[test]
fn emvco_s_sample_is_read_by_characters() {
    let code = read(EMVCO).unwrap();
    assert_eq!(code.within(64, 1), Some("最佳运输"));
    assert_eq!(code.emit().unwrap(), EMVCO);
    assert_eq!(
        code.check_qris().unwrap_err().to_string(),
        "tag 53: is Some(\"156\") and must be \"360\" in a QRIS code"
    );
}

#[test]
fn every_shared_vector_has_its_verdict() {
    let shared = testkit::skip_without_shared_data!();
    let vectors = std::fs::read_to_string(shared.join("qris/vectors.tsv")).unwrap();
    let mut count = 0;
    for line in vectors.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let is_right = !matches!(read(columns[1]), Err(QrisError::WrongChecksum { .. }));
        assert_eq!(is_right.to_string(), columns[2].to_lowercase(), "{}", columns[0]);
        count += 1;
    }
    assert!(count >= 2);
}

/// A text with a checksum that is its own.
fn sealed(text: &str) -> String {
    let body = format!("{text}6304");
    format!("{body}{:04X}", crc16(body.as_bytes()))
}

#[test]
fn each_fault_is_named_by_its_tag() {
    for (text, wanted) in [
        (String::new(), "tag 63: the checksum is missing"),
        ("äöü".to_owned(), "tag 63: the checksum is missing"),
        (BILL.replace("5406150000", "5406150001"), "tag 63: the checksum is FE54 and the code's is"),
        (sealed("000201010212540"), "tag 01: \"540\" stands where"),
        (sealed("0002010102125"), "tag 01: \"5\" stands where"),
        (sealed("000201X10212"), "tag 00: \"X102\" stands where"),
        (sealed("000201540910"), "tag 54: 7 characters are missing"),
        (sealed("000201000201"), "tag 00 stands twice"),
        (sealed("00020126100004ABCD01"), "tag 26.00: \"01\" stands where"),
        (sealed("00020126080009ABCD"), "tag 26.00: 5 characters are missing"),
        (sealed("000202"), "tag 00: the format is \"02\" and must be \"01\""),
        (sealed("0102125204"), "tag 52: 4 characters are missing"),
        (sealed("010212"), "tag 00: is missing"),
        (format!("{}{}", sealed("000201"), "0000"), "tag 63: the checksum is missing or not the last"),
    ] {
        let told = read(&text).map(drop).unwrap_err().to_string();
        assert!(told.starts_with(wanted), "{text}\n told: {told}\nwanted: {wanted}");
    }
    assert_eq!(read(&"0".repeat(513)), Err(QrisError::TooLong));
}

#[test]
fn what_qris_asks_beyond_the_format_is_named_by_its_tag() {
    for (tag, value, wanted) in [
        (53, "840", "tag 53: "),
        (58, "SG", "tag 58: "),
        (54, "0", "tag 54: \"0\" is not above zero"),
        (54, "1.005", "tag 54: \"1.005\" has a fraction"),
        (59, "", "tag 59: has 0 characters"),
        (60, "MARTAPURA MARTAPURA", "tag 60: has 19 characters"),
        (52, "93", "tag 52: \"93\" is no merchant category"),
    ] {
        let mut code = read(BILL).unwrap();
        code.objects.retain(|object| object.tag != tag);
        code.objects.push(Object::text(tag, value));
        let told = read(&code.emit().unwrap()).unwrap().check_qris().unwrap_err().to_string();
        assert!(told.starts_with(wanted), "{told}");
    }
    let mut code = read(BILL).unwrap();
    code.objects.retain(|object| object.tag != 51);
    code.check_qris().unwrap();
    code.objects.push(Object::template(51, vec![Object::text(0, "ID.CO.QRIS.WWW"), Object::text(2, "ID1")]));
    assert!(code.check_qris().unwrap_err().to_string().starts_with("tag 51.02: "));
    code.objects.retain(|object| !(26..=51).contains(&object.tag));
    assert!(code.check_qris().unwrap_err().to_string().starts_with("tag 26: "));
}

#[test]
fn a_value_too_long_is_not_written() {
    let code = QrisCode { objects: vec![Object::text(59, "x".repeat(100))] };
    assert!(code.emit().unwrap_err().to_string().starts_with("tag 59: has 100 characters"));
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(texts in prop::collection::btree_map(1_u8..=20, ".{0,12}", 0..6)) {
        let mut objects = vec![Object::text(0, "01")];
        objects.extend(texts.into_iter().map(|(tag, text)| Object::text(tag, text)));
        let inner = vec![Object::text(0, "ID.CO.QRIS.WWW"), Object::text(2, "a é 北")];
        objects.push(Object::template(51, inner));
        let code = QrisCode { objects };
        prop_assert_eq!(read(&code.emit().unwrap()), Ok(code));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,80}", digits in "[0-9]{0,60}") {
        let _ = qris::read(&text);
        if let Ok(code) = read(&sealed(&digits)) {
            prop_assert_eq!(read(&code.emit().unwrap()), Ok(code));
        }
    }
}
