//! Rows of what controls a book beside its money: periods, entries that came too late, proposals. `fold.rs` collects them.

use std::collections::BTreeMap;

use wire::ledger_v1 as pb;

use crate::database::{OnConflict, Step};
use crate::schema;
use crate::value::Value;

/// What becomes of late items, in the tables.
pub(crate) const REFUSED: i64 = 1;
pub(crate) const MOVED: i64 = 2;

/// What a batch touched.
#[derive(Default)]
pub(crate) struct Control {
    /// A record may close and reopen the same period; the last counts.
    periods: BTreeMap<(String, u64), Option<i64>>,
    late_entries: Vec<Value>,
    proposals: Vec<Value>,
    settlements: Vec<Value>,
}

impl Control {
    pub(crate) fn period(&mut self, position: u64, period: &str, late_items: Option<i64>) {
        self.periods.insert((period.to_owned(), position), late_items);
    }

    /// `line_no` is that of the entry's first line.
    pub(crate) fn late_entry(
        &mut self,
        position: u64,
        line_no: i32,
        book_no: i32,
        late_for: i32,
        entry: &pb::Entry,
    ) {
        self.late_entries.extend([
            Value::Int(position as i64),
            Value::from(line_no),
            Value::from(book_no),
            Value::from(late_for),
            Value::from(entry.effective_date),
        ]);
    }

    pub(crate) fn proposal(&mut self, position: u64, book_no: i32, made: &pb::ProposalMade) {
        self.proposals.extend([
            Value::Int(position as i64),
            Value::from(book_no),
            Value::Text(made.proposal.clone()),
            Value::Text(made.maker.clone()),
            Value::Text(made.r#type.clone()),
        ]);
    }

    pub(crate) fn settlement(&mut self, position: u64, book_no: i32, settled: &pb::ProposalSettled) {
        self.settlements.extend([
            Value::Int(position as i64),
            Value::from(book_no),
            Value::Int(i64::from(settled.approved)),
            Value::Text(settled.proposal.clone()),
            Value::Text(settled.checker.clone()),
            Value::Text(settled.note.clone()),
        ]);
    }

    /// The change of the tables.
    pub(crate) fn steps(self, book_no: i32) -> [Step; 4] {
        let period = |((period, position), late_items): ((String, u64), Option<i64>)| {
            [
                Value::Int(position as i64),
                Value::from(book_no),
                Value::Int(i64::from(late_items.is_some())),
                Value::Int(late_items.unwrap_or(REFUSED)),
                Value::Text(period),
            ]
        };
        let periods = self.periods.into_iter().flat_map(period).collect();
        [
            Step::Upsert(&schema::PERIOD_CHANGE, OnConflict::Replace, periods),
            Step::Insert(&schema::LATE_ENTRY, self.late_entries),
            Step::Insert(&schema::PROPOSAL, self.proposals),
            Step::Insert(&schema::SETTLEMENT, self.settlements),
        ]
    }
}
