//! The log's events of spending, gathered for the reports on spending while it is checked. A payment that is silent on vendor and
//! goods has what its order said; what takes something back has what its original said.

pub(super) mod row;

use std::collections::HashMap;
use std::rc::Rc;

use schema::ledger_v1::Record;

use super::claim::Claim;
use super::is_within;
use super::posted::{self, Books};
use row::{Facts, Row, Stage};

/// Agency and number of an order.
type OrderKey = (String, String);

/// The rows within the days, and what is known to complete them.
#[derive(Clone, Debug, Default)]
pub(super) struct Spending {
    is_wanted: bool,
    entity: Option<String>,
    code: String,
    from: Option<i32>,
    to: Option<i32>,
    rows: Vec<Row>,
    /// What orders said, with their positions in order: a number may come again after its order failed.
    orders: HashMap<OrderKey, Vec<(u64, Rc<Facts>)>>,
    /// The original of what a record takes back, by the record's position, entity and code.
    originals: HashMap<(u64, String, String), (u64, Rc<Facts>)>,
    /// The position of the record that takes another back, by the position of the other.
    taken_back_by: HashMap<u64, u64>,
}

impl Spending {
    /// Nothing yet, for this report.
    pub(super) fn new(claim: &Claim) -> Self {
        Self {
            is_wanted: matches!(claim.name.as_str(), "digitalization" | "spending-quality"),
            entity: claim.entity.clone(),
            code: claim.code.clone().unwrap_or_else(|| "5".to_owned()),
            from: claim.from,
            to: claim.to,
            ..Self::default()
        }
    }

    /// Takes a posted record; `original` reads one that it takes back.
    pub(super) fn posted(
        &mut self,
        record: &Record,
        books: Books<'_>,
        original: &dyn Fn(u64) -> Option<Record>,
    ) {
        if !self.is_wanted {
            return;
        }
        for position in posted::taken_back(record) {
            // One that can't be read again is named by the check of the log.
            let Some(original) = original(position) else { continue };
            for row in row::rows(&original, books) {
                let row = self.completed(row);
                self.taken_back_by.insert(position, record.position);
                let key = (record.position, row.entity, row.code);
                self.originals.entry(key).or_insert((position, row.facts));
            }
        }
        for row in row::rows(record, books) {
            if row.stage == Stage::Ordered {
                let key = (row.entity.clone(), row.document.clone());
                self.orders.entry(key).or_default().push((row.position, Rc::clone(&row.facts)));
            }
            let is_within_days =
                self.from.is_none_or(|from| row.day >= from) && self.to.is_none_or(|to| row.day <= to);
            let is_asked = self.entity.as_ref().is_none_or(|asked| *asked == row.entity)
                && is_within(&row.code, &self.code);
            if is_within_days && is_asked {
                let row = self.completed(row);
                self.rows.push(row);
            }
        }
    }

    /// A payment with what the last order before it said of what it does not say itself.
    fn completed(&self, row: Row) -> Row {
        if row.stage != Stage::Paid || row.document.is_empty() {
            return row;
        }
        let orders = self.orders.get(&(row.entity.clone(), row.document.clone()));
        let before = orders.into_iter().flatten().rev().find(|(position, _)| *position < row.position);
        let Some((_, order)) = before else { return row };
        Row { facts: Rc::new(row.facts.completed_with(order)), ..row }
    }

    /// All rows, each with the facts that count and whether it is a case of its own.
    pub(super) fn all(&self) -> impl Iterator<Item = Row> {
        self.rows.iter().map(|row| {
            let original = self.first_original(row);
            let is_reversed = original.is_some() || self.is_taken_back(row.position);
            let facts = original.unwrap_or(&row.facts);
            Row { facts: Rc::clone(facts), is_reversed, ..row.clone() }
        })
    }

    /// Of what takes something back the facts of the original, and of a chain those of the first.
    fn first_original(&self, row: &Row) -> Option<&Rc<Facts>> {
        let (mut found, mut at) = (None, row.position);
        // An original stands before what takes it back, so this ends.
        while let Some((position, facts)) = self.originals.get(&(at, row.entity.clone(), row.code.clone())) {
            (found, at) = (Some(facts), *position);
        }
        found
    }

    /// Whether a record counts no more: what took it back was not taken back itself.
    fn is_taken_back(&self, position: u64) -> bool {
        let next = |by: &u64| self.taken_back_by.get(by).copied();
        std::iter::successors(next(&position), next).count() % 2 == 1
    }
}
