//! The state of a book, and how facts change it.
//!
//! A book lives in the writer's memory and is rebuilt from a snapshot and the log. Nothing here refuses: what a fact
//! may be is decided in [`mod@crate::decide`], and a fact that breaks an invariant is a broken log and stops the process.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{HashMap, HashTable};

use crate::account::{Account, AccountId, Balance, BookSide, Terms};
use crate::chart::Chart;
use crate::date::{Date, Timestamp};
use crate::entry::{Entry, Line, OpenItem};
use crate::fact::{Fact, ReleaseReason};
use crate::money::Currency;
use crate::name::AccountName;
use crate::period::{LateItems, Period};
use crate::proposal::{Proposal, ProposalState};
use crate::rulebook::Rulebook;

/// What a book is opened with, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSettings {
    /// The book's name, such as `oku-timur`.
    pub name: String,
    /// Currency of accounts that name none.
    pub currency: Currency,
    /// What happens to codes outside the chart.
    pub chart_mode: ChartMode,
    /// Debits equal credits for each entity within an entry too.
    pub balance_per_entity: bool,
}

/// Why a sum that evolves can't overflow. Sums of a year are parts of an account's.
const SUMS_FIT: &str = "decide refused sums beyond 64 bits";

/// What happens to codes outside the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartMode {
    /// They may be opened by an event; only codes never opened are refused.
    Open,
    /// They are refused.
    Strict,
}

/// How far a hold has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoldState {
    /// Something is still held.
    Pending,
    /// Captured; nothing is left.
    Captured,
    /// Released on request.
    Released,
    /// Released by time.
    Expired,
}

/// A hold and what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How far it has come.
    pub state: HoldState,
    /// The fiscal year whose appropriations it counts against.
    pub year: i32,
    /// What is still held; empty when not pending.
    pub lines: Vec<Line>,
    /// When it lets go by itself.
    pub expires_at: Option<Timestamp>,
}

/// An appropriation or revenue target of an account for a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appropriation {
    /// Minor units.
    pub amount: i64,
    /// Entries of the year may not go beyond it.
    pub enforced: bool,
}

/// One region's set of accounts: the unit of order, of partition and of proof.
#[derive(Clone, Debug)]
pub struct Book {
    settings: BookSettings,
    chart: Option<Arc<Chart>>,
    rulebook: Option<Arc<Rulebook>>,
    accounts: Vec<Account>,
    /// Account numbers by name. Looked up, never walked, so its order decides nothing.
    by_name: HashTable<u32>,
    hasher: foldhash::fast::FixedState,
    holds: BTreeMap<Box<str>, Hold>,
    /// Pending holds by the time at which they let go.
    expiries: BTreeSet<(Timestamp, Box<str>)>,
    /// Positions that were reversed.
    reversed: BTreeSet<u64>,
    /// Appropriations and targets by account and fiscal year.
    budgets: BTreeMap<(AccountId, i32), Appropriation>,
    /// Entities that have an enforced appropriation, by fiscal year: derived from `budgets`.
    budgeted: BTreeMap<i32, BTreeSet<Box<str>>>,
    /// Sums of each account on the budget side by fiscal year. Looked up, never walked but in order.
    annual: HashMap<(AccountId, i32), Balance, foldhash::fast::FixedState>,
    /// Periods that take no entries.
    closed_periods: BTreeMap<Period, LateItems>,
    /// Proposals by name, settled ones too.
    proposals: BTreeMap<Box<str>, Proposal>,
    /// What is open of each item of an account in minor units, debits positive; never zero.
    open_items: BTreeMap<(AccountId, Box<str>), i64>,
    entries: u64,
}

/// What a snapshot gives back beside accounts and holds.
#[derive(Clone, Debug, Default)]
pub struct Rest {
    /// Positions that were reversed.
    pub reversed: BTreeSet<u64>,
    /// Appropriations and targets.
    pub budgets: BTreeMap<(AccountId, i32), Appropriation>,
    /// Periods that take no entries.
    pub closed_periods: BTreeMap<Period, LateItems>,
    /// Proposals.
    pub proposals: BTreeMap<Box<str>, Proposal>,
    /// What is open of each item of an account, debits positive.
    pub open_items: BTreeMap<(AccountId, Box<str>), i64>,
    /// How many entries were posted.
    pub entries: u64,
}

impl Book {
    /// An empty book.
    pub fn new(settings: BookSettings) -> Self {
        Self {
            settings,
            chart: None,
            rulebook: None,
            accounts: Vec::new(),
            by_name: HashTable::new(),
            hasher: foldhash::fast::FixedState::with_seed(0),
            holds: BTreeMap::new(),
            expiries: BTreeSet::new(),
            reversed: BTreeSet::new(),
            budgets: BTreeMap::new(),
            budgeted: BTreeMap::new(),
            annual: HashMap::with_hasher(foldhash::fast::FixedState::with_seed(0)),
            closed_periods: BTreeMap::new(),
            proposals: BTreeMap::new(),
            open_items: BTreeMap::new(),
            entries: 0,
        }
    }

    /// What it was opened with.
    pub fn settings(&self) -> &BookSettings {
        &self.settings
    }

    /// The chart in force.
    pub fn chart(&self) -> Option<&Arc<Chart>> {
        self.chart.as_ref()
    }

    /// The rulebook in force.
    pub fn rulebook(&self) -> Option<&Arc<Rulebook>> {
        self.rulebook.as_ref()
    }

    /// Puts a chart in force, from here on.
    pub fn publish_chart(&mut self, chart: Arc<Chart>) {
        self.chart = Some(chart);
    }

    /// Puts a rulebook in force, from here on.
    pub fn publish_rulebook(&mut self, rulebook: Arc<Rulebook>) {
        self.rulebook = Some(rulebook);
    }

    /// Every account, by number.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The account of a number this book gave out.
    pub fn account(&self, id: AccountId) -> &Account {
        &self.accounts[id.0 as usize]
    }

    /// The number of an open or closed account.
    pub fn account_id(&self, name: AccountName<'_>) -> Option<AccountId> {
        let matches = |id: &u32| {
            let account = &self.accounts[*id as usize];
            *account.code == *name.code && *account.entity == *name.entity
        };
        self.by_name.find(self.hash(name), matches).map(|id| AccountId(*id))
    }

    /// Holds by name, resolved ones too.
    pub fn holds(&self) -> &BTreeMap<Box<str>, Hold> {
        &self.holds
    }

    /// Positions that were reversed.
    pub fn reversed(&self) -> &BTreeSet<u64> {
        &self.reversed
    }

    /// Appropriations and targets by account and fiscal year.
    pub fn budgets(&self) -> &BTreeMap<(AccountId, i32), Appropriation> {
        &self.budgets
    }

    /// Whether any account of an entity has, or had, an enforced appropriation for a fiscal year.
    pub fn is_budgeted(&self, entity: &str, year: i32) -> bool {
        self.budgeted.get(&year).is_some_and(|entities| entities.contains(entity))
    }

    /// What entries and holds of a fiscal year come to on an account of the budget side; zero on others.
    pub fn annual(&self, account: AccountId, year: i32) -> Balance {
        self.annual.get(&(account, year)).copied().unwrap_or_default()
    }

    /// Sums by account and fiscal year that are not zero, in that order. Sorts: for snapshots, not for each event.
    pub fn annual_sums(&self) -> Vec<((AccountId, i32), Balance)> {
        let mut sums: Vec<_> = self.annual.iter().map(|(key, balance)| (*key, *balance)).collect();
        sums.sort_unstable_by_key(|(key, _)| *key);
        sums
    }

    /// Periods that take no entries, and what becomes of entries for them.
    pub fn closed_periods(&self) -> &BTreeMap<Period, LateItems> {
        &self.closed_periods
    }

    /// The closed period that a day is in: its month, or its year.
    pub fn closed_period(&self, date: Date) -> Option<(Period, LateItems)> {
        if self.closed_periods.is_empty() {
            return None;
        }
        // A closed year is final for its months, so it is asked first.
        [Period::year_of(date), Period::month_of(date)]
            .into_iter()
            .find_map(|period| self.closed_periods.get(&period).map(|late_items| (period, *late_items)))
    }

    /// Proposals by name, settled ones too.
    pub fn proposals(&self) -> &BTreeMap<Box<str>, Proposal> {
        &self.proposals
    }

    /// What is open of each item of an account in minor units, debits positive; cleared items are not in it.
    pub fn open_items(&self) -> &BTreeMap<(AccountId, Box<str>), i64> {
        &self.open_items
    }

    /// How many entries were posted.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Facts that release every hold whose time had come at `at`, oldest first.
    pub fn due(&self, at: Timestamp) -> Vec<Fact> {
        let due = self.expiries.iter().take_while(|(expires_at, _)| *expires_at <= at);
        due.map(|(_, id)| Fact::HoldReleased { hold: id.clone(), reason: ReleaseReason::Expired }).collect()
    }

    /// Applies one fact.
    ///
    /// # Panics
    /// When the fact breaks an invariant (an unbalanced entry, an unknown account or hold): such a log is damaged, and
    /// going on would spread the damage.
    pub fn evolve(&mut self, fact: &Fact) {
        match fact {
            Fact::AccountOpened { entity, code, terms } => self.open(entity, code, *terms),
            Fact::AccountClosed(id) => self.account_mut(*id).closed = true,
            Fact::AccountReopened(id) => self.account_mut(*id).closed = false,
            Fact::CeilingSet { account, ceiling } => self.account_mut(*account).terms.ceiling = *ceiling,
            Fact::BudgetSet { account, year, amount, enforced } => {
                let appropriation = Appropriation { amount: *amount, enforced: *enforced };
                self.set_budget(*account, *year, appropriation);
            }
            Fact::EntryPosted(entry) => self.post(entry),
            Fact::HoldPlaced { id, year, lines, expires_at, .. } => self.place(id, *year, lines, *expires_at),
            Fact::HoldCaptured { hold, entry, keep_remainder } => self.capture(hold, entry, *keep_remainder),
            Fact::HoldReleased { hold, reason } => self.release(hold, *reason),
            Fact::Reversed(position) => {
                assert!(self.reversed.insert(*position), "position {position} is reversed at most once");
            }
            Fact::PeriodClosed { period, late_items } => {
                self.closed_periods.insert(*period, *late_items);
            }
            Fact::PeriodReopened(period) => {
                self.closed_periods.remove(period);
            }
            Fact::ProposalMade { proposal, maker, event_type, data } => {
                let (maker, event_type, data) = (maker.clone(), event_type.clone(), data.clone());
                let made = Proposal { maker, state: ProposalState::Pending, event_type, data };
                let earlier = self.proposals.insert(proposal.clone(), made);
                assert!(earlier.is_none(), "proposal \"{proposal}\" is made once");
            }
            Fact::ProposalSettled { proposal, approved, .. } => self.settle_proposal(proposal, *approved),
        }
    }

    fn settle_proposal(&mut self, name: &str, approved: bool) {
        let proposal = self.proposals.get_mut(name).expect("facts name proposals that were made");
        assert_eq!(proposal.state, ProposalState::Pending, "proposal \"{name}\" is settled once");
        proposal.state = if approved { ProposalState::Approved } else { ProposalState::Declined };
        // The log keeps what it asked for.
        (proposal.event_type, proposal.data) = (Box::default(), Box::default());
    }

    /// Puts back an account from a snapshot, with its sums. Accounts come in the order of their numbers.
    pub fn restore_account(&mut self, account: Account) {
        self.open(&account.entity, &account.code, account.terms);
        if let Some(restored) = self.accounts.last_mut() {
            *restored = account;
        }
    }

    /// Puts back a hold from a snapshot; what it holds is in the restored balances already.
    pub fn restore_hold(&mut self, id: Box<str>, hold: Hold) {
        if let (HoldState::Pending, Some(expires_at)) = (hold.state, hold.expires_at) {
            self.expiries.insert((expires_at, id.clone()));
        }
        self.holds.insert(id, hold);
    }

    /// Puts back the sums of an account for a fiscal year from a snapshot.
    pub fn restore_annual(&mut self, account: AccountId, year: i32, balance: Balance) {
        self.annual.insert((account, year), balance);
    }

    /// Puts back from a snapshot what has neither number nor sum.
    pub fn restore_rest(&mut self, rest: Rest) {
        let Rest { reversed, budgets, closed_periods, proposals, open_items, entries } = rest;
        for ((account, year), appropriation) in budgets {
            self.set_budget(account, year, appropriation);
        }
        (self.reversed, self.entries) = (reversed, entries);
        (self.closed_periods, self.proposals, self.open_items) = (closed_periods, proposals, open_items);
    }

    fn hash(&self, name: AccountName<'_>) -> u64 {
        self.hasher.hash_one((name.entity, name.code))
    }

    fn account_mut(&mut self, id: AccountId) -> &mut Account {
        self.accounts.get_mut(id.0 as usize).expect("facts name accounts that were opened")
    }

    fn open(&mut self, entity: &str, code: &str, terms: Terms) {
        let name = AccountName { entity, code };
        assert!(self.account_id(name).is_none(), "account {name} is opened once");
        let id = u32::try_from(self.accounts.len()).expect("a book has fewer than four billion accounts");
        let hash = self.hash(name);
        let balance = Balance::default();
        self.accounts.push(Account {
            entity: entity.into(),
            code: code.into(),
            terms,
            balance,
            closed: false,
        });
        let (accounts, hasher) = (&self.accounts, &self.hasher);
        self.by_name.insert_unique(hash, id, |id| {
            let account = &accounts[*id as usize];
            hasher.hash_one((&*account.entity, &*account.code))
        });
    }

    fn set_budget(&mut self, account: AccountId, year: i32, appropriation: Appropriation) {
        self.budgets.insert((account, year), appropriation);
        if appropriation.enforced {
            let entity = self.accounts[account.0 as usize].entity.clone();
            self.budgeted.entry(year).or_default().insert(entity);
        }
    }

    fn post(&mut self, entry: &Entry) {
        self.assert_balanced(&entry.lines);
        let year = LazyCell::new(|| entry.effective_date.year());
        for line in &entry.lines {
            self.change(line, || *year, |balance| balance.post(line.side, line.amount).expect(SUMS_FIT));
        }
        if let Some(item) = &entry.open_item {
            self.move_item(item, entry.signed_on(item.account));
        }
        self.entries += 1;
    }

    /// An item is a part of its account, whose sums fit.
    fn move_item(&mut self, item: &OpenItem, change: i128) {
        let key = (item.account, item.name.clone());
        let open = i128::from(self.open_items.get(&key).copied().unwrap_or(0)) + change;
        match i64::try_from(open).expect(SUMS_FIT) {
            0 => self.open_items.remove(&key),
            open => self.open_items.insert(key, open),
        };
    }

    fn place(&mut self, id: &str, year: i32, lines: &[Line], expires_at: Option<Timestamp>) {
        self.assert_balanced(lines);
        for line in lines {
            self.change(line, || year, |balance| balance.hold(line.side, line.amount).expect(SUMS_FIT));
        }
        if let Some(at) = expires_at {
            self.expiries.insert((at, id.into()));
        }
        let earlier = self
            .holds
            .insert(id.into(), Hold { state: HoldState::Pending, year, lines: lines.to_vec(), expires_at });
        assert!(earlier.is_none(), "hold \"{id}\" is placed once");
    }

    fn capture(&mut self, id: &str, entry: &Entry, keep_remainder: bool) {
        let mut hold = self.take_pending(id);
        for line in &entry.lines {
            let held =
                hold.lines.iter_mut().find(|held| held.account == line.account && held.side == line.side);
            let held = held.expect("a capture names lines of its hold");
            assert!(held.amount >= line.amount, "hold \"{id}\" is captured for no more than it holds");
            held.amount -= line.amount;
        }
        self.let_go(&entry.lines, hold.year);
        hold.lines.retain(|line| line.amount > 0);
        if keep_remainder && !hold.lines.is_empty() {
            if let Some(at) = hold.expires_at {
                self.expiries.insert((at, id.into()));
            }
            self.holds.insert(id.into(), hold);
        } else {
            self.let_go(&hold.lines, hold.year);
            self.settle(id, &hold, HoldState::Captured);
        }
        self.post(entry);
    }

    fn release(&mut self, id: &str, reason: ReleaseReason) {
        let hold = self.take_pending(id);
        self.let_go(&hold.lines, hold.year);
        let state = match reason {
            ReleaseReason::Released => HoldState::Released,
            ReleaseReason::Expired => HoldState::Expired,
        };
        self.settle(id, &hold, state);
    }

    /// Takes a pending hold out, with its expiry.
    fn take_pending(&mut self, id: &str) -> Hold {
        let hold = self.holds.remove(id).expect("facts name holds that were placed");
        assert_eq!(hold.state, HoldState::Pending, "hold \"{id}\" is settled once");
        if let Some(at) = hold.expires_at {
            self.expiries.remove(&(at, id.into()));
        }
        hold
    }

    fn let_go(&mut self, lines: &[Line], year: i32) {
        for line in lines {
            self.change(line, || year, |balance| balance.release(line.side, line.amount));
        }
    }

    /// Changes the sums of a line's account, and on the budget side those of the fiscal year.
    fn change(&mut self, line: &Line, year: impl FnOnce() -> i32, change: impl Fn(Balance) -> Balance) {
        let account = self.account_mut(line.account);
        account.balance = change(account.balance);
        if account.terms.book_side == BookSide::Budget {
            let annual = self.annual.entry((line.account, year())).or_default();
            *annual = change(*annual);
        }
    }

    fn settle(&mut self, id: &str, hold: &Hold, state: HoldState) {
        let settled = Hold { state, year: hold.year, lines: Vec::new(), expires_at: hold.expires_at };
        self.holds.insert(id.into(), settled);
    }

    /// Debits equal credits within each currency and book side: asserted in release builds, before every write.
    fn assert_balanced(&self, lines: &[Line]) {
        let mut sums: Vec<((Currency, BookSide), i128)> = Vec::with_capacity(2);
        for line in lines {
            let terms = &self.account(line.account).terms;
            let key = (terms.currency, terms.book_side);
            match sums.iter_mut().find(|(found, _)| *found == key) {
                Some((_, sum)) => *sum += i128::from(line.signed()),
                None => sums.push((key, i128::from(line.signed()))),
            }
        }
        assert!(
            lines.len() >= 2 && sums.iter().all(|(_, sum)| *sum == 0),
            "an entry's debits equal its credits"
        );
    }
}
