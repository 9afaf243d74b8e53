//! The book's side: the lines of the cash account with the references that their events bear, those of the days and those that
//! are open since before.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use ledger::{AccountName, Date, EntryKind};
use projections::queries::StatementQuery;
use projections::{AsOf, ProjectionError, ReadModels};
use reconciliation::{LedgerLine, LineKey};
use serde_json::Value;
use wire::message::Message;

use super::earlier::Confirmed;

/// Lines read at once.
const PAGE: usize = 1_000;

/// Fields of events that name a payment towards a bank.
const REFERENCE_FIELDS: &[&str] = &[
    "receipt",
    "assessment",
    "reference",
    "slip",
    "order",
    "document",
    "report",
    "stateReceipt",
    "contract",
];

/// The account over the period, with what is open since before.
pub(super) struct BookSide {
    pub(super) lines: Vec<LedgerLine>,
    /// Minor units before the first day, with opening entries of the period.
    pub(super) opening: i128,
    /// Minor units at the end of the last day.
    pub(super) closing: i128,
    /// The last position that counts.
    pub(super) position: u64,
}

/// Reads the account's lines of a period, and those that the reconciliation before it left open or did not know yet.
pub(super) async fn read(
    models: &ReadModels,
    (book, name): (&str, AccountName<'_>),
    (from, to): (Date, Date),
    before: Option<&Confirmed>,
) -> anyhow::Result<BookSide> {
    let query = StatementQuery { from: Some(from), to: Some(to), known_at: None };
    let as_of = AsOf { effective: Some(to), known_at: None };
    let balance = models.balance_as_of(book, name, as_of).await?;
    let closing = i128::from(balance.balance.debit) - i128::from(balance.balance.credit);
    let mut side = BookSide { lines: Vec::new(), opening: 0, closing, position: balance.position };
    let mut cursor: Option<String> = None;
    loop {
        let statement = models.statement(book, name, query, cursor.as_deref(), PAGE).await?;
        if cursor.is_none() {
            side.opening = statement.opening.into();
        }
        let items = statement.page.items;
        let positions: Vec<u64> = items.iter().map(|line| line.position).collect();
        let events = events(models, book, positions).await?;
        for line in items {
            // A balance that was brought in is no movement that a bank could show.
            if line.kind == EntryKind::Opening {
                side.opening += i128::from(line.amount);
                continue;
            }
            let key = LineKey { position: line.position, line_no: line.line_no };
            let (date, amount) = (line.effective_date, line.amount);
            let event = events.get(&line.position).cloned().unwrap_or_default();
            let (references, channel) = event.of(line.id);
            let text = line.description;
            side.lines.push(LedgerLine { key, date, amount, references, channel, text, carried: false });
        }
        cursor = statement.page.next;
        if cursor.is_none() {
            break;
        }
    }
    if let Some(before) = before {
        side.lines.extend(carried(models, (book, name), from, before).await?);
    }
    Ok(side)
}

/// Lines of days before `from` that nothing in the bank's statements explained when the reconciliation before was confirmed,
/// and those that were recorded for such days since.
async fn carried(
    models: &ReadModels,
    (book, name): (&str, AccountName<'_>),
    from: Date,
    before: &Confirmed,
) -> anyhow::Result<Vec<LedgerLine>> {
    let known = before.says.position;
    let mut open: BTreeSet<LineKey> = before.open_lines()?.into_iter().collect();
    let positions: Vec<u64> = open.iter().map(|key| key.position).collect();
    let lines = models.earlier_lines(book, name, &positions, (known, from)).await?;
    let events = events(models, book, lines.iter().map(|line| line.entry.position).collect()).await?;
    let mut carried = Vec::new();
    for line in lines {
        let entry = &line.entry;
        let key = LineKey { position: entry.position, line_no: line.line_no };
        let is_new = entry.position > known && entry.kind != EntryKind::Opening;
        if !open.remove(&key) && !is_new {
            continue;
        }
        let (references, channel) =
            events.get(&entry.position).cloned().unwrap_or_default().of(entry.id.clone());
        carried.push(LedgerLine {
            key,
            date: line.effective_date,
            amount: line.amount,
            references,
            channel,
            text: entry.description.clone(),
            carried: true,
        });
    }
    if let Some(key) = open.first() {
        bail!(
            "{} left line {key} open, which the account does not have: confirm its days again",
            before.named()
        );
    }
    Ok(carried)
}

/// What an event says of its payment.
#[derive(Clone, Default)]
struct Named {
    references: Vec<String>,
    channel: String,
}

impl Named {
    /// References and channel of a line, whose event has this id.
    fn of(mut self, id: String) -> (Vec<String>, String) {
        self.references.push(id);
        (self.references, self.channel)
    }
}

/// What the events at these positions say, by position.
async fn events(
    models: &ReadModels,
    book: &str,
    mut positions: Vec<u64>,
) -> anyhow::Result<BTreeMap<u64, Named>> {
    positions.dedup();
    let records = models.store().read_at(book, &positions).await.map_err(ProjectionError::from)?;
    let mut named = BTreeMap::new();
    for record in records {
        let decoded = wire::record::decode_record(&record.bytes, record.attachment.as_ref())?;
        let message = Message::decode(&decoded.r#type, "application/protobuf", &decoded.data);
        // An event of a type that is no longer read still has its amount and day.
        let body = message.ok().and_then(|message| serde_json::from_str(&message.to_json().ok()?).ok());
        named.insert(record.position, body.map(|body| names(&body)).unwrap_or_default());
    }
    Ok(named)
}

fn names(body: &Value) -> Named {
    let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let references = REFERENCE_FIELDS.iter().map(|field| text(field)).filter(|text| !text.is_empty());
    Named { references: references.collect(), channel: text("channel") }
}
