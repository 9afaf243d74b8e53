//! What goes wrong in a real year: events twice, ids used again, payments taken back, late ones, and messages that no one
//! can post. Each has its outcome; none is lost, and none moves a balance it should not move.

use bytes::Bytes;
use prost::Message;
use wire::payment_v1::{DisbursementOrdered, PaymentReceived, PaymentReversed};

use super::agencies::{REVENUE, WORKS};
use super::diary::{DAYS, DemoEvent, Diary, When, event_type, rupiah, time};
use super::revenue::late_payment;

/// In ten thousand of the year's events.
const LATE: u64 = 50;
const REVERSED: u64 = 30;
const REVERSED_TWICE: u64 = 2;
const REPEATED: u64 = 80;
const ID_USED_AGAIN: u64 = 5;
const UNPOSTABLE: u64 = 14;

/// Writes all of it; comes last, for it picks from what is there.
pub(super) fn write(diary: &mut Diary, events: u64) {
    let count = |share: u64| (events * share / 10_000).max(2);
    for number in 0..count(LATE) {
        late_payment(diary, number as usize);
    }
    for number in 0..count(UNPOSTABLE) {
        unpostable(diary, number);
    }
    let mut reversed = Vec::new();
    for number in 0..count(REVERSED) {
        reversed.extend(reverse(diary, number));
    }
    for number in 0..count(REVERSED_TWICE) {
        if let Some((when, message)) = reversed.get(number as usize) {
            let later = When { day: (when.day + 3).min(DAYS - 1), second: when.second };
            diary.write(later, TREASURY, format!("BATAL-LAGI-{number:05}"), "PaymentReversed", message);
        }
    }
    for _ in 0..count(ID_USED_AGAIN) {
        use_id_again(diary);
    }
    for _ in 0..count(REPEATED) {
        let (when, event) = pick(diary);
        let later = diary.random.between(1, 20 * 3600) as u32;
        diary.keep(When { second: when.second + later, ..when }, event);
    }
}

const TREASURY: &str = "urn:okutimur:bpkad:kasda";

/// Any event that is there.
fn pick(diary: &mut Diary) -> (When, DemoEvent) {
    let count = diary.len() as u64;
    let place = diary.random.below(count) as usize;
    diary.at(place).clone()
}

/// A payment straight into the treasury that nothing else stands on.
fn pick_payment(diary: &mut Diary) -> Option<(When, DemoEvent, PaymentReceived)> {
    for _ in 0..200 {
        let (when, event) = pick(diary);
        if event.event_type != event_type("PaymentReceived") {
            continue;
        }
        let Ok(payment) = PaymentReceived::decode(event.body.clone()) else { continue };
        if payment.into == "treasury" && payment.overpayment.is_none() && when.day + 15 < DAYS {
            return Some((when, event, payment));
        }
    }
    None
}

/// A payment is taken back some days later, at its own date in one case of three.
fn reverse(diary: &mut Diary, number: u64) -> Option<(When, PaymentReversed)> {
    let (when, event, payment) = pick_payment(diary)?;
    if payment.account.starts_with("4.2") || payment.channel == "other" {
        return None;
    }
    let message = PaymentReversed {
        original_source: event.source,
        original_id: event.id,
        reason: "salah kode rekening".to_owned(),
        at_original_date: diary.random.per_mille(330),
        ..Default::default()
    };
    let day = when.day + diary.random.between(1, 10) as u32;
    let when = diary.on(day);
    diary.write(when, TREASURY, format!("BATAL-{number:05}"), "PaymentReversed", &message);
    Some((when, message))
}

/// The same source and id with another amount.
fn use_id_again(diary: &mut Diary) {
    let Some((when, event, mut payment)) = pick_payment(diary) else { return };
    let whole = payment.amount.as_ref().and_then(|amount| amount.value.parse::<i64>().ok()).unwrap_or(0);
    payment.amount = rupiah(whole + 1_000);
    let when = When { day: when.day + 1, second: when.second };
    diary.keep(when, DemoEvent { time: time(when), body: payment.encode_to_vec().into(), ..event });
}

/// Messages that can't be posted, one kind after the other.
fn unpostable(diary: &mut Diary, number: u64) {
    let day = diary.random.between(5, i64::from(DAYS) - 2) as u32;
    let when = diary.on(day);
    let good = PaymentReceived {
        agency: REVENUE.to_owned(),
        account: "4.1.01.19.01.0001".to_owned(),
        amount: rupiah(250_000),
        basis: "self-assessed".to_owned(),
        into: "treasury".to_owned(),
        channel: "teller".to_owned(),
        ..Default::default()
    };
    let id = format!("RUSAK-{number:05}");
    let mut write =
        |message: &PaymentReceived| diary.write(when, BROKEN, id.clone(), "PaymentReceived", message);
    match number % 8 {
        // An account the chart does not know.
        0 => write(&PaymentReceived { account: "4.1.99.99.99.9999".to_owned(), ..good }),
        // A required field is absent.
        1 => write(&PaymentReceived { agency: String::new(), ..good }),
        // A word that is none of the known ones.
        2 => write(&PaymentReceived { channel: "pos".to_owned(), ..good }),
        // A fraction below the minor unit.
        3 => write(&PaymentReceived {
            amount: good
                .amount
                .clone()
                .map(|amount| wire::payment_v1::Amount { value: "10.005".to_owned(), ..amount }),
            ..good
        }),
        // A day that no calendar has.
        4 => write(&PaymentReceived { date: "2025-02-30".to_owned(), ..good }),
        // More than the whole appropriation.
        5 => {
            let message = DisbursementOrdered {
                agency: WORKS.to_owned(),
                account: "5.2.04.01.01.0003".to_owned(),
                amount: rupiah(4_000_000_000_000),
                order: format!("SPM-{id}"),
                ..Default::default()
            };
            diary.write(when, BROKEN, id, "DisbursementOrdered", &message);
        }
        // Bytes that are no message.
        6 => raw(diary, when, id, &event_type("PaymentReceived"), b"\x0a\xff\xff\xff<pembayaran/>"),
        // A type that nobody knows.
        _ => raw(diary, when, id, "id.go.okutimur.pembayaran.v9", b"{}"),
    }
}

/// Where messages come from that can't be posted.
pub(super) const BROKEN: &str = "urn:okutimur:loket:lama";

fn raw(diary: &mut Diary, when: When, id: String, event_type: &str, body: &'static [u8]) {
    diary.keep(
        when,
        DemoEvent {
            source: BROKEN.to_owned(),
            id,
            event_type: event_type.to_owned(),
            time: time(when),
            content_type: "application/protobuf",
            body: Bytes::from_static(body),
        },
    );
}
