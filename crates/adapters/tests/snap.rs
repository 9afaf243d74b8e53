//! Notifications as their publishers document them, and with the traps that real ones have.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use adapters::snap::{Notice, Reply, Service, SnapError, SnapMapping, Target, accepted, notice, rejected};
use adapters::{Event, Part, PseudonymKey};
use ledger::{BookSettings, ChartMode, Currency};
use serde_json::Value;
use wire::message::Message;
use wire::payment_v1::PaymentReceived;

const RECEIVED: &str = "2026-08-10T10:00:00+07:00";

fn target(account: &str, into: &str) -> Target {
    Target {
        agency: "5.02".to_owned(),
        account: account.to_owned(),
        basis: "assessed".to_owned(),
        into: into.to_owned(),
    }
}

fn mapping() -> SnapMapping {
    let targets = [
        ("088899", target("4.1.01.15", "treasury")),
        ("12345", target("4.1.01.06", "treasury")),
        ("00007100010926", target("4.1.02.01", "acquirer")),
        ("124928924949487", target("4.1.02.02", "acquirer")),
        ("9360082232504524231", target("4.1.02.03", "acquirer")),
    ];
    SnapMapping {
        source: "urn:bpd".to_owned(),
        targets: targets.map(|(name, target)| (name.to_owned(), target)).into(),
        otherwise: None,
        key: PseudonymKey::new(b"0123456789abcdef").unwrap(),
    }
}

fn paid(service: Service, body: &[u8]) -> (Event, PaymentReceived) {
    let Notice::Paid(paid) = notice(service, body, RECEIVED, &mapping()).unwrap() else { panic!("paid") };
    let event = paid.event;
    let message =
        Message::decode(&event.envelope.event_type, &event.envelope.content_type, &event.body).unwrap();
    let settings = BookSettings {
        name: "b".to_owned(),
        currency: Currency::IDR,
        chart_mode: ChartMode::Open,
        balance_per_entity: false,
    };
    assert!(wire::command::request(&message, &event.envelope, &settings).is_ok(), "the core can decide it");
    let Message::PaymentReceived(payment) = message else { panic!("a payment") };
    (event, payment)
}

const VA: &str = r#"{"partnerServiceId":"   12345","customerNo":12345678901234567890,"virtualAccountNo":"   12345678901234567890123",
"paymentRequestId":"PAY-1","paidAmount":{"value":250000.00,"currency":"IDR"},"trxDateTime":"20260810T093527+0700",
"referenceNo":12345678901,"flagAdvise":"N","paymentType":1,"virtualAccountName":"Budi Manjo","billDetails":null}"#;

#[test]
fn a_paid_virtual_account_becomes_a_payment_named_by_its_payment_request() {
    let (event, payment) = paid(Service::VirtualAccount, VA.as_bytes());
    assert_eq!((event.envelope.id.as_str(), event.envelope.source.as_str()), ("PAY-1", "urn:bpd"));
    assert_eq!(event.envelope.time, "2026-08-10T09:35:27+07:00");
    assert_eq!((payment.account.as_str(), payment.channel.as_str()), ("4.1.01.06", "virtual-account"));
    assert_eq!(payment.amount.unwrap().value, "250000.00");
    assert_eq!((payment.receipt.as_str(), payment.date.as_str()), ("12345678901", ""));
    assert_eq!(payment.payer, mapping().key.of("12345678901234567890"), "every digit counts");
    let text = String::from_utf8_lossy(&event.body);
    assert!(!text.contains("Budi") && !text.contains("12345678901234567890"), "no person in clear");
}

#[test]
fn who_paid_goes_beside_the_event_and_is_not_printed() {
    let Ok(Notice::Paid(paid)) = notice(Service::VirtualAccount, VA.as_bytes(), RECEIVED, &mapping()) else {
        panic!("paid")
    };
    let payer = paid.payer.clone().unwrap();
    assert_eq!((payer.value.as_str(), payer.name.as_deref()), ("12345678901234567890", Some("Budi Manjo")));
    assert_eq!((payer.part, paid.bill()), (Part::Payer, None));
    assert!(!format!("{paid:?}").contains("Budi"));
}

#[test]
fn a_retry_is_the_same_event_though_its_advice_flag_and_time_of_receipt_differ() {
    let untimed = VA.replace("\"20260810T093527+0700\"", "null");
    let retried = untimed.replace("\"flagAdvise\":\"N\"", "\"flagAdvise\":\"Y\"");
    let (first, _) = paid(Service::VirtualAccount, untimed.as_bytes());
    let (second, _) = paid(Service::VirtualAccount, retried.as_bytes());
    assert_eq!((&first.envelope.id, &first.body), (&second.envelope.id, &second.body));
    assert_eq!(first.envelope.time, RECEIVED);
}

#[test]
fn a_payment_that_is_not_final_gives_no_event_and_says_why() {
    let body = |status: &str| format!(r#"{{"originalReferenceNo":"1","latestTransactionStatus":{status}}}"#);
    let read = |status| notice(Service::QrisMerchant, body(status).as_bytes(), RECEIVED, &mapping());
    assert_eq!(read("\"03\""), Ok(Notice::NotPaid { status: "03".to_owned(), meaning: "pending" }));
    assert!(matches!(read("\"99\""), Err(SnapError::InvalidField { .. })));
    let nameless = br#"{"latestTransactionStatus":"04"}"#;
    let said = notice(Service::QrisMerchant, nameless, RECEIVED, &mapping());
    assert_eq!(said, Err(SnapError::MissingField("originalReferenceNo")));
    assert_eq!(read("null"), Err(SnapError::MissingField("latestTransactionStatus")));
}

#[test]
fn a_payment_that_was_given_back_is_proposed_to_be_reversed_and_its_retry_is_the_same_event() {
    let body = |status: &str, payment: &str| {
        format!(
            r#"{{"originalReferenceNo":"{payment}","latestTransactionStatus":"{status}","customerNumber":"081234567890"}}"#
        )
    };
    let read = |status: &str, payment: &str, received: &str| {
        let body = body(status, payment);
        let Ok(Notice::TakenBack(told)) =
            notice(Service::QrisMerchant, body.as_bytes(), received, &mapping())
        else {
            panic!("{body}")
        };
        told
    };
    let told = read("04", "R-1", RECEIVED);
    assert_eq!((told.payment.as_str(), told.meaning, told.was_paid), ("R-1", "refunded", true));
    let again = read("04", "R-1", "2026-08-11T10:00:00+07:00");
    assert_eq!(
        (&told.proposal.envelope.id, &told.proposal.body),
        (&again.proposal.envelope.id, &again.proposal.body)
    );
    assert!(!String::from_utf8_lossy(&told.proposal.body).contains("081234567890"));
    let made = |notice: &adapters::snap::TakenBackNotice| {
        let event = &notice.proposal;
        let of = Message::decode(&event.envelope.event_type, &event.envelope.content_type, &event.body);
        let Ok(Message::ProposalMade(made)) = of else { panic!("a proposal") };
        made
    };
    let made_of_first = made(&told);
    let Some(Message::PaymentReversed(reversed)) = Message::proposed(&made_of_first) else {
        panic!("a reversal")
    };
    assert_eq!((reversed.original_source.as_str(), reversed.original_id.as_str()), ("urn:bpd", "R-1"));
    let long = made(&read("04", &"7".repeat(300), RECEIVED));
    assert!(long.proposal.len() <= 128 && made_of_first.proposal == "urn:bpd/R-1/04", "{}", long.proposal);
    for status in ["05", "06", "07"] {
        assert!(!read(status, "R-1", RECEIVED).was_paid, "{status}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named_and_answered_with_its_code() {
    let read =
        |body: &str| notice(Service::VirtualAccount, body.as_bytes(), RECEIVED, &mapping()).unwrap_err();
    let code = |error: &SnapError| {
        let Reply { status, body, .. } = rejected(Service::VirtualAccount, error);
        let value: Value = serde_json::from_str(&body).unwrap();
        (status, value["responseCode"].as_str().unwrap().to_owned())
    };
    for (body, wanted, answer) in [
        (VA.replace("paymentRequestId", "x"), SnapError::MissingField("paymentRequestId"), "4002502"),
        (VA.replace("250000.00", "null"), SnapError::MissingField("paidAmount"), "4002502"),
        (VA.replace("   12345\"", "99\""), SnapError::UnknownTarget(vec!["99".to_owned()]), "4042512"),
        ("[]".to_owned(), SnapError::NotJson, "4002500"),
    ] {
        let error = read(&body);
        assert_eq!(error, wanted);
        assert_eq!(code(&error).1, answer);
    }
    for (from, to) in [
        ("250000.00", "2.5e5"),
        ("250000.00", "-1"),
        ("250000.00", "0.00"),
        ("250000.00", "0.001"),
        ("IDR", "RP"),
        ("20260810T093527+0700", "10/08/2026"),
    ] {
        let error = read(&VA.replace(from, to));
        assert!(matches!(error, SnapError::InvalidField { .. }), "{to}: {error}");
        assert_eq!(code(&error), (400, "4002501".to_owned()));
    }
    let otherwise =
        SnapMapping { otherwise: Some(target("4.9", "treasury")), targets: BTreeMap::new(), ..mapping() };
    assert!(notice(Service::VirtualAccount, VA.as_bytes(), RECEIVED, &otherwise).is_ok());
}

#[test]
fn replies_carry_the_service_s_success_code_and_echo_the_virtual_account() {
    let code =
        |service, body: &[u8]| -> Value { serde_json::from_str(&accepted(service, body).body).unwrap() };
    let va = code(Service::VirtualAccount, VA.as_bytes());
    assert_eq!(va["responseCode"], "2002500");
    let data = &va["virtualAccountData"];
    assert_eq!(
        (&data["paymentFlagStatus"], &data["partnerServiceId"]),
        (&Value::from("00"), &Value::from("   12345"))
    );
    assert_eq!(data["customerNo"], "12345678901234567890");
    assert_eq!(code(Service::QrisMerchant, b"")["responseCode"], "2005200");
}

#[test]
fn notifications_as_their_publishers_document_them_are_read() {
    let folder = testkit::skip_without_shared_data!().join("snap");
    let read = |name: &str, service| paid(service, &std::fs::read(folder.join(name)).unwrap());
    for (name, service, id, account, value, time) in [
        (
            "aspi_va_payment_request.json",
            Service::VirtualAccount,
            "abcdef-123456-abcdef",
            "4.1.01.15",
            "12345678.00",
            "2020-12-31T23:59:59Z",
        ),
        (
            "bca_style_va_payment_request_e2e.json",
            Service::VirtualAccount,
            "PAY-FIXED-1",
            "4.1.01.06",
            "250000.00",
            "2026-08-10T09:35:27+07:00",
        ),
        (
            "aspi_qr_mpm_notify_request.json",
            Service::QrisMerchant,
            "2020102977770000000009",
            "4.1.02.02",
            "12345678.00",
            RECEIVED,
        ),
        (
            "aspi_qr_cpm_notify_request.json",
            Service::QrisCustomer,
            "2020102977770000000009",
            "4.1.02.01",
            "50000.00",
            RECEIVED,
        ),
        (
            "astrapay_qr_mpm_notify_request.json",
            Service::QrisMerchant,
            "XCBS6Z450S",
            "4.1.02.03",
            "100.00",
            RECEIVED,
        ),
    ] {
        let (event, payment) = read(name, service);
        assert_eq!((event.envelope.id.as_str(), event.envelope.time.as_str()), (id, time), "{name}");
        assert_eq!(
            (payment.account.as_str(), payment.amount.unwrap().value.as_str()),
            (account, value),
            "{name}"
        );
    }
}
