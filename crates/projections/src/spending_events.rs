//! Rows of spending: what each entry realised of an expenditure account, and every event of a purchase on its way there, each
//! with what its message says of vendor and goods. `fold.rs` collects them, `queries/spending_events.rs` reads them.
//!
//! Realised rows are made of lines and not of messages, so their sum is that of the budget realisation report whatever made
//! the lines. A vendor's pseudonym is not kept: nothing here is asked by vendor.

use std::collections::BTreeMap;

use ledger::{Currency, Date};
use wire::ledger_v1 as pb;
use wire::message::{Message, PACKAGE};
use wire::payment_v1::{Amount, Vendor};

use crate::state::Account;
use crate::value::Value;

/// The leading segment of expenditure codes in the budget books (chart of accounts, level 1).
pub(crate) const EXPENDITURE: &str = "5";

/// Where a purchase stands, with its number in the tables. From [`Stage::Paid`] on the budget's expenditure is realised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Goods or services were accepted (BAST).
    Accepted = 1,
    /// A disbursement was ordered (SPM).
    Ordered = 2,
    /// Bought with the government credit card; realised when its issuer is paid.
    CardPurchase = 3,
    /// Paid by the treasury (SP2D).
    Paid = 4,
    /// Accounted for out of an imprest (SPJ).
    Reported = 5,
    /// Came back in the same year.
    Returned = 6,
    /// Realised by anything else: a fee, a journal, a correction, a reversal.
    Other = 7,
}

impl Stage {
    const ALL: [Self; 7] = [
        Self::Accepted,
        Self::Ordered,
        Self::CardPurchase,
        Self::Paid,
        Self::Reported,
        Self::Returned,
        Self::Other,
    ];

    /// Its number in the tables.
    #[must_use]
    pub const fn number(self) -> i64 {
        self as i64
    }

    pub(crate) fn of_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|stage| stage.number() == number).unwrap_or(Self::Other)
    }

    /// Whether the budget's expenditure is realised there.
    #[must_use]
    pub const fn is_realized(self) -> bool {
        self.number() >= Self::Paid.number()
    }
}

/// What the entries of one record realised: by account and effective date, debits less credits.
pub(crate) type Realized = BTreeMap<(u32, i32), i64>;

/// What a message says of a purchase.
struct Purchase<'m> {
    stage: Stage,
    agency: &'m str,
    code: &'m str,
    amount: Option<&'m Amount>,
    document: &'m str,
    channel: &'m str,
    vendor: Option<&'m Vendor>,
}

/// Whether messages of this type tell of purchases. Most of a log's do not, and need not be decoded.
fn tells(event_type: &str) -> bool {
    let name = event_type.strip_prefix(PACKAGE).unwrap_or_default();
    matches!(
        name,
        "DeliveryAccepted"
            | "DisbursementOrdered"
            | "DisbursementPaid"
            | "SpendingReported"
            | "SpendingReturned"
            | "CardPurchase"
    )
}

/// Rows of one record, to be added to those of its batch.
pub(crate) fn rows(
    record: &pb::Record,
    realized: &Realized,
    accounts: &[Account],
    book_no: i32,
) -> Vec<Value> {
    let message = tells(&record.r#type)
        .then(|| Message::decode(&record.r#type, "application/protobuf", &record.data).ok())
        .flatten();
    let purchase = message.as_ref().and_then(|message| purchase(message.current()));
    let mut rows = Vec::new();
    for (line_no, ((index, date), amount)) in (0..).zip(realized) {
        // Its stage is that of its message only where the message realises.
        let stage = purchase.as_ref().map_or(Stage::Other, |purchase| purchase.stage);
        let stage = if stage.is_realized() { stage } else { Stage::Other };
        let account = &accounts[*index as usize];
        let place = Place {
            stage,
            entity: &account.entity,
            code: &account.code,
            currency: &account.currency,
            amount: *amount,
            date: *date,
            line_no,
        };
        rows.extend(row(record, book_no, &place, purchase.as_ref()));
    }
    let on_its_way = purchase.as_ref().filter(|purchase| !purchase.stage.is_realized());
    if let Some((purchase, (amount, currency))) = on_its_way.and_then(|it| Some((it, minor(it.amount?)?))) {
        let place = Place {
            stage: purchase.stage,
            entity: purchase.agency,
            code: purchase.code,
            currency: currency.code(),
            amount,
            date: record.effective_date,
            line_no: i32::try_from(realized.len()).unwrap_or(i32::MAX),
        };
        rows.extend(row(record, book_no, &place, Some(purchase)));
    }
    rows
}

/// What a row counts and where.
struct Place<'a> {
    stage: Stage,
    entity: &'a str,
    code: &'a str,
    currency: &'a str,
    amount: i64,
    date: i32,
    line_no: i32,
}

fn row(record: &pb::Record, book_no: i32, place: &Place<'_>, purchase: Option<&Purchase<'_>>) -> [Value; 17] {
    let unknown = Vendor::default();
    let vendor = purchase.and_then(|purchase| purchase.vendor).unwrap_or(&unknown);
    let text = |text: &str| Value::Text(text.to_owned());
    [
        Value::Int(record.position as i64),
        Value::Int(place.amount),
        Value::opt(percent(&vendor.local_content_percent)),
        Value::opt(Date::parse(&vendor.invoice_date).map(|date| i64::from(date.0))),
        Value::from(book_no),
        Value::from(place.line_no),
        Value::from(place.date),
        Value::Int(place.stage.number()),
        text(place.currency),
        text(place.entity),
        text(place.code),
        text(purchase.map_or("", |purchase| purchase.document)),
        text(&vendor.scale),
        text(&vendor.domicile),
        text(&vendor.origin),
        text(&vendor.procurement_channel),
        text(purchase.map_or("", |purchase| purchase.channel)),
    ]
}

fn purchase(message: &Message) -> Option<Purchase<'_>> {
    macro_rules! purchase {
        ($stage:ident, $message:ident, $document:ident, $channel:expr) => {
            Purchase {
                stage: Stage::$stage,
                agency: &$message.agency,
                code: &$message.account,
                amount: $message.amount.as_ref(),
                document: &$message.$document,
                channel: $channel,
                vendor: $message.vendor.as_ref(),
            }
        };
    }
    Some(match message {
        Message::DeliveryAccepted(it) => purchase!(Accepted, it, document, ""),
        Message::DisbursementOrdered(it) => purchase!(Ordered, it, order, ""),
        // Its order's number, which is also the order's own: so one finds the other.
        Message::DisbursementPaid(it) => purchase!(Paid, it, order, &it.channel),
        Message::SpendingReported(it) => purchase!(Reported, it, report, &it.channel),
        Message::SpendingReturned(it) => purchase!(Returned, it, reference, &it.channel),
        Message::CardPurchase(it) => purchase!(CardPurchase, it, reference, "kkpd"),
        _ => return None,
    })
}

fn minor(amount: &Amount) -> Option<(i64, Currency)> {
    let currency = Currency::parse(&amount.currency)?;
    Some((currency.minor_units(&amount.value).ok()?, currency))
}

/// Hundredths of a percent of `42.5` or `42.50`. What is no percentage from 0 to 100 is not known, and never counts as met.
fn percent(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let hundredths: i64 = format!("{whole}{fraction:0<2}").parse().ok()?;
    (hundredths <= 10_000).then_some(hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_exact_and_anything_else_is_not_known() {
        for (text, hundredths) in
            [("42.50", 4_250), ("42.5", 4_250), ("0", 0), ("100", 10_000), ("7.05", 705)]
        {
            assert_eq!(percent(text), Some(hundredths), "{text}");
        }
        for text in ["", "100.01", "-1", "+5", "42.505", "4,5", ".5", "1e2", "1000", "٤"] {
            assert_eq!(percent(text), None, "{text}");
        }
    }
}
