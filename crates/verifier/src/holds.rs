//! Holds: placed under a name that is never used again, captured for no more than is left, and let go once: on request
//! before their time, by the service not before it.

use std::collections::HashMap;

use schema::ledger_v1::{Entry, Hold as Placed, HoldCaptured, HoldReleased, Record};

use crate::accounts::Accounts;
use crate::appropriations;
use crate::calendar;
use crate::catalogue::Code;
use crate::entries::{self, EntryRules, Landing, Posting};
use crate::finding::Here;
use crate::identity::Fingerprints;
use crate::text;

/// A hold of which something is left.
#[derive(Debug)]
struct Hold {
    /// At most one line an account and side.
    lines: Vec<Posting>,
    /// The fiscal year that it counts for.
    year: i64,
    /// Microseconds since 1970-01-01 UTC; zero means never.
    expires_at: i64,
}

/// What became of holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct HoldCounts {
    /// Placed.
    pub placed: u64,
    /// Captures, of the whole or a part.
    pub captures: u64,
    /// Released on request.
    pub released: u64,
    /// Released by time.
    pub expired: u64,
}

/// The open holds of a book.
#[derive(Debug, Default)]
pub struct Holds {
    open: HashMap<Box<str>, Hold>,
    /// Every name that was ever used.
    pub names: Fingerprints,
    /// How many.
    pub counts: HoldCounts,
}

impl Holds {
    /// How many are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// Places a hold that a record made at its moment; it counts for the fiscal year of the record's day.
    pub fn place(
        &mut self,
        hold: &Placed,
        record: &Record,
        per_entity: bool,
        accounts: &mut Accounts,
        here: &mut Here<'_>,
    ) {
        let (recorded_at, year) = (record.recorded_at, calendar::civil(record.effective_date).0);
        self.counts.placed += 1;
        self.names.add(&hold.id, "", here.at.position);
        if hold.id.is_empty() {
            here.fault("id", text!(Code::FieldMissing));
        }
        if hold.expires_at != 0 && hold.expires_at <= recorded_at {
            let (expires, now) = (calendar::moment(hold.expires_at), calendar::moment(recorded_at));
            here.fault("expires_at", text!(Code::HoldOverdue, &hold.id, expires, now));
        }
        let Some(lines) = entries::lines(&hold.entity, &hold.lines, accounts, here) else {
            return;
        };
        entries::check_balance(&lines, per_entity, accounts, here);
        entries::land(&lines, Landing::Held, year, accounts, here);
        let placed = Hold { lines, year, expires_at: hold.expires_at };
        if let Some(earlier) = self.open.insert(hold.id.as_str().into(), placed) {
            here.fault("id", text!(Code::HoldExists, &hold.id));
            let_go(&earlier, accounts);
        }
    }

    /// Turns a hold, or a part of it, into an entry. Gives the entry's lines.
    pub fn capture(
        &mut self,
        captured: &HoldCaptured,
        recorded_at: i64,
        rules: EntryRules,
        accounts: &mut Accounts,
        here: &mut Here<'_>,
    ) -> Option<Vec<Posting>> {
        self.counts.captures += 1;
        let Some(entry) = &captured.entry else {
            here.fault("entry", text!(Code::FieldMissing));
            return None;
        };
        let mut hold = self.take(&captured.hold, here);
        if let Some(hold) = &hold {
            check_not_overdue(&captured.hold, hold, recorded_at, here);
        }
        let here = &mut here.within("hold_captured.entry");
        let postings = check_entry(entry, rules, accounts, here);
        if let (Some(hold), Some(postings)) = (&mut hold, &postings) {
            take_part(&captured.hold, hold, postings, accounts, here);
            hold.lines.retain(|line| line.amount != 0);
        }
        if let Some(postings) = &postings {
            let year = calendar::civil(entry.effective_date).0;
            post(postings, year, accounts, here);
            // In its own year the hold was asked when it was placed.
            if hold.as_ref().is_some_and(|hold| hold.year != year) {
                check_appropriations(postings, year, accounts, here);
            }
        }
        match hold {
            Some(hold) if captured.keep_remainder && !hold.lines.is_empty() => {
                self.open.insert(captured.hold.as_str().into(), hold);
            }
            Some(hold) => let_go(&hold, accounts),
            None => {}
        }
        postings
    }

    /// Lets a hold go: on request, or because its time has come.
    pub fn release(
        &mut self,
        released: &HoldReleased,
        recorded_at: i64,
        by_time: bool,
        accounts: &mut Accounts,
        here: &mut Here<'_>,
    ) {
        let (count, reason) = match by_time {
            true => (&mut self.counts.expired, "expired"),
            false => (&mut self.counts.released, "released"),
        };
        *count += 1;
        if released.reason != reason {
            here.fault("reason", text!(Code::HoldReason, &released.hold, &released.reason, reason));
        }
        let Some(hold) = self.take(&released.hold, here) else { return };
        let_go(&hold, accounts);
        let is_due = hold.expires_at != 0 && hold.expires_at <= recorded_at;
        if by_time && !is_due {
            let (expires, now) = (calendar::moment(hold.expires_at), calendar::moment(recorded_at));
            here.fault("hold", text!(Code::HoldExpiredEarly, &released.hold, expires, now));
        }
        if !by_time {
            check_not_overdue(&released.hold, &hold, recorded_at, here);
        }
    }

    /// Takes an open hold out.
    fn take(&mut self, name: &str, here: &mut Here<'_>) -> Option<Hold> {
        let hold = self.open.remove(name);
        if hold.is_none() {
            here.fault("hold", text!(Code::HoldUnknown, name));
        }
        hold
    }
}

fn check_not_overdue(name: &str, hold: &Hold, recorded_at: i64, here: &mut Here<'_>) {
    if hold.expires_at != 0 && hold.expires_at <= recorded_at {
        let (expires, now) = (calendar::moment(hold.expires_at), calendar::moment(recorded_at));
        here.fault("hold", text!(Code::HoldOverdue, name, expires, now));
    }
}

/// The entry of a capture takes back nothing.
fn check_entry(
    entry: &Entry,
    rules: EntryRules,
    accounts: &Accounts,
    here: &mut Here<'_>,
) -> Option<Vec<Posting>> {
    entries::check(entry, EntryRules { may_reverse: false, ..rules }, accounts, here)
}

/// Takes what is captured out of the hold, each line from the one of its account and side.
fn take_part(
    name: &str,
    hold: &mut Hold,
    postings: &[Posting],
    accounts: &mut Accounts,
    here: &mut Here<'_>,
) {
    for (index, posting) in postings.iter().enumerate() {
        let is_same = |held: &&mut Posting| {
            held.account == posting.account && held.amount != 0 && (held.amount > 0) == (posting.amount > 0)
        };
        let held = hold.lines.iter_mut().find(is_same);
        let left = held.as_ref().map_or(0, |held| held.amount.abs());
        let taken = posting.amount.abs().min(left);
        if taken < posting.amount.abs() {
            let account = accounts.get(posting.account);
            let (wanted, left) = (account.money(posting.amount.abs()), account.money(left));
            here.line_fault(index, "amount", text!(Code::CaptureBeyond, name, wanted, &account.name, left));
        }
        if let Some(held) = held {
            held.amount -= taken * posting.amount.signum();
        }
        accounts.get_mut(posting.account).change(posting.amount, hold.year, |sums| sums.held -= taken);
    }
}

/// Posts what was captured. Limits were met when it was held, and a capture adds nothing to what they count.
fn post(postings: &[Posting], year: i64, accounts: &mut Accounts, here: &mut Here<'_>) {
    for (index, posting) in postings.iter().enumerate() {
        let account = accounts.get_mut(posting.account);
        account.change(posting.amount, year, |sums| sums.posted += posting.amount.abs());
        if account.balance.side_mut(posting.amount).posted > i128::from(i64::MAX) {
            here.line_fault(index, "amount", text!(Code::SumBeyond, &account.name));
        }
    }
}

/// The appropriations of the year in which a hold of another one was captured.
fn check_appropriations(postings: &[Posting], year: i64, accounts: &Accounts, here: &mut Here<'_>) {
    for (index, posting) in postings.iter().enumerate() {
        if let Some(text) = appropriations::exceeded(accounts, *posting, year) {
            here.line_fault(index, "amount", text);
        }
    }
}

fn let_go(hold: &Hold, accounts: &mut Accounts) {
    for line in &hold.lines {
        accounts.get_mut(line.account).change(line.amount, hold.year, |sums| sums.held -= line.amount.abs());
    }
}
