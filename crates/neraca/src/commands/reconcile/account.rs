//! The book's side: the lines of the cash account with the references that their events bear.

use std::collections::BTreeMap;

use ledger::{AccountName, Date, EntryKind};
use projections::queries::{StatementLine, StatementQuery};
use projections::{AsOf, ProjectionError, ReadModels};
use reconciliation::{LedgerLine, LineKey};
use serde_json::Value;
use wire::message::Message;

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

/// The account over the period.
pub(super) struct BookSide {
    pub(super) lines: Vec<LedgerLine>,
    /// Minor units before the first day, with opening entries of the period.
    pub(super) opening: i128,
    /// Minor units at the end of the last day.
    pub(super) closing: i128,
    /// The last position that counts.
    pub(super) position: u64,
}

/// Reads the account's lines of a period.
pub(super) async fn read(
    models: &ReadModels,
    book: &str,
    name: AccountName<'_>,
    from: Date,
    to: Date,
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
        let mut events = events(models, book, &statement.page.items).await?;
        for line in statement.page.items {
            // A balance that was brought in is no movement that a bank could show.
            if line.kind == EntryKind::Opening {
                side.opening += i128::from(line.amount);
                continue;
            }
            let event = events.remove(&line.position).unwrap_or_default();
            side.lines.push(ledger_line(line, event.clone()));
            // Several lines of one record share its event.
            events.insert(side.lines.last().map_or(0, |line| line.key.position), event);
        }
        cursor = statement.page.next;
        if cursor.is_none() {
            return Ok(side);
        }
    }
}

fn ledger_line(line: StatementLine, event: Named) -> LedgerLine {
    let mut references = event.references;
    references.push(line.id);
    LedgerLine {
        key: LineKey { position: line.position, line_no: line.line_no },
        date: line.effective_date,
        amount: line.amount,
        references,
        channel: event.channel,
        text: line.description,
    }
}

/// What an event says of its payment.
#[derive(Clone, Default)]
struct Named {
    references: Vec<String>,
    channel: String,
}

/// What the events of these lines say, by position.
async fn events(
    models: &ReadModels,
    book: &str,
    lines: &[StatementLine],
) -> anyhow::Result<BTreeMap<u64, Named>> {
    let mut positions: Vec<u64> = lines.iter().map(|line| line.position).collect();
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
