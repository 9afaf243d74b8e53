//! The log's figures for a report: for each account that it is about the balance before, the movement within and, where the
//! report lists them, the lines. Only what was recorded up to the report's position counts.

use std::collections::HashMap;
use std::rc::Rc;

use schema::ledger_v1::{BookSide, Entry, EntryKind, Record, Side};

use super::claim::Claim;
use super::closing_entries::ClosingEntries;
use super::document;
use super::events::Events;
use super::is_within;
use super::kinds::Kinds;
use super::posted::Books;
use super::revenue::Revenue;
use super::spending::Spending;
use crate::accounts::{self, Accounts};
use crate::calendar;
use crate::entries::Posting;
use crate::facts::Landed;
use crate::figures::Figures;
use crate::published::{InForce, Published};
use crate::rulebook_file::{self, Unreadable};

/// Laporan realisasi anggaran bulanan.
const MONTHLY: &str = "budget-realization-monthly";

/// Reports that list lines of entries.
const LISTS_LINES: [&str; 3] = ["general-ledger", "subsidiary-ledger", "cash-book"];

/// Reports that compare what events say with balances at the beginning and at the end.
const BY_EVENT: [&str; 3] = ["deductions-register", "spj-functional", "spj-functional-receiving"];

/// Reports that are made of sums by kind of entry, or compare such at their end.
const BY_KIND: [&str; 7] = [
    "balance-sheet",
    "operating-statement",
    "equity-changes",
    "surplus-changes",
    "cash-flow",
    "budget-realization",
    MONTHLY,
];

/// An account's figures, in minor units.
#[derive(Clone, Debug)]
pub struct Account {
    /// Accounting entity.
    pub entity: String,
    /// Code within it.
    pub code: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The set of books.
    pub book_side: BookSide,
    /// The side on which it grows.
    pub normal_side: Side,
    /// Whether it has a line until the last day.
    pub has_moved: bool,
    /// Whether it has one in the budget books that is of no closing entry.
    pub has_realized: bool,
    /// Whether a budget was set, be it zero.
    pub is_budgeted: bool,
    /// Debits less credits before the first day.
    pub opening: i128,
    /// Debits within the days.
    pub debit: i128,
    /// Credits within the days.
    pub credit: i128,
    /// Debits less credits within the days, closing entries left out.
    pub realized: i128,
    /// The same from the first day of the year on.
    pub of_year: i128,
    /// The same for the same days of the year before.
    pub previous: i128,
    /// The budget in force.
    pub budget: i128,
    /// Lines within the days, in the order of the log; empty where the report lists none.
    pub lines: Vec<Line>,
}

/// A line of an account.
#[derive(Clone, Debug)]
pub struct Line {
    /// The day it counts for.
    pub day: i32,
    /// Position of its record.
    pub position: u64,
    /// Its number among the record's lines.
    pub number: u32,
    /// Above zero is a debit.
    pub amount: i128,
    /// Its entry.
    pub entry: Rc<Texts>,
    /// The code that it moved against, in a cash book: the one budget code of its record, else of its entry.
    pub against: String,
}

/// Texts of an entry that its lines show.
#[derive(Clone, Debug)]
pub struct Texts {
    /// Number of the document, or the id of the event.
    pub reference: String,
    /// Kind of entry.
    pub kind: EntryKind,
    /// Free text.
    pub description: String,
    /// The entry has words of its own.
    pub has_words: bool,
}

/// The figures of a report.
#[derive(Debug)]
pub struct Collected {
    claim: Claim,
    /// The days of the year before.
    before: (Option<i32>, Option<i32>),
    /// The first day from which a budget counts: appropriations end with their year.
    budget_from: Option<i32>,
    /// Places in the list by the account's number; `None` for those that the report is not about.
    places: HashMap<u32, Option<usize>>,
    list: Vec<Account>,
    closing_entries: ClosingEntries,
    /// The sums of statements; empty for other reports.
    pub(super) kinds: Kinds,
    /// The events of registers; empty for other reports.
    pub(super) events: Events,
    /// What reports on revenue are made of; empty for other reports.
    pub(super) revenue: Revenue,
    /// What reports on spending are made of; empty for other reports.
    pub(super) spending: Spending,
    /// The last day of any entry.
    pub(super) last_day: Option<i32>,
    /// A sum that left the range of this program.
    pub overflowed: bool,
    /// The book's name, of the first record.
    pub book: String,
    /// Its currency.
    pub currency: String,
    /// The chart in force at the report's position.
    pub chart: InForce,
    /// The rulebook in force there.
    pub rulebook: InForce,
}

impl Collected {
    /// Nothing yet, for this report.
    #[must_use]
    pub fn new(claim: Claim) -> Self {
        let before = (claim.from.map(year_before), claim.to.map(year_before));
        let budget_from = claim.from.and_then(|from| calendar::days(calendar::civil(from).0, 1, 1));
        // The realization month by month is tied to the statements of the year until then.
        let first = match claim.name.as_str() {
            MONTHLY | "spj-functional" | "spj-functional-receiving" => budget_from,
            // What was owed before the book is in its opening entries, on whatever day.
            "deductions-register" => None,
            _ => claim.from,
        };
        let kinds = Kinds::new((first, claim.to), before);
        let (revenue, spending) = (Revenue::new(&claim), Spending::new(&claim));
        Self {
            claim,
            before,
            budget_from,
            kinds,
            events: Events::default(),
            revenue,
            spending,
            last_day: None,
            places: HashMap::new(),
            list: Vec::new(),
            closing_entries: ClosingEntries::default(),
            overflowed: false,
            book: String::new(),
            currency: String::new(),
            chart: InForce::default(),
            rulebook: InForce::default(),
        }
    }

    /// The accounts that the report is about, in order of entity and code.
    #[must_use]
    pub fn accounts(&self) -> Vec<&Account> {
        let mut accounts: Vec<&Account> = self.list.iter().collect();
        accounts.sort_by(|a, b| (&a.entity, &a.code).cmp(&(&b.entity, &b.code)));
        accounts
    }

    /// The first day of the year that the report's days begin in.
    #[must_use]
    pub fn year_begin(&self) -> Option<i32> {
        self.budget_from
    }

    /// Those of them that have a line until the last day.
    #[must_use]
    pub fn moved(&self) -> Vec<&Account> {
        let moved = |account: &&Account| account.has_moved;
        self.accounts().into_iter().filter(moved).collect()
    }

    /// The one currency of accounts that are added up, the book's where there are none; `None` where there are several.
    #[must_use]
    pub fn one_currency(&self, accounts: &[&Account]) -> Option<String> {
        let first = accounts.first().map_or(&self.currency, |account| &account.currency);
        accounts.iter().all(|account| account.currency == *first).then(|| first.clone())
    }

    /// Debits less credits, until the last day, of the accounts below these codes.
    pub(super) fn balance_below(&self, roots: &[&str]) -> i128 {
        let below = |account: &&Account| roots.iter().any(|root| is_within(&account.code, root));
        self.list.iter().filter(below).map(|account| account.opening + account.debit - account.credit).sum()
    }

    /// Whether the report needs what the rulebook chose, and that can't be read here.
    #[must_use]
    pub fn lacks_policy(&self) -> bool {
        BY_KIND.contains(&self.claim.name.as_str()) && self.recognition().is_err()
    }

    /// Whether money is revenue of the budget when a treasurer receives it, by the rulebook in force at the report's position.
    ///
    /// # Errors
    /// When the rulebook says so in a way that is not understood here.
    pub(super) fn on_receipt(&self) -> Result<bool, Unreadable> {
        Ok(self.recognition()?.as_deref() == Some("on-receipt"))
    }

    /// What that rulebook chose for the recognition of revenue.
    pub(super) fn recognition(&self) -> Result<Option<String>, Unreadable> {
        // Without a chart no rulebook is in force.
        if self.chart.version == 0 || self.rulebook.version == 0 {
            return Ok(None);
        }
        rulebook_file::choice(&self.rulebook.content, "revenue_recognition")
    }

    /// The place of an account; `None` when the report is not about it.
    fn place(&mut self, number: u32, accounts: &Accounts) -> Option<usize> {
        if let Some(place) = self.places.get(&number) {
            return *place;
        }
        let account = accounts.get(number);
        let (entity, code) = account.name.split_once(':')?;
        // The code of this report is that of its payments: its accounts are those of all cash on its way.
        let of_code = self.claim.code.as_deref().filter(|_| self.claim.name != "revenue-service");
        let is_asked = self.claim.entity.as_deref().is_none_or(|asked| asked == entity)
            && of_code.is_none_or(|asked| is_within(code, asked));
        let place = is_asked.then_some(self.list.len());
        if is_asked {
            self.list.push(Account {
                entity: entity.to_owned(),
                code: code.to_owned(),
                currency: account.currency.to_string(),
                book_side: account.book_side,
                normal_side: account.normal_side,
                has_moved: false,
                has_realized: false,
                is_budgeted: false,
                opening: 0,
                debit: 0,
                credit: 0,
                realized: 0,
                of_year: 0,
                previous: 0,
                budget: 0,
                lines: Vec::new(),
            });
        }
        self.places.insert(number, place);
        place
    }

    fn entry(
        &mut self,
        record: &Record,
        entry: &Entry,
        postings: &[Posting],
        first: u32,
        accounts: &Accounts,
    ) {
        let day = entry.effective_date;
        self.last_day = self.last_day.max(Some(day));
        let is_in = |from: Option<i32>, to: Option<i32>| {
            from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
        };
        let (is_now, is_before) =
            (is_in(self.claim.from, self.claim.to), is_in(self.before.0, self.before.1));
        let is_of_year = is_in(self.budget_from, self.claim.to);
        let is_opening = self.claim.from.is_some_and(|from| day < from);
        let keeps_lines = is_now && LISTS_LINES.contains(&self.claim.name.as_str());
        let is_closing = self.closing_entries.takes(record.position, entry);
        if [&BY_KIND[..], &BY_EVENT].concat().contains(&self.claim.name.as_str()) {
            self.kinds.entry(entry, is_closing, postings, accounts);
        }
        let texts = keeps_lines.then(|| {
            let (reference, description) = (document::reference(record), described(entry));
            Rc::new(Texts {
                reference,
                kind: entry.kind(),
                description,
                has_words: !entry.description.is_empty(),
            })
        });
        let only_code = texts.as_ref().and_then(|_| document::only_budget_code(record));
        for (number, posting) in (first..).zip(postings) {
            let Some(place) = self.place(posting.account, accounts) else { continue };
            let account = &mut self.list[place];
            let amount = posting.amount;
            let counts = is_now || is_opening;
            account.has_moved |= counts;
            account.has_realized |= counts && !is_closing && account.book_side == BookSide::Budget;
            let mut fits = true;
            let mut add = |sum: &mut i128, counts: bool, amount: i128| match sum.checked_add(amount) {
                Some(after) if counts => *sum = after,
                Some(_) => {}
                None => fits = false,
            };
            add(&mut account.opening, is_opening, amount);
            add(&mut account.debit, is_now && amount > 0, amount.max(0));
            add(&mut account.credit, is_now && amount < 0, (-amount).max(0));
            add(&mut account.realized, is_now && !is_closing, amount);
            add(&mut account.of_year, is_of_year && !is_closing, amount);
            // Without a first day everything there is counts as this year.
            add(&mut account.previous, is_before && !is_closing && self.claim.from.is_some(), amount);
            self.overflowed |= !fits;
            if let Some(texts) = &texts {
                let is_cash_book = self.claim.name == "cash-book";
                let against = match (is_cash_book, &only_code) {
                    (true, Some(code)) => code.clone(),
                    (true, None) => against(postings, amount, accounts),
                    (false, _) => String::new(),
                };
                let (position, entry) = (record.position, Rc::clone(texts));
                account.lines.push(Line { day, position, number, amount, entry, against });
            }
        }
    }
}

impl Figures for Collected {
    fn opened(&mut self, name: &str, currency: &str) {
        name.clone_into(&mut self.book);
        currency.clone_into(&mut self.currency);
    }

    fn landed(&mut self, record: &Record, landed: &Landed<'_>, first_line: u32, accounts: &Accounts) {
        if record.position > self.claim.position {
            return;
        }
        match landed {
            Landed::Entry(entry, postings) => self.entry(record, entry, postings, first_line, accounts),
            Landed::Budget(set, number) => {
                let day = record.effective_date;
                let counts = self.budget_from.is_none_or(|from| day >= from)
                    && self.claim.to.is_none_or(|to| day <= to);
                if let Some(place) = self.place(*number, accounts).filter(|_| counts) {
                    self.list[place].budget = set.amount.into();
                    self.list[place].is_budgeted = true;
                }
            }
        }
    }

    fn posted(&mut self, record: &Record, accounts: &Accounts, original: &dyn Fn(u64) -> Option<Record>) {
        if record.position <= self.claim.position {
            self.events.record(record, &self.claim, &self.currency);
            let books = Books { accounts, closing: &self.closing_entries };
            self.revenue.posted(record, books, original);
            self.spending.posted(record, books, original);
        }
    }

    fn turned_away(&mut self, record: &Record) {
        if record.position <= self.claim.position {
            self.revenue.turned_away(record);
        }
    }

    fn reached(&mut self, position: u64, published: &Published) {
        if position == self.claim.position {
            (self.chart, self.rulebook) = (published.chart.clone(), published.rulebook.clone());
        }
    }
}

/// The code that cash moved against: the first budget account (revenue, expenditure, financing) of the entry, else its first
/// account on the other side.
fn against(postings: &[Posting], amount: i128, accounts: &Accounts) -> String {
    let code =
        |posting: &Posting| accounts.get(posting.account).name.split_once(':').map_or("", |(_, code)| code);
    let is_budget = |posting: &&Posting| {
        let is_group = matches!(code(posting).split('.').next(), Some("4" | "5" | "6"));
        accounts.get(posting.account).book_side == BookSide::Budget && is_group
    };
    let other_side = |posting: &&Posting| (posting.amount > 0) != (amount > 0);
    let found = postings.iter().find(is_budget).or_else(|| postings.iter().find(other_side));
    found.map_or_else(String::new, |posting| code(posting).to_owned())
}

/// The one currency of these, `fallback` of none; `None` of several.
pub(super) fn one_of<'c>(mut currencies: impl Iterator<Item = &'c str>, fallback: &str) -> Option<String> {
    let first = currencies.next().unwrap_or(fallback);
    currencies.all(|currency| currency == first).then(|| first.to_owned())
}

/// The same day a year before; the last of February stays the last of February.
pub(super) fn year_before(day: i32) -> i32 {
    let (year, month, of_month) = calendar::civil(day);
    let last = if (month, of_month) == (2, 29) { 28 } else { of_month };
    calendar::days(year - 1, month, last).unwrap_or(day)
}

/// The word for a set of books in the order in which reports list them.
#[must_use]
pub fn side_order(side: BookSide) -> u8 {
    u8::from(accounts::side_word(side) == crate::catalogue::Code::WordBudget)
}

/// What books say of an entry: its own words, and the day it came too late for.
fn described(entry: &Entry) -> String {
    match entry.late_for.map(calendar::date) {
        None => entry.description.clone(),
        Some(day) => {
            format!("{} (terlambat untuk {day} / late for {day})", entry.description).trim_start().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_before_has_the_same_days() {
        let day = |text: &str| calendar::parse_date(text).expect("a day");
        for (now, before) in
            [("2025-12-31", "2024-12-31"), ("2024-02-29", "2023-02-28"), ("2025-02-28", "2024-02-28")]
        {
            assert_eq!(year_before(day(now)), day(before), "{now}");
        }
    }
}
