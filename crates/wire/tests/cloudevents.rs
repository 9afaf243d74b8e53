//! Envelopes in both modes, and the codes under which what is no event is quarantined.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod samples;

use prost::Message as _;
use samples::{full_type, sample};
use wire::cloudevents::{self, Envelope};
use wire::message::{BATCH, DecodeError, Message, expand_batch};
use wire::payment_v1::{Batch, BatchedEvent};

fn envelope() -> Envelope {
    Envelope {
        id: "INV 1/\"ä\" 50%25".to_owned(),
        source: "urn:bank".to_owned(),
        event_type: full_type("RefundPaid"),
        time: "2026-01-06T08:00:00+07:00".to_owned(),
        content_type: "application/protobuf".to_owned(),
    }
}

#[test]
fn headers_carry_any_envelope_there_and_back_whatever_their_case() {
    let headers = envelope().headers();
    assert!(headers.iter().all(|(_, value)| value.bytes().all(|byte| (0x20..0x7F).contains(&byte))));
    let shouted: Vec<(String, String)> =
        headers.into_iter().map(|(name, value)| (name.to_uppercase(), value)).collect();
    let read = Envelope::from_headers(shouted.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    assert_eq!(read, Ok(envelope()));
}

#[test]
fn headers_that_are_absent_or_wrong_are_named() {
    let with = |headers: &[(&str, &str)]| Envelope::from_headers(headers.iter().copied()).unwrap_err();
    let good = [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "s"), ("ce-type", "t")];
    assert!(Envelope::from_headers(good).is_ok());
    for (index, (name, _)) in good.iter().enumerate() {
        let mut headers = good.to_vec();
        headers.remove(index);
        let error = with(&headers);
        assert_eq!(error.code(), "headers_missing");
        assert!(error.to_string().contains(name), "{error}");
    }
    let mut headers = good.to_vec();
    headers[0].1 = "0.3";
    assert_eq!(with(&headers).code(), "headers_invalid");
    headers[0].1 = "1.0";
    headers[1].1 = "a%00b";
    assert_eq!(with(&headers).code(), "headers_invalid");
    headers[1].1 = "100%";
    assert_eq!(Envelope::from_headers(headers).unwrap().id, "100%");
}

#[test]
fn structured_events_hold_json_as_it_is_and_protobuf_in_base64() {
    let body = sample("RefundPaid").encode();
    let json = cloudevents::to_json(&envelope(), &body).unwrap();
    assert!(json.contains("data_base64"));
    let event = cloudevents::from_json(json.as_bytes()).unwrap();
    assert_eq!((event.envelope, event.body), (envelope(), body));

    let text = r#"{"specversion":"1.0","id":"1","source":"s","type":"t","time":null,"traceparent":"x","data":{"a": 1}}"#;
    let event = cloudevents::from_json(text.as_bytes()).unwrap();
    assert_eq!(
        (&event.body[..], event.envelope.content_type.as_str()),
        (&b"{\"a\": 1}"[..], "application/json")
    );
    let again = cloudevents::to_json(&event.envelope, &event.body).unwrap();
    assert_eq!(cloudevents::from_json(again.as_bytes()).unwrap(), event);
}

#[test]
fn one_wrong_event_of_an_array_does_not_spoil_its_neighbours() {
    let good = r#"{"specversion":"1.0","id":"1","source":"s","type":"t","data":{}}"#;
    let array = format!("[{good}, {{\"id\":\"2\"}}, {good}]");
    let events = cloudevents::batch_from_json(array.as_bytes()).unwrap();
    assert!(events[0].is_ok() && events[2].is_ok());
    let (error, raw) = events[1].as_ref().unwrap_err();
    assert_eq!((error.code(), &raw[..]), ("headers_missing", &b"{\"id\":\"2\"}"[..]));
    let both = r#"{"specversion":"1.0","id":"1","source":"s","type":"t","data":{},"data_base64":"AA=="}"#;
    assert_eq!(cloudevents::from_json(both.as_bytes()).unwrap_err().code(), "undecodable");
    assert_eq!(cloudevents::batch_from_json(good.as_bytes()).unwrap_err().code(), "undecodable");
}

#[test]
fn nothing_is_dropped_silently_and_each_fault_has_its_code() {
    let read = |event_type: &str, content_type: &str, body: &[u8]| {
        Message::decode(event_type, content_type, body).map_err(|error| error.code())
    };
    let refund = full_type("RefundPaid");
    let mut body = sample("RefundPaid").encode().to_vec();
    assert!(read(&refund, "Application/Protobuf; v=1", &body).is_ok());
    body.extend([0xF8, 0x07, 1]);
    assert_eq!(read(&refund, "application/protobuf", &body), Err("unknown_fields"));
    assert_eq!(read(&refund, "application/json", br#"{"amuont":{}}"#), Err("unknown_fields"));
    assert_eq!(read(&refund, "application/json", br#"{"amount":{"value":1}}"#), Err("undecodable"));
    assert_eq!(read(&refund, "application/json", br#"{"payer":"a\u0000"}"#), Err("undecodable"));
    assert_eq!(read(&refund, "application/protobuf", b"\x32\x02a\x00"), Err("undecodable"));
    assert_eq!(read(&refund, "application/protobuf", b"\x32\xFF"), Err("undecodable"));
    assert_eq!(read(&refund, "text/csv", b""), Err("unknown_content_type"));
    assert_eq!(read(&refund, "", b""), Err("unknown_content_type"));
    for event_type in ["neraca.payment.v1.Amount", "neraca.payment.v2.RefundPaid", "RefundPaid", ""] {
        assert_eq!(read(event_type, "application/json", b"{}"), Err("unknown_type"), "{event_type}");
    }
    assert_eq!(read(BATCH, "application/protobuf", b""), Err("undecodable"));
}

#[test]
fn a_batch_comes_apart_into_events_with_envelopes_of_their_own() {
    let data = sample("RefundPaid").encode();
    let event = |id: &str| BatchedEvent {
        id: id.to_owned(),
        source: "s".to_owned(),
        r#type: full_type("RefundPaid"),
        time: String::new(),
        data: data.clone(),
    };
    let batch = Batch { events: vec![event("1"), event("")] };
    let parts = expand_batch("application/protobuf", &batch.encode_to_vec()).unwrap();
    let (first, second) = (&parts[0], &parts[1]);
    assert_eq!(first.0.as_ref().map(|envelope| envelope.id.as_str()), Ok("1"));
    assert_eq!(second.0, Err(DecodeError::AttributeMissing("id")));
    assert_eq!(first.1, data);
    assert!(Message::decode(&full_type("RefundPaid"), "application/protobuf", &first.1).is_ok());
    assert!(expand_batch("application/json", b"[]").is_err());
}
