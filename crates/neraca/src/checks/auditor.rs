//! A second bookkeeper. It reads the stored bytes of every record and keeps sums of its own, sharing nothing with the
//! state that the writer and the read models are folded with: where the two agree, both are right or both are wrong in
//! the same way, which two programs seldom are.

use std::collections::{BTreeMap, HashSet};

use event_store::{Outcome, Record};
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;
use wire::ledger_v1::{Entry, Line};

/// Debits and credits of one account, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Posted debits.
    pub debit: i128,
    /// Posted credits.
    pub credit: i128,
}

/// What the second bookkeeper knows.
#[derive(Default)]
pub struct Auditor {
    /// Records read.
    pub records: u64,
    /// Sums by entity and code.
    pub accounts: BTreeMap<(String, String), Sums>,
    /// Entries posted, captured and reversing ones among them.
    pub entries: u64,
    /// Reversals.
    pub reversals: u64,
    /// Currency and book side by entity and code, as they were opened.
    terms: BTreeMap<(String, String), (String, i32)>,
    /// Positions that were reversed.
    reversed: HashSet<u64>,
    /// Fingerprints of identities that have their outcome.
    identities: HashSet<u64>,
    last: Option<(u64, i64)>,
    /// The first faults of each kind.
    pub faults: Faults,
}

/// What was found wrong, by check.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// Positions that do not follow each other, or times that run backwards.
    pub order: Vec<String>,
    /// Columns that say something else than the bytes beside them.
    pub bytes: Vec<String>,
    /// Entries whose debits are not their credits.
    pub balance: Vec<String>,
    /// Identities with two outcomes.
    pub identities: Vec<String>,
    /// Reversals of nothing, of something later, or twice.
    pub reversals: Vec<String>,
}

/// Faults of one kind that are told one by one.
const TOLD: usize = 5;

fn tell(faults: &mut Vec<String>, fault: String) {
    if faults.len() < TOLD {
        faults.push(fault);
    }
}

impl Auditor {
    /// Reads the next record.
    pub fn read(&mut self, record: &Record) {
        self.records += 1;
        self.check_order(record);
        self.check_identity(record);
        match wire::record::decode_record(&record.bytes, record.attachment.as_ref()) {
            Err(error) => {
                tell(&mut self.faults.bytes, format!("position {}: {error}", record.position));
            }
            Ok(stored) => {
                self.check_columns(record, &stored);
                match &stored.outcome {
                    Some(Stored::Posted(posted)) => {
                        let facts = posted.facts.iter().filter_map(|fact| fact.fact.as_ref());
                        facts.for_each(|fact| self.fact(record.position, fact));
                    }
                    None => tell(
                        &mut self.faults.bytes,
                        format!("position {}: no outcome that this version knows", record.position),
                    ),
                    Some(_) => {}
                }
            }
        }
    }

    fn check_order(&mut self, record: &Record) {
        let (position, time) = self.last.unwrap_or((0, i64::MIN));
        if record.position != position + 1 {
            let fault = format!("position {} follows {position}", record.position);
            tell(&mut self.faults.order, fault);
        }
        if record.recorded_at < time {
            let fault = format!("position {} was recorded before the one in front of it", record.position);
            tell(&mut self.faults.order, fault);
        }
        self.last = Some((record.position, record.recorded_at));
    }

    /// An identity has one outcome. Only its use with other content may follow, and is refused for that.
    fn check_identity(&mut self, record: &Record) {
        if !record.has_identity() || record.code == ledger::RefusalCode::IdentityConflict.as_str() {
            return;
        }
        if !self.identities.insert(event_store::identity::fingerprint(&record.source, &record.id)) {
            let fault = format!(
                "position {}: \"{}\" of \"{}\" has an outcome already",
                record.position, record.id, record.source
            );
            tell(&mut self.faults.identities, fault);
        }
    }

    fn check_columns(&mut self, record: &Record, stored: &wire::ledger_v1::Record) {
        let (outcome, code) = match &stored.outcome {
            Some(Stored::Posted(_)) => (Outcome::Posted, ""),
            Some(Stored::Refused(refused)) => (Outcome::Refused, refused.code.as_str()),
            Some(Stored::Quarantined(kept)) => (Outcome::Quarantined, kept.code.as_str()),
            _ => (Outcome::Internal, ""),
        };
        let same = stored.position == record.position
            && stored.recorded_at == record.recorded_at
            && stored.effective_date == record.effective_date
            && outcome == record.outcome
            && code == record.code
            && stored.r#type == record.event_type
            && stored.bus.as_ref().map(|bus| (bus.stream, bus.sequence))
                == record.bus.map(|bus| (bus.stream, bus.sequence))
            && (!record.has_identity() || (stored.source == record.source && stored.id == record.id));
        if !same {
            let fault = format!("position {}: the columns differ from the stored bytes", record.position);
            tell(&mut self.faults.bytes, fault);
        }
    }

    fn fact(&mut self, position: u64, fact: &Fact) {
        match fact {
            Fact::AccountOpened(opened) => {
                let key = (opened.entity.clone(), opened.code.clone());
                self.terms.insert(key.clone(), (opened.currency.clone(), opened.book_side));
                self.accounts.entry(key).or_default();
            }
            Fact::EntryPosted(entry) => self.entry(position, entry),
            Fact::HoldCaptured(captured) => match &captured.entry {
                Some(entry) => self.entry(position, entry),
                None => tell(&mut self.faults.bytes, format!("position {position}: a capture of nothing")),
            },
            Fact::Reversed(reversed) => {
                self.reversals += 1;
                let of = reversed.position;
                if of == 0 || of >= position || !self.reversed.insert(of) {
                    let fault =
                        format!("position {position} reverses {of}, which is later or reversed before");
                    tell(&mut self.faults.reversals, fault);
                }
            }
            _ => {}
        }
    }

    fn entry(&mut self, position: u64, entry: &Entry) {
        self.entries += 1;
        // By currency and book side; most entries have one of each.
        let mut sums: Vec<((String, i32), i128)> = Vec::with_capacity(2);
        for line in &entry.lines {
            let key = key(entry, line);
            let Some(terms) = self.terms.get(&key) else {
                let fault = format!("position {position}: account \"{}:{}\" was never opened", key.0, key.1);
                tell(&mut self.faults.balance, fault);
                continue;
            };
            let amount = i128::from(line.amount);
            match sums.iter_mut().find(|(found, _)| found == terms) {
                Some((_, sum)) => *sum += amount,
                None => sums.push((terms.clone(), amount)),
            }
            let account = self.accounts.entry(key).or_default();
            match amount {
                debit if debit > 0 => account.debit += debit,
                credit => account.credit -= credit,
            }
        }
        if entry.lines.len() < 2 || sums.iter().any(|(_, sum)| *sum != 0) {
            tell(&mut self.faults.balance, format!("position {position}: debits are not credits"));
        }
    }

    /// Sums over all accounts.
    pub fn totals(&self) -> Sums {
        self.accounts.values().fold(Sums::default(), |sums, account| Sums {
            debit: sums.debit + account.debit,
            credit: sums.credit + account.credit,
        })
    }
}

fn key(entry: &Entry, line: &Line) -> (String, String) {
    let entity = if line.entity.is_empty() { &entry.entity } else { &line.entity };
    (entity.clone(), line.code.clone())
}
