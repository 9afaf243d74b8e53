//! Spending files: every penny of a real council's six months, and each way in which a row can be wrong.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use adapters::spending_csv::{AccountFrom, RowCounts, RowFault, SpendingError};
use adapters::{Event, PseudonymKey, SpendingFile, SpendingMapping};
use ledger::Currency;
use proptest::prelude::*;
use wire::message::Message;
use wire::payment_v1::{Amount, Vendor};

fn gbp() -> Currency {
    Currency::parse("GBP").unwrap()
}

fn mapping() -> SpendingMapping {
    SpendingMapping { agency_prefix: "bradford.".to_owned(), ..SpendingMapping::new("5.1.02", gbp()) }
}

fn key() -> PseudonymKey {
    PseudonymKey::new(b"0123456789abcdef").unwrap()
}

fn read(text: &str, mapping: SpendingMapping) -> (Vec<Result<Event, RowFault>>, RowCounts) {
    let mut file = SpendingFile::new(text.as_bytes(), "urn:test", mapping, key()).unwrap();
    let items = file.by_ref().collect();
    (items, file.counts())
}

/// Positive for spending, negative for what came back; and the agency, amount, vendor of the event.
fn signed(event: &Event) -> (i128, String, Amount, Option<Vendor>) {
    let message =
        Message::decode(&event.envelope.event_type, &event.envelope.content_type, &event.body).unwrap();
    let (sign, agency, amount, vendor) = match message {
        Message::SpendingReported(body) => (1, body.agency, body.amount, body.vendor),
        Message::SpendingReturned(body) => (-1, body.agency, body.amount, body.vendor),
        other => panic!("{other:?}"),
    };
    let amount = amount.unwrap();
    let minor = gbp().minor_units(&amount.value).unwrap();
    assert!(minor > 0, "no event has a negative amount");
    (sign * i128::from(minor), agency, amount, vendor)
}

const HEADER: &str = "Organisational Unit,Payment Date,Amount,Beneficiary Name\r\n";

#[test]
fn rows_become_events_past_a_bom_quotes_and_crlf_and_identical_rows_are_all_kept() {
    let rows = "\"Housing, North\",2016-04-04,10.5,\"A \"\"B\"\" LTD\"\r\nHousing,2016-04-04,-3,X\r\n\
                Housing,2016-04-04,-3,X\r\nHousing,2016-04-04,0.00,X\r\n";
    let (items, counts) = read(&format!("\u{FEFF}{HEADER}{rows}"), mapping());
    let events: Vec<Event> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(counts, RowCounts { reported: 1, returned: 2, zero: 1, faulty: 0 });
    let ids: Vec<&str> = events.iter().map(|event| event.envelope.id.as_str()).collect();
    assert_eq!(ids, ["2", "3", "4"]);
    let (minor, agency, amount, vendor) = signed(&events[0]);
    assert_eq!((minor, agency.as_str()), (1050, "bradford.housing-north"));
    assert_eq!((amount.value.as_str(), amount.currency.as_str()), ("10.50", "GBP"));
    assert_eq!(vendor.unwrap().id, key().of("A \"B\" LTD"));
    assert_eq!((signed(&events[1]).0, &events[1].body), (-300, &events[2].body));
    assert!(events.iter().all(|event| !String::from_utf8_lossy(&event.body).contains("LTD")));
}

#[test]
fn a_row_that_is_wrong_is_named_by_row_and_column_and_the_next_is_read() {
    let bad = [
        ("Housing,2016-04-04,\"1,234.00\",X", "Amount"),
        ("Housing,2016-04-04,£5,X", "Amount"),
        ("Housing,2016-04-04,1.001,X", "Amount"),
        ("Housing,2016-04-04,,X", "Amount"),
        ("Housing,04/04/2016,5,X", "Payment Date"),
        (",2016-04-04,5,X", "Organisational Unit"),
        ("Housing,2016-04-04,5", ""),
        ("Housing,2016-04-04,5,X,Y", ""),
    ];
    let rows: Vec<&str> = bad.iter().map(|(row, _)| *row).chain(["Housing,2016-04-04,5,X"]).collect();
    let (items, counts) = read(&format!("{HEADER}{}\n", rows.join("\n")), mapping());
    assert_eq!((counts.faulty, counts.reported), (bad.len() as u64, 1));
    for (index, (row, column)) in bad.iter().enumerate() {
        let fault = items[index].as_ref().unwrap_err();
        assert_eq!((fault.row, fault.column.as_str()), (index as u64 + 2, *column), "{row}");
        // Quarantined rows go into the log: without their payee.
        let kept = if column.is_empty() {
            format!("Housing{}", ",".repeat(row.matches(',').count()))
        } else {
            row.replace(",X", &format!(",{}", key().of("X")))
        };
        assert_eq!(String::from_utf8_lossy(&fault.raw).trim_end(), kept);
    }
    assert!(items.last().unwrap().is_ok());
    let latin = [HEADER.as_bytes(), b"Caf\xE9,2016-04-04,5,X\n"].concat();
    let mut file = SpendingFile::new(latin.as_slice(), "s", mapping(), key()).unwrap();
    assert!(file.next().unwrap().unwrap_err().problem.contains("UTF-8"));
}

#[test]
fn columns_can_be_named_otherwise_and_a_column_can_name_the_payment() {
    let other = SpendingMapping {
        agency: "Dept".to_owned(),
        date: "When".to_owned(),
        amount: "Sum".to_owned(),
        payee: None,
        id: Some("Ref".to_owned()),
        account: AccountFrom::Column("Code".to_owned()),
        ..mapping()
    };
    let (items, _) =
        read("Ref,Code,Dept,When,Sum\nA-1,5.2,Legal,2016-01-01,7\n,5.2,Legal,2016-01-01,7\n", other);
    let event = items[0].as_ref().unwrap();
    assert_eq!(event.envelope.id, "A-1");
    let Message::SpendingReported(body) =
        Message::decode(&event.envelope.event_type, "application/protobuf", &event.body).unwrap()
    else {
        panic!("spending")
    };
    assert_eq!((body.account.as_str(), body.vendor), ("5.2", None));
    assert_eq!(items[1].as_ref().unwrap_err().column, "Ref");
}

#[test]
fn a_header_without_a_column_or_with_one_twice_is_refused_at_once() {
    let open = |text: &str| SpendingFile::new(text.as_bytes(), "s", mapping(), key()).map(drop).unwrap_err();
    let missing = open("Organisational Unit,Date,Amount,Beneficiary Name\n");
    assert!(matches!(missing, SpendingError::ColumnMissing { column, .. } if column == "Payment Date"));
    let twice = open("Organisational Unit,Payment Date,Amount,Amount,Beneficiary Name\n");
    assert!(matches!(twice, SpendingError::ColumnTwice(column) if column == "Amount"));
    assert!(matches!(open(""), SpendingError::ColumnMissing { .. }));
}

#[test]
fn a_file_s_source_is_its_name_and_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Spending 2016.csv");
    let source = |text: &str| {
        std::fs::write(&path, text).unwrap();
        SpendingFile::open(&path, mapping(), key()).unwrap().source().to_owned()
    };
    let (first, again, corrected) = (source(HEADER), source(HEADER), source(&HEADER.replace("\r\n", "\n")));
    assert!(first.starts_with("urn:neraca:file:spending-2016-") && first == again && first != corrected);
    assert!(first.len() == "urn:neraca:file:spending-2016-".len() + 16);
}

/// The file's own sum, read by hand: the amount is the third field from the left of a row whose first may be quoted.
fn sum_of_file(text: &str) -> (i128, u64) {
    let mut rows = csv_rows(text);
    let header = rows.remove(0);
    let place = header.iter().position(|name| name == "Amount").unwrap();
    let pence = |row: &Vec<String>| {
        let (sign, digits) = match row[place].strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, row[place].as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        sign * format!("{whole}{fraction:0<2}").parse::<i128>().unwrap()
    };
    (rows.iter().map(pence).sum(), rows.len() as u64)
}

/// A second reading of CSV, apart from the library: quotes and commas alone.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for character in text.trim_start_matches('\u{FEFF}').chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field).trim().to_owned()),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field).trim().to_owned());
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field.trim().to_owned());
        rows.push(row);
    }
    rows.retain(|row| row.len() > 1);
    rows
}

#[test]
fn six_months_of_a_real_council_sum_to_the_penny_and_no_row_is_lost() {
    let folder = testkit::skip_without_shared_data!().join("council-spending");
    let (mut rows_total, mut identities, mut agencies) = (0, BTreeSet::new(), BTreeMap::new());
    for month in 4..=9 {
        let path = folder.join(format!("bradford_2016-{month:02}.csv"));
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let mut file = SpendingFile::open(&path, mapping(), key()).unwrap();
        let mut sum = 0;
        for event in file.by_ref() {
            let event = event.unwrap();
            let (minor, agency, ..) = signed(&event);
            assert!(ledger::name::is_name(&agency));
            *agencies.entry(agency).or_insert(0_u64) += 1;
            sum += minor;
            assert!(
                identities.insert((event.envelope.source, event.envelope.id)),
                "every row its own identity"
            );
        }
        let counts = file.counts();
        let (file_sum, file_rows) = sum_of_file(&text);
        assert_eq!(sum, file_sum, "{}", path.display());
        assert_eq!(counts.reported + counts.returned + counts.zero, file_rows);
        assert_eq!(counts.faulty, 0);
        rows_total += file_rows;
    }
    assert!(rows_total > 50_000 && agencies.len() > 50, "{rows_total} rows of {} agencies", agencies.len());
}

proptest! {
    #[test]
    fn no_bytes_make_the_adapters_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = [HEADER.as_bytes(), &bytes].concat();
        for content in [text.as_slice(), &bytes] {
            if let Ok(file) = SpendingFile::new(content, "s", mapping(), key()) {
                file.for_each(drop);
            }
        }
        adapters::EventLines::new(bytes.as_slice()).for_each(drop);
    }
}
