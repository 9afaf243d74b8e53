//! Facts: what an accepted event changed, one after another. Each is asked by the file that knows its rule.

use schema::ledger_v1::fact::Fact;
use schema::ledger_v1::{BudgetSet, CeilingSet, Entry, HoldReleased, Record};

use crate::accounts::Accounts;
use crate::appropriations::{self, Budget};
use crate::calendar;
use crate::catalogue::Code;
use crate::controls::Controls;
use crate::entries::{self, EntryRules, Landing, Posting};
use crate::finding::Here;
use crate::holds::Holds;
use crate::limits;
use crate::open_items::OpenItems;
use crate::text;

/// What facts have made of the book so far.
#[derive(Debug, Default)]
pub struct Facts {
    /// Its accounts.
    pub accounts: Accounts,
    /// Its holds.
    pub holds: Holds,
    /// Its open items.
    pub open_items: OpenItems,
    /// Its closed periods and its proposals.
    pub controls: Controls,
    /// Entries posted.
    pub entries: u64,
    /// Their lines.
    pub lines: u64,
}

/// What of a fact a report is worked out from.
#[derive(Debug)]
pub enum Landed<'a> {
    /// An entry was posted, with these lines.
    Entry(&'a Entry, Vec<Posting>),
    /// A budget was set for the account of this number.
    Budget(&'a BudgetSet, u32),
}

impl Landed<'_> {
    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> u32 {
        match self {
            Self::Entry(_, postings) => postings.len() as u32,
            Self::Budget(..) => 0,
        }
    }
}

impl Facts {
    /// Checks a fact and applies it.
    pub fn apply<'f>(
        &mut self,
        fact: &'f Fact,
        record: &Record,
        rules: EntryRules,
        here: &mut Here<'_>,
    ) -> Option<Landed<'f>> {
        let (now, accounts) = (record.recorded_at, &mut self.accounts);
        match fact {
            Fact::AccountOpened(opened) => accounts.open(opened, &mut here.within("account_opened")),
            Fact::AccountClosed(account) => {
                accounts.set_closed(account, true, &mut here.within("account_closed"))
            }
            Fact::AccountReopened(account) => {
                accounts.set_closed(account, false, &mut here.within("account_reopened"));
            }
            Fact::CeilingSet(set) => set_ceiling(set, accounts, &mut here.within("ceiling_set")),
            Fact::BudgetSet(set) => {
                let here = &mut here.within("budget_set");
                let account = accounts.known(set.account.as_ref(), "account", here)?;
                check_amount(set.amount, "amount", account, accounts, here);
                let day = record.effective_date;
                self.controls.check_budget(day, here);
                let year = calendar::civil(day).0;
                let budget = Budget { amount: set.amount, enforced: set.enforced };
                if let Some(text) = appropriations::set(accounts, account, year, budget) {
                    here.fault("amount", text);
                }
                return Some(Landed::Budget(set, account));
            }
            Fact::EntryPosted(entry) => {
                let here = &mut here.within("entry_posted");
                self.controls.check_day(entry, here);
                let postings = entries::check(entry, rules, accounts, here)?;
                let year = calendar::civil(entry.effective_date).0;
                entries::land(&postings, Landing::Posted, year, accounts, here);
                self.open_items.entry(entry, &postings, accounts, here);
                return Some(self.posted(entry, postings));
            }
            Fact::HoldPlaced(hold) => {
                let per_entity = rules.balance_per_entity;
                self.holds.place(hold, record, per_entity, accounts, &mut here.within("hold_placed"));
            }
            Fact::HoldCaptured(captured) => {
                if let Some(entry) = &captured.entry {
                    let here = &mut here.within("hold_captured.entry");
                    self.controls.check_day(entry, here);
                    if entry.open_item.is_some() {
                        here.fault("open_item", text!(Code::FieldForbidden));
                    }
                }
                let postings =
                    self.holds.capture(captured, now, rules, accounts, &mut here.within("hold_captured"))?;
                return Some(self.posted(captured.entry.as_ref()?, postings));
            }
            Fact::HoldReleased(released) => {
                self.holds.release(released, now, false, accounts, &mut here.within("hold_released"));
            }
            // Asked of the record as a whole.
            Fact::Reversed(_) => {}
            Fact::PeriodClosed(closed) => self.controls.close(closed, &mut here.within("period_closed")),
            Fact::PeriodReopened(reopened) => {
                self.controls.reopen(reopened, &mut here.within("period_reopened"));
            }
            Fact::ProposalMade(made) => self.controls.propose(made, &mut here.within("proposal_made")),
            Fact::ProposalSettled(settled) => {
                self.controls.settle(settled, &mut here.within("proposal_settled"));
            }
        }
        None
    }

    /// A hold that the service let go of because its time had come.
    pub fn expired(&mut self, released: &HoldReleased, record: &Record, here: &mut Here<'_>) {
        self.holds.release(released, record.recorded_at, true, &mut self.accounts, here);
    }

    fn posted<'f>(&mut self, entry: &'f Entry, postings: Vec<Posting>) -> Landed<'f> {
        self.entries += 1;
        self.lines += postings.len() as u64;
        Landed::Entry(entry, postings)
    }
}

fn set_ceiling(set: &CeilingSet, accounts: &mut Accounts, here: &mut Here<'_>) {
    let Some(number) = accounts.known(set.account.as_ref(), "account", here) else { return };
    if let Some(ceiling) = set.ceiling {
        check_amount(ceiling, "ceiling", number, accounts, here);
        if let Some(text) = limits::ceiling_below(accounts.get(number), ceiling) {
            here.fault("ceiling", text);
        }
    }
    accounts.get_mut(number).ceiling = set.ceiling;
}

/// A ceiling or budget is not negative and is set for an open account.
fn check_amount(amount: i64, field: &str, number: u32, accounts: &Accounts, here: &mut Here<'_>) {
    let account = accounts.get(number);
    if amount < 0 {
        here.fault(field, text!(Code::AmountNegative, account.money(amount.into()), &account.name));
    }
    if account.closed {
        here.fault("account", text!(Code::AccountClosed, &account.name));
    }
}
