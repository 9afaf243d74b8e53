//! Spending, event by event, with what is known of vendor and goods.

use std::collections::HashMap;

use ledger::{Currency, Date};

use super::{AccountFilter, Period, ReadModels};
use crate::error::ProjectionError;
use crate::spending_events::Stage;
use crate::value::{Row, Value};

/// What is known of a purchase. Empty text is what nobody said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PurchaseFacts {
    /// `micro`, `small`, `cooperative`, `medium`, `large`, `foreign`.
    pub scale: String,
    /// Regency where the vendor is based.
    pub domicile: String,
    /// `domestic` or `imported`.
    pub origin: String,
    /// Local content (TKDN) in hundredths of a percent, from 0 to 10,000.
    pub local_content: Option<u16>,
    /// `e-catalogue`, `tender`, `direct`, `self-managed`, `card`.
    pub procurement_channel: String,
    /// The payment's channel, such as `sp2d-online`.
    pub channel: String,
    /// Date of the invoice.
    pub invoice_date: Option<Date>,
}

/// One row of spending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpendingEvent {
    /// Position of its record.
    pub position: u64,
    /// The day it counts for.
    pub effective_date: Date,
    /// Where the purchase stands.
    pub stage: Stage,
    /// The agency.
    pub entity: String,
    /// The expenditure account within it.
    pub code: String,
    /// The currency of the amount.
    pub currency: Currency,
    /// Minor units; negative for what came back or was taken back.
    pub amount: i64,
    /// Its number: of the order (SPM), the report (SPJ), the acceptance (BAST).
    pub document: String,
    /// What is known of it. A payment has what its order said where it is silent itself; a reversal has the facts of its original.
    pub facts: PurchaseFacts,
    /// Whether it was taken back, or takes something back: both rows count for sums, as in the budget realisation report, and
    /// neither is a case of its own.
    pub is_reversed: bool,
}

/// The columns, of a table that is called `a` as [`AccountFilter::conditions`] wants it.
const COLUMNS: &str =
    "a.position, a.effective_date, a.stage, a.entity, a.code, a.currency, a.amount, a.document,
    a.vendor_scale, a.domicile, a.origin, a.local_content, a.procurement_channel, a.channel, a.invoice_date";
const WIDTH: usize = 15;

impl ReadModels {
    /// Spending within a period as known at a position, in order of day, position and line, with the position. The amounts of
    /// rows whose stage [is realised](Stage::is_realized) add up to what the budget realisation report shows.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn spending_events(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<(Vec<SpendingEvent>, u64), ProjectionError> {
        let limit = self.view_position(book, period.known_at).await?;
        let known = Value::Int(i64::try_from(limit).unwrap_or(i64::MAX));
        let days = [
            Value::from(period.from.map_or(i32::MIN, |date| date.0)),
            Value::from(period.to.map_or(i32::MAX, |date| date.0)),
        ];
        let mut values = vec![Value::from(book), known.clone()];
        values.extend(days.clone());
        let mut events = format!(
            "select {COLUMNS} from book b join spending_event a on a.book = b.no
             where b.name = $1 and a.position <= $2 and a.effective_date >= $3 and a.effective_date <= $4"
        );
        let window = values.clone();
        accounts.conditions(&mut events, &mut values);
        events.push_str(" order by a.effective_date, a.position, a.line_no");
        // What was taken back, of any day: a reversal may be of another period than its original.
        let reversed = format!(
            "select {COLUMNS}, r.reversed_by from book b join reversal r on r.book = b.no
             join spending_event a on a.book = r.book and a.position = r.position
             where b.name = $1 and r.reversed_by <= $2 order by a.position, a.line_no"
        );
        // Only orders that a payment names: an order may be of a day before the period.
        let orders = format!(
            "select {COLUMNS} from book b join spending_event a on a.book = b.no
             where b.name = $1 and a.position <= $2 and a.stage = {ordered} and a.document in (
                 select p.document from book b join spending_event p on p.book = b.no
                 where b.name = $1 and p.stage = {paid} and p.document <> '' and p.position <= $2
                   and (p.effective_date >= $3 and p.effective_date <= $4
                        or p.position in (select r.position from reversal r where r.book = b.no)))
             order by a.position",
            ordered = Stage::Ordered.number(),
            paid = Stage::Paid.number()
        );
        let queries = vec![(events, values), (reversed, vec![Value::from(book), known]), (orders, window)];
        let mut answers = self.database.snapshot(queries).await?.into_iter();
        let mut next = || answers.next().unwrap_or_default();
        let (mut events, reversed, orders) =
            (next().iter().map(event).collect::<Vec<_>>(), next(), Orders::of(&next()));
        let taken_back = TakenBack::of(&reversed, &orders);
        for event in &mut events {
            orders.complete(event);
            taken_back.mark(event);
        }
        Ok((events, limit))
    }
}

/// What orders said, by agency and number. A number may be used again after its order failed, so all are kept, in order.
struct Orders(HashMap<(String, String), Vec<(u64, PurchaseFacts)>>);

impl Orders {
    fn of(rows: &[Row]) -> Self {
        let mut orders: HashMap<_, Vec<_>> = HashMap::new();
        for order in rows.iter().map(event) {
            orders.entry((order.entity, order.document)).or_default().push((order.position, order.facts));
        }
        Self(orders)
    }

    /// Gives a payment what its order said and it does not say itself.
    fn complete(&self, event: &mut SpendingEvent) {
        if event.stage != Stage::Paid || event.document.is_empty() {
            return;
        }
        let orders = self.0.get(&(event.entity.clone(), event.document.clone()));
        let before = orders.into_iter().flatten().rev().find(|(position, _)| *position < event.position);
        if let Some((_, order)) = before {
            event.facts.complete(order);
        }
    }
}

impl PurchaseFacts {
    fn complete(&mut self, other: &Self) {
        let fill = |text: &mut String, other: &str| {
            if text.is_empty() {
                other.clone_into(text);
            }
        };
        fill(&mut self.scale, &other.scale);
        fill(&mut self.domicile, &other.domicile);
        fill(&mut self.origin, &other.origin);
        fill(&mut self.procurement_channel, &other.procurement_channel);
        self.local_content = self.local_content.or(other.local_content);
        self.invoice_date = self.invoice_date.or(other.invoice_date);
    }
}

/// Spending that was taken back.
struct TakenBack {
    /// By position of the reversal, entity and code.
    originals: HashMap<(u64, String, String), SpendingEvent>,
    /// Position of the reversal by that of what it takes back.
    by: HashMap<u64, u64>,
}

impl TakenBack {
    fn of(rows: &[Row], orders: &Orders) -> Self {
        let mut taken_back = Self { originals: HashMap::new(), by: HashMap::new() };
        for row in rows {
            let mut original = event(row);
            orders.complete(&mut original);
            let by = row.int(WIDTH) as u64;
            taken_back.by.insert(original.position, by);
            let key = (by, original.entity.clone(), original.code.clone());
            taken_back.originals.entry(key).or_insert(original);
        }
        taken_back
    }

    /// Whether a record counts no more: what took it back was not itself taken back. Chains may be long, so this does not recurse.
    fn has(&self, position: u64) -> bool {
        std::iter::successors(self.by.get(&position), |by| self.by.get(by)).count() % 2 == 1
    }

    /// Gives a reversal the facts of what it takes back; of a reversal that is itself taken back, those of the first original.
    fn mark(&self, event: &mut SpendingEvent) {
        let original = |position| self.originals.get(&(position, event.entity.clone(), event.code.clone()));
        let (mut facts, mut at) = (None, event.position);
        // An original stands before its reversal, so this ends.
        while let Some(found) = original(at) {
            facts = Some(found.facts.clone());
            at = found.position;
        }
        event.is_reversed = facts.is_some() || self.has(event.position);
        if let Some(facts) = facts {
            event.facts = facts;
        }
    }
}

fn event(row: &Row) -> SpendingEvent {
    let text = |column| row.text(column).to_owned();
    SpendingEvent {
        position: row.int(0) as u64,
        effective_date: Date(row.int(1) as i32),
        stage: Stage::of_number(row.int(2)),
        entity: text(3),
        code: text(4),
        // The fold let in only currencies that are known.
        currency: Currency::parse(row.text(5)).unwrap_or(Currency::IDR),
        amount: row.int(6),
        document: text(7),
        facts: PurchaseFacts {
            scale: text(8),
            domicile: text(9),
            origin: text(10),
            local_content: row.opt_int(11).and_then(|hundredths| u16::try_from(hundredths).ok()),
            procurement_channel: text(12),
            channel: text(13),
            invoice_date: row.opt_int(14).map(|day| Date(day as i32)),
        },
        is_reversed: false,
    }
}
