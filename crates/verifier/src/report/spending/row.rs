//! What a posted record did of spending, as rows: one for each sum that its entries realized of an account of expenditure, and one
//! for a purchase on its way there, each with what its message says of vendor and goods.

use std::rc::Rc;

use prost::Message as _;
use schema::ledger_v1::Record;
use schema::payment_v1 as pb;

use crate::accounts::is_currency;
use crate::calendar;
use crate::money;
use crate::report::posted::{self, Books};
use crate::report::terms::spending::percentage;

const PACKAGE: &str = "neraca.payment.v1.";

/// The group of expenditure in the budget books.
const EXPENDITURE: &str = "5";

/// Where a purchase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Stage {
    /// Goods or services were accepted.
    Accepted,
    Ordered,
    /// Realized when the card's issuer is paid.
    CardPurchase,
    Paid,
    /// Accounted for out of an imprest.
    Reported,
    Returned,
    /// Realized by anything else.
    Other,
}

impl Stage {
    /// Whether expenditure is realized there.
    pub(in crate::report) const fn is_realized(self) -> bool {
        matches!(self, Self::Paid | Self::Reported | Self::Returned | Self::Other)
    }
}

/// One row.
#[derive(Clone, Debug)]
pub(in crate::report) struct Row {
    pub(in crate::report) position: u64,
    pub(in crate::report) day: i32,
    pub(in crate::report) stage: Stage,
    pub(in crate::report) entity: String,
    pub(in crate::report) code: String,
    pub(in crate::report) currency: String,
    /// Minor units; below zero of what came back.
    pub(in crate::report) amount: i128,
    /// The number of an order; empty otherwise.
    pub(in crate::report) document: String,
    pub(in crate::report) facts: Rc<Facts>,
    /// Whether it was taken back or takes something back: then it counts in sums and is no case of its own.
    pub(in crate::report) is_reversed: bool,
}

/// What is known of a purchase; empty where nobody said it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Facts {
    pub(in crate::report) scale: String,
    pub(in crate::report) domicile: String,
    pub(in crate::report) origin: String,
    /// Hundredths of a percent.
    pub(in crate::report) local_content: Option<i128>,
    pub(in crate::report) procurement: String,
    pub(in crate::report) channel: String,
    pub(in crate::report) invoice: Option<i32>,
}

impl Facts {
    /// What the other knows fills what is empty here; the channel is the payment's alone.
    pub(super) fn completed_with(&self, other: &Self) -> Self {
        let first = |own: &String, other: &String| if own.is_empty() { other.clone() } else { own.clone() };
        Self {
            scale: first(&self.scale, &other.scale),
            domicile: first(&self.domicile, &other.domicile),
            origin: first(&self.origin, &other.origin),
            local_content: self.local_content.or(other.local_content),
            procurement: first(&self.procurement, &other.procurement),
            channel: self.channel.clone(),
            invoice: self.invoice.or(other.invoice),
        }
    }
}

/// A message, as far as it tells of a purchase.
struct Message {
    stage: Stage,
    agency: String,
    account: String,
    amount: Option<pb::Amount>,
    order: String,
    channel: String,
    vendor: Option<pb::Vendor>,
}

/// The rows of a record.
pub(super) fn rows(record: &Record, books: Books<'_>) -> Vec<Row> {
    let accounts = books.accounts;
    let name = record.r#type.strip_prefix(PACKAGE).unwrap_or_default();
    let message = read(name, &record.data);
    let facts = Rc::new(message.as_ref().map_or_else(Facts::default, facts));
    // What moves the account is of its message's stage only where that realizes.
    let stage = message.as_ref().map(|message| message.stage).filter(|stage| stage.is_realized());
    let document = message.as_ref().map_or("", |message| &message.order);
    let realized = posted::realized(record, EXPENDITURE, books).into_iter();
    let mut rows: Vec<Row> = realized
        .map(|((number, day), amount)| {
            let account = accounts.get(number);
            let (entity, code) = account.name.split_once(':').unwrap_or_default();
            Row {
                position: record.position,
                day,
                stage: stage.unwrap_or(Stage::Other),
                entity: entity.to_owned(),
                code: code.to_owned(),
                currency: account.currency.to_string(),
                amount,
                document: document.to_owned(),
                facts: Rc::clone(&facts),
                is_reversed: false,
            }
        })
        .collect();
    rows.extend(message.filter(|message| !message.stage.is_realized()).and_then(|message| {
        let stated = message.amount.filter(|amount| is_currency(&amount.currency))?;
        Some(Row {
            position: record.position,
            day: record.effective_date,
            stage: message.stage,
            entity: message.agency,
            code: message.account,
            amount: money::minor(&stated.value, &stated.currency)?,
            currency: stated.currency,
            document: message.order,
            facts,
            is_reversed: false,
        })
    }));
    rows
}

fn facts(message: &Message) -> Facts {
    let vendor = message.vendor.clone().unwrap_or_default();
    Facts {
        scale: vendor.scale,
        domicile: vendor.domicile,
        origin: vendor.origin,
        local_content: percentage(&vendor.local_content_percent),
        procurement: vendor.procurement_channel,
        channel: message.channel.clone(),
        invoice: calendar::parse_date(&vendor.invoice_date),
    }
}

fn read(name: &str, data: &[u8]) -> Option<Message> {
    macro_rules! message {
        ($stage:ident, $m:ident, $order:expr, $channel:expr) => {
            Message {
                stage: Stage::$stage,
                agency: $m.agency,
                account: $m.account,
                amount: $m.amount,
                order: $order,
                channel: $channel,
                vendor: $m.vendor,
            }
        };
    }
    let none = String::new;
    Some(match name {
        "DeliveryAccepted" => {
            let m = pb::DeliveryAccepted::decode(data).ok()?;
            message!(Accepted, m, none(), none())
        }
        "DisbursementOrdered" => {
            let m = pb::DisbursementOrdered::decode(data).ok()?;
            message!(Ordered, m, m.order, none())
        }
        "DisbursementPaid" => {
            let m = pb::DisbursementPaid::decode(data).ok()?;
            message!(Paid, m, m.order, m.channel)
        }
        "SpendingReported" => {
            let m = pb::SpendingReported::decode(data).ok()?;
            message!(Reported, m, none(), m.channel)
        }
        "SpendingReturned" => {
            let m = pb::SpendingReturned::decode(data).ok()?;
            message!(Returned, m, none(), m.channel)
        }
        "CardPurchase" => {
            let m = pb::CardPurchase::decode(data).ok()?;
            message!(CardPurchase, m, none(), "kkpd".to_owned())
        }
        _ => return None,
    })
}
