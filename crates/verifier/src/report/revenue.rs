//! The log's events of revenue, gathered for the reports on revenue while it is checked: each part is what one of them needs,
//! and the others are left out. Rows are those of [`row`]. What was taken back counts once more on the day of its reversal, the
//! other way round.

pub(super) mod collection;
pub(super) mod custody;
pub(super) mod owed;
pub(super) mod row;
pub(super) mod service;
pub(super) mod sums;

use std::collections::HashMap;

use schema::ledger_v1::fact::Fact;
use schema::ledger_v1::{ProposalMade, Record};

use super::claim::Claim;
use super::is_within;
use super::posted::{self, Books};
use collection::Collection;
use custody::Custody;
use owed::{Others, Owed};
use row::Row;
use service::{Refusals, Times};
use sums::Sums;

/// What reports on revenue are of. Both days count.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    entity: Option<String>,
    /// Each with all below it; all of them at once.
    codes: Vec<String>,
    from: Option<i32>,
    to: Option<i32>,
}

/// The parts, each `None` where the report does not need it.
#[derive(Clone, Debug, Default)]
pub(super) struct Revenue {
    scope: Scope,
    /// Proposed events of revenue that nobody has settled yet, by name.
    proposed: HashMap<String, ProposalMade>,
    /// Those that were approved, by the position of the approval: it does not carry them.
    approved: HashMap<u64, ProposalMade>,
    pub(super) sums: Option<Sums>,
    pub(super) owed: Option<Owed>,
    pub(super) others: Option<Others>,
    pub(super) collection: Option<Collection>,
    pub(super) custody: Option<Custody>,
    pub(super) times: Option<Times>,
    pub(super) refusals: Option<Refusals>,
}

impl Scope {
    fn is_of_entity(&self, entity: &str) -> bool {
        self.entity.as_deref().is_none_or(|asked| asked == entity)
    }

    fn has(&self, row: &Row) -> bool {
        self.is_of_entity(&row.entity) && self.codes.iter().all(|root| is_within(&row.code, root))
    }

    fn is_within(&self, day: i32) -> bool {
        self.from.is_none_or(|from| day >= from) && self.is_until(day)
    }

    fn is_until(&self, day: i32) -> bool {
        self.to.is_none_or(|to| day <= to)
    }
}

impl Revenue {
    /// Nothing yet, for this report.
    pub(super) fn new(claim: &Claim) -> Self {
        let asked = claim.code.clone();
        let codes = match claim.name.as_str() {
            "digitalization" => asked.into_iter().chain(["4.1".to_owned()]).collect(),
            "revenue-performance" => vec![asked.unwrap_or_else(|| "4".to_owned())],
            _ => asked.into_iter().collect(),
        };
        let scope = Scope { entity: claim.entity.clone(), codes, from: claim.from, to: claim.to };
        let mut revenue = Self { scope, ..Self::default() };
        match claim.name.as_str() {
            "digitalization" => revenue.sums = Some(Sums::default()),
            "revenue-performance" => {
                revenue.sums = Some(Sums::default());
                revenue.owed = Some(Owed::default());
                revenue.collection = Some(Collection::default());
            }
            "receivables-age" => {
                revenue.owed = Some(Owed::default());
                revenue.others = Some(Others::default());
            }
            "revenue-service" => {
                revenue.custody = Some(Custody::default());
                revenue.times = Some(Times::default());
                revenue.refusals = Some(Refusals::default());
            }
            _ => {}
        }
        revenue
    }

    fn is_empty(&self) -> bool {
        self.sums.is_none() && self.owed.is_none() && self.custody.is_none()
    }

    /// Takes a posted record; `original` reads one that it takes back.
    pub(super) fn posted(
        &mut self,
        record: &Record,
        books: Books<'_>,
        original: &dyn Fn(u64) -> Option<Record>,
    ) {
        if self.is_empty() {
            return;
        }
        self.settle(record);
        let own = row::rows(record, self.approved.get(&record.position), books);
        let mut taken_back = Vec::new();
        for position in posted::taken_back(record) {
            // One that can't be read again is named by the check of the log.
            let Some(record) = original(position) else { continue };
            taken_back.extend(row::rows(&record, self.approved.get(&position), books));
        }
        let (scope, day) = (&self.scope, posted::day(record));
        if let Some(sums) = &mut self.sums {
            own.iter().for_each(|row| sums.add(row, scope));
            taken_back.iter().for_each(|row| sums.take_back(row, day, scope));
        }
        if let Some(owed) = &mut self.owed {
            own.iter().for_each(|row| owed.add(row, row.day, 1, scope));
            taken_back.iter().for_each(|row| owed.add(row, day, -1, scope));
        }
        if let Some(collection) = &mut self.collection {
            own.iter().for_each(|row| collection.add(row, 1, scope));
            taken_back.iter().for_each(|row| collection.add(row, -1, scope));
        }
        if let Some(custody) = &mut self.custody {
            own.iter().for_each(|row| custody.add(row, row.day, 1, scope));
            taken_back.iter().for_each(|row| custody.add(row, day, -1, scope));
        }
        if let Some(others) = &mut self.others {
            others.add(record, own.iter().chain(&taken_back), books.accounts, scope);
        }
        if let Some(times) = &mut self.times {
            times.add(record, own.first(), scope);
        }
    }

    /// Takes a record that was refused or quarantined.
    pub(super) fn turned_away(&mut self, record: &Record) {
        if let Some(refusals) = &mut self.refusals {
            refusals.add(record, &self.scope);
        }
    }

    /// Remembers what a record proposes, and what it approves.
    fn settle(&mut self, record: &Record) {
        for fact in posted::facts(record) {
            match fact {
                Fact::ProposalMade(made) if row::tells(&made.r#type) => {
                    self.proposed.insert(made.proposal.clone(), made.clone());
                }
                Fact::ProposalSettled(settled) => {
                    let made = self.proposed.remove(&settled.proposal).filter(|_| settled.approved);
                    self.approved.extend(made.map(|made| (record.position, made)));
                }
                _ => {}
            }
        }
    }
}
