//! Exports of treasury documents, as people name and write them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use adapters::PseudonymKey;
use adapters::sipd::{AmountStyle, SipdError, SipdExport, SipdField, SipdKind, SipdMapping, read};
use ledger::Currency;
use wire::message::Message;

const SP2D: &str = "21.05/04.0/000616/LS/5.02.0.00.0.00.01.0000/P6/9/2024";
const AGENCY: &str = "5.02.0.00.0.00.01.0000";

fn mapping(kind: SipdKind) -> SipdMapping {
    SipdMapping {
        kind,
        columns: BTreeMap::new(),
        deductions: Vec::new(),
        amounts: AmountStyle::Either,
        any_number: false,
        basis: "expense".to_owned(),
        currency: Currency::IDR,
    }
}

fn key() -> PseudonymKey {
    PseudonymKey::new(b"0123456789abcdef").unwrap()
}

fn try_export(text: &str, mapping: &SipdMapping) -> Result<SipdExport, SipdError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    read(file.path(), mapping, &key())
}

fn export(text: &str, mapping: &SipdMapping) -> SipdExport {
    try_export(text, mapping).unwrap()
}

/// Ids and messages of an export without faults.
fn events(text: &str, mapping: &SipdMapping) -> Vec<(String, Message)> {
    let read = |row: Result<adapters::sipd::SipdEvent, _>| {
        let event = row.unwrap().event;
        let message = Message::decode(&event.envelope.event_type, &event.envelope.content_type, &event.body);
        (event.envelope.id, message.unwrap())
    };
    export(text, mapping).rows.into_iter().map(read).collect()
}

#[test]
fn a_disbursement_is_read_with_what_was_withheld_and_its_payee_only_as_a_pseudonym() {
    let text = format!(
        "Nomor SP2D;Tanggal SP2D;Kode Rekening;Nilai;PPN;PPh 22;Netto;Penerima;Nomor SPM;Rekening Penerima\n\
         {SP2D};17 September 2024;5.2.02.10.01.0002;11.100.000,00;1.100.000,00;150.000,00;9.850.000,00;CV Maju;SPM-1;140987\n"
    );
    let mut mapping = mapping(SipdKind::Disbursement);
    let deduction = |account: &str, column: &str| (account.to_owned(), column.to_owned());
    mapping.deductions = vec![deduction("2.1.01.06.01.0001", "PPN"), deduction("2.1.01.05.02.0001", "pph22")];
    let mut export = export(&text, &mapping);
    let row = export.rows.remove(0).unwrap();
    let envelope = &row.event.envelope;
    assert_eq!((envelope.id.as_str(), envelope.source.as_str()), (SP2D, "urn:neraca:sipd:sp2d"));
    let Ok(Message::DisbursementPaid(paid)) =
        Message::decode(&envelope.event_type, &envelope.content_type, &row.event.body)
    else {
        panic!("a disbursement")
    };
    assert_eq!(
        (paid.date.as_str(), paid.agency.as_str(), paid.order.as_str()),
        ("2024-09-17", AGENCY, "SPM-1")
    );
    assert_eq!(
        (paid.amount.unwrap().value, paid.transfer.unwrap().value),
        ("11100000.00".into(), "9850000.00".into())
    );
    let deductions: Vec<_> =
        paid.deductions.into_iter().map(|it| (it.account, it.amount.unwrap().value)).collect();
    assert_eq!(
        deductions,
        [
            ("2.1.01.06.01.0001".to_owned(), "1100000.00".to_owned()),
            ("2.1.01.05.02.0001".to_owned(), "150000.00".to_owned()),
        ]
    );
    assert_eq!(paid.vendor.unwrap().id, key().of("CV Maju"));
    assert!(!String::from_utf8_lossy(&row.event.body).contains("Maju"));
    let payee = row.payee.unwrap();
    assert_eq!((payee.value.as_str(), payee.account.as_deref()), ("CV Maju", Some("140987")));
}

#[test]
fn the_purpose_in_the_number_decides_what_a_document_is() {
    let numbered = |kind: &str, purpose: &str| SP2D.replace("04.0", kind).replace("LS", purpose);
    let text = |number: &str| {
        format!("nomor,tanggal,kode rekening,nilai\n{number},2024-09-17,5.1.02.01.01.0024,100\n")
    };
    let of = |kind, number: &str| events(&text(number), &mapping(kind)).pop().map(|(_, message)| message);
    for (purpose, kind) in [("UP", "initial"), ("GU", "replenishment"), ("TU", "additional")] {
        let Some(Message::ImprestIssued(issued)) = of(SipdKind::Disbursement, &numbered("04.0", purpose))
        else {
            panic!("imprest")
        };
        assert_eq!((issued.kind.as_str(), issued.agency.as_str()), (kind, AGENCY));
        let export = export(&text(&numbered("03.0", purpose)), &mapping(SipdKind::PaymentOrder));
        assert_eq!((export.rows.len(), export.passed_over), (0, 1), "an order of imprest holds nothing");
    }
    let order = of(SipdKind::PaymentOrder, &numbered("03.0", "LS"));
    assert!(matches!(order, Some(Message::DisbursementOrdered(_))));
    let Some(Message::PaymentRequested(request)) = of(SipdKind::PaymentRequest, &numbered("02.0", "LS"))
    else {
        panic!("a request")
    };
    assert_eq!(request.kind, "direct");
}

#[test]
fn deposit_slips_and_fund_releases_name_their_agency() {
    let sts = "No STS,Tanggal,Kode SKPD,Kode Rekening,Jumlah\nSTS/1/2024,01/02/2024,5.02,4.1.02.01.05.0003,\"1.250.000,00\"\n";
    let [(id, Message::DepositMade(made))] = &events(sts, &mapping(SipdKind::DepositSlip))[..] else {
        panic!("one")
    };
    assert_eq!((id.as_str(), made.slip.as_str(), made.agency.as_str()), ("STS/1/2024", "STS/1/2024", "5.02"));
    let spd = r#"{"data":[{"nomor_spd":"SPD/1","tanggal_spd":"2024-01-05","kode_skpd":"5.02","nilai":123456789.50,
        "berlaku_dari":"2024-01-01","berlaku_sampai":"2024-03-31","uraian":null}]}"#;
    let [(_, Message::FundReleased(released))] = &events(spd, &mapping(SipdKind::FundRelease))[..] else {
        panic!("one")
    };
    assert_eq!(released.amount.as_ref().unwrap().value, "123456789.50", "every digit counts");
    assert_eq!((released.valid_from.as_str(), released.valid_to.as_str()), ("2024-01-01", "2024-03-31"));
}

#[test]
fn a_document_of_several_lines_has_an_event_for_each_by_number_and_account() {
    let text = format!(
        r#"[{{"nomor_sp2d":"{SP2D}","tanggal_sp2d":"2024-09-17","kode_rekening":"5.1.01.01.01.0001","nilai":"100","nomor_spm":"M",
            "potongan":[{{"kode_rekening":"2.1.01.05.01.0001","nilai":"5,00"}},{{"kode_rekening":"x","nilai":0}}]}},
            {{"nomor_sp2d":"{SP2D}","tanggal_sp2d":"2024-09-17","kode_rekening":"5.1.01.01.02.0001","nilai":"50","nomor_spm":"M"}},
            {{"nomor_sp2d":"{SP2D}","tanggal_sp2d":"2024-09-17","kode_rekening":"5.1.01.01.02.0001","nilai":"50","nomor_spm":"M"}}]"#
    );
    let export = export(&text, &mapping(SipdKind::Disbursement));
    let ids: Vec<_> = export.rows.iter().flatten().map(|row| row.event.envelope.id.clone()).collect();
    assert_eq!(ids, [format!("{SP2D}#5.1.01.01.01.0001"), format!("{SP2D}#5.1.01.01.02.0001")]);
    let fault = export.rows[2].as_ref().unwrap_err();
    assert!(fault.line == 3 && fault.problem.contains("in line 2 already"), "{fault}");
    let event = &export.rows[0].as_ref().unwrap().event;
    let Ok(Message::DisbursementPaid(paid)) =
        Message::decode(&event.envelope.event_type, &event.envelope.content_type, &event.body)
    else {
        panic!("a disbursement")
    };
    assert_eq!(paid.order, "M#5.1.01.01.01.0001");
    assert_eq!(paid.deductions.len(), 1, "zeros are nothing");
}

#[test]
fn what_is_wrong_is_named_by_line_and_column_without_the_payee() {
    let header = "Nomor SP2D,Tanggal,Kode SKPD,Jenis,Kode Rekening,Nilai,Penerima";
    let good = format!("{SP2D},2024-09-17,,LS,5.1.02.01.01.0024,100,Budi Santoso");
    for (from, to, column, problem) in [
        ("2024-09-17", "17-13-2024", "Tanggal", "is not a date"),
        (",100,", ",1.234,", "Nilai", "--amounts"),
        (",100,", ",-100,", "Nilai", "negative"),
        ("/P6/9/2024", "/P6/13/2024", "Nomor SP2D", "month \"13\""),
        ("/04.0/", "/03.0/", "Nomor SP2D", "is of kind 03.0, and sp2d has 04.0"),
        (",,LS,", ",1.01,LS,", "Kode SKPD", "not the agency in the document's number"),
        (",LS,5", ",UP,5", "Jenis", "not the purpose in the document's number"),
        ("5.1.02.01.01.0024", "", "Kode Rekening", "names its expenditure account"),
        (SP2D, "", "Nomor SP2D", "has no number"),
    ] {
        let bad = good.replacen(from, to, 1);
        let export = export(&format!("{header}\n\n{bad}\n{good}\n"), &mapping(SipdKind::Disbursement));
        let fault = export.rows[0].as_ref().unwrap_err();
        assert_eq!((fault.line, fault.column.as_str()), (3, column), "{fault}");
        assert!(fault.to_string().contains(problem), "{fault}");
        assert!(!fault.raw.contains("Budi") && !fault.to_string().contains("Budi"), "{fault} {}", fault.raw);
    }
    let missing =
        try_export("Nomor SP2D,Tanggal\n", &mapping(SipdKind::Disbursement)).unwrap_err().to_string();
    assert!(
        missing.contains("no column for the amount") && missing.contains("--column amount=COLUMN"),
        "{missing}"
    );
    let mut named = mapping(SipdKind::Disbursement);
    named.columns.insert(SipdField::Amount, "Bruto".to_owned());
    let missing = try_export(&format!("{header}\n"), &named).unwrap_err().to_string();
    assert!(missing.contains("no column \"Bruto\""), "{missing}");
    assert!(matches!(try_export("[1]", &mapping(SipdKind::Disbursement)), Err(SipdError::Json(_))));
    assert!(matches!(try_export("{}", &mapping(SipdKind::Disbursement)), Err(SipdError::Json(_))));
}

#[test]
fn numbers_of_another_pattern_are_taken_when_agency_and_purpose_have_columns() {
    let mut mapping = mapping(SipdKind::Disbursement);
    mapping.any_number = true;
    mapping.columns.insert(SipdField::Number, "No. Surat".to_owned());
    let text = "no surat,tanggal,kode skpd,jenis,kode rekening,nilai\n77/SP2D/2024,2024-09-17,1.01,GU,,100\n";
    let [(id, Message::ImprestIssued(issued))] = &events(text, &mapping)[..] else { panic!("imprest") };
    assert_eq!(
        (id.as_str(), issued.kind.as_str(), issued.agency.as_str()),
        ("77/SP2D/2024", "replenishment", "1.01")
    );
    let wrong = export(&text.replace("GU", "XX"), &mapping);
    assert!(wrong.rows[0].as_ref().unwrap_err().problem.contains("UP, GU, TU, LS"));
}
