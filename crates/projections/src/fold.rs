//! Folding: records change the state in memory, and what they touched (`touched.rs`) becomes one change of the tables.
//! Amounts move here and nowhere else in this crate.

use event_store::Record;
use ledger::{Currency, Date, Period};
use wire::ledger_v1 as pb;
use wire::ledger_v1::fact::Fact;
use wire::ledger_v1::record::Outcome as Stored;

use crate::control::{MOVED, REFUSED};
use crate::proposed::{self, Proposed};
use crate::reconciliations;
use crate::revenue_events::{self, REVENUE};
use crate::spending_events::{self, Realized};
use crate::state::{Account, Pending, State};
use crate::touched::{CAPTURED, EXPIRED, LineRow, RELEASED, Touched};
use crate::value::Value;

/// Closing entries are no business of their year.
const CLOSING: i32 = pb::EntryKind::Closing as i32;

/// Why a record can't be folded; the builder adds where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// This version does not know it.
    Unknown(String),
    /// It contradicts what came before.
    Contradiction(String),
}

/// Folding of one batch.
pub(crate) struct Fold<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) touched: Touched,
}

/// The record being folded.
struct At<'r> {
    record: &'r pb::Record,
    line_no: i32,
    /// The next entry's place among those of the record.
    entry_no: u32,
    /// The day of its first entry.
    day: Option<i32>,
    takes_back: bool,
    /// The proposed event that it approves.
    approved: Option<Proposed>,
    revenue: Realized,
    spending: Realized,
}

impl<'r> At<'r> {
    fn new(record: &'r pb::Record) -> Self {
        let (revenue, spending) = (Realized::new(), Realized::new());
        Self {
            record,
            line_no: 0,
            entry_no: 0,
            day: None,
            takes_back: false,
            approved: None,
            revenue,
            spending,
        }
    }

    /// The day it counts for: one that came too late for its own stands elsewhere.
    fn day(&self) -> i32 {
        self.day.unwrap_or(self.record.effective_date)
    }
}

impl Fold<'_> {
    /// Folds the next record, which was decoded from the stored one.
    pub(crate) fn record(&mut self, stored: &Record, record: &pb::Record) -> Result<(), Unfit> {
        let outcome = record.outcome.as_ref().ok_or_else(|| unknown("has an outcome of an unknown type"))?;
        match self.touched.outcomes.get_mut(&(stored.outcome.number(), stored.code.clone())) {
            Some(number) => *number += 1,
            None => {
                self.touched.outcomes.insert((stored.outcome.number(), stored.code.clone()), 1);
            }
        }
        match outcome {
            Stored::Posted(posted) => {
                let mut at = At::new(record);
                for fact in &posted.facts {
                    let fact =
                        fact.fact.as_ref().ok_or_else(|| unknown("holds a fact of an unknown type"))?;
                    self.fact(fact, &mut at)?;
                }
                self.touched.reconciliations.extend(reconciliations::row(
                    record,
                    at.approved.as_ref(),
                    self.state.book_no,
                ));
                let (accounts, book_no) = (&self.state.accounts, self.state.book_no);
                let spending = spending_events::rows(record, &at.spending, accounts, book_no);
                self.touched.spending.extend(spending);
                let told = revenue_events::Told {
                    record,
                    realized: &at.revenue,
                    day: at.day(),
                    takes_back: at.takes_back,
                    approved: at.approved.as_ref().map(|proposed| &proposed.made),
                };
                self.touched.revenue.extend(revenue_events::rows(&told, accounts, book_no));
            }
            Stored::Refused(_)
            | Stored::Quarantined(_)
            | Stored::CompletenessStated(_)
            | Stored::AccessRecorded(_) => {}
            Stored::BookOpened(opened) => self.touched.currency = Some(opened.currency.clone()),
            Stored::ChartPublished(chart) => self.publication(record, 1, &chart.name, chart.version),
            Stored::RulebookPublished(rules) => self.publication(record, 2, &rules.name, rules.version),
            Stored::HoldsExpired(expired) => {
                for release in &expired.holds {
                    self.release(&release.hold, EXPIRED)?;
                }
            }
        }
        self.state.position = record.position;
        Ok(())
    }

    fn publication(&mut self, record: &pb::Record, what: i64, name: &str, version: u32) {
        self.touched.publications.extend([
            Value::Int(record.position as i64),
            Value::Int(i64::from(self.state.book_no)),
            Value::Int(i64::from(version)),
            Value::Int(what),
            Value::Text(name.to_owned()),
        ]);
    }

    fn fact(&mut self, fact: &Fact, at: &mut At<'_>) -> Result<(), Unfit> {
        match fact {
            Fact::AccountOpened(opened) => self.open(opened),
            Fact::AccountClosed(account) => self.close(account, true),
            Fact::AccountReopened(account) => self.close(account, false),
            Fact::CeilingSet(set) => {
                let account = self.named(set.account.as_ref())?;
                self.touch(account).ceiling = set.ceiling;
                Ok(())
            }
            Fact::BudgetSet(set) => {
                let account = self.named(set.account.as_ref())?;
                self.state.set_budget(account, Date(at.record.effective_date).year(), set.amount);
                self.touch(account);
                let change = (set.amount, at.record.effective_date);
                self.touched.budgets.insert((account, at.record.position), change);
                Ok(())
            }
            Fact::EntryPosted(entry) => self.post(entry, at),
            Fact::HoldPlaced(hold) => self.place(hold),
            Fact::HoldCaptured(captured) => self.capture(captured, at),
            Fact::HoldReleased(released) => {
                let expired = released.reason == "expired";
                self.release(&released.hold, if expired { EXPIRED } else { RELEASED })
            }
            // The entries beside it move the sums.
            Fact::Reversed(reversed) => self.reversed(reversed.position, at),
            Fact::PeriodClosed(closed) => {
                let late_items = if closed.late_items_move { MOVED } else { REFUSED };
                self.period(at.record.position, &closed.period, Some(late_items))
            }
            Fact::PeriodReopened(reopened) => self.period(at.record.position, &reopened.period, None),
            Fact::ProposalMade(made) => {
                self.touched.control.proposal(at.record.position, self.state.book_no, made);
                if proposed::is_kept(&made.r#type) {
                    let proposed = Proposed { position: at.record.position, made: made.clone() };
                    self.state.proposed.insert(made.proposal.clone(), proposed);
                }
                Ok(())
            }
            Fact::ProposalSettled(settled) => {
                self.touched.control.settlement(at.record.position, self.state.book_no, settled);
                let proposed = self.state.proposed.remove(&settled.proposal);
                at.approved = proposed.filter(|_| settled.approved);
                Ok(())
            }
        }
    }

    /// A period is closed, or with `None` reopened.
    fn period(&mut self, position: u64, period: &str, late_items: Option<i64>) -> Result<(), Unfit> {
        if Period::parse(period).is_none() {
            return Err(unknown("closes or reopens a period that is neither month nor year"));
        }
        self.touched.control.period(position, period, late_items);
        Ok(())
    }

    fn reversed(&mut self, original: u64, at: &mut At<'_>) -> Result<(), Unfit> {
        let by = at.record.position;
        if original == 0 || original >= by {
            return Err(Unfit::Contradiction(format!(
                "reverses position {original}, which is not before it"
            )));
        }
        self.touched.reversals.extend([
            Value::Int(original as i64),
            Value::Int(by as i64),
            Value::Int(i64::from(self.state.book_no)),
            Value::from(at.day()),
        ]);
        at.takes_back = true;
        Ok(())
    }

    fn open(&mut self, opened: &pb::AccountOpened) -> Result<(), Unfit> {
        if self.state.find(&opened.entity, &opened.code).is_some() {
            let what = format!("account '{}:{}' is opened twice", opened.entity, opened.code);
            return Err(Unfit::Contradiction(what));
        }
        if Currency::parse(&opened.currency).is_none() {
            return Err(unknown("opens an account of an unknown currency"));
        }
        let index = self.state.add(Account {
            entity: opened.entity.as_str().into(),
            code: opened.code.as_str().into(),
            currency: opened.currency.as_str().into(),
            normal_side: opened.normal_side,
            book_side: opened.book_side,
            closed: false,
            debits_must_not_exceed_credits: opened.debits_must_not_exceed_credits,
            credits_must_not_exceed_debits: opened.credits_must_not_exceed_debits,
            debit: 0,
            credit: 0,
            pending_debit: 0,
            pending_credit: 0,
            ceiling: opened.ceiling,
            budget: None,
            touched: false,
        });
        self.touched.accounts.insert(index);
        self.touch(index);
        Ok(())
    }

    fn close(&mut self, account: &pb::AccountRef, closed: bool) -> Result<(), Unfit> {
        let index = self.named(Some(account))?;
        self.state.accounts[index as usize].closed = closed;
        self.touched.accounts.insert(index);
        Ok(())
    }

    fn post(&mut self, entry: &pb::Entry, at: &mut At<'_>) -> Result<(), Unfit> {
        if pb::EntryKind::try_from(entry.kind).is_err() || entry.kind == 0 {
            return Err(unknown("holds an entry of an unknown kind"));
        }
        if let Some(late_for) = entry.late_for {
            self.touched.control.late_entry(
                at.record.position,
                at.line_no,
                self.state.book_no,
                late_for,
                entry,
            );
        }
        at.day.get_or_insert(entry.effective_date);
        let kind = self.kind(entry, at);
        let mut sum = 0_i128;
        for line in &entry.lines {
            let index = self.line_account(&entry.entity, line)?;
            let amount = line.amount;
            sum += i128::from(amount);
            let account = self.touch(index);
            let total = if amount > 0 { &mut account.debit } else { &mut account.credit };
            *total = add(*total, size(amount)?)?;
            let day = self.touched.days.entry((index, entry.effective_date, kind)).or_default();
            let total = if amount > 0 { &mut day.0 } else { &mut day.1 };
            *total = add(*total, size(amount)?)?;
            self.touched.lines.push(LineRow {
                account: index,
                position: at.record.position as i64,
                line_no: at.line_no,
                effective_date: entry.effective_date,
                kind,
                amount,
            });
            at.line_no += 1;
            if kind != CLOSING {
                self.revenue(index, entry, amount, at)?;
                self.spending(index, entry, amount, at)?;
            }
        }
        if sum == 0 {
            Ok(())
        } else {
            Err(Unfit::Contradiction("an entry's debits and credits differ".to_owned()))
        }
    }

    /// The kind that an entry counts as: what takes a closing entry back is no business either.
    fn kind(&mut self, entry: &pb::Entry, at: &mut At<'_>) -> i32 {
        let entry_no = at.entry_no;
        at.entry_no += 1;
        // A reversal has the entries of what it reverses in their order.
        let closes = entry.kind == CLOSING
            || (entry.reverses != 0 && self.state.closing_entries.remove(&(entry.reverses, entry_no)));
        if !closes {
            return entry.kind;
        }
        self.state.closing_entries.insert((at.record.position, entry_no));
        self.touched.closing_entries.extend([
            Value::Int(at.record.position as i64),
            Value::from(self.state.book_no),
            Value::Int(i64::from(entry_no)),
        ]);
        CLOSING
    }

    /// Revenue as the budget realisation report counts it: what moves revenue accounts of the budget books. The caller leaves out
    /// closing entries.
    fn revenue(&self, index: u32, entry: &pb::Entry, amount: i64, at: &mut At<'_>) -> Result<(), Unfit> {
        if self.is_realized(index, REVENUE) {
            let sum = at.revenue.entry((index, entry.effective_date)).or_default();
            *sum = add(*sum, amount.checked_neg().ok_or_else(too_large)?)?;
        }
        Ok(())
    }

    /// Expenditure as the budget realisation report counts it.
    fn spending(&self, index: u32, entry: &pb::Entry, amount: i64, at: &mut At<'_>) -> Result<(), Unfit> {
        if self.is_realized(index, spending_events::EXPENDITURE) {
            let sum = at.spending.entry((index, entry.effective_date)).or_default();
            *sum = add(*sum, amount)?;
        }
        Ok(())
    }

    /// Whether an account of the budget is of this group.
    fn is_realized(&self, index: u32, group: &str) -> bool {
        let account = &self.state.accounts[index as usize];
        account.book_side == pb::BookSide::Budget as i32 && account.code.split('.').next() == Some(group)
    }

    fn place(&mut self, hold: &pb::Hold) -> Result<(), Unfit> {
        let mut lines = Vec::with_capacity(hold.lines.len());
        for line in &hold.lines {
            let index = self.line_account(&hold.entity, line)?;
            self.pend(index, line.amount, 1)?;
            lines.push((index, line.amount));
        }
        let expires_at = (hold.expires_at != 0).then_some(hold.expires_at);
        self.state.holds.insert(hold.id.clone(), Pending { lines, expires_at });
        self.touched.pending.insert(hold.id.clone());
        Ok(())
    }

    fn capture(&mut self, captured: &pb::HoldCaptured, at: &mut At<'_>) -> Result<(), Unfit> {
        let entry = captured.entry.as_ref().ok_or_else(|| unknown("captures a hold without an entry"))?;
        let mut hold = self.take(&captured.hold)?;
        for line in &entry.lines {
            let index = self.line_account(&entry.entity, line)?;
            let same = |held: &&mut (u32, i64)| held.0 == index && held.1.signum() == line.amount.signum();
            let held = hold.lines.iter_mut().find(same);
            let held = held.filter(|held| held.1.unsigned_abs() >= line.amount.unsigned_abs());
            let Some(held) = held else {
                return Err(Unfit::Contradiction(format!(
                    "hold '{}' is captured for more than it holds",
                    captured.hold
                )));
            };
            held.1 -= line.amount;
            self.pend(index, line.amount, -1)?;
        }
        hold.lines.retain(|(_, amount)| *amount != 0);
        if captured.keep_remainder && !hold.lines.is_empty() {
            self.state.holds.insert(captured.hold.clone(), hold);
            self.touched.pending.insert(captured.hold.clone());
        } else {
            self.settle(&captured.hold, &hold, CAPTURED)?;
        }
        self.post(entry, at)
    }

    fn release(&mut self, id: &str, state: i64) -> Result<(), Unfit> {
        let hold = self.take(id)?;
        self.settle(id, &hold, state)
    }

    fn take(&mut self, id: &str) -> Result<Pending, Unfit> {
        let missing = || Unfit::Contradiction(format!("hold '{id}' is not pending"));
        self.state.holds.remove(id).ok_or_else(missing)
    }

    /// Lets go of what is left, for good.
    fn settle(&mut self, id: &str, hold: &Pending, state: i64) -> Result<(), Unfit> {
        for (account, amount) in &hold.lines {
            self.pend(*account, *amount, -1)?;
        }
        self.touched.pending.remove(id);
        self.touched.settled.insert(id.to_owned(), (state, hold.expires_at));
        Ok(())
    }

    /// Adds to what an account holds (`sign` 1) or takes from it (-1).
    fn pend(&mut self, index: u32, amount: i64, sign: i64) -> Result<(), Unfit> {
        let account = self.touch(index);
        let total = if amount > 0 { &mut account.pending_debit } else { &mut account.pending_credit };
        *total = add(*total, size(amount)? * sign)?;
        Ok(())
    }

    fn touch(&mut self, index: u32) -> &mut Account {
        let account = &mut self.state.accounts[index as usize];
        if !account.touched {
            account.touched = true;
            self.touched.sums.push(index);
        }
        account
    }

    fn line_account(&self, entity: &str, line: &pb::Line) -> Result<u32, Unfit> {
        let entity = if line.entity.is_empty() { entity } else { line.entity.as_str() };
        self.state.find(entity, &line.code).ok_or_else(|| never_opened(entity, &line.code))
    }

    fn named(&self, account: Option<&pb::AccountRef>) -> Result<u32, Unfit> {
        let account = account.ok_or_else(|| unknown("names no account"))?;
        self.state
            .find(&account.entity, &account.code)
            .ok_or_else(|| never_opened(&account.entity, &account.code))
    }
}

fn add(sum: i64, amount: i64) -> Result<i64, Unfit> {
    sum.checked_add(amount).ok_or_else(too_large)
}

fn size(amount: i64) -> Result<i64, Unfit> {
    amount.checked_abs().ok_or_else(too_large)
}

fn too_large() -> Unfit {
    Unfit::Contradiction("a sum is larger than 64 bits of minor units".to_owned())
}

fn unknown(what: &str) -> Unfit {
    Unfit::Unknown(what.to_owned())
}

fn never_opened(entity: &str, code: &str) -> Unfit {
    Unfit::Contradiction(format!("account '{entity}:{code}' was not opened before"))
}
